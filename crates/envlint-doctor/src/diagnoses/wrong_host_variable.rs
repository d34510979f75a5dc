//! An environment variable of the computer has a value that the programs that read it do not expect.

use super::ledger::{lines, matters, place, restart};
use super::{Diagnosis, DiagnosisSeverity, Evidence, Id, Ledger};
use crate::case::Case;
use crate::lookup::{Listing, executable, exists, listing};
use crate::machine::{Env, Machine, Os};
use crate::startup;

/// The kind of value that a variable must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// The path of a program.
    Program,
    /// A folder that contains this program in its `bin`.
    RootOf(&'static str),
    /// The path of a folder.
    Folder,
    /// A Rust toolchain: a name, or a folder that contains cargo in its `bin`.
    Toolchain,
}

/// A variable with the kind of value that it must have, and the programs that read it.
struct WrongVariableRow {
    name: &'static str,
    wanted: Wanted,
    readers: &'static [&'static str],
}

const fn row(name: &'static str, wanted: Wanted, readers: &'static [&'static str]) -> WrongVariableRow {
    WrongVariableRow { name, wanted, readers }
}

const RUST: &[&str] = &["cargo", "rustc", "rustup", "rustfmt", "rust-analyzer", "clippy-driver"];
const GO: &[&str] = &["go", "gofmt", "gopls", "dlv", "staticcheck", "golangci-lint"];
const JAVA: &[&str] = &["java", "javac", "jar", "mvn", "gradle"];
const PYTHON: &[&str] = &["python", "python3", "pip", "pip3"];

/// Source: the manuals of Cargo ("Environment variables"), rustup, `go help environment`, Java, Python and the shells.
const VARIABLES: &[WrongVariableRow] = &[
    row("CARGO", Wanted::Program, RUST),
    row("RUSTC", Wanted::Program, RUST),
    row("CARGO_HOME", Wanted::Folder, RUST),
    row("RUSTUP_HOME", Wanted::Folder, RUST),
    row("RUSTUP_TOOLCHAIN", Wanted::Toolchain, RUST),
    row("GOROOT", Wanted::RootOf("go"), GO),
    row("JAVA_HOME", Wanted::RootOf("java"), JAVA),
    row("PYTHONHOME", Wanted::Folder, PYTHON),
    row("ANDROID_HOME", Wanted::Folder, &["adb", "gradle", "flutter"]),
    row("DOTNET_ROOT", Wanted::Folder, &["dotnet"]),
];

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    let host = case.host().and_then(|view| view.env.as_ref());
    let Some(env) = host.or(case.machine.login_env()) else { return };
    for row in VARIABLES {
        if let Some(value) = env.get(case.machine.os, row.name).filter(|value| !value.is_empty())
            && let Some(wrong) = wrong(case.machine, row.wanted, value)
        {
            report(case, ledger, row, value, &wrong);
        }
    }
    gopath(case, env, ledger);
    shell(case, env, ledger);
    hidden_go_value(case, env, ledger);
}

/// The problem of `value`; `None` if there is none or it is not known.
fn wrong(machine: &Machine, wanted: Wanted, value: &str) -> Option<String> {
    let os = machine.os;
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
        Wanted::Toolchain => {
            // The programs of a distribution's toolchain do not come from rustup.
            let is_system = os.same_path(value, "/usr");
            (is_system || has_bin("cargo") == Some(false)).then(|| "is not a rustup toolchain".to_owned())
        }
    }
}

fn report(case: &Case<'_>, ledger: &mut Ledger, row: &WrongVariableRow, value: &str, wrong: &str) {
    let name = row.name;
    let sources = startup::setting_variable(case.machine, name);
    let by = sources.first().map(|line| format!(" {} sets it.", place(case.machine, line)));
    let message = format!("{name} is {value}, which {wrong}.{}", by.unwrap_or_default());
    let remedy = match sources.first() {
        Some(line) => format!("Remove or correct {}.", place(case.machine, line)),
        None if case.machine.os == Os::Windows => {
            format!("Remove or correct {name}: {}.", startup::place_to_set(case.machine, ""))
        }
        None => format!("Remove {name} where it is set for your session, or correct it."),
    };
    let mut diagnosis = Diagnosis::new(Id::WrongHostVariable, DiagnosisSeverity::Error, message, remedy);
    diagnosis.restart = restart(case);
    diagnosis.variables = vec![name.to_owned()];
    diagnosis.processes = vec!["extension-host".to_owned()];
    diagnosis.explains = concerns(case, row);
    diagnosis.evidence = vec![Evidence::fact(format!("{name}={value} in the extension host"))];
    diagnosis.evidence.extend(lines(case.machine, &sources));
    ledger.claim_variable(name);
    ledger.push(diagnosis);
}

/// Returns `true` if the variable, or a program that reads it, is in question.
fn concerns(case: &Case<'_>, row: &WrongVariableRow) -> bool {
    let has_reader = || {
        let mut programs = case.questions.iter().filter(|question| matters(question));
        programs.any(|question| row.readers.contains(&question.name.text.as_str()))
    };
    case.variables.iter().any(|variable| variable.text == row.name) || has_reader()
}

fn gopath(case: &Case<'_>, env: &Env, ledger: &mut Ledger) {
    let os = case.machine.os;
    let go_env = case.machine.go_env.as_ref();
    let root = env.get(os, "GOROOT").or_else(|| go_env.and_then(|all| all.get(os, "GOROOT"))).unwrap_or_default();
    let path = env.get(os, "GOPATH").or_else(|| go_env.and_then(|all| all.get(os, "GOPATH"))).unwrap_or_default();
    // Source: golang/go, src/cmd/go/main.go.
    let starts_wrong = os.entries(path).any(|entry| entry.text.starts_with('~'));
    let is_relative = os.entries(path).any(|entry| !entry.text.is_empty() && !os.is_absolute(entry.text));
    if starts_wrong || is_relative {
        let wrong = if starts_wrong {
            "has an entry that begins with `~`; the go command fails unless all entries are absolute paths"
        } else {
            "has a relative entry; the go command fails unless all entries are absolute paths"
        };
        report(case, ledger, &row("GOPATH", Wanted::Folder, GO), path, wrong);
        return;
    }
    let same = !root.is_empty() && os.entries(path).any(|entry| os.same_path(entry.text, root));
    if same && !ledger.has_variable("GOROOT") {
        report(
            case,
            ledger,
            &row("GOPATH", Wanted::Folder, GO),
            path,
            "is GOROOT; Go refuses to install and load modules there",
        );
    }
}

fn shell(case: &Case<'_>, env: &Env, ledger: &mut Ledger) {
    let os = case.machine.os;
    let Some(shell) = env.get(os, "SHELL").filter(|shell| os.is_absolute(shell)) else { return };
    // `missing-shell` checks the user's shell as VS Code determines it.
    let is_user_shell = case.machine.shell.as_deref() == Some(shell);
    if executable(case.machine, shell) == Some(false) && !is_user_shell {
        report(case, ledger, &row("SHELL", Wanted::Program, &[]), shell, "does not exist");
    }
}

/// Reports a value from `go env -w` that the environment overrides.
fn hidden_go_value(case: &Case<'_>, env: &Env, ledger: &mut Ledger) {
    let os = case.machine.os;
    let Some(file) = case.machine.go_env_file.is() else { return };
    let assigned = file.text.lines().enumerate().filter_map(|(index, line)| Some((index, line.split_once('=')?)));
    for (index, (name, value)) in assigned {
        let own = env.get(os, name.trim()).filter(|own| !own.is_empty() && *own != value.trim() && *own != "…");
        let Some(own) = own.filter(|_| value.trim() != "…") else { continue };
        let shown = |value: &str| case.masked(name.trim(), value);
        let (written, own) = (shown(value.trim()), shown(own));
        let message =
            format!("`go env -w` set {name} to {written}, but {name} in the environment, {own}, overrides it.");
        let remedy = format!("Unset {name} in the environment, or run `go env -u {name}`.");
        let mut diagnosis = Diagnosis::new(Id::WrongHostVariable, DiagnosisSeverity::Warning, message, remedy);
        diagnosis.restart = restart(case);
        diagnosis.variables = vec![name.trim().to_owned()];
        diagnosis.evidence = vec![Evidence {
            text: crate::machine::masked_line(os, &format!("{name}={}", value.trim())),
            path: Some(startup::shown(case.machine, &file.path)),
            line: u32::try_from(index + 1).ok(),
        }];
        diagnosis.evidence.extend(lines(case.machine, &startup::setting_variable(case.machine, name)));
        ledger.push(diagnosis);
    }
}
