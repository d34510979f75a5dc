use std::ops::Range;

use super::Edit;

/// A range of a file: UTF-8 byte offsets from 0, end exclusive, in the file as it is on disk (including a byte
/// order mark).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The offset of the first byte.
    pub start: u32,
    /// The offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The empty span at `offset`, for an insertion.
    #[must_use]
    pub const fn at(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }

    /// The smallest span that contains both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Returns `true` if the span has no bytes.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns `true` if `other` lies completely inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The position of this span's text after `edits`, which must not overlap: including what they insert, without
    /// what they delete.
    #[must_use]
    pub fn after(self, edits: &[Edit]) -> Self {
        let place = |offset: u32, behind: bool| {
            let shift = |edit: &Edit| edit.replacement.len() as i64 - i64::from(edit.span.len());
            let before = edits.iter().filter(|edit| edit.span.end <= offset && edit.span.start < offset);
            // A deleted offset moves to one end of the replacement.
            let around = edits.iter().find(|edit| edit.span.start < offset && offset < edit.span.end);
            let (from, more) = match around {
                Some(edit) => (edit.span.start, if behind { edit.replacement.len() as i64 } else { 0 }),
                None => (offset, 0),
            };
            (i64::from(from) + before.map(shift).sum::<i64>() + more) as u32
        };
        Self::new(place(self.start, false), place(self.end, true))
    }

    /// The range for slicing.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text at this span; empty if the span does not fit `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}
