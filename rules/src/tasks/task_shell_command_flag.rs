//! A task names its shell without the flag that makes the shell run a command line.
#![doc = include_str!("task_shell_command_flag.md")]

use envlint_core::jsonc::{Kind, Value};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Span;
use envlint_core::views::Task;
use envlint_core::vscode::{CommandShell, Platform, Platforms, command_shell};

declare_rule! {
    TaskShellCommandFlag {
        name: "task-shell-command-flag",
        severity: Error,
        since: "0.1.0",
        page: "task_shell_command_flag.md",
    }
}

impl Rule for TaskShellCommandFlag {
    fn check_task(&self, task: &Task<'_>, context: &mut Context<'_>) {
        let mut found: Vec<(Span, &CommandShell, Platforms)> = Vec::new();
        for platform in context.platforms(Platforms::ALL).iter() {
            let Some((executable, shell)) = without_flag(task, platform) else { continue };
            match found.iter_mut().find(|(span, ..)| *span == executable) {
                Some((_, _, platforms)) => *platforms = platforms.with(platform),
                None => found.push((executable, shell, Platforms::only(platform))),
            }
        }
        for (span, CommandShell { name, arguments, otherwise }, platforms) in found {
            // Several tasks may get their shell from the same place, so the message does not name a task.
            let message =
                format!("options.shell names {name} without `args`, and VS Code then adds none, so {name} {otherwise}");
            let help = format!(r#"Add `"args": {arguments}` next to it, or let VS Code choose the shell"#);
            context.finding(span, message).platforms(platforms).help(help).report();
        }
    }
}

/// The shell of a task that does not run the command line it gets, and the span of its name.
fn without_flag<'d>(task: &Task<'d>, platform: Platform) -> Option<(Span, &'static CommandShell)> {
    let shell = task.shell(platform).filter(|_| task.kind(platform) == "shell" && task.has_many_words(platform))?;
    let known = command_shell(&shell.executable.string()?)?;
    let is_empty = |list: Value<'_>| list.kind() == Kind::Array && list.is_empty_container();
    shell.arguments.is_none_or(is_empty).then_some((shell.executable.span(), known))
}
