//! The diagnoses: a table in the order in which causes are considered. Each row has a module `name.rs` and a page `name.md`.
//!
//! Invariants: one cause gives one diagnosis, because a cause claims the gaps that it explains and later rows see only the
//! remaining ones. For that reason the two symptoms `program-not-found` and `program-differs` come last. Text and JSON print the
//! same list.

mod bad_path_entry;
mod diagnosis;
mod ineffective_startup_line;
mod leaked_variable;
mod ledger;
mod linter_finding;
mod missing_directory;
mod missing_shell;
mod path_order;
mod program_differs;
mod program_not_found;
mod sandboxed_product;
mod set_in_unread_startup_file;
mod settings_cause;
mod settings_source;
mod settings_value;
mod shell_resolution_failed;
mod shell_resolution_slow;
mod stale_process;
mod stale_shell;
mod stale_terminal;
mod startup_advice;
mod startup_file_replaces_path;
mod startup_search;
mod unexplained_difference;
mod unset_reference;
mod variable_kinds;
mod variables;
mod wrong_host_variable;

use crate::case::{Case, GapKind, Weight};

pub use diagnosis::{Certainty, Diagnosis, Evidence, Restart};
use ledger::matters;

pub use ledger::Ledger;
pub use unexplained_difference::is_known_addition;

pub use envlint_core::finding::Severity;

/// Declares the enumeration and the table together, so that no diagnosis can lack a part. The modules are declared above, because
/// rustfmt does not see those in a macro.
macro_rules! diagnoses {
    ($($(#[$doc:meta])* $variant:ident = $module:ident, $name:literal;)*) => {
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

            /// The page that explains the diagnosis.
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
    /// The shell gives VS Code no answer to its question.
    ShellResolutionFailed = shell_resolution_failed, "shell-resolution-failed";
    /// The shell answers slowly.
    ShellResolutionSlow = shell_resolution_slow, "shell-resolution-slow";
    /// The running VS Code is older than the change.
    StaleProcess = stale_process, "stale-process";
    /// The folder's own files are the cause.
    SettingsCause = settings_cause, "settings-cause";
    /// The program or variable is set in a startup file that VS Code's shell does not read.
    SetInUnreadStartupFile = set_in_unread_startup_file, "set-in-unread-startup-file";
    /// A line of a startup file that is read has no effect.
    IneffectiveStartupLine = ineffective_startup_line, "ineffective-startup-line";
    /// A startup file drops the inherited entries of PATH.
    StartupFileReplacesPath = startup_file_replaces_path, "startup-file-replaces-path";
    /// PATH has the same folders in another order.
    PathOrder = path_order, "path-order";
    /// A variable of the computer has a value that its readers do not expect.
    WrongHostVariable = wrong_host_variable, "wrong-host-variable";
    /// A profile or the user's shell does not exist.
    MissingShell = missing_shell, "missing-shell";
    /// A file refers to a variable that is not set.
    UnsetReference = unset_reference, "unset-reference";
    /// Programs that VS Code starts inherit variables of a wrapper.
    LeakedVariable = leaked_variable, "leaked-variable";
    /// A folder that a setting names, or that should contain the program, does not exist.
    MissingDirectory = missing_directory, "missing-directory";
    /// An entry of PATH is empty, relative or writable by other users.
    BadPathEntry = bad_path_entry, "bad-path-entry";
    /// No folder of PATH contains the program.
    ProgramNotFound = program_not_found, "program-not-found";
    /// Two processes find different programs under one name.
    ProgramDiffers = program_differs, "program-differs";
    /// The predicted and the observed PATH differ for no known reason.
    UnexplainedDifference = unexplained_difference, "unexplained-difference";
}

impl Id {
    /// The diagnosis with this name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|id| id.name() == name)
    }

    /// The diagnosis in one sentence: the first paragraph of its page.
    #[must_use]
    pub fn summary(self) -> String {
        let mut paragraphs = self.page().split("\n\n").skip(1);
        paragraphs.next().unwrap_or_default().replace('\n', " ")
    }
}

/// `names` as a list in a sentence: "a, b and c".
pub(crate) fn listed(names: &[String]) -> String {
    match names {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}

/// `diagnoses` with those that have the same cause and remedy as one, which names all programs.
fn joined(diagnoses: Vec<Diagnosis>) -> Vec<Diagnosis> {
    let mut joined: Vec<(Diagnosis, Vec<String>)> = Vec::new();
    for diagnosis in diagnoses {
        let is_same = |(known, _): &&mut (Diagnosis, Vec<String>)| {
            (known.id, &known.message, &known.remedy, &known.paste)
                == (diagnosis.id, &diagnosis.message, &diagnosis.remedy, &diagnosis.paste)
        };
        let Some((known, programs)) = joined.iter_mut().find(is_same) else {
            let programs = diagnosis.program.iter().cloned().collect();
            joined.push((diagnosis, programs));
            continue;
        };
        programs.extend(diagnosis.program.filter(|program| !programs.contains(program)));
        known.severity = known.severity.max(diagnosis.severity);
        known.explains |= diagnosis.explains;
        known.is_finding |= diagnosis.is_finding;
        for (all, more) in [(&mut known.variables, diagnosis.variables), (&mut known.processes, diagnosis.processes)] {
            let new: Vec<String> = more.into_iter().filter(|name| !all.contains(name)).collect();
            all.extend(new);
        }
        for fact in diagnosis.evidence {
            if !known.evidence.contains(&fact) {
                known.evidence.push(fact);
            }
        }
    }
    let named = |(mut diagnosis, programs): (Diagnosis, Vec<String>)| {
        if programs.len() > 1 {
            let end = if diagnosis.message.ends_with('.') { "" } else { "." };
            diagnosis.message += &format!("{end} This concerns {}.", listed(&programs));
        }
        diagnosis
    };
    joined.into_iter().map(named).collect()
}

/// Returns `true` if `diagnosis` explains why a process does not find a program that was asked for.
fn explains_missing(case: &Case<'_>, diagnosis: &Diagnosis) -> bool {
    let mut asked = case.questions.iter().filter(|question| diagnosis.program.as_ref() == Some(&question.name.text));
    diagnosis.explains
        && asked.any(|question| {
            let mut missing = question.gaps.iter().filter(|gap| gap.kind == GapKind::Missing);
            question.name.weight == Weight::Requested && missing.any(|gap| is_about(case, diagnosis, gap.view))
        })
}

/// Returns `true` if `diagnosis` is about the process of the view with this index.
fn is_about(case: &Case<'_>, diagnosis: &Diagnosis, view: usize) -> bool {
    case.views.get(view).is_some_and(|view| diagnosis.processes.contains(&view.label))
}

/// The diagnoses of `case`: first the linter's findings about a variable that was asked for, then the others that explain the
/// question, then by severity, then in the order of the table.
#[must_use]
pub fn diagnose(case: &Case<'_>) -> Vec<Diagnosis> {
    let mut ledger = Ledger::default();
    for id in Id::ALL.iter() {
        id.check(case, &mut ledger);
    }
    let mut diagnoses = ledger.into_diagnoses();
    for diagnosis in diagnoses.iter_mut().filter(|diagnosis| diagnosis.severity == Severity::Warning) {
        if explains_missing(case, diagnosis) {
            diagnosis.severity = Severity::Error;
        }
    }
    let mut diagnoses = joined(diagnoses);
    // A cause that may concern a program is not the answer if no folder contains the program.
    let is_nowhere = |diagnosis: &Diagnosis| {
        let mut questions =
            case.questions.iter().filter(|question| diagnosis.program.as_ref() == Some(&question.name.text));
        diagnosis.id == Id::ProgramNotFound && questions.any(|question| matters(question) && !question.is_anywhere())
    };
    diagnoses.sort_by_key(|diagnosis| {
        let first = (!diagnosis.is_finding, !diagnosis.explains, !is_nowhere(diagnosis));
        (first, std::cmp::Reverse(diagnosis.severity), diagnosis.id)
    });
    diagnoses
}
