//! The consent that `--user --fix` needs before it changes the user's own files.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};

use envlint_core::document::DocumentId;
use envlint_core::fixer::FixResult;
use envlint_project::{Project, Role};

use super::check_run::CheckRun;
use crate::Error;
use crate::console;
use crate::printable::printable;
use crate::report::plural;

/// The number of fixes in each of the user's own files, by the path that people see and the rule.
pub(super) type OwnFixes = BTreeMap<String, BTreeMap<&'static str, usize>>;

/// The fixes in the user's own files.
pub(super) fn fixes(fixed: &FixResult, project: &Project, run: &CheckRun<'_>) -> OwnFixes {
    let is_own = |id: DocumentId| project.file(id).filter(|file| file.role == Role::User);
    let mut fixes = OwnFixes::new();
    for (id, rule) in fixed.applied.iter().filter(|(id, _)| fixed.changed.contains_key(id)) {
        if let Some(file) = is_own(*id) {
            let path = run.paths.shown(&project.names, &project.names.shown(file.document.path()));
            *fixes.entry(printable(&path).into_owned()).or_default().entry(rule.name).or_default() += 1;
        }
    }
    fixes
}

/// Returns `true` if the user agrees to `fixes`, by `--yes` or in a terminal. Without a terminal, no question is possible; then a message
/// says how to agree.
pub(super) fn is_agreed(fixes: &OwnFixes, yes: bool) -> Result<bool, Error> {
    if yes {
        return Ok(true);
    }
    let mut out = console::stderr();
    if !(io::stdin().is_terminal() && out.is_terminal) {
        let files = plural(fixes.len(), "file");
        writeln!(out, "envlint: {files} of your own would change; add --yes to apply the fixes without a question")?;
        return Ok(false);
    }
    write!(out, "{}", question(fixes))?;
    out.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(["y", "yes"].contains(&answer.trim().to_ascii_lowercase().as_str()))
}

/// What would change, by file and rule, and the question.
fn question(fixes: &OwnFixes) -> String {
    let mut text = "--fix would change these files of yours:\n".to_owned();
    for (path, rules) in fixes {
        let rules: Vec<String> = rules.iter().map(|(rule, count)| format!("{rule} ({count})")).collect();
        text.push_str(&format!("  {path}\n    {}\n", rules.join("\n    ")));
    }
    text + "--diff instead of --fix shows the changes.\nChange the files? [y/N] "
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_says_what_would_change() {
        let fixes = [("path-overwrite", 2), ("shell-variable", 1)].into();
        let fixes = OwnFixes::from([("~/.config/Code/User/settings.json".to_owned(), fixes)]);
        let expected = "--fix would change these files of yours:\n  ~/.config/Code/User/settings.json\n    path-overwrite (2)\n    shell-variable (1)\n--diff instead of --fix shows the changes.\nChange the files? [y/N] ";
        assert_eq!(question(&fixes), expected);
    }
}
