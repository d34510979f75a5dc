//! `envlint baseline write|check|prune`: accepts the current findings.

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use envlint_project::{AppliedConfig, Disk, DisplayPaths, FileSystem, SkipReason};

use super::accepted::{AcceptedFindings, is_linted, names_beside, shown};
use super::check;
use super::selection::applied_config;
use super::stderr::{is_in_config, print_problems};
use crate::args::{BaselineAction, Check};
use crate::baseline::{Baseline, FILE};
use crate::console::{self, Syntax};
use crate::report::plural;
use crate::{Error, ExitState, write};

/// Runs a command about the baseline.
pub(crate) fn run(action: &BaselineAction) -> Result<ExitState, Error> {
    match action {
        BaselineAction::Write(check) => write_new(check),
        BaselineAction::Check(check) => {
            let applied = applied_config(check)?;
            let accepted = AcceptedFindings::read(check, &path_of(check, &applied))?;
            check::run_with(check, &applied, Some(accepted))
        }
        BaselineAction::Prune(check) => prune(check),
    }
}

/// The baseline of the command line, of the configuration, or the nearest one of this repository.
fn path_of(check: &Check, applied: &AppliedConfig) -> PathBuf {
    check.baseline.clone().or_else(|| applied.baseline()).or_else(nearest).unwrap_or_else(|| PathBuf::from(FILE))
}

/// The baseline in the working directory, or in the nearest folder above it within its repository.
fn nearest() -> Option<PathBuf> {
    let here = Disk.working_directory();
    let within = here.join(FILE);
    let repository = Disk.repository_of(&within).unwrap_or(&here);
    let folders = here.ancestors().take_while(|folder| folder.starts_with(repository));
    folders.map(|folder| folder.join(FILE)).find(|path| path.is_file())
}

fn write_new(check: &Check) -> Result<ExitState, Error> {
    let applied = applied_config(check)?;
    let path = path_of(check, &applied);
    let old = if path.symlink_metadata().is_ok() { Some(AcceptedFindings::read(check, &path)?) } else { None };
    let (project, findings) = check::lint(check)?;
    let names = names_beside(&path);
    let mut baseline = Baseline::empty(old.as_ref().map(|old| &old.baseline));
    let entries = findings.iter().filter(|finding| !is_in_config(finding, &project)).filter_map(|finding| {
        let document = &project.file(finding.document)?.document;
        Some((finding, document, names.shown(document.path())))
    });
    let without = baseline.fill(entries);
    if let Some(old) = &old {
        let is_linted = is_linted(&project, &names);
        baseline.keep(&old.baseline, |path| !is_linted(path) && exists(&names, path));
    }
    print_problems(&project)?;
    put(&path, &baseline)?;
    let mut out = console::stdout(Syntax::Text);
    let shown = shown(&path);
    writeln!(out, "Wrote {} to {shown}.", plural(baseline.len(), "finding"))?;
    if applied.baseline().is_none_or(|configured| configured != path) {
        let key = if shown.contains('/') { "" } else { &format!(", or `baseline = \"{shown}\"` in envlint.toml") };
        writeln!(out, "To report only new ones: envlint baseline check{key}")?;
    }
    if without > 0 {
        writeln!(out, "Not in it: {} in files that are not valid JSON.", plural(without, "finding"))?;
    }
    out.flush()?;
    Ok(if project.problems.is_empty() { ExitState::Clean } else { ExitState::Unreadable })
}

fn prune(check: &Check) -> Result<ExitState, Error> {
    if !check.reports_all() {
        return Err(Error::Usage(
            "baseline prune looks at all findings; leave out the options that report only some of them".to_owned(),
        ));
    }
    let applied = applied_config(check)?;
    let path = path_of(check, &applied);
    let accepted = AcceptedFindings::read(check, &path)?;
    let (project, findings) = check::lint(check)?;
    print_problems(&project)?;
    let mut unused = accepted.baseline.unused();
    for finding in &findings {
        if let Some(file) = project.file(finding.document) {
            unused.covers(finding, &file.document, accepted.names.shown(file.document.path()));
        }
    }
    // A file that was removed or is excluded has no findings either.
    let excluded = project.skipped.iter().filter(|skipped| matches!(skipped.reason, SkipReason::Excluded { .. }));
    let excluded: HashSet<&Path> = excluded.map(|skipped| skipped.path.as_path()).collect();
    let is_gone =
        |path: &str| !exists(&accepted.names, path) || excluded.contains(Path::new(&accepted.names.whole(path)));
    let is_linted = is_linted(&project, &accepted.names);
    let pruned = unused.pruned(|path| is_linted(path) || is_gone(path));
    let (gone, left) = (accepted.baseline.len() - pruned.len(), pruned.len());
    let shown = shown(&path);
    let mut out = console::stdout(Syntax::Text);
    if gone > 0 {
        put(&path, &pruned)?;
        writeln!(out, "Removed {} from {shown}; {left} left.", plural(gone, "finding"))?;
    } else {
        writeln!(out, "Nothing to remove from {shown}; {left} left.")?;
    }
    out.flush()?;
    Ok(if project.problems.is_empty() { ExitState::Clean } else { ExitState::Unreadable })
}

/// Whether there is a file with this path of the baseline.
fn exists(names: &DisplayPaths, path: &str) -> bool {
    Path::new(&names.whole(path)).exists()
}

fn put(path: &Path, baseline: &Baseline) -> Result<(), Error> {
    write::put(path, baseline.text().as_bytes())
        .map_err(|error| Error::OutputFile { path: path.to_string_lossy().into_owned(), error })
}
