//! Guards: whatever a file holds, linting does not panic, and fixing keeps its promises.

#![cfg(test)]

#[path = "properties/files.rs"]
mod files;

use std::collections::BTreeSet;

use envlint_rules::core::document::{Document, DocumentId, Source};
use envlint_rules::core::env::{Reading, Site};
use envlint_rules::core::finding::Applicability;
use envlint_rules::core::fixer::Fixed;
use envlint_rules::core::jsonc::{Value, comments};
use envlint_rules::core::linter::Linter;
use envlint_rules::core::rule::{Options, Rule};
use envlint_rules::core::text::{Span, apply};
use envlint_rules::core::vscode::FileKind;
use files::settings;
use proptest::prelude::*;
use proptest::test_runner::Config;

const PATHS: [&str; 2] = ["Code/User/settings.json", ".vscode/settings.json"];

/// Rules whose fixes change text within strings and nothing else.
const WITHIN_STRINGS: &[&str] = &[
    "empty-path-entry",
    "malformed-variable",
    "path-overwrite",
    "path-separator-variable",
    "shell-variable",
    "unresolvable-variable",
    "unsupported-variable",
    "wrong-path-separator",
];

fn documents(texts: &[String]) -> Vec<Document> {
    let parse = |(path, text): (&&str, &String)| {
        let kind = FileKind::of_path(path).unwrap();
        Document::parse(Source { path: (*path).to_owned(), text: text.clone(), kind })
    };
    PATHS.iter().zip(texts).map(parse).collect()
}

fn linter(rules: Vec<&'static dyn Rule>) -> Linter {
    Linter::new(rules, Options::default())
}

fn comment_texts(text: &str) -> Vec<&str> {
    comments(text, Span::new(0, text.len() as u32)).iter().map(|comment| comment.span.of(text)).collect()
}

/// The comments that no fix may change.
fn kept_comments(text: &str) -> Vec<&str> {
    comment_texts(text).into_iter().filter(|comment| !comment.contains("envlint-")).collect()
}

fn is_subsequence(part: &[&str], whole: &[&str]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|wanted| rest.any(|found| found == wanted))
}

/// The text without what stands inside its string values: tokens, keys, comments, blanks and line ends remain.
fn skeleton(document: &Document) -> String {
    fn strings(value: Value<'_>, spans: &mut Vec<Span>) {
        if value.string().is_some() {
            spans.push(value.span());
        }
        value.members().map(|member| member.value).chain(value.elements()).for_each(|inner| strings(inner, spans));
    }
    let mut spans = Vec::new();
    document.root().into_iter().for_each(|root| strings(root, &mut spans));
    let starts = spans.iter().map(|span| span.start as usize).chain([document.text().len()]);
    let ends = [0].into_iter().chain(spans.iter().map(|span| span.end as usize));
    ends.zip(starts).map(|(end, start)| &document.text()[end..start]).collect::<Vec<_>>().join("\"\"")
}

/// Every variable that VS Code reads from the file: the setting, its name, its value as written.
fn variables(document: &Document) -> BTreeSet<(String, String, &str)> {
    let reading = Reading::new(DocumentId(0), document);
    let variable =
        |site: &Site<'_>| (site.setting.clone(), site.variable.to_string(), site.value_span().of(document.text()));
    reading.sites.iter().map(variable).collect()
}

/// The documents after fixing, and what fixing came to.
fn fix(before: &[Document], limit: Applicability) -> (Vec<Document>, Fixed) {
    let fixed = linter(envlint_rules::all()).fix(before, limit, |_| true);
    let text = |(index, document): (usize, &Document)| {
        fixed.changed.get(&DocumentId(index)).unwrap_or(document).text().to_owned()
    };
    let texts: Vec<String> = before.iter().enumerate().map(text).collect();
    (documents(&texts), fixed)
}

fn check_fixed(texts: &[String], limit: Applicability) -> Result<(), TestCaseError> {
    let before = documents(texts);
    let (after, fixed) = fix(&before, limit);
    prop_assert!(fixed.refused.is_empty(), "refused: {:?}", fixed.refused);
    prop_assert!(!fixed.unfinished, "unfinished: {:?}", fixed.applied);
    let left = fixed.findings.iter().filter_map(|finding| finding.fix.as_ref()).find(|fix| fix.applicability <= limit);
    prop_assert!(left.is_none(), "left: {left:?}");
    for (index, (old, new)) in before.iter().zip(&after).enumerate() {
        prop_assert!(new.syntax_error().is_none(), "{:?}", new.text());
        let comments = (kept_comments(old.text()), kept_comments(new.text()));
        prop_assert!(is_subsequence(&comments.1, &comments.0), "{comments:?}");
        let mut applied = fixed.applied.iter().filter(|(document, _)| document.0 == index);
        if applied.all(|(_, rule)| WITHIN_STRINGS.contains(&rule.name)) {
            prop_assert_eq!(skeleton(old), skeleton(new));
        }
    }
    let (_, again) = fix(&after, limit);
    prop_assert!(again.applied.is_empty(), "fixing {after:?} again applies {:?}", again.applied);
    Ok(())
}

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn fixing_one_file_keeps_its_promises(user in settings()) {
        check_fixed(std::slice::from_ref(&user), Applicability::Safe)?;
        check_fixed(&[user], Applicability::Unsafe)?;
    }

    #[test]
    fn fixing_two_layers_keeps_its_promises(user in settings(), folder in settings()) {
        let both = [user, folder];
        check_fixed(&both, Applicability::Safe)?;
        check_fixed(&both, Applicability::Unsafe)?;
    }

    #[test]
    fn removing_duplicates_changes_no_variable(text in settings()) {
        let rule = envlint_rules::find("duplicate-key").unwrap();
        let before = documents(&[text]);
        let fixed = linter(vec![rule]).fix(&before, Applicability::Unsafe, |_| true);
        let after = fixed.changed.get(&DocumentId(0)).unwrap_or(&before[0]);
        prop_assert_eq!(variables(&before[0]), variables(after), "{}", after.text());
    }

    #[test]
    fn what_is_suppressed_stays_as_it_is(text in settings()) {
        let all = envlint_rules::all();
        let names: Vec<&str> = all.iter().map(|rule| rule.meta().name).collect();
        let text = format!("// envlint-disable {}\n{}", names.join(", "), text.trim_start_matches('\u{feff}'));
        let (after, fixed) = fix(&documents(std::slice::from_ref(&text)), Applicability::Unsafe);
        prop_assert!(fixed.findings.is_empty() && fixed.refused.is_empty(), "{:?}", fixed.findings);
        prop_assert_eq!(after[0].text(), text);
    }

    #[test]
    fn without_an_unused_suppression_everything_else_is_found_as_before(text in settings()) {
        let others = |document: &Document| -> Vec<(&str, String)> {
            let findings = linter(envlint_rules::all()).lint(&[document]).into_iter();
            let others = findings.filter(|finding| finding.rule.family != "housekeeping");
            others.map(|finding| (finding.rule.name, finding.message)).collect()
        };
        let before = &documents(std::slice::from_ref(&text))[0];
        for finding in linter(envlint_rules::all()).lint(&[before]) {
            if let Some(fix) = finding.fix.filter(|_| finding.rule.name == "unused-suppression") {
                let after = before.with_text(apply(&text, &fix.edits).unwrap());
                prop_assert_eq!(others(before), others(&after), "{}", after.text());
            }
        }
    }

    #[test]
    fn any_text_can_be_linted_and_one_with_a_syntax_error_is_left_alone(
        text in prop_oneof![any::<String>(), "[{}\\[\\]\":,/* \\\\\r\na\u{feff}]{0,40}"],
    ) {
        let before = documents(std::slice::from_ref(&text));
        let has_error = before[0].syntax_error().is_some();
        let (after, fixed) = fix(&before, Applicability::Unsafe);
        prop_assert!(!has_error || fixed.findings.iter().map(|finding| finding.rule.name).eq(["syntax-error"]));
        prop_assert!(!has_error || after[0].text() == text);
    }

    #[test]
    fn a_file_with_a_letter_missing_is_linted_and_keeps_its_text_if_it_does_not_parse(
        text in settings(), cut in any::<prop::sample::Index>(),
    ) {
        let mut characters: Vec<char> = text.chars().collect();
        characters.remove(cut.index(characters.len()));
        let text: String = characters.into_iter().collect();
        let before = documents(std::slice::from_ref(&text));
        let has_error = before[0].syntax_error().is_some();
        let (after, fixed) = fix(&before, Applicability::Unsafe);
        prop_assert!(!has_error || after[0].text() == text);
        prop_assert!(fixed.refused.is_empty() && !fixed.unfinished, "{:?}", fixed);
    }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn any_two_rules_come_to_an_end_together(user in settings(), folder in settings()) {
        let (rules, texts) = (envlint_rules::all(), [user, folder]);
        for (index, first) in rules.iter().enumerate() {
            for second in rules.iter().skip(index + 1) {
                for limit in [Applicability::Safe, Applicability::Unsafe] {
                    let fixed = linter(vec![*first, *second]).fix(&documents(&texts), limit, |_| true);
                    let names = [first.meta().name, second.meta().name];
                    prop_assert!(!fixed.unfinished && fixed.refused.is_empty(), "{names:?}: {:?}", fixed.refused);
                }
            }
        }
    }
}
