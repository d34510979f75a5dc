//! The options of rules.

use std::collections::BTreeMap;

use crate::meta::{Level, Meta};
use crate::vscode::{Platform, Platforms};

/// The options that the caller sets for rules.
#[derive(Clone, Debug)]
pub struct Options {
    /// The platforms that matter; problems on other platforms are not reported.
    pub platforms: Platforms,
    /// The platforms on which a terminal profile in use must be a login shell.
    pub login_shell: Platforms,
    /// The levels of rules by name; for all other rules, [`Meta::enabled`] decides.
    pub levels: BTreeMap<String, Level>,
}

impl Options {
    /// The level of `rule`.
    #[must_use]
    pub fn level(&self, rule: &Meta) -> Level {
        let by_default = if rule.enabled { Level::On } else { Level::Off };
        self.levels.get(rule.name).copied().unwrap_or(by_default)
    }

    /// Returns `true` if `rule` is enabled.
    #[must_use]
    pub fn runs(&self, rule: &Meta) -> bool {
        self.level(rule) != Level::Off
    }
}

impl Default for Options {
    fn default() -> Self {
        Self { platforms: Platforms::ALL, login_shell: Platforms::only(Platform::Osx), levels: BTreeMap::new() }
    }
}
