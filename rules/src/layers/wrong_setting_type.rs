//! A setting has a value of a type that VS Code does not accept, such as a number in quotes.
#![doc = include_str!("wrong_setting_type.md")]

use envlint_core::env::{FileAnalysis, SettingEntry};
use envlint_core::finding::Severity;
use envlint_core::jsonc::Kind;
use envlint_core::rule::{Context, Rule};
use envlint_core::vscode::{Owner, carries_environment};

declare_rule! {
    WrongSettingType {
        name: "wrong-setting-type",
        severity: Warning,
        also: [Info],
        since: "0.1.0",
        page: "wrong_setting_type.md",
    }
}

impl Rule for WrongSettingType {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        for setting in analysis.remarkable(is_wrong) {
            let (Some(known), value) = (setting.registered, setting.value()) else { continue };
            let key = known.key;
            if !known.types().allow(value.kind()) {
                let titles: Vec<&str> = known.types().titles().collect();
                let titles = titles.join(" or ");
                let message = format!("`{key}` must be {titles}: VS Code does not convert {}", title(value.kind()));
                context.finding(value.span(), message).place(key).help(format!("Write {titles}")).report();
            } else {
                let values: Vec<String> = known
                    .values()
                    .map(|value| if value.is_empty() { "`\"\"`".to_owned() } else { format!("`{value}`") })
                    .collect();
                context
                    .finding(value.span(), format!("`{key}` does not accept this value"))
                    .severity(Severity::Info)
                    .place(key)
                    .help(format!("Use one of {}", values.join(", ")))
                    .report();
            }
        }
    }
}

/// Returns `true` if no known version of VS Code accepts the value. Environment settings have their own rules. Of the settings of
/// the Go extension, the values that older versions accepted are not known, only the types.
fn is_wrong(setting: &SettingEntry<'_>) -> bool {
    let value = setting.value();
    setting.registered.is_some_and(|known| {
        (known.types().rule_out(value) || known.has_other_values(value) && known.owner() != Owner::Go)
            && !known.is_gone()
            && !carries_environment(known.key)
    })
}

fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::Object => "an object",
        Kind::Array => "a list",
        Kind::String => "a string",
        Kind::Number => "a number",
        Kind::True => "`true`",
        Kind::False => "`false`",
        Kind::Null => "`null`",
    }
}
