use std::collections::BTreeMap;

use envlint_core::finding::Severity;
use envlint_core::rule::{Level, Options};
use envlint_core::vscode::Platforms;

use crate::ProjectError;

/// Rule options that override every configuration, such as those of a command line.
#[derive(Clone, Debug, Default)]
pub struct CliOverrides {
    platforms: Option<Platforms>,
    severities: BTreeMap<String, Severity>,
    only: Vec<String>,
    ignore: Vec<String>,
}

impl CliOverrides {
    /// Runs only the rules in `only`, if there are any, and none of those in `ignore`. Each severity has the form `RULE=LEVEL`.
    /// The name of a family stands for its rules. Checks only `platforms`, if there are any.
    ///
    /// # Errors
    /// A rule or a level does not exist.
    pub fn new(
        only: &[String],
        ignore: &[String],
        severity: &[String],
        platforms: Platforms,
    ) -> Result<Self, ProjectError> {
        let only = only.iter().map(|name| rules_of(name)).collect::<Result<Vec<_>, _>>()?.concat();
        let ignore = ignore.iter().map(|name| rules_of(name)).collect::<Result<Vec<_>, _>>()?.concat();
        let mut severities = BTreeMap::new();
        for pair in severity {
            let invalid = || ProjectError::InvalidSeverity { text: pair.clone() };
            let (name, level) = pair.split_once('=').ok_or_else(invalid)?;
            let severity: Severity = level.parse().map_err(|()| invalid())?;
            severities.extend(rules_of(name)?.into_iter().map(|name| (name, severity)));
        }
        Ok(Self { platforms: if platforms.is_empty() { None } else { Some(platforms) }, severities, only, ignore })
    }

    /// The options of a file whose configuration sets `options`.
    pub(crate) fn over(&self, options: Options) -> Options {
        self.leave_out(self.only(self.change(options)))
    }

    /// The options of a configuration file, which must be valid whatever rules a run is limited to.
    pub(crate) fn over_config(&self, options: Options) -> Options {
        self.leave_out(self.change(options))
    }

    fn change(&self, mut options: Options) -> Options {
        options.platforms = self.platforms.unwrap_or(options.platforms);
        options.levels.extend(self.severities.iter().map(|(name, severity)| (name.clone(), Level::As(*severity))));
        options
    }

    fn only(&self, mut options: Options) -> Options {
        if self.only.is_empty() {
            return options;
        }
        for rule in envlint_rules::all().into_iter().map(|rule| rule.meta()) {
            if !self.only.iter().any(|name| name == rule.name) {
                options.levels.insert(rule.name.to_owned(), Level::Off);
            } else if !options.runs(rule) {
                options.levels.insert(rule.name.to_owned(), Level::On);
            }
        }
        options
    }

    fn leave_out(&self, mut options: Options) -> Options {
        options.levels.extend(self.ignore.iter().map(|name| (name.clone(), Level::Off)));
        options
    }
}

/// The rule called `name`, or the rules of the family called so.
///
/// # Errors
/// There is neither.
fn rules_of(name: &str) -> Result<Vec<String>, ProjectError> {
    let rules = envlint_rules::all().into_iter().map(|rule| rule.meta());
    let named = rules.filter(|meta| meta.name == name || meta.family.name == name);
    let names: Vec<String> = named.map(|meta| meta.name.to_owned()).collect();
    if names.is_empty() { Err(ProjectError::UnknownRule { name: name.to_owned() }) } else { Ok(names) }
}
