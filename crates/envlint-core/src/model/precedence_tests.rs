//! Which step of a process has the last word: one small case for each precedence. `scripts/mutants.toml` lists the mistakes
//! that these tests must notice.

use super::tests::{PartNames, in_last_window};
use super::*;
use crate::vscode::Platform;

const FOLDER: &str = "app/.vscode/settings.json";
const TASKS: &str = "app/.vscode/tasks.json";
const LAUNCH: &str = "app/.vscode/launch.json";

/// The value of `variable` in the process of the consumer `id` called `name` (empty: without a name), as far as the files
/// determine it.
fn value(files: &[(&str, &str)], platform: Platform, (id, name): (&str, &str), variable: &str) -> String {
    let mut found = None;
    in_last_window(files, platform, &mut |model| {
        let processes = model.processes_of(consumer(id).unwrap());
        let process = processes.iter().find(|process| process.name.as_deref().unwrap_or_default() == name);
        let environment = model.environment(process.unwrap_or_else(|| panic!("there is no {id} `{name}`")));
        let value = environment.get(variable).map_or(Final::Inherited, Variable::value);
        found = Some(match value {
            Final::Inherited => "inherited".to_owned(),
            Final::Removed => "removed".to_owned(),
            Final::Unknown => "unknown".to_owned(),
            Final::Value(parts) => render(&parts, &PartNames),
        });
    });
    found.unwrap()
}

fn linux(files: &[(&str, &str)], process: (&str, &str), variable: &str) -> String {
    value(files, Platform::Linux, process, variable)
}

#[test]
fn without_inheritance_terminals_begin_with_what_vs_code_was_started_with() {
    let settings = r#"{"terminal.integrated.inheritEnv": false, "terminal.integrated.env.linux": {"A": "a"}}"#;
    let mut bases = Vec::new();
    in_last_window(&[("User/settings.json", settings)], Platform::Linux, &mut |model| {
        for id in ["terminal", "shell-task"] {
            let environment = model.environment(&model.processes_of(consumer(id).unwrap())[0]);
            bases.push((environment.base, environment.notes.len()));
        }
    });
    assert_eq!(bases, [(Base::VsCode, 1), (Base::LoginShell, 0)]);
}

#[test]
fn an_empty_env_of_a_task_drops_the_defaults_of_the_file_and_that_of_another_system_does_not() {
    let tasks = r#"{"options": {"env": {"G": "g"}}, "tasks": [
        {"label": "empty", "type": "shell", "options": {"env": {}}},
        {"label": "other", "type": "shell", "windows": {"options": {"env": {"W": "w"}}}},
        {"label": "typeless", "options": {"env": {"T": "t"}}}]}"#;
    let files = [(TASKS, tasks)];
    assert_eq!(linux(&files, ("shell-task", "empty"), "G"), "inherited");
    assert_eq!(linux(&files, ("shell-task", "other"), "G"), "g");
    assert_eq!(linux(&files, ("process-task", "typeless"), "T"), "t");
}

#[test]
fn a_task_gets_the_defaults_of_its_own_file_only() {
    let tasks = |label: &str, value: &str| {
        format!(
            r#"{{"options": {{"env": {{"G": "{value}"}}}}, "tasks": [
                {{"label": "{label}", "type": "shell", "windows": {{"options": {{"env": {{"W": "w"}}}}}}}}]}}"#
        )
    };
    let (a, b) = (tasks("a", "a"), tasks("b", "b"));
    let workspace = r#"{"folders": [{"path": "a"}, {"path": "b"}]}"#;
    let files = [("a/.vscode/tasks.json", &*a), ("b/.vscode/tasks.json", &*b), ("w.code-workspace", workspace)];
    assert_eq!(linux(&files, ("shell-task", "a"), "G"), "a");
    assert_eq!(linux(&files, ("shell-task", "b"), "G"), "b");
    assert_eq!(linux(&files, ("shell-task", ""), "G"), "unknown");
}

#[test]
fn values_of_tasks_become_text_as_in_javascript() {
    let tasks = r#"{"tasks": [{"label": "t", "type": "shell", "options": {"env": {"N": 1.50, "L": ["a", "b"]}}}]}"#;
    assert_eq!(linux(&[(TASKS, tasks)], ("shell-task", "t"), "N"), "1.5");
    assert_eq!(linux(&[(TASKS, tasks)], ("shell-task", "t"), "L"), "a,b");
}

#[test]
fn the_proxy_and_the_test_variables_override_what_comes_before_them() {
    // A folder cannot set the proxy.
    let user = r#"{"http.proxy": "p"}"#;
    let settings = r#"{"go.toolsEnvVars": {"HTTP_PROXY": "t", "A": "t"},
        "go.testEnvFile": "${workspaceFolder}/test.env", "go.testEnvVars": {"A": "v"}}"#;
    let files = [("User/settings.json", user), (FOLDER, settings), ("app/test.env", "A=f\nB=f\n")];
    assert_eq!(linux(&files, ("go-tools", ""), "HTTP_PROXY"), "p");
    assert_eq!(linux(&files, ("go-test", ""), "A"), "v");
    assert_eq!(linux(&files, ("go-test", ""), "B"), "f");
}

#[test]
fn the_go_extension_puts_its_folder_in_front_of_path() {
    let settings = |more: &str| {
        format!(
            r#"{{"go.goroot": "/go", "terminal.integrated.env.linux": {{"PATH": "/t:${{env:PATH}}"}},
                "go.toolsEnvVars": {{"PATH": "/g:${{env:PATH}}"}}{more}}}"#
        )
    };
    let (on, off) = (settings(""), settings(r#", "go.terminal.activateEnvironment": false"#));
    // Whether the folder is a Go installation is not known.
    assert_eq!(linux(&[(FOLDER, &on)], ("terminal", ""), "PATH"), "(/go/bin:)/t:<PATH>");
    assert_eq!(linux(&[(FOLDER, &on)], ("go-tools", ""), "PATH"), "/g:(/go/bin:)<PATH>");
    assert_eq!(linux(&[(FOLDER, &off)], ("terminal", ""), "PATH"), "/t:<PATH>");
    assert_eq!(linux(&[(FOLDER, &off)], ("go-tools", ""), "PATH"), "/g:<PATH>");
    let mut last = None;
    in_last_window(&[(FOLDER, &on)], Platform::Linux, &mut |model| {
        let environment = model.environment(&model.processes_of(consumer("terminal").unwrap())[0]);
        last = environment.get("PATH").unwrap().winner().map(|winner| winner.effect.clone());
    });
    assert!(matches!(last, Some(Effect::MayPrepend(_))), "{last:?}");
}

#[test]
fn letter_case_matters_in_references_where_it_does_for_the_system() {
    let settings = r#"{"terminal.integrated.env.linux": {"PATH": "/a:${env:Path}"},
        "terminal.integrated.env.windows": {"PATH": "C:\\a;${env:Path}"}}"#;
    assert_eq!(linux(&[(FOLDER, settings)], ("terminal", ""), "PATH"), "/a:");
    let windows = value(&[(FOLDER, settings)], Platform::Windows, ("terminal", ""), "PATH");
    assert_eq!(windows, "C:\\a;<Path>");
}

#[test]
fn launch_configurations_follow_their_console_their_file_and_their_request() {
    let launch = r#"{"configurations": [
        {"name": "in", "type": "node", "request": "launch", "env": {"A": null}},
        {"name": "out", "type": "node", "request": "launch", "console": "integratedTerminal", "env": {"A": null}},
        {"name": "file", "type": "node", "request": "launch", "envFile": "${workspaceFolder}/.env", "env": {"A": "own"}},
        {"name": "py", "type": "debugpy", "request": "launch", "console": "internalConsole",
            "envFile": "${workspaceFolder}/.env", "env": {"A": "own"}},
        {"name": "running", "type": "node", "request": "attach", "env": {"A": "a"}}]}"#;
    let files = [(LAUNCH, launch), ("app/.env", "A=file\nB=file\n")];
    assert_eq!(linux(&files, ("node-debug", "in"), "A"), "removed");
    assert_eq!(linux(&files, ("node-debug-in-terminal", "out"), "A"), "inherited");
    assert_eq!(linux(&files, ("node-debug", "file"), "A"), "own");
    assert_eq!(linux(&files, ("node-debug", "file"), "B"), "file");
    assert_eq!(linux(&files, ("python-debug", "py"), "A"), "own");
    in_last_window(&files, Platform::Linux, &mut |model| {
        let names = model.processes().into_iter().filter_map(|process| process.name).collect::<Vec<_>>();
        assert_eq!(names, ["in", "file", "out", "py"]);
    });
}

#[test]
fn profiles_that_vs_code_does_not_use_lose_their_variables() {
    let settings = |profiles: &str| {
        format!(
            r#"{{"terminal.integrated.defaultProfile.linux": "p", "terminal.integrated.profiles.linux": {{{profiles}}}}}"#
        )
    };
    let whole = settings(r#""p": {"path": "bash", "env": {"A": "a"}}"#);
    let broken = settings(r#""p": {"path": "bash", "env": {"A": "a"}}, "q": {"path": null}"#);
    let missing = settings(r#""p": {"env": {"A": "a"}}"#);
    assert_eq!(linux(&[(FOLDER, &whole)], ("terminal", ""), "A"), "a");
    assert_eq!(linux(&[(FOLDER, &broken)], ("terminal", ""), "A"), "inherited");
    assert_eq!(linux(&[(FOLDER, &missing)], ("terminal", ""), "A"), "inherited");
}

#[test]
fn a_shell_in_wsl_gets_the_variables_that_wslenv_names() {
    let settings = r#"{"terminal.integrated.env.windows": {"A": "a", "B": "b", "WSLENV": "B/p"},
        "terminal.integrated.defaultProfile.windows": "w",
        "terminal.integrated.profiles.windows": {"w": {"path": "C:\\Windows\\System32\\wsl.exe"}}}"#;
    let files = [(FOLDER, settings)];
    assert_eq!(value(&files, Platform::Windows, ("terminal", ""), "A"), "inherited");
    assert_eq!(value(&files, Platform::Windows, ("terminal", ""), "B"), "b");
}

#[test]
fn nothing_is_expanded_in_the_portable_mcp_file() {
    let portable = r#"{"mcpServers": {"s": {"command": "x", "envFile": "${workspaceFolder}/.env", "env":
        {"A": "${env:A}", "N": 5, "L": ["a"], "PATH": "/m"}}}}"#;
    let files = [("app/.mcp.json", portable), ("app/.env", "B=file\n")];
    assert_eq!(linux(&files, ("mcp-portable", "s"), "A"), "${env:A}");
    assert_eq!(linux(&files, ("mcp-portable", "s"), "N"), "5");
    assert_eq!(linux(&files, ("mcp-portable", "s"), "L"), "inherited");
    assert_eq!(linux(&files, ("mcp-portable", "s"), "PATH"), "<PATH>:/m");
    assert_eq!(linux(&files, ("mcp-portable", "s"), "B"), "inherited");
}

#[test]
fn a_list_that_may_be_joined_is_unknown() {
    let launch = r#"{"configurations": [{"name": "c", "type": "cppdbg", "request": "launch", "environment": [
        {"name": "PATH", "value": "/a"}, {"name": "A", "value": "a"}]}]}"#;
    assert_eq!(linux(&[(LAUNCH, launch)], ("cpp-debug", "c"), "PATH"), "unknown");
    assert_eq!(linux(&[(LAUNCH, launch)], ("cpp-debug", "c"), "A"), "a");
}

#[test]
fn processes_in_a_dev_container_begin_with_its_variables() {
    let container = r#"{"containerEnv": {"A": "c"}, "remoteEnv": {"B": "${containerEnv:A}"},
        "customizations": {"vscode": {"settings": {"terminal.integrated.env.linux": {"C": "${env:A}"}}}}}"#;
    let files = [("app/.devcontainer/devcontainer.json", container)];
    assert_eq!(linux(&files, ("terminal", ""), "A"), "c");
    assert_eq!(linux(&files, ("terminal", ""), "B"), "c");
}

#[test]
fn settings_at_the_top_of_a_dev_container_take_effect_where_its_customizations_set_nothing() {
    let container = r#"{
        "customizations": {"vscode": {"settings": {"go.toolsEnvVars": {"A": "c"}}}},
        "settings": {"go.toolsEnvVars": {"A": "o", "B": "o"}, "terminal.integrated.env.linux": {"C": "o"}}}"#;
    let files = [("app/.devcontainer/devcontainer.json", container)];
    assert_eq!(linux(&files, ("go-tools", ""), "A"), "c");
    assert_eq!(linux(&files, ("go-tools", ""), "B"), "inherited", "the objects of one key are not merged");
    assert_eq!(linux(&files, ("terminal", ""), "C"), "o");
    let container = r#"{
        "customizations": {"vscode": {"settings": {"go": {"testEnvVars": {"T": "c"}}}}},
        "settings": {"go.testEnvVars": {"T": "o"}, "go.toolsEnvVars": {"A": "o"}}}"#;
    let files = [("app/.devcontainer/devcontainer.json", container)];
    assert_eq!(linux(&files, ("go-test", ""), "T"), "c");
    assert_eq!(
        linux(&files, ("go-tools", ""), "A"),
        "inherited",
        "the key `go` is read later, and replaces all below it"
    );
}

#[test]
fn debugging_of_python_reads_the_file_of_the_settings_unless_it_names_its_own() {
    let launch = r#"{"configurations": [
        {"name": "a", "type": "debugpy", "request": "launch", "console": "internalConsole"},
        {"name": "b", "type": "debugpy", "request": "launch", "console": "internalConsole",
            "envFile": "${workspaceFolder}/own.env"}]}"#;
    let settings = r#"{"python.envFile": "${workspaceFolder}/all.env"}"#;
    let files = [(LAUNCH, launch), (FOLDER, settings), ("app/all.env", "A=all\n"), ("app/own.env", "A=own\n")];
    assert_eq!(linux(&files, ("python-debug", "a"), "A"), "all");
    assert_eq!(linux(&files, ("python-debug", "b"), "A"), "own");
}

#[test]
fn a_file_of_variables_in_the_users_settings_is_that_of_the_folder() {
    let user = r#"{"go.testEnvFile": "${workspaceFolder}/test.env"}"#;
    let settings = r#"{"go.toolsEnvVars": {"A": "t"}}"#;
    let files = [("User/settings.json", user), (FOLDER, settings), ("app/test.env", "A=f\n")];
    assert_eq!(linux(&files, ("go-test", ""), "A"), "f");
}

#[test]
fn a_process_of_another_folder_does_not_get_the_settings_of_this_one() {
    let launch = r#"{"configurations": [{"name": "b", "type": "go", "request": "launch", "env": {"B": "b"}}]}"#;
    let workspace = r#"{"folders": [{"path": "a"}, {"path": "b"}]}"#;
    let tools = r#"{"go.toolsEnvVars": {"A": "a"}}"#;
    let files =
        [("w.code-workspace", workspace), ("a/.vscode/settings.json", tools), ("b/.vscode/launch.json", launch)];
    assert_eq!(linux(&files, ("go-debug", "b"), "A"), "inherited");
    assert_eq!(linux(&files, ("go-debug", "b"), "B"), "b");
    // If that folder has settings, the process belongs to its window.
    let own = [files[0], files[1], files[2], ("b/.vscode/settings.json", r#"{"go.toolsEnvVars": {"A": "own"}}"#)];
    assert_eq!(linux(&own, ("go-debug", "b"), "A"), "own");
}

/// The value of `variable` on Windows.
fn windows(files: &[(&str, &str)], process: (&str, &str), variable: &str) -> String {
    value(files, Platform::Windows, process, variable)
}

#[test]
fn of_two_spellings_on_windows_each_program_takes_its_own() {
    let variables = r#"{"PATH": "upper", "Path": "mixed", "x": "lower", "X": "upper", "path": "lower"}"#;
    let launch = |kind: &str| {
        format!(
            r#"{{"configurations": [{{"name": "c", "type": "{kind}", "request": "launch",
            "console": "internalConsole", "env": {variables}}}]}}"#
        )
    };
    let terminal = format!(r#"{{"terminal.integrated.env.windows": {variables}}}"#);
    assert_eq!(windows(&[(FOLDER, &terminal)], ("terminal", ""), "Path"), "lower", "the last one");
    assert_eq!(windows(&[(LAUNCH, &launch("node"))], ("node-debug", "c"), "Path"), "lower");
    let go = format!(r#"{{"go.toolsEnvVars": {variables}}}"#);
    assert_eq!(windows(&[(FOLDER, &go)], ("go-tools", ""), "Path"), "upper", "the first in order");
    assert_eq!(windows(&[(FOLDER, &go)], ("go-tools", ""), "x"), "upper");
    assert_eq!(linux(&[(FOLDER, &go)], ("go-tools", ""), "x"), "lower");
    assert_eq!(windows(&[(LAUNCH, &launch("go"))], ("go-debug", "c"), "Path"), "upper");
    assert_eq!(windows(&[(LAUNCH, &launch("coreclr"))], ("dotnet-debug", "c"), "Path"), "unknown");
    let mut starts = Vec::new();
    for platform in [Platform::Windows, Platform::Linux] {
        in_last_window(&[(LAUNCH, &launch("debugpy"))], platform, &mut |model| {
            starts.push(model.environment(&model.processes_of(consumer("python-debug").unwrap())[0]).starts);
        });
    }
    assert_eq!(starts, [false, true]);
    let python = r#"{"configurations": [{"name": "c", "type": "debugpy", "request": "launch"}]}"#;
    let files = [(FOLDER, &*terminal), (LAUNCH, python)];
    assert_eq!(windows(&files, ("python-debug-in-terminal", "c"), "x"), "upper", "VS Code merges these");
}

#[test]
fn a_spelling_that_comes_later_loses_across_steps_and_against_the_one_of_windows() {
    let settings =
        r#"{"go.toolsEnvVars": {"PATH": "tools", "Gopls": "tools", "path": "late"}, "gopls": {"env": {"path": "go"}}}"#;
    let launch = r#"{"configurations": [{"name": "c", "type": "go", "request": "launch", "env": {"Path": "own"}}]}"#;
    let files = [(FOLDER, settings), (LAUNCH, launch)];
    assert_eq!(windows(&files, ("go-debug", "c"), "PATH"), "tools");
    assert_eq!(windows(&files, ("gopls-go", ""), "PATH"), "go", "gopls adds its own later");
    let lower = [(FOLDER, r#"{"go.toolsEnvVars": {"path": "lower"}}"#)];
    assert_eq!(windows(&lower, ("go-tools", ""), "PATH"), "inherited");
}

#[test]
fn what_other_versions_do_is_said_where_it_matters() {
    let settings = r#"{"terminal.integrated.env.linux": {"A": "${env:B}", "C": "c"}}"#;
    let mut notes = Vec::new();
    in_last_window(&[(FOLDER, settings)], Platform::Linux, &mut |model| {
        let environment = model.environment(&model.processes_of(consumer("terminal").unwrap())[0]);
        let winners = || environment.variables.iter().map(|it| it.winner().unwrap());
        for platform in [Platform::Linux, Platform::Windows] {
            notes.push(winners().map(|winner| winner.version_notes(platform).len()).collect::<Vec<_>>());
        }
    });
    assert_eq!(notes, [[1, 0], [0, 0]]);
}

#[test]
fn a_python_program_in_a_terminal_gets_the_lists_of_the_extension_host() {
    let settings = r#"{"terminal.integrated.env.linux": {"PATH": "/t:${env:PATH}", "PYTHONPATH": "/tp", "A": "t"}}"#;
    let launch = |env: &str| {
        format!(r#"{{"configurations": [{{"name": "p", "type": "debugpy", "request": "launch", "env": {env}}}]}}"#)
    };
    let seen = |env: &str, variable: &str| {
        let launch = launch(env);
        linux(&[(FOLDER, settings), ("app/.vscode/launch.json", &launch)], ("python-debug-in-terminal", "p"), variable)
    };
    let lists = r#"{"PATH": "/x", "PYTHONPATH": "/xp"}"#;
    assert_eq!(seen(lists, "PATH"), "/x:<PATH>");
    assert_eq!(seen(lists, "PYTHONPATH"), "/xp:<PYTHONPATH>");
    assert_eq!(seen(r#"{"A": "a"}"#, "PATH"), "/t:<PATH>", "a list that the configuration does not set");
    assert_eq!(seen(r#"{"A": "a"}"#, "A"), "a");
}

#[test]
fn a_server_adds_to_the_path_of_the_same_spelling() {
    let servers = |env: &str| format!(r#"{{"servers": {{"s": {{"command": "npx", {env}}}}}}}"#);
    let seen = |env: &str, variable: &str| {
        let servers = servers(env);
        linux(&[("app/.vscode/mcp.json", &servers), ("app/.env", "PATH=/e\n")], ("mcp", "s"), variable)
    };
    assert_eq!(seen(r#""env": {"PATH": "/x"}"#, "PATH"), "<PATH>:/x");
    assert_eq!(seen(r#""env": {"Path": "/x"}"#, "Path"), "/x");
    let with_file = r#""envFile": "${workspaceFolder}/.env", "env": {"PATH": "/x"}"#;
    assert_eq!(seen(with_file, "PATH"), "/e:/x", "the file replaces the inherited list");
    let servers = servers(r#""env": {"PATH": "C:\\x"}"#);
    let mut on_windows = Vec::new();
    in_last_window(&[("app/.vscode/mcp.json", &servers)], Platform::Windows, &mut |model| {
        let environment = model.environment(&model.processes_of(consumer("mcp").unwrap())[0]);
        on_windows.push(environment.get("PATH").unwrap().state());
    });
    assert_eq!(on_windows, [State::Unknown], "the spelling that VS Code inherits is not known");
}

#[test]
fn the_go_extension_passes_over_settings_that_lead_to_no_go_installation() {
    let goroot = |value: &str| format!("{{\"go.goroot\": {value:?}}}");
    let [good, program, literal, relative] = ["/opt/go", "/usr/local/go/bin/go", "%GOROOT%", "sdk/go"].map(goroot);
    let gopls = |settings: &str, variable: &str| linux(&[(FOLDER, settings)], ("go-tools", ""), variable);
    assert_eq!(gopls(&good, "GOROOT"), "/opt/go");
    assert_eq!(gopls(&good, "PATH"), "(/opt/go/bin:)<PATH>");
    for settings in [program, literal, relative] {
        assert_eq!(gopls(&settings, "GOROOT"), "inherited", "{settings}");
        assert_eq!(gopls(&settings, "PATH"), "inherited", "{settings}");
    }
    let tool = |value: &str| format!("{{\"go.goroot\": \"/opt/go\", \"go.alternateTools\": {{\"go\": {value:?}}}}}");
    for found in ["go1.22", "/x/bin/go"] {
        assert!(gopls(&tool(found), "PATH").contains(found), "{found}");
    }
    for lost in ["./go", "$HOME/bin/go", "/usr/local/go/bin", "/x/", "goenv exec go"] {
        assert_eq!(gopls(&tool(lost), "PATH"), "(/opt/go/bin:)<PATH>", "{lost}");
    }
}

#[test]
fn the_steps_of_cmake_see_the_environment_of_all_of_them() {
    let settings = r#"{
        "cmake.environment": {"A": "a", "PATH": "/e:${env:PATH}"},
        "cmake.configureEnvironment": {"B": "${env:A}b", "PATH": "/c:${env:PATH}"},
        "cmake.buildEnvironment": {"PATH": "/b"}}"#;
    let files = [(FOLDER, settings)];
    assert_eq!(linux(&files, ("cmake-configure", ""), "B"), "ab");
    assert_eq!(linux(&files, ("cmake-configure", ""), "PATH"), "/c:/e:<PATH>");
    assert_eq!(linux(&files, ("cmake-build", ""), "PATH"), "/b");
}
