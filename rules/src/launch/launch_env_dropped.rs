//! The variables of a launch configuration are lost on a platform that has its own `env`.
#![doc = include_str!("launch_env_dropped.md")]

use envlint_core::env::FileAnalysis;
use envlint_core::jsonc::{Member, Value};
use envlint_core::rule::{Context, Rule};
use envlint_core::views::{LaunchConfiguration, configurations};
use envlint_core::vscode::{Platform, Platforms, is_list, may_be_read_on, same_variable};

declare_rule! {
    LaunchEnvDropped {
        name: "launch-env-dropped",
        severity: Warning,
        since: "0.1.0",
        page: "launch_env_dropped.md",
    }
}

impl Rule for LaunchEnvDropped {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        for configuration in configurations(analysis) {
            for platform in context.platforms(Platforms::ALL).iter() {
                for name in ["env", "environment"] {
                    check(&configuration, platform, name, context);
                }
            }
        }
    }
}

fn check(configuration: &LaunchConfiguration<'_>, platform: Platform, name: &str, context: &mut Context<'_>) {
    let general = configuration.value.member(name);
    let Some((general, own)) = general.zip(configuration.of_platform(platform, name)) else { return };
    let kept = variables(own.value);
    let is_kept = |name: &str| kept.iter().any(|(other, _)| same_variable(name, other, platform));
    let is_lost = |(name, value): &(String, Option<Value<'_>>)| {
        !is_kept(name) && may_be_read_on(name, platform) && !is_list_of_others(name, *value, platform)
    };
    let lost: Vec<String> = variables(general.value).into_iter().filter(is_lost).map(|(name, _)| name).collect();
    let Some(first) = lost.first() else { return };
    let others = match lost.len() {
        1 => "does".to_owned(),
        2 => "and another variable of it do".to_owned(),
        count => format!("and {} other variables of it do", count - 1),
    };
    let title = configuration.title();
    let message = format!(
        "{first} from {name} of {title} {others} not reach the program on {}: the `{name}` in `{}` replaces it completely",
        platform.title(),
        platform.name()
    );
    let document = context.analysis.id;
    context
        .finding(own.key.span(), message)
        .platforms(Platforms::only(platform))
        .variable(first)
        .place(&format!("configurations.{}.{}.{name}", configuration.name, platform.name()))
        .related(document, general.key.span(), "this is replaced")
        .help(format!("Repeat the variables in `{name}` of `{}`; the two are not merged", platform.name()))
        .report();
}

/// The variables in an object, or in a list of pairs, with their values.
fn variables(value: Value<'_>) -> Vec<(String, Option<Value<'_>>)> {
    let members = value.members().map(|member: Member<'_>| (member.name().into_owned(), Some(member.value)));
    let pairs = value.elements().filter_map(|pair| Some((pair.get("name")?.string()?.into_owned(), pair.get("value"))));
    members.chain(pairs).collect()
}

/// Returns `true` if the value is a list of folders of another platform.
fn is_list_of_others(name: &str, value: Option<Value<'_>>, platform: Platform) -> bool {
    let is_list = is_list(name) || name.eq_ignore_ascii_case("PATH");
    let Some(text) = value.and_then(Value::string).filter(|_| is_list) else { return false };
    match platform {
        Platform::Windows => text.starts_with('/') || text.contains("}:/"),
        Platform::Linux | Platform::Osx => text.contains(['\\', ';']),
    }
}
