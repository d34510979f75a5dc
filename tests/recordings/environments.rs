//! The model gives every process the variables that a recorded VS Code gave it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use envlint_core::document::{Document, SourceFile};
use envlint_core::env::{Run, windows};
use envlint_core::linter::read;
use envlint_core::model::{Base, Model, Values, consumer, value_of};
use envlint_core::vscode::{FileKind, Platform};
use serde_json::Value;

const NO_PROGRAM: &str =
    "VS Code drops a profile whose program is missing, and the files do not say which programs exist";
const REMOTE_PROFILE: &str = "in a remote window, `${env:X}` in a profile reads the environment of the server";
const REMOTE_CONFIG: &str = "in a remote window, `${config:…}` is not expanded if another value of the object fails";
const NESTED: &str = "a reference inside a reference is not followed: the value is shown as written";
const GO_ENV: &str = "the Go extension uses the value that `go env` prints";
const OWN: &str = "VS Code sets it to a value that the files do not contain";
const EXTENSIONS: &str = "the files do not say which variables extensions add to terminals";

/// Known differences between the model and the recordings: the case, the process (with `:` and its name, if it has one), the variable,
/// and the reason.
const EXCEPTIONS: &[(&str, &str, &str, &str)] = &[
    ("automation-profile", "shell-task", "PATH", REMOTE_PROFILE),
    ("collection-login", "terminal", "PATH", EXTENSIONS),
    ("debug-node-profile", "node-debug-in-terminal:integrated", "C", EXTENSIONS),
    ("debug-node-profile-auto", "node-debug-in-terminal:integrated", "C", EXTENSIONS),
    ("go-terminal-env", "extension-host", "GOPATH", GO_ENV),
    ("go-terminal-env", "go-install", "GOPATH", GO_ENV),
    ("go-terminal-env", "go-tools", "GOPATH", GO_ENV),
    (
        "go-test",
        "go-test",
        "B",
        "the user's settings name the file of variables, in a folder that they do not determine",
    ),
    ("go-toolsEnvVars", "extension-host", "GOPATH", GO_ENV),
    ("n-go-path", "extension-host", "GOPATH", GO_ENV),
    ("n-locale-on", "terminal", "LANG", OWN),
    ("n-locale-on", "shell-task", "LANG", OWN),
    ("n-path-case", "terminal:p", "Path", REMOTE_PROFILE),
    ("names", "terminal", "A=B", "for the operating system, the name of this variable ends at the `=`"),
    ("path-list-name", "terminal", "L", NO_PROGRAM),
    ("path-name-envpath", "terminal", "D", NO_PROGRAM),
    ("path-var-args", "terminal", "ONE", NO_PROGRAM),
    ("path-var-env", "terminal", "ONE", NO_PROGRAM),
    ("path-var-relative", "terminal", "ONE", NO_PROGRAM),
    ("path-var-wsfolder", "terminal:good", "G", NO_PROGRAM),
    ("profile-env", "terminal", "PATH", REMOTE_PROFILE),
    ("profile-env", "shell-task:sh", "PATH", REMOTE_PROFILE),
    ("profile-subst", "terminal", "S_nested", NESTED),
    (
        "single-execPath",
        "terminal",
        "V",
        "not resolved in a remote window, but, according to the source, in a desktop window",
    ),
    ("special-vars", "terminal", "LANG", OWN),
    ("special-vars", "terminal", "TERM_PROGRAM_VERSION", OWN),
    ("special-vars", "terminal", "VSCODE_IPC_HOOK_CLI", "only the server sets it"),
    ("subst", "terminal", "S_config", REMOTE_CONFIG),
    ("subst", "terminal", "S_config_str", REMOTE_CONFIG),
    ("subst", "terminal", "S_nested", NESTED),
    ("subst-folder", "terminal", "S_config", REMOTE_CONFIG),
    ("subst-folder", "terminal", "S_config_str", REMOTE_CONFIG),
    ("subst-folder", "terminal", "S_nested", NESTED),
    ("task-subst", "shell-task:sh", "S_nested", NESTED),
];

/// One recording: the environment that its processes started from, its folders, and other facts about that run.
#[derive(Clone)]
struct RecordedRun {
    base: BTreeMap<String, String>,
    /// What VS Code itself was started with, if a process begins with that.
    started: BTreeMap<String, String>,
    folders: Vec<String>,
    later: BTreeMap<String, String>,
    /// The folders by name, if the workspace file gives them names.
    names: BTreeMap<String, String>,
}

impl RecordedRun {
    fn read(recording: &Value) -> Self {
        let folders = recording["folders"].as_array().unwrap().iter();
        Self {
            base: texts(&recording["base"]),
            started: recording.get("started").map(texts).unwrap_or_default(),
            folders: folders.map(|folder| folder.as_str().unwrap().to_owned()).collect(),
            later: texts(&recording["later"]),
            names: recording.get("names").map(texts).unwrap_or_default(),
        }
    }
}

impl RecordedRun {
    /// The same run for a process that begins with `base`.
    fn of(&self, base: Base) -> RecordedRun {
        let base = if base == Base::VsCode { &self.started } else { &self.base };
        RecordedRun { base: base.clone(), ..self.clone() }
    }
}

impl Values for RecordedRun {
    fn inherited(&self, variable: &str) -> Option<String> {
        self.base.get(variable).cloned()
    }

    fn sibling(&self, _: &str) -> Option<String> {
        None
    }

    fn later(&self, written: &str) -> Option<String> {
        // The folder of a recording with one folder is called `ws`.
        let name = |folder: &String| folder.strip_prefix("@WS@").unwrap().strip_prefix('/').unwrap_or("ws").to_owned();
        let first = self.folders.first();
        if let Some(known) = self.later.get(written) {
            return Some(known.clone());
        }
        // The folder of a `go` command, which is a Go installation in all of these runs.
        if let Some(text) = written.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
            return Some(text.to_owned());
        }
        match written {
            "~" | "${userHome}" => self.base.get("HOME").cloned(),
            "${workspaceFolder}" | "${workspaceRoot}" | "${cwd}" => first.cloned(),
            "${workspaceFolderBasename}" | "${workspaceRootFolderName}" => first.map(name),
            "${pathSeparator}" | "${/}" => Some("/".to_owned()),
            "${config:editor.tabSize}" => Some("4".to_owned()),
            "${config:editor.wordWrap}" => Some("off".to_owned()),
            "${extensionInstallFolder:recorder.recorder}" => Some("@RUN@/ext/recorder.recorder-0.0.1".to_owned()),
            _ => {
                let wanted = written.strip_prefix("${workspaceFolder:")?.strip_suffix('}')?;
                if !self.names.is_empty() {
                    return self.names.get(wanted).cloned();
                }
                self.folders.iter().find(|folder| name(folder) == wanted).cloned()
            }
        }
    }
}

fn texts(of: &Value) -> BTreeMap<String, String> {
    let members = of.as_object().unwrap().iter();
    members.map(|(name, text)| (name.clone(), text.as_str().unwrap().to_owned())).collect()
}

/// The process as it is written in the exceptions: `terminal`, `shell-task:build`.
fn title(id: &str, name: Option<&str>) -> String {
    name.map_or_else(|| id.to_owned(), |name| format!("{id}:{name}"))
}

#[test]
fn environments_are_as_recorded() {
    let recordings: Vec<Value> = serde_json::from_str(include_str!("environments.json")).unwrap();
    let (mut reproduced, mut wrong) = (0, Vec::new());
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for recording in &recordings {
        let case = recording["case"].as_str().unwrap();
        let parse = |(path, text): (&String, &Value)| {
            let kind = FileKind::of_path(path).unwrap_or(FileKind::EnvFile);
            Document::parse(SourceFile { path: path.clone(), text: text.as_str().unwrap().to_owned(), kind })
        };
        let documents: Vec<Document> = recording["files"].as_object().unwrap().iter().map(parse).collect();
        let analyses = read(&documents);
        let files = Run::new(&analyses);
        let windows = windows(&files);
        // In a window with several folders, each process belongs to one of them.
        let mut by_size: Vec<_> = windows.iter().collect();
        by_size.sort_by_key(|window| {
            Reverse((window.in_workspace, window.layers.len() + window.others.len(), window.layers.len()))
        });
        let of_window = |window| Model { shell: recording["shell"].as_str(), ..Model::new(window, Platform::Linux) };
        let models: Vec<Model<'_>> = by_size.into_iter().map(of_window).collect();
        let run = RecordedRun::read(recording);
        for seen in recording["seen"].as_array().unwrap() {
            let (id, name) = (seen["consumer"].as_str().unwrap(), seen["name"].as_str());
            let found = models.iter().find_map(|model| {
                let processes = model.processes_of(consumer(id).unwrap()).into_iter();
                Some((model, processes.into_iter().find(|process| process.name.as_deref() == name)?))
            });
            let Some((model, process)) = found else {
                wrong.push(format!("{case}: there is no {id} {name:?}"));
                continue;
            };
            let environment = model.environment(&process);
            let recorded = texts(&seen["env"]);
            let mentioned = recording["spoken"].as_array().unwrap().iter().map(|name| name.as_str().unwrap());
            for variable in mentioned {
                let found = value_of(&environment, variable, &run.of(environment.base));
                if found.as_ref() == recorded.get(variable) {
                    reproduced += 1;
                    continue;
                }
                let excepted = EXCEPTIONS.iter().position(|(of, process, excepted, _)| {
                    *of == case && *process == title(id, name) && *excepted == variable
                });
                match excepted {
                    Some(index) => used.extend([index]),
                    None => wrong.push(format!(
                        "{case}, {}: {variable} is {:?}, recorded was {:?}",
                        title(id, name),
                        found,
                        recorded.get(variable)
                    )),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), wrong.len() + reproduced, wrong.join("\n"));
    let idle: Vec<_> = EXCEPTIONS.iter().enumerate().filter(|(index, _)| !used.contains(index)).collect();
    assert!(idle.is_empty(), "exceptions that are none: {idle:?}");
    assert!(reproduced > 2070, "{reproduced} variables reproduced");
}
