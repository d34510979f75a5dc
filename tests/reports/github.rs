//! Workflow commands, read in the same way as GitHub's runner reads its log: a command begins with `::` after optional spaces, or with
//! `##[` anywhere in a line.
//! Source: actions/runner, `ActionCommand.cs` (`TryParseV2`, `TryParse`) and `ActionCommandManager.cs`.

use std::collections::BTreeMap;

use crate::workspace::{SETTINGS, Workspace};
use crate::{HOSTILE, settings};

#[derive(Debug)]
struct WorkflowCommand {
    name: String,
    properties: BTreeMap<String, String>,
    data: String,
}

fn unescape(text: &str, tokens: &[(&str, &str)]) -> String {
    tokens.iter().fold(text.to_owned(), |text, (token, plain)| text.replace(token, plain))
}

fn command(line: &str) -> Option<WorkflowCommand> {
    let (head, data) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let properties = properties.trim().split(',').filter_map(|property| property.split_once('='));
    let property = |(name, value): (&str, &str)| {
        let tokens = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")];
        (name.to_owned(), unescape(value, &tokens))
    };
    Some(WorkflowCommand {
        name: name.to_owned(),
        properties: properties.map(property).collect(),
        data: unescape(data, &[("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]),
    })
}

/// The commands, and the other lines.
fn read(log: &str) -> (Vec<WorkflowCommand>, Vec<&str>) {
    let (mut commands, mut rest) = (Vec::new(), Vec::new());
    for line in log.lines() {
        match command(line) {
            Some(command) => commands.push(command),
            None => rest.push(line),
        }
    }
    (commands, rest)
}

fn numbers(command: &WorkflowCommand, names: [&str; 4]) -> [Option<u64>; 4] {
    names.map(|name| Some(command.properties.get(name)?.parse().unwrap()))
}

#[test]
fn each_finding_is_a_command_and_one_line_counts_them() {
    for text in [settings("x"), settings(HOSTILE), "[\n]".to_owned(), "{}".to_owned()] {
        let workspace = Workspace::with_settings(text);
        let findings = workspace.findings(["--severity", "duplicate-key=info", "."]);
        let run = workspace.envlint(["--format", "github", "--severity", "duplicate-key=info", "."]);
        let (commands, rest) = read(&run.stdout);
        assert_eq!(commands.len(), findings.len(), "{}", run.stdout);
        for (command, finding) in commands.iter().zip(&findings) {
            let name = match finding["severity"].as_str().unwrap() {
                "info" => "notice",
                other => other,
            };
            assert_eq!(command.name, name);
            assert_eq!(command.properties["file"], SETTINGS);
            let rule = finding["rule"].as_str().unwrap();
            assert_eq!(command.properties["title"], format!("{rule} (envlint)"));
            let (start, end) = (&finding["start"], &finding["end"]);
            let mut wanted = [&start["line"], &end["line"], &start["column"], &end["column"]].map(|n| n.as_u64());
            if wanted[0] != wanted[1] {
                wanted[2..].fill(None);
            }
            assert_eq!(numbers(command, ["line", "endLine", "col", "endColumn"]), wanted);
            let place = format!("{SETTINGS}:{}:{}: ", start["line"], start["column"]);
            assert!(command.data.starts_with(&place), "{command:?}");
        }
        assert_eq!(rest.len(), 1, "{}", run.stdout);
        assert!(rest[0].ends_with('.') && !rest[0].contains("##["), "{rest:?}");
        let errors = findings.iter().filter(|finding| finding["severity"] == "error").count();
        assert_eq!(rest[0].contains("GitHub shows only 10 annotations"), errors > 10, "{rest:?}");
        let quiet =
            workspace.envlint(["--format", "github", "--severity", "duplicate-key=info", "--quiet", "."]).stdout;
        assert_eq!(quiet, run.stdout.lines().take(findings.len()).map(|line| format!("{line}\n")).collect::<String>());
    }
}

#[test]
fn related_places_and_help_follow_the_message() {
    let workspace = Workspace::with_settings("{\n  \"a\": 100,\n  \"a\": 100\n}");
    let log = workspace.envlint(["--format", "github"]).stdout;
    let (commands, _) = read(&log);
    let lines: Vec<&str> = commands[0].data.lines().collect();
    assert_eq!(
        lines[1..],
        [
            "see .vscode/settings.json:3:3: only this one takes effect",
            "Remove this one, which has the same value (with --fix)"
        ]
    );
}

#[test]
fn a_file_that_cannot_be_read_is_an_error() {
    let workspace = Workspace::with_settings(b"\xff");
    let run = workspace.envlint(["--format", "github", ".", "gone, 100%: or not/.vscode/tasks.json"]);
    let (commands, rest) = read(&run.stdout);
    assert_eq!(run.stderr, "");
    let reported: Vec<_> = commands
        .iter()
        .map(|command| (command.name.as_str(), command.properties["file"].as_str(), command.data.as_str()))
        .collect();
    assert_eq!(
        reported,
        [
            ("error", SETTINGS, ".vscode/settings.json: is not UTF-8 (byte 0); save it as UTF-8"),
            ("error", "gone, 100%: or not/.vscode/tasks.json", "gone, 100%: or not/.vscode/tasks.json: does not exist"),
        ]
    );
    assert_eq!(rest.len(), 1);
}

/// GitHub finds the file by the unescaped path, so even a name with a line break must be reported exactly.
#[cfg(unix)]
#[test]
fn file_names_can_be_restored_and_cannot_forge_commands() {
    for folder in [
        "a b",
        "a, line=7,title=x",
        "::error::x",
        " ::error file=x::y",
        "##[error]x",
        "a\n::error::x\n",
        "%0A::error::x",
        "a%25",
        "a=b",
        "a\r::warning::x",
        "\"quoted\" 'twice'",
    ] {
        let path = format!("{folder}/{SETTINGS}");
        let workspace = Workspace::new().with(&path, crate::workspace::LOST_PATH);
        let gone = format!("{folder}/.vscode/tasks.json");
        let run = workspace.envlint(["--format", "github", ".", &gone]);
        let (commands, rest) = read(&run.stdout);
        let files: Vec<&str> = commands.iter().map(|command| command.properties["file"].as_str()).collect();
        // No command of another runner may survive, so this one cannot be restored.
        let shown = |path: &str| path.replace("##[", "#\\u{23}[");
        assert_eq!(files, [shown(&path), shown(&gone)], "{}", run.stdout);
        assert_eq!(commands[0].properties["line"], "1");
        assert_eq!(rest, ["1 error in 1 file. 1 fixable with `envlint --fix`."]);
    }
}
