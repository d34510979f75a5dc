//! Two PATHs have the same folders in different orders, so two processes find different programs.

use super::ledger::{chief, labels, lines, matters, place, restart};
use super::{Certainty, Diagnosis, Evidence, Id, Ledger, Severity};
use crate::case::{Case, GapKind, Question, QuestionGap, TerminalEnvs};
use crate::lookup::{Listing, LookupPlace, listing};
use crate::machine::{Env, Os};
use crate::report::title;
use crate::startup::{self, StartupLine};

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    for question in &case.questions {
        program(case, question, ledger);
    }
    if ledger.diagnoses().iter().all(|diagnosis| !matches!(diagnosis.id, Id::PathOrder | Id::StartupFileReplacesPath)) {
        settings_entry(case, ledger);
    }
}

fn program(case: &Case<'_>, question: &Question, ledger: &mut Ledger) {
    let os = case.machine.os;
    let open = ledger.open(question);
    let chief = chief(case, &open);
    let swapped = chief.iter().chain(&open).find_map(|gap| match &gap.kind {
        GapKind::Differs { here, there, other } => {
            let (own, others) = (case.views.get(gap.view)?.env.as_ref()?, case.views.get(*other)?.env.as_ref()?);
            let both = |folder: &str| os.list_has(own.path(os), folder) && os.list_has(others.path(os), folder);
            let is_swap = both(&here.folder) && both(&there.folder) && !there.is_only_for_bash();
            is_swap.then_some((gap, here, there, *other))
        }
        GapKind::Missing => None,
    });
    let Some((gap, here, there, other)) = swapped else { return };
    let name = &question.name.text;
    let label = |index: usize| case.views.get(index).map(|view| title(&view.label)).unwrap_or_default();
    let sources = front(case, &there.folder);
    let message = message(case, (&label(gap.view), here), (&label(other), there), &sources);
    let mut diagnosis = Diagnosis::new(Id::PathOrder, Severity::Warning, message, remedy(case, here, &sources));
    diagnosis.certainty = if sources.is_empty() { Certainty::Likely } else { Certainty::Certain };
    diagnosis.restart = restart(case);
    diagnosis.program = Some(name.clone());
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.processes = labels(case, &[gap]);
    diagnosis.explains = matters(question);
    diagnosis.evidence = evidence(case, gap, other);
    diagnosis.evidence.extend(lines(case.machine, &sources));
    ledger.claim(question);
    ledger.push(diagnosis);
}

/// The lines that can put `folder` in front: those that name it, otherwise macOS's path_helper.
fn front(case: &Case<'_>, folder: &str) -> Vec<StartupLine> {
    let mut lines = startup::setting_folder(case.machine, folder);
    lines.retain(|line| !line.path.starts_with("/etc/paths"));
    if lines.is_empty() && case.machine.os == Os::Osx {
        lines.extend(path_helper(case));
    }
    lines
}

fn path_helper(case: &Case<'_>) -> Option<StartupLine> {
    ["/etc/zprofile", "/etc/profile"].into_iter().find_map(|path| {
        let file = case.machine.files.get(path)?.as_ref()?;
        let (index, text) = file.text.lines().enumerate().filter(|(_, line)| line.contains("path_helper")).last()?;
        let line = u32::try_from(index + 1).ok()?;
        Some(StartupLine { path: path.to_owned(), line, text: text.trim().to_owned(), modified: file.modified })
    })
}

fn message(
    case: &Case<'_>,
    here: (&str, &LookupPlace),
    there: (&str, &LookupPlace),
    sources: &[StartupLine],
) -> String {
    let why = match sources.first() {
        Some(line) if line.text.contains("path_helper") => {
            format!(
                " path_helper ({}) moves the system folders to the front in every login shell.",
                place(case.machine, line)
            )
        }
        Some(line) => format!(" {} puts {} in front.", place(case.machine, line), there.1.folder),
        None => String::new(),
    };
    format!(
        "PATH has the same folders in a different order: it leads to {} in {}, but to {} in {}.{why}",
        here.1.path, here.0, there.1.path, there.0
    )
}

fn remedy(case: &Case<'_>, here: &LookupPlace, sources: &[StartupLine]) -> String {
    match sources.first() {
        Some(line) if line.text.contains("path_helper") => {
            let file = startup::login_file(case.machine, super::ledger::shell(case));
            format!(
                "Put {} in front in {file}, without a condition; it is read after path_helper has run.",
                here.folder
            )
        }
        Some(line) => {
            format!("Change {} so that it adds its folder only if it is not on PATH yet.", place(case.machine, line))
        }
        None => format!(
            "Put the folder of the right program first on PATH in {}.",
            startup::login_file(case.machine, super::ledger::shell(case))
        ),
    }
}

fn evidence(case: &Case<'_>, gap: &QuestionGap, other: usize) -> Vec<Evidence> {
    let os = case.machine.os;
    [gap.view, other]
        .iter()
        .filter_map(|index| case.views.get(*index))
        .filter_map(|view| {
            let first: Vec<&str> = os.entries(view.env.as_ref()?.path(os)).take(3).map(|entry| entry.text).collect();
            Some(Evidence::fact(format!(
                "PATH of {} begins with {}",
                view.label,
                first.join(&os.list_separator().to_string())
            )))
        })
        .collect()
}

/// Reports an entry that settings put in front for terminals and that is no longer in front at the prompt.
fn settings_entry(case: &Case<'_>, ledger: &mut Ledger) {
    let os = case.machine.os;
    let Some(TerminalEnvs { host, predicted, prompt }) = case.terminal_envs() else { return };
    let is_first = |env: &Env, folder: &str| {
        let known = |entry: &str| {
            entry.contains("remote-cli") || entry.contains("globalStorage") || entry.contains("debugCommand")
        };
        os.entries(env.path(os)).find(|entry| !known(entry.text)).is_some_and(|entry| os.same_path(entry.text, folder))
    };
    let front = os.entries(predicted.path(os)).next().filter(|entry| !os.list_has(host.path(os), entry.text));
    let Some(front) = front.filter(|entry| !is_first(prompt, entry.text) && os.list_has(prompt.path(os), entry.text))
    else {
        return;
    };
    let ahead: Vec<&str> = os
        .entries(prompt.path(os))
        .map(|entry| entry.text)
        .take_while(|entry| !os.same_path(entry, front.text))
        .collect();
    // It only matters if a folder before it contains a program of the same name.
    let names = match listing(case.machine, front.text) {
        Listing::Programs(names) => names,
        _ => return,
    };
    let hides = |folder: &&str| match listing(case.machine, folder) {
        Listing::Programs(others) => others.iter().any(|name| names.contains(name)),
        Listing::Gone | Listing::NotObserved => false,
    };
    let Some(hiding) = ahead.iter().find(|folder| hides(folder)) else { return };
    let sources = startup::setting_folder(case.machine, hiding);
    let why = sources.first().map(|line| format!(", which {} adds", place(case.machine, line))).unwrap_or_default();
    let message = format!(
        "Settings put {} in front of PATH for terminals, but at the prompt it comes after {hiding}{why}.",
        front.text
    );
    let guard = format!("case :$PATH: in *:{hiding}:*) ;; *) PATH={hiding}:$PATH ;; esac");
    let remedy = format!("Add {hiding} to PATH only if it is not there yet, as in `{guard}`.");
    let mut diagnosis = Diagnosis::new(Id::PathOrder, Severity::Warning, message, remedy);
    diagnosis.certainty = Certainty::Likely;
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.processes = vec!["terminal".to_owned()];
    diagnosis.evidence = lines(case.machine, &sources);
    ledger.push(diagnosis);
}
