//! What the program that starts the server explains in its own words.

use std::path::PathBuf;
use std::sync::Arc;

use envlint_core::env::{FileAnalysis, Window};
use envlint_core::linter::Linter;
use envlint_core::text::Span;
use envlint_project::FileSystem;

/// Explanations of environments, in the words of the program that starts the server. They must be masked: they go to the editor
/// as they are.
pub trait Explain {
    /// The explanation of what is at `offset`, in bytes, of `file`, which is part of `windows`; `None` if there is nothing to
    /// explain.
    fn hover(
        &self,
        windows: &[Window<'_>],
        linter: &Linter,
        file: &FileAnalysis<'_>,
        offset: u32,
    ) -> Option<Explanation>;

    /// An HTML page with the environment of each process, for the files and folders at `paths`.
    ///
    /// # Errors
    /// The files cannot be loaded: the reason, as a sentence.
    fn matrix(&self, files: Arc<dyn FileSystem>, paths: &[PathBuf]) -> Result<String, String>;
}

/// An explanation of a part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The text, in Markdown.
    pub markdown: String,
    /// The part of the file that it is about.
    pub span: Span,
}
