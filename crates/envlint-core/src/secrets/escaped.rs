//! Secrets in text that is written with escapes of JSON: `http:\/\/user:password@host`, `user:password\u0040host`.

use std::ops::Range;

use memchr::memchr_iter;

use super::shapes::shaped;
use super::signs::Signs;
use super::structures::structured;
use crate::jsonc::Decoded;

/// The secrets on lines with such escapes that only the decoded text shows.
pub(super) fn escaped(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !has_escape(text) {
        return found;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if has_escape(line) {
            let decoded = Decoded::of_part(line, start as u32);
            let signs = Signs::of(&decoded.text);
            let shapes = shaped(&decoded.text, &signs.tokens).map(|token| token.range);
            let secrets = structured(&decoded.text, &signs.structures).into_iter().chain(shapes);
            found.extend(secrets.map(|secret| decoded.span(secret).range()));
        }
        start += line.len();
    }
    found
}

/// Returns `true` if `text` contains escapes of characters that need none, or that are given by their number.
fn has_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut escaped = None;
    memchr_iter(b'\\', bytes).any(|at| {
        if escaped == Some(at) {
            return false;
        }
        escaped = Some(at + 1);
        matches!(bytes.get(at + 1), Some(b'/' | b'u'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_hide_no_secret() {
        for (text, secret) in [
            (r#"{"X": "http:\/\/me:pa55@db/x"}"#, r"http:\/\/me:pa55@"),
            (r#"{"X": "http://me:pa55\u0040db/x"}"#, r"http://me:pa55\u0040"),
            (r#"{"X": "http\u003a//me\u003apa55@db"}"#, r"http\u003a//me\u003apa55@"),
            (
                "{\n\"X\": \"gh\\u0070_0123456789012345678901234567890123456\"}",
                "gh\\u0070_0123456789012345678901234567890123456",
            ),
        ] {
            let found = escaped(text);
            assert_eq!(found.iter().map(|range| &text[range.clone()]).collect::<Vec<_>>(), [secret], "{text}");
        }
        for text in [r"C:\\users\\me:x@y", r#"{"X": "a\/b"}"#, "nothing"] {
            assert!(escaped(text).is_empty(), "{text}");
        }
    }
}
