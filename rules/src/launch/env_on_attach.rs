//! A launch configuration sets variables for a program that is already running.
#![doc = include_str!("env_on_attach.md")]

use envlint_core::jsonc::{Kind, Value};
use envlint_core::rule::{Context, Rule};
use envlint_core::views::{Launch, LaunchField};

declare_rule! {
    EnvOnAttach {
        name: "env-on-attach",
        severity: Warning,
        since: "0.1.0",
        page: "env_on_attach.md",
    }
}

impl Rule for EnvOnAttach {
    fn check_launch(&self, launch: &Launch<'_>, context: &mut Context<'_>) {
        if !launch.goes_with_a_running_program() {
            return;
        }
        let fields = ["env", "envFile"].into_iter().flat_map(|name| launch.fields(name));
        let set: Vec<LaunchField<'_>> = fields.filter(|field| says_something(field.member.value)).collect();
        let Some((first, others)) = set.split_first() else { return };
        let (name, title, debugger) = (first.member.name(), launch.title(), launch.debugger.name);
        let message = format!(
            "{name} of {title} does not reach the program: the {debugger} debugger attaches to a running process, which keeps its environment"
        );
        let platforms = context.platforms(first.platforms);
        let document = context.analysis.id;
        let mut finding = context
            .finding(first.member.key.span(), message)
            .platforms(platforms)
            .place(&format!("configurations.{}.{name}", launch.name))
            .help("Set the variables where the program is started");
        for other in others {
            finding = finding.related(document, other.member.key.span(), "this does not reach it, either");
        }
        if !platforms.is_empty() {
            finding.report();
        }
    }
}

fn says_something(value: Value<'_>) -> bool {
    match value.kind() {
        Kind::Object | Kind::Array => !value.is_empty_container(),
        Kind::String => value.string().is_some_and(|text| !text.is_empty()),
        Kind::Number | Kind::True | Kind::False | Kind::Null => false,
    }
}
