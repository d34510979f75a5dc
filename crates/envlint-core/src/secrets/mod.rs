//! Finds secrets, which reports must mask: values whose name says that they are secret, and values with a typical
//! shape.
//!
//! Reports hide generously and a rule reports only what is sure; both thresholds are columns of the same tables (`names` and
//! `shapes`). References, numbers, paths, placeholders and ordinary words are shown (`values`). Not recognized: a secret of letters
//! only outside of a JSON member, a value that neither its name nor its shape reveals, and a secret in a name of a file.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::text::Span;

mod arguments;
mod assigned;
mod mask;
mod members;
mod names;
mod passwords;
mod placeholders;
mod repeats;
mod shapes;
mod values;

pub use arguments::{ArgumentSecret, argument_secrets, command_line_secret};
pub use mask::{mask, without_secrets};
pub(crate) use names::secrecy;
pub use names::{Secrecy, is_secret_name, names_a_secret};
pub use passwords::{has_digit_or_sign, has_private_key, has_url_password, looks_chosen, looks_random};
pub use shapes::{TokenShape, token};

use placeholders::is_placeholder;
use shapes::shaped;

/// Secrets with a recognizable shape but no prefix in the table.
///
/// Sources: RFC 7519 (JSON web tokens), RFC 7617 and RFC 6750 (headers), RFC 7468 and RFC 9580 (private keys), RFC 3986 (user
/// information in URLs); gitleaks (`config/gitleaks.toml`) for Azure AD, Telegram, Terraform Cloud and Twilio; the documentation of
/// Slack and Discord for webhooks, of Azure Storage for `sig`, of curl for `-u`.
static STRUCTURED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?-u)(?i:bearer|basic|token) [A-Za-z0-9._~+/-]{16,}=*",
        r"|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*",
        r"|-----BEGIN [A-Z ]*PRIVATE KEY[A-Z ]*-----[^\n\x22]*(?:\r?\n[A-Za-z0-9+/=]{16,})*",
        r"|[A-Za-z][A-Za-z0-9+.-]*://[^/\s\x22@:]*:[^/\s\x22]+@",
        // A password with `/`, which is not a port and a path.
        r"|[A-Za-z][A-Za-z0-9+.-]*://[^/\s\x22@:]+:[^/\s\x22,${]*[^/\s\x220-9,${][^/\s\x22,${]*/?[^\s\x22,${]*@",
        // A token in place of the user.
        r"|https?://[A-Za-z0-9_-]*[0-9][A-Za-z0-9_-]{15,}@|https?://[A-Za-z0-9_-]{15,}[0-9][A-Za-z0-9_-]*@",
        r"|hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_-]{8,}",
        r"|discord(?:app)?\.com/api/webhooks/[0-9]+/[A-Za-z0-9_-]{8,}",
        r"|[?&]sig=[A-Za-z0-9%+/=_-]{16,}",
        r"|[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{20,}",
        r"|[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,}",
        r"|[0-9]{8,10}:AA[A-Za-z0-9_-]{30,}",
        r"|\bSK[0-9a-f]{32}\b|\bkey-[0-9a-f]{32}\b",
        r"|(?:\s-u|--user)[ =][^\s:\x22]+:[^\s\x22$]*[A-Za-z][^\s\x22$]*",
    ))
    .ok()
});

/// Literals that each pattern requires (all of one row). They are searched for first: most texts contain none of
/// them, and building the pattern takes longer than linting a small file.
const SIGNS: &[&[&str]] = &[
    &["://", "@"],
    &["earer "],
    &["asic "],
    &["oken "],
    &["PRIVATE KEY"],
    &["eyJ"],
    &["hooks.slack.com"],
    &["/api/webhooks/"],
    &["sig="],
    &[".atlasv1."],
    &["Q~"],
    &[":AA"],
    &["SK"],
    &["key-"],
    &[" -u "],
    &["--user"],
];

/// The spans of secrets in `text` within `range`, as byte offsets in the whole text. `range` should begin and end
/// at line boundaries, since a truncated secret is not recognized. The text need not parse.
#[must_use]
pub fn secret_spans(text: &str, range: Span) -> Vec<Span> {
    let part = range.of(text);
    let mut found = members::members(part);
    found.extend(assigned::assigned(part));
    found.extend(arguments::of_programs(part));
    found.extend(repeats::repeats(part, &found));
    if SIGNS
        .iter()
        .any(|signs| signs.iter().all(|sign| memchr::memmem::find(part.as_bytes(), sign.as_bytes()).is_some()))
        && let Some(structured) = STRUCTURED.as_ref()
    {
        let tokens = structured.find_iter(part.as_bytes()).map(|token| token.range());
        found.extend(tokens.filter(|token| is_structured_secret(part, token)));
    }
    found.extend(shaped(part).map(|token| token.range));
    found.retain(|secret| !secret.is_empty());
    found.sort_by_key(|secret| (secret.start, secret.end));
    found.dedup();
    let place = |at: usize| range.start + at as u32;
    found.into_iter().map(|secret| Span::new(place(secret.start), place(secret.end))).collect()
}

/// Returns `true` unless the text at `range` is a scheme and a word, such as `basic authentication-flow`.
fn is_structured_secret(text: &str, range: &Range<usize>) -> bool {
    let token = text.get(range.clone()).unwrap_or_default();
    let is_scheme = token.split_once(' ').is_some_and(|(scheme, _)| !scheme.contains(['-', '?', '&']));
    let is_bearer = token.get(1..).is_some_and(|rest| rest.starts_with("earer "));
    !is_scheme || is_bearer || token.bytes().any(|byte| byte.is_ascii_digit())
}

/// Returns `true` if `value`, the whole value of something called `name`, must not be shown because of its name.
#[must_use]
pub fn hides(name: &str, value: &str) -> bool {
    secrecy(name).is_some_and(|secrecy| values::is_hidden(value, secrecy))
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
    fn the_pattern_compiles() {
        assert!(STRUCTURED.is_some());
    }
}
