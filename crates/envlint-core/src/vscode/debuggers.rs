//! Debuggers, by the `type` of a launch configuration.

use super::env_files::{
    CPP_DEBUGGER, EnvFileReader, GO_DEBUGGER, JAVA_DEBUGGER, NODE_DEBUGGER, PHP_DEBUGGER, PYTHON_DEBUGGER,
};

/// How a debugger wants the variables of a launch configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variables {
    /// `"env": {"NAME": "value"}`
    Env,
    /// The same, or `"env": ["NAME=value"]`.
    EnvOrList,
    /// `"environment": [{"name": "NAME", "value": "value"}]`, and nothing called `env`.
    Environment,
    /// `"environment"` likewise; people report that `env` works too.
    EnvironmentOrEnv,
}

impl Variables {
    /// The member that holds them, as the debugger's own documentation has it.
    #[must_use]
    pub const fn member(self) -> &'static str {
        match self {
            Self::Env | Self::EnvOrList => "env",
            Self::Environment | Self::EnvironmentOrEnv => "environment",
        }
    }

    /// The name of a member that other debuggers take variables from, and this one does not read.
    #[must_use]
    pub const fn ignored(self) -> Option<&'static str> {
        match self {
            Self::Env | Self::EnvOrList => Some("environment"),
            Self::Environment => Some("env"),
            Self::EnvironmentOrEnv => None,
        }
    }
}

/// One debugger.
#[derive(Debug)]
pub struct Debugger {
    /// The values of `type` that stand for it.
    pub types: &'static [&'static str],
    /// How people call it, as it stands in "the … debugger".
    pub name: &'static str,
    /// How it wants variables.
    pub variables: Variables,
    /// Members with values that mean that the program runs already, so that it gets no variables; empty if nobody has looked.
    pub running: &'static [(&'static str, &'static str)],
    /// The values of `mode`, empty for none, with which it builds the program before it starts it; none if nobody has looked.
    pub building: &'static [&'static str],
    /// Members with which the program may run on another machine.
    pub elsewhere: &'static [&'static str],
    /// How it reads the files that `envFile` names; `None` if it knows no such member, or nobody has looked.
    pub env_file: Option<&'static EnvFileReader>,
}

const fn debugger(types: &'static [&'static str], name: &'static str, variables: Variables) -> Debugger {
    Debugger { types, name, variables, running: &[], building: &[], elsewhere: &[], env_file: None }
}

/// CodeLLDB.
pub(super) const CODE_LLDB: Debugger = debugger(&["lldb"], "CodeLLDB", Variables::Env);
/// Microsoft's C++ debugger for gdb and lldb.
pub(super) const CPP: Debugger =
    Debugger { env_file: Some(&CPP_DEBUGGER), ..debugger(&["cppdbg"], "C++", Variables::Environment) };
/// Microsoft's C++ debugger for Windows.
pub(super) const CPP_WINDOWS: Debugger =
    Debugger { env_file: Some(&CPP_DEBUGGER), ..debugger(&["cppvsdbg"], "C++", Variables::EnvironmentOrEnv) };
/// Delve. Source of `building` and `elsewhere`: delve service/dap/server.go, `onLaunchRequest`; vscode-go extension/src/goDebugFactory.ts.
pub(super) const GO: Debugger = Debugger {
    running: &[("request", "attach"), ("mode", "remote")],
    building: &["", "auto", "debug", "test"],
    elsewhere: &["host", "port"],
    env_file: Some(&GO_DEBUGGER),
    ..debugger(&["go"], "Go", Variables::Env)
};
/// That of the Java extensions.
pub(super) const JAVA: Debugger =
    Debugger { env_file: Some(&JAVA_DEBUGGER), ..debugger(&["java"], "Java", Variables::Env) };
/// That of the LLVM project.
pub(super) const LLDB_DAP: Debugger = debugger(&["lldb-dap"], "LLDB", Variables::EnvOrList);
/// VS Code's own.
pub(super) const NODE: Debugger = Debugger {
    env_file: Some(&NODE_DEBUGGER),
    ..debugger(
        &["extensionHost", "node", "node-terminal", "pwa-extensionHost", "pwa-node"],
        "JavaScript",
        Variables::Env,
    )
};
/// Xdebug.
pub(super) const PHP: Debugger =
    Debugger { env_file: Some(&PHP_DEBUGGER), ..debugger(&["php"], "PHP", Variables::Env) };
/// debugpy.
pub(super) const PYTHON: Debugger =
    Debugger { env_file: Some(&PYTHON_DEBUGGER), ..debugger(&["debugpy", "python"], "Python", Variables::Env) };

/// All that are known. Others may read anything.
///
/// Source, in this order: codelldb src/codelldb-types/src/lib.rs (5c21c43); MIEngine src/MICore/JsonLaunchOptions.cs (2014d665) and
/// vscode-cpptools Extension/package.json (92768bc0), and of `env` for cppvsdbg its issue 12537; vscode-go extension/package.json,
/// src/goDebugConfiguration.ts (28e27ffd), and delve service/dap/types.go: `AttachConfig` has no `env`; java-debug
/// core/protocol/Requests.java (d6a66c8b); llvm-project lldb/tools/lldb-dap/package.json; vscode-js-debug
/// src/build/generate-contributions.ts (06ce1aa2); vscode-php-debug src/phpDebug.ts (983884e); vscode-python-debugger package.json.
const DEBUGGERS: &[Debugger] = &[CODE_LLDB, CPP, CPP_WINDOWS, GO, JAVA, LLDB_DAP, NODE, PHP, PYTHON];

/// The debugger that a launch configuration of type `kind` starts; `None` if it is not known.
#[must_use]
pub fn debugger_of(kind: &str) -> Option<&'static Debugger> {
    DEBUGGERS.iter().find(|debugger| debugger.types.contains(&kind))
}
