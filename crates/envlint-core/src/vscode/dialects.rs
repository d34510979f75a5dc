//! Every reader of environment values that envlint knows, with its source. The readers of extension settings are in
//! `extensions.rs`.

mod extensions;

use super::dialect::{Dialect, EnvSyntax, Failure, Merge, NonString, Siblings, Tilde, VersionFact, Wording};
use super::forms::FormName;

pub(crate) use extensions::{
    CLANGD, CMAKE, DENO, ELIXIR, GO_TESTS, HASKELL, JEST, MOCHA, PYTHON_PATHS, RUFF, RUST_ANALYZER,
    RUST_ANALYZER_CARGO, RUST_ANALYZER_PATH, VITEST, ZIG,
};
pub use extensions::{GO_TOOLS, GOPLS};

/// The words for a reader of values in VS Code's settings.
const fn read_by(reader: &'static str) -> Wording {
    Wording {
        reader,
        inherits_from: "your system and shell",
        without_inherited: "The inherited value cannot be referenced here: write the whole list, or remove the variable",
        without_own: "The inherited value cannot be referenced here: write out the value, or remove the variable to keep it",
    }
}

/// A reader that uses every value as is.
const VERBATIM: Dialect = Dialect {
    wording: read_by("the reader"),
    environment: EnvSyntax::None,
    trims_env_name: false,
    has_defaults: false,
    names_folders: false,
    inherited: None,
    reads_host: false,
    lacks: &[],
    siblings: Siblings::Unseen,
    expands: &[],
    never_resolves: &[],
    needs_editor: &[],
    too_early: &[],
    expands_shell: None,
    may_expand_percent: false,
    failure: Failure::Itself,
    tilde: Tilde::Unknown,
    merge: Merge::Replaces,
    empty_deletes: false,
    null: NonString::Unknown,
    number: NonString::Unknown,
    boolean: NonString::Unknown,
    compound: None,
    versions: &[],
    others_expand_braces: false,
};

/// Source: terminalProcessManager.ts and remoteTerminalChannel.ts in the bundles of 1.100, 1.110 and 1.112; 1.111 was not
/// checked.
const BARE_ENVIRONMENT: VersionFact = VersionFact {
    since: None,
    until: Some("1.112"),
    fact: "`${env:NAME}` is the value that VS Code itself was started with, without what the login shell adds",
};

/// `terminal.integrated.env.*` and the `env` of profiles.
///
/// Source: variableResolver.ts, `resolveWithEnvironment`, and terminalEnvironment.ts (1.138); recorded as `subst`,
/// `profile-subst`, `single-userHome-mixed`, `path-unresolvable`, `types`.
pub static TERMINAL: Dialect = Dialect {
    wording: read_by("the terminal"),
    environment: EnvSyntax::Colon,
    inherited: Some(FormName::Env),
    expands: &[
        FormName::Slash,
        FormName::Config,
        FormName::Cwd,
        FormName::ExecInstallFolder,
        FormName::ExecPath,
        FormName::ExtensionInstallFolder,
        FormName::PathSeparator,
        FormName::WorkspaceFolder,
        FormName::WorkspaceFolderBasename,
        FormName::WorkspaceRoot,
        FormName::WorkspaceRootFolderName,
    ],
    never_resolves: &[FormName::UserHome],
    needs_editor: &[
        FormName::ColumnNumber,
        FormName::File,
        FormName::FileBasename,
        FormName::FileBasenameNoExtension,
        FormName::FileDirname,
        FormName::FileDirnameBasename,
        FormName::FileExtname,
        FormName::FileWorkspaceFolder,
        FormName::FileWorkspaceFolderBasename,
        FormName::LineNumber,
        FormName::RelativeFile,
        FormName::RelativeFileDirname,
        FormName::SelectedText,
    ],
    names_folders: true,
    versions: &[BARE_ENVIRONMENT],
    failure: Failure::Value,
    tilde: Tilde::Literal,
    null: NonString::Deletes,
    number: NonString::Deletes,
    boolean: NonString::Deletes,
    ..VERBATIM
};

/// `options.env` of tasks: all variables of VS Code are resolved when the task starts, with an open editor if there
/// is one. If one fails, the task does not start and a message is shown.
///
/// Source: taskConfiguration.ts and terminalTaskSystem.ts (1.138); recorded as `task-subst`, `task-subst-bad-*`,
/// `task-path`, `task-tilde`, `task-inherits`.
pub(crate) static TASK: Dialect = Dialect {
    wording: read_by("VS Code"),
    environment: EnvSyntax::Colon,
    inherited: Some(FormName::Env),
    expands: TASK_FORMS,
    names_folders: true,
    failure: Failure::Start,
    tilde: Tilde::Literal,
    null: NonString::Text,
    number: NonString::Text,
    boolean: NonString::Text,
    ..VERBATIM
};

const TASK_FORMS: &[FormName] = &[
    FormName::Slash,
    FormName::ColumnNumber,
    FormName::Command,
    FormName::Config,
    FormName::Cwd,
    FormName::ExecInstallFolder,
    FormName::ExecPath,
    FormName::ExtensionInstallFolder,
    FormName::File,
    FormName::FileBasename,
    FormName::FileBasenameNoExtension,
    FormName::FileDirname,
    FormName::FileDirnameBasename,
    FormName::FileExtname,
    FormName::FileWorkspaceFolder,
    FormName::FileWorkspaceFolderBasename,
    FormName::Input,
    FormName::LineNumber,
    FormName::PathSeparator,
    FormName::RelativeFile,
    FormName::RelativeFileDirname,
    FormName::SelectedText,
    FormName::TaskVar,
    FormName::UserHome,
    FormName::WorkspaceFolder,
    FormName::WorkspaceFolderBasename,
    FormName::WorkspaceRoot,
    FormName::WorkspaceRootFolderName,
];

/// `env` of a Go launch configuration.
///
/// Source: debugService.ts (1.138), all strings of a configuration are resolved; vscode-go
/// src/goDebugConfiguration.ts; delve service/dap/types.go, `LaunchConfig.Env`.
pub(crate) static LAUNCH_GO: Dialect =
    Dialect { null: NonString::Deletes, number: NonString::Refused, boolean: NonString::Refused, ..LAUNCH };

/// `env` of a launch configuration of CodeLLDB. References to its own variables, such as `${dbgconfig:…}`, are
/// expanded before those of VS Code.
///
/// Source: as for Go; codelldb extension/main.ts, src/codelldb-types/src/lib.rs (a map to `String`),
/// src/codelldb/src/debug_session/launch.rs, `complete_launch` (5c21c43).
pub(crate) static LAUNCH_CODE_LLDB: Dialect =
    Dialect { null: NonString::Refused, number: NonString::Refused, boolean: NonString::Refused, ..LAUNCH };

/// `env` of a launch configuration of LLVM's own debug adapter. It can also be a list of `NAME=value`, which is not
/// analyzed.
///
/// Source: as for Go; llvm-project lldb/tools/lldb-dap/Handler/RequestHandler.cpp,
/// lldb/source/API/SBLaunchInfo.cpp, `SetEnvironment`. Its versions differ in how they read values that are not
/// strings.
pub(crate) static LAUNCH_LLDB_DAP: Dialect = LAUNCH;

/// `env` of a Java launch configuration.
///
/// Source: as for Go; java-debug LaunchRequestHandler.java, `constructEnvironmentVariables` (d6a66c8b). The effect
/// of a value that is not a string depends on the console.
pub(crate) static LAUNCH_JAVA: Dialect = LAUNCH;

/// `env` of a PHP launch configuration. The adapter calls `replace` on each value, which only strings have.
///
/// Source: as for Go; vscode-php-debug src/phpDebug.ts, `launchRequest` (983884e).
pub(crate) static LAUNCH_PHP: Dialect = Dialect { number: NonString::Refused, boolean: NonString::Refused, ..LAUNCH };

/// `env` of a launch configuration of VS Code's built-in JavaScript debugger.
///
/// Source: as for Go; recorded as `debug-node`. Numbers are converted to strings if Node starts the program
/// (vscode-js-debug subprocessProgramLauncher.ts, 06ce1aa2), and in a terminal, too (recorded as
/// `n3-launch-null-path`).
pub(crate) static LAUNCH_NODE: Dialect =
    Dialect { null: NonString::Deletes, number: NonString::Text, boolean: NonString::Text, ..LAUNCH };

/// The same in a terminal, where `null` does not remove an inherited variable.
///
/// Source: recorded as `n3-launch-null-path`.
pub(crate) static LAUNCH_NODE_IN_TERMINAL: Dialect = Dialect { null: NonString::Keeps, ..LAUNCH_NODE };

/// `env` of a .NET launch configuration.
///
/// Source: as for Go; vscode-csharp package.json, `env` of the debugger coreclr. The effect of values that are not
/// strings has not been checked.
pub(crate) static LAUNCH_CORECLR: Dialect = LAUNCH;

/// `env` of a Python launch configuration: the inherited PATH and PYTHONPATH are appended to the values that it
/// sets. The session does not start unless every value is a string or null: debugpy 1.8.22,
/// src/debugpy/launcher/handlers.py, `launch_request`.
///
/// Source: as for Go; vscode-python-debugger, resolvers/helper.ts, `getDebugEnvironmentVariables` (accf683).
pub(crate) static LAUNCH_PYTHON: Dialect = Dialect {
    merge: Merge::JoinsInFront(&["PATH", "PYTHONPATH"]),
    number: NonString::Refused,
    boolean: NonString::Refused,
    ..LAUNCH
};

/// `environment` of a launch configuration of the C++ debuggers.
///
/// Source: as for Go, for the references; the effect on inherited values has not been checked.
pub(crate) static LAUNCH_CPP: Dialect = Dialect { merge: Merge::Unknown, tilde: Tilde::Unknown, ..LAUNCH };

/// The same for Microsoft's C++ debugger for Windows.
///
/// Its source is closed. Visual Studio expands `%NAME%` in the environment of a project, and people write it here too.
pub(crate) static LAUNCH_CPP_WINDOWS: Dialect = Dialect { may_expand_percent: true, ..LAUNCH_CPP };

const LAUNCH: Dialect = Dialect {
    wording: read_by("VS Code"),
    environment: EnvSyntax::Colon,
    inherited: Some(FormName::Env),
    expands: TASK_FORMS,
    names_folders: true,
    failure: Failure::Start,
    tilde: Tilde::Literal,
    ..VERBATIM
};

/// `env` of a server in mcp.json.
///
/// Source: mcpRegistry.ts, `_replaceVariablesInLaunch`, and extHostMpcNode.ts, `startNodeMpc` (1.139.1): PATH, in
/// any letter case, is appended to the inherited variable of the same spelling; `null` removes the variable; numbers are converted to
/// strings. `~` is expanded only in the command, its arguments and its folder; many servers expand it in their own
/// variables.
pub static MCP: Dialect = Dialect {
    wording: read_by("VS Code"),
    environment: EnvSyntax::Colon,
    inherited: Some(FormName::Env),
    expands: TASK_FORMS,
    names_folders: true,
    failure: Failure::Start,
    tilde: Tilde::LiteralInLists,
    merge: Merge::Joins(&["PATH"]),
    null: NonString::Deletes,
    number: NonString::Taken,
    ..VERBATIM
};

/// `env` of a server in `.mcp.json`, where VS Code expands nothing. PATH is appended to the inherited one, `null`
/// removes the variable, numbers are converted to strings, and other values are dropped. The coding agents that read
/// the same file expand `${NAME}`.
///
/// Source: mcpRegistry.ts, `_replaceVariablesInLaunch`, which leaves definitions without `variableReplacement` as
/// they are (1.139.1); recorded as `mcp-dot`, `mcp-dot-cwd`, `mcp-dot-path`. Claude Code's and Copilot CLI's
/// documentation of `.mcp.json`.
pub(crate) static MCP_PORTABLE: Dialect = Dialect {
    wording: read_by("VS Code"),
    tilde: Tilde::LiteralInLists,
    merge: Merge::Joins(&["PATH"]),
    null: NonString::Deletes,
    number: NonString::Taken,
    boolean: NonString::Refused,
    compound: Some(NonString::Refused),
    others_expand_braces: true,
    ..VERBATIM
};

/// `env` of a server in `.cursor/mcp.json`, as Cursor reads it.
///
/// Source: Cursor's documentation, "Config interpolation". The effect on inherited values and that of values that
/// are not strings has not been checked.
pub(crate) static MCP_CURSOR: Dialect = Dialect {
    wording: read_by("Cursor"),
    environment: EnvSyntax::Colon,
    inherited: Some(FormName::Env),
    expands: &[
        FormName::Slash,
        FormName::PathSeparator,
        FormName::UserHome,
        FormName::WorkspaceFolder,
        FormName::WorkspaceFolderBasename,
    ],
    merge: Merge::Unknown,
    ..VERBATIM
};

/// All of a devcontainer.json: it is read on the host before any part of it is passed on.
///
/// Source: devcontainers/cli src/spec-common/variableSubstitution.ts (`env` is another name for `localEnv`; nothing
/// else is expanded, including `~`), and the dev container specification, devcontainerjson-reference.md.
pub(crate) static DEV_CONTAINER: Dialect = DEV_CONTAINER_LIKE;

const IN_REMOTE_ENV: &str =
    "`${env:…}` is the host's value: set the variable in remoteEnv, where `${containerEnv:…}` is the container's value";

const DEV_CONTAINER_LIKE: Dialect = Dialect {
    wording: Wording {
        reader: "the dev container",
        inherits_from: "the container",
        without_inherited: IN_REMOTE_ENV,
        without_own: IN_REMOTE_ENV,
    },
    environment: EnvSyntax::Colon,
    has_defaults: true,
    reads_host: true,
    expands: &[
        FormName::ContainerEnv,
        FormName::ContainerWorkspaceFolder,
        FormName::ContainerWorkspaceFolderBasename,
        FormName::DevcontainerId,
        FormName::LocalEnv,
        FormName::LocalWorkspaceFolder,
        FormName::LocalWorkspaceFolderBasename,
    ],
    tilde: Tilde::Literal,
    ..VERBATIM
};

/// `remoteEnv` of a dev container: for VS Code's own processes in it. `${containerEnv:NAME}` contains what the
/// image and the container define, but not the variables of the user, who logs in later.
///
/// Source: as for [`DEV_CONTAINER`]; devcontainers/cli src/spec-node/utils.ts, `containerEnv` of the container's
/// properties; extensionHostConnection.ts (1.139.1): null removes.
pub(crate) static REMOTE_ENV: Dialect = Dialect {
    inherited: Some(FormName::ContainerEnv),
    lacks: &["HOME", "LOGNAME", "PWD", "SHELL", "USER"],
    null: NonString::Deletes,
    ..DEV_CONTAINER_LIKE
};

/// `containerEnv` of a dev container: for every process in it. The container does not exist yet when it is read.
///
/// Source: as for [`DEV_CONTAINER`]; dockerCompose.ts and singleContainer.ts: `$` is escaped, so nothing is
/// expanded later.
pub(crate) static CONTAINER_ENV: Dialect = Dialect {
    expands: &[
        FormName::ContainerWorkspaceFolder,
        FormName::ContainerWorkspaceFolderBasename,
        FormName::DevcontainerId,
        FormName::LocalEnv,
        FormName::LocalWorkspaceFolder,
        FormName::LocalWorkspaceFolderBasename,
    ],
    wording: Wording { inherits_from: "the image", ..DEV_CONTAINER_LIKE.wording },
    too_early: &[FormName::ContainerEnv],
    ..DEV_CONTAINER_LIKE
};
