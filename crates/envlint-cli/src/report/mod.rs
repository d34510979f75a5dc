//! Report formats, one file each. Every format writes the same [`Report`].

mod concise;
mod diff;
mod github;
mod human;
mod json;
mod markdown;
mod sarif;

use std::borrow::Borrow;
use std::cell::OnceCell;
use std::io::{self, Write};

use envlint_core::document::{Document, DocumentId};
use envlint_core::finding::{Applicability, Finding, ReportFinding, ReportRelated, Severity};
use envlint_core::text::Span;
use envlint_project::{DisplayPaths, FileProblem, Project};

use crate::args::{Color, Format};
use crate::printable::printable;

pub(crate) use concise::finding_line;
pub(crate) use diff::diff;
pub(crate) use json::json_line;

/// The results of a run, ready to be shown.
pub(crate) struct Report<'r> {
    /// The findings, sorted by path, offset and rule, without secrets.
    pub(crate) findings: Vec<ReportFinding>,
    /// The files, by [`DocumentId`].
    pub(crate) documents: Vec<&'r Document>,
    /// Converts paths to the names that the report shows.
    pub(crate) names: &'r DisplayPaths,
    /// The files that could not be read or written.
    pub(crate) problems: &'r [FileProblem],
    /// The number of linted files, not counting those that were only read for context.
    pub(crate) files: usize,
    /// The number of applied fixes; `None` without `--fix`.
    pub(crate) fixed: Option<usize>,
    project: &'r Project,
    /// The spans that an excerpt of each document must hide, computed on first use.
    hidden: Vec<OnceCell<Vec<Span>>>,
}

impl<'r> Report<'r> {
    /// Creates the report of `findings` in the files of `project`, whose current texts are `documents`.
    pub(crate) fn new(
        project: &'r Project,
        documents: Vec<&'r Document>,
        findings: &[Finding],
        fixed: Option<usize>,
    ) -> Self {
        let linted = project.files.iter().filter(|file| file.role.is_linted()).count();
        let hidden = documents.iter().map(|_| OnceCell::new()).collect();
        let Project { names, problems, .. } = project;
        let findings = redacted(findings, &documents, names);
        Self { findings, documents, names, problems, files: linted, fixed, project, hidden }
    }

    /// Writes the report in `format`. `quiet` omits the summary line.
    pub(crate) fn write(&self, format: Format, style: Style, quiet: bool, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Human => human::write(self, style, quiet, out),
            Format::Concise => concise::write(self, quiet, out),
            Format::Json => json::write(self, out),
            Format::Markdown => markdown::write(self, quiet, out),
            Format::Sarif => sarif::write(self, out),
            Format::Github => github::write(self, quiet, out),
        }
    }

    fn document(&self, id: DocumentId) -> Option<&'r Document> {
        self.documents.get(id.0).copied()
    }

    /// What no excerpt of a document may show: its secrets; or all of it, if its path is a link out of the project, since then
    /// whoever made the link would choose what is printed.
    fn hidden_in_excerpt(&self, id: DocumentId) -> &[Span] {
        let Some((document, hidden)) = self.document(id).zip(self.hidden.get(id.0)) else { return &[] };
        let whole = || vec![Span::new(0, document.text().len() as u32)];
        hidden.get_or_init(|| if self.project.leads_out(id) { whole() } else { document.secrets().to_vec() })
    }

    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// The number of findings with a fix of this applicability in files that this run may write.
    fn fixable(&self, applicability: Applicability) -> usize {
        let of = |finding: &&ReportFinding| finding.fix().is_some_and(|fix| fix.applicability == applicability);
        self.findings.iter().filter(of).filter(|finding| self.may_write(finding.document)).count()
    }

    /// Returns `true` if `--fix` may write the document.
    fn may_write(&self, id: DocumentId) -> bool {
        self.project.file(id).is_some_and(|file| file.role.may_change())
    }

    /// A reference to a related place, on one line: `see .vscode/settings.json:3:5: overridden by this value`.
    fn see(&self, related: &ReportRelated) -> String {
        let ReportRelated { path, start, message, .. } = related;
        format!("see {}:{}:{}: {}", printable(path), start.line, start.column, printable(message))
    }

    /// The title of a finding's fix, and how to apply it: `Append ":${env:PATH}" (with --fix)`.
    fn remedy(&self, finding: &ReportFinding) -> Option<String> {
        let fix = finding.fix()?;
        let how = match fix.applicability {
            Applicability::Safe | Applicability::Unsafe if !self.may_write(finding.document) => {
                "with --fix, if you name the file"
            }
            Applicability::Safe => "with --fix",
            Applicability::Unsafe => "with --fix --unsafe-fixes",
            Applicability::Display => "not applied automatically",
        };
        Some(format!("{} ({how})", printable(&fix.title)))
    }

    /// The summary line: the number of findings by severity, and how many of them can be fixed.
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
        let fixed = self.fixed.unwrap_or_default();
        if fixed > 0 {
            sentences.push(format!("Fixed {}.", plural(fixed, "finding")));
        }
        let left = if fixed > 0 { " left" } else { "" };
        match findings.is_empty() {
            true if self.files == 0 => sentences.push("No files to lint.".to_owned()),
            true => sentences.push(format!("Nothing{left} to report in {}.", plural(self.files, "file"))),
            false => sentences.push(format!("{}{left} in {}.", findings.join(", "), plural(self.files, "file"))),
        }
        // The findings that --fix left can't be fixed by running it again.
        let safe = if self.fixed.is_some() { 0 } else { self.fixable(Applicability::Safe) };
        match (safe, self.fixable(Applicability::Unsafe)) {
            (0, 0) => {}
            (safe, 0) => sentences.push(format!("{safe} fixable with `envlint --fix`.")),
            (0, more) => sentences.push(format!("{more} fixable with `envlint --fix --unsafe-fixes`.")),
            (safe, more) => {
                sentences.push(format!("{safe} fixable with `envlint --fix`, {more} more with `--fix --unsafe-fixes`."))
            }
        }
        sentences.join(" ")
    }
}

/// The findings in the form in which reports show them: without secrets, and with short paths.
pub(crate) fn redacted<'f>(
    findings: impl IntoIterator<Item = &'f Finding>,
    documents: &[impl Borrow<Document>],
    names: &DisplayPaths,
) -> Vec<ReportFinding> {
    let mut findings: Vec<ReportFinding> =
        findings.into_iter().filter_map(|finding| finding.redacted(documents)).collect();
    for finding in &mut findings {
        finding.path = names.shown(&finding.path);
        for related in &mut finding.related {
            related.path = names.shown(&related.path);
        }
    }
    findings
}

/// A count with its noun, in the plural unless the count is 1.
pub(crate) fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// The layout of human-readable text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// `true` to use ANSI colors.
    pub(crate) color: bool,
    /// The width in columns.
    pub(crate) width: usize,
}

impl Style {
    /// The width in columns if the output is not a terminal.
    const WIDTH: usize = 100;

    /// The style for a stream, which may be a terminal.
    pub(crate) fn new(color: Color, is_terminal: bool) -> Self {
        let wanted = || std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => is_terminal && wanted() && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
        };
        let columns = is_terminal.then(terminal_size::terminal_size).flatten();
        let width = columns.map_or(Self::WIDTH, |(columns, _)| usize::from(columns.0).clamp(40, 120));
        Self { color, width }
    }

    /// The style for a file.
    pub(crate) fn of_file(color: Color) -> Self {
        Self { color: color == Color::Always, width: Self::WIDTH }
    }
}
