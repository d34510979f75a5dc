use crate::jsonc::Decoded;
use crate::secrets::secret_spans;
use crate::text::Span;
use crate::vscode::{Dialect, KnownForm, Platforms};

/// In bytes.
const LONGEST_EXCERPT: usize = 60;

/// A string value, parsed once: its text and the parts that it consists of.
#[derive(Clone, Debug)]
pub struct Text<'d> {
    pub(super) decoded: Decoded<'d>,
    /// The parts, in order, without gaps.
    pub segments: Vec<Segment>,
    /// How it is read.
    pub dialect: &'static Dialect,
    /// Who expands references in it before that: what one inserts here, this one takes first.
    pub first: Option<&'static Dialect>,
}

impl Text<'_> {
    /// The decoded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.decoded.text
    }

    /// Where the bytes from `start` to `end` of the decoded text stand in the file.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        self.decoded.span(start..end)
    }

    /// Offset in the file of the end of the text, just before the closing quote.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.decoded.offset(self.decoded.text.len())
    }

    /// How the inherited value of `variable` is written in its own value; `None` where it cannot be had.
    #[must_use]
    pub fn inherited(&self, variable: &str) -> Option<String> {
        self.dialect.inherited(variable).filter(|_| self.first.is_none())
    }

    /// How the value of another variable is written; `None` where it cannot be had.
    #[must_use]
    pub fn other(&self, variable: &str) -> Option<String> {
        self.dialect.other(variable).filter(|_| self.first.is_none())
    }

    /// How the variable that `reference` means is written; `None` where it means none, or it cannot be had.
    #[must_use]
    pub fn spelled(&self, reference: &Reference) -> Option<String> {
        self.other(reference.variable()?)
    }

    /// Who takes references first: what is said of inherited values is said of this one's.
    #[must_use]
    pub fn outermost(&self) -> &'static Dialect {
        self.first.unwrap_or(self.dialect)
    }

    /// How `${env:NAME}` is written right where it has a slip; `None` where it cannot be had.
    #[must_use]
    pub fn written_right(&self, variable: &str) -> Option<String> {
        self.dialect.written_right(variable).filter(|_| self.first.is_none())
    }

    /// How the home folder is written; `None` where it cannot be had, or where `platforms` have no one way.
    #[must_use]
    pub fn home(&self, platforms: Platforms) -> Option<String> {
        match self.first {
            None if self.dialect.expands.contains(&"userHome") => Some("${userHome}".to_owned()),
            _ => self.other(platforms.home_variable()?),
        }
    }

    /// On which of `platforms`, those of the value, the variable that `reference` means is looked up; none if nobody can tell, as
    /// with `${localEnv:NAME}`, which is read on whatever machine the window was opened.
    #[must_use]
    pub fn looked_up_on(&self, reference: &Reference, platforms: Platforms) -> Platforms {
        let on_host = match &reference.form {
            Form::Known { form, .. } => form.word == "localEnv",
            _ => self.first.is_some() || self.dialect.reads_host,
        };
        if on_host { Platforms::NONE } else { platforms }
    }

    /// The references among the segments.
    pub fn references(&self) -> impl Iterator<Item = &Reference> {
        self.segments.iter().filter_map(Segment::reference)
    }

    /// `reference` as it is written, for a message. A default value in it, which may be anybody's secret, is left out.
    #[must_use]
    pub fn quoted(&self, reference: &Reference) -> String {
        let written = self.decoded.text.get(reference.range.0..reference.range.1).unwrap_or_default();
        match written.match_indices(':').nth(1) {
            Some((colon, _)) if written.ends_with('}') => format!("{}:…}}", written.get(..colon).unwrap_or_default()),
            _ => written.to_owned(),
        }
    }

    /// The bytes from `start` to `end` of the decoded text, for a message; `None` if they are too long for one, or if the text
    /// holds a secret, of which they may be a part.
    #[must_use]
    pub fn excerpt(&self, start: usize, end: usize) -> Option<&str> {
        let whole = self.as_str();
        let is_secret = || !secret_spans(whole, Span::new(0, whole.len() as u32)).is_empty();
        whole.get(start..end).filter(|part| part.len() <= LONGEST_EXCERPT && !is_secret())
    }

    /// Whether `reference` is a whole entry of the list that this text is: nothing but separators beside it.
    #[must_use]
    pub fn is_whole_entry(&self, reference: &Reference) -> bool {
        let beside =
            |segment: &Segment| segment.range().1 == reference.range.0 || segment.range().0 == reference.range.1;
        self.segments
            .iter()
            .filter(|segment| beside(segment))
            .all(|segment| matches!(segment, Segment::Separator { .. }))
    }

    /// The text of `segment`, decoded.
    #[must_use]
    pub fn of<'t>(&'t self, segment: &Segment) -> &'t str {
        let (start, end) = segment.range();
        self.decoded.text.get(start..end).unwrap_or_default()
    }
}

/// One part of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Text that means itself.
    Literal {
        /// Where it stands in the file.
        span: Span,
        /// Where it stands in the decoded text, in bytes.
        range: (usize, usize),
    },
    /// `:` or `;` between the entries of a list variable.
    Separator {
        /// Where it stands in the file.
        span: Span,
        /// Where it stands in the decoded text, in bytes.
        range: (usize, usize),
        /// Which one.
        separator: char,
    },
    /// Something that stands, or tries to stand, for another value.
    Reference(Reference),
}

impl Segment {
    /// Where it stands in the file.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Literal { span, .. } | Self::Separator { span, .. } => *span,
            Self::Reference(reference) => reference.span,
        }
    }

    /// The reference, if it is one.
    #[must_use]
    pub fn reference(&self) -> Option<&Reference> {
        match self {
            Self::Reference(reference) => Some(reference),
            Self::Literal { .. } | Self::Separator { .. } => None,
        }
    }

    /// Where it stands in the decoded text, in bytes.
    #[must_use]
    pub fn range(&self) -> (usize, usize) {
        match self {
            Self::Literal { range, .. } | Self::Separator { range, .. } => *range,
            Self::Reference(reference) => reference.range,
        }
    }
}

/// A part that stands, or tries to stand, for another value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where it stands in the file.
    pub span: Span,
    /// Where it stands in the decoded text, in bytes.
    pub range: (usize, usize),
    /// How it is written.
    pub form: Form,
    /// What the place's dialect makes of it.
    pub outcome: Outcome,
}

impl Reference {
    /// The environment variable that it means, in whatever syntax.
    #[must_use]
    pub fn variable(&self) -> Option<&str> {
        match &self.form {
            Form::Environment { name }
            | Form::Shell { name, .. }
            | Form::CMake { name }
            | Form::Malformed { name, slip: _ } => Some(name),
            Form::Known { form, argument } | Form::NearlyKnown { form, argument } => {
                let is_variable = ["localEnv", "containerEnv", "remoteEnv"].contains(&form.word);
                // What a second colon parts off is a default value.
                argument.as_deref().filter(|_| is_variable)?.split(':').next()
            }
            Form::EmptyEnvironment | Form::ReversedFolder { .. } => None,
        }
    }

    /// Whether it means `variable` itself, in whatever syntax and letter case: an attempt at the inherited value.
    #[must_use]
    pub fn means(&self, variable: &str) -> bool {
        self.variable().is_some_and(|name| name.eq_ignore_ascii_case(variable))
    }
}

/// How a reference is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// `${env:NAME}`
    Environment {
        /// NAME
        name: String,
    },
    /// `${env}` or `${env:}`
    EmptyEnvironment,
    /// `${userHome}`, `${workspaceFolder:name}`, `${localEnv:NAME}` …
    Known {
        /// Which one.
        form: &'static KnownForm,
        /// What follows its colon.
        argument: Option<String>,
    },
    /// One slip away from a known form: `${workspacefolder}`.
    NearlyKnown {
        /// The form that was meant.
        form: &'static KnownForm,
        /// What follows its colon.
        argument: Option<String>,
    },
    /// `$NAME`, `${NAME}`, `$(NAME)`, `%NAME%`, `$env:NAME`
    Shell {
        /// Whose syntax.
        syntax: ShellSyntax,
        /// NAME
        name: String,
    },
    /// `$env{NAME}` or `$penv{NAME}`, as in CMake presets.
    CMake {
        /// NAME
        name: String,
    },
    /// `${env:NAME}` with a slip.
    Malformed {
        /// What is wrong.
        slip: Slip,
        /// NAME
        name: String,
    },
    /// `${name:workspaceFolder}`
    ReversedFolder {
        /// The folder's name.
        folder: String,
    },
}

/// Whose variable syntax a [`Form::Shell`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShellSyntax {
    /// `$NAME`
    Dollar,
    /// `${NAME}`
    Braced,
    /// `%NAME%`
    Percent,
    /// `$(NAME)`
    Parentheses,
    /// `$env:NAME`
    PowerShell,
}

/// What is wrong with a [`Form::Malformed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// `${env.NAME}`
    Dot,
    /// `$<env:NAME>`
    Angles,
    /// `$(env:NAME)`
    Parentheses,
    /// `#{env:NAME}`
    Hash,
    /// `${ENV:NAME}`
    Case,
    /// `${ env:NAME }`
    Blanks,
    /// `${env: NAME }`: the blanks are part of the name.
    BlankInName,
    /// `{env:NAME}`
    NoDollar,
    /// `$NAME$`
    Dollars,
    /// `${env:NAME` without `}`
    Unterminated,
    /// `${env:NAME:-default}`
    Default,
    /// `${evn:NAME}`
    Word,
}

/// What a dialect makes of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is replaced by its value.
    Expands,
    /// It becomes empty, whatever the variable holds.
    Empty,
    /// It stays as written; the rest of the value is still read.
    Literal,
    /// It is replaced if a folder is open, and takes the whole value down if not.
    NeedsFolder,
    /// It is replaced if an editor is open, and takes the whole value down if not.
    NeedsEditor,
    /// It can never be resolved, and the whole value stays as written.
    TakesValueDown,
    /// It can never be resolved, and what the value is for does not start.
    Stops,
    /// It stays as written, as what it stands for does not exist yet.
    TooEarly,
}
