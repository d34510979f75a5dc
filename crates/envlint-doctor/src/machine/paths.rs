//! Paths and lists of paths of the machine, which may have another system than the one that this program runs on.

use serde::{Deserialize, Serialize};

/// An operating system, as VS Code names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Os {
    /// Linux, also in WSL and containers.
    #[default]
    Linux,
    /// macOS.
    Osx,
    /// Windows.
    Windows,
}

/// One entry of a list such as PATH.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MachinePathEntry<'p> {
    /// The entry as written.
    pub text: &'p str,
    /// Its index in the list.
    pub index: usize,
}

impl Os {
    /// The system that this program runs on.
    #[must_use]
    pub const fn this() -> Self {
        if cfg!(windows) {
            Self::Windows
        } else if cfg!(target_os = "macos") {
            Self::Osx
        } else {
            Self::Linux
        }
    }

    /// Its name in the names of settings: `osx` in `terminal.integrated.env.osx`.
    #[must_use]
    pub const fn setting_name(self) -> &'static str {
        match self {
            Self::Linux => "linux",
            Self::Osx => "osx",
            Self::Windows => "windows",
        }
    }

    /// The separator of the entries of PATH.
    #[must_use]
    pub const fn list_separator(self) -> char {
        match self {
            Self::Linux | Self::Osx => ':',
            Self::Windows => ';',
        }
    }

    /// The separator of the parts of a path.
    #[must_use]
    pub const fn separator(self) -> char {
        match self {
            Self::Linux | Self::Osx => '/',
            Self::Windows => '\\',
        }
    }

    /// Returns `true` if two names refer to the same variable.
    #[must_use]
    pub fn same_name(self, a: &str, b: &str) -> bool {
        if self == Self::Windows { a.eq_ignore_ascii_case(b) } else { a == b }
    }

    /// Returns `true` if two paths name the same file, judging by their spelling: trailing separators, and letter case on
    /// Windows, make no difference.
    #[must_use]
    pub fn same_path(self, a: &str, b: &str) -> bool {
        let (a, b) = (self.trimmed(a), self.trimmed(b));
        match self {
            Self::Windows => a.replace('/', "\\").eq_ignore_ascii_case(&b.replace('/', "\\")),
            Self::Linux | Self::Osx => a == b,
        }
    }

    /// `path` without trailing separators, except for the root.
    #[must_use]
    pub fn trimmed(self, path: &str) -> &str {
        let trimmed = match self {
            Self::Windows => path.trim_end_matches(['\\', '/']),
            Self::Linux | Self::Osx => path.trim_end_matches('/'),
        };
        if trimmed.is_empty() { path } else { trimmed }
    }

    /// Returns `true` if `path` is absolute.
    #[must_use]
    pub fn is_absolute(self, path: &str) -> bool {
        match self {
            Self::Linux | Self::Osx => path.starts_with('/'),
            Self::Windows => {
                let mut characters = path.chars();
                let drive = characters.next().is_some_and(|letter| letter.is_ascii_alphabetic());
                path.starts_with("\\\\")
                    || path.starts_with("//")
                    || (drive && characters.next() == Some(':') && matches!(characters.next(), Some('\\' | '/')))
            }
        }
    }

    /// The path of `name` in `folder`.
    #[must_use]
    pub fn join(self, folder: &str, name: &str) -> String {
        let separator = self.separator();
        if folder.ends_with(separator) || (self == Self::Windows && folder.ends_with('/')) {
            format!("{folder}{name}")
        } else {
            format!("{folder}{separator}{name}")
        }
    }

    /// The folder and the last part of `path`.
    #[must_use]
    pub fn split(self, path: &str) -> Option<(&str, &str)> {
        let is_separator = |character: char| character == '/' || (self == Self::Windows && character == '\\');
        let at = path.rfind(is_separator)?;
        let folder = if at == 0 { path.get(..1) } else { path.get(..at) };
        Some((folder?, path.get(at + 1..)?))
    }

    /// Returns `true` if `path` is `folder` or leads to something in it, without links.
    #[must_use]
    pub fn is_within(self, path: &str, folder: &str) -> bool {
        let mut path = path;
        loop {
            if self.same_path(path, folder) {
                return true;
            }
            match self.split(path) {
                Some((parent, _)) if parent.len() < path.len() => path = parent,
                _ => return false,
            }
        }
    }

    /// The entries of a list, in order. An empty list has no entries. The colon of a reference such as `${env:PATH}`, which
    /// nothing has replaced, separates nothing.
    pub fn entries(self, list: &str) -> impl Iterator<Item = MachinePathEntry<'_>> {
        let is_empty = list.is_empty();
        let mut rest = Some(list);
        let next = move || {
            let (entry, after) = first_entry(rest?, self.list_separator());
            rest = after;
            Some(entry)
        };
        std::iter::from_fn(next)
            .filter(move |_| !is_empty)
            .map(move |text| if self == Self::Windows { text.trim_matches('"') } else { text })
            .enumerate()
            .map(|(index, text)| MachinePathEntry { text, index })
    }

    /// Returns `true` if one entry of `list` is `folder`.
    #[must_use]
    pub fn list_has(self, list: &str, folder: &str) -> bool {
        self.entries(list).any(|entry| self.same_path(entry.text, folder))
    }
}

/// Returns `true` if `value` contains a variable of the computer on which a dev container was made, whose value is not known in the
/// container.
pub(crate) fn is_of_host(value: &str) -> bool {
    value.contains("${localEnv:")
}

/// The first entry of `list`, and what follows its separator.
fn first_entry(list: &str, separator: char) -> (&str, Option<&str>) {
    let mut reference_end = 0;
    for (at, character) in list.char_indices() {
        let rest = list.get(at..).unwrap_or_default();
        if at < reference_end {
            continue;
        }
        if character == separator {
            return (list.get(..at).unwrap_or_default(), rest.get(separator.len_utf8()..));
        }
        if let Some(length) = rest.find('}').filter(|_| rest.starts_with("${")) {
            reference_end = at + length;
        }
    }
    (list, None)
}

#[cfg(test)]
mod tests {
    use super::Os;

    #[test]
    fn a_reference_is_not_split() {
        let entries = |list| Os::Linux.entries(list).map(|entry| entry.text.to_owned()).collect::<Vec<_>>();
        assert_eq!(entries("/a:${env:PATH}:/b"), ["/a", "${env:PATH}", "/b"]);
        assert_eq!(entries("${localEnv:PATH}:"), ["${localEnv:PATH}", ""]);
        assert_eq!(entries("/a${:/b"), ["/a${", "/b"]);
        assert_eq!(entries("/a::$PATH"), ["/a", "", "$PATH"]);
        assert!(entries("").is_empty());
    }
}
