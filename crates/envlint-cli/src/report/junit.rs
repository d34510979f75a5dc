//! The JUnit report, for CI servers that show test results: a suite per linted file, and a failure per finding.

use std::collections::BTreeMap;
use std::io::{self, Write};

use envlint_core::document::DocumentId;
use envlint_core::finding::ReportFinding;
use quick_junit::{NonSuccessKind, Report as JunitReport, TestCase, TestCaseStatus, TestSuite};

use super::Report;
use super::xml::shown;

/// Writes one XML document. A file without findings has one successful test, so that a server sees that it was linted.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut result = JunitReport::new("envlint");
    let mut of_files: BTreeMap<DocumentId, Vec<ReportFinding>> = BTreeMap::new();
    for finding in report.findings() {
        of_files.entry(finding.document).or_default().push(finding);
    }
    let mut files: Vec<_> = report.project.files.iter().enumerate().collect();
    // Configurations were found in the order of the arguments.
    files.sort_by_key(|(_, file)| file.document.path());
    for (index, file) in files {
        let id = DocumentId(index);
        let findings = of_files.get(&id).map_or(&[][..], Vec::as_slice);
        if !findings.is_empty() || file.role.is_linted() {
            let path = report.names.shown(file.document.path());
            result.add_test_suite(suite(report, &path, findings));
        }
    }
    for problem in report.problems {
        let message = shown(&problem.message);
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        status.set_message(&message).set_type("unreadable");
        let mut suite = TestSuite::new(shown(&problem.path));
        suite.add_test_case(case(&problem.path, "readable", status));
        result.add_test_suite(suite);
    }
    let text = result.to_string().map_err(io::Error::other)?;
    // Jenkins' schema (junit-10.xsd of its xUnit plugin) knows this attribute for suites only. The root element comes first.
    let text = text.replacen(" skipped=\"0\"", "", 1);
    writeln!(out, "{}", text.trim_end())
}

fn suite(report: &Report<'_>, path: &str, findings: &[ReportFinding]) -> TestSuite {
    let mut suite = TestSuite::new(shown(path));
    if findings.is_empty() {
        suite.add_test_case(case(path, "envlint", TestCaseStatus::success()));
    }
    for finding in findings {
        let place = format!("{path}:{}:{}", finding.start.line, finding.start.column);
        let mut lines = vec![format!("{place}: {}", finding.message)];
        lines.extend(finding.related.iter().map(|related| report.see(related)));
        lines.extend(finding.help.clone());
        lines.extend(report.remedy(finding));
        let lines: Vec<String> = lines.iter().map(|line| shown(line)).collect();
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_message(shown(&finding.message)).set_type(finding.severity.name()).set_description(lines.join("\n"));
        let name = format!("{} {}:{}", finding.rule.name, finding.start.line, finding.start.column);
        suite.add_test_case(case(path, &name, status));
    }
    suite
}

fn case(path: &str, name: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(shown(name), status);
    case.set_classname(shown(path));
    case
}
