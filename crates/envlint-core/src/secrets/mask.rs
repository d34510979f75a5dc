use std::borrow::Cow;
use std::ops::Range;

use super::secret_spans;
use crate::text::Span;

/// `text` with its secrets masked ([`mask`]).
///
/// ```
/// use envlint_core::secrets::without_secrets;
///
/// assert_eq!(without_secrets("Authorization: Bearer abcdefghijklmnop"), "Authorization: ***********************");
/// assert_eq!(without_secrets("nothing to hide"), "nothing to hide");
/// ```
#[must_use]
pub fn without_secrets(text: &str) -> Cow<'_, str> {
    let secrets = secret_spans(text, Span::new(0, text.len() as u32));
    mask(text, &secrets.iter().map(|secret| secret.range()).collect::<Vec<_>>())
}

/// Masks the characters of `text` that one of `ranges` touches (in bytes; in any order, may overlap). Each one is
/// replaced by a character of the same number of bytes, so that offsets stay valid. Line ends (LF and CR LF) are kept.
#[must_use]
pub fn mask<'t>(text: &'t str, ranges: &[Range<usize>]) -> Cow<'t, str> {
    let mut ranges: Vec<&Range<usize>> = ranges.iter().filter(|range| !range.is_empty()).collect();
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    ranges.sort_by_key(|range| range.start);
    let mut ranges = ranges.into_iter().peekable();
    let mut masked_to = 0;
    let mut masked: Option<String> = None;
    for (at, character) in text.char_indices() {
        while let Some(range) = ranges.next_if(|range| range.start < at + character.len_utf8()) {
            masked_to = masked_to.max(range.end);
        }
        let is_line_end = character == '\n' || (character == '\r' && text.as_bytes().get(at + 1) == Some(&b'\n'));
        if at < masked_to && !is_line_end {
            let shown = masked.get_or_insert_with(|| text.get(..at).unwrap_or_default().to_owned());
            shown.push_str(placeholder(character));
        } else if let Some(shown) = &mut masked {
            shown.push(character);
        }
    }
    masked.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The replacement of a masked character, with the same number of bytes.
const fn placeholder(character: char) -> &'static str {
    match character.len_utf8() {
        1 => "*",
        2 => "·",
        3 => "•",
        _ => "****",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::slice::from_ref;

    #[test]
    fn everything_that_a_range_touches_is_masked() {
        assert_eq!(mask("key: sécr€t😀!", from_ref(&(5..16))), "key: *·**•*****!");
        assert_eq!(mask("a\tb\r\nc\rd", from_ref(&(0..99))), "***\r\n***");
        assert_eq!(mask("abcdef", &[4..5, 0..2, 1..2]), "**cd*f");
        assert_eq!(mask("a€b", from_ref(&(2..3))), "a•b");
        assert!(matches!(mask("a€b", &[1..1, Range { start: 3, end: 1 }, 50..60]), Cow::Borrowed("a€b")));
    }
}
