//! An `envlint.toml` contains something that envlint does not recognize, so it is ignored.
#![doc = include_str!("invalid_config.md")]

use envlint_core::config::{DIAGNOSES, FORMATS, Mistake, MistakeKind, NameKind, OPTIONS};
use envlint_core::env::FileAnalysis;
use envlint_core::meta::{Level, Severity};
use envlint_core::rule::{Context, Rule};
use envlint_core::vscode::{FileKind, Platform};

declare_rule! {
    InvalidConfig {
        name: "invalid-config",
        severity: Error,
        since: "0.1.0",
        page: "invalid_config.md",
    }
}

impl Rule for InvalidConfig {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        if analysis.document.kind() != FileKind::Config {
            return;
        }
        for mistake in &analysis.document.config(context.rule_names()).mistakes {
            report(mistake, context);
        }
    }
}

fn report(mistake: &Mistake, context: &mut Context<'_>) {
    let (rules, families) = (context.rule_names(), context.family_names());
    let message = match &mistake.problem {
        MistakeKind::Unknown { kind: NameKind::Rule, name, .. } if families.contains(&name.as_str()) => {
            format!("`{name}` is a family of rules, but levels are set for single rules, so this is ignored")
        }
        problem => problem.to_string(),
    };
    let finding = context.finding(mistake.span, message);
    match help(&mistake.problem, rules, families) {
        Some(help) => finding.help(help).report(),
        None => finding.help("Correct it or remove it").report(),
    }
}

fn help(problem: &MistakeKind, rules: &[&str], families: &[&str]) -> Option<String> {
    let list = |what: &str, names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        format!("Valid {what}: {}", names.join(", "))
    };
    match problem {
        MistakeKind::Syntax(_) => {
            Some("The readable part applies; later errors are not reported until this is fixed".to_owned())
        }
        MistakeKind::Unknown { kind, name, near, .. } => match kind {
            NameKind::Key if rules.contains(&name.as_str()) => {
                Some("Set the levels of rules below `[rules]`".to_owned())
            }
            NameKind::Rule if families.contains(&name.as_str()) => Some(format!(
                "Name its rules, which `envlint rules` lists, or use `--ignore {name}` on the command line"
            )),
            NameKind::Rule if OPTIONS.contains(&name.as_str()) => {
                Some(format!("Move `{name}` above `[rules]` and the other tables"))
            }
            NameKind::Rule if near.is_none() => Some("`envlint rules` lists all rules".to_owned()),
            NameKind::Level => Some(list("levels", &Level::NAMES)),
            NameKind::Platform => Some(list("platforms", &Platform::ALL.map(Platform::name))),
            NameKind::Severity => {
                Some(list("severities", &[Severity::Error, Severity::Warning, Severity::Info].map(Severity::name)))
            }
            NameKind::Format => Some(list("formats", &FORMATS)),
            NameKind::Diagnosis => Some(list("diagnoses", DIAGNOSES)),
            NameKind::Key | NameKind::Rule => None,
        },
        MistakeKind::NoFiles => Some("Add patterns: `files = [\"legacy/**\"]`".to_owned()),
        MistakeKind::Patterns { .. } => {
            Some("Combine patterns, as in `{a,b}/**`, or exclude a folder that contains them".to_owned())
        }
        MistakeKind::Type { .. } | MistakeKind::Pattern { .. } | MistakeKind::NoPlatform => None,
    }
}
