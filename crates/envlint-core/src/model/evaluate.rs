//! The fold that turns the assignments of a variable into its value.
//!
//! Invariant: this is the only code that combines assignments. What `matrix` and `trace` show, what rules say about a
//! variable that is set, extended, removed or lost, and what the recordings are compared with all come from here.

use super::environment::{Assignment, Effect, Environment, Key, Source, Variable};
use super::parts::{Part, Values, render};
use crate::env::Outcome;
use crate::vscode::{Failure, Platform};

/// The value of a variable after the last step, as far as the files determine it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Final {
    /// The value that the process begins with.
    Inherited,
    /// The process does not have the variable.
    Removed,
    /// A value, which may contain the inherited one.
    Value(Vec<Part>),
    /// The files do not determine the value.
    Unknown,
}

impl Variable<'_> {
    /// The value after the last effective assignment.
    #[must_use]
    pub fn value(&self) -> Final {
        self.counting().fold(Final::Inherited, |value, assignment| self.after(value, assignment))
    }

    /// The value after `act`.
    fn after(&self, value: Final, assignment: &Assignment<'_>) -> Final {
        let current = |value: Final| match value {
            Final::Inherited => Some(vec![Part::Inherited(self.name.clone())]),
            Final::Value(parts) => Some(parts),
            Final::Removed => Some(Vec::new()),
            Final::Unknown => None,
        };
        match &assignment.effect {
            Effect::Sets(_) if assignment.needs_editor() => Final::Unknown,
            Effect::Sets(parts) => Final::Value(parts.clone()),
            Effect::Deletes => Final::Removed,
            Effect::MaySet | Effect::Depends(_) => Final::Unknown,
            Effect::Refused | Effect::Keeps => value,
            Effect::Appends(parts) => match current(value) {
                Some(before) if before.is_empty() => Final::Value(parts.clone()),
                Some(before) => Final::Value([before, vec![separator(self.platform)], parts.clone()].concat()),
                None => Final::Unknown,
            },
            Effect::Prepends(parts) | Effect::MayPrepend(parts) => match current(value) {
                Some(after) => Final::Value([parts.clone(), after].concat()),
                None => Final::Unknown,
            },
        }
    }
}

impl Assignment<'_> {
    /// Returns `true` if a reference in the value needs an open editor. Without an open editor, the value
    /// keeps its literal text.
    #[must_use]
    pub fn needs_editor(&self) -> bool {
        let Source::Written { key: Key::Site(site), .. } = self.source else { return false };
        let needs = |text: &crate::env::Text<'_>| text.references().any(|it| it.outcome == Outcome::NeedsEditor);
        site.text().is_some_and(needs)
    }

    /// The value as written, if a reference that could not be resolved leaves the whole value unexpanded.
    fn unexpanded(&self, parts: &[Part], values: &impl Values) -> Option<String> {
        let Source::Written { key: Key::Site(site), .. } = self.source else { return None };
        let fails = |part: &Part| matches!(part, Part::Later(written) if values.later(written).is_none());
        let stays = site.dialect().failure == Failure::Value && parts.iter().any(fails);
        site.text().filter(|_| stays).map(|text| text.as_str().to_owned())
    }
}

/// The separator of lists on `platform`.
pub(super) fn separator(platform: Platform) -> Part {
    Part::Literal(if platform == Platform::Windows { ";" } else { ":" }.to_owned())
}

/// The references between variables that are followed; more can only be a cycle.
const DEEPEST: usize = 8;

/// The value of the variable `name` in `environment`, with `values` filled in; `None` if it is not set. An
/// assignment whose effect the files do not determine is left out.
#[must_use]
pub fn value_of(environment: &Environment<'_>, name: &str, values: &impl Values) -> Option<String> {
    value_within(environment, name, values, DEEPEST)
}

fn value_within(environment: &Environment<'_>, name: &str, values: &impl Values, depth: usize) -> Option<String> {
    let inherited = values.inherited(name);
    let Some(variable) = environment.get(name) else { return inherited };
    let Part::Literal(separator) = separator(environment.platform) else { return inherited };
    let within = Within { environment, values, depth };
    let after = |value: Option<String>, assignment: &Assignment<'_>| match &assignment.effect {
        Effect::Sets(parts) => Some(assignment.unexpanded(parts, values).unwrap_or_else(|| render(parts, &within))),
        Effect::Appends(parts) => {
            let before = value.map(|value| value + &separator).unwrap_or_default();
            Some(before + &render(parts, &within))
        }
        Effect::Prepends(parts) | Effect::MayPrepend(parts) => {
            Some(render(parts, &within) + &value.unwrap_or_default())
        }
        Effect::Deletes => None,
        Effect::MaySet | Effect::Depends(_) | Effect::Refused | Effect::Keeps => value,
    };
    variable.counting().fold(inherited, after)
}

/// Values that also contain those of the environment's own variables.
struct Within<'e, V> {
    environment: &'e Environment<'e>,
    values: &'e V,
    depth: usize,
}

impl<V: Values> Values for Within<'_, V> {
    fn inherited(&self, variable: &str) -> Option<String> {
        self.values.inherited(variable)
    }

    fn sibling(&self, variable: &str) -> Option<String> {
        let known = self.values.sibling(variable);
        known.or_else(|| value_within(self.environment, variable, self.values, self.depth.checked_sub(1)?))
    }

    fn later(&self, written: &str) -> Option<String> {
        self.values.later(written)
    }
}
