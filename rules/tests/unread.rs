//! No rule judges a value that no process gets, because another value of the same file overrides it.

#![cfg(test)]

use envlint_core::document::{Document, SourceFile};
use envlint_core::linter::Linter;
use envlint_core::rule::Options;
use envlint_core::vscode::FileKind;

const SETTINGS: &str = ".vscode/settings.json";
const LAUNCH: &str = ".vscode/launch.json";
const TASKS: &str = ".vscode/tasks.json";

/// The rules with findings in a file, each with its line.
fn found(path: &str, text: &str) -> Vec<String> {
    let linter = Linter::new(envlint_rules::all(), Options::default());
    let kind = FileKind::of_path(path).unwrap();
    let documents = [Document::parse(SourceFile { path: path.to_owned(), text: text.to_owned(), kind })];
    let findings = linter.lint(&documents);
    let line_of = |at: u32| documents[0].position(at).line;
    findings.iter().map(|finding| format!("{}:{}", line_of(finding.span.start), finding.rule.name)).collect()
}

#[test]
fn a_twin_in_other_letter_case_overrides_a_value_only_on_windows() {
    let twins = |platform: &str, first: &str| {
        format!(
            r#"{{"terminal.integrated.env.{platform}": {{
"PATH": "{first}",
"Path": "C:\\b;${{env:Path}}"}}}}"#
        )
    };
    assert_eq!(found(SETTINGS, &twins("windows", r"%PATH%;C:\\a")), ["2:variable-case"]);
    assert_eq!(found(SETTINGS, &twins("windows", r"C:\\a")), ["2:variable-case"]);
    assert!(found(SETTINGS, &twins("linux", "/a")).contains(&"2:path-overwrite".to_owned()));
    let last = r#"{"terminal.integrated.env.windows": {
"Path": "C:\\b;${env:Path}",
"PATH": "%PATH%;C:\\a"}}"#;
    assert_eq!(found(SETTINGS, last), ["2:variable-case", "3:shell-variable"]);
}

#[test]
fn a_setting_overrides_a_value() {
    let text = |value: &str| format!("{{\"go.gopath\": \"/go\", \"go.toolsEnvVars\": {{\n\"GOPATH\": {value}}}}}");
    for value in ["\"$HOME/go\"", "\"~/go\"", "\"go\"", "\"${env:HOEM}/go:C:\\\\go\""] {
        assert_eq!(found(SETTINGS, &text(value)), ["2:go-tools-env-shadowed"], "{value}");
    }
    // A value of a wrong type stops the debugger anyway.
    assert!(found(SETTINGS, &text("1")).contains(&"2:non-string-value".to_owned()));
    let installing = "{\"go.toolsGopath\": \"/go\", \"go.toolsEnvVars\": {\n\"GOPATH\": \"$HOME/go\"}}";
    assert!(found(SETTINGS, installing).contains(&"2:shell-variable".to_owned()), "the other tools get it");
}

#[test]
fn a_block_for_a_platform_overrides_a_value_there() {
    let launch = |blocks: &str| {
        format!(
            r#"{{"version": "0.2.0", "configurations": [{{"type": "node", "request": "launch", "name": "a", "program": "a.js",
"env": {{"PATH": "$PATH:/a"}}{blocks}}}]}}"#
        )
    };
    let block = |platform: &str, path: &str| format!(",\n\"{platform}\": {{\"env\": {{\"PATH\": \"{path}\"}}}}");
    let [linux, osx] = ["linux", "osx"].map(|platform| block(platform, "/b:${env:PATH}"));
    let windows = block("windows", r"C:\\b;${env:PATH}");
    assert!(found(LAUNCH, &launch(&(linux.clone() + &osx))).contains(&"2:shell-variable".to_owned()));
    let everywhere = found(LAUNCH, &launch(&(linux + &osx + &windows)));
    assert!(!everywhere.contains(&"2:shell-variable".to_owned()), "{everywhere:?}");
}

#[test]
fn what_a_broken_profile_keeps_from_taking_effect_is_judged() {
    let text = r#"{"terminal.integrated.profiles.linux": {"a": {"path": 1}, "b": {"path": "bash", "env": {
"PATH": "$PATH:/a"}}}}"#;
    assert!(found(SETTINGS, text).contains(&"2:shell-variable".to_owned()));
}

#[test]
fn a_task_with_its_own_variables_leaves_those_of_the_file_to_other_tasks() {
    let text = r#"{"version": "2.0.0", "options": {"env": {
"PATH": "/a:$PATH"}}, "tasks": [{"label": "a", "type": "shell", "command": "a", "options": {"env": {
"PATH": "/b:${env:PATH}"}}}]}"#;
    assert!(found(TASKS, text).contains(&"2:shell-variable".to_owned()));
}
