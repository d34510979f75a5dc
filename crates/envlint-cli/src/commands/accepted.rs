//! The findings that a baseline accepts, which a run does not report.

use std::collections::HashSet;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use envlint_core::document::Document;
use envlint_core::finding::Finding;
use envlint_project::{AppliedConfig, Disk, DisplayPaths, FileSystem, Project, ReadError, read_within_project};

use super::stderr::is_in_config;
use crate::args::Check;
use crate::baseline::Baseline;
use crate::printable::printable;
use crate::{Error, console};

/// A baseline that was read.
pub(super) struct AcceptedFindings {
    pub(super) baseline: Baseline,
    pub(super) names: DisplayPaths,
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
    pub(super) fn read(check: &Check, path: &Path) -> Result<Self, Error> {
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
pub(super) fn names_beside(path: &Path) -> DisplayPaths {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = whole.parent().unwrap_or(&whole).to_string_lossy().replace('\\', "/");
    DisplayPaths { working_directory: folder.trim_end_matches("/.").to_owned(), home: None }
}

/// Whether this run has linted the file with a path of the baseline.
pub(super) fn is_linted<'p>(project: &'p Project, names: &'p DisplayPaths) -> impl Fn(&str) -> bool + 'p {
    let linted = project.files.iter().filter(|file| file.role.is_linted()).map(|file| file.document.path());
    let linted: HashSet<&str> = linted.collect();
    move |path| linted.contains(names.whole(path).as_str())
}

/// The path of a baseline as messages show it.
pub(super) fn shown(path: &Path) -> String {
    let working_directory = Disk.working_directory().to_string_lossy().replace('\\', "/");
    let path = path.to_string_lossy().replace('\\', "/");
    let path =
        if Path::new(&path).is_absolute() { DisplayPaths { working_directory, home: None }.shown(&path) } else { path };
    printable(&path).into_owned()
}
