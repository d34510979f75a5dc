//! The report of doctor: the same facts for people and for programs.

mod environments;
mod headline;
mod json;
mod markdown;
mod scope;
mod table;
mod text;
mod wrap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::case::{Case, Question, ViewKind};
use crate::diagnoses::{Diagnosis, Severity, diagnose};
use crate::machine::Machine;

pub use environments::{DoctorVariableRow, EnvironmentRow, environments};
pub use headline::headline;
pub use json::json;
pub use markdown::markdown;
pub use scope::{NotObserved, checked, not_observed};
pub use text::{all_is_well, text};

/// A case with its diagnoses.
#[derive(Debug)]
pub struct DoctorReport<'c> {
    /// The case.
    pub case: Case<'c>,
    /// The diagnoses, the most important first.
    pub diagnoses: Vec<Diagnosis>,
}

/// The amount of text to print.
#[derive(Clone, Copy, Debug, Default)]
pub struct Detail {
    /// Print the evidence of every diagnosis, and notes.
    pub verbose: bool,
    /// Print every match of a program, not only the first.
    pub all: bool,
    /// The maximum number of columns.
    pub width: usize,
    /// Only print where programs are found: `envlint which`.
    pub which: bool,
}

impl<'c> DoctorReport<'c> {
    /// Diagnoses `case`, except for the diagnoses named in `ignored`.
    #[must_use]
    pub fn new(case: Case<'c>, ignored: &[String]) -> Self {
        let mut diagnoses = diagnose(&case);
        diagnoses.retain(|diagnosis| !ignored.iter().any(|name| name == diagnosis.id.name()));
        Self { case, diagnoses }
    }

    /// The diagnosis that answers the question: the first one above info. `None` if there is none, or if what was asked for is all right
    /// and the diagnoses are about something else.
    #[must_use]
    pub fn leading(&self) -> Option<&Diagnosis> {
        let case = &self.case;
        let first = self.diagnoses.iter().find(|diagnosis| diagnosis.severity > Severity::Info)?;
        let is_about = first.explains
            || first.program.as_ref().is_some_and(|name| case.questions.iter().any(|it| it.name.text == *name))
            || case
                .variables
                .iter()
                .any(|name| first.variables.iter().any(|it| case.machine.os.same_name(it, &name.text)));
        (case.requested.is_empty() || is_about || !is_answered(case)).then_some(first)
    }

    /// The highest severity.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.diagnoses.iter().map(|diagnosis| diagnosis.severity).max()
    }
}

/// Returns `true` if extensions find all programs that were asked for, no process that needs one lacks it, and the variables of the
/// extension host are known.
fn is_answered(case: &Case<'_>) -> bool {
    let is_found = |question: &Question| {
        let host = question.of_kind(case, ViewKind::ExtensionHost);
        question.gaps.is_empty() && host.is_some_and(|lookup| lookup.place().is_some())
    };
    let is_known = case.host().is_some_and(|host| host.env.is_some());
    case.questions.iter().all(is_found) && (case.variables.is_empty() || is_known)
}

/// A time for people, with the date if it was another day: in the local time zone for this computer, in UTC for a saved
/// machine.
pub(crate) fn clock(machine: &Machine, at: Timestamp) -> String {
    let zone = || if machine.is_live { TimeZone::system() } else { TimeZone::UTC };
    let zoned = at.to_zoned_datetime(zone());
    let today = machine.now.map(|now| now.to_zoned_datetime(zone()).date());
    let format = if today.is_none_or(|today| today == zoned.date()) { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    zoned.strftime(format).to_string()
}

/// The verb after the [`title`] of a process.
fn does(label: &str) -> &'static str {
    let is_plural = label == "task" || label.starts_with("extension-host");
    if is_plural { "do" } else { "does" }
}

/// The name of a process in sentences.
#[must_use]
pub fn title(label: &str) -> String {
    match label.split_once([':', '#']).unwrap_or((label, "")) {
        ("login-shell", _) => "a fresh login shell".to_owned(),
        ("terminal", "") => "the terminal".to_owned(),
        ("terminal", profile) => format!("the terminal {profile}"),
        ("task", "") => "tasks".to_owned(),
        ("task", name) => format!("the task {name}"),
        ("extension-host", _) => "extensions".to_owned(),
        ("mcp", name) => format!("the MCP server {name}"),
        ("gopls", _) => "the Go extension".to_owned(),
        (id, name) => match (crate::project::consumer_title(id), name) {
            (None, _) => label.to_owned(),
            (Some(title), "") => title.to_owned(),
            (Some(title), name) => format!("{title} {name}"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{does, title};

    #[test]
    fn the_verb_agrees_with_the_process() {
        let sentence = |label: &str| format!("{} {}", title(label), does(label));
        assert_eq!(sentence("task"), "tasks do");
        assert_eq!(sentence("task:build"), "the task build does");
        assert_eq!(sentence("extension-host#7"), "extensions do");
        assert_eq!(sentence("mcp:files"), "the MCP server files does");
    }
}
