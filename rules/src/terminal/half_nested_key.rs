#![doc = include_str!("half_nested_key.md")]

use crate::core::env::Reading;
use crate::core::finding::Severity;
use crate::core::rule::{Context, Meta, Rule};
use crate::core::spelling::quoted;
use crate::core::views::half_nested_keys;
use crate::core::vscode::{Platforms, platform_in};

/// See the [page](self).
#[derive(Debug)]
pub struct HalfNestedKey;

static META: Meta = Meta {
    name: "half-nested-key",
    family: "terminal",
    enabled: true,
    severity: Severity::Error,
    fix: None,
    page: include_str!("half_nested_key.md"),
};

impl Rule for HalfNestedKey {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_document(&self, reading: &Reading<'_>, context: &mut Context<'_>) {
        for half_nested in half_nested_keys(&reading.settings) {
            let (inside, name) = (half_nested.inside, half_nested.origin.member.name());
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
