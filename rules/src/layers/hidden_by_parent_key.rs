#![doc = include_str!("hidden_by_parent_key.md")]

use crate::core::env::{Hidden, HiddenReason, Reading};
use crate::core::finding::Severity;
use crate::core::rule::{Context, Meta, Rule};
use crate::core::spelling::quoted;
use crate::core::vscode::{Platforms, platform_in};

/// See the [page](self).
#[derive(Debug)]
pub struct HiddenByParentKey;

static META: Meta = Meta {
    name: "hidden-by-parent-key",
    family: "layers",
    enabled: true,
    severity: Severity::Error,
    fix: None,
    page: include_str!("hidden_by_parent_key.md"),
};

impl Rule for HiddenByParentKey {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_document(&self, reading: &Reading<'_>, context: &mut Context<'_>) {
        for hidden in &reading.settings.hidden {
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
            format!("{what} does not count: `{by}`, read after it, replaces all that begins with `{by}.`"),
            "this one replaces it",
        ),
        HiddenReason::Blocked => (
            format!("{what} does not count: `{by}`, read before it, is no object that it could be put in"),
            "this one is no object",
        ),
    };
    let document = context.reading.id;
    context
        .finding(hidden.origin.key(), message)
        .platforms(platforms)
        .place(&name)
        .related(document, hidden.by.key(), blame)
        .help(format!("Put it behind `{by}`, or its value inside"))
        .report();
}
