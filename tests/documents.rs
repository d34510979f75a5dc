//! What the documents show is what the program does. `SNAPSHOTS=overwrite cargo test --test documents` brings them up to date.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by it, also outside of its own function"
)]

#[path = "documents/guide.rs"]
mod guide;
#[path = "documents/links.rs"]
mod links;
#[path = "documents/schema.rs"]
mod schema;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command as Process;

use envlint_rules::core::finding::Applicability;
use snapbox::Data;
use snapbox::cmd::Command;
use snapbox::data::DataFormat;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The picture in the README: the first findings of the bundled example, as a terminal shows them.
#[test]
fn the_picture_is_real_output() {
    let picture = Data::read_from(&path("docs/output.svg"), Some(DataFormat::TermSvg));
    Command::new(env!("CARGO_BIN_EXE_envlint"))
        .current_dir(path("examples/go-workspace-broken"))
        .args(["--color", "always", "--only", "path-overwrite,shell-variable,wrong-path-separator"])
        .assert()
        .code(1)
        .stdout_eq(picture.raw());
}

/// The table in the README comes from the registry, so that nobody keeps a second list of rules.
#[test]
fn the_table_of_rules_is_the_registry() {
    let mut table = String::from("| rule | severity | fix | what it finds |\n| --- | --- | --- | --- |\n");
    for rule in envlint_rules::all() {
        let meta = rule.meta();
        let page = format!("rules/src/{}/{}.md", meta.family, meta.name.replace('-', "_"));
        let fix = meta.fix.map_or("", Applicability::name);
        table += &format!("| [{}]({page}) | {} | {fix} | {} |\n", meta.name, meta.default_level(), meta.summary());
        assert!(path(&page).is_file(), "{page}");
    }
    between("README.md", "<!-- rules -->\n", "<!-- end of rules -->", &table);
}

/// What the README shows of `envlint matrix` is what it prints.
#[test]
fn the_matrix_is_real_output() {
    let output = Process::new(env!("CARGO_BIN_EXE_envlint"))
        .current_dir(path("tests/cmd/matrix.in"))
        .args(["matrix", "--var", "PATH,GOFLAGS", "--color", "never"])
        .output()
        .unwrap();
    let text = format!("```text\n{}```\n", String::from_utf8(output.stdout).unwrap());
    between("README.md", "<!-- matrix -->\n", "<!-- end of matrix -->", &text);
}

/// The README names no option that the command does not have.
#[test]
fn the_options_in_the_readme_exist() {
    let help_of = |command: &[&str]| {
        let output = Process::new(env!("CARGO_BIN_EXE_envlint")).args(command).arg("--help").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let help = [help_of(&[]), help_of(&["matrix"]), help_of(&["trace"])].concat();
    let readme = fs::read_to_string(path("README.md")).unwrap();
    let words = readme.split(|character: char| character.is_whitespace() || "`|()[],;:.=".contains(character));
    let options: Vec<&str> = words
        .filter(|word| word.strip_prefix("--").is_some_and(|name| name.starts_with(char::is_alphabetic)))
        .collect();
    assert!(options.len() > 5, "the README shows options");
    let cargo = ["--workspace", "--path"];
    for option in options {
        assert!(help.contains(option) || cargo.contains(&option), "{option} is no option of envlint");
    }
}

/// Compares a whole document with `wanted`, or writes it.
fn same(document: &str, wanted: &str) {
    let found = fs::read_to_string(path(document)).unwrap_or_default();
    if overwrites() {
        write(document, &found, wanted);
    } else {
        assert_eq!(found, wanted, "{document} is stale: run `just gen`");
    }
}

/// Writes a document whole or not at all, and only if it changes: other tests read it at the same time.
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

/// What the README shows for pre-commit is the example, which `tests/integrations/pre-commit` runs.
#[test]
fn the_readme_shows_the_example_for_pre_commit() {
    let readme = fs::read_to_string(path("README.md")).unwrap();
    let example = fs::read_to_string(path("examples/ci/pre-commit-config.yaml")).unwrap();
    assert!(readme.contains(&format!("```yaml\n{example}```\n")), "the README shows:\n{example}");
}

/// Compares what stands between two marks of a document with `wanted`, or puts it there.
fn between(document: &str, start: &str, end: &str, wanted: &str) {
    let text = fs::read_to_string(path(document)).unwrap();
    let (head, rest) = text.split_once(start).unwrap();
    let (found, tail) = rest.split_once(end).unwrap();
    if overwrites() {
        write(document, &text, &format!("{head}{start}{wanted}{end}{tail}"));
    } else {
        assert_eq!(found, wanted, "{document} is stale: run `just gen`");
    }
}
