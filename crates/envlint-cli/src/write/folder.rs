//! A folder in which a file is replaced. It stays the same one if its path leads elsewhere in the meantime.

use std::ffi::OsStr;
use std::fs::{File, Metadata, TryLockError};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::thread;
use std::time::Duration;

use rustix::fs::{AtFlags, Mode, OFlags, open, openat, renameat, statat, unlinkat};

use super::{WriteError, mark, rights};

/// How often the lock is tried, once in [`PAUSE`], before the folder is reported as busy.
const TRIES: u32 = 1_000;
const PAUSE: Duration = Duration::from_millis(10);

/// An open and locked folder. The lock ends with the process, however it ends.
#[derive(Debug)]
pub(super) struct LockedFolder {
    handle: File,
}

/// A file that is about to be replaced.
#[derive(Debug)]
pub(super) struct OldFile {
    /// The whole content.
    pub(super) content: Vec<u8>,
    /// Mode bits, owner and group.
    pub(super) metadata: Metadata,
    file: File,
}

/// Identifies a file under any name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    device: u64,
    inode: u64,
}

impl Identity {
    /// The identity of an open file.
    pub(super) fn of(file: &File) -> Option<Self> {
        file.metadata().ok().map(|metadata| Self { device: metadata.dev(), inode: metadata.ino() })
    }
}

impl OldFile {
    /// Marks `temporary` as the file that will replace this one.
    pub(super) fn mark(old: Option<&Self>, temporary: &File) {
        mark::set(temporary, old.map(|old| old.metadata.ino()));
    }

    /// Removes the mark of `file`.
    pub(super) fn clear_mark(file: &File) {
        mark::clear(file);
    }

    /// Gives `new` the owner, access rights and extended attributes of this file.
    pub(super) fn copy_rights(&self, new: &File) -> Result<(), WriteError> {
        rights::copy(&self.file, &self.metadata, new)
    }
}

impl LockedFolder {
    /// Opens and locks the folder at `path`. Where the system cannot lock folders, it is not locked.
    pub(super) fn open(path: &Path) -> Result<Self, WriteError> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let handle = File::from(open(path, flags, Mode::empty()).map_err(io::Error::from)?);
        for _ in 0..TRIES {
            match handle.try_lock() {
                Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
                Ok(()) | Err(TryLockError::Error(_)) => return Ok(Self { handle }),
            }
        }
        Err(WriteError::Busy)
    }

    /// Reads the regular file `name`. A link is not followed.
    pub(super) fn read(&self, name: &OsStr) -> Result<OldFile, WriteError> {
        let mut file = match self.open_file(name, OFlags::RDONLY) {
            Ok(file) => file,
            Err(rustix::io::Errno::LOOP) => return Err(WriteError::NotAFile),
            Err(error) => return Err(io::Error::from(error).into()),
        };
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(WriteError::NotAFile);
        }
        let mut content = Vec::new();
        file.read_to_end(&mut content)?;
        Ok(OldFile { content, metadata, file })
    }

    /// Fails if the file `name` is read-only. A rename only needs permissions for the folder, so the file itself is checked here:
    /// first its mode bits, because root can open read-only files, then by opening it for writing.
    pub(super) fn refuse_read_only(&self, name: &OsStr, metadata: &Metadata) -> Result<(), WriteError> {
        if metadata.permissions().readonly() {
            return Err(WriteError::ReadOnly);
        }
        match self.open_file(name, OFlags::WRONLY).map_err(io::Error::from) {
            Ok(_) => Ok(()),
            Err(error) if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {
                Err(WriteError::ReadOnly)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Opens a file without following a link or waiting for the other end of a pipe.
    fn open_file(&self, name: &OsStr, access: OFlags) -> rustix::io::Result<File> {
        let flags = access | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        openat(&self.handle, name, flags, Mode::empty()).map(File::from)
    }

    /// Creates the file `name`, which must not exist. Only the user can read it if `is_private`; otherwise it has the mode of any
    /// new file.
    pub(super) fn create(&self, name: &OsStr, is_private: bool) -> io::Result<File> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mode = if is_private { 0o600 } else { 0o666 };
        Ok(openat(&self.handle, name, flags, Mode::from_raw_mode(mode))?.into())
    }

    /// Returns `true` if `temporary` is what a killed run has left beside the file `name`, or is empty.
    pub(super) fn is_leftover(&self, temporary: &OsStr, name: &OsStr) -> bool {
        let Ok(file) = self.open_file(temporary, OFlags::RDONLY) else { return false };
        let is_empty = || file.metadata().is_ok_and(|metadata| metadata.len() == 0);
        let is_file = file.metadata().is_ok_and(|metadata| metadata.is_file());
        is_file && (is_empty() || mark::is_temporary(&file, self.open_file(name, OFlags::RDONLY).ok().as_ref()))
    }

    /// Removes the file or link `name`.
    pub(super) fn remove(&self, name: &OsStr) -> io::Result<()> {
        Ok(unlinkat(&self.handle, name, AtFlags::empty())?)
    }

    /// Renames `from` to `to`, which is replaced if it exists.
    pub(super) fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(renameat(&self.handle, from, &self.handle, to)?)
    }

    /// Exchanges the names of two files. Returns `false` if the system or the file system does not support this.
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    pub(super) fn exchange(&self, one: &OsStr, other: &OsStr) -> io::Result<bool> {
        use rustix::fs::{RenameFlags, renameat_with};
        use rustix::io::Errno;

        match renameat_with(&self.handle, one, &self.handle, other, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(true),
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Returns `false`: the system cannot exchange files.
    #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
    pub(super) fn exchange(&self, _one: &OsStr, _other: &OsStr) -> io::Result<bool> {
        Ok(false)
    }

    /// The identity of what is called `name` now; links are not followed.
    #[allow(clippy::unnecessary_cast, clippy::cast_sign_loss, reason = "the types depend on the system")]
    pub(super) fn identity(&self, name: &OsStr) -> Option<Identity> {
        let stat = statat(&self.handle, name, AtFlags::SYMLINK_NOFOLLOW).ok()?;
        Some(Identity { device: stat.st_dev as u64, inode: stat.st_ino as u64 })
    }

    /// Returns `true` if `path` still leads to this folder.
    pub(super) fn is_at(&self, path: &Path) -> bool {
        let there = path.symlink_metadata().ok().map(|there| (there.dev(), there.ino()));
        there.is_some() && there == self.handle.metadata().ok().map(|here| (here.dev(), here.ino()))
    }

    /// Syncs a rename to disk. Errors are ignored: not every file system supports this, and the new content is already in place.
    pub(super) fn sync(&self) {
        let _ = self.handle.sync_all();
    }
}
