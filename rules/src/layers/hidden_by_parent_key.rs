//! A key such as `terminal` replaces earlier keys that begin with `terminal.`, so they have no effect.
#![doc = include_str!("hidden_by_parent_key.md")]

use envlint_core::env::{FileAnalysis, Hidden, HiddenReason};
use envlint_core::rule::{Context, Rule};
use envlint_core::spelling::quoted;
use envlint_core::vscode::{Platforms, platform_in};

declare_rule! {
    HiddenByParentKey {
        name: "hidden-by-parent-key",
        severity: Error,
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
    let (name, by) = (hidden.origin.member.name(), hidden.by.member.name());
    let what = quoted(&name);
    let platform = platform_in(&name.split('.').collect::<Vec<_>>());
    let platforms = context.platforms(platform.map_or(Platforms::ALL, Platforms::only));
    if platforms.is_empty() {
        return;
    }
    let (message, blame) = match hidden.reason {
        HiddenReason::Replaced => (
            format!("{what} has no effect: `{by}` is read after it and replaces all keys that begin with `{by}.`"),
            "this key replaces it",
        ),
        HiddenReason::Blocked => (
            format!("{what} has no effect: `{by}` is read before it and is not an object that could contain it"),
            "this key is not an object",
        ),
    };
    let help = if hidden.by.member.value.is_object() {
        format!("Move it after `{by}`, or move its value into `{by}`")
    } else {
        format!("Remove `{by}`, or make it an object that contains the value")
    };
    let document = context.analysis.id;
    context
        .finding(hidden.origin.key(), message)
        .platforms(platforms)
        .place(&name)
        .related(document, hidden.by.key(), blame)
        .help(help)
        .report();
}
