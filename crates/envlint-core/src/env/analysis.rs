use std::fmt;

use self_cell::self_cell;

use super::file_analysis::FileAnalysis;
use crate::document::{Document, DocumentId};

self_cell! {
    struct AnalysisCell {
        owner: Document,
        #[covariant]
        dependent: FileAnalysis,
    }
}

/// A document together with its analysis, which borrows from it. It can be kept and shared between threads, so a
/// program that lints again and again, such as a language server, analyzes each version of a file once.
pub struct Analysis(AnalysisCell);

impl Analysis {
    /// Analyzes `document`, whose id is `id`.
    #[must_use]
    pub fn new(id: DocumentId, document: Document) -> Self {
        Self(AnalysisCell::new(document, |document| FileAnalysis::new(id, document)))
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &Document {
        self.0.borrow_owner()
    }

    /// The analysis of the document.
    #[must_use]
    pub fn file(&self) -> &FileAnalysis<'_> {
        self.0.borrow_dependent()
    }
}

impl fmt::Debug for Analysis {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Analysis").field(self.document()).finish()
    }
}
