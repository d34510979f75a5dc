//! The files and the configuration that the command line selects.

use std::path::{Path, PathBuf};

use envlint_core::linter::Linter;
use envlint_core::vscode::{FileKind, Platform};
use envlint_project::{AppliedConfig, CliOverrides, ConfigSource, Disk, Project, Selection};

use super::{changed, load};
use crate::Error;
use crate::args::Check;

/// The configuration of the first path, which decides what concerns the whole run.
pub(super) fn applied_config(check: &Check) -> Result<AppliedConfig, Error> {
    let chosen = check.config.clone().or_else(config_variable);
    let first = check.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let first = if first.as_os_str() == "-" { check.stdin_filename.as_deref().unwrap_or(first) } else { first };
    Ok(envlint_project::config_of(&Disk, config_source(chosen.as_deref(), check.no_config), first)?)
}

/// Loads the files that `check` selects, and creates their linter.
pub(super) fn load_selected(check: &Check) -> Result<(Project, Linter), Error> {
    let chosen = check.config.clone().or_else(config_variable);
    let changed = changed::files(check)?;
    let config = config_source(chosen.as_deref(), check.no_config);
    let (only, deleted) = (changed.files.as_ref(), Some(&changed.deleted));
    load(&Selection { only, deleted, ..selection(check, config) }, &overrides(check)?)
}

/// The configuration that the environment names.
pub(super) fn config_variable() -> Option<PathBuf> {
    std::env::var_os("ENVLINT_CONFIG").filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// The way to find the configuration of each file.
pub(super) fn config_source(chosen: Option<&Path>, none: bool) -> ConfigSource<'_> {
    match chosen {
        _ if none => ConfigSource::None,
        Some(path) => ConfigSource::File(path),
        None => ConfigSource::Nearest,
    }
}

/// The rule options that override the configuration.
fn overrides(check: &Check) -> Result<CliOverrides, Error> {
    let platforms = check.platform.iter().map(|&name| Platform::from(name)).collect();
    Ok(CliOverrides::new(&check.only, &check.ignore, &check.severity, platforms)?)
}

/// The files to lint.
fn selection<'c>(check: &'c Check, config: ConfigSource<'c>) -> Selection<'c> {
    Selection {
        paths: &check.paths,
        kind: check.kind.map(FileKind::from),
        stdin_filename: check.stdin_filename.as_deref(),
        user: check.user.map_or(&[], |of| of.0),
        threads: check.threads,
        config,
        exclude: &check.exclude,
        only: None,
        deleted: None,
        leaves_out_named: true,
    }
}
