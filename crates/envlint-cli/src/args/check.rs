//! The options of `check`, which are also those of `envlint` without a command.

use std::path::PathBuf;

use clap::Args;

use super::{Color, FileKindName, Format, PlatformName, SeverityName, UserOf};

#[derive(Clone, Debug, Args)]
pub(crate) struct Check {
    /// Files and folders to lint; `-` reads standard input
    #[arg(default_value = ".", hide_default_value = true)]
    pub(crate) paths: Vec<PathBuf>,

    /// Apply safe fixes
    #[arg(long, help_heading = "Fixing")]
    pub(crate) fix: bool,
    /// Also apply fixes that may change behavior; without --fix or --diff, count them as fixable
    #[arg(long, help_heading = "Fixing")]
    pub(crate) unsafe_fixes: bool,
    /// Apply safe fixes, and do not report the findings that are left
    #[arg(long, help_heading = "Fixing")]
    pub(crate) fix_only: bool,
    /// With --user: change your own files without asking
    #[arg(short, long, requires = "user", help_heading = "Fixing")]
    pub(crate) yes: bool,
    /// Print the changes that --fix would make, without writing them
    #[arg(long, conflicts_with_all = ["fix", "fix_only"], help_heading = "Fixing")]
    pub(crate) diff: bool,
    /// List the files and rules of the applied fixes
    #[arg(long, help_heading = "Fixing")]
    pub(crate) show_fixes: bool,
    /// Add a comment above each finding that suppresses it and gives this reason
    #[arg(long, value_name = "REASON", conflicts_with_all = ["fix", "fix_only", "diff"], help_heading = "Fixing")]
    pub(crate) add_suppressions: Option<String>,

    /// Output format [default: human]
    #[arg(long, value_enum, env = "ENVLINT_FORMAT", hide_env = true, help_heading = "Report")]
    pub(crate) format: Option<Format>,
    /// Write the report to this file instead of standard output
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub(crate) output_file: Option<PathBuf>,
    /// When to use colors
    #[arg(long, value_enum, default_value_t = Color::Auto, env = "ENVLINT_COLOR", hide_env = true, help_heading = "Report")]
    pub(crate) color: Color,
    /// Print findings only, without the summary line
    #[arg(short, long, help_heading = "Report")]
    pub(crate) quiet: bool,
    /// Print the number of findings of each rule instead of the findings
    #[arg(long, help_heading = "Report")]
    pub(crate) statistics: bool,
    /// Ignore findings below this severity [default: info]
    #[arg(long, value_enum, value_name = "LEVEL", help_heading = "Report")]
    pub(crate) min_severity: Option<SeverityName>,
    /// Do not report the findings in this baseline, which `envlint baseline write` writes
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub(crate) baseline: Option<PathBuf>,
    /// Also report the findings in the baseline that envlint.toml names
    #[arg(long, conflicts_with = "baseline", help_heading = "Report")]
    pub(crate) no_baseline: bool,
    /// Print a small example with a finding of this rule, with names and values masked, to report a false alarm
    #[arg(long, value_name = "RULE", help_heading = "Report")]
    #[arg(conflicts_with_all = ["fix", "fix_only", "diff", "add_suppressions", "statistics"])]
    pub(crate) report: Option<String>,
    /// Exit with 1 if a finding is at or above this severity [default: warning]
    #[arg(long, value_enum, value_name = "LEVEL", help_heading = "Report")]
    pub(crate) fail_on: Option<SeverityName>,
    /// Exit with 0 even if there are findings (errors still exit with 2 or 3)
    #[arg(long, help_heading = "Report")]
    pub(crate) exit_zero: bool,

    /// Run only these rules or families of rules (comma-separated, repeatable)
    #[arg(long, value_delimiter = ',', value_name = "RULE", help_heading = "Rules")]
    pub(crate) only: Vec<String>,
    /// Do not run these rules or families of rules (comma-separated, repeatable)
    #[arg(long, value_delimiter = ',', value_name = "RULE", help_heading = "Rules")]
    pub(crate) ignore: Vec<String>,
    /// Set the severity of a rule or family: error, warning or info; use --ignore to turn it off
    #[arg(long, value_delimiter = ',', value_name = "RULE=LEVEL", help_heading = "Rules")]
    pub(crate) severity: Vec<String>,
    /// Check only settings for these platforms
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PLATFORM", help_heading = "Rules")]
    pub(crate) platform: Vec<PlatformName>,

    /// Also lint your user settings, together with each folder's; --user=cursor for those of one product
    #[arg(long, value_name = "PRODUCT", num_args = 0..=1, require_equals = true, default_missing_value = UserOf::ALL)]
    #[arg(value_parser = UserOf::parser(), hide_possible_values = true, help_heading = "Files")]
    pub(crate) user: Option<UserOf>,
    /// File type, when it can't be inferred from the name
    #[arg(long, value_enum, value_name = "KIND", help_heading = "Files")]
    pub(crate) kind: Option<FileKindName>,
    /// Path of standard input, for reports and to infer the file type
    #[arg(long, value_name = "PATH", help_heading = "Files")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// Do not lint files that match this pattern, relative to the working directory (comma-separated, repeatable)
    #[arg(long, value_delimiter = ',', value_name = "PATTERN", help_heading = "Files")]
    pub(crate) exclude: Vec<String>,
    /// Lint only files that are staged in git, as they are in the working tree
    #[arg(long, group = "change", help_heading = "Files")]
    pub(crate) staged: bool,
    /// Lint only files that have changed since this git revision
    #[arg(long, value_name = "REV", group = "change", help_heading = "Files")]
    pub(crate) changed_since: Option<String>,
    /// With --staged or --changed-since: report only findings about lines that have changed
    #[arg(long, requires = "change", help_heading = "Files")]
    #[arg(conflicts_with_all = ["fix", "fix_only", "diff", "add_suppressions"])]
    pub(crate) changed_lines: bool,
    /// Lint only files that this file lists, one per line or separated by NUL; `-` reads the list from standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["staged", "changed_since"], help_heading = "Files")]
    pub(crate) files_from: Option<PathBuf>,
    /// List the files that would be read, and why, instead of linting them
    #[arg(long, help_heading = "Files")]
    pub(crate) show_files: bool,
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

impl Check {
    /// `true` if no option hides some findings of the linted files.
    pub(crate) fn reports_all(&self) -> bool {
        let selects_rules = !self.only.is_empty() || !self.ignore.is_empty() || !self.platform.is_empty();
        !selects_rules && self.min_severity.is_none() && !self.changed_lines && !self.fix_only
    }
}
