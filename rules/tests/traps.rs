//! Tests against false alarms: no rule reports anything in files that only look wrong.

#![cfg(test)]

#[path = "traps/files.rs"]
mod files;
#[path = "traps/settings.rs"]
mod settings;
#[path = "traps/values.rs"]
mod values;

use envlint_core::document::{Document, SourceFile};
use envlint_core::finding::Finding;
use envlint_core::linter::Linter;
use envlint_core::rule::Options;
use envlint_core::vscode::FileKind;

const FOLDER: &str = ".vscode/settings.json";
const USER: &str = "home/x/.config/Code/User/settings.json";

#[test]
fn nothing_is_found_where_nothing_is_wrong() {
    let mut found = Vec::new();
    for (name, path, text) in values::TRAPS.iter().chain(settings::TRAPS).chain(files::TRAPS) {
        found.extend(findings(name, path, text, |_| true));
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// The defaults of VS Code 1.139.1, written as user settings. VS Code itself marks some of them as deprecated.
#[test]
fn nothing_is_wrong_with_what_vscode_has_by_default() {
    let found = findings("defaults", USER, include_str!("traps/defaults.json"), |finding| {
        finding.rule.name != "deprecated-setting"
    });
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

fn findings(name: &str, path: &str, text: &str, counts: impl Fn(&Finding) -> bool) -> Vec<String> {
    let linter = Linter::new(envlint_rules::all(), Options::default());
    let kind = FileKind::of_path(path).unwrap();
    let documents = [Document::parse(SourceFile { path: path.to_owned(), text: text.to_owned(), kind })];
    let found = linter.lint(&documents).into_iter().filter(|finding| counts(finding));
    let line_of = |finding: &Finding| documents[0].position(finding.span.start).line;
    found
        .map(|finding| format!("{name}: {} in line {}: {}", finding.rule.name, line_of(&finding), finding.message))
        .collect()
}
