//! The model gives every process the variables that a recorded VS Code gave it.

use std::collections::{BTreeMap, BTreeSet};

use envlint_core::document::{Document, Source};
use envlint_core::env::windows;
use envlint_core::linter::read;
use envlint_core::model::{Act, Actor, Effect, Environment, Key, Model, Part, Values, consumer, render};
use envlint_core::vscode::{Failure, FileKind, Platform};
use serde_json::Value;

/// Known differences between the model and the recordings: the case, the process (`*` at either end matches anything), the variable,
/// and the reason.
const EXCEPTIONS: &[(&str, &str, &str, &str)] = &[
    ("syntax-*", "*", "*", "envlint ignores a file with a syntax error, whereas VS Code reads the rest of it"),
    ("hidden-u2028", "*", "B", "VS Code ends a comment there, other readers do not"),
    (
        "path-list-name",
        "terminal",
        "L",
        "VS Code drops a profile whose program is missing, and the files do not say which programs exist",
    ),
    ("path-name-envpath", "terminal", "D", "same as above"),
    ("path-var-*", "terminal", "*", "same as above"),
    ("profile-env", "*", "PATH", "in a remote window, `${env:X}` in a profile reads the environment of the server"),
    ("automation-profile", "shell-task", "PATH", "same as above"),
    ("inheritEnv-false", "terminal", "*", "the environment that VS Code itself was started with was not recorded"),
    (
        "subst",
        "*",
        "S_config*",
        "in a remote window, `${config:…}` is not expanded if another value of the object fails",
    ),
    ("subst-folder", "*", "S_config*", "same as above"),
    ("*", "*", "S_nested", "nested references are not followed"),
    ("collection-login", "terminal", "PATH", "the files do not say which variables extensions add to terminals"),
    ("debug-node-profile*", "node-debug-in-terminal", "C", "same as above"),
    ("special-vars", "terminal", "TERM_PROGRAM_VERSION", "VS Code sets it to a value that the files do not contain"),
    ("special-vars", "terminal", "LANG", "same as above"),
    ("special-vars", "terminal", "VSCODE_INJECTION", "set by shell integration"),
    ("special-vars", "terminal", "VSCODE_IPC_HOOK_CLI", "only the server sets it"),
    ("names", "terminal", "A=B", "for the operating system, the name of this variable ends at the `=`"),
    ("go-alternateTools", "*", "PATH", "the Go extension prepends the folder of the `go` command that it found"),
    ("go-terminal-env", "*", "GOPATH", "the Go extension uses the value that `go env` prints"),
    ("go-toolsEnvVars", "extension-host", "GOPATH", "same as above"),
    (
        "single-execPath",
        "terminal",
        "V",
        "not resolved in a remote window, but, according to the source, in a desktop window",
    ),
    ("go-test", "go-test", "*", "envlint does not read the file that go.testEnvFile names"),
];

/// One recording: the environment that its processes started from, its folders, and other facts about that run.
struct Run {
    base: BTreeMap<String, String>,
    folders: Vec<String>,
    later: BTreeMap<String, String>,
}

impl Run {
    fn of(recording: &Value) -> Self {
        let folders = recording["folders"].as_array().unwrap().iter();
        Self {
            base: texts(&recording["base"]),
            folders: folders.map(|folder| folder.as_str().unwrap().to_owned()).collect(),
            later: texts(&recording["later"]),
        }
    }

    /// The final value of `name`.
    fn value(&self, environment: &Environment<'_>, name: &str) -> Option<String> {
        let inherited = self.base.get(name).cloned();
        let Some(variable) = environment.get(name) else { return inherited };
        let after = |value: Option<String>, act: &Act<'_>| match &act.effect {
            Effect::Sets(parts) if self.takes_down(act, parts) => Some(as_written(act)),
            Effect::Sets(parts) => Some(render(parts, self)),
            Effect::Appends(parts) => Some(format!("{}:{}", value.unwrap_or_default(), render(parts, self))),
            Effect::Deletes => None,
            Effect::MaySet | Effect::Refused => value,
        };
        variable.counting().fold(inherited, after)
    }

    /// Returns `true` if a reference that could not be resolved in this run leaves the whole value unexpanded.
    fn takes_down(&self, act: &Act<'_>, parts: &[Part]) -> bool {
        let Actor::Written { key: Key::Site(site), .. } = act.actor else { return false };
        let fails = |part: &Part| matches!(part, Part::Later(written) if self.later(written).is_none());
        site.dialect().failure == Failure::Value && parts.iter().any(fails)
    }
}

fn as_written(act: &Act<'_>) -> String {
    match act.actor {
        Actor::Written { key: Key::Site(site), .. } => site.text().unwrap().as_str().to_owned(),
        _ => String::new(),
    }
}

impl Values for Run {
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
                self.folders.iter().find(|folder| name(folder) == wanted).cloned()
            }
        }
    }
}

fn texts(of: &Value) -> BTreeMap<String, String> {
    let members = of.as_object().unwrap().iter();
    members.map(|(name, text)| (name.clone(), text.as_str().unwrap().to_owned())).collect()
}

#[test]
fn environments_are_as_recorded() {
    let recordings: Vec<Value> = serde_json::from_str(include_str!("environments.json")).unwrap();
    let (mut reproduced, mut wrong) = (0, Vec::new());
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for recording in &recordings {
        let case = recording["case"].as_str().unwrap();
        let parse = |(path, text): (&String, &Value)| {
            let kind = FileKind::of_path(path).unwrap();
            Document::parse(Source { path: path.clone(), text: text.as_str().unwrap().to_owned(), kind })
        };
        let documents: Vec<Document> = recording["files"].as_object().unwrap().iter().map(parse).collect();
        let readings = read(&documents);
        let windows = windows(&readings);
        let fullest = windows
            .iter()
            .max_by_key(|window| (window.in_workspace, window.layers.len() + window.others.len(), window.layers.len()));
        let model = Model { shell: recording["shell"].as_str(), ..Model::new(fullest.unwrap(), Platform::Linux) };
        let run = Run::of(recording);
        for seen in recording["seen"].as_array().unwrap() {
            let (id, name) = (seen["consumer"].as_str().unwrap(), seen["name"].as_str());
            let processes = model.processes_of(consumer(id).unwrap());
            let process = processes.iter().find(|process| process.name.as_deref() == name);
            let process = process.unwrap_or_else(|| panic!("{case}: there is no {id} {name:?}"));
            let environment = model.environment(process);
            let recorded = texts(&seen["env"]);
            let spoken = recording["spoken"].as_array().unwrap().iter().map(|name| name.as_str().unwrap());
            for variable in spoken {
                let found = run.value(&environment, variable);
                if found.as_ref() == recorded.get(variable) {
                    reproduced += 1;
                    continue;
                }
                let matches = |pattern: &str, text: &str| match pattern.strip_suffix('*') {
                    Some(start) => text.starts_with(start),
                    None => pattern == text,
                };
                let excepted = EXCEPTIONS.iter().position(|(of, process, name, _)| {
                    matches(of, case) && matches(process, id) && matches(name, variable)
                });
                match excepted {
                    Some(index) => used.extend([index]),
                    None => wrong.push(format!(
                        "{case}, {}: {variable} is {:?}, recorded was {:?}",
                        process.title(),
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
    assert!(reproduced > 500, "{reproduced} variables reproduced");
}
