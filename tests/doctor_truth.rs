//! What `envlint doctor` says about a home folder agrees with what a real bash does there.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by it, also outside of its function")]
#![cfg(all(test, target_os = "linux"))]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

/// PATH of the shell that runs doctor.
const PATH: &str = "/usr/local/bin:/usr/bin:/bin";
/// PATH from which doctor asks the shell if no session is known.
const BASE: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/// The line that adds the folder of `mytool`.
const LINE: &str = "export PATH=\"$HOME/tools:$PATH\"\n";
const SETTINGS: &str = "folder/.vscode/settings.json";
const TASKS: &str = "folder/.vscode/tasks.json";
const CONTAINER: &str = "folder/.devcontainer/devcontainer.json";

type FileVariables = BTreeMap<String, String>;

/// A home folder with startup files, and a folder that is open in VS Code. bash says what is true about both.
struct BashHome {
    root: TempDir,
}

impl BashHome {
    /// `files` are relative to the home folder; those that begin with `folder/` are in the folder.
    fn new(files: &[(&str, &str)]) -> Self {
        let home = Self { root: tempfile::tempdir().unwrap() };
        fs::create_dir_all(home.folder()).unwrap();
        for tool in [home.path().join("tools/mytool"), home.folder().join("bin/proj")] {
            fs::create_dir_all(tool.parent().unwrap()).unwrap();
            fs::write(&tool, "#!/bin/sh\n").unwrap();
            fs::set_permissions(&tool, fs::Permissions::from_mode(0o755)).unwrap();
        }
        for (path, text) in files {
            let path = match path.strip_prefix("folder/") {
                Some(within) => home.folder().join(within),
                None => home.path().join(path),
            };
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
        }
        home
    }

    fn path(&self) -> PathBuf {
        self.root.path().canonicalize().unwrap().join("home")
    }

    fn folder(&self) -> PathBuf {
        self.root.path().canonicalize().unwrap().join("folder")
    }

    fn doctor(&self, arguments: &[&str], env: &[(&str, &str)]) -> std::process::Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_envlint"));
        command.args(["doctor", "--ignore-running"]).args(arguments).current_dir(self.folder()).env_clear();
        command.env("HOME", self.path()).env("SHELL", "/bin/bash").env("PATH", PATH).envs(env.iter().copied());
        command.output().unwrap()
    }

    fn report(&self, arguments: &[&str], env: &[(&str, &str)]) -> Value {
        let output = self.doctor(&[arguments, &["--format", "json"]].concat(), env);
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// The diagnoses above info.
    fn diagnoses(&self, arguments: &[&str], env: &[(&str, &str)]) -> Vec<Value> {
        let all = self.report(arguments, env)["diagnoses"].as_array().unwrap().clone();
        all.into_iter().filter(|diagnosis| diagnosis["severity"] != "info").collect()
    }

    /// The environment that bash with these flags has after its startup files, if it begins with `base`.
    fn bash(&self, flags: &[&str], base: &FileVariables) -> FileVariables {
        let mut command = Command::new("/bin/bash");
        command
            .args(flags)
            .args(["-c", "printf MARK; /usr/bin/env -0"])
            .current_dir(self.path())
            .env_clear()
            .envs(base);
        let output = String::from_utf8(command.output().unwrap().stdout).unwrap();
        let (_, env) = output.split_once("MARK").unwrap();
        env.split('\0').filter_map(|line| line.split_once('=')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
    }

    /// The environments of the extension host, of a task and of the prompt of a terminal, if `settings` are set for terminals.
    fn truth(&self, settings: &[(&str, Option<&str>)]) -> [(&'static str, FileVariables); 3] {
        let text = |path: PathBuf| path.to_str().unwrap().to_owned();
        let base: FileVariables =
            [("HOME", text(self.path())), ("SHELL", "/bin/bash".to_owned()), ("PATH", BASE.to_owned())]
                .map(|(name, value)| (name.to_owned(), value))
                .into();
        let mut asked = base.clone();
        asked.insert("VSCODE_RESOLVING_ENVIRONMENT".to_owned(), "1".to_owned());
        let mut host = self.bash(&["-i", "-l"], &asked);
        host.remove("VSCODE_RESOLVING_ENVIRONMENT");
        let mut started = host.clone();
        for (name, value) in settings {
            let inherited = host.get(*name).cloned().unwrap_or_default();
            match value {
                Some(value) => {
                    let value = value.replace(&format!("${{env:{name}}}"), &inherited);
                    started.insert((*name).to_owned(), value.replace("${workspaceFolder}", &text(self.folder())))
                }
                None => started.remove(*name),
            };
        }
        let task = self.bash(&[], &started);
        started.insert("TERM_PROGRAM".to_owned(), "vscode".to_owned());
        [("extension-host", host), ("task", task), ("terminal", self.bash(&["-i"], &started))]
    }
}

fn find(env: &FileVariables, program: &str) -> Option<String> {
    let folders = env.get("PATH").map(String::as_str).unwrap_or_default().split(':');
    let mut files = folders.map(|folder| Path::new(folder).join(program));
    files.find(|file| file.is_absolute() && file.is_file()).map(|file| file.to_str().unwrap().to_owned())
}

fn settings(values: &[(&str, Option<&str>)]) -> String {
    let values: serde_json::Map<String, Value> =
        values.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    json!({ "terminal.integrated.env.linux": values }).to_string()
}

/// Startup files, the variables that settings set for terminals, and the program or variable that is asked for.
type TruthCase<'c> = (&'c [(&'c str, &'c str)], &'c [(&'c str, Option<&'c str>)], &'c str);

#[test]
fn the_table_is_what_bash_does() {
    let reads = (".profile", ". ~/.bashrc\n");
    let prepend = Some("${workspaceFolder}/bin:${env:PATH}");
    let only: &[(&str, Option<&str>)] = &[("PATH", Some("/only"))];
    let guard = "case \":$PATH:\" in *\":$HOME/tools:\"*) ;; *) PATH=\"$HOME/tools:$PATH\";; esac\n";
    let cases: &[TruthCase<'_>] = &[
        (&[(".bashrc", LINE)], &[], "mytool"),
        (&[(".bashrc", LINE), reads], only, "mytool"),
        (&[(".bashrc", guard), reads], only, "mytool"),
        (&[(".bashrc", "export PATH=/usr/bin:/bin\n")], &[("PATH", prepend)], "proj"),
        (&[(".bashrc", "export PATH=/usr/local/bin:/usr/bin:$PATH\n")], only, "env"),
        (&[(".bashrc", "# nothing\n")], only, "env"),
        (&[(".bashrc", "export MY_V=rc\n")], &[("MY_V", Some("settings"))], "MY_V"),
        (&[(".bashrc", "export MY_V=rc\n"), reads], &[("MY_V", Some("settings"))], "MY_V"),
        (&[(".bashrc", "export MY_V=${MY_V:-rc}\n")], &[("MY_V", Some("settings"))], "MY_V"),
        (&[(".bashrc", "export MY_V=rc\n"), reads], &[("MY_V", None)], "MY_V"),
        (&[(".profile", "export MY_V=1\n")], &[("MY_V", None)], "MY_V"),
        (&[(".profile", "export MY_V=1\n"), (".bashrc", "unset MY_V\n")], &[], "MY_V"),
        (&[reads, (".bashrc", &format!("if [ \"$TERM_PROGRAM\" = vscode ]; then\n{LINE}fi\n"))], &[], "mytool"),
        (&[(".bashrc", &format!("[ -z \"$TERM_PROGRAM\" ] && return\n{LINE}"))], &[], "mytool"),
    ];
    for (files, set, name) in cases {
        let home = BashHome::new(&[files, &[(SETTINGS, &*settings(set))][..]].concat());
        let report = home.report(&[name], &[]);
        let is_variable = name.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_');
        let rows: Vec<(String, Value)> = if is_variable {
            let text = String::from_utf8(home.doctor(&[name], &[]).stdout).unwrap();
            rows_of_text(&text)
        } else {
            let found = report["programs"][0]["found"].as_array().unwrap().iter();
            let known = found.filter(|row| row["unknown"] != true);
            known.map(|row| (row["process"].as_str().unwrap().to_owned(), row["path"].clone())).collect()
        };
        assert!(rows.len() > 1, "{files:?}: {report}");
        for (process, env) in home.truth(set) {
            let wanted = if is_variable { env.get(*name).cloned() } else { find(&env, name) };
            for (_, said) in rows.iter().filter(|(known, _)| known == process) {
                assert_eq!(*said, json!(wanted), "{process} with {files:?} and {set:?}");
            }
        }
    }
}

/// The rows of the table of a variable, without those that doctor does not know.
fn rows_of_text(text: &str) -> Vec<(String, Value)> {
    let names = [("a new terminal (bash)", "terminal"), ("extensions, debuggers", "extension-host"), ("tasks", "task")];
    let row = |line: &str| {
        let (start, process) = names.iter().find(|(start, _)| line.trim_start().starts_with(start))?;
        let value = line.trim_start().strip_prefix(start)?.trim();
        let value = if value == "not set" { Value::Null } else { json!(value) };
        (value != "unknown").then(|| ((*process).to_owned(), value))
    };
    text.lines().filter(|line| line.starts_with("  ")).filter_map(row).collect()
}

/// Files, arguments, and what the first diagnosis must be and contain.
type CauseCase<'c> = (&'c [(&'c str, &'c str)], &'c [&'c str], &'c str, &'c str, &'c str);

#[test]
fn the_cause_is_the_line_that_has_the_effect() {
    let condition = "if [ -z \"$VSCODE_RESOLVING_ENVIRONMENT\" ]; then export PATH=\"$HOME/tools:$PATH\"; fi\n";
    let container = r#"{ "image": "x", "remoteEnv": { "MY_V": "1" } }"#;
    let workspace = settings(&[("PATH", Some("${workspaceFolder}/bin:${env:PATH}"))]);
    let task = r#"{ "version": "2.0.0", "options": { "env": { "PATH": "${env:PATH}:/usr/games" } },
        "tasks": [{ "label": "d", "type": "shell", "command": "proj -l" }] }"#;
    let profile = r#"{ "terminal.integrated.inheritEnv": false }"#;
    let cases: &[CauseCase<'_>] = &[
        (
            &[
                (".bash_profile", "[[ -f ~/.bashrc ]] && source ~/.bashrc\nexport PATH=/usr/bin:/bin\n"),
                (".bashrc", LINE),
            ],
            &["mytool"],
            "startup-file-replaces-path",
            "certain",
            "~/.bash_profile:2 sets PATH",
        ),
        (
            &[(".profile", &format!("{LINE}. ~/.bashrc\n")), (".bashrc", "export PATH=/usr/bin:/bin\n")],
            &["mytool"],
            "ineffective-startup-line",
            "likely",
            "~/.bashrc:1 then sets PATH",
        ),
        (
            &[(".profile", "export PATH=~/tools\n")],
            &["mytool"],
            "startup-file-replaces-path",
            "certain",
            "~/.profile:1",
        ),
        (
            &[(".bashrc", condition), (".profile", ". ~/.bashrc\n")],
            &["mytool"],
            "set-in-unread-startup-file",
            "certain",
            "~/.bashrc:1",
        ),
        (
            &[(".profile", "export MY_V=1\nunset MY_V\n")],
            &["MY_V"],
            "ineffective-startup-line",
            "certain",
            "~/.profile:2 then removes it",
        ),
        (
            &[(".profile", "export MY_V=1\n"), (".bashrc", "unset MY_V\n")],
            &["MY_V"],
            "program-differs",
            "certain",
            "~/.bashrc:1 removes it",
        ),
        (&[(".profile", "export GOPATH='~/go'\n")], &["GOPATH"], "wrong-host-variable", "certain", "absolute paths"),
        (&[(SETTINGS, &workspace), (TASKS, task)], &["proj"], "settings-cause", "certain", ".vscode/tasks.json:1"),
        (&[(SETTINGS, &workspace), (TASKS, task)], &[], "settings-cause", "certain", ".vscode/tasks.json:1"),
        (
            &[(SETTINGS, &settings(&[("MY_V", None)]))],
            &["MY_V"],
            "program-not-found",
            "certain",
            ".vscode/settings.json:1 removes it",
        ),
        (&[(CONTAINER, container)], &["MY_V"], "program-not-found", "likely", "devcontainer.json:1 sets MY_V"),
        (
            &[(".profile", LINE), (".config/Code/User/settings.json", profile)],
            &["mytool"],
            "settings-cause",
            "certain",
            "terminal.integrated.inheritEnv is off",
        ),
    ];
    for (files, arguments, id, certainty, says) in cases {
        let home = BashHome::new(files);
        let diagnoses = home.diagnoses(arguments, &[]);
        let first = diagnoses.first().unwrap_or_else(|| panic!("{files:?}: nothing"));
        assert_eq!((&first["id"], &first["certainty"]), (&json!(id), &json!(certainty)), "{files:?}: {first}");
        assert!(first["message"].as_str().unwrap().contains(says), "{files:?}: {first}");
    }
}

#[test]
fn a_remedy_does_not_repeat_the_condition_that_is_not_met() {
    let condition = "if [ -z \"$VSCODE_RESOLVING_ENVIRONMENT\" ]; then\n  export PATH=\"$HOME/tools:$PATH\"\nfi\n";
    for profile in [". ~/.bashrc\n", "\n"] {
        for text in [condition, &condition.replace("\nfi", "; fi").replace("then\n", "then ")] {
            let home = BashHome::new(&[(".bashrc", text), (".profile", profile)]);
            let diagnosis = &home.diagnoses(&["mytool"], &[])[0];
            let paste = diagnosis["paste"].as_str().unwrap();
            assert!(paste.starts_with("export PATH="), "{diagnosis}");
            fs::write(home.path().join(".profile"), format!("{profile}{paste}\n")).unwrap();
            assert!(home.diagnoses(&["mytool"], &[]).is_empty(), "{diagnosis}");
        }
    }
}

#[test]
fn nothing_is_said_about_what_was_not_observed() {
    let tasks = r#"{ "version": "2.0.0", "tasks": [{ "label": "d", "type": "shell", "command": "ls -l",
        "options": { "shell": { "executable": "bash", "args": ["-c"] } } }] }"#;
    let profile = r#"{ "terminal.integrated.profiles.linux": { "x": { "path": "bash" } },
        "terminal.integrated.defaultProfile.linux": "x" }"#;
    let container = r#"{ "image": "x", "remoteEnv": { "PATH": "/opt/x" }, "containerEnv": { "PATH": "/opt/y" } }"#;
    let home =
        BashHome::new(&[(TASKS, tasks), (SETTINGS, profile), (CONTAINER, container), (".profile", "export MY_V=1\n")]);
    for arguments in [&["--no-run"][..], &["--no-run", "MY_V"], &["env"]] {
        let diagnoses = home.diagnoses(arguments, &[]);
        assert!(diagnoses.is_empty(), "{arguments:?}: {diagnoses:?}");
    }
}

#[test]
fn a_terminal_that_is_older_than_its_folder_is_called_old() {
    let home = BashHome::new(&[(".profile", LINE)]);
    let diagnoses = home.diagnoses(&["mytool"], &[("TERM_PROGRAM", "vscode")]);
    let [diagnosis] = diagnoses.as_slice() else { panic!("{diagnoses:?}") };
    assert_eq!((&diagnosis["id"], &diagnosis["certainty"]), (&json!("stale-process"), &json!("likely")));
    assert_eq!(diagnosis["restart"], "none");
    let home = BashHome::new(&[(".profile", "\n")]);
    let path = format!("{}:{PATH}", home.path().join("tools").display());
    let diagnoses = home.diagnoses(&["mytool"], &[("TERM_PROGRAM", "vscode"), ("PATH", &path)]);
    assert_eq!(diagnoses[0]["certainty"], "likely", "{diagnoses:?}");
}

#[test]
fn one_cause_is_reported_once_for_all_programs() {
    let set = settings(&[("PATH", Some("/only"))]);
    let tasks = r#"{ "version": "2.0.0", "tasks": [{ "label": "a", "type": "shell", "command": "env" },
        { "label": "b", "type": "shell", "command": "sort" }] }"#;
    let diagnoses = BashHome::new(&[(SETTINGS, &set), (TASKS, tasks)]).diagnoses(&[], &[]);
    let causes: Vec<&Value> = diagnoses.iter().filter(|diagnosis| diagnosis["id"] == "settings-cause").collect();
    let [cause] = causes.as_slice() else { panic!("{diagnoses:?}") };
    assert!(
        cause["message"].as_str().unwrap().contains("(path-overwrite). This concerns env, sort and git."),
        "{cause}"
    );
}

#[test]
fn processes_are_named_once_in_a_sentence() {
    let home = BashHome::new(&[(SETTINGS, &settings(&[("MY_V", None)])), (".profile", "export MY_V=1\n")]);
    let diagnosis = &home.diagnoses(&["MY_V"], &[])[0];
    let message = diagnosis["message"].as_str().unwrap();
    assert!(message.ends_with("extensions have it, but not the terminal and tasks."), "{message}");
}

#[test]
fn a_secret_is_masked_under_another_name() {
    let set = settings(&[("APP_ENV", Some("x${env:SECRET_KEY}y"))]);
    let home = BashHome::new(&[(SETTINGS, &set), (".profile", "export SECRET_KEY=correcthorse9\n")]);
    for arguments in
        [&["APP_ENV"][..], &["APP_ENV", "--markdown"], &["APP_ENV", "-v", "--format", "json"], &["--format", "html"]]
    {
        let text = String::from_utf8(home.doctor(arguments, &[]).stdout).unwrap();
        assert!(text.contains('…') && !text.contains("correcthorse9"), "{arguments:?}: {text}");
    }
}
