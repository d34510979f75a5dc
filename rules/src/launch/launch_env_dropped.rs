//! The variables of a launch configuration are lost on a platform that has its own `env`.
#![doc = include_str!("launch_env_dropped.md")]

use envlint_core::env::FileAnalysis;
use envlint_core::jsonc::{Member, Value};
use envlint_core::rule::{Context, Rule};
use envlint_core::views::{LaunchConfiguration, configurations};
use envlint_core::vscode::{Platform, Platforms, same_variable};

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
    let kept: Vec<String> = names(own.value);
    let is_kept = |name: &String| kept.iter().any(|other| same_variable(name, other, platform));
    let lost: Vec<String> = names(general.value).into_iter().filter(|name| !is_kept(name)).collect();
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

/// The names of the variables in an object, or in a list of pairs.
fn names(value: Value<'_>) -> Vec<String> {
    let members = value.members().map(|member: Member<'_>| member.name().into_owned());
    let pairs = value.elements().filter_map(|pair| Some(pair.get("name")?.string()?.into_owned()));
    members.chain(pairs).collect()
}
