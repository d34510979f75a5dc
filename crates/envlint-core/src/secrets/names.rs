//! Recognizes names of secrets: one table, from which reports hide generously and of which a rule reports only what is sure.

mod words;

use std::borrow::Cow;

/// What a name says about its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Secrecy {
    /// The value may be a secret: `AUTH`, `COOKIE`, `TOKEN_ISSUER`. It is hidden unless it is made of ordinary words.
    Possible,
    /// The value is a secret: `DB_PASSWORD`. It is hidden unless it is a reference.
    Certain,
}

use super::signs::may_name_a_secret;
use Secrecy::{Certain, Possible};
use words::{ABOUT, KINDS_OF_KEY, KINDS_OF_POSSIBLE_KEY, NOT_PAIRS, NOT_PASS, NOUNS, PAIRS, SHORT, WHICH};

/// The longest name, in bytes. Longer ones are texts.
const LONGEST: usize = 200;

/// Returns `true` if `name` may be the name of a secret, or of something about one: `DB_PASSWORD`, `githubToken`, `SECRET_PATH`.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    secrecy(name).is_some() || {
        let words = words(name);
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        may_name_a_secret(name) && mentions_a_secret(&words)
    }
}

/// Returns `true` if one of `words` is certainly a word for a secret.
fn mentions_a_secret(words: &[&str]) -> bool {
    let begins = (1..=words.len()).filter_map(|end| words.get(..end));
    begins.into_iter().any(|words| secrecy_of_last(words, false) == Some(Certain))
}

/// What `name`, of a variable, a member, a setting or an argument, says about its value; `None` if nothing.
#[must_use]
pub(crate) fn secrecy(name: &str) -> Option<Secrecy> {
    if name.len() > LONGEST || !may_name_a_secret(name) {
        return None;
    }
    // The last component of a setting may be a variable: `terminal.integrated.env.linux.GH_PAT`.
    let last = name.rsplit('.').next().unwrap_or_default();
    let is_constant = !last.bytes().any(|byte| byte.is_ascii_lowercase());
    let words = words(name);
    let mut words: Vec<&str> = words.iter().map(|word| without_digits(word)).filter(|word| !word.is_empty()).collect();
    while words.len() > 1
        && words.last().is_some_and(|last| WHICH.contains(last) || is_rank(last) && !ABOUT.contains(last))
    {
        words.pop();
    }
    if let Some(secrecy) = secrecy_of_last(&words, is_constant) {
        return Some(secrecy);
    }
    let (last, before) = words.split_last()?;
    (!ABOUT.contains(last) && mentions_a_secret(before)).then_some(Possible)
}

/// What a name that ends with the last of `words` says.
fn secrecy_of_last(words: &[&str], is_constant: bool) -> Option<Secrecy> {
    let (last, before) = words.split_last()?;
    if before.last().is_some_and(|previous| NOT_PAIRS.contains(&(previous, last))) {
        return None;
    }
    if let Some(noun) = NOUNS.iter().find(|noun| noun.word == *last || noun.is_ending && last.ends_with(noun.word)) {
        return Some(noun.secrecy);
    }
    if SHORT.contains(last) {
        // The working directory in a shell.
        if is_constant && before.is_empty() && *last == "pwd" {
            return None;
        }
        return Some(if is_constant && !before.is_empty() { Certain } else { Possible });
    }
    if last.len() > 4 && last.ends_with("pass") && !NOT_PASS.contains(last) {
        return Some(Possible);
    }
    let previous = before.last()?;
    if PAIRS.contains(&(previous, last)) {
        return Some(Possible);
    }
    if !matches!(*last, "key" | "keys") {
        return None;
    }
    let kind = match before {
        [.., kind, rank] if is_rank(rank) => kind,
        _ => previous,
    };
    if KINDS_OF_KEY.contains(kind) || is_constant {
        Some(Certain)
    } else {
        KINDS_OF_POSSIBLE_KEY.contains(kind).then_some(Possible)
    }
}

/// `password2` without the number; a word that is a number is empty.
fn without_digits(word: &str) -> &str {
    // `base64` and `b64` are whole words.
    if WHICH.contains(&word) { word } else { word.trim_end_matches(|character: char| character.is_ascii_digit()) }
}

/// Returns `true` if `word` distinguishes several keys of one kind: `API_PRIMARY_KEY`.
fn is_rank(word: &str) -> bool {
    ["admin", "backup", "main", "primary", "secondary", "server", "service"].contains(&word)
}

/// The words of a name in lower case, split at every character that is not a letter or digit, and before capitals
/// in `camelCase` and `XMLName`.
fn words(name: &str) -> Vec<Cow<'_, str>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut before: Option<char> = None;
    let mut characters = name.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if !character.is_alphanumeric() {
            words.extend(start.take().and_then(|start| name.get(start..at)));
            before = None;
            continue;
        }
        let is_after_lower = before.is_some_and(char::is_lowercase);
        let begins_word =
            before.is_some_and(char::is_uppercase) && characters.peek().is_some_and(|(_, next)| next.is_lowercase());
        if character.is_uppercase() && (is_after_lower || begins_word) {
            words.extend(start.take().and_then(|start| name.get(start..at)));
        }
        start.get_or_insert(at);
        before = Some(character);
    }
    words.extend(start.and_then(|start| name.get(start..)));
    let lower = |word: &str| word.chars().any(char::is_uppercase);
    words
        .into_iter()
        .map(|word| if lower(word) { Cow::Owned(word.to_lowercase()) } else { Cow::Borrowed(word) })
        .collect()
}

/// Returns `true` if `name`, of a variable or a setting, ends with a word for a secret and does not say that the
/// value is public: `DB_PASSWORD` and `githubToken`, but neither `TOKEN_FILE` nor `NEXT_PUBLIC_API_KEY`. Narrower
/// than [`is_secret_name`].
#[must_use]
pub fn names_a_secret(name: &str) -> bool {
    const PUBLIC: &[&str] = &["anon", "expo", "gatsby", "public", "publishable", "react", "vite"];
    if name.len() > LONGEST || !may_name_a_secret(name) {
        return false;
    }
    let words = words(name);
    let Some((last, before)) = words.split_last() else { return false };
    let is_noun = NOUNS.iter().any(|noun| noun.is_reported && last.ends_with(noun.word))
        || (!before.is_empty() && SHORT.contains(&last.as_ref()));
    let kind = match before {
        [.., kind, rank] if is_rank(rank) => Some(kind),
        _ => before.last(),
    };
    let is_key = last == "key" && kind.is_some_and(|kind| kind != "shared" && KINDS_OF_KEY.contains(&kind.as_ref()));
    (is_noun || is_key) && !words.iter().any(|word| PUBLIC.contains(&word.as_ref()))
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
            "AWSSecretKey",
            "OPENAI_API_KEY",
            "TFL_API_PRIMARY_KEY",
            "X_PAT",
        ] {
            assert!(names_a_secret(name), "{name}");
            assert_eq!(secrecy(name), Some(Certain), "{name}");
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

    #[test]
    fn every_word_for_a_secret_has_a_sign() {
        let pairs = PAIRS.iter().map(|(first, last)| format!("{first}_{last}"));
        let words = NOUNS.iter().map(|noun| noun.word.to_owned()).chain(pairs);
        let short = SHORT.iter().map(|word| format!("x_{word}"));
        for word in words.chain(short).chain(["dbpass".to_owned(), "master_key".to_owned(), "signing_keys".to_owned()])
        {
            let (first, rest) = word.split_at(word.chars().next().unwrap().len_utf8());
            let capital = format!("my{}{rest}Value", first.to_uppercase());
            for name in
                [word.clone(), word.to_uppercase(), format!("X_{}_2", word.to_uppercase()), capital, format!("{word}2")]
            {
                assert!(may_name_a_secret(&name), "{name}");
            }
        }
    }

    #[test]
    fn more_names_are_hidden_than_reported() {
        for name in [
            "SECRETKEY",
            "JWTSECRET",
            "AUTHTOKEN",
            "PASSWORD2",
            "SECRET_1",
            "Api_Token2",
            "GITHUB_TOKEN_READ",
            "tokenValue",
            "GCP_SA_KEY_B64",
            "password_hash",
            "x.GH_PAT",
            "x.OPENAI_KEY",
            "x.DB_PASS",
        ] {
            assert_eq!(secrecy(name), Some(Certain), "{name}");
        }
        for name in [
            "AUTH",
            "BASIC_AUTH",
            "COOKIE",
            "SESSION_COOKIE",
            "DATABASE_URL",
            "ConnectionStrings__Default",
            "DBPASS",
            "SSHPASS",
            "dbPass",
            "pwd",
            "PAT",
            "PIN",
            "SALT",
            "OTP_SEED",
            "SEED_PHRASE",
            "SENTRY_AUTH",
            "KUBECONFIG_DATA",
            "Ocp-Apim-Subscription-Key",
            "WEBHOOK_URL",
            "PASSWORT",
            "MOT_DE_PASSE",
            "CONTRASEÑA",
            "пароль",
            "TOKEN_X",
            "creds",
        ] {
            assert_eq!(secrecy(name), Some(Possible), "{name}");
        }
        for name in [
            "TOKEN_FILE",
            "SSH_ASKPASS",
            "editor.tokenColorCustomizations",
            "x.passwordless",
            "keyboard.dispatch",
            "PATH",
            "HOME",
            "SEEDLING",
            "AUTHOR",
            "SASS_PATH",
            "PINNED",
            "connection",
            "MONKEY",
            "url",
            "COMPASS",
        ] {
            assert_eq!(secrecy(name), None, "{name}");
        }
    }
}
