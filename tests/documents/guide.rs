//! The guide in `docs/` shows real output, and its claims have evidence.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use envlint_core::document::{Document, SourceFile};
use envlint_core::linter::Linter;
use envlint_core::rule::Options;
use envlint_core::vscode::FileKind;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use crate::{between, path};

/// The guide shows the files of the example unchanged, and the output of `envlint matrix` for them.
#[test]
fn the_matrix_of_the_guide_is_real_output() {
    let folder = path("examples/environments");
    let files: String = ["settings.json", "tasks.json", "launch.json"]
        .map(|name| {
            let text = fs::read_to_string(folder.join(".vscode").join(name)).unwrap();
            format!("```jsonc path=.vscode/{name}\n{text}```\n")
        })
        .join("\n");
    between("docs/environments.md", "<!-- files -->\n", "<!-- end of files -->", &files);
    let matrix = ["matrix", "--platform", "linux", "--color", "never"];
    let output = Command::new(env!("CARGO_BIN_EXE_envlint")).current_dir(folder).args(matrix).output().unwrap();
    let text = format!("```text\n{}```\n", String::from_utf8(output.stdout).unwrap());
    between("docs/environments.md", "<!-- matrix -->\n", "<!-- end of matrix -->", &text);
}

/// An example has exactly the findings that the marks at the end of its lines name: `// <- rule`.
#[test]
fn the_examples_of_the_guide_give_what_they_say() {
    let mut count = 0;
    for document in ["docs/environments.md", "docs/myths.md"] {
        for (info, text) in blocks(&fs::read_to_string(path(document)).unwrap()) {
            let Some(words) = info.strip_prefix("jsonc") else { continue };
            let name = words.trim().strip_prefix("path=").unwrap_or(".vscode/settings.json");
            assert_eq!(findings(name, &text), marks(&text), "{document}, in:\n{text}");
            count += 1;
        }
    }
    assert!(count > 15, "{count} examples");
}

/// Each myth names recordings that exist, or a position in a source.
#[test]
fn every_myth_has_its_evidence() {
    let recorded = recorded();
    let text = fs::read_to_string(path("docs/myths.md")).unwrap();
    let myths: Vec<&str> = text.split("\n### ").skip(1).collect();
    assert!(myths.len() > 20, "{} myths", myths.len());
    for myth in myths {
        let title = myth.lines().next().unwrap();
        assert_eq!(myth.matches("\nEvidence: ").count(), 1, "{title}: one line of evidence");
        let evidence = myth.split_once("\nEvidence: ").unwrap().1.split("\n\n").next().unwrap();
        // Parts that name a source file are sources; all other names in backticks are recordings.
        for part in evidence.split([';', '\n']).filter(|part| !part.contains(".ts`") && !part.contains(".go`")) {
            for name in part.split('`').skip(1).step_by(2) {
                assert!(recorded.contains(name), "{title}: `{name}` is not a recording");
            }
        }
    }
}

/// The guide's list of recordings names only recordings that exist.
#[test]
fn the_guide_rests_on_recordings_that_are_there() {
    let recorded = recorded();
    let text = fs::read_to_string(path("docs/environments.md")).unwrap();
    let sources = text.split_once("Recorded from VS Code 1.139.1").unwrap().1;
    let list = sources.split("\n- ").next().unwrap();
    let names: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    assert!(names.len() > 15, "{names:?}");
    for name in names {
        assert!(recorded.contains(name), "`{name}` is not a recording");
    }
}

/// The names of all recordings.
fn recorded() -> BTreeSet<String> {
    ["environments.json", "settings.json", "values.json"]
        .into_iter()
        .flat_map(|file| {
            let text = fs::read_to_string(path("tests/recordings").join(file)).unwrap();
            serde_json::from_str::<Vec<serde_json::Value>>(&text).unwrap()
        })
        .map(|case| case["case"].as_str().unwrap().to_owned())
        .collect()
}

/// The fenced blocks of a document: the words after the fence, and the text.
fn blocks(document: &str) -> Vec<(String, String)> {
    let mut blocks: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for event in Parser::new(document) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                inside = true;
                blocks.push((info.to_string(), String::new()));
            }
            Event::End(TagEnd::CodeBlock) => inside = false,
            Event::Text(text) if inside => blocks.last_mut().unwrap().1 += &text,
            _ => {}
        }
    }
    blocks
}

fn findings(name: &str, text: &str) -> Vec<(usize, String)> {
    let kind = FileKind::of_path(name).unwrap();
    let documents = [Document::parse(SourceFile { path: name.to_owned(), text: text.to_owned(), kind })];
    let found = Linter::new(envlint_rules::all(), Options::default()).lint(&documents);
    found
        .iter()
        .map(|finding| (text[..finding.span.start as usize].lines().count().max(1), finding.rule.name.to_owned()))
        .collect()
}

fn marks(text: &str) -> Vec<(usize, String)> {
    let marks = (1..).zip(text.lines()).filter_map(|(number, line)| Some((number, line.split_once("// <- ")?.1)));
    marks.map(|(number, rule)| (number, rule.to_owned())).collect()
}
