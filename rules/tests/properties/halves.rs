//! Values with two defects: fixing cures both, or something is still reported.

use envlint_core::finding::{Applicability, Finding, Severity};
use proptest::prelude::*;
use proptest::sample::select;

use super::{RandomFile, config, documents, fix, linter};

/// A change that makes a healthy list wrong.
#[derive(Clone, Copy, Debug)]
struct Defect {
    from: &'static str,
    to: &'static str,
    /// Text that shows that the defect is still there. No healthy list contains it.
    trace: &'static str,
}

const fn defect(from: &'static str, to: &'static str, trace: &'static str) -> Defect {
    Defect { from, to, trace }
}

/// A list without defects.
#[derive(Clone, Copy, Debug)]
struct Healthy {
    path: &'static str,
    /// The file, with `VALUE` in place of the list.
    text: &'static str,
    value: &'static str,
}

const SETTINGS: &str = ".vscode/settings.json";
const HEALTHY: &[Healthy] = &[
    Healthy {
        path: SETTINGS,
        text: r#"{ "terminal.integrated.env.linux": { "PATH": "VALUE" } }"#,
        value: "/opt/a/bin:/opt/b/bin:${env:PATH}",
    },
    Healthy {
        path: SETTINGS,
        text: r#"{ "terminal.integrated.env.osx": { "PATH": "VALUE" } }"#,
        value: "${env:PATH}:/opt/a/bin:/opt/b/bin",
    },
    Healthy {
        path: SETTINGS,
        text: r#"{ "terminal.integrated.env.linux": { "PYTHONPATH": "VALUE" } }"#,
        value: "/opt/a/bin:/opt/b/bin:${env:PATH}",
    },
    Healthy {
        path: SETTINGS,
        text: r#"{ "go.toolsEnvVars": { "PATH": "VALUE" } }"#,
        value: "/opt/a/bin:/opt/b/bin:${env:PATH}",
    },
    Healthy {
        path: ".vscode/tasks.json",
        text: r#"{ "version": "2.0.0", "tasks": [{ "label": "a", "options": { "env": { "PATH": "VALUE" } } }] }"#,
        value: "${env:PATH}",
    },
    Healthy {
        path: ".vscode/launch.json",
        text: r#"{ "configurations": [{ "name": "a", "type": "node", "linux": { "env": { "PATH": "VALUE" } } }] }"#,
        value: "/opt/b/bin:${env:PATH}",
    },
];

const DEFECTS: &[Defect] = &[
    defect("${env:PATH}", "$PATH", "$PATH"),
    defect("${env:PATH}", "${PATH}", "${PATH}"),
    defect("${env:PATH}", "$PATH$", "$PATH"),
    defect("${env:PATH}", "${env.PATH}", "${env.PATH}"),
    defect("${env:PATH}", "${env:PATH};", ";"),
    defect("${env:PATH}", "$PATH;", ";"),
    defect("${env:PATH}", "${PATH};", ";"),
    defect("/opt/a/bin:", "/opt/a/bin;", ";"),
    defect("/opt/a/bin", "C:\\\\a\\\\bin", "C:"),
    defect("/opt/b/bin", "~/b/bin", "~"),
    defect("/opt/b/bin", "b/bin", ":b/bin"),
    defect("/opt/b/bin", ":/opt/b/bin", "::"),
];

fn file(healthy: Healthy, defects: &[Defect]) -> RandomFile {
    let value =
        defects.iter().fold(healthy.value.to_owned(), |value, defect| value.replacen(defect.from, defect.to, 1));
    RandomFile { path: healthy.path, text: healthy.text.replace("VALUE", &value) }
}

fn has_problem(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity >= Severity::Warning)
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn no_half_cured_value_is_silent(
        healthy in select(HEALTHY), first in select(DEFECTS), second in select(DEFECTS),
    ) {
        // Each is a defect by itself, for this variable.
        let is_found = |defect: &Defect| has_problem(&linter(envlint_rules::all()).lint(&documents(&[file(healthy, &[*defect])])));
        let defects: Vec<Defect> = [first, second].into_iter().filter(is_found).collect();
        let before = documents(&[file(healthy, &[first, second])]);
        for limit in [Applicability::Safe, Applicability::Unsafe] {
            let (after, fixed) = fix(&before, envlint_rules::all(), limit);
            let left = defects.iter().find(|defect| after[0].text().contains(defect.trace));
            let applied: Vec<&str> = fixed.applied.iter().map(|(_, rule)| rule.name).collect();
            let is_silent = left.is_some() && !applied.is_empty() && !has_problem(&fixed.findings);
            prop_assert!(!is_silent, "{left:?} in {} after {applied:?}", after[0].text());
        }
    }
}
