//! Paths as reports show them, relative to the working directory.

use std::path::{Component, Path};

use envlint_core::env::normalize;

/// Converts between absolute paths and the paths that reports show.
#[derive(Debug, Default)]
pub struct DisplayPaths {
    /// The working directory: an absolute path with `/` as separator.
    pub working_directory: String,
}

impl DisplayPaths {
    /// The absolute `path` relative to the working directory, or `path` itself if they share only the root.
    #[must_use]
    pub fn shown(&self, path: &str) -> String {
        let (common, relative) = relative(&self.working_directory, path);
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
    let mut text = String::new();
    for component in path.components() {
        match component {
            Component::RootDir => text.push('/'),
            other => {
                if !text.is_empty() && !text.ends_with('/') {
                    text.push('/');
                }
                text.push_str(&other.as_os_str().to_string_lossy());
            }
        }
    }
    normalize(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_the_working_directory_on() {
        let names = |folder: &str| DisplayPaths { working_directory: folder.to_owned() };
        let here = names("/home/me/app");
        assert_eq!(here.shown("/home/me/app/.vscode/settings.json"), ".vscode/settings.json");
        assert_eq!(here.shown("/home/me/lib/x.json"), "../lib/x.json");
        assert_eq!(here.shown("/etc/x.json"), "/etc/x.json");
        assert_eq!(names("/").shown("/etc/x.json"), "etc/x.json");
    }
}
