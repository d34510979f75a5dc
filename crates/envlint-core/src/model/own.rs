//! Variables that VS Code and extensions set themselves, regardless of the files.

use std::sync::Arc;

use super::environment::{Assignment, Effect, Environment, Source, Variable};
use super::parts::Part;
use super::process::Model;
use crate::vscode::consumers::{Consumer, FixedValue, FixedVariable, PROCESS_TASK, SHELL_TASK, Step};
use crate::vscode::{keeps_locale, own_variable, own_variable_of_tasks};

impl<'w> Model<'w> {
    /// The variables that VS Code sets in every terminal, limited to those that the files mention for the process.
    pub(super) fn terminal_own(&self, environment: &mut Environment<'w>) {
        let own = |variable: &Variable<'w>| {
            let assigned = match variable.winner().map(|assignment| &assignment.effect) {
                Some(Effect::Sets(parts)) => Some(parts.as_slice()),
                Some(_) => Some(&[][..]),
                None => None,
            };
            Some((variable.name.clone(), self.own_effect(environment.consumer(), &variable.name, assigned)?))
        };
        let found: Vec<(String, Effect)> = environment.variables.iter().map(Arc::as_ref).filter_map(own).collect();
        for (name, effect) in found {
            environment.assign(&name, Assignment { source: VS_CODE, effect, overridden: None });
        }
    }

    /// Adds the variables in `names` that VS Code itself sets in the process, although no file mentions them for it.
    pub fn add_own(&self, environment: &mut Environment<'w>, names: &[String]) {
        let consumer = environment.consumer();
        if !consumer.steps.iter().any(|step| matches!(step, Step::TerminalOwn)) {
            return;
        }
        for name in names {
            if environment.get(name).is_none()
                && let Some(effect) = self.own_effect(consumer, name, None)
            {
                environment.assign(name, Assignment { source: VS_CODE, effect, overridden: None });
            }
        }
    }

    /// What VS Code itself does to the variable `name` in a terminal for `consumer`, where the files have `assigned` a value to it.
    fn own_effect(&self, consumer: &Consumer, name: &str, assigned: Option<&[Part]>) -> Option<Effect> {
        let is_task = [&SHELL_TASK, &PROCESS_TASK].contains(&consumer);
        let own = if is_task { own_variable_of_tasks(name, self.platform) } else { own_variable(name, self.platform) };
        if let Some(own) = own {
            return Some(Effect::Sets(vec![
                own.value.map_or_else(unresolved, |value| Part::Literal(value.to_owned())),
            ]));
        }
        if name != "LANG" {
            return None;
        }
        let detect = self.window.string(&["terminal", "integrated", "detectLocale"]);
        match (detect.as_deref(), assigned) {
            (Some("off"), _) => None,
            (Some("on"), _) => Some(Effect::Sets(vec![unresolved()])),
            (_, Some([Part::Literal(text)])) if keeps_locale(text) => None,
            (_, Some(_)) => Some(Effect::Sets(vec![unresolved()])),
            // It depends on the inherited value.
            (_, None) => Some(Effect::MaySet),
        }
    }
}

/// VS Code as the source of the variables that it sets itself.
const VS_CODE: Source<'static> = Source::Program("VS Code");

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
