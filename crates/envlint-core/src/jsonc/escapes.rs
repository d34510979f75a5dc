//! Escapes in strings, including those that JSON does not define.

use std::ops::Range;

use memchr::{memchr, memchr2};

use super::comments::end_of_token;

/// The first escape in `text` at or after `from`: its range, and the character that it represents if JSON defines
/// it. VS Code drops the whole range of any other escape.
///
/// Source: `scanString` in json.ts (1.138); recorded as `invalid-escape`.
pub(super) fn next_escape(text: &str, from: usize) -> Option<(Range<usize>, Option<char>)> {
    let start = from + memchr(b'\\', text.as_bytes().get(from..)?)?;
    let escape = text.get(start + 1..)?.chars().next()?;
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
    let Some(low) = low else { return (6, Some(char::REPLACEMENT_CHARACTER)) };
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

/// The ranges of the escapes in `text` that JSON does not define.
fn invalid_escapes(text: &str) -> impl Iterator<Item = Range<usize>> {
    escapes(text).filter(|(_, character)| character.is_none()).map(|(range, _)| range)
}

/// `text`, a whole file, with each backslash of an invalid escape replaced by a letter; `None` if there is no
/// invalid escape.
pub(super) fn without_invalid_escapes(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut readable = None;
    let mut at = 0;
    while let Some(skipped) = memchr2(b'"', b'/', bytes.get(at..).unwrap_or_default()) {
        at += skipped;
        let end = end_of_token(bytes, at);
        if bytes.get(at) == Some(&b'"') {
            for escape in invalid_escapes(text.get(at + 1..end).unwrap_or_default()) {
                let copy: &mut Vec<u8> = readable.get_or_insert_with(|| bytes.to_vec());
                if let Some(backslash) = copy.get_mut(at + 1 + escape.start) {
                    *backslash = b'x';
                }
            }
        }
        at = end;
    }
    String::from_utf8(readable?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_that_json_does_not_know_are_found() {
        let found = |text: &'static str| invalid_escapes(text).map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(found(r#"C:\dir\new\\x\"\/\u00e9\ud83d\ude42"#), [r"\d"]);
        assert_eq!(found(r"C:\Users\x\users\u00g\é"), [r"\U", r"\x", r"\u", r"\u00", r"\é"]);
        assert_eq!(found(r"\u+123 \ud83d"), [r"\u"], "half a surrogate pair is a known escape, although it is wrong");
    }

    #[test]
    fn only_strings_have_escapes() {
        assert_eq!(without_invalid_escapes(r#"{"a\\": "\n"} // "C:\dir" "#), None);
        assert_eq!(without_invalid_escapes(r#"{"\a": "\\\d"}"#).as_deref(), Some(r#"{"xa": "\\xd"}"#));
        assert_eq!(without_invalid_escapes(r#"{"a": "\"#), None, "nothing follows the backslash");
    }
}
