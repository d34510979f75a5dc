//! Every example runs and shows what its description promises.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by it, also outside of its own function"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

#[path = "../examples/library/main.rs"]
#[allow(dead_code, reason = "its `main` is not called here")]
mod library;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn envlint(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_envlint")).args(arguments).current_dir(folder).output().unwrap()
}

fn findings(folder: &Path) -> Vec<serde_json::Value> {
    let output = envlint(folder, &["--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    report["findings"].as_array().unwrap().clone()
}

fn copy_of(example: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".vscode")).unwrap();
    let settings = Path::new(".vscode/settings.json");
    fs::copy(Path::new(ROOT).join("examples").join(example).join(settings), folder.path().join(settings)).unwrap();
    folder
}

#[test]
fn the_healthy_workspace_gives_nothing() {
    let output = envlint(&Path::new(ROOT).join("examples/go-workspace-healthy"), &[]);
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "Nothing to report in 1 file.\n");
}

#[test]
fn the_workspace_of_three_environments_gives_nothing() {
    assert!(findings(&Path::new(ROOT).join("examples/environments")).is_empty());
}

#[test]
fn the_broken_workspace_has_a_mistake_for_each_platform() {
    let found = findings(&Path::new(ROOT).join("examples/go-workspace-broken"));
    for (platform, rule) in [
        ("linux", "path-overwrite"),
        ("linux", "unresolvable-variable"),
        ("osx", "shell-variable"),
        ("osx", "missing-login-shell"),
        ("windows", "wrong-path-separator"),
    ] {
        assert!(
            found
                .iter()
                .any(|finding| finding["rule"] == rule && finding["platforms"] == serde_json::json!([platform])),
            "{rule} on {platform}"
        );
    }
}

#[test]
fn the_workspace_of_many_files_has_a_mistake_in_each() {
    let found = findings(&Path::new(ROOT).join("examples/many-files-broken"));
    let found: Vec<(&str, &str)> =
        found.iter().map(|finding| (finding["path"].as_str().unwrap(), finding["rule"].as_str().unwrap())).collect();
    let expected = [
        (".devcontainer/devcontainer.json", "container-env-reference"),
        (".devcontainer/devcontainer.json", "host-path-in-container"),
        (".devcontainer/devcontainer.json", "legacy-devcontainer-settings"),
        (".vscode/launch.json", "path-overwrite"),
        (".vscode/launch.json", "non-string-value"),
        (".vscode/launch.json", "env-on-attach"),
        (".vscode/launch.json", "environment-shape"),
        (".vscode/mcp.json", "mcp-path-duplicated"),
        (".vscode/tasks.json", "task-env-dropped"),
        (".vscode/tasks.json", "non-string-value"),
        (".vscode/tasks.json", "task-shell-command-flag"),
        ("api.code-workspace", "shell-variable"),
        ("api.code-workspace", "non-string-value"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn fixing_the_broken_workspace_changes_only_lines_that_a_finding_names_and_is_done_at_once() {
    let folder = copy_of("go-workspace-broken");
    let settings = folder.path().join(".vscode/settings.json");
    let before = fs::read_to_string(&settings).unwrap();
    let named: Vec<u64> =
        findings(folder.path()).iter().map(|finding| finding["start"]["line"].as_u64().unwrap()).collect();

    envlint(folder.path(), &["--fix"]);
    let after = fs::read_to_string(&settings).unwrap();
    assert_ne!(before, after);
    let kept: Vec<&str> = after.lines().collect();
    for (number, line) in (1..).zip(before.lines()) {
        assert!(named.contains(&number) || kept.contains(&line), "line {number} changed unnamed: {line}");
    }

    envlint(folder.path(), &["--fix"]);
    assert_eq!(fs::read_to_string(&settings).unwrap(), after, "a second run changes nothing");
}

#[test]
fn the_library_example_lints_and_fixes() {
    let mut out = Vec::new();
    library::print(&mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert!(out.contains("path-overwrite") && out.contains("/opt/go/bin:${env:PATH}\" // our Go"), "{out}");
}
