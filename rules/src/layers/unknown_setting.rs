//! A key in `terminal.integrated` or `go` is not a setting, so it has no effect.
#![doc = include_str!("unknown_setting.md")]

use std::collections::BTreeSet;

use envlint_core::env::{FileAnalysis, SettingEntry};
use envlint_core::finding::Severity;
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Span;
use envlint_core::views::platform_typos;
use envlint_core::vscode::{carries_environment, leads_to_known, nearly_registered_setting, registered_above};

use super::dotted_variable_key::keys_of_dotted_variables;
use crate::terminal::half_nested_key::keys_of_half_nested;
use crate::terminal::removed_setting::keys_of_removed_settings;

declare_rule! {
    UnknownSetting {
        name: "unknown-setting",
        severity: Info,
        also: [Warning],
        since: "0.1.0",
        page: "unknown_setting.md",
    }
}

/// The settings of which every name is known.
const NAMESPACES: &[(&str, &str)] = &[("go.", "the Go extension"), ("terminal.integrated.", "VS Code")];

/// Names that people use and that are certainly not settings, with what to do.
///
/// Source: vscode-go docs/settings.md, which has no such name in any tag; the release notes of VS Code 1.39
/// (`detectLocale`) and 1.57 (Workspace Trust); terminalConfiguration.ts, which has `cwd`.
const CERTAIN: &[(&str, &str)] = &[
    ("go.env", "Use `go.toolsEnvVars`, or `go.testEnvVars` for tests"),
    ("go.envFile", "Use `go.testEnvFile` for tests, or `envFile` in a launch configuration"),
    ("go.goplsArgs", "Use `go.languageServerFlags`"),
    ("go.goplsFlags", "Use `go.languageServerFlags`"),
    ("go.testEnv", "Use `go.testEnvVars`"),
    ("go.toolsEnv", "Use `go.toolsEnvVars`"),
    ("terminal.integrated.allowWorkspaceConfiguration", "Remove it: workspace trust replaces it"),
    ("terminal.integrated.initialWorkingDirectory", "Use `terminal.integrated.cwd`"),
    ("terminal.integrated.setLocaleVariables", "Use `terminal.integrated.detectLocale`"),
];

/// Misspellings of `env` before a platform.
const NEARLY_ENV: &[&str] = &["ENV", "Env", "en", "enviroment", "environment", "environments", "envs", "evn", "nev"];

/// Settings that decide about environments. No version has ever had another setting whose name is as near.
const OF_ENVIRONMENTS: &[&str] = &[
    "go.alternateTools",
    "go.gopath",
    "go.goroot",
    "go.inferGopath",
    "go.testEnvFile",
    "go.testEnvVars",
    "go.toolsEnvVars",
    "go.toolsGopath",
    "terminal.integrated.inheritEnv",
];

impl Rule for UnknownSetting {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let is_unknown = |setting: &SettingEntry<'_>| setting.registered.is_none() && owner(&setting.key).is_some();
        let mut unknown = analysis.remarkable(is_unknown).peekable();
        if unknown.peek().is_none() {
            return;
        }
        let known = known_to_others(analysis);
        for setting in unknown {
            let (key, at) = (&setting.key, setting.origin.key());
            let is_reported = known.contains(&at) || nearly_registered_setting(key).is_some() || is_inside_setting(key);
            let Some(owner) = owner(key).filter(|_| !is_reported && !carries_environment(key)) else { continue };
            let certain = CERTAIN.iter().find(|(name, _)| name == key).map(|(_, help)| (*help).to_owned());
            let (severity, message) = if certain.is_some() || intended(key).is_some() {
                (Severity::Warning, format!("`{key}` is not a setting of {owner} and has no effect"))
            } else {
                (Severity::Info, format!("`{key}` is not a setting of any version of {owner} that is known"))
            };
            let help = certain
                .or_else(|| intended(key).map(|intended| format!("Did you mean `{intended}`?")))
                .unwrap_or_else(|| "Check the name; a newer version or another extension may have it".to_owned());
            context.finding(at, message).severity(severity).place(key).help(help).report();
        }
    }
}

/// The product whose settings `key` seems to be one of.
fn owner(key: &str) -> Option<&'static str> {
    let is_below = |namespace: &str| {
        let rest = key.strip_prefix(namespace);
        rest.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphabetic()))
    };
    NAMESPACES.iter().find(|(namespace, _)| is_below(namespace)).map(|(_, owner)| *owner)
}

/// Returns `true` if `key` is inside a setting, or has an unknown platform. Other rules know more about these.
fn is_inside_setting(key: &str) -> bool {
    let path: Vec<&str> = key.split('.').collect();
    let above = path.get(..3).filter(|above| above.len() < path.len());
    registered_above(key).is_some() || above.is_some_and(leads_to_known)
}

/// The setting of variables that `key` was meant to be.
fn intended(key: &str) -> Option<String> {
    let is_near = |known: &&&str| known.eq_ignore_ascii_case(key) || is_one_letter_away(key, known);
    if let Some(known) = OF_ENVIRONMENTS.iter().find(is_near) {
        return Some((**known).to_owned());
    }
    let (word, platform) = key.strip_prefix("terminal.integrated.")?.split_once('.')?;
    let is_intended = NEARLY_ENV.contains(&word) && ["linux", "osx", "windows"].contains(&platform);
    is_intended.then(|| format!("terminal.integrated.env.{platform}"))
}

/// Returns `true` if one of the names has a letter that the other one lacks.
fn is_one_letter_away(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.len() == short.len() + 1
        && long.char_indices().any(|(at, letter)| {
            let rest = long.get(at + letter.len_utf8()..).unwrap_or_default();
            short.strip_suffix(rest) == long.get(..at)
        })
}

/// The keys that other rules report.
fn known_to_others(analysis: &FileAnalysis<'_>) -> BTreeSet<Span> {
    let settings = &analysis.settings;
    let mut known = BTreeSet::from_iter(keys_of_removed_settings(settings));
    known.extend(platform_typos(settings).iter().map(|typo| typo.origin.key()));
    known.extend(keys_of_half_nested(settings));
    known.extend(keys_of_dotted_variables(settings));
    known
}
