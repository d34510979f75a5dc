//! Paths as reports show them, relative to the working directory.

use std::ffi::OsStr;
use std::fmt::Write;
use std::path::{Component, Path, Prefix, PrefixComponent};

use envlint_core::env::normalize;

/// Converts between absolute paths and the paths that reports show.
#[derive(Debug, Default)]
pub struct DisplayPaths {
    /// The working directory: an absolute path with `/` as separator.
    pub working_directory: String,
    /// The home folder, if paths below it that are not below the working directory are shown with `~`. In the same form.
    pub home: Option<String>,
}

impl DisplayPaths {
    /// The absolute `path` relative to the working directory, or `path` itself if they share only the root.
    #[must_use]
    pub fn shown(&self, path: &str) -> String {
        let (common, relative) = relative(&self.working_directory, path);
        let is_elsewhere = relative.starts_with("../") || common < 2;
        if let Some(home) = self.home.as_deref().filter(|_| is_elsewhere)
            && let Some(below) = path.strip_prefix(home).filter(|below| below.starts_with('/'))
        {
            return format!("~{below}");
        }
        if common < 2 && self.working_directory != "/" { path.to_owned() } else { relative }
    }

    /// The absolute path that reports show as `shown`.
    #[must_use]
    pub fn whole(&self, shown: &str) -> String {
        if Path::new(shown).is_absolute() {
            shown.to_owned()
        } else {
            normalize(&format!("{}/{shown}", self.working_directory))
        }
    }
}

/// The relative path from the folder `from` to `to`, and the number of leading components they share, including the root.
/// Both paths are absolute and use `/` as separator.
pub(crate) fn relative(from: &str, to: &str) -> (usize, String) {
    if let Some(below) = to.strip_prefix(from).and_then(|rest| rest.strip_prefix('/')) {
        return (from.split('/').count(), below.to_owned());
    }
    let (mut from, mut to) = (from.split('/').peekable(), to.split('/').peekable());
    let mut common = 0;
    while from.peek().is_some() && from.peek() == to.peek() {
        common += 1;
        from.next();
        to.next();
    }
    let up = from.filter(|part| !part.is_empty()).map(|_| "..");
    (common, up.chain(to).collect::<Vec<_>>().join("/"))
}

/// `path` with `/` as separator, and without `.` and `..`.
pub(crate) fn slashed(path: &Path) -> String {
    if let Some(text) = path.to_str()
        && is_slashed(text)
    {
        return text.to_owned();
    }
    let mut text = String::new();
    for component in path.components() {
        match component {
            Component::RootDir => text.push('/'),
            Component::Prefix(prefix) => text.push_str(&drive(prefix)),
            other => {
                if !text.is_empty() && !text.ends_with('/') {
                    text.push('/');
                }
                push_name(other.as_os_str(), &mut text);
            }
        }
    }
    normalize(&text)
}

/// Returns `true` if `path` is already what [`slashed`] would make of it, as most paths are. Only paths with a root count, since one
/// with a drive has several forms.
fn is_slashed(path: &str) -> bool {
    let is_plain = |part: &str| !matches!(part, "" | "." | "..");
    cfg!(unix) && path.strip_prefix('/').is_some_and(|below| below.split('/').all(is_plain))
}

/// A drive or a network share without `\\?\`, since that form of a path does not allow `/`.
fn drive(prefix: PrefixComponent<'_>) -> String {
    let unc = |server: &OsStr, share: &OsStr| format!("//{}/{}", server.to_string_lossy(), share.to_string_lossy());
    match prefix.kind() {
        Prefix::VerbatimDisk(letter) | Prefix::Disk(letter) => format!("{}:", char::from(letter)),
        Prefix::VerbatimUNC(server, share) | Prefix::UNC(server, share) => unc(server, share),
        Prefix::Verbatim(_) | Prefix::DeviceNS(_) => prefix.as_os_str().to_string_lossy().into_owned(),
    }
}

/// Appends a name. Bytes that are not UTF-8 are written in hexadecimal digits, so that different names stay different.
fn push_name(name: &OsStr, text: &mut String) {
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(text, "{}{byte:02X}", char::REPLACEMENT_CHARACTER);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_utf8_stay_different() {
        use std::os::unix::ffi::OsStrExt;

        let shown = |name: &[u8]| slashed(Path::new(OsStr::from_bytes(name)));
        assert_eq!(shown(b"/a\xff/b"), "/a\u{fffd}FF/b");
        assert_ne!(shown(b"/a\xfe"), shown(b"/a\xff"));
    }

    #[cfg(unix)]
    #[test]
    fn paths_have_one_form() {
        for (path, form) in
            [("/a/b", "/a/b"), ("/", "/"), ("/a//b/", "/a/b"), ("/a/./b/..", "/a"), ("a/./b", "a/b"), ("/..", "/")]
        {
            assert_eq!(slashed(Path::new(path)), form, "{path}");
        }
    }

    #[cfg(windows)]
    #[test]
    fn verbatim_paths_become_ordinary_ones() {
        assert_eq!(slashed(Path::new(r"\\?\Z:\repo\.vscode\settings.json")), "Z:/repo/.vscode/settings.json");
        assert_eq!(slashed(Path::new(r"\\?\UNC\server\share\x")), "//server/share/x");
    }

    #[test]
    fn paths_are_shown_from_the_working_directory_on() {
        let names = |folder: &str| DisplayPaths { working_directory: folder.to_owned(), home: None };
        let here = names("/home/me/app");
        assert_eq!(here.shown("/home/me/app/.vscode/settings.json"), ".vscode/settings.json");
        assert_eq!(here.shown("/home/me/lib/x.json"), "../lib/x.json");
        assert_eq!(here.shown("/etc/x.json"), "/etc/x.json");
        assert_eq!(names("/").shown("/etc/x.json"), "etc/x.json");
        let home = DisplayPaths { home: Some("/home/me".to_owned()), ..here };
        assert_eq!(home.shown("/home/me/app/.vscode/settings.json"), ".vscode/settings.json");
        assert_eq!(home.shown("/home/me/.config/x.json"), "~/.config/x.json");
        assert_eq!(home.shown("/home/meg/x.json"), "../../meg/x.json");
    }
}
