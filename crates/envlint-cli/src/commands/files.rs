//! `envlint --show-files`: the files of a run, each with the reason why it is linted, only read, or left out.

use std::io::{self, Write};
use std::path::Path;

use envlint_core::vscode::{FileKind, Layer};
use envlint_project::{Project, Role, SkipReason, Skipped};

use super::output::unless_gone;
use super::stderr::print_problems;
use crate::console::{self, Syntax};
use crate::printable::printable;
use crate::report::PeoplesPaths;
use crate::{Error, ExitState};

/// Prints the files of `project`.
pub(super) fn show(project: &Project, paths: &PeoplesPaths) -> Result<ExitState, Error> {
    let mut out = console::stdout(Syntax::Text);
    unless_gone(write(project, paths, &mut out).and_then(|()| out.flush()))?;
    print_problems(project)?;
    Ok(if project.problems.is_empty() { ExitState::Clean } else { ExitState::Unreadable })
}

fn write(project: &Project, paths: &PeoplesPaths, out: &mut impl Write) -> io::Result<()> {
    let shown = |path: &Path| {
        let path = path.to_string_lossy().replace('\\', "/");
        printable(&paths.shown(&project.names, &project.names.shown(&path))).into_owned()
    };
    let mut rows: Vec<(String, String)> = project
        .files
        .iter()
        .map(|file| (shown(Path::new(file.document.path())), reason(file.role, file.document.kind()).to_owned()))
        .collect();
    rows.extend(project.skipped.iter().map(|skipped| (shown(&skipped.path), why_not(skipped, shown))));
    if rows.is_empty() {
        writeln!(out, "{}", paths.nothing_found(project))?;
    }
    rows.sort();
    rows.dedup();
    let width = rows.iter().map(|(path, _)| path.chars().count()).max().unwrap_or_default();
    for (path, reason) in rows {
        writeln!(out, "{path:width$}  {reason}")?;
    }
    if !project.looked_in.is_empty() && !project.has_own_files() {
        writeln!(out, "{}", paths.no_own_files(project))?;
    }
    Ok(())
}

fn reason(role: Role, kind: FileKind) -> &'static str {
    match (role, kind) {
        (Role::Context, FileKind::EnvFile) => "read: a settings file names it",
        (Role::Context, _) => "read: VS Code combines it with a linted file",
        (Role::StdinLeftOut, _) => "not linted: excluded by its configuration",
        (Role::NamesEnvFile, _) => "linted: only what concerns the `.env` file that it names",
        (Role::Config, _) => "read: the configuration of a linted file",
        (Role::User | Role::Given, FileKind::Settings(Layer::Machine)) => "linted: the settings of a remote machine",
        (Role::Given, FileKind::Settings(Layer::User)) => "linted: your user settings",
        (Role::User, FileKind::Settings(_)) => "linted: your user settings",
        (Role::User, _) => "linted: a file of your own",
        (Role::Given, _) => "linted",
        (Role::Stdin, _) => "linted: standard input",
    }
}

fn why_not(skipped: &Skipped, shown: impl Fn(&Path) -> String) -> String {
    match &skipped.reason {
        SkipReason::Excluded { config } => format!("not linted: excluded by {}", shown(config)),
        SkipReason::NotListed => "not linted: not among the changed or listed files".to_owned(),
        SkipReason::ExcludedByOption => "not linted: excluded by --exclude".to_owned(),
        SkipReason::OutsideProject => "not read: a link to something outside of the project".to_owned(),
        SkipReason::PrunedFolder => "not searched: a folder with downloaded or generated files".to_owned(),
    }
}
