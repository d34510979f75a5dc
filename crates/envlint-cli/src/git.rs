//! Which files git keeps out of a repository.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::project_root::ProjectRoot;

/// The folder of the repository that the file at `path` stands in, if it does.
pub(crate) fn repository_of(path: &Path) -> Option<&Path> {
    path.ancestors().skip(1).find(|folder| folder.join(".git").exists())
}

/// Returns `true` if git ignores the file at `path`, an absolute path, according to the repository that contains it. The user's
/// global ignore rules are left out, because they differ from machine to machine. A file that was added in spite of a rule is
/// reported as ignored.
pub(crate) fn ignores(path: &str) -> bool {
    let path = Path::new(path);
    let Some(root) = repository_of(path) else { return false };
    let mut folders: Vec<&Path> = path.ancestors().skip(1).take_while(|folder| *folder != root).collect();
    folders.push(root);
    // From the outermost on: what is in a folder that is ignored is ignored, whatever is said of it.
    let Some(allowed) = ProjectRoot::around(path, root) else { return false };
    let mut files = vec![patterns(&allowed, root, &root.join(".git/info/exclude"))];
    for (index, folder) in folders.iter().enumerate().rev() {
        files.push(patterns(&allowed, folder, &folder.join(".gitignore")));
        let below = index.checked_sub(1).and_then(|next| folders.get(next)).copied();
        let matched = files.iter().rev().map(|file| file.matched(below.unwrap_or(path), below.is_some()));
        if matched.filter(|found| !found.is_none()).map(|found| found.is_ignore()).next() == Some(true) {
            return true;
        }
    }
    false
}

/// What `file` says about paths below `folder`; nothing if it is not a file within `root`. Git itself follows no link to a
/// `.gitignore`.
fn patterns(root: &ProjectRoot, folder: &Path, file: &Path) -> Gitignore {
    let mut builder = GitignoreBuilder::new(folder);
    for line in root.read(file).unwrap_or_default().lines() {
        // A malformed pattern has no effect, for git too.
        let _ = builder.add_line(None, line);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn is_ignored(files: &[(&str, &str)], path: &str) -> bool {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let file = folder.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        ignores(&folder.path().join(path).to_string_lossy())
    }

    #[test]
    fn what_the_repository_says_counts_as_for_git() {
        const HEAD: (&str, &str) = (".git/HEAD", "");
        const FILE: &str = "app/.vscode/settings.json";
        for (file, text, is_told) in [
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
            assert_eq!(is_ignored(&[HEAD, (file, text)], FILE), is_told, "{file}: {text}");
        }
        assert!(!is_ignored(&[(".gitignore", "*")], FILE), "there is no repository");
        assert!(!is_ignored(&[HEAD, (".gitignore", "*"), ("app/.git", "gitdir: x")], FILE), "it is of another one");
        let inner = [HEAD, (".gitignore", "*.json"), ("app/.vscode/.gitignore", "!settings.json")];
        assert!(!is_ignored(&inner, FILE), "the nearest file counts first");
    }
}
