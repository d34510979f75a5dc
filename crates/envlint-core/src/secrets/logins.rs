//! The user and password of a proxy whose address has no scheme: `"HTTPS_PROXY": "user:password@host"`.

use std::ops::Range;

use memchr::memchr_iter;

/// The logins in `text`, each with its `@`.
pub(super) fn proxy_logins(text: &str) -> Vec<Range<usize>> {
    let logins = memchr_iter(b'@', text.as_bytes()).filter_map(|at| {
        let before = text.get(..at)?;
        let start = before.rfind(DELIMITERS).map_or(0, |delimiter| delimiter + 1);
        let name = before.get(..start)?.trim_end_matches(|sign: char| sign == ':' || DELIMITERS.contains(&sign));
        (names_proxy(name) && is_login(before.get(start..)?)).then_some(start..at + 1)
    });
    logins.collect()
}

/// Returns `true` if `value` is the address of a proxy with a password, and `name` is that of a proxy.
pub(super) fn is_proxy_with_password(name: &str, value: &str) -> bool {
    names_proxy(name) && value.rsplit_once('@').is_some_and(|(login, _)| is_login(login))
}

/// The characters around a word.
const DELIMITERS: [char; 8] = ['"', '\'', ' ', '\t', '\r', '\n', '=', ','];

fn names_proxy(name: &str) -> bool {
    const PROXY: &str = "proxy";
    name.len().checked_sub(PROXY.len()).and_then(|at| name.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(PROXY))
}

/// Returns `true` for `user:password`, unless the password is a reference.
fn is_login(text: &str) -> bool {
    text.split_once(':').is_some_and(|(user, password)| {
        !user.is_empty() && !password.is_empty() && !password.starts_with('$') && !text.contains(['/', ' '])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_needs_no_scheme() {
        for text in [
            r#"{"HTTPS_PROXY": "me:pass@host:3128"}"#,
            "http_proxy=me:pass@host",
            "curl --proxy me:pass@host https://acme.io",
        ] {
            let found = proxy_logins(text);
            assert_eq!(found.iter().map(|range| &text[range.clone()]).collect::<Vec<_>>(), ["me:pass@"], "{text}");
        }
        for text in [
            r#"{"HTTPS_PROXY": "me@host"}"#,
            r#"{"HTTPS_PROXY": "me:${env:X}@host"}"#,
            r#"{"image": "node:20@sha256:0123"}"#,
            r#"{"x": "npm:react@18"}"#,
        ] {
            assert!(proxy_logins(text).is_empty(), "{text}");
        }
        assert!(is_proxy_with_password("all_proxy", "me:pass@host") && !is_proxy_with_password("X", "me:pass@host"));
    }
}
