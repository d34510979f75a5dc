//! Copies owner, access rights and extended attributes from a file to the one that replaces it.
//!
//! Invariant: only those who had access to the old file get access to the new one. Where that cannot be guaranteed, fewer people get
//! access, or the file is not written.
//!
//! The access control lists of macOS are not copied; the mode bits are.

use std::fs::{File, Metadata, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

use super::{WriteError, attributes, mark};

/// Gives `new` the owner, group, mode bits, access control list and extended attributes of `old`. The owner and the group are kept
/// as far as the system allows it, so that a run as root does not change the owner of a file.
pub(super) fn copy(old: &File, metadata: &Metadata, new: &File) -> Result<(), WriteError> {
    let keeps_owner = fchown(new, Some(metadata.uid()), Some(metadata.gid())).is_ok();
    let keeps_group = keeps_owner || fchown(new, None, Some(metadata.gid())).is_ok();
    // The owner comes first, because changing it clears some mode bits, and the list before the bits, which limit it.
    copy_acl(old, new, keeps_group).map_err(|source| WriteError::Rights { source })?;
    let mode = mode(metadata.mode() & 0o7777, keeps_owner, keeps_group);
    new.set_permissions(Permissions::from_mode(mode))?;
    attributes::copy(old, new, mark::NAME);
    Ok(())
}

/// The mode bits of a file that may have another owner or group than the file with the bits `old`.
fn mode(old: u32, keeps_owner: bool, keeps_group: bool) -> u32 {
    let mode = if keeps_owner { old } else { old & 0o777 };
    if keeps_group {
        return mode;
    }
    // The members of the new group were others, and the members of the old group will be.
    let both = (mode >> 3) & mode & 0o007;
    (mode & 0o700) | (both << 3) | both
}

/// The extended attribute that contains the POSIX access control list. Source: acl(5).
#[cfg(any(target_os = "linux", target_os = "android"))]
const ACL: &str = "system.posix_acl_access";

/// Gives `new` the POSIX access control list of `old`. If `old` has none, a list that `new` has inherited from its folder is
/// removed.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn copy_acl(old: &File, new: &File, keeps_group: bool) -> io::Result<()> {
    use rustix::fs::{XattrFlags, fremovexattr, fsetxattr};
    use rustix::io::Errno;

    match attributes::value(old, ACL) {
        Ok(_) if !keeps_group => Err(io::ErrorKind::PermissionDenied.into()),
        Ok(list) => Ok(fsetxattr(new, ACL, &list, XattrFlags::empty())?),
        Err(Errno::NODATA | Errno::NOTSUP | Errno::NOSYS) => match fremovexattr(new, ACL) {
            Ok(()) | Err(Errno::NODATA | Errno::NOTSUP | Errno::NOSYS) => Ok(()),
            Err(error) => Err(error.into()),
        },
        Err(error) => Err(error.into()),
    }
}

/// Does nothing: the system has no POSIX access control lists.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
#[allow(clippy::unnecessary_wraps, reason = "the same signature as on Linux")]
fn copy_acl(_old: &File, _new: &File, _keeps_group: bool) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_group_is_open_to_fewer_people() {
        for (old, other_owner, other_group) in [
            (0o640, 0o640, 0o600),
            (0o664, 0o664, 0o644),
            (0o604, 0o604, 0o600),
            (0o6755, 0o755, 0o755),
            (0o666, 0o666, 0o666),
        ] {
            assert_eq!(mode(old, true, true), old);
            assert_eq!(mode(old, false, true), other_owner);
            assert_eq!(mode(old, false, false), other_group, "{old:o}");
        }
    }
}
