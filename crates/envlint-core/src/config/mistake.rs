use crate::spelling::quoted;
use crate::text::Span;

/// Something wrong in an `envlint.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub problem: Problem,
}

/// What is wrong. Each text is one sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The text is not TOML. Holds the parser's words.
    #[error("This is not TOML: {0}")]
    Syntax(String),
    /// A name, of a key, a rule, a level or a platform, that is not known.
    #[error("There is no {} {}, so this is ignored{}", kind.noun(), quoted(name), did_you_mean(near.as_deref()))]
    Unknown {
        /// What it would be the name of.
        kind: Kind,
        /// The name.
        name: String,
        /// What was probably meant.
        near: Option<String>,
    },
    /// A value of another type than is wanted.
    #[error("{} takes {wanted}, so this is ignored", quoted(key))]
    Type {
        /// The key, or what the value is a part of.
        key: String,
        /// What it takes.
        wanted: &'static str,
    },
    /// A pattern that is none.
    #[error("{} is no pattern of paths, so it is ignored: {reason}", quoted(text))]
    Pattern {
        /// The pattern.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
    /// An override that does not say for which files.
    #[error("This does not say which `files` it is for, so it is ignored")]
    NoFiles,
    /// An empty list of platforms.
    #[error("Without any platform nothing would be checked, so this is ignored")]
    NoPlatform,
}

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A key of the file, or of a table in it.
    Key,
    /// A rule.
    Rule,
    /// A level of a rule.
    Level,
    /// A platform.
    Platform,
}

impl Kind {
    /// What people call it.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Rule => "rule",
            Self::Level => "level",
            Self::Platform => "platform",
        }
    }
}

fn did_you_mean(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!(": did you mean `{near}`?"))
}
