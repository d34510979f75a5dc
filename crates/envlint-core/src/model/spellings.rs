//! Names of variables that differ only in letter case, which are one variable on Windows.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::environment::{Assignment, Effect, Environment};
use super::overridden::Overridden;
use crate::env::Site;
use crate::vscode::consumers::{Consumer, Spellings, Step};
use crate::vscode::{Consumers, KeyPart, Place, Platform, Section, variable_key};

/// The spelling in which Windows itself sets PATH.
const PATH_OF_WINDOWS: &str = "Path";

impl Spellings {
    /// Which spelling takes effect for `consumer` in the variables of `place`.
    #[must_use]
    pub fn of(place: &Place, consumer: &Consumer) -> Self {
        // VS Code itself merges them, whatever the program does with the rest.
        if place.is_of_terminal() {
            return Self::Last;
        }
        let reads = |step: &Step| match step {
            Step::Settings(key) | Step::OneOf(key, _) => {
                let is_same = |(part, other): (&KeyPart, &KeyPart)| part.is_same(other);
                place.section == Section::Settings
                    && key.len() == place.key.len()
                    && key.iter().zip(place.key).all(is_same)
            }
            Step::Own(_) => place.section != Section::Settings,
            _ => false,
        };
        let from = consumer.steps.iter().position(reads).unwrap_or_default();
        let after = consumer.steps.get(from..).unwrap_or_default();
        if after.iter().any(Step::is_spawn) { Self::First } else { consumer.spellings }
    }

    /// The consumers of `place` on Windows, in groups for which the same spelling takes effect.
    #[must_use]
    pub fn of_consumers(place: &Place) -> Vec<(Self, Vec<&'static Consumer>)> {
        let Consumers::Modeled(consumers) = place.consumers else { return Vec::new() };
        let mut groups: Vec<(Self, Vec<&'static Consumer>)> = Vec::new();
        for &consumer in consumers.iter().filter(|consumer| consumer.platforms.has(Platform::Windows)) {
            let spellings = Self::of(place, consumer);
            match groups.iter_mut().find(|(group, _)| *group == spellings) {
                Some((_, members)) => members.push(consumer),
                None => groups.push((spellings, vec![consumer])),
            }
        }
        groups
    }
}

/// The spelling of the name in `assignment`, which sets `name`. What an extension changes in the environment of the
/// extension host keeps the spelling of the system.
pub(super) fn spelling_of<'n>(name: &'n str, assignment: &Assignment<'_>) -> &'n str {
    let changes_host = matches!(assignment.effect, Effect::MayPrepend(_));
    if changes_host && name == "PATH" { PATH_OF_WINDOWS } else { name }
}

impl Environment<'_> {
    /// Lets Node.js start a process with the environment so far: of several spellings of a name, only the first one is
    /// passed on.
    pub(super) fn spawn(&mut self) {
        if !self.keeps_spellings {
            return;
        }
        for variable in self.variables.iter_mut().map(Arc::make_mut) {
            let spellings = std::mem::take(&mut variable.spellings);
            let inherited = variable.name.eq_ignore_ascii_case(PATH_OF_WINDOWS).then_some(PATH_OF_WINDOWS);
            let counting = variable.history.iter().zip(&spellings).filter(|(it, _)| it.overridden.is_none());
            let Some(first) = counting.map(|(_, spelling)| spelling.as_str()).min() else { continue };
            let first = inherited.map_or(first, |inherited| first.min(inherited));
            for (assignment, spelling) in variable.history.iter_mut().zip(&spellings) {
                if spelling != first {
                    assignment.overridden = assignment.overridden.or(Some(Overridden::ByOtherSpelling));
                }
            }
            first.clone_into(&mut variable.name);
        }
    }
}

impl<'w> Environment<'w> {
    /// The text under which the name of `site` is compared with other names that are set in the same step.
    pub(super) fn key<'s>(&self, site: &'s Site<'_>) -> Cow<'s, str> {
        let is_last = self.consumer().spellings == Spellings::Last || site.place.is_of_terminal();
        let folds = is_last && !self.keeps_spellings;
        if folds { variable_key(&site.variable, self.platform) } else { Cow::Borrowed(&site.variable) }
    }

    /// What the program does with names that `sites`, which are set in one step, contain in several spellings with different values.
    pub(super) fn clashes<'s>(&self, sites: impl Iterator<Item = &'s Site<'s>>) -> Clashes {
        let spellings = self.consumer().spellings;
        let effect = match spellings {
            _ if self.platform != Platform::Windows || self.keeps_spellings => None,
            Spellings::Refused => Some(Effect::Refused),
            Spellings::Unknown => Some(Effect::Depends(UNCHECKED)),
            Spellings::Last | Spellings::First => None,
        };
        let mut names = FxHashSet::default();
        if effect.is_some() {
            let mut seen: FxHashMap<Cow<'_, str>, &Site<'_>> = FxHashMap::default();
            for site in sites.filter(|site| !site.place.is_of_terminal()) {
                let name = variable_key(&site.variable, self.platform);
                let other = *seen.entry(name.clone()).or_insert(site);
                if other.variable != site.variable && !has_same_text(site, other) {
                    names.insert(name.into_owned());
                }
            }
        }
        Clashes { names, effect }
    }
}

const UNCHECKED: &str = "which of the two spellings of the name takes effect has not been checked";

/// The names of variables that are set in several spellings at once, and what becomes of them.
pub(super) struct Clashes {
    names: FxHashSet<String>,
    effect: Option<Effect>,
}

impl Clashes {
    /// The effect of `site`, which is `effect` unless its name is among them.
    pub(super) fn effect_on(&self, site: &Site<'_>, effect: Effect) -> Effect {
        let clashes = !self.names.is_empty() && self.names.contains(&*variable_key(&site.variable, Platform::Windows));
        self.effect.clone().filter(|_| clashes).unwrap_or(effect)
    }
}

fn has_same_text(site: &Site<'_>, other: &Site<'_>) -> bool {
    site.text().zip(other.text()).is_some_and(|(text, other)| text.as_str() == other.as_str())
}
