//! Which files git keeps out of a repository.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::fs::FileSystem;
use crate::project_root::ProjectRoot;

/// Returns `true` if the repository that contains the file at the absolute `path` tells git to ignore it. Patterns that the user
/// sets for all repositories are not read, because they would be different on the next machine. A file that was added in spite of
/// a pattern counts as ignored.
pub(crate) fn ignores(fs: &dyn FileSystem, path: &str) -> bool {
    let path = Path::new(path);
    let Some(root) = fs.repository_of(path) else { return false };
    let mut folders: Vec<&Path> = path.ancestors().skip(1).take_while(|folder| *folder != root).collect();
    folders.push(root);
    // From the outermost on: everything in an ignored folder is ignored, whatever the patterns say about it.
    let Some(allowed) = ProjectRoot::around(fs, path, root) else { return false };
    let mut files = vec![patterns(fs, &allowed, root, &root.join(".git/info/exclude"))];
    for (index, folder) in folders.iter().enumerate().rev() {
        files.push(patterns(fs, &allowed, folder, &folder.join(".gitignore")));
        let below = index.checked_sub(1).and_then(|next| folders.get(next)).copied();
        let matched = files.iter().rev().map(|file| file.matched(below.unwrap_or(path), below.is_some()));
        if matched.filter(|found| !found.is_none()).map(|found| found.is_ignore()).next() == Some(true) {
            return true;
        }
    }
    false
}

/// The patterns in `file` for paths below `folder`; none if it is not a file within `root`. Git itself does not follow a
/// `.gitignore` that is a link.
fn patterns(fs: &dyn FileSystem, root: &ProjectRoot, folder: &Path, file: &Path) -> Gitignore {
    let mut builder = GitignoreBuilder::new(folder);
    for line in root.read(fs, file).unwrap_or_default().lines() {
        // A malformed pattern has no effect, as in git.
        let _ = builder.add_line(None, line);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Memory;

    fn is_ignored(files: &[(&str, &str)], path: &str) -> bool {
        let mut memory = Memory::new("/repo");
        for (name, text) in files {
            memory.add(name, *text);
        }
        ignores(&memory, &format!("/repo/{path}"))
    }

    #[test]
    fn what_the_repository_says_counts_as_for_git() {
        const HEAD: (&str, &str) = (".git/HEAD", "");
        const FILE: &str = "app/.vscode/settings.json";
        for (file, text, is_ignored_by_git) in [
            (".gitignore", "", false),
            (".gitignore", ".vscode/", true),
            (".gitignore", ".vscode/*\n", false),
            (".gitignore", "app/.vscode/*\n!app/.vscode/tasks.json\n", true),
            (".gitignore", "**/.vscode/*\n!**/.vscode/settings.json\n", false),
            (".gitignore", "/.vscode\n", false),
            (".gitignore", "app\n!settings.json", true),
            (".gitignore", "[", false),
            ("app/.gitignore", "settings.json", true),
            ("app/.gitignore", "/settings.json", false),
            (".git/info/exclude", "settings.json", true),
        ] {
            assert_eq!(is_ignored(&[HEAD, (file, text)], FILE), is_ignored_by_git, "{file}: {text}");
        }
        assert!(!is_ignored(&[(".gitignore", "*")], FILE), "there is no repository");
        assert!(!is_ignored(&[HEAD, (".gitignore", "*"), ("app/.git", "gitdir: x")], FILE), "it is of another one");
        let inner = [HEAD, (".gitignore", "*.json"), ("app/.vscode/.gitignore", "!settings.json")];
        assert!(!is_ignored(&inner, FILE), "the nearest file counts first");
    }
}
