//! The consent that `--user --fix` needs before it changes the user's own files.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};

use envlint_core::document::DocumentId;
use envlint_core::fixer::FixResult;
use envlint_project::{Project, Role};

use super::check::CheckRun;
use crate::Error;
use crate::console;
use crate::printable::printable;
use crate::report::plural;

/// The number of fixes in each of the user's own files, by the path that people see.
pub(super) fn fixes(fixed: &FixResult, project: &Project, run: &CheckRun<'_>) -> BTreeMap<String, usize> {
    let is_own = |id: DocumentId| project.file(id).filter(|file| file.role == Role::User);
    let mut fixes = BTreeMap::new();
    for (id, _) in fixed.applied.iter().filter(|(id, _)| fixed.changed.contains_key(id)) {
        if let Some(file) = is_own(*id) {
            let path = run.paths.shown(&project.names, &project.names.shown(file.document.path()));
            *fixes.entry(printable(&path).into_owned()).or_default() += 1;
        }
    }
    fixes
}

/// Returns `true` if the user agrees to `fixes`, by `--yes` or in a terminal. Without a terminal, no question is possible; then a message
/// says how to agree.
pub(super) fn is_agreed(fixes: &BTreeMap<String, usize>, yes: bool) -> Result<bool, Error> {
    if yes {
        return Ok(true);
    }
    let mut out = console::stderr();
    if !(io::stdin().is_terminal() && out.is_terminal) {
        let files = plural(fixes.len(), "file");
        writeln!(out, "envlint: {files} of your own would change; add --yes to apply the fixes without a question")?;
        return Ok(false);
    }
    writeln!(out, "--fix would change these files of yours:")?;
    for (path, count) in fixes {
        writeln!(out, "{count:5}  {path}")?;
    }
    write!(out, "Change them? [y/N] ")?;
    out.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(["y", "yes"].contains(&answer.trim().to_ascii_lowercase().as_str()))
}
