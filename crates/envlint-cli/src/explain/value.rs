//! Formats the values of variables for output, without secrets.

use envlint_core::model::{Actor, Effect, Environment, Part, State, Values, Variable, render};
use envlint_core::secrets::is_secret_name;

use crate::report::without_secrets;

/// Replaces a value that must not be shown.
const HIDDEN: &str = "(not shown: it looks like a secret)";

/// Renders the parts of a value that are not known yet as `<inherited>` or `<NAME>`.
struct Shown<'n>(&'n str);

impl Values for Shown<'_> {
    fn inherited(&self, variable: &str) -> Option<String> {
        Some(if variable.eq_ignore_ascii_case(self.0) { "<inherited>".to_owned() } else { format!("<{variable}>") })
    }

    fn sibling(&self, variable: &str) -> Option<String> {
        Some(format!("<{variable}>"))
    }

    fn later(&self, _: &str) -> Option<String> {
        None
    }
}

/// Formats `parts` as the value of `variable`, such as `/opt/go/bin:<inherited>`. Values that look like secrets are masked.
pub(crate) fn shown(variable: &str, parts: &[Part]) -> String {
    let text = render(parts, &Shown(variable));
    let is_reference = parts.iter().all(|part| !matches!(part, Part::Literal(text) if !text.is_empty()));
    let masked = without_secrets(&text);
    if (is_secret_name(variable) && !is_reference) || masked != text { HIDDEN.to_owned() } else { text }
}

/// Describes the effect of an assignment to `variable`, for use at the end of a line.
pub(crate) fn effect(variable: &str, effect: &Effect) -> String {
    match effect {
        Effect::Sets(parts) => shown(variable, parts),
        Effect::Appends(parts) => format!("<inherited>, then {}", shown(variable, parts)),
        Effect::Deletes => "removed".to_owned(),
        Effect::MaySet => "may be set at run time (unknown)".to_owned(),
        Effect::Refused => "rejected: the value is not a string".to_owned(),
    }
}

/// The final value of `variable`, as shown to users.
pub(crate) fn in_the_end(variable: &Variable<'_>) -> String {
    match variable.winner() {
        Some(act) => effect(&variable.name, &act.effect),
        None => "<inherited>".to_owned(),
    }
}

/// The mark that shows a state in the text output.
pub(crate) const fn mark(state: State) -> char {
    match state {
        State::Inherited => '.',
        State::Extended => '+',
        State::Set => '=',
        State::Replaced => '!',
        State::Deleted => '-',
        State::Unknown => '?',
    }
}

/// The name of a state in JSON and CSS.
pub(crate) const fn state_name(state: State) -> &'static str {
    match state {
        State::Inherited => "inherited",
        State::Extended => "extended",
        State::Set => "set",
        State::Replaced => "replaced",
        State::Deleted => "deleted",
        State::Unknown => "unknown",
    }
}

/// Returns `true` if two processes start from the same environment and get the same values by the same assignments.
pub(crate) fn sees_the_same(a: &Environment<'_>, b: &Environment<'_>) -> bool {
    let same_variable = |a: &Variable<'_>, b: &Variable<'_>| {
        let key = |variable: &Variable<'_>| -> Vec<_> {
            let acts = variable.acts.iter().map(|act| {
                let at = match act.actor {
                    Actor::Written { reading, span, .. } => Some((reading.id, span)),
                    Actor::Program => None,
                };
                (at, act.effect.clone(), act.beaten)
            });
            acts.collect()
        };
        a.name == b.name && key(a) == key(b)
    };
    a.base == b.base
        && a.consumer().afterwards == b.consumer().afterwards
        && a.variables.len() == b.variables.len()
        && a.variables.iter().zip(&b.variables).all(|(a, b)| same_variable(a, b))
}
