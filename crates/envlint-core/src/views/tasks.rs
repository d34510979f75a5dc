use std::borrow::Cow;

use crate::document::Document;
use crate::env::meant;
use crate::jsonc::{Kind, Member, Value};
use crate::vscode::{OWN_TASKS, Platform, Section};

/// A task that VS Code itself runs, with the file that it stands in. What its file, the file's block for a platform, the task
/// and the task's block for a platform say is merged, the later over the earlier.
///
/// Source: `CommandConfiguration.from` and `fillGlobals`, and `CommandOptions` there, in taskConfiguration.ts (1.138); recorded as
/// `task-global-only`, `task-global-env`.
#[derive(Debug)]
pub struct Task<'d> {
    /// Its label; of a task without one, its number.
    pub name: String,
    task: Value<'d>,
    file: Value<'d>,
}

/// The shell that a task runs its command in.
#[derive(Clone, Copy, Debug)]
pub struct TaskShell<'d> {
    /// The program, a string.
    pub executable: Value<'d>,
    /// Its arguments.
    pub arguments: Option<Value<'d>>,
}

/// The tasks in `document` that VS Code itself runs. None of a file of version 0.1.0, which has other rules.
#[must_use]
pub fn tasks(document: &Document) -> Vec<Task<'_>> {
    let Some(file) = document.section_object(Section::Tasks) else { return Vec::new() };
    if file.get("version").and_then(Value::string).as_deref() == Some("0.1.0") {
        return Vec::new();
    }
    let elements = file.get("tasks").into_iter().flat_map(Value::elements).enumerate();
    elements.filter_map(|(index, task)| Some(Task { name: meant(&OWN_TASKS, index, task)?, task, file })).collect()
}

impl<'d> Task<'d> {
    /// How people name it: "task `build`".
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} `{}`", OWN_TASKS.noun, self.name)
    }

    /// The members `env` of its own `options` on `platform`, each an object: its block's for the platform is the second.
    #[must_use]
    pub fn own_env(&self, platform: Platform) -> Vec<Member<'d>> {
        environments(self.task, platform)
    }

    /// Likewise those of the file's `options`. They reach the task only if it has none of its own: the two are not merged.
    #[must_use]
    pub fn common_env(&self, platform: Platform) -> Vec<Member<'d>> {
        // A task that only gathers others takes nothing from the file.
        let takes = self.task.get("dependsOn").is_none() || self.own(platform).any(|of| of.get("command").is_some());
        if takes { environments(self.file, platform) } else { Vec::new() }
    }

    /// Its type on `platform`: `process` unless it says otherwise.
    #[must_use]
    pub fn kind(&self, platform: Platform) -> Cow<'d, str> {
        let legacy = self.all(platform).any(|of| of.get("isShellCommand").is_some());
        let kind = self.all(platform).find_map(|of| of.get("type")?.string()).filter(|_| !legacy);
        kind.unwrap_or(Cow::Borrowed("process"))
    }

    /// The shell that its options name on `platform`; `None` if that is left to the settings.
    #[must_use]
    pub fn shell(&self, platform: Platform) -> Option<TaskShell<'d>> {
        let shells = || self.all(platform).filter_map(|of| of.get("options")?.get("shell"));
        let executable = shells().find_map(|shell| shell.get("executable"))?;
        let arguments = shells().find_map(|shell| shell.get("args"));
        (executable.kind() == Kind::String).then_some(TaskShell { executable, arguments })
    }

    /// Whether its command line on `platform` is surely more than one word, so that it can be no program or script alone.
    #[must_use]
    pub fn has_many_words(&self, platform: Platform) -> bool {
        let command = self.own(platform).find_map(|of| of.get("command"));
        let arguments = self.own(platform).find_map(|of| of.get("args"));
        let text = command.and_then(|command| command.get("value").unwrap_or(command).string());
        let has_arguments = arguments.is_some_and(|list| list.elements().next().is_some());
        text.is_some_and(|text| has_arguments || text.trim().contains([' ', '\t', '\n']))
    }

    /// What it says itself on `platform`, the strongest first.
    fn own(&self, platform: Platform) -> impl Iterator<Item = Value<'d>> + use<'d> {
        blocks(self.task, platform)
    }

    /// The same, with what the file says behind it.
    fn all(&self, platform: Platform) -> impl Iterator<Item = Value<'d>> + use<'d> {
        self.own(platform).chain(blocks(self.file, platform))
    }
}

/// `of` and its block for `platform`, the strongest first.
fn blocks(of: Value<'_>, platform: Platform) -> impl Iterator<Item = Value<'_>> {
    of.get(platform.name()).into_iter().chain([of])
}

fn environments(of: Value<'_>, platform: Platform) -> Vec<Member<'_>> {
    let blocks = [Some(of), of.get(platform.name())].into_iter().flatten();
    blocks
        .filter_map(|block| block.get("options")?.member("env"))
        .filter(|env| env.value.is_object() && !env.value.is_empty_container())
        .collect()
}
