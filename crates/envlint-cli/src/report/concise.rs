use std::io::{self, Write};

use super::{Report, shown};
use crate::printable::printable;

/// One line for each finding: `path:line:column: severity[rule]: message`.
pub(super) fn write(report: &Report<'_>, quiet: bool, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings {
        let Some(document) = report.document(finding.document) else { continue };
        let at = document.position(finding.span.start);
        let path = report.path(finding.document);
        // The log of GitHub takes a line that begins with `::` for a command; no name of a file may give it one.
        let path = if path.trim_start().starts_with("::") { format!("./{path}") } else { path };
        let (path, message) = (printable(&path), shown(&finding.message));
        writeln!(out, "{path}:{}:{}: {}[{}]: {message}", at.line, at.column, finding.severity, finding.rule.name)?;
    }
    if quiet { Ok(()) } else { writeln!(out, "{}", report.summary()) }
}
