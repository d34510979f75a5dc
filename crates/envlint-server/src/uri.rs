//! Converts between paths and the URIs of the protocol.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// The characters to escape in a path. Editors escape the colon of a drive, so this does too.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b'@');

/// The path that a `file:` URI names; `None` for other URIs, such as those of texts without a file.
pub(crate) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let (scheme, rest) = uri.0.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let (server, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/')?),
        None => ("", rest),
    };
    let path = path.split(['?', '#']).next()?;
    let path = percent_decode_str(path).decode_utf8().ok()?;
    if !server.is_empty() && server != "localhost" {
        return Some(PathBuf::from(format!("//{server}{path}")));
    }
    let is_drive = matches!(path.as_bytes(), [b'/', letter, b':', ..] if letter.is_ascii_alphabetic());
    let path = if is_drive { path.get(1..)? } else { &*path };
    let path = PathBuf::from(path);
    if path.has_root() { Some(path) } else { None }
}

/// The URI of the file at the absolute `path`.
pub(crate) fn uri_of(path: &Path) -> Uri {
    let path = path.to_string_lossy().replace('\\', "/");
    let rest = match path.strip_prefix("//") {
        Some(server) => server.to_owned(),
        None if path.starts_with('/') => path,
        None => format!("/{path}"),
    };
    Uri(format!("file://{}", utf8_percent_encode(&rest, ESCAPED)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_uris_are_converted_in_both_directions() {
        for (uri, path) in [
            ("file:///home/me/app/.vscode/settings.json", "/home/me/app/.vscode/settings.json"),
            ("file:///a%20b/%C3%A9%25%23.json", "/a b/é%#.json"),
            ("file://server/share/x.json", "//server/share/x.json"),
        ] {
            assert_eq!(path_of(&Uri::from(uri)).as_deref(), Some(Path::new(path)));
            assert_eq!(uri_of(Path::new(path)).0, uri);
        }
        assert_eq!(uri_of(Path::new(r"C:\x\y.json")).0, "file:///C%3A/x/y.json");
    }

    #[test]
    fn other_spellings_are_understood() {
        for (uri, path) in [
            ("FILE:///x", Some("/x")),
            ("file:/x", Some("/x")),
            ("file://localhost/x?q#f", Some("/x")),
            ("untitled:Untitled-1", None),
            ("vscode-userdata:/x", None),
            ("file:x", None),
            ("file:///%FF", None),
            ("x", None),
        ] {
            assert_eq!(path_of(&Uri::from(uri)).as_deref(), path.map(Path::new), "{uri}");
        }
    }

    #[cfg(windows)]
    #[test]
    fn a_drive_is_not_below_a_root() {
        assert_eq!(path_of(&Uri::from("file:///c%3A/x")).as_deref(), Some(Path::new("c:/x")));
    }
}
