//! A dotted key inside a nested object, such as `env.linux` in `terminal.integrated`, is not read.
#![doc = include_str!("half_nested_key.md")]

use std::borrow::Cow;

use envlint_core::env::{FileAnalysis, Origin, Setting, Settings};
use envlint_core::jsonc::Value;
use envlint_core::rule::{Context, Rule};
use envlint_core::spelling::quoted;
use envlint_core::text::Span;
use envlint_core::vscode::{Platforms, intended_known_key, leads_to_known, platform_in};

declare_rule! {
    HalfNestedKey {
        name: "half-nested-key",
        severity: Error,
        since: "0.1.0",
        page: "half_nested_key.md",
    }
}

impl Rule for HalfNestedKey {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        for half_nested in half_nested_keys(&analysis.settings) {
            let (inside, name) = (half_nested.inside, half_nested.origin.member().name());
            let key = format!("{inside}.{name}");
            let platform = platform_in(&key.split('.').collect::<Vec<_>>());
            let platforms = context.platforms(platform.map_or(Platforms::ALL, Platforms::only));
            if platforms.is_empty() {
                continue;
            }
            let message = format!(
                "{} inside `{inside}` has no effect: VS Code splits only top-level keys at dots",
                quoted(&name)
            );
            context
                .finding(half_nested.origin.key(), message)
                .platforms(platforms)
                .place(&key)
                .help(format!("Write {} at the top level, or nest an object for each part", quoted(&key)))
                .report();
        }
    }
}

/// A member of a nested object whose name contains dots, which VS Code does not split there.
#[derive(Debug)]
struct Unsplit<'d> {
    /// The path of the object, joined with dots.
    inside: String,
    /// The member of the file.
    origin: Origin<'d>,
}

/// The members of nested objects whose names would lead to a known setting if VS Code split their dots.
///
/// Source: `toValuesTree` in configurationModels.ts (1.138); recorded as `nested-half`.
fn half_nested_keys<'d>(settings: &Settings<'d>) -> Vec<Unsplit<'d>> {
    let mut found = Vec::new();
    for (name, setting) in settings.members() {
        look_into(setting, &mut vec![name], &mut found);
    }
    found
}

/// The spans of the keys that this rule reports.
pub(crate) fn keys_of_half_nested(settings: &Settings<'_>) -> Vec<Span> {
    half_nested_keys(settings).iter().map(|key| key.origin.key()).collect()
}

/// Looks into `setting`, which is at `path`. The path is the same again afterwards.
fn look_into<'d>(setting: Setting<'_, 'd>, path: &mut Vec<Cow<'d, str>>, found: &mut Vec<Unsplit<'d>>) {
    // The values in one that was searched for such names are not searched again.
    let was_searched = setting.value().is_some();
    for (name, member) in setting.members() {
        // Few names have dots, so that the table of known settings is searched only for those.
        if name.contains('.') && is_intended(path, &name) {
            found.push(Unsplit { inside: path.join("."), origin: member.origin });
        } else if member.is_object() && (was_searched || member.value().is_none_or(has_dotted_name)) {
            path.push(name);
            look_into(member, path, found);
            path.pop();
        }
    }
}

/// Returns `true` if an object in `value` may have a member whose name has a dot.
fn has_dotted_name(value: Value<'_>) -> bool {
    let is_dotted = |key: Value<'_>| key.is_escaped() || key.inner().contains('.');
    value.members().any(|member| is_dotted(member.key) || has_dotted_name(member.value))
}

/// Returns `true` if a member of the object at `path` with this dotted `name` is meant for a known setting.
fn is_intended(path: &[Cow<'_, str>], name: &str) -> bool {
    let path: Vec<&str> = path.iter().map(AsRef::as_ref).collect();
    leads_to_known(&path) && intended_known_key(&path, name)
}
