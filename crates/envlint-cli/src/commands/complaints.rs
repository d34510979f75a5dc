//! Messages that commands print to standard error in addition to their output.

use std::io::Write;

use envlint_core::env::Reading;
use envlint_core::finding::Finding;
use envlint_core::vscode::FileKind;

use crate::config::Wishes;
use crate::files::Files;
use crate::printable::printable;
use crate::report::finding_line;
use crate::{Error, Outcome, console};

/// Prints the files that could not be read.
pub(super) fn print_problems(files: &Files) -> Result<(), Error> {
    let mut out = console::stderr();
    for problem in &files.problems {
        writeln!(out, "envlint: {}: {}", printable(&problem.path), printable(&problem.message))?;
    }
    Ok(())
}

/// Prints those of `findings` that are in an `envlint.toml`, for commands whose output does not contain findings.
pub(super) fn print_config_mistakes(findings: &[Finding], files: &Files) -> Result<(), Error> {
    let mut out = console::stderr();
    for finding in findings.iter().filter(|finding| is_in_config(finding, files)) {
        if let Some(document) = files.documents.get(finding.document.0) {
            writeln!(out, "envlint: {}", finding_line(finding, document, &files.names))?;
        }
    }
    Ok(())
}

/// Returns `true` if a finding is in an `envlint.toml`.
pub(super) fn is_in_config(finding: &Finding, files: &Files) -> bool {
    files.documents.get(finding.document.0).is_some_and(|document| document.kind() == FileKind::Config)
}

/// Prints unreadable files and mistakes in configurations, for commands that do not lint. The outcome is the same as that of
/// `envlint check`.
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
