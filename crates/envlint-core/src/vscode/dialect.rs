use super::forms::{FormName, KnownForm};

/// The effect of a value that is not a string on its variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NonString {
    /// The variable is removed from the environment.
    Deletes,
    /// The value is converted to a string: `null`, `5`.
    Text,
    /// The value is converted to a string, but a debug session with it does not start.
    BreaksDebugging,
    /// The reader rejects the value.
    Refused,
    /// The value has no effect: the inherited value stays.
    Keeps,
    /// The reader accepts the value as it is.
    Taken,
    /// The behavior has not been checked.
    Unknown,
}

/// The spelling of references to environment variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvSyntax {
    /// The dialect has no such references.
    None,
    /// `${env:NAME}`
    Colon,
    /// `${env:NAME}` and `${env.NAME}`
    ColonOrDot,
    /// `${env:NAME}`, `${env.NAME}`, `$env{NAME}` and `$penv{NAME}`
    CMake,
}

/// The effect of a known reference that cannot be resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Only the reference itself stays as literal text.
    Itself,
    /// The whole value stays as literal text.
    Value,
    /// The process that gets the value does not start, and an error is shown.
    Start,
}

/// The effect of a variable on its inherited value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// It replaces the inherited value.
    Replaces,
    /// It replaces the inherited value, except that lists of these names (in any letter case) are joined with the
    /// inherited ones.
    Joins(&'static [&'static str]),
    /// As [`Merge::Joins`], but in front of the inherited lists.
    JoinsInFront(&'static [&'static str]),
    /// The behavior has not been checked.
    Unknown,
}

/// The meaning of `~` at the start of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tilde {
    /// A literal `~`, which is not the name of a folder.
    Literal,
    /// A literal `~` in lists of folders. Other values are passed to programs that may expand `~` themselves.
    LiteralInLists,
    /// The home folder, but only at the very start of the value.
    HomeAtStart,
    /// The behavior has not been checked.
    Unknown,
}

/// The visibility of variables of the same object in references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Siblings {
    /// References see the values from before.
    Unseen,
    /// As `Unseen`, except that values of these names become visible later.
    Leak(&'static [&'static str]),
    /// References see them. If a variable refers to itself, that is a cycle, and the whole value is not resolved
    /// unless the dialect has a form for the inherited value.
    Seen,
}

/// References in shell syntax that a reader expands.
#[derive(Debug)]
pub struct ShellForms {
    /// The only variable in whose value the reader expands them.
    pub variable: &'static str,
    /// The references as written.
    pub written: &'static [&'static str],
}

/// The phrases that messages use for a reader.
#[derive(Clone, Copy, Debug)]
pub struct Wording {
    /// The reader, as a noun phrase.
    pub reader: &'static str,
    /// The source of inherited values, as in "entries from … are not passed on".
    pub inherits_from: &'static str,
    /// The advice, as a sentence, for readers without a form for the inherited value.
    pub without_inherited: &'static str,
    /// The same for a variable that is not a list.
    pub without_own: &'static str,
}

/// A difference in how some versions of VS Code read a value.
#[derive(Debug)]
pub struct VersionFact {
    /// The first version with it; `None` if that is not known, or if it was always so.
    pub since: Option<&'static str>,
    /// The first version without it; `None` if the newest version has it.
    pub until: Option<&'static str>,
    /// What these versions do, as a sentence without its period, about a reference to an environment variable.
    pub fact: &'static str,
}

impl VersionFact {
    /// The sentence with its versions: "Before VS Code 1.112, …".
    #[must_use]
    pub fn title(&self) -> String {
        match (self.since, self.until) {
            (None, Some(until)) => format!("Before VS Code {until}, {}", self.fact),
            (Some(since), None) => format!("Since VS Code {since}, {}", self.fact),
            (Some(since), Some(until)) => format!("From VS Code {since} to before {until}, {}", self.fact),
            (None, None) => self.fact.to_owned(),
        }
    }

    /// Returns `true` if it is a fact about `version`, as in `1.100.3`.
    #[must_use]
    pub fn applies_to(&self, version: &str) -> bool {
        let numbers = |version: &str| -> Vec<u32> {
            let is_separator = |character: char| !character.is_ascii_digit();
            version.split(is_separator).map_while(|number| number.parse().ok()).collect()
        };
        let version = numbers(version);
        self.since.is_none_or(|since| numbers(since) <= version)
            && self.until.is_none_or(|until| version < numbers(until))
    }
}

/// The rules by which a reader interprets environment values.
#[derive(Debug)]
pub struct Dialect {
    /// The phrases that messages use for the reader. Nothing else depends on them.
    pub wording: Wording,
    /// The spelling of references to environment variables.
    pub environment: EnvSyntax,
    /// `true` if spaces around NAME in `${env:NAME}` are ignored.
    pub trims_env_name: bool,
    /// `true` if the text after a second colon, `${env:NAME:text}`, is or may be a default value.
    pub has_defaults: bool,
    /// `true` if a workspace folder can be selected by name: `${workspaceFolder:name}`.
    pub names_folders: bool,
    /// The form for the inherited value within a variable's own value: `env`, `containerEnv`. `None` if the inherited
    /// value is not available.
    pub inherited: Option<FormName>,
    /// `true` if `${env:NAME}` is read on the machine that opened the window, rather than where the variable
    /// applies.
    pub reads_host: bool,
    /// Variables that are not set yet when references to them are read.
    pub lacks: &'static [&'static str],
    /// The visibility of variables of the same object in references.
    pub siblings: Siblings,
    /// The other forms that it expands.
    pub expands: &'static [FormName],
    /// The forms that it recognizes but never resolves. The whole value then stays as literal text, including other
    /// references.
    pub never_resolves: &'static [FormName],
    /// The forms that need an open editor. Without one, the whole value stays as literal text.
    pub needs_editor: &'static [FormName],
    /// The forms whose value does not exist yet when the value is read.
    pub too_early: &'static [FormName],
    /// The references in shell syntax that it expands.
    pub expands_shell: Option<&'static ShellForms>,
    /// `true` if `%NAME%` may be expanded; this has not been checked.
    pub may_expand_percent: bool,
    /// The effect of a form in `expands` whose folder does not exist.
    pub failure: Failure,
    /// The meaning of `~`.
    pub tilde: Tilde,
    /// The effect of a variable on its inherited value.
    pub merge: Merge,
    /// `true` if an empty string removes the variable.
    pub empty_deletes: bool,
    /// The effect of `null`.
    pub null: NonString,
    /// The effect of a number.
    pub number: NonString,
    /// The effect of `true` and `false`.
    pub boolean: NonString,
    /// The effect of a list or an object; `None` if it is that of a number.
    pub compound: Option<NonString>,
    /// What other versions of VS Code do with references to environment variables.
    pub versions: &'static [VersionFact],
    /// `true` if other programs that read the same file expand `${NAME}`, so that it may be meant for them.
    pub others_expand_braces: bool,
}

impl Dialect {
    /// The spelling of the inherited value of `variable` within its own value; `None` if it is not available.
    #[must_use]
    pub fn inherited(&self, variable: &str) -> Option<String> {
        self.inherited.map(|word| format!("${{{word}:{variable}}}"))
    }

    /// The spelling of the value of another variable; `None` if it is not available.
    #[must_use]
    pub fn other(&self, variable: &str) -> Option<String> {
        let word = match self.environment {
            EnvSyntax::None => None,
            EnvSyntax::Colon | EnvSyntax::ColonOrDot | EnvSyntax::CMake => {
                self.inherited.or((!self.reads_host).then_some(FormName::Env))
            }
        }?;
        (!self.lacks.contains(&variable)).then(|| format!("${{{word}:{variable}}}"))
    }

    /// The correct spelling of a malformed `${env:NAME}`; `None` if the reader has no such references.
    #[must_use]
    pub fn reference_to(&self, variable: &str) -> Option<String> {
        let word = if self.reads_host { FormName::LocalEnv } else { FormName::Env };
        self.expands_env().then(|| format!("${{{word}:{variable}}}"))
    }

    /// Returns `true` if a value of `variable` certainly replaces the inherited one.
    #[must_use]
    pub fn replaces(&self, variable: &str) -> bool {
        match self.merge {
            Merge::Replaces => true,
            Merge::Joins(lists) | Merge::JoinsInFront(lists) => {
                !lists.iter().any(|list| list.eq_ignore_ascii_case(variable))
            }
            Merge::Unknown => false,
        }
    }

    /// Returns `true` if `${env:NAME}` expands to the value of NAME.
    #[must_use]
    pub fn expands_env(&self) -> bool {
        self.environment != EnvSyntax::None
    }

    /// Returns `true` if it expands `form` when everything that the form needs is available.
    #[must_use]
    pub fn expands(&self, form: &KnownForm) -> bool {
        self.expands.contains(&form.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_their_numbers() {
        let until = VersionFact { since: None, until: Some("1.112"), fact: "" };
        let since = VersionFact { since: Some("1.112"), until: None, fact: "" };
        for (version, is_before) in
            [("1.100.3", true), ("1.99", true), ("1.111.9", true), ("1.112.0", false), ("1.140.0-insider", false)]
        {
            assert_eq!(until.applies_to(version), is_before, "{version}");
            assert_eq!(since.applies_to(version), !is_before, "{version}");
        }
    }
}
