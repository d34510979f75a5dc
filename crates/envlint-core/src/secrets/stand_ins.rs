//! Values that stand in for a secret: placeholders, and passwords that only a developer's machine has.

/// Parts of words by which people say that this is no real one, in lower case.
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

/// Keys that every developer has, as they are built into emulators.
const WELL_KNOWN: &[&str] = &[
    // Azurite and the emulator of Cosmos DB.
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1",
    "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEH",
    // What `supabase start` prints.
    "eyJpc3MiOiJzdXBhYmFzZS1kZW1v",
];

/// Whether `value` plainly stands in for a real one, or for one that is worth nothing elsewhere.
pub(super) fn is_stand_in(value: &str) -> bool {
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
    // In a long row of letters a short word, or a row of digits, turns up by chance.
    let is_long = value.len() >= 20 && value.bytes().all(|byte| byte.is_ascii_alphanumeric());
    WORDS.iter().filter(|word| !is_long || word.len() > 3).any(|word| has(word))
        || (!is_long && lower.contains("123456"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stand_ins_are_told_from_real_ones() {
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
            assert!(is_stand_in(value), "{value}");
        }
        for value in ["hunter2-Zq7", "0123456789abcdefghijABCDEFGHIJ012345", "wJalrXUtnFEMIK7MDENGbPxRfiCYEK"] {
            assert!(!is_stand_in(value), "{value}");
        }
    }
}
