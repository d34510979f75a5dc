//! Replaces the content of a file atomically: a reader sees the old content or the new content, never a mixture.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use tempfile::NamedTempFile;

mod output;

pub(crate) use output::{OutputError, put};

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

/// Replaces the content of the file at `path` with `new`, if the file still contains `expected`. A symbolic link is followed: its
/// target is replaced and the link is kept. Mode bits are kept, and so are owner and group where the system allows it. Other
/// hard links to the file keep the old content.
pub(crate) fn replace(path: &Path, expected: &[u8], new: &[u8]) -> Result<(), WriteError> {
    let target = fs::canonicalize(path)?;
    let metadata = fs::metadata(&target)?;
    if metadata.is_file() && fs::read(&target)? == new {
        // The same run has already written it through another link.
        return Ok(());
    }
    let Some(folder) = target.parent().filter(|_| metadata.is_file()) else { return Err(WriteError::NotAFile) };
    refuse_read_only(&target, &metadata)?;
    let temporary = Temporary::write(folder, Some(&metadata), new)?;
    swap_in(temporary, path, &target, folder, expected)?;
    sync_folder(folder);
    Ok(())
}

/// Fails if the file is read-only. A rename only needs permissions for the folder, so the file itself is checked here: first its
/// mode bits, because root can open read-only files, then by opening it for writing.
fn refuse_read_only(target: &Path, metadata: &Metadata) -> Result<(), WriteError> {
    if metadata.permissions().readonly() {
        return Err(WriteError::ReadOnly);
    }
    match OpenOptions::new().write(true).open(target) {
        Ok(_) => Ok(()),
        Err(error) if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {
            Err(WriteError::ReadOnly)
        }
        Err(error) => Err(error.into()),
    }
}

/// Renames `temporary` to `target`, if `path` still leads there and the file still contains `expected`.
fn swap_in(temporary: Temporary, path: &Path, target: &Path, folder: &Path, expected: &[u8]) -> Result<(), WriteError> {
    let unchanged =
        fs::canonicalize(path)? == target && fs::metadata(target)?.is_file() && fs::read(target)? == expected;
    if !unchanged {
        return Err(WriteError::Changed);
    }
    // `NotFound` would mean the folder or the temporary file here, so the error must not be converted by `From`.
    temporary.rename_to(target, folder).map_err(|source| WriteError::Io { source })
}

/// The new content on disk, before it replaces the old content.
#[derive(Debug)]
enum Temporary {
    /// A file without a name, so that nothing is left if the process is killed while it writes.
    #[cfg(target_os = "linux")]
    Unnamed(File),
    /// A temporary file next to the old one, where the system or the file system does not support unnamed files.
    Named(NamedTempFile),
}

impl Temporary {
    /// Writes `new` to a temporary file in `folder`. `old` is the metadata of the file that it will replace, if there is one.
    fn write(folder: &Path, old: Option<&Metadata>, new: &[u8]) -> io::Result<Self> {
        #[cfg(target_os = "linux")]
        if Path::new("/proc/self/fd").exists()
            && let Ok(mut file) = unnamed_file(folder, old)
        {
            fill(&mut file, old, new)?;
            return Ok(Self::Unnamed(file));
        }
        let mut file = name(old).tempfile_in(folder).map_err(without_path)?;
        fill(file.as_file_mut(), old, new)?;
        Ok(Self::Named(file))
    }

    fn rename_to(self, target: &Path, folder: &Path) -> io::Result<()> {
        let path = match self {
            #[cfg(target_os = "linux")]
            Self::Unnamed(file) => give_name(&file, folder)?,
            Self::Named(file) => file.into_temp_path(),
        };
        path.persist(target).map_err(|error| error.error)
    }
}

/// The name pattern of temporary files. If no file is replaced, the temporary file gets the mode of any new file.
fn name(old: Option<&Metadata>) -> tempfile::Builder<'static, 'static> {
    let mut name = tempfile::Builder::new();
    name.prefix(".envlint-");
    #[cfg(unix)]
    if old.is_none() {
        use std::os::unix::fs::PermissionsExt;

        name.permissions(fs::Permissions::from_mode(0o666));
    }
    name
}

/// Writes `new` to `file`, sets the owner and mode bits of the old file, and syncs it to disk.
fn fill(file: &mut File, old: Option<&Metadata>, new: &[u8]) -> io::Result<()> {
    file.write_all(new)?;
    if let Some(old) = old {
        // The owner comes first, because changing it clears some mode bits.
        keep_owner(file, old);
        file.set_permissions(old.permissions())?;
    }
    file.sync_all()
}

#[cfg(target_os = "linux")]
fn unnamed_file(folder: &Path, old: Option<&Metadata>) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags, open};

    let mode = if old.is_some() { 0o600 } else { 0o666 };
    Ok(open(folder, OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC, Mode::from_raw_mode(mode))?.into())
}

/// Gives an unnamed file a temporary name in `folder`. The file is removed again unless it is renamed.
#[cfg(target_os = "linux")]
fn give_name(file: &File, folder: &Path) -> io::Result<tempfile::TempPath> {
    use rustix::fs::{AtFlags, CWD, linkat};
    use std::os::fd::AsRawFd;

    let unnamed = format!("/proc/self/fd/{}", file.as_raw_fd());
    let link = |path: &Path| linkat(CWD, unnamed.as_str(), CWD, path, AtFlags::SYMLINK_FOLLOW).map_err(io::Error::from);
    Ok(name(None).make_in(folder, link)?.into_temp_path())
}

/// Removes the random name of the temporary file from the error, so that the message is the same in every run.
fn without_path(error: io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(_) => error,
        None => error.kind().into(),
    }
}

/// Gives `file` the owner and group of `old`, as far as the system allows it, so that a run as root does not change the owner of a
/// file.
#[cfg(unix)]
fn keep_owner(file: &File, old: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};

    if fchown(file, Some(old.uid()), Some(old.gid())).is_err() {
        let _ = fchown(file, None, Some(old.gid()));
    }
}

/// Does nothing: a new file inherits its owner and permissions from its folder.
#[cfg(not(unix))]
fn keep_owner(_file: &File, _old: &Metadata) {}

/// Syncs the rename to disk. Errors are ignored: not every file system supports this, and the new content is already in place.
#[cfg(unix)]
fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

/// Does nothing: a folder cannot be opened as a file on this system.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;
    use tempfile::TempDir;

    const OLD: &[u8] = b"{ \"old\": 1 }\r\n";
    const NEW: &[u8] = b"{ \"new\": 1 }\r\n";

    /// Creates a folder with one file that contains `OLD`.
    fn folder_with_file() -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.json");
        fs::write(&file, OLD).unwrap();
        (folder, file)
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn make_read_only(file: &Path) {
        let mut permissions = fs::metadata(file).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(file, permissions).unwrap();
    }

    #[test]
    fn content_is_replaced_and_no_other_file_is_left() {
        let (folder, file) = folder_with_file();
        replace(&file, OLD, NEW).unwrap();
        assert_eq!(fs::read(&file).unwrap(), NEW);
        assert_eq!(names(folder.path()), ["settings.json"]);
    }

    /// Writing the content takes longest; while it lasts, there is no file that could be left behind.
    #[cfg(target_os = "linux")]
    #[test]
    fn the_file_that_is_being_written_has_no_name() {
        let (folder, file) = folder_with_file();
        if unnamed_file(folder.path(), None).is_ok() {
            let _temporary = Temporary::write(folder.path(), Some(&fs::metadata(&file).unwrap()), NEW).unwrap();
            assert_eq!(names(folder.path()), ["settings.json"]);
        }
    }

    #[test]
    fn a_changed_file_is_refused() {
        let (folder, file) = folder_with_file();
        let same_length = b"{ \"odd\": 1 }\r\n";
        assert_eq!(same_length.len(), OLD.len());
        for expected in [&same_length[..], b"", &OLD[..4]] {
            assert!(matches!(replace(&file, expected, NEW), Err(WriteError::Changed)));
            assert_eq!(fs::read(&file).unwrap(), OLD);
            assert_eq!(names(folder.path()), ["settings.json"]);
        }
    }

    #[test]
    fn a_deleted_file_is_not_created_again() {
        let (folder, file) = folder_with_file();
        fs::remove_file(&file).unwrap();
        assert!(matches!(replace(&file, OLD, NEW), Err(WriteError::Changed)));
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }

    #[test]
    fn a_change_after_the_new_content_was_prepared_is_detected() {
        let become_folder = |file: &Path| fs::remove_file(file).and_then(|()| fs::create_dir(file));
        let changes: [fn(&Path) -> io::Result<()>; 3] =
            [|file| fs::write(file, "other"), |file| fs::remove_file(file), become_folder];
        for change in changes {
            let (folder, file) = folder_with_file();
            let target = fs::canonicalize(&file).unwrap();
            let temporary = Temporary::write(folder.path(), Some(&fs::metadata(&file).unwrap()), NEW).unwrap();
            change(&file).unwrap();
            assert!(matches!(swap_in(temporary, &file, &target, folder.path(), OLD), Err(WriteError::Changed)));
            assert!(names(folder.path()).iter().all(|name| name == "settings.json"));
            assert_ne!(fs::read(&file).ok().as_deref(), Some(NEW));
        }
    }

    #[test]
    fn a_read_only_file_is_refused_for_root_too() {
        let (folder, file) = folder_with_file();
        make_read_only(&file);
        assert!(matches!(replace(&file, OLD, NEW), Err(WriteError::ReadOnly)));
        assert_eq!(fs::read(&file).unwrap(), OLD);
        assert_eq!(names(folder.path()), ["settings.json"]);
    }

    #[test]
    fn a_folder_is_refused() {
        let (folder, _) = folder_with_file();
        let inner = folder.path().join("inner");
        fs::create_dir(&inner).unwrap();
        assert!(matches!(replace(&inner, OLD, NEW), Err(WriteError::NotAFile)));
        assert_eq!(names(folder.path()), ["inner", "settings.json"]);
    }

    #[test]
    fn a_message_does_not_name_the_temporary_file() {
        let (folder, _) = folder_with_file();
        let metadata = fs::metadata(folder.path()).unwrap();
        let error = Temporary::write(&folder.path().join("absent"), Some(&metadata), NEW).unwrap_err();
        assert!(!WriteError::Io { source: error }.to_string().contains(".envlint-"));
    }

    #[cfg(unix)]
    mod on_unix {
        use super::*;
        use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};

        #[test]
        fn mode_bits_are_kept() {
            for mode in [0o640, 0o600, 0o755, 0o666] {
                let (_folder, file) = folder_with_file();
                fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
                replace(&file, OLD, NEW).unwrap();
                assert_eq!(fs::metadata(&file).unwrap().mode() & 0o7777, mode);
            }
        }

        /// This test is only effective as root: other users can't change the owner of a file.
        #[test]
        fn the_owner_is_kept() {
            let (_folder, file) = folder_with_file();
            let given = chown(&file, Some(1234), Some(2345)).is_ok();
            let before = fs::metadata(&file).unwrap();
            replace(&file, OLD, NEW).unwrap();
            let after = fs::metadata(&file).unwrap();
            assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
            assert!(!given || after.uid() == 1234);
        }

        #[test]
        fn a_link_is_kept_and_its_target_is_written() {
            let (folder, file) = folder_with_file();
            let elsewhere = tempfile::tempdir().unwrap();
            let link = elsewhere.path().join("link.json");
            let second = elsewhere.path().join("second.json");
            symlink(&file, &link).unwrap();
            symlink("link.json", &second).unwrap();
            replace(&second, OLD, NEW).unwrap();
            assert_eq!(fs::read_link(&second).unwrap(), Path::new("link.json"));
            assert_eq!(fs::read_link(&link).unwrap(), file);
            assert!(!fs::symlink_metadata(&file).unwrap().is_symlink());
            assert_eq!(fs::read(&file).unwrap(), NEW);
            assert_eq!(names(folder.path()), ["settings.json"]);
            assert_eq!(names(elsewhere.path()), ["link.json", "second.json"]);
        }

        #[test]
        fn a_retargeted_link_is_detected() {
            let (folder, file) = folder_with_file();
            let (_other_folder, other) = folder_with_file();
            let link = folder.path().join("link.json");
            symlink(&file, &link).unwrap();
            let target = fs::canonicalize(&link).unwrap();
            let temporary = Temporary::write(folder.path(), Some(&fs::metadata(&file).unwrap()), NEW).unwrap();
            fs::remove_file(&link).unwrap();
            symlink(&other, &link).unwrap();
            assert!(matches!(swap_in(temporary, &link, &target, folder.path(), OLD), Err(WriteError::Changed)));
            assert_eq!((fs::read(&file).unwrap(), fs::read(&other).unwrap()), (OLD.to_vec(), OLD.to_vec()));
            assert_eq!(names(folder.path()), ["link.json", "settings.json"]);
        }

        #[test]
        fn a_circular_link_is_a_system_error() {
            let folder = tempfile::tempdir().unwrap();
            let link = folder.path().join("settings.json");
            symlink(&link, &link).unwrap();
            assert!(matches!(replace(&link, OLD, NEW), Err(WriteError::Io { .. })));
            assert_eq!(names(folder.path()), ["settings.json"]);
        }
    }
}
