//! Two processes find two different programs under the same name, or have different values of a variable that was asked for, and no
//! other diagnosis explains it.

use super::ledger::{labels, lines, matters, place, shell};
use super::variables::{is_of_process, same_value};
use super::{Certainty, Diagnosis, Evidence, Id, Ledger, Severity};
use crate::case::{Case, GapKind, terminal_shell};
use crate::machine::Os;
use crate::startup::{self, Mode};

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    for question in &case.questions {
        let differing = ledger.open(question).into_iter().find_map(|gap| match &gap.kind {
            GapKind::Differs { here, there, other } => Some((gap, here, there, *other)),
            GapKind::Missing => None,
        });
        let Some((gap, here, there, other)) = differing else { continue };
        let name = &question.name.text;
        let title =
            |index: usize| case.views.get(index).map(|view| crate::report::title(&view.label)).unwrap_or_default();
        let message =
            format!("{name} is {} in {}, but {} in {}.", here.path, title(gap.view), there.path, title(other));
        let remedy = format!(
            "Compare PATH in both (`envlint which {name} --all`), and put the folder of the right program first."
        );
        let mut diagnosis = Diagnosis::new(Id::ProgramDiffers, Severity::Warning, message, remedy);
        diagnosis.program = Some(name.clone());
        diagnosis.processes = labels(case, &[gap]);
        diagnosis.explains = matters(question);
        diagnosis.evidence = vec![Evidence::fact(format!("{} and {}", here.real, there.real))];
        ledger.claim(question);
        ledger.push(diagnosis);
    }
    for name in &case.variables {
        variable(case, &name.text, ledger);
    }
}

/// Reports a variable that extensions have, and that startup files remove from new terminals or give another value there.
fn variable(case: &Case<'_>, name: &str, ledger: &mut Ledger) {
    let os = case.machine.os;
    let Some(value) = case.host().and_then(|view| view.env.as_ref()).and_then(|env| env.get(os, name)) else { return };
    let Some(view) = case.terminal().filter(|view| view.is_complete && !case.is_own_terminal()) else { return };
    let Some(terminal) = view.env.as_ref().filter(|_| case.machine.interactive_shell.is().is_some()) else { return };
    let there = terminal.get(os, name);
    let is_reported =
        ledger.diagnoses().iter().any(|known| known.variables.iter().any(|other| os.same_name(other, name)));
    let is_meant = is_of_process(os, name) || os.same_name(name, "PATH") || is_reported;
    // Settings that set the variable for terminals only are meant to make a difference.
    let is_set = view.consumer.and_then(|index| case.project.consumers.get(index)).is_some_and(|consumer| {
        consumer.begins_with_desktop || consumer.variables.iter().any(|variable| os.same_name(&variable.name, name))
    });
    if is_meant || is_set || there.is_some_and(|there| same_value(os, there, value)) {
        return;
    }
    let is_login = terminal_shell(case.machine, case.project).is_some_and(|shell| shell.is_login);
    let mode = if is_login { Mode::LoginInteractive } else { Mode::Interactive };
    let change = if os == Os::Windows { None } else { startup::last_change(case.machine, shell(case), mode, name) };
    let shown = there.map_or_else(|| "not set".to_owned(), |there| case.masked(name, there));
    let why = change.as_ref().map(|change| {
        let does = if change.removes { "removes it" } else { "sets it" };
        format!(" {} {does} there.", place(case.machine, &change.line))
    });
    let message = format!(
        "{name} is {} in extensions and tasks, but {shown} in a new terminal.{}",
        case.masked(name, value),
        why.unwrap_or_default()
    );
    let remedy = match &change {
        Some(change) => format!("If that is not intended, change {}.", place(case.machine, &change.line)),
        None => "If that is not intended, look for the difference in the startup files.".to_owned(),
    };
    let mut diagnosis = Diagnosis::new(Id::ProgramDiffers, Severity::Warning, message, remedy);
    diagnosis.certainty =
        if change.is_none_or(|change| change.is_certain) { Certainty::Certain } else { Certainty::Likely };
    diagnosis.variables = vec![name.to_owned()];
    diagnosis.processes = vec![view.label.clone()];
    diagnosis.explains = true;
    let sources = startup::setting_variable(case.machine, name);
    diagnosis.evidence = lines(case.machine, &sources);
    ledger.claim_variable(name);
    ledger.push(diagnosis);
}
