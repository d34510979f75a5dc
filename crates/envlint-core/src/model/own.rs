//! Variables that VS Code and extensions set themselves, regardless of the files.

use super::consumers::{FixedValue, FixedVariable, Step, TERMINAL};
use super::environment::{Assignment, Effect, Environment, Source};
use super::parts::Part;
use super::process::Model;
use crate::vscode::{OwnVariable, keeps_locale, own_variable, own_variable_of_tasks};

impl<'w> Model<'w> {
    /// The variables that VS Code sets in every terminal, limited to those that the files mention.
    pub(super) fn terminal_own(&self, environment: &mut Environment<'w>) {
        let detect = self.window.resolve(&["terminal", "integrated", "detectLocale"]).string();
        let mut assignments: Vec<(String, Part)> = Vec::new();
        for variable in &environment.variables {
            let value = match variable.winner().map(|assignment| &assignment.effect) {
                Some(Effect::Sets(parts)) => parts.as_slice(),
                _ => &[],
            };
            let is_kept = matches!(value, [Part::Literal(text)] if keeps_locale(text));
            let set = match own_variable(&variable.name, self.platform) {
                Some(own) => value_of_own(own),
                None if variable.name == "LANG" => match detect.as_deref() {
                    Some("on") => unresolved(),
                    Some("off") => continue,
                    _ if is_kept => continue,
                    _ => unresolved(),
                },
                None => continue,
            };
            assignments.push((variable.name.clone(), set));
        }
        for (name, value) in assignments {
            environment
                .assign(&name, Assignment { source: VS_CODE, effect: Effect::Sets(vec![value]), overridden: None });
        }
    }
}

impl Environment<'_> {
    /// Adds the variables in `names` that VS Code itself sets in this process, although no file mentions them for it.
    pub fn add_own(&mut self, names: &[String]) {
        if !self.consumer().steps.iter().any(|step| matches!(step, Step::TerminalOwn)) {
            return;
        }
        for name in names.iter().filter(|name| self.get(name).is_none()).collect::<Vec<_>>() {
            let of_tasks = || own_variable_of_tasks(name, self.platform);
            let own = if self.consumer() == &TERMINAL { own_variable(name, self.platform) } else { of_tasks() };
            if let Some(own) = own {
                let effect = Effect::Sets(vec![value_of_own(own)]);
                self.assign(own.name, Assignment { source: VS_CODE, effect, overridden: None });
            }
        }
    }
}

/// VS Code as the source of the variables that it sets itself.
const VS_CODE: Source<'static> = Source::Program("VS Code");

/// The value of a variable that VS Code itself sets in terminals.
fn value_of_own(own: &OwnVariable) -> Part {
    own.value.map_or_else(unresolved, |value| Part::Literal(value.to_owned()))
}

/// A value that only a running VS Code knows.
fn unresolved() -> Part {
    Part::Later("(set by VS Code)".to_owned())
}

/// Applies a program's fixed change to a variable that the files mention.
pub(super) fn fix(fixed: &FixedVariable, environment: &mut Environment<'_>) {
    if environment.get(fixed.variable).and_then(|variable| variable.winner()).is_some() {
        let effect = match fixed.value {
            FixedValue::Is(value) => Effect::Sets(vec![Part::Literal(value.to_owned())]),
            FixedValue::Removed => Effect::Deletes,
        };
        let source = Source::Program("the Go extension");
        environment.assign(fixed.variable, Assignment { source, effect, overridden: None });
    }
}
