//! What the folder's files and the user's settings say, in doctor's own terms.
//!
//! Invariant: `adapter` and its children are the only code here that knows the types of `envlint-rules`. Everything else in
//! this crate reads [`Project`].

mod adapter;
mod fold;
mod read;

use serde_json::Value;

use crate::diagnoses::Severity;

pub use adapter::project;
pub(crate) use fold::text;
pub use fold::{Places, fold, resolved};
pub use read::{FolderFiles, read_folder};

/// What the files say.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// The kinds of processes that the model knows, with what the files assign to each.
    pub consumers: Vec<Consumer>,
    /// The programs that files name.
    pub commands: Vec<Command>,
    /// The references to environment variables in files.
    pub references: Vec<Reference>,
    /// Settings that doctor reads, as the layers of the window make them.
    pub settings: Vec<Setting>,
    /// What the linter finds in these files.
    pub findings: Vec<Finding>,
    /// Names of files in the folder itself that tell which programs it needs.
    pub signs: Vec<String>,
    /// How many files were read.
    pub files: usize,
}

/// Where something is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// The file, as reports name it.
    pub path: String,
    /// Its line, from 1.
    pub line: u32,
}

/// A kind of process, or one task, server or profile, with what the files assign to its variables.
#[derive(Clone, Debug)]
pub struct Consumer {
    /// Its id in the model: `terminal`, `shell-task`, `go-tools`.
    pub id: &'static str,
    /// Which one, of several.
    pub name: Option<String>,
    /// Whether it begins with what VS Code itself was started with, rather than with what the login shell exports.
    pub begins_with_desktop: bool,
    /// The variables that files assign.
    pub variables: Vec<Variable>,
}

/// A variable with the assignments that take effect, first to last.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// The assignments.
    pub assignments: Vec<Assignment>,
}

/// One step that sets, extends or removes a variable.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// What it does.
    pub effect: Effect,
    /// Where it is written; `None`: the program does it by itself.
    pub at: Option<Location>,
    /// The setting that holds it.
    pub place: String,
    /// Whether it takes effect only in a trusted folder.
    pub needs_trust: bool,
    /// The whole value as written, which is what the process gets if a reference cannot be replaced.
    pub as_written: Option<String>,
}

/// What an assignment does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The variable gets this value.
    Sets(Vec<Piece>),
    /// This is added after the list.
    Appends(Vec<Piece>),
    /// This, with a separator at its end, is added in front of the list.
    Prepends(Vec<Piece>),
    /// The variable is removed.
    Deletes,
    /// The files do not tell.
    Unknown,
}

/// A part of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// This text.
    Literal(String),
    /// The value of a variable in what the process begins with.
    Inherited(String),
    /// What is known only at the start: `${workspaceFolder}`, `~`.
    Later(String),
}

/// Who names a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NamedBy {
    /// A task that runs it in a shell.
    ShellTask,
    /// A task that runs it directly.
    ProcessTask,
    /// An MCP server.
    Server,
    /// A launch configuration.
    Launch,
    /// A terminal profile in use.
    Profile,
    /// A setting of an extension.
    Setting,
}

/// A program that a file names.
#[derive(Clone, Debug)]
pub struct Command {
    /// Who names it.
    pub by: NamedBy,
    /// The name of the task, server, configuration, profile or setting.
    pub owner: String,
    /// The program, as written.
    pub program: String,
    /// Whether the type of the task or configuration stands for it, rather than its name being written.
    pub is_implied: bool,
    /// Where.
    pub at: Location,
}

/// A reference to an environment variable.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The variable.
    pub variable: String,
    /// The reference as written: `${env:X}`.
    pub written: String,
    /// What holds it.
    pub place: String,
    /// Where.
    pub at: Location,
    /// Whether the value has something else in it, such as other entries of a list, that makes sense without it.
    pub is_optional: bool,
    /// Whether it is resolved in what the user's own computer gives to a container: `${localEnv:X}`.
    pub is_of_host: bool,
}

/// A setting, or a member of one.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Its parts: `["go", "alternateTools", "go"]`.
    pub path: Vec<String>,
    /// Its value.
    pub value: Value,
    /// Where it is written; `None`: VS Code's own default.
    pub at: Option<Location>,
}

/// What the linter finds in a file.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Where.
    pub at: Location,
    /// The variable.
    pub variable: Option<String>,
}

impl Project {
    /// The setting called `key`, with dots between its parts.
    #[must_use]
    pub fn setting(&self, key: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.path.join(".") == key)
    }

    /// The text of the setting called `key`, if it is a string that is not empty.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.setting(key)?.value.as_str().filter(|text| !text.is_empty())
    }

    /// The members of the setting called `key`.
    pub fn members<'p>(&'p self, key: &str) -> impl Iterator<Item = &'p Setting> {
        let parts: Vec<String> = key.split('.').map(str::to_owned).collect();
        self.settings.iter().filter(move |setting| {
            setting.path.len() == parts.len() + 1 && setting.path.iter().zip(&parts).all(|(a, b)| a == b)
        })
    }
}

impl Consumer {
    /// Its name in reports: `terminal`, `task:build`, `mcp:db`.
    #[must_use]
    pub fn label(&self) -> String {
        let kind = match self.id {
            "shell-task" | "process-task" => "task",
            "go-tools" => "gopls",
            id => id,
        };
        match &self.name {
            Some(name) => format!("{kind}:{name}"),
            None => kind.to_owned(),
        }
    }
}
