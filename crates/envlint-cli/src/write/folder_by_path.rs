//! A folder in which a file is replaced, on systems where files are opened by their whole path.

use std::ffi::OsStr;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::WriteError;

/// A folder. It is not locked: a temporary file that another run is writing cannot be deleted, since it is open.
#[derive(Debug)]
pub(super) struct FolderByPath {
    path: PathBuf,
}

/// A file that is about to be replaced.
#[derive(Debug)]
pub(super) struct FileByPath {
    /// The whole content.
    pub(super) content: Vec<u8>,
    /// The attributes.
    pub(super) metadata: Metadata,
}

/// Identifies a file under any name. Never needed, because files are not exchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoIdentity;

impl NoIdentity {
    /// The identity of an open file.
    pub(super) fn of(_file: &File) -> Option<Self> {
        Some(Self)
    }
}

impl FileByPath {
    /// Does nothing: files have no marks.
    pub(super) fn mark(_old: Option<&Self>, _temporary: &File) {}

    /// Does nothing: files have no marks.
    pub(super) fn clear_mark(_file: &File) {}

    /// Does nothing: a new file inherits its owner and permissions from its folder.
    #[allow(clippy::unused_self, clippy::unnecessary_wraps, reason = "the same signature as on Unix")]
    pub(super) fn copy_rights(&self, _new: &File) -> Result<(), WriteError> {
        Ok(())
    }
}

impl FolderByPath {
    /// The folder at `path`.
    pub(super) fn open(path: &Path) -> Result<Self, WriteError> {
        let metadata = fs::metadata(path)?;
        if metadata.is_dir() { Ok(Self { path: path.to_owned() }) } else { Err(WriteError::Changed) }
    }

    /// Reads the regular file `name`. A link is not followed.
    pub(super) fn read(&self, name: &OsStr) -> Result<FileByPath, WriteError> {
        let path = self.path.join(name);
        let metadata = fs::symlink_metadata(&path)?;
        if !metadata.is_file() {
            return Err(WriteError::NotAFile);
        }
        Ok(FileByPath { content: fs::read(path)?, metadata })
    }

    /// Fails if the file `name` is read-only.
    pub(super) fn refuse_read_only(&self, name: &OsStr, metadata: &Metadata) -> Result<(), WriteError> {
        // WebAssembly has no mode bits, which the standard library takes for a read-only file.
        if cfg!(windows) && metadata.permissions().readonly() {
            return Err(WriteError::ReadOnly);
        }
        match OpenOptions::new().write(true).open(self.path.join(name)) {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(WriteError::ReadOnly),
            Err(error) => Err(error.into()),
        }
    }

    /// Creates the file `name`, which must not exist.
    pub(super) fn create(&self, name: &OsStr, _is_private: bool) -> io::Result<File> {
        OpenOptions::new().write(true).create_new(true).open(self.path.join(name))
    }

    /// Returns `true` if `temporary` is an empty file. Files have no marks, so only its content can show what else it is.
    pub(super) fn is_leftover(&self, temporary: &OsStr, _name: &OsStr) -> bool {
        fs::symlink_metadata(self.path.join(temporary)).is_ok_and(|metadata| metadata.is_file() && metadata.len() == 0)
    }

    /// Removes the file `name`.
    pub(super) fn remove(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_file(self.path.join(name))
    }

    /// Renames `from` to `to`, which is replaced if it exists.
    pub(super) fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        fs::rename(self.path.join(from), self.path.join(to))
    }

    /// Returns `false`: the system cannot exchange files.
    #[allow(clippy::unused_self, clippy::unnecessary_wraps, reason = "the same signature as on Unix")]
    pub(super) fn exchange(&self, _one: &OsStr, _other: &OsStr) -> io::Result<bool> {
        Ok(false)
    }

    /// The identity of what is called `name` now.
    #[allow(clippy::unused_self, reason = "the same signature as on Unix")]
    pub(super) fn identity(&self, _name: &OsStr) -> Option<NoIdentity> {
        Some(NoIdentity)
    }

    /// Returns `true` if `path` still leads to this folder.
    pub(super) fn is_at(&self, path: &Path) -> bool {
        self.path == path
    }

    /// Does nothing: a folder cannot be opened as a file on this system.
    #[allow(clippy::unused_self, reason = "the same signature as on Unix")]
    pub(super) fn sync(&self) {}
}
