//! Tests for `.env` files: which findings are reported, and when.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by it, also outside of its own function"
)]

use std::sync::Arc;

use envlint_core::document::{Document, DocumentId, SourceFile};
use envlint_core::finding::{Applicability, Finding};
use envlint_core::linter::Linter;
use envlint_core::rule::{Level, Options};
use envlint_core::vscode::{FileKind, Platform, Platforms};
use proptest::prelude::*;

const LAUNCH: &str = "app/.vscode/launch.json";
const SETTINGS: &str = "app/.vscode/settings.json";

fn document(path: &str, text: &str) -> Document {
    let kind = FileKind::of_path(path).unwrap_or(FileKind::EnvFile);
    Document::parse(SourceFile { path: path.to_owned(), text: text.to_owned(), kind })
}

fn linter() -> Linter {
    Linter::new(envlint_rules::all(), Options::default())
}

fn named_by(kind: &str) -> String {
    format!(
        r#"{{"configurations": [{{"name": "x", "type": "{kind}", "request": "launch", "envFile": "${{workspaceFolder}}/.env"}}]}}"#
    )
}

fn lint(files: &[(&str, &str)]) -> Vec<Finding> {
    let documents: Vec<Document> = files.iter().map(|(path, text)| document(path, text)).collect();
    linter().lint(&documents)
}

#[test]
fn the_linter_says_which_files_it_wants() {
    let launch = r#"{"configurations": [
        {"type": "go", "request": "launch", "envFile": ["${workspaceFolder}/.env", "b.env", "../c.env", "/d.env", "${env:X}/e.env"]},
        {"type": "node", "request": "launch", "envFile": "${workspaceRoot}/./x/../f.env"},
        {"type": "node", "request": "launch", "envFile": ["${workspaceFolder}/g.env"]},
        {"type": "debugpy", "request": "attach", "envFile": "${workspaceFolder}/h.env"}
    ]}"#;
    let settings = r#"{"deno.envFile": "i.env", "python": {"envFile": "${workspaceFolder}/j.env"}}"#;
    let user = r#"{"go.testEnvFile": "${workspaceFolder}/k.env"}"#;
    let documents =
        [document(LAUNCH, launch), document(SETTINGS, settings), document("/home/x/Code/User/settings.json", user)];
    let wanted = |linter: &Linter| -> Vec<(String, usize)> {
        linter.wanted_files(&documents).into_iter().map(|file| (file.path, file.named_in.0)).collect()
    };
    let expected =
        [("app/.env", 0), ("app/b.env", 0), ("c.env", 0), ("app/f.env", 0), ("app/i.env", 1), ("app/j.env", 1)];
    assert_eq!(wanted(&linter()), expected.map(|(path, id)| (path.to_owned(), id)));
    let off = || {
        let all = envlint_rules::all().into_iter().map(|rule| rule.meta());
        let readers = all.filter(|meta| meta.needs.env_files);
        Options { levels: readers.map(|meta| (meta.name.to_owned(), Level::Off)).collect(), ..Options::default() }
    };
    assert_eq!(
        wanted(&linter().with_options_of(LAUNCH, Arc::new(off()))).len(),
        2,
        "the rules are off for one document"
    );
    assert_eq!(wanted(&Linter::new(envlint_rules::all(), off())), []);
}

#[test]
fn one_file_is_reported_once_for_each_parser() {
    let launch = r#"{"configurations": [
        {"type": "node", "request": "launch", "envFile": "${workspaceFolder}/.env"},
        {"type": "java", "request": "launch", "envFile": ["${workspaceFolder}/x/../.env", "${workspaceFolder}/.env"]},
        {"type": "go", "request": "launch", "envFile": "${workspaceFolder}/.env"}
    ]}"#;
    let found = lint(&[(LAUNCH, launch), ("app/.env", "set A=1\nset B=2\n"), ("other/.env", "set C=3\n")]);
    let lines: Vec<usize> = found.iter().map(|finding| finding.related.len()).collect();
    assert_eq!(lines, [2, 2], "{found:#?}");
    let eight = "set A=1\n".repeat(8);
    let found = lint(&[(LAUNCH, &named_by("go")), ("app/.env", &eight)]);
    assert_eq!(found[0].related.len(), 4);
    assert!(found[0].related[3].message.ends_with(", and 4 more"), "{found:#?}");
}

#[test]
fn findings_for_other_platforms_only_are_not_reported() {
    let launch = r#"{"configurations": [{"type": "go", "request": "launch", "windows": {"envFile": "${workspaceFolder}/.env"}}]}"#;
    let documents = [document(LAUNCH, launch), document("app/.env", "set A=1\n")];
    assert_eq!(linter().lint(&documents)[0].platforms, Platforms::only(Platform::Windows));
    let options = Options { platforms: Platforms::only(Platform::Linux), ..Options::default() };
    assert_eq!(Linter::new(envlint_rules::all(), options).lint(&documents), []);
}

/// A run without the file cannot know whether a comment is unused.
#[test]
fn a_comment_suppresses_it_and_is_not_unused_without_the_file() {
    let launch =
        named_by("go").replace(r#""envFile""#, "\n// envlint-disable-next-line env-file-syntax -- as is\n\"envFile\"");
    assert_eq!(lint(&[(LAUNCH, &launch), ("app/.env", "set A=1\n")]), []);
    assert_eq!(lint(&[(LAUNCH, &launch)]), []);
}

/// In a `.env` file itself, nothing is reported or changed, whatever it looks like.
#[test]
fn nothing_is_reported_in_an_env_file() {
    let text = "{ \"terminal.integrated.env.osx\": { \"PATH\": \"/x\" }, // envlint-disable-line x\n \"a\": 1, \"a\": 1 }\u{202e}";
    let documents =
        [document("app/.env", text), document(LAUNCH, &named_by("node").replace("${workspaceFolder}/", ""))];
    let fixed = linter().fix(&documents, Applicability::Unsafe, |_| true);
    assert_eq!(fixed.changed.keys().collect::<Vec<_>>(), [&DocumentId(1)]);
    assert!(fixed.findings.iter().all(|finding| finding.document == DocumentId(1)), "{:#?}", fixed.findings);
}

/// A part of a value, with the text that may surround it.
fn value() -> impl Strategy<Value = String> {
    let around = prop::sample::select(vec![
        "",
        " ",
        "\"",
        "'",
        "`",
        "#",
        " # ",
        "$",
        "${",
        "}",
        ":-",
        "=",
        " = ",
        ": ",
        "\\",
        "\n",
        "export ",
        "set ",
        "env:",
        "HOME",
        "A",
        "B",
        "workspaceFolder",
        "-----BEGIN",
        ",",
        ";",
        "[",
        "{",
    ]);
    prop::collection::vec(prop_oneof![3 => around, 2 => Just("Zq7")], 0..14).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// A finding never contains a part of a value: the names of variables in this test do not contain the letters
    /// of the values.
    #[test]
    fn no_finding_contains_a_part_of_a_value(values in prop::collection::vec(value(), 1..6)) {
        let text: String = values.iter().zip(["A", "B", "C_1", "D.x", "E"]).map(|(value, name)| format!("{name}={value}\n")).collect();
        // Every parser reads the text at the start of a line as a name.
        prop_assume!(!text.lines().any(names_itself));
        for kind in ["go", "debugpy", "node", "cppdbg"] {
            let found = lint(&[(LAUNCH, &named_by(kind)), ("app/.env", &text)]);
            for finding in &found {
                prop_assert!(!format!("{finding:?}").contains("Zq7"), "{finding:#?}\nof\n{text}");
                prop_assert!(finding.document == DocumentId(0));
                for related in &finding.related {
                    prop_assert!(related.span.end as usize <= text.len() && text.get(related.span.range()).is_some());
                }
            }
        }
    }
}

/// Returns `true` if a line contains the letters of the values as a name.
fn names_itself(line: &str) -> bool {
    let line = line.trim_start();
    let line = ["export ", "set "].iter().fold(line, |line, word| line.trim_start_matches(word).trim_start());
    let end = line.find(['=', ':']).unwrap_or(line.len());
    line[..end].contains("Zq7")
}
