//! The fixes in a log, applied to the file as another program would do it.

use serde_json::{Value, json};

use super::{MESSAGE, URI, results, sarif, text};
use crate::workspace::{FIXED_PATH, LOST_PATH, SETTINGS, Workspace};

/// Applies a fix according to the standard: regions refer to the original text without its byte order mark, in lines and code points.
fn apply(source: &str, change: &Value) -> String {
    let (mark, source) = source.strip_prefix('\u{feff}').map_or(("", source), |rest| ("\u{feff}", rest));
    let mut starts = vec![0];
    let bytes = source.as_bytes();
    starts.extend(
        (0..bytes.len())
            .filter(|&at| bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
            .map(|at| at + 1),
    );
    let offset = |line: &Value, column: &Value| {
        let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap() - 1;
        let start = starts[number(line)];
        let rest = &source[start..];
        start + rest.char_indices().map(|(at, _)| at).chain([rest.len()]).nth(number(column)).unwrap()
    };
    let edit = |replacement: &Value| {
        let region = &replacement["deletedRegion"];
        let start = offset(&region["startLine"], &region["startColumn"]);
        let end = offset(&region["endLine"], &region["endColumn"]);
        let text = replacement.pointer("/insertedContent/text").map_or("", |text| text.as_str().unwrap());
        (start..end, text.to_owned())
    };
    let mut edits: Vec<_> = change["replacements"].as_array().unwrap().iter().map(edit).collect();
    edits.sort_by_key(|(range, _)| range.start);
    let mut text = source.to_owned();
    for (range, inserted) in edits.into_iter().rev() {
        text.replace_range(range, &inserted);
    }
    format!("{mark}{text}")
}

#[test]
fn a_program_that_applies_a_fix_gets_the_same_text_as_fix() {
    for source in [
        LOST_PATH.to_owned(),
        "\u{feff}{\r\n\t// é 🙂\r\n\t\"terminal.integrated.env.osx\": { /* 🙂 */ \"P\\u0041TH\": \"/é\" }\r\n}\r\n".to_owned(),
        "\u{feff}{ /* 👩\u{200d}💻 */ \"editor.tabSize\": 2, \"editor.tabSize\": 2 }".to_owned(),
        "{\r\"editor.tabSize\": 2,\r// kept\r\"editor.tabSize\": 2\r}".to_owned(),
        "{\n\t\"a\": 1, // one\n\t/* two */ \"a\": 1, /* three */\n\t\"terminal.integrated.env.windows\": { \"Path\": \"C:\\\\é:${env:Path}\" }\n}".to_owned(),
    ] {
        let workspace = Workspace::with_settings(&source);
        let log = sarif(&workspace, &["."]);
        assert!(!results(&log).is_empty(), "{source:?}");
        for result in results(&log) {
            let fix = &result["fixes"][0];
            assert_eq!(fix["properties"]["applicability"], "safe");
            let change = &fix["artifactChanges"][0];
            assert_eq!(text(change, "/artifactLocation/uri"), text(result, URI));
            let rule = text(result, "/ruleId");
            workspace.write(SETTINGS, &source);
            workspace.envlint(["--fix", "--only", rule]);
            assert_eq!(apply(&source, change), workspace.read(SETTINGS), "{rule} in {source:?}");
        }
    }
    let log = sarif(&Workspace::with_settings(LOST_PATH), &["."]);
    assert_eq!(apply(LOST_PATH, &results(&log)[0]["fixes"][0]["artifactChanges"][0]), FIXED_PATH);
}

/// Programs may apply fixes without asking, so a fix that is only for display is part of the message instead.
#[test]
fn a_fix_for_display_is_part_of_the_message() {
    let workspace =
        Workspace::with_settings(r#"{ "terminal.integrated.env.linux": { "PATH": "/nix/x:/usr/bin:/bin" } }"#);
    assert_eq!(workspace.findings(["."])[0]["fix"]["applicability"], "display");
    let log = sarif(&workspace, &["."]);
    assert_eq!(results(&log)[0].get("fixes"), None);
    assert!(text(&results(&log)[0], MESSAGE).ends_with("(not applied automatically)."), "{log:#}");
}

#[test]
fn a_fix_that_would_show_a_secret_is_left_out() {
    let source = r#"{ "terminal.integrated.env.linux": { "PATH": "https://me:Zq7hunter2@$HOME/x:${env:PATH}" } }"#;
    let workspace = Workspace::with_settings(source);
    let findings = workspace.findings(["."]);
    let fix = &findings.iter().find(|finding| finding["rule"] == "shell-variable").unwrap()["fix"];
    assert_eq!((&fix["title"], &fix["edits"]), (&json!("Write `${env:HOME}`"), &json!([])), "{fix:#}");
    let log = sarif(&workspace, &["."]);
    let result = results(&log).iter().find(|result| result["ruleId"] == "shell-variable").unwrap();
    assert_eq!(result.get("fixes"), None);
    assert!(!log.to_string().contains("hunter2"));
}
