//! The JSON schema of `envlint.toml` is generated from the configuration types and the registry of rules. It accepts exactly the
//! configurations that envlint reads without complaints.

use std::fs;

use envlint_core::config::{self, Config};
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::{path, same};

const FILE: &str = "docs/envlint.schema.json";

fn schema() -> Value {
    let generator = SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<Config>().to_value();
    schema["title"] = json!("envlint.toml");
    let levels = envlint_rules::all().into_iter().map(|rule| {
        let meta = rule.meta();
        let summary = format!("{} By default: {}.", meta.summary(), meta.default_level());
        (meta.name.to_owned(), json!({ "description": summary, "allOf": [{ "$ref": "#/definitions/Level" }] }))
    });
    let levels: serde_json::Map<String, Value> = levels.collect();
    schema["definitions"]["Levels"] = json!({ "type": "object", "properties": levels, "additionalProperties": false });
    schema
}

#[test]
fn the_schema_of_the_configuration_is_that_of_its_types_and_rules() {
    same(FILE, &format!("{:#}\n", schema()));
}

/// The configurations among the blocks of `page`, without their marks.
fn blocks(page: &str) -> Vec<String> {
    let blocks = page.split("```toml ").skip(1).filter_map(|block| block.split("\n```").next()?.split_once('\n'));
    let unmarked = |line: &str| line.split(" # <-").next().unwrap_or_default().to_owned();
    blocks.map(|(_, text)| text.lines().map(unmarked).collect::<Vec<_>>().join("\n")).collect()
}

/// An editor that uses the schema and envlint itself accept the same configurations.
#[test]
fn the_schema_takes_what_is_read_without_a_mistake() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let rules: Vec<&str> = envlint_rules::all().iter().map(|rule| rule.meta().name).collect();
    let page = fs::read_to_string(path("rules/src/housekeeping/invalid_config.md")).unwrap();
    let readme = fs::read_to_string(path("README.md")).unwrap();
    let mut texts = blocks(&page);
    let shown: Vec<String> =
        readme.split("```toml\n").skip(1).map(|block| block.split("\n```").next().unwrap().to_owned()).collect();
    assert!(
        !shown.is_empty() && shown.iter().all(|text| config::read(text, &rules).1.is_empty()),
        "the configurations in the README are valid"
    );
    texts.extend(shown);
    let lists = ["platforms", "login-shell", "exclude", "files"];
    let values = ["[]", "[\"linux\"]", "[\"mac\"]", "[1]", "\"linux\"", "{}", "true"];
    for (key, value) in lists.iter().flat_map(|key| values.map(|value| (key, value))) {
        texts.push(format!("{key} = {value}"));
        texts.push(format!("[[overrides]]\n{key} = {value}"));
    }
    for level in ["\"error\"", "\"warning\"", "\"info\"", "\"off\"", "\"on\"", "1", "{}"] {
        texts.push(format!("rules.path-overwrite = {level}"));
        texts.push(format!("rules.nonsense = {level}"));
        texts.push(format!("overrides = [{{ files = [\"a\"], rules = {{ path-overwrite = {level} }} }}]"));
    }
    texts.extend(
        ["overrides = {}", "overrides = [1]", "rules = []", "overrides = [{}]", "path-overwrite = \"off\""]
            .map(String::from),
    );
    let (mut right, mut wrong) = (0, 0);
    for text in &texts {
        // Only valid TOML can be compared with a schema.
        let Ok(value) = toml::from_str::<Value>(text) else { continue };
        let (_, mistakes) = config::read(text, &rules);
        // A schema cannot check the syntax of a glob pattern.
        let is_right = mistakes.iter().all(|mistake| matches!(mistake.problem, config::MistakeKind::Pattern { .. }));
        let complaints: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert_eq!(complaints.is_empty(), is_right, "{text}\n{complaints:?}\n{mistakes:?}");
        *(if is_right { &mut right } else { &mut wrong }) += 1;
    }
    assert!(right > 10 && wrong > 30, "{right} right, {wrong} wrong");
}
