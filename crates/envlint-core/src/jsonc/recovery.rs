//! Collects syntax errors, and decides which parts of the text they make doubtful.
//!
//! A missing or extra comma is certain: VS Code reads what any author means. Every other error may have its cause in
//! the member before it, and may have spoiled the member after it, so the doubt extends from the start of the member
//! before the error to the end of the next member that was read. Within an object other than the root, it extends to the
//! whole object, because such members explain one another. If VS Code skipped brackets or reached the end of
//! the text too early, the structure is not known: the doubt then extends from the member of the root in which that
//! happened to the end of the text, and further errors are consequences. If VS Code left the root too early, nothing
//! in the file is certain.

use super::errors::{JsonError, JsonErrorKind};
use crate::text::Span;

/// An error in a container after which no member was read yet.
struct OpenError {
    /// Where the doubt begins.
    from: u32,
    /// The location of the latest error.
    at: u32,
    /// The index of the error.
    error: usize,
    /// `true` until the next comma: further errors are consequences of this one.
    is_fresh: bool,
}

/// The members or elements of a container that were read last.
struct Neighbors {
    /// The start of the container, if all of it is doubtful after an error.
    whole: Option<u32>,
    /// The start of the member before `last`, or of the container.
    before: u32,
    /// The start of the latest member.
    last: u32,
    open_error: Option<OpenError>,
}

#[derive(Default)]
pub(super) struct Recovery {
    errors: Vec<JsonError>,
    doubtful: Vec<Span>,
    levels: Vec<Neighbors>,
    length: u32,
    /// The error that is to blame for everything that follows.
    lost_step: Option<usize>,
    /// A conflict that has not ended yet: where its doubt begins.
    conflict: Option<u32>,
    /// `true` if a string without a closing quote contains a closing bracket.
    has_swallowed_bracket: bool,
    is_unclosed: bool,
}

impl Recovery {
    pub(super) fn new(length: usize) -> Self {
        Self { length: length as u32, ..Self::default() }
    }

    /// A container begins at `start`.
    pub(super) fn open(&mut self, start: usize, is_object: bool) {
        let start = start as u32;
        let whole = (is_object && !self.levels.is_empty()).then_some(start);
        self.levels.push(Neighbors { whole, before: start, last: start, open_error: None });
    }

    /// A member or element begins at `start`.
    pub(super) fn begin(&mut self, start: usize) {
        if let Some(level) = self.levels.last_mut() {
            level.before = level.last;
            level.last = start as u32;
        }
    }

    /// The latest member or element ends at `end`.
    pub(super) fn complete(&mut self, end: usize) {
        if let Some(level) = self.levels.last_mut()
            && level.whole.is_none()
            && level.open_error.as_ref().is_some_and(|open_error| open_error.at <= level.last)
            && let Some(open_error) = level.open_error.take()
        {
            self.doubtful.push(Span::new(open_error.from, end as u32));
        }
    }

    /// The current container ends at `end`.
    pub(super) fn close(&mut self, end: usize) {
        if let Some(Neighbors { whole, open_error: Some(open_error), .. }) = self.levels.pop() {
            self.doubtful.push(Span::new(whole.unwrap_or(open_error.from), end as u32));
        }
        self.complete(end);
    }

    /// A comma separates what follows from the errors before it.
    pub(super) fn in_step(&mut self) {
        if let Some(Neighbors { open_error: Some(open_error), .. }) = self.levels.last_mut() {
            open_error.is_fresh = false;
        }
    }

    /// Reports an error that makes nothing doubtful.
    pub(super) fn note(&mut self, kind: JsonErrorKind, span: Span) {
        let is_consequence = self.fresh().is_some() || self.lost_step.is_some() || self.conflict.is_some();
        if !is_consequence {
            self.errors.push(JsonError { span, kind, lost: Span::at(span.end) });
        }
    }

    /// Reports an error that makes the members around it doubtful.
    pub(super) fn report(&mut self, kind: JsonErrorKind, span: Span) {
        self.note(kind, span);
        let error = self.fresh().unwrap_or(self.errors.len().saturating_sub(1));
        if let Some(level) = self.levels.last_mut() {
            let from = level.open_error.as_ref().map_or(level.before, |open_error| open_error.from.min(level.before));
            level.open_error = Some(OpenError { from, at: span.start, error, is_fresh: true });
        }
    }

    /// Reports the marker of a conflict. The conflict as a whole is one error.
    pub(super) fn conflict(&mut self, span: Span, is_end: bool) {
        self.report(JsonErrorKind::ConflictMarker, span);
        let from = self.levels.last().map_or(0, |level| level.before);
        let from = *self.conflict.get_or_insert(from);
        if is_end {
            self.doubtful.push(Span::new(from, span.end));
            self.conflict = None;
        }
    }

    fn fresh(&self) -> Option<usize> {
        self.levels
            .last()?
            .open_error
            .as_ref()
            .filter(|open_error| open_error.is_fresh)
            .map(|open_error| open_error.error)
    }

    /// VS Code passes over `lost` because of the latest error.
    pub(super) fn skipped(&mut self, lost: Span, has_brackets: bool) {
        let latest = self.fresh().unwrap_or(self.errors.len().saturating_sub(1));
        if self.lost_step.is_none()
            && lost.start < lost.end
            && let Some(error) = self.errors.get_mut(latest)
        {
            let lost = lost.to(error.span);
            error.lost = if error.lost.is_empty() { lost } else { error.lost.to(lost) };
        }
        if has_brackets {
            self.doubt_structure();
            self.lost_step.get_or_insert(latest);
        }
    }

    /// Makes everything doubtful from the current member of the root on.
    fn doubt_structure(&mut self) {
        let from = self.levels.first().map_or(0, |root| root.last);
        self.doubtful.push(Span::new(from, self.length));
    }

    /// A string without a closing quote contains a closing bracket, which is then missing.
    pub(super) fn swallowed_bracket(&mut self) {
        self.has_swallowed_bracket = true;
    }

    /// A block comment at `start` is never closed.
    pub(super) fn open_comment(&mut self, start: usize) {
        let span = Span::new(start as u32, start as u32 + 2);
        // The comment contains what would have closed the containers.
        self.errors.pop_if(|error| error.kind == JsonErrorKind::Unclosed);
        if self.lost_step.is_none() || !self.is_unclosed {
            let lost = Span::new(span.start, self.length);
            self.errors.push(JsonError { span, kind: JsonErrorKind::UnterminatedComment, lost });
        }
    }

    /// The current container, whose bracket is at `start`, is not closed at the end of the text.
    pub(super) fn unclosed(&mut self, start: u32) {
        if !self.is_unclosed && !self.has_swallowed_bracket && self.lost_step.is_none() {
            let (span, lost) = (Span::new(start, start + 1), Span::at(self.length));
            self.errors.push(JsonError { span, kind: JsonErrorKind::Unclosed, lost });
        }
        self.is_unclosed = true;
        self.doubt_structure();
    }

    /// The token at `span` follows the root value. `is_bracket` is `true` for a closing bracket, and `continues` for
    /// text that can only be meant as a part of the root.
    pub(super) fn after_root(&mut self, unknown: Option<Span>, span: Span, is_bracket: bool, continues: bool) {
        let span = unknown.unwrap_or(span);
        match self.lost_step.and_then(|error| self.errors.get_mut(error)) {
            // The bracket closes what VS Code passed over; the members between were read.
            Some(_) if is_bracket => {}
            Some(error) => error.lost = Span::new(error.lost.start, self.length),
            None => {
                let lost = Span::new(span.start, self.length);
                self.errors.push(JsonError { span, kind: JsonErrorKind::AfterRoot, lost });
            }
        }
        if is_bracket || continues {
            self.doubtful.push(Span::new(0, self.length));
        }
    }

    /// VS Code reads nothing after `start`, because of the latest error.
    pub(super) fn lose_rest(&mut self, start: usize) {
        let lost = Span::new(start as u32, self.length);
        if let Some(error) = self.errors.last_mut() {
            error.lost = lost;
        }
        self.doubtful.push(lost);
    }

    /// The errors in the order of the text, and the doubtful parts, merged.
    pub(super) fn finish(mut self) -> (Vec<JsonError>, Vec<Span>) {
        if let Some(from) = self.conflict {
            self.doubtful.push(Span::new(from, self.length));
        }
        self.errors.sort_by_key(|error| error.span.start);
        self.doubtful.sort_unstable_by_key(|span| (span.start, span.end));
        let mut merged: Vec<Span> = Vec::new();
        for span in self.doubtful {
            match merged.last_mut().filter(|last| span.start <= last.end) {
                Some(last) => *last = last.to(span),
                None => merged.push(span),
            }
        }
        (self.errors, merged)
    }
}
