//! The environment that a process should have, according to the other observations and the settings.

use super::{Basis, Case, View, ViewKind};
use crate::machine::Env;
use crate::project::{ProjectVariable, fold};

impl Case<'_> {
    /// The environment that the process of `view` should have; `None` if it cannot be predicted.
    ///
    /// An extension host gets the variables that VS Code was started with, overridden by the answer of the login shell. Other
    /// processes inherit from the extension host, and their settings are applied.
    #[must_use]
    pub fn predicted(&self, view: &View) -> Option<Env> {
        match (view.kind, view.basis) {
            (ViewKind::LoginShell, _) => None,
            (_, Basis::Derived) => view.env.clone(),
            (ViewKind::ExtensionHost, _) => {
                let base = self.resolver_env().cloned().unwrap_or_default();
                let answer = self.machine.login_env().filter(|_| self.query_skipped().is_none());
                Some(answer.map_or(base.clone(), |answer| base.over(self.machine.os, answer)))
            }
            _ => {
                let host = self.host()?.env.as_ref()?;
                let consumer = view.consumer.and_then(|index| self.project.consumers.get(index));
                // With `terminal.integrated.inheritEnv` off, a terminal does not get the answer of the login shell.
                let desktop = self.started_env().filter(|_| consumer.is_some_and(|one| one.begins_with_desktop));
                let base = desktop.unwrap_or(host);
                Some(consumer.map_or(base.clone(), |consumer| fold(consumer, base, self.places())))
            }
        }
    }

    /// The variables that are worth comparing for `view`, sorted: PATH, those that files assign for it, and those that were
    /// asked for.
    #[must_use]
    pub fn compared_variables(&self, view: &View) -> Vec<String> {
        let os = self.machine.os;
        let consumer = view.consumer.and_then(|index| self.project.consumers.get(index));
        // A `.env` file is where people keep secrets, so its variables are only shown to whoever asks for them.
        let is_shown = |variable: &&ProjectVariable| variable.assignments.iter().any(|one| !one.is_in_env_file);
        let assigned = consumer.into_iter().flat_map(|consumer| &consumer.variables);
        let assigned = assigned.filter(is_shown).map(|variable| &variable.name);
        let mut names: Vec<String> = assigned.chain(self.variables.iter().map(|name| &name.text)).cloned().collect();
        names.push("PATH".to_owned());
        names.sort();
        names.dedup_by(|a, b| os.same_name(a, b));
        names
    }
}
