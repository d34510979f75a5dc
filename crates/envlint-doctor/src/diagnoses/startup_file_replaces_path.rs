//! A startup file sets PATH without the entries that it inherited.

use super::ledger::{chief, labels, lines, matters, place, restart, shell};
use super::startup_advice::keep_entries;
use super::startup_search::{dropped, replacing};
use super::{Certainty, Diagnosis, Evidence, Id, Ledger, Restart, Severity};
use crate::case::{Case, GapKind, Question, TerminalEnvs, ViewKind};
use crate::lookup::{LookupPlace, search};
use crate::machine::{Env, Os};
use crate::startup::{self, StartupLine};

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    if case.machine.os == Os::Windows {
        return;
    }
    for question in &case.questions {
        if let Some(lost) = lost(case, question, ledger) {
            program(case, question, &lost, ledger);
        }
    }
    if ledger.diagnoses().iter().all(|diagnosis| diagnosis.id != Id::StartupFileReplacesPath) {
        settings_entry(case, ledger);
    }
    if ledger.diagnoses().iter().all(|diagnosis| diagnosis.id != Id::StartupFileReplacesPath) {
        system_folders(case, ledger);
    }
}

/// Reports that the login shell loses the folders of the system, without which hardly any program works.
fn system_folders(case: &Case<'_>, ledger: &mut Ledger) {
    let os = case.machine.os;
    let Some(login) = case.machine.login_shell.is() else { return };
    let (Some(base), Some(answer)) = (&login.base, login.env.is()) else { return };
    let has = |env: &Env| ["/usr/bin", "/bin"].iter().any(|folder| os.list_has(env.path(os), folder));
    if !has(base) || has(answer) {
        return;
    }
    let line = replacing(case, ViewKind::LoginShell);
    let sources: Vec<StartupLine> = line.iter().map(|(line, _)| line.clone()).collect();
    let mut diagnosis = advised(case, sources.first(), "/usr/bin and /bin", ViewKind::LoginShell);
    let is_certain = line.is_some_and(|(_, is_certain)| is_certain);
    diagnosis.certainty = if is_certain { Certainty::Certain } else { Certainty::Likely };
    diagnosis.restart = restart(case);
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.processes = vec!["extension-host".to_owned()];
    diagnosis.evidence = lines(case.machine, &sources);
    ledger.push(diagnosis);
}

/// A program that is no longer on PATH after the startup files.
struct Lost {
    place: LookupPlace,
    /// The line that drops it, and whether it always runs; `None` if it is not known.
    line: Option<(StartupLine, bool)>,
    /// The evidence for the place before the startup files ran.
    from: &'static str,
    /// The kind of process that lost it.
    by: ViewKind,
}

fn lost(case: &Case<'_>, question: &Question, ledger: &Ledger) -> Option<Lost> {
    let open = ledger.open(question);
    let chief = chief(case, &open)?;
    let view = case.views.get(chief.view)?;
    let machine = case.machine;
    let lists = |env: &Env, folder: &str| machine.os.list_has(env.path(machine.os), folder);
    let now = match &chief.kind {
        GapKind::Missing => None,
        GapKind::Differs { here, .. } => Some(here),
    };
    let own = view.env.as_ref()?;
    let is_lost = |place: &LookupPlace| {
        !lists(own, &place.folder) && now.is_none_or(|now| !machine.os.same_path(&now.real, &place.real))
    };
    let find = |env: &Env| search(machine, env, &question.name.text).place().filter(|place| is_lost(place)).cloned();
    if matches!(view.kind, ViewKind::Task | ViewKind::Terminal) {
        let host = case.host().and_then(|host| host.env.as_ref());
        let place = host.and_then(find)?;
        return Some(Lost { place, line: replacing(case, view.kind), from: "extensions find it", by: view.kind });
    }
    let by = ViewKind::LoginShell;
    if let Some(place) = question.in_terminal(case).filter(|place| is_lost(place) && now.is_none())
        && let Some(line) = dropped(case, &place.folder)
    {
        return Some(Lost { place, line: Some(line), from: "a terminal finds it", by });
    }
    let base = machine.asked_from();
    let session = machine.session.is().map(|session| &session.env);
    let sources = [
        (case.resolver_env(), "VS Code was started with it"),
        (base, "the shell was started with it"),
        (session, "the session has it"),
    ];
    let login = case.login().and_then(|login| login.env.as_ref());
    if login.is_some_and(|login| question.in_login_shell(case).is_some() && now.is_none() && !login.0.is_empty()) {
        return None;
    }
    sources.into_iter().find_map(|(env, from)| {
        let place = find(env?)?;
        Some(Lost { place, line: replacing(case, by), from, by })
    })
}

fn program(case: &Case<'_>, question: &Question, lost: &Lost, ledger: &mut Ledger) {
    let sources: Vec<StartupLine> = lost.line.iter().map(|(line, _)| line.clone()).collect();
    let open = ledger.open(question);
    let mut diagnosis = advised(case, sources.first(), &lost.place.folder, lost.by);
    let is_certain = lost.line.as_ref().is_some_and(|(_, is_certain)| *is_certain);
    diagnosis.certainty = if is_certain { Certainty::Certain } else { Certainty::Likely };
    diagnosis.restart = if lost.by == ViewKind::LoginShell { restart(case) } else { Restart::None };
    diagnosis.program = Some(question.name.text.clone());
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.processes = labels(case, &open);
    diagnosis.explains = matters(question);
    diagnosis.evidence = vec![Evidence::fact(format!("{}: {}", lost.from, lost.place.path))];
    diagnosis.evidence.extend(lines(case.machine, &sources));
    ledger.claim(question);
    ledger.push(diagnosis);
}

/// A diagnosis about `folder`, which a process of the kind `by` loses because of `line`, with what to do.
fn advised(case: &Case<'_>, line: Option<&StartupLine>, folder: &str, by: ViewKind) -> Diagnosis {
    let who = match by {
        ViewKind::Task => "a task's shell",
        ViewKind::Terminal => "a terminal",
        _ => "the login shell that VS Code asks",
    };
    let (message, remedy, paste) = match line {
        Some(line) => {
            let (remedy, paste) = keep_entries(case, line);
            let at = place(case.machine, line);
            (format!("{at} sets PATH without the previous entries, so {who} loses {folder}."), remedy, paste)
        }
        None => (
            format!("Most likely, a startup file of {} changes PATH, so {who} loses {folder}.", shell(case)),
            format!("Add {folder} to PATH in {}.", startup::login_file(case.machine, shell(case))),
            None,
        ),
    };
    let mut diagnosis = Diagnosis::new(Id::StartupFileReplacesPath, Severity::Warning, message, remedy);
    diagnosis.paste = paste;
    diagnosis
}

/// Reports an entry that settings add for terminals and that is missing at the prompt.
fn settings_entry(case: &Case<'_>, ledger: &mut Ledger) {
    let os = case.machine.os;
    let Some(TerminalEnvs { host, predicted, prompt }) = case.terminal_envs() else { return };
    let lost = os.entries(predicted.path(os)).find(|entry| {
        !os.list_has(host.path(os), entry.text)
            && !os.list_has(prompt.path(os), entry.text)
            && os.is_absolute(entry.text)
    });
    let Some(lost) = lost else { return };
    let sources: Vec<StartupLine> = replacing(case, ViewKind::Terminal).into_iter().map(|(line, _)| line).collect();
    let mut diagnosis = advised(case, sources.first(), lost.text, ViewKind::Terminal);
    diagnosis.certainty = Certainty::Likely;
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.processes = vec!["terminal".to_owned()];
    diagnosis.evidence = vec![Evidence::fact(format!("settings add {} to the PATH of terminals", lost.text))];
    diagnosis.evidence.extend(lines(case.machine, &sources));
    ledger.push(diagnosis);
}
