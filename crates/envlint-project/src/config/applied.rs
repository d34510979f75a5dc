use std::path::{Path, PathBuf};

use envlint_core::config::Config;
use envlint_core::rule::Options;

use super::{ConfigSource, Configs};
use crate::display_path::{DisplayPaths, slashed};
use crate::fs::FileSystem;
use crate::{FileProblem, ProjectError};

/// The configuration that applies to a path.
#[derive(Debug)]
pub struct AppliedConfig {
    /// The path of the configuration file as reports show it; `None` if there is none.
    pub path: Option<String>,
    /// The absolute path of its folder.
    pub folder: Option<PathBuf>,
    /// Its contents, without invalid parts.
    pub config: Config,
    /// The options that result from it.
    pub options: Options,
    /// `true` if it excludes the path.
    pub is_excluded: bool,
    /// The number of mistakes in the configuration file. Their parts do not apply.
    pub mistakes: usize,
    /// The configuration that could not be read, if any.
    pub problems: Vec<FileProblem>,
}

impl AppliedConfig {
    /// The absolute path of the baseline that the configuration names; `None` if it names none.
    #[must_use]
    pub fn baseline(&self) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(self.config.baseline.as_ref()?))
    }
}

/// The configuration that `source` finds for the file or folder at `path`.
///
/// # Errors
/// The chosen configuration cannot be read.
pub fn config_of(fs: &dyn FileSystem, source: ConfigSource<'_>, path: &Path) -> Result<AppliedConfig, ProjectError> {
    let here = fs.working_directory();
    let names = DisplayPaths { working_directory: slashed(&here), home: None };
    let mut configs = Configs::new(fs, source, &here)?;
    let path = here.join(path);
    // The configuration of a folder is that of the files in it.
    let within = if fs.is_folder(&path) { path.join("_") } else { path.clone() };
    let index = configs.of(fs, &slashed(&within));
    let found = index.and_then(|index| configs.all.get(index));
    let own = slashed(&path);
    let document = found.and_then(|found| found.document.as_ref());
    Ok(AppliedConfig {
        path: found.map(|found| names.shown(&slashed(&found.path))),
        folder: found.map(|found| PathBuf::from(&found.folder)),
        config: found.map(|found| found.config.clone()).unwrap_or_default(),
        options: found.map_or_else(Options::default, |found| found.config.options(&found.path_of(&own))),
        is_excluded: found.is_some_and(|found| found.config.excludes(&found.path_of(&own))),
        // It was parsed before, with the names of all rules.
        mistakes: document.map_or(0, |document| document.config(&[]).mistakes.len()),
        problems: configs
            .unreadable
            .iter()
            .map(|(path, reason)| FileProblem { path: names.shown(&slashed(path)), message: reason.to_string() })
            .collect(),
    })
}
