//! A variable of the extension host does not have the predicted value, and nothing explains the difference.

use super::variables::is_of_process;
use super::{Certainty, Diagnosis, Evidence, Id, Ledger, Severity};
use crate::case::{Basis, Case};
use crate::machine::{Env, Os};

/// Parts of folders that VS Code and its extensions add to PATH.
const KNOWN: &[&str] = &[
    "remote-cli",
    "copilot",
    "debugCommand",
    "debugpy",
    "globalStorage",
    ".vscode-server",
    "bundled",
    "fnm_multishells",
    "/snap/",
    "node_modules/.bin",
    "extensions/",
    "vsce-sign",
    "Microsoft VS Code",
    "resources/app",
];

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    variables(case, ledger);
    path(case, ledger);
}

/// Returns `true` if a diagnosis explains why VS Code has none or all of the shell's variables.
fn is_explained(ledger: &Ledger) -> bool {
    let general = [Id::StaleProcess, Id::ShellResolutionFailed, Id::SandboxedProduct, Id::StartupFileReplacesPath];
    ledger.diagnoses().iter().any(|diagnosis| general.contains(&diagnosis.id))
}

/// Compares the variables that were asked for and those that files refer to.
fn variables(case: &Case<'_>, ledger: &mut Ledger) {
    let os = case.machine.os;
    let Some(host) = case.host().filter(|view| matches!(view.basis, Basis::Read(_))) else { return };
    // Without the start of VS Code and the answer of the shell, a missing variable means nothing.
    let is_known = case.resolver_env().is_some() && case.machine.login_env().is_some();
    if is_explained(ledger) || !is_known || os == Os::Windows || case.query_skipped().is_some() {
        return;
    }
    let (Some(predicted), Some(observed)) = (case.predicted(host), host.env.as_ref()) else { return };
    let asked = case.variables.iter().map(|name| name.text.as_str());
    let referred = case.project.references.iter().map(|reference| reference.variable.as_str());
    let mut names: Vec<&str> = asked.chain(referred).filter(|name| !is_of_process(os, name)).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let (wanted, found) = (predicted.get(os, name), observed.get(os, name));
        let has_diagnosis = ledger
            .diagnoses()
            .iter()
            .any(|diagnosis| diagnosis.variables.iter().any(|known| os.same_name(known, name)));
        // A saved machine hides some values.
        let is_hidden = [wanted, found].contains(&Some("…"));
        if wanted == found || has_diagnosis || is_hidden || os.same_name(name, "PATH") {
            continue;
        }
        let value = |text: Option<&str>| text.map_or_else(|| "not set".to_owned(), |text| case.masked(name, text));
        let message = format!(
            "{name} is {} in the extension host; from the start of VS Code and your shell, it should be {}.",
            value(found),
            value(wanted)
        );
        let remedy = "A startup file may set it differently each time, or an extension may set it.";
        ledger.push(difference(message, remedy, name, &host.label));
    }
}

fn difference(message: String, remedy: &str, variable: &str, host: &str) -> Diagnosis {
    let mut diagnosis = Diagnosis::new(Id::UnexplainedDifference, Severity::Info, message, remedy);
    diagnosis.certainty = Certainty::Likely;
    diagnosis.variables = vec![variable.to_owned()];
    diagnosis.processes = vec![host.to_owned()];
    diagnosis.evidence = vec![Evidence::fact(
        "predicted: the variables that VS Code was started with, overridden by the login shell's answer",
    )];
    diagnosis
}

fn path(case: &Case<'_>, ledger: &mut Ledger) {
    let os = case.machine.os;
    let others =
        ledger.diagnoses().iter().any(|diagnosis| diagnosis.variables.iter().any(|name| os.same_name(name, "PATH")));
    // Nothing can be predicted on Windows or if VS Code asked no shell.
    if others || is_explained(ledger) || os == Os::Windows || case.query_skipped().is_some() {
        return;
    }
    let Some(host) = case.host().filter(|view| matches!(view.basis, Basis::Read(_))) else { return };
    let (Some(observed), Some(login), Some(resolver)) =
        (host.env.as_ref(), case.login().and_then(|view| view.env.as_ref()), case.resolver_env())
    else {
        return;
    };
    let extra: Vec<&str> = os
        .entries(observed.path(os))
        .map(|entry| entry.text)
        .filter(|entry| is_new(os, entry, &[login, resolver]))
        .collect();
    if extra.is_empty() {
        return;
    }
    let message = format!(
        "PATH of the extension host contains {}, which comes neither from your shell nor from the session.",
        extra.join(", ")
    );
    let remedy = "An extension may add it: run \"Terminal: Show Environment Contributions\" in VS Code.";
    ledger.push(difference(message, remedy, "PATH", &host.label));
}

fn is_new(os: Os, entry: &str, known: &[&Env]) -> bool {
    !entry.is_empty() && !known.iter().any(|env| os.list_has(env.path(os), entry)) && !is_known_addition(entry)
}

/// Returns `true` if VS Code or one of its well-known extensions adds this entry to PATH.
#[must_use]
pub fn is_known_addition(entry: &str) -> bool {
    KNOWN.iter().any(|part| entry.contains(part))
}
