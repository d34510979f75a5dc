use std::collections::BTreeMap;

use envlint_core::finding::Severity;
use envlint_core::rule::{Level, Options};
use envlint_core::vscode::Platforms;

use crate::Error;
use crate::commands::rule::unknown;
use crate::printable::printable;

/// What the command line asks of the rules. It overrides every configuration.
#[derive(Debug, Default)]
pub(crate) struct Wishes {
    platforms: Option<Platforms>,
    severities: BTreeMap<String, Severity>,
    only: Vec<String>,
    ignore: Vec<String>,
}

impl Wishes {
    /// To run the rules `only`, if there are any, and not those to `ignore`; with severities, each as `RULE=LEVEL`; on `platforms`,
    /// if there are any.
    ///
    /// # Errors
    /// A rule or a level that does not exist.
    pub(crate) fn new(
        only: &[String],
        ignore: &[String],
        severity: &[String],
        platforms: Platforms,
    ) -> Result<Self, Error> {
        let known = |name: &str| envlint_rules::find(name).map(|_| ()).ok_or_else(|| Error::Usage(unknown(name)));
        only.iter().chain(ignore).try_for_each(|name| known(name))?;
        let mut severities = BTreeMap::new();
        for pair in severity {
            let wrong =
                || Error::Usage(format!("--severity {}: write RULE=error, RULE=warning or RULE=info", printable(pair)));
            let (name, level) = pair.split_once('=').ok_or_else(wrong)?;
            let severity: Severity = level.parse().map_err(|()| wrong())?;
            known(name)?;
            severities.insert(name.to_owned(), severity);
        }
        Ok(Self {
            platforms: (!platforms.is_empty()).then_some(platforms),
            severities,
            only: only.to_vec(),
            ignore: ignore.to_vec(),
        })
    }

    /// What is asked of a file where its configuration asks for `options`.
    pub(crate) fn over(&self, options: Options) -> Options {
        self.leave_out(self.only(self.change(options)))
    }

    /// What is asked of a configuration file: it has to be right whichever rules are to run by it.
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
            match self.only.iter().any(|name| name == rule.name) {
                false => options.levels.insert(rule.name.to_owned(), Level::Off),
                true if !options.runs(rule) => options.levels.insert(rule.name.to_owned(), Level::On),
                true => None,
            };
        }
        options
    }

    fn leave_out(&self, mut options: Options) -> Options {
        options.levels.extend(self.ignore.iter().map(|name| (name.clone(), Level::Off)));
        options
    }
}
