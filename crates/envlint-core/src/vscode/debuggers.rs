//! Debuggers, by the `type` of a launch configuration.

/// The formats in which debuggers accept the variables of a launch configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variables {
    /// `"env": {"NAME": "value"}`
    Env,
    /// The same, or `"env": ["NAME=value"]`.
    EnvOrList,
    /// `"environment": [{"name": "NAME", "value": "value"}]`, without support for `env`.
    Environment,
    /// The same `"environment"`; users report that `env` works, too.
    EnvironmentOrEnv,
}

impl Variables {
    /// The member that contains the variables, according to the debugger's documentation.
    #[must_use]
    pub const fn member(self) -> &'static str {
        match self {
            Self::Env | Self::EnvOrList => "env",
            Self::Environment | Self::EnvironmentOrEnv => "environment",
        }
    }

    /// The member in which other debuggers accept variables, and which this one ignores.
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
    /// The values of `type` that select it.
    pub types: &'static [&'static str],
    /// The name for messages, as in "the … debugger".
    pub name: &'static str,
    /// The format of variables that it accepts.
    pub variables: Variables,
    /// Members and values that mean that the program is already running, so that it gets no variables. Empty if
    /// this has not been checked.
    pub running: &'static [(&'static str, &'static str)],
    /// The values of `mode` (the empty string for a missing one) for which it builds the program before starting
    /// it. Empty if this has not been checked.
    pub building: &'static [&'static str],
    /// Members with which the program may run on another machine.
    pub elsewhere: &'static [&'static str],
}

const fn debugger(types: &'static [&'static str], name: &'static str, variables: Variables) -> Debugger {
    Debugger { types, name, variables, running: &[], building: &[], elsewhere: &[] }
}

/// CodeLLDB.
pub(super) const CODE_LLDB: Debugger = debugger(&["lldb"], "CodeLLDB", Variables::Env);
/// Microsoft's C++ debugger for gdb and lldb.
pub(super) const CPP: Debugger = debugger(&["cppdbg"], "C++", Variables::Environment);
/// Microsoft's C++ debugger for Windows.
pub(super) const CPP_WINDOWS: Debugger = debugger(&["cppvsdbg"], "C++", Variables::EnvironmentOrEnv);
/// Microsoft's .NET debugger. The extension reads the `envFile` itself; its grammar has not been checked. Configurations of
/// type `dotnet` are not among them: it ignores their `env` (dotnet/vscode-csharp issue 8097).
pub(super) const CORECLR: Debugger = debugger(&["clr", "coreclr"], ".NET", Variables::Env);
/// Delve. Source of `building` and `elsewhere`: delve service/dap/server.go, `onLaunchRequest`; vscode-go
/// extension/src/goDebugFactory.ts.
pub(super) const GO: Debugger = Debugger {
    running: &[("request", "attach"), ("mode", "remote")],
    building: &["", "auto", "debug", "test"],
    elsewhere: &["host", "port"],
    ..debugger(&["go"], "Go", Variables::Env)
};
/// The debugger of the Java extensions.
pub(super) const JAVA: Debugger = debugger(&["java"], "Java", Variables::Env);
/// The debug adapter of the LLVM project.
pub(super) const LLDB_DAP: Debugger = debugger(&["lldb-dap"], "LLDB", Variables::EnvOrList);
/// VS Code's built-in JavaScript debugger.
pub(super) const NODE: Debugger = debugger(
    &["extensionHost", "node", "node-terminal", "pwa-extensionHost", "pwa-node"],
    "JavaScript",
    Variables::Env,
);
/// Xdebug.
pub(super) const PHP: Debugger = debugger(&["php"], "PHP", Variables::Env);
/// debugpy. Source of `running`: vscode-python-debugger, resolvers/attach.ts, which passes no variables on.
pub(super) const PYTHON: Debugger =
    Debugger { running: &[("request", "attach")], ..debugger(&["debugpy", "python"], "Python", Variables::Env) };

/// All known debuggers. Others may accept any format.
///
/// Source, in this order: codelldb src/codelldb-types/src/lib.rs (5c21c43); vscode-csharp package.json; MIEngine
/// src/MICore/JsonLaunchOptions.cs (2014d665) and vscode-cpptools Extension/package.json (92768bc0), and for `env`
/// of cppvsdbg its issue 12537; vscode-go extension/package.json, src/goDebugConfiguration.ts (28e27ffd), and delve
/// service/dap/types.go: `AttachConfig` has no `env`; java-debug core/protocol/Requests.java (d6a66c8b);
/// llvm-project lldb/tools/lldb-dap/package.json; vscode-js-debug src/build/generate-contributions.ts (06ce1aa2);
/// vscode-php-debug src/phpDebug.ts (983884e); vscode-python-debugger package.json.
const DEBUGGERS: &[Debugger] = &[CODE_LLDB, CORECLR, CPP, CPP_WINDOWS, GO, JAVA, LLDB_DAP, NODE, PHP, PYTHON];

/// The debugger of launch configurations of type `kind`; `None` if it is unknown.
#[must_use]
pub(crate) fn debugger_of(kind: &str) -> Option<&'static Debugger> {
    DEBUGGERS.iter().find(|debugger| debugger.types.contains(&kind))
}
