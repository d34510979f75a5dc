//! `envlint matrix`: the environment of each process that VS Code starts.

use std::path::PathBuf;

use envlint_core::env::Run;

use super::output::print;
use super::stderr::print_all;
use super::{load_for_tables, real};
use crate::args::{MatrixArguments, MatrixFormat};
use crate::console;
use crate::printable::printable;
use crate::{Error, ExitState, environments};

/// Shows the environments of the processes in the windows of the selected files, limited to some variables if any are named.
pub(crate) fn run(arguments: &MatrixArguments) -> Result<ExitState, Error> {
    let MatrixArguments { paths, var: wanted, format, real, scope } = arguments;
    refuse_variables(paths)?;
    if let Some(machine) = real {
        return real::run(paths, wanted, *format, machine.as_deref());
    }
    let (project, linter) = load_for_tables(paths, scope, *format != MatrixFormat::Json)?;
    let analyses = project.analyses();
    let run = Run::new(&analyses);
    let windows = project.windows(&run);
    environments::refuse_unknown_names(&windows, scope)?;
    let found = environments::tables(&project.names, &windows, &linter, scope, wanted);
    let notes = environments::notes(&project, &analyses, &found);
    let syntax = format.syntax();
    print(scope.into(), syntax, console::stdout(syntax), |style, mut out| match format {
        MatrixFormat::Text => {
            if found.tables.is_empty() {
                writeln!(out, "{}", printable(&environments::nothing(wanted)))?;
            }
            environments::matrix_text(&found.tables, style, &mut out)?;
            environments::notes_text(&notes, style, &mut out)
        }
        MatrixFormat::Json => environments::matrix_json(&project, &found.tables, &notes, &mut out),
        MatrixFormat::Html => {
            let findings = environments::FindingIndex::new(&project, &project.lint_run(&linter, &run));
            environments::matrix_html(&project, &found.tables, wanted, &findings, &notes, &mut out)
        }
        MatrixFormat::Markdown => environments::matrix_markdown(&found.tables, &notes, &mut out),
    })?;
    print_all(&project, &linter, &run)
}

/// Fails if one of `paths` names no file, but may be the name of a variable.
fn refuse_variables(paths: &[PathBuf]) -> Result<(), Error> {
    let missing = paths.iter().filter(|path| !path.exists()).filter_map(|path| path.to_str());
    let is_name =
        |word: &str| word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    match missing.into_iter().find(|word| !word.is_empty() && is_name(word)) {
        Some(word) => Err(Error::Usage(format!("there is no file called `{word}`; for a variable: --var {word}"))),
        None => Ok(()),
    }
}
