//! The reasons why a command stops early, each with what to do about it.

use std::io;

use envlint_core::spelling::nearest;
use envlint_doctor::diagnoses::Id;

use crate::printable::printable;
use crate::{ExitState, write};

/// The reason why the command stopped early.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The command line is invalid.
    #[error("{0}")]
    Usage(String),
    /// A file that a command needs could not be read or written.
    #[error("{0}")]
    Unreadable(String),
    /// A report could not be written.
    #[error("could not write the report: {0}")]
    Output(io::Error),
    /// The file of `--output-file` could not be written.
    #[error("{}: {error}", printable(path))]
    OutputFile {
        /// The path as given on the command line.
        path: String,
        /// The cause.
        error: write::OutputError,
    },
}

impl Error {
    /// The exit status of the command.
    pub(crate) fn outcome(&self) -> ExitState {
        match self {
            Self::Usage(_) => ExitState::Usage,
            // A closed pipe, as with `envlint | head`, is not an error.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitState::Clean,
            Self::Output(_) | Self::OutputFile { .. } | Self::Unreadable(_) => ExitState::Unreadable,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<envlint_project::ProjectError> for Error {
    fn from(error: envlint_project::ProjectError) -> Self {
        use envlint_project::ProjectError as Cause;
        Self::Usage(match error {
            Cause::UnknownKind { name } => format!(
                "{}: not a file that envlint knows; if VS Code reads it, pass --kind settings, tasks, launch, mcp, workspace or devcontainer",
                printable(&name)
            ),
            Cause::UnknownStdinKind => {
                "standard input needs a file type: pass --stdin-filename .vscode/settings.json or --kind settings"
                    .to_owned()
            }
            Cause::Config { path, reason } => format!("--config {}: {reason}", printable(&path.to_string_lossy())),
            Cause::UnknownRule { name } => unknown_rule(&name),
            Cause::InvalidSeverity { text } => {
                let text = printable(&text).into_owned();
                let hint = if text.ends_with("=off") { "; to turn a rule off, use --ignore RULE" } else { "" };
                format!("--severity {text}: write RULE=error, RULE=warning or RULE=info{hint}")
            }
            Cause::InvalidPattern { text, reason } => {
                format!("--exclude {}: this is not a valid path pattern: {reason}", printable(&text))
            }
            other => other.to_string(),
        })
    }
}

/// The message about a rule that does not exist.
pub(crate) fn unknown_rule(name: &str) -> String {
    let name = printable(name);
    let rules = envlint_rules::all();
    let diagnoses = Id::ALL.iter().map(|id| id.name());
    let families = || rules.iter().map(|rule| rule.meta().family.name);
    if families().any(|family| family == name) {
        return format!("`{name}` is a family of rules; run `envlint rules` to list the rules in it");
    }
    match nearest(&name, rules.iter().map(|rule| rule.meta().name).chain(diagnoses).chain(families())) {
        Some(near) => format!("unknown rule `{name}`; did you mean `{near}`?"),
        None => format!("unknown rule `{name}`; run `envlint rules` to list all rules"),
    }
}
