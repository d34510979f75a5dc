//! Profiles, Go, and the structure of settings.

use super::{FOLDER, USER};

/// The description of each trap, the file's path, and its text.
pub(crate) const TRAPS: &[(&str, &str, &str)] = &[
    (
        "a macOS profile that keeps the arguments of VS Code's own",
        USER,
        r#"{"terminal.integrated.defaultProfile.osx": "zsh",
          "terminal.integrated.profiles.osx": {"zsh": {"path": "/bin/zsh",
          "env": {"ZDOTDIR": "${env:HOME}/.config"}}}}"#,
    ),
    ("a value that only a desktop VS Code accepts", USER, r#"{"files.hotExit": "onExit"}"#),
    (
        "an old name and old values that VS Code still understands",
        USER,
        r#"{"editor.codeActionWidget.includeNearbyQuickfixes": true, "editor.quickSuggestions": false,
          "editor.cursorBlinking": "visible", "extensions.autoUpdate": "onlySelectedExtensions",
          "window.menuBarVisibility": "default", "mergeEditor.diffAlgorithm": "smart"}"#,
    ),
    (
        "tasks that run in another shell than the interactive one",
        USER,
        r#"{"terminal.integrated.defaultProfile.osx": "nushell",
          "terminal.integrated.profiles.osx": {"nushell": {"path": "/opt/homebrew/bin/nu", "args": ["--login"]}},
          "terminal.integrated.automationProfile.osx": {"path": "/bin/zsh", "args": ["-i"]}}"#,
    ),
    (
        "tasks that plain sh runs, beside a shell that loads much",
        USER,
        r#"{"terminal.integrated.defaultProfile.osx": "zsh",
          "terminal.integrated.automationProfile.osx": {"path": "/bin/sh", "icon": "tools"},
          "terminal.integrated.automationProfile.linux": {"path": "sh"}}"#,
    ),
    (
        "a macOS profile without path or source",
        USER,
        r#"{"terminal.integrated.defaultProfile.osx": "bash",
          "terminal.integrated.profiles.osx": {"bash": {"icon": "terminal-bash"}}}"#,
    ),
    (
        "a default profile that is defined nowhere",
        USER,
        r#"{"terminal.integrated.defaultProfile.osx": "fish",
          "terminal.integrated.defaultProfile.windows": "Git Bash",
          "terminal.integrated.defaultProfile.linux": "pwsh"}"#,
    ),
    (
        "profiles that are not in use, or null",
        USER,
        r#"{"terminal.integrated.profiles.osx": {"mine": {"path": "/bin/zsh", "args": ["-l"]}, "zsh": null},
          "terminal.integrated.defaultProfile.osx": null}"#,
    ),
    (
        "a path with fallbacks",
        USER,
        r#"{"terminal.integrated.defaultProfile.windows": "cmd", "terminal.integrated.profiles.windows": {
          "cmd": {"path": ["${env:windir}\\Sysnative\\cmd.exe", "${env:windir}\\System32\\cmd.exe"], "args": ["/k",
          "%USERPROFILE%\\init.cmd"]},
          "Git Bash": {"source": "Git Bash", "args": ["-i"]}
        }}"#,
    ),
    (
        "profiles with built-in names, without path or source",
        FOLDER,
        r#"{"terminal.integrated.profiles.linux": {
          "bash": {"args": ["--rcfile", "${workspaceFolder}/.bashrc"], "icon": "terminal-bash"},
          "zsh": {"env": {"ZDOTDIR": "${workspaceFolder}/.zsh"}}, "tmux": {"color": "terminal.ansiGreen"}
        }, "terminal.integrated.profiles.windows": {"Git Bash": {"env": {}}, "Command Prompt": {"args": "/k x"},
          "PowerShell": {"args": ["-NoProfile"]}}}"#,
    ),
    (
        "programs that start a shell",
        USER,
        r#"{"terminal.integrated.defaultProfile.osx": "x86 zsh", "terminal.integrated.profiles.osx": {
          "x86 zsh": {"path": "/usr/bin/arch", "args": ["-arch", "x86_64", "/bin/zsh"]},
          "shell": {"path": "${env:SHELL}", "args": ["-i", "-c", "source .vscode/check_env; exec ${env:SHELL}"]},
          "zshi": {"path": "${workspaceFolder}/.vscode/zshi", "args": ["-i", "-l"]},
          "clean": {"path": "/usr/bin/env", "args": ["-i", "HOME=${env:HOME}", "bash", "-l"]}
        }, "terminal.integrated.profiles.linux": {
          "host": {"path": "flatpak-spawn", "args": ["--host", "--env=TERM=xterm-256color", "bash", "-l"]},
          "docker": {"path": "docker", "args": ["exec", "-it", "x", "bash", "--login"]},
          "tmux": {"path": "tmux", "args": ["new-session", "-A", "-s", "main"]},
          "busybox": {"path": ["busybox", "/bin/busybox"], "args": ["sh", "-l"], "env": {}}
        }, "terminal.integrated.profiles.windows": {
          "Ubuntu": {"path": "wsl.exe", "args": ["-d", "Ubuntu", "--", "bash", "-l"]}, "Ubuntu-20.04 (WSL)": null
        }}"#,
    ),
    (
        "shells with custom startup files",
        FOLDER,
        r#"{"terminal.integrated.defaultProfile.linux": "dev", "terminal.integrated.profiles.linux": {
          "dev": {"path": "bash", "args": ["--rcfile", "${workspaceFolder}/.vscode/.bashrc", "-i"]},
          "init": {"path": "bash", "args": ["--init-file", ".bashrc"]}, "bare": {"path": "zsh", "args": ["-f"]},
          "command": {"path": "zsh", "args": ["-c", "conda activate x && exec zsh"]}
        }, "terminal.integrated.profiles.windows": {"Git Bash": {"source": "Git Bash", "args": ["--rcfile", ".bashrc"]},
          "bash": {"path": "C:\\Program Files\\Git\\bin\\bash.exe", "args": ["--init-file", "x.sh"]}}}"#,
    ),
    (
        "fields for other tools or for readers, and scaffolding",
        USER,
        r#"{"terminal.integrated.profiles.osx": {
          "JavaScript Debug Terminal": {"extensionIdentifier": "ms-vscode.js-debug", "icon": "debug",
            "id": "extension.js-debug.debugTerminal", "title": "JavaScript Debug Terminal"},
          "bash (migrated)": {"path": "bash", "args": ["-l"]}, "mine": {"path": "bash", "args": ["-l"], "env": {}, "overrideName": true},
          "untrusted": {"path": {"path": "/opt/zsh", "isUnsafe": true}, "requiresPath": "/opt", "isAutoDetected": false},
          "empty": {"path": "zsh", "args": "", "env": null}, "none": {"path": "zsh", "args": null}, "fish": false
        }, "terminal.integrated.defaultProfile.osx": "", "terminal.integrated.automationProfile.linux": {}, "terminal.integrated.automationProfile.osx": null}"#,
    ),
    (
        "login shells in every spelling, and a PATH that they do not change",
        USER,
        r#"{"terminal.integrated.env.linux": {"PATH": "/x:${env:PATH}"}, "terminal.integrated.env.osx": {"A": "b"},
          "terminal.integrated.defaultProfile.linux": "zsh", "terminal.integrated.profiles.linux": {
            "zsh": {"args": ["-l"]}, "bash": {"args": ["--login"]}, "two": {"path": "bash", "args": ["-i", "-l"]},
            "Pwsh": {"path": "pwsh", "args": ["-NoLogo", "-Login"]}, "ksh": {"path": "ksh", "args": ["-il"]},
            "mksh": {"path": "/bin/mksh", "args": ["-l"]}, "run": {"path": "bash", "args": ["-c", "-l -i"]}
          },
          "terminal.integrated.automationProfile.linux": {"path": "/bin/bash", "args": ["-c"]}}"#,
    ),
    (
        "variables that VS Code keeps, or sets to the same value",
        FOLDER,
        r#"{"terminal.integrated.env.linux": {"TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C",
          "TERMINFO": "/x", "COLORTERM": "truecolor", "TERM_PROGRAM": "vscode", "VSCODE_X": "y", "OLDPWD": "/x"},
          "terminal.integrated.env.windows": {"TERM": "cygwin", "PWD": "C:\\x", "LANG": "${env:LANG}"},
          "terminal.integrated.env.osx": {"LANG": "ja_JP.eucJP", "SHELL": "/bin/zsh", "LANGUAGE": "de"},
          "my.env": {"TERM": "dumb", "LANG": "C"}}"#,
    ),
    (
        "locales of someone who keeps them",
        USER,
        r#"{"terminal.integrated.detectLocale": "off", "terminal.integrated.env.osx": {"LANG": "C"},
          "terminal.integrated.inheritEnv": true}"#,
    ),
    (
        "a default profile that another file or the machine may have",
        FOLDER,
        r#"{"terminal.integrated.defaultProfile.linux": "my zsh", "terminal.integrated.defaultProfile.windows": "Cygwin",
          "terminal.integrated.profiles.windows": {"x": {"path": "nu.exe"}, "Git Bash": null},
          "terminal.integrated.defaultProfile.osx": "bash", "terminal.integrated.profiles.osx": {"bash": null}}"#,
    ),
    (
        "Linux keys of someone on Windows",
        USER,
        r#"{"terminal.integrated.profiles.linux": {"mine": {"path": "bash"}},
          "terminal.integrated.defaultProfile.linux": "mine"}"#,
    ),
    (
        "Go settings with a home folder and container paths",
        FOLDER,
        r#"{"go.gopath": "~/go", "go.goroot": "/usr/local/go", "go.toolsGopath": "~/tools",
          "go.alternateTools": {"gopls": "gopls"},
          "go.toolsEnvVars": {"GOFLAGS": "-tags=x", "GOPROXY": "https://a,direct", "CGO_CFLAGS": "-I/tracee/x",
          "PATH": "/x:${env: PATH }"},
          "gopls": {"build.env": {"GOFLAGS": "-tags=x"}, "build.buildFlags": ["-x"]},
          "go.testEnvVars": {"CONFIG": "${workspaceFolder}/x"}}"#,
    ),
    (
        "Go settings that only look wrong",
        FOLDER,
        r#"{"go.goroot": "~/bin/go", "go.gopath": "/go:${workspaceFolder}:", "go.toolsGopath": "${workspaceFolder}/.bin",
          "go.toolsEnvVars": {"GOBIN": "${workspaceFolder}/bin",
          "GOFLAGS": "-mod=mod  '-ldflags=-s -w' -tags=a,b -gcflags=all=-N \"-asmflags=-a -b\""},
          "go.alternateTools": {"go": "C:\\Program Files\\Go -beta\\bin\\go.exe", "gopls": "/opt/My Tools/gopls run",
          "golangci-lint-v2": "golangci-lint", "customFormatter": "${workspaceFolder}/.pixi/envs/default/bin/gofumpt"}}"#,
    ),
    (
        "Go settings of a template that is yet to be filled in",
        FOLDER,
        r#"{"go.goroot": "{{ goroot }}", "go.gopath": "<your GOPATH>", "go.toolsGopath": null,
          "go.toolsEnvVars": {"GOBIN": "@GOBIN@", "GOFLAGS": "{{ flags }}"}, "go.alternateTools": {"go": "<path to go>"}}"#,
    ),
    (
        "entries of go.toolsEnvVars that take effect",
        USER,
        r#"{"go.toolsEnvVars": {"GOPATH": "/go", "HTTPS_PROXY": "http://a:1", "GOROOT": "/opt/go"},
          "http.proxy": "", "go.gopath": null,
          "go.goroot": "/opt/go", "go.inferGopath": false, "go.testEnvVars": {"A": "x"}}"#,
    ),
    (
        "settings that are nested in every way that VS Code reads",
        USER,
        r#"{"terminal": {"integrated": {"automationProfile": {"osx": {"path": "bash", "args": ["-l"], "env": {"A.B": "x"}}},
            "env": {"osx": {}}, "fontSize": 13}},
          "terminal.integrated.env": {"linux": {"A": "x"}, "windows": {"A": "x"}},
          "terminal.integrated.profiles": {"linux": {"my.shell": {"path": "bash"}}},
          "go": {"toolsEnvVars": {"GOFLAGS": "-v"}, "inlayHints.parameterNames": true}, "gopls": {"ui.env": "x"}}"#,
    ),
    (
        "keys that are longer or shorter than one of another program",
        USER,
        r#"{"vendor.env.linux": {"A": "x"}, "vendor.env": {}, "vendor": {"terminal.integrated.env.linux": {"A": "x"}},
          "terminal.integrated.cwd": "x", "terminals.cwd": "x", "http": {"proxy": ""}, "http.proxySupport": "on",
          "gopls": {}, "goplsx.y": 1, "": {"a.b": 1}, ".": 1, "terminal.": 1, "go.": {}}"#,
    ),
];
