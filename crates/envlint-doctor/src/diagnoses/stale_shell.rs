//! The session still has the shell that the account had when it was started.

use super::{Certainty, Diagnosis, Id, Ledger, Restart, Severity};
use crate::case::Case;
use crate::startup;

/// Reports that the session was started with another SHELL than the account has now, if SHELL was asked for.
pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    let os = case.machine.os;
    let Some(running) = case.host().and_then(|host| host.env.as_ref()).and_then(|env| env.get(os, "SHELL")) else {
        return;
    };
    // A terminal of VS Code inherits the variable.
    let own = case.own_env().filter(|env| env.get(os, "TERM_PROGRAM") != Some("vscode"));
    let account = case.machine.account_shell.as_deref().or_else(|| own.and_then(|env| env.get(os, "SHELL")));
    let Some(account) = account.filter(|account| os.is_absolute(account) && !os.same_path(account, running)) else {
        return;
    };
    let is_requested = case.variables.iter().any(|variable| variable.text == "SHELL");
    if !is_requested || !startup::setting_variable(case.machine, "SHELL").is_empty() {
        return;
    }
    let message = format!(
        "Your shell is {account}, but the session, in which VS Code was started, still has SHELL={running}. VS Code \
         asks that shell and starts it in terminals."
    );
    let remedy = "You do not need to edit a file. A session reads the shell of the account only at log-in.";
    let mut diagnosis = Diagnosis::new(Id::StaleProcess, Severity::Error, message, remedy);
    diagnosis.certainty = if case.machine.account_shell.is_some() { Certainty::Certain } else { Certainty::Likely };
    diagnosis.restart = Restart::LogOut;
    diagnosis.variables = vec!["SHELL".to_owned()];
    diagnosis.processes = vec!["extension-host".to_owned()];
    diagnosis.explains = true;
    ledger.claim_variable("SHELL");
    ledger.push(diagnosis);
}
