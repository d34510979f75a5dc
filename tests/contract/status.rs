//! Exit statuses, and reports of unusual length.

use std::process::Stdio;

use crate::workspace::{FIXED_PATH, LOST_PATH, SETTINGS, Workspace, formats};

/// A warning of `go-tools-env-shadowed`, which `--fix` leaves.
const WARNING: &str = r#"{ "go.gopath": "/x", "go.toolsEnvVars": { "GOPATH": "/y" } }"#;
const SYNTAX_ERROR: &str = "{ \"a\": 1 \"b\": 2 }";
const NOT_UTF8: &[u8] = b"{ \"a\": \"\xff\" }";

#[test]
fn the_exit_status_is_the_same_in_every_format() {
    let lost = LOST_PATH.as_bytes();
    let both = LOST_PATH.replacen('{', &WARNING.replace(" } }", " }, "), 1);
    let table: [(&str, &[u8], &[&str], i32); 31] = [
        ("clean", FIXED_PATH.as_bytes(), &[], 0),
        ("error", lost, &[], 1),
        ("warning", WARNING.as_bytes(), &[], 1),
        ("warning below the threshold", WARNING.as_bytes(), &["--fail-on", "error"], 0),
        ("info", lost, &["--severity", "path-overwrite=info"], 0),
        ("info at the threshold", lost, &["--severity", "path-overwrite=info", "--fail-on", "info"], 1),
        ("error lowered to a warning", lost, &["--severity", "path-overwrite=warning"], 1),
        ("error of a rule left out", lost, &["--ignore", "path-overwrite"], 0),
        ("error on another platform", lost, &["--platform", "windows"], 0),
        ("quiet", lost, &["--quiet"], 1),
        ("exit zero", lost, &["--exit-zero"], 0),
        ("syntax error", SYNTAX_ERROR.as_bytes(), &[], 1),
        ("all fixed", lost, &["--fix"], 0),
        ("some fixed", both.as_bytes(), &["--fix"], 1),
        ("nothing to fix", WARNING.as_bytes(), &["--fix"], 1),
        ("syntax error not fixed", SYNTAX_ERROR.as_bytes(), &["--fix"], 1),
        ("diff", lost, &["--diff"], 1),
        ("diff below the threshold", lost, &["--diff", "--severity", "path-overwrite=info"], 1),
        ("no diff", FIXED_PATH.as_bytes(), &["--diff"], 0),
        ("no diff, but a finding", WARNING.as_bytes(), &["--diff"], 1),
        ("diff, exit zero", lost, &["--diff", "--exit-zero"], 0),
        ("not UTF-8", NOT_UTF8, &[], 3),
        ("not UTF-8, exit zero", NOT_UTF8, &["--exit-zero"], 3),
        ("not UTF-8, fix", NOT_UTF8, &["--fix"], 3),
        ("not UTF-8, diff", NOT_UTF8, &["--diff"], 3),
        ("error and a missing file", lost, &[".", "gone/.vscode/settings.json"], 3),
        ("error and a missing folder", lost, &[".", "gone"], 3),
        ("unknown name", lost, &["notes.txt"], 2),
        ("unknown rule", lost, &["--only", "nonsense"], 2),
        ("unknown option", lost, &["--nonsense"], 2),
        ("standard input without a name", lost, &["-"], 2),
    ];
    for format in formats() {
        for (name, text, options, status) in table {
            let workspace = Workspace::with_settings(text).with("notes.txt", "");
            let run = workspace.envlint(["--format", &format].iter().chain(options));
            assert_eq!(run.status, Some(status), "{name} as {format}: {}", run.text());
            let says_nothing = status == 2 || options.contains(&"--diff");
            assert!(status != 2 || run.stdout.is_empty(), "{name} as {format}: {}", run.stdout);
            assert!(status != 2 || !run.stderr.is_empty(), "{name} as {format} says why");
            if format == "json" && !says_nothing {
                assert_eq!(run.json()["version"], 1, "{name}: a whole report");
                assert_eq!(run.stderr, "", "{name}: problems are in the report");
            }
        }
    }
}

/// If the reader closes the pipe early, as `head` does, there is no message and no crash.
#[test]
fn a_closed_pipe_is_not_an_error() {
    // More text than fits into a pipe.
    let workspace = Workspace::with_settings(many_findings(500, "\n"));
    let of_formats = formats().into_iter().map(|format| vec!["--format".to_owned(), format]);
    let others =
        [&["--diff"][..], &["rules"], &["rules", "--format", "json"], &["rule", "path-overwrite"], &["--help"]];
    let others = others.into_iter().map(|arguments| arguments.iter().map(|&argument| argument.to_owned()).collect());
    for arguments in of_formats.chain(others) {
        let mut child =
            workspace.command().args(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments:?}: {}", output.status);
        assert_eq!(stderr, "", "{arguments:?}");
    }
}

#[test]
fn a_minified_file_gives_a_short_report() {
    let filler: String = (0..33_000).map(|number| format!("\"a{number}\":\"{}\",", "x".repeat(50))).collect();
    let mistake = r#""terminal.integrated.env.osx":{"PATH":"/opt/tools/bin"}"#;
    for text in [format!("{{{filler}{mistake}}}"), format!("{{{mistake},{filler}\"z\":1}}")] {
        assert!(text.len() > 2_000_000 && !text.contains('\n'));
        let workspace = Workspace::with_settings(text);
        let report = workspace.envlint(["."]);
        assert_eq!(report.status, Some(1));
        assert!(report.stdout.len() < 5_000, "{} bytes", report.stdout.len());
        assert!(report.stdout.contains(r#""PATH":"/opt/tools/bin""#), "{}", report.stdout);
    }
}

/// Terminal profiles that each set PATH, separated by `between`.
fn many_findings(count: usize, between: &str) -> String {
    let environment = r#"{"path":"bash","env":{"PATH":"/opt/tools/bin"}}"#;
    let profiles = (0..count).map(|number| format!(r#""{number}":{environment},{between}"#));
    format!(r#"{{"terminal.integrated.profiles.linux":{{{}}}}}"#, profiles.collect::<String>())
}

/// Each finding shows a different part of the line.
#[test]
fn each_of_many_findings_on_a_long_line_is_shown_with_a_part_of_it() {
    let workspace = Workspace::with_settings(many_findings(500, &" ".repeat(1_000)));
    let report = workspace.envlint(["."]).stdout;
    assert!(report.contains("\n500 errors in 1 file. 500 fixable with `envlint --fix`.\n"));
    assert!(report.len() < 500 * 2_000);
}

#[test]
fn a_report_says_which_file_it_could_not_read() {
    let workspace = Workspace::with_settings(LOST_PATH);
    for format in formats() {
        let run = workspace.envlint(["--format", &format, SETTINGS, "gone/.vscode/settings.json"]);
        assert!(run.text().contains("gone/.vscode/settings.json"), "{format}");
        assert!(run.text().contains("does not exist"), "{format}");
        assert!(run.stdout.contains("path-overwrite"), "{format}: the other file is still linted");
    }
}
