//! `envlint doctor` on this computer: it starts only the expected programs and leaves nothing running.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by it, also outside of its own function"
)]
#![cfg(all(test, target_os = "linux"))]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// The time that doctor may take with a limit of one second on a busy computer. The shells would run for a minute or more.
const LIMIT: Duration = Duration::from_secs(20);

/// A home folder with startup files, and a folder that is open in VS Code.
struct Computer {
    root: TempDir,
}

impl Computer {
    /// A computer with `profile` as the text of `~/.bash_profile`.
    fn new(profile: &str) -> Self {
        let computer = Self { root: tempfile::tempdir().unwrap() };
        fs::create_dir_all(computer.folder().join(".vscode")).unwrap();
        fs::create_dir_all(computer.home()).unwrap();
        fs::write(computer.home().join(".bash_profile"), profile).unwrap();
        computer
    }

    fn home(&self) -> PathBuf {
        self.root.path().canonicalize().unwrap().join("home")
    }

    fn folder(&self) -> PathBuf {
        self.root.path().canonicalize().unwrap().join("folder")
    }

    fn script(&self, path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Sets the time limit to the minimum of VS Code.
    fn limit(&self) {
        let user = self.home().join(".config/Code/User");
        fs::create_dir_all(&user).unwrap();
        let text = r#"{ "application.shellEnvironmentResolutionTimeout": 1 }"#;
        fs::write(user.join("settings.json"), text).unwrap();
    }

    fn doctor(&self, arguments: &[&str], env: &[(&str, &str)]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_envlint"));
        // Whoever runs this test may have VS Code open.
        command
            .arg("doctor")
            .arg("--ignore-running")
            .args(arguments)
            .arg("--folder")
            .arg(self.folder())
            .current_dir(self.folder());
        command
            .env_clear()
            .env("HOME", self.home())
            .env("SHELL", "/bin/bash")
            .env("PATH", "/usr/local/bin:/usr/bin:/bin");
        command.envs(env.iter().copied());
        command.output().unwrap()
    }

    fn json(&self, arguments: &[&str], env: &[(&str, &str)]) -> Value {
        let output = self.doctor(&[arguments, &["--format", "json"]].concat(), env);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{error}"))
    }
}

fn ids(report: &Value) -> Vec<&str> {
    report["diagnoses"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect()
}

/// The command lines of running processes that contain `text`.
fn running(text: &str) -> Vec<String> {
    let processes = fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.path().join("cmdline"));
    let lines = processes
        .filter_map(|path| fs::read(path).ok())
        .map(|bytes| String::from_utf8_lossy(&bytes).replace('\0', " "));
    lines.filter(|line| line.contains(text) && !line.contains("envlint")).collect()
}

#[test]
fn a_shell_that_sleeps_is_ended() {
    let computer = Computer::new("sleep 61.5\n");
    computer.limit();
    let started = Instant::now();
    let report = computer.json(&["git"], &[]);
    assert!(started.elapsed() < LIMIT, "{:?}", started.elapsed());
    assert_eq!(ids(&report)[0], "shell-resolution-failed");
    assert_eq!(report["diagnoses"][0]["evidence"][0]["line"], 1);
    assert!(running("sleep 61.5").is_empty());
}

#[test]
fn a_shell_that_floods_its_output_is_ended() {
    let computer = Computer::new("yes flood-of-doctor-test\n");
    computer.limit();
    let started = Instant::now();
    let report = computer.json(&["git"], &[]);
    assert!(started.elapsed() < LIMIT, "{:?}", started.elapsed());
    assert_eq!(ids(&report)[0], "shell-resolution-failed");
    assert!(running("flood-of-doctor-test").is_empty());
}

#[test]
fn much_output_before_the_answer_does_no_harm() {
    let computer = Computer::new("yes noise | head -c 20000000\nexport PATH=$HOME/bin:$PATH\n");
    computer.script(&computer.home().join("bin/my-tool"), "#!/bin/sh\n");
    let report = computer.json(&["my-tool"], &[]);
    assert!(!ids(&report).contains(&"shell-resolution-failed"), "{report}");
    let path = computer.home().join("bin/my-tool").to_str().unwrap().to_owned();
    assert!(report["programs"][0]["found"].to_string().contains(&path));
}

#[test]
fn a_daemon_that_a_startup_file_starts_is_ended() {
    let computer = Computer::new("setsid sleep 62.5 &\n( setsid sh -c 'sleep 63.5' & )\n");
    let report = computer.json(&["git"], &[]);
    assert!(!ids(&report).contains(&"shell-resolution-failed"), "{report}");
    assert!(running("sleep 62.5").is_empty(), "{:?}", running("sleep 62.5"));
    assert!(running("sleep 63.5").is_empty(), "{:?}", running("sleep 63.5"));
}

#[test]
fn a_shell_that_becomes_another_gives_no_answer() {
    let computer = Computer::new("[ -f ~/.bashrc ] && . ~/.bashrc\n");
    fs::write(computer.home().join(".bashrc"), "case $- in *i*) ;; *) return ;; esac\nexit 0\n").unwrap();
    let report = computer.json(&["git"], &[]);
    assert_eq!(ids(&report)[0], "shell-resolution-failed");
    let evidence = &report["diagnoses"][0]["evidence"][0];
    assert_eq!((evidence["path"].as_str(), evidence["line"].as_u64()), (Some("~/.bashrc"), Some(2)));
}

/// The programs and settings in the folder would leave a trace if they were used.
#[test]
fn nothing_of_the_folder_is_executed() {
    let computer = Computer::new("export FROM_PROFILE=1\ncommand -v go >/dev/null && go version\n");
    let (folder, trace) = (computer.folder(), computer.root.path().canonicalize().unwrap().join("trace"));
    let trap = format!("#!/bin/sh\necho \"$0\" >> {}\n", trace.display());
    for name in ["go", "node", "git", "bash", "zsh", "systemctl", "env"] {
        computer.script(&folder.join("bin").join(name), &trap);
    }
    let shown = folder.display();
    for name in ["bash_env", "zdotdir/.zshenv", "zdotdir/.zshrc"] {
        fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
        fs::write(folder.join(name), format!("echo {name} >> {}\n", trace.display())).unwrap();
    }
    fs::write(folder.join("go.mod"), "module example.com/app\n").unwrap();
    let env = format!(
        r#"{{ "PATH": "{shown}/bin:${{env:PATH}}", "BASH_ENV": "{shown}/bash_env", "ENV": "{shown}/bash_env", "ZDOTDIR": "{shown}/zdotdir", "LD_PRELOAD": "{shown}/trap.so" }}"#
    );
    let settings = format!(
        r#"{{ "terminal.integrated.env.linux": {env}, "go.toolsEnvVars": {env}, "go.alternateTools": {{ "go": "{shown}/bin/go" }},
            "terminal.integrated.defaultProfile.linux": "trap", "terminal.integrated.automationProfile.linux": {{ "path": "{shown}/bin/bash" }},
            "terminal.integrated.profiles.linux": {{ "trap": {{ "path": "{shown}/bin/bash", "args": ["-c", "echo args >> {trace}"], "env": {env} }} }} }}"#,
        trace = trace.display()
    );
    fs::write(folder.join(".vscode/settings.json"), settings).unwrap();
    // The user may have the folder on PATH, for example with direnv or a virtual environment.
    let path = format!("{shown}/bin:/usr/local/bin:/usr/bin:/bin");
    let own =
        [("PATH", path.as_str()), ("BASH_ENV", &format!("{shown}/bash_env")), ("ZDOTDIR", &format!("{shown}/zdotdir"))];
    for arguments in [&["go"][..], &[], &["go", "node", "git"], &["--no-run"]] {
        computer.json(arguments, &own);
        let used = fs::read_to_string(&trace).unwrap_or_default();
        assert!(used.is_empty(), "{arguments:?} used {used}");
    }
    // The user's own startup file adds the folder to PATH.
    fs::write(computer.home().join(".bash_profile"), format!("export PATH={path}\n")).unwrap();
    let report = computer.json(&["go"], &own);
    assert!(report["programs"][0].to_string().contains(&format!("{shown}/bin/go")), "it is found");
    assert!(!trace.exists(), "and not asked for its environment");
    let shell = format!("{shown}/bin/bash");
    computer.json(&["go"], &[("SHELL", &shell), own[0]]);
    assert!(!trace.exists(), "a shell in the folder was started");
    computer.json(&["go", "--trust"], &[("SHELL", &shell), own[0]]);
    assert!(trace.exists(), "the traps work");
}

#[test]
fn no_run_starts_no_shell() {
    let computer = Computer::new("");
    let trace = computer.home().join("trace");
    fs::write(computer.home().join(".bash_profile"), format!("echo started > {}\n", trace.display())).unwrap();
    let report = computer.json(&["git", "--no-run"], &[]);
    assert!(!trace.exists());
    let missing = report["not_observed"].as_array().unwrap();
    assert!(missing.iter().any(|row| row["what"] == "login shell"), "{missing:?}");
    computer.json(&["git"], &[]);
    assert!(trace.exists(), "the trap works");
}

#[test]
fn a_saved_machine_tells_the_same() {
    let computer = Computer::new("export PATH=$HOME/bin:$PATH\n");
    computer.script(&computer.home().join("bin/my-tool"), "#!/bin/sh\n");
    let saved = computer.home().join("machine.json");
    let here = computer.json(&["my-tool", "--keep-names", "--save", saved.to_str().unwrap()], &[]);
    let there = computer.json(&["my-tool", "--machine", saved.to_str().unwrap()], &[]);
    assert_eq!(here["programs"], there["programs"]);
    assert_eq!(ids(&here), ids(&there));
}

/// What an editor extension observes in its window overrides what doctor would ask, and its folders are searched, too.
#[test]
fn the_observations_of_a_window_are_used() {
    let computer = Computer::new("");
    let started = computer.home().join("started");
    fs::write(computer.home().join(".bashrc"), format!("echo started > {}\n", started.display())).unwrap();
    for folder in ["host", "terminal", "task"] {
        computer.script(&computer.home().join(folder).join(format!("{folder}-tool")), "#!/bin/sh\n");
    }
    let env = |folder: &str| serde_json::json!({ "PATH": computer.home().join(folder) });
    let part = serde_json::json!({
        "processes": [{ "pid": 4_000_000, "kind": "extension-host", "folders": [computer.folder()], "env": env("host") }],
        "interactive_shell": { "env": env("terminal") },
        "task_shell": { "env": env("task") },
    });
    let observed = computer.home().join("window.json");
    fs::write(&observed, part.to_string()).unwrap();
    let names = ["host-tool", "terminal-tool", "task-tool"];
    let report = computer.json(&[&names[..], &["--observed", observed.to_str().unwrap()]].concat(), &[]);
    let finders = |name: &str| -> Vec<String> {
        let programs = report["programs"].as_array().unwrap();
        let found = programs.iter().find(|row| row["name"] == name).unwrap()["found"].as_array().unwrap();
        let finders = found.iter().filter(|row| !row["path"].is_null());
        finders.map(|row| row["process"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names.map(finders), [["extension-host"], ["terminal"], ["task"]]);
    assert!(!started.exists(), "no shell is asked for what the window has observed");
    computer.json(&names, &[]);
    assert!(started.exists(), "the trap works");
}

/// The environment is written only to a file that exists, so that the file keeps the mode that its owner gave it.
#[test]
fn the_environment_is_written_to_an_existing_file() {
    let computer = Computer::new("");
    let file = computer.home().join("environment.json");
    let write = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_envlint"));
        command.args(["doctor-environment", "mark"]).arg(&file).env_clear().env("NAME", "value").status().unwrap()
    };
    assert!(!write().success() && !file.exists());
    fs::write(&file, "").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    assert!(write().success());
    assert_eq!(fs::read_to_string(&file).unwrap(), r#"{"NAME":"value"}"#);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}

/// Without an observation, doctor says so, and claims neither that a program is found nor that all is well.
#[test]
fn without_observations_doctor_claims_nothing() {
    let computer = Computer::new("");
    let machine = computer.home().join("machine.json");
    fs::write(&machine, r#"{ "version": 1, "os": "linux", "home": "/home/me" }"#).unwrap();
    let output = computer.doctor(&["go", "--machine", machine.to_str().unwrap()], &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("Doctor cannot tell whether VS Code finds go"), "{text}");
}

#[test]
fn the_configuration_ignores_diagnoses() {
    let computer = Computer::new("sleep 61.5\n");
    computer.limit();
    fs::write(computer.folder().join("envlint.toml"), "[doctor]\nignore = [\"shell-resolution-failed\"]\n").unwrap();
    let report = computer.json(&["git"], &[]);
    assert!(!ids(&report).contains(&"shell-resolution-failed"), "{report}");
    fs::write(computer.folder().join("envlint.toml"), "[doctor]\nignore = [\"nothing\"]\n").unwrap();
    let output = computer.doctor(&["git", "--no-run"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("envlint.toml: unknown diagnosis `nothing`"));
}

/// `envlint matrix --real` fills in the values of the machine, says where they come from, and shows no secret.
#[test]
fn a_matrix_can_show_the_values_of_a_machine() {
    let machines = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/machines");
    let matrix = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_envlint"))
            .current_dir(machines.join("gvm-in-bashrc.folder"))
            .args(["matrix", "--real=../gvm-in-bashrc.json"])
            .args(arguments)
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (status, text) = matrix(&["--var", "PATH"]);
    assert_eq!(status, Some(0));
    assert!(text.starts_with("PATH\n"), "{text}");
    assert!(text.contains("/home/me/.gvm/gos/go1.22.4/bin:") && text.contains("extensions (observed)"), "{text}");
    assert_eq!(matrix(&["--format", "html"]).0, Some(2), "doctor writes the page");
}

/// A setting can copy a secret to a variable whose name does not say so, and a file can contain one among options.
#[test]
fn no_report_shows_a_secret_under_another_name() {
    let profile = "export SECRET_KEY='correct\"horse9'\nexport DUMP='mysqldump -u root -pZz9vN2mXz7Rt'\n";
    let computer = Computer::new(profile);
    let settings = r#"{"terminal.integrated.env.linux": {"APP_ENV": "x-${env:SECRET_KEY}-y", "OPTS": "${env:DUMP}",
        "PATH": "/opt/${env:SECRET_KEY}/bin:${env:PATH}"}}"#;
    fs::write(computer.folder().join(".vscode/settings.json"), settings).unwrap();
    let ways: [&[&str]; 6] = [&[], &["-v"], &["--markdown"], &["--format", "json"], &["--format", "html"], &["--all"]];
    for way in ways {
        let names = ["APP_ENV", "OPTS", "DUMP"];
        let output = computer.doctor(&[names.as_slice(), way].concat(), &[]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("APP_ENV") && !text.contains("horse9") && !text.contains("Zz9v"), "{way:?}:\n{text}");
    }
}
