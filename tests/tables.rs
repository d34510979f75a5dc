//! Properties of every output of `matrix` and `trace`.

#![allow(clippy::unwrap_used, reason = "a test may fail by it, also outside of its own function")]

use std::fs;
use std::path::Path;
use std::process::Command;

const ENVLINT: &str = env!("CARGO_BIN_EXE_envlint");
/// Every command with every format of its output.
const OUTPUTS: &[&[&str]] = &[
    &["matrix"],
    &["matrix", "--format", "json"],
    &["matrix", "--format", "markdown"],
    &["matrix", "--format", "html"],
    &["trace", "A"],
    &["trace", "A", "--format", "json"],
];

/// The standard output of envlint in `folder`, and its exit status.
fn envlint(folder: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let home = folder.join("home");
    let output = Command::new(ENVLINT).args(arguments).current_dir(folder).env("HOME", home).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn every_output_names_what_envlint_could_not_read_in_full() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, ".vscode/settings.json", r#"{"terminal.integrated.env.linux": {"A": "a"}}"#);
    write(folder, ".vscode/tasks.json", r#"{"tasks": [{"label": "x" "options": {"env": {"A": "t"}}}]}"#);
    write(folder, ".vscode/mcp.json", b"\xff\xfe{\0}\0");
    write(folder, ".cursor/mcp.json", r#"{"mcpServers": {"s": {"command": "x", "env": {"A": "c"}}}}"#);
    let launch = r#"{"configurations": [{"name": "n", "type": "node", "request": "launch",
        "envFile": "${workspaceFolder}/missing.env", "env": {"A": "n"}}]}"#;
    write(folder, ".vscode/launch.json", launch);
    for arguments in OUTPUTS {
        let (output, status) = envlint(folder, arguments);
        // Markdown puts paths in backquotes, and HTML is plain text here.
        for named in [".vscode/tasks.json:1", ".vscode/mcp.json", ".cursor/mcp.json:1", ".vscode/launch.json:2"] {
            assert!(output.contains(named), "{arguments:?} does not name {named}:\n{output}");
        }
        assert_eq!(status, Some(3), "{arguments:?}");
    }
}

#[test]
fn every_output_can_go_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, ".vscode/settings.json", r#"{"terminal.integrated.env.linux": {"A": "a", "B": ""}}"#);
    for arguments in OUTPUTS {
        let (output, status) = envlint(folder, arguments);
        let (rest, of_file) = envlint(folder, &[*arguments, &["--output-file", "out"]].concat());
        assert_eq!((rest.as_str(), status, of_file), ("", Some(0), Some(0)), "{arguments:?}");
        assert_eq!(fs::read_to_string(folder.join("out")).unwrap(), output, "{arguments:?}");
    }
    let (_, status) = envlint(folder, &["matrix", "--output-file", ".vscode/settings.json"]);
    assert_eq!(status, Some(2), "a file of the run is not overwritten");
}

#[test]
fn the_platforms_of_the_configuration_limit_the_tables() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let settings = r#"{"terminal.integrated.env.linux": {"A": "l"}, "terminal.integrated.env.osx": {"A": "o"},
        "go.toolsEnvVars": {"A": "g"}}"#;
    write(folder, ".vscode/settings.json", settings);
    let titles = |arguments: &[&str]| {
        let (output, _) = envlint(folder, arguments);
        ["Linux, with", "macOS, with", "Windows, with"].map(|title| output.contains(title))
    };
    assert_eq!(titles(&["matrix"]), [true, true, false]);
    write(folder, "envlint.toml", "platforms = [\"osx\"]\n");
    assert_eq!(titles(&["matrix"]), [false, true, false]);
    assert_eq!(titles(&["matrix", "--no-config"]), [true, true, false]);
    write(folder, "other.toml", "platforms = [\"windows\"]\n");
    assert_eq!(titles(&["matrix", "--config", "other.toml"]), [false, false, true]);
    assert_eq!(titles(&["matrix", "--platform", "linux"]), [true, false, false]);
}

#[test]
fn a_workspace_that_changes_nothing_is_a_sentence_and_not_a_second_table() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "app/.vscode/tasks.json", r#"{"options": {"env": {"A": "a"}}, "tasks": []}"#);
    write(folder, "w.code-workspace", r#"{"folders": [{"path": "app"}]}"#);
    let (output, _) = envlint(folder, &["matrix"]);
    assert_eq!(output.matches("Linux, with").count(), 1, "{output}");
    assert!(output.contains("On Linux, the environments with w.code-workspace"), "{output}");
}

#[test]
fn processes_are_selected_by_what_is_displayed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let settings = r#"{"terminal.integrated.env.linux": {"A": "a"}, "go.toolsEnvVars": {"A": "g"},
        "terminal.integrated.profiles.linux": {"my shell": {"path": "bash"}}}"#;
    write(folder, ".vscode/settings.json", settings);
    let tasks = r#"{"tasks": [{"label": "plain", "type": "shell", "command": "x"}]}"#;
    write(folder, ".vscode/tasks.json", tasks);
    for (process, value) in [
        ("gopls", "g"),
        ("GOPLS, go build, go vet", "g"),
        ("terminal:my shell", "a"),
        ("terminal `my shell`", "a"),
        ("shell-task:plain", "a"),
    ] {
        // A title contains commas, which separate processes.
        let process = process.split(", ").next().unwrap();
        let (output, status) = envlint(folder, &["trace", "a", "--consumer", process]);
        assert!(output.contains(&format!("\n  = {value}\n")), "{process}: {output}");
        assert_eq!(status, Some(0));
    }
    for unknown in ["gopsl", "terminal:my shel", "shell-task:plan"] {
        let output =
            Command::new(ENVLINT).args(["matrix", "--consumer", unknown]).current_dir(folder).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.contains("did you mean"), "{message}");
    }
}

#[test]
fn vs_code_sets_its_own_variables_in_all_terminals() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let tasks = r#"{"version": "2.0.0", "tasks": [{"label": "a", "type": "shell", "command": "x",
        "options": {"env": {"COLORTERM": "x", "LANG": "C"}}}]}"#;
    write(folder, ".vscode/tasks.json", tasks);
    let (json, _) = envlint(folder, &["matrix", "--format", "json", "--platform", "linux"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let cells = json["windows"][0]["variables"][0]["cells"].as_array().unwrap();
    let inherit: Vec<String> = cells
        .iter()
        .filter(|cell| cell["state"] == "inherited")
        .flat_map(|cell| cell["consumers"].as_array().unwrap().iter().map(|it| it["id"].to_string()))
        .collect();
    assert_eq!(inherit, ["\"extension-host\""]);
    // Whether VS Code sets LANG in a terminal depends on the inherited value.
    let lang = &json["windows"][0]["variables"][1];
    let terminal = |cell: &&serde_json::Value| cell["consumers"][0]["id"] == "terminal";
    let cell = lang["cells"].as_array().unwrap().iter().find(terminal).unwrap();
    assert_eq!((&lang["name"], &cell["state"]), (&"LANG".into(), &"unknown".into()));
    let (text, _) = envlint(folder, &["matrix"]);
    assert!(text.contains("(set by VS Code)") && !text.contains("Go installation"), "{text}");
    let (trace, _) = envlint(folder, &["trace", "COLORTERM"]);
    assert!(trace.contains("> VS Code itself: truecolor"), "{trace}");
}

#[test]
fn no_output_shows_a_password_among_options() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let settings = r#"{"terminal.integrated.env.linux": {"A": "mysql -u root -pZz9vN2mXz7Rt", "B": "mysql -u root"}}"#;
    write(folder, ".vscode/settings.json", settings);
    for arguments in OUTPUTS {
        let (output, _) = envlint(folder, arguments);
        assert!(output.contains("not shown") && !output.contains("Zz9v"), "{arguments:?}:\n{output}");
        assert!(arguments[0] == "trace" || output.contains("mysql -u root"), "{arguments:?}:\n{output}");
    }
}
