//! `envlint check`: lints files and fixes them.

use envlint_core::document::Document;
use envlint_core::finding::Finding;
use envlint_project::{AppliedConfig, Project};

use super::accepted::AcceptedFindings;
use super::check_run::{CheckRun, min_severity, outcome, report};
use super::misspelled::refuse_words;
use super::output::refuse_to_overwrite;
use super::selection::{applied_config, load_selected};
use super::{files, fix, parts, reproduce, suppress};
use crate::args::Check;
use crate::{Error, ExitState, console};

/// Lints the files that `check` selects, fixes them if asked to, and reports the findings.
pub(crate) fn run(check: &Check) -> Result<ExitState, Error> {
    let applied = applied_config(check)?;
    let baseline = AcceptedFindings::of_run(check, &applied)?;
    run_with(check, &applied, baseline)
}

/// The same with the configuration of the run and the findings that are accepted.
pub(super) fn run_with(
    check: &Check,
    applied: &AppliedConfig,
    baseline: Option<AcceptedFindings>,
) -> Result<ExitState, Error> {
    let run = CheckRun::new(check, applied, baseline);
    refuse_words(check)?;
    refuse_idle_options(&run)?;
    let (mut project, linter) = load_selected(check)?;
    if check.show_files {
        return files::show(&project, &run.paths);
    }
    refuse_to_overwrite(check.output_file.as_deref(), &project)?;
    if check.fix || check.fix_only || check.diff {
        return fix::run(&run, &linter, &mut project);
    }
    if run.reports_in_parts(&project) {
        return parts::run(&run, &linter, &project);
    }
    let documents: Vec<&Document> = project.files.iter().map(|file| &file.document).collect();
    let findings = run.visible(project.lint(&linter), &project, &documents)?;
    if let Some(rule) = &check.report {
        return reproduce::print(&project, &linter, &findings, rule);
    }
    if let Some(reason) = &check.add_suppressions {
        return suppress::add(&project, &findings, reason);
    }
    let outcome = outcome(&run, &project, &findings);
    let findings = project.joined(findings);
    report(&run, &project, documents, findings, None, console::stdout(run.format.syntax()))?;
    Ok(outcome)
}

/// Lints the files that `check` selects.
pub(super) fn lint(check: &Check) -> Result<(Project, Vec<Finding>), Error> {
    let (project, linter) = load_selected(check)?;
    let mut findings = project.lint(&linter);
    findings.retain(|finding| finding.severity >= min_severity(check, &project, finding));
    Ok((project, findings))
}

/// Rejects options that would have no effect, because they are likely a mistake.
fn refuse_idle_options(run: &CheckRun<'_>) -> Result<(), Error> {
    let check = run.check;
    if check.show_fixes && !check.fix && !check.fix_only {
        return Err(Error::Usage("--show-fixes requires --fix or --fix-only".to_owned()));
    }
    let reads_stdin = check.paths.iter().any(|path| path.as_os_str() == "-");
    if check.statistics && !run.format.is_for_people() {
        return Err(Error::Usage("--statistics is for the formats human and concise".to_owned()));
    }
    if check.stdin_filename.is_some() && !reads_stdin {
        return Err(Error::Usage("--stdin-filename requires the path `-`, which reads standard input".to_owned()));
    }
    Ok(())
}
