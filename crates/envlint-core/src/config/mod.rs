//! Reads `envlint.toml`: which platforms, files and rules matter. Reading never fails: mistakes are returned beside
//! the configuration, and the valid parts apply.

mod globs;
mod mistake;
mod read;
#[cfg(feature = "schema")]
mod schema;

use std::collections::BTreeMap;

use crate::meta::{Level, Severity};
use crate::options::Options;
#[cfg(feature = "schema")]
use crate::vscode::Platform;
use crate::vscode::Platforms;
#[cfg(feature = "schema")]
use schema::{FormatName, Levels};

pub use crate::vscode::CONFIG_NAMES as NAMES;
pub use globs::Globs;
pub use mistake::{Mistake, MistakeKind, NameKind};
pub use read::{OPTIONS, read};

/// The names of the formats of reports.
pub const FORMATS: [&str; 11] =
    ["human", "concise", "json", "jsonl", "sarif", "github", "gitlab", "rdjson", "junit", "checkstyle", "markdown"];

/// A parsed `envlint.toml`.
#[derive(Clone, Debug, Default)]
pub struct ParsedConfig {
    /// The valid parts.
    pub config: Config,
    /// The mistakes in the rest, in the order of the text.
    pub mistakes: Vec<Mistake>,
}

/// The contents of an `envlint.toml`.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "kebab-case", deny_unknown_fields, default))]
pub struct Config {
    /// The platforms to check. Settings for other platforms are not linted. Default: all platforms.
    #[cfg_attr(feature = "schema", schemars(length(min = 1), with = "Vec<Platform>"))]
    pub platforms: Option<Platforms>,
    /// The platforms on which a terminal profile in use must be a login shell. Default: `osx`, where VS Code's
    /// built-in profiles are login shells.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<Platform>"))]
    pub login_shell: Option<Platforms>,
    /// Files that are never linted, even if they are named on the command line: path patterns relative to the
    /// folder of this file.
    pub exclude: Globs,
    /// The lowest severity of a finding that makes a run fail. Default: `warning`.
    #[cfg_attr(feature = "schema", schemars(with = "Severity"))]
    pub fail_on: Option<Severity>,
    /// The lowest severity of the findings that are reported. Default: `info`, which is all.
    #[cfg_attr(feature = "schema", schemars(with = "Severity"))]
    pub min_severity: Option<Severity>,
    /// The format of reports. Default: `human`.
    #[cfg_attr(feature = "schema", schemars(with = "FormatName"))]
    pub format: Option<String>,
    /// The file of accepted findings, which are not reported: a path relative to the folder of this file. Default: none.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub baseline: Option<String>,
    /// The levels of rules, by rule name.
    #[cfg_attr(feature = "schema", schemars(with = "Levels"))]
    pub rules: BTreeMap<String, Level>,
    /// The levels of rules for some files only. Later overrides take precedence over earlier ones.
    pub overrides: Vec<Override>,
    /// Options of `envlint doctor`.
    pub doctor: DoctorConfig,
}

/// The names of the diagnoses of `envlint doctor`, which has a test that compares them with its table.
pub const DIAGNOSES: &[&str] = &[
    "sandboxed-product",
    "shell-resolution-failed",
    "shell-resolution-slow",
    "stale-process",
    "settings-cause",
    "set-in-unread-startup-file",
    "ineffective-startup-line",
    "startup-file-replaces-path",
    "path-order",
    "wrong-host-variable",
    "missing-shell",
    "unset-reference",
    "leaked-variable",
    "missing-directory",
    "bad-path-entry",
    "program-not-found",
    "program-differs",
    "unexplained-difference",
];

/// Options of `envlint doctor`.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields, default))]
pub struct DoctorConfig {
    /// Diagnoses that are never reported, by name: `["shell-resolution-slow"]`.
    pub ignore: Vec<String>,
}

/// The levels of rules for some files only.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Override {
    /// The files that the override applies to: path patterns relative to the folder of this file.
    pub files: Globs,
    /// The levels of rules in these files, by rule name.
    #[cfg_attr(feature = "schema", schemars(with = "Levels", default))]
    pub rules: BTreeMap<String, Level>,
}

impl Config {
    /// Returns `true` if the file at `path` must not be linted. Paths are relative to the configuration's folder
    /// and use `/`.
    #[must_use]
    pub fn excludes(&self, path: &str) -> bool {
        self.exclude.hold(path)
    }

    /// The options that apply to the file at `path`, which is relative to the configuration's folder.
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
