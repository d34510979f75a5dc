//! Which configuration each file goes by, and what the command line makes of it.

mod wishes;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use envlint_core::config::{self, Config, NAMES};
use envlint_core::document::Document;
use envlint_core::rule::Options;
use envlint_core::vscode::FileKind;

use crate::Error;
use crate::names::{relative, slashed};
use crate::printable::printable;
use crate::project_root::ProjectRoot;
use crate::read::read_text;

pub(crate) use wishes::Wishes;

/// How the configuration of a file is found.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Choice<'a> {
    /// The nearest one in the folders above it.
    Nearest,
    /// This one for all.
    File(&'a Path),
    /// None at all.
    None,
}

/// A configuration file.
#[derive(Debug)]
struct Found {
    /// Its path, absolute.
    path: PathBuf,
    /// What it holds.
    text: String,
    /// The valid parts.
    config: Config,
    /// Its folder, with `/`, from which its patterns go on.
    folder: String,
    /// Whether a file that the run is about goes by it.
    is_in_use: bool,
    /// What all files that go by it are asked, once somebody wants to know.
    options: OnceCell<Arc<Options>>,
}

impl Found {
    /// The path of the file at `path` as the patterns see it.
    fn path_of(&self, path: &str) -> String {
        relative(&self.folder, path).1
    }

    /// What a file at `path`, itself no configuration, is asked.
    fn options(&self, path: &str, wishes: &Wishes) -> Arc<Options> {
        let options = || Arc::new(wishes.over(self.config.options(&self.path_of(path))));
        match self.config.overrides.is_empty() {
            true => Arc::clone(self.options.get_or_init(options)),
            false => options(),
        }
    }
}

/// The configurations of a run, read as they are asked for.
#[derive(Debug)]
pub(crate) struct Configs {
    /// The same for all, if there is no search.
    for_all: Option<Option<usize>>,
    all: Vec<Found>,
    /// What was found for the files of a folder.
    of_folders: BTreeMap<PathBuf, Option<usize>>,
    /// Those that could not be read, and why.
    pub(crate) unreadable: Vec<(PathBuf, String)>,
}

impl Configs {
    /// Those that `choice` finds for files with absolute paths; one that it names is taken from `here` on.
    ///
    /// # Errors
    /// The named file cannot be read.
    pub(crate) fn new(choice: Choice<'_>, here: &Path) -> Result<Self, Error> {
        let mut configs = Self { for_all: None, all: Vec::new(), of_folders: BTreeMap::new(), unreadable: Vec::new() };
        match choice {
            Choice::Nearest => {}
            Choice::None => configs.for_all = Some(None),
            Choice::File(path) => {
                let text = read_text(&here.join(path)).map_err(|message| {
                    Error::Usage(format!("--config {}: {message}", printable(&path.to_string_lossy())))
                })?;
                configs.for_all = Some(Some(configs.add(&here.join(path), text)));
            }
        }
        Ok(configs)
    }

    /// Whether the file at `path`, absolute and with `/`, is not to be linted.
    pub(crate) fn exclude(&mut self, path: &str) -> bool {
        let Some(found) = self.of(path).and_then(|index| self.all.get_mut(index)) else { return false };
        let is_excluded = found.config.excludes(&found.path_of(path));
        found.is_in_use |= is_excluded;
        is_excluded
    }

    /// Finds the one that the file at `path` goes by. `is_linted` says whether the run is about that file.
    pub(crate) fn find(&mut self, path: &str, is_linted: bool) {
        if let Some(found) = self.of(path).and_then(|index| self.all.get_mut(index)) {
            found.is_in_use |= is_linted;
        }
    }

    /// Path and text of each that files go by which the run is about.
    pub(crate) fn in_use(&self) -> Vec<(PathBuf, String)> {
        self.all.iter().filter(|found| found.is_in_use).map(|found| (found.path.clone(), found.text.clone())).collect()
    }

    /// What `document`, whose configuration was found before, is asked; `None` if no configuration has a say in it.
    pub(crate) fn options(&self, document: &Document, wishes: &Wishes) -> Option<Arc<Options>> {
        let path = document.path();
        let known = || self.of_folders.get(Path::new(path).parent()?).copied();
        let found = self.for_all.or_else(known).flatten().and_then(|index| self.all.get(index));
        if document.kind() == FileKind::Config {
            let options = found.map_or_else(Options::default, |found| found.config.options(&found.path_of(path)));
            return Some(Arc::new(wishes.over_config(options)));
        }
        found.map(|found| found.options(path, wishes))
    }

    /// Which one the file at `path` goes by.
    fn of(&mut self, path: &str) -> Option<usize> {
        if let Some(for_all) = self.for_all {
            return for_all;
        }
        let mut passed = Vec::new();
        let mut found = None;
        for folder in Path::new(path).ancestors().skip(1) {
            if let Some(known) = self.of_folders.get(folder) {
                found = *known;
                break;
            }
            passed.push(folder.to_path_buf());
            if let Some(path) = NAMES.iter().map(|name| folder.join(name)).find(|path| path.is_file()) {
                // One that cannot be read hides those above it all the same: it is the one that is meant.
                match ProjectRoot::around(&path, folder).map_or_else(|| read_text(&path), |root| root.read(&path)) {
                    Ok(text) => found = Some(self.add(&path, text)),
                    Err(message) => self.unreadable.push((path, message)),
                }
                break;
            }
        }
        self.of_folders.extend(passed.into_iter().map(|folder| (folder, found)));
        found
    }

    fn add(&mut self, path: &Path, text: String) -> usize {
        let rules: Vec<&str> = envlint_rules::all().iter().map(|rule| rule.meta().name).collect();
        // What is wrong in it, a rule tells.
        let (config, _) = config::read(&text, &rules);
        let path = PathBuf::from(slashed(path));
        let folder = path.parent().map(slashed).unwrap_or_default();
        self.all.push(Found { path, text, config, folder, is_in_use: false, options: OnceCell::new() });
        self.all.len() - 1
    }
}
