//! The kinds of values that well-known variables must have.

use super::ledger::matters;
use crate::case::Case;
use crate::lookup::{Listing, executable, exists, listing};
use crate::machine::{Machine, Os, is_of_host};

/// The kind of value that a variable must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The path of a program.
    Program,
    /// A folder that contains this program in its `bin`.
    RootOf(&'static str),
    /// The path of a folder.
    Folder,
    /// A list of folders, all of them absolute.
    AbsoluteFolders,
    /// A Rust toolchain: a name, or a folder that contains cargo in its `bin`.
    Toolchain,
}

/// A variable with the kind of value that it must have, and the programs that read it.
pub(super) struct WrongVariableRow {
    pub(super) name: &'static str,
    pub(super) wanted: Wanted,
    readers: &'static [&'static str],
}

pub(super) const fn row(name: &'static str, wanted: Wanted, readers: &'static [&'static str]) -> WrongVariableRow {
    WrongVariableRow { name, wanted, readers }
}

const RUST: &[&str] = &["cargo", "rustc", "rustup", "rustfmt", "rust-analyzer", "clippy-driver"];
pub(super) const GO: &[&str] = &["go", "gofmt", "gopls", "dlv", "staticcheck", "golangci-lint"];
const JAVA: &[&str] = &["java", "javac", "jar", "mvn", "gradle"];
const PYTHON: &[&str] = &["python", "python3", "pip", "pip3"];

/// Source: the manuals of Cargo ("Environment variables"), rustup, `go help environment`, Java, Python and the shells.
pub(super) const VARIABLES: &[WrongVariableRow] = &[
    row("CARGO", Wanted::Program, RUST),
    row("RUSTC", Wanted::Program, RUST),
    row("CARGO_HOME", Wanted::Folder, RUST),
    row("RUSTUP_HOME", Wanted::Folder, RUST),
    row("RUSTUP_TOOLCHAIN", Wanted::Toolchain, RUST),
    row("GOROOT", Wanted::RootOf("go"), GO),
    row("GOPATH", Wanted::AbsoluteFolders, GO),
    row("JAVA_HOME", Wanted::RootOf("java"), JAVA),
    row("PYTHONHOME", Wanted::Folder, PYTHON),
    row("ANDROID_HOME", Wanted::Folder, &["adb", "gradle", "flutter"]),
    row("DOTNET_ROOT", Wanted::Folder, &["dotnet"]),
];

/// The problem of `value`; `None` if there is none or it is not known.
pub(super) fn wrong(machine: &Machine, wanted: Wanted, value: &str) -> Option<String> {
    let os = machine.os;
    if wanted == Wanted::AbsoluteFolders {
        return wrong_entry(os, value).map(str::to_owned);
    }
    if is_of_host(value) {
        return None;
    }
    if value.starts_with(['~', '$']) && wanted != Wanted::Toolchain {
        return Some("was not expanded, so it names no file or folder".to_owned());
    }
    if !os.is_absolute(value) {
        return None;
    }
    let is_folder = |path: &str| matches!(listing(machine, path), Listing::Programs(_));
    let has_bin = |program: &str| match listing(machine, &os.join(value, "bin")) {
        Listing::Programs(names) => Some(names.iter().any(|name| name.trim_end_matches(".exe") == program)),
        Listing::Gone => Some(false),
        Listing::NotObserved => None,
    };
    match wanted {
        Wanted::Program if is_folder(value) => Some("is a folder, but must be a program".to_owned()),
        Wanted::Program => (executable(machine, value) == Some(false)).then(|| "does not exist".to_owned()),
        Wanted::Folder => (exists(machine, value) == Some(false)).then(|| "does not exist".to_owned()),
        Wanted::RootOf(program) if exists(machine, value) == Some(false) => {
            Some(format!("does not exist, so it contains no bin/{program}"))
        }
        Wanted::RootOf(program) => (has_bin(program) == Some(false)).then(|| format!("does not contain bin/{program}")),
        Wanted::AbsoluteFolders => None,
        Wanted::Toolchain => {
            // The programs of a distribution's toolchain do not come from rustup.
            let is_system = os.same_path(value, "/usr");
            (is_system || has_bin("cargo") == Some(false)).then(|| "is not a rustup toolchain".to_owned())
        }
    }
}

/// The problem of the first wrong entry of GOPATH.
///
/// Source: golang/go, src/cmd/go/main.go.
fn wrong_entry(os: Os, list: &str) -> Option<&'static str> {
    if os.entries(list).any(|entry| entry.text.starts_with('~')) {
        return Some("has an entry that begins with `~`; the go command fails unless all entries are absolute paths");
    }
    let is_relative = os.entries(list).any(|entry| !entry.text.is_empty() && !os.is_absolute(entry.text));
    is_relative.then_some("has a relative entry; the go command fails unless all entries are absolute paths")
}

/// Returns `true` if the variable, or a program that reads it, is in question.
pub(super) fn concerns(case: &Case<'_>, row: &WrongVariableRow) -> bool {
    let has_reader = || {
        let mut programs = case.questions.iter().filter(|question| matters(question));
        programs.any(|question| row.readers.contains(&question.name.text.as_str()))
    };
    case.variables.iter().any(|variable| variable.text == row.name) || has_reader()
}

/// Returns `true` for a program that reads one of the variables. `CARGO` is not a correction of `cargo`.
pub(super) fn is_reader(name: &str) -> bool {
    VARIABLES.iter().any(|row| row.readers.contains(&name))
}
