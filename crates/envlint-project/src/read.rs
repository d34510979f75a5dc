//! Reads text files.

use std::io;
use std::path::Path;

use crate::ReadError;
use crate::fs::{FileSystem, FileType};

/// The size of the largest file that is read, in MiB. People's settings have a few kilobytes.
pub const MAX_MIB: u64 = 64;

/// The same in bytes.
const LIMIT: u64 = MAX_MIB << 20;

/// Returns `true` if there is no file at `path`.
pub(crate) fn is_missing(fs: &dyn FileSystem, path: &Path) -> bool {
    fs.metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// The text of the regular file at `path`.
///
/// Invariant: only regular files are opened, because reading a pipe or a device may block or never end.
pub(crate) fn read_text(fs: &dyn FileSystem, path: &Path) -> Result<String, ReadError> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound if fs.is_link(path) => ReadError::DanglingLink,
        io::ErrorKind::NotFound => ReadError::NotFound,
        io::ErrorKind::PermissionDenied => ReadError::PermissionDenied,
        _ => ReadError::Other(error),
    };
    match fs.metadata(path).map_err(failed)?.file_type {
        FileType::File => decode(fs.read(path, LIMIT + 1).map_err(failed)?),
        FileType::Folder => Err(ReadError::Folder),
        FileType::Link | FileType::Other => Err(ReadError::NotRegular),
    }
}

/// The text of standard input; on failure, the rest of a sentence about it.
pub(crate) fn read_stdin(fs: &dyn FileSystem) -> Result<String, String> {
    let bytes = fs.read_stdin(LIMIT + 1).map_err(|error| error.to_string())?;
    decode(bytes).map_err(|error| error.to_string())
}

/// `bytes` as text, unless there are too many of them.
fn decode(bytes: Vec<u8>) -> Result<String, ReadError> {
    if bytes.len() as u64 > LIMIT {
        return Err(ReadError::TooLarge);
    }
    String::from_utf8(bytes).map_err(|error| {
        let start = error.as_bytes();
        if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
            ReadError::Utf16
        } else {
            ReadError::NotUtf8 { valid_up_to: error.utf8_error().valid_up_to() }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Memory;

    #[test]
    fn text_that_is_not_utf8_is_refused() {
        assert!(matches!(decode(b"\xff\xfe{\0".to_vec()), Err(ReadError::Utf16)));
        assert!(matches!(decode(b"{\"a\": \"\xe9\"}".to_vec()), Err(ReadError::NotUtf8 { valid_up_to: 7 })));
    }

    #[test]
    fn only_regular_files_of_a_reasonable_size_are_read() {
        let mut files = Memory::new("/app");
        files.add("exact", vec![b' '; LIMIT as usize]);
        files.add("large", vec![b' '; LIMIT as usize + 1]);
        files.device("device");
        files.link("link", "missing");
        files.add("folder/file", "");
        let read = |path: &str| read_text(&files, Path::new(path));
        assert!(read("exact").is_ok());
        assert!(matches!(read("large"), Err(ReadError::TooLarge)));
        assert!(matches!(read("device"), Err(ReadError::NotRegular)));
        assert!(matches!(read("link"), Err(ReadError::DanglingLink)));
        assert!(matches!(read("missing"), Err(ReadError::NotFound)));
        assert!(matches!(read("folder"), Err(ReadError::Folder)));
    }
}
