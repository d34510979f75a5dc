use super::consumers::{self as consumer, Consumer};
use super::debuggers::{self, Debugger};
use super::dialect::Dialect;
use super::dialects::{
    CMAKE, CONTAINER_ENV, DENO, ELIXIR, GO_TESTS, GO_TOOLS, GOPLS, HASKELL, JEST, LAUNCH_CODE_LLDB, LAUNCH_CORECLR,
    LAUNCH_CPP, LAUNCH_CPP_WINDOWS, LAUNCH_GO, LAUNCH_JAVA, LAUNCH_LLDB_DAP, LAUNCH_NODE, LAUNCH_NODE_IN_TERMINAL,
    LAUNCH_PHP, LAUNCH_PYTHON, MCP, MCP_CURSOR, MCP_PORTABLE, MOCHA, REMOTE_ENV, RUST_ANALYZER, RUST_ANALYZER_CARGO,
    TASK, TERMINAL, VITEST,
};
use super::key_parts::{Each, KeyPart, Shape};
use super::sections::Section;
use super::tasks::OWN_TASKS;

/// A place from which VS Code or an extension reads environment variables.
#[derive(Debug)]
pub struct Place {
    /// The section in which the key begins.
    pub section: Section,
    /// The key, from the start of the section to the object that contains the variables.
    pub key: &'static [KeyPart],
    /// The format of the variables.
    pub shape: Shape,
    /// The dialect of their values.
    pub dialect: &'static Dialect,
    /// The processes that get the variables, as a noun phrase for messages: "… do not reach terminals and tasks".
    pub audience: &'static str,
    /// The processes that get the variables, in the model.
    pub consumers: Consumers,
}

/// The consumers of a place.
#[derive(Clone, Copy, Debug)]
pub enum Consumers {
    /// Processes that the model knows: every one of them has a step that reads the place.
    Modeled(&'static [&'static Consumer]),
    /// The model does not follow the variables, for this reason.
    NotModeled(&'static str),
}

impl Place {
    /// Returns `true` if VS Code passes it to terminals, below its own variables.
    #[must_use]
    pub fn is_of_terminal(&self) -> bool {
        self.section == Section::Settings && matches!(self.key, [Word("terminal"), Word("integrated"), ..])
    }

    /// Returns `true` if it applies to every terminal and task, rather than to those of one profile.
    #[must_use]
    pub fn is_of_all_terminals(&self) -> bool {
        self.is_of_terminal() && matches!(self.key, [.., Word("env"), Platform])
    }

    /// Returns `true` if the Go extension passes it to all of its tools: `go.toolsEnvVars`.
    #[must_use]
    pub fn is_of_go_tools(&self) -> bool {
        self.section == Section::Settings && matches!(self.key, [Word("go"), Word("toolsEnvVars")])
    }
}

use Consumers::{Modeled, NotModeled};
use KeyPart::{Any, Platform, Word};

const fn settings(
    key: &'static [KeyPart],
    dialect: &'static Dialect,
    audience: &'static str,
    consumers: &'static [&'static Consumer],
) -> Place {
    Place { section: Section::Settings, key, shape: Shape::Members, dialect, audience, consumers: Modeled(consumers) }
}

const fn launch(key: &'static [KeyPart], dialect: &'static Dialect, consumers: &'static [&'static Consumer]) -> Place {
    let audience = "the debugged program";
    Place { section: Section::Launch, key, shape: Shape::Members, dialect, audience, consumers: Modeled(consumers) }
}

const fn pairs(place: Place) -> Place {
    Place { shape: Shape::Pairs, ..place }
}

const UNCHECKED_CURSOR: &str = "Cursor starts this server, and what else it passes on to it has not been checked";

const fn server(section: Section, key: &'static [KeyPart], dialect: &'static Dialect, consumers: Consumers) -> Place {
    Place { section, key, shape: Shape::Members, dialect, audience: "this server", consumers }
}

const fn tasks(key: &'static [KeyPart], audience: &'static str) -> Place {
    Place { section: Section::Tasks, key, shape: Shape::Members, dialect: &TASK, audience, consumers: Modeled(TASKS) }
}

const TASKS: &[&Consumer] = &[&consumer::SHELL_TASK, &consumer::PROCESS_TASK];
const TERMINALS: &[&Consumer] = &[
    &consumer::TERMINAL,
    &consumer::SHELL_TASK,
    &consumer::PROCESS_TASK,
    &consumer::GO_DEBUG_IN_TERMINAL,
    &consumer::NODE_DEBUG_IN_TERMINAL,
    &consumer::PYTHON_DEBUG_IN_TERMINAL,
];
const CMAKE_ALL: &[&Consumer] =
    &[&consumer::CMAKE_CONFIGURE, &consumer::CMAKE_BUILD, &consumer::CMAKE_TEST, &consumer::CMAKE_PACK];
const GO_ALL: &[&Consumer] = &[
    &consumer::GO_TOOLS,
    &consumer::GOPLS_GO,
    &consumer::GO_TEST,
    &consumer::GO_INSTALLATION,
    &consumer::GO_DEBUG,
    &consumer::GO_DEBUG_IN_TERMINAL,
];
const GO_DEBUGGED: &[&Consumer] = &[&consumer::GO_DEBUG, &consumer::GO_DEBUG_IN_TERMINAL];
/// Configurations of type `node-terminal` always run in a terminal.
const NODE_DEBUGGED: &[&Consumer] = &[&consumer::NODE_DEBUG, &consumer::NODE_DEBUG_IN_TERMINAL];
const NODE_IN_TERMINAL_DEBUGGED: &[&Consumer] = &[&consumer::NODE_DEBUG_IN_TERMINAL];
const PYTHON_DEBUGGED: &[&Consumer] = &[&consumer::PYTHON_DEBUG, &consumer::PYTHON_DEBUG_IN_TERMINAL];

pub(super) const T: [KeyPart; 2] = [Word("terminal"), Word("integrated")];
const OPTIONS_ENV: [KeyPart; 2] = [Word("options"), Word("env")];

pub(super) const OWN_TASK: KeyPart = KeyPart::Each(&OWN_TASKS);

/// The launch configurations of a debugger that start a program.
const fn started_by(debugger: &Debugger) -> Each {
    Each {
        noun: "configuration",
        names: &["name"],
        types: debugger.types,
        untyped: false,
        only: &[],
        unless: debugger.running,
    }
}

const IN_TERMINAL: &[(&str, &str)] = &[("console", "integratedTerminal")];

const CODE_LLDB: KeyPart = KeyPart::Each(&started_by(&debuggers::CODE_LLDB));
const CPP: KeyPart = KeyPart::Each(&started_by(&debuggers::CPP));
const CPP_WINDOWS: KeyPart = KeyPart::Each(&started_by(&debuggers::CPP_WINDOWS));
const CORECLR: KeyPart = KeyPart::Each(&started_by(&debuggers::CORECLR));
const GO: KeyPart = KeyPart::Each(&started_by(&debuggers::GO));
const JAVA: KeyPart = KeyPart::Each(&started_by(&debuggers::JAVA));
const LLDB_DAP: KeyPart = KeyPart::Each(&started_by(&debuggers::LLDB_DAP));
const NODE: KeyPart = KeyPart::Each(&Each { unless: IN_TERMINAL, ..started_by(&debuggers::NODE) });
const NODE_IN_TERMINAL: KeyPart = KeyPart::Each(&Each { only: IN_TERMINAL, ..started_by(&debuggers::NODE) });
const PHP: KeyPart = KeyPart::Each(&started_by(&debuggers::PHP));
const PYTHON: KeyPart = KeyPart::Each(&started_by(&debuggers::PYTHON));
pub(super) const CONFIGURATIONS: KeyPart = Word("configurations");

pub(super) const RUST: [KeyPart; 4] = [Word("rust-analyzer"), Word("server"), Word("cargo"), Word("extraEnv")];
const JAVA_TESTS: [KeyPart; 3] = [Word("java"), Word("test"), Word("config")];
/// One of several configurations in `java.test.config`.
pub(crate) const ANY_JAVA_TEST: Each = any("configuration", &["name"]);
const JAVA_TEST: KeyPart = KeyPart::Each(&ANY_JAVA_TEST);
/// An entry of `runnables.extraEnv` as a list; its `platform` and `mask` restrict where it applies.
pub(crate) const ANY_RUNNABLE: Each = any("", &["mask"]);
const RUNNABLE: KeyPart = KeyPart::Each(&ANY_RUNNABLE);

const fn any(noun: &'static str, names: &'static [&'static str]) -> Each {
    Each { noun, names, types: &[], untyped: true, only: &[], unless: &[] }
}

/// Every place, in the order of its section and key.
///
/// Source of the settings, in this order: vscode-cmake-tools package.json and src/drivers/cmakeDriver.ts
/// (c09931f9); vscode_deno client/src/commands.ts (84ce77af); elixir-ls server.ex (0.31.1); vscode-java-test
/// src/utils/launchUtils.ts (0.46.0), which turns them into Java launch configurations; vscode-jest package.json
/// (6.4.4); vscode-go package.json and extension/src/goEnv.ts; extension/src/testUtils.ts; gopls settings.go (only
/// the last component of a dotted option name matters, so `env` is the same option); vscode-haskell src/utils.ts
/// (b08df227); rust-analyzer editors/code/src/config.ts and crates/rust-analyzer/src/config.rs (d2e55da4);
/// terminalPlatformConfiguration.ts and terminalProfileResolverService.ts (1.138), recorded as `task-inherits`,
/// `profile-env`, `automation-profile`, `debug-node`.
///
/// Source of the others: taskConfiguration.ts (1.138), recorded as `task-global-only`, `task-global-env`;
/// debugger.ts (1.138), where a platform-specific block of a configuration replaces its members; for the members
/// that debuggers read: debuggers.rs; mcpConfiguration.ts (1.139.1); devcontainerjson-reference.md.
pub static PLACES: &[Place] = &[
    settings(&[Word("cmake"), Word("buildEnvironment")], &CMAKE, "the build", &[&consumer::CMAKE_BUILD]),
    settings(
        &[Word("cmake"), Word("configureEnvironment")],
        &CMAKE,
        "the configure step",
        &[&consumer::CMAKE_CONFIGURE],
    ),
    settings(&[Word("cmake"), Word("cpackEnvironment")], &CMAKE, "CPack", &[&consumer::CMAKE_PACK]),
    settings(&[Word("cmake"), Word("environment")], &CMAKE, "CMake, the build and the tests", CMAKE_ALL),
    settings(&[Word("cmake"), Word("testEnvironment")], &CMAKE, "CTest", &[&consumer::CMAKE_TEST]),
    settings(&[Word("deno"), Word("env")], &DENO, "the Deno language server", &[&consumer::DENO]),
    settings(
        &[Word("elixirLS"), Word("envVariables")],
        &ELIXIR,
        "the Elixir language server and its builds",
        &[&consumer::ELIXIR],
    ),
    settings(&[Word("go"), Word("testEnvVars")], &GO_TESTS, "go test", &[&consumer::GO_TEST]),
    settings(&[Word("go"), Word("toolsEnvVars")], &GO_TOOLS, "gopls, go test and the other Go tools", GO_ALL),
    settings(&[Word("gopls"), Word("build.env")], &GOPLS, "the go commands that gopls runs", &[&consumer::GOPLS_GO]),
    settings(&[Word("gopls"), Word("env")], &GOPLS, "the go commands that gopls runs", &[&consumer::GOPLS_GO]),
    settings(
        &[Word("haskell"), Word("serverEnvironment")],
        &HASKELL,
        "the Haskell language server",
        &[&consumer::HASKELL],
    ),
    settings(
        &[JAVA_TESTS[0], JAVA_TESTS[1], JAVA_TESTS[2], JAVA_TEST, Word("env")],
        &LAUNCH_JAVA,
        "Java tests",
        &[&consumer::JAVA_TEST],
    ),
    settings(
        &[JAVA_TESTS[0], JAVA_TESTS[1], JAVA_TESTS[2], Word("env")],
        &LAUNCH_JAVA,
        "Java tests",
        &[&consumer::JAVA_TEST],
    ),
    settings(&[Word("jest"), Word("nodeEnv")], &JEST, "Jest", &[&consumer::JEST]),
    settings(&[Word("mochaExplorer"), Word("env")], &MOCHA, "Mocha", &[&consumer::MOCHA]),
    settings(
        &[RUST[0], RUST[2], RUST[3]],
        &RUST_ANALYZER_CARGO,
        "the cargo commands that rust-analyzer runs",
        &[&consumer::RUST_CARGO, &consumer::RUST_CHECK],
    ),
    settings(&[RUST[0], Word("check"), RUST[3]], &RUST_ANALYZER_CARGO, "cargo check", &[&consumer::RUST_CHECK]),
    settings(
        &[RUST[0], Word("runnables"), RUST[3]],
        &RUST_ANALYZER,
        "programs that rust-analyzer runs",
        &[&consumer::RUST_RUNNABLES],
    ),
    settings(
        &[RUST[0], Word("runnables"), RUST[3], RUNNABLE, Word("env")],
        &RUST_ANALYZER,
        "programs that rust-analyzer runs",
        &[&consumer::RUST_RUNNABLES],
    ),
    settings(
        &[RUST[0], RUST[1], RUST[3]],
        &RUST_ANALYZER,
        "rust-analyzer and its commands",
        &[&consumer::RUST_ANALYZER, &consumer::RUST_CARGO, &consumer::RUST_CHECK, &consumer::RUST_RUNNABLES],
    ),
    settings(
        &[T[0], T[1], Word("automationProfile"), Platform, Word("env")],
        &TERMINAL,
        "shell tasks",
        &[&consumer::SHELL_TASK],
    ),
    settings(&[T[0], T[1], Word("env"), Platform], &TERMINAL, "terminals and tasks", TERMINALS),
    settings(
        &[T[0], T[1], Word("profiles"), Platform, Any, Word("env")],
        &TERMINAL,
        "terminals of this profile",
        &[&consumer::TERMINAL, &consumer::SHELL_TASK],
    ),
    settings(&[Word("vitest"), Word("nodeEnv")], &VITEST, "Vitest", &[&consumer::VITEST]),
    tasks(&OPTIONS_ENV, "the tasks of this file"),
    tasks(&[Platform, OPTIONS_ENV[0], OPTIONS_ENV[1]], "the tasks of this file"),
    tasks(&[Word("tasks"), OWN_TASK, OPTIONS_ENV[0], OPTIONS_ENV[1]], "this task"),
    tasks(&[Word("tasks"), OWN_TASK, Platform, OPTIONS_ENV[0], OPTIONS_ENV[1]], "this task"),
    launch(&[CONFIGURATIONS, CODE_LLDB, Word("env")], &LAUNCH_CODE_LLDB, &[&consumer::CODE_LLDB_DEBUG]),
    launch(&[CONFIGURATIONS, CODE_LLDB, Platform, Word("env")], &LAUNCH_CODE_LLDB, &[&consumer::CODE_LLDB_DEBUG]),
    launch(&[CONFIGURATIONS, CORECLR, Word("env")], &LAUNCH_CORECLR, &[&consumer::CORECLR_DEBUG]),
    launch(&[CONFIGURATIONS, GO, Word("env")], &LAUNCH_GO, GO_DEBUGGED),
    launch(&[CONFIGURATIONS, CORECLR, Platform, Word("env")], &LAUNCH_CORECLR, &[&consumer::CORECLR_DEBUG]),
    launch(&[CONFIGURATIONS, GO, Platform, Word("env")], &LAUNCH_GO, GO_DEBUGGED),
    launch(&[CONFIGURATIONS, JAVA, Word("env")], &LAUNCH_JAVA, &[&consumer::JAVA_DEBUG]),
    launch(&[CONFIGURATIONS, JAVA, Platform, Word("env")], &LAUNCH_JAVA, &[&consumer::JAVA_DEBUG]),
    launch(&[CONFIGURATIONS, LLDB_DAP, Word("env")], &LAUNCH_LLDB_DAP, &[&consumer::LLDB_DAP_DEBUG]),
    launch(&[CONFIGURATIONS, LLDB_DAP, Platform, Word("env")], &LAUNCH_LLDB_DAP, &[&consumer::LLDB_DAP_DEBUG]),
    launch(&[CONFIGURATIONS, NODE, Word("env")], &LAUNCH_NODE, NODE_DEBUGGED),
    launch(&[CONFIGURATIONS, NODE_IN_TERMINAL, Word("env")], &LAUNCH_NODE_IN_TERMINAL, NODE_IN_TERMINAL_DEBUGGED),
    launch(&[CONFIGURATIONS, NODE, Platform, Word("env")], &LAUNCH_NODE, NODE_DEBUGGED),
    launch(
        &[CONFIGURATIONS, NODE_IN_TERMINAL, Platform, Word("env")],
        &LAUNCH_NODE_IN_TERMINAL,
        NODE_IN_TERMINAL_DEBUGGED,
    ),
    launch(&[CONFIGURATIONS, PHP, Word("env")], &LAUNCH_PHP, &[&consumer::PHP_DEBUG]),
    launch(&[CONFIGURATIONS, PHP, Platform, Word("env")], &LAUNCH_PHP, &[&consumer::PHP_DEBUG]),
    launch(&[CONFIGURATIONS, PYTHON, Word("env")], &LAUNCH_PYTHON, PYTHON_DEBUGGED),
    launch(&[CONFIGURATIONS, PYTHON, Platform, Word("env")], &LAUNCH_PYTHON, PYTHON_DEBUGGED),
    pairs(launch(&[CONFIGURATIONS, CPP, Word("environment")], &LAUNCH_CPP, &[&consumer::CPP_DEBUG])),
    pairs(launch(&[CONFIGURATIONS, CPP, Platform, Word("environment")], &LAUNCH_CPP, &[&consumer::CPP_DEBUG])),
    pairs(launch(
        &[CONFIGURATIONS, CPP_WINDOWS, Word("environment")],
        &LAUNCH_CPP_WINDOWS,
        &[&consumer::CPP_WINDOWS_DEBUG],
    )),
    pairs(launch(
        &[CONFIGURATIONS, CPP_WINDOWS, Platform, Word("environment")],
        &LAUNCH_CPP_WINDOWS,
        &[&consumer::CPP_WINDOWS_DEBUG],
    )),
    server(Section::Mcp, &[Word("servers"), Any, Word("env")], &MCP, Modeled(&[&consumer::MCP])),
    server(Section::PortableMcp, &[Any, Word("env")], &MCP_PORTABLE, Modeled(&[&consumer::MCP_PORTABLE])),
    server(Section::CursorMcp, &[Any, Word("env")], &MCP_CURSOR, NotModeled(UNCHECKED_CURSOR)),
    Place {
        section: Section::DevContainer,
        key: &[Word("containerEnv")],
        shape: Shape::Members,
        dialect: &CONTAINER_ENV,
        audience: "the container",
        consumers: Modeled(&[&consumer::CONTAINER]),
    },
    Place {
        section: Section::DevContainer,
        key: &[Word("remoteEnv")],
        shape: Shape::Members,
        dialect: &REMOTE_ENV,
        audience: "VS Code in the container",
        consumers: Modeled(&[&consumer::CONTAINER_VSCODE]),
    },
];
