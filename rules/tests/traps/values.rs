//! Values of variables, and the text of settings files.

use envlint_core::vscode::DEFAULT_SETTINGS;

use super::{FOLDER, USER};

/// The description of each trap, the file's path, and its text.
pub(crate) const TRAPS: &[(&str, &str, &str)] = &[
    ("the defaults of VS Code", FOLDER, DEFAULT_SETTINGS),
    ("the defaults of VS Code, by the user", USER, DEFAULT_SETTINGS),
    ("an empty file", USER, ""),
    ("whitespace", USER, " \r\n\t\n"),
    ("a byte order mark", FOLDER, "\u{feff}"),
    ("only comments", FOLDER, "// { \"terminal.integrated.env.osx\": {\"PATH\": \"/x\"} }\n/* , */\n"),
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
        "values that older and newer versions of VS Code accept, and settings of other extensions",
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
        "variables that are disabled by renaming them",
        FOLDER,
        r#"{"terminal.integrated.env.linux": {"XPATH": "/x", "PATH_OLD": "/x", "X_PATH": null, "CDPATH": ":x"}}"#,
    ),
    (
        "names that look wrong but are meant",
        FOLDER,
        r#"{"terminal.integrated.env.windows": {"=C:": "C:\\work", "A B": "1", "path ext": "x"},
          "terminal.integrated.env.linux": {"A.B": "1"}}"#,
    ),
    (
        "values of the go command's variables that it accepts",
        FOLDER,
        r#"{"go.toolsEnvVars": {"GOTOOLCHAIN": "go1.21.0-custom+path", "GO111MODULE": "auto", "CGO_ENABLED": "${env:CGO}",
          "GOMODCACHE": "", "GOCACHE": "D:/cache"}}"#,
    ),
    (
        "dollar signs in prompts and flags that are meant",
        FOLDER,
        r#"{"terminal.integrated.env.osx": {"PS1": "$PS1> ", "PROMPT_COMMAND": "$PROMPT_COMMAND; x", "RPROMPT": "$RPROMPT",
          "CGO_LDFLAGS": "-Wl,-rpath=$ORIGIN", "A": "$A"}}"#,
    ),
    (
        "a drive after a comma, and one-letter folders",
        FOLDER,
        r#"{"terminal.integrated.env.windows": {"PYTHONPATH": "C:\\a,D:\\b"},
          "terminal.integrated.env.linux": {"CLASSPATH": "a:b"}}"#,
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
          "A": "${webRoot}/x", "B": "${cargo:program}", "C": "${dbgconfig:x}", "D": "${buildKit}", "E": "${{ nosuch }}",
          "F": "say ${home}", "G": "a${}b", "H": "${1:x}",
          "PATH": "/x:${buildType:a}:${env:PATH}"
        }, "terminal.integrated.env.windows": {"Path": "C:\\x;${buildType:a};${env:Path}"},
        "window.title": "${rootName} $PATH",
          "explorer.fileNesting.patterns": {"*.ts": "${capture}.js, $(capture).d.ts"},
        "cmake.environment": {"PATH": "$penv{PATH}:/x", "A": "$env{HOME}", "B": "${env.HOME}"},
        "raspberry-pi-pico.cmakePath": "${HOME}/.pico-sdk/cmake", "python.envFile": "${workspaceFolder}/.env",
        "python.terminal.useEnvFile": true}"#,
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
        "null for variables that nothing relies on, and strings that are empty on purpose",
        FOLDER,
        r#"{"terminal.integrated.env.osx": {
          "DEVELOPER_DIR": null, "ELECTRON_RUN_AS_NODE": null, "PYTHONPATH": "", "USERPROFILE": null, "NODE_PATH": ""
        }, "terminal.integrated.env.windows": {"HOME": null, "PYTHONHOME": ""}, "terminal.integrated.env.linux": null,
        "go.testEnvVars": {"VSCODE_GO_IN_TEST": ""}}"#,
    ),
    (
        "lists other than PATH without inherited entries",
        FOLDER,
        r#"{"terminal.integrated.env.linux": {"PYTHONPATH": "${workspaceFolder}/src",
          "LD_LIBRARY_PATH": "/opt/x/lib", "MANPATH": ":/x"}}"#,
    ),
    (
        "numbers and booleans in other extensions' objects",
        FOLDER,
        r#"{"mochaExplorer.env": {"PORT": 8080, "PATH": null}, "cargo.extraEnv": {"PATH": 5},
          "vendor.nodeEnv": {"PATH": "/x"},
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
        "folders of the workspace, one of whose names is not in the file",
        "app.code-workspace",
        r#"{"folders": [{"path": "api"}, {"path": "."}],
          "settings": {"terminal.integrated.env.linux": {"A": "${workspaceFolder:other}"}}}"#,
    ),
    (
        "names, letters and paths that are the author's own",
        FOLDER,
        r#"{"terminal.integrated.env.linux": {"GOPROXY_": "x", "XPYTHONPATH": "/x", "CGO_FFLAGS": "-O2", "user": "x",
            "USER_NAME": "${env:user}", "MANPATH": "man:", "NODE_ENV": "test", "RUST_LOG": "info", "GOPATHS": "/a"},
          "terminal.integrated.env.osx": {"PATH": "${env:PATH}:/opt/a/bin:/opt/A/bin:${env:EXTRA}/bin", "VERSION": "~1.2",
            "HISTFILE": "${env:HOME}/.h", "TMP": "${env:TMPDIR}x", "GREETING": "~ hi", "AWS_CONFIG_FILE": "~/.aws/config"},
          "terminal.integrated.env.windows": {"Path": "C:\\a;\\tools;%2F;${env:path}", "A": "${env:home}${env:userprofile}"}}"#,
    ),
    (
        "one object's variables that also exist before",
        FOLDER,
        r#"{"terminal.integrated.env.linux": {"HOME": "/x", "PATH": "${env:HOME}/bin:${env:PATH}", "A": "${env:PATH}",
            "LD_LIBRARY_PATH": "/x:${env:LD_LIBRARY_PATH}", "B": "${env:LD_LIBRARY_PATH}", "C": null, "D": "${env:C}", "E": "",
            "F": "${env:E}", "G": "${env:G}"}}"#,
    ),
];
