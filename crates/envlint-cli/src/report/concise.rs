//! The concise report: one line per finding.

use std::io::{self, Write};

use envlint_core::document::Document;
use envlint_core::finding::Finding;
use envlint_project::Names;

use super::{Report, shown};
use crate::printable::printable;

/// Writes one line per finding, then the summary line.
pub(super) fn write(report: &Report<'_>, quiet: bool, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings {
        let Some(document) = report.document(finding.document) else { continue };
        writeln!(out, "{}", finding_line(finding, document, report.names))?;
    }
    if quiet { Ok(()) } else { writeln!(out, "{}", report.summary()) }
}

/// Formats a finding as `path:line:column: severity[rule]: message`.
pub(crate) fn finding_line(finding: &Finding, document: &Document, names: &Names) -> String {
    let at = document.position(finding.span.start);
    let path = names.shown(document.path());
    // GitHub interprets a log line that begins with `::` as a command; a file name must not be able to inject one.
    let path = if path.trim_start().starts_with("::") { format!("./{path}") } else { path };
    let (path, message) = (printable(&path), shown(&finding.message));
    format!("{path}:{}:{}: {}[{}]: {message}", at.line, at.column, finding.severity, finding.rule.name)
}
