//! How a team with many findings starts: a baseline, suppressions, and runs about the files of a change.

use std::process::Command;

use crate::workspace::{FIXED_PATH, LOST_PATH, SETTINGS, Workspace};

const BASELINE: &str = "envlint-baseline.json";

fn with_baseline(text: &str) -> Workspace {
    let workspace = Workspace::with_settings(text);
    let written = workspace.envlint(["baseline", "write"]);
    assert_eq!(written.status, Some(0), "{}", written.text());
    workspace
}

#[test]
fn a_baseline_hides_what_it_contains_and_nothing_else() {
    let workspace = with_baseline(LOST_PATH);
    assert_eq!(workspace.envlint(["."]).status, Some(1), "only on request");
    assert_eq!(workspace.envlint(["baseline", "check"]).status, Some(0));
    assert_eq!(workspace.envlint(["--baseline", BASELINE]).status, Some(0));
    workspace.write("b/.vscode/settings.json", LOST_PATH);
    let new = workspace.envlint(["baseline", "check", "--format", "json"]).json();
    assert_eq!(new["findings"].as_array().unwrap().len(), 1);
    assert_eq!(new["findings"][0]["path"], "b/.vscode/settings.json");
}

#[test]
fn moved_lines_change_nothing_and_another_value_is_new() {
    let workspace = with_baseline(LOST_PATH);
    workspace.write(SETTINGS, format!("// a comment\n\n{}", LOST_PATH.replace("{ ", "{\n    ")));
    assert_eq!(workspace.envlint(["baseline", "check"]).status, Some(0));
    workspace.write(SETTINGS, LOST_PATH.replace("/opt/tools", "/opt/other"));
    assert_eq!(workspace.envlint(["baseline", "check"]).status, Some(1));
}

#[test]
fn what_is_gone_is_said_and_pruned() {
    let workspace = with_baseline(LOST_PATH);
    workspace.write(SETTINGS, FIXED_PATH);
    let run = workspace.envlint(["baseline", "check"]);
    assert_eq!(run.status, Some(0));
    assert!(run.stderr.contains("1 finding is gone"), "{}", run.text());
    let pruned = workspace.envlint(["baseline", "prune"]);
    assert_eq!(
        (pruned.status, pruned.stdout.as_str()),
        (Some(0), "Removed 1 finding from envlint-baseline.json; 0 left.\n")
    );
    assert_eq!(workspace.envlint(["baseline", "check"]).stderr, "");
    workspace.write(SETTINGS, LOST_PATH);
    assert_eq!(workspace.envlint(["baseline", "check"]).status, Some(1));
}

#[test]
fn a_value_with_a_secret_is_not_hashed() {
    let text = r#"{ "terminal.integrated.env.linux": { "API_TOKEN": "ghp_0123456789abcdefghijABCDEFGHIJ012345" } }"#;
    let baseline = with_baseline(text).read(BASELINE);
    assert!(baseline.contains("secret-in-settings") && baseline.contains("\"value\": null"), "{baseline}");
    let again = with_baseline(LOST_PATH).read(BASELINE);
    assert!(!again.contains("\"value\": null"), "{again}");
}

#[test]
fn suppressions_keep_the_file_valid_and_are_added_once() {
    let text = "{\n    \"terminal.integrated.env.linux\": {\n        \"PATH\": \"$HOME/bin:/opt/x\", \"LD_LIBRARY_PATH\": \"/a\"\n    },\n    \"a\": 1,\n    \"a\": 1\n}\n";
    let workspace = Workspace::with_settings(text);
    assert!(workspace.findings(["."]).len() > 2);
    let added = workspace.envlint(["--add-suppressions", "until we move"]);
    assert_eq!(added.status, Some(0), "{}", added.text());
    let suppressed = workspace.read(SETTINGS);
    let count = suppressed.matches("-- until we move").count();
    assert_eq!(added.stdout, format!("Added {count} suppressions to 1 file.\n"));
    let rest: String = suppressed.split_inclusive('\n').filter(|line| !line.contains("envlint-")).collect();
    assert_eq!(rest, text, "the layout is kept");
    assert_eq!(workspace.envlint(["."]).status, Some(0));
    workspace.envlint(["--add-suppressions", "again"]);
    assert_eq!(workspace.read(SETTINGS), suppressed);
}

#[test]
fn a_run_can_be_about_the_files_of_a_change() {
    let workspace = Workspace::with_settings(LOST_PATH).with("b/.vscode/settings.json", FIXED_PATH);
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(workspace.path(".")).args(["-c", "user.name=x", "-c", "user.email=x@example.org"]);
        let output = command.args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "x"]);
    let with_path = |arguments: &[&str]| {
        crate::workspace::run(workspace.command().env("PATH", std::env::var_os("PATH").unwrap()).args(arguments))
    };
    let nothing = with_path(&["--staged"]);
    assert_eq!((nothing.status, nothing.stdout.contains("No files to lint")), (Some(0), true), "{}", nothing.text());
    workspace.write("b/.vscode/settings.json", LOST_PATH);
    let changed = with_path(&["--changed-since", "HEAD", "--format", "concise", "--quiet"]);
    assert_eq!((changed.status, changed.stdout.lines().count()), (Some(1), 1), "{}", changed.text());
    assert_eq!(with_path(&["--staged"]).status, Some(0));
    git(&["add", "-A"]);
    let staged = with_path(&["--staged", "--format", "concise", "--quiet"]);
    assert_eq!(staged.stdout, changed.stdout);
    let unknown = with_path(&["--changed-since=--output=x"]);
    assert_eq!(unknown.status, Some(3), "{}", unknown.text());
    assert!(!workspace.path("x").exists());
}
