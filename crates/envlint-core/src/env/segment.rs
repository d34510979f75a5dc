use crate::jsonc::Decoded;
use crate::secrets::secret_spans;
use crate::text::Span;
use crate::vscode::{Dialect, FormName, KnownForm, Platforms, Tilde};

/// The limit for quoting part of a value in a message, in bytes.
const LONGEST_EXCERPT: usize = 60;

/// A string value, parsed once: its text and its segments.
#[derive(Clone, Debug)]
pub struct Text<'d> {
    pub(super) decoded: Decoded<'d>,
    /// The segments in order, without gaps.
    pub segments: Box<[Segment]>,
    /// The rules by which the value is read.
    pub dialect: &'static Dialect,
    /// The dialect that expands references before [`Self::dialect`] does: in the settings of a devcontainer.json,
    /// the dev container's own substitution runs first.
    pub first: Option<&'static Dialect>,
}

impl Text<'_> {
    /// The decoded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.decoded.text
    }

    /// Returns `true` if the text contains no spaces and no quotes, so that it is not a command line.
    #[must_use]
    pub fn is_one_word(&self) -> bool {
        !self.decoded.text.contains([' ', '\t', '\n', '"', '\'', '`'])
    }

    /// The span in the file of the bytes from `start` to `end` of the decoded text.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        self.decoded.span(start..end)
    }

    /// The offset in the file of the end of the text, just before the closing quote.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.decoded.offset(self.decoded.text.len())
    }

    /// The spelling of the inherited value of `variable` within its own value; `None` if it is not available.
    #[must_use]
    pub fn inherited(&self, variable: &str) -> Option<String> {
        self.dialect.inherited(variable).filter(|_| self.first.is_none())
    }

    /// The spelling of the value of another variable; `None` if it is not available.
    #[must_use]
    pub fn other(&self, variable: &str) -> Option<String> {
        self.dialect.other(variable).filter(|_| self.first.is_none())
    }

    /// The correct spelling of the variable that `reference` means; `None` if it means no variable, or if its value
    /// is not available.
    #[must_use]
    pub fn spelled(&self, reference: &Reference) -> Option<String> {
        self.other(reference.variable()?)
    }

    /// The dialect that expands references first. It decides which inherited value a reference refers to.
    #[must_use]
    pub fn first_reader(&self) -> &'static Dialect {
        self.first.unwrap_or(self.dialect)
    }

    /// The correct spelling of a malformed `${env:NAME}`; `None` if the dialect does not support such references.
    #[must_use]
    pub fn reference_to(&self, variable: &str) -> Option<String> {
        self.dialect.reference_to(variable).filter(|_| self.first.is_none())
    }

    /// The spelling of the home folder; `None` if it is not available, or if `platforms` have no common variable
    /// for it.
    #[must_use]
    pub fn home(&self, platforms: Platforms) -> Option<String> {
        match self.first {
            None if self.dialect.expands.contains(&FormName::UserHome) => Some("${userHome}".to_owned()),
            _ => self.other(platforms.home_variable()?),
        }
    }

    /// The spelling of the home folder where `reference` is a `${userHome}` that its reader does not expand; `None` if
    /// it is another reference, or if the home folder is not available.
    #[must_use]
    pub fn home_instead_of(&self, reference: &Reference, platforms: Platforms) -> Option<String> {
        if !reference.is_user_home() {
            return None;
        }
        let rest = self.as_str().get(reference.range.1..)?;
        let begins = reference.range.0 == 0 && (rest.is_empty() || rest.starts_with(['/', '\\']));
        match self.dialect.tilde {
            Tilde::HomeAtStart if begins => Some("~".to_owned()),
            _ => self.other(platforms.home_variable()?),
        }
    }

    /// The subset of `platforms`, those of the value, on which the variable that `reference` means is looked up.
    /// Empty if that is unknown: `${localEnv:NAME}` is read on the machine that opens the window, whatever that is.
    #[must_use]
    pub fn looked_up_on(&self, reference: &Reference, platforms: Platforms) -> Platforms {
        let on_host = match &reference.form {
            Form::Known { form, .. } => form.name == FormName::LocalEnv,
            _ => self.first.is_some() || self.dialect.reads_host,
        };
        if on_host { Platforms::NONE } else { platforms }
    }

    /// The references among the segments.
    pub fn references(&self) -> impl Iterator<Item = &Reference> {
        self.segments.iter().filter_map(Segment::reference)
    }

    /// `reference` as written, for a message. A default value is left out, since it may be a secret.
    #[must_use]
    pub fn quoted(&self, reference: &Reference) -> String {
        let written = self.decoded.text.get(reference.range.0..reference.range.1).unwrap_or_default();
        match written.match_indices(':').nth(1) {
            Some((colon, _)) if written.ends_with('}') => format!("{}:…}}", written.get(..colon).unwrap_or_default()),
            _ => written.to_owned(),
        }
    }

    /// The bytes from `start` to `end` of the decoded text, for a message; `None` if they are too long, or if the
    /// text contains a secret, which they may be part of.
    #[must_use]
    pub fn excerpt(&self, start: usize, end: usize) -> Option<&str> {
        let whole = self.as_str();
        let is_secret = || !secret_spans(whole, Span::new(0, whole.len() as u32)).is_empty();
        whole.get(start..end).filter(|part| part.len() <= LONGEST_EXCERPT && !is_secret())
    }

    /// Returns `true` if `reference` is a whole list entry: its neighbors are separators.
    #[must_use]
    pub fn is_whole_entry(&self, reference: &Reference) -> bool {
        let index = self.segments.partition_point(|segment| segment.range().0 < reference.range.0);
        let is_separator = |segment: &Segment| matches!(segment, Segment::Separator { .. });
        let before = index.checked_sub(1).and_then(|before| self.segments.get(before));
        before.is_none_or(is_separator) && self.segments.get(index + 1).is_none_or(is_separator)
    }

    /// The decoded text of `segment`.
    #[must_use]
    pub fn of<'t>(&'t self, segment: &Segment) -> &'t str {
        let (start, end) = segment.range();
        self.decoded.text.get(start..end).unwrap_or_default()
    }
}

/// One part of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Text without a special meaning.
    Literal {
        /// The segment's span in the file.
        span: Span,
        /// Its byte range in the decoded text.
        range: (usize, usize),
    },
    /// `:` or `;` between the entries of a list variable.
    Separator {
        /// The segment's span in the file.
        span: Span,
        /// Its byte range in the decoded text.
        range: (usize, usize),
        /// `:` or `;`.
        separator: char,
    },
    /// A reference to another value, or an attempt at one.
    Reference(Reference),
}

impl Segment {
    /// The segment's span in the file.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Literal { span, .. } | Self::Separator { span, .. } => *span,
            Self::Reference(reference) => reference.span,
        }
    }

    /// The reference, if the segment is one.
    #[must_use]
    pub fn reference(&self) -> Option<&Reference> {
        match self {
            Self::Reference(reference) => Some(reference),
            Self::Literal { .. } | Self::Separator { .. } => None,
        }
    }

    /// The byte range in the decoded text.
    #[must_use]
    pub fn range(&self) -> (usize, usize) {
        match self {
            Self::Literal { range, .. } | Self::Separator { range, .. } => *range,
            Self::Reference(reference) => reference.range,
        }
    }
}

/// A reference to another value, or an attempt at one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The reference's span in the file.
    pub span: Span,
    /// Its byte range in the decoded text.
    pub range: (usize, usize),
    /// The syntax that it uses.
    pub form: Form,
    /// The effect that it has in its dialect.
    pub outcome: Outcome,
}

impl Reference {
    /// The environment variable that it means, in any syntax.
    #[must_use]
    pub fn variable(&self) -> Option<&str> {
        match &self.form {
            Form::Environment { name }
            | Form::Shell { name, .. }
            | Form::CMake { name }
            | Form::Malformed { name, malformation: _ } => Some(name),
            Form::Known { form, argument } | Form::NearlyKnown { form, argument } => {
                // A second colon separates a default value.
                argument.as_deref().filter(|_| form.name.names_variable())?.split(':').next()
            }
            Form::EmptyEnvironment | Form::ReversedFolder { .. } => None,
        }
    }

    /// Returns `true` if it is `${userHome}`.
    #[must_use]
    pub fn is_user_home(&self) -> bool {
        matches!(&self.form, Form::Known { form, .. } if form.name == FormName::UserHome)
    }

    /// Returns `true` if it means `variable` itself, in any syntax and letter case: an attempt at the inherited
    /// value.
    #[must_use]
    pub fn means(&self, variable: &str) -> bool {
        self.variable().is_some_and(|name| name.eq_ignore_ascii_case(variable))
    }
}

/// The syntax of a reference.
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
        /// The known form.
        form: &'static KnownForm,
        /// The text after its colon.
        argument: Option<String>,
    },
    /// A typo of a known form: `${workspacefolder}`.
    NearlyKnown {
        /// The form that was probably meant.
        form: &'static KnownForm,
        /// The text after its colon.
        argument: Option<String>,
    },
    /// `$NAME`, `${NAME}`, `${NAME:-default}`, `$(NAME)`, `%NAME%`, `$env:NAME`
    Shell {
        /// The shell (or tool) that uses this syntax.
        syntax: ShellSyntax,
        /// NAME
        name: String,
    },
    /// `$env{NAME}` or `$penv{NAME}`, as in CMake presets.
    CMake {
        /// NAME
        name: String,
    },
    /// A malformed `${env:NAME}`.
    Malformed {
        /// The kind of mistake.
        malformation: Malformation,
        /// NAME
        name: String,
    },
    /// `${name:workspaceFolder}`
    ReversedFolder {
        /// The name of the workspace folder.
        folder: String,
    },
}

/// The variable syntax of a [`Form::Shell`].
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

/// The mistake in a [`Form::Malformed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformation {
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
    /// `${env: NAME }`: the spaces are part of the name.
    BlankInName,
    /// `{env:NAME}`
    NoDollar,
    /// `$NAME$`
    Dollars,
    /// `${{env:NAME}}`
    DoubleBraces,
    /// `${env:NAME` without `}`
    Unterminated,
    /// `${env:NAME:-default}`
    Default,
    /// `${evn:NAME}`
    Word,
}

/// The effect of a reference in a dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The reference is replaced by its value.
    Expands,
    /// The reference becomes empty, whatever the variable's value is.
    Empty,
    /// The reference stays as literal text; the rest of the value is still expanded.
    Literal,
    /// The reference is replaced if a folder is open. Otherwise, nothing in the value is expanded.
    NeedsFolder,
    /// The reference is replaced if an editor is open. Otherwise, nothing in the value is expanded.
    NeedsEditor,
    /// The reference can never be resolved, so nothing in the value is expanded.
    TakesValueDown,
    /// The reference can never be resolved, so the task, session or server that uses the value does not start.
    Stops,
    /// The reference stays as literal text, because its value does not exist yet.
    TooEarly,
}
