//! Reads files that are text.

use std::fs;
use std::io;
use std::path::Path;

/// Whether there is no file at `path`.
pub(crate) fn is_missing(path: &Path) -> bool {
    fs::metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// The text of the file at `path`, or what is wrong with it, as the rest of a sentence.
pub(crate) fn read_text(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound if path.is_symlink() => "is a link to a file that does not exist".to_owned(),
        io::ErrorKind::NotFound => "does not exist".to_owned(),
        _ if path.is_dir() => "is a folder where a file is expected".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read; check its permissions".to_owned(),
        _ => format!("could not be read: {error}"),
    })?;
    decode(bytes)
}

/// `bytes` as text, or what is wrong with them, as the rest of a sentence about their file.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.len() > u32::MAX as usize {
        return Err("is larger than 4 GiB".to_owned());
    }
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
