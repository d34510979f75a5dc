//! The positions in reports.

use serde_json::{Value, json};

use crate::workspace::{SETTINGS, Workspace};

/// A value with a mistake, which replaces `VALUE` in the texts below.
const VALUE: &str = r#""/opt/tools/bin""#;

fn number(position: &Value) -> usize {
    usize::try_from(position.as_u64().unwrap()).unwrap()
}

#[test]
fn offsets_are_bytes_and_columns_are_scalars_whatever_comes_before() {
    let table = [
        ("plain", "{\n  \"terminal.integrated.env.linux\": { \"PATH\": VALUE } }", 2, 46),
        ("one line", "{\"terminal.integrated.env.linux\":{\"PATH\":VALUE}}", 1, 42),
        ("byte order mark", "\u{feff}{ \"terminal.integrated.env.linux\": { \"PATH\": VALUE } }", 1, 46),
        ("mark and line", "\u{feff}{\n\"terminal.integrated.env.linux\": { \"PATH\": VALUE } }", 2, 44),
        ("CR LF", "{\r\n\r\n\"terminal.integrated.env.linux\": { \"PATH\": VALUE } }", 3, 44),
        ("CR", "{\r\r\"terminal.integrated.env.linux\": { \"PATH\": VALUE } }", 3, 44),
        ("tab", "{\n\t\"terminal.integrated.env.linux\": { \"PATH\":\tVALUE } }", 2, 45),
        ("two bytes", "{\n/* äö */\"terminal.integrated.env.linux\": { \"PATH\": VALUE } }", 2, 52),
        ("three bytes", "{\n/* 日本 */\"terminal.integrated.env.linux\": { \"PATH\": VALUE } }", 2, 52),
        ("four bytes", "{\n/* 🙂🙂 */\"terminal.integrated.env.linux\": { \"PATH\": VALUE } }", 2, 52),
        ("joined", "{\n/* 👩\u{200d}💻e\u{301} */\"terminal.integrated.env.linux\": { \"PATH\": VALUE } }", 2, 55),
        ("lines before", "{\n// é\n// 🙂\n\n\"terminal.integrated.env.linux\": {\n\"PATH\": VALUE } }", 6, 9),
        ("value below its key", "{\n\"terminal.integrated.env.linux\": { \"PATH\":\n  VALUE } }", 3, 3),
    ];
    for (name, template, line, column) in table {
        let text = template.replace("VALUE", VALUE);
        let findings = Workspace::with_settings(&text).findings(["--only", "path-overwrite"]);
        assert_eq!(findings.len(), 1, "{name}");
        let (start, end) = (&findings[0]["start"], &findings[0]["end"]);
        assert_eq!(text.get(number(&start["offset"])..number(&end["offset"])), Some(VALUE), "{name}");
        assert_eq!((number(&start["line"]), number(&start["column"])), (line, column), "{name}");
        assert_eq!((number(&end["line"]), number(&end["column"])), (line, column + VALUE.len()), "{name}");
    }
}

/// The end of a span that contains non-ASCII characters or has several lines.
#[test]
fn the_end_has_the_same_units_as_the_start() {
    let text = "[\r\n\"é🙂\"\r\n]";
    let findings = Workspace::with_settings(text).findings(["."]);
    assert_eq!(findings[0]["start"], json!({ "line": 1, "column": 1, "offset": 0 }));
    assert_eq!(findings[0]["end"], json!({ "line": 3, "column": 2, "offset": text.len() }));
    let findings = Workspace::with_settings("{\"é🙂\":1,\"é🙂\":1}").findings(["."]);
    assert_eq!(findings[0]["start"], json!({ "line": 1, "column": 2, "offset": 1 }));
    assert_eq!(findings[0]["end"], json!({ "line": 1, "column": 6, "offset": 9 }));
}

#[test]
fn every_report_names_the_same_place() {
    let text = format!("\u{feff}{{\r\n/* é🙂 */ \"terminal.integrated.env.linux\": {{ \"PATH\": {VALUE} }} }}");
    let workspace = Workspace::with_settings(text);
    let start = workspace.findings(["."])[0]["start"].clone();
    let place = format!("{SETTINGS}:{}:{}", start["line"], start["column"]);
    for format in ["human", "concise"] {
        let report = workspace.envlint(["--format", format]).stdout;
        assert!(report.contains(&place), "{format}: {place}\n{report}");
    }
}

/// A program that applies the edits of a report gets the same text as `--fix` writes.
#[test]
fn the_edits_of_a_report_are_the_same_as_those_of_fix() {
    let text = concat!(
        "\u{feff}{\r\n\t// é 🙂\r\n\t\"terminal.integrated.env.osx\": { \"P\\u0041TH\": \"/é\" },\r\n",
        "\t\"editor.tabSize\": 2, // once\r\n\t\"editor.tabSize\": 2,\r\n",
        "\t\"terminal.integrated.env.windows\": { \"Path\": \"C:\\\\é:${env:Path}\" }\r\n}\r\n",
    );
    let workspace = Workspace::with_settings(text);
    let findings = workspace.findings(["."]);
    let safe = findings.iter().map(|finding| &finding["fix"]).filter(|fix| fix["applicability"] == "safe");
    let mut edits: Vec<&Value> = safe.flat_map(|fix| fix["edits"].as_array().unwrap()).collect();
    assert!(edits.len() >= 3, "{findings:?}");
    edits.sort_by_key(|edit| number(&edit["start"]));
    let mut fixed = text.to_owned();
    for edit in edits.iter().rev() {
        fixed.replace_range(number(&edit["start"])..number(&edit["end"]), edit["replacement"].as_str().unwrap());
    }
    assert_eq!(workspace.envlint(["--fix"]).status, Some(0));
    assert_eq!(workspace.read(SETTINGS), fixed);
    assert_ne!(fixed, text);
}

#[test]
fn related_places_are_named_with_their_own_file() {
    let workspace = Workspace::new()
        .with(
            "x.code-workspace",
            "\u{feff}{\n  \"folders\": [{ \"path\": \"é\" }],\n  \"settings\": { \"go.gopath\": \"/é\" }\n}\n",
        )
        .with("é/.vscode/settings.json", r#"{ "go.toolsEnvVars": { "GOPATH": "/other" } }"#);
    let findings = workspace.findings(["é/.vscode/settings.json"]);
    assert_eq!(findings[0]["rule"], "go-tools-env-shadowed");
    let related = &findings[0]["related"][0];
    assert_eq!(related["path"], "x.code-workspace");
    assert_eq!(related["start"], json!({ "line": 3, "column": 17, "offset": 54 }));
    assert_eq!(related["end"], json!({ "line": 3, "column": 34, "offset": 72 }));
}

#[test]
fn findings_are_sorted_by_path_offset_and_rule() {
    let text = r#"{ "terminal.integrated.env.osx": { "PATH": "$GOPATH/bin:/x" }, "a": 1, "a": 2,
        "terminal.integrated.env.linux": { "PATH": "/x:$GOPATH/bin" } }"#;
    let workspace = Workspace::new();
    for folder in ["b", "a", "a/b", "a-b", "a b", "B", "ä", "10", "9"] {
        workspace.write(format!("{folder}/{SETTINGS}"), text);
    }
    let key = |finding: &Value| {
        let text = |field: &str| finding[field].as_str().unwrap().to_owned();
        (text("path"), number(&finding["start"]["offset"]), text("rule"))
    };
    let found: Vec<_> = workspace.findings(["."]).iter().map(key).collect();
    assert_eq!(found.len(), 9 * 5, "{found:?}");
    assert!(found.is_sorted(), "{found:#?}");
    assert!(found.windows(2).any(|pair| pair[0].1 == pair[1].1), "two rules at one place");
}

/// Version 1 of the report: its fields are never renamed or removed.
#[test]
fn the_report_has_its_fields() {
    let text = r#"{ "go.gopath": "/x", "go.toolsEnvVars": { "GOPATH": "/y" }, "terminal.integrated.env.osx": { "PATH": "/x" } }"#;
    let workspace = Workspace::with_settings(text);
    let report = workspace.envlint(["--format", "json", ".", "gone/.vscode/settings.json"]).json();
    let has = |value: &Value, fields: &[&str]| {
        for field in fields {
            assert!(value.as_object().unwrap().contains_key(*field), "{field} in {value}");
        }
    };
    has(&report, &["version", "tool", "findings", "summary", "problems"]);
    assert_eq!(report["version"], 1);
    assert_eq!(report["tool"], json!({ "name": "envlint", "version": env!("CARGO_PKG_VERSION") }));
    has(&report["summary"], &["files", "errors", "warnings", "infos", "fixable", "fixed"]);
    has(&report["problems"][0], &["path", "message"]);
    for finding in report["findings"].as_array().unwrap() {
        let fields = [
            "rule",
            "severity",
            "message",
            "path",
            "start",
            "end",
            "platforms",
            "variable",
            "place",
            "related",
            "fix",
            "help",
            "url",
        ];
        has(finding, &fields);
        has(&finding["start"], &["line", "column", "offset"]);
        has(&finding["fix"], &["applicability", "title", "edits"]);
        has(&finding["fix"]["edits"][0], &["start", "end", "replacement"]);
    }
    has(&report["findings"][0]["related"][0], &["path", "start", "end", "message"]);
}

#[test]
fn the_list_of_rules_has_its_fields_and_is_the_registry() {
    let list = Workspace::new().envlint(["rules", "--format", "json"]).json();
    let listed = list["rules"].as_array().unwrap();
    let registered = envlint_rules::all();
    assert_eq!(listed.len(), registered.len());
    for (row, rule) in listed.iter().zip(registered) {
        let meta = rule.meta();
        let fix = meta.fix.map(envlint_core::finding::Applicability::name);
        let wanted = json!({
            "name": meta.name,
            "family": meta.family.name,
            "severity": meta.severity.name(),
            "fix": fix,
            "since": meta.since,
            "summary": meta.summary(),
        });
        for (field, value) in wanted.as_object().unwrap() {
            assert_eq!(&row[field], value, "{field} of {}", meta.name);
        }
    }
}
