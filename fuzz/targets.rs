//! What the fuzz targets check. `tests/fuzz.rs` runs the same checks on the seeds.

use envlint_core::document::{Document, SourceFile};
use envlint_core::env_file::{ENV_FILE_SETTINGS, assignments, surprises};
use envlint_core::finding::Applicability;
use envlint_core::jsonc::{self, Opinion};
use envlint_core::linter::Linter;
use envlint_core::rule::Options;
use envlint_core::vscode::FileKind;
use envlint_doctor::case::Case;
use envlint_doctor::diagnoses::diagnose;
use envlint_doctor::machine::{Machine, Neutral};
use envlint_doctor::project::FolderProject;

/// The kinds of files. The first byte of the input chooses one: `{` the settings of a folder, a tab a workspace, a line feed tasks, and
/// a carriage return a dev container.
const PATHS: [&str; 7] = [
    "Code/User/settings.json",
    ".vscode/launch.json",
    "x.code-workspace",
    ".vscode/tasks.json",
    ".vscode/settings.json",
    ".vscode/mcp.json",
    ".devcontainer/devcontainer.json",
];

fn document(path: &str, text: &str) -> Document {
    let kind = FileKind::of_path(path).expect("a known name");
    Document::parse(SourceFile { path: path.to_owned(), text: text.to_owned(), kind })
}

fn any_document(input: &str) -> Document {
    let choice = input.bytes().next().unwrap_or_default();
    document(PATHS[usize::from(choice) % PATHS.len()], input)
}

fn linter() -> Linter {
    Linter::new(envlint_rules::all(), Options::default())
}

/// Where envlint's reader finds nothing unusual, jsonc-parser reads the same values. All spans are in the text and contain those of
/// their parts, also after errors.
pub(crate) fn reader(text: &str) {
    let reading = jsonc::read(text);
    let is_plain =
        reading.errors.is_empty() && !reading.tree.has_invalid_escapes() && !reading.tree.has_rare_characters();
    if is_plain {
        assert_eq!(jsonc::second_opinion(&reading.tree, text), Opinion::Same, "{text:?}");
    }
    for object in reading.tree.objects(text) {
        assert!(text.get(object.span().range()).is_some());
        for member in object.members() {
            assert!(object.span().contains(member.span()));
        }
    }
    for string in reading.tree.strings(text) {
        assert!(text.get(string.span().range()).is_some_and(|raw| raw.starts_with('"')));
        let decoded = string.decoded().expect("a string");
        assert!(string.span().contains(decoded.span(0..decoded.text.len())));
    }
    for error in &reading.errors {
        assert!(text.get(error.span.range()).is_some() && text.get(error.lost.range()).is_some(), "{error:?}");
    }
    assert!(reading.doubtful.windows(2).all(|pair| pair[0].end < pair[1].start), "{:?}", reading.doubtful);
}

/// Linting any file succeeds, and every finding is at a place in the file.
pub(crate) fn lint(input: &str) {
    let document = any_document(input);
    for finding in linter().lint(&[&document]) {
        assert!(document.text().get(finding.span.range()).is_some(), "{}", finding.rule.name);
        let is_writable = document.read_only().is_none();
        assert!(is_writable || finding.fixes.iter().all(|fix| fix.applicability == Applicability::Display));
    }
}

/// Every fix is proved, fixing ends with nothing left to fix, and a file with a syntax error keeps its text.
pub(crate) fn fix(input: &str) {
    let document = any_document(input);
    let linter = linter();
    for limit in [Applicability::Safe, Applicability::Unsafe] {
        let fixed = linter.fix(&[&document], limit, |_| true);
        assert!(fixed.refused.is_empty(), "{:?}", fixed.refused);
        assert!(!fixed.unfinished);
        assert!(fixed.changed.is_empty() || document.read_only().is_none());
        if let Some(document) = fixed.changed.values().next() {
            assert!(linter.fix(&[document], limit, |_| true).changed.is_empty(), "fixing again changes nothing");
        }
    }
}

/// Every grammar reads any `.env` file, and a settings file that names it can be linted.
pub(crate) fn env_file(text: &str) {
    for setting in ENV_FILE_SETTINGS {
        drop(surprises(text, setting.reader.grammar));
        drop(assignments(text, setting.reader.grammar));
    }
    let settings = document(".vscode/settings.json", r#"{ "go.testEnvFile": "${workspaceFolder}/.env" }"#);
    let named = SourceFile { path: ".env".to_owned(), text: text.to_owned(), kind: FileKind::EnvFile };
    drop(linter().lint(&[settings, Document::parse(named)]));
}

/// Any `envlint.toml` can be read, and its mistakes reported.
pub(crate) fn config(text: &str) {
    let document = document("envlint.toml", text);
    for finding in linter().lint(&[&document]) {
        assert!(text.get(finding.span.range()).is_some(), "{}", finding.message);
    }
}

/// Any machine file can be diagnosed, masked and written.
pub(crate) fn machine(text: &str) {
    let Ok(machine) = serde_json::from_str::<Machine>(text) else { return };
    let project = FolderProject::default();
    let asked = ["go".to_owned(), "PATH".to_owned()];
    drop(diagnose(&Case::new(&machine, &project, &asked)));
    let masked = machine.masked(Some(&Neutral::of(&machine)));
    let written = serde_json::to_string(&masked).expect("a machine can be written");
    serde_json::from_str::<Machine>(&written).expect("what was written can be read");
}
