//! The content of the folder's files and the user's settings, in doctor's own types.
//!
//! Invariant: `adapter` and its children are the only code here that knows the types of `envlint-rules`. Everything else in
//! this crate reads [`FolderProject`].

mod adapter;
mod fold;
mod read;
mod window;

use envlint_core::finding::Severity;
use envlint_core::vscode::VersionFact;
use serde_json::Value;

pub use adapter::{consumer_title, project};
pub(crate) use fold::text;
pub use fold::{FoldStep, Places, fold, may_get_go, resolved, steps, with_go};
pub use read::{ConfigText, FolderFiles, read_folder};
pub use window::{ProjectFolder, ProjectWindow};

/// Settings that name a program.
///
/// Source: the settings of each extension.
pub(crate) const PROGRAM_SETTINGS: &[&str] = &[
    "clangd.path",
    "cmake.cmakePath",
    "deno.path",
    "eslint.runtime",
    "git.path",
    "julia.executablePath",
    "php.validate.executablePath",
    "python.defaultInterpreterPath",
    "rust-analyzer.server.path",
    "shellcheck.executablePath",
];

/// Settings that name a folder.
pub(crate) const FOLDER_SETTINGS: &[&str] =
    &["dart.flutterSdkPath", "dart.sdkPath", "go.goroot", "go.toolsGopath", "java.jdt.ls.java.home"];

/// The content of the files.
#[derive(Clone, Debug, Default)]
pub struct FolderProject {
    /// The window in which the files are read.
    pub window: ProjectWindow,
    /// The kinds of processes of the model, with the variables that the files assign to each.
    pub consumers: Vec<ProjectConsumer>,
    /// The programs that files run.
    pub commands: Vec<ProjectCommand>,
    /// The shells that tasks name.
    pub task_shells: Vec<ProjectTaskShell>,
    /// The references to environment variables in files.
    pub references: Vec<ProjectReference>,
    /// The settings that doctor reads, after the layers of the window are merged.
    pub settings: Vec<ProjectSetting>,
    /// The linter's findings in these files.
    pub findings: Vec<ProjectFinding>,
    /// Names of files directly in the folder, which show which programs it needs.
    pub signs: Vec<String>,
    /// The number of files that were read.
    pub files: usize,
    /// The names of the diagnoses that the configuration ignores.
    pub ignored: Vec<String>,
    /// The configuration of a dev container, as reports show it, if this machine is not that container.
    pub dev_container: Option<String>,
    /// The variables that a dev container's configuration sets for the container, which this machine is not.
    pub container: Vec<ContainerVariable>,
}

/// A variable that `containerEnv` or `remoteEnv` sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContainerVariable {
    /// Its name.
    pub name: String,
    /// The key that sets it.
    pub key: &'static str,
    /// Its place.
    pub at: ProjectLocation,
}

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectLocation {
    /// The file as reports show it.
    pub path: String,
    /// The line, counted from 1.
    pub line: u32,
    /// `true` for the user's own settings.
    pub is_of_user: bool,
}

impl ProjectLocation {
    /// Returns `true` if it is in the configuration of a dev container.
    #[must_use]
    pub fn is_in_dev_container(&self) -> bool {
        self.path.ends_with("devcontainer.json")
    }
}

/// A kind of process, or one task, server or profile, with the variables that the files assign.
#[derive(Clone, Debug)]
pub struct ProjectConsumer {
    /// Its id in the model: `terminal`, `shell-task`, `go-tools`.
    pub id: &'static str,
    /// The noun phrase for reports: "Go debugging".
    pub title: &'static str,
    /// The name of the task, server or profile, if there can be several.
    pub name: Option<String>,
    /// `true` if it begins with the environment that VS Code was started with, without the answer of the login shell.
    pub begins_with_desktop: bool,
    /// The variables that files assign.
    pub variables: Vec<ProjectVariable>,
}

/// A variable with the assignments that take effect, first to last.
#[derive(Clone, Debug)]
pub struct ProjectVariable {
    /// Its name.
    pub name: String,
    /// The assignments.
    pub assignments: Vec<ProjectAssignment>,
}

/// One step that sets, extends or removes a variable.
#[derive(Clone, Debug)]
pub struct ProjectAssignment {
    /// The effect on the variable.
    pub effect: ProjectEffect,
    /// Its place; `None` if the program does it by itself.
    pub at: Option<ProjectLocation>,
    /// The setting that contains it.
    pub place: String,
    /// `true` if it takes effect only in a trusted folder.
    pub needs_trust: bool,
    /// The whole value as written. The process gets it literally if a reference cannot be expanded.
    pub as_written: Option<String>,
    /// `true` if a reference that cannot be expanded stays as literal text, and the rest of the value is expanded.
    pub keeps_references: bool,
    /// `true` if it is in a `.env` file.
    pub is_in_env_file: bool,
    /// The versions of VS Code in which its references are those of the environment that VS Code was started with.
    pub versions: &'static [VersionFact],
}

/// The effect of an assignment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProjectEffect {
    /// The variable gets this value.
    Sets(Vec<ValuePiece>),
    /// This is added after the list.
    Appends(Vec<ValuePiece>),
    /// This, with a separator at its end, is added in front of the list.
    Prepends(Vec<ValuePiece>),
    /// The Go extension adds the folder of this `go` command in front of the list, with a separator.
    PrependsGo(GoChoice),
    /// The variable is removed.
    Deletes,
    /// The effect cannot be determined from the files.
    Unknown,
}

/// The `go` command that a setting chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoChoice {
    /// `go.goroot`: the folder of the Go installation.
    Root(Vec<ValuePiece>),
    /// `go.alternateTools.go`: the program.
    Program(Vec<ValuePiece>),
}

/// A part of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValuePiece {
    /// Literal text.
    Literal(String),
    /// The value of a variable in the environment that the process begins with.
    Inherited(String),
    /// A reference that is only known on the machine: `${workspaceFolder}`, `~`.
    Later(String),
}

/// The kind of entry that runs a program.
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

/// A program that a file runs.
#[derive(Clone, Debug)]
pub struct ProjectCommand {
    /// The kind of entry that runs it.
    pub by: NamedBy,
    /// The name of the task, server, configuration, profile or setting.
    pub owner: String,
    /// The program, as written.
    pub program: String,
    /// `true` if the type of the task or configuration implies it and its name is not written.
    pub is_implied: bool,
    /// Its place.
    pub at: ProjectLocation,
}

/// The shell of a shell task: `options.shell.executable`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectTaskShell {
    /// The label of the task.
    pub task: String,
    /// The program, as written.
    pub program: String,
    /// Its place.
    pub at: ProjectLocation,
}

/// A reference to an environment variable.
#[derive(Clone, Debug)]
pub struct ProjectReference {
    /// The variable.
    pub variable: String,
    /// The reference as written: `${env:X}`.
    pub written: String,
    /// The setting that contains it.
    pub place: String,
    /// Its place.
    pub at: ProjectLocation,
    /// `true` if the value also contains other parts, such as other entries of a list, that make sense without it.
    pub is_optional: bool,
    /// `true` if it is expanded on the user's own computer for a container: `${localEnv:X}`.
    pub is_of_host: bool,
}

/// A setting, or a member of one.
#[derive(Clone, Debug)]
pub struct ProjectSetting {
    /// The parts of its name: `["go", "alternateTools", "go"]`.
    pub path: Vec<String>,
    /// Its value.
    pub value: Value,
    /// Its place; `None` for the default of VS Code.
    pub at: Option<ProjectLocation>,
}

/// A finding of the linter.
#[derive(Clone, Debug)]
pub struct ProjectFinding {
    /// The name of the rule.
    pub rule: &'static str,
    /// Its severity.
    pub severity: Severity,
    /// The message.
    pub message: String,
    /// The action for the user.
    pub help: Option<String>,
    /// Its place.
    pub at: ProjectLocation,
    /// The variable.
    pub variable: Option<String>,
}

impl FolderProject {
    /// The setting called `key`, with dots between its parts.
    #[must_use]
    pub fn setting(&self, key: &str) -> Option<&ProjectSetting> {
        self.settings.iter().find(|setting| setting.path.join(".") == key)
    }

    /// The text of the setting called `key`, if it is a string that is not empty.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.setting(key)?.value.as_str().filter(|text| !text.is_empty())
    }

    /// The members of the setting called `key`.
    pub fn members<'p>(&'p self, key: &str) -> impl Iterator<Item = &'p ProjectSetting> {
        let parts: Vec<String> = key.split('.').map(str::to_owned).collect();
        self.settings.iter().filter(move |setting| {
            setting.path.len() == parts.len() + 1 && setting.path.iter().zip(&parts).all(|(a, b)| a == b)
        })
    }

    /// All places in files.
    fn locations_mut(&mut self) -> impl Iterator<Item = &mut ProjectLocation> {
        let variables = self.consumers.iter_mut().flat_map(|consumer| &mut consumer.variables);
        let assignments = variables.flat_map(|variable| &mut variable.assignments);
        assignments
            .filter_map(|assignment| assignment.at.as_mut())
            .chain(self.settings.iter_mut().filter_map(|setting| setting.at.as_mut()))
            .chain(self.commands.iter_mut().map(|command| &mut command.at))
            .chain(self.task_shells.iter_mut().map(|shell| &mut shell.at))
            .chain(self.references.iter_mut().map(|reference| &mut reference.at))
            .chain(self.findings.iter_mut().map(|finding| &mut finding.at))
            .chain(self.container.iter_mut().map(|variable| &mut variable.at))
    }
}

impl ProjectConsumer {
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
