//! Files other than settings.

use super::FOLDER;

/// The description of each trap, the file's path, and its text.
pub(crate) const TRAPS: &[(&str, &str, &str)] = &[
    (
        "other files of the folder",
        ".vscode/tasks.json",
        r#"{"version": "2.0.0", "options": {"env": {"PATH": "${env:PATH}:/x"}}, "tasks": [{"label": "x",
          "problemMatcher": {"fileLocation": "x"}}]}"#,
    ),
    (
        "a launch file",
        ".vscode/launch.json",
        r#"{"configurations": [{"type": "cppdbg", "environment": [], "envFile": "${workspaceFolder}/.env"}]}"#,
    ),
    (
        "launch configurations whose readers have not been checked, or that accept numbers",
        ".vscode/launch.json",
        r#"{"configurations": [
          {"name": "a", "type": "node", "request": "launch", "env": {"PORT": "8080", "CI": "true", "X": null}},
          {"name": "b", "type": "debugpy", "request": "launch", "env": {"PORT": "8080", "X": null}},
          {"name": "c", "type": "coreclr", "request": "launch", "env": {"PORT": 8080}},
          {"name": "d", "type": "lldb-dap", "request": "launch", "env": ["PATH=/x"]},
          {"name": "e", "type": "cppdbg", "request": "launch", "environment": [{"name": "N", "value": 5}]}
        ]}"#,
    ),
    (
        "shells and folders for all tasks of a file, and a shell that runs a command line without a flag",
        "dev.code-workspace",
        r#"{"folders": [{"path": "."}], "tasks": {"version": "2.0.0",
          "options": {"shell": {"executable": "pwsh", "args": ["-NoProfile", "-Command"]}, "env": {"A": "1"}},
          "windows": {"options": {"shell": {"executable": "powershell.exe"}}},
          "tasks": [
            {"label": "a", "type": "shell", "command": "Invoke-Build Build", "options": {"cwd": "${workspaceFolder:Client}"}},
            {"label": "b", "command": "make", "args": ["-j"], "options": {"env": {"A": "2", "B": "3"}},
              "linux": {"options": {"env": {"C": "4"}}}}
          ]}}"#,
    ),
    (
        "a shell whose name is in a variable, and a tasks file of another version",
        ".vscode/tasks.json",
        r#"{"version": "0.1.0", "command": "x", "options": {"env": {"A": "1"}}, "tasks": [
          {"taskName": "t", "type": "shell", "command": "go test ./...", "options": {"env": {"B": "2"},
            "shell": {"executable": "bash"}}}]}"#,
    ),
    (
        "tasks with invalid types",
        ".vscode/tasks.json",
        r#"{"version": 2, "options": [], "linux": {"options": {"env": [], "shell": "bash"}}, "windows": null,
          "tasks": [null, 5, "x", [], {}, {"label": 5, "type": "shell", "command": ["go", "test"], "args": {}, "options":
          {"env": 5, "shell": {"executable": ["bash"], "args": "-c"}}, "osx": []}]}"#,
    ),
    (
        "launch configurations with invalid types",
        FOLDER,
        r#"{"launch": {"configurations": [null, 5, {}, {"type": 5}, {"type": "go", "request": "attach", "env": null,
          "envFile": null, "linux": []}, {"type": "cppdbg", "environment": null, "env": "A=1", "windows": 5}]}}"#,
    ),
    (
        "a dev container with invalid types",
        ".devcontainer/devcontainer.json",
        r#"{"settings": [], "extensions": {}, "customizations": 5, "remoteEnv": [], "containerEnv": 5}"#,
    ),
    (
        "empty scaffolding",
        ".vscode/launch.json",
        r#"{"configurations": [
          {"name": "a", "type": "cppdbg", "request": "launch", "environment": [], "env": {}},
          {"name": "b", "type": "lldb", "request": "launch", "environment": [], "env": {}},
          {"name": "c", "type": "go", "request": "attach", "env": {}, "envFile": ""}
        ]}"#,
    ),
    (
        "references that debuggers expand by themselves",
        ".vscode/launch.json",
        r#"{"configurations": [
          {"name": "a", "type": "lldb", "request": "launch", "env": {"A": "${dbgconfig:x}", "B": "${cargo:program}"}},
          {"name": "b", "type": "php", "request": "launch", "env": {"XDEBUG_CONFIG": "client_port=${port}"}}
        ]}"#,
    ),
    (
        "forms that tasks resolve, and a shell's own in the command",
        ".vscode/tasks.json",
        r#"{"inputs": [{"id": "b"}], "options": {"env": {"A": "${config:a.b}"}, "shell": {"executable": "bash", "args": ["-c"]}}, "tasks": [
          {"label": "x", "type": "shell", "command": "echo $HOME %USERPROFILE% ~/x", "args": ["$PATH"],
            "options": {"env": {"A": "${userHome}/x", "B": "${input:b}", "C": "${command:c}", "D": "${file}",
              "E": "${env:${env:POINTER}}", "PATH": "${command:path}"}},
            "windows": {"options": {"env": {"Path": "C:\\x;${env:PATH}"}}}},
          {"type": "gulp", "task": "x", "options": {"env": {"PATH": "/x", "A": "$HOME/x"}}}]}"#,
    ),
    (
        "other debuggers' launch configurations",
        ".vscode/launch.json",
        r#"{"configurations": [{"type": "dart", "env": {"PATH": "/x", "HOME": null, "A": "$HOME/x"}},
          {"env": {"PATH": "/x"}}],
          "compounds": [{"name": "x", "configurations": []}]}"#,
    ),
    (
        "a PATH that its reader joins with the inherited one, and C++, which has not been checked",
        ".vscode/launch.json",
        r#"{"configurations": [{"type": "python", "env": {"PATH": "/x", "PYTHONPATH": ""}},
          {"type": "cppdbg", "environment": [{"name": "PATH", "value": "/x"}, {"name": "HOME", "value": ""}]},
          {"type": "cppvsdbg", "environment": [{"name": "PATH", "value": "C:\\Qt\\bin;${env:PATH}"}]}]}"#,
    ),
    (
        "MCP servers",
        ".vscode/mcp.json",
        r#"{"servers": {"x": {"command": "sh", "args": ["-c", "$HOME/x"], "env": {"PATH": "/x", "Path": "", "PORT": 8080,
          "TOKEN": "${input:token}", "OLD": null}}}, "inputs": [{"id": "token", "password": true}]}"#,
    ),
    (
        "settings in a dev container that are read on the host first",
        ".devcontainer/devcontainer.json",
        r#"{"customizations": {"vscode": {"settings": {
          "terminal.integrated.env.linux": {"A": "${localEnv:A}", "B": "${env:B:b}", "C": "${containerWorkspaceFolder}/c",
            "D": "${workspaceFolder}/d"},
          "go.testEnvVars": {"A": "${localEnv:A}", "B": "${localEnv:B:}"}, "go.toolsEnvVars": {"PATH": "${containerEnv:PATH}:/x"}
        }}}}"#,
    ),
    (
        "escapes in a dev container",
        ".devcontainer/devcontainer.json",
        r#"{"remoteEnv": {"TEST_ESCAPING": "{\n  \"fo$o\": \"ba'r\"\n}", "TEST_RE": "${containerEnv:TEST_CE}",
          "LOCAL_PATH": "${localEnv:PATH}", "CONTAINER_PATH": "${containerEnv:PATH}"},
          "containerEnv": {"TEST_CE": "${localEnv:X}", "CLAUDE_CONFIG_DIR": "/home/vscode/.claude"}}"#,
    ),
    (
        "variables that refer to one another where they can",
        FOLDER,
        r#"{"rust-analyzer.server.extraEnv": {"A": "1", "B": "${env:A}", "C": "${env:HOME}/c", "D": 5},
          "rust-analyzer.runnables.extraEnv": [{"mask": "x", "env": {"A": "${env:B}"}}],
          "rust-analyzer.cargo.extraEnv": {"RUSTFLAGS": "-C link-arg=-Wl,-rpath,$ORIGIN", "A": null},
          "cmake.configureEnvironment": {"A": "x", "B": "${env:A}", "PATH": "${env:PATH}:${userHome}/x"}}"#,
    ),
    (
        "a dev container",
        ".devcontainer/devcontainer.json",
        r#"{"remoteEnv": {"PATH": "${containerEnv:PATH}:/x", "H": "${localEnv:HOME}${localEnv:USERPROFILE}",
          "X": null},
          "containerEnv": {"A": "${localEnv:A:default}", "B": "${env:B}"}, "runArgs": ["--env-file",
          ".devcontainer/devcontainer.env"]}"#,
    ),
    (
        "variables of the machine that a dev container is opened on",
        ".devcontainer/devcontainer.json",
        r#"{"remoteEnv": {"A": "${localEnv:Path}", "B": "${localEnv:USERPROFILE}/x", "C": "1", "D": "${localEnv:C}"},
          "containerEnv": {"A": "${env:APPDATA}", "B": "${env:A}"}}"#,
    ),
    (
        "old names in other extensions' tasks and debuggers",
        ".vscode/tasks.json",
        r#"{"tasks": [{"type": "gulp", "task": "x", "options": {"cwd": "${workspaceRoot}"}},
          {"label": "x", "command": "make", "problemMatcher": {"fileLocation": ["relative", "${workspaceRoot}"]}}]}"#,
    ),
    (
        "line ends of all kinds, a byte order mark, and characters that do not end a comment",
        FOLDER,
        "\u{feff}// one\r\n{ // two\u{85}\"a\": 1, \u{c}\u{200b}\r\n  /* three\u{2028}\"b\": 2, \r \u{202a}x\u{202c} */\r\n  // four \u{202e}\r\n  \"editor.tabSize\": 2 // \u{2029}  \r\n}\r\n",
    ),
    ("line ends that only some programs recognize", FOLDER, "// one\r{ // two\r  \"editor.tabSize\": 2\r}\r"),
    (
        "characters that are hidden in some scripts and emoji",
        FOLDER,
        "{\"cSpell.words\": [\"naïve\u{200b}日本\", \"👨\u{200d}👩\u{200d}👧\", \"क\u{94d}\u{200d}ष\", \"🏴\u{e0067}\u{e007f}\", \"#\u{fe0f}\u{20e3}\"],
          \"window.title\": \"\u{200e}\", \"terminal.integrated.profiles.osx\": {\"mon\u{a0}profil\": {\"path\": \"zsh\", \"args\": [\"-l\"]}},
          \"terminal.integrated.env.osx\": {\"GREETING\": \"Bonjour\u{202f}!\"}}",
    ),
    (
        "home folders of other machines, and names of files and words that contain them",
        FOLDER,
        r#"{"sftp.remotePath": "/home/joefox/app", "java.dependency.pathMappings": {"a": "/home/joefox"},
          "someExtension.containers": [{"docker.workdir": "/home/joefox"}], "search.exclude": {"/home/joefox/x": true},
          "cSpell.ignoreWords": ["/home/joefox"], "a.url": "file:///home/joefox/x", "b.c": "ssh joefox@x:/home/joefox/y",
          "go.toolsEnvVars": {"GOFLAGS": "-ldflags=-X=main.dir=see/home/joefox", "USERPROFILE": "C:\\Users\\joefox"},
          "terminal.integrated.env.osx": {"A": "/Users/$USER/x", "B": "/Users/Shared/x", "C": "/home/${env:USER}"}}"#,
    ),
];
