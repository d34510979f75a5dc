//! What is told on standard error, beside what a command prints.

use std::io::Write;

use envlint_rules::core::env::Reading;
use envlint_rules::core::finding::Finding;
use envlint_rules::core::vscode::FileKind;

use crate::config::Wishes;
use crate::files::Files;
use crate::printable::printable;
use crate::report::finding_line;
use crate::{Error, Outcome, console};

/// Files that could not be read.
pub(super) fn print_problems(files: &Files) -> Result<(), Error> {
    let mut out = console::stderr();
    for problem in &files.problems {
        writeln!(out, "envlint: {}: {}", printable(&problem.path), printable(&problem.message))?;
    }
    Ok(())
}

/// Those of `findings` that are in an `envlint.toml`, for a command whose output has no place for them.
pub(super) fn print_config_mistakes(findings: &[Finding], files: &Files) -> Result<(), Error> {
    let mut out = console::stderr();
    for finding in findings.iter().filter(|finding| is_in_config(finding, files)) {
        if let Some(document) = files.documents.get(finding.document.0) {
            writeln!(out, "envlint: {}", finding_line(finding, document, &files.names))?;
        }
    }
    Ok(())
}

/// Whether a finding is in an `envlint.toml`.
pub(super) fn is_in_config(finding: &Finding, files: &Files) -> bool {
    files.documents.get(finding.document.0).is_some_and(|document| document.kind() == FileKind::Config)
}

/// For a command that lints nothing: tells what could not be read, and what is wrong in a configuration. What these come to
/// is the same as with one that does.
pub(super) fn print_all(files: &Files, readings: &[Reading<'_>]) -> Result<Outcome, Error> {
    print_problems(files)?;
    let linter = files.linter(&Wishes::default());
    let of_configs = readings.iter().filter(|reading| reading.document.kind() == FileKind::Config);
    let mistakes: Vec<Finding> = of_configs.flat_map(|reading| linter.lint_reading(reading)).collect();
    print_config_mistakes(&mistakes, files)?;
    Ok(match (files.problems.is_empty(), mistakes.is_empty()) {
        (false, _) => Outcome::Unreadable,
        (true, false) => Outcome::Usage,
        (true, true) => Outcome::Clean,
    })
}
