//! The report of Checkstyle, which Jenkins, Bitbucket plug-ins and editors read.
//!
//! Source: `XMLLogger.java` of checkstyle/checkstyle.

use std::io::{self, Write};

use envlint_core::finding::ReportFinding;

use super::Report;
use super::xml::attribute;

/// Writes one XML document.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<checkstyle version=\"4.3\">")?;
    let all: Vec<ReportFinding> = report.findings().collect();
    for findings in all.chunk_by(|one, next| one.document == next.document) {
        let path = findings.first().map_or("", |finding| finding.path.as_str());
        writeln!(out, "  <file name=\"{}\">", attribute(path))?;
        for finding in findings {
            write_error(report, finding, out)?;
        }
        writeln!(out, "  </file>")?;
    }
    for problem in report.problems {
        let (path, message) = (attribute(&problem.path), attribute(&problem.message));
        writeln!(out, "  <file name=\"{path}\">\n    <exception>{message}</exception>\n  </file>")?;
    }
    writeln!(out, "</checkstyle>")
}

fn write_error(report: &Report<'_>, finding: &ReportFinding, out: &mut dyn Write) -> io::Result<()> {
    let mut message = finding.message.clone();
    if let Some(remedy) = finding.help.clone().or_else(|| report.remedy(finding)) {
        message += &format!(". {remedy}");
    }
    writeln!(
        out,
        "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"envlint.{}\"/>",
        finding.start.line,
        finding.start.column,
        finding.severity.name(),
        attribute(&message),
        finding.rule.name,
    )
}
