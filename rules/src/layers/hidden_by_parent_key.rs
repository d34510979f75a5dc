//! A key such as `terminal` replaces earlier keys that begin with `terminal.`, so they have no effect.
#![doc = include_str!("hidden_by_parent_key.md")]

use envlint_core::env::{FileAnalysis, Hidden, HiddenReason};
use envlint_core::finding::Severity;
use envlint_core::jsonc::{Kind, Value, equal};
use envlint_core::rule::{Context, Rule};
use envlint_core::spelling::quoted;
use envlint_core::views::CUSTOMIZATIONS;
use envlint_core::vscode::{Platforms, platform_in};

declare_rule! {
    HiddenByParentKey {
        name: "hidden-by-parent-key",
        severity: Error,
        also: [Warning],
        since: "0.1.0",
        page: "hidden_by_parent_key.md",
    }
}

impl Rule for HiddenByParentKey {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        for hidden in &analysis.settings.hidden {
            report(hidden, context);
        }
    }
}

fn report(hidden: &Hidden<'_>, context: &mut Context<'_>) {
    let (old, by) = (hidden.origin.member(), hidden.by.member());
    let is_set_again = matches!(hidden.reason, HiddenReason::SetAgain | HiddenReason::SetInLaterObject);
    if is_set_again && !loses(old.value, by.value) {
        return;
    }
    // The name of a member of an object is only the last part of its path, which is that of the other key.
    let name = if is_set_again { by.name() } else { old.name() };
    let what = quoted(&name);
    let platform = platform_in(&name.split('.').collect::<Vec<_>>());
    let platforms = context.platforms(platform.map_or(Platforms::ALL, Platforms::only));
    if platforms.is_empty() {
        return;
    }
    let (message, blame) = explain(hidden, &what);
    let by_name = by.name();
    let help = if is_set_again {
        format!("Move what you need into the value of {what}, and remove it here")
    } else if by.value.is_object() {
        format!("Move it after `{by_name}`, or move its value into `{by_name}`")
    } else {
        format!("Remove `{by_name}`, or make it an object that contains the value")
    };
    // As for duplicate keys: of two objects, the author may expect the sum.
    let is_scalar = is_set_again && !old.value.is_object();
    let severity = if is_scalar { Severity::Warning } else { Severity::Error };
    let document = context.analysis.id;
    context
        .finding(hidden.origin.key(), message)
        .severity(severity)
        .platforms(platforms)
        .place(&name)
        .related(document, hidden.by.key(), blame)
        .help(help)
        .report();
}

/// The message, and what to say at the key that hides the other one.
fn explain(hidden: &Hidden<'_>, what: &str) -> (String, &'static str) {
    let by = hidden.by.member().name();
    match hidden.reason {
        HiddenReason::Replaced => (
            format!("{what} has no effect: `{by}` is read after it and replaces all keys that begin with `{by}.`"),
            "this key replaces it",
        ),
        HiddenReason::Blocked => (
            format!("{what} has no effect: `{by}` is read before it and is not an object that could contain it"),
            "this key is not an object",
        ),
        HiddenReason::SetAgain => (
            format!(
                "{what} is set again by a key of the file's top level; only that value takes effect, and the values are not merged"
            ),
            "only this value takes effect",
        ),
        HiddenReason::SetInLaterObject => (
            format!(
                "{what} is set again in {}.settings; only that value takes effect, and the values are not merged",
                CUSTOMIZATIONS.join(".")
            ),
            "only this value takes effect",
        ),
    }
}

/// Returns `true` if `old` has anything that `new` does not have.
fn loses(old: Value<'_>, new: Value<'_>) -> bool {
    if is_empty(old) {
        false
    } else if old.is_object() && new.is_object() {
        old.members().any(|member| match new.get(&member.name()) {
            Some(value) => loses(member.value, value),
            None => !is_empty(member.value),
        })
    } else {
        !equal(old, new)
    }
}

fn is_empty(value: Value<'_>) -> bool {
    matches!(value.kind(), Kind::Object | Kind::Array) && value.is_empty_container()
}
