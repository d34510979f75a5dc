//! Finds files in folders.

use std::cell::LazyCell;
use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use envlint_core::vscode::FileKind;
use rustc_hash::FxHashSet;

use crate::ReadError;
use crate::fs::{CachedFileSystem, Entry, FileSystem, FileType};
use crate::project_root::ProjectRoot;
use crate::selection::{SkipReason, Skipped};

/// The names of folders with downloaded or generated files, which are not searched. Folders that git ignores are searched too: VS Code loads a `.vscode` folder
/// whether or not it is committed.
pub const PRUNED_FOLDERS: &[&str] = &[
    ".cache",
    ".direnv",
    ".git",
    ".gradle",
    ".hg",
    ".jj",
    ".mypy_cache",
    ".nox",
    ".svn",
    ".terraform",
    ".tox",
    ".venv",
    ".yarn",
    "__pycache__",
    "bower_components",
    "node_modules",
    "target",
    "venv",
];

/// What a search found.
#[derive(Debug, Default)]
pub(crate) struct FoundFiles {
    /// The files that VS Code would read, with their kinds, in a fixed order.
    pub(crate) files: Vec<(PathBuf, FileKind)>,
    /// The folders and links that were left out.
    pub(crate) skipped: Vec<Skipped>,
    /// The folders that could not be searched.
    pub(crate) unreadable: Vec<(PathBuf, ReadError)>,
}

/// The files below `folder` that VS Code would read. Links are followed to files within the [`ProjectRoot`], never out of it.
///
/// Each folder is listed once, and only links take further system calls.
pub(crate) fn search(fs: &dyn FileSystem, folder: &Path) -> FoundFiles {
    let root = LazyCell::new(|| {
        let folder = fs.real_path(folder).ok()?;
        ProjectRoot::around(fs, &folder.join(".vscode"), &folder)
    });
    let mut found = FoundFiles::default();
    // The entries to look at, the next one last.
    let mut entries = sorted_entries(fs, folder, &mut found);
    while let Some((path, file_type)) = entries.pop() {
        if file_type == FileType::Link && is_linked_folder(fs, &path) {
            search_link(fs, path, &root, &mut found);
            continue;
        }
        let is_folder = file_type == FileType::Folder;
        if is_folder && is_pruned(&path) {
            found.skipped.push(Skipped { path, reason: SkipReason::PrunedFolder });
            continue;
        }
        if let Some(kind) = kind_if_found(fs, &path) {
            // A folder in the place of a file is as worth reporting as a link that leads nowhere.
            if file_type == FileType::File || is_folder || stays_within(fs, &path, &root) {
                found.files.push((path.clone(), kind));
            } else {
                found.skipped.push(Skipped { path: path.clone(), reason: SkipReason::OutsideProject });
            }
        }
        if is_folder {
            entries.extend(sorted_entries(fs, &path, &mut found));
        }
    }
    found
}

/// Returns `true` if `link` is a folder with settings, which VS Code reads through a link too.
fn is_linked_folder(fs: &dyn FileSystem, link: &Path) -> bool {
    let name = link.file_name().and_then(OsStr::to_str);
    name.is_some_and(|name| [".vscode", ".devcontainer"].contains(&name)) && fs.is_folder(link)
}

/// Finds the files that VS Code reads in a linked folder, if it is within `root`. Other folders in it are not searched, since a link
/// can lead to a folder around itself.
fn search_link(fs: &dyn FileSystem, link: PathBuf, root: &Option<ProjectRoot>, found: &mut FoundFiles) {
    if !root.as_ref().is_some_and(|root| root.has_folder(fs, &link)) {
        found.skipped.push(Skipped { path: link, reason: SkipReason::OutsideProject });
        return;
    }
    for (path, file_type) in sorted_entries(fs, &link, found).into_iter().rev() {
        if let Some(kind) = kind_if_found(fs, &path)
            && (file_type == FileType::File || stays_within(fs, &path, root))
        {
            found.files.push((path, kind));
        }
    }
}

/// The folders in `folder` and the entries that may be files for VS Code, sorted by name in descending order. A folder that
/// cannot be read has none, and is added to `found`.
fn sorted_entries(fs: &dyn FileSystem, folder: &Path, found: &mut FoundFiles) -> Vec<(PathBuf, FileType)> {
    let mut entries = match fs.list(folder) {
        Ok(entries) => entries,
        // Another program has removed it in the meantime.
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            found.unreadable.push((folder.to_owned(), ReadError::Unsearchable(error)));
            Vec::new()
        }
    };
    entries.sort_by(|a, b| b.name.cmp(&a.name));
    // Not decoded, since a name need not be UTF-8.
    let has_extension = |name: &OsStr| {
        let name = name.as_encoded_bytes();
        let ends_with = |end: &str| {
            let start = name.len().saturating_sub(end.len());
            name.get(start..).is_some_and(|found| found.eq_ignore_ascii_case(end.as_bytes()))
        };
        EXTENSIONS.into_iter().any(ends_with)
    };
    let is_interesting = |entry: &Entry| match entry.file_type {
        FileType::Folder => true,
        FileType::Link => has_extension(&entry.name) || is_linked_folder(fs, &folder.join(&entry.name)),
        FileType::File | FileType::Other => has_extension(&entry.name),
    };
    let entries = entries.into_iter().filter(is_interesting);
    entries.map(|entry| (folder.join(entry.name), entry.file_type)).collect()
}

/// The extensions of the files that [`kind_if_found`] knows.
const EXTENSIONS: [&str; 2] = [".json", ".code-workspace"];

fn is_pruned(folder: &Path) -> bool {
    folder.file_name().and_then(OsStr::to_str).is_some_and(|name| PRUNED_FOLDERS.contains(&name))
}

/// Returns `true` if a link leads nowhere, which is worth reporting, or to a file within `root`.
fn stays_within(fs: &dyn FileSystem, link: &Path, root: &Option<ProjectRoot>) -> bool {
    !fs.exists(link) || root.as_ref().is_some_and(|root| root.has_file(fs, link))
}

/// The kind of a file that a search finds: its name must be one that VS Code reads, in a folder where VS Code reads it.
pub(crate) fn kind_if_found(fs: &dyn FileSystem, path: &Path) -> Option<FileKind> {
    let written = path.file_name()?.to_string_lossy();
    let name = fs.as_compared(&written);
    let is_in = |count: usize, folder: &str| {
        let ancestor = path.ancestors().nth(count).and_then(Path::file_name);
        ancestor.is_some_and(|ancestor| fs.as_compared(&ancestor.to_string_lossy()) == folder)
    };
    match &*name {
        "settings.json" | "tasks.json" | "launch.json" | "extensions.json" if is_in(1, ".vscode") => {
            FileKind::of_path(&format!(".vscode/{name}"))
        }
        "mcp.json" => [".vscode", ".cursor"]
            .into_iter()
            .find(|folder| is_in(1, folder))
            .and_then(|folder| FileKind::of_path(&format!("{folder}/{name}"))),
        ".mcp.json" => FileKind::of_path(if is_in(1, ".vscode") { ".vscode/.mcp.json" } else { ".mcp.json" }),
        "devcontainer.json" if is_in(1, ".devcontainer") || is_in(2, ".devcontainer") => Some(FileKind::DevContainer),
        ".devcontainer.json" => Some(FileKind::DevContainer),
        _ if name.ends_with(".code-workspace") => Some(FileKind::Workspace),
        _ => None,
    }
}

/// The files that VS Code reads when it opens `folder`, with their kinds.
pub(crate) fn files_of_folder(fs: &CachedFileSystem, folder: &Path) -> Vec<(PathBuf, FileKind)> {
    let mut found = Vec::new();
    let mut find = |in_folder: &Path, names: &[&str]| {
        // Most of the files do not exist, so that one path is enough for all of them.
        let mut path = in_folder.to_path_buf();
        for name in names {
            path.push(name);
            if fs.is_file(&path)
                && let Some(kind) = kind_if_found(fs, &path)
            {
                found.push((path.clone(), kind));
            }
            path.pop();
        }
    };
    let (settings, containers) = (folder.join(".vscode"), folder.join(".devcontainer"));
    fs.learn(folder);
    fs.learn(&settings);
    find(&settings, &["settings.json", "tasks.json", "launch.json", "mcp.json"]);
    find(folder, &[".devcontainer.json", ".mcp.json"]);
    if fs.is_folder(&containers)
        && let Ok(entries) = fs.list(&containers)
    {
        find(&containers, &[DEV_CONTAINER]);
        for entry in entries {
            find(&containers.join(entry.name), &[DEV_CONTAINER]);
        }
    }
    found
}

/// The name of a dev container's file in its folder.
const DEV_CONTAINER: &str = "devcontainer.json";

/// Every `.code-workspace` directly in `folder`.
pub(crate) fn workspaces_in(fs: &CachedFileSystem, folder: &Path) -> Vec<PathBuf> {
    let names = fs.remembered(folder).into_iter().map(|entry| entry.name);
    let is_workspace = |name: &OsString| Path::new(name).extension().is_some_and(|end| end == "code-workspace");
    names.filter(is_workspace).map(|name| folder.join(name)).collect()
}

/// Every `.code-workspace` in `folder`, in its `.vscode`, and in the folders above up to the root of the repository; outside a
/// repository, up to the parent folder. `searched` contains the folders that were searched before.
pub(crate) fn workspaces_near(fs: &CachedFileSystem, folder: &Path, searched: &mut FxHashSet<PathBuf>) -> Vec<PathBuf> {
    let settings = folder.join(".vscode");
    let last = fs.repository_of(&settings).or(folder.parent()).unwrap_or(folder);
    let mut found = Vec::new();
    for ancestor in folder.ancestors() {
        for folder in [ancestor.to_path_buf(), ancestor.join(".vscode")] {
            if searched.insert(folder.clone()) {
                found.extend(workspaces_in(fs, &folder));
            }
        }
        if ancestor == last {
            break;
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Disk, HostOs, Memory};
    use std::fs;

    /// The paths that a search of `folder` finds, relative to it.
    fn found(fs: &dyn FileSystem, folder: &Path) -> Vec<String> {
        let relative = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        search(fs, folder).files.iter().map(|(path, _)| relative(path)).collect()
    }

    #[test]
    fn a_search_finds_what_vs_code_reads_and_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let files = [
            "a/.vscode/settings.json",
            "a/.vscode/extensions.json",
            "a/settings.json",
            "a/x.code-workspace",
            ".devcontainer.json",
            ".devcontainer/devcontainer.json",
            ".devcontainer/go/devcontainer.json",
            ".devcontainer/go/deep/devcontainer.json",
            "node_modules/x/.vscode/settings.json",
            "target/.vscode/settings.json",
        ];
        let mut memory = Memory::new("/");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "{}").unwrap();
            memory.add(format!("/app/{file}"), "{}");
        }
        let expected = [
            ".devcontainer/devcontainer.json",
            ".devcontainer/go/devcontainer.json",
            ".devcontainer.json",
            "a/.vscode/extensions.json",
            "a/.vscode/settings.json",
            "a/x.code-workspace",
        ];
        assert_eq!(found(&Disk, folder.path()), expected);
        assert_eq!(found(&memory, Path::new("/app")), expected);
    }

    #[test]
    fn what_a_search_leaves_out_has_a_reason() {
        let mut memory = Memory::new("/");
        memory.add("/app/node_modules/x/.vscode/settings.json", "{}");
        memory.add("/other/settings.json", "{}");
        memory.link("/app/.vscode/settings.json", "/other/settings.json");
        memory.link("/app/.vscode/tasks.json", "missing");
        let result = search(&memory, Path::new("/app"));
        assert_eq!(result.files, [(PathBuf::from("/app/.vscode/tasks.json"), FileKind::Tasks)]);
        let skipped: Vec<(&Path, &SkipReason)> =
            result.skipped.iter().map(|skipped| (skipped.path.as_path(), &skipped.reason)).collect();
        assert_eq!(
            skipped,
            [
                (Path::new("/app/.vscode/settings.json"), &SkipReason::OutsideProject),
                (Path::new("/app/node_modules"), &SkipReason::PrunedFolder),
            ]
        );
    }

    #[test]
    fn a_linked_settings_folder_within_the_project_is_searched() {
        let mut memory = Memory::new("/");
        memory.add("/app/.git", "gitdir: elsewhere");
        memory.add("/app/shared/vscode/settings.json", "{}");
        memory.add("/app/shared/vscode/deep/x.code-workspace", "{}");
        memory.add("/other/settings.json", "{}");
        memory.link("/app/a/.vscode", "../shared/vscode");
        memory.link("/app/b/.vscode", "..");
        memory.link("/app/c/.vscode", "/other");
        let result = search(&memory, Path::new("/app"));
        let files: Vec<&Path> = result.files.iter().map(|(path, _)| path.as_path()).collect();
        let expected = ["/app/a/.vscode/settings.json", "/app/shared/vscode/deep/x.code-workspace"];
        assert_eq!(files, expected.map(Path::new));
        let outside = Skipped { path: "/app/c/.vscode".into(), reason: SkipReason::OutsideProject };
        assert_eq!(result.skipped, [outside]);
    }

    #[test]
    fn letter_case_matters_only_where_the_file_system_compares_it() {
        for (os, is_found) in [(HostOs::Linux, false), (HostOs::MacOs, true), (HostOs::Windows, true)] {
            let mut memory = Memory::new("/");
            memory.set_os(os);
            memory.add("/app/.VSCode/Settings.json", "{}");
            assert_eq!(search(&memory, Path::new("/app")).files.is_empty(), !is_found, "{os:?}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_need_not_be_utf8() {
        use std::os::unix::ffi::OsStrExt;

        let folder = tempfile::tempdir().unwrap();
        for name in [&b"a\xff.code-workspace"[..], b"b\xfe/.vscode/settings.json"] {
            let path = folder.path().join(OsStr::from_bytes(name));
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "{}").unwrap();
        }
        assert_eq!(search(&Disk, folder.path()).files.len(), 2);
    }
}
