//! What all HTML pages share: a self-contained document without scripts, for light and dark color schemes.

use std::io::{self, Write};

use crate::printable::printable;

/// The style of all pages. On a phone, each row of a table becomes a block.
const STYLE: &str = include_str!("page.css");

/// Writes the start of a page with `style` in addition to the common style.
pub(crate) fn head(title: &str, style: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )?;
    let title = escaped(title);
    writeln!(out, "<title>{title}</title>\n<style>\n{STYLE}{style}</style>\n</head>\n<body>\n<main>")
}

/// Writes the end of a page, with the version of envlint, whose pages of other versions may differ.
pub(crate) fn end(out: &mut impl Write) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    writeln!(out, "</main>\n<footer>Written by envlint {version}</footer>\n</body>\n</html>")
}

/// Escapes `text` for HTML, including quoted attributes.
pub(crate) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in printable(text).chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(character),
        }
    }
    html
}

/// Escapes `text` for HTML, and shows the parts between backticks as code.
pub(crate) fn prose(text: &str) -> String {
    let text = escaped(text);
    let mut html = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, code, after)) = first_code(rest) {
        html.push_str(&format!("{before}<code>{code}</code>"));
        rest = after;
    }
    html + rest
}

/// The text before the first part between backticks, that part, and the text after it.
fn first_code(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (code, after) = rest.split_once('`')?;
    Some((before, code, after))
}

#[cfg(test)]
mod tests {
    use super::prose;

    #[test]
    fn code_is_marked_up_and_text_escaped() {
        assert_eq!(
            prose("Append `:${env:PATH}`, `<b>` & c"),
            "Append <code>:${env:PATH}</code>, <code>&lt;b&gt;</code> &amp; c"
        );
        assert_eq!(prose("one ` is text"), "one ` is text");
        assert_eq!(prose("`a` and `b"), "<code>a</code> and `b");
    }
}
