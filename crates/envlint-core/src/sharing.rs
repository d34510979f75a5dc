//! Decides which files are shared with others, since some findings matter only there.

use std::fmt;

use crate::document::Document;

/// Distinguishes shared files from private ones.
#[derive(Default)]
pub(crate) struct Sharing {
    is_kept_out: Option<IsKeptOut>,
}

type IsKeptOut = Box<dyn Fn(&str) -> bool + Send + Sync>;

impl Sharing {
    pub(crate) fn new(is_kept_out: impl Fn(&str) -> bool + Send + Sync + 'static) -> Self {
        Self { is_kept_out: Some(Box::new(is_kept_out)) }
    }

    pub(crate) fn is_shared(&self, document: &Document) -> bool {
        let is_kept_out = || self.is_kept_out.as_ref().is_some_and(|is_kept_out| is_kept_out(document.path()));
        !document.is_users_own() && !is_kept_out()
    }
}

impl fmt::Debug for Sharing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sharing").finish_non_exhaustive()
    }
}
