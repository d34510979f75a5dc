//! Finds secrets, which reports must mask: values whose name says that they are secret, and values with a typical
//! shape.
//!
//! Reports hide generously and a rule reports only what is sure; both thresholds are columns of the same tables (`names` and
//! `shapes`). References, numbers, paths, placeholders and ordinary words are shown (`values`). Not recognized: a secret of letters
//! only outside of a JSON member, a value that neither its name nor its shape reveals, and a secret in a name of a file.

use std::ops::Range;

use memchr::memchr2;

use crate::document::Document;
use crate::text::Span;

mod arguments;
mod assigned;
mod escaped;
mod logins;
mod mask;
mod members;
mod names;
mod passwords;
mod placeholders;
mod repeats;
mod shapes;
mod signs;
mod structures;
mod values;

pub use arguments::{ArgumentSecret, argument_secrets, command_line_secret};
pub use mask::{mask, without_secrets};
pub(crate) use names::secrecy;
pub use names::{Secrecy, is_secret_name, names_a_secret};
pub use passwords::{has_digit_or_sign, has_private_key, has_url_password, looks_chosen, looks_random};
pub use shapes::{TokenShape, token};

pub(crate) use signs::Signs;

use placeholders::is_placeholder;
use shapes::shaped;

/// The spans of secrets in `text` within `range`, as byte offsets in the whole text. `range` should begin and end
/// at line boundaries, since a truncated secret is not recognized. The text need not parse.
#[must_use]
pub fn secret_spans(text: &str, range: Span) -> Vec<Span> {
    let part = range.of(text);
    let signs = Signs::of(part);
    // Most texts have no sign of a secret, and no escape or login that may hide one.
    if signs.is_empty() && memchr2(b'\\', b'@', part.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut spans = spans_in(part, &signs, members::members(part, &signs));
    for span in &mut spans {
        *span = Span::new(range.start + span.start, range.start + span.end);
    }
    spans
}

/// The spans of secrets in the whole text of `document`, whose `signs` were found before.
pub(crate) fn spans_of_document(document: &Document, signs: &Signs) -> Vec<Span> {
    let text = document.text();
    let members = if document.kind().is_jsonc() && document.errors().is_empty() {
        members::members_of_tree(document.tree(), text, signs)
    } else {
        members::members(text, signs)
    };
    spans_in(text, signs, members)
}

/// The spans of secrets in `text`. Those of `members` were found before.
fn spans_in(text: &str, signs: &Signs, members: Vec<Range<usize>>) -> Vec<Span> {
    let mut found = members;
    found.extend(assigned::assigned(text, &signs.names));
    found.extend(arguments::of_programs(text, signs));
    found.extend(repeats::repeats(text, &found));
    found.extend(structures::structured(text, &signs.structures));
    found.extend(shaped(text, &signs.tokens).map(|token| token.range));
    found.extend(escaped::escaped(text));
    found.extend(logins::proxy_logins(text));
    found.retain(|secret| !secret.is_empty());
    found.sort_by_key(|secret| (secret.start, secret.end));
    found.dedup();
    found.into_iter().map(|secret| Span::new(secret.start as u32, secret.end as u32)).collect()
}

/// Returns `true` if `value`, the whole value of something called `name`, must not be shown because of its name.
#[must_use]
pub fn hides(name: &str, value: &str) -> bool {
    logins::is_proxy_with_password(name, value)
        || secrecy(name).is_some_and(|secrecy| values::is_hidden(value, secrecy))
}

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
    fn the_members_of_a_tree_are_those_of_its_text() {
        for text in [
            r#"{"DB_PASSWORD": "a", "x": {"p\u0061ssword": "b", "token": ["c"]}, "API_KEY": /* x */ "d"}"#,
            r#"[{"name": "API_TOKEN", "value": "a", "x": {"value": "b"}}, {"value": "c", "name": "DB_PASSWORD"}]"#,
            r#"{"n\u0061me": "A_TOKEN", "value": "a", "y": [{"value": "b", "name": "x", "name": "B_TOKEN"}]}"#,
        ] {
            let signs = Signs::of(text);
            let mut of_tree = members::members_of_tree(&crate::jsonc::parse(text).unwrap(), text, &signs);
            let mut of_text = members::members(text, &signs);
            assert!(!of_text.is_empty());
            of_tree.sort_by_key(|range| range.start);
            of_text.sort_by_key(|range| range.start);
            assert_eq!(of_tree, of_text, "{text}");
        }
    }
}
