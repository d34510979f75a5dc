//! Reports that are written to a file.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use crate::workspace::{FIXED_PATH, LOST_PATH, SETTINGS, Workspace, ways_to_report};

/// A finding that `--fix` fixes, one that it leaves, and a file that cannot be read.
fn workspace() -> Workspace {
    let rest = r#"{ "go.gopath": "/x", "go.toolsEnvVars": { "GOPATH": "/y" } }"#;
    Workspace::with_settings(LOST_PATH).with(format!("b/{SETTINGS}"), rest).with(format!("c/{SETTINGS}"), b"\xff")
}

#[test]
fn the_file_contains_what_would_have_been_printed() {
    for way in ways_to_report() {
        let printed = workspace().envlint(&way);
        assert!(printed.stdout.len() > 50, "{way:?}: {}", printed.stdout);
        for old in [None, Some("an old report".repeat(1_000))] {
            let workspace = workspace();
            if let Some(old) = old {
                workspace.write("report", old);
            }
            let run = workspace.envlint(way.iter().map(String::as_str).chain(["--output-file", "report"]));
            assert_eq!((run.status, run.stdout.as_str()), (printed.status, ""), "{way:?}");
            assert_eq!(workspace.read("report"), printed.stdout, "{way:?}");
            assert!(run.stderr.contains("c/.vscode/settings.json: is not UTF-8"), "{way:?} reports: {}", run.stderr);
            assert_eq!(workspace.content().len(), 4, "{way:?} leaves no other file");
        }
    }
}

#[test]
fn an_impossible_output_file_is_reported_with_a_remedy() {
    let table = [
        ("gone/report", "its folder does not exist; create it, or choose another file"),
        ("b", "is a folder; choose a file in it"),
        (".vscode/settings.json/report", "its folder does not exist"),
    ];
    for way in ways_to_report() {
        for (path, reason) in table {
            let workspace = workspace();
            let run = workspace.envlint(way.iter().map(String::as_str).chain(["--output-file", path]));
            assert_eq!((run.status, run.stdout.as_str()), (Some(3), ""), "{way:?}: {}", run.stderr);
            assert!(run.stderr.contains(&format!("envlint: {path}: {reason}")), "{way:?}: {}", run.stderr);
            assert!(run.stderr.contains("is not UTF-8"), "{way:?}: a file that could not be read is still reported");
            assert_eq!(workspace.content().len(), 3, "{way:?}");
        }
    }
}

/// A typo must not overwrite the settings with a report.
#[test]
fn a_report_cannot_replace_a_linted_file() {
    for output in [SETTINGS, "./b/../.vscode/settings.json", "c/.vscode/settings.json", "b/.vscode/settings.json"] {
        for options in [&[][..], &["--fix"], &["--diff"], &["--format", "json"]] {
            let workspace = workspace();
            let before = workspace.content();
            let run = workspace.envlint(["--output-file", output].iter().chain(options));
            assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{output} {options:?}: {}", run.text());
            assert!(run.stderr.contains(&format!("--output-file {output}: this file is linted")), "{}", run.stderr);
            assert_eq!(workspace.content(), before, "{output} {options:?}");
        }
    }
}

/// The fixed text is still printed when the report goes to a file.
#[test]
fn standard_output_contains_only_the_fixed_text() {
    let workspace = Workspace::new();
    let mut command = workspace.command();
    command.args(["--fix", "-", "--stdin-filename", SETTINGS, "--output-file", "report"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(LOST_PATH.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), FIXED_PATH);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(workspace.read("report"), "Fixed 1 finding. Nothing left to report in 1 file.\n");
}

#[test]
fn a_name_cannot_control_a_terminal() {
    let run = workspace().envlint(["--output-file", "gone/\u{1b}[31m\u{202e}"]);
    assert!(run.stderr.contains(r"envlint: gone/\u{1b}[31m\u{202e}: its folder"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn a_report_that_replaces_another_keeps_its_mode_and_a_link_to_it() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let workspace = workspace().with("old", "");
    fs::set_permissions(workspace.path("old"), fs::Permissions::from_mode(0o600)).unwrap();
    symlink("old", workspace.path("report")).unwrap();
    workspace.envlint(["--output-file", "report"]);
    assert!(workspace.read("old").contains("path-overwrite"));
    assert!(workspace.path("report").is_symlink());
    assert_eq!(fs::metadata(workspace.path("old")).unwrap().permissions().mode() & 0o777, 0o600);
}
