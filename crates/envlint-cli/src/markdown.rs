//! Escapes text from files for Markdown, including GitHub's extensions. The result contains no emphasis, link, HTML or formula,
//! does not end a table cell or line, and has no mention, no reference to an issue or commit, and no emoji.
//!
//! A backslash escapes a character for Markdown itself, but GitHub looks for mentions and references after it has rendered the
//! Markdown; only code is safe from them. Therefore everything that is not plainly a word is written as code.

use std::fmt::Write;

/// Escapes a sentence. Backquotes in it delimit code.
pub(crate) fn prose(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, inside, behind)) = next_code(rest) {
        push_words(&mut result, before);
        result.push_str(&code(inside));
        rest = behind;
    }
    push_words(&mut result, rest);
    result
}

fn next_code(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (inside, behind) = rest.split_once('`').filter(|(inside, _)| !inside.is_empty())?;
    Some((before, inside, behind))
}

fn push_words(result: &mut String, text: &str) {
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            result.push(' ');
        }
        let core =
            word.trim_start_matches(['(', '"', '\'']).trim_end_matches(['.', ',', ';', ':', ')', '?', '"', '\'']);
        if core.is_empty() || is_plain(core) {
            if word.is_empty() || !core.is_empty() || word.chars().all(|sign| "(\"'.,;:)?".contains(sign)) {
                result.push_str(word);
            } else {
                result.push_str(&code(word));
            }
            continue;
        }
        let (before, behind) = word.split_once(core).unwrap_or_default();
        result.push_str(before);
        result.push_str(&code(core));
        result.push_str(behind);
    }
}

/// Returns `true` if a word has no special meaning to Markdown or GitHub.
fn is_plain(word: &str) -> bool {
    let is_word_character = |letter: char| letter.is_alphanumeric() || "-._/'=,".contains(letter);
    let ends_well = word.starts_with(char::is_alphanumeric) && word.ends_with(char::is_alphanumeric);
    let lower = word.to_lowercase();
    let is_link = lower.starts_with("www.");
    let is_issue =
        lower.strip_prefix("gh-").is_some_and(|number| number.starts_with(|digit: char| digit.is_ascii_digit()));
    let is_commit = word.len() >= 7 && word.chars().all(|digit| digit.is_ascii_hexdigit());
    word.chars().all(is_word_character) && ends_well && !is_link && !is_issue && !is_commit
}

/// Formats text as code, also inside a table cell.
pub(crate) fn code(text: &str) -> String {
    let is_simple = !text.contains(['`', '|', '\n', '\r']) && text.trim() == text && !text.is_empty();
    if is_simple {
        return format!("`{text}`");
    }
    let mut result = String::from("<code>");
    for letter in text.chars() {
        if letter.is_alphanumeric() || letter == ' ' {
            result.push(letter);
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(result, "&#{};", u32::from(letter));
        }
    }
    result.push_str("</code>");
    result
}

/// Cuts text after `limit` bytes and marks the cut with `…`; shorter text is returned unchanged.
pub(crate) fn shortened(text: &str, limit: usize) -> String {
    match (0..=limit).rev().find(|&at| text.is_char_boundary(at)) {
        Some(end) if text.len() > limit => format!("{} …", text.get(..end).unwrap_or_default()),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_sentences_are_unchanged() {
        for (text, wanted) in [
            (
                "PATH in terminal.integrated.env.osx replaces it: entries",
                "PATH in terminal.integrated.env.osx replaces it: entries",
            ),
            ("`$HOME` stays (it's \"so\"), GO_PATH too?", "`$HOME` stays (it's \"so\"), GO_PATH too?"),
            ("Append `:${env:PATH}` (with --fix)", "Append `:${env:PATH}` (with `--fix`)"),
            ("see .vscode/settings.json:3:5: this", "see `.vscode/settings.json:3:5`: this"),
            ("a  b … c", "a  b `…` c"),
        ] {
            assert_eq!(prose(text), wanted);
        }
    }

    #[test]
    fn text_with_a_special_meaning_becomes_code() {
        for (text, wanted) in [
            ("@octocat, #1 GH-12 a@b.org", "`@octocat`, `#1` `GH-12` `a@b.org`"),
            ("www.a.org https://a.org", "`www.a.org` `https://a.org`"),
            ("0123456789abcdef :tada: $x$", "`0123456789abcdef` `:tada`: `$x$`"),
            ("*a* _b_ ~~c~~ [d](e) ![f](g) <h>", "`*a*` `_b_` `~~c~~` `[d](e`) `![f](g`) `<h>`"),
            ("a|b", "<code>a&#124;b</code>"),
            ("`a\\` b`", "`a\\` <code>b&#96;</code>"),
            ("``x`", "<code>&#96;&#96;x&#96;</code>"),
            ("- + # > ===", "`-` `+` `#` `>` `===`"),
        ] {
            assert_eq!(prose(text), wanted);
        }
    }

    #[test]
    fn code_can_contain_any_text() {
        assert_eq!(code("C:/x y"), "`C:/x y`");
        assert_eq!(code("a`|\\\nb"), "<code>a&#96;&#124;&#92;&#10;b</code>");
        assert_eq!(code(" a"), "<code> a</code>");
        assert_eq!(code(""), "<code></code>");
    }

    #[test]
    fn a_cut_is_marked() {
        assert_eq!(shortened("aéb", 4), "aéb");
        assert_eq!(shortened("aéb", 3), "aé …");
        assert_eq!(shortened("aéb", 2), "a …");
    }
}
