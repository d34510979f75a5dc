use std::borrow::Cow;
use std::ops::Range;

use super::escapes::next_escape;
use crate::text::Span;

/// The text of a string literal, with a mapping back to the file.
#[derive(Clone, Debug)]
pub struct Decoded<'t> {
    /// The text, with escapes decoded.
    pub text: Cow<'t, str>,
    /// The offset of the first byte after the opening quote.
    start: u32,
    /// If the string has escapes: the offset in the file for each byte of `text` and for its end.
    origins: Option<Box<[u32]>>,
}

impl<'t> Decoded<'t> {
    /// Decodes the text between the quotes at `start`, which the parser has accepted.
    pub(super) fn new(inner: &'t str, start: u32, escaped: bool) -> Self {
        if !escaped {
            return Self { text: Cow::Borrowed(inner), start, origins: None };
        }
        let mut text = String::with_capacity(inner.len());
        let mut origins = Vec::with_capacity(inner.len() + 1);
        let mut at = 0;
        let mut push = |plain: &str, from: usize, escape: Option<(Range<usize>, Option<char>)>| {
            text.push_str(plain);
            origins.extend((from..from + plain.len()).map(|at| start + at as u32));
            if let Some((range, character)) = escape {
                text.extend(character);
                origins.resize(text.len(), start + range.start as u32);
            }
        };
        while let Some((range, character)) = next_escape(inner, at) {
            push(inner.get(at..range.start).unwrap_or_default(), at, Some((range.clone(), character)));
            at = range.end;
        }
        push(inner.get(at..).unwrap_or_default(), at, None);
        origins.push(start + inner.len() as u32);
        Self { text: Cow::Owned(text), start, origins: Some(origins.into_boxed_slice()) }
    }

    /// Decodes the escapes in any part of a file, which begins at `start`.
    #[must_use]
    pub(crate) fn of_part(part: &'t str, start: u32) -> Self {
        Self::new(part, start, part.contains('\\'))
    }

    /// The span in the file of the bytes `range` of [`Self::text`].
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.offset(range.start), self.offset(range.end))
    }

    /// The offset in the file of byte `at` of [`Self::text`].
    #[must_use]
    pub fn offset(&self, at: usize) -> u32 {
        match &self.origins {
            None => self.start + at as u32,
            Some(origins) => origins.get(at).or(origins.last()).copied().unwrap_or(self.start),
        }
    }
}

/// Decodes the text between the quotes of a JSON string, even if it is not well-formed.
#[must_use]
pub(crate) fn unquote(inner: &str) -> Cow<'_, str> {
    Decoded::new(inner, 0, inner.contains('\\')).text
}

/// Encodes `text` for use between the quotes of a JSON string.
#[must_use]
pub fn quote(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' => result.push_str("\\\""),
            '\\' => result.push_str("\\\\"),
            '\n' => result.push_str("\\n"),
            '\r' => result.push_str("\\r"),
            '\t' => result.push_str("\\t"),
            control if u32::from(control) < 0x20 => result.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => result.push(other),
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoded_bytes_lead_back_to_the_file() {
        let inner = r"a\\b\u00e9\ud83d\ude42c";
        let decoded = Decoded::new(inner, 10, true);
        assert_eq!(decoded.text, "a\\bé🙂c");
        let slash = decoded.text.find('\\').unwrap();
        assert_eq!(decoded.span(slash..slash + 1), Span::new(11, 13));
        let accented = decoded.text.find('é').unwrap();
        assert_eq!(decoded.span(accented..accented + 2), Span::new(14, 20));
        let end = decoded.text.len();
        assert_eq!(decoded.span(end - 1..end), Span::new(32, 33));
    }

    #[test]
    fn quoting_is_undone_by_decoding() {
        let text = "a\"b\\c\n\u{1}é";
        let quoted = quote(text);
        assert_eq!(Decoded::new(&quoted, 0, true).text, text);
    }
}
