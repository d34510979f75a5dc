//! Writes a report to a file.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::{LockedFolder, Temporary, WriteError};

/// The reason why a report was not written; an existing file is unchanged. Messages print each text after the path of the file.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OutputError {
    /// The path leads to a folder.
    #[error("is a folder; choose a file in it for the report")]
    Folder,
    /// The path is a link to a file that does not exist.
    #[error("is a link to a file that does not exist; choose another file for the report")]
    DeadLink,
    /// The folder of the file does not exist.
    #[error("its folder does not exist; create it, or choose another file for the report")]
    NoFolder,
    /// The file is read-only.
    #[error("is read-only; make it writable, or choose another file for the report")]
    ReadOnly,
    /// Another run of envlint has locked the folder.
    #[error("was not written, because another run of envlint is writing in its folder; run envlint again")]
    Busy,
    /// There is a file with the name of the temporary file that envlint has not made.
    #[error("was not written, because `{}` is in its folder; rename or remove that file", name.display())]
    Taken {
        /// The name of that file.
        name: OsString,
    },
    /// The system reported an error.
    #[error("could not be written: {0}; check its folder, or choose another file for the report")]
    Io(io::Error),
}

impl From<io::Error> for OutputError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::NoFolder,
            _ => Self::Io(error),
        }
    }
}

impl From<WriteError> for OutputError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::ReadOnly => Self::ReadOnly,
            WriteError::Busy => Self::Busy,
            WriteError::Taken { name } => Self::Taken { name },
            WriteError::Io { source } | WriteError::Rights { source } => source.into(),
            WriteError::Changed | WriteError::NotAFile => Self::NoFolder,
        }
    }
}

/// Writes `text` to the file at `path`, which is created if it does not exist. An existing file is replaced atomically; a link is
/// followed, and mode bits are kept. A path that is not a regular file, such as a pipe, is written directly.
pub(crate) fn put(path: &Path, text: &[u8]) -> Result<(), OutputError> {
    let Ok(metadata) = fs::metadata(path) else { return make(path, text) };
    if metadata.is_dir() {
        return Err(OutputError::Folder);
    }
    if !metadata.is_file() {
        return Ok(OpenOptions::new().write(true).open(path)?.write_all(text)?);
    }
    let target = fs::canonicalize(path)?;
    let Some(name) = target.file_name() else { return Err(OutputError::Folder) };
    let folder = LockedFolder::open(folder(&target))?;
    let old = folder.read(name)?;
    folder.refuse_read_only(name, &old.metadata)?;
    Temporary::write(&folder, name, Some(&old), text)?.rename_to(name)?;
    folder.sync();
    Ok(())
}

fn make(path: &Path, text: &[u8]) -> Result<(), OutputError> {
    if path.is_symlink() {
        return Err(OutputError::DeadLink);
    }
    let Some(name) = path.file_name() else { return Err(OutputError::Folder) };
    let folder = LockedFolder::open(&fs::canonicalize(folder(path))?)?;
    Temporary::write(&folder, name, None, text)?.rename_to(name)?;
    folder.sync();
    Ok(())
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn folder_with(names: &[&str]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names.iter() {
            fs::write(folder.path().join(name), "old").unwrap();
        }
        folder
    }

    fn names(folder: &TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder.path()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_report_is_created_or_replaced_and_no_other_file_is_left() {
        let folder = folder_with(&["old"]);
        for name in ["new", "old"] {
            put(&folder.path().join(name), b"report").unwrap();
            assert_eq!(fs::read(folder.path().join(name)).unwrap(), b"report");
        }
        assert_eq!(names(&folder), ["new", "old"]);
    }

    #[test]
    fn an_impossible_path_is_an_error() {
        let folder = folder_with(&["file"]);
        let at = |path: &str| put(&folder.path().join(path), b"report");
        assert!(matches!(put(folder.path(), b"report"), Err(OutputError::Folder)));
        assert!(matches!(at("absent/report"), Err(OutputError::NoFolder)));
        assert!(matches!(at("file/report"), Err(OutputError::NoFolder)));
        assert_eq!(names(&folder), ["file"]);
        assert_eq!(fs::read(folder.path().join("file")).unwrap(), b"old");
    }

    #[test]
    fn a_read_only_file_is_not_written() {
        let folder = folder_with(&["file"]);
        let file = folder.path().join("file");
        let mut permissions = fs::metadata(&file).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&file, permissions).unwrap();
        assert!(matches!(put(&file, b"report"), Err(OutputError::ReadOnly)));
        assert_eq!(fs::read(&file).unwrap(), b"old");
    }

    #[cfg(unix)]
    mod on_unix {
        use super::*;
        use std::os::unix::fs::{PermissionsExt, symlink};

        fn mode(path: &Path) -> u32 {
            fs::metadata(path).unwrap().permissions().mode() & 0o777
        }

        #[test]
        fn a_new_report_has_the_mode_of_any_new_file_and_a_replaced_one_keeps_its_mode() {
            let folder = folder_with(&["ordinary", "old"]);
            let [ordinary, old, new] = ["ordinary", "old", "new"].map(|name| folder.path().join(name));
            fs::set_permissions(&old, fs::Permissions::from_mode(0o640)).unwrap();
            put(&new, b"report").unwrap();
            put(&old, b"report").unwrap();
            assert_eq!((mode(&new), mode(&old)), (mode(&ordinary), 0o640));
        }

        #[test]
        fn a_link_is_followed_and_a_dead_link_is_an_error() {
            let folder = folder_with(&["file"]);
            let [file, link, dead] = ["file", "link", "dead"].map(|name| folder.path().join(name));
            symlink("file", &link).unwrap();
            symlink("absent", &dead).unwrap();
            put(&link, b"report").unwrap();
            assert_eq!(fs::read(&file).unwrap(), b"report");
            assert!(link.is_symlink());
            assert!(matches!(put(&dead, b"report"), Err(OutputError::DeadLink)));
            assert_eq!(names(&folder), ["dead", "file", "link"]);
        }

        #[test]
        fn a_device_is_written_directly() {
            put(Path::new("/dev/null"), b"report").unwrap();
            assert!(!fs::metadata("/dev/null").unwrap().is_file());
        }
    }
}
