//! The file system, as a trait.
//!
//! Invariant: no other module of this crate touches the machine. Everything goes through a [`FileSystem`], and only
//! [`Disk`] uses `std::fs`, `std::env` and `std::io::stdin`.

mod cached;
mod disk;
mod memory;
mod overlay;

use std::borrow::Cow;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

pub(crate) use cached::CachedFileSystem;
pub use disk::Disk;
pub use memory::Memory;
pub use overlay::Overlay;

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileType {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link. Only [`FileSystem::list`] returns it; everything else follows links.
    Link,
    /// A pipe, a socket or a device. Reading it may block, or never end.
    Other,
}

/// What is at a path, after following all links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// The type, never [`FileType::Link`].
    pub file_type: FileType,
    /// The size of a regular file in bytes, as the file system reports it.
    pub len: u64,
}

/// One entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name within the folder.
    pub name: OsString,
    /// The type, without following links.
    pub file_type: FileType,
}

/// The operating system that envlint runs on. It determines where programs store user data, but not which platforms files are
/// linted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostOs {
    /// Linux, and other systems that follow the XDG base directory specification.
    Linux,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
}

/// Everything that a [`Project`](crate::Project) needs to know about the machine: its files, and the variables that locate the
/// user settings. Relative paths are relative to [`FileSystem::working_directory`].
pub trait FileSystem: Send + Sync {
    /// The working directory, an absolute path.
    fn working_directory(&self) -> PathBuf;

    /// What is at `path`, after following all links.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] if there is nothing, or only a link that leads nowhere.
    fn metadata(&self, path: &Path) -> io::Result<Metadata>;

    /// Returns `true` if `path` itself is a symbolic link, even one that leads nowhere.
    fn is_link(&self, path: &Path) -> bool;

    /// The first `limit` bytes of the file at `path`.
    ///
    /// # Errors
    /// The file cannot be read.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;

    /// The entries of the folder at `path`, in any order.
    ///
    /// # Errors
    /// It is not a folder, or cannot be read.
    fn list(&self, path: &Path) -> io::Result<Vec<Entry>>;

    /// `path` as an absolute path without links, `.` and `..`.
    ///
    /// # Errors
    /// There is nothing at `path`.
    fn real_path(&self, path: &Path) -> io::Result<PathBuf>;

    /// The operating system.
    fn os(&self) -> HostOs;

    /// The value of an environment variable.
    fn variable(&self, name: &str) -> Option<OsString>;

    /// The first `limit` bytes of standard input.
    ///
    /// # Errors
    /// It cannot be read, or there is none.
    fn read_stdin(&self, limit: u64) -> io::Result<Vec<u8>> {
        let _ = limit;
        Err(io::ErrorKind::Unsupported.into())
    }

    /// `name` as it is compared with other names: the usual file systems of macOS and Windows do not distinguish letter case.
    fn as_compared<'n>(&self, name: &'n str) -> Cow<'n, str> {
        match self.os() {
            HostOs::MacOs | HostOs::Windows if name.bytes().any(|byte| byte.is_ascii_uppercase()) => {
                Cow::Owned(name.to_ascii_lowercase())
            }
            HostOs::Linux | HostOs::MacOs | HostOs::Windows => Cow::Borrowed(name),
        }
    }

    /// The root folder of the repository that contains the file at `path`, if there is one: the nearest folder with a `.git`, which is
    /// a file in a worktree.
    fn repository_of<'p>(&self, path: &'p Path) -> Option<&'p Path> {
        path.ancestors().skip(1).find(|folder| self.exists(&folder.join(".git")))
    }

    /// Returns `true` if there is something at `path`, after following all links.
    fn exists(&self, path: &Path) -> bool {
        self.metadata(path).is_ok()
    }

    /// Returns `true` if `path` leads to a regular file.
    fn is_file(&self, path: &Path) -> bool {
        self.metadata(path).is_ok_and(|metadata| metadata.file_type == FileType::File)
    }

    /// Returns `true` if `path` leads to a folder.
    fn is_folder(&self, path: &Path) -> bool {
        self.metadata(path).is_ok_and(|metadata| metadata.file_type == FileType::Folder)
    }
}
