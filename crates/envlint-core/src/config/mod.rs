//! What an `envlint.toml` says: which platforms, files and rules matter. Reading one never fails: what is wrong in it is told,
//! and the rest counts.

mod globs;
mod mistake;
mod read;
#[cfg(feature = "schema")]
mod schema;

use std::collections::BTreeMap;

use crate::meta::Level;
use crate::rule::Options;
#[cfg(feature = "schema")]
use crate::vscode::Platform;
use crate::vscode::Platforms;
#[cfg(feature = "schema")]
use schema::Levels;

pub use globs::Globs;
pub use mistake::{Kind, Mistake, Problem};
pub use read::read;

/// What files of this kind are called, in the order in which they are looked for in a folder.
pub const NAMES: [&str; 2] = ["envlint.toml", ".envlint.toml"];

/// An `envlint.toml`.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "kebab-case", deny_unknown_fields, default))]
pub struct Config {
    /// The platforms that matter; settings for others are left alone. Default: all.
    #[cfg_attr(feature = "schema", schemars(length(min = 1), with = "Vec<Platform>"))]
    pub platforms: Option<Platforms>,
    /// Where a terminal profile in use must be a login shell. Default: osx, where VS Code's own profiles are.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<Platform>"))]
    pub login_shell: Option<Platforms>,
    /// Files that are not linted, also not when they are named: patterns of paths from this file's folder on.
    pub exclude: Globs,
    /// What rules shall do, by name.
    #[cfg_attr(feature = "schema", schemars(with = "Levels"))]
    pub rules: BTreeMap<String, Level>,
    /// What rules shall do in some files alone. A later one beats an earlier one.
    pub overrides: Vec<Override>,
}

/// What rules shall do in some files alone.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Override {
    /// These files: patterns of paths from this file's folder on.
    pub files: Globs,
    /// What rules shall do there, by name.
    #[cfg_attr(feature = "schema", schemars(with = "Levels", default))]
    pub rules: BTreeMap<String, Level>,
}

impl Config {
    /// Whether the file at `path` is not to be linted. Paths go from the configuration's folder on, with `/`.
    #[must_use]
    pub fn excludes(&self, path: &str) -> bool {
        self.exclude.hold(path)
    }

    /// What is asked of the file at `path`.
    #[must_use]
    pub fn options(&self, path: &str) -> Options {
        let default = Options::default();
        let mut levels = self.rules.clone();
        for layer in self.overrides.iter().filter(|layer| layer.files.hold(path)) {
            levels.extend(layer.rules.clone());
        }
        Options {
            platforms: self.platforms.unwrap_or(default.platforms),
            login_shell: self.login_shell.unwrap_or(default.login_shell),
            levels,
        }
    }
}
