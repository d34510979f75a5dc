//! The diagnoses: a table, in the order in which causes are considered. Each row is `name.rs` beside its page `name.md`.
//!
//! Invariants: one cause gives one diagnosis, since a cause claims what it explains and later rows look only at what is left; the
//! two symptoms `program-not-found` and `program-differs` come last for that reason. Text and JSON print the same list.

mod diagnosis;
mod ledger;
mod variables;

use crate::case::Case;

pub use diagnosis::{Certainty, Diagnosis, Evidence, Restart, Severity};
pub use ledger::Ledger;

/// Declares the modules, the enumeration and the table, so that none can lack a row.
macro_rules! diagnoses {
    ($($(#[$doc:meta])* $variant:ident = $module:ident, $name:literal;)*) => {
        $(mod $module;)*

        /// A kind of diagnosis.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Id {
            $($(#[$doc])* $variant,)*
        }

        impl Id {
            /// All of them, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name in reports: `stale-process`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The page: what it means, when it fires, what to do.
            #[must_use]
            pub const fn page(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!(stringify!($module), ".md")),)*
                }
            }

            fn check(self, case: &Case<'_>, ledger: &mut Ledger) {
                match self {
                    $(Self::$variant => $module::check(case, ledger),)*
                }
            }
        }
    };
}

diagnoses! {
    /// VS Code runs in a sandbox.
    SandboxedProduct = sandboxed_product, "sandboxed-product";
    /// The shell gives VS Code no answer.
    ShellResolutionFailed = shell_resolution_failed, "shell-resolution-failed";
    /// The shell takes long to answer.
    ShellResolutionSlow = shell_resolution_slow, "shell-resolution-slow";
    /// The running VS Code is older than the change.
    StaleProcess = stale_process, "stale-process";
    /// The folder's own files are the cause.
    SettingsCause = settings_cause, "settings-cause";
    /// A start-up file sets it that VS Code's shell does not read.
    SetInUnreadStartupFile = set_in_unread_startup_file, "set-in-unread-startup-file";
    /// A start-up file drops what PATH had.
    StartupFileReplacesPath = startup_file_replaces_path, "startup-file-replaces-path";
    /// The same folders in another order.
    PathOrder = path_order, "path-order";
    /// A variable of the system names no such thing.
    WrongHostVariable = wrong_host_variable, "wrong-host-variable";
    /// A profile or the user's shell does not exist.
    MissingShell = missing_shell, "missing-shell";
    /// A file refers to a variable that is not set.
    UnsetReference = unset_reference, "unset-reference";
    /// Variables of a wrapper reach what VS Code starts.
    LeakedVariable = leaked_variable, "leaked-variable";
    /// A folder does not exist that a setting names or that would hold the program.
    MissingDirectory = missing_directory, "missing-directory";
    /// An entry of PATH is empty, relative or open to others.
    BadPathEntry = bad_path_entry, "bad-path-entry";
    /// The program is not there.
    ProgramNotFound = program_not_found, "program-not-found";
    /// Two processes find two programs.
    ProgramDiffers = program_differs, "program-differs";
    /// Predicted and observed differ for no known reason.
    UnexplainedDifference = unexplained_difference, "unexplained-difference";
}

impl Id {
    /// The kind that is called `name`.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|id| id.name() == name)
    }

    /// What it means, in one sentence: the first paragraph of its page.
    #[must_use]
    pub fn summary(self) -> String {
        let mut paragraphs = self.page().split("\n\n").skip(1);
        paragraphs.next().unwrap_or_default().replace('\n', " ")
    }
}

/// What is wrong, the most important first: what explains the question, then by severity, then in the order of the table.
#[must_use]
pub fn diagnose(case: &Case<'_>) -> Vec<Diagnosis> {
    let mut ledger = Ledger::default();
    Id::ALL.iter().for_each(|id| id.check(case, &mut ledger));
    let mut diagnoses = ledger.into_diagnoses();
    diagnoses.sort_by_key(|diagnosis| (!diagnosis.explains, std::cmp::Reverse(diagnosis.severity), diagnosis.id));
    diagnoses
}
