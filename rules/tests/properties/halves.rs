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

/// Lists: their settings, variables and values.
const HEALTHY: &[(&str, &str, &str)] = &[
    ("terminal.integrated.env.linux", "PATH", "/opt/a/bin:/opt/b/bin:${env:PATH}"),
    ("terminal.integrated.env.osx", "PATH", "${env:PATH}:/opt/a/bin:/opt/b/bin"),
    ("terminal.integrated.env.linux", "PYTHONPATH", "/opt/a/bin:/opt/b/bin:${env:PATH}"),
    ("go.toolsEnvVars", "PATH", "/opt/a/bin:/opt/b/bin:${env:PATH}"),
];

const DEFECTS: &[Defect] = &[
    defect("${env:PATH}", "$PATH", "$PATH"),
    defect("${env:PATH}", "${PATH}", "${PATH}"),
    defect("${env:PATH}", "$PATH$", "$PATH"),
    defect("${env:PATH}", "${env.PATH}", "${env.PATH}"),
    defect("${env:PATH}", "${env:PATH};", ";"),
    defect("/opt/a/bin:", "/opt/a/bin;", ";"),
    defect("/opt/a/bin", "C:\\\\a\\\\bin", "C:"),
    defect("/opt/b/bin", "~/b/bin", "~"),
    defect("/opt/b/bin", "b/bin", ":b/bin"),
    defect("/opt/b/bin", ":/opt/b/bin", "::"),
];

fn file((key, variable, healthy): (&str, &str, &str), defects: &[Defect]) -> RandomFile {
    let value = defects.iter().fold(healthy.to_owned(), |value, defect| value.replacen(defect.from, defect.to, 1));
    let text = format!("{{\n  \"editor.tabSize\": 2,\n  \"{key}\": {{ \"{variable}\": \"{value}\" }}\n}}\n");
    RandomFile { path: ".vscode/settings.json", text }
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
