//! The variables of a profile that starts a shell in WSL do not reach the shell.
#![doc = include_str!("wsl_env_not_passed.md")]

use envlint_core::rule::{Context, Rule};
use envlint_core::views::Profile;
use envlint_core::vscode::{Platform, Platforms, same_variable};

declare_rule! {
    WslEnvNotPassed {
        name: "wsl-env-not-passed",
        severity: Warning,
        needs: [windows],
        since: "0.1.0",
        page: "wsl_env_not_passed.md",
    }
}

const WSLENV: &str = "WSLENV";

impl Rule for WslEnvNotPassed {
    fn check_profile(&self, profile: &Profile<'_>, context: &mut Context<'_>) {
        if !profile.is_wsl() {
            return;
        }
        let Some(env) = profile.resolved.get("env").winner() else { return };
        let passed = profile.variable(WSLENV).and_then(|(_, value)| value.setting.string()).unwrap_or_default();
        let lost: Vec<String> =
            profile.resolved.get("env").names().into_iter().filter(|name| !is_passed(&passed, name)).collect();
        let (first, names) = match lost.as_slice() {
            [] => return,
            [name] => (name, name.clone()),
            [name, other] => (name, format!("{name} and {other}")),
            [name, others @ ..] => (name, format!("{name} and {} more variables", others.len())),
        };
        let (reach, them) = if lost.len() == 1 { ("reaches", "it") } else { ("reach", "them") };
        let message = format!(
            "{names} of {} {reach} the shell in WSL only if WSLENV names {them}, which these settings do not",
            profile.title()
        );
        let help =
            format!("Name them, as in `\"WSLENV\": \"{first}:${{env:WSLENV}}\"`, or set them in ~/.profile in WSL");
        context
            .finding_in(env.analysis.id, env.setting.origin.key(), message)
            .platforms(Platforms::only(Platform::Windows))
            .place(&format!("{}.env", profile.setting()))
            .help(help)
            .report();
    }
}

/// Returns `true` if the list `passed` names the variable, or if the variable is that list.
fn is_passed(passed: &str, name: &str) -> bool {
    let mut names = passed.split(':').map(|entry| entry.split('/').next().unwrap_or_default());
    same_variable(name, WSLENV, Platform::Windows) || names.any(|it| same_variable(it, name, Platform::Windows))
}
