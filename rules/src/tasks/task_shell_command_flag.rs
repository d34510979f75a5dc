//! A task names its shell without the flag that makes the shell run a command line.
#![doc = include_str!("task_shell_command_flag.md")]

use envlint_core::finding::{Applicability, Fix};
use envlint_core::jsonc::{Kind, Value};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Edit;
use envlint_core::views::{Task, TaskShell};
use envlint_core::vscode::{CommandShell, Platform, Platforms, command_shell};

declare_rule! {
    TaskShellCommandFlag {
        name: "task-shell-command-flag",
        severity: Error,
        fix: Safe,
        since: "0.1.0",
        page: "task_shell_command_flag.md",
    }
}

impl Rule for TaskShellCommandFlag {
    fn check_task(&self, task: &Task<'_>, context: &mut Context<'_>) {
        let mut found: Vec<(TaskShell<'_>, &CommandShell, Platforms)> = Vec::new();
        for platform in context.platforms(Platforms::ALL).iter() {
            let Some((shell, known)) = without_flag(task, platform) else { continue };
            match found.iter_mut().find(|(other, ..)| other.executable.span() == shell.executable.span()) {
                Some((_, _, platforms)) => *platforms = platforms.with(platform),
                None => found.push((shell, known, Platforms::only(platform))),
            }
        }
        for (shell, CommandShell { name, arguments, flag, otherwise }, platforms) in found {
            // Several tasks may get their shell from the same place, so the message does not name a task.
            let given = shell.arguments.filter(|list| !list.is_empty_container());
            let message = match given {
                None => format!(
                    "options.shell names {name} without `args`, and VS Code then adds none, so {name} {otherwise}"
                ),
                Some(_) => format!(
                    "options.shell names {name} with `args` that lack `{flag}`, which VS Code does not add, so {name} {otherwise}"
                ),
            };
            let help = format!(r#"Add `"args": {arguments}` next to it, or let VS Code choose the shell"#);
            let fix = match given {
                None => fix(&shell, arguments),
                Some(list) => Fix::append_element(format!("Add `\"{flag}\"`"), Applicability::Safe, list, flag),
            };
            context.finding(shell.executable.span(), message).platforms(platforms).fix(fix).or_help(help).report();
        }
    }
}

/// Adds the arguments with which the shell runs a command line.
fn fix(shell: &TaskShell<'_>, arguments: &str) -> Fix {
    let title = format!("Add `\"args\": {arguments}`");
    match shell.arguments {
        None => Fix::append_member(title, Applicability::Safe, shell.object, "args", arguments),
        Some(list) => Fix::value(title, Applicability::Safe, list.span(), vec![Edit::replace(list.span(), arguments)]),
    }
}

/// The shell of a task that does not run the command line it gets.
fn without_flag<'d>(task: &Task<'d>, platform: Platform) -> Option<(TaskShell<'d>, &'static CommandShell)> {
    let shell = task.shell(platform).filter(|_| task.kind(platform) == "shell" && task.has_many_words(platform))?;
    let known = command_shell(&shell.executable.string()?)?;
    let lacks_flag = |list: Value<'_>| {
        let arguments: Option<Vec<String>> =
            list.elements().map(|argument| Some(argument.string()?.into_owned())).collect();
        list.kind() == Kind::Array && arguments.is_some_and(|arguments| known.only_adjusts(&arguments))
    };
    shell.arguments.is_none_or(lacks_flag).then_some((shell, known))
}
