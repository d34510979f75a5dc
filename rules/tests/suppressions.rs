//! Tests for suppression comments: which lines they cover, which findings they cause, and that fixes honor them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by it, also outside of its own function"
)]

use std::sync::Arc;

use envlint_core::document::{Document, DocumentId, SourceFile};
use envlint_core::finding::{Applicability, Finding, Severity};
use envlint_core::linter::Linter;
use envlint_core::rule::{Level, Options};
use envlint_core::vscode::{FileKind, Platform, Platforms};

const FOLDER: &str = "app/.vscode/settings.json";
const USER: &str = "/home/x/.config/Code/User/settings.json";

fn documents(files: &[(&str, &str)]) -> Vec<Document> {
    let parse = |(path, text): &(&str, &str)| {
        let kind = FileKind::of_path(path).unwrap();
        Document::parse(SourceFile { path: (*path).to_owned(), text: (*text).to_owned(), kind })
    };
    files.iter().map(parse).collect()
}

/// The rule and line of each finding.
fn places(findings: &[Finding], documents: &[Document]) -> Vec<String> {
    let place = |finding: &Finding| {
        let line = documents[finding.document.0].position(finding.span.start).line;
        format!("{}:{line}", finding.rule.name)
    };
    findings.iter().map(place).collect()
}

fn lint_with(options: Options, text: &str) -> Vec<String> {
    let documents = documents(&[(FOLDER, text)]);
    places(&Linter::new(envlint_rules::all(), options).lint(&documents), &documents)
}

fn lint(text: &str) -> Vec<String> {
    lint_with(Options::default(), text)
}

fn level(name: &str, level: Level) -> Options {
    Options { levels: [(name.to_owned(), level)].into(), ..Options::default() }
}

/// A line with a finding of `path-overwrite`.
const LOST: &str = r#""terminal.integrated.env.linux": { "PATH": "/x" }"#;

#[test]
fn a_comment_suppresses_only_findings_that_begin_in_its_lines() {
    let line = |comment: &str| lint(&format!("{{\n{LOST}, {comment}\n\"go.toolsEnvVars\": {{ \"PATH\": \"/y\" }}\n}}"));
    assert_eq!(line("// envlint-disable-line path-overwrite"), ["path-overwrite:3"]);
    assert_eq!(line("// envlint-disable-next-line path-overwrite"), ["path-overwrite:2"]);
    assert_eq!(line("/* envlint-disable-line path-overwrite */ // envlint-disable-next-line path-overwrite"), [""; 0]);
    assert_eq!(
        line("// envlint-disable-line syntax-error"),
        ["path-overwrite:2", "unused-suppression:2", "path-overwrite:3"]
    );
}

#[test]
fn a_comment_suppresses_window_findings_only_in_its_own_file() {
    let entry = |comment: &str| format!("{{\n\"go.toolsEnvVars\": {{ {comment}\n\"GOFLAGS\": \"-x\" }} }}");
    let (plain, covered) = (entry(""), entry("// envlint-disable-next-line go-tools-env-shadowed"));
    let found = |user: &str, folder: &str| {
        let documents = documents(&[(USER, user), (FOLDER, &folder.replace("-x", "-y"))]);
        places(&Linter::new(envlint_rules::all(), Options::default()).lint(&documents), &documents)
    };
    assert_eq!(found(&plain, &plain), ["go-tools-env-shadowed:3"]);
    assert_eq!(found(&covered, &plain), [""; 0]);
    assert_eq!(found(&plain, &covered), ["go-tools-env-shadowed:3"], "the finding is in the other file");
}

#[test]
fn unused_ones_are_reported_only_if_their_rule_could_have_found_something() {
    let unused = "{\n\"a\": 1 // envlint-disable-line path-overwrite, duplicate-key\n}";
    assert_eq!(lint(unused), ["unused-suppression:2"]);
    assert_eq!(lint_with(level("path-overwrite", Level::Off), unused), [""; 0]);
    assert_eq!(lint_with(level("path-overwrite", Level::As(Severity::Info)), unused), ["unused-suppression:2"]);
    assert_eq!(lint_with(level("unused-suppression", Level::Off), unused), [""; 0]);
    assert_eq!(
        lint(&unused.replace("path-overwrite", "missing-login-shell")),
        [""; 0],
        "the rule depends on other files"
    );
    assert_eq!(lint(&unused.replacen('1', "1 1", 1)), ["syntax-error:2"]);
}

#[test]
fn suppressions_for_another_platform_are_not_unused() {
    let options = || Options { platforms: Platforms::only(Platform::Windows), ..Options::default() };
    let comment = "// envlint-disable-line path-overwrite";
    assert_eq!(lint_with(options(), &format!("{{\n{LOST} {comment}\n}}")), [""; 0]);
    assert_eq!(lint_with(options(), &format!("{{\n\"a\": 1 {comment}\n}}")), ["unused-suppression:2"]);
}

#[test]
fn each_file_uses_its_own_options() {
    let text =
        "{\n\"terminal.integrated.env.linux\": { \"PATH\": \"/x\" } // envlint-disable-line path-separator-variable\n}";
    let documents = documents(&[(FOLDER, text), ("lib/.vscode/settings.json", text)]);
    let other = Options {
        levels: [
            ("path-overwrite".to_owned(), Level::As(Severity::Info)),
            ("path-separator-variable".to_owned(), Level::Off),
        ]
        .into(),
        ..Options::default()
    };
    let linter =
        Linter::new(envlint_rules::all(), Options::default()).with_options_of(documents[1].path(), Arc::new(other));
    let found = linter.lint(&documents);
    assert_eq!(places(&found, &documents), ["path-overwrite:2", "unused-suppression:2", "path-overwrite:2"]);
    let severities: Vec<Severity> = found.iter().map(|finding| finding.severity).collect();
    assert_eq!(severities, [Severity::Error, Severity::Warning, Severity::Info]);
}

#[test]
fn a_syntax_error_can_be_suppressed() {
    assert_eq!(lint("// envlint-disable syntax-error -- a template\n{ \"a\": 1 \"b\" }"), [""; 0]);
    assert_eq!(lint("{\n\"a\": 1 \"b\" // envlint-disable-line syntax-error\n}"), [""; 0]);
    assert_eq!(lint("// envlint-disable nonsense, path-overwrite\n{"), ["syntax-error:2"], "nothing else is reported");
}

/// A finding about a suppression can be suppressed in turn, and this terminates.
#[test]
fn suppressions_of_suppressions_terminate() {
    let unused = "{\n\"a\": 1 // envlint-disable-line path-overwrite\n}";
    for head in
        ["unused-suppression", "unused-suppression, invalid-suppression", "invalid-suppression, unused-suppression"]
    {
        assert_eq!(lint(&format!("// envlint-disable {head}\n{unused}")), [""; 0], "{head}");
    }
    assert_eq!(
        lint("// envlint-disable unused-suppression\n{}"),
        [""; 0],
        "the rule does not know whether its own name is used"
    );
    assert_eq!(lint("// envlint-disable invalid-suppression\n{}"), ["unused-suppression:1"]);
    assert_eq!(lint("// envlint-disable invalid-suppression\n{} // envlint-disable-line x"), [""; 0]);
    assert_eq!(lint("{} // envlint-disable-line path-overwrite, unused-suppression"), [""; 0]);
    assert_eq!(lint("{} // envlint-disable-line x, invalid-suppression"), [""; 0]);
}

#[test]
fn suppressed_findings_are_not_fixed() {
    let text = format!(
        "{{\n// envlint-disable-next-line path-overwrite\n{LOST},\n\"terminal.integrated.env.osx\": {{ \"PATH\": \"/y\" }} }}"
    );
    let documents = documents(&[(FOLDER, &text)]);
    let fixed = Linter::new(envlint_rules::all(), Options::default()).fix(&documents, Applicability::Unsafe, |_| true);
    assert_eq!(fixed.changed[&DocumentId(0)].text(), text.replace("/y", "/y:${env:PATH}"));
    let is_left = fixed.findings.iter().any(|finding| finding.severity > Severity::Info);
    assert!(!is_left && fixed.refused.is_empty(), "{:?}", fixed.findings);
}

#[test]
fn a_suppression_that_a_fix_makes_unused_is_removed_too() {
    let text = "{\n\"a\": 1,\n\"a\": 1, // envlint-disable-line duplicate-key\n\"a\": 1 // envlint-disable-line shell-variable\n}";
    let documents = documents(&[(FOLDER, text)]);
    let fixed = Linter::new(envlint_rules::all(), Options::default()).fix(&documents, Applicability::Safe, |_| true);
    // The first duplicate is removed. The second stays as it is, and so does the comment that suppresses it.
    let wanted = "{\n\"a\": 1, // envlint-disable-line duplicate-key\n\"a\": 1\n}";
    assert_eq!(fixed.changed[&DocumentId(0)].text(), wanted);
    assert!(fixed.findings.is_empty() && fixed.refused.is_empty() && !fixed.unfinished, "{:?}", fixed.refused);
}
