//! Configurations: which one applies to which file, what they change, and how their mistakes are reported.

use serde_json::Value;

use crate::workspace::{LOST_PATH, SETTINGS, Workspace, formats, ways_to_look, ways_to_report};

const CONFIG: &str = "envlint.toml";

fn off(rule: &str) -> String {
    format!("[rules]\n{rule} = \"off\"\n")
}

/// Path and rule of each finding.
fn found(workspace: &Workspace, arguments: &[&str]) -> Vec<String> {
    let place =
        |finding: &Value| format!("{} {}", finding["path"].as_str().unwrap(), finding["rule"].as_str().unwrap());
    workspace.findings(arguments).iter().map(place).collect()
}

#[test]
fn only_the_nearest_one_applies_wherever_the_command_runs() {
    let workspace = Workspace::new()
        .with(CONFIG, off("path-overwrite"))
        .with(SETTINGS, LOST_PATH)
        .with("a/.envlint.toml", "[rules]\npath-overwrite = \"info\"\n")
        .with("a/b/.vscode/settings.json", LOST_PATH)
        .with("c/envlint.toml", "")
        // If a folder has both, the name without a dot is used.
        .with("c/.envlint.toml", off("path-overwrite"))
        .with("c/.vscode/settings.json", LOST_PATH)
        // A folder with that name is not a configuration.
        .with("d/envlint.toml/x", "")
        .with("d/.vscode/settings.json", LOST_PATH);
    let wanted = ["a/b/.vscode/settings.json path-overwrite", "c/.vscode/settings.json path-overwrite"];
    assert_eq!(found(&workspace, &["."]), wanted);
    let findings = workspace.findings(["."]);
    assert_eq!((&findings[0]["severity"], &findings[1]["severity"]), (&"info".into(), &"error".into()));

    let mut command = workspace.command();
    let run = crate::workspace::run(command.current_dir(workspace.path("d/.vscode")).args(["settings.json"]));
    assert_eq!(run.status, Some(0), "{}", run.text());
}

#[test]
fn one_for_all_and_none() {
    let workspace = Workspace::new()
        .with(CONFIG, off("path-overwrite"))
        .with("ci/strict.toml", "[rules]\npath-overwrite = \"warning\"\n[[overrides]]\nfiles = [\"../a\"]\nrules = { path-overwrite = \"off\" }\n")
        .with(SETTINGS, LOST_PATH)
        .with("a/.vscode/settings.json", LOST_PATH);
    assert_eq!(found(&workspace, &["."]), [""; 0]);
    assert_eq!(found(&workspace, &["--no-config"]).len(), 2);
    let findings = workspace.findings(["--config", "ci/strict.toml"]);
    assert_eq!(findings.len(), 1, "its patterns are relative to its own folder");
    assert_eq!((&findings[0]["path"], &findings[0]["severity"]), (&SETTINGS.into(), &"warning".into()));
}

#[test]
fn an_unreadable_file_after_config_is_a_usage_error() {
    let workspace = Workspace::with_settings(LOST_PATH).with("latin.toml", b"# caf\xe9");
    for (name, why) in [("gone.toml", "does not exist"), ("latin.toml", "is not UTF-8"), (".", "is a folder")] {
        for way in ways_to_report() {
            let run = workspace.envlint(way.iter().map(String::as_str).chain(["--config", name]));
            assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{name}");
            assert!(run.stderr.contains(name) && run.stderr.contains(why), "{}", run.stderr);
        }
    }
    assert_eq!(workspace.read(SETTINGS), LOST_PATH);
}

/// A configuration that is found but can't be read is a problem like any other unreadable file. No configuration above replaces it.
#[test]
fn an_unreadable_one_is_a_problem() {
    let workspace = Workspace::new()
        .with(CONFIG, off("path-overwrite"))
        .with("a/envlint.toml", b"# caf\xe9")
        .with("a/.vscode/settings.json", LOST_PATH);
    for format in formats() {
        let run = workspace.envlint(["--format", &format]);
        assert_eq!(run.status, Some(3), "{format}");
        assert!(run.text().contains("a/envlint.toml") && run.text().contains("is not UTF-8"), "{}", run.text());
        assert!(run.stdout.contains("path-overwrite"), "{format}: the file is linted");
    }
}

#[test]
fn a_hook_that_names_one_file_finds_what_a_whole_run_finds() {
    let workspace = Workspace::new()
        .with(CONFIG, "exclude = [\"vendor\"]\n[[overrides]]\nfiles = [\"a\"]\nrules = { path-overwrite = \"info\" }\n")
        .with(
            "all.code-workspace",
            r#"{ "folders": [{ "path": "a" }, { "path": "vendor" }], "settings": { "go.gopath": "/w" } }"#,
        )
        .with(SETTINGS, LOST_PATH)
        .with("a/.vscode/settings.json", LOST_PATH)
        .with("vendor/.vscode/settings.json", r#"{ "go.toolsEnvVars": { "GOPATH": "/y", "PATH": "/z" } }"#);
    let whole = workspace.findings(["."]);
    assert!(whole.len() >= 2 && whole.iter().all(|finding| !finding["path"].as_str().unwrap().starts_with("vendor")));
    for path in [SETTINGS, "a/.vscode/settings.json", "vendor/.vscode/settings.json", "all.code-workspace"] {
        let of_file: Vec<Value> = whole.iter().filter(|finding| finding["path"] == path).cloned().collect();
        assert_eq!(workspace.findings([path]), of_file, "{path}");
    }
}

#[test]
fn excluded_files_are_not_linted_and_not_fixed_but_still_read() {
    let workspace = Workspace::new()
        .with(CONFIG, "exclude = [\"vendor\", \"own.code-workspace\"]\n")
        .with("own.code-workspace", r#"{ "folders": [{ "path": "a" }], "settings": { "go.gopath": "/w", "terminal.integrated.env.osx": { "PATH": "/x" } } }"#)
        .with("a/.vscode/settings.json", r#"{ "go.toolsEnvVars": { "GOPATH": "/y" } }"#)
        .with("vendor/.vscode/settings.json", LOST_PATH);
    let before = workspace.content();
    for arguments in
        [&["."][..], &["--no-config"], &["vendor"], &["own.code-workspace", "vendor/.vscode/settings.json"]]
    {
        let is_whole = arguments == ["."];
        let findings = workspace.findings(arguments);
        assert_eq!(
            findings.len(),
            match arguments {
                ["."] => 1,
                ["--no-config"] => 3,
                _ => 0,
            },
            "{arguments:?}: {findings:?}"
        );
        if is_whole {
            assert_eq!(findings[0]["related"][0]["path"], "own.code-workspace", "it shares the window");
        }
    }
    assert_eq!(
        workspace.envlint(["--fix", "--unsafe-fixes", "vendor/.vscode/settings.json", "own.code-workspace"]).status,
        Some(0)
    );
    assert_eq!(workspace.content(), before);
    // A path that does not exist is a mistake even if a pattern matches it.
    assert_eq!(workspace.envlint(["vendor/x/.vscode/settings.json"]).status, Some(3));
}

#[test]
fn findings_of_disabled_rules_are_not_fixed() {
    let workspace = Workspace::with_settings(LOST_PATH).with(CONFIG, off("path-overwrite"));
    assert_eq!(workspace.envlint(["--diff"]).stdout, "");
    assert_eq!(workspace.envlint(["--fix"]).status, Some(0));
    assert_eq!(workspace.read(SETTINGS), LOST_PATH);
    assert_eq!(workspace.envlint(["--fix", "--only", "path-overwrite"]).status, Some(0));
    assert_ne!(workspace.read(SETTINGS), LOST_PATH, "unless it is asked for");
}

#[test]
fn platforms_and_login_shells_are_those_of_the_team() {
    let settings = r#"{
        "terminal.integrated.env.windows": { "PATH": "C:\\x" },
        "terminal.integrated.defaultProfile.linux": "mine",
        "terminal.integrated.profiles.linux": { "mine": { "path": "/bin/zsh", "args": ["-i"] } }
    }"#;
    let with = |config: &str| found(&Workspace::with_settings(settings).with(CONFIG, config), &["."]);
    assert_eq!(with(""), [".vscode/settings.json path-overwrite"]);
    assert_eq!(with("platforms = [\"linux\"]"), [""; 0]);
    assert_eq!(
        with("platforms = [\"linux\"]\nlogin-shell = [\"linux\"]"),
        [".vscode/settings.json missing-login-shell"]
    );
}

/// They point into the file in every format, whatever `--fail-on` and similar options say, and the valid parts still apply.
#[test]
fn mistakes_are_findings_and_make_the_status_2() {
    let config = "exclude = [\"vendor\"]\n[rules]\npath-overwrit = \"off\"\nshell-variable = \"warning\"\n";
    let workspace = Workspace::new()
        .with("conf/envlint.toml", config)
        .with("conf/.vscode/settings.json", r#"{ "terminal.integrated.env.osx": { "PATH": "$PATH:/x" } }"#)
        .with("conf/vendor/.vscode/settings.json", LOST_PATH);
    let findings = workspace.findings(["."]);
    assert_eq!(findings.len(), 2, "{findings:?}");
    assert_eq!((&findings[0]["severity"], &findings[0]["rule"]), (&"warning".into(), &"shell-variable".into()));
    assert_eq!(findings[1]["path"], "conf/envlint.toml");
    assert_eq!(findings[1]["start"], serde_json::json!({ "line": 3, "column": 1, "offset": 29 }));
    assert!(findings[1]["message"].as_str().unwrap().contains("path-overwrite"));
    for format in formats() {
        for options in [&[][..], &["--exit-zero"], &["--fail-on", "error"], &["--only", "path-overwrite"], &["--diff"]]
        {
            let run = workspace.envlint(["--format", &format].iter().chain(options));
            assert_eq!(run.status, Some(2), "{options:?} as {format}");
            // With `--diff`, standard output contains only the diff.
            let stream = if options == ["--diff"] { &run.stderr } else { &run.stdout };
            assert!(stream.contains("invalid-config"), "{options:?} as {format}: {}", run.text());
        }
        for options in [&["--no-config"][..], &["--ignore", "invalid-config"]] {
            let run = workspace.envlint(["--format", &format].iter().chain(options));
            assert_eq!(run.status, Some(1), "{options:?} as {format}");
        }
        let run = workspace.envlint(["--format", &format, ".", "gone/.vscode/settings.json"]);
        assert_eq!(run.status, Some(3), "an unreadable file takes precedence");
    }
    assert_eq!(workspace.envlint(["--fix"]).status, Some(2));
    assert_eq!(workspace.read("conf/envlint.toml"), config);
}

/// Mistakes in a configuration that applies to no file of the run are not reported.
#[test]
fn only_those_in_use_are_reported() {
    let workspace = Workspace::new()
        .with("a/envlint.toml", "nonsense = 1")
        .with("a/.vscode/settings.json", "{}")
        .with("b/.vscode/settings.json", LOST_PATH);
    assert_eq!(workspace.envlint(["b"]).status, Some(1));
    assert_eq!(workspace.envlint(["."]).status, Some(2));
    assert_eq!(workspace.envlint(["a/envlint.toml"]).status, Some(2), "unless it is named");
    let excluding = Workspace::new().with(CONFIG, "exclude = [\"a\"]\nx = 1").with("a/.vscode/settings.json", "{}");
    assert_eq!(excluding.envlint(["a/.vscode/settings.json"]).status, Some(2), "one that excludes is in use");
}

#[test]
fn threads_and_the_order_of_arguments_change_nothing() {
    let workspace =
        Workspace::new().with(CONFIG, "x = 1\n[[overrides]]\nfiles = [\"*5\"]\nrules = { path-overwrite = \"off\" }\n");
    for number in 0..60 {
        workspace.write(format!("{number}/{SETTINGS}"), LOST_PATH);
        if number % 7 == 0 {
            workspace.write(format!("{number}/{CONFIG}"), "[rules]\npath-overwrite = \"nothing\"\n");
        }
    }
    let mut paths: Vec<String> = (0..60).map(|number| number.to_string()).collect();
    for way in ways_to_look() {
        let with = |paths: &[String], threads: &str| {
            workspace.envlint(
                way.iter().map(String::as_str).chain(["--threads", threads]).chain(paths.iter().map(String::as_str)),
            )
        };
        let wanted = with(&paths, "1");
        assert_eq!(wanted.status, Some(2));
        assert!(with(&paths, "8") == wanted, "{way:?}");
        paths.reverse();
        assert!(with(&paths, "0") == wanted, "{way:?}");
    }
}

#[test]
fn hostile_and_secret_text_in_it_is_not_shown_raw() {
    let token = format!("ghp_{}", "a1B2".repeat(9));
    let config = format!(
        "# {token}\n\"\\u001b[31m\\u202e\" = 1\n\"{token}\" = \"x\" # \u{202e}\n[rules]\n\"{}\" = 1\n",
        "z".repeat(5000)
    );
    let workspace = Workspace::with_settings("{}").with(CONFIG, &config);
    for way in ways_to_look() {
        let text = workspace.envlint(&way).text();
        assert!(!text.contains(&token) && !text.contains(['\u{1b}', '\u{202e}']), "{way:?}: {text}");
    }
    assert_eq!(workspace.findings(["."]).len(), 3);
    assert!(workspace.findings(["."]).iter().all(|finding| finding["message"].as_str().unwrap().len() < 300));
}
