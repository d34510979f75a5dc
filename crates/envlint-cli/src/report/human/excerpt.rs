//! The lines of a file that a finding is shown with.

use std::borrow::Cow;
use std::ops::Range;

use envlint_core::document::Document;
use envlint_core::text::Span;
use miette::{MietteError, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use crate::printable::{printable, same_width_mask};
use crate::report::Style;

/// Related places within this many lines are drawn; those further away are only named.
const NEAR: u32 = 12;
/// The number of columns that miette draws a tab with.
const TAB: usize = 4;
/// Lines are not cut to fewer columns.
const NARROWEST: usize = 24;

/// The few lines of a file that a finding is shown with. Lines that are too long are cut around the finding. Secrets are
/// masked and control characters are replaced; every replacement has the same number of bytes.
#[derive(Debug)]
pub(super) struct Excerpt<'f> {
    name: Cow<'f, str>,
    style: Style,
    text: String,
    /// The lines of `text`.
    parts: Vec<LinePart>,
    /// The number of lines of the file.
    count: u32,
    /// The spans of the file that it is about, the finding first.
    about: Vec<Span>,
}

/// A line of a file, or the part of it that is shown.
#[derive(Debug)]
struct LinePart {
    /// The number of the line in the file.
    line: u32,
    /// The whole line in the file, without its line ending.
    whole: Span,
    /// The part that is shown.
    shown: Span,
    /// The offset of the line in the excerpt.
    start: u32,
    /// The offset of the part in the excerpt, behind the sign of a cut.
    offset: u32,
    /// The column of its first character in the file.
    column: u32,
}

impl<'f> Excerpt<'f> {
    /// The lines of `span`, with one line of context before and after.
    pub(super) fn new(document: &Document, name: &'f str, span: Span, secrets: &[Span], style: Style) -> Self {
        Self::over(document, printable(name), vec![span], secrets, style)
    }

    /// Extends the excerpt to `other` and returns `true`, if `other` is near and fits.
    pub(super) fn extend_to(&mut self, document: &Document, other: Span, secrets: &[Span]) -> bool {
        let lines = document.lines();
        let Some(own) = self.about.first().copied() else { return false };
        if lines.line(other.start).abs_diff(lines.line(own.start)) > NEAR {
            return false;
        }
        let about = self.about.iter().copied().chain([other]).collect();
        let wider = Self::over(document, self.name.clone(), about, secrets, self.style);
        let fits = wider.about.iter().all(|span| wider.shows(span.start));
        if fits {
            *self = wider;
        }
        fits
    }

    /// Converts `span`, a span of the file, into a span that miette can draw in this excerpt.
    pub(super) fn place(&self, span: Span) -> SourceSpan {
        // The span of a long value can go beyond the excerpt; what is shown is enough to find it.
        let start = self.offset(span.start);
        SourceSpan::from(start..self.offset(span.end).max(start))
    }

    /// The offset in the excerpt of an offset in the file, or that of the nearest character that is shown.
    fn offset(&self, offset: u32) -> usize {
        let part = self.parts.iter().rev().find(|part| part.whole.start <= offset).or(self.parts.first());
        part.map_or(0, |part| {
            let nearest = offset.clamp(part.shown.start, part.shown.end);
            (part.offset + nearest - part.shown.start) as usize
        })
    }

    fn shows(&self, offset: u32) -> bool {
        self.parts.iter().any(|part| part.shown.start <= offset && offset <= part.shown.end)
    }

    fn over(document: &Document, name: Cow<'f, str>, about: Vec<Span>, secrets: &[Span], style: Style) -> Self {
        let index = document.lines();
        let own = about.first().copied().unwrap_or(Span::new(0, 0));
        let shown = about.iter().fold(own, |shown, span| shown.to(*span));
        let first = index.line(shown.start);
        let last = index.line(shown.end).min(index.line(own.start).max(first) + NEAR + 1);
        // What follows the last line ending is not a line to show.
        let is_end = last + 1 == index.count() && line_span(document, last + 1).is_empty();
        let after = if is_end { last } else { (last + 1).min(index.count()) };
        let (first, last) = (first.saturating_sub(1).max(1), after);
        let gutter = last.max(1).ilog10() as usize + 5;
        let width = style.width.saturating_sub(gutter).max(NARROWEST);
        let count = (last + 1).saturating_sub(first) as usize;
        let (mut text, mut parts) = (String::with_capacity(count * width), Vec::with_capacity(count));
        for line in first..=last {
            let start = text.len() as u32;
            let whole = line_span(document, line);
            let shown = cut(document.text(), whole, &about, width);
            if shown.start > whole.start {
                text.push_str(style.ellipsis());
            }
            let column = document.position(shown.start).column;
            parts.push(LinePart { line, whole, shown, start, offset: text.len() as u32, column });
            text.push_str(&same_width_mask(shown.of(document.text()), &masked(secrets, shown)));
            if shown.end < whole.end {
                text.push_str(style.ellipsis());
            }
            text.push('\n');
        }
        Self { name, style, text, parts, count: index.count(), about }
    }

    /// The number of the line of the excerpt that contains `offset`, from 1. The end of the text is a line, too.
    fn line(&self, offset: u32) -> usize {
        let is_end = offset as usize >= self.text.len();
        self.parts.partition_point(|part| part.start <= offset) + usize::from(is_end)
    }

    /// The offset of the first byte of `line`.
    fn start(&self, line: usize) -> u32 {
        self.parts.get(line - 1).map_or(self.text.len() as u32, |part| part.start)
    }
}

/// The line with this number, without its line ending.
fn line_span(document: &Document, line: u32) -> Span {
    let (text, index) = (document.text(), document.lines());
    let end = if line < index.count() { index.start(line + 1) } else { text.len() as u32 };
    let whole = Span::new(index.start(line), end);
    let content = whole.of(text).trim_end_matches('\n');
    let content = content.strip_suffix('\r').unwrap_or(content);
    Span::new(whole.start, whole.start + content.len() as u32)
}

/// The parts of `secrets` within `shown`, relative to it.
fn masked(secrets: &[Span], shown: Span) -> Vec<Range<usize>> {
    let within = secrets.iter().filter(|secret| secret.start < shown.end && shown.start < secret.end);
    let relative = |secret: &Span| {
        let (start, end) = (secret.start.max(shown.start), secret.end.min(shown.end));
        (start - shown.start) as usize..(end - shown.start) as usize
    };
    within.map(relative).collect()
}

/// The part of the line `whole` that is shown in `width` columns: all of it if it fits, otherwise the part around those of
/// `about` that are on it, the finding first.
fn cut(text: &str, line: Span, about: &[Span], width: usize) -> Span {
    // Most lines are short. A tab is the only byte that takes several columns.
    let tabs = || line.of(text).bytes().filter(|byte| *byte == b'\t').count();
    if line.len() as usize <= width && line.len() as usize + (TAB - 1) * tabs() <= width {
        return line;
    }
    let whole = around(text, line, about, width);
    // The column and the offset of each character, and those of the end.
    let mut places = vec![(0, whole.start)];
    let mut column = 0;
    for (at, letter) in whole.of(text).char_indices() {
        column += if letter == '\t' { TAB } else { letter.width().unwrap_or(1) };
        places.push((column, whole.start + (at + letter.len_utf8()) as u32));
    }
    if column <= width && whole == line {
        return line;
    }
    // Two columns are for the signs of the cuts.
    let room = width.saturating_sub(2).max(1);
    let column_of = |offset: u32| places.iter().find(|(_, at)| *at >= offset).map_or(column, |(column, _)| *column);
    let on_line = about.iter().filter(|span| span.start <= whole.end && span.end >= whole.start);
    let mut focus: Option<(usize, usize)> = None;
    for span in on_line {
        let (start, end) = (column_of(span.start.max(whole.start)), column_of(span.end.min(whole.end)));
        let wider = focus.map_or((start, end), |(first, last)| (first.min(start), last.max(end)));
        if focus.is_none() || wider.1 - wider.0 <= room {
            focus = Some(wider);
        }
    }
    let (start, end) = focus.unwrap_or_default();
    let margin = room.saturating_sub(end - start) / 2;
    let from = start.saturating_sub(margin).min(column.saturating_sub(room));
    let first = places.iter().find(|(column, _)| *column >= from).map_or(whole.start, |(_, at)| *at);
    let last = places.iter().rev().find(|(column, _)| *column <= from + room).map_or(whole.end, |(_, at)| *at);
    Span::new(first, last.max(first))
}

/// The part of `line` in which the part that is shown must be, so that the cost of an excerpt does not depend on the length of the
/// line.
fn around(text: &str, line: Span, about: &[Span], width: usize) -> Span {
    // A character has at most four bytes.
    let reach = 4 * width as u32;
    let start = about.iter().find(|span| span.start <= line.end && span.end >= line.start);
    let start = start.map_or(line.start, |span| span.start.max(line.start));
    let (from, to) = (start.saturating_sub(reach).max(line.start), start.saturating_add(reach).min(line.end));
    Span::new(boundary(text, from), boundary(text, to))
}

/// The offset of the first byte of the character at `offset`.
fn boundary(text: &str, offset: u32) -> u32 {
    (0..=offset).rev().find(|&at| text.is_char_boundary(at as usize)).unwrap_or_default()
}

impl SourceCode for Excerpt<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let start = span.offset() as u32;
        let end = (start + span.len() as u32).min(self.text.len() as u32);
        let part = if lines_before == 0 && lines_after == 0 {
            Span::new(start, end)
        } else {
            let first = self.line(start).saturating_sub(lines_before).max(1);
            Span::new(self.start(first), self.start(self.line(end) + lines_after + 1))
        };
        let line = self.parts.get(self.line(part.start) - 1).or(self.parts.last()).ok_or(MietteError::OutOfBounds)?;
        let before = Span::new(line.offset.min(part.start), part.start).of(&self.text).chars().count();
        Ok(Box::new(ExcerptPart {
            excerpt: self,
            data: part.of(&self.text).as_bytes(),
            span: SourceSpan::from(part.start as usize..part.end as usize),
            line: line.line as usize - 1,
            column: line.column as usize - 1 + before,
        }))
    }
}

/// A part of an excerpt in the form that miette expects.
struct ExcerptPart<'e> {
    excerpt: &'e Excerpt<'e>,
    data: &'e [u8],
    /// The place in the excerpt.
    span: SourceSpan,
    /// The line and the column of its start in the file, from 0.
    line: usize,
    column: usize,
}

impl<'e> SpanContents<'e> for ExcerptPart<'e> {
    fn data(&self) -> &'e [u8] {
        self.data
    }

    fn span(&self) -> &SourceSpan {
        &self.span
    }

    fn name(&self) -> Option<&str> {
        Some(&self.excerpt.name)
    }

    fn line(&self) -> usize {
        self.line
    }

    fn column(&self) -> usize {
        self.column
    }

    fn line_count(&self) -> usize {
        self.excerpt.count as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_to(text: &str, about: Range<u32>, width: usize) -> &str {
        cut(text, Span::new(0, text.len() as u32), &[Span::new(about.start, about.end)], width).of(text)
    }

    #[test]
    fn a_line_is_cut_around_the_span() {
        let text = "0123456789abcdefghijABCDEFGHIJ";
        assert_eq!(cut_to(text, 0..3, 30), text);
        assert_eq!(cut_to(text, 0..3, 12), "0123456789");
        assert_eq!(cut_to(text, 14..16, 12), "abcdefghij");
        assert_eq!(cut_to(text, 28..30, 12), "ABCDEFGHIJ");
        assert_eq!(cut_to(text, 5..30, 12), "56789abcde", "a span that is too long is shown from its start on");
        assert_eq!(cut_to(&"é".repeat(30), 20..22, 12), "é".repeat(10));
    }
}
