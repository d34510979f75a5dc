//! The machine as `doctor` sees it: plain data, the same whether it was observed on this computer or read from a file.
//!
//! The fields are those of the machine file, version 1. Fields may be added to it, never renamed. A field that is absent was
//! not observed, so that doctor says less; `null` means that doctor looked and there was nothing.

mod env;
mod file;
mod mask;
mod paths;
mod seen;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use env::Env;
pub use file::{FileError, load, merge, save};
pub use mask::{Neutral, masked_line, masked_text, masked_value};
pub use paths::{Os, PathEntry};
pub use seen::Seen;

/// The version of the machine file that this crate reads and writes.
pub const VERSION: u32 = 1;

/// One machine, as observed at one time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// The version of the format: [`VERSION`].
    pub version: u32,
    /// The operating system.
    pub os: Os,
    /// When it was observed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Timestamp>,
    /// The user's home folder, an absolute path.
    pub home: String,
    /// The folder in question. Its files come from disk, `${workspaceFolder}` means this path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// What kind of host it is.
    #[serde(default)]
    pub host: Host,
    /// Whether the folder is trusted, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trust: Option<bool>,
    /// The text of the user's settings, by product: `Code`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub user_settings: BTreeMap<String, String>,
    /// The environment of the process that ran doctor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub env: Option<Env>,
    /// The user's shell, as VS Code determines it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shell: Option<String>,
    /// The answer of the shell to the question that VS Code asks it.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub login_shell: Seen<LoginShell>,
    /// What a terminal of the default profile has at its prompt, after its start-up files.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub interactive_shell: Seen<ShellAnswer>,
    /// The environments of the same shell started in other ways, by their flags: `lc`, `ic`, `c`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub shell_modes: BTreeMap<String, Option<Env>>,
    /// What programs get that are started from the desktop; on Windows the registry.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub session: Seen<Session>,
    /// The installed products of the VS Code family.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub products: Option<Vec<Product>>,
    /// The running processes of these products, and what they started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub processes: Option<Vec<Process>>,
    /// Start-up files and their likes by path; `None`: does not exist.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, Option<StartupFile>>,
    /// The programs in each folder of every PATH seen and in folders that settings name; `None`: does not exist.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub directories: BTreeMap<String, Option<Vec<String>>>,
    /// Folders of PATH that users other than the owner may write to, without the sticky bit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub writable_by_others: Option<Vec<String>>,
    /// Symbolic links: the path and what it leads to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub links: BTreeMap<String, String>,
    /// Asked names that are functions or aliases in the interactive shell.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub functions: BTreeMap<String, String>,
    /// What `go env -json` says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub go_env: Option<Env>,
    /// The file that `go env -w` writes.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub go_env_file: Seen<GoEnvFile>,
    /// Lines of VS Code's own log about the shell environment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<Vec<String>>,
    /// Whether it is this computer, observed just now, rather than a saved machine.
    #[serde(skip)]
    pub is_live: bool,
}

/// What kind of host the machine is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Host {
    /// Whether it is a distribution in the Windows Subsystem for Linux.
    pub wsl: bool,
    /// Whether it is a container.
    pub container: bool,
    /// Whether the user is connected to it over SSH.
    pub ssh: bool,
}

/// The question that VS Code asks the user's shell, asked again, and its answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LoginShell {
    /// The program and its arguments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub command: Vec<String>,
    /// The environment that the shell was started with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Env>,
    /// The folder that it was started in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cwd: Option<String>,
    /// The time limit, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<f64>,
    /// Its exit status; `null` where a signal ended it.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub status: Seen<i32>,
    /// The signal that ended it.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub signal: Seen<i32>,
    /// Whether the time limit ended it.
    #[serde(default)]
    pub timed_out: bool,
    /// How long it took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
    /// What start-up files printed around the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// The answer. Absent or `null`: the shell ran and gave none.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub env: Seen<Env>,
}

/// The environment of a shell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ShellAnswer {
    /// Its variables.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub env: Seen<Env>,
    /// Whether it was started without what settings set for terminals, as the folder is not trusted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_settings: bool,
}

/// What programs get that are started from the desktop.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// Where it was read: `systemd`, `launchctl`, `registry`.
    #[serde(default)]
    pub source: String,
    /// Its variables.
    #[serde(default)]
    pub env: Env,
}

/// An installed product of the VS Code family.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Its short name: `Code`, `VSCodium`.
    #[serde(default)]
    pub name: String,
    /// Its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Where it is installed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The sandbox that it runs in: `flatpak`.
    #[serde(default)]
    pub sandbox: Option<String>,
}

/// What a process is to VS Code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The first process of a desktop product, which asks the shell.
    Main,
    /// The server of a remote window, which asks the shell.
    Server,
    /// Runs the extensions.
    ExtensionHost,
    /// Starts terminals.
    PtyHost,
    /// Runs agents.
    AgentHost,
    /// Watches files.
    FileWatcher,
    /// The shell of a terminal.
    Terminal,
    /// The shell or program of a task.
    Task,
    /// Go's language server.
    Gopls,
    /// Go's debugger.
    Dlv,
    /// Anything else that one of these started.
    #[default]
    #[serde(other)]
    Other,
}

/// A running process.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Process {
    /// Its number.
    #[serde(default)]
    pub pid: u32,
    /// The number of the process that started it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<u32>,
    /// What it is.
    #[serde(default)]
    pub kind: Kind,
    /// Whose it is: `Code`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The process that asked the shell for it and keeps the answer: main, or the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolver: Option<u32>,
    /// When it was started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<Timestamp>,
    /// Its program and arguments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub command: Vec<String>,
    /// The folder that it runs in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cwd: Option<String>,
    /// The folders that its window has open, where known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub folders: Vec<String>,
    /// Its environment as of its start; `null`: not readable.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub env: Seen<Env>,
}

/// A start-up file, or another text file that decides about environments.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartupFile {
    /// When it was changed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<Timestamp>,
    /// What it says. In a saved machine only the lines in question are there, the others are empty.
    #[serde(default)]
    pub text: String,
}

/// The file that `go env -w` writes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoEnvFile {
    /// Its path.
    #[serde(default)]
    pub path: String,
    /// What it says: `NAME=value` lines.
    #[serde(default)]
    pub text: String,
}

impl Machine {
    /// The running processes of one kind, in the order in which they were observed.
    pub fn processes_of(&self, kind: Kind) -> impl Iterator<Item = &Process> {
        self.processes.iter().flatten().filter(move |process| process.kind == kind)
    }

    /// The process with this number.
    #[must_use]
    pub fn process(&self, pid: u32) -> Option<&Process> {
        self.processes.iter().flatten().find(|process| process.pid == pid)
    }

    /// The process that asked the shell for `process`: the one that it names, else its nearest ancestor that is a main
    /// process or a server.
    #[must_use]
    pub fn resolver_of<'m>(&'m self, process: &'m Process) -> Option<&'m Process> {
        if let Some(named) = process.resolver.and_then(|pid| self.process(pid)) {
            return Some(named);
        }
        let mut at = process;
        for _ in 0..self.processes.as_ref().map_or(0, Vec::len) {
            if matches!(at.kind, Kind::Main | Kind::Server) {
                return Some(at);
            }
            at = self.process(at.parent?)?;
        }
        None
    }

    /// What a terminal has at its prompt, if it was started with what settings set for it.
    #[must_use]
    pub fn prompt_env(&self) -> Option<&Env> {
        self.interactive_shell.is().filter(|answer| !answer.without_settings)?.env.is()
    }

    /// The answer that the shell gave just now.
    #[must_use]
    pub fn login_env(&self) -> Option<&Env> {
        self.login_shell.is()?.env.is()
    }
}
