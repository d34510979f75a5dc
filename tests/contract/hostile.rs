//! Text from files and file names cannot control the terminal that shows a report, or imitate a part of the report.

use crate::workspace::{SETTINGS, Workspace, ways_to_report};

/// Colors, a window title, a return to the start of the line, reversed reading order, and invisible and C1 characters.
pub(crate) const HOSTILE: &str = "\u{1b}[95m\u{1b}]0;title\u{7}\u{8}\u{9b}2J\u{85}\u{7f}\u{202e}\u{2066}\u{200b}\u{2028}\u{2029}\u{feff}\u{e0041}\u{ad}\u{2063}";

/// Returns `true` for characters that must not reach a terminal. The test does not use the command's definition, because that would
/// prove nothing.
fn is_hostile(character: char) -> bool {
    character.is_control()
        || matches!(
            u32::from(character),
            0xad | 0x34f | 0x61c | 0x180e | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x2064 | 0x2066..=0x206f | 0xfeff | 0xfff9..=0xfffb | 0xe0000..=0xe007f
        )
}

/// The hostile characters that reach the output, except tabs and line breaks.
pub(crate) fn leaked(text: &str) -> Vec<char> {
    // A diff keeps tabs and the carriage return at the end of a line, so that it can be applied.
    let text = text.replace("\r\n", "\n").replace('\t', " ");
    text.chars().filter(|&character| is_hostile(character) && character != '\n').collect()
}

/// The hostile text in the two forms that a JSON string can have: raw and escaped.
fn written() -> [String; 2] {
    let escaped = format!("{HOSTILE}\r\n\tx").encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    [HOSTILE.to_owned(), escaped]
}

fn settings(evil: &str) -> String {
    format!(
        r#"{{
    /* {evil} */
    "terminal.integrated.env.linux": {{ "PATH": "/opt/{evil}", "GO{evil}PATH": "${{env.X{evil}}}", "LIB_PATH": "$A{evil}:%B{evil}%", "D": "${{env:D:-{evil}}}" }},
    "terminal.integrated.env.osx": {{ "PATH": "${{workspaceFolder:{evil}}}:${{file{evil}}}:${{userHome}}/{evil}" }},
    "terminal.integrated.profiles.osx": {{
        "z{evil}": {{ "path": "zsh", "args": ["-i"], "env": {{ "PATH": "/{evil}" }} }}
    }},
    "terminal.integrated.defaultProfile.osx": "z{evil}",
    "go.gopath": "/{evil}", "go.toolsEnvVars": {{ "GOPATH": "/x{evil}", "{evil}": "${{config:{evil}}}" }},
    "a{evil}": 1,
    "a{evil}": 1
}}"#
    )
}

#[test]
fn keys_values_and_profiles_reach_no_terminal_raw() {
    for evil in written() {
        let workspace = Workspace::with_settings(settings(&evil));
        let rules: Vec<String> =
            workspace.findings(["."]).iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect();
        for rule in
            ["path-overwrite", "malformed-variable", "missing-login-shell", "go-tools-env-shadowed", "duplicate-key"]
        {
            assert!(rules.iter().any(|found| found == rule), "{rule}: {rules:?}");
        }
        for way in ways_to_report() {
            workspace.write(SETTINGS, settings(&evil));
            let text = workspace.envlint(&way).text();
            assert_eq!(leaked(&text), [], "{way:?}\n{text}");
            assert!(text.len() > 300, "{way:?} says something: {text}");
        }
    }
}

#[test]
fn syntax_errors_quote_nothing_raw() {
    for text in [
        format!("{{ \"a\": {HOSTILE} }}"),
        format!("{{ {HOSTILE}: 1 }}"),
        format!("{{ \"a\": \"\\{HOSTILE}\" }}"),
        format!("{{ \"{HOSTILE}\": 1 \"b\": 2 }}"),
        format!("{{ \"a\": \"{HOSTILE}"),
        format!("{{}} {HOSTILE}"),
        format!("{{ '{HOSTILE}': 1 }}"),
        format!("{{ \"a\": t{HOSTILE} }}"),
        format!("{{ \"a\": /* {HOSTILE}"),
    ] {
        let workspace = Workspace::with_settings(&text);
        assert!(!workspace.findings(["."]).is_empty(), "{text:?}");
        for way in ways_to_report() {
            let report = workspace.envlint(&way).text();
            assert_eq!(leaked(&report), [], "{way:?}\n{report}");
        }
    }
}

#[test]
fn folders_of_a_workspace_reach_no_terminal_raw() {
    for evil in written() {
        let text = format!(
            r#"{{ "folders": [{{ "path": ".", "name": "{evil}" }}, {{ "path": "{evil}" }}], "settings": {{
            "terminal.integrated.env.linux": {{ "X": "${{workspaceFolder:no{evil}}}" }} }} }}"#
        );
        let workspace = Workspace::new().with("x.code-workspace", text);
        assert!(workspace.findings(["."]).iter().any(|finding| finding["rule"] == "unresolvable-variable"));
        for way in ways_to_report() {
            let report = workspace.envlint(&way).text();
            assert_eq!(leaked(&report), [], "{way:?}\n{report}");
        }
    }
}

/// The lines that start a GitHub workflow command although the report itself did not write one.
fn forged(way: &[String], text: &str) -> Vec<String> {
    let is_github = way.iter().any(|option| option == "github");
    let is_command = |line: &&str| {
        line.trim_start().starts_with("::")
            && !(is_github && (line.contains("(envlint)::") || line.contains("title=envlint::")))
    };
    text.lines().filter(is_command).map(ToOwned::to_owned).collect()
}

/// Text that is a command, an escape or a delimiter in some format.
#[test]
fn text_with_a_special_meaning_begins_no_line() {
    let texts = ["::error::x", " ::warning file=a::x", "%0A::error::x", "a\n::error::x\n\r::error::y", "\"' '`|<x>\\"];
    for text in texts {
        let written = serde_json::to_string(text).unwrap();
        let workspace = Workspace::new();
        for way in ways_to_report() {
            workspace.write(SETTINGS, settings(written.trim_matches('"')));
            let run = workspace.envlint(&way);
            assert!(matches!(run.status, Some(0 | 1)), "{way:?}: {run:?}");
            assert_eq!(leaked(&run.text()), [], "{way:?}\n{}", run.text());
            assert_eq!(forged(&way, &run.text()), [""; 0], "{way:?}");
        }
    }
}

/// A colored report contains escape sequences, but none that come from a file.
#[test]
fn colors_in_a_file_do_not_reach_the_report() {
    let workspace = Workspace::with_settings(settings(HOSTILE));
    for options in [&["--color", "always"][..], &["--color", "always", "--diff"]] {
        let text = workspace.envlint(options).text();
        assert!(text.contains("\u{1b}["), "the report is colored");
        assert!(!text.contains("\u{1b}[95m") && !text.contains("\u{1b}]"), "{text}");
    }
}

/// The commands of GitHub's, Azure's and TeamCity's runners, each with what starts it in a line of a log. The first two look for
/// it anywhere in a line, with a comparison that ignores invisible characters.
const RUNNER_COMMANDS: [(&str, &str); 7] = [
    ("##[set-output name=pwned]yes", "##["),
    ("##[add-mask]env", "##["),
    ("##vso[task.prependpath]evil", "##vso["),
    ("#\u{fe0f}#vso[task.setvariable variable=X]evil", "##vso["),
    ("##teamcity[setParameter name='x' value='y']", "##teamcity["),
    ("::set-output name=pwned::yes", "::"),
    ("::add-mask::e", "::"),
];

/// The lines of `text` in which a runner would find `start`.
fn commands<'t>(way: &[&str], text: &'t str, start: &str) -> Vec<&'t str> {
    let plain = |line: &str| line.chars().filter(|&c| c == ' ' || c.is_ascii_graphic()).collect::<String>();
    let is_own = |line: &str| way.contains(&"github") && line.starts_with("::") && line.contains(" file=");
    let is_command = |line: &&str| match start {
        "::" => plain(line).trim_start().starts_with("::") && !is_own(line),
        _ => plain(line).contains(start),
    };
    text.split(['\n', '\r']).filter(is_command).collect()
}

/// A folder that contains `command` in every kind of name, value and mistake.
fn workspace_with_command(command: &str) -> Workspace {
    let task = format!(
        r#"{{ "tasks": [{{ "label": "{command}", "type": "shell", "command": "x",
            "options": {{ "env": {{ "PATH": "/x", "{command}": "y" }} }} }}] }}"#
    );
    Workspace::with_settings(settings(command))
        .with(".vscode/tasks.json", task)
        .with(".vscode/launch.json", format!("{{ \"a\": {command} }}"))
        .with(format!("{command}/{SETTINGS}"), crate::workspace::LOST_PATH)
        .with(format!("{command}/.vscode/tasks.json"), b"\xff")
        .with("envlint.toml", format!("\"{command}\" = 1\n"))
}

#[test]
fn no_output_commands_a_runner() {
    let formats = crate::workspace::formats();
    let mut ways: Vec<Vec<&str>> = formats.iter().map(|format| vec!["--format", format.as_str(), "."]).collect();
    ways.extend([&["--diff", "."][..], &["--fix", "."], &["--fix", "--format", "github", "."]].map(<[_]>::to_vec));
    ways.extend(["text", "json", "markdown", "html"].map(|format| vec!["matrix", "--format", format, "."]));
    ways.extend(["text", "json"].map(|format| vec!["trace", "PATH", "--format", format, "."]));
    for (command, start) in RUNNER_COMMANDS {
        let quoting = [
            vec!["rule", command],
            vec!["trace", command, "."],
            vec!["matrix", "--consumer", command, "."],
            vec!["--only", command],
            vec![command],
        ];
        for way in ways.iter().chain(&quoting) {
            let run = workspace_with_command(command).envlint(way);
            assert!(matches!(run.status, Some(0..=3)), "{way:?}: {run:?}");
            assert!(!run.text().is_empty(), "{way:?} says something");
            assert_eq!(commands(way, &run.text(), start), [""; 0], "{way:?}");
        }
        let workspace = workspace_with_command(command);
        let run = workspace.envlint(["--format", "markdown", "--output-file", "report.md", "."]);
        assert_eq!(commands(&[], &(run.text() + &workspace.read("report.md")), start), [""; 0]);
    }
}

#[test]
fn arguments_are_quoted_safely() {
    let workspace = Workspace::with_settings("{}");
    let pair = format!("{HOSTILE}=info");
    let missing = format!("{HOSTILE}/.vscode/settings.json");
    for arguments in [
        &["--only", HOSTILE][..],
        &["--ignore", HOSTILE],
        &["--severity", HOSTILE],
        &["--severity", &pair],
        &["--format", HOSTILE],
        &["--platform", HOSTILE],
        &["--threads", HOSTILE],
        &["rule", HOSTILE],
        &["rules", HOSTILE],
        &["-", "--stdin-filename", HOSTILE],
        &[HOSTILE],
        &[&missing],
    ] {
        let run = workspace.envlint(arguments);
        assert!(matches!(run.status, Some(2 | 3)), "{arguments:?}: {run:?}");
        assert_eq!(leaked(&run.text()), [], "{arguments:?}\n{}", run.text());
    }
}

#[cfg(unix)]
mod on_unix {
    use super::*;

    /// A name that ends a line and continues with a forged line of the report.
    const NAME: &str = "a\u{1b}[31m b\n0 errors in 1 file.\u{202e}\r";

    #[test]
    fn file_names_cannot_control_the_terminal_or_forge_lines() {
        let path = format!("{NAME}/{SETTINGS}");
        let syntax = format!("{NAME}/.vscode/tasks.json");
        let text = r#"{ "terminal.integrated.env.linux": { "PATH": "/x" } }"#;
        let workspace = Workspace::new().with(&path, text).with(&syntax, "{ 1 }").with(format!("{NAME}/x.txt"), "");
        let missing = format!("{NAME}/.vscode/launch.json");
        for way in ways_to_report() {
            workspace.write(&path, text);
            let run = workspace.envlint(way.iter().map(String::as_str).chain([".", &missing]));
            assert_eq!(leaked(&run.text()), [], "{way:?}\n{}", run.text());
            assert!(!run.text().lines().any(|line| line.starts_with("0 errors")), "{way:?}\n{}", run.text());
        }
        workspace.write(&path, text);
        let concise = workspace.envlint(["--format", "concise"]).stdout;
        assert_eq!(concise.lines().count(), 3, "one line for each finding, and the last: {concise}");
        assert!(
            concise.starts_with(r"a\u{1b}[31m b\n0 errors in 1 file.\u{202e}\r/.vscode/settings.json:1:46: "),
            "{concise}"
        );
        let json = workspace.envlint(["--format", "json"]).json();
        assert_eq!(json["findings"][0]["path"], path, "a program gets the name as it is");
    }

    #[test]
    fn names_with_a_special_meaning_begin_no_line() {
        let folders =
            ["::error::x", " ::error::x", "%0A::error::x", "a\n::error::x\n", "\"q\" 'r' `s` |t| <u>", "##[error]x"];
        for folder in folders {
            let path = format!("{folder}/{SETTINGS}");
            let gone = format!("{folder}/.vscode/tasks.json");
            let workspace = Workspace::new();
            for way in ways_to_report() {
                workspace.write(&path, crate::workspace::LOST_PATH);
                let run = workspace.envlint(way.iter().map(String::as_str).chain([".", &gone]));
                assert_eq!(run.status, Some(3), "{way:?}: {run:?}");
                assert_eq!(leaked(&run.text()), [], "{way:?}\n{}", run.text());
                assert_eq!(forged(&way, &run.text()), [""; 0], "{way:?}");
            }
        }
    }

    #[test]
    fn a_name_with_spaces_is_used_unchanged() {
        let path = format!(" a  b {NAME}/{SETTINGS}");
        let workspace = Workspace::new().with(&path, crate::workspace::LOST_PATH);
        assert_eq!(workspace.findings([&path])[0]["path"], path);
        assert_eq!(workspace.envlint(["--fix", &path]).status, Some(0));
        assert_eq!(workspace.read(&path), crate::workspace::FIXED_PATH);
    }
}
