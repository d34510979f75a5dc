//! Reports, one file each. They all show the same [`Report`] and write to one writer.

mod concise;
mod diff;
mod fix;
mod github;
mod human;
mod json;
mod markdown;
mod sarif;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::io::{self, Write};

use envlint_rules::core::document::{Document, DocumentId};
use envlint_rules::core::finding::{Applicability, Finding, Related, Severity};
use envlint_rules::core::secrets::secret_spans;
use envlint_rules::core::text::Span;

use crate::args::{Color, Format};
use crate::files::{Files, Input, Problem};
use crate::names::Names;
use crate::printable::{printable, same_width_mask};

pub(crate) use concise::finding_line;
pub(crate) use diff::diff;
pub(crate) use json::json_line;

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
    /// How many fixes were applied; `None` if none were asked for.
    pub(crate) fixed: Option<usize>,
    inputs: &'r [Input],
    /// Where the secrets of each document are, once somebody asked.
    secrets: Vec<OnceCell<Vec<Span>>>,
    /// What no excerpt of each document may show, once somebody asked.
    hidden: Vec<OnceCell<Vec<Span>>>,
}

impl<'r> Report<'r> {
    /// The report of `findings` in `files`.
    pub(crate) fn new(
        files: &'r Files,
        documents: Vec<&'r Document>,
        findings: &'r [Finding],
        fixed: Option<usize>,
    ) -> Self {
        let linted = files.inputs.iter().filter(|input| input.role.is_linted()).count();
        let secrets = documents.iter().map(|_| OnceCell::new()).collect();
        let hidden = documents.iter().map(|_| OnceCell::new()).collect();
        let Files { inputs, names, problems, .. } = files;
        Self { findings, documents, names, problems, files: linted, fixed, inputs, secrets, hidden }
    }

    /// Writes it in `format`. `quiet` leaves out the last line of the formats for people.
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

    /// The name of a document, as reports show it.
    fn path(&self, id: DocumentId) -> String {
        self.document(id).map_or_else(String::new, |document| self.names.shown(document.path()))
    }

    /// Where a document holds secrets.
    fn secrets(&self, id: DocumentId) -> &[Span] {
        let known = self.document(id).zip(self.secrets.get(id.0));
        known.map_or(&[], |(document, secrets)| secrets.get_or_init(|| all_secrets(document)))
    }

    /// What no excerpt of a document may show: its secrets; or all of it, if its path is a link out of the project, since then
    /// whoever made the link would choose what is printed.
    fn hidden_in_excerpt(&self, id: DocumentId) -> &[Span] {
        let Some((document, hidden)) = self.document(id).zip(self.hidden.get(id.0)) else { return &[] };
        let is_outside = || self.inputs.get(id.0).is_some_and(|input| input.leads_out_of_project(document.kind()));
        let whole = || vec![Span::new(0, document.text().len() as u32)];
        hidden.get_or_init(|| if is_outside() { whole() } else { self.secrets(id).to_vec() })
    }

    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// How many findings have a fix of this applicability, in files that this very run may write.
    fn fixable(&self, applicability: Applicability) -> usize {
        let of = |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| fix.applicability == applicability);
        self.findings.iter().filter(of).filter(|finding| self.may_write(finding.document)).count()
    }

    /// Whether `--fix` would write the document.
    fn may_write(&self, id: DocumentId) -> bool {
        self.inputs.get(id.0).is_some_and(|input| input.role.may_change())
    }

    /// Where to look beside a finding, on one line: `see .vscode/settings.json:3:5: this one counts`.
    fn see(&self, related: &Related) -> Option<String> {
        let at = self.document(related.document)?.position(related.span.start);
        let path = self.path(related.document);
        Some(format!("see {}:{}:{}: {}", printable(&path), at.line, at.column, shown(&related.message)))
    }

    /// What the fix of a finding does, and how to have it done.
    fn remedy(&self, finding: &Finding) -> Option<String> {
        let fix = finding.fix.as_ref()?;
        let how = match fix.applicability {
            Applicability::Safe | Applicability::Unsafe if !self.may_write(finding.document) => {
                "with --fix, if you name the file"
            }
            Applicability::Safe => "with --fix",
            Applicability::Unsafe => "with --fix --unsafe-fixes",
            Applicability::Display => "by hand, if it is what you want",
        };
        Some(format!("{} ({how})", shown(&fix.title)))
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
        let fixed = self.fixed.unwrap_or_default();
        if fixed > 0 {
            sentences.push(format!("Fixed {}.", plural(fixed, "finding")));
        }
        let left = if fixed > 0 { " left" } else { "" };
        match findings.is_empty() {
            true if self.files == 0 => sentences.push("There was no file to lint.".to_owned()),
            true => sentences.push(format!("Nothing{left} to report in {}.", plural(self.files, "file"))),
            false => sentences.push(format!("{}{left} in {}.", findings.join(", "), plural(self.files, "file"))),
        }
        // What --fix left, another --fix will not mend.
        let safe = if self.fixed.is_some() { 0 } else { self.fixable(Applicability::Safe) };
        match (safe, self.fixable(Applicability::Unsafe)) {
            (0, 0) => {}
            (safe, 0) => sentences.push(format!("`envlint --fix` mends {safe}.")),
            (0, more) => sentences.push(format!("`envlint --fix --unsafe-fixes` mends {more}.")),
            (safe, more) => sentences.push(format!("`envlint --fix` mends {safe}, `--unsafe-fixes` {more} more.")),
        }
        sentences.join(" ")
    }
}

/// Where `document` holds secrets. It is searched as a whole: a value can stand on another line than its name.
fn all_secrets(document: &Document) -> Vec<Span> {
    secret_spans(document.text(), Span::new(0, document.text().len() as u32))
}

/// A message without the tokens that it quotes.
pub(crate) fn without_secrets(text: &str) -> Cow<'_, str> {
    let secrets = secret_spans(text, Span::new(0, text.len() as u32));
    match secrets.is_empty() {
        true => Cow::Borrowed(text),
        false => {
            same_width_mask(text, &secrets.iter().map(|secret| secret.range()).collect::<Vec<_>>()).into_owned().into()
        }
    }
}

/// A message as it may be shown to people.
fn shown(text: &str) -> String {
    printable(&without_secrets(text)).into_owned()
}

/// A count and what is counted.
pub(crate) fn plural(count: usize, noun: &str) -> String {
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
    /// How many columns there are where no terminal tells.
    const WIDTH: usize = 100;

    /// The style for a stream that is, or is not, a terminal.
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
