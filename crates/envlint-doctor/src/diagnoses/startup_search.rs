//! Looks for a program in the folders that startup files add to PATH, also in files that the shell did not read.

use super::ledger::shell;
use crate::case::{Case, Question, ViewKind};
use crate::lookup::in_folder;
use crate::machine::Os;
use crate::startup::{self, Mode, StartupFolder, StartupLine};

/// Returns `true` if the login shell gave an answer.
pub(super) fn has_answer(case: &Case<'_>) -> bool {
    case.login().is_some_and(|login| login.env.is_some())
}

/// The folders with the program `name` that startup files add to PATH and that are not on the PATH of a fresh login shell.
pub(super) fn holding(case: &Case<'_>, name: &str) -> Vec<StartupFolder> {
    let os = case.machine.os;
    if !has_answer(case) || os == Os::Windows {
        return Vec::new();
    }
    let path = case.login().and_then(|login| login.env.as_ref()).map(|env| env.path(os)).unwrap_or_default();
    let mut folders = startup::added_folders(case.machine);
    folders.retain(|added| {
        !os.list_has(path, &added.folder)
            && in_folder(case.machine, &added.folder, name, &[String::new()]).place().is_some()
    });
    folders
}

/// The line that sets PATH without its previous entries after a line that adds `folder`, when VS Code asks the shell, and whether it
/// always does so.
pub(super) fn dropped(case: &Case<'_>, folder: &str) -> Option<(StartupLine, bool)> {
    let machine = case.machine;
    let replacing = startup::replaces_path(machine);
    let adding =
        startup::added_folders(machine).into_iter().filter(|added| machine.os.same_path(&added.folder, folder));
    adding
        .map(|added| added.line)
        .find_map(|line| startup::run_after(machine, shell(case), Mode::LoginInteractive, &line, &replacing))
}

/// Returns `true` if the shell reads the file at `path` when VS Code asks it.
pub(super) fn is_read(case: &Case<'_>, path: &str) -> bool {
    startup::reads_through(case.machine, shell(case), Mode::LoginInteractive, path)
}

/// Returns `true` if the extension host, a terminal and a fresh login shell certainly do not find the program. A relative entry of
/// PATH leads to another folder in each process.
pub(super) fn is_certainly_missing(case: &Case<'_>, question: &Question) -> bool {
    let os = case.machine.os;
    let kinds = [ViewKind::ExtensionHost, ViewKind::Terminal, ViewKind::LoginShell];
    question.rows.iter().all(|(index, lookup)| {
        let Some(view) = case.views.get(*index) else { return true };
        let path = view.env.as_ref().map(|env| env.path(os)).unwrap_or_default();
        let is_absolute = os.entries(path).all(|entry| {
            os.is_absolute(entry.text)
                || entry.text.starts_with(['~', '$'])
                || (entry.text.is_empty() && os == Os::Windows)
        });
        !kinds.contains(&view.kind) || (lookup.is_missing() && is_absolute)
    })
}

/// The last line that sets PATH without its previous entries in a process of this kind, and whether it always runs.
pub(super) fn replacing(case: &Case<'_>, by: ViewKind) -> Option<(StartupLine, bool)> {
    let mode = match (by, case.machine.os) {
        (ViewKind::Terminal, Os::Linux) => Mode::Interactive,
        (ViewKind::Task, Os::Linux) => Mode::Plain,
        (ViewKind::Task, _) => Mode::Login,
        _ => Mode::LoginInteractive,
    };
    let lines = startup::replaces_path(case.machine);
    startup::last_run(case.machine, shell(case), mode, &lines)
}
