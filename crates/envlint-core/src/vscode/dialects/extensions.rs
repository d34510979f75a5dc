//! The readers of extension settings.

use super::{VERBATIM, read_by};
use crate::vscode::dialect::{Dialect, EnvSyntax, NonString, ShellForms, Siblings, Tilde, Wording};
use crate::vscode::forms::FormName;

/// `go.toolsEnvVars`.
///
/// Source: vscode-go extension/src/util.ts, `substituteEnv` and `resolvePath`; recorded as `go-toolsEnvVars`. Delve
/// rejects values that are not strings: service/dap/types.go. Four variables are also set in the extension host's
/// own environment: goInstallTools.ts, `updateGoVarsFromConfig`.
pub static GO_TOOLS: Dialect = Dialect {
    wording: read_by("the Go extension"),
    environment: EnvSyntax::Colon,
    trims_env_name: true,
    inherited: Some(FormName::Env),
    siblings: Siblings::Leak(&["GOBIN", "GOMODCACHE", "GOPATH", "GOPROXY"]),
    expands: &[FormName::WorkspaceFolder, FormName::WorkspaceFolderBasename, FormName::WorkspaceRoot],
    tilde: Tilde::HomeAtStart,
    null: NonString::Text,
    number: NonString::BreaksDebugging,
    boolean: NonString::BreaksDebugging,
    ..VERBATIM
};

/// `go.testEnvVars`: as `go.toolsEnvVars`, but without `${env:NAME}`.
///
/// Source: vscode-go extension/src/testUtils.ts, `getTestEnvVars` (only `resolvePath`); recorded as `go-test`.
pub(crate) static GO_TESTS: Dialect =
    Dialect { environment: EnvSyntax::None, trims_env_name: false, inherited: None, ..GO_TOOLS };

/// `build.env` of gopls: every value is used as is.
///
/// Source: golang/tools gopls/internal/settings/settings.go, `Options.Set`, case `env`.
pub static GOPLS: Dialect = Dialect {
    wording: read_by("gopls"),
    tilde: Tilde::Literal,
    null: NonString::Refused,
    number: NonString::Refused,
    boolean: NonString::Refused,
    ..VERBATIM
};

/// `rust-analyzer.server.extraEnv` and `runnables.extraEnv`. A variable that refers to itself is never resolved.
///
/// Source: rust-analyzer editors/code/src/config.ts, `serverExtraEnv`, `runnablesExtraEnv`,
/// `substituteVariablesInEnv`, `computeVscodeVar`; ctx.ts: an empty string or null removes the variable (d2e55da4,
/// 2026-08-21).
pub(crate) static RUST_ANALYZER: Dialect = Dialect {
    wording: read_by("rust-analyzer"),
    environment: EnvSyntax::Colon,
    siblings: Siblings::Seen,
    expands: &[
        FormName::Cwd,
        FormName::ExecPath,
        FormName::PathSeparator,
        FormName::UserHome,
        FormName::WorkspaceFolder,
        FormName::WorkspaceFolderBasename,
    ],
    tilde: Tilde::Literal,
    empty_deletes: true,
    null: NonString::Deletes,
    number: NonString::Taken,
    boolean: NonString::Taken,
    ..VERBATIM
};

/// `rust-analyzer.cargo.extraEnv` and `check.extraEnv`: only the variables without an argument, and only strings or
/// null.
///
/// Source: rust-analyzer editors/code/src/config.ts, `prepareVSCodeConfig`; crates/rust-analyzer/src/config.rs,
/// `cargo_extraEnv` (a map to `Option<String>`); crates/toolchain/src/lib.rs, `command`: null removes (d2e55da4).
pub(crate) static RUST_ANALYZER_CARGO: Dialect = Dialect {
    environment: EnvSyntax::None,
    siblings: Siblings::Unseen,
    empty_deletes: false,
    null: NonString::Deletes,
    number: NonString::Refused,
    boolean: NonString::Refused,
    ..RUST_ANALYZER
};

/// `rust-analyzer.server.path`.
///
/// Source: rust-analyzer editors/code/src/bootstrap.ts, `getServer` (d2e55da4).
pub(crate) static RUST_ANALYZER_PATH: Dialect = Dialect { tilde: Tilde::HomeAtStart, ..RUST_ANALYZER_CARGO };

/// `cmake.environment` and similar settings.
///
/// Source: vscode-cmake-tools src/expand.ts, `expandStringHelper`; src/drivers/cmakeDriver.ts,
/// `computeExpandedEnvironment` (c09931f9). The other settings see `cmake.environment`; its own variables do not
/// see each other, but envlint treats them as if they did.
pub(crate) static CMAKE: Dialect = Dialect {
    wording: read_by("CMake Tools"),
    environment: EnvSyntax::CMake,
    names_folders: true,
    inherited: Some(FormName::Env),
    siblings: Siblings::Seen,
    expands: &[
        FormName::Command,
        FormName::UserHome,
        FormName::WorkspaceFolder,
        FormName::WorkspaceFolderBasename,
        FormName::WorkspaceRoot,
        FormName::WorkspaceRootFolderName,
    ],
    tilde: Tilde::Literal,
    ..VERBATIM
};

/// `deno.env`: every value is used as is.
///
/// Source: vscode_deno client/src/commands.ts (84ce77af).
pub(crate) static DENO: Dialect = Dialect { wording: read_by("the Deno extension"), tilde: Tilde::Literal, ..VERBATIM };

/// `haskell.serverEnvironment`: only the home folder and PATH itself are expanded, and only in PATH.
///
/// Source: vscode-haskell src/utils.ts, `resolvePATHPlaceHolders` and `resolveServerEnvironmentPATH`;
/// src/extension.ts (b08df227).
pub(crate) static HASKELL: Dialect = Dialect {
    wording: Wording {
        without_inherited: "Use `${PATH}` for the inherited list, which works if GHCup provides the language server",
        ..read_by("the Haskell extension")
    },
    expands_shell: Some(&ShellForms { variable: "PATH", written: &["${HOME}", "${home}", "$PATH", "${PATH}"] }),
    tilde: Tilde::Literal,
    ..VERBATIM
};

/// `elixirLS.envVariables`: every value is used as is. A value that is not a string stops the language server.
///
/// Source: elixir-ls apps/language_server/lib/language_server/server.ex, `maybe_set_env_vars` (0.31.1, d1bfbbcc).
pub(crate) static ELIXIR: Dialect = Dialect {
    wording: read_by("ElixirLS"),
    tilde: Tilde::Literal,
    number: NonString::Refused,
    boolean: NonString::Refused,
    ..VERBATIM
};

/// `jest.nodeEnv`. Running tests passes on each value as is. For debugging, the setting becomes the `env` of a
/// launch configuration, where references are expanded and `null` removes the variable.
///
/// Source: vscode-jest src/JestExt/helper.ts, src/DebugConfigurationProvider.ts, `createDebugConfig` (6.4.4,
/// b71edf0); jest-editor-support 31.1.2, Process.js.
pub(crate) static JEST: Dialect = Dialect {
    wording: read_by("the Jest extension"),
    tilde: Tilde::Literal,
    number: NonString::Taken,
    boolean: NonString::Taken,
    ..VERBATIM
};

/// `vitest.nodeEnv`: every value is passed on as is.
///
/// Source: vitest-dev/vscode README.md and package.json. The effect of values that are not strings has not been
/// checked.
pub(crate) static VITEST: Dialect = Dialect { wording: read_by("the Vitest extension"), ..VERBATIM };

/// `mochaExplorer.env`: every value is passed on as is.
///
/// Source: vscode-mocha-test-adapter README.md and src/configReader.ts. The effect of values that are not strings
/// has not been checked.
pub(crate) static MOCHA: Dialect = Dialect { wording: read_by("the Mocha Test Explorer"), ..VERBATIM };

/// The paths in the settings of the Python extension, such as `python.defaultInterpreterPath`, which its own Python Environments
/// extension reads as well; only that one expands `${userHome}`.
///
/// Source: vscode-python src/client/common/variables/systemVariables.ts, configSettings.ts, `getAbsolutePath` (757def8f);
/// vscode-python-environments src/common/utils/internalVariables.ts (9a2c1149).
pub(crate) static PYTHON_PATHS: Dialect = Dialect {
    wording: read_by("the Python extension"),
    environment: EnvSyntax::ColonOrDot,
    names_folders: true,
    inherited: Some(FormName::Env),
    expands: &[
        FormName::Cwd,
        FormName::ExecPath,
        FormName::File,
        FormName::FileBasename,
        FormName::FileBasenameNoExtension,
        FormName::FileDirname,
        FormName::FileExtname,
        FormName::LineNumber,
        FormName::RelativeFile,
        FormName::RelativeFileDirname,
        FormName::SelectedText,
        FormName::UserHome,
        FormName::WorkspaceFolder,
        FormName::WorkspaceFolderBasename,
        FormName::WorkspaceRoot,
        FormName::WorkspaceRootFolderName,
    ],
    tilde: Tilde::HomeAtStart,
    ..VERBATIM
};

/// The settings of the clangd extension. A path with `~` is taken to be below the workspace folder.
///
/// Source: vscode-clangd src/config.ts, `replacement`; src/install.ts, `resolveClangdPath` (77e3657).
pub(crate) static CLANGD: Dialect = Dialect {
    wording: read_by("the clangd extension"),
    environment: EnvSyntax::Colon,
    inherited: Some(FormName::Env),
    expands: &[
        FormName::Command,
        FormName::Config,
        FormName::Cwd,
        FormName::UserHome,
        FormName::WorkspaceFolder,
        FormName::WorkspaceFolderBasename,
        FormName::WorkspaceRoot,
    ],
    tilde: Tilde::Literal,
    ..VERBATIM
};

/// The paths in the settings of the Ruff extension.
///
/// Source: ruff-vscode src/common/settings.ts, `resolveVariables` (c536371).
pub(crate) static RUFF: Dialect = Dialect {
    wording: read_by("the Ruff extension"),
    environment: EnvSyntax::Colon,
    names_folders: true,
    inherited: Some(FormName::Env),
    expands: &[FormName::Cwd, FormName::UserHome, FormName::WorkspaceFolder],
    ..VERBATIM
};

/// The paths in the settings of the Zig extension.
///
/// Source: vscode-zig src/zigUtil.ts, `handleConfigOption` and `resolveExePathAndVersion` (ac345ffb).
pub(crate) static ZIG: Dialect = Dialect {
    wording: read_by("the Zig extension"),
    environment: EnvSyntax::Colon,
    inherited: Some(FormName::Env),
    expands: &[
        FormName::Slash,
        FormName::Cwd,
        FormName::File,
        FormName::FileBasename,
        FormName::FileBasenameNoExtension,
        FormName::FileDirname,
        FormName::FileDirnameBasename,
        FormName::FileExtname,
        FormName::PathSeparator,
        FormName::UserHome,
        FormName::WorkspaceFolder,
        FormName::WorkspaceFolderBasename,
    ],
    tilde: Tilde::HomeAtStart,
    ..VERBATIM
};
