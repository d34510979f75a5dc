//! `envlint matrix`: the environment of each process that VS Code starts.

use std::io::Write;
use std::path::PathBuf;

use super::check::unless_gone;
use super::complaints::print_all;
use super::load_for_tables;
use crate::args::{MatrixFormat, Scope};
use crate::console::{self, Syntax};
use crate::printable::printable;
use crate::report::Style;
use crate::{Error, Outcome, explain};

/// Shows the environments of the processes in the windows of `paths`, limited to the variables `wanted` unless that list is empty.
pub(crate) fn run(paths: &[PathBuf], wanted: &[String], format: MatrixFormat, scope: &Scope) -> Result<Outcome, Error> {
    let (project, linter) = load_for_tables(paths, scope)?;
    let readings = project.readings();
    let windows = project.windows(&readings);
    let sheets = explain::sheets(&project, &windows, scope, wanted);
    let notes = explain::notes(&project, &readings, &sheets);
    let mut out = console::stdout(match format {
        MatrixFormat::Text | MatrixFormat::Markdown => Syntax::Text,
        MatrixFormat::Json => Syntax::Json,
        MatrixFormat::Html => Syntax::Html,
    });
    let style = Style::new(scope.color, out.is_terminal);
    unless_gone(match format {
        MatrixFormat::Text if sheets.is_empty() => writeln!(out, "{}", printable(&explain::nothing(wanted))),
        MatrixFormat::Text => explain::matrix_text(&sheets, style, &mut out),
        MatrixFormat::Json => explain::matrix_json(&project, &sheets, &notes, &mut out),
        MatrixFormat::Html => explain::matrix_html(&project, &sheets, wanted, &notes, &mut out),
        MatrixFormat::Markdown => explain::matrix_markdown(&sheets, &notes, &mut out),
    })?;
    if format == MatrixFormat::Text {
        unless_gone(explain::notes_text(&notes, &mut out))?;
    }
    unless_gone(out.flush())?;
    print_all(&project, &linter, &readings)
}
