//! How a team with many findings starts: a baseline, suppressions, and runs about the files of a change.

use std::process::Command;

use crate::workspace::{FIXED_PATH, FinishedRun, LOST_PATH, SETTINGS, Workspace, run};

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
    workspace.envlint(["baseline", "write"]);
    workspace.write("envlint.toml", "exclude = [\".vscode\"]\n");
    let pruned = workspace.envlint(["baseline", "prune"]);
    assert_eq!(pruned.stdout, "Removed 1 finding from envlint-baseline.json; 0 left.\n", "excluded");
}

#[test]
fn a_configuration_names_the_baseline() {
    let workspace = Workspace::with_settings(LOST_PATH).with("envlint.toml", "baseline = \"accepted.json\"\n");
    let missing = workspace.envlint(["."]);
    let says = "envlint: accepted.json: does not exist; envlint baseline write creates it\n";
    assert_eq!((missing.status, missing.stderr.as_str()), (Some(3), says));
    assert_eq!(workspace.envlint(["--no-baseline"]).status, Some(1));
    let written = workspace.envlint(["baseline", "write"]);
    assert_eq!((written.status, written.stdout.as_str()), (Some(0), "Wrote 1 finding to accepted.json.\n"));
    assert_eq!(workspace.envlint(["."]).status, Some(0));
    assert_eq!(workspace.envlint(["--no-baseline"]).status, Some(1));
    assert_eq!(workspace.envlint(["--no-config"]).status, Some(1));
    workspace.write("b/.vscode/settings.json", LOST_PATH);
    let new = run(workspace.command().current_dir(workspace.path("b")).args(["--format", "json"]));
    assert_eq!(new.json()["findings"][0]["path"], ".vscode/settings.json", "in a folder below");
}

#[test]
fn the_nearest_baseline_of_the_repository_is_used() {
    let workspace =
        with_baseline(LOST_PATH).with(".git", "gitdir: elsewhere").with("b/.vscode/settings.json", LOST_PATH);
    let within = |arguments: &[&str]| run(workspace.command().current_dir(workspace.path("b")).args(arguments));
    assert_eq!(within(&["baseline", "check"]).status, Some(1));
    let written = within(&["baseline", "write"]);
    assert!(written.stdout.starts_with("Wrote 2 findings to ../envlint-baseline.json.\n"), "{}", written.text());
    assert_eq!(within(&["baseline", "check"]).status, Some(0));
    assert_eq!(workspace.envlint(["baseline", "check"]).status, Some(0), "those of other files are kept");
    assert!(!workspace.path("b/envlint-baseline.json").exists());
    workspace.write("b/.git", "gitdir: elsewhere");
    assert_eq!(within(&["baseline", "check"]).status, Some(3), "another repository");
}

#[test]
fn a_run_about_some_findings_does_not_call_others_gone() {
    let workspace = with_baseline(LOST_PATH);
    for hides in [["--only", "shell-variable"], ["--ignore", "path-overwrite"], ["--platform", "osx"]] {
        let check = workspace.envlint([["baseline", "check"], hides].concat());
        assert_eq!((check.status, check.stderr.as_str()), (Some(0), ""), "{hides:?}");
        let prune = workspace.envlint([["baseline", "prune"], hides].concat());
        assert_eq!(prune.status, Some(2), "{}", prune.text());
    }
    assert_eq!(workspace.envlint(["baseline", "check"]).status, Some(0));
}

#[test]
fn a_baseline_that_cannot_be_read_is_not_replaced() {
    let workspace = with_baseline(LOST_PATH);
    for (text, reason) in [
        (workspace.read(BASELINE).replace("\"version\"", "<<<<<<< main\n"), "is not valid JSON (line 2, column 3)"),
        ("\"private\"".to_owned(), "is not a baseline (line 1, column 9)"),
    ] {
        workspace.write(BASELINE, &text);
        for action in ["check", "write", "prune"] {
            let run = workspace.envlint(["baseline", action]);
            let says =
                format!("envlint: {BASELINE}: {reason}; to start again, delete it and run envlint baseline write\n");
            assert_eq!((run.status, run.stderr), (Some(2), says), "{action}");
        }
        assert_eq!(workspace.read(BASELINE), text);
    }
}

#[cfg(unix)]
#[test]
fn a_configured_baseline_is_not_read_outside_of_the_repository() {
    let workspace = with_baseline(LOST_PATH);
    let inner = Workspace::with_settings(LOST_PATH).with("envlint.toml", "baseline = \"accepted.json\"\n");
    std::os::unix::fs::symlink(workspace.path(BASELINE), inner.path("accepted.json")).unwrap();
    let before = workspace.read(BASELINE);
    for arguments in [&["."] as &[_], &["baseline", "check"], &["baseline", "write"], &["baseline", "prune"]] {
        let run = inner.envlint(arguments);
        assert_eq!(run.status, Some(3), "{arguments:?}: {}", run.text());
    }
    assert_eq!(workspace.read(BASELINE), before);
    // The same for one that is only found.
    let inner = Workspace::with_settings(LOST_PATH).with(".git", "gitdir: elsewhere");
    std::os::unix::fs::symlink(workspace.path(BASELINE), inner.path(BASELINE)).unwrap();
    assert_eq!(inner.envlint(["baseline", "check"]).status, Some(3));
    assert_eq!(inner.envlint(["baseline", "check", "--baseline", BASELINE]).status, Some(0), "named");
}

#[test]
fn a_value_with_a_secret_is_not_hashed() {
    let text = r#"{ "terminal.integrated.env.linux": { "API_TOKEN": "ghp_0123456789abcdefghijABCDEFGHIJ012345" } }"#;
    let baseline = with_baseline(text).read(BASELINE);
    assert!(baseline.contains("secret-in-settings") && baseline.contains("\"value\": null"), "{baseline}");
    let again = with_baseline(LOST_PATH).read(BASELINE);
    assert!(!again.contains("\"value\": null"), "{again}");
    let name = r#"{ "terminal.integrated.env.linux": { "ghp_0123456789abcdefghijABCDEFGHIJ012345": "$HOME" } }"#;
    let named = with_baseline(name).read(BASELINE);
    assert!(named.contains("/terminal.integrated.env.linux/*\"") && !named.contains("ghp_"), "{named}");
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
    commit(&workspace);
    let git = |arguments: &[&str]| git(&workspace, arguments);
    let with_path = |arguments: &[&str]| with_path(&workspace, arguments);
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

#[test]
fn a_run_about_a_changed_env_file_reports_what_is_wrong_with_it_where_it_is_named() {
    let launch = r#"{ "configurations": [
        { "name": "a", "type": "go", "request": "launch", "envFile": "${workspaceFolder}/conf/dev.env" }] }"#;
    let workspace = Workspace::with_settings(LOST_PATH)
        .with(".vscode/launch.json", launch)
        .with("conf/dev.env", "A=1\n")
        .with("conf/other.env", "PATH=/x\n");
    commit(&workspace);
    let lint = |arguments: &[&str]| with_path(&workspace, &[arguments, &["--format", "concise", "--quiet"]].concat());
    workspace.write("conf/dev.env", "A=1\nPATH=/x\n");
    git(&workspace, &["add", "-A"]);
    let staged = lint(&["--staged"]);
    assert_eq!((staged.status, staged.stdout.lines().count()), (Some(1), 1), "{}", staged.text());
    assert!(
        staged.stdout.contains("launch.json:2") && staged.stdout.contains("env-file-overwrite"),
        "{}",
        staged.text()
    );
    // pre-commit names the files.
    for arguments in [&["--staged", "--changed-lines"][..], &["--changed-since", "HEAD"], &["conf/dev.env"]] {
        assert_eq!(lint(arguments).stdout, staged.stdout, "{arguments:?}");
    }
    workspace.write("list", "conf/dev.env\n");
    assert_eq!(lint(&["--files-from", "list"]).stdout, staged.stdout);
    // Another line of the file has changed.
    git(&workspace, &["commit", "-q", "-m", "y"]);
    workspace.write("conf/dev.env", "A=2\nPATH=/x\n");
    git(&workspace, &["add", "-A"]);
    assert_eq!(lint(&["--staged"]).stdout, staged.stdout);
    assert_eq!(lint(&["--staged", "--changed-lines"]).status, Some(0));
    for (named, excluded) in [("conf/other.env", "x"), ("conf/dev.env", ".vscode")] {
        let nothing = with_path(&workspace, &[named, "--exclude", excluded]);
        assert_eq!(
            (nothing.status, nothing.stdout.contains("No files to lint")),
            (Some(0), true),
            "{}",
            nothing.text()
        );
    }
}

#[test]
fn a_change_that_deletes_an_env_file_is_reported_where_the_file_is_named() {
    let launch = r#"{ "configurations": [
        { "name": "a", "type": "go", "request": "launch", "envFile": "${workspaceFolder}/conf/dev.env" },
        { "name": "b", "type": "go", "request": "launch", "envFile": "~/other.env" }] }"#;
    let files = Workspace::with_settings(LOST_PATH).with(".vscode/launch.json", launch);
    let workspace = files.with("conf/dev.env", "A=1\n").with("conf/old.env", "A=1\n");
    commit(&workspace);
    let lint = |arguments: &[&str]| {
        let finished = with_path(&workspace, &[arguments, &["--format", "concise", "--quiet"]].concat());
        finished.stdout.lines().map(ToOwned::to_owned).collect::<Vec<String>>()
    };
    let ways: [&[&str]; 3] = [&["--staged"], &["--staged", "--changed-lines"], &["--changed-since", "HEAD"]];
    git(&workspace, &["rm", "-q", "--cached", "conf/dev.env"]);
    assert_eq!(lint(ways[0]), [""; 0], "the file still exists here");
    git(&workspace, &["rm", "-q", "-f", "conf/old.env"]);
    std::fs::remove_file(workspace.path("conf/dev.env")).unwrap();
    for way in ways {
        let found = lint(way);
        let [line] = found.as_slice() else { panic!("{way:?}: {found:?}") };
        assert!(line.starts_with(".vscode/launch.json:2") && line.contains("which this change deletes"), "{line}");
    }
    assert!(lint(&["conf"]).is_empty(), "without a change, nothing is known about missing files");
    workspace.write(".gitignore", "*.env\n");
    git(&workspace, &["add", ".gitignore"]);
    assert_eq!(lint(ways[0]), [""; 0], "everybody may have one of their own");
}

/// Runs git in the workspace.
fn git(workspace: &Workspace, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(workspace.path(".")).args(["-c", "user.name=x", "-c", "user.email=x@example.org"]);
    let output = command.args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Makes the workspace a repository with one commit.
fn commit(workspace: &Workspace) {
    git(workspace, &["init", "-q"]);
    git(workspace, &["add", "-A"]);
    git(workspace, &["commit", "-q", "-m", "x"]);
}

/// Runs the command with the PATH that leads to git.
fn with_path(workspace: &Workspace, arguments: &[&str]) -> FinishedRun {
    run(workspace.command().env("PATH", std::env::var_os("PATH").unwrap()).args(arguments))
}

const TWO_LINES: &str =
    "{ \"terminal.integrated.env.linux\": {\n  \"PATH\": \"/opt/a\",\n  \"LD_LIBRARY_PATH\": \"/b\"\n} }\n";

#[test]
fn only_findings_about_changed_lines_can_be_reported() {
    let workspace = Workspace::with_settings(TWO_LINES);
    commit(&workspace);
    let lines = |arguments: &[&str]| -> Vec<String> {
        let options = ["--changed-lines", "--format", "concise", "--quiet", "--fail-on", "info"];
        let found = with_path(&workspace, &[arguments, &options].concat());
        found.stdout.lines().map(|line| line.split(':').nth(1).unwrap().to_owned()).collect()
    };
    workspace.write(SETTINGS, format!("\n{}", TWO_LINES.replace("/opt/a", "/opt/b")));
    assert_eq!(lines(&["--changed-since", "HEAD"]), ["3"]);
    git(&workspace, &["add", "-A"]);
    assert_eq!(lines(&["--staged"]), ["3"]);
    let alone = workspace.envlint(["--changed-lines"]);
    assert_eq!(alone.status, Some(2), "{}", alone.text());
}

#[test]
fn before_the_first_commit_every_line_has_changed() {
    let workspace = Workspace::with_settings(LOST_PATH);
    git(&workspace, &["init", "-q"]);
    git(&workspace, &["add", "-A"]);
    assert_eq!(with_path(&workspace, &["--staged", "--changed-lines"]).status, Some(1));
}

#[test]
fn the_configuration_sets_options_of_the_report() {
    let config = "fail-on = \"error\"\nmin-severity = \"warning\"\nformat = \"concise\"\n[rules]\npath-overwrite = \"warning\"\n";
    let workspace = Workspace::with_settings(LOST_PATH).with("envlint.toml", config);
    let found = workspace.envlint(["--quiet"]);
    assert_eq!((found.status, found.stdout.lines().count()), (Some(0), 1), "{}", found.text());
    assert_eq!(workspace.envlint(["--fail-on", "warning"]).status, Some(1));
    assert!(workspace.envlint(["--format", "human"]).stdout.contains("╭─["));
    assert_eq!(workspace.envlint(["--no-config"]).status, Some(1));
    workspace.write("envlint.toml", config.replace("path-overwrite = \"warning\"", "path-overwrite = \"info\""));
    assert_eq!(workspace.envlint(["--quiet"]).stdout, "");
    assert_eq!(workspace.envlint(["--quiet", "--min-severity", "info"]).stdout.lines().count(), 1);
}

#[test]
fn a_report_of_a_false_alarm_shows_only_what_matters() {
    let text = r#"// Alice's settings
{
    "editor.tabSize": 4,
    "terminal.integrated.env.linux": {
        "ACME_URL": "https://acme.example.com", // internal
        "API_TOKEN": "ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "PATH": "/home/alice/acme/bin:/usr/bin"
    },
    "files.exclude": { "acme": true }
}
"#;
    let workspace = Workspace::with_settings(text).with(".vscode/tasks.json", "{}");
    let report = workspace.envlint(["--report", "path-overwrite"]);
    assert_eq!(report.status, Some(0), "{}", report.text());
    for private in ["lice", "cme", "ghp_", "tabSize", "exclude", "internal"] {
        assert!(!report.stdout.contains(private), "{private} in {}", report.stdout);
    }
    assert!(
        report.stdout.contains("`.vscode/settings.json`") && report.stdout.contains("> error: PATH"),
        "{}",
        report.stdout
    );
    let example = report.stdout.split("```jsonc\n").nth(1).unwrap().split("```").next().unwrap();
    let again = Workspace::with_settings(example);
    assert_eq!(again.findings(["--only", "path-overwrite", "."]).len(), 1, "{example}");
    assert_eq!(workspace.envlint(["--report", "shell-variable"]).status, Some(2));
    assert_eq!(workspace.envlint(["--report", "nonsense"]).status, Some(2));
}

/// All hooks that we suggest run for the same files.
#[test]
fn the_suggested_hooks_have_the_pattern_of_our_own() {
    let file =
        |name: &str| std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/").to_owned() + name).unwrap();
    let hooks = file(".pre-commit-hooks.yaml");
    let pattern = hooks.split_once("files: &files ").unwrap().1.lines().next().unwrap();
    let init = Workspace::new().envlint(["init"]).stdout;
    for text in [init, file("packaging/python/README.md")] {
        assert!(text.contains(&format!("files: {pattern}\n")), "{text}");
    }
}
