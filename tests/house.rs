//! The house rules that no compiler checks: a type name is defined once, so that a search for it finds its definition, files
//! are short, and the list of mutants fits the sources.

#![allow(clippy::unwrap_used, reason = "a test may fail by it, also outside of its own function")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The folders with Rust sources, which belong to several Cargo workspaces.
const FOLDERS: &[&str] = &["benches", "crates", "docs/site", "examples", "fuzz", "rules", "src", "tests"];

/// The keywords before the name of a type.
const KEYWORDS: &[&str] = &["struct", "enum", "trait", "type", "union"];

#[test]
fn a_type_name_is_defined_once() {
    let mut definitions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, text) in sources() {
        let tokens = TokenStream::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut names = Vec::new();
        collect_types(tokens, false, &mut names);
        for (name, line) in names {
            definitions.entry(name).or_default().push(format!("{path}:{line}"));
        }
    }
    assert!(definitions.len() > 200, "only {} types were found", definitions.len());
    let several = definitions.iter().filter(|(_, places)| places.len() > 1);
    let complaints: Vec<String> = several.map(|(name, places)| format!("{name}: {}", places.join(", "))).collect();
    assert!(complaints.is_empty(), "type names with several definitions:\n{}", complaints.join("\n"));
}

/// A longer file usually contains two ideas.
#[test]
fn no_file_is_longer_than_400_lines() {
    let lengths = sources().into_iter().map(|(path, text)| (text.lines().count(), path));
    let long: Vec<(usize, String)> = lengths.filter(|(lines, _)| *lines > 400).collect();
    assert!(long.is_empty(), "files to split: {long:?}");
}

#[test]
fn only_definitions_are_found() {
    let text = "pub(crate) struct A<'a>(&'a B); mod tests { enum C { D, E(F) } type G = H; }
        fn f() -> impl Copy { struct I; let union = 1; union } fn g() -> impl Copy { type R = S; }
        impl Iterator for J { type Item = K; fn next(&mut self) { enum L {} } }
        unsafe trait M: N { type O; } extern \"C\" { type P; } macro_rules! q { () => { struct $name; } }";
    let mut names = Vec::new();
    collect_types(TokenStream::from_str(text).unwrap(), false, &mut names);
    let names: Vec<String> = names.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["A", "C", "G", "I", "R", "L", "M", "P"]);
}

/// The list of scripts/mutants is only worth something while its mutants can be applied and their tests exist.
#[test]
fn the_mutants_fit_the_sources() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list: toml::Table = toml::from_str(&fs::read_to_string(root.join("scripts/mutants.toml")).unwrap()).unwrap();
    let mutants = list.get("mutant").and_then(toml::Value::as_array).unwrap();
    let tests: Vec<(String, String)> = sources().into_iter().filter(|(path, _)| path.contains("src/model/")).collect();
    assert!(mutants.len() >= 20, "only {} mutants are left", mutants.len());
    for mutant in mutants {
        let text = |key: &str| mutant.get(key).and_then(toml::Value::as_str).unwrap();
        let source = fs::read_to_string(root.join(text("file"))).unwrap().replace("\r\n", "\n");
        assert_eq!(source.matches(text("before")).count(), 1, "{}", text("name"));
        let test = format!("fn {}()", text("test").rsplit("::").next().unwrap());
        assert!(tests.iter().any(|(_, source)| source.contains(&test)), "there is no `{test}`");
    }
}

/// Appends the types that `tokens` define, each with its line. Associated types are left out: several traits and
/// implementations may use the same name. `is_associated` is `true` for the body of one.
fn collect_types(tokens: TokenStream, is_associated: bool, names: &mut Vec<(String, usize)>) {
    let mut keyword = None;
    // The first of these words in the current item, which decides what its body is.
    let mut item = None;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                let word = ident.to_string();
                let is_name = word.starts_with(char::is_uppercase);
                if is_name && keyword.take().is_some() {
                    names.push((word.clone(), ident.span().start().line));
                }
                keyword = KEYWORDS.iter().find(|&&known| word == known && !(is_associated && known == "type"));
                item = item.or_else(|| ["fn", "impl", "trait"].into_iter().find(|&known| word == known));
            }
            TokenTree::Group(group) => {
                let is_body = group.delimiter() == Delimiter::Brace;
                collect_types(group.stream(), is_body && matches!(item, Some("impl" | "trait")), names);
                if is_body {
                    item = None;
                }
                keyword = None;
            }
            TokenTree::Punct(punct) => {
                if punct.as_char() == ';' {
                    item = None;
                }
                keyword = None;
            }
            TokenTree::Literal(_) => keyword = None,
        }
    }
}

/// All Rust sources: paths from the root of the repository, and texts.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> = FOLDERS.iter().map(|folder| root.join(folder)).collect();
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "target" && name != "node_modules") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let shown = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                sources.push((shown, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    sources.sort();
    sources
}
