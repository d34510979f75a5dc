//! VS Code marks a setting as deprecated: another setting replaces it, or VS Code may stop reading it.
#![doc = include_str!("deprecated_setting.md")]

use envlint_core::env::{FileAnalysis, SettingEntry};
use envlint_core::rule::{Context, Rule};
use envlint_core::vscode::RegisteredSetting;

declare_rule! {
    DeprecatedSetting {
        name: "deprecated-setting",
        severity: Info,
        since: "0.1.0",
        page: "deprecated_setting.md",
    }
}

impl Rule for DeprecatedSetting {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let is_deprecated =
            |setting: &SettingEntry<'_>| setting.registered.is_some_and(RegisteredSetting::is_deprecated);
        for setting in analysis.remarkable(is_deprecated) {
            let Some(known) = setting.registered else { continue };
            let key = known.key;
            let message = match known.replacement() {
                Some(instead) => format!("`{key}` is deprecated: VS Code recommends `{instead}` instead"),
                None => format!("`{key}` is deprecated: VS Code may stop reading it"),
            };
            context.finding(setting.origin.key(), message).place(key).report();
        }
    }
}
