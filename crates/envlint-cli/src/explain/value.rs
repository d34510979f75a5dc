//! Values of variables, as they may be shown.

use envlint_rules::core::model::{Actor, Effect, Environment, Part, State, Values, Variable, render};
use envlint_rules::core::secrets::is_secret_name;

use crate::report::without_secrets;

/// What stands for a value that must not be shown.
const HIDDEN: &str = "(not shown: it looks like a secret)";

/// Shows what is known later as it is written.
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

/// The value that `parts` give `variable`, masked if it looks like a secret: `/opt/go/bin:<inherited>`.
pub(crate) fn shown(variable: &str, parts: &[Part]) -> String {
    let text = render(parts, &Shown(variable));
    let is_reference = parts.iter().all(|part| !matches!(part, Part::Literal(text) if !text.is_empty()));
    let masked = without_secrets(&text);
    if (is_secret_name(variable) && !is_reference) || masked != text { HIDDEN.to_owned() } else { text }
}

/// What an act does to `variable`, as the rest of a line.
pub(crate) fn effect(variable: &str, effect: &Effect) -> String {
    match effect {
        Effect::Sets(parts) => shown(variable, parts),
        Effect::Appends(parts) => format!("<inherited>, then {}", shown(variable, parts)),
        Effect::Deletes => "removed".to_owned(),
        Effect::MaySet => "may be set; the files do not tell".to_owned(),
        Effect::Refused => "refused: the value is no text".to_owned(),
    }
}

/// The value in the end.
pub(crate) fn in_the_end(variable: &Variable<'_>) -> String {
    match variable.winner() {
        Some(act) => effect(&variable.name, &act.effect),
        None => "<inherited>".to_owned(),
    }
}

/// The mark of a state: what a reader must see first.
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

/// The name of a state, for programs.
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

/// Whether two processes see the same, for the same reasons, over the same beginning.
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
