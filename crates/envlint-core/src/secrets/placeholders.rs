//! Recognizes values that stand in for a secret: placeholders, and passwords of development setups.

/// Words, or parts of words, that show that a value is not a real secret, in lower case.
const WORDS: &[&str] = &[
    "admin",
    "changeme",
    "change-me",
    "change_me",
    "changeit",
    "default",
    "demo",
    "dev",
    "docker",
    "dummy",
    "elastic",
    "enter",
    "example",
    "fake",
    "foobar",
    "guest",
    "here",
    "insecure",
    "insert",
    "jwt",
    "key",
    "letmein",
    "local",
    "maria",
    "minio",
    "mock",
    "mongo",
    "mysql",
    "nosecret",
    "pass",
    "placeholder",
    "postgres",
    "qwerty",
    "rabbit",
    "redacted",
    "redis",
    "replace",
    "root",
    "sample",
    "secret",
    "supersecret",
    "test",
    "todo",
    "token",
    "undefined",
    "unsafe",
    "user",
    "value",
    "vscode",
    "welcome",
    "xxx",
    "your",
    "...",
    "***",
];

/// Well-known keys that are built into emulators.
const WELL_KNOWN: &[&str] = &[
    // Azurite and the Cosmos DB emulator.
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1",
    "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEH",
    // Printed by `supabase start`.
    "eyJpc3MiOiJzdXBhYmFzZS1kZW1v",
];

/// Returns `true` if `value` is clearly a placeholder, or a value that is worthless elsewhere.
pub(super) fn is_placeholder(value: &str) -> bool {
    let mut characters: Vec<char> = value.chars().collect();
    characters.sort_unstable();
    characters.dedup();
    let is_monotonous = value.len() >= 16 && characters.len() < 8;
    is_monotonous || WELL_KNOWN.iter().any(|known| value.contains(known)) || has_word(value)
}

fn has_word(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    // `P@ssw0rd`
    let plain: String = lower
        .chars()
        .map(|character| match character {
            '@' => 'a',
            '0' => 'o',
            '$' => 's',
            '3' => 'e',
            other => other,
        })
        .collect();
    let has = |word: &str| lower.contains(word) || plain.contains(word);
    // In a long sequence of letters, a short word or a row of digits may occur by chance.
    let is_long = value.len() >= 20 && value.bytes().all(|byte| byte.is_ascii_alphanumeric());
    WORDS.iter().filter(|word| !is_long || word.len() > 3).any(|word| has(word))
        || (!is_long && lower.contains("123456"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinguishes_stand_ins_from_real_secrets() {
        for value in [
            "changeme",
            "P@ssw0rd!",
            "postgres",
            "<your token>",
            "xxxxxxxxxxxxxxxx",
            "aaaaaaaaaaaaaaaaaaaa",
            "dev-key-1",
            "django-insecure-8f",
            "my-example",
            "AKIAIOSFODNN7EXAMPLE",
            "123456789",
            "app_password",
            "secretStorage",
        ] {
            assert!(is_placeholder(value), "{value}");
        }
        for value in ["hunter2-Zq7", "0123456789abcdefghijABCDEFGHIJ012345", "wJalrXUtnFEMIK7MDENGbPxRfiCYEK"] {
            assert!(!is_placeholder(value), "{value}");
        }
    }
}
