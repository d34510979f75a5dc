//! The model gives every process the variables that a running VS Code was recorded to give it.

use std::collections::{BTreeMap, BTreeSet};

use envlint_rules::core::document::{Document, Source};
use envlint_rules::core::env::windows;
use envlint_rules::core::linter::read;
use envlint_rules::core::model::{Act, Actor, Effect, Environment, Key, Model, Part, Values, consumer, render};
use envlint_rules::core::vscode::{Failure, FileKind, Platform};
use serde_json::Value;

/// What the model does not reproduce: the case, the process (a `*` at an end stands for anything), the variable, and why.
const EXCEPTIONS: &[(&str, &str, &str, &str)] = &[
    ("syntax-*", "*", "*", "envlint reads nothing of a file with a syntax error, where VS Code reads on"),
    ("hidden-u2028", "*", "B", "VS Code ends a comment there, other readers do not"),
    (
        "path-list-name",
        "terminal",
        "L",
        "which programs are there no file tells: a profile whose program is missing is dropped",
    ),
    ("path-name-envpath", "terminal", "D", "likewise"),
    ("path-var-*", "terminal", "*", "likewise"),
    ("profile-env", "*", "PATH", "in a remote window `${env:X}` of a profile reads the server's own environment"),
    ("automation-profile", "shell-task", "PATH", "likewise"),
    ("inheritEnv-false", "terminal", "*", "what VS Code itself was started with was not recorded"),
    ("subst", "*", "S_config*", "in a remote window `${config:…}` stays where another value of the object fails"),
    ("subst-folder", "*", "S_config*", "likewise"),
    ("*", "*", "S_nested", "nested references are not followed"),
    ("collection-login", "terminal", "PATH", "what extensions add to terminals no file tells"),
    ("debug-node-profile*", "node-debug-in-terminal", "C", "likewise"),
    ("special-vars", "terminal", "TERM_PROGRAM_VERSION", "VS Code sets it: to what, only VS Code knows"),
    ("special-vars", "terminal", "LANG", "likewise"),
    ("special-vars", "terminal", "VSCODE_INJECTION", "set by shell integration"),
    ("special-vars", "terminal", "VSCODE_IPC_HOOK_CLI", "set by the server alone"),
    ("names", "terminal", "A=B", "a name with `=` is another variable to the system"),
    ("go-alternateTools", "*", "PATH", "the Go extension puts the folder of the Go that it found in front"),
    ("go-terminal-env", "*", "GOPATH", "the Go extension takes over what `go env` says"),
    ("go-toolsEnvVars", "extension-host", "GOPATH", "likewise"),
    ("single-execPath", "terminal", "V", "not resolved in a remote window, resolved on a desktop by the source"),
    ("go-test", "go-test", "*", "the file that go.testEnvFile names is not read"),
];

/// One recording: what its processes began with, its folders, and what else only that run knew.
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

    /// The value of `name` in the end.
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

    /// Whether a part that stands for nothing in this run takes the whole value down.
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
