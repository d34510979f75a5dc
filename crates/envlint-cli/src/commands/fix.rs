//! `envlint --fix`, `--fix-only` and `--diff`: applies fixes or shows them.

use std::io::Write;

use envlint_core::document::{Document, DocumentId};
use envlint_core::finding::{Applicability, Finding};
use envlint_core::fixer::FixResult;
use envlint_core::linter::Linter;
use envlint_core::meta::Meta;
use envlint_project::{FileProblem, Project, ProjectFile, Role};

use super::check_run::{CheckRun, outcome, report};
use super::output::print;
use super::own_files;
use super::stderr::{is_in_config, print_config_mistakes, print_problems};
use crate::console::{self, Syntax};
use crate::printable::printable;
use crate::report::{FixOutcome, diff, plural};
use crate::{Error, ExitState, write};

/// Fixes the files of `project`, or shows what that would change.
pub(super) fn run(run: &CheckRun<'_>, linter: &Linter, project: &mut Project) -> Result<ExitState, Error> {
    let check = run.check;
    let limit = if check.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    let role_of = |id: DocumentId| project.file(id).map(|file| file.role);
    let may_change = |id: DocumentId| role_of(id).is_some_and(Role::may_change_on_consent);
    let mut fixed = linter.fix(&project.files, limit, may_change);
    tell_bugs(&fixed, project)?;
    if check.diff {
        return show(run, project, fixed);
    }
    let own = own_files::fixes(&fixed, project, run);
    let is_declined = !own.is_empty() && !own_files::is_agreed(&own, check.yes)?;
    if is_declined {
        fixed = linter.fix(&project.files, limit, |id| role_of(id).is_some_and(Role::may_change));
    }
    remove_leftovers(project);
    let problems = write_back(project, &mut fixed)?;
    let numbered = project.files.iter().enumerate();
    let documents: Vec<&Document> =
        numbered.map(|(index, file)| fixed.changed.get(&DocumentId(index)).unwrap_or(&file.document)).collect();
    // A file that could not be written still has its old findings.
    let findings = if problems.is_empty() { fixed.findings } else { linter.lint(&documents) };
    let findings = run.visible(project.reported(findings), project, &documents)?;
    let written = fixed.applied.iter().filter(|(id, _)| fixed.changed.contains_key(id));
    let applied: Vec<(DocumentId, &Meta)> = written.copied().collect();
    let fix = Some(FixOutcome { applied: &applied, is_declined });
    project.problems.extend(problems);
    let outcome = outcome(run, project, &findings);
    let findings = project.joined(findings);
    // Standard output contains the fixed text.
    if project.files.iter().any(|file| file.role.is_stdin()) {
        report(run, project, documents, findings, fix, console::stderr_for(run.format.syntax()))?;
    } else {
        report(run, project, documents, findings, fix, console::stdout(run.format.syntax()))?;
    }
    Ok(outcome)
}

/// Removes what a killed run has left beside the files of this run.
fn remove_leftovers(project: &Project) {
    for ProjectFile { path, role, .. } in &project.files {
        if role.may_change_on_consent() && !role.is_stdin() {
            write::remove_leftover(path);
        }
    }
}

/// Writes every document that changed, and drops the change of each document that could not be written. The text of standard
/// input is always printed.
fn write_back(project: &Project, fixed: &mut FixResult) -> Result<Vec<FileProblem>, Error> {
    let mut problems = Vec::new();
    for (index, ProjectFile { path, role, document: old }) in project.files.iter().enumerate() {
        let id = DocumentId(index);
        let new = fixed.changed.get(&id);
        if role.is_stdin() {
            console::write_file_text(new.unwrap_or(old).text())?;
        } else if let Some(new) = new
            && let Err(error) = write::replace(path, old.text().as_bytes(), new.text().as_bytes())
        {
            problems.push(FileProblem { path: project.names.shown(old.path()), message: error.to_string() });
            fixed.changed.remove(&id);
        }
    }
    Ok(problems)
}

/// Prints the diff of all changes.
fn show(run: &CheckRun<'_>, project: &Project, fixed: FixResult) -> Result<ExitState, Error> {
    let check = run.check;
    let mut left_out = 0;
    let written = print(check.into(), Syntax::Text, console::stdout(Syntax::Text), |style, out| {
        for (id, new) in &fixed.changed {
            let Some(old) = project.file(*id).map(|file| &file.document) else { continue };
            left_out += diff(&project.names.shown(old.path()), old, new, style, out)?;
        }
        Ok(())
    });
    print_problems(project)?;
    written?;
    if left_out > 0 {
        let (count, are) = (plural(left_out, "change"), if left_out == 1 { "is" } else { "are" });
        writeln!(console::stderr(), "envlint: {count} {are} not in the diff, because it would show a secret")?;
    }
    let numbered = project.files.iter().enumerate();
    let documents: Vec<&Document> =
        numbered.map(|(index, file)| fixed.changed.get(&DocumentId(index)).unwrap_or(&file.document)).collect();
    let findings = run.visible(project.reported(fixed.findings), project, &documents)?;
    let outcome = outcome(run, project, &findings);
    print_config_mistakes(&findings, project)?;
    let findings: Vec<Finding> = findings.into_iter().filter(|finding| !is_in_config(finding, project)).collect();
    if !findings.is_empty() && !check.quiet {
        let left = plural(findings.len(), "finding");
        writeln!(console::stderr(), "envlint: {left} would remain; run without --diff to see all findings")?;
    }
    let any = !fixed.changed.is_empty();
    Ok(if any && !check.exit_zero { outcome.max(ExitState::Findings) } else { outcome })
}

/// Reports fixes that failed their proof and were not applied. This is always a bug in envlint, not a mistake of the user.
fn tell_bugs(fixed: &FixResult, project: &Project) -> Result<(), Error> {
    let mut out = console::stderr();
    for (id, rule, reason) in &fixed.refused {
        let path = project.file(*id).map_or_else(String::new, |file| project.names.shown(file.document.path()));
        writeln!(
            out,
            "envlint: {}: a fix of {} was not applied, because {reason}; this is a bug in envlint",
            printable(&path),
            rule.name
        )?;
    }
    if fixed.unfinished {
        writeln!(out, "envlint: some fixes are left after the maximum number of passes; run envlint --fix again")?;
    }
    Ok(())
}
