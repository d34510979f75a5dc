use super::forms::KnownForm;

/// What a value that is no string does to its variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NonString {
    /// The variable is removed from what is passed on.
    Deletes,
    /// It becomes text: `null`, `5`.
    Text,
    /// It becomes text, but a debug session that gets it does not start.
    BreaksDebugging,
    /// The reader refuses it.
    Refused,
    /// The reader takes it, for what it says.
    Taken,
    /// Nobody has looked.
    Unknown,
}

/// How references to environment variables are spelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// There are none.
    None,
    /// `${env:NAME}`
    Colon,
    /// `${env:NAME}`, `${env.NAME}`, `$env{NAME}` and `$penv{NAME}`
    CMake,
}

/// What a known reference that finds nothing to stand for does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It stays as written, alone.
    Itself,
    /// The whole value stays as written.
    Value,
    /// What the value is for does not start, and says why.
    Start,
}

/// What setting a variable does to its inherited value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// It takes its place.
    Replaces,
    /// It takes its place, but the lists of these names, in whatever letter case, are joined with the inherited ones.
    Joins(&'static [&'static str]),
    /// Nobody has looked.
    Unknown,
}

/// What `~` at the start of a path means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tilde {
    /// Itself: no folder has that name.
    Literal,
    /// Itself in a list of folders. What else the value is for is anybody's program, which may know `~` itself.
    LiteralInLists,
    /// The home folder, but at the very start of the value alone.
    HomeAtStart,
    /// Nobody has looked.
    Unknown,
}

/// Whether references see the other variables that are set beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Siblings {
    /// They see what was there before.
    Unseen,
    /// As `Unseen`, but values of these names get to be seen later on.
    Leak(&'static [&'static str]),
    /// They see them. One to the variable itself is then a circle, which takes the whole value down where there is no form for
    /// the inherited value.
    Seen,
}

/// References in the syntax of shells that a reader expands all the same.
#[derive(Debug)]
pub struct ShellForms {
    /// The one variable in whose value it does.
    pub variable: &'static str,
    /// The references, as they are written.
    pub written: &'static [&'static str],
}

/// How one reader of environment values understands them.
#[derive(Debug)]
pub struct Dialect {
    /// Who reads them, as it stands in a message.
    pub reader: &'static str,
    /// How references to environment variables are spelt.
    pub environment: Environment,
    /// Whether blanks around NAME in `${env:NAME}` do not count.
    pub trims_env_name: bool,
    /// Whether what follows a second colon, `${env:NAME:text}`, is a default value, or may be one.
    pub has_defaults: bool,
    /// Whether it knows a folder of the workspace by its name: `${workspaceFolder:name}`.
    pub names_folders: bool,
    /// The word of the form that stands for the inherited value in a variable's own value: `env`, `containerEnv`. `None` where it
    /// cannot be had.
    pub inherited: Option<&'static str>,
    /// Where inherited values come from, as it stands in "entries from … are not passed on".
    pub inherits_from: &'static str,
    /// What to do where the inherited value cannot be had, as a sentence.
    pub without_inherited: &'static str,
    /// Whether `${env:NAME}` is read where the window was opened, rather than where the variable counts.
    pub reads_host: bool,
    /// Variables that are not set yet when references to them are read.
    pub lacks: &'static [&'static str],
    /// Whether references see the other variables of the same object.
    pub siblings: Siblings,
    /// Words of other forms that it expands.
    pub expands: &'static [&'static str],
    /// Words that it knows and can never resolve: then the whole value stays as written, other references included.
    pub never_resolves: &'static [&'static str],
    /// Words that need an open editor, and take the whole value down without one.
    pub needs_editor: &'static [&'static str],
    /// Words of forms that stand for something which does not exist yet when the value is read.
    pub too_early: &'static [&'static str],
    /// References in the syntax of shells that it expands.
    pub expands_shell: Option<&'static ShellForms>,
    /// What a word of `expands` that finds no folder does.
    pub failure: Failure,
    /// What `~` means.
    pub tilde: Tilde,
    /// What becomes of the inherited value.
    pub merge: Merge,
    /// Whether an empty text removes the variable.
    pub empty_deletes: bool,
    /// What `null` does.
    pub null: NonString,
    /// What a number does.
    pub number: NonString,
    /// What `true` and `false` do.
    pub boolean: NonString,
}

impl Dialect {
    /// How the inherited value of `variable` is written in its own value; `None` where it cannot be had.
    #[must_use]
    pub fn inherited(&self, variable: &str) -> Option<String> {
        self.inherited.map(|word| format!("${{{word}:{variable}}}"))
    }

    /// How the value of another variable is written; `None` where it cannot be had.
    #[must_use]
    pub fn other(&self, variable: &str) -> Option<String> {
        let word = match self.environment {
            Environment::None => None,
            Environment::Colon | Environment::CMake => self.inherited.or((!self.reads_host).then_some("env")),
        }?;
        (!self.lacks.contains(&variable)).then(|| format!("${{{word}:{variable}}}"))
    }

    /// How `${env:NAME}` is written right where it has a slip; `None` where nothing of the kind is read.
    #[must_use]
    pub fn written_right(&self, variable: &str) -> Option<String> {
        let word = if self.reads_host { "localEnv" } else { "env" };
        self.expands_env().then(|| format!("${{{word}:{variable}}}"))
    }

    /// Whether a value of `variable` surely takes the place of the inherited one.
    #[must_use]
    pub fn replaces(&self, variable: &str) -> bool {
        match self.merge {
            Merge::Replaces => true,
            Merge::Joins(lists) => !lists.iter().any(|list| list.eq_ignore_ascii_case(variable)),
            Merge::Unknown => false,
        }
    }

    /// Whether `${env:NAME}` becomes the value of NAME.
    #[must_use]
    pub fn expands_env(&self) -> bool {
        self.environment != Environment::None
    }

    /// Whether it expands `form`, given that everything the form needs is there.
    #[must_use]
    pub fn expands(&self, form: &KnownForm) -> bool {
        self.expands.contains(&form.word)
    }
}
