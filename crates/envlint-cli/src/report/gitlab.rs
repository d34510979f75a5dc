//! The Code Quality report of GitLab, which shows findings in merge requests.
//!
//! Source: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use std::io::{self, Write};

use envlint_core::finding::{ReportFinding, Severity};
use serde::Serialize;

use super::Report;
use super::fingerprint::{Fingerprints, of_file};
use super::json::json_line;
use crate::printable::printable;

#[derive(Serialize)]
struct CodeQualityIssue<'r> {
    description: String,
    check_name: &'r str,
    /// Identifies the finding within the report and in later reports.
    fingerprint: String,
    severity: &'static str,
    location: CodeQualityLocation<'r>,
}

#[derive(Serialize)]
struct CodeQualityLocation<'r> {
    path: &'r str,
    lines: CodeQualityLines,
}

#[derive(Serialize)]
struct CodeQualityLines {
    begin: u32,
    end: u32,
}

/// Writes one JSON array with an object per finding.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut fingerprints = Fingerprints::default();
    let findings: Vec<ReportFinding> = report.findings().collect();
    let issues: Vec<_> = findings.iter().filter_map(|finding| issue(report, &mut fingerprints, finding)).collect();
    json_line(&issues, out)
}

fn issue<'r>(
    report: &'r Report<'_>,
    fingerprints: &mut Fingerprints,
    finding: &'r ReportFinding,
) -> Option<CodeQualityIssue<'r>> {
    let fingerprint = fingerprints.next(finding, report.document(finding.document)?);
    Some(CodeQualityIssue {
        description: printable(&finding.message).into_owned(),
        check_name: finding.rule.name,
        fingerprint: of_file(&finding.path, &fingerprint),
        severity: match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        location: CodeQualityLocation {
            path: &finding.path,
            lines: CodeQualityLines { begin: finding.start.line, end: finding.end.line },
        },
    })
}
