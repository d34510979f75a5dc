//! A launch configuration sets variables in the format of a different debugger.
#![doc = include_str!("environment_shape.md")]

use envlint_core::finding::Fix;
use envlint_core::jsonc::{Kind, Value};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Span;
use envlint_core::views::{Launch, LaunchField};
use envlint_core::vscode::Variables;

mod conversion;

declare_rule! {
    EnvironmentShape {
        name: "environment-shape",
        severity: Error,
        fix: Safe,
        since: "0.1.0",
        page: "environment_shape.md",
    }
}

const PAIR: &str = r#"`{"name": …, "value": …}`"#;

impl Rule for EnvironmentShape {
    fn check_launch(&self, launch: &Launch<'_>, context: &mut Context<'_>) {
        if launch.attaches() {
            return;
        }
        let (title, name) = (launch.title(), launch.debugger.name);
        let variables = launch.debugger.variables;
        let (read, wanted) = (variables.member(), wanted(variables));
        if let Some(ignored) = variables.ignored() {
            for field in launch.fields(ignored).into_iter().filter(|field| !is_empty(field.member.value)) {
                let message =
                    format!("{ignored} of {title} sets no variables: the {name} debugger only reads {read}, {wanted}");
                let fix = conversion::renamed(field, variables);
                report(launch, field, field.member.key.span(), message, fix, context);
            }
        }
        for field in launch.fields(read) {
            for span in misshapen(variables, field.member.value) {
                let is_whole = span == field.member.value.span();
                let fix = if is_whole { conversion::reshaped(field, variables) } else { None };
                let message = if is_whole {
                    format!("{read} of {title} must be {wanted}; the {name} debugger reads nothing else")
                } else {
                    format!("An entry in {read} of {title} must be {PAIR}; the {name} debugger fails otherwise")
                };
                report(launch, field, span, message, fix, context);
            }
        }
    }
}

fn report(
    launch: &Launch<'_>,
    field: LaunchField<'_>,
    span: Span,
    message: String,
    fix: Option<Fix>,
    context: &mut Context<'_>,
) {
    let platforms = context.platforms(field.platforms);
    let place = format!("configurations.{}.{}", launch.name, field.member.name());
    let variables = launch.debugger.variables;
    let help = format!("Use {}, {}", variables.member(), wanted(variables));
    if !platforms.is_empty() {
        context.finding(span, message).platforms(platforms).place(&place).fix(fix).or_help(help).report();
    }
}

/// The format that a debugger reads, as a noun phrase for messages.
fn wanted(variables: Variables) -> String {
    match variables {
        Variables::Env => "an object of names and values".to_owned(),
        Variables::EnvOrList => r#"an object of names and values, or a list of `"NAME=value"`"#.to_owned(),
        Variables::Environment | Variables::EnvironmentOrEnv => format!("a list of {PAIR}"),
    }
}

/// The spans of the parts of `value` whose format the debugger does not read.
fn misshapen(variables: Variables, value: Value<'_>) -> Vec<Span> {
    let is_list = value.kind() == Kind::Array;
    match variables {
        _ if is_text(value) => vec![value.span()],
        Variables::Env if is_list && !is_empty(value) => vec![value.span()],
        Variables::Env | Variables::EnvOrList => Vec::new(),
        Variables::Environment | Variables::EnvironmentOrEnv => match value.kind() {
            Kind::Array => value.elements().filter(|item| !is_pair(*item)).map(Value::span).collect(),
            Kind::Object if !is_empty(value) => vec![value.span()],
            Kind::Object | Kind::String | Kind::Number | Kind::True | Kind::False | Kind::Null => Vec::new(),
        },
    }
}

/// Returns `true` for a string, which no debugger reads, unless a reference in it may be replaced by anything.
fn is_text(value: Value<'_>) -> bool {
    value.string().is_some_and(|text| !text.is_empty() && !text.contains("${"))
}

/// Returns `true` if an entry has a name, in any letter case. Without a value, it removes the variable.
fn is_pair(item: Value<'_>) -> bool {
    let mut members = item.members();
    members.any(|member| member.name().eq_ignore_ascii_case("name") && member.value.kind() == Kind::String)
}

/// Returns `true` if the value sets nothing: many files contain an empty `environment` from a template.
fn is_empty(value: Value<'_>) -> bool {
    match value.kind() {
        Kind::Object | Kind::Array => value.is_empty_container(),
        Kind::String | Kind::Number | Kind::True | Kind::False | Kind::Null => true,
    }
}
