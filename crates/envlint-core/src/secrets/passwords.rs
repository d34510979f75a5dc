//! Recognizes values that look like passwords or keys, and passwords in URLs.

use super::is_placeholder;

/// Returns `true` if `value`, whose name is that of a secret, looks like a password that someone chose or got: at
/// least eight characters without spaces, of more than one kind, and not a path, a reference or a placeholder.
#[must_use]
pub fn looks_chosen(value: &str) -> bool {
    let is_short_path = value.len() < 24 && value.contains(['/', '\\']);
    is_opaque(value)
        && !is_short_path
        && !is_version(value)
        && value.len() >= 8
        && kinds(value) >= 2
        && has_digit_or_sign(value)
        && !is_placeholder(value)
}

/// Returns `true` if `value` looks generated: long, with letters and digits.
#[must_use]
pub fn looks_random(value: &str) -> bool {
    let body = ["Bearer ", "Basic ", "token "].iter().find_map(|scheme| value.strip_prefix(scheme)).unwrap_or(value);
    let digits = body.bytes().filter(u8::is_ascii_digit).count();
    is_opaque(body) && body.len() >= 20 && digits >= 3 && body.len() > digits + 5 && !is_placeholder(body)
}

/// Returns `true` if the value is a single word without a recognizable meaning.
fn is_opaque(value: &str) -> bool {
    const FILES: &[&str] = &[".crt", ".env", ".json", ".key", ".pem", ".txt", ".yaml", ".yml"];
    let is_path = value.starts_with(['/', '.', '~', '\\']) || value.get(1..2) == Some(":");
    let is_plain =
        |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'{' | b'}' | b'%' | b'[' | b']' | b'"');
    let is_file = || FILES.iter().any(|ending| value.ends_with(ending));
    value.bytes().all(is_plain)
        && !is_path
        && !value.contains("://")
        && !value.contains("${")
        && !value.starts_with('$')
        && !is_file()
}

/// Returns `true` if the value begins like a version: `1.2` or `v1.2`.
fn is_version(value: &str) -> bool {
    let number = value.strip_prefix('v').unwrap_or(value);
    number
        .split_once('.')
        .is_some_and(|(major, _)| !major.is_empty() && major.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The number of kinds of characters: lower-case letters, upper-case letters, digits, signs.
fn kinds(value: &str) -> usize {
    let tests: [fn(&u8) -> bool; 4] =
        [u8::is_ascii_lowercase, u8::is_ascii_uppercase, u8::is_ascii_digit, u8::is_ascii_punctuation];
    tests.iter().filter(|test| value.as_bytes().iter().any(test)).count()
}

/// Returns `true` if `value` contains a digit, or a sign that is typical for passwords or for URLs with passwords.
/// Other values need no further checks.
#[must_use]
pub fn has_digit_or_sign(value: &str) -> bool {
    value.bytes().any(|byte| {
        byte.is_ascii_digit() || matches!(byte, b'!' | b'#' | b'&' | b'*' | b'+' | b'=' | b'?' | b'@' | b'^')
    })
}

/// Returns `true` if `text` contains a private key: its first line and enough of its body.
#[must_use]
pub fn has_private_key(text: &str) -> bool {
    if text.len() < 64 {
        return false;
    }
    let Some((_, rest)) = text.split_once("-----BEGIN ") else { return false };
    let Some((kind, body)) = rest.split_once("PRIVATE KEY-----") else { return false };
    let letters = body.bytes().take_while(|byte| *byte != b'-').filter(u8::is_ascii_alphanumeric).count();
    kind.bytes().all(|byte| byte == b' ' || byte.is_ascii_uppercase()) && letters >= 64 && !is_placeholder(kind)
}

/// Returns `true` if a URL in `text` contains a real password: the host is not a developer's machine, and the
/// password is not a placeholder.
#[must_use]
pub fn has_url_password(text: &str) -> bool {
    // Most values do not contain this character, and it is quicker to find.
    text.contains('@')
        && text.match_indices("://").any(|(at, scheme)| {
            let rest = text.get(at + scheme.len()..).unwrap_or_default();
            let authority = rest.split(['/', '?', '#', '"', ' ', '\n']).next().unwrap_or_default();
            let Some((login, host)) = authority.rsplit_once('@') else { return false };
            let Some((user, password)) = login.split_once(':') else { return false };
            is_public_host(host) && password != user && looks_chosen(password)
        })
}

/// Returns `true` if others may be able to reach `host`: a name with several components that is not an example.
fn is_public_host(host: &str) -> bool {
    const PRIVATE: &[&str] = &[
        ".example",
        ".internal",
        ".invalid",
        ".lan",
        ".local",
        ".localhost",
        ".test",
        "example.com",
        "example.net",
        "example.org",
    ];
    let name = host.split(':').next().unwrap_or_default();
    let is_name = name.bytes().any(|byte| byte.is_ascii_alphabetic()) && name.contains('.');
    is_name && !PRIVATE.iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinguishes_secret_values_from_others() {
        for value in ["hunter2-Zq7", "Zq7wKp!x", "kV8x2LmQ9rTz"] {
            assert!(looks_chosen(value), "{value}");
        }
        for value in [
            "",
            "5",
            "12345678",
            "true",
            "short1!",
            "keychain",
            "my own words 12",
            "/run/x1/y2",
            "C:\\x1\\y",
            "${env:X1}aaaa",
            "<x1-y2-z3>",
            "key1.json",
            "https://x1.example/y",
            "postgres12",
            "$X1_ABCDEFG",
            "%X1_ABCDEFG%",
            "work/dir1",
            "v1.2.3-beta4",
            "jwt-key-9",
        ] {
            assert!(!looks_chosen(value), "{value}");
        }
        assert!(
            looks_random("Bearer kV8x2LmQ9rTzkV8x2LmQ9r")
                && !looks_random("kV8x2LmQ9rTz")
                && !looks_random("20250101-20250102-20250103")
        );
    }

    #[test]
    fn urls_count_only_with_public_hosts_and_real_passwords() {
        assert!(has_url_password("postgres://me:kV8x2LmQ9r@db.acme.io:5432/x"));
        for text in [
            "postgres://me:kV8x2LmQ9r@db/x",
            "postgres://me:kV8x2LmQ9r@localhost/x",
            "redis://:kV8x2LmQ9r@127.0.0.1",
            "https://me:kV8x2LmQ9r@db.example.com/x",
            "https://me@acme.io",
            "https://me:password@acme.io",
            "https://acme.io/a:b@c",
            "https://me:${env:X}@acme.io",
        ] {
            assert!(!has_url_password(text), "{text}");
        }
    }

    #[test]
    fn private_keys_have_a_body() {
        let body = "MIIEv4Q".repeat(20);
        assert!(has_private_key(&format!("{}BEGIN RSA PRIVATE KEY-----\n{body}", "-----")));
        assert!(!has_private_key("-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----"));
    }
}
