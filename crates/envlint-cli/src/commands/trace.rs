//! `envlint trace NAME`: the steps that set one variable.

use std::io::{self, Write};
use std::slice::from_ref;

use envlint_core::env::Run;
use envlint_core::finding::{Finding, ReportFinding};
use envlint_project::Project;

use super::load_for_tables;
use super::output::print;
use super::stderr::print_all;
use crate::args::{TraceArguments, TraceFormat};
use crate::console;
use crate::printable::printable;
use crate::report::{Style, finding_line, redacted};
use crate::{Error, ExitState, environments};

/// Shows the history of a variable in the windows of the selected files, and the findings about it.
pub(crate) fn run(arguments: &TraceArguments) -> Result<ExitState, Error> {
    let TraceArguments { variable, paths, format, scope } = arguments;
    let (project, linter) = load_for_tables(paths, scope, *format != TraceFormat::Json)?;
    let analyses = project.analyses();
    let run = Run::new(&analyses);
    let windows = project.windows(&run);
    let wanted = variable.to_owned();
    environments::refuse_unknown_names(&windows, scope)?;
    let found = environments::tables(&project.names, &windows, &linter, scope, from_ref(&wanted));
    let is_about =
        |finding: &Finding| finding.variable.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(variable));
    let mut findings: Vec<Finding> = project.lint_run(&linter, &run).into_iter().filter(is_about).collect();
    if !scope.consumer.is_empty() {
        findings.retain(|finding| environments::is_about(&found.tables, finding));
    }
    let findings: Vec<ReportFinding> = redacted(&findings, &project.files, |path| project.names.shown(path)).collect();
    let notes = environments::notes(&project, &analyses, &found);
    let syntax = format.syntax();
    print(scope.into(), syntax, console::stdout(syntax), |style, mut out| match format {
        TraceFormat::Json => environments::trace_json(&project, &found.tables, &findings, &notes, &mut out),
        TraceFormat::Text => {
            text(&project, &found.tables, &findings, variable, style, &mut out)?;
            environments::notes_text(&notes, style, &mut out)
        }
    })?;
    print_all(&project, &linter, &run)
}

fn text(
    project: &Project,
    tables: &[environments::Table<'_>],
    findings: &[ReportFinding],
    variable: &str,
    style: Style,
    out: &mut impl Write,
) -> io::Result<()> {
    if tables.is_empty() {
        writeln!(out, "{}", printable(&environments::nothing(&[variable.to_owned()])))?;
    }
    environments::trace_text(project, tables, variable, style, out)?;
    let width = environments::width(style);
    if !findings.is_empty() {
        writeln!(out, "\nFindings about {}:", printable(variable))?;
        for finding in findings {
            let line = finding_line(finding);
            for (index, line) in environments::wrapped(&line, width.saturating_sub(4)).iter().enumerate() {
                writeln!(out, "{}{line}", if index == 0 { "  " } else { "    " })?;
            }
        }
    }
    Ok(())
}
