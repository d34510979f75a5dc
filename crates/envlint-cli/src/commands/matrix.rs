//! `envlint matrix`: the environment of each process that VS Code starts.

use std::io::Write;
use std::path::PathBuf;

use envlint_core::env::Run;

use super::check::unless_gone;
use super::load_for_tables;
use super::stderr::print_all;
use crate::args::{MatrixFormat, TableScope};
use crate::console::{self, Syntax};
use crate::printable::printable;
use crate::report::Style;
use crate::{Error, ExitState, environments};

/// Shows the environments of the processes in the windows of `paths`, limited to the variables `wanted` unless that list is empty.
pub(crate) fn run(
    paths: &[PathBuf],
    wanted: &[String],
    format: MatrixFormat,
    scope: &TableScope,
) -> Result<ExitState, Error> {
    let (project, linter) = load_for_tables(paths, scope)?;
    let analyses = project.analyses();
    let run = Run::new(&analyses);
    let windows = project.windows(&run);
    let tables = environments::tables(&project, &windows, scope, wanted);
    let notes = environments::notes(&project, &analyses, &tables);
    let mut out = console::stdout(match format {
        MatrixFormat::Text | MatrixFormat::Markdown => Syntax::Text,
        MatrixFormat::Json => Syntax::Json,
        MatrixFormat::Html => Syntax::Html,
    });
    let style = Style::new(scope.color, out.is_terminal);
    unless_gone(match format {
        MatrixFormat::Text if tables.is_empty() => writeln!(out, "{}", printable(&environments::nothing(wanted))),
        MatrixFormat::Text => environments::matrix_text(&tables, style, &mut out),
        MatrixFormat::Json => environments::matrix_json(&project, &tables, &notes, &mut out),
        MatrixFormat::Html => environments::matrix_html(&project, &tables, wanted, &notes, &mut out),
        MatrixFormat::Markdown => environments::matrix_markdown(&tables, &notes, &mut out),
    })?;
    if format == MatrixFormat::Text {
        unless_gone(environments::notes_text(&notes, &mut out))?;
    }
    unless_gone(out.flush())?;
    print_all(&project, &linter, &run)
}
