#![doc = include_str!("deprecated_setting.md")]

use envlint_core::env::{GivenSetting, Reading};
use envlint_core::finding::Severity;
use envlint_core::rule::{Context, Meta, Rule};
use envlint_core::vscode::RegisteredSetting;

/// See the [page](self).
#[derive(Debug)]
pub struct DeprecatedSetting;

static META: Meta = Meta {
    name: "deprecated-setting",
    family: "layers",
    severity: Severity::Info,
    enabled: true,
    fix: None,
    page: include_str!("deprecated_setting.md"),
};

impl Rule for DeprecatedSetting {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_document(&self, reading: &Reading<'_>, context: &mut Context<'_>) {
        let is_deprecated =
            |setting: &GivenSetting<'_>| setting.registered.is_some_and(RegisteredSetting::is_deprecated);
        for setting in reading.remarkable(is_deprecated) {
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
