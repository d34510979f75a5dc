//! The default profile of a platform does not match any profile defined for it.
#![doc = include_str!("unknown_default_profile.md")]

use envlint_core::env::Window;
use envlint_core::rule::{Context, Rule};
use envlint_core::spelling::quoted;
use envlint_core::views::{DefaultProfile, default_profile};
use envlint_core::vscode::Platforms;

declare_rule! {
    UnknownDefaultProfile {
        name: "unknown-default-profile",
        severity: Warning,
        needs: [windows],
        since: "0.1.0",
        page: "unknown_default_profile.md",
    }
}

impl Rule for UnknownDefaultProfile {
    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        for platform in context.platforms(window.platforms).iter() {
            let default = default_profile(window, platform);
            // A file that defines no profiles may rely on those of a file that is not part of this run.
            if let Some(default) = default.filter(|default| default.is_beside_profiles() && !default.may_exist()) {
                report(&default, context);
            }
        }
    }
}

fn report(default: &DefaultProfile<'_>, context: &mut Context<'_>) {
    let (name, setting) = (quoted(&default.name), default.setting());
    let message = format!("Profile {name} in {setting} is not defined, so VS Code starts another shell");
    let finding = context
        .finding_in(default.from.analysis.id, default.from.setting.origin.member().value.span(), message)
        .platforms(Platforms::only(default.platform))
        .place(&setting);
    match default.nearest() {
        Some(near) => finding.help(format!("Did you mean `{near}`? Profile names are case-sensitive")).report(),
        None => finding.help("Define it or name an existing profile, unless an extension provides it").report(),
    }
}
