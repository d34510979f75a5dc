//! Messages that commands print to standard error in addition to their output.

use std::io::Write;

use envlint_core::env::Run;
use envlint_core::finding::Finding;
use envlint_core::linter::Linter;
use envlint_core::vscode::FileKind;
use envlint_project::Project;

use crate::printable::printable;
use crate::report::{finding_line, redacted};
use crate::{Error, ExitState, console};

/// Prints the files that could not be read.
pub(super) fn print_problems(project: &Project) -> Result<(), Error> {
    let mut out = console::stderr();
    for problem in &project.problems {
        writeln!(out, "envlint: {}: {}", printable(&problem.path), printable(&problem.message))?;
    }
    Ok(())
}

/// Prints those of `findings` that are in an `envlint.toml`, for commands whose output does not contain findings.
pub(super) fn print_config_mistakes(findings: &[Finding], project: &Project) -> Result<(), Error> {
    let mut out = console::stderr();
    let mistakes = findings.iter().filter(|finding| is_in_config(finding, project));
    for finding in redacted(mistakes, &project.files, |path| project.names.shown(path)) {
        writeln!(out, "envlint: {}", finding_line(&finding))?;
    }
    Ok(())
}

/// Returns `true` if a finding is in an `envlint.toml`.
pub(super) fn is_in_config(finding: &Finding, project: &Project) -> bool {
    project.file(finding.document).is_some_and(|file| file.document.kind() == FileKind::Config)
}

/// Prints unreadable files and mistakes in configurations, for commands that do not lint. The outcome is the same as that of
/// `envlint check`.
pub(super) fn print_all(project: &Project, linter: &Linter, run: &Run<'_>) -> Result<ExitState, Error> {
    print_problems(project)?;
    let of_configs = run.files().iter().filter(|analysis| analysis.document.kind() == FileKind::Config);
    let mistakes: Vec<Finding> = of_configs.flat_map(|config| linter.lint_file(config, run)).collect();
    print_config_mistakes(&mistakes, project)?;
    Ok(match (project.problems.is_empty(), mistakes.is_empty()) {
        (false, _) => ExitState::Unreadable,
        (true, false) => ExitState::Usage,
        (true, true) => ExitState::Clean,
    })
}
