//! The commands, one file each.

mod accepted;
pub(crate) mod baseline;
mod changed;
pub(crate) mod check;
mod check_run;
pub(crate) mod config;
pub(crate) mod doctor;
mod files;
mod fix;
pub(crate) mod generate;
pub(crate) mod init;
pub(crate) mod matrix;
mod misspelled;
mod output;
mod own_files;
mod parts;
pub(crate) mod real;
mod reproduce;
pub(crate) mod rule;
pub(crate) mod rules;
mod selection;
pub(crate) mod server;
mod stderr;
mod suppress;
pub(crate) mod trace;

use std::path::PathBuf;
use std::sync::Arc;

use envlint_core::linter::Linter;
use envlint_project::{CliOverrides, ConfigSource, Disk, Project, Selection};

use crate::Error;
use crate::args::TableScope;
use crate::environments::refuse_unknown_kinds;
use crate::report::home_folder;

/// Loads the selected files, and creates their linter. Every command that reads files starts here.
fn load(selection: &Selection<'_>, overrides: &CliOverrides) -> Result<(Project, Linter), Error> {
    let project = Project::load(Arc::new(Disk), selection)?;
    let linter = project.linter(overrides);
    Ok((project, linter))
}

/// Loads the files for `matrix` and `trace`, whose output is `for_people` or for programs.
///
/// # Errors
/// Also fails if `--consumer` names an unknown kind of process, or if `--output-file` is a file of the run.
fn load_for_tables(paths: &[PathBuf], scope: &TableScope, for_people: bool) -> Result<(Project, Linter), Error> {
    refuse_unknown_kinds(scope)?;
    let config = match &scope.config {
        Some(path) => ConfigSource::File(path),
        None if scope.no_config => ConfigSource::None,
        None => ConfigSource::Nearest,
    };
    let selection =
        Selection { user: scope.user.map_or(&[], |of| of.0), leaves_out_named: false, config, ..Selection::new(paths) };
    let (mut project, linter) = load(&selection, &CliOverrides::default())?;
    output::refuse_to_overwrite(scope.output_file.as_deref(), &project)?;
    project.names.home = home_folder().filter(|_| for_people && scope.user.is_some());
    Ok((project, linter))
}
