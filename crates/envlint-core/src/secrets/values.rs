//! Distinguishes values that must be hidden from references, numbers, paths and ordinary words.

use super::names::Secrecy;

/// Returns `true` if `value`, a whole string whose name has this `secrecy`, must be hidden.
pub(super) fn is_hidden(value: &str, secrecy: Secrecy) -> bool {
    match secrecy {
        Secrecy::Certain => !value.is_empty() && !is_reference(value),
        Secrecy::Possible => may_be_secret(value, secrecy),
    }
}

/// Returns `true` if `value`, a part of a text after a name with this `secrecy`, must be hidden. Words of a sentence can follow the
/// name, so a value of letters only is shown.
pub(super) fn may_be_secret(value: &str, secrecy: Secrecy) -> bool {
    let mut rest = value.trim();
    while let Some((default, after)) = leading_reference(rest) {
        if may_be_literal_secret(default, secrecy) {
            return true;
        }
        rest = after.trim_start_matches([':', ';', ',']);
    }
    may_be_literal_secret(rest, secrecy)
}

/// The default value in the reference at the start of `value`, as in `${env:NAME:-default}`, and the text after the reference.
fn leading_reference(value: &str) -> Option<(&str, &str)> {
    let inner = value.strip_prefix('$')?;
    if let Some((inner, after)) = inner.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
        let default = inner.splitn(3, ':').nth(2).unwrap_or_default();
        return Some((default.trim_start_matches('-'), after));
    }
    let length = inner.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    Some(("", inner.get(length..)?)).filter(|_| length > 0)
}

/// The same for a value without references at its start.
fn may_be_literal_secret(value: &str, secrecy: Secrecy) -> bool {
    /// Parts of values that stand for a secret.
    const STAND_INS: &[&str] = &["xxx", "***", "...", "your", "changeme", "example", "redacted"];
    /// The fewest bytes of a secret.
    const SHORTEST: usize = 4;

    let has_sign = value.bytes().any(|byte| byte.is_ascii_digit() || b"!#&*+=?@^".contains(&byte));
    if value.len() < SHORTEST || !has_sign || value.contains(char::is_whitespace) {
        return false;
    }
    let is_path = value.starts_with(['/', '~', '\\']) || value.starts_with("./") || value.starts_with("../");
    let is_built = value.starts_with(['$', '<', '{', '[', '(', '%', '@', '#']);
    let lower = value.to_ascii_lowercase();
    if is_path || is_built || value.contains("://") || STAND_INS.iter().any(|part| lower.contains(part)) {
        return false;
    }
    let parts = || value.split(|character: char| character.is_ascii_punctuation() && character != '#');
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()) && part.len() <= LONGEST_NUMBER;
    match secrecy {
        Secrecy::Certain => !parts().all(is_number) && !is_version(value),
        Secrecy::Possible => !parts().all(|part| is_number(part) || is_word(part)),
    }
}

/// A date in one piece has eight digits.
const LONGEST_NUMBER: usize = 8;

/// Returns `true` if `value` begins like a version: `1.2`, `v1.2`.
fn is_version(value: &str) -> bool {
    let number = value.strip_prefix('v').unwrap_or(value);
    let major = number.split('.').next().unwrap_or_default();
    number.contains('.') && !major.is_empty() && major.len() < 4 && major.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns `true` if `part` is a word, perhaps with a short number after it: `oauth2`, `Sha256`, `UTF8`.
fn is_word(part: &str) -> bool {
    let letters = part.trim_end_matches(|character: char| character.is_ascii_digit());
    let is_lower = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_upper = letters.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_capitalized = letters.get(1..).is_some_and(is_lower);
    part.len() - letters.len() <= 3 && (is_upper || is_capitalized || is_lower(letters))
}

/// Returns `true` if the value consists only of references, such as `${form:NAME}`, perhaps after the name of a scheme
/// as in `Bearer ${env:TOKEN}`: the secret is stored elsewhere. A default value in a reference may be a secret.
pub(super) fn is_reference(value: &str) -> bool {
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

    #[test]
    fn ordinary_values_are_shown() {
        for value in [
            "",
            "true",
            "8",
            "1.2.3",
            "v18.1",
            "2024-01-31",
            "see",
            "#ff00aa",
            "/run/secrets/x1",
            "${env:X1}",
            "$HOME/bin1:/opt/x1",
            "$X1",
            "<token-1>",
            "your-token-1",
            "xxxxxxx1",
            "https://x1.example",
            "my words 12",
            "~/x1",
        ] {
            assert!(!may_be_secret(value, Secrecy::Certain), "{value}");
        }
        for value in ["oauth2", "sha256", "my-app-v2", "us-east-1", "hunter2", "localhost:5432"] {
            assert!(!may_be_secret(value, Secrecy::Possible), "{value}");
        }
        for value in ["$HOME:Zq7hunter2n8x", "${env:X:-Zq7hunter2n8x}", "Zq7hunter2n8x", "Zq7a", "kV8x2LmQ9rTz"] {
            assert!(may_be_secret(value, Secrecy::Possible), "{value}");
        }
        for value in ["hunter2-Zq7", "oauth2", "p@ss"] {
            assert!(may_be_secret(value, Secrecy::Certain), "{value}");
        }
    }
}
