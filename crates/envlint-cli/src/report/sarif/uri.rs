//! Converts paths to URIs.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::model::ArtifactLocation;

/// The base of relative URIs: the working directory. GitHub and others treat it as the root of the repository.
pub(super) const BASE: &str = "%SRCROOT%";

/// The characters to escape in a relative path. A colon in its first component would turn that component into a scheme.
const RELATIVE: &AsciiSet = &ABSOLUTE.add(b':');

/// The characters to escape in an absolute path: all except `pchar` and the slash (RFC 3986).
const ABSOLUTE: &AsciiSet = &NON_ALPHANUMERIC
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
    .remove(b':')
    .remove(b'@');

/// The location of a file: a relative URI if the file is below the working directory, otherwise an absolute one.
pub(super) fn location(shown: &str, whole: &str) -> ArtifactLocation {
    let is_below = !(shown == ".." || shown.starts_with("../") || shown == whole);
    if is_below {
        ArtifactLocation { uri: utf8_percent_encode(shown, RELATIVE).to_string(), uri_base_id: Some(BASE) }
    } else {
        ArtifactLocation { uri: file_uri(whole), uri_base_id: None }
    }
}

/// The URI of an absolute path. On Windows, such a path begins with a drive (`C:/x`) or a server (`\\server\share/x`).
fn file_uri(path: &str) -> String {
    let path = match path.strip_prefix(r"\\") {
        Some(server) => format!("//{}", server.replace('\\', "/")),
        None if path.starts_with('/') => path.to_owned(),
        None => format!("/{path}"),
    };
    let authority = if path.starts_with("//") { "" } else { "//" };
    format!("file:{authority}{}", utf8_percent_encode(&path, ABSOLUTE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_below_the_working_directory_are_relative() {
        for (shown, uri) in [
            (".vscode/settings.json", ".vscode/settings.json"),
            ("a b/é.json", "a%20b/%C3%A9.json"),
            ("a:b/100%?#.json", "a%3Ab/100%25%3F%23.json"),
            ("(app)/[id]/@x/a+b.json", "(app)/%5Bid%5D/@x/a+b.json"),
            ("a\n\u{1b}\u{202e}\\", "a%0A%1B%E2%80%AE%5C"),
            ("..a/x", "..a/x"),
        ] {
            let wanted = ArtifactLocation { uri: uri.to_owned(), uri_base_id: Some(BASE) };
            assert_eq!(location(shown, &format!("/here/{shown}")), wanted);
        }
    }

    #[test]
    fn other_files_have_absolute_uris() {
        for (shown, whole, uri) in [
            ("../lib/x.json", "/home/me/lib/x.json", "file:///home/me/lib/x.json"),
            ("/etc/a b:c", "/etc/a b:c", "file:///etc/a%20b:c"),
            ("D:/x y.json", "D:/x y.json", "file:///D:/x%20y.json"),
            (r"\\server\share/x.json", r"\\server\share/x.json", "file://server/share/x.json"),
        ] {
            assert_eq!(location(shown, whole), ArtifactLocation { uri: uri.to_owned(), uri_base_id: None });
        }
    }
}
