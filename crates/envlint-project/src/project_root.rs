//! Decides which files may be read although they were not selected.

use std::path::{Path, PathBuf};

use crate::ReadError;
use crate::fs::FileSystem;
use crate::read::read_text;

/// The folder that a file must be in to be read without being named: a `.code-workspace` nearby, a `.env`, a `.gitignore`, an
/// `envlint.toml` and the other files of a window.
///
/// Invariant: whoever commits a file decides neither what is read elsewhere on the machine nor that a device or a pipe is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProjectRoot {
    /// The folder, with all links resolved.
    real: PathBuf,
}

impl ProjectRoot {
    /// The root for the files around `path`: the nearest folder above it that has a `.git`, which is a file in a worktree, or
    /// `otherwise` if there is none. `None` if that folder does not exist.
    pub(crate) fn around(fs: &dyn FileSystem, path: &Path, otherwise: &Path) -> Option<Self> {
        let folder = fs.repository_of(path).unwrap_or(otherwise);
        Some(Self { real: fs.real_path(folder).ok()? })
    }

    /// Returns `true` if `path` leads, through any links, to a regular file within the root.
    pub(crate) fn has_file(&self, fs: &dyn FileSystem, path: &Path) -> bool {
        fs.real_path(path).is_ok_and(|real| real.starts_with(&self.real) && fs.is_file(&real))
    }

    /// Returns `true` if `path` leads, through any links, to a folder within the root.
    pub(crate) fn has_folder(&self, fs: &dyn FileSystem, path: &Path) -> bool {
        fs.real_path(path).is_ok_and(|real| real.starts_with(&self.real) && fs.is_folder(&real))
    }

    /// The text of the file at `path`.
    ///
    /// # Errors
    /// It is outside of the root, or [`read_text`] refuses it.
    pub(crate) fn read(&self, fs: &dyn FileSystem, path: &Path) -> Result<String, ReadError> {
        if fs.real_path(path).is_ok_and(|real| !real.starts_with(&self.real)) {
            return Err(ReadError::OutsideProject);
        }
        read_text(fs, path)
    }
}

/// The text of the file at `path`, which was not named, but found or mentioned by a file.
///
/// # Errors
/// It leads out of its project, or it is not a regular file of UTF-8 text of at most [`MAX_MIB`](crate::MAX_MIB) MiB.
pub fn read_within_project(fs: &dyn FileSystem, path: &Path) -> Result<String, ReadError> {
    let root = ProjectRoot::around(fs, path, path.parent().unwrap_or(path));
    root.map_or_else(|| read_text(fs, path), |root| root.read(fs, path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Memory;

    const CASES: [(&str, bool); 5] = [
        ("repo/app/inner.json", true),
        ("repo/shared.json", true),
        ("repo/app/outer.json", false),
        ("repo/app/device.json", false),
        ("repo/app/../../outside.json", false),
    ];

    fn check(fs: &dyn FileSystem, folder: &Path) {
        let at = |name: &str| folder.join(name);
        let root = ProjectRoot::around(fs, &at("repo/app/inner.json"), &at("repo/app")).unwrap();
        for (name, is_read) in CASES {
            assert_eq!(root.has_file(fs, &at(name)), is_read, "{name}");
            assert_eq!(root.read(fs, &at(name)).is_ok(), is_read, "{name}");
        }
        assert!(matches!(root.read(fs, &at("repo/app/outer.json")), Err(ReadError::OutsideProject)));
    }

    #[test]
    fn only_files_within_the_repository_are_read() {
        let mut files = Memory::new("/work");
        files.add("repo/.git", "gitdir: elsewhere");
        files.add("repo/shared.json", "{}");
        files.add("outside.json", "{}");
        files.link("repo/app/inner.json", "../shared.json");
        files.link("repo/app/outer.json", "../../outside.json");
        files.device("/dev/zero");
        files.link("repo/app/device.json", "/dev/zero");
        check(&files, Path::new("/work"));
    }

    #[cfg(unix)]
    #[test]
    fn only_files_within_the_repository_are_read_from_disk() {
        use std::fs;
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("repo/app")).unwrap();
        fs::write(at("repo/.git"), "gitdir: elsewhere").unwrap();
        fs::write(at("repo/shared.json"), "{}").unwrap();
        fs::write(at("outside.json"), "{}").unwrap();
        symlink("../shared.json", at("repo/app/inner.json")).unwrap();
        symlink("../../outside.json", at("repo/app/outer.json")).unwrap();
        symlink("/dev/zero", at("repo/app/device.json")).unwrap();
        check(&crate::Disk, folder.path());
    }
}
