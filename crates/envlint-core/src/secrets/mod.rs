//! Finds secrets, which reports must mask: values whose name says that they are secret, and values with a typical
//! shape.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::jsonc::unquote;
use crate::text::Span;

mod mask;
mod names;
mod passwords;
mod placeholders;
mod shapes;

pub use mask::{mask, without_secrets};
pub use names::{is_secret_name, names_a_secret};
pub use passwords::{has_digit_or_sign, has_private_key, has_url_password, looks_chosen, looks_random};
pub use shapes::{TokenShape, token};

use placeholders::is_placeholder;
use shapes::shaped;

/// Secrets with a recognizable shape but no prefix in the table: JSON web tokens, text after `Bearer`, private
/// keys, passwords in URLs.
static STRUCTURED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?-u)Bearer [A-Za-z0-9._~+/-]{16,}=*",
        r"|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*|-----BEGIN [A-Z ]*PRIVATE KEY-----[^\n\x22]*",
        r"|[A-Za-z][A-Za-z0-9+.-]*://[^/\s\x22@:]*:[^/\s\x22@]+@",
    ))
    .ok()
});

/// Literals that each pattern requires (all of one row). They are searched for first: most texts contain none of
/// them, and building the pattern takes longer than linting a small file.
const SIGNS: &[&[&str]] = &[&["://", "@"], &["Bearer "], &["PRIVATE KEY"], &["eyJ"]];

/// The spans of secrets in `text` within `range`, as byte offsets in the whole text. `range` should begin and end
/// at line boundaries, since a truncated secret is not recognized. The text need not parse.
#[must_use]
pub fn secret_spans(text: &str, range: Span) -> Vec<Span> {
    let part = range.of(text);
    let mut found = named_values(part);
    if SIGNS.iter().any(|signs| signs.iter().all(|sign| part.contains(sign)))
        && let Some(structured) = STRUCTURED.as_ref()
    {
        found.extend(structured.find_iter(part.as_bytes()).map(|token| token.range()));
    }
    found.extend(shaped(part).map(|token| token.range));
    found.retain(|secret| !secret.is_empty());
    found.sort_by_key(|secret| secret.start);
    let place = |at: usize| range.start + at as u32;
    found.into_iter().map(|secret| Span::new(place(secret.start), place(secret.end))).collect()
}

/// The contents of strings that are values of members with a secret's name. Keys are searched line by line, so that
/// a stray quote, for example in a comment, affects only its own line.
fn named_values(text: &str) -> Vec<Range<usize>> {
    let mut values = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let mut at = 0;
        while let Some(key) = next_string(line, at) {
            at = key.end + 1;
            let name = unquote(line.get(key).unwrap_or_default());
            let value = match &*name {
                "value" => value_after(text, line_start + at).filter(|_| is_of_secret(text, line_start + at)),
                name => value_after(text, line_start + at).filter(|_| is_secret_name(name)),
            };
            values.extend(value.filter(|value| !is_reference(text.get(value.clone()).unwrap_or_default())));
        }
        line_start += line.len();
    }
    values
}

/// Returns `true` if the object around `at`, the end of a key, names a secret: `{"name": "API_TOKEN", "value": …}`,
/// the format of the C++ debuggers.
fn is_of_secret(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    // The brace may be part of a string. In that case, the key is not a string when the text is read from there.
    let keys = before.rmatch_indices('{').map(|(brace, _)| strings_of_object(text, brace + 1));
    let own = keys.take(LOOKED_FOR).find(|keys| keys.iter().any(|key| key.end + 1 == at)).unwrap_or_default();
    own.into_iter().filter(|key| text.get(key.clone()) == Some("name")).any(|key| {
        let value = value_after(text, key.end + 1).and_then(|value| text.get(value));
        value.is_some_and(|value| is_secret_name(&unquote(value)))
    })
}

/// The number of preceding braces that are tried as the start of the key's object.
const LOOKED_FOR: usize = 16;

/// The contents of the strings from `from` to the end of the object.
fn strings_of_object(text: &str, from: usize) -> Vec<Range<usize>> {
    let mut strings = Vec::new();
    let mut at = from;
    while let Some(string) = next_string(text, at) {
        let between = text.get(at..string.start).unwrap_or_default();
        if between.contains('}') {
            break;
        }
        at = string.end + 1;
        strings.push(string);
    }
    strings
}

/// The content of the string value of a key that ends at `at`. Comments may surround the colon.
fn value_after(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let value = skip_blanks_and_comments(skip_blanks_and_comments(rest).strip_prefix(':')?);
    let start = at + rest.len() - value.len();
    if value.starts_with('"') { next_string(text, start) } else { None }
}

fn skip_blanks_and_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let behind = if rest.starts_with("/*") {
            rest.split_once("*/").map(|(_, behind)| behind)
        } else if rest.starts_with("//") {
            rest.split_once(['\n', '\r']).map(|(_, behind)| behind)
        } else {
            None
        };
        match behind {
            Some(behind) => rest = behind.trim_start(),
            None => return rest,
        }
    }
}

/// The content of the first string after `from`; it ends at its closing quote or at the end of its line.
fn next_string(text: &str, from: usize) -> Option<Range<usize>> {
    let start = from + text.get(from..)?.find('"')? + 1;
    let mut escaped = false;
    for (at, character) in text.get(start..)?.char_indices() {
        match character {
            '"' | '\n' | '\r' if !escaped => return Some(start..start + at),
            _ => escaped = character == '\\' && !escaped,
        }
    }
    Some(start..text.len())
}

/// Returns `true` if the value consists only of references, such as `${form:NAME}`, perhaps after the name of a scheme
/// as in `Bearer ${env:TOKEN}`: the secret is stored elsewhere. A default value in a reference may be a secret.
fn is_reference(value: &str) -> bool {
    let mut rest = SCHEMES.iter().find_map(|scheme| value.strip_prefix(scheme)).unwrap_or(value);
    let mut count = 0;
    while let Some((inner, after)) = rest.strip_prefix("${").and_then(|rest| rest.split_once('}')) {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b':' | b'-');
        if inner.matches(':').count() > 1 || !inner.bytes().all(is_plain) {
            return false;
        }
        count += 1;
        rest = after.strip_prefix(':').filter(|after| after.starts_with("${")).unwrap_or(after);
    }
    count > 0 && rest.is_empty()
}

/// The schemes of the Authorization header. Source: the HTTP authentication scheme registry of IANA.
const SCHEMES: [&str; 4] = ["Basic ", "Bearer ", "Token ", "token "];

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        secret_spans(text, Span::new(0, text.len() as u32)).iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn names_and_shapes_reveal_secrets() {
        assert_eq!(found(r#"{"PGPASSWORD": "a", "DB_PASS": "b", "ADMIN_PW": "c"}"#), ["a", "b", "c"]);
        assert_eq!(found(r#"{"githubToken": "a", "DB_PWD":"b", "x.api-key" : "c"}"#), ["a", "b", "c"]);
        assert_eq!(
            found(
                r#"{"API\u005fKEY" /* x */ : // y
            "a", "MY_PASSWORD": "${env:X:-b}", "Authorization": "Basic c"}"#
            ),
            ["a", "${env:X:-b}", "Basic c"]
        );
        assert_eq!(found("{\"X\": \"Bearer abcdefghijklmnop1234\"}"), ["Bearer abcdefghijklmnop1234"]);
        assert_eq!(found("// it's \" odd\n\"token\":\n  \"a\", \"b\": \"c\""), ["a"]);
        assert_eq!(found(r#"{"DEEPL_API_KEY": "hunter2\"x", "A": "b"}"#), [r#"hunter2\"x"#]);
        assert_eq!(
            found("// ghp_0123456789012345678901234567890123456 old"),
            ["ghp_0123456789012345678901234567890123456"]
        );
        assert_eq!(found(r#"{"URL": "postgres://me:pa55@db/x"}"#), ["postgres://me:pa55@"]);
        assert_eq!(found(r#"{"db.password": "pa55", "X": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"}"#).len(), 2);
    }

    #[test]
    fn a_name_beside_a_value_reveals_a_secret() {
        assert_eq!(found(r#"[{"name": "API_TOKEN", "value": "a"}, {"name": "HOME", "value": "b"}]"#), ["a"]);
        for value in ["ab", "a}b", "a{b", "{}", "a\\\"b{"] {
            assert_eq!(
                found(&format!("{{\n  \"value\": \"{value}\",\n  // why\n  \"name\": \"DB_PASSWORD\"\n}}")),
                [value]
            );
            assert_eq!(
                found(&format!("[{{\n \"name\": \"A_{{_TOKEN\", \"value\": \"{value}\"}}, {{\"value\": \"x\"}}]")),
                [value]
            );
        }
        assert_eq!(found(r#"{"name": "API_TOKEN", "value": "${env:API_TOKEN}"}"#), [] as [&str; 0]);
        assert_eq!(found(r#"{"value": "a"}"#), [] as [&str; 0]);
    }

    #[test]
    fn references_and_ordinary_values_are_shown() {
        for text in [
            r#"{"API_KEY": "${env:API_KEY}"}"#,
            r#"{"Authorization": "Bearer ${env:API_KEY}", "AUTH_TOKEN": "${env:USER}:${input:password}"}"#,
            r#"{"TOKEN": ""}"#,
            r#"{"PATH": "/opt/go/bin:${env:PATH}"}"#,
            r#"{"GOPROXY": "https://proxy.golang.org,direct"}"#,
            r#"{"PICO_SDK_PATH": "/opt/pico", "PWD": "/x", "keyboard.dispatch": "code", "a.passwordless": "x"}"#,
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn every_shape_has_a_sign() {
        let long = "A1b2".repeat(12);
        for token in [
            format!("ghp_{long}"),
            format!("gho_{long}"),
            format!("ghu_{long}"),
            format!("ghs_{long}"),
            format!("ghr_{long}"),
            format!("github_pat_{long}"),
            format!("glpat-{long}"),
            format!("npm_{long}"),
            format!("pypi-{long}"),
            format!("xoxb-{long}"),
            format!("sk-{long}"),
            format!("sk_live_{long}"),
            format!("AKIA{}", "A1B2".repeat(4)),
            format!("ASIA{}", "A1B2".repeat(4)),
            format!("AIza{long}"),
            format!("hf_{long}"),
            format!("dop_v1_{}", "a1b2".repeat(12)),
            format!("eyJ{long}.eyJ{long}.{long}"),
            format!("Bearer {long}"),
            "-----BEGIN RSA PRIVATE KEY-----".to_owned(),
            "https://me:pa55@".to_owned(),
        ] {
            assert_eq!(found(&format!("// {token}")), [token]);
        }
    }

    #[test]
    fn the_pattern_compiles() {
        assert!(STRUCTURED.is_some());
    }
}
