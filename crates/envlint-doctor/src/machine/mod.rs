//! The machine as `doctor` sees it: plain data, observed on this computer or read from a file.
//!
//! The fields are those of the machine file, version 1. Fields may be added, never renamed. An absent field was not observed,
//! so doctor reports less; `null` means that doctor looked and found nothing.

mod container;
mod env;
mod file;
mod mask;
mod neutral;
mod paths;
mod secret_values;
mod seen;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use env::{Env, expanded};
pub use file::{FileError, load, load_part, merged, save};
use mask::MASK;
pub use mask::{masked_line, masked_text, masked_value};
pub use neutral::Neutral;
pub(crate) use paths::is_of_host;
pub use paths::{MachinePathEntry, Os};
pub use secret_values::SecretValues;
pub use seen::Seen;
use seen::null_as_default;

/// The version of the machine file that this crate reads and writes.
pub const VERSION: u32 = 1;

/// The observations of one machine at one time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// The version of the format: [`VERSION`].
    pub version: u32,
    /// The operating system.
    pub os: Os,
    /// The time of the observation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Timestamp>,
    /// The user's home folder, an absolute path.
    pub home: String,
    /// The folder in question. Its files come from disk; `${workspaceFolder}` refers to this path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// The kind of host.
    #[serde(default, deserialize_with = "null_as_default")]
    pub host: Host,
    /// `true` if the folder is trusted; `None` if not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trust: Option<bool>,
    /// The text of the user's settings, by product: `Code`.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub user_settings: BTreeMap<String, String>,
    /// The environment of the process that ran doctor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub env: Option<Env>,
    /// The user's shell, as VS Code determines it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shell: Option<String>,
    /// The shell of the user's account, which programs use that start after the next log-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_shell: Option<String>,
    /// The answer of the shell to the question that VS Code asks it.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub login_shell: Seen<LoginShell>,
    /// The environment of a terminal of the default profile at its prompt, after the startup files.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub interactive_shell: Seen<ShellAnswer>,
    /// The environment of a program that a shell task without its own variables starts.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub task_shell: Seen<ShellAnswer>,
    /// The environments of the same shell started in other ways, by their flags: `lc`, `ic`, `c`.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub shell_modes: BTreeMap<String, Option<Env>>,
    /// The environment of programs that are started from the desktop; on Windows, the variables in the registry.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub session: Seen<Session>,
    /// The installed products of the VS Code family.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub products: Option<Vec<MachineProduct>>,
    /// The running processes of these products, and their descendants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub processes: Option<Vec<MachineProcess>>,
    /// Startup files and similar files by path; `None` if the file does not exist.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, Option<StartupFile>>,
    /// The programs in each folder on any observed PATH and in folders that settings name; `None` if the folder does not exist.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub directories: BTreeMap<String, Option<Vec<String>>>,
    /// Folders on PATH without the sticky bit to which users other than the owner can write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub writable_by_others: Option<Vec<String>>,
    /// Files with a name in question in these folders that cannot be started, and why: `not-executable`, `broken-link` or
    /// `folder`. Entries of PATH that are files: `file`.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub unusable: BTreeMap<String, String>,
    /// Symbolic links: the path and the target.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub links: BTreeMap<String, String>,
    /// Names in question that are functions or aliases in the interactive shell.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub functions: BTreeMap<String, String>,
    /// The output of `go env -json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub go_env: Option<Env>,
    /// The file that `go env -w` writes.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub go_env_file: Seen<GoEnvFile>,
    /// Lines of VS Code's own log about the shell environment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<Vec<String>>,
    /// `true` if this computer was observed just now, `false` for a saved machine.
    #[serde(skip)]
    pub is_live: bool,
}

/// The kind of host.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Host {
    /// `true` for a distribution in the Windows Subsystem for Linux.
    #[serde(deserialize_with = "null_as_default")]
    pub wsl: bool,
    /// `true` for a container.
    #[serde(deserialize_with = "null_as_default")]
    pub container: bool,
    /// `true` if the user is connected over SSH.
    #[serde(deserialize_with = "null_as_default")]
    pub ssh: bool,
}

/// The question that VS Code asks the user's shell, asked again, and its answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LoginShell {
    /// The program and its arguments.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub command: Vec<String>,
    /// The environment that the shell was started with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Env>,
    /// The working folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cwd: Option<String>,
    /// The time limit, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<f64>,
    /// Its exit status; `null` if a signal ended it.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub status: Seen<i32>,
    /// The signal that ended it.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub signal: Seen<i32>,
    /// `true` if it was ended at the time limit.
    #[serde(default, deserialize_with = "null_as_default")]
    pub timed_out: bool,
    /// The time that it took, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
    /// The output of startup files before and after the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// The lines of its error output that report an error of syntax.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub errors: Option<String>,
    /// The answer. Absent or `null` if the shell ran and gave no answer.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub env: Seen<Env>,
}

/// The environment of a shell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ShellAnswer {
    /// Its variables.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub env: Seen<Env>,
    /// `true` if it was started without the variables that settings set for terminals, because the folder is not trusted.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "std::ops::Not::not")]
    pub without_settings: bool,
}

/// The environment of programs that are started from the desktop.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// The source: `systemd`, `launchctl`, `registry`.
    #[serde(default, deserialize_with = "null_as_default")]
    pub source: String,
    /// Its variables.
    #[serde(default, deserialize_with = "null_as_default")]
    pub env: Env,
}

/// An installed product of the VS Code family.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineProduct {
    /// Its short name: `Code`, `VSCodium`.
    #[serde(default, deserialize_with = "null_as_default")]
    pub name: String,
    /// Its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The path of its installation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The sandbox that it runs in: `flatpak`.
    #[serde(default)]
    pub sandbox: Option<String>,
}

/// The role of a process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MachineKind {
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
pub struct MachineProcess {
    /// Its number.
    #[serde(default, deserialize_with = "null_as_default")]
    pub pid: u32,
    /// The number of the process that started it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<u32>,
    /// Its role.
    #[serde(default, deserialize_with = "null_as_default")]
    pub kind: MachineKind,
    /// The product that it belongs to: `Code`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The process that asked the shell for it and keeps the answer: the main process or the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolver: Option<u32>,
    /// The time of its start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<Timestamp>,
    /// Its program and arguments.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub command: Vec<String>,
    /// Its working folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cwd: Option<String>,
    /// The open folders of its window, if known.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub folders: Vec<String>,
    /// Its environment at its start; `null` if it is not readable.
    #[serde(default, skip_serializing_if = "Seen::is_not_observed")]
    pub env: Seen<Env>,
}

/// A startup file, or another text file that affects environments.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartupFile {
    /// The time of its last change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<Timestamp>,
    /// Its text. In a saved machine, all lines except the relevant ones are empty.
    #[serde(default, deserialize_with = "null_as_default")]
    pub text: String,
}

/// The file that `go env -w` writes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoEnvFile {
    /// Its path.
    #[serde(default, deserialize_with = "null_as_default")]
    pub path: String,
    /// Its text: `NAME=value` lines.
    #[serde(default, deserialize_with = "null_as_default")]
    pub text: String,
}

impl Machine {
    /// The path of the user's settings of `product` as reports show it, but always with `/`.
    #[must_use]
    pub fn user_settings_path(&self, product: &str) -> String {
        if product == "code-server" {
            return "~/.local/share/code-server/User/settings.json".to_owned();
        }
        let folder = match self.os {
            Os::Linux | Os::Osx => crate::startup::shown(self, &self.data_folder()),
            Os::Windows => "%APPDATA%".to_owned(),
        };
        format!("{folder}/{product}/User/settings.json")
    }

    /// The folder with the user data of desktop products.
    #[must_use]
    pub fn data_folder(&self) -> String {
        let variable = |name: &str| {
            let value = self.env.as_ref().and_then(|env| env.get(self.os, name))?;
            (!value.is_empty()).then(|| value.to_owned())
        };
        let in_home = |folder: &str| self.os.join(&self.home, folder);
        match self.os {
            Os::Linux => variable("XDG_CONFIG_HOME").unwrap_or_else(|| in_home(".config")),
            Os::Osx => in_home("Library/Application Support"),
            Os::Windows => variable("APPDATA").unwrap_or_else(|| in_home("AppData\\Roaming")),
        }
    }

    /// The running processes of one kind, in the order in which they were observed.
    pub fn processes_of(&self, kind: MachineKind) -> impl Iterator<Item = &MachineProcess> {
        self.processes.iter().flatten().filter(move |process| process.kind == kind)
    }

    /// The process with this number.
    #[must_use]
    pub fn process(&self, pid: u32) -> Option<&MachineProcess> {
        self.processes.iter().flatten().find(|process| process.pid == pid)
    }

    /// The process that asked the shell for `process`: its `resolver`, otherwise the nearest ancestor that is a main process
    /// or a server.
    #[must_use]
    pub fn resolver_of<'m>(&'m self, process: &'m MachineProcess) -> Option<&'m MachineProcess> {
        if let Some(named) = process.resolver.and_then(|pid| self.process(pid)) {
            return Some(named);
        }
        let mut at = process;
        for _ in 0..self.processes.as_ref().map_or(0, Vec::len) {
            if matches!(at.kind, MachineKind::Main | MachineKind::Server) {
                return Some(at);
            }
            at = self.process(at.parent?)?;
        }
        None
    }

    /// The environment at the prompt of a terminal, if it was started with the variables from settings.
    #[must_use]
    pub fn prompt_env(&self) -> Option<&Env> {
        self.interactive_shell.is().filter(|answer| !answer.without_settings)?.env.is()
    }

    /// The environment from which the shell was asked, which is the one that VS Code starts with.
    #[must_use]
    pub fn asked_from(&self) -> Option<&Env> {
        self.login_shell.is()?.base.as_ref()
    }

    /// The answer that the shell gave just now.
    #[must_use]
    pub fn login_env(&self) -> Option<&Env> {
        self.login_shell.is()?.env.is()
    }
}
