//! Values that must not be shown: found by the name that they are given, or by their own shape.

use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::text::Span;

/// A string member whose name says that its value is a secret. One line, so that it also works on a file that does not parse.
static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"(?i-u)"[^"\n]*(?:token|secret|passw|passphrase|pwd|credential|api[-_]?key|access[-_]?key|private[-_]?key"#,
        r#"|encryption[-_]?key|_pat|_key)[^"\n]*"\s*:\s*"((?:[^"\\\n]|\\.)*)"#,
    ))
    .ok()
});

/// Tokens of well-known providers, JSON web tokens, private keys, passwords in URLs: prefix, alphabet and length.
static SHAPED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?-u)gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|npm_[A-Za-z0-9]{30,}",
        r"|pypi-[A-Za-z0-9_-]{30,}|xox[abeoprs]-[A-Za-z0-9-]{10,}|sk-[A-Za-z0-9_-]{16,}|sk_live_[A-Za-z0-9]{16,}",
        r"|AKIA[A-Z0-9]{16}|ASIA[A-Z0-9]{16}|AIza[A-Za-z0-9_-]{30,}|hf_[A-Za-z0-9]{30,}|dop_v1_[a-f0-9]{40,}",
        r"|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*|-----BEGIN [A-Z ]*PRIVATE KEY-----[^\n\x22]*",
        r"|[A-Za-z][A-Za-z0-9+.-]*://[^/\s\x22@:]*:[^/\s\x22@]+@",
    ))
    .ok()
});

/// The stretches of `text` between `range`'s lines that hold a secret, by bytes of the whole text. `range` should begin and
/// end with lines: what is cut off is not recognised.
#[must_use]
pub fn secret_spans(text: &str, range: Span) -> Vec<Span> {
    let part = range.of(text);
    let mut spans: Vec<Span> = Vec::new();
    let mut push = |start: usize, end: usize| {
        if start < end {
            spans.push(Span::new(range.start + start as u32, range.start + end as u32));
        }
    };
    if let Some(named) = NAMED.as_ref() {
        let values = named.captures_iter(part.as_bytes()).filter_map(|captures| captures.get(1));
        values
            .filter(|value| !is_reference(part.get(value.range()).unwrap_or_default()))
            .for_each(|value| push(value.start(), value.end()));
    }
    if let Some(shaped) = SHAPED.as_ref() {
        shaped.find_iter(part.as_bytes()).for_each(|token| push(token.start(), token.end()));
    }
    spans.sort();
    spans
}

/// Whether `name` says that what it names is a secret.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    const PARTS: &[&str] = &["TOKEN", "SECRET", "PASSW", "PASSPHRASE", "PWD", "CREDENTIAL", "KEY", "_PAT"];
    let upper = name.to_ascii_uppercase();
    upper != "PWD" && upper != "OLDPWD" && PARTS.iter().any(|part| upper.contains(part))
}

/// Whether the value holds nothing but one `${…}`: a secret kept elsewhere.
fn is_reference(value: &str) -> bool {
    value.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).is_some_and(|inner| !inner.contains(['{', '}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        secret_spans(text, Span::new(0, text.len() as u32)).iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn names_and_shapes_give_secrets_away() {
        assert_eq!(found(r#"{"DEEPL_API_KEY": "hunter2\"x", "A": "b"}"#), [r#"hunter2\"x"#]);
        assert_eq!(
            found("// ghp_0123456789012345678901234567890123456 old"),
            ["ghp_0123456789012345678901234567890123456"]
        );
        assert_eq!(found(r#"{"URL": "postgres://me:pa55@db/x"}"#), ["postgres://me:pa55@"]);
        assert_eq!(found(r#"{"db.password": "pa55", "X": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"}"#).len(), 2);
    }

    #[test]
    fn references_and_ordinary_values_are_shown() {
        for text in [
            r#"{"API_KEY": "${env:API_KEY}"}"#,
            r#"{"TOKEN": ""}"#,
            r#"{"PATH": "/opt/go/bin:${env:PATH}"}"#,
            r#"{"GOPROXY": "https://proxy.golang.org,direct"}"#,
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn the_patterns_compile() {
        assert!(NAMED.is_some() && SHAPED.is_some());
    }
}
