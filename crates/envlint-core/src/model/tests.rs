use super::*;
use crate::document::{Document, DocumentId, Source};
use crate::env::{Reading, windows};
use crate::vscode::{FileKind, Platform};

/// The state and value of `variable` for every process of the consumer `id`, in the last window that `files` form
/// on Linux, with the reasons why overridden assignments have no effect.
fn seen(files: &[(&str, &str)], id: &str, variable: &str) -> Vec<(String, State, String, Vec<Beaten>)> {
    let documents: Vec<Document> = files
        .iter()
        .map(|(path, text)| {
            let kind = FileKind::of_path(path).unwrap();
            Document::parse(Source { path: (*path).to_owned(), text: (*text).to_owned(), kind })
        })
        .collect();
    let readings: Vec<Reading<'_>> =
        documents.iter().enumerate().map(|(index, document)| Reading::new(DocumentId(index), document)).collect();
    let windows = windows(&readings);
    let model = Model::new(windows.last().unwrap(), Platform::Linux);
    let processes = model.processes_of(consumer(id).unwrap());
    let row = |process: &Process<'_>| {
        let environment = model.environment(process);
        let variable = environment.get(variable)?;
        let value = match variable.winner().map(|act| &act.effect) {
            Some(Effect::Sets(parts) | Effect::Appends(parts)) => render(parts, &Names),
            other => format!("{other:?}"),
        };
        let beaten = variable.acts.iter().filter_map(|act| act.beaten).collect();
        Some((process.title(), variable.state(), value, beaten))
    };
    processes.iter().filter_map(row).collect()
}

/// Returns `true` if the effective assignment of the terminals' `variable` needs trust in the folder.
fn needs_trust(path: &str, text: &str, variable: &str) -> bool {
    let kind = FileKind::of_path(path).unwrap();
    let document = Document::parse(Source { path: path.to_owned(), text: text.to_owned(), kind });
    let readings = [Reading::new(DocumentId(0), &document)];
    let windows = windows(&readings);
    let model = Model::new(&windows[0], Platform::Linux);
    let environments: Vec<_> = model.processes().iter().map(|process| model.environment(process)).collect();
    environments.iter().find_map(|found| found.get(variable)?.winner().map(Act::needs_trust)).unwrap()
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
struct Names;

impl Values for Names {
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
    let by_step = vec![Beaten::ByStrongerFile, Beaten::ByLaterStep];
    let terminal = |state, value: &str, beaten| vec![("terminal".to_owned(), state, value.to_owned(), beaten)];
    assert_eq!(seen(&files, "terminal", "PATH"), terminal(State::Extended, "/p:<PATH>", by_step));
    assert_eq!(seen(&files, "terminal", "X"), terminal(State::Deleted, "Some(Deletes)", vec![Beaten::ByLaterStep]));
    let process = seen(&files, "process-task", "PATH");
    assert_eq!(process[0].2, "/f:<PATH>", "a process task has no profile");
    assert_eq!(seen(&files, "extension-host", "PATH"), []);
}

#[test]
fn a_task_with_its_own_env_does_not_get_that_of_the_file() {
    let tasks = r#"{"options": {"env": {"G": "g", "B": "g"}}, "linux": {"options": {"env": {"B": "l"}}}, "tasks": [
        {"label": "own", "type": "shell", "options": {"env": {"B": "o"}}, "linux": {"options": {"env": {"C": "c"}}}},
        {"label": "none", "type": "shell"}]}"#;
    let files = [("app/.vscode/tasks.json", tasks)];
    let row = |title: &str, state, value: &str, beaten| (title.to_owned(), state, value.to_owned(), beaten);
    assert_eq!(
        seen(&files, "shell-task", "G"),
        [
            row("shell task", State::Set, "g", vec![]),
            row("shell task `own`", State::Inherited, "None", vec![Beaten::ByOwnOptions]),
        ]
    );
    assert_eq!(
        seen(&files, "shell-task", "B"),
        [
            row("shell task", State::Set, "l", vec![Beaten::ByPlatformBlock]),
            row("shell task `own`", State::Set, "o", vec![Beaten::ByOwnOptions, Beaten::ByOwnOptions]),
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
