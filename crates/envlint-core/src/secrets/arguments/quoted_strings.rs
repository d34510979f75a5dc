//! The strings in double quotes in text of any format.

use std::iter::Peekable;
use std::ops::Range;

use memchr::memmem::{FindIter, find_iter};
use memchr::{memchr, memchr3, memrchr};

/// The contents of the strings in double quotes in some text. A string ends at the end of its line.
pub(super) struct QuotedStrings<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> QuotedStrings<'t> {
    pub(super) const fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// The end of the part of the text that was read.
    pub(super) const fn end(&self) -> usize {
        self.at
    }

    /// Skips the strings in the lines before the one that contains `offset`.
    pub(super) fn skip_to_line_of(&mut self, offset: usize) {
        let mut before = self.text.as_bytes().get(self.at..offset).unwrap_or_default();
        while let Some(line_end) = memrchr(b'\n', before) {
            before = before.get(..line_end).unwrap_or_default();
            // A string goes on after an escaped line ending.
            if before.last() != Some(&b'\\') {
                self.at += line_end + 1;
                return;
            }
        }
    }
}

impl Iterator for QuotedStrings<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        let start = self.at + memchr(b'"', bytes.get(self.at..)?)? + 1;
        let mut end = start;
        loop {
            let Some(length) = bytes.get(end..).and_then(|rest| memchr3(b'"', b'\n', b'\\', rest)) else {
                end = bytes.len();
                break;
            };
            end += length;
            if bytes.get(end) != Some(&b'\\') {
                break;
            }
            end += 2;
        }
        self.at = end + 1;
        Some(start..end)
    }
}

/// Where strings begin that have a meaning after a program: flags and [`LOGIN`](super::LOGIN).
pub(super) struct ProgramWords<'t> {
    flags: Peekable<FindIter<'t, 'static>>,
    logins: Peekable<FindIter<'t, 'static>>,
}

impl<'t> ProgramWords<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let find = |start: &'static str| find_iter(text.as_bytes(), start).peekable();
        Self { flags: find("\"-"), logins: find("\"login\"") }
    }

    /// The first such string that is not before `at`. Later calls see only those that are not before `at`.
    pub(super) fn next_from(&mut self, at: usize) -> Option<usize> {
        let next = |words: &mut Peekable<FindIter<'t, 'static>>| {
            while words.next_if(|word| *word < at).is_some() {}
            words.peek().copied()
        };
        next(&mut self.flags).into_iter().chain(next(&mut self.logins)).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, skip_to: usize) -> Vec<&str> {
        let mut strings = QuotedStrings::of(text);
        strings.skip_to_line_of(skip_to);
        strings.map(|string| &text[string]).collect()
    }

    #[test]
    fn strings_end_where_their_line_ends() {
        assert_eq!(read("\"a\\\"b\", \"c\n\"d\" \"\"", 0), ["a\\\"b", "c", "d", ""]);
    }

    #[test]
    fn skipped_lines_make_no_difference_to_the_others() {
        let text = "\"a\"\n// odd \"\n\"b\": \"c\"\n\"d\"";
        assert_eq!(read(text, text.find('c').unwrap()), ["b", "c", "d"]);
        let goes_on = "\"a\n\"b\\\n\": \"c\"";
        assert_eq!(read(goes_on, goes_on.find('c').unwrap()), ["b\\\n", "c"], "an escaped line ending");
    }
}
