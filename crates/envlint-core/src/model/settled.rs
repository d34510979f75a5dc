//! Values of variables that references in later steps see.

use std::sync::Arc;

use super::environment::Environment;
use super::evaluate::Final;
use super::parts::Part;
use crate::vscode::{same_variable, variable_key};

/// The value of a variable after some of the steps, which references in later steps see.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    /// The value, which a reference is replaced with.
    parts: Vec<Part>,
    /// The number of assignments that it comes from: the first ones in the history.
    assignments: usize,
}

impl Environment<'_> {
    /// Makes the values so far those that later references see.
    pub(super) fn settle(&mut self) {
        self.resolve_overrides();
        let settled = Arc::make_mut(self.settled.get_or_insert_default());
        for variable in &self.variables {
            let parts = match variable.value() {
                Final::Value(parts) => parts,
                Final::Removed => Vec::new(),
                Final::Inherited | Final::Unknown => continue,
            };
            let key = variable_key(&variable.name, self.platform).into_owned();
            settled.insert(key, Settled { parts, assignments: variable.history.len() });
        }
    }

    /// Makes `parts` the value of `name` that later references see.
    pub(super) fn settle_as(&mut self, name: &str, parts: Vec<Part>) {
        let assignments = self.get(name).map_or(0, |variable| variable.history.len());
        let key = variable_key(name, self.platform).into_owned();
        Arc::make_mut(self.settled.get_or_insert_default()).insert(key, Settled { parts, assignments });
    }

    /// The number of assignments of `name` whose value a reference in `parts` stands for.
    pub(super) fn settled_in(&self, parts: &[Part], name: &str) -> Option<usize> {
        let settled = self.settled_value(name)?;
        let is_own = |part: &Part| matches!(part, Part::Inherited(it) if same_variable(it, name, self.platform));
        parts.iter().any(is_own).then_some(settled.assignments)
    }

    /// The value of `name` that references see, if it is not that of the base.
    fn settled_value(&self, name: &str) -> Option<&Settled> {
        self.settled.as_ref()?.get(&*variable_key(name, self.platform))
    }

    /// Replaces references to inherited values by what the process inherits.
    pub(super) fn inherit(&self, parts: &mut Vec<Part>) {
        let replaced = |part: Part| match &part {
            Part::Inherited(name) => self.settled_value(name).map_or_else(|| vec![part], |it| it.parts.clone()),
            Part::Literal(_) | Part::Sibling(_) | Part::Later(_) => vec![part],
        };
        if self.settled.is_some() {
            *parts = std::mem::take(parts).into_iter().flat_map(replaced).collect();
        }
    }
}
