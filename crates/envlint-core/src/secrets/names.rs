//! Recognizes names of secrets.

/// Returns `true` if `name` may be the name of a secret: `DB_PASSWORD`, `githubToken`, `AWS_SECRET_ACCESS_KEY`.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "accesskey",
        "apikey",
        "authorization",
        "credential",
        "credentials",
        "passphrase",
        "passwd",
        "password",
        "passwords",
        "privatekey",
        "secret",
        "secrets",
        "token",
        "tokens",
    ];
    const KINDS_OF_KEY: &[&str] = &["access", "account", "api", "auth", "encryption", "private", "shared", "signing"];
    if !has_sign_of_a_secret(name) {
        return false;
    }
    let words = words(name);
    let constant = !name.bytes().any(|byte| byte.is_ascii_lowercase());
    words.iter().any(|word| WORDS.contains(&word.as_str()) || word.ends_with("password"))
        || words.windows(2).any(|pair| match pair {
            [kind, key] => matches!(key.as_str(), "key" | "keys") && KINDS_OF_KEY.contains(&kind.as_str()),
            _ => false,
        })
        || words.windows(3).any(|three| match three {
            [kind, rank, key] => key == "key" && is_rank(rank) && KINDS_OF_KEY.contains(&kind.as_str()),
            _ => false,
        })
        || (constant
            && words.len() > 1
            && words.last().is_some_and(|last| ["key", "pass", "pat", "pw", "pwd"].contains(&last.as_str())))
}

/// Returns `true` if `word` distinguishes several keys of one kind: `API_PRIMARY_KEY`.
fn is_rank(word: &str) -> bool {
    ["admin", "backup", "main", "primary", "secondary", "server", "service"].contains(&word)
}

/// Returns `true` if the name contains the letters of a relevant word. Most names do not, and this check is very
/// cheap.
fn has_sign_of_a_secret(name: &str) -> bool {
    name.as_bytes().windows(3).any(|letters| {
        let &[a, b, c] = letters else { return false };
        // This bit converts letters to lower case, and `_` to a character that does not occur in names.
        matches!(
            &[a | 0x20, b | 0x20, c | 0x20],
            b"key" | b"tok" | b"sec" | b"pas" | b"cre" | b"pat" | b"pwd" | b"acc" | b"aut" | b"\x7fpw"
        )
    })
}

/// The words of a name in lower case, split at every character that is not a letter or digit, and before capitals
/// in `camelCase`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_lowercase = false;
    for character in name.chars() {
        let is_break = !character.is_ascii_alphanumeric() || (after_lowercase && character.is_ascii_uppercase());
        if is_break && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| character.is_ascii_alphanumeric()) {
            word.push(character.to_ascii_lowercase());
        }
        after_lowercase = character.is_ascii_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Returns `true` if `name`, of a variable or a setting, ends with a word for a secret and does not say that the
/// value is public: `DB_PASSWORD` and `githubToken`, but neither `TOKEN_FILE` nor `NEXT_PUBLIC_API_KEY`. Narrower
/// than [`is_secret_name`].
#[must_use]
pub fn names_a_secret(name: &str) -> bool {
    const NOUNS: &[&str] = &["apikey", "passphrase", "passwd", "password", "secret", "token"];
    const SHORT: &[&str] = &["pass", "pat", "pw", "pwd"];
    const KEYS: &[&str] = &["access", "account", "api", "auth", "encryption", "master", "private", "secret", "signing"];
    const PUBLIC: &[&str] = &["anon", "expo", "gatsby", "public", "publishable", "react", "vite"];
    if !is_secret_name(name) {
        return false;
    }
    let words = words(name);
    let Some((last, before)) = words.split_last() else { return false };
    let last = last.as_str();
    let is_noun = NOUNS.iter().any(|noun| last.ends_with(noun)) || (!before.is_empty() && SHORT.contains(&last));
    let kind = match before {
        [.., kind, rank] if is_rank(rank) => Some(kind),
        _ => before.last(),
    };
    let is_key = last == "key" && kind.is_some_and(|kind| KEYS.contains(&kind.as_str()));
    (is_noun || is_key) && !words.iter().any(|word| PUBLIC.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinguishes_names_of_secrets_from_names_about_them() {
        for name in [
            "DB_PASSWORD",
            "PGPASSWORD",
            "githubToken",
            "AWS_SECRET_ACCESS_KEY",
            "OPENAI_API_KEY",
            "TFL_API_PRIMARY_KEY",
            "X_PAT",
        ] {
            assert!(names_a_secret(name), "{name}");
        }
        for name in [
            "TOKEN_FILE",
            "SECRET_NAME",
            "PASSWORD_STORE_DIR",
            "TOKENIZERS_PARALLELISM",
            "MAX_TOKENS",
            "GOOGLE_APPLICATION_CREDENTIALS",
            "NEXT_PUBLIC_API_KEY",
            "VITE_API_KEY",
            "STRIPE_PUBLISHABLE_KEY",
            "SSH_ASKPASS",
            "OLDPWD",
            "PWD",
            "KEY",
            "editor.tokenColor",
            "SUPABASE_ANON_KEY",
            "PASS",
            "PATH",
        ] {
            assert!(!names_a_secret(name), "{name}");
        }
    }
}
