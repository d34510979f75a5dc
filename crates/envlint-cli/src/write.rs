//! Replaces the content of a file atomically: a reader sees the old content or the new content, never a mixture.
//!
//! The new content is first written to a temporary file in the same folder, whose name depends only on the name of the file
//! (`temporary`). Then the two files change places, and what came out is compared with what was read: if another program
//! has replaced the file in the meantime, its version goes back, and the new content is dropped. The folder is opened once and locked, so that
//! everything happens in the same folder, and one run of envlint at a time.
//!
//! Invariant: a write gives access to no one who did not have it (`rights`).
//!
//! What remains: a program that opens the file for writing before the exchange and writes to it after the comparison writes to the
//! old file, which is deleted. Where the system cannot exchange files (Windows, some network file systems), a file that another
//! program puts there between the comparison and the rename is lost.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

#[cfg(unix)]
mod attributes;
#[cfg(unix)]
mod folder;
#[cfg(not(unix))]
#[path = "write/folder_by_path.rs"]
mod folder;
#[cfg(unix)]
mod mark;
mod output;
#[cfg(unix)]
mod rights;
mod temporary;

#[cfg(not(unix))]
use folder::{FileByPath as OldFile, FolderByPath as LockedFolder, NoIdentity as Identity};
#[cfg(unix)]
use folder::{Identity, LockedFolder, OldFile};
pub(crate) use output::{OutputError, put};
use temporary::Temporary;

/// The reason why a file was not replaced; the file is unchanged. Messages print each text after the path of the file.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WriteError {
    /// The file no longer contains the bytes that the new content was made from, or no longer exists.
    #[error("changed since it was read and was not written; run envlint again")]
    Changed,
    /// The mode bits or attributes of the file, or the permissions of the user, do not allow writing it.
    #[error("is read-only; make it writable or fix it by hand")]
    ReadOnly,
    /// The path leads to a folder, a pipe or a device.
    #[error("is not a regular file and was not written; pass a regular file")]
    NotAFile,
    /// Another run of envlint has locked the folder.
    #[cfg_attr(not(unix), allow(dead_code, reason = "folders are not locked there"))]
    #[error("was not written, because another run of envlint is writing in its folder; run envlint again")]
    Busy,
    /// There is a file with the name of the temporary file that envlint has not made.
    #[error("was not written, because `{}` is in its folder; rename or remove that file", name.display())]
    Taken {
        /// The name of that file.
        name: OsString,
    },
    /// The new file cannot have the same access control list as the old one.
    #[cfg_attr(not(unix), allow(dead_code, reason = "nothing is copied there"))]
    #[error("was not written, because its access control list cannot be kept ({source}); fix it by hand")]
    Rights {
        /// The error of the system.
        source: io::Error,
    },
    /// The system reported an error, for example because the folder is not writable or the disk is full.
    #[error("could not be written: {source}; the file is unchanged, check its folder and run envlint again")]
    Io {
        /// The error of the system.
        source: io::Error,
    },
}

impl From<io::Error> for WriteError {
    fn from(source: io::Error) -> Self {
        match source.kind() {
            ErrorKind::NotFound => Self::Changed,
            _ => Self::Io { source },
        }
    }
}

/// Replaces the content of the file at `path` with `new`, if the file still contains `expected`. Does nothing if it already contains
/// `new`. A symbolic link is followed: its target is replaced and the link is kept. Access rights, extended attributes and, where
/// the system allows it, owner and group are kept. Other hard links to the file keep the old content.
pub(crate) fn replace(path: &Path, expected: &[u8], new: &[u8]) -> Result<(), WriteError> {
    let target = fs::canonicalize(path)?;
    let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else { return Err(WriteError::NotAFile) };
    let folder = LockedFolder::open(parent)?;
    let old = folder.read(name)?;
    if old.content == new {
        // Another run has written it, or this one through another link.
        return Ok(());
    }
    if old.content != expected {
        return Err(WriteError::Changed);
    }
    folder.refuse_read_only(name, &old.metadata)?;
    let temporary = Temporary::write(&folder, name, Some(&old), new)?;
    if fs::canonicalize(path)? != target || !folder.is_at(parent) {
        return Err(WriteError::Changed);
    }
    swap_in(temporary, name, expected)?;
    folder.sync();
    Ok(())
}

/// Removes the temporary file that a killed run has left beside the file at `path`, if there is one.
pub(crate) fn remove_leftover(path: &Path) {
    let Ok(target) = fs::canonicalize(path) else { return };
    let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else { return };
    let leftover = temporary::name(name);
    if fs::symlink_metadata(parent.join(&leftover)).is_ok()
        && let Ok(folder) = LockedFolder::open(parent)
        && folder.is_leftover(&leftover, name)
    {
        // The folder is locked, so no other run is using the file. If it cannot be removed, the next write reports it.
        let _ = folder.remove(&leftover);
    }
}

/// Puts `temporary` in the place of the file `name`, if that file still contains `expected`.
fn swap_in(temporary: Temporary<'_>, name: &OsStr, expected: &[u8]) -> Result<(), WriteError> {
    let folder = temporary.folder;
    if !folder.exchange(&temporary.name, name)? {
        if folder.read(name)?.content != expected {
            return Err(WriteError::Changed);
        }
        // `NotFound` would mean the folder or the temporary file here, so the error must not be converted by `From`.
        return temporary.rename_to(name).map_err(|source| WriteError::Io { source });
    }
    // The temporary name is now that of the old file.
    match folder.read(&temporary.name) {
        Ok(out) if out.content == expected => {
            temporary.finish();
            Ok(())
        }
        _ => {
            put_back(temporary, name)?;
            Err(WriteError::Changed)
        }
    }
}

/// How often a version is put back that another program writes while an older one is put back.
const MOST_RETURNS: usize = 100;

/// Exchanges the files again, so that the text that came out is in its place. If another program has put yet another text there in
/// the meantime, that one has to stay.
fn put_back(temporary: Temporary<'_>, name: &OsStr) -> Result<(), WriteError> {
    let folder = temporary.folder;
    let mut in_place = temporary.identity();
    for _ in 0..MOST_RETURNS {
        let newest = folder.identity(&temporary.name);
        match folder.exchange(&temporary.name, name) {
            Ok(_) => {}
            // The file was deleted, and with it the text that came out.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(source) => {
                // The text of the other program must not be deleted with the temporary file.
                temporary.keep();
                return Err(WriteError::Io { source });
            }
        }
        if folder.identity(&temporary.name) == in_place {
            return Ok(());
        }
        in_place = newest;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
