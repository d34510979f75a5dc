//! The words that names of secrets consist of.

use super::Secrecy::{self, Certain, Possible};

/// A word for a secret.
pub(super) struct Noun {
    /// The word, in lower case.
    pub(super) word: &'static str,
    /// Also the end of a longer word: `PGPASSWORD`, `authtoken`.
    pub(super) is_ending: bool,
    /// What a name that ends with this word says.
    pub(super) secrecy: Secrecy,
    /// `true` if a name that ends with this word is enough evidence for a report, together with a value that looks like a secret.
    pub(super) is_reported: bool,
}

const fn noun(word: &'static str, is_ending: bool, secrecy: Secrecy, is_reported: bool) -> Noun {
    Noun { word, is_ending, secrecy, is_reported }
}

/// Sources: the keywords of gitleaks (`config/gitleaks.toml`, rule `generic-api-key`) and of detect-secrets (`KeywordDetector`), and
/// the names in the documentation of PostgreSQL (`PGPASSWORD`), MySQL (`MYSQL_PWD`), sshpass, Rails, ASP.NET, Azure and Kubernetes.
pub(super) const NOUNS: &[Noun] = &[
    noun("accesskey", true, Certain, false),
    noun("apikey", true, Certain, true),
    noun("auth", false, Possible, false),
    noun("authorization", true, Certain, false),
    noun("contrasena", true, Possible, false),
    noun("contraseña", true, Possible, false),
    noun("cookie", true, Possible, false),
    noun("cookies", true, Possible, false),
    noun("cred", false, Possible, false),
    noun("credential", true, Certain, false),
    noun("credentials", true, Certain, false),
    noun("creds", false, Possible, false),
    noun("dsn", false, Possible, false),
    noun("hmac", false, Possible, false),
    noun("jwt", false, Possible, false),
    noun("kennwort", true, Possible, false),
    noun("kubeconfig", false, Possible, false),
    noun("mnemonic", false, Possible, false),
    noun("passcode", true, Possible, false),
    noun("passphrase", true, Certain, true),
    noun("passwd", true, Certain, true),
    noun("password", true, Certain, true),
    noun("passwords", true, Certain, false),
    noun("passwort", true, Possible, false),
    noun("pin", false, Possible, false),
    noun("privatekey", true, Certain, false),
    noun("salt", false, Possible, false),
    noun("sas", false, Possible, false),
    noun("secret", true, Certain, true),
    noun("secretkey", true, Certain, false),
    noun("secrets", true, Certain, false),
    noun("seed", false, Possible, false),
    noun("senha", true, Possible, false),
    noun("token", true, Certain, true),
    noun("tokens", true, Possible, false),
    noun("пароль", true, Possible, false),
];

/// Words that mean a password only after another word, since they also mean other things. In a constant they are certain.
pub(super) const SHORT: &[&str] = &["pass", "pat", "pw", "pwd"];

/// Words that end in `pass` and are not passwords.
pub(super) const NOT_PASS: &[&str] = &["askpass", "bypass", "compass", "overpass", "trespass"];

/// Words before `key` that make it a secret.
pub(super) const KINDS_OF_KEY: &[&str] =
    &["access", "account", "api", "auth", "encryption", "master", "private", "secret", "shared", "signing"];

/// The same for a key that may be secret.
pub(super) const KINDS_OF_POSSIBLE_KEY: &[&str] = &["hmac", "license", "licence", "session", "storage", "subscription"];

/// Words that together may name a secret: `CONNECTION_STRING`, `SEED_PHRASE`, `WEBHOOK_URL`.
pub(super) const PAIRS: &[(&str, &str)] = &[
    ("connection", "string"),
    ("connection", "strings"),
    ("database", "url"),
    ("db", "url"),
    ("de", "passe"),
    ("recovery", "phrase"),
    ("seed", "phrase"),
    ("webhook", "uri"),
    ("webhook", "url"),
];

/// Words that together name something else: tokens that stop a computation, and settings that say what happens to a
/// password.
pub(super) const NOT_PAIRS: &[(&str, &str)] = &[
    ("abort", "token"),
    ("ask", "password"),
    ("cancellation", "token"),
    ("prompt", "password"),
    ("remember", "password"),
    ("save", "password"),
    ("show", "password"),
    ("stop", "token"),
    ("store", "password"),
];

/// Words after the noun that say which secret it is, or how it is written.
pub(super) const WHICH: &[&str] = &[
    "b64",
    "base64",
    "data",
    "default",
    "dev",
    "hash",
    "live",
    "new",
    "old",
    "prod",
    "production",
    "read",
    "ro",
    "rw",
    "staging",
    "test",
    "value",
    "write",
];

/// Words at the end of names of other things than secrets: `TOKEN_FILE`, `editor.tokenColorCustomizations`.
pub(super) const ABOUT: &[&str] = &[
    "color",
    "colors",
    "count",
    "customizations",
    "dir",
    "directory",
    "enabled",
    "endpoint",
    "env",
    "file",
    "folder",
    "helper",
    "host",
    "issuer",
    "kind",
    "length",
    "limit",
    "manager",
    "name",
    "names",
    "parallelism",
    "path",
    "policy",
    "provider",
    "server",
    "service",
    "size",
    "store",
    "timeout",
    "ttl",
    "type",
    "uri",
    "url",
];
