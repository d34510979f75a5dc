//! Guards: files in which nothing is wrong, however much it looks so, give no finding from any rule.

#![cfg(test)]

#[path = "traps/files.rs"]
mod files;
#[path = "traps/settings.rs"]
mod settings;
#[path = "traps/values.rs"]
mod values;

use envlint_rules::core::document::{Document, Source};
use envlint_rules::core::linter::Linter;
use envlint_rules::core::rule::Options;
use envlint_rules::core::vscode::FileKind;

const FOLDER: &str = ".vscode/settings.json";
const USER: &str = "home/x/.config/Code/User/settings.json";

#[test]
fn nothing_is_found_where_nothing_is_wrong() {
    let linter = Linter::new(envlint_rules::all(), Options::default());
    let mut findings = Vec::new();
    for (name, path, text) in values::TRAPS.iter().chain(settings::TRAPS).chain(files::TRAPS) {
        let kind = FileKind::of_path(path).unwrap();
        let documents = [Document::parse(Source { path: (*path).to_owned(), text: (*text).to_owned(), kind })];
        for finding in linter.lint(&documents) {
            let line = documents[0].position(finding.span.start).line;
            findings.push(format!("{name}: {} in line {line}: {}", finding.rule.name, finding.message));
        }
    }
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}
