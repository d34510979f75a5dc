//! Finds files in folders.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use envlint_core::vscode::FileKind;
use walkdir::{DirEntry, WalkDir};

use crate::project_root::ProjectRoot;

/// Folders that contain third-party or generated files. Files that git ignores are searched, too: VS Code loads a `.vscode`
/// folder whether or not it is committed.
const PRUNED: &[&str] = &[
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

/// The files below `folder` that VS Code would read, with what they are, in a fixed order. Links are followed to files
/// within the [`ProjectRoot`], never out of it.
pub(crate) fn search(folder: &Path) -> Vec<(PathBuf, FileKind)> {
    let is_pruned = |entry: &DirEntry| {
        entry.depth() > 0
            && entry.file_type().is_dir()
            && entry.file_name().to_str().is_some_and(|name| PRUNED.contains(&name))
    };
    let root = LazyCell::new(|| {
        let folder = folder.canonicalize().ok()?;
        ProjectRoot::around(&folder.join(".vscode"), &folder)
    });
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| !is_pruned(entry));
    entries
        .filter_map(Result::ok)
        .filter_map(|entry| Some((kind_if_found(entry.path())?, entry)))
        .filter(|(_, entry)| {
            // A folder in the place of a file is no less worth telling than a link that leads nowhere.
            entry.file_type().is_file() || entry.file_type().is_dir() || stays_within(entry.path(), &root)
        })
        .map(|(kind, entry)| (entry.into_path(), kind))
        .collect()
}

/// Returns `true` if a link leads nowhere, which is worth reporting, or to a file within `root`.
fn stays_within(link: &Path, root: &Option<ProjectRoot>) -> bool {
    !link.exists() || root.as_ref().is_some_and(|root| root.has_file(link))
}

/// What a file that a search comes across is to VS Code, which asks more of it than its name.
fn kind_if_found(path: &Path) -> Option<FileKind> {
    let name = path.file_name()?.to_str()?;
    let ancestor = |count: usize| path.ancestors().nth(count).and_then(Path::file_name).and_then(|name| name.to_str());
    let found = match name {
        "settings.json" | "tasks.json" | "launch.json" | "mcp.json" | "extensions.json" => {
            ancestor(1) == Some(".vscode")
        }
        "devcontainer.json" => ancestor(1) == Some(".devcontainer") || ancestor(2) == Some(".devcontainer"),
        ".devcontainer.json" => true,
        _ => name.ends_with(".code-workspace"),
    };
    let from_parent = format!("{}/{name}", ancestor(1).unwrap_or_default());
    if found { FileKind::of_path(&from_parent) } else { None }
}

/// The files that VS Code reads when it opens `folder`, with what they are.
pub(crate) fn files_of_folder(folder: &Path) -> Vec<(PathBuf, FileKind)> {
    let own = ["settings.json", "tasks.json", "launch.json", "mcp.json"].map(|name| folder.join(".vscode").join(name));
    let containers = folder.join(".devcontainer");
    let mut paths: Vec<PathBuf> = own.into_iter().chain([folder.join(".devcontainer.json")]).collect();
    if let Ok(entries) = fs::read_dir(&containers) {
        paths.push(containers.join("devcontainer.json"));
        paths.extend(entries.filter_map(Result::ok).map(|entry| entry.path().join("devcontainer.json")));
    }
    paths
        .into_iter()
        .filter(|path| path.is_file())
        .filter_map(|path| Some((kind_if_found(&path)?, path)))
        .map(|(kind, path)| (path, kind))
        .collect()
}

/// Every `.code-workspace` in `folder`, in its `.vscode`, and in the folders above up to the root of the repository; outside a
/// repository, up to the parent folder. `searched` holds the folders that were looked at before.
pub(crate) fn workspaces_near(folder: &Path, searched: &mut BTreeSet<PathBuf>) -> Vec<PathBuf> {
    let up_to_root: Vec<&Path> = folder.ancestors().collect();
    let root = up_to_root.iter().position(|ancestor| ancestor.join(".git").exists());
    let mut found = Vec::new();
    for ancestor in up_to_root.iter().take(root.unwrap_or(1) + 1) {
        for folder in [ancestor.to_path_buf(), ancestor.join(".vscode")] {
            if searched.insert(folder.clone()) {
                let entries =
                    fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
                found.extend(
                    entries.filter(|path| path.extension().is_some_and(|extension| extension == "code-workspace")),
                );
            }
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "{}").unwrap();
        }
        let found: Vec<String> = search(folder.path())
            .iter()
            .map(|(path, _)| path.strip_prefix(folder.path()).unwrap().to_str().unwrap().replace('\\', "/"))
            .collect();
        let expected = [
            ".devcontainer/devcontainer.json",
            ".devcontainer/go/devcontainer.json",
            ".devcontainer.json",
            "a/.vscode/extensions.json",
            "a/.vscode/settings.json",
            "a/x.code-workspace",
        ];
        assert_eq!(found, expected);
    }

    /// pre-commit names the files itself, by the patterns of its hooks: a file must not be linted by one and passed over by
    /// the other.
    #[test]
    fn the_hooks_of_pre_commit_name_the_files_that_a_search_finds() {
        let hooks = include_str!("../../../.pre-commit-hooks.yaml");
        let pattern = |key: &str| {
            let start = format!("  {key}: &{key} ");
            let given = hooks.lines().find_map(|line| line.strip_prefix(&start)).unwrap();
            assert!(hooks.contains(&format!("  {key}: *{key}\n")), "both hooks have the same {key}");
            regex::Regex::new(given).unwrap()
        };
        let (files, exclude) = (pattern("files"), pattern("exclude"));

        let own = ["", "a", "a/b", "x.vscode", "vscode", "dist", "targets", ".github", ".devcontainer/go/deep"];
        let of_vs_code = [".vscode", ".vscode/x", ".devcontainer", ".devcontainer/go", "a/.vscode", "a/.devcontainer"];
        let pruned = PRUNED.iter().flat_map(|name| [format!("{name}/.vscode"), format!("a/{name}/b/.vscode")]);
        let names = "settings.json tasks.json launch.json mcp.json extensions.json keybindings.json settings.jsonc \
            settings.json.bak devcontainer.json .devcontainer.json x.devcontainer.json go.json \
            x.code-workspace .code-workspace x.code-workspace.bak code-workspace";

        let searched = tempfile::tempdir().unwrap();
        let mut named = BTreeSet::new();
        for folder in own.iter().chain(&of_vs_code).map(ToString::to_string).chain(pruned) {
            fs::create_dir_all(searched.path().join(&folder)).unwrap();
            for name in names.split_whitespace() {
                let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
                fs::write(searched.path().join(&path), "{}").unwrap();
                if files.is_match(&path) && !exclude.is_match(&path) {
                    named.insert(path);
                }
            }
        }
        let found: BTreeSet<String> = search(searched.path())
            .iter()
            .map(|(path, _)| path.strip_prefix(searched.path()).unwrap().to_str().unwrap().replace('\\', "/"))
            .collect();
        assert!(found.contains(".devcontainer/go/devcontainer.json"));
        let one_alone: Vec<_> = found.symmetric_difference(&named).collect();
        assert!(one_alone.is_empty(), "only one of both names {one_alone:?}");
    }
}
