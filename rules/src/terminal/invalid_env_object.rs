#![doc = include_str!("invalid_env_object.md")]

use crate::core::env::Reading;
use crate::core::finding::Severity;
use crate::core::jsonc::Kind;
use crate::core::rule::{Context, Meta, Rule};
use crate::core::views::spread_values;
use crate::core::vscode::Platforms;

/// See the [page](self).
#[derive(Debug)]
pub struct InvalidEnvObject;

static META: Meta = Meta {
    name: "invalid-env-object",
    family: "terminal",
    enabled: true,
    severity: Severity::Error,
    fix: None,
    page: include_str!("invalid_env_object.md"),
};

impl Rule for InvalidEnvObject {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_document(&self, reading: &Reading<'_>, context: &mut Context<'_>) {
        for value in spread_values(&reading.settings) {
            let platforms = context.platforms(value.platform.map_or(Platforms::ALL, Platforms::only));
            if platforms.is_empty() {
                continue;
            }
            let what = if value.kind == Kind::Array { "a list" } else { "a string" };
            let message =
                format!("{} is {what}, not an object: terminals get variables named 0, 1 and so on", value.setting);
            context
                .finding(value.origin.member.value.span(), message)
                .platforms(platforms)
                .place(&value.setting)
                .help("Write an object: { \"NAME\": \"value\" }")
                .report();
        }
    }
}
