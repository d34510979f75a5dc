//! Every reader of environment values that envlint knows, with its source. Those of settings that extensions bring stand in
//! `extensions.rs`.

mod extensions;

use super::dialect::{Dialect, Environment, Failure, Merge, NonString, Siblings, Tilde};

pub use extensions::{
    CMAKE, DENO, ELIXIR, GO_TESTS, GO_TOOLS, GOPLS, HASKELL, JEST, RUST_ANALYZER, RUST_ANALYZER_CARGO,
};

/// What takes every value as it is.
const VERBATIM: Dialect = Dialect {
    reader: "the reader",
    environment: Environment::None,
    trims_env_name: false,
    has_defaults: false,
    names_folders: false,
    inherited: None,
    inherits_from: "your system and shell",
    without_inherited: "Nothing stands for the inherited value here: write the whole list, or leave the variable out",
    reads_host: false,
    lacks: &[],
    siblings: Siblings::Unseen,
    expands: &[],
    never_resolves: &[],
    needs_editor: &[],
    too_early: &[],
    expands_shell: None,
    failure: Failure::Itself,
    tilde: Tilde::Unknown,
    merge: Merge::Replaces,
    empty_deletes: false,
    null: NonString::Unknown,
    number: NonString::Unknown,
    boolean: NonString::Unknown,
};

/// `terminal.integrated.env.*` and the `env` of profiles.
///
/// Source: variableResolver.ts, `resolveWithEnvironment`, and terminalEnvironment.ts (1.138); recorded as `subst`,
/// `profile-subst`, `single-userHome-mixed`, `path-unresolvable`, `types`.
pub static TERMINAL: Dialect = Dialect {
    reader: "the terminal",
    environment: Environment::Colon,
    inherited: Some("env"),
    expands: &[
        "/",
        "config",
        "cwd",
        "execInstallFolder",
        "execPath",
        "extensionInstallFolder",
        "pathSeparator",
        "workspaceFolder",
        "workspaceFolderBasename",
        "workspaceRoot",
        "workspaceRootFolderName",
    ],
    never_resolves: &["userHome"],
    needs_editor: &[
        "columnNumber",
        "file",
        "fileBasename",
        "fileBasenameNoExtension",
        "fileDirname",
        "fileDirnameBasename",
        "fileExtname",
        "fileWorkspaceFolder",
        "fileWorkspaceFolderBasename",
        "lineNumber",
        "relativeFile",
        "relativeFileDirname",
        "selectedText",
    ],
    names_folders: true,
    failure: Failure::Value,
    tilde: Tilde::Literal,
    null: NonString::Deletes,
    number: NonString::Deletes,
    boolean: NonString::Deletes,
    ..VERBATIM
};

/// `options.env` of tasks: all that VS Code knows is resolved when the task starts, with an open editor if there is one. What
/// fails stops the task with a message.
///
/// Source: taskConfiguration.ts and terminalTaskSystem.ts (1.138); recorded as `task-subst`, `task-subst-bad-*`, `task-path`,
/// `task-tilde`, `task-inherits`.
pub static TASK: Dialect = Dialect {
    reader: "VS Code",
    environment: Environment::Colon,
    inherited: Some("env"),
    expands: TASK_WORDS,
    names_folders: true,
    failure: Failure::Start,
    tilde: Tilde::Literal,
    null: NonString::Text,
    number: NonString::Text,
    boolean: NonString::Text,
    ..VERBATIM
};

const TASK_WORDS: &[&str] = &[
    "/",
    "columnNumber",
    "command",
    "config",
    "cwd",
    "execInstallFolder",
    "execPath",
    "extensionInstallFolder",
    "file",
    "fileBasename",
    "fileBasenameNoExtension",
    "fileDirname",
    "fileDirnameBasename",
    "fileExtname",
    "fileWorkspaceFolder",
    "fileWorkspaceFolderBasename",
    "input",
    "lineNumber",
    "pathSeparator",
    "relativeFile",
    "relativeFileDirname",
    "selectedText",
    "taskVar",
    "userHome",
    "workspaceFolder",
    "workspaceFolderBasename",
    "workspaceRoot",
    "workspaceRootFolderName",
];

/// `env` of a Go launch configuration.
///
/// Source: debugService.ts (1.138), all strings of a configuration are resolved; vscode-go src/goDebugConfiguration.ts; delve
/// service/dap/types.go, `LaunchConfig.Env`.
pub static LAUNCH_GO: Dialect =
    Dialect { null: NonString::Deletes, number: NonString::Refused, boolean: NonString::Refused, ..LAUNCH };

/// `env` of a launch configuration of CodeLLDB. Where references to variables of its own stand, `${dbgconfig:…}` say, they are
/// expanded before VS Code's.
///
/// Source: as for Go; codelldb extension/main.ts, src/codelldb-types/src/lib.rs (a map to `String`), src/codelldb/src/debug_session/launch.rs,
/// `complete_launch` (5c21c43).
pub static LAUNCH_CODE_LLDB: Dialect =
    Dialect { null: NonString::Refused, number: NonString::Refused, boolean: NonString::Refused, ..LAUNCH };

/// `env` of a launch configuration of LLVM's own debug adapter. It may also be a list of `NAME=value`, of which nothing is read here.
///
/// Source: as for Go; llvm-project lldb/tools/lldb-dap/Handler/RequestHandler.cpp, lldb/source/API/SBLaunchInfo.cpp, `SetEnvironment`.
/// What is no string, its versions take in different ways.
pub static LAUNCH_LLDB_DAP: Dialect = LAUNCH;

/// `env` of a Java launch configuration.
///
/// Source: as for Go; java-debug LaunchRequestHandler.java, `constructEnvironmentVariables` (d6a66c8b). What is no string depends on
/// the console.
pub static LAUNCH_JAVA: Dialect = LAUNCH;

/// `env` of a PHP launch configuration. What is no string has no `replace`, which each value is asked for.
///
/// Source: as for Go; vscode-php-debug src/phpDebug.ts, `launchRequest` (983884e).
pub static LAUNCH_PHP: Dialect = Dialect { number: NonString::Refused, boolean: NonString::Refused, ..LAUNCH };

/// `env` of a launch configuration of VS Code's own JavaScript debugger.
///
/// Source: as for Go; recorded as `debug-node`. Numbers become text where Node starts the program (vscode-js-debug
/// subprocessProgramLauncher.ts, 06ce1aa2); what a terminal makes of them depends on the shell.
pub static LAUNCH_NODE: Dialect = Dialect { null: NonString::Deletes, ..LAUNCH };

/// `env` of a Python launch configuration: the inherited PATH and PYTHONPATH are put behind what is set for them.
///
/// Source: as for Go; vscode-python-debugger, resolvers/helper.ts, `getDebugEnvironmentVariables` (accf683).
pub static LAUNCH_PYTHON: Dialect = Dialect { merge: Merge::Joins(&["PATH", "PYTHONPATH"]), ..LAUNCH };

/// `environment` of a launch configuration of the C++ debuggers.
///
/// Source: as for Go, for the references; what becomes of the inherited value was not looked at.
pub static LAUNCH_CPP: Dialect = Dialect { merge: Merge::Unknown, tilde: Tilde::Unknown, ..LAUNCH };

const LAUNCH: Dialect = Dialect {
    reader: "VS Code",
    environment: Environment::Colon,
    inherited: Some("env"),
    expands: TASK_WORDS,
    names_folders: true,
    failure: Failure::Start,
    tilde: Tilde::Literal,
    ..VERBATIM
};

/// `env` of a server in mcp.json.
///
/// Source: mcpRegistry.ts, `_replaceVariablesInLaunch`, and extHostMpcNode.ts, `startNodeMpc` (1.139.1): any name that is PATH but for
/// letter case is appended to the inherited one, `null` removes, numbers become text. Only the command, its arguments and its
/// folder have `~` expanded; many servers expand it in variables of their own.
pub static MCP: Dialect = Dialect {
    reader: "VS Code",
    environment: Environment::Colon,
    inherited: Some("env"),
    expands: TASK_WORDS,
    names_folders: true,
    failure: Failure::Start,
    tilde: Tilde::LiteralInLists,
    merge: Merge::Joins(&["PATH"]),
    null: NonString::Deletes,
    number: NonString::Taken,
    ..VERBATIM
};

/// All of a devcontainer.json: it is read on the host before anything in it goes elsewhere.
///
/// Source: devcontainers/cli src/spec-common/variableSubstitution.ts (`env` is another name of `localEnv`; nothing else is
/// expanded, `~` neither), and the dev container specification, devcontainerjson-reference.md.
pub static DEV_CONTAINER: Dialect = DEV_CONTAINER_LIKE;

const DEV_CONTAINER_LIKE: Dialect = Dialect {
    reader: "the dev container",
    environment: Environment::Colon,
    has_defaults: true,
    inherits_from: "the container",
    without_inherited: "`${env:…}` would be the value of the machine outside: set it in remoteEnv, where `${containerEnv:…}` is \
                        the container's own",
    reads_host: true,
    expands: &[
        "containerEnv",
        "containerWorkspaceFolder",
        "containerWorkspaceFolderBasename",
        "devcontainerId",
        "localEnv",
        "localWorkspaceFolder",
        "localWorkspaceFolderBasename",
    ],
    tilde: Tilde::Literal,
    ..VERBATIM
};

/// `remoteEnv` of a dev container: for VS Code's own processes in it. `${containerEnv:NAME}` is what the image and the container
/// were given; the user's variables, who is logged in later, are not among them.
///
/// Source: as for [`DEV_CONTAINER`]; devcontainers/cli src/spec-node/utils.ts, `containerEnv` of the container's properties;
/// extensionHostConnection.ts (1.139.1): null removes.
pub static REMOTE_ENV: Dialect = Dialect {
    inherited: Some("containerEnv"),
    lacks: &["HOME", "LOGNAME", "PWD", "SHELL", "USER"],
    null: NonString::Deletes,
    ..DEV_CONTAINER_LIKE
};

/// `containerEnv` of a dev container: for every process in it. There is no container yet when it is read.
///
/// Source: as for [`DEV_CONTAINER`]; dockerCompose.ts and singleContainer.ts: no `$` is left to be expanded.
pub static CONTAINER_ENV: Dialect = Dialect {
    expands: &[
        "containerWorkspaceFolder",
        "containerWorkspaceFolderBasename",
        "devcontainerId",
        "localEnv",
        "localWorkspaceFolder",
        "localWorkspaceFolderBasename",
    ],
    inherits_from: "the image",
    too_early: &["containerEnv"],
    ..DEV_CONTAINER_LIKE
};
