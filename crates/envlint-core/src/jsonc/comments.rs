use memchr::memchr2;

use super::scan::{end_of_block_comment, end_of_line_comment, end_of_string};
use crate::text::Span;

/// A `//` or `/* */` comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From the first slash to the last byte; the line end after a `//` comment is not part of it.
    pub span: Span,
    /// `true` for a `//` comment, which ends with its line.
    pub is_line: bool,
}

/// The comments of `text` within `range` (byte offsets), in order. `range` must begin and end outside strings and
/// comments.
#[must_use]
pub fn comments(text: &str, range: Span) -> Vec<Comment> {
    let bytes = text.as_bytes().get(..range.end as usize).unwrap_or_default();
    let mut found = Vec::new();
    let mut at = range.start as usize;
    while let Some(skipped) = memchr2(b'"', b'/', bytes.get(at..).unwrap_or_default()) {
        at += skipped;
        let end = end_of_token(bytes, at);
        if bytes.get(at) == Some(&b'/') && end > at + 1 {
            let is_line = bytes.get(at + 1) == Some(&b'/');
            found.push(Comment { span: Span::new(at as u32, end as u32), is_line });
        }
        at = end;
    }
    found
}

/// The end of the string or comment that begins at `at` with `"` or `/`.
fn end_of_token(bytes: &[u8], at: usize) -> usize {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'"'), _) => end_of_string(bytes, at),
        (_, Some(b'/')) => end_of_line_comment(bytes, at),
        (_, Some(b'*')) => end_of_block_comment(bytes, at).0,
        _ => at + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_comments_but_not_similar_text_in_strings() {
        let text = "// a\r\n{\"x\": \"// \\\" /* no */\", /* b\n */ \"y\": 1 /**/} // c";
        let found: Vec<&str> =
            comments(text, Span::new(0, text.len() as u32)).iter().map(|comment| comment.span.of(text)).collect();
        assert_eq!(found, ["// a", "/* b\n */", "/**/", "// c"]);
    }
}
