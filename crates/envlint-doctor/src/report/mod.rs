//! What doctor tells: the same facts for people and for programs.

mod json;
mod markdown;
mod scope;
mod table;
mod text;
mod wrap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::case::Case;
use crate::diagnoses::{Diagnosis, Severity, diagnose};
use crate::machine::Machine;

pub use json::json;
pub use markdown::markdown;
pub use scope::{NotObserved, checked, not_observed};
pub use text::text;

/// A case with its diagnoses.
#[derive(Debug)]
pub struct Report<'c> {
    /// The case.
    pub case: Case<'c>,
    /// What is wrong, the most important first.
    pub diagnoses: Vec<Diagnosis>,
}

/// How much text to print.
#[derive(Clone, Copy, Debug, Default)]
pub struct Detail {
    /// The evidence of every diagnosis, and notes.
    pub verbose: bool,
    /// Every match of a program, not only the first.
    pub all: bool,
    /// How many columns there are.
    pub width: usize,
    /// Whether only programs are asked about: `envlint which`.
    pub which: bool,
}

impl<'c> Report<'c> {
    /// Looks at `case`. Diagnoses with one of the names in `ignored` are left out.
    #[must_use]
    pub fn new(case: Case<'c>, ignored: &[String]) -> Self {
        let mut diagnoses = diagnose(&case);
        diagnoses.retain(|diagnosis| !ignored.iter().any(|name| name == diagnosis.id.name()));
        Self { case, diagnoses }
    }

    /// The highest severity.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.diagnoses.iter().map(|diagnosis| diagnosis.severity).max()
    }
}

/// A time for people: with the date if it was another day. Of this computer in its own time zone, of a saved machine in UTC.
pub(crate) fn clock(machine: &Machine, at: Timestamp) -> String {
    let zone = || if machine.is_live { TimeZone::system() } else { TimeZone::UTC };
    let zoned = at.to_zoned_datetime(zone());
    let today = machine.now.map(|now| now.to_zoned_datetime(zone()).date());
    let format = if today.is_none_or(|today| today == zoned.date()) { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    zoned.strftime(format).to_string()
}

/// What people call a process.
pub(crate) fn title(label: &str) -> &str {
    match label {
        "login-shell" => "a fresh login shell",
        "terminal" => "the terminal",
        "task" => "tasks",
        "extension-host" => "extensions",
        "gopls" => "the Go extension",
        other => other,
    }
}
