//! envlint reads the same keys and values as VS Code, also from files with errors. `tests/integrations/reader` makes the cases.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by it, also outside of its own function"
)]

use envlint_core::jsonc::{self, Kind, Opinion};
use serde_json::{Value, json};

/// What envlint reads, in the form of the cases: `["o", key, value, ...]` and `["a", value, ...]`.
fn reading(value: jsonc::Value<'_>) -> Value {
    match value.kind() {
        Kind::Object => {
            let members = value.members().flat_map(|member| [json!(member.name()), reading(member.value)]);
            [json!("o")].into_iter().chain(members).collect()
        }
        Kind::Array => [json!("a")].into_iter().chain(value.elements().map(reading)).collect(),
        Kind::String => json!(value.string().unwrap()),
        // VS Code reads 0 from a number that JSON does not allow, such as `1.`.
        Kind::Number => json!(serde_json::from_str::<f64>(value.raw()).unwrap_or_default()),
        Kind::True => json!(true),
        Kind::False => json!(false),
        Kind::Null => Value::Null,
    }
}

/// `value` with all numbers as floating-point numbers, as JavaScript has them.
fn with_floats(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64().unwrap()),
        Value::Array(elements) => elements.iter().map(with_floats).collect(),
        other => other.clone(),
    }
}

/// Compares all cases of `lines`; the number of cases, and of those with an error.
fn check(lines: &str) -> (usize, usize) {
    let (mut cases, mut broken) = (0, 0);
    let mut wrong = Vec::new();
    for line in lines.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let text = case[0].as_str().unwrap();
        let read = jsonc::read(text);
        let found = read.tree.root(text).map(reading);
        if found != case.get(1).map(with_floats) {
            wrong.push(format!("{text:?}\n  VS Code: {:?}\n  envlint: {found:?}", case.get(1)));
        }
        let is_plain = read.errors.is_empty() && !read.tree.has_invalid_escapes() && !read.tree.has_rare_characters();
        if is_plain && jsonc::second_opinion(&read.tree, text) != Opinion::Same {
            wrong.push(format!("{text:?}\n  jsonc-parser does not agree"));
        }
        cases += 1;
        broken += usize::from(!read.errors.is_empty());
    }
    assert!(wrong.is_empty(), "{} of {cases} texts differ:\n{}", wrong.len(), wrong[..wrong.len().min(10)].join("\n"));
    (cases, broken)
}

#[test]
fn broken_files_are_read_as_vs_code_reads_them() {
    let (cases, broken) = check(include_str!("reader/sample.jsonl"));
    assert!(cases == 500 && broken > 300, "{cases} cases, {broken} with errors");
}

/// Runs only in `tests/integrations/reader`, which names the file.
#[test]
fn many_broken_files_are_read_as_vs_code_reads_them() {
    if let Ok(path) = std::env::var("ENVLINT_READER_CASES") {
        let (cases, broken) = check(&std::fs::read_to_string(path).unwrap());
        println!("{cases} texts, {broken} with errors: envlint reads all of them as VS Code does");
    }
}
