//! What doctor concludes, with its evidence and a remedy.

use serde::Serialize;

use super::Id;
use crate::machine::Machine;
use crate::project::Location;
use crate::startup::{Line, shown};

/// How much a diagnosis matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Something does not do what one would expect.
    Warning,
    /// Something is broken.
    Error,
}

impl Severity {
    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// How sure a diagnosis is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// What was observed admits nothing else.
    Certain,
    /// It is the best explanation.
    Likely,
}

impl Certainty {
    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
        }
    }
}

/// What must be restarted for a remedy to take effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Restart {
    /// Nothing.
    #[default]
    None,
    /// The window.
    Reload,
    /// VS Code, all windows.
    Quit,
    /// The server on the remote host.
    KillServer,
    /// The session of the user.
    LogOut,
    /// The Windows Subsystem for Linux.
    WslShutdown,
}

impl Restart {
    /// What to do, and what is not enough.
    #[must_use]
    pub const fn sentence(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Reload => Some("Then run \"Developer: Reload Window\"."),
            Self::Quit => Some("Quit VS Code, all windows, and start it again. \"Reload Window\" is not enough."),
            Self::KillServer => Some(
                "Run \"Remote-SSH: Kill VS Code Server on Host\", or restart the container, and connect again. \"Reload \
                 Window\" is not enough.",
            ),
            Self::LogOut => Some("Log out and in again. Restarting VS Code is not enough."),
            Self::WslShutdown => {
                Some("Close VS Code and run `wsl --shutdown` in Windows. \"Reload Window\" is not enough.")
            }
        }
    }
}

/// One fact that a diagnosis rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The fact.
    pub text: String,
    /// The file that it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

impl Evidence {
    /// A fact.
    #[must_use]
    pub fn fact(text: impl Into<String>) -> Self {
        Self { text: text.into(), path: None, line: None }
    }

    /// A fact in a line of a start-up file.
    #[must_use]
    pub fn line(machine: &Machine, line: &Line) -> Self {
        let text = crate::machine::masked_line(machine.os, &line.text);
        Self { text, path: Some(shown(machine, &line.path)), line: Some(line.line) }
    }

    /// A fact in a file of the folder.
    #[must_use]
    pub fn at(text: impl Into<String>, at: &Location) -> Self {
        Self { text: text.into(), path: Some(at.path.clone()), line: Some(at.line) }
    }
}

/// What doctor concludes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// Its kind.
    pub id: Id,
    /// How much it matters.
    pub severity: Severity,
    /// How sure it is.
    pub certainty: Certainty,
    /// Why it is so: one or two sentences.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// A line to paste, where there is one.
    pub paste: Option<String>,
    /// What must be restarted then.
    pub restart: Restart,
    /// The program in question.
    pub program: Option<String>,
    /// The variables in question.
    pub variables: Vec<String>,
    /// The processes in question, as reports name them.
    pub processes: Vec<String>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Whether it explains something that was asked for or that a file needs.
    pub explains: bool,
}

impl Diagnosis {
    /// A certain error that still lacks everything else.
    #[must_use]
    pub fn new(id: Id, severity: Severity, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            id,
            severity,
            certainty: Certainty::Certain,
            message: message.into(),
            remedy: remedy.into(),
            paste: None,
            restart: Restart::None,
            program: None,
            variables: Vec::new(),
            processes: Vec::new(),
            evidence: Vec::new(),
            explains: false,
        }
    }
}
