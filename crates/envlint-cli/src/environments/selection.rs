//! Which processes `--consumer` selects.

use std::collections::BTreeSet;

use envlint_core::env::Window;
use envlint_core::model::{CONSUMERS, Consumer, Model, Process};
use envlint_core::spelling::nearest;
use envlint_core::vscode::Platform;

use crate::Error;
use crate::args::TableScope;
use crate::printable::printable;

/// One process of `--consumer`: an id or a title of a kind, with or without the name of a process of this kind.
#[derive(Clone, Copy, Debug)]
struct WantedProcess<'a> {
    kind: &'a str,
    name: Option<&'a str>,
}

impl<'a> WantedProcess<'a> {
    /// Reads `terminal`, `terminal:zsh`, or a title as it is displayed: ``terminal `zsh` ``.
    fn of(written: &'a str) -> Self {
        let title = written.strip_suffix('`').and_then(|title| title.split_once(" `"));
        match title.or_else(|| written.split_once(':')) {
            Some((kind, name)) => Self { kind, name: Some(name) },
            None => Self { kind: written, name: None },
        }
    }

    fn consumers(self) -> impl Iterator<Item = &'static Consumer> {
        CONSUMERS.iter().copied().filter(move |consumer| is_called(consumer, self.kind))
    }
}

/// Rejects kinds of processes that do not exist.
pub(crate) fn refuse_unknown_kinds(scope: &TableScope) -> Result<(), Error> {
    for wanted in &scope.consumer {
        if WantedProcess::of(wanted).consumers().next().is_none() {
            let kind = printable(WantedProcess::of(wanted).kind);
            let names = CONSUMERS.iter().flat_map(|consumer| names_of(consumer));
            return Err(Error::Usage(match nearest(&kind.to_ascii_lowercase(), names) {
                Some(near) => format!("unknown process `{kind}`; did you mean `{near}`?"),
                None => {
                    let known: Vec<&str> = CONSUMERS.iter().map(|consumer| consumer.id).collect();
                    format!("unknown process `{kind}`; known processes: {}", known.join(", "))
                }
            }));
        }
    }
    Ok(())
}

/// Rejects names that no process in `windows` has on any platform.
pub(crate) fn refuse_unknown_names(windows: &[Window<'_>], scope: &TableScope) -> Result<(), Error> {
    let models =
        || windows.iter().flat_map(|window| Platform::ALL.map(|platform| Model::new(window, platform))).collect();
    for written in &scope.consumer {
        let wanted = WantedProcess::of(written);
        let Some(name) = wanted.name.filter(|_| !windows.is_empty()) else { continue };
        let models: Vec<Model<'_>> = models();
        let exists = |model: &Model<'_>| wanted.consumers().any(|kind| model.process_called(kind, name).is_some());
        if models.iter().any(exists) {
            continue;
        }
        let (kind, name) = (printable(wanted.kind), printable(name));
        let known: BTreeSet<String> = models
            .iter()
            .flat_map(|model| wanted.consumers().flat_map(|consumer| model.names_of_processes(consumer)))
            .collect();
        let known: Vec<String> = known.iter().map(|name| printable(name).into_owned()).collect();
        return Err(Error::Usage(match nearest(&name, known.iter().map(String::as_str)) {
            Some(near) => format!("unknown process `{kind}:{name}`; did you mean `{kind}:{near}`?"),
            None if known.is_empty() => format!("unknown process `{kind}:{name}`: these files name no {kind}"),
            None => format!("unknown process `{kind}:{name}`; known names: {}", known.join(", ")),
        }));
    }
    Ok(())
}

/// The processes of `model` that `scope` selects.
pub(crate) fn processes<'w>(model: &Model<'w>, scope: &TableScope) -> Vec<Process<'w>> {
    if scope.consumer.is_empty() {
        return model.processes();
    }
    let mut processes: Vec<Process<'w>> = Vec::new();
    for written in &scope.consumer {
        let wanted = WantedProcess::of(written);
        for consumer in wanted.consumers().filter(|consumer| consumer.platforms.has(model.platform)) {
            let found = match wanted.name {
                Some(name) => model.process_called(consumer, name).into_iter().collect(),
                None => model.processes_of(consumer),
            };
            for process in found {
                let is_known = |known: &Process<'_>| known.consumer == process.consumer && known.name == process.name;
                if wanted.name.is_none() || !processes.iter().any(is_known) {
                    processes.push(process);
                }
            }
        }
    }
    let place = |process: &Process<'_>| CONSUMERS.iter().position(|consumer| *consumer == process.consumer);
    processes.sort_by_key(place);
    processes
}

/// Returns `true` if `name` is one of the names of `consumer`, in any letter case.
fn is_called(consumer: &Consumer, name: &str) -> bool {
    names_of(consumer).any(|known| known.eq_ignore_ascii_case(name))
}

/// The id of `consumer`, its title, and the single names in its title.
fn names_of(consumer: &Consumer) -> impl Iterator<Item = &'static str> {
    [consumer.id, consumer.title].into_iter().chain(consumer.title.split(", "))
}
