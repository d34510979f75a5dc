//! The figures in docs/testing.md are those of the repository.

use std::fs;

use envlint_doctor::diagnoses::Id;
use serde_json::Value;

use crate::{between, path};

#[test]
fn the_figures_are_those_of_the_repository() {
    let recorded = |name: &str| {
        let text = fs::read_to_string(path(&format!("tests/recordings/{name}.json"))).unwrap();
        serde_json::from_str::<Vec<Value>>(&text).unwrap().len()
    };
    let files = |folder: &str, end: &str| {
        let entries = fs::read_dir(path(folder)).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.extension().is_some_and(|found| found == end)).count()
    };
    let rows = [
        ("rules, each with a page whose examples are tests", envlint_rules::all().len()),
        ("diagnoses of doctor, each with a page", Id::ALL.len()),
        ("recorded runs of a real VS Code", recorded("environments")),
        ("recorded values and settings files", recorded("values") + recorded("settings")),
        ("saved machines", files("tests/machines", "json")),
        ("recorded command lines", files("tests/cmd", "toml")),
    ];
    let rows: String = rows.iter().map(|(what, count)| format!("| {count} | {what} |\n")).collect();
    between(
        "docs/testing.md",
        "<!-- figures -->\n",
        "<!-- end of figures -->",
        &format!("| | |\n| ---: | --- |\n{rows}"),
    );
}
