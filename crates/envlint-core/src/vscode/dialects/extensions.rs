//! How extensions read the values of their own settings.

use super::VERBATIM;
use crate::vscode::dialect::{Dialect, Environment, NonString, ShellForms, Siblings, Tilde};

/// `go.toolsEnvVars`.
///
/// Source: vscode-go extension/src/util.ts, `substituteEnv` and `resolvePath`; recorded as `go-toolsEnvVars`. Delve refuses what
/// is no string: service/dap/types.go. Four variables get into the extension host's own environment: goInstallTools.ts,
/// `updateGoVarsFromConfig`.
pub static GO_TOOLS: Dialect = Dialect {
    reader: "the Go extension",
    environment: Environment::Colon,
    trims_env_name: true,
    inherited: Some("env"),
    siblings: Siblings::Leak(&["GOBIN", "GOMODCACHE", "GOPATH", "GOPROXY"]),
    expands: &["workspaceFolder", "workspaceFolderBasename", "workspaceRoot"],
    tilde: Tilde::HomeAtStart,
    null: NonString::Text,
    number: NonString::BreaksDebugging,
    boolean: NonString::BreaksDebugging,
    ..VERBATIM
};

/// `go.testEnvVars`: as `go.toolsEnvVars`, but for `${env:NAME}`.
///
/// Source: vscode-go extension/src/testUtils.ts, `getTestEnvVars` (`resolvePath` alone); recorded as `go-test`.
pub static GO_TESTS: Dialect =
    Dialect { environment: Environment::None, trims_env_name: false, inherited: None, ..GO_TOOLS };

/// `build.env` of gopls: every value is taken as it is.
///
/// Source: golang/tools gopls/internal/settings/settings.go, `Options.Set`, case `env`.
pub static GOPLS: Dialect = Dialect {
    reader: "gopls",
    tilde: Tilde::Literal,
    null: NonString::Refused,
    number: NonString::Refused,
    boolean: NonString::Refused,
    ..VERBATIM
};

/// `rust-analyzer.server.extraEnv` and `runnables.extraEnv`. A variable that refers to itself is never resolved.
///
/// Source: rust-analyzer editors/code/src/config.ts, `serverExtraEnv`, `runnablesExtraEnv`, `substituteVariablesInEnv`,
/// `computeVscodeVar`; ctx.ts: an empty text or null deletes (d2e55da4, 2026-08-21).
pub static RUST_ANALYZER: Dialect = Dialect {
    reader: "rust-analyzer",
    environment: Environment::Colon,
    siblings: Siblings::Seen,
    expands: &["cwd", "execPath", "pathSeparator", "userHome", "workspaceFolder", "workspaceFolderBasename"],
    tilde: Tilde::Literal,
    empty_deletes: true,
    null: NonString::Deletes,
    number: NonString::Taken,
    boolean: NonString::Taken,
    ..VERBATIM
};

/// `rust-analyzer.cargo.extraEnv` and `check.extraEnv`: only the plain variables, and strings or null alone.
///
/// Source: rust-analyzer editors/code/src/config.ts, `prepareVSCodeConfig`; crates/rust-analyzer/src/config.rs, `cargo_extraEnv` (a map to
/// `Option<String>`); crates/toolchain/src/lib.rs, `command`: null removes (d2e55da4).
pub static RUST_ANALYZER_CARGO: Dialect = Dialect {
    environment: Environment::None,
    siblings: Siblings::Unseen,
    empty_deletes: false,
    null: NonString::Deletes,
    number: NonString::Refused,
    boolean: NonString::Refused,
    ..RUST_ANALYZER
};

/// `cmake.environment` and its likes.
///
/// Source: vscode-cmake-tools src/expand.ts, `expandStringHelper`; src/drivers/cmakeDriver.ts, `computeExpandedEnvironment` (c09931f9).
/// `cmake.environment` is seen by the others, its own variables by one another are not; that is taken for seen all the same.
pub static CMAKE: Dialect = Dialect {
    reader: "CMake Tools",
    environment: Environment::CMake,
    names_folders: true,
    inherited: Some("env"),
    siblings: Siblings::Seen,
    expands: &[
        "command",
        "userHome",
        "workspaceFolder",
        "workspaceFolderBasename",
        "workspaceRoot",
        "workspaceRootFolderName",
    ],
    tilde: Tilde::Literal,
    ..VERBATIM
};

/// `deno.env`: every value is taken as it is.
///
/// Source: vscode_deno client/src/commands.ts (84ce77af).
pub static DENO: Dialect = Dialect { reader: "the Deno extension", tilde: Tilde::Literal, ..VERBATIM };

/// `haskell.serverEnvironment`: nothing is expanded but, in PATH, the home folder and PATH itself.
///
/// Source: vscode-haskell src/utils.ts, `resolvePATHPlaceHolders` and `resolveServerEnvironmentPATH`; src/extension.ts (b08df227).
pub static HASKELL: Dialect = Dialect {
    reader: "the Haskell extension",
    without_inherited: "`${PATH}` stands for the inherited list, if GHCup provides the language server",
    expands_shell: Some(&ShellForms { variable: "PATH", written: &["${HOME}", "${home}", "$PATH", "${PATH}"] }),
    tilde: Tilde::Literal,
    ..VERBATIM
};

/// `elixirLS.envVariables`: every value is taken as it is. What is no text stops the language server.
///
/// Source: elixir-ls apps/language_server/lib/language_server/server.ex, `maybe_set_env_vars` (0.31.1, d1bfbbcc).
pub static ELIXIR: Dialect = Dialect {
    reader: "ElixirLS",
    tilde: Tilde::Literal,
    number: NonString::Refused,
    boolean: NonString::Refused,
    ..VERBATIM
};

/// `jest.nodeEnv`. Running tests hands each value on as it is; for debugging it becomes `env` of a launch configuration, where
/// references are expanded, and `null` removes.
///
/// Source: vscode-jest src/JestExt/helper.ts, src/DebugConfigurationProvider.ts, `createDebugConfig` (6.4.4, b71edf0); jest-editor-support
/// 31.1.2, Process.js.
pub static JEST: Dialect = Dialect {
    reader: "the Jest extension",
    tilde: Tilde::Literal,
    number: NonString::Taken,
    boolean: NonString::Taken,
    ..VERBATIM
};
