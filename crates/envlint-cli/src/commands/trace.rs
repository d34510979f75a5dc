//! `envlint trace NAME`: the steps that set one variable.

use std::io::{self, Write};
use std::path::PathBuf;
use std::slice::from_ref;

use envlint_core::finding::{Finding, ReportFinding};
use envlint_project::Project;

use super::check::unless_gone;
use super::complaints::print_all;
use super::load_for_tables;
use crate::args::{Scope, TraceFormat};
use crate::console::{self, Syntax};
use crate::printable::printable;
use crate::report::{Style, finding_line, redacted};
use crate::{Error, Outcome, explain};

/// Shows the history of `variable` in the windows of `paths`, and the findings about it.
pub(crate) fn run(variable: &str, paths: &[PathBuf], format: TraceFormat, scope: &Scope) -> Result<Outcome, Error> {
    let (project, linter) = load_for_tables(paths, scope)?;
    let readings = project.readings();
    let windows = project.windows(&readings);
    let wanted = variable.to_owned();
    let sheets = explain::sheets(&project, &windows, scope, from_ref(&wanted));
    let is_about =
        |finding: &Finding| finding.variable.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(variable));
    let findings: Vec<Finding> = project.lint_readings(&linter, &readings).into_iter().filter(is_about).collect();
    let findings = redacted(&findings, &project.files, &project.names);
    let notes = explain::notes(&project, &readings, &sheets);
    let mut out = console::stdout(match format {
        TraceFormat::Text => Syntax::Text,
        TraceFormat::Json => Syntax::Json,
    });
    let style = Style::new(scope.color, out.is_terminal);
    unless_gone(match format {
        TraceFormat::Json => explain::trace_json(&project, &sheets, &findings, &notes, &mut out),
        TraceFormat::Text => text(&project, &sheets, &findings, variable, style, &mut out),
    })?;
    if format == TraceFormat::Text {
        unless_gone(explain::notes_text(&notes, &mut out))?;
    }
    unless_gone(out.flush())?;
    print_all(&project, &linter, &readings)
}

fn text(
    project: &Project,
    sheets: &[explain::Sheet<'_>],
    findings: &[ReportFinding],
    variable: &str,
    style: Style,
    out: &mut impl Write,
) -> io::Result<()> {
    if sheets.is_empty() {
        writeln!(out, "{}", printable(&explain::nothing(&[variable.to_owned()])))?;
    }
    explain::trace_text(project, sheets, variable, style, out)?;
    if !findings.is_empty() {
        writeln!(out, "\nFindings about {}:", printable(variable))?;
        for finding in findings {
            writeln!(out, "  {}", finding_line(finding))?;
        }
    }
    Ok(())
}
