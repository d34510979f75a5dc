use std::io::{self, Write};

use envlint_rules::core::document::Document;
use envlint_rules::core::finding::Finding;

use super::{Report, shown};
use crate::names::Names;
use crate::printable::printable;

/// One line for each finding: `path:line:column: severity[rule]: message`.
pub(super) fn write(report: &Report<'_>, quiet: bool, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings {
        let Some(document) = report.document(finding.document) else { continue };
        writeln!(out, "{}", finding_line(finding, document, report.names))?;
    }
    if quiet { Ok(()) } else { writeln!(out, "{}", report.summary()) }
}

/// `path:line:column: severity[rule]: message`
pub(crate) fn finding_line(finding: &Finding, document: &Document, names: &Names) -> String {
    let at = document.position(finding.span.start);
    let path = names.shown(document.path());
    // The log of GitHub takes a line that begins with `::` for a command; no name of a file may give it one.
    let path = if path.trim_start().starts_with("::") { format!("./{path}") } else { path };
    let (path, message) = (printable(&path), shown(&finding.message));
    format!("{path}:{}:{}: {}[{}]: {message}", at.line, at.column, finding.severity, finding.rule.name)
}
