//! What a repository says about files: which are shared with others, since some findings matter only there, and which are deleted.

use std::fmt;

use rustc_hash::FxHashSet;

use crate::document::Document;

/// Distinguishes shared files from private and deleted ones.
#[derive(Default)]
pub(crate) struct Sharing {
    is_kept_out: Option<IsKeptOut>,
    /// The paths of the files that the change which is checked deletes.
    pub(crate) deleted: FxHashSet<String>,
}

type IsKeptOut = Box<dyn Fn(&str) -> bool + Send + Sync>;

impl Sharing {
    pub(crate) fn set_kept_out(&mut self, is_kept_out: impl Fn(&str) -> bool + Send + Sync + 'static) {
        self.is_kept_out = Some(Box::new(is_kept_out));
    }

    pub(crate) fn is_shared(&self, document: &Document) -> bool {
        !document.is_users_own() && !self.is_kept_out(document.path())
    }

    /// Returns `true` if the file at `path` is deleted for everybody. One that git now ignores may exist where it is needed.
    pub(crate) fn is_deleted(&self, path: &str) -> bool {
        self.deleted.contains(path) && !self.is_kept_out(path)
    }

    fn is_kept_out(&self, path: &str) -> bool {
        self.is_kept_out.as_ref().is_some_and(|is_kept_out| is_kept_out(path))
    }
}

impl fmt::Debug for Sharing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sharing").finish_non_exhaustive()
    }
}
