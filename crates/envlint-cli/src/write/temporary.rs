//! The file that contains the new content until it is in its place.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::hash::{Hash, Hasher};
use std::io::{self, ErrorKind, Write};

use siphasher::sip::SipHasher24;

use super::{Identity, LockedFolder, OldFile, WriteError};

/// The longest name of a file, in bytes, to which the temporary name is added. Most file systems allow 255 bytes.
const LONGEST: usize = 240;

/// The name of the temporary file of the file `name`. It is always the same, so that the next run finds what a killed one has left.
pub(super) fn name(name: &OsStr) -> OsString {
    let mut temporary = OsString::from(".");
    if name.len() <= LONGEST {
        temporary.push(name);
    } else {
        let mut hasher = SipHasher24::new();
        name.hash(&mut hasher);
        temporary.push(format!("{:016x}", hasher.finish()));
    }
    temporary.push(".envlint");
    temporary
}

/// A temporary file; it is removed when it is dropped.
#[derive(Debug)]
pub(super) struct Temporary<'f> {
    /// The folder of the file, which is locked.
    pub(super) folder: &'f LockedFolder,
    /// The name of the file in `folder`.
    pub(super) name: OsString,
    file: File,
    is_kept: bool,
}

impl<'f> Temporary<'f> {
    /// Writes `new` to the temporary file of the file `name` in `folder`. `old` is the file that it will replace, if there is one.
    pub(super) fn write(
        folder: &'f LockedFolder,
        name: &OsStr,
        old: Option<&OldFile>,
        new: &[u8],
    ) -> Result<Self, WriteError> {
        let (replaced, name) = (name, self::name(name));
        let file = match folder.create(&name, old.is_some()) {
            // The folder is locked, so no other run is using this file.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                if !is_ours(folder, &name, replaced, new) {
                    return Err(WriteError::Taken { name });
                }
                folder.remove(&name).and_then(|()| folder.create(&name, old.is_some()))
            }
            other => other,
        };
        // `NotFound` would not mean the file that is replaced here, so the error must not be converted by `From`.
        let failed = |source| WriteError::Io { source };
        let mut temporary = Self { folder, name, file: file.map_err(failed)?, is_kept: false };
        OldFile::mark(old, &temporary.file);
        temporary.file.write_all(new).map_err(failed)?;
        if let Some(old) = old {
            // After the content, because writing clears some mode bits. Until then, only the user can read the file.
            old.copy_rights(&temporary.file)?;
        }
        temporary.file.sync_all().map_err(failed)?;
        Ok(temporary)
    }

    /// Renames the file to `name`.
    pub(super) fn rename_to(self, name: &OsStr) -> io::Result<()> {
        self.folder.rename(&self.name, name)?;
        OldFile::clear_mark(&self.file);
        self.keep();
        Ok(())
    }

    /// Removes the old file, which has the temporary name now, and then the mark of the new one, which is in its place.
    pub(super) fn finish(self) {
        // In this order, a killed run leaves a mark as long as it leaves the old file.
        let _ = self.folder.remove(&self.name);
        OldFile::clear_mark(&self.file);
        self.keep();
    }

    /// Does not remove the file with this name any more.
    pub(super) fn keep(mut self) {
        self.is_kept = true;
    }

    /// Identifies the file that was created, under any name.
    pub(super) fn identity(&self) -> Option<Identity> {
        Identity::of(&self.file)
    }
}

/// Returns `true` if a killed run has left the file `name`: it is marked or empty, or contains the start of `new`.
fn is_ours(folder: &LockedFolder, name: &OsStr, replaced: &OsStr, new: &[u8]) -> bool {
    folder.is_leftover(name, replaced) || folder.read(name).is_ok_and(|left| new.starts_with(&left.content))
}

impl Drop for Temporary<'_> {
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = self.folder.remove(&self.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_temporary_name_that_fits() {
        assert_eq!(name(OsStr::new("settings.json")), ".settings.json.envlint");
        let long = name(OsStr::new(&"x".repeat(255)));
        assert!(long.len() < 255);
        assert_ne!(long, name(OsStr::new(&"x".repeat(254))));
    }
}
