//! The concise report: one line per finding.

use std::io::{self, Write};

use envlint_core::finding::ReportFinding;

use super::Report;
use super::findings::FindingOutline;
use crate::printable::printable;

/// Writes one line per finding, with `[*]` before the message if `--fix` fixes it.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings() {
        let line = finding_line(&finding);
        let fixable = format!("[{}]: ", finding.rule.name);
        if report.is_fixable(FindingOutline::from(&finding)) {
            writeln!(out, "{}", line.replacen(&fixable, &format!("{fixable}[*] "), 1))?;
        } else {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

/// Formats a finding as `path:line:column: severity[rule]: message`.
pub(crate) fn finding_line(finding: &ReportFinding) -> String {
    let line = finding.to_string();
    // GitHub interprets a log line that begins with `::` as a command; a file name must not be able to inject one.
    let is_command = line.trim_start().starts_with("::");
    format!("{}{}", if is_command { "./" } else { "" }, printable(&line))
}
