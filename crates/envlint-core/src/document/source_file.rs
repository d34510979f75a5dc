//! A file before it is parsed.

use crate::vscode::FileKind;

/// A file as the caller supplies it.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path, with `/` between its components. Files of one window find each other by path, so all paths of a
    /// run must be absolute, or relative to the same folder.
    pub path: String,
    /// The whole text, including the byte order mark if there is one.
    pub text: String,
    /// The role of the file in VS Code.
    pub kind: FileKind,
}

impl SourceFile {
    /// A file whose kind follows from its path. For a file with another name, state the kind in a struct literal.
    ///
    /// ```
    /// use envlint_core::document::SourceFile;
    /// use envlint_core::vscode::FileKind;
    ///
    /// let source = SourceFile::new("app/.vscode/tasks.json", "{}")?;
    /// assert_eq!(source.kind, FileKind::Tasks);
    /// assert!(SourceFile::new("package.json", "{}").is_err());
    /// # Ok::<(), envlint_core::document::UnknownFile>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The path is not the name of a file that configures VS Code or envlint ([`FileKind::of_path`]).
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Result<Self, UnknownFile> {
        let path = path.into();
        match FileKind::of_path(&path) {
            Some(kind) => Ok(Self { path, text: text.into(), kind }),
            None => Err(UnknownFile { path }),
        }
    }
}

/// The name of a file does not determine its kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: can't tell what kind of file this is")]
pub struct UnknownFile {
    /// The path.
    pub path: String,
}
