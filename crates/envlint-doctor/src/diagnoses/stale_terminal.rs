//! The terminal in which doctor runs lacks a folder that VS Code has now.

use super::ledger::{labels, matters};
use super::{Certainty, Diagnosis, Evidence, Id, Ledger, Restart, Severity};
use crate::case::{Case, Question, ViewKind};

/// Reports a program that only the terminal of VS Code in which doctor runs does not find. A terminal keeps the variables from its
/// start, and commands can change them.
pub(super) fn program(case: &Case<'_>, question: &Question, ledger: &mut Ledger) {
    let os = case.machine.os;
    if !case.is_own_terminal() {
        return;
    }
    let is_terminal = |index: usize| case.views.get(index).is_some_and(|view| view.kind == ViewKind::Terminal);
    let mut open = ledger.missing(question);
    open.retain(|gap| is_terminal(gap.view));
    let place = question.of_kind(case, ViewKind::ExtensionHost).and_then(|lookup| lookup.place());
    let (Some(place), false) = (place, open.is_empty()) else { return };
    let own = case.own_env().map(|env| env.path(os)).unwrap_or_default();
    // Settings can take the folder away from every terminal.
    let predicted = case.terminal().and_then(|view| case.predicted(view));
    let has_folder = predicted.is_some_and(|env| os.list_has(env.path(os), &place.folder));
    if os.list_has(own, &place.folder) || !has_folder {
        return;
    }
    let message = format!(
        "PATH of this terminal does not contain {}, but new terminals begin with it. This terminal is older than that folder on PATH, \
         or a command or a startup file removed it here.",
        place.folder
    );
    let remedy = "Open a new terminal. If the program is not found there either, run doctor in it.";
    let mut diagnosis = Diagnosis::new(Id::StaleProcess, Severity::Warning, message, remedy);
    diagnosis.certainty = Certainty::Likely;
    diagnosis.restart = Restart::None;
    diagnosis.program = Some(question.name.text.clone());
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.processes = labels(case, &open);
    diagnosis.explains = matters(question);
    diagnosis.evidence = vec![Evidence::fact(format!("extensions find it: {}", place.path))];
    ledger.claim_views(question, &open.iter().map(|gap| gap.view).collect::<Vec<_>>());
    ledger.push(diagnosis);
}
