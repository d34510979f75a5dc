//! The Reviewdog Diagnostic Format, in its form as one JSON object.
//!
//! Source: `proto/rdf/reviewdog.proto` of reviewdog/reviewdog. Columns count bytes of UTF-8, from 1.

use std::io::{self, Write};

use envlint_core::document::Document;
use envlint_core::finding::{Applicability, ReportFinding, Severity};
use envlint_core::text::Span;
use serde::Serialize;

use super::Report;
use super::json::json_line;
use crate::printable::printable;

#[derive(Serialize)]
struct DiagnosticResult<'r> {
    source: DiagnosticSource,
    diagnostics: Vec<RdDiagnostic<'r>>,
}

#[derive(Serialize)]
struct DiagnosticSource {
    name: &'static str,
}

#[derive(Serialize)]
struct RdDiagnostic<'r> {
    message: String,
    location: RdLocation<'r>,
    severity: &'static str,
    code: RdCode,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<RdSuggestion<'r>>,
}

#[derive(Serialize)]
struct RdCode {
    value: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct RdLocation<'r> {
    path: &'r str,
    range: RdRange,
}

#[derive(Serialize)]
struct RdSuggestion<'r> {
    range: RdRange,
    text: &'r str,
}

#[derive(Serialize)]
struct RdRange {
    start: RdPosition,
    end: RdPosition,
}

#[derive(Serialize)]
struct RdPosition {
    line: u32,
    column: u32,
}

/// Writes one JSON object with all findings. Suggestions are the edits of safe and unsafe fixes: a reviewer decides.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings: Vec<ReportFinding> = report.findings().collect();
    let diagnostics = findings.iter().filter_map(|finding| diagnostic(report, finding)).collect();
    json_line(&DiagnosticResult { source: DiagnosticSource { name: "envlint" }, diagnostics }, out)
}

fn diagnostic<'r>(report: &'r Report<'_>, finding: &'r ReportFinding) -> Option<RdDiagnostic<'r>> {
    let document = report.document(finding.document)?;
    let mut sentences = vec![printable(&finding.message).into_owned()];
    sentences.extend(finding.related.iter().map(|related| report.see(related)));
    sentences.extend(finding.help.as_deref().map(|help| printable(help).into_owned()));
    sentences.extend(report.remedy(finding));
    // A suggestion is one edit, so only a fix of one edit can be suggested.
    let suggested = finding.fix().filter(|fix| fix.applicability != Applicability::Display);
    let suggestions = match suggested.and_then(|fix| fix.edits.as_deref()) {
        Some([edit]) => vec![RdSuggestion { range: range(document, edit.span), text: &edit.replacement }],
        _ => Vec::new(),
    };
    Some(RdDiagnostic {
        message: sentences.join("\n"),
        location: RdLocation { path: &finding.path, range: range(document, finding.span) },
        severity: match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: RdCode { value: finding.rule.name, url: finding.rule.url() },
        suggestions,
    })
}

fn range(document: &Document, span: Span) -> RdRange {
    let index = document.lines();
    let position = |offset: u32| {
        let line = index.line(offset);
        RdPosition { line, column: offset - index.start(line) + 1 }
    };
    RdRange { start: position(span.start), end: position(span.end) }
}
