//! The SARIF report, validated by the schema of the standard and read back by its rules.

#[path = "sarif/fingerprints.rs"]
mod fingerprints;
#[path = "sarif/fixes.rs"]
mod fixes;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::workspace::{LOST_PATH, SETTINGS, Workspace, run};
use crate::{HOSTILE, settings};

/// The SARIF 2.1.0 schema by OASIS. The crate `serde-sarif` generates its types from a copy of the schema. Cargo has downloaded
/// that copy wherever these tests run, so this repository does not need one.
static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform", "host-tuple"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "serde-sarif").unwrap();
    let folder = Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap();
    let schema = std::fs::read_to_string(folder.join("src/schema.json")).unwrap();
    // The only pattern in the schema has an extra bracket, which the errata of the standard remove.
    let schema = schema.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    assert_eq!(schema["title"], "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema");
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
});

fn mistakes(log: &Value) -> Vec<String> {
    SCHEMA.iter_errors(log).map(|mistake| format!("{}: {mistake}", mistake.instance_path())).collect()
}

/// The report of a run. It must be valid according to the schema, and readable with the types of `serde-sarif`.
fn sarif(workspace: &Workspace, arguments: &[&str]) -> Value {
    let run = workspace.envlint(["--format", "sarif"].iter().chain(arguments));
    let log = run.json();
    assert_eq!(mistakes(&log), [""; 0], "{log:#}");
    let read: serde_sarif::sarif::Sarif = serde_json::from_value(log.clone()).unwrap();
    assert_eq!(read.runs.len(), 1);
    log
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().unwrap()
}

/// The string at `pointer` in `value`.
fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).unwrap_or_else(|| panic!("{pointer} in {value:#}")).as_str().unwrap()
}

const MESSAGE: &str = "/message/text";
const URI: &str = "/locations/0/physicalLocation/artifactLocation/uri";
const BASE: &str = "/locations/0/physicalLocation/artifactLocation/uriBaseId";

/// One workspace for each kind of content that a log can have.
fn workspaces() -> Vec<(&'static str, Workspace, Vec<&'static str>)> {
    let other_file = Workspace::new()
        .with("x.code-workspace", r#"{ "folders": [{ "path": "a b" }], "settings": { "go.gopath": "/é" } }"#)
        .with(format!("a b/{SETTINGS}"), r#"{ "go.toolsEnvVars": { "GOPATH": "/other" } }"#);
    vec![
        ("findings of many kinds", Workspace::with_settings(settings("x")), vec!["."]),
        ("hostile text", Workspace::with_settings(settings(HOSTILE)), vec!["."]),
        ("places in another file", other_file, vec!["."]),
        ("nothing", Workspace::with_settings("{}"), vec!["."]),
        ("no files", Workspace::new(), vec!["."]),
        ("a syntax error", Workspace::with_settings("{ 1 }"), vec!["."]),
        ("at the end of an open file", Workspace::with_settings("{"), vec!["."]),
        (
            "files that cannot be read",
            Workspace::with_settings(b"\xff"),
            vec![".", "a b/é/tasks.json", "../x/tasks.json"],
        ),
        ("what --fix leaves", Workspace::with_settings(settings("x")), vec!["--fix", "."]),
        ("severities", Workspace::with_settings(LOST_PATH), vec!["--severity", "path-overwrite=info", "."]),
    ]
}

#[test]
fn every_log_is_valid() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/go-workspace-broken");
    let log = run(Workspace::new().command().current_dir(example).args(["--format", "sarif"])).json();
    assert_eq!(mistakes(&log), [""; 0], "{log:#}");
    assert!(results(&log).len() > 8);

    for (name, workspace, arguments) in workspaces() {
        let log = sarif(&workspace, &arguments);
        assert_eq!(
            results(&log).is_empty(),
            ["nothing", "no files", "files that cannot be read"].contains(&name),
            "{name}"
        );
    }
}

/// The control of the test above: the schema rejects invalid logs.
#[test]
fn the_schema_rejects_invalid_logs() {
    let log = sarif(&Workspace::with_settings(settings("x")), &["."]);
    let result = |rest: &str| format!("/runs/0/results/0{rest}");
    let broken = [
        ("/version".to_owned(), json!("2.0.0")),
        ("/runs/0/columnKind".to_owned(), json!("bytes")),
        ("/runs/0/tool/driver/name".to_owned(), Value::Null),
        ("/runs/0/tool/driver/rules/0/defaultConfiguration/level".to_owned(), json!("info")),
        ("/runs/0/invocations/0/executionSuccessful".to_owned(), json!("yes")),
        (result("/level"), json!("info")),
        (result("/message"), json!("a sentence")),
        (result("/ruleIndex"), json!(-2)),
        (result("/partialFingerprints/envlint~1v1"), json!(1)),
        (result("/locations/0/physicalLocation/region/startLine"), json!(0)),
        (result("/locations/0/physicalLocation/region/startColumn"), json!(1.5)),
        (result(URI), json!("a b")),
        (result("/properties"), json!([])),
        (result("/fixes/0/artifactChanges"), json!([])),
        (result("/fixes/0/artifactChanges/0/replacements/0"), json!({})),
    ];
    for (pointer, value) in broken {
        let mut log = log.clone();
        *log.pointer_mut(&pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
        assert!(!mistakes(&log).is_empty(), "{pointer}");
    }
    let mut linked = log.clone();
    linked["runs"][0]["tool"]["driver"]["rules"][0]["helpUri"] = json!("not a URI");
    assert!(!mistakes(&linked).is_empty(), "helpUri");
    let mut log = log;
    log["runs"][0]["results"][0].as_object_mut().unwrap().insert("line".to_owned(), json!(1));
    assert!(!mistakes(&log).is_empty(), "an unknown property");
}

#[test]
fn the_rules_that_occur_are_described_and_results_point_to_theirs() {
    let log = sarif(&Workspace::with_settings(settings("x")), &["--only", "path-overwrite,duplicate-key", "."]);
    let driver = &log["runs"][0]["tool"]["driver"];
    assert_eq!(driver["semanticVersion"], env!("CARGO_PKG_VERSION"));
    let described = driver["rules"].as_array().unwrap();
    let ids: Vec<&str> = described.iter().map(|found| text(found, "/id")).collect();
    assert_eq!(ids, ["duplicate-key", "path-overwrite"]);
    for found in described {
        let meta = envlint_rules::find(text(found, "/id")).unwrap().meta();
        assert_eq!(found["shortDescription"]["text"], meta.summary());
        assert_eq!(found["help"]["markdown"], meta.page);
        assert_eq!(found.get("helpUri").and_then(Value::as_str), meta.url().as_deref());
        assert_eq!(found["defaultConfiguration"]["enabled"], meta.enabled);
        assert_eq!(found["properties"]["tags"], json!([meta.family.name]));
        let why = found["fullDescription"]["text"].as_str().unwrap().strip_prefix(&*meta.summary()).unwrap();
        assert!(why.len() > 40, "{}: {why}", meta.name);
    }
    assert!(results(&log).len() > 2);
    for result in results(&log) {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(described[index]["id"], result["ruleId"]);
    }
}

#[test]
fn results_are_the_findings() {
    for (name, workspace, arguments) in workspaces().into_iter().filter(|(name, ..)| !name.contains("--fix")) {
        let findings = workspace.findings(&arguments);
        let log = sarif(&workspace, &arguments);
        assert_eq!(results(&log).len(), findings.len(), "{name}");
        for (result, finding) in results(&log).iter().zip(&findings) {
            assert_eq!(result["ruleId"], finding["rule"]);
            let level = if finding["severity"] == "info" { &json!("note") } else { &finding["severity"] };
            assert_eq!(&result["level"], level);
            assert_eq!(result["properties"]["platforms"], finding["platforms"]);
            let region = |start: &Value, end: &Value| {
                json!({
                    "startLine": start["line"],
                    "startColumn": start["column"],
                    "endLine": end["line"],
                    "endColumn": end["column"],
                })
            };
            let place = &result["locations"][0]["physicalLocation"];
            assert_eq!(place["region"], region(&finding["start"], &finding["end"]), "{name}");
            let related = finding["related"].as_array().unwrap();
            for (id, other) in (1..).zip(related) {
                let location = &result["relatedLocations"][id - 1];
                assert_eq!(location["id"], id);
                assert_eq!(location["physicalLocation"]["region"], region(&other["start"], &other["end"]));
                assert!(text(result, MESSAGE).contains(&format!("]({id}): ")), "the message links to it: {result:#}");
            }
        }
    }
}

#[test]
fn an_unreadable_file_is_a_notification() {
    let workspace = Workspace::with_settings(b"\xff").with(format!("b/{SETTINGS}"), LOST_PATH);
    let log = sarif(&workspace, &[".", "a b/tasks.json"]);
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let reported: Vec<_> = invocation["toolExecutionNotifications"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| (text(note, "/level"), text(note, MESSAGE), text(note, URI), text(note, BASE)))
        .collect();
    assert_eq!(
        reported,
        [
            ("error", ".vscode/settings.json: is not UTF-8 (byte 0); save it as UTF-8", SETTINGS, "%SRCROOT%"),
            ("error", "a b/tasks.json: does not exist", "a%20b/tasks.json", "%SRCROOT%"),
        ]
    );
    assert_eq!(results(&log).len(), 1);
    let log = sarif(&Workspace::with_settings(LOST_PATH), &["."]);
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], true, "findings are not a failure of the tool");
}

#[cfg(unix)]
#[test]
fn files_are_named_by_uris() {
    let workspace = Workspace::new();
    for folder in ["here/a b", "here/é%20#?", "here/a:b\n", "there/x y"] {
        workspace.write(format!("{folder}/{SETTINGS}"), LOST_PATH);
    }
    let here = workspace.path("here").canonicalize().unwrap();
    let report = run(workspace.command().current_dir(&here).args(["--format", "sarif", ".", "../there"]));
    let log = report.json();
    assert_eq!(mistakes(&log), [""; 0]);
    let mut found: Vec<_> = results(&log)
        .iter()
        .map(|result| (text(result, URI).to_owned(), result.pointer(BASE).map(|base| base.as_str().unwrap())))
        .collect();
    found.sort();
    let there = workspace.path("there").canonicalize().unwrap();
    let outside = format!("file://{}/x%20y/{SETTINGS}", there.to_str().unwrap());
    let base = Some("%SRCROOT%");
    let mut wanted = vec![
        (format!("a%20b/{SETTINGS}"), base),
        (format!("%C3%A9%2520%23%3F/{SETTINGS}"), base),
        (format!("a%3Ab%0A/{SETTINGS}"), base),
        (outside, None),
    ];
    wanted.sort();
    assert_eq!(found, wanted);
    assert_eq!(
        log["runs"][0]["originalUriBaseIds"]["%SRCROOT%"].get("uri"),
        None,
        "the log does not depend on the machine"
    );
}

/// Text from a file cannot become a link in the message.
#[test]
fn messages_link_only_to_related_places() {
    let log = sarif(&Workspace::with_settings(settings(HOSTILE)), &["."]);
    let mut with_links = 0;
    for result in results(&log) {
        let message = text(result, MESSAGE);
        let targets: Vec<&str> = message.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()).collect();
        let ids = result["relatedLocations"].as_array().map_or(0, Vec::len);
        assert_eq!(targets, (1..=ids).map(|id| id.to_string()).collect::<Vec<_>>(), "{message}");
        with_links += usize::from(ids > 0);
        assert!(message.ends_with(['.', '?']), "{message}");
    }
    assert!(with_links > 0 && log.to_string().contains("evil.example"), "{log:#}");
}

/// The log does not contain its own path.
#[test]
fn a_log_in_a_file_is_the_same() {
    let workspace = Workspace::with_settings(LOST_PATH);
    let log = sarif(&workspace, &["."]);
    workspace.envlint(["--format", "sarif", "--output-file", "envlint.sarif"]);
    let written: Value = serde_json::from_str(&workspace.read(PathBuf::from("envlint.sarif"))).unwrap();
    assert_eq!(written, log);
}
