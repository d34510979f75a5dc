//! The options of a run of `envlint check`, and what depends on them: which findings are reported, where, and the exit status.

use std::io::Write;

use envlint_core::document::Document;
use envlint_core::finding::{Finding, Severity};
use envlint_project::{AppliedConfig, Project};

use super::accepted::AcceptedFindings;
use super::changed;
use super::output::print;
use super::stderr::{is_in_config, print_problems};
use crate::args::{Check, Format};
use crate::console::Console;
use crate::report::{FixOutcome, PeoplesPaths, Report, ReportOptions};
use crate::{Error, ExitState};

/// The options of a run, where the command line has the last word.
pub(super) struct CheckRun<'c> {
    pub(super) check: &'c Check,
    pub(super) format: Format,
    pub(super) paths: PeoplesPaths,
    baseline: Option<AcceptedFindings>,
}

impl<'c> CheckRun<'c> {
    pub(super) fn new(check: &'c Check, applied: &AppliedConfig, baseline: Option<AcceptedFindings>) -> Self {
        Self { check, format: format(check, applied), paths: PeoplesPaths::new(&check.paths), baseline }
    }

    pub(super) fn report_options(&self) -> ReportOptions<'_> {
        ReportOptions { check: self.check, format: self.format, paths: &self.paths }
    }

    /// Those of `findings`, in `documents`, that the options do not hide. Mistakes in a configuration are never hidden.
    pub(super) fn visible(
        &self,
        mut findings: Vec<Finding>,
        project: &Project,
        documents: &[&Document],
    ) -> Result<Vec<Finding>, Error> {
        let check = self.check;
        self.retain_severe(&mut findings, project);
        if check.changed_lines {
            changed::retain_changed(&mut findings, check, project)?;
        }
        match &self.baseline {
            Some(baseline) => baseline.new_of(findings, check.reports_all(), project, documents),
            None => Ok(findings),
        }
    }

    /// Drops the `findings` that the options hide because of their severity, except those in a configuration.
    pub(super) fn retain_severe(&self, findings: &mut Vec<Finding>, project: &Project) {
        let check = self.check;
        let is_hidden = |finding: &Finding| check.fix_only || finding.severity < min_severity(check, project, finding);
        findings.retain(|finding| !is_hidden(finding) || is_in_config(finding, project));
    }

    /// Returns `true` if each finding can be reported without the others. Those about one `.env` file are joined.
    pub(super) fn reports_in_parts(&self, project: &Project) -> bool {
        let check = self.check;
        let needs_all =
            check.changed_lines || check.statistics || check.report.is_some() || check.add_suppressions.is_some();
        self.format.is_written_in_parts() && self.baseline.is_none() && !needs_all && !project.has_env_files()
    }
}

/// The format of the report: that of the command line, or of the configuration.
fn format(check: &Check, applied: &AppliedConfig) -> Format {
    let named = applied.config.format.as_deref();
    let configured = named.and_then(|name| <Format as clap::ValueEnum>::from_str(name, false).ok());
    check.format.or(configured).unwrap_or(Format::Human)
}

/// The lowest severity of the findings to report in the file of `finding`.
pub(super) fn min_severity(check: &Check, project: &Project, finding: &Finding) -> Severity {
    let configured = || project.config(finding.document)?.min_severity;
    check.min_severity.map(Severity::from).or_else(configured).unwrap_or(Severity::Info)
}

/// The lowest severity of a finding in the file of `finding` that makes the run fail.
fn fail_on(check: &Check, project: &Project, finding: &Finding) -> Severity {
    let configured = || project.config(finding.document)?.fail_on;
    check.fail_on.map(Severity::from).or_else(configured).unwrap_or(Severity::Warning)
}

pub(super) fn report(
    run: &CheckRun<'_>,
    project: &Project,
    documents: Vec<&Document>,
    findings: Vec<Finding>,
    fix: Option<FixOutcome<'_>>,
    out: Console<impl Write>,
) -> Result<(), Error> {
    let check = run.check;
    let report = Report::new(run.report_options(), project, documents, findings, fix);
    let written = print(check.into(), run.format.syntax(), out, |style, out| report.write(style, out));
    tell_problems(run, project)?;
    written
}

/// Prints the files that could not be read, unless the report lists them.
pub(super) fn tell_problems(run: &CheckRun<'_>, project: &Project) -> Result<(), Error> {
    // Someone who runs the command does not see what is written to the output file.
    if !run.format.reports_problems() || run.check.output_file.is_some() { print_problems(project) } else { Ok(()) }
}

pub(super) fn outcome(run: &CheckRun<'_>, project: &Project, findings: &[Finding]) -> ExitState {
    if !project.problems.is_empty() {
        ExitState::Unreadable
    } else if findings.iter().any(|finding| is_in_config(finding, project)) {
        // An invalid configuration is an error like an invalid command line, whatever --fail-on and --exit-zero say.
        ExitState::Usage
    } else if !run.check.exit_zero
        && findings.iter().any(|finding| finding.severity >= fail_on(run.check, project, finding))
    {
        ExitState::Findings
    } else {
        ExitState::Clean
    }
}
