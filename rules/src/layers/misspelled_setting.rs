//! A key is one letter away from a setting of VS Code or the Go extension, so it has no effect.
#![doc = include_str!("misspelled_setting.md")]

use envlint_core::env::{FileAnalysis, SettingEntry};
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::views::platform_typos;
use envlint_core::vscode::nearly_registered_setting;

declare_rule! {
    MisspelledSetting {
        name: "misspelled-setting",
        severity: Warning,
        fix: Safe,
        since: "0.1.0",
        page: "misspelled_setting.md",
    }
}

impl Rule for MisspelledSetting {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        for setting in analysis.remarkable(|setting| setting.registered.is_none()) {
            let key = &setting.key;
            let Some(intended) = nearly_registered_setting(key) else { continue };
            // If the other setting does not accept the value, the key presumably belongs to something else.
            if !intended.types().allow(setting.value().kind()) {
                continue;
            }
            // Another rule reports a misspelled platform, since it knows the names of the platforms.
            let at = setting.origin.key();
            if platform_typos(&analysis.settings).iter().any(|typo| typo.origin.key() == at) {
                continue;
            }
            let message = format!("`{key}` is not a setting and has no effect; did you mean `{}`?", intended.key);
            let fix = rename(setting, intended.key, analysis);
            let help = format!("Rename it to `{}`, or remove it", intended.key);
            context.finding(at, message).place(key).fix(fix).or_help(help).report();
        }
    }
}

/// Renames the key, unless the file already contains the correct one.
fn rename(setting: &SettingEntry<'_>, intended: &str, analysis: &FileAnalysis<'_>) -> Option<Fix> {
    let written = setting.origin.member().name();
    // Only the last part of a nested key is in the member's name.
    let (above, _) = setting.key.split_at(setting.key.len() - written.len());
    let name = intended.strip_prefix(above)?;
    let is_free = !analysis.sets(intended);
    is_free
        .then(|| Fix::rename(format!("Rename it to `{intended}`"), Applicability::Safe, setting.origin, name))
        .flatten()
}
