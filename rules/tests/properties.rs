//! Property tests: whatever a file contains, linting does not panic, and fixing keeps its promises.

#![cfg(test)]

#[path = "properties/aspects.rs"]
mod aspects;
#[path = "properties/examples.rs"]
mod examples;
#[path = "properties/files.rs"]
mod files;
#[path = "properties/halves.rs"]
mod halves;
#[path = "properties/layout.rs"]
mod layout;
#[path = "properties/settings.rs"]
mod settings;
#[path = "properties/values.rs"]
mod values;

use std::collections::BTreeSet;

use aspects::{is_subsequence, kept_comments, read_outside, skeleton, variables};
use envlint_core::document::{Document, DocumentId, SourceFile};
use envlint_core::finding::{Applicability, Change, Finding, Fix, Severity};
use envlint_core::fixer::FixResult;
use envlint_core::linter::Linter;
use envlint_core::rule::{Level, Options, Rule};
use envlint_core::text::{Span, apply};
use envlint_core::vscode::FileKind;
use files::{RandomFile, RandomFiles, any_file, dev_container_settings, folder, other, user};
use proptest::prelude::*;
use proptest::test_runner::Config;

/// Rules whose fixes change only text within strings.
const WITHIN_STRINGS: &[&str] = &[
    "deprecated-variable",
    "duplicate-path-entry",
    "empty-path-entry",
    "foreign-variable",
    "hardcoded-home",
    "malformed-variable",
    "path-overwrite",
    "path-separator-variable",
    "shell-variable",
    "unexpanded-tilde",
    "unresolvable-variable",
    "unsupported-variable",
    "wrong-path-separator",
];

fn documents(files: &[RandomFile]) -> Vec<Document> {
    let parse = |file: &RandomFile| {
        let kind = FileKind::of_path(file.path).unwrap();
        Document::parse(SourceFile { path: file.path.to_owned(), text: file.text.clone(), kind })
    };
    files.iter().map(parse).collect()
}

/// A linter that runs `rules`, including those that are off by default.
fn linter(rules: Vec<&'static dyn Rule>) -> Linter {
    let levels = rules.iter().map(|rule| (rule.meta().name.to_owned(), Level::On)).collect();
    Linter::new(rules, Options { levels, ..Options::default() })
}

/// The documents after `rules` have fixed them, and the result of fixing.
fn fix(before: &[Document], rules: Vec<&'static dyn Rule>, limit: Applicability) -> (Vec<Document>, FixResult) {
    let fixed = linter(rules).fix(before, limit, |_| true);
    let after = before.iter().enumerate().map(|(index, document)| {
        let text = fixed.changed.get(&DocumentId(index)).unwrap_or(document).text();
        document.with_text(text.to_owned())
    });
    (after.collect(), fixed)
}

/// Checks the promises of fixing with any `rules`: it terminates, each result was proved, nothing outside the edits
/// changes, and fixing again changes nothing.
fn check_fixed(
    before: &[Document],
    rules: &[&'static dyn Rule],
    limit: Applicability,
) -> Result<FixResult, TestCaseError> {
    check_rounds(before, rules, limit, 3)
}

/// If one round has more to fix than its passes allow, the command says so, and the next round continues. After
/// `rounds` rounds, nothing may be left.
fn check_rounds(
    before: &[Document],
    rules: &[&'static dyn Rule],
    limit: Applicability,
    rounds: u32,
) -> Result<FixResult, TestCaseError> {
    let (after, fixed) = fix(before, rules.to_vec(), limit);
    let names =
        |refused: &FixResult| refused.refused.iter().map(|(_, rule, why)| (rule.name, why.clone())).collect::<Vec<_>>();
    prop_assert!(fixed.refused.is_empty(), "refused: {:?}", names(&fixed));
    if fixed.unfinished {
        let applied: Vec<&str> = fixed.applied.iter().map(|(_, rule)| rule.name).collect();
        prop_assert!(rounds > 1, "unfinished: {applied:?}");
        return check_rounds(&after, rules, limit, rounds - 1);
    }
    let is_barred = |finding: &&Finding| fixed.barred.contains(&(finding.document, finding.rule));
    let open = fixed.findings.iter().filter(|finding| !is_barred(finding));
    let left = open.filter_map(|finding| finding.fix()).find(|fix| fix.applicability <= limit);
    prop_assert!(left.is_none(), "left: {left:?}");
    let old = problems(&linter(rules.to_vec()).lint(before));
    let new = problems(&fixed.findings);
    prop_assert!(new.0 <= old.0 && new.1 <= old.1, "from {old:?} to {new:?}: {:?}", after);
    for (index, (old, new)) in before.iter().zip(&after).enumerate() {
        prop_assert!(new.errors().is_empty(), "{:?}", new.text());
        let comments = (kept_comments(old.text()), kept_comments(new.text()));
        prop_assert!(is_subsequence(&comments.1, &comments.0), "{comments:?}");
        let mut applied = fixed.applied.iter().filter(|(document, _)| document.0 == index);
        if applied.all(|(_, rule)| WITHIN_STRINGS.contains(&rule.name)) {
            prop_assert_eq!(skeleton(old), skeleton(new));
        }
    }
    let (_, again) = fix(&after, rules.to_vec(), limit);
    let texts: Vec<&str> = after.iter().map(Document::text).collect();
    prop_assert!(again.applied.is_empty(), "fixing {texts:?} again applies {:?}", again.applied);
    Ok(fixed)
}

/// The number of errors, and of errors and warnings.
fn problems(findings: &[Finding]) -> (usize, usize) {
    let count = |least| findings.iter().filter(|finding| finding.severity >= least).count();
    (count(Severity::Error), count(Severity::Warning))
}

/// The values that a finding with a fix leaves in the file, changed or copied.
fn touched(finding: &Finding) -> Vec<Span> {
    let fix = finding.fix().filter(|fix| fix.applicability < Applicability::Display);
    let of = |change: &Change| match change {
        Change::Value(span) => Some(*span),
        Change::Added(..) => Some(finding.span),
        _ => None,
    };
    fix.into_iter().flat_map(|fix| fix.change.parts().filter_map(of)).collect()
}

fn check_all_rules(before: &[Document]) -> Result<(), TestCaseError> {
    for limit in [Applicability::Safe, Applicability::Unsafe] {
        check_fixed(before, &envlint_rules::all(), limit)?;
    }
    Ok(())
}

/// A fix that leaves another problem in a value would hide half of it or spread it.
fn check_no_fix_leaves_another_problem(before: &[Document]) -> Result<(), TestCaseError> {
    let findings = linter(envlint_rules::all()).lint(before);
    for finding in &findings {
        let applicability = finding.fix().map(|fix| fix.applicability);
        for span in touched(finding) {
            let others = findings.iter().filter(|other| {
                other.severity >= Severity::Warning
                    && other.document == finding.document
                    && span.contains(other.span)
                    && !std::ptr::eq(*other, finding)
            });
            for other in others {
                let theirs = other.fix().map(|fix| fix.applicability);
                prop_assert!(
                    theirs.is_some_and(|theirs| Some(theirs) <= applicability),
                    "{} has a fix, and {} has none for {}",
                    finding.rule.name,
                    other.rule.name,
                    span.of(before[finding.document.0].text())
                );
            }
        }
    }
    Ok(())
}

/// An editor applies one fix at a time, so each of them must be an improvement by itself. A fix that makes VS Code read
/// a setting again, such as one of its key, may bring the problems of its value to light.
fn check_each_fix(before: &[Document]) -> Result<(), TestCaseError> {
    let all = linter(envlint_rules::all());
    let findings = all.lint(before);
    let old = problems(&findings);
    for finding in &findings {
        let text = before[finding.document.0].text();
        // The problems of a number come to light once it is a string.
        let is_of_string = |change: &Change| matches!(change, Change::Value(span) if span.of(text).starts_with('"'));
        let is_of_value = |fix: &&Fix| fix.change.parts().all(is_of_string);
        let offered = finding.fix().filter(|fix| fix.applicability < Applicability::Display);
        let Some(fix) = offered.filter(is_of_value) else { continue };
        let mut after: Vec<Document> =
            before.iter().map(|document| document.with_text(document.text().to_owned())).collect();
        let fixed = &mut after[finding.document.0];
        *fixed = fixed.with_text(apply(fixed.text(), &fix.edits).unwrap());
        let new = problems(&all.lint(&after));
        prop_assert!(
            new.0 <= old.0 && new.1 <= old.1,
            "the fix of {} leads from {old:?} to {new:?}: {}",
            finding.rule.name,
            after[finding.document.0].text()
        );
    }
    Ok(())
}

fn check_says_what_to_do(before: &[Document]) -> Result<(), TestCaseError> {
    for finding in linter(envlint_rules::all()).lint(before) {
        let says_what_to_do = finding.fix().is_some() || finding.help.is_some();
        prop_assert!(
            says_what_to_do || finding.severity == Severity::Info,
            "{}: {}",
            finding.rule.name,
            finding.message
        );
    }
    Ok(())
}

/// The rules that can fix something in `before`, perhaps only after other rules have fixed theirs.
fn fixing_rules(before: &[Document]) -> Vec<&'static dyn Rule> {
    let all = envlint_rules::all();
    let fixed = linter(all.clone()).fix(before, Applicability::Unsafe, |_| true);
    let found = linter(all.clone()).lint(before);
    let offering = found.iter().filter(|finding| finding.fix().is_some()).map(|finding| finding.rule.name);
    let names: BTreeSet<&str> = fixed.applied.iter().map(|(_, rule)| rule.name).chain(offering).collect();
    all.into_iter().filter(|rule| names.contains(rule.meta().name)).collect()
}

fn config(cases: u32) -> Config {
    let default = Config::default();
    // `PROPTEST_CASES` can ask for more.
    Config { cases: default.cases.max(cases), failure_persistence: None, ..default }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn fixing_one_file_keeps_its_promises(file in any_file()) {
        check_all_rules(&documents(&[file]))?;
    }

    #[test]
    fn fixing_all_files_of_a_window_keeps_its_promises(user in user(), folder in folder(), other in other()) {
        check_all_rules(&documents(&[user, folder, other]))?;
    }

    #[test]
    fn no_fix_leaves_another_problem_in_its_value(file in any_file()) {
        check_no_fix_leaves_another_problem(&documents(&[file]))?;
    }

    #[test]
    fn each_fix_by_itself_is_an_improvement(user in user(), folder in folder(), other in any_file()) {
        check_each_fix(&documents(&[user, folder, other]))?;
    }

    #[test]
    fn every_error_and_warning_has_a_fix_or_help(user in user(), folder in folder(), other in any_file()) {
        check_says_what_to_do(&documents(&[user, folder, other]))?;
    }

    /// An inserted reference would be read on the host, which is never intended.
    #[test]
    fn no_fix_adds_a_reference_to_settings_that_are_read_on_the_host_first(file in dev_container_settings()) {
        let before = documents(&[file]);
        let (after, _) = fix(&before, envlint_rules::all(), Applicability::Unsafe);
        prop_assert!(read_outside(&after[0]) <= read_outside(&before[0]), "{}", after[0].text());
    }

    #[test]
    fn removing_duplicates_changes_no_variable(file in any_file()) {
        let rule = envlint_rules::find("duplicate-key").unwrap();
        let before = documents(&[file]);
        let (after, fixed) = fix(&before, vec![rule], Applicability::Unsafe);
        // The proof would stop a fix that removes the wrong one.
        prop_assert!(fixed.refused.is_empty(), "{}", before[0].text());
        prop_assert_eq!(variables(&before[0]), variables(&after[0]), "{}", after[0].text());
    }

    #[test]
    fn suppressed_findings_are_not_fixed(file in any_file()) {
        let all = envlint_rules::all();
        let names: Vec<&str> = all.iter().map(|rule| rule.meta().name).collect();
        let text = format!("// envlint-disable {}\n{}", names.join(", "), file.text.trim_start_matches('\u{feff}'));
        let before = documents(&[RandomFile { text, ..file }]);
        let (after, fixed) = fix(&before, all, Applicability::Unsafe);
        prop_assert!(fixed.findings.is_empty() && fixed.refused.is_empty(), "{:?}", fixed.findings);
        prop_assert_eq!(after[0].text(), before[0].text());
    }

    #[test]
    fn without_an_unused_suppression_everything_else_is_found_as_before(file in any_file()) {
        let others = |document: &Document| -> Vec<(&str, String)> {
            let findings = linter(envlint_rules::all()).lint(&[document]).into_iter();
            let others = findings.filter(|finding| finding.rule.family != envlint_rules::housekeeping::FAMILY);
            others.map(|finding| (finding.rule.name, finding.message)).collect()
        };
        let before = &documents(&[file])[0];
        for finding in linter(envlint_rules::all()).lint(&[before]) {
            if let Some(fix) = finding.fix().filter(|_| finding.rule.name == "unused-suppression") {
                let after = before.with_text(apply(before.text(), &fix.edits).unwrap());
                prop_assert_eq!(others(before), others(&after), "{}", after.text());
            }
        }
    }

    #[test]
    fn any_text_can_be_linted_and_one_with_a_syntax_error_is_left_alone(
        file in any_file(), text in prop_oneof![any::<String>(), "[{}\\[\\]\":,/* \\\\\r\na\u{feff}]{0,40}"],
    ) {
        let before = documents(&[RandomFile { text, ..file }]);
        let has_error = !before[0].errors().is_empty();
        let (after, fixed) = fix(&before, envlint_rules::all(), Applicability::Unsafe);
        prop_assert!(!has_error || fixed.findings.iter().any(|finding| finding.rule.name == "syntax-error"));
        prop_assert!(!has_error || after[0].text() == before[0].text());
    }

    /// What VS Code makes of an error is not reported as another mistake.
    #[test]
    fn a_syntax_error_brings_no_other_finding_to_light(
        file in any_file(), at in any::<prop::sample::Index>(), change in "[{}\\[\\]\":,'x]?", length in 0..3_usize,
    ) {
        let found = |document: &Document| -> BTreeSet<(&str, String)> {
            let findings = linter(envlint_rules::all()).lint(&[document]).into_iter();
            findings.map(|finding| (finding.rule.name, finding.message)).collect()
        };
        let before = &documents(&[file])[0];
        let mut characters: Vec<char> = before.text().chars().collect();
        let at = at.index(characters.len());
        let end = characters.len().min(at + length);
        characters.splice(at..end, change.chars());
        let after = before.with_text(characters.into_iter().collect());
        if before.errors().is_empty() && !after.errors().is_empty() {
            let new: Vec<_> = found(&after).difference(&found(before)).filter(|(rule, _)| *rule != "syntax-error").cloned().collect();
            prop_assert!(new.is_empty(), "{:?}\n{}", new, after.text());
        }
    }

    #[test]
    fn a_file_with_a_letter_missing_is_linted_and_keeps_its_text_if_it_does_not_parse(
        file in any_file(), cut in any::<prop::sample::Index>(),
    ) {
        let mut characters: Vec<char> = file.text.chars().collect();
        characters.remove(cut.index(characters.len()));
        let before = documents(&[RandomFile { text: characters.into_iter().collect(), ..file }]);
        let has_error = !before[0].errors().is_empty();
        let (after, fixed) = fix(&before, envlint_rules::all(), Applicability::Unsafe);
        prop_assert!(!has_error || after[0].text() == before[0].text());
        prop_assert!(fixed.refused.is_empty() && !fixed.unfinished, "{:?}", fixed);
    }
}

proptest! {
    #![proptest_config(config(200))]

    /// Rules do not conflict in pairs. Only pairs that can fix something in the files are tested; the others do
    /// nothing.
    #[test]
    fn any_two_rules_keep_the_promises_together(
        files in prop_oneof![any_file().prop_map(|file| vec![file]), (user(), folder()).prop_map(|(a, b)| vec![a, b])],
    ) {
        let files: RandomFiles = files;
        let before = documents(&files);
        let rules = fixing_rules(&before);
        for (index, first) in rules.iter().enumerate() {
            for second in rules.iter().skip(index + 1) {
                for limit in [Applicability::Safe, Applicability::Unsafe] {
                    check_fixed(&before, &[*first, *second], limit).map_err(|error| {
                        TestCaseError::fail(format!("{} and {}: {error}", first.meta().name, second.meta().name))
                    })?;
                }
            }
        }
    }
}
