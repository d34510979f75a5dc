use std::sync::Arc;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Path patterns. `*` matches within one path component, `**` across several. A pattern that matches a folder also
/// matches everything in it.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    /// One set per pattern: a set reports an error where a single matcher panics, and a set of several patterns
    /// would not say which of them failed. Shared by copies, since a set is large.
    all: Vec<Arc<GlobSet>>,
    /// The patterns as written, in the same order.
    written: Vec<String>,
}

impl Globs {
    /// Adds `pattern`.
    ///
    /// # Errors
    ///
    /// The reason why `pattern` is invalid.
    pub fn add(&mut self, pattern: &str) -> Result<(), String> {
        // A pattern for a folder covers everything in it, with or without the trailing slash.
        let text = pattern.strip_prefix("./").unwrap_or(pattern).trim_end_matches('/');
        // `\` escapes the next character on every operating system.
        let glob = GlobBuilder::new(text).literal_separator(true).backslash_escape(true).build();
        let set = glob.and_then(|glob| GlobSetBuilder::new().add(glob).build());
        self.all.push(Arc::new(set.map_err(|error| error.kind().to_string())?));
        self.written.push(pattern.to_owned());
        Ok(())
    }

    /// The patterns as written.
    pub fn patterns(&self) -> impl ExactSizeIterator<Item = &str> {
        self.written.iter().map(String::as_str)
    }

    /// Returns `true` if one of the patterns matches `path`, whose components are separated by `/`, or a folder
    /// that contains it.
    #[must_use]
    pub fn hold(&self, path: &str) -> bool {
        let folders = || path.match_indices('/').filter_map(|(end, _)| path.get(..end));
        self.all.iter().any(|glob| folders().chain([path]).any(|path| glob.is_match(path)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_files_and_what_is_in_folders() {
        for (pattern, path, is_held) in [
            ("vendor/**", "vendor/a/.vscode/settings.json", true),
            ("vendor/**", "lib/vendor/.vscode/settings.json", false),
            ("**/vendor/**", "lib/vendor/.vscode/settings.json", true),
            ("**/vendor", "vendor/.vscode/settings.json", true),
            ("vendor", "vendor/.vscode/settings.json", true),
            ("vendor/", "vendor/.vscode/settings.json", true),
            ("./vendor/", "vendor/.vscode/settings.json", true),
            ("vendor", "vendored/.vscode/settings.json", false),
            ("Vendor", "vendor/.vscode/settings.json", false),
            ("*.code-workspace", "a.code-workspace", true),
            ("*.code-workspace", "a/b.code-workspace", false),
            ("*/.vscode", "a/.vscode/settings.json", true),
            ("*/.vscode", ".vscode/settings.json", false),
            (".vscode/{tasks,launch}.json", ".vscode/launch.json", true),
            ("../other", "../other/.vscode/settings.json", true),
            (r"a\*b", "a*b", true),
            (r"a\*b", "a/b", false),
            ("**", "a", true),
        ] {
            let mut globs = Globs::default();
            globs.add(pattern).unwrap();
            assert_eq!(globs.hold(path), is_held, "{pattern} {path}");
        }
        assert!(!Globs::default().hold("a"));
        let mut globs = Globs::default();
        assert!(globs.add("a[").is_err());
        assert!(globs.add(&"?".repeat(1_000_000)).is_err(), "a pattern that is too large is an error, not a panic");
        globs.add("b").unwrap();
        assert!(globs.hold("b") && !globs.hold("a"), "the other patterns still apply");
    }
}
