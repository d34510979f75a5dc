//! The English of the repository: no text contains a word or spelling of the deny-list in `prose/deny.rs`, and `docs/messages.txt`
//! lists all message templates, so that a changed message shows as prose in review.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by it, also outside of its own function"
)]

#[path = "prose/deny.rs"]
mod deny;
#[path = "prose/markdown.rs"]
mod markdown;
#[path = "prose/messages.rs"]
mod messages;
#[path = "prose/rust.rs"]
mod rust;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use deny::{Allowed, Deny};

/// Exceptions: the file, the phrase that contains the denied word, and the reason. An entry that is not needed fails the test.
const ALLOWED: &[Allowed] = &[];

/// A paragraph of prose without code.
struct Block {
    /// The line of the file at which the block starts, counted from 1.
    line: usize,
    text: String,
}

#[test]
fn the_repository_uses_plain_american_english() {
    let deny = Deny::new();
    let mut blocks: BTreeMap<String, Vec<Block>> = BTreeMap::new();
    for (path, text) in files("md") {
        blocks.insert(path, markdown::blocks(&text));
    }
    for (path, text) in files("rs") {
        let source = rust::RustSource::new(&path, &text);
        let mut prose: Vec<Block> = source.comments().iter().flat_map(rust::RustComment::blocks).collect();
        if is_product(&path) {
            prose.extend(source.messages().iter().map(messages::MessageTemplate::block));
        }
        blocks.insert(path, prose);
    }
    for (command, text) in help() {
        blocks.insert(command, vec![Block { line: 1, text }]);
    }
    assert!(blocks.len() > 300, "only {} files were found", blocks.len());

    let mut used = vec![false; ALLOWED.len()];
    let mut complaints = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, blocks) in &blocks {
        for block in blocks {
            for found in deny.find(&block.text) {
                match ALLOWED.iter().position(|allowed| allowed.covers(path, &block.text, found.range.clone())) {
                    Some(index) => used[index] = true,
                    None => {
                        *counts.entry(path).or_default() += 1;
                        let excerpt = found.excerpt(&block.text);
                        complaints.push(format!("{path}:{}: `{excerpt}`: {}", block.line, found.instead));
                    }
                }
            }
        }
    }
    let unused = ALLOWED.iter().zip(used).filter(|(_, used)| !used);
    complaints.extend(unused.map(|(allowed, _)| format!("{}: `{}` is not needed", allowed.file, allowed.phrase)));
    let counts: Vec<String> = counts.iter().map(|(path, count)| format!("{count:4}  {path}")).collect();
    assert!(complaints.is_empty(), "\n{}\n\nby file:\n{}\n", complaints.join("\n"), counts.join("\n"));
}

#[test]
fn the_list_of_messages_is_fresh() {
    let sources = files("rs").into_iter().filter(|(path, _)| is_product(path));
    let list = messages::list(sources.map(|(path, text)| {
        let messages = rust::RustSource::new(&path, &text).messages();
        (path, messages)
    }));
    let document = root().join("docs/messages.txt");
    let found = fs::read_to_string(&document).unwrap_or_default();
    if std::env::var_os("SNAPSHOTS").is_some_and(|mode| mode == "overwrite") {
        if found != list {
            fs::write(document, list).unwrap();
        }
    } else {
        assert!(found == list, "docs/messages.txt is stale: run `just gen`");
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns `true` for source files whose string literals users can see.
fn is_product(path: &str) -> bool {
    let is_source = path.starts_with("rules/src/") || (path.starts_with("crates/") && path.contains("/src/"));
    is_source && !path.ends_with("/tests.rs")
}

/// All files of the repository with this extension, except generated files and the input and output of test cases.
fn files(extension: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap_or_default();
            let is_other = ["target", "node_modules"].contains(&name) || name.starts_with('.');
            if is_other || [".in", ".out"].iter().any(|end| name.ends_with(end)) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push((slashed(&path), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn slashed(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/")
}

/// The long help of the command and of every subcommand.
fn help() -> Vec<(String, String)> {
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_envlint")).args(arguments).arg("--help").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let main = run(&[]);
    let (_, commands) = main.split_once("\nCommands:\n").unwrap();
    let names = commands.lines().take_while(|line| line.starts_with("  ")).map(|line| line.trim_start());
    let names: Vec<&str> = names.filter_map(|line| line.split(' ').next()).collect();
    assert!(names.contains(&"matrix"), "{names:?}");
    let mut texts: Vec<(String, String)> =
        names.iter().map(|name| (format!("envlint {name} --help"), run(&[name]))).collect();
    texts.push(("envlint --help".to_owned(), main));
    texts
}
