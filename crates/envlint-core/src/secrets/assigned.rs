//! Secrets after their name in any text: comments, arguments, query strings, TOML, files with syntax errors.

use std::ops::Range;

use super::names::{Secrecy, secrecy};
use super::values::{is_hidden, may_be_secret};

/// The longest name, and the most whitespace after it, in bytes.
const LONGEST_NAME: usize = 200;
const LONGEST_SPACE: usize = 64;
/// The longest value without quotes, in bytes. A longer one is hidden up to this length.
const LONGEST_VALUE: usize = 4096;

/// The values that follow a secret's name in `text`; such names contain one of the offsets `signs`. Takes time linear in the length of
/// `text`.
pub(super) fn assigned(text: &str, signs: &[u32]) -> Vec<Range<usize>> {
    let mut search = AssignmentSearch { text, found: Vec::new(), hidden_to: 0 };
    let bytes = text.as_bytes();
    // The end of the last name, or of its value.
    let mut at = 0;
    for sign in signs.iter().map(|sign| *sign as usize) {
        if sign < at {
            continue;
        }
        let before = bytes.get(at..sign).unwrap_or_default();
        let start = sign - before.iter().rev().take_while(|byte| is_of_name(**byte)).count();
        let length = bytes.iter().skip(start).take_while(|byte| is_of_name(**byte)).count();
        at = start + length;
        if length <= LONGEST_NAME
            && let Some(secrecy) = text.get(start..at).and_then(|word| secrecy(word.trim_start_matches('-')))
            && let Some(end) = search.after_name(start, at, secrecy)
        {
            at = end;
        }
    }
    search.found
}

/// Returns `true` for the bytes of names of variables, settings and arguments.
const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.') || byte >= 0x80
}

struct AssignmentSearch<'t> {
    text: &'t str,
    found: Vec<Range<usize>>,
    /// The end of the last list or object that a name has hidden, so that it is read only once.
    hidden_to: usize,
}

impl AssignmentSearch<'_> {
    /// Finds the value of the name at `start..end`. Returns the end of a value that must be hidden.
    fn after_name(&mut self, start: usize, end: usize, secrecy: Secrecy) -> Option<usize> {
        let is_argument = self.text.get(start..end).is_some_and(|word| word.starts_with('-'));
        let (after_quote, quote) = self.quote(end);
        let separator = self.space(after_quote);
        let after = match self.byte(separator) {
            Some(b':' | b'=') => self.separator_end(separator),
            // `"--password", "x"`
            Some(b',') if is_argument && quote.is_some() => separator + 1,
            // `--password x`
            Some(_) if is_argument && quote.is_none() && separator > end => separator,
            // `"password" "x"` lacks its colon.
            Some(b'"' | b'\'') if quote.is_some() => separator,
            _ => return None,
        };
        let is_member = quote == Some(b'"') && self.byte(separator) == Some(b':');
        self.value(self.space(after), secrecy, is_member)
    }

    /// The offset after `=`, `:`, `=>` or `:=`.
    fn separator_end(&self, at: usize) -> usize {
        let is_double =
            matches!((self.byte(at), self.byte(at + 1)), (Some(b'='), Some(b'>')) | (Some(b':'), Some(b'=')));
        at + 1 + usize::from(is_double)
    }

    /// Finds the value at `start`. Returns its end if it must be hidden.
    fn value(&mut self, start: usize, secrecy: Secrecy, is_member: bool) -> Option<usize> {
        let (inner, quote) = self.quote(start);
        if let Some(quote) = quote {
            let end = self.string_end(inner, quote, inner - start > 1);
            let value = self.text.get(inner..end)?;
            let is_secret =
                if is_member && quote == b'"' { is_hidden(value, secrecy) } else { may_be_secret(value, secrecy) };
            return is_secret.then(|| self.add(inner..end));
        }
        if matches!(self.byte(start), Some(b'[' | b'{')) {
            self.list(start, secrecy);
            return None;
        }
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || b",;&\"'`)}]<>\\".contains(byte);
        let rest = self.text.as_bytes().get(start..)?;
        let mut end = start + rest.iter().take(LONGEST_VALUE).take_while(|byte| !is_end(byte)).count();
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        may_be_secret(self.text.get(start..end)?, secrecy).then(|| self.add(start..end))
    }

    fn add(&mut self, value: Range<usize>) -> usize {
        let end = value.end;
        self.found.push(value);
        end
    }

    /// Finds the secrets in the list or object at `start`. Its keys are shown.
    fn list(&mut self, start: usize, secrecy: Secrecy) {
        if start < self.hidden_to {
            return;
        }
        let mut depth = 0_usize;
        let mut at = start;
        while let Some(byte) = self.byte(at) {
            match byte {
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth -= 1,
                b'"' => {
                    let end = self.string_end(at + 1, b'"', false);
                    let is_key = self.byte(self.space(end + 1)) == Some(b':');
                    let is_secret = self.text.get(at + 1..end).is_some_and(|value| may_be_secret(value, secrecy));
                    if is_secret && !is_key {
                        self.found.push(at + 1..end);
                    }
                    at = end;
                }
                _ => {}
            }
            at += 1;
            if depth == 0 {
                break;
            }
        }
        self.hidden_to = at;
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The offset after a quote at `at`, which may be escaped because it is part of a string, and the quote.
    fn quote(&self, at: usize) -> (usize, Option<u8>) {
        let mut quote = at;
        while self.byte(quote) == Some(b'\\') && quote - at < 4 {
            quote += 1;
        }
        match self.byte(quote) {
            Some(byte @ (b'"' | b'\'' | b'`')) => (quote + 1, Some(byte)),
            _ => (at, None),
        }
    }

    /// The end of the string whose content begins at `start`: its closing quote, or the end of its line.
    fn string_end(&self, start: usize, quote: u8, is_escaped: bool) -> usize {
        let mut after_backslash = false;
        for (at, &byte) in self.text.as_bytes().iter().enumerate().skip(start) {
            if matches!(byte, b'\n' | b'\r') || (byte == b'"' && quote != b'"') {
                return at;
            }
            if byte == quote && (!after_backslash || is_escaped) {
                return if after_backslash { at - 1 } else { at };
            }
            after_backslash = byte == b'\\' && !after_backslash;
        }
        self.text.len()
    }

    /// The offset after spaces and line ends at `at`.
    fn space(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().iter().skip(at);
        at + rest.take(LONGEST_SPACE).take_while(|byte| byte.is_ascii_whitespace()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::super::signs::Signs;
    use super::*;

    fn all(text: &str) -> Vec<Range<usize>> {
        assigned(text, &Signs::of(text).names)
    }

    #[test]
    fn values_after_a_name_are_found_in_any_text() {
        for (text, secret) in [
            ("// DB_PASSWORD = hunter2-Zq7", "hunter2-Zq7"),
            ("# password: hunter2, as before", "hunter2"),
            (r#""args": ["--password", "hunter2"]"#, "hunter2"),
            (r#""args": ["--password=hunter2", "x1"]"#, "--password=hunter2"),
            (r#""runArgs": ["-e", "DB_PASSWORD=hunter2"]"#, "hunter2"),
            ("mysql -u root --password hunter2 db1", "hunter2"),
            ("https://acme.io/?a=1&token=hunter2&b=2", "hunter2"),
            (r#""token": ["hunter2", "read"]"#, "hunter2"),
            (r#""secrets": { "a": { "b1": "hunter2" } }"#, "hunter2"),
            ("token = 'hunter2'", "hunter2"),
            ("'DB_PASSWORD': 'hunter2'", "hunter2"),
            (r#"DB_PASSWORD: "hunter2""#, "hunter2"),
            (r#""DB_PASSWORD" "hunter2""#, "hunter2"),
            (r#""DB_PASSWORD" = "hunter2""#, "hunter2"),
            ("\"DB_PASSWORD\": \"hunter2,\n", "hunter2,"),
            (r#""DB_PASSWORD": hunter2","#, "hunter2"),
            (r#""x": "{\"password\": \"hunter2\"}""#, "hunter2"),
            ("Server=db;Password=hunter2;Timeout=30", "hunter2"),
            ("//registry.npmjs.org/:_authToken=hunter2", "hunter2"),
        ] {
            let found: Vec<&str> = all(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, [secret.trim_start_matches("--password=")], "{text}");
        }
    }

    #[test]
    fn prose_and_settings_are_not_hidden() {
        for text in [
            "// the token: see the wiki, page 12",
            "// password: 8 characters or more",
            r#""editor.tokenColorCustomizations": { "comments": "FF00AA" }"#,
            "--max-tokens 4096",
            "TOKEN_FILE=/run/secrets/token1",
            r#""api-key": "${input:key1}""#,
            r#""tokens": { "a1": "read", "max": "100" }"#,
            "secret-in-settings: 2 findings",
        ] {
            assert!(all(text).is_empty(), "{text}");
        }
    }
}
