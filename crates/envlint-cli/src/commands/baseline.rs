//! `envlint baseline write|check|prune`, `--baseline`, and `baseline` in `envlint.toml`: accepts the current findings.

use std::collections::HashSet;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use envlint_core::document::Document;
use envlint_core::finding::Finding;
use envlint_project::{
    AppliedConfig, Disk, DisplayPaths, FileSystem, Project, ReadError, SkipReason, read_within_project,
};

use super::check;
use super::stderr::{is_in_config, print_problems};
use crate::args::{BaselineAction, Check};
use crate::baseline::{Baseline, FILE};
use crate::console::{self, Syntax};
use crate::printable::printable;
use crate::report::plural;
use crate::{Error, ExitState, write};

/// Runs a command about the baseline.
pub(crate) fn run(action: &BaselineAction) -> Result<ExitState, Error> {
    match action {
        BaselineAction::Write(check) => write_new(check),
        BaselineAction::Check(check) => {
            let applied = check::applied_config(check)?;
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

/// A baseline that was read.
pub(super) struct AcceptedFindings {
    baseline: Baseline,
    names: DisplayPaths,
    path: PathBuf,
}

impl AcceptedFindings {
    /// The baseline that the command line or the configuration names.
    pub(super) fn of_run(check: &Check, applied: &AppliedConfig) -> Result<Option<Self>, Error> {
        if check.no_baseline {
            return Ok(None);
        }
        let path = check.baseline.clone().or_else(|| applied.baseline());
        path.map(|path| Self::read(check, &path)).transpose()
    }

    /// The baseline at `path`. If the command line does not name it, it must be in the project: whoever commits a file does not choose
    /// what is read elsewhere.
    fn read(check: &Check, path: &Path) -> Result<Self, Error> {
        let is_named = check.baseline.as_deref() == Some(path);
        let text = if is_named {
            std::fs::read_to_string(path).map_err(|error| match error.kind() {
                ErrorKind::NotFound => ReadError::NotFound,
                _ => ReadError::Other(error),
            })
        } else {
            read_within_project(&Disk, path)
        };
        match text {
            Ok(text) => Self::parse(path, &text),
            Err(ReadError::NotFound) => {
                let path = shown(path);
                Err(Error::Unreadable(format!("{path}: does not exist; envlint baseline write creates it")))
            }
            Err(reason) => Err(Error::Unreadable(format!("{}: {reason}", shown(path)))),
        }
    }

    fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        let baseline = Baseline::parse(text).map_err(|reason| {
            let remedy = "; to start again, delete it and run envlint baseline write";
            Error::Usage(format!("{}: {}{remedy}", shown(path), printable(&reason)))
        })?;
        Ok(Self { baseline, names: names_beside(path), path: path.to_owned() })
    }

    /// Those of `findings`, in `documents`, that are not in the baseline. Says how many findings of the baseline are gone if
    /// `findings` are all of the linted files.
    pub(super) fn new_of(
        &self,
        findings: Vec<Finding>,
        are_all: bool,
        project: &Project,
        documents: &[&Document],
    ) -> Result<Vec<Finding>, Error> {
        let mut unused = self.baseline.unused();
        let mut new = Vec::new();
        for finding in findings {
            let document = documents.get(finding.document.0).filter(|_| !is_in_config(&finding, project));
            let is_known =
                document.is_some_and(|document| unused.covers(&finding, document, self.names.shown(document.path())));
            if !is_known {
                new.push(finding);
            }
        }
        let stale = if are_all { unused.stale(is_linted(project, &self.names)) } else { 0 };
        if stale > 0 {
            let path = shown(&self.path);
            let gone = if stale == 1 {
                "1 finding is gone; remove it"
            } else {
                &format!("{stale} findings are gone; remove them")
            };
            writeln!(console::stderr(), "envlint: {path}: {gone} with envlint baseline prune")?;
        }
        Ok(new)
    }
}

/// Paths as a baseline at `path` contains them.
fn names_beside(path: &Path) -> DisplayPaths {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = whole.parent().unwrap_or(&whole).to_string_lossy().replace('\\', "/");
    DisplayPaths { working_directory: folder.trim_end_matches("/.").to_owned(), home: None }
}

/// Whether this run has linted the file with a path of the baseline.
fn is_linted<'p>(project: &'p Project, names: &'p DisplayPaths) -> impl Fn(&str) -> bool + 'p {
    let linted = project.files.iter().filter(|file| file.role.is_linted()).map(|file| file.document.path());
    let linted: HashSet<&str> = linted.collect();
    move |path| linted.contains(names.whole(path).as_str())
}

/// The path of a baseline as messages show it.
fn shown(path: &Path) -> String {
    let working_directory = Disk.working_directory().to_string_lossy().replace('\\', "/");
    let path = path.to_string_lossy().replace('\\', "/");
    let path =
        if Path::new(&path).is_absolute() { DisplayPaths { working_directory, home: None }.shown(&path) } else { path };
    printable(&path).into_owned()
}

fn write_new(check: &Check) -> Result<ExitState, Error> {
    let applied = check::applied_config(check)?;
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
    let applied = check::applied_config(check)?;
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
