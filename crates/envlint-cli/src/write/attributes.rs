//! Reads and copies the extended attributes of files.

use std::fs::File;

/// Copies the extended attributes that belong to the user, but the one called `except`, as far as the file system allows it. Those of
/// the system are left out: they are labels that the system chooses, or caches.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn copy(old: &File, new: &File, except: &str) {
    use rustix::fs::{XattrFlags, flistxattr, fsetxattr};

    /// The length of the longest list of names. Source: `XATTR_LIST_MAX` of Linux.
    const LONGEST: usize = 65_536;
    let mut names = Vec::with_capacity(LONGEST);
    if flistxattr(old, rustix::buffer::spare_capacity(&mut names)).is_err() {
        return;
    }
    for name in names.split(|byte| *byte == 0).filter_map(|name| std::str::from_utf8(name).ok()) {
        let is_of_user = if cfg!(target_vendor = "apple") { !name.is_empty() } else { name.starts_with("user.") };
        if is_of_user
            && name != except
            && let Ok(content) = value(old, name)
        {
            let _ = fsetxattr(new, name, &content, XattrFlags::empty());
        }
    }
}

/// Does nothing: extended attributes are not supported on this system.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn copy(_old: &File, _new: &File, _except: &str) {}

/// The value of the extended attribute called `name`.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn value(file: &File, name: &str) -> rustix::io::Result<Vec<u8>> {
    use rustix::fs::{fgetxattr, fgetxattr_query};

    let mut value = Vec::with_capacity(fgetxattr_query(file, name)?.max(1));
    fgetxattr(file, name, rustix::buffer::spare_capacity(&mut value))?;
    Ok(value)
}

/// Fails: the system has no extended attributes.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn value(_file: &File, _name: &str) -> rustix::io::Result<Vec<u8>> {
    Err(rustix::io::Errno::NOTSUP)
}
