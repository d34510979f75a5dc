use std::ops::Range;

use super::Edit;

/// A stretch of a file: UTF-8 byte offsets from 0 of the file as it is on disk (a byte order mark counts), end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The empty span at `offset`: a place to insert at.
    #[must_use]
    pub const fn at(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Where what stands here stands after `edits`, which do not overlap: with what they put inside, without what they take.
    #[must_use]
    pub fn after(self, edits: &[Edit]) -> Self {
        let place = |offset: u32, behind: bool| {
            let shift = |edit: &Edit| edit.replacement.len() as i64 - i64::from(edit.span.len());
            let before = edits.iter().filter(|edit| edit.span.end <= offset && edit.span.start < offset);
            // An offset that is taken away leads to one end of what stands there instead.
            let around = edits.iter().find(|edit| edit.span.start < offset && offset < edit.span.end);
            let (from, more) = match around {
                Some(edit) => (edit.span.start, if behind { edit.replacement.len() as i64 } else { 0 }),
                None => (offset, 0),
            };
            (i64::from(from) + before.map(shift).sum::<i64>() + more) as u32
        };
        Self::new(place(self.start, false), place(self.end, true))
    }

    /// As a range to slice with.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text under it; empty if the span does not fit `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}
