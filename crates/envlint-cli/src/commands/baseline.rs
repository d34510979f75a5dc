//! `envlint baseline write|check|prune`, and `--baseline`: accepts the current findings.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use envlint_core::document::Document;
use envlint_core::finding::Finding;
use envlint_project::{DisplayPaths, Project};

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
        BaselineAction::Check(check) => check::run(&Check { baseline: Some(path_of(check)), ..Check::clone(check) }),
        BaselineAction::Prune(check) => prune(check),
    }
}

fn path_of(check: &Check) -> PathBuf {
    check.baseline.clone().unwrap_or_else(|| PathBuf::from(FILE))
}

/// A baseline that was read.
pub(super) struct AcceptedFindings {
    baseline: Baseline,
    names: DisplayPaths,
    path: PathBuf,
}

impl AcceptedFindings {
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        let shown = printable(&path.to_string_lossy()).into_owned();
        let text = std::fs::read_to_string(path).map_err(|error| {
            Error::Unreadable(match error.kind() {
                ErrorKind::NotFound => format!("{shown}: does not exist; envlint baseline write creates {FILE}"),
                _ => format!("{shown}: {error}"),
            })
        })?;
        let baseline =
            Baseline::parse(&text).map_err(|reason| Error::Usage(format!("{shown}: {}", printable(&reason))))?;
        Ok(Self { baseline, names: names_beside(path), path: path.to_owned() })
    }

    /// Those of `findings`, in `documents`, that are not in the baseline. Says how many findings of the baseline are gone.
    pub(super) fn new_of(
        &self,
        findings: Vec<Finding>,
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
        let stale = unused.stale(is_linted(project, &self.names));
        if stale > 0 {
            let path = printable(&self.path.to_string_lossy()).into_owned();
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
    DisplayPaths { working_directory: folder.trim_end_matches("/.").to_owned() }
}

/// Whether this run has linted the file with a path of the baseline.
fn is_linted<'p>(project: &'p Project, names: &'p DisplayPaths) -> impl Fn(&str) -> bool + 'p {
    move |path| {
        let whole = names.whole(path);
        project.files.iter().any(|file| file.role.is_linted() && file.document.path() == whole)
    }
}

fn write_new(check: &Check) -> Result<ExitState, Error> {
    let path = path_of(check);
    let old = if path.exists() { Some(AcceptedFindings::read(&path)?) } else { None };
    let (project, findings) = check::lint(check)?;
    let names = names_beside(&path);
    let mut baseline = Baseline::empty(old.as_ref().map(|old| &old.baseline));
    let entries = findings.iter().filter(|finding| !is_in_config(finding, &project)).filter_map(|finding| {
        let document = &project.file(finding.document)?.document;
        Some((finding, document, names.shown(document.path())))
    });
    let without = baseline.fill(entries);
    print_problems(&project)?;
    put(&path, &baseline)?;
    let mut out = console::stdout(Syntax::Text);
    let shown = printable(&path.to_string_lossy()).into_owned();
    writeln!(
        out,
        "Wrote {} to {shown}. To report only new ones: envlint baseline check",
        plural(baseline.len(), "finding")
    )?;
    if without > 0 {
        writeln!(out, "Not in it: {} in files that are not valid JSON.", plural(without, "finding"))?;
    }
    out.flush()?;
    Ok(if project.problems.is_empty() { ExitState::Clean } else { ExitState::Unreadable })
}

fn prune(check: &Check) -> Result<ExitState, Error> {
    let path = path_of(check);
    let accepted = AcceptedFindings::read(&path)?;
    let (project, findings) = check::lint(check)?;
    print_problems(&project)?;
    let mut unused = accepted.baseline.unused();
    for finding in &findings {
        if let Some(file) = project.file(finding.document) {
            unused.covers(finding, &file.document, accepted.names.shown(file.document.path()));
        }
    }
    // A file that was removed has no findings either.
    let is_gone = |path: &str| !Path::new(&accepted.names.whole(path)).exists();
    let is_linted = is_linted(&project, &accepted.names);
    let pruned = unused.pruned(|path| is_linted(path) || is_gone(path));
    let (gone, left) = (accepted.baseline.len() - pruned.len(), pruned.len());
    let shown = printable(&path.to_string_lossy()).into_owned();
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

fn put(path: &Path, baseline: &Baseline) -> Result<(), Error> {
    write::put(path, baseline.text().as_bytes())
        .map_err(|error| Error::OutputFile { path: path.to_string_lossy().into_owned(), error })
}
