//! Guards: files in which nothing is wrong, however much it looks so, give no finding from any rule.

#![cfg(test)]

use envlint_rules::core::document::{Document, Source};
use envlint_rules::core::linter::Linter;
use envlint_rules::core::rule::Options;
use envlint_rules::core::vscode::{DEFAULT_SETTINGS, FileKind};

const FOLDER: &str = ".vscode/settings.json";
const USER: &str = "home/x/.config/Code/User/settings.json";

/// What it guards, the file's path, and its text.
const TRAPS: &[(&str, &str, &str)] = &[
    ("the defaults of VS Code", FOLDER, DEFAULT_SETTINGS),
    ("the defaults of VS Code, by the user", USER, DEFAULT_SETTINGS),
    ("an empty file", USER, ""),
    ("blanks", USER, " \r\n\t\n"),
    ("a byte order mark", FOLDER, "\u{feff}"),
    ("comments alone", FOLDER, "// { \"terminal.integrated.env.osx\": {\"PATH\": \"/x\"} }\n/* , */\n"),
    ("an empty object", FOLDER, "{}"),
    (
        "empty objects",
        FOLDER,
        r#"{"terminal.integrated.env.osx": {}, "terminal.integrated.profiles.osx": {}, "go.toolsEnvVars": {}}"#,
    ),
    ("an empty workspace file", "all.code-workspace", r#"{"folders": [], "settings": {}}"#),
    (
        "layout that a parser may stumble over",
        FOLDER,
        "\u{feff}/** head */{\r\n\t\"a\": 1 //>\r\n\t, \"b\": [1, 2,], // ключ\r\n}\r\n",
    ),
    (
        "what older and newer versions of VS Code take, and settings of extensions beside its own",
        FOLDER,
        r#"{"editor.lightbulb.enabled": true, "workbench.editor.showTabs": false, "editor.occurrencesHighlight": false,
          "editor.wordBasedSuggestions": true, "editor.quickSuggestions": {"strings": true}, "editor.hover.enabled": "on",
          "editor.codeActionsOnSave": ["source.fixAll"], "debug.inlineValues": "auto", "editor.fontLigatures": "'ss01'",
          "search.location": "panel", "search.usePCRE2": true, "workbench.settings.showSuggestions": 1,
          "editor.defaultFormatter": "x.y", "workbench.colorTheme": "Dracula", "workbench.iconTheme": "x",
          "github.copilot.enable": {"*": false}, "remote.SSH.configFile": "x", "debug.myExtension.enabled": "1",
          "terminal.ansiBlack": "black", "editor.background": "black", "[go]": {"editor.snippetSuggestions": "none"},
          "typescript.tsdk": "node_modules/typescript/lib", "window.zoomLevel": 1.5, "editor.tabSize": 4.0}"#,
    ),
    (
        "mistakes that are commented out",
        FOLDER,
        r#"{
          // "terminal.integrated.env.osx": { "PATH": "$PATH:/x" },
          "terminal.integrated.env.linux": {
            /* "PATH": "/only/this", */
            "A": "b" // "HOME": null
          }
        }"#,
    ),
    (
        "variables that are switched off by another name",
        FOLDER,
        r#"{"terminal.integrated.env.linux": {"XPATH": "/x", "PATH_OLD": "/x", "X_PATH": null, "CDPATH": ":x"}}"#,
    ),
    (
        "colons that separate nothing",
        FOLDER,
        r#"{"terminal.integrated.env.windows": {
          "DATABASE_URL": "postgres://db:5432/app", "HOST": "localhost:8080", "PROXY": "http://proxy:3128;direct",
          "CONNECTION": "Server=db;User Id=app;Encrypt=true", "LS_COLORS": "di=1;34:ln=1;36:*.tar=31",
          "DRIVE": "D:\\x", "NODE_PATH": "C:/node;D:\\modules", "CLASSPATH": "C:\\a;D:/b"
        }}"#,
    ),
    (
        "semicolons that separate nothing",
        FOLDER,
        r#"{"terminal.integrated.env.linux": {
          "LS_COLORS": "di=1;34:ln=1;36", "CONNECTION": "Server=db;User Id=app", "PROMPT_COMMAND": "history -a; date",
          "NIX_PATH": "nixpkgs=/x:home=/y", "DOTNET_URLS": "http://+:80;https://+:443",
          "MIRRORS": "https://a,https://b|direct"
        }}"#,
    ),
    (
        "other lists that Unix tools of Windows and the dynamic linker of Linux read",
        FOLDER,
        r#"{"terminal.integrated.env.windows": {"PKG_CONFIG_PATH": "/mingw64/lib/pkgconfig:/usr/lib/pkgconfig",
          "MANPATH": "/a:/b"},
          "terminal.integrated.env.linux": {"LD_LIBRARY_PATH": "/a;/b"}}"#,
    ),
    (
        "Windows paths in every spelling",
        FOLDER,
        r#"{"terminal.integrated.env.windows": {"Path": "C:/a;D:\\b c\\d;\\\\host\\share;${env:PATH}"}}"#,
    ),
    (
        "an inherited value in other letter case on Windows",
        FOLDER,
        r#"{"terminal.integrated.env.windows": {"path": "C:\\x;${env:Path}", "Node_Path": "C:\\m;${env:NODE_PATH}"}}"#,
    ),
    (
        "a list from somewhere else",
        FOLDER,
        r#"{"terminal.integrated.env.linux": {"PATH": "/x:${env:TOOLS_PATH}"},
          "terminal.integrated.env.osx": {"PATH": "${config:my.path}"}}"#,
    ),
    (
        "JSON and scripts in a string",
        FOLDER,
        r#"{"terminal.integrated.env.linux": {
          "TEST_ESCAPING": "{\n  \"fo$o\": \"ba'r\", \"x\": \"${y}\"\n}",
          "ITEMS": "[{\"name\":\"general\",\"iv\":\"a$b\"}]",
          "MAP": "{a:b;c:d}", "FLAGS": "-I$ORIGIN/x -L'${ORIGIN}'", "FMT": "{env:x} and #{name}", "AWK": "{print $NF}"
        }}"#,
    ),
    (
        "dollars and per cent signs that refer to nothing",
        FOLDER,
        r#"{"terminal.integrated.env.osx": {
          "A": "fo$o", "B": "100%", "C": "$", "D": "a$", "E": "$1", "F": "%", "G": "50%/80%", "DATE": "%Y-%m-%d",
          "H": "$$",
          "I": "%d%%", "J": "${}", "K": "$(date)", "L": "US$5", "M": "a%20b%20c", "PS1": "\\w $PWD \\$ ",
          "RPROMPT": "%~$X",
          "PROMPT": "$P$G", "PROMPT_COMMAND": "$HOME/x", "FZF_DEFAULT_OPTS": "$HOME/x", "LESSOPEN": "|$HOME/x %s",
          "EDITOR": "$HOME/bin/e"
        }}"#,
    ),
    (
        "references that the reader of the variable expands by itself",
        FOLDER,
        r#"{"terminal.integrated.env.linux": {
          "LD_LIBRARY_PATH": "$ORIGIN/lib:${ORIGIN}/../$LIB", "LD_PRELOAD": "$LIB/x.so", "BASH_ENV": "$HOME/.env",
          "ENV": "$HOME/.shrc",
          "TEXINPUTS": "$HOME/tex//:", "TEXMFHOME": "$HOME/texmf", "KUBE_EDITOR": "$HOME/bin/e",
          "GIT_SSH_COMMAND": "$HOME/bin/ssh"
        }}"#,
    ),
    (
        "passwords that look like references",
        USER,
        r#"{"terminal.integrated.env.linux": {"DB_PASSWORD": "$ECRET", "PASSWORD": "$A/b", "API_TOKEN": "%ab%c"}}"#,
    ),
    (
        "forms that the terminal resolves",
        FOLDER,
        r#"{"terminal.integrated.env.linux": {
          "A": "${workspaceFolder}/x", "B": "${workspaceFolder:api}/x", "C": "${workspaceFolderBasename}",
          "D": "${cwd}",
          "E": "${config:editor.tabSize}", "F": "${extensionInstallFolder:golang.go}",
          "G": "${execPath}${pathSeparator}x",
          "H": "${env:HOME}/x", "K": "$${env:X}", "L": "\\${env:X}"
        }, "terminal.integrated.env.windows": {"A": "${env:ProgramFiles(x86)}\\x"}}"#,
    ),
    (
        "words of other readers",
        FOLDER,
        r#"{"terminal.integrated.env.linux": {
          "A": "${webRoot}/x", "B": "${rootName}", "C": "${capture}", "D": "${buildKit}", "E": "${nosuch:arg}",
          "F": "${home}",
          "PATH": "/x:${nosuch:a}:${env:PATH}"
        }, "terminal.integrated.env.windows": {"Path": "C:\\x;${nosuch:a};${env:Path}"},
        "window.title": "${rootName} $PATH",
          "explorer.fileNesting.patterns": {"*.ts": "${capture}.js, $(capture).d.ts"},
        "cmake.environment": {"PATH": "$penv{PATH}:/x", "A": "$env{HOME}", "B": "${env.HOME}"},
        "raspberry-pi-pico.cmakePath": "${HOME}/.pico-sdk/cmake", "python.envFile": "${workspaceFolder}/.env"}"#,
    ),
    (
        "parts of a path that ${pathSeparator} joins",
        FOLDER,
        r#"{"terminal.integrated.env.linux": {
          "PYTHONPATH": "${workspaceFolder}${pathSeparator}src:${workspaceFolder}${/}lib",
          "A": "/x${pathSeparator}/y",
          "CLASSPATH": "${workspaceFolder}${/}${env:SUBDIR}", "NODE_PATH": "${env:HOME}${/}node"
        }}"#,
    ),
    (
        "null for variables that nothing relies on, and texts that are empty on purpose",
        FOLDER,
        r#"{"terminal.integrated.env.osx": {
          "DEVELOPER_DIR": null, "ELECTRON_RUN_AS_NODE": null, "PYTHONPATH": "", "USERPROFILE": null, "NODE_PATH": ""
        }, "terminal.integrated.env.windows": {"HOME": null, "PYTHONHOME": ""}, "terminal.integrated.env.linux": null,
        "go.testEnvVars": {"VSCODE_GO_IN_TEST": ""}}"#,
    ),
    (
        "lists other than PATH that hold nothing inherited",
        FOLDER,
        r#"{"terminal.integrated.env.linux": {"PYTHONPATH": "${workspaceFolder}/src",
          "LD_LIBRARY_PATH": "/opt/x/lib", "MANPATH": ":/x"}}"#,
    ),
    (
        "numbers and booleans in other extensions' objects",
        FOLDER,
        r#"{"mochaExplorer.env": {"PORT": 8080, "PATH": null}, "cargo.extraEnv": {"PATH": 5},
          "jest.nodeEnv": {"PATH": "/x"},
          "terminal.integrated.fontSize": 12}"#,
    ),
    (
        "env and path as ordinary words",
        "app.code-workspace",
        r#"{"folders": [{"path": "."}, {"path": "../lib", "name": "env"}], "settings": {
          "latex-workshop.latex.tools": [{"name": "x", "env": {}}], "files.associations": {"*.env": "dotenv",
          "cfenv": "x"},
          "cSpell.customDictionaries": {"env": {"path": "$PATH"}}, "files.exclude": {"**/.venv": true},
          "path": "/x", "env": {"PATH": "/x"},
          "terminal.integrated.env.linux": {"environment": "prod", "port": "80", "workspaceFolder": "x"},
          "terminal.integrated.splitCwd": "workspaceRoot", "julia.environmentPath": "$HOME"
        }}"#,
    ),
    (
        "folders of the workspace by name",
        "app.code-workspace",
        r#"{"folders": [{"path": "api"}, {"path": ".", "name": "root"}], "settings": {
          "terminal.integrated.env.linux": {"A": "${workspaceFolder:api}", "B": "${workspaceFolder:root}"}
        }}"#,
    ),
    (
        "folders of the workspace, one of whose names the file does not tell",
        "app.code-workspace",
        r#"{"folders": [{"path": "api"}, {"path": "."}],
          "settings": {"terminal.integrated.env.linux": {"A": "${workspaceFolder:other}"}}}"#,
    ),
    (
        "a macOS profile that keeps the arguments of VS Code's own",
        USER,
        r#"{"terminal.integrated.defaultProfile.osx": "zsh",
          "terminal.integrated.profiles.osx": {"zsh": {"path": "/bin/zsh",
          "env": {"ZDOTDIR": "${env:HOME}/.config"}}}}"#,
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
        r#"{"terminal.integrated.profiles.osx": {"mine": {"path": "/bin/zsh"}, "zsh": null},
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
        "profiles of VS Code's own names, without path or source",
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
        "shells with start-up files of their own choice",
        FOLDER,
        r#"{"terminal.integrated.defaultProfile.linux": "dev", "terminal.integrated.profiles.linux": {
          "dev": {"path": "bash", "args": ["--rcfile", "${workspaceFolder}/.vscode/.bashrc", "-i"]},
          "init": {"path": "bash", "args": ["--init-file", ".bashrc"]}, "bare": {"path": "zsh", "args": ["-f"]},
          "command": {"path": "zsh", "args": ["-c", "conda activate x && exec zsh"]}
        }, "terminal.integrated.profiles.windows": {"Git Bash": {"source": "Git Bash", "args": ["--rcfile", ".bashrc"]},
          "bash": {"path": "C:\\Program Files\\Git\\bin\\bash.exe", "args": ["--init-file", "x.sh"]}}}"#,
    ),
    (
        "fields that other tools or readers take, and scaffolding",
        USER,
        r#"{"terminal.integrated.profiles.osx": {
          "JavaScript Debug Terminal": {"extensionIdentifier": "ms-vscode.js-debug", "icon": "debug",
            "id": "extension.js-debug.debugTerminal", "title": "JavaScript Debug Terminal"},
          "bash (migrated)": {"path": "bash", "args": []}, "mine": {"path": "bash", "env": {}, "overrideName": true},
          "untrusted": {"path": {"path": "/opt/zsh", "isUnsafe": true}, "requiresPath": "/opt", "isAutoDetected": false},
          "empty": {"path": "zsh", "args": "", "env": null}, "none": {"path": "zsh", "args": null}, "fish": false
        }, "terminal.integrated.defaultProfile.osx": "", "terminal.integrated.automationProfile.linux": {}, "terminal.integrated.automationProfile.osx": null}"#,
    ),
    (
        "login shells by every spelling, and a PATH that they leave alone",
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
        "variables that VS Code leaves alone, or sets to the same",
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
        "entries of go.toolsEnvVars that count",
        USER,
        r#"{"go.toolsEnvVars": {"GOPATH": "/go", "HTTPS_PROXY": "http://a:1", "GOROOT": "/opt/go"},
          "http.proxy": "", "go.gopath": null,
          "go.goroot": "/opt/go", "go.inferGopath": false, "go.testEnvVars": {"A": "x"}}"#,
    ),
    (
        "settings that are nested in every way that VS Code reads",
        USER,
        r#"{"terminal": {"integrated": {"env": {"osx": {"A.B": "x"}}, "fontSize": 13}},
          "terminal.integrated.env": {"linux": {"A": "x"}, "windows": {"A": "x"}},
          "terminal.integrated.profiles": {"linux": {"my.shell": {"path": "bash"}}},
          "go": {"toolsEnvVars": {"GOFLAGS": "-v"}, "inlayHints.parameterNames": true}, "gopls": {"ui.env": "x"}}"#,
    ),
    (
        "keys that are longer or shorter than one of another program",
        USER,
        r#"{"vendor.env.linux": {"A": "x"}, "vendor.env": {}, "vendor": {"terminal.integrated.env.linux": {"A": "x"}},
          "terminal.integrated.cwd": "x", "terminal.integrated.cwdX": "x", "http": {"proxy": ""}, "http.proxySupport": "on",
          "gopls": {}, "goplsx.y": 1, "": {"a.b": 1}, ".": 1, "terminal.": 1, "go.": {}}"#,
    ),
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
        "launch configurations whose values nobody has looked into, or that take numbers",
        ".vscode/launch.json",
        r#"{"configurations": [
          {"name": "a", "type": "node", "request": "launch", "env": {"PORT": 8080, "CI": true, "X": null}},
          {"name": "b", "type": "debugpy", "request": "launch", "env": {"PORT": 8080}},
          {"name": "c", "type": "coreclr", "request": "launch", "env": {"PORT": 8080, "PATH": "/x"}},
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
        "a shell whose name only a variable knows, and a tasks file of another version",
        ".vscode/tasks.json",
        r#"{"version": "0.1.0", "command": "x", "options": {"env": {"A": "1"}}, "tasks": [
          {"taskName": "t", "type": "shell", "command": "go test ./...", "options": {"env": {"B": "2"},
            "shell": {"executable": "bash"}}}]}"#,
    ),
    (
        "tasks in shapes that are none",
        ".vscode/tasks.json",
        r#"{"version": 2, "options": [], "linux": {"options": {"env": ["A=1"], "shell": "bash"}}, "windows": null,
          "tasks": [null, 5, "x", [], {}, {"label": 5, "type": "shell", "command": ["go", "test"], "args": {}, "options":
          {"env": "A=1", "shell": {"executable": ["bash"], "args": "-c"}}, "osx": []}]}"#,
    ),
    (
        "launch configurations in shapes that are none",
        FOLDER,
        r#"{"launch": {"configurations": [null, 5, {}, {"type": 5}, {"type": "go", "request": "attach", "env": null,
          "envFile": null, "linux": []}, {"type": "cppdbg", "environment": null, "env": "A=1", "windows": 5}]}}"#,
    ),
    (
        "a dev container in shapes that are none",
        ".devcontainer/devcontainer.json",
        r#"{"settings": [], "extensions": {}, "customizations": 5, "remoteEnv": [], "containerEnv": "PATH=/x"}"#,
    ),
    (
        "scaffolding without anything in it",
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
        r#"{"options": {"env": {"A": "${config:a.b}"}, "shell": {"executable": "bash", "args": ["-c"]}}, "tasks": [
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
        "a PATH that its reader joins with the inherited one, and C++, of which nobody knows",
        ".vscode/launch.json",
        r#"{"configurations": [{"type": "python", "env": {"PATH": "/x", "PYTHONPATH": ""}},
          {"type": "cppdbg", "environment": [{"name": "PATH", "value": "/x"}, {"name": "HOME", "value": ""}]},
          {"type": "cppvsdbg", "environment": [{"name": "PATH", "value": "C:\\Qt\\bin;${env:PATH}"}]}]}"#,
    ),
    (
        "MCP servers",
        ".vscode/mcp.json",
        r#"{"servers": {"x": {"command": "npx", "args": ["$HOME"], "env": {"PATH": "/x", "Path": "", "PORT": 8080,
          "TOKEN": "${input:token}", "OLD": null}}}, "inputs": [{"id": "token", "password": true}]}"#,
    ),
    (
        "settings in a dev container that are read outside first",
        ".devcontainer/devcontainer.json",
        r#"{"customizations": {"vscode": {"settings": {
          "terminal.integrated.env.linux": {"A": "${localEnv:A}", "B": "${env:B:b}", "C": "${containerWorkspaceFolder}/c",
            "D": "${workspaceFolder}/d"},
          "go.testEnvVars": {"A": "${env:A}", "B": "${localEnv:B:}"}, "go.toolsEnvVars": {"PATH": "${containerEnv:PATH}:/x"}
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
];

#[test]
fn nothing_is_found_where_nothing_is_wrong() {
    let linter = Linter::new(envlint_rules::all(), Options::default());
    let mut findings = Vec::new();
    for (name, path, text) in TRAPS {
        let kind = FileKind::of_path(path).unwrap();
        let documents = [Document::parse(Source { path: (*path).to_owned(), text: (*text).to_owned(), kind })];
        for finding in linter.lint(&documents) {
            let line = documents[0].position(finding.span.start).line;
            findings.push(format!("{name}: {} in line {line}: {}", finding.rule.name, finding.message));
        }
    }
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}
