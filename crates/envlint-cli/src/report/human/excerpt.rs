//! The lines of a file that a finding is shown with.

use envlint_core::document::Document;
use envlint_core::text::{LineColumn, LineIndex, Span};
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::printable::{printable, same_width_mask};

/// The maximum length of a line in bytes; a longer line is cut around the finding.
const LONGEST_LINE: u32 = 400;
/// The number of bytes that are kept on each side of the finding if its line is cut.
const MARGIN: u32 = 60;
/// Related places within this many lines are drawn; those further away are only named.
const NEAR: u32 = 12;

/// The few lines of a file that a finding is shown with. Secrets are masked and control characters are replaced. Every
/// replacement has the same number of bytes, so an offset in the excerpt is the offset in the file minus [`Self::base`].
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: String,
    lines: LineIndex,
    /// The offset in the file of the first byte of `text`.
    base: u32,
    /// The line and column in the file of that byte.
    start: LineColumn,
    shown: Span,
}

impl Excerpt {
    /// The lines of `span`, with one line of context before and after.
    pub(super) fn new(document: &Document, name: &str, span: Span, secrets: &[Span]) -> Self {
        Self::over(document, printable(name).into_owned(), span, secrets)
    }

    /// Extends the excerpt to `other` and returns `true`, if `other` is near and no line had to be cut.
    pub(super) fn extend_to(&mut self, document: &Document, other: Span, secrets: &[Span]) -> bool {
        let lines = document.lines();
        let far = lines.line(other.start).abs_diff(lines.line(self.shown.start)) > NEAR;
        if far || self.start.column > 1 {
            return false;
        }
        let wider = Self::over(document, self.name.clone(), self.shown.to(other), secrets);
        let fits = wider.start.column == 1 && wider.base <= self.base;
        if fits {
            *self = wider;
        }
        fits
    }

    /// Converts `span`, a span of the file, into a span that miette can draw in this excerpt.
    pub(super) fn place(&self, span: Span) -> SourceSpan {
        // The span of a long value can go beyond the excerpt; the lines that are shown are enough to find it.
        let end = span.end.min(self.base + self.text.len() as u32).max(span.start);
        SourceSpan::from(span.start as usize..end as usize)
    }

    fn over(document: &Document, name: String, shown: Span, secrets: &[Span]) -> Self {
        let (text, index) = (document.text(), document.lines());
        let line = index.line(shown.start);
        let last = index.line(shown.end).min(line + NEAR + 1);
        let line_end = |line: u32| if line >= index.count() { text.len() as u32 } else { index.start(line + 1) };
        let whole = Span::new(index.start(line.saturating_sub(1).max(1)), line_end(last + 1));
        let is_long = |line: u32| line_end(line) - index.start(line) > LONGEST_LINE;
        let window = match (line.saturating_sub(1).max(1)..=(last + 1).min(index.count())).any(is_long) {
            true => Span::new(
                boundary(text, shown.start.saturating_sub(MARGIN).max(index.start(line))),
                boundary(text, (shown.start + 2 * MARGIN).min(line_end(line))),
            ),
            false => whole,
        };
        let masked: Vec<_> = secrets
            .iter()
            .filter(|secret| secret.start < window.end && window.start < secret.end)
            .map(|secret| {
                let (start, end) = (secret.start.max(window.start), secret.end.min(window.end));
                (start - window.start) as usize..(end - window.start) as usize
            })
            .collect();
        let text = same_width_mask(window.of(text), &masked).into_owned();
        let lines = LineIndex::new(&text);
        Self { name, lines, text, base: window.start, start: document.position(window.start), shown }
    }
}

/// The offset of the first byte of the character at `offset`.
fn boundary(text: &str, offset: u32) -> u32 {
    (0..=offset).rev().find(|&at| text.is_char_boundary(at as usize)).unwrap_or_default()
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let start = (span.offset() as u32).checked_sub(self.base).ok_or(MietteError::OutOfBounds)?;
        let end = (start + span.len() as u32).min(self.text.len() as u32);
        let part = if lines_before == 0 && lines_after == 0 {
            Span::new(start, end)
        } else {
            let first = self.lines.line(start).saturating_sub(lines_before as u32).max(1);
            let behind = self.lines.line(end) + lines_after as u32 + 1;
            let end = if behind > self.lines.count() { self.text.len() as u32 } else { self.lines.start(behind) };
            Span::new(self.lines.start(first), end)
        };
        let at = self.lines.position(&self.text, part.start);
        let column = if at.line == 1 { self.start.column + at.column - 1 } else { at.column };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            part.of(&self.text).as_bytes(),
            SourceSpan::from((part.start + self.base) as usize..(part.end + self.base) as usize),
            (self.start.line + at.line - 2) as usize,
            column as usize - 1,
            self.lines.count() as usize,
        )))
    }
}
