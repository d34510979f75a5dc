use super::*;
use crate::document::{Document, DocumentId, SourceFile};
use crate::env::{FileAnalysis, Run, windows};
use crate::vscode::consumers::Consumer;
use crate::vscode::{Consumers, FileKind, KeyPart, PLACES, Place, Platform, Section, Shape};

/// The state and value of `variable` for every process of the consumer `id`, in the last window that `files` form
/// on Linux, with the reasons why overridden assignments have no effect.
fn seen(files: &[(&str, &str)], id: &str, variable: &str) -> Vec<(String, State, String, Vec<Overridden>)> {
    let mut rows = Vec::new();
    in_last_window(files, Platform::Linux, &mut |model| rows = rows_of(model, id, variable));
    rows
}

/// Calls `with` with the model of the last window that `files` form.
pub(super) fn in_last_window(files: &[(&str, &str)], platform: Platform, with: &mut dyn FnMut(&Model<'_>)) {
    let documents: Vec<Document> = files
        .iter()
        .map(|(path, text)| {
            let kind = FileKind::of_path(path).unwrap_or(FileKind::EnvFile);
            Document::parse(SourceFile { path: (*path).to_owned(), text: (*text).to_owned(), kind })
        })
        .collect();
    let analyses: Vec<FileAnalysis<'_>> =
        documents.iter().enumerate().map(|(index, document)| FileAnalysis::new(DocumentId(index), document)).collect();
    let run = Run::new(&analyses);
    let windows = windows(&run);
    with(&Model::new(windows.last().unwrap(), platform));
}

fn rows_of(model: &Model<'_>, id: &str, variable: &str) -> Vec<(String, State, String, Vec<Overridden>)> {
    let processes = model.processes_of(consumer(id).unwrap());
    let row = |process: &Process<'_>| {
        let environment = model.environment(process);
        let variable = environment.get(variable)?;
        let value = match variable.winner().map(|assignment| &assignment.effect) {
            Some(Effect::Sets(parts) | Effect::Appends(parts)) => render(parts, &PartNames),
            other => format!("{other:?}"),
        };
        let overridden = variable.history.iter().filter_map(|assignment| assignment.overridden).collect();
        Some((process.title(), variable.state(), value, overridden))
    };
    processes.iter().filter_map(row).collect()
}

/// Returns `true` if the effective assignment of the terminals' `variable` needs trust in the folder.
fn needs_trust(path: &str, text: &str, variable: &str) -> bool {
    let kind = FileKind::of_path(path).unwrap();
    let document = Document::parse(SourceFile { path: path.to_owned(), text: text.to_owned(), kind });
    let analyses = [FileAnalysis::new(DocumentId(0), &document)];
    let run = Run::new(&analyses);
    let windows = windows(&run);
    let model = Model::new(&windows[0], Platform::Linux);
    let environments: Vec<_> = model.processes().iter().map(|process| model.environment(process)).collect();
    environments.iter().find_map(|found| found.get(variable)?.winner().map(Assignment::needs_trust)).unwrap()
}

#[test]
fn every_setting_that_sets_a_variable_is_listed() {
    for step in CONSUMERS.iter().flat_map(|consumer| consumer.steps) {
        if let Step::Decides(decision) = step {
            assert!(DECISIONS.iter().any(|listed| std::ptr::eq(*listed, *decision)), "{decision:?}");
        }
    }
}

#[test]
fn what_may_assign_a_variable_is_found() {
    let may_assign = |text: &str, name: &str| {
        let mut answer = false;
        let files = &[(".vscode/settings.json", text)][..];
        in_last_window(files, Platform::Linux, &mut |model| {
            answer = model.may_assign(name, |site| site.place.is_of_terminal());
        });
        answer
    };
    let terminal = r#"{"terminal.integrated.env.linux": {"GOPATH": "/x"}, "go.toolsEnvVars": {"Other": "x"}}"#;
    assert!(!may_assign(terminal, "GOPATH") && may_assign(terminal, "OTHER"));
    assert!(may_assign(r#"{"go.gopath": "/x"}"#, "gopath") && !may_assign(r#"{"go.gopath": "/x"}"#, "GOROOT"));
    assert!(may_assign(r#"{"go.testEnvFile": "${workspaceFolder}/.env"}"#, "ANYTHING"));
}

#[test]
fn terminal_settings_of_a_folder_need_trust() {
    let terminal = r#"{"terminal.integrated.env.linux": {"X": "1"}}"#;
    assert!(needs_trust(FOLDER, terminal, "X"));
    assert!(!needs_trust(USER, terminal, "X"));
    assert!(!needs_trust(FOLDER, r#"{"go.toolsEnvVars": {"X": "1"}}"#, "X"));
    assert!(needs_trust("app.code-workspace", &format!(r#"{{"folders": [], "settings": {terminal}}}"#), "X"));
}

/// Shows every part by its name.
pub(super) struct PartNames;

impl Values for PartNames {
    fn inherited(&self, variable: &str) -> Option<String> {
        Some(format!("<{variable}>"))
    }

    fn sibling(&self, variable: &str) -> Option<String> {
        Some(format!("<own {variable}>"))
    }

    fn later(&self, _: &str) -> Option<String> {
        None
    }
}

const USER: &str = "/home/x/.config/Code/User/settings.json";
const FOLDER: &str = "app/.vscode/settings.json";

#[test]
fn a_profile_overrides_the_platform_and_a_folder_the_user() {
    let user = r#"{"terminal.integrated.env.linux": {"PATH": "/u:${env:PATH}", "X": "u"},
        "terminal.integrated.profiles.linux": {"p": {"path": "bash", "env": {"PATH": "/p:${env:PATH}", "X": null}}},
        "terminal.integrated.defaultProfile.linux": "p"}"#;
    let folder = r#"{"terminal.integrated.env.linux": {"PATH": "/f:${env:PATH}"}}"#;
    let files = [(USER, user), (FOLDER, folder)];
    let by_step = vec![Overridden::ByHigherPrecedence, Overridden::ByLaterStep];
    let terminal = |state, value: &str, overridden| vec![("terminal".to_owned(), state, value.to_owned(), overridden)];
    assert_eq!(seen(&files, "terminal", "PATH"), terminal(State::Extended, "/p:<PATH>", by_step));
    assert_eq!(seen(&files, "terminal", "X"), terminal(State::Deleted, "Some(Deletes)", vec![Overridden::ByLaterStep]));
    let process = seen(&files, "process-task", "PATH");
    assert_eq!(process[0].2, "/f:<PATH>", "a process task has no profile");
    assert_eq!(seen(&files, "extension-host", "PATH"), []);
}

#[test]
fn the_name_of_an_unknown_folder_keeps_the_whole_value_literal() {
    let value = |name: &str| format!("${{workspaceFolder:{name}}}/bin:${{env:PATH}}");
    let of_terminal = |folders: &str, name: &str| {
        let settings = format!(r#"{{"terminal.integrated.env.linux": {{"PATH": "{}"}}}}"#, value(name));
        let workspace = format!(r#"{{"folders": {folders}, "settings": {settings}}}"#);
        seen(&[("all.code-workspace", &workspace)], "terminal", "PATH")[0].clone()
    };
    let known = r#"[{"path": "api"}, {"path": "w", "name": "web"}]"#;
    let (_, state, shown, _) = of_terminal(known, "nope");
    assert_eq!((state, shown), (State::Replaced, value("nope")));
    assert_eq!(of_terminal(known, "web").1, State::Extended);
    assert_eq!(of_terminal(r#"[{"path": "api"}, {"path": "."}]"#, "nope").1, State::Extended, "`.` has some name");
}

#[test]
fn a_task_with_its_own_env_does_not_get_that_of_the_file() {
    let tasks = r#"{"options": {"env": {"G": "g", "B": "g"}}, "linux": {"options": {"env": {"B": "l"}}}, "tasks": [
        {"label": "own", "type": "shell", "options": {"env": {"B": "o"}}, "linux": {"options": {"env": {"C": "c"}}}},
        {"label": "none", "type": "shell"}]}"#;
    let files = [("app/.vscode/tasks.json", tasks)];
    let row = |title: &str, state, value: &str, overridden| (title.to_owned(), state, value.to_owned(), overridden);
    assert_eq!(
        seen(&files, "shell-task", "G"),
        [
            row("shell task", State::Set, "g", vec![]),
            row("shell task `own`", State::Inherited, "None", vec![Overridden::ByOwnOptions]),
        ]
    );
    assert_eq!(
        seen(&files, "shell-task", "B"),
        [
            row("shell task", State::Set, "l", vec![Overridden::ByPlatformBlock]),
            row("shell task `own`", State::Set, "o", vec![Overridden::ByOwnOptions, Overridden::ByOwnOptions]),
        ]
    );
    assert_eq!(seen(&files, "shell-task", "C"), [row("shell task `own`", State::Set, "c", vec![])]);
}

#[test]
fn dedicated_settings_override_the_go_tools_env() {
    let folder = r#"{"go.toolsEnvVars": {"GOPATH": "/t", "GOFLAGS": "-mod=mod", "A": "t"}, "go.gopath": "~/go",
        "gopls": {"build.env": {"A": "g"}}}"#;
    let files = [(FOLDER, folder)];
    let values = |id, variable| seen(&files, id, variable).into_iter().map(|row| row.2).collect::<Vec<_>>();
    assert_eq!(values("go-tools", "GOPATH"), ["~/go"]);
    assert_eq!(values("go-tools", "A"), ["t"]);
    assert_eq!(values("gopls-go", "A"), ["g"]);
    assert_eq!(values("go-install", "GOFLAGS"), ["Some(Deletes)"]);
}

#[test]
fn launch_configurations_and_servers_are_processes() {
    let launch = r#"{"configurations": [
        {"name": "in", "type": "node", "env": {"A": "a", "B": "b"}, "linux": {"env": {"A": "l"}}},
        {"name": "out", "type": "node", "console": "integratedTerminal", "env": {"A": "${env:A}"}},
        {"name": "other", "type": "unknown", "env": {"A": "a"}}]}"#;
    let mcp = r#"{"servers": {"s": {"command": "x", "env": {"PATH": "/x"}}}}"#;
    let settings = r#"{"terminal.integrated.env.linux": {"A": "t"}}"#;
    let files = [("app/.vscode/launch.json", launch), ("app/.vscode/mcp.json", mcp), (FOLDER, settings)];
    let titles = |id, variable| {
        seen(&files, id, variable).into_iter().map(|row| format!("{}: {}", row.0, row.2)).collect::<Vec<_>>()
    };
    assert_eq!(titles("node-debug", "A"), ["Node debugging `in`: l"]);
    assert_eq!(titles("node-debug", "B"), ["Node debugging `in`: None"], "the block replaces the whole env");
    assert_eq!(titles("node-debug-in-terminal", "A"), ["Node debugging in a terminal `out`: <A>"]);
    assert_eq!(titles("mcp", "PATH"), ["MCP server `s`: /x"]);
    assert_eq!(seen(&files, "mcp", "PATH")[0].1, State::Extended);
}

/// The text of a file whose only content is the member `name` with `value` at `place`, and the path of that file.
/// `choice` selects among the kinds of elements that the place is for.
fn file_with(place: &Place, platform: Platform, choice: usize, name: &str, value: &str) -> (String, String) {
    let inner = match place.shape {
        Shape::Members => format!("{{\"{name}\": {value}}}"),
        Shape::Pairs => format!("[{{\"name\": \"{name}\", \"value\": {value}}}]"),
    };
    let wrap = |inner: String, (index, part): (usize, &KeyPart)| match part {
        KeyPart::Word(word) => format!("{{\"{word}\": {inner}}}"),
        KeyPart::Platform if place.key.get(index + 1).is_some_and(|next| matches!(next, KeyPart::Word("env"))) => {
            // An automation profile needs a program.
            let inner = inner.strip_prefix('{').unwrap_or_default();
            format!("{{\"{}\": {{\"path\": \"bash\", {inner}}}", platform.name())
        }
        KeyPart::Platform => format!("{{\"{}\": {inner}}}", platform.name()),
        KeyPart::Any => {
            let inner = inner.strip_prefix('{').unwrap_or_default();
            format!("{{\"n\": {{\"path\": \"bash\", {inner}}}")
        }
        KeyPart::Each(each) => {
            let kind = each.types.get(choice % each.types.len().max(1)).map(|kind| format!("\"type\": \"{kind}\", "));
            let console = match (each.only, each.unless) {
                ([(name, value)], _) => format!("\"{name}\": \"{value}\", "),
                (_, [("console", _)]) => "\"console\": \"internalConsole\", ".to_owned(),
                _ if choice % 2 == 1 => "\"console\": \"integratedTerminal\", ".to_owned(),
                _ => "\"console\": \"internalConsole\", ".to_owned(),
            };
            let inner = inner.strip_prefix('{').unwrap_or_default();
            format!("[{{{}{console}\"{}\": \"n\", {inner}]", kind.unwrap_or_default(), each.names[0])
        }
    };
    let text = place.key.iter().enumerate().rev().fold(inner, wrap);
    let path = match place.section {
        Section::Settings => FOLDER,
        Section::Tasks => "app/.vscode/tasks.json",
        Section::Launch => "app/.vscode/launch.json",
        Section::Mcp => "app/.vscode/mcp.json",
        Section::PortableMcp => "app/.mcp.json",
        Section::CursorMcp => "app/.cursor/mcp.json",
        Section::DevContainer => "app/.devcontainer/devcontainer.json",
    };
    // The profile is the default one, so that shell tasks use it, too.
    let default = format!(", \"terminal.integrated.defaultProfile.{}\": \"n\"}}", platform.name());
    let is_profile = place.key.get(2).is_some_and(|part| matches!(part, KeyPart::Word("profiles")));
    let text = if is_profile { format!("{}{default}", &text[..text.len() - 1]) } else { text };
    (path.to_owned(), text)
}

const LAUNCH: &str = r#"{"configurations": [
    {"name": "a", "type": "go"}, {"name": "b", "type": "go", "console": "integratedTerminal"},
    {"name": "c", "type": "node", "console": "integratedTerminal"},
    {"name": "d", "type": "debugpy", "console": "integratedTerminal"}]}"#;

/// Calls `with` with the environments of all processes of the last window that the one file forms.
fn with_environments(path: &str, text: &str, platform: Platform, with: &mut dyn FnMut(&Environment<'_>)) {
    let parse = |(path, text): (&str, &str)| {
        let kind = FileKind::of_path(path).unwrap();
        Document::parse(SourceFile { path: path.to_owned(), text: text.to_owned(), kind })
    };
    let documents = [parse((path, text)), parse(("app/.vscode/launch.json", LAUNCH))];
    assert!(documents[0].errors().is_empty(), "{text}");
    // Settings also reach programs that are debugged.
    let number = if path.ends_with("settings.json") { 2 } else { 1 };
    let numbered = documents.iter().enumerate().take(number);
    let analyses: Vec<_> = numbered.map(|(index, document)| FileAnalysis::new(DocumentId(index), document)).collect();
    let run = Run::new(&analyses);
    let windows = windows(&run);
    let model = Model::new(windows.last().unwrap(), platform);
    for process in model.processes() {
        with(&model.environment(&process));
    }
}

const SOME_VALUES: &[&str] = &[
    "\"x\"",
    "\"\"",
    "null",
    "5",
    "true",
    "[\"a\"]",
    "\"/a:${env:PATH}\"",
    "\"${file}:${userHome}\"",
    "\"~/${env:Path}\"",
];

#[test]
fn every_place_reaches_exactly_its_consumers_on_every_platform() {
    for place in PLACES {
        let Consumers::Modeled(expected) = place.consumers else { continue };
        for platform in Platform::ALL {
            let mut reached: Vec<&Consumer> = Vec::new();
            for choice in 0..10 {
                let (path, text) = file_with(place, platform, choice, "X", "\"x\"");
                with_environments(&path, &text, platform, &mut |environment| {
                    if environment.get("X").is_some() && !reached.contains(&environment.consumer()) {
                        reached.push(environment.consumer());
                    }
                });
            }
            let exists = |consumer: &&&Consumer| {
                let is_container = place.section == Section::DevContainer;
                consumer.platforms.has(platform) && (!is_container || platform == Platform::Linux)
            };
            for consumer in expected.iter().filter(exists) {
                assert!(reached.contains(consumer), "{place:?} does not reach {} on {platform:?}", consumer.id);
            }
            // The variables of a container reach almost every process in it.
            let others = reached.iter().find(|it| !expected.contains(it) && place.section != Section::DevContainer);
            assert_eq!(others.map(|it| it.id), None, "{place:?} on {platform:?}");
        }
    }
}

#[test]
fn an_assigned_variable_is_never_inherited_without_an_assignment() {
    for place in PLACES {
        let Consumers::Modeled(expected) = place.consumers else { continue };
        for (platform, name) in Platform::ALL.into_iter().flat_map(|it| [(it, "X"), (it, "PATH")]) {
            for (choice, value) in SOME_VALUES.iter().enumerate() {
                let (path, text) = file_with(place, platform, choice, name, value);
                let mut seen = 0;
                with_environments(&path, &text, platform, &mut |environment| {
                    let Some(variable) = environment.get(name) else { return };
                    assert!(!variable.history.is_empty(), "{text}");
                    seen += usize::from(expected.contains(&environment.consumer()));
                    let effects = || variable.counting().map(|assignment| &assignment.effect);
                    if variable.state() == State::Inherited {
                        let explained = effects().all(|it| matches!(it, Effect::Refused | Effect::Keeps));
                        assert!(explained, "{text}: {variable:?}");
                    }
                    symbolic_and_concrete_values_agree(environment, variable, &text);
                });
                let is_elsewhere = expected.iter().all(|consumer| !consumer.platforms.has(platform))
                    || (place.section == Section::DevContainer && platform != Platform::Linux);
                assert!(seen > 0 || is_elsewhere, "{text} reaches no process on {platform:?}");
            }
        }
    }
}

/// The values of a run in which everything is known.
struct Known;

impl Values for Known {
    fn inherited(&self, variable: &str) -> Option<String> {
        Some(format!("<{variable}>"))
    }

    fn sibling(&self, _: &str) -> Option<String> {
        None
    }

    fn later(&self, written: &str) -> Option<String> {
        Some(written.to_owned())
    }
}

fn symbolic_and_concrete_values_agree(environment: &Environment<'_>, variable: &Variable<'_>, text: &str) {
    let concrete = value_of(environment, &variable.name, &Known);
    match variable.value() {
        Final::Inherited => assert_eq!(concrete, Known.inherited(&variable.name), "{text}"),
        Final::Removed => assert_eq!(concrete, None, "{text}"),
        Final::Value(parts) => assert_eq!(concrete, Some(render(&parts, &Known)), "{text}"),
        Final::Unknown => {}
    }
}

#[test]
fn a_value_that_a_later_one_contains_has_an_effect() {
    let counting = |files: &[(&str, &str)], id: &str| {
        let mut counts = Vec::new();
        in_last_window(files, Platform::Linux, &mut |model| {
            let environment = model.environment(&model.processes_of(consumer(id).unwrap())[0]);
            let path = environment.get("PATH").unwrap();
            counts = path.history.iter().map(|assignment| assignment.overridden.is_none()).collect();
        });
        counts
    };
    let cmake = r#"{"cmake.environment": {"PATH": "/e:${env:PATH}"}, "cmake.buildEnvironment": {"PATH": "/b"},
        "cmake.configureEnvironment": {"PATH": "/c:${env:PATH}"}}"#;
    assert_eq!(counting(&[("app/.vscode/settings.json", cmake)], "cmake-configure"), [true, true]);
    assert_eq!(counting(&[("app/.vscode/settings.json", cmake)], "cmake-build"), [false, true]);
    let container = r#"{"containerEnv": {"PATH": "/c"}, "remoteEnv": {"PATH": "${containerEnv:PATH}:/r"}}"#;
    let settings = r#"{"terminal.integrated.env.linux": {"PATH": "/t:${env:PATH}"},
        "terminal.integrated.profiles.linux": {"bash": {"path": "bash", "env": {"PATH": "/p:${env:PATH}"}}},
        "terminal.integrated.defaultProfile.linux": "bash"}"#;
    let files = [("app/.devcontainer/devcontainer.json", container), ("app/.vscode/settings.json", settings)];
    let of_terminal = [true, true, false, true];
    assert_eq!(counting(&files, "terminal"), of_terminal, "the profile does not see what all terminals get");
}
