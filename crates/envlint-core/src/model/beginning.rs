//! What environments are before the first step.

use rustc_hash::FxHashMap;

use super::environment::Environment;
use super::name_index::NameIndex;
use super::process::{Model, Process};
use crate::vscode::consumers::{Base, Consumer, Spellings};

impl<'w> Model<'w> {
    /// The environments of `processes`, in the same order. Those in a dev container share its variables, so that many of them take
    /// little more time and memory than one.
    #[must_use]
    pub fn environments(&self, processes: &[Process<'w>]) -> Vec<Environment<'w>> {
        // How names are compared is all that the beginning takes from the consumer.
        let mut in_container: FxHashMap<Option<Spellings>, Environment<'w>> = FxHashMap::default();
        let comparison = |consumer: &Consumer| (!self.platform.case_sensitive()).then_some(consumer.spellings);
        let environment = |process: &Process<'w>| {
            let beginning = if self.begins_in_container(process.consumer) {
                let known = in_container.entry(comparison(process.consumer)).or_insert_with(|| self.beginning(process));
                Environment { process: process.clone(), ..known.clone() }
            } else {
                self.beginning(process)
            };
            self.environment_after(beginning, process)
        };
        processes.iter().map(environment).collect()
    }

    /// What the environment of `process` is before its first step.
    pub(super) fn beginning(&self, process: &Process<'w>) -> Environment<'w> {
        let mut environment = Environment {
            process: process.clone(),
            platform: self.platform,
            base: process.consumer.base,
            variables: Vec::new(),
            by_name: NameIndex::default(),
            unread: Vec::new(),
            starts: true,
            notes: Vec::new(),
            settled: None,
            reset: Vec::new(),
            keeps_spellings: false,
        };
        if self.begins_in_container(process.consumer) {
            self.begin_in_container(&mut environment);
        }
        environment
    }

    fn begins_in_container(&self, consumer: &Consumer) -> bool {
        consumer.base == Base::LoginShell && !consumer.steps.is_empty() && self.container().is_some()
    }

    /// Begins with the environment of the window's dev container: `containerEnv`, then `remoteEnv`.
    fn begin_in_container(&self, environment: &mut Environment<'w>) {
        environment.base = Base::Container;
        for key in ["containerEnv", "remoteEnv"] {
            self.container_env(key, environment);
            environment.settle();
        }
        environment.by_name.share();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::Arc;

    use super::super::tests::in_last_window;
    use crate::vscode::Platform;

    #[test]
    fn processes_in_a_dev_container_share_its_variables() {
        let container = r#"{
            "containerEnv": { "A": "1", "B": "2" },
            "remoteEnv": { "B": "${containerEnv:B}3", "C": "4" },
            "customizations": { "vscode": { "settings": { "terminal.integrated.env.linux": { "C": "5" } } } }
        }"#;
        let files = [("app/.devcontainer/devcontainer.json", container)];
        in_last_window(&files, Platform::Linux, &mut |model| {
            let processes = model.processes();
            let environments = model.environments(&processes);
            let in_container: Vec<_> =
                environments.iter().filter(|it| model.begins_in_container(it.consumer())).collect();
            assert!(in_container.len() > 10, "{}", in_container.len());
            let different = |name: &str| {
                let all = in_container.iter().flat_map(|it| &it.variables).filter(|it| it.name == name);
                all.map(Arc::as_ptr).collect::<HashSet<_>>().len()
            };
            assert_eq!((different("A"), different("B")), (1, 1));
            assert!(different("C") > 1, "a terminal changes it");
            for (process, environment) in processes.iter().zip(&environments) {
                let by_itself = model.environment(process);
                assert_eq!(format!("{:?}", by_itself.variables), format!("{:?}", environment.variables));
            }
        });
    }
}
