//! What environments are before the first step.

use std::sync::Arc;

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
        let mut in_container: FxHashMap<Spellings, Environment<'w>> = FxHashMap::default();
        let environment = |process: &Process<'w>| {
            let beginning = if self.begins_in_container(process.consumer) {
                let known = in_container.entry(process.consumer.spellings).or_insert_with(|| self.beginning(process));
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
            settled: Arc::default(),
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
