//! What rules say about PATH and what the model says are the same.

use envlint_core::document::{Document, SourceFile};
use envlint_core::env::{Run, windows};
use envlint_core::linter::{Linter, read};
use envlint_core::model::{Model, State};
use envlint_core::rule::Options;
use envlint_core::vscode::{FileKind, Platform};

/// Files in which `@` is the value of PATH.
const FILES: &[(&str, &str)] = &[
    ("app/.vscode/settings.json", r#"{"terminal.integrated.env.linux": {"PATH": @}}"#),
    (
        "app/.vscode/settings.json",
        r#"{"terminal.integrated.profiles.linux": {"p": {"path": "bash", "env": {"PATH": @}}},
            "terminal.integrated.defaultProfile.linux": "p"}"#,
    ),
    ("app/.vscode/settings.json", r#"{"go.toolsEnvVars": {"PATH": @}}"#),
    ("app/.vscode/settings.json", r#"{"cmake.environment": {"PATH": @}}"#),
    ("app/.vscode/settings.json", r#"{"rust-analyzer.server.extraEnv": {"PATH": @}}"#),
    (
        "app/.vscode/tasks.json",
        r#"{"tasks": [{"label": "t", "type": "shell", "command": "x", "options": {"env": {"PATH": @}}}]}"#,
    ),
    ("app/.vscode/launch.json", r#"{"configurations": [{"name": "n", "type": "node", "env": {"PATH": @}}]}"#),
    (
        "app/.vscode/launch.json",
        r#"{"configurations": [{"name": "n", "type": "node", "console": "integratedTerminal", "env": {"PATH": @}}]}"#,
    ),
    ("app/.vscode/launch.json", r#"{"configurations": [{"name": "n", "type": "go", "env": {"PATH": @}}]}"#),
    ("app/.vscode/launch.json", r#"{"configurations": [{"name": "n", "type": "debugpy", "env": {"PATH": @}}]}"#),
    ("app/.vscode/mcp.json", r#"{"servers": {"s": {"command": "x", "env": {"PATH": @}}}}"#),
    ("app/.devcontainer/devcontainer.json", r#"{"remoteEnv": {"PATH": @}}"#),
];

const VALUES: &[&str] = &[
    r#""/a""#,
    r#""/a:${env:PATH}""#,
    r#""/a:${env:Path}""#,
    r#""/a:$PATH""#,
    r#""${userHome}/bin:${env:PATH}""#,
    r#""${workspaceFolder}/bin:${env:PATH}""#,
    r#""""#,
    "null",
    "5",
    "true",
];

#[test]
fn rules_and_model_agree_about_path() {
    let mut compared = 0;
    for (path, text) in FILES {
        for value in VALUES {
            let text = text.replace('@', value);
            let kind = FileKind::of_path(path).unwrap();
            let documents = [Document::parse(SourceFile { path: (*path).to_owned(), text: text.clone(), kind })];
            let findings = Linter::new(envlint_rules::all(), Options::default()).lint(&documents);
            let analyses = read(&documents);
            let run = Run::new(&analyses);
            let windows = windows(&run);
            let model = Model::new(windows.last().unwrap(), Platform::Linux);
            let environments: Vec<_> = model.processes().iter().map(|process| model.environment(process)).collect();
            let states = || environments.iter().filter_map(|environment| environment.get("PATH")).map(|it| it.state());
            for finding in &findings {
                // An empty PATH is as good as none.
                let expected: &[State] = match finding.rule.name {
                    "path-overwrite" => &[State::Replaced],
                    "essential-variable-removed" => &[State::Deleted, State::Replaced],
                    _ => continue,
                };
                let disagrees = |state: State| !expected.contains(&state) && state != State::Unknown;
                assert!(!states().any(disagrees), "{text}: {} {:?}", finding.rule.name, states().collect::<Vec<_>>());
                compared += 1;
            }
        }
    }
    assert!(compared > 20, "{compared} findings compared");
}
