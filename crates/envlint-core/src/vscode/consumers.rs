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

mod table;

pub use table::*;

use super::{Dialect, KeyPart, Platform, Platforms};

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
    /// Which of several spellings of a name takes effect on Windows, in what the steps after the last [`Step::Spawn`] set.
    pub spellings: Spellings,
    /// A sentence about what may change variables after all steps.
    pub afterwards: Option<&'static str>,
    /// The same for some of its processes, as a sentence that names them.
    pub sometimes: Option<&'static str>,
}

/// Which of several spellings of a name takes effect on Windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spellings {
    /// The last one: they are one variable from the start.
    ///
    /// Source: terminalEnvironment.ts, `mergeEnvironments` (1.138), and `prepareCommand`, which sets one variable after
    /// the other; vscode-js-debug src/common/objUtils.ts, `caseInsensitiveMerge` (03769f95); vscode-cmake-tools
    /// src/environmentVariables.ts, `EnvironmentPrivate` (1c1d4c9e).
    Last,
    /// The first one in the order of character codes, `PATH` rather than `Path`: Node.js passes on no other.
    ///
    /// Source: Node.js, documentation of `child_process`, and lib/child_process.js, `normalizeSpawnArguments` (00a2fc71).
    First,
    /// None: the program does not start if their values differ.
    ///
    /// Source: debugpy src/debugpy/launcher/handlers.py, `launch_request` (0f428178).
    Refused,
    /// Not checked, or left to chance.
    Unknown,
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
    /// The environment that VS Code itself was started with, by the desktop or in a shell.
    VsCode,
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
            (Self::LoginShell, Platform::Windows) | (Self::VsCode, _) => {
                "the environment that VS Code was started with"
            }
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
    /// The variables of a setting with several objects, of which the process gets one that the files do not
    /// determine. The key leads to them; the sentence says on what the choice depends.
    OneOf(&'static [KeyPart], &'static str),
    /// The files in `envFile` of the launch configuration or server. Variables that are joined with inherited lists
    /// come in front of those of an earlier step; those of an earlier [`Step::Own`] override other variables.
    EnvFile,
    /// The same as [`Step::EnvFile`]; for a launch configuration without an `envFile`, the file that a setting names.
    EnvFileOrSetting(&'static [&'static str]),
    /// The files that a setting names.
    EnvFileSetting(&'static [&'static str]),
    /// The folder of the `go` command that the settings of the Go extension choose, which the extension puts in
    /// front of PATH, last of all.
    GoBin,
    /// The same, in the environment of the extension host, so that later references to PATH contain it.
    GoBinInHost,
    /// The setting `terminal.integrated.inheritEnv`. If it is `false`, terminals begin with the environment that VS
    /// Code itself was started with.
    InheritEnv,
    /// The file-level `options.env` of a tasks file, for tasks without their own.
    TaskDefaults,
    /// `remoteEnv` or `containerEnv` of the dev container.
    Container(&'static str),
    /// A debugger gives the terminal these lists as a whole, with those of the extension host instead of the terminal's, if a later
    /// step adds to them.
    ListsOfHost(&'static [&'static str]),
    /// A setting that sets specific variables.
    Decides(&'static Decision),
    /// The variables that VS Code itself sets in terminals: [`own_variable`](crate::vscode::own_variable).
    TerminalOwn,
    /// Variables that a program sets or removes regardless of the files.
    Fixed(&'static [FixedVariable]),
    /// References in later steps see the values so far.
    Settled,
    /// An extension starts a process with the environment so far, which Node.js hands on: see [`Spellings::First`].
    Spawn,
}

impl Step {
    pub(crate) fn is_spawn(&self) -> bool {
        matches!(self, Self::Spawn)
    }
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
    /// Launch configurations of these types, wherever the program runs.
    Any {
        /// The values of `type`.
        types: &'static [&'static str],
    },
    /// MCP servers of VS Code's own format.
    Server,
    /// MCP servers in `.mcp.json`.
    PortableServer,
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
pub struct FixedVariable {
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

impl PartialEq for Consumer {
    /// Each consumer is one row of the table.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

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

/// The consumer called `id`, for names from the command line.
#[must_use]
pub fn consumer(id: &str) -> Option<&'static Consumer> {
    CONSUMERS.iter().copied().find(|consumer| consumer.id == id)
}
