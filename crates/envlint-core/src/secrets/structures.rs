//! Secrets that a pattern recognizes: URLs with passwords, headers, private keys, web tokens.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::{memchr, memmem, memrchr};
use regex::bytes::Regex;

/// Secrets with a recognizable structure. Each match is within one line, except that of a private key.
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

/// The secrets in `text` that match the pattern. Each of them contains one of the offsets `signs`. Only the lines with a sign are
/// searched, since building the pattern takes longer than linting a small file.
pub(super) fn structured(text: &str, signs: &[u32]) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut signs = signs.iter().map(|sign| *sign as usize).peekable();
    let mut found = Vec::new();
    let mut end = 0;
    while let Some(sign) = signs.next() {
        let start = memrchr(b'\n', bytes.get(end..sign).unwrap_or_default()).map_or(end, |line_end| end + line_end + 1);
        end = end_of_lines(bytes, sign);
        let lines = bytes.get(start..end).unwrap_or_default();
        // Most URLs contain neither a user nor a password.
        let is_url = |at: usize| bytes.get(at..).is_some_and(|rest| rest.starts_with(b"://"));
        let mut is_promising = !is_url(sign) || memchr(b'@', lines).is_some();
        while let Some(next) = signs.next_if(|next| *next < end) {
            is_promising |= !is_url(next);
        }
        if is_promising && let Some(pattern) = STRUCTURED.as_ref() {
            let tokens = pattern.find_iter(lines).map(|token| token.start() + start..token.end() + start);
            found.extend(tokens.filter(|token| is_structured_secret(text, token)));
        }
    }
    found
}

/// The end of the line of `at`, or of the private key that begins there and may continue on the lines below.
fn end_of_lines(bytes: &[u8], at: usize) -> usize {
    let line_end =
        |at: usize| memchr(b'\n', bytes.get(at..).unwrap_or_default()).map_or(bytes.len(), |length| at + length + 1);
    let mut end = line_end(at);
    if memmem::find(bytes.get(at..end).unwrap_or_default(), b"PRIVATE KEY").is_none() {
        return end;
    }
    let is_of_key = |line: &[u8]| line.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/=\r\n".contains(byte));
    while end < bytes.len() {
        let next = line_end(end);
        // The last line ends where the text does not look like a key any more, so it belongs to the key too.
        let line = bytes.get(end..next).unwrap_or_default();
        end = next;
        if !is_of_key(line) {
            break;
        }
    }
    end
}

/// Returns `true` unless the text at `range` is a scheme and a word, such as `basic authentication-flow`.
fn is_structured_secret(text: &str, range: &Range<usize>) -> bool {
    let token = text.get(range.clone()).unwrap_or_default();
    let is_scheme = token.split_once(' ').is_some_and(|(scheme, _)| !scheme.contains(['-', '?', '&']));
    let is_bearer = token.get(1..).is_some_and(|rest| rest.starts_with("earer "));
    !is_scheme || is_bearer || token.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pattern_compiles() {
        assert!(STRUCTURED.is_some());
    }
}
