//! The command line.

mod check;
mod deferred;
mod help;
mod suggest;
mod values;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use envlint_core::vscode::{FileKind, Layer, Platform};

use crate::console::Syntax;

pub(crate) use check::Check;
pub(crate) use deferred::Deferred;
pub(crate) use suggest::suggest_option;
pub(crate) use values::{Color, CompletedShell, Format, SeverityName, UserOf};

/// Find and fix environment mistakes in VS Code settings files.
#[derive(Debug, Parser)]
// The same name in usages on every platform: otherwise, it would be `envlint.exe` on Windows.
#[command(name = "envlint", bin_name = "envlint", version)]
#[command(args_conflicts_with_subcommands = true, args_override_self = true)]
#[command(after_help = help::SHORT, after_long_help = help::LONG)]
pub(crate) struct CliArguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) check: Check,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Lint files and folders; the same as no command
    #[command(visible_alias = "lint")]
    Check(Deferred<Check>),
    /// List all rules
    Rules {
        /// Output format
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// Show the environment of each process that VS Code starts
    Matrix(Deferred<MatrixArguments>),
    /// Show every step that sets a variable, and which one wins
    Trace(Deferred<TraceArguments>),
    /// Explain a rule: what it reports, why, and how to fix it
    #[command(visible_alias = "explain")]
    Rule {
        /// Name of the rule, shown in brackets after the severity of a finding
        name: String,
        /// Output format
        #[arg(long, value_enum, default_value_t = PageFormat::Text)]
        format: PageFormat,
        /// When to use colors
        #[arg(long, value_enum, default_value_t = Color::Auto, env = "ENVLINT_COLOR", hide_env = true)]
        color: Color,
    },
    /// Show the configuration that applies to a file or folder, and where it comes from
    Config {
        /// File or folder
        #[arg(default_value = ".", hide_default_value = true)]
        path: PathBuf,
    },
    /// Find out why VS Code does not find a program or see a variable on this computer
    Doctor(Deferred<Doctor>),
    /// Show which program each process of VS Code finds under a name
    Which(Deferred<Doctor>),
    /// Write a first envlint.toml, and print what to add to pre-commit and CI
    Init {
        /// The folder of the configuration
        #[arg(default_value = ".", hide_default_value = true)]
        folder: PathBuf,
    },
    /// Accept the current findings, so that only new ones are reported
    Baseline {
        #[command(subcommand)]
        action: BaselineAction,
    },
    /// Start the language server, which talks to an editor on standard input and output
    Server,
    /// Print a script that completes the options of envlint in a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: CompletedShell,
    },
    /// Print the manual page of envlint or of one of its commands
    Man {
        /// Name of the command
        command: Option<String>,
    },
    /// For doctor: start a program in a separate session
    #[command(name = "doctor-session", hide = true)]
    DoctorSession {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        command: Vec<std::ffi::OsString>,
    },
    /// For doctor: print the environment, or write it to a file
    #[command(name = "doctor-environment", hide = true)]
    DoctorEnvironment { mark: String, file: Option<PathBuf> },
}

/// The commands of `baseline`. The file is envlint-baseline.json, unless --baseline names another one.
#[derive(Debug, Subcommand)]
pub(crate) enum BaselineAction {
    /// Write the current findings to the baseline
    Write(Deferred<Check>),
    /// Lint, and report only findings that are not in the baseline
    Check(Deferred<Check>),
    /// Remove findings from the baseline that are gone
    Prune(Deferred<Check>),
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ListFormat {
    Text,
    Json,
}

/// An output format of `rule`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageFormat {
    /// For a terminal
    Text,
    /// The page as it is written
    Markdown,
    /// The page, with the facts about the rule, for programs
    Json,
}

/// The arguments of `matrix`.
#[derive(Debug, Args)]
pub(crate) struct MatrixArguments {
    /// Files and folders to read
    #[arg(default_value = ".", hide_default_value = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Show only these variables
    #[arg(long, value_delimiter = ',', value_name = "NAME")]
    pub(crate) var: Vec<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t = MatrixFormat::Text)]
    pub(crate) format: MatrixFormat,
    /// Show the values that the variables have on this computer, or on a saved machine: --real=machine.json
    #[arg(long, value_name = "MACHINE", require_equals = true)]
    #[arg(conflicts_with_all = ["platform", "consumer", "user", "output_file", "config", "no_config"])]
    pub(crate) real: Option<Option<PathBuf>>,
    #[command(flatten)]
    pub(crate) scope: TableScope,
}

/// The arguments of `trace`.
#[derive(Debug, Args)]
pub(crate) struct TraceArguments {
    /// Name of the variable
    pub(crate) variable: String,
    /// Files and folders to read
    #[arg(default_value = ".", hide_default_value = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = TraceFormat::Text)]
    pub(crate) format: TraceFormat,
    #[command(flatten)]
    pub(crate) scope: TableScope,
}

/// The options that `matrix` and `trace` share.
#[derive(Debug, Args)]
pub(crate) struct TableScope {
    /// Show only these platforms; by default, those that the files mention
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PLATFORM")]
    pub(crate) platform: Vec<PlatformName>,
    /// Show only these processes, such as terminal, terminal:NAME, shell-task, gopls
    #[arg(long, value_delimiter = ',', value_name = "PROCESS")]
    pub(crate) consumer: Vec<String>,
    /// Also read your user settings, of all products or of one, such as --user=cursor
    #[arg(long, value_name = "PRODUCT", num_args = 0..=1, require_equals = true, default_missing_value = UserOf::ALL)]
    #[arg(value_parser = UserOf::parser(), hide_possible_values = true)]
    pub(crate) user: Option<UserOf>,
    /// Write the output to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output_file: Option<PathBuf>,
    /// When to use colors
    #[arg(long, value_enum, default_value_t = Color::Auto, env = "ENVLINT_COLOR", hide_env = true)]
    pub(crate) color: Color,
    /// Use this configuration file instead of the nearest envlint.toml
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,
    /// Ignore all configuration files
    #[arg(long)]
    pub(crate) no_config: bool,
}

impl TableScope {
    /// Everything that the files mention.
    pub(crate) const fn everything() -> Self {
        Self {
            platform: Vec::new(),
            consumer: Vec::new(),
            user: None,
            output_file: None,
            color: Color::Never,
            config: None,
            no_config: false,
        }
    }
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
pub(crate) enum PlatformName {
    Linux,
    #[value(aliases = ["macos", "mac", "darwin"])]
    Osx,
    #[value(aliases = ["win", "win32"])]
    Windows,
}

impl MatrixFormat {
    /// What an output in this format is written in.
    pub(crate) const fn syntax(self) -> Syntax {
        match self {
            Self::Text | Self::Markdown => Syntax::Text,
            Self::Json => Syntax::Json,
            Self::Html => Syntax::Html,
        }
    }
}

impl TraceFormat {
    /// What an output in this format is written in.
    pub(crate) const fn syntax(self) -> Syntax {
        match self {
            Self::Text => Syntax::Text,
            Self::Json => Syntax::Json,
        }
    }
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
    /// Programs, or variables such as JAVA_HOME; doctor, but not which, takes those of the folder's files by default
    #[arg(value_name = "PROGRAM")]
    pub(crate) names: Vec<String>,
    /// The folder that is open in VS Code
    #[arg(long, value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub(crate) folder: PathBuf,
    /// Output format [default: human]
    #[arg(long, value_enum)]
    pub(crate) format: Option<DoctorFormat>,
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
    /// Ignore a running VS Code: show what it would see if it were started now
    #[arg(long, help_heading = "Machine")]
    pub(crate) ignore_running: bool,
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
