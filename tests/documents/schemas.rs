//! The JSON schemas of outputs describe what the command prints: every output is valid, and has the fields of the schema and no
//! other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::path;

/// The schema of an output, with all objects closed: an output with a field that the schema does not mention is not valid.
fn schema(name: &str) -> Value {
    let text = fs::read_to_string(path(&format!("docs/schemas/{name}.schema.json"))).unwrap();
    let mut schema = serde_json::from_str(&text).unwrap();
    close(&mut schema);
    schema
}

fn close(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            object.values_mut().for_each(close);
            if object.get("properties").is_some_and(Value::is_object) {
                object.insert("additionalProperties".to_owned(), json!(false));
            }
        }
        Value::Array(values) => values.iter_mut().for_each(close),
        _ => {}
    }
}

/// The names of all fields that a schema describes.
fn described(schema: &Value, names: &mut BTreeSet<String>) {
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        names.extend(properties.keys().cloned());
    }
    match schema {
        Value::Object(object) => object.values().for_each(|value| described(value, names)),
        Value::Array(values) => values.iter().for_each(|value| described(value, names)),
        _ => {}
    }
}

/// The names of all fields in an output.
fn printed(output: &Value, names: &mut BTreeSet<String>) {
    match output {
        Value::Object(object) => {
            names.extend(object.keys().cloned());
            object.values().for_each(|value| printed(value, names));
        }
        Value::Array(values) => values.iter().for_each(|value| printed(value, names)),
        _ => {}
    }
}

fn envlint(folder: &Path, arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_envlint")).current_dir(folder).args(arguments).output().unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{arguments:?} in {}: {error}: {output:?}", folder.display()))
}

/// The folders of the examples and of the end-to-end cases.
fn folders() -> Vec<PathBuf> {
    let entries = |name: &str| fs::read_dir(path(name)).unwrap().map(|entry| entry.unwrap().path());
    let inputs = entries("tests/cmd").filter(|path| path.extension().is_some_and(|end| end == "in"));
    inputs.chain(entries("examples")).filter(|path| path.is_dir()).collect()
}

/// Checks that `outputs` are valid and have all fields that the schema `name` describes.
fn check(name: &str, outputs: impl IntoIterator<Item = Value>) {
    let schema = schema(name);
    let validator = jsonschema::draft7::new(&schema).unwrap();
    let (mut wanted, mut found) = (BTreeSet::new(), BTreeSet::new());
    described(&schema, &mut wanted);
    for output in outputs {
        let complaints: Vec<String> = validator.iter_errors(&output).map(|error| error.to_string()).collect();
        assert!(complaints.is_empty(), "{name}: {complaints:?}\n{output}");
        printed(&output, &mut found);
    }
    let missing: Vec<&String> = wanted.difference(&found).collect();
    assert!(missing.is_empty(), "{name}: no output has {missing:?}");
}

#[test]
fn reports_fit_their_schema() {
    let report =
        |folder: &PathBuf| envlint(folder, &["--no-config", "--format", "json", ".", "missing.code-workspace"]);
    check("report", folders().iter().map(report));
}

#[test]
fn lines_of_reports_are_the_findings_of_the_schema() {
    let mut schema = schema("report");
    schema["$ref"] = json!("#/definitions/finding");
    let validator = jsonschema::draft7::new(&schema).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_envlint"))
        .current_dir(path("examples"))
        .args(["--format", "jsonl"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().count() > 10);
    for line in text.lines() {
        assert!(validator.is_valid(&serde_json::from_str(line).unwrap()), "{line}");
    }
}

#[test]
fn matrices_and_traces_fit_their_schemas() {
    let folders = folders();
    let missing = "missing.code-workspace";
    check("matrix", folders.iter().map(|folder| envlint(folder, &["matrix", "--format", "json", ".", missing])));
    let trace = |folder, name| envlint(folder, &["trace", name, "--format", "json", ".", missing]);
    check("trace", folders.iter().flat_map(|folder| ["PATH", "GOPATH"].map(|name| trace(folder, name))));
}

#[test]
fn reports_of_doctor_fit_their_schema() {
    let entries = fs::read_dir(path("tests/machines")).unwrap().map(|entry| entry.unwrap().path());
    let machines: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    assert!(machines.len() > 50);
    check(
        "doctor",
        machines.iter().map(|machine| {
            let folder = machine.with_extension("folder");
            let folder = if folder.is_dir() { folder } else { path("examples/environments") };
            envlint(&folder, &["doctor", "go", "--all", "--format", "json", "--machine", machine.to_str().unwrap()])
        }),
    );
}
