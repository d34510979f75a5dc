//! The formats for CI servers and reviewers, read back with the parsers of others.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use crate::workspace::{LOST_PATH, SETTINGS, Workspace};
use crate::{HOSTILE, settings};

/// The elements of an XML document: names and attributes. Fails if it is not well-formed.
fn elements(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let value = std::str::from_utf8(&attribute.value).unwrap();
                    let value = quick_xml::escape::unescape(value).unwrap().into_owned();
                    (String::from_utf8(attribute.key.as_ref().to_vec()).unwrap(), value)
                });
                found.push((String::from_utf8(tag.name().as_ref().to_vec()).unwrap(), attributes.collect()));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn value<'e>(element: &'e (String, Vec<(String, String)>), name: &str) -> &'e str {
    &element.1.iter().find(|(found, _)| found == name).unwrap().1
}

fn named<'e>(elements: &'e [(String, Vec<(String, String)>)], name: &str) -> Vec<&'e (String, Vec<(String, String)>)> {
    elements.iter().filter(|element| element.0 == name).collect()
}

#[test]
fn xml_reports_have_each_finding_once() {
    for text in ["x", HOSTILE] {
        let workspace = Workspace::with_settings(settings(text)).with("b/.vscode/settings.json", "{}");
        let findings = workspace.findings(["."]);
        assert!(findings.len() > 3);
        let junit = elements(&workspace.envlint(["--format", "junit"]).stdout);
        assert_eq!(named(&junit, "failure").len(), findings.len());
        let root = named(&junit, "testsuites");
        let allowed = ["name", "time", "tests", "failures", "errors"];
        assert!(
            root[0].1.iter().all(|(name, _)| allowed.contains(&name.as_str())),
            "junit-10.xsd of Jenkins: {root:?}"
        );
        let suites: Vec<&str> = named(&junit, "testsuite").iter().map(|suite| value(suite, "name")).collect();
        assert_eq!(suites, [SETTINGS, "b/.vscode/settings.json"]);
        let tests = named(&junit, "testcase");
        assert_eq!(tests.len(), findings.len() + 1, "a file without findings has a test that succeeds");
        let checkstyle = elements(&workspace.envlint(["--format", "checkstyle"]).stdout);
        let errors = named(&checkstyle, "error");
        assert_eq!(errors.len(), findings.len());
        for (error, finding) in errors.iter().zip(&findings) {
            assert_eq!(value(error, "line"), finding["start"]["line"].to_string());
            assert_eq!(value(error, "source"), format!("envlint.{}", finding["rule"].as_str().unwrap()));
        }
    }
}

#[test]
fn code_quality_has_the_required_fields_and_unique_fingerprints() {
    let workspace = Workspace::with_settings(settings("x")).with("b/.vscode/settings.json", settings("x"));
    let issues = workspace.envlint(["--format", "gitlab"]).json();
    let issues = issues.as_array().unwrap();
    assert_eq!(issues.len(), workspace.findings(["."]).len());
    let fingerprints: BTreeSet<&str> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(fingerprints.len(), issues.len());
    for issue in issues {
        assert!(["info", "minor", "major"].contains(&issue["severity"].as_str().unwrap()));
        assert!(issue["description"].is_string() && issue["check_name"].is_string());
        assert!(issue["location"]["lines"]["begin"].is_u64() && issue["location"]["path"].is_string());
    }
    // Lines that move keep the fingerprint.
    workspace.write(SETTINGS, format!("// a comment\n\n{}", settings("x")));
    let moved = workspace.envlint(["--format", "gitlab"]).json();
    let moved: BTreeSet<&str> =
        moved.as_array().unwrap().iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(moved, fingerprints);
}

/// Columns count bytes, and a suggestion applied to the file is what `--fix` writes.
#[test]
fn a_suggestion_is_the_fix() {
    let text = "{\n  \"terminal.integrated.env.osx\": { \"Ä\": \"€\", \"PATH\": \"/opt/x\" }\n}\n";
    let workspace = Workspace::with_settings(text);
    let result = workspace.envlint(["--format", "rdjson"]).json();
    let diagnostic = &result["diagnostics"][0];
    assert_eq!(diagnostic["code"]["value"], "path-overwrite");
    let suggestion = &diagnostic["suggestions"][0];
    let offset = |position: &Value| {
        let (line, column) = (position["line"].as_u64().unwrap(), position["column"].as_u64().unwrap());
        let before: usize = text.split_inclusive('\n').take(line as usize - 1).map(str::len).sum();
        before + column as usize - 1
    };
    let (start, end) = (offset(&suggestion["range"]["start"]), offset(&suggestion["range"]["end"]));
    let suggested = format!("{}{}{}", &text[..start], suggestion["text"].as_str().unwrap(), &text[end..]);
    workspace.envlint(["--fix"]);
    assert_eq!(workspace.read(SETTINGS), suggested);
}

#[test]
fn json_lines_are_the_findings_of_the_json_report() {
    let workspace = Workspace::with_settings(settings("x"));
    let lines = workspace.envlint(["--format", "jsonl"]).stdout;
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines, workspace.findings(["."]));
}

/// The command that a finding names applies its fix, and no other.
#[test]
fn the_command_of_a_finding_fixes_it() {
    let workspace = Workspace::with_settings(LOST_PATH);
    let findings = workspace.findings(["."]);
    let command: Vec<&str> =
        findings[0]["fix_command"].as_array().unwrap().iter().map(|argument| argument.as_str().unwrap()).collect();
    assert_eq!(command[..2], ["envlint", "--fix"]);
    assert_eq!(workspace.envlint(&command[1..]).status, Some(0));
    assert_eq!(workspace.findings(["."]), [Value::Null; 0]);
}
