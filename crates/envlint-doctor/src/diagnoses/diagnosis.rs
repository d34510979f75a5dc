//! A diagnosis with its evidence and a remedy.

use envlint_core::finding::Severity;
use serde::Serialize;

use super::Id;
use crate::machine::Machine;
use crate::project::ProjectLocation;
use crate::startup::{StartupLine, shown};

/// The certainty of a diagnosis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// The observations have no other explanation.
    Certain,
    /// It is the best explanation of the observations.
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

/// The restart that a remedy needs to take effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Restart {
    /// No restart is needed.
    #[default]
    None,
    /// The window is reloaded.
    Reload,
    /// VS Code is restarted with all windows.
    Quit,
    /// The server on the remote host is restarted.
    KillServer,
    /// The user logs out and in again.
    LogOut,
    /// The Windows Subsystem for Linux is restarted.
    WslShutdown,
}

impl Restart {
    /// The instruction for the user, including the restart that is not enough.
    #[must_use]
    pub const fn sentence(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Reload => Some("Then run \"Developer: Reload Window\"."),
            Self::Quit => Some("Quit VS Code, all windows, and start it again. \"Reload Window\" is not enough."),
            Self::KillServer => Some(
                "Run \"Remote-SSH: Kill VS Code Server on Host\", or restart the container, and connect again. \
                 \"Reload Window\" is not enough.",
            ),
            Self::LogOut => Some("Log out and in again. Restarting VS Code is not enough."),
            Self::WslShutdown => {
                Some("Close VS Code and run `wsl --shutdown` in Windows. \"Reload Window\" is not enough.")
            }
        }
    }
}

/// One fact that supports a diagnosis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The fact.
    pub text: String,
    /// The file that contains it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The line, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

impl Evidence {
    /// A fact without a place in a file.
    #[must_use]
    pub fn fact(text: impl Into<String>) -> Self {
        Self { text: text.into(), path: None, line: None }
    }

    /// A fact in a line of a startup file.
    #[must_use]
    pub fn line(machine: &Machine, line: &StartupLine) -> Self {
        let text = crate::machine::masked_line(machine.os, &line.text);
        Self { text, path: Some(shown(machine, &line.path)), line: Some(line.line) }
    }

    /// A fact in a file of the folder.
    #[must_use]
    pub fn at(text: impl Into<String>, at: &ProjectLocation) -> Self {
        Self { text: text.into(), path: Some(at.path.clone()), line: Some(at.line) }
    }
}

impl Evidence {
    /// Returns `true` if it is a fact in this line of a file of the folder.
    #[must_use]
    pub fn is_at(&self, at: &ProjectLocation) -> bool {
        self.path.as_ref() == Some(&at.path) && self.line == Some(at.line)
    }
}

/// A conclusion about the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// Its kind.
    pub id: Id,
    /// Its severity.
    pub severity: Severity,
    /// Its certainty.
    pub certainty: Certainty,
    /// The cause, in one or two sentences.
    pub message: String,
    /// The action for the user.
    pub remedy: String,
    /// A line to paste, if there is one.
    pub paste: Option<String>,
    /// The restart that must follow.
    pub restart: Restart,
    /// The program in question.
    pub program: Option<String>,
    /// The variables in question.
    pub variables: Vec<String>,
    /// The processes in question, as reports name them.
    pub processes: Vec<String>,
    /// The facts that support it.
    pub evidence: Vec<Evidence>,
    /// `true` if it explains a problem with a name that was asked for or that a file needs.
    pub explains: bool,
    /// `true` if it is a finding of the linter about a variable that was asked for.
    pub is_finding: bool,
}

impl Diagnosis {
    /// A certain diagnosis without program, processes and evidence.
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
            is_finding: false,
        }
    }
}
