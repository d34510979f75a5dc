//! The table of consumers: the processes that VS Code and its extensions start, the environment that each begins
//! with, and the steps that are applied to it in order.
//!
//! Source: terminalEnvironment.ts, terminalProcessManager.ts, terminalProfileResolverService.ts,
//! terminalTaskSystem.ts, taskConfiguration.ts (1.138), the extension host and debug terminals of 1.139.1;
//! vscode-go extension/src/goEnv.ts, testUtils.ts, goInstallTools.ts, goDebugConfiguration.ts; gopls
//! internal/cache/view.go; rust-analyzer editors/code/src/ctx.ts, config.ts, run.ts; vscode-cmake-tools
//! src/drivers/cmakeDriver.ts; extHostMpcNode.ts (1.139.1); the dev container specification. Recorded as
//! `path-overwrite`, `profile-env`, `automation-profile`, `task-inherits`, `task-global-env`, `task-global-only`,
//! `debug-node`, `exthost`, `go-toolsEnvVars`, `go-test`, `go-debug`, `go-goroot`, `inheritEnv-false`.

use crate::vscode::{Dialect, KeyPart, Platform, Platforms, dialects};

/// A kind of process.
#[derive(Debug)]
pub struct Consumer {
    /// The name on the command line: `terminal`.
    pub id: &'static str,
    /// The noun phrase for messages: "shell task".
    pub title: &'static str,
    /// The environment that it begins with.
    pub base: Base,
    /// The steps that change this environment, first to last.
    pub steps: &'static [Step],
    /// The platforms on which it exists.
    pub platforms: Platforms,
    /// A sentence about what may change variables after all steps.
    pub afterwards: Option<&'static str>,
}

/// An environment that a process begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Base {
    /// The exports of the login shell, on top of the environment that VS Code was started with. On Windows, VS Code
    /// does not run a shell for this.
    LoginShell,
    /// The environment of the desktop session that started VS Code.
    Desktop,
    /// The environment of the shell that started VS Code.
    Shell,
    /// The environment of the extension host.
    ExtensionHost,
    /// The environment in the container's image.
    Image,
    /// The environment of the container's processes.
    Container,
}

impl Base {
    /// The noun phrase for messages, as in "inherited from …".
    #[must_use]
    pub const fn title(self, platform: Platform) -> &'static str {
        match (self, platform) {
            (Self::LoginShell, Platform::Windows) => "the environment that VS Code was started with",
            (Self::LoginShell, Platform::Linux | Platform::Osx) => "the login shell",
            (Self::Desktop, _) => "the desktop session",
            (Self::Shell, _) => "the shell that started VS Code",
            (Self::ExtensionHost, _) => "the extension host",
            (Self::Image, _) => "the container image",
            (Self::Container, _) => "the container",
        }
    }
}

/// One step of a consumer.
#[derive(Debug)]
pub enum Step {
    /// The variables of a place in the settings.
    Settings(&'static [KeyPart]),
    /// The `env` of the terminal profile that is started.
    Profile,
    /// The `env` of the automation profile if that is usable, otherwise of the default profile.
    AutomationProfile,
    /// The `env` of the task, launch configuration or server itself; [`Own`] selects which ones.
    Own(Own),
    /// The setting `terminal.integrated.inheritEnv`. If it is `false`, terminals begin with the environment that VS
    /// Code itself was started with.
    InheritEnv,
    /// The file-level `options.env` of a tasks file, for tasks without their own.
    TaskDefaults,
    /// `remoteEnv` or `containerEnv` of the dev container.
    Container(&'static str),
    /// A setting that sets specific variables.
    Decides(&'static Decision),
    /// The variables that VS Code itself sets in terminals: [`own_variable`](crate::vscode::own_variable).
    TerminalOwn,
    /// Variables that a program sets or removes regardless of the files.
    Fixed(&'static [Fixed]),
}

/// The tasks, launch configurations or servers that can be a consumer's process.
#[derive(Clone, Copy, Debug)]
pub enum Own {
    /// Tasks of this type.
    Task(&'static str),
    /// Launch configurations of these types.
    Launch {
        /// The values of `type`.
        types: &'static [&'static str],
        /// `true` for configurations that run in a terminal, `false` for the others.
        in_terminal: bool,
        /// `true` if a configuration without `console` runs in a terminal.
        by_default: bool,
    },
    /// MCP servers.
    Server,
}

/// A setting that sets specific variables.
#[derive(Debug)]
pub struct Decision {
    /// The path of the setting.
    pub setting: &'static [&'static str],
    /// The variables that it sets.
    pub variables: &'static [&'static str],
    /// The dialect of its value.
    pub dialect: &'static Dialect,
    /// `true` if the value `true` means that a value is determined at run time; `false` if the setting's string is
    /// the value.
    pub is_switch: bool,
}

/// A variable that is set or removed regardless of the files.
#[derive(Debug)]
pub struct Fixed {
    /// The name of the variable.
    pub variable: &'static str,
    /// The change to the variable.
    pub value: FixedValue,
}

/// The change to a variable that is set or removed regardless of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixedValue {
    /// The variable is set to this string.
    Is(&'static str),
    /// The variable is removed.
    Removed,
}

use KeyPart::{Platform as OnPlatform, Word};

const POSIX: Platforms = Platforms::ALL.without(Platform::Windows);

const TERMINAL_ENV: Step = Step::Settings(&[Word("terminal"), Word("integrated"), Word("env"), OnPlatform]);

const GO_ROOT: Step = Step::Decides(&Decision {
    setting: &["go", "goroot"],
    variables: &["GOROOT"],
    dialect: &dialects::GO_TOOLS,
    is_switch: false,
});
const GO_TOOLS: Step = Step::Settings(&[Word("go"), Word("toolsEnvVars")]);
const GO_PROXY: Step = Step::Decides(&Decision {
    setting: &["http", "proxy"],
    variables: &["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"],
    dialect: &dialects::GOPLS,
    is_switch: false,
});
const GO_PATH: Step = Step::Decides(&Decision {
    setting: &["go", "gopath"],
    variables: &["GOPATH"],
    dialect: &dialects::GO_TOOLS,
    is_switch: false,
});
const GO_INFERRED_PATH: Step = Step::Decides(&Decision {
    setting: &["go", "inferGopath"],
    variables: &["GOPATH"],
    dialect: &dialects::GO_TOOLS,
    is_switch: true,
});
const GO_TOOLS_PATH: Step = Step::Decides(&Decision {
    setting: &["go", "toolsGopath"],
    variables: &["GOPATH"],
    dialect: &dialects::GO_TOOLS,
    is_switch: false,
});
/// Source: goInstallTools.ts, `toolInstallationEnvironment`.
const GO_INSTALL: Step = Step::Fixed(&[
    Fixed { variable: "GOTOOLCHAIN", value: FixedValue::Is("auto") },
    Fixed { variable: "GOOS", value: FixedValue::Removed },
    Fixed { variable: "GOARCH", value: FixedValue::Removed },
    Fixed { variable: "GOROOT", value: FixedValue::Removed },
    Fixed { variable: "GOFLAGS", value: FixedValue::Removed },
    Fixed { variable: "GOENV", value: FixedValue::Removed },
    Fixed { variable: "GO111MODULE", value: FixedValue::Removed },
]);

const RUST_SERVER: Step = Step::Settings(&[Word("rust-analyzer"), Word("server"), Word("extraEnv")]);
const RUST_CARGO: Step = Step::Settings(&[Word("rust-analyzer"), Word("cargo"), Word("extraEnv")]);
const RUST_CHECK: Step = Step::Settings(&[Word("rust-analyzer"), Word("check"), Word("extraEnv")]);
const RUST_RUNNABLES: Step = Step::Settings(&[Word("rust-analyzer"), Word("runnables"), Word("extraEnv")]);
const CMAKE: Step = Step::Settings(&[Word("cmake"), Word("environment")]);

const GO_TYPES: &[&str] = &["go"];
const NODE_TYPES: &[&str] = &["extensionHost", "node", "pwa-extensionHost", "pwa-node"];
const PYTHON_TYPES: &[&str] = &["debugpy", "python"];

const fn debugged(types: &'static [&'static str], in_terminal: bool, by_default: bool) -> Own {
    Own::Launch { types, in_terminal, by_default }
}

const STARTUP: Option<&str> = Some("Then the shell reads its startup files, which may change it again");

const fn of(id: &'static str, title: &'static str, base: Base, steps: &'static [Step]) -> Consumer {
    Consumer { id, title, base, steps, platforms: Platforms::ALL, afterwards: None }
}

/// Every consumer, in the order in which they are displayed.
pub static CONSUMERS: &[Consumer] = &[
    Consumer { platforms: POSIX, ..of("login-shell", "login shell", Base::LoginShell, &[]) },
    of("vscode-from-desktop", "VS Code started from the desktop", Base::Desktop, &[]),
    of("vscode-from-shell", "VS Code started from a shell", Base::Shell, &[]),
    of("extension-host", "extension host", Base::LoginShell, &[GO_ROOT]),
    Consumer {
        afterwards: STARTUP,
        ..of(
            "terminal",
            "terminal",
            Base::LoginShell,
            &[Step::InheritEnv, TERMINAL_ENV, Step::Profile, Step::TerminalOwn],
        )
    },
    of(
        "shell-task",
        "shell task",
        Base::LoginShell,
        &[TERMINAL_ENV, Step::AutomationProfile, Step::TaskDefaults, Step::Own(Own::Task("shell")), Step::TerminalOwn],
    ),
    of(
        "process-task",
        "process task",
        Base::LoginShell,
        &[TERMINAL_ENV, Step::TaskDefaults, Step::Own(Own::Task("process")), Step::TerminalOwn],
    ),
    of(
        "go-tools",
        "gopls, go build, go vet",
        Base::LoginShell,
        &[GO_ROOT, GO_TOOLS, GO_PROXY, GO_PATH, GO_INFERRED_PATH],
    ),
    of(
        "gopls-go",
        "go commands of gopls",
        Base::LoginShell,
        &[
            GO_ROOT,
            GO_TOOLS,
            GO_PROXY,
            GO_PATH,
            GO_INFERRED_PATH,
            Step::Settings(&[Word("gopls"), Word("env")]),
            Step::Settings(&[Word("gopls"), Word("build.env")]),
        ],
    ),
    of(
        "go-test",
        "go test",
        Base::LoginShell,
        &[GO_ROOT, GO_TOOLS, GO_PROXY, GO_PATH, GO_INFERRED_PATH, Step::Settings(&[Word("go"), Word("testEnvVars")])],
    ),
    of(
        "go-install",
        "installing Go tools",
        Base::LoginShell,
        &[GO_ROOT, GO_TOOLS, GO_PROXY, GO_PATH, GO_INFERRED_PATH, GO_TOOLS_PATH, GO_INSTALL],
    ),
    of(
        "go-debug",
        "Go debugging",
        Base::LoginShell,
        &[GO_ROOT, GO_TOOLS, GO_PROXY, GO_PATH, GO_INFERRED_PATH, Step::Own(debugged(GO_TYPES, false, false))],
    ),
    of(
        "go-debug-in-terminal",
        "Go debugging in a terminal",
        Base::LoginShell,
        &[TERMINAL_ENV, GO_TOOLS, GO_PROXY, GO_PATH, GO_INFERRED_PATH, Step::Own(debugged(GO_TYPES, true, false))],
    ),
    of("node-debug", "Node debugging", Base::LoginShell, &[Step::Own(debugged(NODE_TYPES, false, false))]),
    of(
        "node-debug-in-terminal",
        "Node debugging in a terminal",
        Base::LoginShell,
        &[TERMINAL_ENV, Step::TerminalOwn, Step::Own(debugged(NODE_TYPES, true, false))],
    ),
    of("python-debug", "Python debugging", Base::LoginShell, &[Step::Own(debugged(PYTHON_TYPES, false, true))]),
    of(
        "python-debug-in-terminal",
        "Python debugging in a terminal",
        Base::LoginShell,
        &[TERMINAL_ENV, Step::TerminalOwn, Step::Own(debugged(PYTHON_TYPES, true, true))],
    ),
    of("rust-analyzer", "rust-analyzer", Base::LoginShell, &[RUST_SERVER]),
    of("rust-cargo", "cargo run by rust-analyzer", Base::LoginShell, &[RUST_SERVER, RUST_CARGO]),
    of("rust-check", "cargo check run by rust-analyzer", Base::LoginShell, &[RUST_SERVER, RUST_CARGO, RUST_CHECK]),
    of("rust-runnables", "programs that rust-analyzer runs", Base::LoginShell, &[RUST_RUNNABLES, RUST_SERVER]),
    of(
        "cmake-configure",
        "CMake configure step",
        Base::LoginShell,
        &[CMAKE, Step::Settings(&[Word("cmake"), Word("configureEnvironment")])],
    ),
    of(
        "cmake-build",
        "CMake build step",
        Base::LoginShell,
        &[CMAKE, Step::Settings(&[Word("cmake"), Word("buildEnvironment")])],
    ),
    of("cmake-test", "CTest", Base::LoginShell, &[CMAKE, Step::Settings(&[Word("cmake"), Word("testEnvironment")])]),
    of("deno", "Deno language server", Base::LoginShell, &[Step::Settings(&[Word("deno"), Word("env")])]),
    of(
        "haskell",
        "Haskell language server",
        Base::LoginShell,
        &[Step::Settings(&[Word("haskell"), Word("serverEnvironment")])],
    ),
    of(
        "elixir",
        "Elixir language server",
        Base::LoginShell,
        &[Step::Settings(&[Word("elixirLS"), Word("envVariables")])],
    ),
    of("jest", "Jest", Base::LoginShell, &[Step::Settings(&[Word("jest"), Word("nodeEnv")])]),
    of("mcp", "MCP server", Base::LoginShell, &[Step::Own(Own::Server)]),
    Consumer {
        platforms: Platforms::only(Platform::Linux),
        ..of("container", "dev container", Base::Image, &[Step::Container("containerEnv")])
    },
    Consumer {
        platforms: Platforms::only(Platform::Linux),
        ..of("container-vscode", "VS Code in the dev container", Base::Container, &[Step::Container("remoteEnv")])
    },
];

impl Consumer {
    /// Returns `true` if one of its steps reads the variables of the setting at `key`, or of the platform-specific
    /// settings below it.
    #[must_use]
    pub fn reads(&self, key: &[&str]) -> bool {
        let is_word = |(part, word): (&KeyPart, &&str)| matches!(part, KeyPart::Word(found) if found == word);
        let begins = |path: &[KeyPart]| path.len() >= key.len() && path.iter().zip(key).all(is_word);
        self.steps.iter().any(|step| matches!(step, Step::Settings(path) if begins(path)))
    }
}

/// The consumer called `id`.
#[must_use]
pub fn consumer(id: &str) -> Option<&'static Consumer> {
    CONSUMERS.iter().find(|consumer| consumer.id == id)
}
