//! The remedies of `envlint doctor` on this computer: after the user has followed one, the problem is gone and nothing else is broken.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by it, also outside of its function")]
#![cfg(all(test, target_os = "linux"))]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const PATH: &str = "/usr/local/bin:/usr/bin:/bin";
/// The line that adds the folder of the program in question.
const LINE: &str = "export PATH=\"$HOME/tools/bin:$PATH\"\n";

/// A home folder with startup files and a program in `~/tools/bin`, and an empty folder that is open in VS Code.
struct UserHome {
    root: TempDir,
}

impl UserHome {
    fn new(files: &[(&str, &str)]) -> Self {
        let home = Self { root: tempfile::tempdir().unwrap() };
        fs::create_dir_all(home.path().join("tools/bin")).unwrap();
        fs::create_dir_all(home.root.path().join("folder")).unwrap();
        program(&home.tool());
        for (path, text) in files {
            fs::write(home.path().join(path), text).unwrap();
        }
        home
    }

    fn path(&self) -> PathBuf {
        self.root.path().canonicalize().unwrap().join("home")
    }

    fn tool(&self) -> PathBuf {
        self.path().join("tools/bin/mytool")
    }

    fn run(&self, program: &str, arguments: &[&str], env: &[(&str, &str)]) -> Output {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.root.path().join("folder")).env_clear();
        command.env("HOME", self.path()).env("SHELL", "/bin/bash").env("PATH", PATH).envs(env.iter().copied());
        command.output().unwrap()
    }

    fn doctor(&self, arguments: &[&str], env: &[(&str, &str)]) -> Output {
        // Whoever runs this test may have VS Code open.
        self.run(env!("CARGO_BIN_EXE_envlint"), &[&["doctor", "--ignore-running"], arguments].concat(), env)
    }

    fn diagnoses(&self, name: &str) -> Vec<Value> {
        let output = self.doctor(&[name, "--format", "json"], &[]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let all = report["diagnoses"].as_array().unwrap().clone();
        all.into_iter().filter(|diagnosis| diagnosis["severity"] != "info").collect()
    }

    /// Returns `true` if bash has what `question` asks for: as a terminal starts it, and as VS Code asks it.
    fn answers(&self, question: &str) -> (bool, bool) {
        let is_success = |flags: &[&str]| {
            let arguments = [flags, &["-c", question]].concat();
            self.run("/bin/bash", &arguments, &[]).status.success()
        };
        (is_success(&["-i"]), is_success(&["-i", "-l"]))
    }

    /// Does what the remedy of `diagnosis` says.
    fn follow(&self, diagnosis: &Value) {
        let (remedy, paste) = (diagnosis["remedy"].as_str().unwrap(), diagnosis["paste"].as_str().unwrap());
        if paste.starts_with("chmod ") {
            assert!(self.run("/bin/sh", &["-c", paste], &[]).status.success());
            return;
        }
        let word = remedy.split([' ', ':', ',']).find(|word| word.starts_with("~/.")).unwrap();
        let file = self.path().join(word.trim_start_matches("~/"));
        let text = fs::read_to_string(&file).unwrap_or_default();
        let replaced =
            remedy.strip_prefix("Replace line ").and_then(|rest| rest.split(' ').next()?.parse::<usize>().ok());
        let mut lines: Vec<&str> = text.lines().collect();
        match replaced {
            Some(line) => lines[line - 1] = paste,
            None => lines.push(paste),
        }
        fs::write(&file, lines.join("\n") + "\n").unwrap();
    }
}

fn program(path: &Path) {
    fs::write(path, "#!/bin/sh\n").unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// The names and texts of startup files.
type StartupFiles<'f> = &'f [(&'f str, &'f str)];

#[test]
fn after_the_remedy_the_problem_is_gone_and_every_shell_still_works() {
    let unread = "set-in-unread-startup-file";
    let ineffective = "ineffective-startup-line";
    let tool = "command -v mytool";
    let sdk = "[ \"$(printenv MY_SDK)\" = /opt/sdk ]";
    let condition = format!("[ -z \"$VSCODE_RESOLVING_ENVIRONMENT\" ] && {LINE}");
    let recursive = format!("[ -n \"$SEEN\" ] && return\nSEEN=1\n. ~/.profile\n{LINE}");
    let cases: &[(StartupFiles<'_>, &str, &str, &str)] = &[
        (&[(".bashrc", LINE)], "mytool", tool, unread),
        (&[(".bashrc", LINE), (".bash_profile", "")], "mytool", tool, unread),
        (&[(".bashrc", &recursive), (".profile", "")], "mytool", tool, unread),
        (&[(".bash_login", ""), (".profile", LINE)], "mytool", tool, unread),
        (&[(".bash_profile", ". ~/.bashrc\n"), (".bashrc", &condition)], "mytool", tool, unread),
        (&[(".zshrc", "path=(~/tools/bin $path)\n")], "mytool", tool, unread),
        (&[(".profile", &format!("if [ -n \"$ABSENT\" ]; then\n{LINE}fi\n"))], "mytool", tool, ineffective),
        (&[(".profile", "")], "mytool", tool, "program-not-found"),
        (&[(".profile", "MY_SDK=/opt/sdk\n")], "MY_SDK", sdk, ineffective),
        (&[(".bash_profile", ""), (".profile", "export MY_SDK=/opt/sdk\n")], "MY_SDK", sdk, unread),
    ];
    for (files, name, question, id) in cases {
        let home = UserHome::new(files);
        let (in_terminal, _) = home.answers(question);
        let diagnoses = home.diagnoses(name);
        let [diagnosis] = diagnoses.as_slice() else { panic!("{files:?}: {diagnoses:?}") };
        // Doctor cannot find a folder that nothing names, so it advises both.
        if *id == "program-not-found" {
            assert_eq!(diagnosis["id"], *id);
            assert!(diagnosis["paste"].is_null(), "{diagnosis}");
            continue;
        }
        assert_eq!(diagnosis["id"], *id, "{files:?}: {diagnosis}");
        assert_eq!(diagnosis["restart"], "quit", "{files:?}: {diagnosis}");
        home.follow(diagnosis);
        let remaining = home.diagnoses(name);
        assert!(remaining.is_empty(), "{files:?}: {diagnosis}\n{remaining:?}");
        let (terminal_now, login_now) = home.answers(question);
        assert!(login_now && (terminal_now || !in_terminal), "{files:?}: {diagnosis}");
    }
}

#[test]
fn a_file_that_cannot_be_started_is_not_called_missing() {
    let home = UserHome::new(&[(".profile", LINE)]);
    fs::set_permissions(home.tool(), fs::Permissions::from_mode(0o644)).unwrap();
    let diagnoses = home.diagnoses("mytool");
    assert!(diagnoses[0]["message"].as_str().unwrap().contains("not executable"), "{diagnoses:?}");
    home.follow(&diagnoses[0]);
    assert!(home.diagnoses("mytool").is_empty());
    fs::remove_file(home.tool()).unwrap();
    symlink("/does/not/exist", home.tool()).unwrap();
    let diagnoses = home.diagnoses("mytool");
    assert!(diagnoses[0]["message"].as_str().unwrap().contains("symbolic link"), "{diagnoses:?}");
}

#[test]
fn a_misspelled_folder_and_an_unread_folder_of_an_installer_are_found() {
    let home = UserHome::new(&[(".profile", &LINE.replace("tools", "tolls"))]);
    let diagnoses = home.diagnoses("mytool");
    assert_eq!(diagnoses[0]["id"], "missing-directory", "{diagnoses:?}");
    assert!(diagnoses[0]["remedy"].as_str().unwrap().contains("/tools/bin"), "{diagnoses:?}");
    let home = UserHome::new(&[]);
    let sdk = home.path().join("sdk/go1.22/bin");
    fs::create_dir_all(&sdk).unwrap();
    program(&sdk.join("envlint-test-go"));
    let diagnoses = home.diagnoses("envlint-test-go");
    assert!(diagnoses[0]["message"].as_str().unwrap().contains("sdk/go1.22/bin"), "{diagnoses:?}");
    home.follow(&diagnoses[0]);
    assert!(home.diagnoses("envlint-test-go").is_empty());
}

#[test]
fn an_error_of_syntax_is_reported_with_its_line() {
    let home = UserHome::new(&[(".profile", &format!("if true; then\n{LINE}"))]);
    let diagnoses = home.diagnoses("mytool");
    assert_eq!(diagnoses[0]["id"], "ineffective-startup-line", "{diagnoses:?}");
    assert_eq!(diagnoses[0]["certainty"], "certain");
    assert!(diagnoses[0]["message"].as_str().unwrap().contains("syntax error"), "{diagnoses:?}");
}

#[test]
fn a_shell_that_gives_no_answer_leaves_no_certain_claim_about_a_program() {
    let home = UserHome::new(&[(".profile", &format!("{LINE}exec false\n"))]);
    let diagnoses = home.diagnoses("mytool");
    let ids: Vec<&str> = diagnoses.iter().map(|diagnosis| diagnosis["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["shell-resolution-failed"]);
    let text = String::from_utf8(home.doctor(&["mytool"], &[]).stdout).unwrap();
    assert!(!text.contains("not installed") && !text.contains("not found"), "{text}");
}

#[test]
fn a_literal_tilde_is_found_by_bash_only() {
    let home = UserHome::new(&[(".profile", "export PATH=\"$PATH:~/tools/bin\"\n")]);
    let diagnoses = home.diagnoses("mytool");
    let [diagnosis] = diagnoses.as_slice() else { panic!("{diagnoses:?}") };
    assert_eq!(diagnosis["id"], "bad-path-entry");
    let text = String::from_utf8(home.doctor(&["mytool"], &[]).stdout).unwrap();
    let row = |who: &str| text.lines().find(|line| line.trim_start().starts_with(who)).unwrap().to_owned();
    assert!(row("a new terminal (bash)").contains("tools/bin/mytool"), "{text}");
    assert!(row("extensions").contains("not found"), "{text}");
}

#[test]
fn the_shell_that_ran_doctor_is_no_new_terminal() {
    let home = UserHome::new(&[]);
    let path = format!("{}:{PATH}", home.path().join("tools/bin").display());
    let text = String::from_utf8(home.doctor(&["mytool"], &[("PATH", &path)]).stdout).unwrap();
    let start = "VS Code does not find mytool. The shell that ran doctor does, but a new terminal does not: ";
    assert!(text.replace('\n', " ").starts_with(start), "{text}");
    assert!(text.contains("export PATH=") && text.contains("/tools/bin:$PATH\""), "{text}");
    let text = String::from_utf8(home.doctor(&["MY_VARIABLE"], &[("MY_VARIABLE", "/x")]).stdout).unwrap();
    assert!(text.starts_with("Only the shell that ran doctor has MY_VARIABLE"), "{text}");
}

#[test]
fn a_variable_that_its_reader_gets_is_no_problem() {
    let home = UserHome::new(&[]);
    let settings = home.root.path().join("folder/.vscode/settings.json");
    fs::create_dir_all(settings.parent().unwrap()).unwrap();
    fs::write(&settings, r#"{ "go.toolsEnvVars": { "GOPROXY": "https://proxy.example.com,direct" } }"#).unwrap();
    for env in [&[][..], &[("GOPROXY", "direct")]] {
        let output = home.doctor(&["GOPROXY"], env);
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0), "{text}");
        let has = |who: &str, value: &str| {
            text.lines().any(|line| line.trim_start().starts_with(who) && line.trim_end().ends_with(value))
        };
        assert!(has("go test (go-test)", "https://proxy.example.com,direct"), "{text}");
        assert!(has("extensions", "not set"), "{text}");
        assert_eq!(has("the shell that ran doctor", "direct"), !env.is_empty(), "{text}");
    }
    let launch = settings.with_file_name("launch.json");
    let text = r#"{ "version": "0.2.0", "configurations": [
        { "name": "x", "type": "go", "request": "launch", "program": ".", "env": { "GOPROXY": "${env.GOPROXY}" } } ] }"#;
    fs::write(&launch, text).unwrap();
    let diagnoses = home.diagnoses("GOPROXY");
    let message = diagnoses[0]["message"].as_str().unwrap();
    assert!(message.starts_with(".vscode/launch.json:2: "), "{message}");
    assert_eq!(diagnoses.len(), 1, "{diagnoses:?}");
}

#[test]
fn an_entry_of_a_task_is_reported_at_its_line() {
    let home = UserHome::new(&[]);
    let settings = home.root.path().join("folder/.vscode/settings.json");
    fs::create_dir_all(settings.parent().unwrap()).unwrap();
    fs::write(&settings, r#"{ "go.goroot": "/opt/none/go" }"#).unwrap();
    let tasks = "{ \"version\": \"2.0.0\", \"tasks\": [\n{ \"label\": \"a\", \"type\": \"process\", \"command\": \"true\",\n \
        \"options\": { \"env\": { \"PATH\": \"/opt/nope/bin:${env:PATH}\" } } } ] }";
    fs::write(settings.with_file_name("tasks.json"), tasks).unwrap();
    let output = home.doctor(&["--format", "json"], &[]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let all = report["diagnoses"].as_array().unwrap();
    let messages: Vec<&str> = all.iter().map(|diagnosis| diagnosis["message"].as_str().unwrap()).collect();
    let about = |text: &str| messages.iter().filter(|message| message.contains(text)).count();
    assert_eq!(about(".vscode/tasks.json:3 adds /opt/nope/bin"), 1, "{messages:?}");
    assert_eq!(about("/opt/nope/bin"), 1, "{messages:?}");
    assert_eq!(about("/opt/none/go"), 1, "{messages:?}");
}

#[test]
fn wrong_arguments_are_refused() {
    let home = UserHome::new(&[]);
    let refused = |arguments: &[&str], code: i32, text: &str| {
        let output = home.doctor(arguments, &[]);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(
            output.status.code() == Some(code) && error.contains(text),
            "{arguments:?}: {:?}: {error}",
            output.status
        );
        assert!(output.stdout.is_empty(), "{arguments:?}");
    };
    refused(&[""], 2, "empty");
    refused(&[" ", "go"], 2, "empty");
    refused(&["--folder", "/does/not/exist", "go"], 3, "/does/not/exist: does not exist");
    fs::write(home.root.path().join("folder/w.code-workspace"), r#"{ "folders": [{ "path": "." }] }"#).unwrap();
    refused(&["--folder", "w.code-workspace", "go"], 2, "--folder");
}

#[test]
fn the_format_can_come_from_the_environment() {
    let home = UserHome::new(&[]);
    let output = home.doctor(&["git"], &[("ENVLINT_FORMAT", "json")]);
    serde_json::from_slice::<Value>(&output.stdout).unwrap();
    let output = home.doctor(&["git", "--format", "human"], &[("ENVLINT_FORMAT", "json")]);
    assert!(!output.stdout.starts_with(b"{"));
    let output = home.doctor(&["git"], &[("ENVLINT_FORMAT", "sarif")]);
    assert!(!output.stdout.starts_with(b"{") && String::from_utf8(output.stderr).unwrap().contains("`sarif`"));
}
