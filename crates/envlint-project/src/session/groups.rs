//! The groups of the files of a session.

use std::collections::BTreeMap;
use std::sync::Arc;

use envlint_core::document::DocumentId;
use envlint_core::documents::Documents;
use envlint_core::env::Window;
use envlint_core::finding::Finding;
use rustc_hash::FxHashMap;

use super::FileState;
use crate::groups::groups_of;

/// Files that share windows, directly or through others, and the `.env` files that they name.
#[derive(Debug, Default)]
pub(super) struct FileGroup {
    /// The files, in the order of their ids.
    pub(super) members: Vec<DocumentId>,
    /// The findings to report in them, unless they are out of date.
    pub(super) findings: Option<Arc<Vec<Finding>>>,
    /// What [`Linter::lint_window`](envlint_core::linter::Linter::lint_window) said about each window, unless it is out of date.
    pub(super) windows: WindowFindings,
}

/// Findings of windows. A window is known by its files.
#[derive(Debug, Default)]
pub(super) struct WindowFindings(FxHashMap<Vec<DocumentId>, Vec<Finding>>);

impl WindowFindings {
    /// The findings in all `windows`, of which those that are not known are linted with `lint`. Forgets all other windows.
    pub(super) fn of(&mut self, windows: &[Window<'_>], lint: impl Fn(&Window<'_>) -> Vec<Finding>) -> Vec<Finding> {
        let mut known = std::mem::take(&mut self.0);
        let mut findings = Vec::new();
        for window in windows {
            let files: Vec<DocumentId> = window.files().map(|file| file.id).collect();
            // Two ways to open files can have the same ones.
            let found = known.remove(&files).or_else(|| self.0.get(&files).cloned()).unwrap_or_else(|| lint(window));
            findings.extend(found.iter().cloned());
            self.0.insert(files, found);
        }
        findings
    }

    /// Marks the findings in the windows that contain the file `id` as out of date.
    pub(super) fn forget(&mut self, id: DocumentId) {
        self.0.retain(|files, _| !files.contains(&id));
    }

    /// Marks all findings as out of date.
    pub(super) fn forget_all(&mut self) {
        self.0.clear();
    }
}

/// Divides the files into groups, and writes the group of each into its state. Takes time linear in the number of files.
pub(super) fn groups(documents: &Documents, states: &mut BTreeMap<DocumentId, FileState>) -> Vec<FileGroup> {
    let known = states.iter().filter_map(|(id, state)| Some((documents.get(*id)?.document(), state.named.as_slice())));
    let numbers = groups_of(known);
    let mut groups: Vec<FileGroup> = Vec::new();
    for ((id, state), number) in states.iter_mut().filter(|(id, _)| documents.get(**id).is_some()).zip(numbers) {
        if number == groups.len() {
            groups.push(FileGroup::default());
        }
        if let Some(group) = groups.get_mut(number) {
            group.members.push(*id);
            state.group = number;
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use envlint_core::document::SourceFile;
    use envlint_core::env::windows;

    use super::*;

    #[test]
    fn only_windows_with_a_changed_file_are_linted_again() {
        let mut documents = Documents::default();
        let mut add = |path: &str, text: &str| documents.insert(SourceFile::new(path, text).unwrap());
        add("/w/all.code-workspace", "{ \"folders\": [{ \"path\": \"a\" }, { \"path\": \"b\" }] }");
        let settings = add("/w/a/.vscode/settings.json", "{}");
        add("/w/b/.vscode/settings.json", "{}");
        let tasks = add("/w/b/.vscode/tasks.json", "{}");
        let run = documents.run();
        let windows = windows(&run);
        let mut known = WindowFindings::default();
        let mut linted = |forgotten: Option<DocumentId>| {
            if let Some(id) = forgotten {
                known.forget(id);
            }
            let calls = Cell::new(0);
            known.of(&windows, |_| {
                calls.set(calls.get() + 1);
                Vec::new()
            });
            calls.get()
        };
        // Each folder is a window by itself and one as a part of the workspace.
        assert_eq!(linted(None), 4);
        assert_eq!(linted(None), 0);
        assert_eq!(linted(Some(settings)), 2);
        // Windows of the workspace have the tasks of all folders.
        assert_eq!(linted(Some(tasks)), 3);
    }
}
