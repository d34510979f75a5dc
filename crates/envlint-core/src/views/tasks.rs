use std::borrow::Cow;

use crate::document::Document;
use crate::env::element_name;
use crate::jsonc::{Kind, Member, Value};
use crate::text::Span;
use crate::vscode::{OWN_TASKS, Platform, Section, command_shell};

/// A task that VS Code itself runs, with the file that contains it. Four sources are merged, later ones over
/// earlier ones: the file, its platform-specific block, the task, and its platform-specific block.
///
/// Source: `CommandConfiguration.from` and `fillGlobals`, and `CommandOptions` there, in taskConfiguration.ts
/// (1.138); recorded as `task-global-only`, `task-global-env`.
#[derive(Debug)]
pub struct Task<'d> {
    /// The label; if there is none, the number.
    pub name: String,
    task: Value<'d>,
    file: Value<'d>,
}

/// The shell that runs a task's command.
#[derive(Clone, Copy, Debug)]
pub struct TaskShell<'d> {
    /// The program, a string.
    pub executable: Value<'d>,
    /// The arguments of the program.
    pub arguments: Option<Value<'d>>,
    /// The `shell` object that names the program.
    pub object: Value<'d>,
}

/// The tasks in `document` that VS Code itself runs. Files of version 0.1.0 are skipped, since they follow other
/// rules.
#[must_use]
pub fn tasks(document: &Document) -> Vec<Task<'_>> {
    let Some(file) = document.section_object(Section::Tasks) else { return Vec::new() };
    if file.get("version").and_then(Value::string).as_deref() == Some("0.1.0") {
        return Vec::new();
    }
    let elements = file.get("tasks").into_iter().flat_map(Value::elements).enumerate();
    elements
        .filter_map(|(index, task)| Some(Task { name: element_name(&OWN_TASKS, index, task)?, task, file }))
        .collect()
}

impl<'d> Task<'d> {
    /// The name for messages: "task `build`".
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} `{}`", OWN_TASKS.noun, self.name)
    }

    /// The object in the file.
    #[must_use]
    pub fn object(&self) -> Value<'d> {
        self.task
    }

    /// The span of the task.
    #[must_use]
    pub fn span(&self) -> Span {
        self.task.span()
    }

    /// Returns `true` if a shell runs its command line on some platform, or if that cannot be determined.
    #[must_use]
    pub fn may_use_shell(&self) -> bool {
        let blocks = || Platform::ALL.into_iter().flat_map(|platform| self.all(platform));
        let is_old = blocks().any(|of| of.get("isShellCommand").is_some());
        is_old || Platform::ALL.iter().any(|&platform| self.kind(platform) == "shell")
    }

    /// Returns `true` if its command is itself a shell, which gets a command line as an argument.
    #[must_use]
    pub fn runs_shell(&self) -> bool {
        let commands = Platform::ALL.into_iter().flat_map(|platform| self.own(platform));
        let names = commands.filter_map(|of| of.get("command")?.string());
        names.into_iter().any(|name| command_shell(&name).is_some() || name.to_ascii_lowercase().contains("powershell"))
    }

    /// The `env` members of the task's `options` on `platform`, if they are objects, even empty ones; that of the
    /// platform-specific block comes second.
    #[must_use]
    pub fn own_env(&self, platform: Platform) -> Vec<Member<'d>> {
        environments(self.task, platform)
    }

    /// The `env` members of the file's `options`, in the same order. A task gets them only if it has no `env`
    /// itself: the two are not merged.
    #[must_use]
    pub fn common_env(&self, platform: Platform) -> Vec<Member<'d>> {
        // A task that only groups other tasks gets nothing from the file.
        let takes = self.task.get("dependsOn").is_none() || self.own(platform).any(|of| of.get("command").is_some());
        if takes { environments(self.file, platform) } else { Vec::new() }
    }

    /// The type on `platform`; `process` by default.
    #[must_use]
    pub fn kind(&self, platform: Platform) -> Cow<'d, str> {
        let legacy = self.all(platform).any(|of| of.get("isShellCommand").is_some());
        let kind = self.all(platform).find_map(|of| of.get("type")?.string()).filter(|_| !legacy);
        kind.unwrap_or(Cow::Borrowed("process"))
    }

    /// The shell that its options select on `platform`; `None` if the settings decide.
    #[must_use]
    pub fn shell(&self, platform: Platform) -> Option<TaskShell<'d>> {
        let shells = || self.all(platform).filter_map(|of| of.get("options")?.get("shell"));
        let (object, executable) = shells().find_map(|shell| Some((shell, shell.get("executable")?)))?;
        let arguments = shells().find_map(|shell| shell.get("args"));
        (executable.kind() == Kind::String).then_some(TaskShell { executable, arguments, object })
    }

    /// Returns `true` if its command line on `platform` certainly has more than one word, so that it cannot be just
    /// a program or script.
    #[must_use]
    pub fn has_many_words(&self, platform: Platform) -> bool {
        let command = self.own(platform).find_map(|of| of.get("command"));
        let arguments = self.own(platform).find_map(|of| of.get("args"));
        let text = command.and_then(|command| command.get("value").unwrap_or(command).string());
        let has_arguments = arguments.is_some_and(|list| list.elements().next().is_some());
        text.is_some_and(|text| has_arguments || text.trim().contains([' ', '\t', '\n']))
    }

    /// The task's own blocks on `platform`, highest precedence first.
    fn own(&self, platform: Platform) -> impl Iterator<Item = Value<'d>> + use<'d> {
        blocks(self.task, platform)
    }

    /// The same, followed by those of the file.
    fn all(&self, platform: Platform) -> impl Iterator<Item = Value<'d>> + use<'d> {
        self.own(platform).chain(blocks(self.file, platform))
    }
}

/// `of` and its platform-specific block for `platform`, highest precedence first.
fn blocks(of: Value<'_>, platform: Platform) -> impl Iterator<Item = Value<'_>> {
    of.get(platform.name()).into_iter().chain([of])
}

fn environments(of: Value<'_>, platform: Platform) -> Vec<Member<'_>> {
    let blocks = [Some(of), of.get(platform.name())].into_iter().flatten();
    blocks.filter_map(|block| block.get("options")?.member("env")).filter(|env| env.value.is_object()).collect()
}
