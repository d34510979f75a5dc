//! Finds the configuration of each file, and combines it with the overrides of a command line.

mod applied;
mod overrides;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use envlint_core::config::{Config, NAMES};
use envlint_core::document::{Document, SourceFile};
use envlint_core::rule::Options;
use envlint_core::vscode::FileKind;
use rustc_hash::FxHashMap;

use crate::display_path::{relative, slashed};
use crate::fs::FileSystem;
use crate::project_root::read_within_project;
use crate::read::read_text;
use crate::{ProjectError, ReadError};

pub use applied::{AppliedConfig, config_of};
pub use overrides::CliOverrides;

/// The way to find the configuration of a file.
#[derive(Clone, Copy, Debug)]
pub enum ConfigSource<'a> {
    /// The nearest one in the folders above the file.
    Nearest,
    /// This one for all files.
    File(&'a Path),
    /// None at all.
    None,
}

/// A configuration file.
#[derive(Debug)]
struct ConfigFile {
    /// Its absolute path, normalized.
    path: PathBuf,
    /// The file, until it becomes one of the project. It has parsed its configuration, and keeps the mistakes.
    document: Option<Document>,
    /// The valid part of its contents.
    config: Config,
    /// Its folder, with `/` as separator. Patterns are relative to it.
    folder: String,
    /// `true` if it applies to a file that the run is about.
    is_in_use: bool,
}

impl ConfigFile {
    /// The path of the file at `path` as the patterns see it.
    fn path_of(&self, path: &str) -> String {
        relative(&self.folder, path).1
    }
}

/// The configurations of a run, each read and parsed once.
#[derive(Debug)]
pub(crate) struct Configs {
    /// The same for all files, if there is no search.
    for_all: Option<Option<usize>>,
    all: Vec<ConfigFile>,
    /// The results of the search, by folder.
    of_folders: FxHashMap<String, Option<usize>>,
    /// The configurations that could not be read.
    pub(crate) unreadable: Vec<(PathBuf, ReadError)>,
}

impl Configs {
    /// The configurations that `source` finds for files with absolute paths. A chosen file is relative to the folder `here`.
    ///
    /// # Errors
    /// The chosen file cannot be read.
    pub(crate) fn new(fs: &dyn FileSystem, source: ConfigSource<'_>, here: &Path) -> Result<Self, ProjectError> {
        let (all, of_folders, unreadable) = (Vec::new(), FxHashMap::default(), Vec::new());
        let mut configs = Self { for_all: None, all, of_folders, unreadable };
        match source {
            ConfigSource::Nearest => {}
            ConfigSource::None => configs.for_all = Some(None),
            ConfigSource::File(path) => {
                let failed = |reason| ProjectError::Config { path: path.to_owned(), reason };
                let text = read_text(fs, &here.join(path)).map_err(failed)?;
                configs.for_all = Some(Some(configs.add(&here.join(path), text)));
            }
        }
        Ok(configs)
    }

    /// The path of the configuration that excludes the file at the absolute `path`, which uses `/` as separator; `None` if it is
    /// to be linted.
    pub(crate) fn exclude(&mut self, fs: &dyn FileSystem, path: &str) -> Option<PathBuf> {
        let found = self.of(fs, path).and_then(|index| self.all.get_mut(index))?;
        let is_excluded = found.config.excludes(&found.path_of(path));
        found.is_in_use |= is_excluded;
        if is_excluded { Some(found.path.clone()) } else { None }
    }

    /// Finds the configuration of the file at `path`. `is_linted` tells whether the run is about that file.
    pub(crate) fn find(&mut self, fs: &dyn FileSystem, path: &str, is_linted: bool) {
        if let Some(found) = self.of(fs, path).and_then(|index| self.all.get_mut(index)) {
            found.is_in_use |= is_linted;
        }
    }

    /// Hands over the configuration at `path`, if it was read.
    pub(crate) fn take(&mut self, path: &Path) -> Option<Document> {
        let index = self.for_all.or_else(|| self.of_folders.get(path.parent()?.to_str()?).copied()).flatten()?;
        self.all.get_mut(index).filter(|found| found.path == path)?.document.take()
    }

    /// Hands over the configurations that apply to files that the run is about.
    pub(crate) fn take_used(&mut self) -> Vec<(PathBuf, Document)> {
        let used = self.all.iter_mut().filter(|found| found.is_in_use);
        used.filter_map(|found| Some((found.path.clone(), found.document.take()?))).collect()
    }

    /// The valid part of the configuration of the file at `path`, which was looked for before.
    pub(crate) fn known(&self, path: &str) -> Option<&Config> {
        let known = || self.of_folders.get(Path::new(path).parent()?.to_str()?).copied();
        let index = self.for_all.or_else(known).flatten()?;
        self.all.get(index).map(|found| &found.config)
    }

    /// Computes options, with the overrides `overrides`.
    pub(crate) fn resolver<'c>(&'c self, overrides: &'c CliOverrides) -> Resolver<'c> {
        Resolver { configs: self, overrides, shared: BTreeMap::new() }
    }

    /// The index of the configuration of the file at `path`.
    fn of(&mut self, fs: &dyn FileSystem, path: &str) -> Option<usize> {
        if let Some(for_all) = self.for_all {
            return for_all;
        }
        let mut passed = Vec::new();
        let mut found = None;
        for folder in Path::new(path).ancestors().skip(1) {
            let name = folder.to_str().unwrap_or_default();
            if let Some(known) = self.of_folders.get(name) {
                found = *known;
                break;
            }
            passed.push(name.to_owned());
            if let Some(path) = NAMES.iter().map(|name| folder.join(name)).find(|path| fs.is_file(path)) {
                // If it cannot be read, those above it still do not apply: it is the one that is meant.
                match read_within_project(fs, &path) {
                    Ok(text) => found = Some(self.add(&path, text)),
                    Err(reason) => self.unreadable.push((path, reason)),
                }
                break;
            }
        }
        self.of_folders.extend(passed.into_iter().map(|folder| (folder, found)));
        found
    }

    fn add(&mut self, path: &Path, text: String) -> usize {
        let path = slashed(path);
        let document = Document::parse(SourceFile { path: path.clone(), text, kind: FileKind::Config });
        // The mistakes stay in the document, where a rule reports them.
        let rules: Vec<&str> = envlint_rules::all().iter().map(|rule| rule.meta().name).collect();
        let config = document.config(&rules).config.clone();
        let path = PathBuf::from(path);
        let folder = path.parent().map(slashed).unwrap_or_default();
        self.all.push(ConfigFile { path, document: Some(document), config, folder, is_in_use: false });
        self.all.len() - 1
    }
}

/// Computes the options of files.
pub(crate) struct Resolver<'c> {
    configs: &'c Configs,
    overrides: &'c CliOverrides,
    /// The options of configurations that are the same for all files, by index.
    shared: BTreeMap<usize, Arc<Options>>,
}

impl Resolver<'_> {
    /// The options of `document`, whose configuration was found before; `None` if no configuration applies to it.
    pub(crate) fn options(&mut self, document: &Document) -> Option<Arc<Options>> {
        let path = document.path();
        let known = || self.configs.of_folders.get(Path::new(path).parent()?.to_str()?).copied();
        let index = self.configs.for_all.or_else(known).flatten();
        let found = index.and_then(|index| Some((index, self.configs.all.get(index)?)));
        if document.kind() == FileKind::Config {
            let options = found.map_or_else(Options::default, |(_, found)| found.config.options(&found.path_of(path)));
            return Some(Arc::new(self.overrides.over_config(options)));
        }
        let (index, found) = found?;
        let options = || Arc::new(self.overrides.over(found.config.options(&found.path_of(path))));
        Some(if found.config.overrides.is_empty() {
            Arc::clone(self.shared.entry(index).or_insert_with(options))
        } else {
            options()
        })
    }
}
