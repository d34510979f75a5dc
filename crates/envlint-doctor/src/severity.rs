//! The severity of diagnoses, and of the linter's findings that they quote.

use serde::Serialize;

/// The severity of a diagnosis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DiagnosisSeverity {
    /// Information; nothing has to be changed.
    Info,
    /// Something does not work as the user expects.
    Warning,
    /// Something is broken.
    Error,
}

impl DiagnosisSeverity {
    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}
