//! The rows of the table of consumers.

mod steps;

use super::{Base, Consumer, Own, Spellings, Step};
use crate::vscode::{ANY_JAVA_TEST, ANY_RUNNABLE, KeyPart, Platform, Platforms};
use KeyPart::{Each, Word};
use steps::*;

pub(crate) use steps::DECISIONS;

const POSIX: Platforms = Platforms::ALL.without(Platform::Windows);

const STARTUP: Option<&str> = Some("Then the shell reads its startup files, which may change it again");

const fn of(id: &'static str, title: &'static str, base: Base, steps: &'static [Step]) -> Consumer {
    let (platforms, spellings) = (Platforms::ALL, Spellings::Unknown);
    Consumer { id, title, base, steps, platforms, spellings, afterwards: None, sometimes: None }
}

/// The same, for a consumer whose variables are one in every spelling from the start.
const fn folded(id: &'static str, title: &'static str, steps: &'static [Step]) -> Consumer {
    Consumer { spellings: Spellings::Last, ..of(id, title, Base::LoginShell, steps) }
}

/// The shell that VS Code runs for its exports.
pub(crate) static LOGIN_SHELL: Consumer =
    Consumer { platforms: POSIX, ..of("login-shell", "login shell", Base::LoginShell, &[]) };
/// VS Code itself, started by the desktop.
pub(crate) static FROM_DESKTOP: Consumer =
    of("vscode-from-desktop", "VS Code started from the desktop", Base::Desktop, &[]);
/// VS Code itself, started in a shell.
pub(crate) static FROM_SHELL: Consumer = of("vscode-from-shell", "VS Code started from a shell", Base::Shell, &[]);
/// The process in which extensions run.
pub static EXTENSION_HOST: Consumer =
    of("extension-host", "extension host", Base::LoginShell, &[Step::GoBinInHost, GO_ROOT]);
/// Terminals.
pub static TERMINAL: Consumer = Consumer {
    afterwards: STARTUP,
    ..folded("terminal", "terminal", &[Step::InheritEnv, TERMINAL_ENV, Step::Profile, Step::TerminalOwn, Step::GoBin])
};
/// Tasks that a shell runs.
pub(crate) static SHELL_TASK: Consumer = Consumer {
    sometimes: Some("If the shell of a task is a login shell or zsh, its startup files may change it again"),
    ..folded(
        "shell-task",
        "shell task",
        &[
            TERMINAL_ENV,
            Step::AutomationProfile,
            Step::TaskDefaults,
            Step::Own(Own::Task("shell")),
            Step::TerminalOwn,
            Step::GoBin,
        ],
    )
};
/// Tasks that run without a shell.
pub(crate) static PROCESS_TASK: Consumer = folded(
    "process-task",
    "process task",
    &[TERMINAL_ENV, Step::TaskDefaults, Step::Own(Own::Task("process")), Step::TerminalOwn, Step::GoBin],
);
/// gopls and the other tools of the Go extension.
pub static GO_TOOLS: Consumer = of(
    "go-tools",
    "gopls, go build, go vet",
    Base::LoginShell,
    &[Step::GoBinInHost, GO_ROOT, GO_ENV, GO_PROXY, GO_PATH, GO_INFERRED_PATH, Step::Spawn],
);
/// The go commands that gopls runs.
pub(crate) static GOPLS_GO: Consumer = of(
    "gopls-go",
    "go commands of gopls",
    Base::LoginShell,
    &[
        Step::GoBinInHost,
        GO_ROOT,
        GO_ENV,
        GO_PROXY,
        GO_PATH,
        GO_INFERRED_PATH,
        Step::Spawn,
        Step::Settings(&[Word("gopls"), Word("env")]),
        Step::Settings(&[Word("gopls"), Word("build.env")]),
    ],
);
/// Tests that the Go extension runs.
pub(crate) static GO_TEST: Consumer = of(
    "go-test",
    "go test",
    Base::LoginShell,
    &[
        Step::GoBinInHost,
        GO_ROOT,
        GO_ENV,
        GO_PROXY,
        GO_PATH,
        GO_INFERRED_PATH,
        GO_TEST_FILE,
        Step::Settings(&[Word("go"), Word("testEnvVars")]),
        Step::Spawn,
    ],
);
/// The installation of tools by the Go extension.
pub(crate) static GO_INSTALLATION: Consumer = of(
    "go-install",
    "installing Go tools",
    Base::LoginShell,
    &[Step::GoBinInHost, GO_ROOT, GO_ENV, GO_PROXY, GO_PATH, GO_INFERRED_PATH, GO_TOOLS_PATH, Step::Spawn, GO_INSTALL],
);
/// The debugger of the Go extension.
pub(crate) static GO_DEBUG: Consumer = of(
    "go-debug",
    "Go debugging",
    Base::LoginShell,
    &[
        Step::GoBinInHost,
        GO_ROOT,
        GO_ENV,
        GO_PROXY,
        GO_PATH,
        GO_INFERRED_PATH,
        Step::EnvFile,
        Step::Own(debugged(GO_TYPES, false, false)),
        Step::Spawn,
    ],
);
/// The debugger of the Go extension in a terminal.
pub(crate) static GO_DEBUG_IN_TERMINAL: Consumer = folded(
    "go-debug-in-terminal",
    "Go debugging in a terminal",
    &[
        TERMINAL_ENV,
        Step::GoBinInHost,
        GO_ENV,
        GO_PROXY,
        GO_PATH,
        GO_INFERRED_PATH,
        Step::EnvFile,
        Step::Own(debugged(GO_TYPES, true, false)),
    ],
);
/// The built-in JavaScript debugger.
pub(crate) static NODE_DEBUG: Consumer = folded(
    "node-debug",
    "Node debugging",
    &[Step::GoBinInHost, Step::EnvFile, Step::Own(debugged(NODE_TYPES, false, false))],
);
/// The built-in JavaScript debugger in a terminal.
pub(crate) static NODE_DEBUG_IN_TERMINAL: Consumer = folded(
    "node-debug-in-terminal",
    "Node debugging in a terminal",
    &[TERMINAL_ENV, Step::TerminalOwn, Step::GoBinInHost, Step::EnvFile, Step::Own(debugged(NODE_TYPES, true, false))],
);
/// The tools that the Python extension runs.
pub(crate) static PYTHON_TOOLS: Consumer =
    of("python-tools", "Python tools and tests", Base::LoginShell, &[PYTHON_FILE]);
/// The Python debugger.
pub(crate) static PYTHON_DEBUG: Consumer = Consumer {
    spellings: Spellings::Refused,
    ..of(
        "python-debug",
        "Python debugging",
        Base::LoginShell,
        &[Step::GoBinInHost, Step::Own(debugged(PYTHON_TYPES, false, true)), PYTHON_FILE_OR_OWN],
    )
};
/// The Python debugger in a terminal.
pub(crate) static PYTHON_DEBUG_IN_TERMINAL: Consumer = Consumer {
    spellings: Spellings::Refused,
    ..of(
        "python-debug-in-terminal",
        "Python debugging in a terminal",
        Base::LoginShell,
        &[
            TERMINAL_ENV,
            Step::TerminalOwn,
            Step::GoBinInHost,
            // vscode-python-debugger, resolvers/helper.ts, `getDebugEnvironmentVariables` (1dd1817).
            Step::ListsOfHost(&["PATH", "PYTHONPATH"]),
            Step::Own(debugged(PYTHON_TYPES, true, true)),
            PYTHON_FILE_OR_OWN,
        ],
    )
};
/// CodeLLDB.
pub(crate) static CODE_LLDB_DEBUG: Consumer =
    of("codelldb-debug", "CodeLLDB debugging", Base::LoginShell, &[started(&["lldb"])]);
/// The debug adapter of the LLVM project.
pub(crate) static LLDB_DAP_DEBUG: Consumer =
    of("lldb-dap-debug", "LLDB debugging", Base::LoginShell, &[started(&["lldb-dap"])]);
/// Microsoft's C++ debugger for gdb and lldb.
pub(crate) static CPP_DEBUG: Consumer =
    of("cpp-debug", "C++ debugging", Base::LoginShell, &[Step::EnvFile, started(&["cppdbg"])]);
/// Microsoft's C++ debugger for Windows, which runs only there: documentation of the C/C++ extension, `cppvsdbg`.
pub(crate) static CPP_WINDOWS_DEBUG: Consumer = Consumer {
    platforms: Platforms::only(Platform::Windows),
    ..of("cpp-windows-debug", "C++ debugging on Windows", Base::LoginShell, &[Step::EnvFile, started(&["cppvsdbg"])])
};
/// The .NET debugger.
pub(crate) static CORECLR_DEBUG: Consumer =
    of("dotnet-debug", ".NET debugging", Base::LoginShell, &[Step::EnvFile, started(&["clr", "coreclr"])]);
/// The Java debugger.
pub(crate) static JAVA_DEBUG: Consumer =
    of("java-debug", "Java debugging", Base::LoginShell, &[Step::EnvFile, started(&["java"])]);
/// Java tests.
pub(crate) static JAVA_TEST: Consumer = of(
    "java-test",
    "Java tests",
    Base::LoginShell,
    &[
        Step::Settings(&[Word("java"), Word("test"), Word("config"), Word("env")]),
        Step::OneOf(
            &[Word("java"), Word("test"), Word("config"), Each(&ANY_JAVA_TEST), Word("env")],
            "it applies if this configuration of java.test.config is chosen",
        ),
    ],
);
/// PHP programs that Xdebug's extension starts.
pub(crate) static PHP_DEBUG: Consumer =
    of("php-debug", "PHP debugging", Base::LoginShell, &[Step::EnvFile, started(&["php"])]);
/// rust-analyzer itself.
pub(crate) static RUST_ANALYZER: Consumer =
    of("rust-analyzer", "rust-analyzer", Base::LoginShell, &[RUST_SERVER, Step::Spawn]);
/// The cargo commands of rust-analyzer.
pub(crate) static RUST_CARGO: Consumer =
    of("rust-cargo", "cargo run by rust-analyzer", Base::LoginShell, &[RUST_SERVER, Step::Spawn, RUST_CARGO_ENV]);
/// The check on save of rust-analyzer.
pub(crate) static RUST_CHECK: Consumer = of(
    "rust-check",
    "cargo check run by rust-analyzer",
    Base::LoginShell,
    &[RUST_SERVER, Step::Spawn, RUST_CARGO_ENV, RUST_CHECK_ENV],
);
/// The programs and tests that rust-analyzer runs.
pub(crate) static RUST_RUNNABLES: Consumer = of(
    "rust-runnables",
    "programs that rust-analyzer runs",
    Base::LoginShell,
    &[
        RUST_RUNNABLES_ENV,
        Step::OneOf(
            &[Word("rust-analyzer"), Word("runnables"), Word("extraEnv"), Each(&ANY_RUNNABLE), Word("env")],
            "it applies to programs whose label its mask matches",
        ),
        RUST_SERVER,
    ],
);
/// CMake itself.
pub(crate) static CMAKE_CONFIGURE: Consumer = folded(
    "cmake-configure",
    "CMake configure step",
    &[CMAKE, Step::Settled, Step::Settings(&[Word("cmake"), Word("configureEnvironment")])],
);
/// The build that CMake Tools starts.
pub(crate) static CMAKE_BUILD: Consumer = folded(
    "cmake-build",
    "CMake build step",
    &[CMAKE, Step::Settled, Step::Settings(&[Word("cmake"), Word("buildEnvironment")])],
);
/// The tests that CMake Tools starts.
pub(crate) static CMAKE_TEST: Consumer =
    folded("cmake-test", "CTest", &[CMAKE, Step::Settled, Step::Settings(&[Word("cmake"), Word("testEnvironment")])]);
/// The packager that CMake Tools starts.
pub(crate) static CMAKE_PACK: Consumer =
    folded("cmake-pack", "CPack", &[CMAKE, Step::Settled, Step::Settings(&[Word("cmake"), Word("cpackEnvironment")])]);
/// The Deno language server.
pub(crate) static DENO: Consumer = of(
    "deno",
    "Deno language server",
    Base::LoginShell,
    &[Step::EnvFileSetting(&["deno", "envFile"]), Step::Settings(&[Word("deno"), Word("env")]), Step::Spawn],
);
/// The Haskell language server.
pub(crate) static HASKELL: Consumer = of(
    "haskell",
    "Haskell language server",
    Base::LoginShell,
    &[Step::Settings(&[Word("haskell"), Word("serverEnvironment")]), Step::Spawn],
);
/// The Elixir language server.
pub(crate) static ELIXIR: Consumer = of(
    "elixir",
    "Elixir language server",
    Base::LoginShell,
    &[Step::Settings(&[Word("elixirLS"), Word("envVariables")])],
);
/// Jest.
pub(crate) static JEST: Consumer =
    of("jest", "Jest", Base::LoginShell, &[Step::Settings(&[Word("jest"), Word("nodeEnv")])]);
/// Vitest.
pub(crate) static VITEST: Consumer =
    of("vitest", "Vitest", Base::LoginShell, &[Step::Settings(&[Word("vitest"), Word("nodeEnv")])]);
/// Mocha, run by the Mocha Test Explorer.
pub(crate) static MOCHA: Consumer =
    of("mocha", "Mocha", Base::LoginShell, &[Step::Settings(&[Word("mochaExplorer"), Word("env")])]);
/// The servers of VS Code's own format.
pub static MCP: Consumer =
    of("mcp", "MCP server", Base::LoginShell, &[Step::EnvFile, Step::Own(Own::Server), Step::Spawn]);
/// The servers in `.mcp.json`. VS Code ignores an `envFile` there.
///
/// Source: recorded as `mcp-dot`.
pub(crate) static MCP_PORTABLE: Consumer =
    of("mcp-portable", "MCP server of .mcp.json", Base::LoginShell, &[Step::Own(Own::PortableServer), Step::Spawn]);
/// Every process in the dev container.
pub(crate) static CONTAINER: Consumer = Consumer {
    platforms: Platforms::only(Platform::Linux),
    ..of("container", "dev container", Base::Image, &[Step::Container("containerEnv")])
};
/// The processes of VS Code in the dev container.
pub(crate) static CONTAINER_VSCODE: Consumer = Consumer {
    platforms: Platforms::only(Platform::Linux),
    ..of("container-vscode", "VS Code in the dev container", Base::Container, &[Step::Container("remoteEnv")])
};

/// Every consumer, in the order in which they are displayed.
pub static CONSUMERS: &[&Consumer] = &[
    &LOGIN_SHELL,
    &FROM_DESKTOP,
    &FROM_SHELL,
    &EXTENSION_HOST,
    &TERMINAL,
    &SHELL_TASK,
    &PROCESS_TASK,
    &GO_TOOLS,
    &GOPLS_GO,
    &GO_TEST,
    &GO_INSTALLATION,
    &GO_DEBUG,
    &GO_DEBUG_IN_TERMINAL,
    &NODE_DEBUG,
    &NODE_DEBUG_IN_TERMINAL,
    &PYTHON_TOOLS,
    &PYTHON_DEBUG,
    &PYTHON_DEBUG_IN_TERMINAL,
    &CODE_LLDB_DEBUG,
    &LLDB_DAP_DEBUG,
    &CPP_DEBUG,
    &CPP_WINDOWS_DEBUG,
    &CORECLR_DEBUG,
    &JAVA_DEBUG,
    &JAVA_TEST,
    &PHP_DEBUG,
    &RUST_ANALYZER,
    &RUST_CARGO,
    &RUST_CHECK,
    &RUST_RUNNABLES,
    &CMAKE_CONFIGURE,
    &CMAKE_BUILD,
    &CMAKE_TEST,
    &CMAKE_PACK,
    &DENO,
    &HASKELL,
    &ELIXIR,
    &JEST,
    &VITEST,
    &MOCHA,
    &MCP,
    &MCP_PORTABLE,
    &CONTAINER,
    &CONTAINER_VSCODE,
];
