//! Finds the other files of the windows that a project's files are part of.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use envlint_core::document::Document;
use envlint_core::env::{folder_of, workspace_folders};
use envlint_core::vscode::FileKind;
use rustc_hash::FxHashSet;

use crate::display_path::slashed;
use crate::fs::{CachedFileSystem, FileSystem};
use crate::load::{Loader, ReadRequest, parse};
use crate::project_root::ProjectRoot;
use crate::read::read_text;
use crate::search;
use crate::selection::Role;

/// The rest of the windows of the files that are loaded: the other files of their folders, every `.code-workspace` nearby that
/// opens one of these folders, and the folders that a `.code-workspace` opens. These files were not selected, so only those
/// within the [`ProjectRoot`] are read. Without a repository, that is the searched folder in which a file was found. A folder that is
/// `opened` counts even if it has no files.
pub(crate) fn of(loader: &Loader<'_>, opened: Option<&Path>) -> Vec<ReadRequest> {
    let fs = loader.fs;
    let root_around = |path: &Path, otherwise: &Path| {
        let searched = path.ancestors().find(|folder| loader.searched.contains(*folder));
        ProjectRoot::around(fs, path, searched.unwrap_or(otherwise))
    };
    let loaded: FxHashSet<&str> = loader.files.iter().map(|file| file.document.path()).collect();
    let is_loaded = |path: &Path| path.to_str().is_some_and(|path| loaded.contains(path));
    let mut wanted: Vec<ReadRequest> = Vec::new();
    let mut want_folder = |folder: &str, root: &ProjectRoot| {
        let files = search::files_of_folder(fs, Path::new(folder)).into_iter();
        let allowed = files.filter(|(path, _)| !is_loaded(path) && root.has_file(fs, path));
        wanted.extend(allowed.map(|(path, kind)| ReadRequest { path, role: Role::Context, kind, document: None }));
    };
    let documents = || loader.files.iter().map(|file| &file.document);
    let mut folders: BTreeSet<String> =
        documents().filter_map(|document| folder_of(document.kind(), document.path())).collect();
    folders.extend(opened.map(slashed));
    for folder in &folders {
        if let Some(root) = root_around(&Path::new(folder).join(".vscode"), Path::new(folder)) {
            want_folder(folder, &root);
        }
    }
    for document in documents().filter(|document| document.kind() == FileKind::Workspace) {
        let path = Path::new(document.path());
        if let Some(root) = path.parent().and_then(|folder| root_around(path, folder)) {
            for folder in opened_folders(document) {
                want_folder(&folder, &root);
            }
        }
    }
    wanted.extend(workspaces_that_open(fs, &folders));
    wanted
}

/// Every `.code-workspace` near one of `folders` that opens one of them. Without a repository, one in the parent folder is near
/// too.
fn workspaces_that_open(fs: &CachedFileSystem, folders: &BTreeSet<String>) -> Vec<ReadRequest> {
    let mut searched = FxHashSet::default();
    let mut found = Vec::new();
    for folder in folders {
        let folder = Path::new(folder);
        let nearby = search::workspaces_near(fs, folder, &mut searched);
        if nearby.is_empty() {
            continue;
        }
        let Some(root) = ProjectRoot::around(fs, &folder.join(".vscode"), folder.parent().unwrap_or(folder)) else {
            continue;
        };
        found.extend(nearby.into_iter().filter_map(|path| workspace_that_opens(fs, path, &root, folders)));
    }
    found
}

/// The `.code-workspace` at `path`, read if it is within `root`, and dropped unless it opens one of `folders`.
fn workspace_that_opens(
    fs: &dyn FileSystem,
    path: PathBuf,
    root: &ProjectRoot,
    folders: &BTreeSet<String>,
) -> Option<ReadRequest> {
    if !root.has_file(fs, &path) {
        return None;
    }
    let kind = FileKind::Workspace;
    let document = parse(&path, read_text(fs, &path).ok()?, kind);
    let opens_one = opened_folders(&document).any(|folder| folders.contains(&folder));
    if opens_one {
        Some(ReadRequest { path, role: Role::Context, kind, document: Some(Box::new(document)) })
    } else {
        None
    }
}

/// The folders that a `.code-workspace` opens.
fn opened_folders(document: &Document) -> impl Iterator<Item = String> {
    workspace_folders(document).into_iter().filter_map(|folder| folder.path)
}
