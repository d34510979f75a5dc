//! The output depends only on the files and the options.

use std::fs;

use crate::workspace::{FinishedRun, SETTINGS, Workspace, formats, run};

const FILES: usize = 100;

/// A workspace with many different files in several windows.
fn many_files() -> Workspace {
    let workspace = Workspace::new();
    for number in 0..FILES {
        let (platform, separator) = [("linux", ':'), ("osx", ';'), ("windows", ':')][number % 3];
        let mistake = match number % 5 {
            0 => format!(r#""terminal.integrated.env.{platform}": {{ "PATH": "/opt/{number}/bin" }}"#),
            1 => format!(r#""terminal.integrated.env.{platform}": {{ "PATH": "$PATH{separator}/opt/{number}" }}"#),
            2 => format!(r#""go.toolsEnvVars": {{ "GOPATH": "/go/{number}" }}"#),
            3 => format!(r#""editor.tabSize": {number}, "editor.tabSize": {number}"#),
            _ => r#""a": 1 "b": 2"#.to_owned(),
        };
        let lines = "    // a comment\n".repeat(number);
        workspace.write(format!("{number}/{SETTINGS}"), format!("{{\n{lines}    {mistake}\n}}\n"));
    }
    for number in 0..FILES / 10 {
        let folders: Vec<String> = (0..10).map(|step| format!(r#"{{ "path": "{}" }}"#, number + 10 * step)).collect();
        let settings = r#"{ "go.gopath": "/of/the/workspace", "terminal.integrated.env.osx": { "PATH": "/ws" } }"#;
        let text = format!(r#"{{ "folders": [{}], "settings": {settings} }}"#, folders.join(", "));
        workspace.write(format!("{number}.code-workspace"), text);
    }
    workspace
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let workspace = many_files();
    let mut ways: Vec<Vec<String>> = formats().into_iter().map(|format| vec!["--format".to_owned(), format]).collect();
    ways.push(vec!["--diff".to_owned(), "--unsafe-fixes".to_owned()]);
    for way in ways {
        let with = |threads: &str| workspace.envlint(way.iter().map(String::as_str).chain(["--threads", threads]));
        let one = with("1");
        assert!(one.stdout.len() > 10_000, "{way:?}: {}", one.text());
        for threads in ["2", "8", "0"] {
            assert!(with(threads) == one, "{way:?} --threads {threads}");
        }
    }
}

#[test]
fn fixing_with_many_threads_writes_the_same() {
    let (one, eight) = (many_files(), many_files());
    let runs = [one.envlint(["--fix", "--threads", "1"]), eight.envlint(["--fix", "--threads", "8"])];
    assert!(runs[0] == runs[1]);
    assert!(one.content() == eight.content());
    assert!(one.content() != many_files().content(), "something was fixed");
}

#[test]
fn the_order_of_arguments_changes_nothing() {
    let workspace = many_files();
    workspace.write("97/.vscode/settings.json", b"\xff");
    workspace.write("98/.vscode/settings.json", b"\xff\xfe");
    let files = (0..FILES).map(|number| format!("{number}/{SETTINGS}"));
    let mut paths: Vec<String> = files.chain(["gone/.vscode/settings.json".to_owned(), "nowhere".to_owned()]).collect();
    for format in formats() {
        let wanted = workspace.envlint(["--format", &format].into_iter().chain(paths.iter().map(String::as_str)));
        assert_eq!(wanted.status, Some(3));
        for turn in [1, 37, 64] {
            paths.rotate_left(turn);
            paths.reverse();
            let found = workspace.envlint(["--format", &format].into_iter().chain(paths.iter().map(String::as_str)));
            assert!(found == wanted, "{format}");
            let twice = paths.iter().chain(&paths).map(String::as_str);
            assert!(workspace.envlint(["--format", &format].into_iter().chain(twice)) == wanted, "{format}");
        }
    }
}

/// A hook that passes one changed file gets the same findings for it as a whole run.
#[test]
fn a_file_given_alone_has_the_findings_of_the_whole_run() {
    let workspace = many_files();
    let whole = workspace.findings(["."]);
    let mut with_context = 0;
    for number in (0..FILES).step_by(3) {
        let path = format!("{number}/{SETTINGS}");
        let of_file: Vec<_> = whole.iter().filter(|finding| finding["path"] == *path).cloned().collect();
        let other =
            |finding: &serde_json::Value| finding["related"][0]["path"].as_str().is_some_and(|other| other != path);
        with_context += usize::from(of_file.iter().any(other));
        assert_eq!(workspace.findings([&path]), of_file, "{path}");
    }
    assert!(with_context > 3, "some findings need another file");
}

#[test]
fn the_name_of_the_folder_changes_nothing() {
    let reports: Vec<Vec<FinishedRun>> = ["a", "with spaces and é", "deep/er/still", ".hidden", "node_modules", "User"]
        .into_iter()
        .map(|folder| {
            let workspace = Workspace::new()
                .with(format!("{folder}/{SETTINGS}"), r#"{ "terminal.integrated.env.osx": { "PATH": "/x" } }"#)
                .with(format!("{folder}/app/{SETTINGS}"), r#"{ "go.toolsEnvVars": { "GOPATH": "/y" } }"#)
                .with(
                    format!("{folder}/x.code-workspace"),
                    r#"{ "folders": [{ "path": "app" }], "settings": { "go.gopath": "/x" } }"#,
                );
            let in_folder = |format: &String| {
                run(workspace.command().current_dir(workspace.path(folder)).args([
                    "--format",
                    format,
                    ".",
                    "gone/tasks.json",
                ]))
            };
            formats().iter().map(in_folder).collect()
        })
        .collect();
    assert!(reports[0][0].stdout.contains("path-overwrite") && reports[0][0].stdout.contains("go-tools-env-shadowed"));
    for report in &reports {
        assert_eq!(report, &reports[0]);
    }
}

#[test]
fn the_environment_changes_nothing_but_the_width() {
    let workspace = Workspace::with_settings(r#"{ "terminal.integrated.env.osx": { "PATH": "$HOME/x" } }"#);
    fs::create_dir_all(workspace.path("home/.config/Code/User")).unwrap();
    workspace.write("home/.config/Code/User/settings.json", "{ broken");
    for format in formats() {
        let arguments = ["--format", &format, SETTINGS];
        let wanted = workspace.envlint(arguments);
        let mut command = workspace.command();
        for (name, value) in [
            ("APPDATA", "home"),
            ("CI", "true"),
            // Also the width without it.
            ("COLUMNS", "80"),
            ("GITHUB_ACTIONS", "true"),
            ("HOME", "home"),
            ("LANG", "tr_TR.UTF-8"),
            ("LC_ALL", "C"),
            ("PATH", "/elsewhere"),
            ("RAYON_NUM_THREADS", "3"),
            ("RUST_LOG", "trace"),
            ("TERM", "xterm-256color"),
            ("TZ", "Pacific/Kiritimati"),
            ("USER", "somebody"),
        ] {
            command.env(name, value);
        }
        assert_eq!(run(command.args(arguments)), wanted, "{format}");
    }
}

#[test]
fn colors_are_used_where_they_are_requested() {
    let workspace = Workspace::with_settings(r#"{ "terminal.integrated.env.osx": { "PATH": "/x" } }"#);
    for options in [&[][..], &["--diff"]] {
        let with = |color: &[&str]| workspace.envlint(options.iter().chain(color)).stdout;
        let plain = with(&[]);
        assert!(!plain.contains('\u{1b}'));
        assert_eq!(with(&["--color", "never"]), plain);
        for (name, value) in [("CLICOLOR_FORCE", "1"), ("FORCE_COLOR", "1"), ("ENVLINT_COLOR", "always")] {
            let forced = run(workspace.command().args(options).env(name, value)).stdout;
            assert_eq!(forced, with(&["--color", "always"]), "{name}");
            let refused = run(workspace.command().args(options).env(name, value).env("NO_COLOR", "1")).stdout;
            assert_eq!(refused == plain, name != "ENVLINT_COLOR", "{name}");
        }
        let colored = with(&["--color", "always"]);
        assert!(colored.contains('\u{1b}'));
        assert_eq!(without_styles(&colored), plain);
    }
}

fn without_styles(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').unwrap().1)
}
