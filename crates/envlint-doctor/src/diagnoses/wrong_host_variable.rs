//! An environment variable of the computer has a value that the programs that read it do not expect.

use super::ledger::{lines, place, restart};
use super::variable_kinds::{GO, VARIABLES, Wanted, WrongVariableRow, concerns, row, wrong};
use super::{Diagnosis, Evidence, Id, Ledger, Severity};
use crate::case::Case;
use crate::lookup::executable;
use crate::machine::{Env, Os};
use crate::startup;

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
    let mut diagnosis = Diagnosis::new(Id::WrongHostVariable, Severity::Error, message, remedy);
    diagnosis.restart = restart(case);
    diagnosis.variables = vec![name.to_owned()];
    diagnosis.processes = vec!["extension-host".to_owned()];
    diagnosis.explains = concerns(case, row);
    diagnosis.evidence = vec![Evidence::fact(format!("{name}={value} in the extension host"))];
    diagnosis.evidence.extend(lines(case.machine, &sources));
    ledger.claim_variable(name);
    ledger.push(diagnosis);
}

fn gopath(case: &Case<'_>, env: &Env, ledger: &mut Ledger) {
    let os = case.machine.os;
    let go_env = case.machine.go_env.as_ref();
    let root = env.get(os, "GOROOT").or_else(|| go_env.and_then(|all| all.get(os, "GOROOT"))).unwrap_or_default();
    let path = env.get(os, "GOPATH").or_else(|| go_env.and_then(|all| all.get(os, "GOPATH"))).unwrap_or_default();
    let same = !root.is_empty() && os.entries(path).any(|entry| os.same_path(entry.text, root));
    if same && !ledger.has_variable("GOROOT") && !ledger.has_variable("GOPATH") {
        report(
            case,
            ledger,
            &row("GOPATH", Wanted::AbsoluteFolders, GO),
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
        let mut diagnosis = Diagnosis::new(Id::WrongHostVariable, Severity::Warning, message, remedy);
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
