//! The running VS Code still has the variables from when it started, and they have changed since then.

use jiff::Timestamp;

use super::ledger::{chief, labels, lines, matters, place, restart, shell};
use super::startup_search::replacing;
use super::variables::{candidates, same_value};
use super::{Certainty, Diagnosis, Evidence, Id, Ledger, Restart, Severity};
use super::{stale_shell, stale_terminal};
use crate::case::{Case, GapKind, QuerySkipped, Question, QuestionGap, ViewKind};
use crate::lookup::{CommandLookup, LookupPlace, search};
use crate::machine::{Env, Machine, Os, expanded};
use crate::startup::{self, StartupLine};

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    for question in &case.questions {
        stale_terminal::program(case, question, ledger);
    }
    if case.resolver().is_none() && case.host_process().is_none() {
        return;
    }
    // The environment of a container's server does not come from the shell, so it cannot be stale.
    if case.query_skipped() == Some(QuerySkipped::Disabled) {
        return;
    }
    for question in &case.questions {
        program(case, question, ledger);
    }
    stale_shell::check(case, ledger);
    if ledger.diagnoses().iter().all(|diagnosis| diagnosis.id != Id::StaleProcess) {
        variables(case, ledger);
    }
    if case.requested.is_empty() && ledger.diagnoses().iter().all(|diagnosis| diagnosis.id != Id::StaleProcess) {
        entries(case, ledger);
    }
}

/// The place where a fresh start finds a program, and the source of that fact.
struct Fresh {
    place: LookupPlace,
    source: StaleValueSource,
}

/// The origin of an environment in which VS Code would start now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StaleValueSource {
    LoginShell,
    /// A new terminal, which reads startup files that a login shell does not read.
    Terminal,
    Session,
    SessionFile,
}

fn fresh(case: &Case<'_>, question: &Question) -> Option<Fresh> {
    if let Some(place) = question.in_login_shell(case) {
        return Some(Fresh { place, source: StaleValueSource::LoginShell });
    }
    let machine = case.machine;
    let is_in_startup_file = |place: &LookupPlace| !sources(machine, &place.folder).is_empty();
    let in_terminal = question.in_terminal(case).filter(|place| !place.is_only_for_bash() && is_in_startup_file(place));
    if let Some(place) = in_terminal.filter(|_| has_shell_of_code(case)) {
        return Some(Fresh { place, source: StaleValueSource::Terminal });
    }
    // If VS Code was also started with the folder, the shell has removed it.
    let is_new = |place: &LookupPlace| {
        let resolver = case.resolver_env().map(|env| complete(case, env));
        resolver.is_none_or(|env| !machine.os.list_has(env.path(machine.os), &place.folder))
    };
    // A login shell that sets PATH without what it inherited loses the folder again.
    let is_kept = machine.os == Os::Windows || replacing(case, ViewKind::LoginShell).is_none();
    if let Some(session) = machine.session.is()
        && is_kept
        && let CommandLookup::At(place) = search(machine, &complete(case, &session.env), &question.name.text)
        && is_new(&place)
    {
        return Some(Fresh { place, source: StaleValueSource::Session });
    }
    // A file that the session reads at log-in is only relevant if it is newer than VS Code.
    let since = started(case)?;
    machine.directories.keys().find_map(|folder| {
        let CommandLookup::At(place) = crate::lookup::in_folder(machine, folder, &question.name.text, &[String::new()])
        else {
            return None;
        };
        let is_new = |line: &StartupLine| {
            startup::is_of_session(machine, &line.path) && line.modified.is_some_and(|at| at > since)
        };
        let found = startup::setting_folder(machine, folder).iter().any(is_new);
        found.then_some(Fresh { place, source: StaleValueSource::SessionFile })
    })
}

/// Adds PATHEXT, which the registry may lack, and expands references to other variables. In a running process, a reference is
/// left only if the type of its registry value forbids to expand it, which `bad-path-entry` reports.
fn complete(case: &Case<'_>, env: &Env) -> Env {
    let os = case.machine.os;
    let mut env = match os {
        Os::Windows => env.0.iter().map(|(name, value)| (name.clone(), expanded_value(case, env, value))).collect(),
        Os::Linux | Os::Osx => env.clone(),
    };
    let known = case.own_env().and_then(|own| own.get(os, "PATHEXT"));
    if let (None, Some(known)) = (env.get(os, "PATHEXT"), known) {
        env.set(os, "PATHEXT", known.to_owned());
    }
    env
}

/// `value` of the registry with references to its own variables and to those of VS Code replaced.
fn expanded_value(case: &Case<'_>, session: &Env, value: &str) -> String {
    let os = case.machine.os;
    let running = case.resolver_env().or(case.own_env());
    let of_running = |name: &str| running.and_then(|env| env.get(os, name));
    // The value of a variable in the registry can itself contain a reference.
    let once = expanded(value, |name| session.get(os, name).or_else(|| of_running(name)));
    expanded(&once, of_running)
}

/// Returns `true` if VS Code asked no shell, and has the variables of the shell in which `code` was run.
fn has_shell_of_code(case: &Case<'_>) -> bool {
    case.query_skipped() == Some(QuerySkipped::StartedByShell)
}

fn started(case: &Case<'_>) -> Option<Timestamp> {
    case.resolver().or(case.host_process())?.started
}

fn program(case: &Case<'_>, question: &Question, ledger: &mut Ledger) {
    let open = ledger.open(question);
    let Some(fresh) = fresh(case, question) else { return };
    let is_stale = match chief(case, &open) {
        Some(chief) => is_behind(case, chief, &fresh),
        None => is_replaced(case, question, &fresh),
    };
    if !is_stale {
        return;
    }
    let machine = case.machine;
    let sources = sources(machine, &fresh.place.folder);
    let newer = newer(case, &sources);
    let mut diagnosis = Diagnosis::new(Id::StaleProcess, Severity::Error, String::new(), String::new());
    diagnosis.certainty = match (newer.is_some(), fresh.source) {
        (true, _) | (false, StaleValueSource::Session | StaleValueSource::Terminal) => Certainty::Certain,
        (false, _) => Certainty::Likely,
    };
    diagnosis.restart = restart_for(case, fresh.source);
    diagnosis.message = message(case, newer.as_ref(), &question.name.text, fresh.source);
    diagnosis.remedy = remedy(case, &question.name.text, fresh.source);
    diagnosis.program = Some(question.name.text.clone());
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.processes = labels(case, &open);
    if open.is_empty() {
        diagnosis.processes.push("extension-host".to_owned());
    }
    diagnosis.explains = matters(question);
    diagnosis.evidence = evidence(case, &fresh, newer.as_ref().map_or(&sources[..], std::slice::from_ref));
    ledger.claim(question);
    ledger.push(diagnosis);
}

/// Returns `true` if all processes find the same program, but with the PATH in the registry they would find another one.
fn is_replaced(case: &Case<'_>, question: &Question, fresh: &Fresh) -> bool {
    let os = case.machine.os;
    let Some(host) = case.host().filter(|host| host.pid.is_some()).and_then(|host| host.env.as_ref()) else {
        return false;
    };
    let here = question.of_kind(case, ViewKind::ExtensionHost).and_then(CommandLookup::place);
    let differs = here.is_some_and(|here| !os.same_path(&here.real, &fresh.place.real));
    os == Os::Windows
        && fresh.source == StaleValueSource::Session
        && differs
        && !os.list_has(host.path(os), &fresh.place.folder)
}

/// Returns `true` if the process of `gap` lacks a program that a fresh start finds.
fn is_behind(case: &Case<'_>, gap: &QuestionGap, fresh: &Fresh) -> bool {
    let Some(view) = case.views.get(gap.view) else { return false };
    let os = case.machine.os;
    // If the extension host has the folder, a terminal or a task has lost it later.
    let host_path = case.host().and_then(|host| host.env.as_ref()).map(|env| env.path(os));
    let host_lacks = host_path.is_some_and(|path| !os.list_has(path, &fresh.place.folder));
    match &gap.kind {
        GapKind::Missing => view.kind == ViewKind::ExtensionHost || host_lacks,
        // Another order of the same folders is also stale if the shell prints a different order now.
        GapKind::Differs { here, .. } => {
            let differs = !os.same_path(&here.real, &fresh.place.real);
            let by_shell = fresh.source == StaleValueSource::LoginShell;
            let is_reordered = by_shell && view.kind == ViewKind::ExtensionHost && is_reordered(case);
            let is_queried = case.query_skipped().is_none() || !by_shell;
            differs && is_queried && (host_lacks || is_reordered)
        }
    }
}

/// Returns `true` if the shell now prints the folders of the extension host in another order. Folders that only the host has
/// may come from an extension.
fn is_reordered(case: &Case<'_>) -> bool {
    let os = case.machine.os;
    let path = |view: Option<&crate::case::View>| {
        view.and_then(|view| view.env.as_ref()).map(|env| env.path(os).to_owned()).unwrap_or_default()
    };
    let (host, login) = (path(case.host()), path(case.login()));
    let resolver = case.resolver_env().map(|env| env.path(os)).unwrap_or_default();
    let is_known = |entry: &str| os.list_has(&login, entry) || os.list_has(resolver, entry);
    host != login && os.entries(&host).all(|entry| is_known(entry.text))
}

/// The lines that add `folder` to PATH.
fn sources(machine: &Machine, folder: &str) -> Vec<StartupLine> {
    startup::setting_folder(machine, folder)
}

/// The first of `lines` whose file is newer than the running VS Code.
fn newer(case: &Case<'_>, lines: &[StartupLine]) -> Option<StartupLine> {
    let since = started(case)?;
    lines.iter().find(|line| line.modified.is_some_and(|modified| modified > since)).cloned()
}

fn restart_for(case: &Case<'_>, source: StaleValueSource) -> Restart {
    match source {
        StaleValueSource::LoginShell | StaleValueSource::Terminal | StaleValueSource::Session => restart(case),
        StaleValueSource::SessionFile if case.machine.host.wsl => Restart::WslShutdown,
        StaleValueSource::SessionFile if restart(case) == Restart::KillServer => Restart::KillServer,
        StaleValueSource::SessionFile => Restart::LogOut,
    }
}

fn message(case: &Case<'_>, newer: Option<&StartupLine>, what: &str, source: StaleValueSource) -> String {
    let process = match restart(case) {
        Restart::KillServer | Restart::WslShutdown => "The VS Code server",
        _ => "VS Code",
    };
    let since =
        started(case).map(|at| format!(" since {}", crate::report::clock(case.machine, at))).unwrap_or_default();
    if has_shell_of_code(case) && matches!(source, StaleValueSource::LoginShell | StaleValueSource::Terminal) {
        return format!(
            "{process} was started by `code` in a shell that lacked {what}. In that case it asks no shell and keeps \
             the variables of that shell."
        );
    }
    let keeps = format!("{process} has been running{since}");
    match (newer, source) {
        (Some(line), _) => {
            let changed = line.modified.map(|at| format!(" at {}", crate::report::clock(case.machine, at)));
            format!("{keeps}; {} was changed{}.", place(case.machine, line), changed.unwrap_or_default())
        }
        (None, StaleValueSource::LoginShell | StaleValueSource::Terminal) => {
            format!("{keeps} with the variables that {} had then. They are different now.", shell(case))
        }
        (None, StaleValueSource::Session | StaleValueSource::SessionFile) if case.machine.os == Os::Windows => {
            format!("{keeps} with the variables that Windows had then. They are different now.")
        }
        (None, StaleValueSource::Session | StaleValueSource::SessionFile) => {
            format!("{keeps} with the variables that the session had then. They are different now.")
        }
    }
}

fn remedy(case: &Case<'_>, what: &str, source: StaleValueSource) -> String {
    match source {
        StaleValueSource::LoginShell if has_shell_of_code(case) => format!(
            "Start VS Code from the desktop, so that it asks your shell, or run `code` in a shell that has {what}."
        ),
        StaleValueSource::Terminal => format!(
            "Run `code` in a new terminal, which has {what}. The shell that VS Code asks when it is started from the desktop \
             does not have it."
        ),
        _ => REMEDY.to_owned(),
    }
}

const REMEDY: &str = "You do not need to edit a file; a restart is enough.";

fn evidence(case: &Case<'_>, fresh: &Fresh, sources: &[StartupLine]) -> Vec<Evidence> {
    let found = match fresh.source {
        StaleValueSource::LoginShell => "a fresh login shell finds it",
        StaleValueSource::Terminal => "a new terminal finds it",
        StaleValueSource::Session if case.machine.os == Os::Windows => "it is on the PATH in the registry",
        StaleValueSource::Session => "it is on the PATH of the session",
        StaleValueSource::SessionFile => "a file that is read at log-in names its folder",
    };
    let mut evidence = vec![Evidence::fact(format!("{found}: {}", fresh.place.path))];
    if let Some(resolver) = case.resolver() {
        let since = resolver.started.map(|at| format!(", started {at}")).unwrap_or_default();
        evidence.push(Evidence::fact(format!("process {} keeps the answer{since}", resolver.pid)));
    }
    evidence.extend(lines(case.machine, sources));
    evidence
}

/// Reports variables other than PATH that a fresh start has and VS Code lacks.
fn variables(case: &Case<'_>, ledger: &mut Ledger) {
    let os = case.machine.os;
    let Some(host) = case.host().filter(|host| host.pid.is_some()).and_then(|host| host.env.as_ref()) else { return };
    let session = case.machine.session.is().map(|session| complete(case, &session.env));
    let login = case.login().and_then(|login| login.env.as_ref());
    for candidate in candidates(case) {
        let name = &candidate.name;
        let fresh = login.and_then(|env| env.get(os, name)).map(|value| (value, StaleValueSource::LoginShell));
        let of_session =
            || session.as_ref().and_then(|env| env.get(os, name)).map(|value| (value, StaleValueSource::Session));
        let sources = startup::setting_variable(case.machine, name);
        let newer = newer(case, &sources);
        let of_file = || {
            let line = newer.as_ref().filter(|line| startup::is_of_session(case.machine, &line.path))?;
            Some((line.text.split_once('=')?.1.trim_matches('"'), StaleValueSource::SessionFile))
        };
        let may_be_new = candidate.matters && has_shell_of_code(case) && !sources.is_empty();
        let of_terminal = || {
            let terminal = case.terminal().filter(|_| may_be_new)?.env.as_ref()?;
            Some((terminal.get(os, name)?, StaleValueSource::Terminal))
        };
        let found = fresh.or_else(of_terminal).or_else(of_session).or_else(of_file);
        let Some((value, source)) = found else { continue };
        let same = host.get(os, name).is_some_and(|observed| same_value(os, observed, value));
        let is_certain = match source {
            StaleValueSource::Session => os == Os::Windows,
            StaleValueSource::Terminal => true,
            StaleValueSource::LoginShell | StaleValueSource::SessionFile => false,
        };
        let certain = newer.is_some() || is_certain;
        // The output of a command can differ from shell to shell.
        let is_computed = sources.first().is_some_and(|line| line.text.contains("$(") || line.text.contains('`'));
        if is_computed && !candidate.matters {
            continue;
        }
        if same || ledger.has_variable(name) || value.contains('%') || !(candidate.matters || certain) {
            continue;
        }
        let message = message(case, newer.as_ref(), name, source);
        let restart = restart_for(case, source);
        let remedy = remedy(case, name, source);
        let mut diagnosis = Diagnosis::new(Id::StaleProcess, Severity::Error, message, remedy);
        diagnosis.certainty = if certain { Certainty::Certain } else { Certainty::Likely };
        diagnosis.restart = restart;
        diagnosis.variables = vec![name.clone()];
        diagnosis.processes = vec!["extension-host".to_owned()];
        diagnosis.explains = candidate.matters;
        diagnosis.evidence = lines(case.machine, newer.as_ref().map_or(&sources[..], std::slice::from_ref));
        ledger.claim_variable(name);
        ledger.push(diagnosis);
        // One restart is enough for all of them.
        return;
    }
}

/// Reports entries of PATH that a fresh start has and VS Code lacks, even if no program needs them. Only certain cases are
/// reported.
fn entries(case: &Case<'_>, ledger: &mut Ledger) {
    let os = case.machine.os;
    let Some(host) = case.host().filter(|host| host.pid.is_some()).and_then(|host| host.env.as_ref()) else { return };
    let (fresh, source) = match os {
        Os::Windows => {
            (case.machine.session.is().map(|session| complete(case, &session.env)), StaleValueSource::Session)
        }
        Os::Linux | Os::Osx => (case.login().and_then(|login| login.env.clone()), StaleValueSource::LoginShell),
    };
    let Some(fresh) = fresh else { return };
    let host = complete(case, host);
    let missing = os
        .entries(fresh.path(os))
        .filter(|entry| !entry.text.is_empty() && !entry.text.contains('%') && !os.list_has(host.path(os), entry.text));
    for entry in missing {
        let newer = newer(case, &sources(case.machine, entry.text));
        if os != Os::Windows && newer.is_none() {
            continue;
        }
        let restart = restart_for(case, source);
        let message = message(case, newer.as_ref(), entry.text, source);
        let mut diagnosis = Diagnosis::new(Id::StaleProcess, Severity::Error, message, REMEDY);
        diagnosis.restart = restart;
        diagnosis.variables = vec!["PATH".to_owned()];
        diagnosis.processes = vec!["extension-host".to_owned()];
        diagnosis.evidence = vec![Evidence::fact(format!("PATH of a fresh start has {}", entry.text))];
        diagnosis.evidence.extend(newer.iter().map(|line| Evidence::line(case.machine, line)));
        ledger.push(diagnosis);
        return;
    }
}
