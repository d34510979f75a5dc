//! The documents show what the program really does. `SNAPSHOTS=overwrite cargo test --test documents` updates them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a panic fails the test, also in a function that the test calls"
)]

#[path = "documents/figures.rs"]
mod figures;
#[path = "documents/guide.rs"]
mod guide;
#[path = "documents/links.rs"]
mod links;
#[path = "documents/packages.rs"]
mod packages;
#[path = "documents/picture.rs"]
mod picture;
#[path = "documents/rules.rs"]
mod rules;
#[path = "documents/schema.rs"]
mod schema;
#[path = "documents/schemas.rs"]
mod schemas;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// Held while a part of a document is replaced: several tests replace parts of the README.
static EDITING: Mutex<()> = Mutex::new(());

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The README shows what `envlint matrix` prints.
#[test]
fn the_matrix_is_real_output() {
    let output = Command::new(env!("CARGO_BIN_EXE_envlint"))
        .current_dir(path("tests/cmd/matrix.in"))
        .args(["matrix", "--var", "PATH,GOFLAGS", "--color", "never"])
        .output()
        .unwrap();
    let text = format!("```text\n{}```\n", String::from_utf8(output.stdout).unwrap());
    between("README.md", "<!-- matrix -->\n", "<!-- end of matrix -->", &text);
}

/// The documents name only options that the command has.
#[test]
fn the_options_in_the_documents_exist() {
    let help_of = |command: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_envlint")).args(command).arg("--help").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let help = [help_of(&[]), help_of(&["matrix"]), help_of(&["trace"]), help_of(&["doctor"])].concat();
    let documents = ["README.md", "docs/rules.md"].map(|document| fs::read_to_string(path(document)).unwrap()).concat();
    let words = documents.split(|character: char| character.is_whitespace() || "`|()[],;:.=".contains(character));
    let options: Vec<&str> = words
        .filter(|word| word.strip_prefix("--").is_some_and(|name| name.starts_with(char::is_alphabetic)))
        .collect();
    assert!(options.len() > 5, "the documents show options");
    let cargo = ["--workspace", "--path"];
    for option in options {
        assert!(help.contains(option) || cargo.contains(&option), "{option} is not an option of envlint");
    }
}

/// Compares a whole document with `wanted`, or overwrites it.
fn same(document: &str, wanted: &str) {
    let found = fs::read_to_string(path(document)).unwrap_or_default();
    if overwrites() {
        write(document, &found, wanted);
    } else {
        assert_eq!(found, wanted, "{document} is stale: run `just gen`");
    }
}

/// Replaces a document in one step, and only if it changes, because other tests read it at the same time.
fn write(document: &str, found: &str, wanted: &str) {
    if found != wanted {
        let whole = path(&format!("{document}.new"));
        fs::write(&whole, wanted).unwrap();
        fs::rename(whole, path(document)).unwrap();
    }
}

fn overwrites() -> bool {
    std::env::var_os("SNAPSHOTS").is_some_and(|mode| mode == "overwrite")
}

/// The README shows the example for pre-commit, which `tests/integrations/pre-commit` runs.
#[test]
fn the_readme_shows_the_example_for_pre_commit() {
    let readme = fs::read_to_string(path("README.md")).unwrap();
    let example = fs::read_to_string(path("examples/ci/pre-commit-config.yaml")).unwrap();
    assert!(readme.contains(&format!("```yaml\n{example}```\n")), "the README shows:\n{example}");
}

/// Compares the text between two marks of a document with `wanted`, or replaces it.
fn between(document: &str, start: &str, end: &str, wanted: &str) {
    let _editing = EDITING.lock().unwrap_or_else(PoisonError::into_inner);
    let text = fs::read_to_string(path(document)).unwrap();
    let (head, rest) = text.split_once(start).unwrap();
    let (found, tail) = rest.split_once(end).unwrap();
    if overwrites() {
        write(document, &text, &format!("{head}{start}{wanted}{end}{tail}"));
    } else {
        assert_eq!(found, wanted, "{document} is stale: run `just gen`");
    }
}
