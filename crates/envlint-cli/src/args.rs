//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use envlint_core::finding::Severity;
use envlint_core::vscode::{FileKind, Layer, Platform};

use crate::console::Syntax;

/// Find and fix environment mistakes in VS Code settings files.
#[derive(Debug, Parser)]
#[command(name = "envlint", version, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
#[command(
    after_help = "Exit status: 0 success, 1 findings at or above --fail-on remain or --diff printed changes, 2 invalid command line or configuration, 3 a file could not be read or written."
)]
pub(crate) struct CliArguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) check: Check,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List all rules
    Rules {
        /// Output format
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// Show the environment of each process that VS Code starts
    Matrix {
        /// Files and folders to read
        #[arg(default_value = ".", hide_default_value = true)]
        paths: Vec<PathBuf>,
        /// Show only these variables
        #[arg(long, value_delimiter = ',', value_name = "NAME")]
        var: Vec<String>,
        /// Output format
        #[arg(long, value_enum, default_value_t = MatrixFormat::Text)]
        format: MatrixFormat,
        #[command(flatten)]
        scope: TableScope,
    },
    /// Show every step that sets a variable, and which one wins
    Trace {
        /// Name of the variable
        variable: String,
        /// Files and folders to read
        #[arg(default_value = ".", hide_default_value = true)]
        paths: Vec<PathBuf>,
        /// Output format
        #[arg(long, value_enum, default_value_t = TraceFormat::Text)]
        format: TraceFormat,
        #[command(flatten)]
        scope: TableScope,
    },
    /// Explain a rule: what it reports, why, and how to fix it
    #[command(alias = "explain")]
    Rule {
        /// Name of the rule, shown in brackets after the severity of a finding
        name: String,
    },
    /// Find out why VS Code does not find a program or see a variable on this computer
    Doctor(Doctor),
    /// Show which program each process of VS Code finds under a name
    Which(Doctor),
    /// For doctor: start a program in a separate session
    #[command(name = "doctor-session", hide = true)]
    DoctorSession {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        command: Vec<std::ffi::OsString>,
    },
    /// For doctor: print the environment
    #[command(name = "doctor-environment", hide = true)]
    DoctorEnvironment { mark: String },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ListFormat {
    Text,
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Files and folders to lint; `-` reads standard input
    #[arg(default_value = ".", hide_default_value = true)]
    pub(crate) paths: Vec<PathBuf>,

    /// Apply safe fixes
    #[arg(long, help_heading = "Fixing")]
    pub(crate) fix: bool,
    /// Also apply fixes that may change behavior (with --fix or --diff)
    #[arg(long, help_heading = "Fixing")]
    pub(crate) unsafe_fixes: bool,
    /// Print the changes that --fix would make, without writing them
    #[arg(long, conflicts_with = "fix", help_heading = "Fixing")]
    pub(crate) diff: bool,

    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Human, help_heading = "Report")]
    pub(crate) format: Format,
    /// Write the report to this file instead of standard output
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub(crate) output_file: Option<PathBuf>,
    /// When to use colors
    #[arg(long, value_enum, default_value_t = Color::Auto, help_heading = "Report")]
    pub(crate) color: Color,
    /// Print findings only, without the summary line
    #[arg(short, long, help_heading = "Report")]
    pub(crate) quiet: bool,
    /// Exit with 1 if a finding is at or above this severity
    #[arg(long, value_enum, default_value_t = SeverityName::Warning, value_name = "LEVEL", help_heading = "Report")]
    pub(crate) fail_on: SeverityName,
    /// Exit with 0 even if there are findings (errors still exit with 2 or 3)
    #[arg(long, help_heading = "Report")]
    pub(crate) exit_zero: bool,

    /// Run only these rules (comma-separated, repeatable)
    #[arg(long, value_delimiter = ',', value_name = "RULE", help_heading = "Rules")]
    pub(crate) only: Vec<String>,
    /// Do not run these rules (comma-separated, repeatable)
    #[arg(long, value_delimiter = ',', value_name = "RULE", help_heading = "Rules")]
    pub(crate) ignore: Vec<String>,
    /// Set the severity of a rule: error, warning or info
    #[arg(long, value_delimiter = ',', value_name = "RULE=LEVEL", help_heading = "Rules")]
    pub(crate) severity: Vec<String>,
    /// Check only settings for these platforms
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PLATFORM", help_heading = "Rules")]
    pub(crate) platform: Vec<PlatformName>,

    /// Also lint your user settings, together with each folder's
    #[arg(long, help_heading = "Files")]
    pub(crate) user: bool,
    /// File type, when it can't be inferred from the name
    #[arg(long, value_enum, value_name = "KIND", help_heading = "Files")]
    pub(crate) kind: Option<FileKindName>,
    /// Path of standard input, for reports and to infer the file type
    #[arg(long, value_name = "PATH", help_heading = "Files")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// Use this configuration file instead of the nearest envlint.toml
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", help_heading = "Files")]
    pub(crate) config: Option<PathBuf>,
    /// Ignore all configuration files
    #[arg(long, help_heading = "Files")]
    pub(crate) no_config: bool,
    /// Number of threads; 0 uses one per processor
    #[arg(long, default_value_t = 0, value_name = "N", hide_default_value = true, help_heading = "Files")]
    pub(crate) threads: usize,
}

/// The options that `matrix` and `trace` share.
#[derive(Debug, Args)]
pub(crate) struct TableScope {
    /// Show only these platforms; by default, those that the files mention
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PLATFORM")]
    pub(crate) platform: Vec<PlatformName>,
    /// Show only these processes, such as terminal, terminal:NAME, shell-task, gopls-go
    #[arg(long, value_delimiter = ',', value_name = "PROCESS")]
    pub(crate) consumer: Vec<String>,
    /// Also read your user settings
    #[arg(long)]
    pub(crate) user: bool,
    /// When to use colors
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

/// An output format of `matrix`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MatrixFormat {
    /// Human-readable text
    Text,
    /// A single JSON object
    Json,
    /// Markdown tables, for a pull request or a wiki
    Markdown,
    /// A self-contained HTML page
    Html,
}

/// An output format of `trace`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TraceFormat {
    /// Human-readable text
    Text,
    /// A single JSON object
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Each finding with the lines it is about
    Human,
    /// One line per finding
    Concise,
    /// A single JSON object
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// GitHub Actions annotations
    Github,
    /// A Markdown summary, for a pull request comment
    Markdown,
}

impl Format {
    /// Returns `true` if the report itself lists unreadable files where its readers see them, so that standard error need not.
    pub(crate) const fn reports_problems(self) -> bool {
        match self {
            Self::Json | Self::Github => true,
            Self::Human | Self::Concise | Self::Sarif | Self::Markdown => false,
        }
    }

    /// What a report in this format is written in.
    pub(crate) const fn syntax(self) -> Syntax {
        match self {
            Self::Human | Self::Concise | Self::Markdown => Syntax::Text,
            Self::Github => Syntax::Workflow,
            Self::Json | Self::Sarif => Syntax::Json,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// Use colors on a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SeverityName {
    Error,
    Warning,
    Info,
}

impl From<SeverityName> for Severity {
    fn from(level: SeverityName) -> Self {
        match level {
            SeverityName::Error => Self::Error,
            SeverityName::Warning => Self::Warning,
            SeverityName::Info => Self::Info,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlatformName {
    Linux,
    Osx,
    Windows,
}

impl From<PlatformName> for Platform {
    fn from(name: PlatformName) -> Self {
        match name {
            PlatformName::Linux => Self::Linux,
            PlatformName::Osx => Self::Osx,
            PlatformName::Windows => Self::Windows,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FileKindName {
    Settings,
    Tasks,
    Launch,
    Mcp,
    Workspace,
    Devcontainer,
}

impl From<FileKindName> for FileKind {
    fn from(kind: FileKindName) -> Self {
        match kind {
            FileKindName::Settings => Self::Settings(Layer::Standalone),
            FileKindName::Tasks => Self::Tasks,
            FileKindName::Launch => Self::Launch,
            FileKindName::Mcp => Self::Mcp,
            FileKindName::Workspace => Self::Workspace,
            FileKindName::Devcontainer => Self::DevContainer,
        }
    }
}

/// The arguments of `doctor` and `which`.
#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// Programs, or variables such as JAVA_HOME; by default those that the folder's files use
    #[arg(value_name = "PROGRAM")]
    pub(crate) names: Vec<String>,
    /// The folder that is open in VS Code
    #[arg(long, value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub(crate) folder: PathBuf,
    /// Output format
    #[arg(long, value_enum, default_value_t = DoctorFormat::Human)]
    pub(crate) format: DoctorFormat,
    /// Print one block to paste into an issue, with names and secrets masked
    #[arg(long, conflicts_with = "format")]
    pub(crate) markdown: bool,
    /// Show every match of a program, not only the first
    #[arg(long)]
    pub(crate) all: bool,
    /// Show the evidence and harmless notes
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// Exit with 1 if a diagnosis is at or above this severity
    #[arg(long, value_enum, default_value_t = SeverityName::Warning, value_name = "LEVEL")]
    pub(crate) fail_on: SeverityName,
    /// Do not report these diagnoses
    #[arg(long, value_delimiter = ',', value_name = "DIAGNOSIS")]
    pub(crate) ignore: Vec<String>,

    /// Do not start any program, not even your shell
    #[arg(long, help_heading = "Machine")]
    pub(crate) no_run: bool,
    /// Trust the folder: start shells with the variables from its files
    #[arg(long, help_heading = "Machine")]
    pub(crate) trust: bool,
    /// Also write the observations to this file, with secrets masked
    #[arg(long, value_name = "FILE", help_heading = "Machine")]
    pub(crate) save: Option<PathBuf>,
    /// With --save: do not replace your name and home folder
    #[arg(long, requires = "save", help_heading = "Machine")]
    pub(crate) keep_names: bool,
    /// Diagnose the machine in this file instead of this computer
    #[arg(long, value_name = "FILE", help_heading = "Machine")]
    pub(crate) machine: Option<PathBuf>,
    /// Add the observations of another program, such as an editor extension
    #[arg(long, value_name = "FILE", help_heading = "Machine")]
    pub(crate) observed: Vec<PathBuf>,
}

/// The output format of `doctor` and `which`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DoctorFormat {
    /// For people
    Human,
    /// One JSON object, for programs
    Json,
    /// A page with all processes side by side, without scripts
    Html,
}
