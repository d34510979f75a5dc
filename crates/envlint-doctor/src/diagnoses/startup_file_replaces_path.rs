//! A startup file sets PATH without the entries that it inherited.

use super::ledger::{chief, labels, lines, matters, place, restart, shell};
use super::{Certainty, Diagnosis, DiagnosisSeverity, Evidence, Id, Ledger, Restart};
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
}

/// A program that is no longer on PATH after the startup files.
struct Lost {
    place: LookupPlace,
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
        return Some(Lost { place, from: "extensions find it", by: view.kind });
    }
    let base = machine.login_shell.is().and_then(|login| login.base.as_ref());
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
        Some(Lost { place, from, by: ViewKind::LoginShell })
    })
}

fn program(case: &Case<'_>, question: &Question, lost: &Lost, ledger: &mut Ledger) {
    let sources = startup::replaces_path(case.machine);
    let open = ledger.open(question);
    let (message, remedy) = words(case, sources.first(), &lost.place.folder, lost.by);
    let mut diagnosis = Diagnosis::new(Id::StartupFileReplacesPath, DiagnosisSeverity::Warning, message, remedy);
    diagnosis.certainty = if sources.is_empty() { Certainty::Likely } else { Certainty::Certain };
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

fn words(case: &Case<'_>, line: Option<&StartupLine>, folder: &str, by: ViewKind) -> (String, String) {
    let who = match by {
        ViewKind::Task => "a task's shell",
        ViewKind::Terminal => "a terminal",
        _ => "the login shell that VS Code asks",
    };
    match line {
        Some(line) => (
            format!("{} sets PATH without the inherited entries, so {who} loses {folder}.", place(case.machine, line)),
            format!(
                "Keep them: add `$PATH` at the end of the value in line {} of {}.",
                line.line,
                startup::shown(case.machine, &line.path)
            ),
        ),
        None => (
            format!(
                "A startup file of {} sets PATH without the inherited entries, so {who} loses {folder}.",
                shell(case)
            ),
            format!("Add {folder} to PATH in {}.", startup::login_file(case.machine, shell(case))),
        ),
    }
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
    let sources = startup::replaces_path(case.machine);
    let (message, remedy) = words(case, sources.first(), lost.text, ViewKind::Terminal);
    let mut diagnosis = Diagnosis::new(Id::StartupFileReplacesPath, DiagnosisSeverity::Warning, message, remedy);
    diagnosis.certainty = Certainty::Likely;
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.processes = vec!["terminal".to_owned()];
    diagnosis.evidence = vec![Evidence::fact(format!("settings add {} to the PATH of terminals", lost.text))];
    diagnosis.evidence.extend(lines(case.machine, &sources));
    ledger.push(diagnosis);
}
