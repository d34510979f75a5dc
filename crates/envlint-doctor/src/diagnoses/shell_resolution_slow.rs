//! The shell takes more than half of the time that VS Code waits for it.

use super::ledger::{lines, place, shell};
use super::{Diagnosis, Evidence, Id, Ledger, Severity};
use crate::case::Case;
use crate::startup;

/// VS Code's default limit in seconds.
///
/// Source: `application.shellEnvironmentResolutionTimeout`, shellEnv.ts (1.139.1).
pub(super) const LIMIT: f64 = 10.0;

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    let Some(login) = case.machine.login_shell.is() else { return };
    let (Some(seconds), limit) = (login.seconds, login.limit.unwrap_or(LIMIT)) else { return };
    if seconds * 2.0 <= limit || super::shell_resolution_failed::failure(login).is_some() {
        return;
    }
    let culprits = startup::ending(case.machine, true);
    let cause = culprits.first().map(|line| format!(" {} may be the cause.", place(case.machine, line)));
    let message = format!(
        "{} takes {seconds:.1} s to answer VS Code, which continues without your startup files after {limit:.0} s.{}",
        shell(case),
        cause.unwrap_or_default()
    );
    let remedy = "Skip slow commands while VSCODE_RESOLVING_ENVIRONMENT is set, or raise \
        application.shellEnvironmentResolutionTimeout in your user settings.";
    let mut diagnosis = Diagnosis::new(Id::ShellResolutionSlow, Severity::Warning, message, remedy);
    diagnosis.evidence = lines(case.machine, &culprits);
    diagnosis.evidence.push(Evidence::fact(format!("asked as VS Code does: {seconds:.1} s of {limit:.0} s")));
    ledger.push(diagnosis);
}
