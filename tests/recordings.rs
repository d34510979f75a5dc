//! envlint reads settings and values in the same way as a VS Code whose behavior was recorded. See tests/recordings for the data
//! and its origin.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by it, also outside of its own function"
)]

#[path = "recordings/agreement.rs"]
mod agreement;
#[path = "recordings/environments.rs"]
mod environments;

use envlint_core::document::{Document, SourceFile};
use envlint_core::env::{Outcome, Resolved, Run, Segment, Text, Window, windows};
use envlint_core::jsonc;
use envlint_core::linter::read;
use envlint_core::vscode::FileKind;
use envlint_core::vscode::dialects::TERMINAL;
use serde_json::{Map, Value, json};

fn recordings(text: &str) -> Vec<Value> {
    serde_json::from_str::<Value>(text).unwrap().as_array().unwrap().clone()
}

/// A setting of a window as JSON, as VS Code would return it.
fn value_of(setting: &Resolved<'_>) -> Value {
    let Some(winner) = setting.winner() else { return Value::Null };
    if winner.setting.is_object() {
        let members = setting.members().into_iter().map(|(name, member)| (name.into_owned(), value_of(&member)));
        return Value::Object(members.collect::<Map<_, _>>());
    }
    // The raw text of a value without trailing commas or comments is JSON.
    serde_json::from_str(winner.setting.value().unwrap().raw()).unwrap()
}

fn documents(files: &Value) -> Vec<Document> {
    let names = [
        ("user", "/home/x/.config/Code/User/settings.json"),
        ("machine", "/home/x/.vscode-server/data/Machine/settings.json"),
        ("workspace", "/work/ws/x.code-workspace"),
        ("folder", "/work/ws/.vscode/settings.json"),
    ];
    let given = names.into_iter().filter_map(|(layer, path)| Some((path, files.get(layer)?.as_str()?)));
    given
        .map(|(path, text)| {
            let kind = FileKind::of_path(path).unwrap();
            Document::parse(SourceFile { path: path.to_owned(), text: text.to_owned(), kind })
        })
        .collect()
}

/// The window that contains all files.
fn fullest<'w>(windows: &'w [Window<'w>]) -> &'w Window<'w> {
    windows.iter().max_by_key(|window| (window.layers.len(), window.in_workspace)).unwrap()
}

#[test]
fn settings_are_folded_as_recorded() {
    let mut reproduced = 0;
    for recording in recordings(include_str!("recordings/settings.json")) {
        let case = recording["case"].as_str().unwrap();
        let documents = documents(&recording["files"]);
        let analyses = read(&documents);
        let run = Run::new(&analyses);
        let windows = windows(&run);
        let window = fullest(&windows);
        for (key, recorded) in recording["settings"].as_object().unwrap() {
            let path: Vec<&str> = key.split('.').collect();
            let found = match value_of(&window.resolve(&path)) {
                // A setting that VS Code registers as an object is empty, not absent, if no file sets it.
                Value::Null if *recorded == json!({}) => json!({}),
                found => found,
            };
            assert_eq!(found, *recorded, "{case}: {key}");
            reproduced += 1;
        }
    }
    assert!(reproduced >= 36, "{reproduced} settings reproduced");
}

/// A part of an expanded value: fixed text, or text that depends on the environment.
enum RecordedPart<'t> {
    Text(&'t str),
    Anything,
}

/// Returns `true` if `text` consists of `parts` in this order.
fn is_made_of(text: &str, parts: &[RecordedPart<'_>]) -> bool {
    match parts {
        [] => text.is_empty(),
        [RecordedPart::Text(start), rest @ ..] => text.strip_prefix(start).is_some_and(|text| is_made_of(text, rest)),
        [RecordedPart::Anything, rest @ ..] => {
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            ends.into_iter().any(|at| is_made_of(&text[at..], rest))
        }
    }
}

#[test]
fn values_of_the_terminal_become_what_was_recorded() {
    // `${execPath}` is not resolved in the remote window that was recorded; according to the source, a desktop window resolves it.
    // In nested references, envlint sees only the inner one, and reports nothing about it.
    let exceptions = ["${execPath}", "${execPath}-${env:BASEVAR}", "${env:${env:POINTER}}"];
    let mut reproduced = 0;
    for recording in recordings(include_str!("recordings/values.json")) {
        let (value, passed_on) = (recording["value"].as_str().unwrap(), recording["passed_on"].as_str().unwrap());
        if exceptions.contains(&value) {
            continue;
        }
        let literal = format!("\"{}\"", jsonc::quote(value));
        let tree = jsonc::parse(&literal).unwrap();
        let text = Text::parse(tree.root(&literal).unwrap().decoded().unwrap(), &TERMINAL, None, None);
        let stays = text.references().any(|reference| reference.outcome == Outcome::TakesValueDown);
        // If there is no editor, no folder or no such setting, a reference to it leaves the whole value unexpanded.
        let may_stay = text.references().any(|reference| {
            matches!(reference.outcome, Outcome::NeedsEditor | Outcome::NeedsFolder) || value.contains("${config:")
        });
        let parts: Vec<RecordedPart<'_>> = text
            .segments
            .iter()
            .map(|segment| match segment.reference().map(|reference| reference.outcome) {
                None | Some(Outcome::Literal) => RecordedPart::Text(text.of(segment)),
                Some(Outcome::Empty) => RecordedPart::Text(""),
                Some(_) => RecordedPart::Anything,
            })
            .collect();
        let as_expected = if stays { passed_on == value } else { is_made_of(passed_on, &parts) };
        assert!(as_expected || (may_stay && passed_on == value), "{recording}");
        reproduced += 1;
        assert!(text.segments.iter().all(|segment| !matches!(segment, Segment::Separator { .. })));
    }
    assert!(reproduced >= 150, "{reproduced} values reproduced");
}
