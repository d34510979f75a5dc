//! A set of files that changes over time.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::document::{Document, DocumentId, SourceFile};
use crate::env::{Analysis, Run};

/// The files that a long-running program works on, with their analyses. A path keeps its [`DocumentId`] when other
/// files are added, changed or removed, and even when it is removed and added again.
///
/// ```
/// use envlint_core::document::SourceFile;
/// use envlint_core::documents::Documents;
/// use envlint_core::linter::Linter;
/// use envlint_core::rule::Options;
///
/// let mut documents = Documents::default();
/// let id = documents.insert(SourceFile::new("a/.vscode/settings.json", "{}")?);
/// documents.insert(SourceFile::new("b/.vscode/settings.json", "{}")?);
/// assert_eq!(documents.insert(SourceFile::new("a/.vscode/settings.json", "{ }")?), id);
/// assert_eq!(documents.get(id).map(|analysis| analysis.document().text()), Some("{ }"));
///
/// let linter = Linter::new(Vec::new(), Options::default());
/// assert!(linter.lint_run(&documents.run()).is_empty());
/// # Ok::<(), envlint_core::document::UnknownFile>(())
/// ```
#[derive(Debug, Default)]
pub struct Documents {
    /// The id of every path that was ever inserted.
    ids: FxHashMap<String, DocumentId>,
    analyses: BTreeMap<DocumentId, Arc<Analysis>>,
}

impl Documents {
    /// Adds a file, or replaces the one with the same path.
    pub fn insert(&mut self, source: SourceFile) -> DocumentId {
        self.insert_document(Document::parse(source))
    }

    /// The same for a file that was parsed before.
    pub fn insert_document(&mut self, document: Document) -> DocumentId {
        let next = DocumentId(self.ids.len());
        let id = *self.ids.entry(document.path().to_owned()).or_insert(next);
        self.analyses.insert(id, Arc::new(Analysis::new(id, document)));
        id
    }

    /// Removes the file at `path`, and returns it if there was one.
    pub fn remove(&mut self, path: &str) -> Option<Arc<Analysis>> {
        self.analyses.remove(self.ids.get(path)?)
    }

    /// The id of the file at `path`, if there is such a file.
    #[must_use]
    pub fn id(&self, path: &str) -> Option<DocumentId> {
        self.ids.get(path).copied().filter(|id| self.analyses.contains_key(id))
    }

    /// The file with this id.
    #[must_use]
    pub fn get(&self, id: DocumentId) -> Option<&Arc<Analysis>> {
        self.analyses.get(&id)
    }

    /// All files, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Analysis>> {
        self.analyses.values()
    }

    /// All files as one run.
    #[must_use]
    pub fn run(&self) -> Run<'_> {
        Run::new(self.iter().map(|analysis| analysis.file()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> SourceFile {
        SourceFile::new(path, text).unwrap()
    }

    #[test]
    fn a_path_keeps_its_id() {
        let (a, b) = ("a/.vscode/settings.json", "b/.vscode/settings.json");
        let mut documents = Documents::default();
        let (first, second) = (documents.insert(source(a, "{}")), documents.insert(source(b, "{}")));
        assert_ne!(first, second);
        assert_eq!(documents.remove(a).map(|removed| removed.document().path().to_owned()).as_deref(), Some(a));
        assert_eq!((documents.id(a), documents.id(b)), (None, Some(second)));
        assert_eq!(documents.insert(source("c/.vscode/settings.json", "{}")).0, 2, "not an id that was used before");
        assert_eq!(documents.insert(source(a, "{ }")), first);
        assert_eq!(documents.iter().map(|analysis| analysis.file().id.0).collect::<Vec<_>>(), [0, 1, 2]);
    }
}
