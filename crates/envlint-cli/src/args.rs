//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use envlint_rules::core::finding::Severity;
use envlint_rules::core::vscode::{FileKind, Layer, Platform};

use crate::Error;
use crate::config::{Choice, Wishes};
use crate::console::Syntax;
use crate::files::Asked;

/// Lints and mends the files in which people tell VS Code about environments.
#[derive(Debug, Parser)]
#[command(name = "envlint", version, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
#[command(
    after_help = "Exit status: 0 nothing to report, 1 findings remain, 2 wrong command line or configuration, 3 a file could not be read or written."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) check: Check,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List all rules
    Rules {
        /// How to list them
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// Show what each process that VS Code starts sees: variables down, processes across
    Matrix {
        /// Files and folders to look at
        #[arg(default_value = ".", hide_default_value = true)]
        paths: Vec<PathBuf>,
        /// Only these variables
        #[arg(long, value_delimiter = ',', value_name = "NAME")]
        var: Vec<String>,
        /// How to show it
        #[arg(long, value_enum, default_value_t = MatrixFormat::Text)]
        format: MatrixFormat,
        #[command(flatten)]
        scope: Scope,
    },
    /// Show who gives a variable its value, and who loses, from first to last
    Trace {
        /// The variable
        variable: String,
        /// Files and folders to look at
        #[arg(default_value = ".", hide_default_value = true)]
        paths: Vec<PathBuf>,
        /// How to show it
        #[arg(long, value_enum, default_value_t = TraceFormat::Text)]
        format: TraceFormat,
        #[command(flatten)]
        scope: Scope,
    },
    /// Explain a rule: what it finds, why it matters, how to mend it
    Rule {
        /// The rule's name, as in brackets behind a finding's severity
        name: String,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ListFormat {
    Text,
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Files and folders to lint; folders are searched. `-` reads standard input
    #[arg(default_value = ".", hide_default_value = true)]
    pub(crate) paths: Vec<PathBuf>,

    /// Mend what can be mended safely
    #[arg(long, help_heading = "Fixing")]
    pub(crate) fix: bool,
    /// With --fix or --diff: also apply fixes that may change behaviour
    #[arg(long, help_heading = "Fixing")]
    pub(crate) unsafe_fixes: bool,
    /// Print what --fix would change, and change nothing
    #[arg(long, conflicts_with = "fix", help_heading = "Fixing")]
    pub(crate) diff: bool,

    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human, help_heading = "Report")]
    pub(crate) format: Format,
    /// Write the report to this file, not to standard output
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub(crate) output_file: Option<PathBuf>,
    /// When to use colours
    #[arg(long, value_enum, default_value_t = Color::Auto, help_heading = "Report")]
    pub(crate) color: Color,
    /// Print findings alone, without the last line that counts them
    #[arg(short, long, help_heading = "Report")]
    pub(crate) quiet: bool,
    /// The least severity that makes the exit status 1
    #[arg(long, value_enum, default_value_t = Level::Warning, value_name = "LEVEL", help_heading = "Report")]
    pub(crate) fail_on: Level,
    /// Exit with 0 whatever is found; a wrong configuration still gives 2, and a file that could not be read 3
    #[arg(long, help_heading = "Report")]
    pub(crate) exit_zero: bool,

    /// Run only these rules (a list with commas, or the option again)
    #[arg(long, value_delimiter = ',', value_name = "RULE", help_heading = "Rules")]
    pub(crate) only: Vec<String>,
    /// Do not run these rules (likewise)
    #[arg(long, value_delimiter = ',', value_name = "RULE", help_heading = "Rules")]
    pub(crate) ignore: Vec<String>,
    /// Give a rule another severity: error, warning or info
    #[arg(long, value_delimiter = ',', value_name = "RULE=LEVEL", help_heading = "Rules")]
    pub(crate) severity: Vec<String>,
    /// The platforms that matter; settings for others are left alone
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PLATFORM", help_heading = "Rules")]
    pub(crate) platform: Vec<PlatformName>,

    /// Also lint your own settings, and how the settings of folders go together with them
    #[arg(long, help_heading = "Files")]
    pub(crate) user: bool,
    /// What the named files are, where their names do not tell
    #[arg(long, value_enum, value_name = "KIND", help_heading = "Files")]
    pub(crate) kind: Option<Kind>,
    /// The path to report for standard input, which also tells what it is
    #[arg(long, value_name = "PATH", help_heading = "Files")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// The configuration for all files, in place of the nearest envlint.toml above each
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", help_heading = "Files")]
    pub(crate) config: Option<PathBuf>,
    /// Go by no configuration
    #[arg(long, help_heading = "Files")]
    pub(crate) no_config: bool,
    /// How many threads to use; 0 for as many as there are processors
    #[arg(long, default_value_t = 0, value_name = "N", hide_default_value = true, help_heading = "Files")]
    pub(crate) threads: usize,
}

impl Check {
    /// What is asked of the rules.
    ///
    /// # Errors
    /// A rule or a level that does not exist.
    pub(crate) fn wishes(&self) -> Result<Wishes, Error> {
        let platforms = self.platform.iter().map(|&name| Platform::from(name)).collect();
        Wishes::new(&self.only, &self.ignore, &self.severity, platforms)
    }

    /// Which files it is about.
    pub(crate) fn asked(&self) -> Asked<'_> {
        Asked {
            paths: &self.paths,
            kind: self.kind.map(FileKind::from),
            stdin_filename: self.stdin_filename.as_deref(),
            user: self.user,
            threads: self.threads,
            config: match &self.config {
                Some(path) => Choice::File(path),
                None if self.no_config => Choice::None,
                None => Choice::Nearest,
            },
            leaves_out_named: true,
        }
    }
}

/// What `matrix` and `trace` are asked about.
#[derive(Debug, Args)]
pub(crate) struct Scope {
    /// Only these platforms; by default those that the files speak of
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PLATFORM")]
    pub(crate) platform: Vec<PlatformName>,
    /// Only these processes, such as terminal, terminal:NAME, shell-task, gopls-go
    #[arg(long, value_delimiter = ',', value_name = "PROCESS")]
    pub(crate) consumer: Vec<String>,
    /// Also take your own settings into account
    #[arg(long)]
    pub(crate) user: bool,
    /// When to use colours
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

/// How to show what processes see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MatrixFormat {
    /// For people
    Text,
    /// One JSON object, for programs
    Json,
    /// For a pull request or a wiki
    Markdown,
    /// One page for a browser, that needs nothing else
    Html,
}

/// How to show a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TraceFormat {
    /// For people
    Text,
    /// One JSON object, for programs
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Each finding with its source, for people
    Human,
    /// One line for each finding
    Concise,
    /// One JSON object, for programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands, of which GitHub makes annotations
    Github,
    /// A summary, for a comment on a pull request
    Markdown,
}

impl Format {
    /// Whether the report itself says what could not be read, to those who would see it on standard error.
    pub(crate) const fn tells_problems(self) -> bool {
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
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    Error,
    Warning,
    Info,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Self::Error,
            Level::Warning => Self::Warning,
            Level::Info => Self::Info,
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
pub(crate) enum Kind {
    Settings,
    Tasks,
    Launch,
    Mcp,
    Workspace,
    Devcontainer,
}

impl From<Kind> for FileKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Settings => Self::Settings(Layer::Standalone),
            Kind::Tasks => Self::Tasks,
            Kind::Launch => Self::Launch,
            Kind::Mcp => Self::Mcp,
            Kind::Workspace => Self::Workspace,
            Kind::Devcontainer => Self::DevContainer,
        }
    }
}
