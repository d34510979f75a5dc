//! Doctor reads the settings of a folder as the programs do for which they are meant.

#![cfg(test)]

use envlint_doctor::case::Case;
use envlint_doctor::diagnoses::{Diagnosis, Id, Severity, diagnose};
use envlint_doctor::machine::Machine;
use envlint_doctor::project::{FolderFiles, project};
use serde_json::{Value, json};

const SETTINGS: &str = ".vscode/settings.json";

/// What doctor says about a program or variable, and where each process finds the program.
struct Told {
    diagnoses: Vec<Diagnosis>,
    rows: Vec<(String, String)>,
}

impl Told {
    /// Asks for `name` on `machine` in a folder with one file.
    fn about(name: &str, machine: Value, (path, text): (&str, Value)) -> Self {
        let machine: Machine = serde_json::from_value(machine).unwrap();
        let files = FolderFiles { texts: vec![(path.to_owned(), text.to_string())], ..FolderFiles::default() };
        let project = project(&machine, &files, None);
        let names = [name.to_owned()];
        let case = Case::new(&machine, &project, &names);
        let row = |(view, lookup): &(usize, envlint_doctor::lookup::CommandLookup)| {
            let found = if lookup.is_unknown() { "unknown" } else { "missing" };
            let found = lookup.place().map_or(found, |place| &place.path);
            (case.views[*view].label.clone(), found.to_owned())
        };
        let rows = case.questions.iter().flat_map(|question| &question.rows).map(row).collect();
        Self { diagnoses: diagnose(&case), rows }
    }

    fn at(&self, process: &str) -> &str {
        self.rows.iter().find(|(label, _)| label == process).map_or("", |(_, found)| found)
    }

    /// The diagnoses above info.
    fn problems(&self) -> Vec<&str> {
        let problems = self.diagnoses.iter().filter(|diagnosis| diagnosis.severity > Severity::Info);
        problems.map(|diagnosis| diagnosis.message.as_str()).collect()
    }
}

/// A machine whose shell answers with these variables, with `rest` besides.
fn machine(path: &str, rest: Value) -> Value {
    let env = json!({ "HOME": "/home/me", "SHELL": "/bin/bash", "PATH": path });
    let mut machine = json!({
        "version": 1, "os": "linux", "home": "/home/me", "folder": "/work", "shell": "/bin/bash",
        "login_shell": { "command": ["/bin/bash", "-i", "-l", "-c", "…"], "base": env, "env": env, "seconds": 0.1 },
        "interactive_shell": { "env": env, "without_settings": true },
        "directories": { "/usr/bin": ["bash", "env"], "/x/goroot/bin": ["go", "gofmt"], "/home/me/go/bin": null },
        "files": {},
    });
    for (key, value) in rest.as_object().unwrap() {
        machine[key] = value.clone();
    }
    machine
}

#[test]
fn the_go_extension_puts_the_chosen_go_on_path() {
    let told = Told::about("go", machine("/usr/bin", json!({})), (SETTINGS, json!({ "go.goroot": "/x/goroot" })));
    assert_eq!(told.problems(), [""; 0]);
    for process in ["extension-host", "terminal", "task"] {
        assert_eq!(told.at(process), "/x/goroot/bin/go", "{process}");
    }
    let settings = json!({ "go.goroot": "/x/goroot", "go.terminal.activateEnvironment": false });
    let told = Told::about("go", machine("/usr/bin", json!({})), (SETTINGS, settings));
    assert_eq!((told.at("extension-host"), told.at("terminal")), ("/x/goroot/bin/go", "missing"));
}

#[test]
fn the_folder_of_an_alternate_go_is_not_known() {
    let settings = json!({ "go.alternateTools": { "go": "/x/goroot/bin/go" } });
    let told = Told::about("go", machine("/usr/bin", json!({})), (SETTINGS, settings));
    assert_eq!(told.problems(), [""; 0]);
    assert_eq!(told.at("extension-host"), "/x/goroot/bin/go");
    assert_eq!((told.at("terminal"), told.at("task")), ("unknown", "unknown"));
    let settings = json!({ "go.alternateTools": { "go": "/x/goroot/bin/go1.1" } });
    let told = Told::about("go", machine("/usr/bin", json!({})), (SETTINGS, settings));
    assert_eq!(told.at("terminal"), "missing");
}

#[test]
fn a_dev_container_gets_the_path_of_the_host() {
    let path = "/home/me/go/bin:${env:PATH}";
    let settings = json!({ "terminal.integrated.env.linux": { "PATH": path } });
    let file = json!({ "image": "debian", "customizations": { "vscode": { "settings": settings } } });
    let env = json!({ "HOME": "/home/me", "SHELL": "/bin/bash", "PATH": "/usr/bin", "REMOTE_CONTAINERS": "true" });
    let rest = json!({ "host": { "wsl": false, "container": true, "ssh": false }, "env": env,
        "directories": { "/usr/bin": ["bash", "gopls"], "/home/me/go/bin": ["dlv"] } });
    let told = Told::about("gopls", machine("/usr/bin", rest), (".devcontainer/devcontainer.json", file));
    assert_eq!((told.at("extension-host"), told.at("terminal")), ("/usr/bin/gopls", "unknown"));
    let all = told.problems();
    assert!(!all.iter().any(|message| message.contains("not expanded") || message.contains("relative")), "{all:?}");
    let finding = told.diagnoses.iter().find(|known| known.message.contains("host")).unwrap();
    assert!(finding.remedy.contains("rebuild the container"), "{}", finding.remedy);
}

#[test]
fn go_reads_what_go_env_wrote() {
    let rest = json!({ "go_env_file": { "path": "/home/me/.config/go/env", "text": "GOPROXY=off\nGOPROXY=direct\n" } });
    let told = Told::about("GOPROXY", machine("/usr/bin", rest), (SETTINGS, json!({})));
    assert_eq!(told.problems(), [""; 0]);
    let message = &told.diagnoses[0].message;
    assert!(message.contains("to direct in ~/.config/go/env"), "{message}");
    let told = Told::about("GOPROXY", machine("/usr/bin", json!({})), (SETTINGS, json!({})));
    assert_eq!(told.problems().len(), 1);
}

#[test]
fn a_missing_folder_in_a_file_that_only_terminals_read_takes_two_steps() {
    let text = "export PATH=\"$PATH:$HOME/go/bin\"\n";
    let file = |text: &str| json!({ "text": text });
    let rest = json!({
        "files": { "/home/me/.bashrc": file(text), "/home/me/.profile": file("umask 022\n"), "/home/me/.bash_profile": null,
            "/home/me/.bash_login": null, "/etc/profile": null },
        "interactive_shell": { "env": { "HOME": "/home/me", "PATH": "/usr/bin:/home/me/go/bin" } },
    });
    let told = Told::about("gopls", machine("/usr/bin", rest), (SETTINGS, json!({})));
    let first = &told.diagnoses[0];
    assert_eq!(first.id, Id::MissingDirectory, "{first:?}");
    assert!(first.message.contains("does not exist") && first.message.contains("does not read ~/.bashrc"), "{first:?}");
    assert!(first.remedy.ends_with("Then add the folder to PATH in ~/.profile, too:"), "{first:?}");
    assert_eq!(first.paste.as_deref(), Some("export PATH=\"/home/me/go/bin:$PATH\""));
}

#[test]
fn a_shell_in_wsl_finds_programs_of_linux() {
    let go = "C:\\Program Files\\Go\\bin";
    let windows = json!({
        "version": 1, "os": "windows", "home": "C:\\Users\\me", "folder": "C:\\work", "env": { "Path": go, "PATHEXT": ".EXE" },
        "directories": { go: ["go.exe"] },
    });
    let profiles = json!({ "ubuntu": { "path": "${env:windir}\\System32\\wsl.exe" } });
    let settings = json!({ "terminal.integrated.profiles.windows": profiles,
        "terminal.integrated.defaultProfile.windows": "ubuntu" });
    let told = Told::about("go", windows, (SETTINGS, settings));
    assert_eq!((told.at("terminal"), told.at("task")), ("unknown", "unknown"));
    assert_eq!(told.at("extension-host"), "C:\\Program Files\\Go\\bin\\go.exe");
}

#[test]
fn a_setting_that_no_extension_has_uses_no_program() {
    let settings = |key: &str| {
        let told = Told::about("zzpy", machine("/usr/bin", json!({})), (SETTINGS, json!({ key: "zzpy" })));
        told.diagnoses[0].message.contains("uses it")
    };
    assert!(settings("python.defaultInterpreterPath"));
    assert!(!settings("python.pythonPath"));
}

#[test]
fn startup_files_do_not_take_the_chosen_go_away() {
    let env = json!({ "HOME": "/home/me", "PATH": "/usr/bin" });
    let asked = json!({ "interactive_shell": { "env": env } });
    let told = Told::about("go", machine("/usr/bin", asked), (SETTINGS, json!({ "go.goroot": "/x/goroot" })));
    assert_eq!(told.problems(), [""; 0]);
    assert_eq!(told.at("terminal"), "/x/goroot/bin/go");
}
