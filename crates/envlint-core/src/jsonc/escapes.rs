//! Escapes in strings, including those that JSON does not define.

use std::ops::Range;

use memchr::memchr;

/// The first escape in `text` at or after `from`: its range, and the character that it represents if JSON defines
/// it. VS Code drops the whole range of any other escape.
///
/// Source: `scanString` in json.ts (1.138); recorded as `invalid-escape`.
pub(super) fn next_escape(text: &str, from: usize) -> Option<(Range<usize>, Option<char>)> {
    let start = from + memchr(b'\\', text.as_bytes().get(from..)?)?;
    // The backslash may be the last character of a string that is not closed.
    let Some(escape) = text.get(start + 1..)?.chars().next() else { return Some((start..start + 1, None)) };
    let known = |character| Some((start..start + 2, Some(character)));
    match escape {
        '"' | '\\' | '/' => known(escape),
        'n' => known('\n'),
        't' => known('\t'),
        'r' => known('\r'),
        'b' => known('\u{8}'),
        'f' => known('\u{c}'),
        'u' => {
            let (length, character) = unicode(text.get(start..)?);
            Some((start..start + length, character))
        }
        other => Some((start..start + 1 + other.len_utf8(), None)),
    }
}

/// Parses `\uXXXX`, or two of them for one character outside the basic plane: returns the length and the character.
/// With fewer than four digits, it is not an escape.
fn unicode(text: &str) -> (usize, Option<char>) {
    let digits =
        |at: usize| text.get(at..).unwrap_or_default().bytes().take(4).take_while(u8::is_ascii_hexdigit).count();
    let unit = |at: usize| u32::from_str_radix(text.get(at..at + 4)?, 16).ok();
    let Some(high) = unit(2).filter(|_| digits(2) == 4) else { return (2 + digits(2), None) };
    if let Some(character) = char::from_u32(high) {
        return (6, Some(character));
    }
    let low = unit(8).filter(|_| text.get(6..8) == Some("\\u") && digits(8) == 4);
    let is_pair = |low: &u32| (0xd800..0xdc00).contains(&high) && (0xdc00..0xe000).contains(low);
    let Some(low) = low.filter(is_pair) else { return (6, Some(char::REPLACEMENT_CHARACTER)) };
    let combined = 0x1_0000 + ((high & 0x3ff) << 10) + (low & 0x3ff);
    (12, Some(char::from_u32(combined).unwrap_or(char::REPLACEMENT_CHARACTER)))
}

/// The escapes in `text`, the text between the quotes of a string, and the characters that they represent.
pub(super) fn escapes(text: &str) -> impl Iterator<Item = (Range<usize>, Option<char>)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let (range, character) = next_escape(text, from)?;
        from = range.end;
        Some((range, character))
    })
}

/// The value of `text`, the text between the quotes of a string.
pub(super) fn unescaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    let mut at = 0;
    for (range, character) in escapes(text) {
        value.push_str(text.get(at..range.start).unwrap_or_default());
        value.extend(character);
        at = range.end;
    }
    value.push_str(text.get(at..).unwrap_or_default());
    value
}

/// Whether `text`, the text between the quotes of a string, contains escapes that JSON does not define, and whether it
/// contains one half of a surrogate pair without the other half.
pub(super) fn unusual_escapes(text: &str) -> (bool, bool) {
    let (mut has_invalid, mut has_lone) = (false, false);
    for (range, character) in escapes(text) {
        has_invalid |= character.is_none();
        has_lone |= character == Some(char::REPLACEMENT_CHARACTER)
            && !text.get(range).unwrap_or_default().eq_ignore_ascii_case("\\ufffd");
    }
    (has_invalid, has_lone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_that_json_does_not_know_are_found() {
        let found = |text: &'static str| {
            let invalid = escapes(text).filter(|(_, character)| character.is_none());
            invalid.map(|(range, _)| &text[range]).collect::<Vec<_>>()
        };
        assert_eq!(found(r#"C:\dir\new\\x\"\/\u00e9\ud83d\ude42"#), [r"\d"]);
        assert_eq!(found(r"C:\Users\x\users\u00g\é"), [r"\U", r"\x", r"\u", r"\u00", r"\é"]);
        assert_eq!(found(r"\u+123 \ud83d"), [r"\u"], "half a surrogate pair is a known escape, although it is wrong");
    }

    #[test]
    fn strings_are_decoded_with_and_without_their_origins() {
        for text in [r"a\\b", r#"\"\/\n"#, r"\u00e9\ud83d\ude42x", r"\d", ""] {
            assert_eq!(unescaped(text), crate::jsonc::unquote(text), "{text}");
        }
    }

    #[test]
    fn half_of_a_surrogate_pair_is_unusual() {
        for (text, unusual) in [
            (r"\\d \n \ud83d\ude42 \ufffd \uFFFD", (false, false)),
            (r"\d", (true, false)),
            (r"\ud83d", (false, true)),
            (r"\ude42\ud83d \u1", (true, true)),
        ] {
            assert_eq!(unusual_escapes(text), unusual, "{text}");
        }
    }
}
