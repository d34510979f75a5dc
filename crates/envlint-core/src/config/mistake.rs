use crate::spelling::quoted;
use crate::text::Span;

/// A mistake in an `envlint.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The part of the file that is wrong.
    pub span: Span,
    /// The kind of mistake, with its details.
    pub problem: MistakeKind,
}

/// The kinds of mistakes. Each text is one sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MistakeKind {
    /// The text is not valid TOML. Contains the parser's message.
    #[error("This is not valid TOML: {0}")]
    Syntax(String),
    /// An unknown key, rule, level, platform, severity, format or diagnosis.
    #[error("Unknown {} {}, so this is ignored{}", kind.noun(), quoted(name), did_you_mean(near.as_deref()))]
    Unknown {
        /// The kind of thing that the name should refer to.
        kind: NameKind,
        /// The unknown name.
        name: String,
        /// The name that was probably meant.
        near: Option<String>,
    },
    /// A value of the wrong type.
    #[error("{} must be {wanted}, so this is ignored", quoted(key))]
    Type {
        /// The key of the value, or the key of the list that contains it.
        key: String,
        /// The expected type, as a noun phrase: "a list of platforms".
        wanted: &'static str,
    },
    /// An invalid path pattern.
    #[error("{} is not a valid path pattern, so it is ignored: {reason}", quoted(text))]
    Pattern {
        /// The pattern as written.
        text: String,
        /// The reason, in the words of the pattern library.
        reason: String,
    },
    /// Too many path patterns.
    #[error(
        "This file has more than {most} path patterns, or more than {longest} bytes of them; this one and those after it are ignored"
    )]
    Patterns {
        /// The largest number.
        most: usize,
        /// The largest length of all of them, in bytes.
        longest: usize,
    },
    /// An override without `files`.
    #[error("This override has no `files`, so it is ignored")]
    NoFiles,
    /// An empty list of platforms.
    #[error("With no platforms, nothing would be checked, so this is ignored")]
    NoPlatform,
}

/// The kinds of names that a configuration file contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// A key of the file, or of a table in it.
    Key,
    /// The name of a rule.
    Rule,
    /// The level of a rule.
    Level,
    /// The name of a platform.
    Platform,
    /// A severity.
    Severity,
    /// The name of a format.
    Format,
    /// The name of a diagnosis of `envlint doctor`.
    Diagnosis,
}

impl NameKind {
    /// The noun for messages: "key".
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Rule => "rule",
            Self::Level => "level",
            Self::Platform => "platform",
            Self::Severity => "severity",
            Self::Format => "format",
            Self::Diagnosis => "diagnosis",
        }
    }
}

fn did_you_mean(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!(": did you mean `{near}`?"))
}
