//! `envlint trace NAME`: the steps that set one variable.

use std::io::{self, Write};
use std::path::PathBuf;
use std::slice::from_ref;

use envlint_core::finding::Finding;

use super::check::{reported, unless_gone};
use super::complaints::print_all;
use crate::args::{Scope, TraceFormat};
use crate::config::Wishes;
use crate::console::{self, Syntax};
use crate::files::Files;
use crate::printable::printable;
use crate::report::{Style, finding_line};
use crate::{Error, Outcome, explain};

/// Shows the history of `variable` in the windows of `paths`, and the findings about it.
pub(crate) fn run(variable: &str, paths: &[PathBuf], format: TraceFormat, scope: &Scope) -> Result<Outcome, Error> {
    let files = explain::collect(paths, scope)?;
    let readings = explain::readings(&files);
    let windows = explain::windows_of(&files, &readings);
    let wanted = variable.to_owned();
    let sheets = explain::sheets(&files, &windows, scope, from_ref(&wanted));
    let findings = findings(&files, variable);
    let mut out = console::stdout(match format {
        TraceFormat::Text => Syntax::Text,
        TraceFormat::Json => Syntax::Json,
    });
    let style = Style::new(scope.color, out.is_terminal);
    unless_gone(match format {
        TraceFormat::Json => explain::trace_json(&files, &sheets, &findings, &mut out),
        TraceFormat::Text => text(&files, &sheets, &findings, variable, style, &mut out),
    })?;
    unless_gone(out.flush())?;
    print_all(&files, &readings)
}

fn text(
    files: &Files,
    sheets: &[explain::Sheet<'_>],
    findings: &[Finding],
    variable: &str,
    style: Style,
    out: &mut impl Write,
) -> io::Result<()> {
    if sheets.is_empty() {
        writeln!(out, "{}", printable(&explain::nothing(&[variable.to_owned()])))?;
    }
    explain::trace_text(files, sheets, variable, style, out)?;
    if !findings.is_empty() {
        writeln!(out, "\nFindings about {}:", printable(variable))?;
        for finding in findings {
            if let Some(document) = files.documents.get(finding.document.0) {
                writeln!(out, "  {}", finding_line(finding, document, &files.names))?;
            }
        }
    }
    Ok(())
}

/// The findings about `variable` in the selected files.
fn findings(files: &Files, variable: &str) -> Vec<Finding> {
    let all = files.linter(&Wishes::default()).lint(&files.documents);
    let mut findings = reported(all, files);
    findings.retain(|finding| finding.variable.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(variable)));
    findings
}
