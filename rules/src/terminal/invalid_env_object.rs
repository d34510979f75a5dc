//! Variables are written as a list or a string, although their reader expects an object.
#![doc = include_str!("invalid_env_object.md")]

use envlint_core::env::{FileAnalysis, Origin, Settings, visit};
use envlint_core::jsonc::Kind;
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Span;
use envlint_core::vscode::{Holds, KNOWN_SETTINGS, KeyPart, PLACES, Place, Platform, Platforms, Section, Shape};

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
            let message = format!(
                "{} is {}, not an object: terminals get variables named 0, 1 and so on",
                value.setting,
                title(value.kind)
            );
            context
                .finding(value.origin.member().value.span(), message)
                .platforms(platforms)
                .place(&value.setting)
                .help(WRITE_OBJECT)
                .report();
        }
        for value in unread_values(analysis) {
            let platforms = context.platforms(value.platforms);
            if platforms.is_empty() {
                continue;
            }
            let message =
                format!("{} is {}, not an object, so none of its variables is set", value.setting, title(value.kind));
            let finding = context.finding(value.span, message).platforms(platforms).place(&value.key);
            finding.help(WRITE_OBJECT).report();
        }
    }
}

const WRITE_OBJECT: &str = "Write an object: { \"NAME\": \"value\" }";

fn title(kind: Kind) -> &'static str {
    if kind == Kind::Array { "a list" } else { "a string" }
}

/// A string or list at a place whose reader expects an object of variables.
struct UnreadValue {
    setting: String,
    key: String,
    kind: Kind,
    span: Span,
    platforms: Platforms,
}

/// The strings and lists, except empty ones, from which no variable is read. Other rules report those of terminal profiles and
/// launch configurations.
fn unread_values(analysis: &FileAnalysis<'_>) -> Vec<UnreadValue> {
    let mut found = Vec::new();
    for place in PLACES.iter().filter(|place| is_checked(place)) {
        analysis.visit(place.section, place.key, &mut |at| {
            let Some(value) = at.setting.value() else { return };
            let is_unread = match value.kind() {
                // A reference may be replaced by anything.
                Kind::String => value.string().is_some_and(|text| !text.is_empty() && !text.contains("${")),
                Kind::Array => !value.is_empty_container() && !may_be_list(place),
                Kind::Object | Kind::Number | Kind::True | Kind::False | Kind::Null => false,
            };
            if is_unread {
                found.push(UnreadValue {
                    setting: at.title(),
                    key: at.key(),
                    kind: value.kind(),
                    span: value.span(),
                    platforms: at.platform.map_or(Platforms::ALL, Platforms::only).and(analysis.platforms()),
                });
            }
        });
    }
    found
}

fn is_checked(place: &Place) -> bool {
    // The reader of Cursor's file has not been checked.
    let is_elsewhere = place.is_of_terminal() || matches!(place.section, Section::Launch | Section::CursorMcp);
    place.shape == Shape::Members && !is_elsewhere
}

/// Returns `true` if the reader also accepts a list.
fn may_be_list(place: &Place) -> bool {
    matches!(place.key, [KeyPart::Word("rust-analyzer"), KeyPart::Word("runnables"), ..])
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
