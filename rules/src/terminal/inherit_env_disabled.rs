//! Terminals do not get the environment of a login shell, because `terminal.integrated.inheritEnv` is off.
#![doc = include_str!("inherit_env_disabled.md")]

use envlint_core::env::FileAnalysis;
use envlint_core::jsonc::Value;
use envlint_core::rule::{Context, Rule};
use envlint_core::vscode::{Layer, Platform, Platforms};

declare_rule! {
    InheritEnvDisabled {
        name: "inherit-env-disabled",
        severity: Info,
        since: "0.1.0",
        page: "inherit_env_disabled.md",
    }
}

const KEY: [&str; 3] = ["terminal", "integrated", "inheritEnv"];

impl Rule for InheritEnvDisabled {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let platforms = context.platforms([Platform::Linux, Platform::Osx].into_iter().collect::<Platforms>());
        // In any other file it has no effect.
        let of_user = matches!(analysis.document.layer(), Some(Layer::User | Layer::Standalone))
            && !analysis.document.is_of_named_profile();
        let Some(setting) = analysis.settings.get(&KEY).filter(|_| of_user && !platforms.is_empty()) else { return };
        if setting.value().and_then(Value::boolean) == Some(false) {
            let message = "terminal.integrated.inheritEnv is off, so terminals do not get the variables that a login shell sets, such as PATH";
            context
                .finding(setting.origin.member().value.span(), message)
                .platforms(platforms)
                .place(&KEY.join("."))
                .help("Terminals get the variables that VS Code was started with; tasks still get those of the login shell")
                .report();
        }
    }
}
