//! Texts and positions in them: spans, lines and columns, edits and their application, unified diffs.

mod diff;
mod edit;
mod hidden;
mod lines;
mod printable;
mod span;
mod span_set;

pub use diff::{Hunk, PartialDiff, hunks, partial_diff};
pub(crate) use edit::EditedOffsets;
pub use edit::{Edit, apply};
pub use hidden::{BidiControl, HiddenCharacter, HiddenEffect, hidden_character, may_hide};
pub use lines::{LineColumn, LineIndex, PositionEncoding};
pub use printable::{all_bytes, is_hazard, printable, substitute};
pub use span::Span;
pub(crate) use span_set::SpanSet;
