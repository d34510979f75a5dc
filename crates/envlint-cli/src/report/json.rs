//! The JSON report.

use std::borrow::Cow;
use std::io::{self, Write};

use envlint_core::document::{Document, DocumentId};
use envlint_core::finding::{Applicability, Finding, Fix, Severity};
use envlint_core::text::{LineColumn, Span};
use envlint_core::vscode::Platform;
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::{Report, fix, without_secrets};
use crate::printable::is_hazard;

/// Version 1 of the JSON report. Fields are added, never renamed or removed.
#[derive(Serialize)]
struct Output<'r> {
    version: u8,
    tool: Tool,
    findings: Vec<Row<'r>>,
    summary: Summary,
    problems: Vec<ProblemRow<'r>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Row<'r> {
    rule: &'static str,
    severity: &'static str,
    message: Cow<'r, str>,
    path: String,
    start: Position,
    end: Position,
    platforms: Vec<&'static str>,
    variable: Option<Cow<'r, str>>,
    place: Option<Cow<'r, str>>,
    related: Vec<RelatedRow<'r>>,
    fix: Option<FixRow<'r>>,
    help: Option<Cow<'r, str>>,
    url: String,
}

#[derive(Serialize)]
struct RelatedRow<'r> {
    path: String,
    start: Position,
    end: Position,
    message: Cow<'r, str>,
}

#[derive(Serialize)]
struct FixRow<'r> {
    applicability: &'static str,
    title: Cow<'r, str>,
    /// Empty if the edits would show a secret.
    edits: Vec<EditRow<'r>>,
}

/// An edit of the file. Offsets count UTF-8 bytes.
#[derive(Serialize)]
struct EditRow<'r> {
    start: u32,
    end: u32,
    replacement: &'r str,
}

/// A position in a file: line and column start at 1, and columns count Unicode scalar values; the offset starts at 0 and counts
/// UTF-8 bytes.
#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
    offset: u32,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    /// The number of findings that `--fix` would fix.
    fixable: usize,
    fixed: usize,
}

#[derive(Serialize)]
struct ProblemRow<'r> {
    path: &'r str,
    message: &'r str,
}

/// Writes the report as one JSON object.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let output = Output {
        version: 1,
        tool: Tool { name: "envlint", version: env!("CARGO_PKG_VERSION") },
        findings: report.findings.iter().filter_map(|finding| row(report, finding)).collect(),
        summary: Summary {
            files: report.files,
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            infos: report.count(Severity::Info),
            fixable: report.fixable(Applicability::Safe),
            fixed: report.fixed.unwrap_or_default(),
        },
        problems: report
            .problems
            .iter()
            .map(|problem| ProblemRow { path: &problem.path, message: &problem.message })
            .collect(),
    };
    json_line(&output, out)
}

/// Writes `value` as one line of JSON without raw control characters.
pub(crate) fn json_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Escaping))?;
    writeln!(out)
}

/// Formats compact JSON and escapes all characters that could control a terminal. JSON itself requires this only for some of them.
pub(super) struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        for part in fragment.split_inclusive(is_hazard) {
            let (plain, hazard) = match part.chars().next_back().filter(|&last| is_hazard(last)) {
                Some(last) => (part.strip_suffix(last).unwrap_or(part), Some(last)),
                None => (part, None),
            };
            writer.write_all(plain.as_bytes())?;
            for unit in hazard.iter().flat_map(|hazard| hazard.encode_utf16(&mut [0; 2]).to_vec()) {
                write!(writer, "\\u{unit:04x}")?;
            }
        }
        Ok(())
    }
}

fn row<'r>(report: &Report<'r>, finding: &'r Finding) -> Option<Row<'r>> {
    let document = report.document(finding.document)?;
    let (start, end) = positions(document, finding.span);
    Some(Row {
        rule: finding.rule.name,
        severity: finding.severity.name(),
        message: without_secrets(&finding.message),
        path: report.path(finding.document),
        start,
        end,
        platforms: finding.platforms.iter().map(Platform::name).collect(),
        variable: finding.variable.as_deref().map(without_secrets),
        place: finding.place.as_deref().map(without_secrets),
        related: finding
            .related
            .iter()
            .filter_map(|related| related_row(report, related.document, related.span, &related.message))
            .collect(),
        fix: finding.fix().map(|fix| fix_row(fix, document, report.secrets(finding.document))),
        help: finding.help.as_deref().map(without_secrets),
        url: finding.rule.url(),
    })
}

fn related_row<'r>(report: &Report<'r>, id: DocumentId, span: Span, message: &'r str) -> Option<RelatedRow<'r>> {
    let (start, end) = positions(report.document(id)?, span);
    Some(RelatedRow { path: report.path(id), start, end, message: without_secrets(message) })
}

fn fix_row<'r>(fix: &'r Fix, document: &Document, secrets: &[Span]) -> FixRow<'r> {
    let is_withheld = fix::shows_secret(fix, document, secrets);
    let edits = fix.edits.iter().filter(|_| !is_withheld).map(|edit| EditRow {
        start: edit.span.start,
        end: edit.span.end,
        replacement: &edit.replacement,
    });
    FixRow { applicability: fix.applicability.name(), title: without_secrets(&fix.title), edits: edits.collect() }
}

fn positions(document: &Document, span: Span) -> (Position, Position) {
    let position = |offset: u32| {
        let LineColumn { line, column } = document.position(offset);
        Position { line, column, offset }
    };
    (position(span.start), position(span.end))
}
