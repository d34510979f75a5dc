//! The files that name a `.env` file which the run is about: one that is named itself, or one among the changed files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use envlint_core::document::DocumentId;
use envlint_core::env::FileAnalysis;
use envlint_core::env_file::may_name_env_files;
use envlint_core::vscode::FileKind;
use rustc_hash::FxHashSet;

use crate::display_path::slashed;
use crate::env_files;
use crate::fs::{CachedFileSystem, FileSystem};
use crate::load::{ReadRequest, parse};
use crate::project_root::ProjectRoot;
use crate::read::read_text;
use crate::search;
use crate::selection::Role;

/// Returns `true` if a file with the name in `path` is a `.env` file by its name: `.env`, `.env.local`, `dev.env`. The hooks of
/// pre-commit have the same pattern.
pub(crate) fn is_called_env_file(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name == ".env" || name.starts_with(".env.") || name.ends_with(".env")
}

/// Those of `changed` that may be `.env` files. Their names are not fixed, but almost all of them contain `env`. With none, nothing is
/// looked for.
pub(crate) fn possible_env_files(changed: &BTreeSet<String>) -> BTreeSet<String> {
    let may_be = |path: &&String| {
        let name = path.rsplit('/').next().unwrap_or_default();
        name.to_ascii_lowercase().contains("env") && FileKind::of_path(path).is_none()
    };
    changed.iter().filter(may_be).cloned().collect()
}

/// The files that name one of `env_files`, in the folders of these and in those above up to the root of the repository; outside of a
/// repository, up to `here`.
pub(crate) fn files_that_name(fs: &CachedFileSystem, env_files: &BTreeSet<String>, here: &Path) -> Vec<ReadRequest> {
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    for path in env_files.iter().map(Path::new) {
        let root = fs.repository_of(path).unwrap_or(here);
        folders.extend(path.ancestors().skip(1).take_while(|folder| folder.starts_with(root)).map(Path::to_path_buf));
    }
    let names: BTreeSet<String> = folders.iter().map(|folder| slashed(folder)).collect();
    let mut searched = FxHashSet::default();
    let mut naming = Vec::new();
    for folder in &folders {
        let Some(root) = ProjectRoot::around(fs, &folder.join(".vscode"), here) else { continue };
        let workspaces = search::workspaces_near(fs, folder, &mut searched).into_iter();
        let files = search::files_of_folder(fs, folder).into_iter();
        for (path, kind) in files.chain(workspaces.map(|path| (path, FileKind::Workspace))) {
            if !root.has_file(fs, &path) {
                continue;
            }
            let Ok(text) = read_text(fs, &path) else { continue };
            let document = parse(&path, text, kind);
            if !may_name_env_files(&document) {
                continue;
            }
            let named = env_files::named(&FileAnalysis::new(DocumentId(0), &document), || names.clone());
            if named.iter().any(|named| env_files.contains(&named.path)) {
                naming.push(ReadRequest { path, role: Role::NamesEnvFile, kind, document: Some(Box::new(document)) });
            }
        }
    }
    naming
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_without_such_a_name_has_no_possible_env_file() {
        let changed = ["src/main.go", "README.md", ".vscode/settings.json", "env.code-workspace"];
        assert!(possible_env_files(&changed.map(str::to_owned).into()).is_empty());
        let changed = ["src/main.go", "conf/ENV.list", "app/.env"];
        assert_eq!(possible_env_files(&changed.map(str::to_owned).into()).len(), 2);
    }
}
