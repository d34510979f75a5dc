//! A terminal profile has a field that VS Code does not read.
#![doc = include_str!("unknown_profile_field.md")]

use envlint_core::rule::{Context, Rule};
use envlint_core::spelling::quoted;
use envlint_core::views::WrittenProfile;
use envlint_core::vscode::{Platforms, in_place_of_profile_field, is_profile_field, is_profile_note};

declare_rule! {
    UnknownProfileField {
        name: "unknown-profile-field",
        severity: Warning,
        since: "0.1.0",
        page: "unknown_profile_field.md",
    }
}

impl Rule for UnknownProfileField {
    fn check_written_profile(&self, profile: &WrittenProfile<'_, '_>, context: &mut Context<'_>) {
        for (name, value) in profile.fields() {
            if is_profile_field(&name) || is_profile_note(&name) {
                continue;
            }
            let message = format!("{} has the field {}, which VS Code does not read", profile.title(), quoted(&name));
            let finding = context
                .finding(value.origin.key(), message)
                .platforms(Platforms::only(profile.platform))
                .place(&profile.setting());
            match in_place_of_profile_field(&name) {
                Some(advice) => finding.help(advice).report(),
                None => finding.help("Remove it").report(),
            }
        }
    }
}
