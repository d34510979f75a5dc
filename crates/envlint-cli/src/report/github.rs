//! The report for GitHub Actions: workflow commands that GitHub turns into annotations.

use std::io::{self, Write};

use envlint_core::finding::{ReportFinding, Severity};

use super::Report;
use crate::printable::printable;

/// The number of annotations of each severity that GitHub shows for a step. Source: its documentation of workflow commands and
/// actions/toolkit, `docs/problem-matchers.md`, "Limitations".
const ANNOTATIONS: usize = 10;

/// Writes one workflow command per finding. Text from files is escaped and always follows `::error ` or a
/// similar prefix, so it cannot form a command itself.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings() {
        writeln!(out, "{}", command(report, &finding))?;
    }
    Ok(())
}

/// Writes the problems in the same way, then the summary line.
pub(super) fn write_rest(report: &Report<'_>, quiet: bool, out: &mut dyn Write) -> io::Result<()> {
    for problem in report.problems {
        let (file, message) = (path_property(&problem.path), data(&printable(&problem.message)));
        writeln!(out, "::error file={file},title=envlint::{}: {message}", data(&printable(&problem.path)))?;
    }
    if quiet {
        return Ok(());
    }
    let is_beyond_limit = |severity| report.count(severity) > ANNOTATIONS;
    if [Severity::Error, Severity::Warning, Severity::Info].into_iter().any(is_beyond_limit) {
        let note = format!("GitHub shows only {ANNOTATIONS} annotations of each severity; this log has all findings.");
        return writeln!(out, "{} {note}", report.summary());
    }
    writeln!(out, "{}", report.summary())
}

fn command(report: &Report<'_>, finding: &ReportFinding) -> String {
    let (start, end) = (finding.start, finding.end);
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let path = &finding.path;
    let file = path_property(path);
    let mut place = format!("file={file},line={},endLine={}", start.line, end.line);
    // GitHub accepts columns only if the span is on one line.
    if start.line == end.line {
        place.push_str(&format!(",col={},endColumn={}", start.column, end.column));
    }
    // The message starts with the path, because the log shows only the message. The log contains all findings, whereas GitHub
    // keeps only ten annotations of each severity.
    let message = printable(&finding.message);
    let mut lines = vec![format!("{}:{}:{}: {message}", printable(path), start.line, start.column)];
    lines.extend(finding.related.iter().map(|related| report.see(related)));
    lines.extend(finding.help.as_deref().map(|help| printable(help).into_owned()));
    lines.extend(report.remedy(finding));
    let lines: Vec<String> = lines.iter().map(|line| data(line)).collect();
    format!("::{name} {place},title={} (envlint)::{}", property(finding.rule.name), lines.join("%0A"))
}

/// Escapes the message of a command, which follows the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a command, such as `title`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Escapes a path so that GitHub restores it, including its line breaks. Control characters that GitHub cannot escape are shown as
/// [`printable`] shows them.
fn path_property(path: &str) -> String {
    let shown = |line: &str| line.split('\r').map(printable).collect::<Vec<_>>().join("\r");
    property(&path.split('\n').map(shown).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_text_can_be_restored() {
        let text = "100%, a:b::c\r\n%0A%3A";
        assert_eq!(property(text), "100%25%2C a%3Ab%3A%3Ac%0D%0A%250A%253A");
        let unescaped = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")];
        let back = unescaped.iter().fold(property(text), |text, (token, plain)| text.replace(token, plain));
        assert_eq!(back, text, "as the runner does it");
        assert_eq!(data(text), "100%25, a:b::c%0D%0A%250A%253A");
    }

    #[test]
    fn a_path_keeps_its_line_breaks_and_has_no_control_characters() {
        assert_eq!(path_property("a\r\nb\u{1b}[31m/\u{202e}c"), "a%0D%0Ab\\u{1b}[31m/\\u{202e}c");
    }
}
