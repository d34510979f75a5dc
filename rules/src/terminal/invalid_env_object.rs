//! `terminal.integrated.env` must be an object; a string or list sets variables named 0, 1 and so on.
#![doc = include_str!("invalid_env_object.md")]

use envlint_core::env::{FileAnalysis, Origin, Settings, visit};
use envlint_core::jsonc::Kind;
use envlint_core::rule::{Context, Rule};
use envlint_core::vscode::{Holds, KNOWN_SETTINGS, Platform, Platforms};

declare_rule! {
    InvalidEnvObject {
        name: "invalid-env-object",
        severity: Error,
        since: "0.1.0",
        page: "invalid_env_object.md",
    }
}

impl Rule for InvalidEnvObject {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        for value in spread_values(&analysis.settings) {
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

/// A string or list that VS Code reads as an object of variables.
#[derive(Debug)]
struct SpreadValue<'d> {
    /// The setting that should be an object.
    setting: String,
    /// The platform in the key.
    platform: Option<Platform>,
    /// The type of the value.
    kind: Kind,
    /// The member of the file.
    origin: Origin<'d>,
}

/// The strings and lists, except empty ones, that VS Code reads as objects of variables.
fn spread_values<'d>(settings: &Settings<'d>) -> Vec<SpreadValue<'d>> {
    let mut spread = Vec::new();
    for known in KNOWN_SETTINGS.iter().filter(|known| known.holds == Holds::Variables { spreads: true }) {
        visit(settings, known.key, &mut |found| {
            let Some(value) = found.setting.value() else { return };
            let spreads = match value.kind() {
                Kind::String => value.string().is_some_and(|text| !text.is_empty()),
                Kind::Array => !value.is_empty_container(),
                Kind::Object | Kind::Number | Kind::True | Kind::False | Kind::Null => false,
            };
            if spreads {
                let (setting, origin) = (found.key(), found.setting.origin);
                spread.push(SpreadValue { setting, platform: found.platform, kind: value.kind(), origin });
            }
        });
    }
    spread
}
