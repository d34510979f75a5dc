//! Reads files that are text.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Whether there is no file at `path`.
pub(crate) fn is_missing(path: &Path) -> bool {
    fs::metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// The largest file that is read, in MiB. People's settings have a few kilobytes.
const LARGEST: u64 = 64;

/// The text of the regular file at `path`, or what is wrong with it, as the rest of a sentence. A pipe or a device is not opened,
/// since reading it may wait or go on for ever.
pub(crate) fn read_text(path: &Path) -> Result<String, String> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound if path.is_symlink() => "is a link to a file that does not exist".to_owned(),
        io::ErrorKind::NotFound => "does not exist".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read; check its permissions".to_owned(),
        _ => format!("could not be read: {error}"),
    };
    let metadata = fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return Err("is a folder where a file is expected".to_owned());
    }
    if !metadata.is_file() {
        return Err("is not a regular file and is not read".to_owned());
    }
    read_bytes(File::open(path).map_err(failed)?, metadata.len()).map_err(failed).flatten().and_then(decode)
}

/// What `source`, of which `expected` bytes are announced, has to give; or, as the rest of a sentence, that it is too much.
pub(crate) fn read_bytes(source: impl Read, expected: u64) -> io::Result<Result<Vec<u8>, String>> {
    let limit = LARGEST << 20;
    let mut bytes = Vec::with_capacity(usize::try_from(expected.min(limit)).unwrap_or_default());
    source.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() as u64 > limit {
        Err(format!("is larger than {LARGEST} MiB and is not read"))
    } else {
        Ok(bytes)
    })
}

/// `bytes` as text, or what is wrong with them, as the rest of a sentence about their file.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| {
        let start = error.as_bytes();
        match start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
            true => "is UTF-16, which VS Code does not read here; save it as UTF-8".to_owned(),
            false => format!("is not UTF-8 (byte {}); save it as UTF-8", error.utf8_error().valid_up_to()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_utf8_is_named() {
        assert!(decode(b"\xff\xfe{\0".to_vec()).unwrap_err().contains("UTF-16"));
        assert!(decode(b"{\"a\": \"\xe9\"}".to_vec()).unwrap_err().contains("byte 7"));
    }
}
