//! Which files may be read without being named on the command line.

use std::path::{Path, PathBuf};

use crate::git::repository_of;
use crate::read::read_text;

/// The folder that must contain a file for it to be read without being named: a `.code-workspace` nearby, a `.env`, a `.gitignore`, an `envlint.toml`
/// and the rest of a window's files.
///
/// Invariant: the author of a committed file can make envlint read neither a file elsewhere on the machine nor a device or a pipe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProjectRoot {
    /// The folder, with all links resolved.
    real: PathBuf,
}

impl ProjectRoot {
    /// The root for the files around `path`: the nearest folder above it that has a `.git`, which is a file in a worktree, or
    /// else `otherwise`. `None` if that folder does not exist.
    pub(crate) fn around(path: &Path, otherwise: &Path) -> Option<Self> {
        let folder = repository_of(path).unwrap_or(otherwise);
        Some(Self { real: folder.canonicalize().ok()? })
    }

    /// Returns `true` if `path` leads, through any links, to a regular file within the root.
    pub(crate) fn has_file(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|real| real.starts_with(&self.real) && real.is_file())
    }

    /// The text of the file at `path`.
    ///
    /// # Errors
    /// What is wrong with it, as the rest of a sentence: it lies outside of the root, or [`read_text`] refuses it.
    pub(crate) fn read(&self, path: &Path) -> Result<String, String> {
        if path.canonicalize().is_ok_and(|real| !real.starts_with(&self.real)) {
            return Err(
                "is a link to a file outside of the project and is not read; name it on the command line if you \
                        mean it"
                    .to_owned(),
            );
        }
        read_text(path)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    #[test]
    fn only_files_within_the_repository_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("repo/app")).unwrap();
        fs::write(at("repo/.git"), "gitdir: elsewhere").unwrap();
        fs::write(at("repo/shared.json"), "{}").unwrap();
        fs::write(at("outside.json"), "{}").unwrap();
        symlink("../shared.json", at("repo/app/inner.json")).unwrap();
        symlink("../../outside.json", at("repo/app/outer.json")).unwrap();
        symlink("/dev/zero", at("repo/app/device.json")).unwrap();
        let root = ProjectRoot::around(&at("repo/app/inner.json"), &at("repo/app")).unwrap();
        for (name, is_read) in [
            ("repo/app/inner.json", true),
            ("repo/shared.json", true),
            ("repo/app/outer.json", false),
            ("repo/app/device.json", false),
            ("repo/app/../../outside.json", false),
        ] {
            assert_eq!(root.has_file(&at(name)), is_read, "{name}");
            assert_eq!(root.read(&at(name)).is_ok(), is_read, "{name}");
        }
        assert!(root.read(&at("repo/app/outer.json")).unwrap_err().contains("outside of the project"));
    }
}
