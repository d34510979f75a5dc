//! `envlint check` in parts: the findings in some files are reported before the next files are linted, so that a run over very many
//! files needs little more memory than their texts.

use envlint_core::document::Document;
use envlint_core::linter::Linter;
use envlint_project::Project;

use super::check_run::{CheckRun, outcome, tell_problems};
use super::output::print;
use crate::report::Report;
use crate::{Error, ExitState, console};

/// Lints the files of `project`, and reports the findings.
pub(super) fn run(run: &CheckRun<'_>, linter: &Linter, project: &Project) -> Result<ExitState, Error> {
    let documents: Vec<&Document> = project.files.iter().map(|file| &file.document).collect();
    let mut report = Report::new(run.report_options(), project, documents, Vec::new(), None);
    let mut state = outcome(run, project, &[]);
    let syntax = run.format.syntax();
    let printed = print(run.check.into(), syntax, console::stdout(syntax), |style, out| {
        let mut written = Ok(());
        project.lint_in_parts(linter, |mut findings| {
            run.retain_severe(&mut findings, project);
            // The exit status depends on all findings, even if the reader of the report stops early.
            state = state.max(outcome(run, project, &findings));
            if written.is_ok() {
                report.add(findings);
                written = report.write_findings(style, out);
            }
        });
        written?;
        report.write_rest(style, out)
    });
    tell_problems(run, project)?;
    printed?;
    Ok(state)
}
