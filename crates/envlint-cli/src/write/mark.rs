//! Marks temporary files, so that a file with the name of one that something else has made is never removed.
//!
//! The mark is an extended attribute that contains the inode of the file that is going to be replaced. After the exchange, the new
//! file has the mark for a moment, so that the old one is recognized under the temporary name. Where there are no extended attributes,
//! files have no marks.

use std::fs::File;
use std::os::unix::fs::MetadataExt;

use super::attributes;

/// The name of the extended attribute.
pub(super) const NAME: &str = "user.envlint";

/// Marks `temporary`, which will replace the file with the inode `old`, if there is one.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn set(temporary: &File, old: Option<u64>) {
    use rustix::fs::{XattrFlags, fsetxattr};

    // An inode is never 0. Not every file system has attributes.
    let _ = fsetxattr(temporary, NAME, old.unwrap_or(0).to_string().as_bytes(), XattrFlags::empty());
}

/// Does nothing: the system has no extended attributes.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn set(_temporary: &File, _old: Option<u64>) {}

/// Removes the mark of `file`, which is in its place.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn clear(file: &File) {
    let _ = rustix::fs::fremovexattr(file, NAME);
}

/// Does nothing: the system has no extended attributes.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn clear(_file: &File) {}

/// Returns `true` if `file` is a marked temporary file, or the old version of `replacement`, which is still marked.
pub(super) fn is_temporary(file: &File, replacement: Option<&File>) -> bool {
    let inode = file.metadata().map(|metadata| metadata.ino().to_string()).unwrap_or_default();
    let names_it = |replacement: &File| attributes::value(replacement, NAME).is_ok_and(|mark| mark == inode.as_bytes());
    attributes::value(file, NAME).is_ok() || replacement.is_some_and(names_it)
}
