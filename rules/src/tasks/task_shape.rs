//! Variables of a task have no effect, because they are not in `options.env`.
#![doc = include_str!("task_shape.md")]

use envlint_core::env::FileAnalysis;
use envlint_core::finding::Severity;
use envlint_core::jsonc::{Kind, Value};
use envlint_core::rule::{Context, Rule};
use envlint_core::views::Task;
use envlint_core::vscode::{Platform, Section};

declare_rule! {
    TaskShape {
        name: "task-shape",
        severity: Warning,
        also: [Error],
        since: "0.1.0",
        page: "task_shape.md",
    }
}

/// Members that set variables in other files.
const SET_VARIABLES: &[&str] = &["env", "envFile", "environment"];
/// Members of `options` that set variables in other files. `env` is the right one.
const NOT_OPTIONS: &[&str] = &["envFile", "environment"];

impl Rule for TaskShape {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let root = analysis.document.section_object(Section::Tasks);
        if let Some(root) = root.filter(|root| root.get("tasks").is_some()) {
            check(root, "this file", context);
        }
    }

    fn check_task(&self, task: &Task<'_>, context: &mut Context<'_>) {
        let object = task.object();
        if let Some(options) = object.member("options").filter(|options| options.value.kind() == Kind::Null) {
            let message = format!("`options` of {} is null, so VS Code lists no task of this file", task.title());
            let finding = context.finding(options.span(), message).severity(Severity::Error);
            finding.help("Remove `options`, or write an object").report();
        }
        check(object, &task.title(), context);
        check_group(task, context);
    }
}

/// Reports variables of a task that only starts other tasks. These do not get them.
fn check_group(task: &Task<'_>, context: &mut Context<'_>) {
    let object = task.object();
    let blocks = || Platform::ALL.iter().filter_map(|platform| object.get(platform.name())).chain([object]);
    if object.get("dependsOn").is_none() || blocks().any(|of| of.get("command").is_some()) {
        return;
    }
    let environments = blocks().filter_map(|of| of.get("options")?.member("env"));
    for env in environments.filter(|env| env.value.is_object() && sets_something(env.value)) {
        let title = task.title();
        let message = format!(
            "`options.env` of {title} has no effect: it has no command, and the tasks in `dependsOn` do not get it"
        );
        let help = "Set the variables in these tasks, or for all tasks in `options.env` of the file";
        context.finding(env.key.span(), message).help(help).report();
    }
}

/// Checks `of`, a task or the file, and its platform-specific blocks.
fn check(of: Value<'_>, title: &str, context: &mut Context<'_>) {
    let blocks = Platform::ALL.iter().filter_map(|platform| of.get(platform.name()));
    for block in std::iter::once(of).chain(blocks) {
        let beside = SET_VARIABLES.iter().filter_map(|name| block.member(name));
        let options = block.get("options");
        let inside = NOT_OPTIONS.iter().filter_map(|name| options?.member(name));
        for member in beside.chain(inside).filter(|member| sets_something(member.value)) {
            let name = member.name();
            let message = format!("`{name}` of {title} has no effect: VS Code only reads variables from `options.env`");
            let help = match &*name {
                "envFile" => "Write the variables into `options.env`; tasks read no file of variables",
                _ => "Move the variables into `options.env`",
            };
            context.finding(member.key.span(), message).help(help).report();
        }
    }
}

fn sets_something(value: Value<'_>) -> bool {
    match value.kind() {
        Kind::Object | Kind::Array => !value.is_empty_container(),
        Kind::String => value.string().is_some_and(|text| !text.is_empty()),
        Kind::Number | Kind::True | Kind::False | Kind::Null => false,
    }
}
