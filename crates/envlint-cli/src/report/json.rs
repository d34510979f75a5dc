//! The JSON report.

use std::io::{self, Write};

use envlint_core::finding::{Applicability, ReportFinding, Severity};
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::Report;
use crate::printable::is_hazard;

/// Version 1 of the JSON report. Fields are added, never renamed or removed.
#[derive(Serialize)]
struct ReportOutput<'r> {
    version: u8,
    tool: ReportTool,
    findings: FindingOutputs<'r>,
    summary: Summary,
    problems: Vec<ProblemRow<'r>>,
}

/// A finding, and what only the command knows about it.
#[derive(Serialize)]
struct FindingOutput {
    #[serde(flatten)]
    finding: ReportFinding,
    /// The arguments of the command that applies the fix; `None` if no command does. Each is a separate string, so that no
    /// shell has to take it apart.
    fix_command: Option<Vec<String>>,
}

/// The findings of a report, each of which is made when it is written.
struct FindingOutputs<'r>(&'r Report<'r>);

impl Serialize for FindingOutputs<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.findings().map(FindingOutput::from))
    }
}

#[derive(Serialize)]
struct ReportTool {
    name: &'static str,
    version: &'static str,
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
    let output = ReportOutput {
        version: 1,
        tool: ReportTool { name: "envlint", version: env!("CARGO_PKG_VERSION") },
        findings: FindingOutputs(report),
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

/// Writes each finding as one JSON object on its own line, with the fields that it has in the other report.
pub(super) fn write_lines(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    report.findings().try_for_each(|finding| json_line(&FindingOutput::from(finding), out))
}

impl From<ReportFinding> for FindingOutput {
    fn from(finding: ReportFinding) -> Self {
        Self { fix_command: fix_command(&finding), finding }
    }
}

fn fix_command(finding: &ReportFinding) -> Option<Vec<String>> {
    let unsafe_fixes: &[&str] = match finding.fix()?.applicability {
        Applicability::Safe => &[],
        Applicability::Unsafe => &["--unsafe-fixes"],
        Applicability::Display => return None,
    };
    let (start, end) = (["envlint", "--fix"], ["--only", finding.rule.name, "--", finding.path.as_str()]);
    Some(start.iter().chain(unsafe_fixes).chain(&end).map(ToString::to_string).collect())
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
