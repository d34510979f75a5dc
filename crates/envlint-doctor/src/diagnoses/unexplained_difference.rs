//! PATH of the extension host is not the predicted one, and nothing explains the difference.

use super::{Certainty, Diagnosis, DiagnosisSeverity, Evidence, Id, Ledger};
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
    let os = case.machine.os;
    let others =
        ledger.diagnoses().iter().any(|diagnosis| diagnosis.variables.iter().any(|name| os.same_name(name, "PATH")));
    let is_explained = ledger.diagnoses().iter().any(|diagnosis| {
        matches!(
            diagnosis.id,
            Id::StaleProcess | Id::ShellResolutionFailed | Id::SandboxedProduct | Id::StartupFileReplacesPath
        )
    });
    // Nothing can be predicted on Windows or if VS Code asked no shell.
    if others || is_explained || os == Os::Windows || case.query_skipped().is_some() {
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
    let mut diagnosis = Diagnosis::new(Id::UnexplainedDifference, DiagnosisSeverity::Info, message, remedy);
    diagnosis.certainty = Certainty::Likely;
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.processes = vec![host.label.clone()];
    diagnosis.evidence = vec![Evidence::fact(
        "predicted: the variables that VS Code was started with, overridden by the login shell's answer",
    )];
    ledger.push(diagnosis);
}

fn is_new(os: Os, entry: &str, known: &[&Env]) -> bool {
    !entry.is_empty()
        && !known.iter().any(|env| os.list_has(env.path(os), entry))
        && !KNOWN.iter().any(|part| entry.contains(part))
}
