//! Reports, one file each. They all show the same [`Report`] and write to one writer.

mod concise;
mod diff;
mod human;
mod json;

use std::io::{self, IsTerminal, Write};

use envlint_rules::core::document::{Document, DocumentId};
use envlint_rules::core::finding::{Applicability, Finding, Severity};

use crate::args::{Color, Format};
use crate::files::{Files, Names, Problem};

pub(crate) use diff::diff;

/// What a run came to, ready to be shown.
pub(crate) struct Report<'r> {
    /// The findings, in order.
    pub(crate) findings: &'r [Finding],
    /// The files, by [`DocumentId`].
    pub(crate) documents: Vec<&'r Document>,
    /// How they are named.
    pub(crate) names: &'r Names,
    /// The files that could not be read or written.
    pub(crate) problems: &'r [Problem],
    /// How many files were linted, those read for context left out.
    pub(crate) files: usize,
    /// How many fixes were applied.
    pub(crate) fixed: usize,
}

impl<'r> Report<'r> {
    /// The report of `findings` in `files`.
    pub(crate) fn new(files: &'r Files, documents: Vec<&'r Document>, findings: &'r [Finding], fixed: usize) -> Self {
        let linted = files.inputs.iter().filter(|input| input.role != crate::files::Role::Context).count();
        Self { findings, documents, names: &files.names, problems: &files.problems, files: linted, fixed }
    }

    /// Writes it in `format`. `quiet` leaves out the last line of the formats for people.
    pub(crate) fn write(&self, format: Format, style: Style, quiet: bool, out: &mut impl Write) -> io::Result<()> {
        match format {
            Format::Human => human::write(self, style, quiet, out),
            Format::Concise => concise::write(self, quiet, out),
            Format::Json => json::write(self, out),
        }
    }

    fn document(&self, id: DocumentId) -> Option<&'r Document> {
        self.documents.get(id.0).copied()
    }

    /// The name of a document, as reports show it.
    fn path(&self, id: DocumentId) -> String {
        self.document(id).map_or_else(String::new, |document| self.names.shown(document.path()))
    }

    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// How many findings have a fix of this applicability.
    fn fixable(&self, applicability: Applicability) -> usize {
        let of = |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| fix.applicability == applicability);
        self.findings.iter().filter(of).count()
    }

    /// The last line of the reports for people.
    fn summary(&self) -> String {
        let mut sentences = Vec::new();
        let findings: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
            .into_iter()
            .map(|severity| (self.count(severity), severity))
            .filter(|(count, _)| *count > 0)
            .map(|(count, severity)| match severity {
                Severity::Info => format!("{count} info"),
                Severity::Warning | Severity::Error => plural(count, severity.name()),
            })
            .collect();
        if self.fixed > 0 {
            sentences.push(format!("Fixed {}.", plural(self.fixed, "finding")));
        }
        let left = if self.fixed > 0 { " left" } else { "" };
        match findings.is_empty() {
            true => sentences.push(format!("Nothing{left} to report in {}.", plural(self.files, "file"))),
            false => sentences.push(format!("{}{left} in {}.", findings.join(", "), plural(self.files, "file"))),
        }
        match (self.fixable(Applicability::Safe), self.fixable(Applicability::Unsafe)) {
            (0, 0) => {}
            (safe, 0) => sentences.push(format!("`envlint --fix` mends {safe}.")),
            (0, more) => sentences.push(format!("`envlint --fix --unsafe-fixes` mends {more}.")),
            (safe, more) => sentences.push(format!("`envlint --fix` mends {safe}, `--unsafe-fixes` {more} more.")),
        }
        sentences.join(" ")
    }
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// How text for people is laid out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// Whether to use colours.
    pub(crate) color: bool,
    /// How many columns there are.
    pub(crate) width: usize,
}

impl Style {
    /// The style for a stream that is, or is not, a terminal.
    pub(crate) fn new(color: Color, stream: &impl IsTerminal) -> Self {
        let is_terminal = stream.is_terminal();
        let wanted = || std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => is_terminal && wanted() && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
        };
        let columns = is_terminal.then(terminal_size::terminal_size).flatten();
        let width = columns.map_or(100, |(columns, _)| usize::from(columns.0).clamp(40, 120));
        Self { color, width }
    }
}
