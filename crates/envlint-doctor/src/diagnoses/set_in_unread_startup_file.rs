//! The program or variable is set in a startup file that the shell does not read when VS Code asks it.

use super::ledger::{chief, labels, lines, matters, place, restart, shell};
use super::startup_advice::{StartupTarget, advice, unread_advice};
use super::startup_search::{dropped, has_answer, holding, is_read};
use super::variables::{candidates, same_value};
use super::{Certainty, Diagnosis, Evidence, Id, Ledger, Restart, Severity};
use crate::case::{Case, GapKind, QuerySkipped, Question, ViewKind, Weight};
use crate::lookup::{LookupPlace, executable, unquoted_home};
use crate::machine::Os;
use crate::startup::{self, Mode, StartupFolder, StartupLine};

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    for question in &case.questions {
        if let Some(there) = only_in_terminal(case, question, ledger) {
            program(case, question, &there, ledger);
        } else if question.gaps.iter().any(|gap| gap.kind == GapKind::Missing) && !question.is_anywhere() {
            function(case, question, ledger);
            nowhere(case, question, ledger);
        }
    }
    variables(case, ledger);
    for name in &case.variables {
        variable_nowhere(case, &name.text, ledger);
    }
}

/// Reports a program that no process finds, although a startup file that the shell does not read adds its folder.
fn nowhere(case: &Case<'_>, question: &Question, ledger: &mut Ledger) {
    let open = ledger.missing(question);
    let name = &question.name.text;
    let holding = holding(case, name);
    // A file that is read and has no effect is the better explanation.
    if holding.iter().any(|added| is_read(case, &added.line.path)) {
        return;
    }
    let unread = holding
        .into_iter()
        .filter(|added| !added.is_literal && !startup::is_of_session(case.machine, &added.line.path));
    // A file of the user's own shell is the most likely one.
    let rank = |added: &StartupFolder| !startup::is_of_shell(case.machine, shell(case), &added.line.path);
    let Some(added) = unread.min_by_key(rank).filter(|_| !open.is_empty()) else { return };
    let target = StartupTarget { name, folder: Some(&added.folder), is_shown: false };
    let advice = unread_advice(case, &added.line, target);
    let mut diagnosis = Diagnosis::new(Id::SetInUnreadStartupFile, Severity::Error, advice.message, advice.remedy);
    diagnosis.paste = advice.paste;
    // A file that was not observed could read this one under a condition.
    let is_open = !startup::are_usual(&added.conditions) || reads_unknown(case);
    diagnosis.certainty = if is_open { Certainty::Likely } else { Certainty::Certain };
    diagnosis.restart = restart(case);
    diagnosis.program = Some(name.clone());
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.processes = labels(case, &open);
    diagnosis.explains = matters(question);
    diagnosis.evidence = vec![Evidence::fact(format!("{} contains {name}", added.folder))];
    diagnosis.evidence.extend(lines(case.machine, std::slice::from_ref(&added.line)));
    ledger.claim(question);
    ledger.push(diagnosis);
}

/// Returns `true` if a file of the user that the shell reads itself reads a file that was not observed.
fn reads_unknown(case: &Case<'_>) -> bool {
    startup::reads_unknown(case.machine, shell(case), Mode::LoginInteractive)
}

/// Reports a variable that no process has, although a startup file that the shell does not read sets and exports it.
fn variable_nowhere(case: &Case<'_>, name: &str, ledger: &mut Ledger) {
    let os = case.machine.os;
    let mut envs = case.views.iter().filter_map(|view| view.env.as_ref());
    if os == Os::Windows
        || !has_answer(case)
        || ledger.has_variable(name)
        || envs.any(|env| env.get(os, name).is_some())
    {
        return;
    }
    let assigning = startup::assigning(case.machine, name);
    if assigning.iter().any(|(line, _)| is_read(case, &line.path)) {
        return;
    }
    let unread = assigning
        .into_iter()
        .filter(|(line, is_exported)| *is_exported && !startup::is_of_session(case.machine, &line.path));
    let rank = |(line, _): &(StartupLine, bool)| !startup::is_of_shell(case.machine, shell(case), &line.path);
    let Some((line, _)) = unread.min_by_key(rank) else { return };
    let advice = unread_advice(case, &line, StartupTarget { name, folder: None, is_shown: true });
    let mut diagnosis = Diagnosis::new(Id::SetInUnreadStartupFile, Severity::Error, advice.message, advice.remedy);
    diagnosis.paste = advice.paste;
    diagnosis.certainty = if reads_unknown(case) { Certainty::Likely } else { Certainty::Certain };
    diagnosis.restart = restart(case);
    diagnosis.variables = vec![name.to_owned()];
    diagnosis.processes = vec!["extension-host".to_owned()];
    diagnosis.explains = true;
    diagnosis.evidence = lines(case.machine, &[line]);
    ledger.claim_variable(name);
    ledger.push(diagnosis);
}

/// The place where a terminal finds the program, if neither VS Code nor a fresh login shell finds it.
fn only_in_terminal(case: &Case<'_>, question: &Question, ledger: &Ledger) -> Option<LookupPlace> {
    let open = ledger.open(question);
    let chief = chief(case, &open)?;
    let view = case.views.get(chief.view)?;
    let os = case.machine.os;
    let lists =
        |view: &crate::case::View, folder: &str| view.env.as_ref().is_some_and(|env| os.list_has(env.path(os), folder));
    let query_skipped = case.query_skipped() == Some(QuerySkipped::Disabled);
    let by_login = question.in_login_shell(case);
    let for_all = |place: &LookupPlace| !place.is_only_for_bash();
    let there = match (&chief.kind, query_skipped) {
        (GapKind::Missing, true) => by_login.clone().or_else(|| question.in_terminal(case)),
        (GapKind::Missing, false) => question.in_terminal(case),
        (GapKind::Differs { there, .. }, _) => Some(there.clone()),
    }
    .filter(for_all)?;

    let login_lacks = query_skipped || case.login().is_none_or(|login| !lists(login, &there.folder));
    let is_host_like = view.kind != ViewKind::Terminal;
    let host_lacks = case.host().is_some_and(|host| !lists(host, &there.folder));
    // A file that is read adds the folder, and a later line drops it.
    let is_dropped = dropped(case, &there.folder).is_some();
    (is_host_like && host_lacks && login_lacks && !is_dropped).then_some(there)
}

fn program(case: &Case<'_>, question: &Question, there: &LookupPlace, ledger: &mut Ledger) {
    let sources = sources(case, startup::setting_folder(case.machine, &there.folder));
    let open = ledger.open(question);
    let is_missing = open.iter().any(|gap| gap.kind == GapKind::Missing);
    let severity =
        if is_missing || question.name.weight == Weight::Requested { Severity::Error } else { Severity::Warning };
    let target = StartupTarget { name: &question.name.text, folder: Some(&there.folder), is_shown: true };
    let advice = advice(case, sources.first(), target);
    let mut diagnosis = Diagnosis::new(Id::SetInUnreadStartupFile, severity, advice.message, advice.remedy);
    diagnosis.paste = advice.paste;
    let is_certain = has_answer(case) && !advice.is_likely;
    diagnosis.certainty = if is_certain { Certainty::Certain } else { Certainty::Likely };
    // A container is rebuilt instead.
    let is_disabled = case.query_skipped() == Some(QuerySkipped::Disabled);
    diagnosis.restart = if is_disabled { Restart::None } else { restart(case) };
    diagnosis.program = Some(question.name.text.clone());
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.processes = labels(case, &open);
    diagnosis.explains = matters(question);
    diagnosis.evidence = vec![Evidence::fact(format!("a terminal finds it: {}", there.path))];
    if case.login().is_some_and(|login| login.env.is_some()) {
        let finds = question.in_login_shell(case).map(|other| format!("finds another one: {}", other.path));
        let finds = finds.unwrap_or_else(|| "does not find it".to_owned());
        diagnosis.evidence.push(Evidence::fact(format!("a fresh login shell, asked as VS Code asks it, {finds}")));
    }
    diagnosis.evidence.extend(lines(case.machine, &sources));
    ledger.claim(question);
    ledger.push(diagnosis);
}

/// Reports a name that is a function or an alias of the interactive shell, not a program.
fn function(case: &Case<'_>, question: &Question, ledger: &mut Ledger) {
    let Some(kind) = case.machine.functions.get(&question.name.text) else { return };
    let open = ledger.missing(question);
    if open.is_empty() {
        return;
    }
    let name = &question.name.text;
    let article = if kind == "alias" { "an alias" } else { "a function" };
    let alias = startup::alias(case.machine, name).filter(|_| kind == "alias");
    let line = alias.as_ref().map(|(line, _)| line.clone()).or_else(|| startup::function(case.machine, name));
    let at = line.as_ref().map(|line| format!(" ({})", place(case.machine, line))).unwrap_or_default();
    let target = alias.as_ref().map(|(_, command)| target(case, command));
    let runs = target.as_ref().map(|target| format!(" It runs {target}.")).unwrap_or_default();
    let message = format!(
        "{name} is {article} of your interactive shell{at}, not a program.{runs} Tasks and extensions can only start programs."
    );
    let program = target.as_ref().and_then(|command| command.split([' ', '\t']).next());
    let folder = program.and_then(|path| case.machine.os.split(path)).filter(|(_, last)| last == name);
    let is_there = |folder: &str| may_contain(case, folder, name);
    let (remedy, paste) = match (folder.filter(|(folder, _)| is_there(folder)), &target) {
        (Some((folder, _)), _) => {
            let file = startup::login_file(case.machine, shell(case));
            (format!("Add the folder to PATH in {file}:"), Some(startup::path_line(shell(case), folder)))
        }
        (None, Some(target)) => (format!("Use {target} in tasks and settings instead of {name}."), None),
        (None, None) => (
            format!("Call the program that {name} runs, or start the task's shell with `-i`, as in `bash -i -c`."),
            None,
        ),
    };
    let mut diagnosis = Diagnosis::new(Id::SetInUnreadStartupFile, Severity::Error, message, remedy);
    diagnosis.program = Some(name.clone());
    diagnosis.processes = labels(case, &open);
    diagnosis.explains = matters(question);
    diagnosis.evidence = vec![Evidence::fact(format!("{name} is {article} at the prompt"))];
    diagnosis.evidence.extend(line.iter().map(|line| Evidence::line(case.machine, line)));
    diagnosis.restart = if paste.is_some() { restart(case) } else { Restart::None };
    diagnosis.paste = paste;
    ledger.claim(question);
    ledger.push(diagnosis);
}

/// The command of an alias with the home folder expanded at its start.
fn target(case: &Case<'_>, command: &str) -> String {
    let home = unquoted_home(case.machine, command).filter(|_| case.machine.os != Os::Windows);
    home.unwrap_or_else(|| command.to_owned())
}

/// Returns `true` if `folder` contains the program `name`, as far as doctor knows.
fn may_contain(case: &Case<'_>, folder: &str, name: &str) -> bool {
    let os = case.machine.os;
    os.is_absolute(folder) && os != Os::Windows && executable(case.machine, &os.join(folder, name)) != Some(false)
}

/// `lines` without those of the session; lines in files that the shell does not read when VS Code asks it come first.
fn sources(case: &Case<'_>, lines: Vec<StartupLine>) -> Vec<StartupLine> {
    let mut lines = lines;
    lines.retain(|line| !startup::is_of_session(case.machine, &line.path));
    lines.sort_by_key(|line| startup::reads(case.machine, shell(case), Mode::LoginInteractive, &line.path));
    lines
}

/// Reports a variable that only a terminal has: one that was asked for, that a file refers to, or, if nothing was asked for,
/// that an unread file sets for tools.
fn variables(case: &Case<'_>, ledger: &mut Ledger) {
    let os = case.machine.os;
    let terminal =
        case.terminal().filter(|view| view.is_complete).and_then(|view| view.env.as_ref()).or(case.own_env());
    let Some(terminal) = terminal else { return };
    let host = case.host().and_then(|view| view.env.as_ref());
    let login = case.login().and_then(|view| view.env.as_ref());
    for candidate in candidates(case) {
        let name = &candidate.name;
        let Some(value) = terminal.get(os, name) else { continue };
        let lacks = |env: Option<&crate::machine::Env>| {
            env.is_some_and(|env| env.get(os, name).is_none_or(|other| !same_value(os, other, value)))
        };
        let sources = sources(case, startup::setting_variable(case.machine, name));
        let is_unread = sources
            .first()
            .is_some_and(|line| !startup::reads(case.machine, shell(case), Mode::LoginInteractive, &line.path));
        let is_worth = candidate.matters
            || (is_unread && is_of_tool(name) && login.is_some_and(|env| env.get(os, name).is_none()));
        // Variables that settings set for terminals do not come from a startup file.
        let by_settings = case.project.consumers.iter().any(|consumer| {
            consumer.id == "terminal" && consumer.variables.iter().any(|variable| os.same_name(&variable.name, name))
        });
        if !is_worth || by_settings || !lacks(host) || !(lacks(login) || login.is_none()) || ledger.has_variable(name) {
            continue;
        }
        let advice = advice(case, sources.first(), StartupTarget { name, folder: None, is_shown: true });
        let severity = if candidate.matters { Severity::Error } else { Severity::Warning };
        let mut diagnosis = Diagnosis::new(Id::SetInUnreadStartupFile, severity, advice.message, advice.remedy);
        diagnosis.paste = advice.paste;
        let is_certain = login.is_some() && !advice.is_likely;
        diagnosis.certainty = if is_certain { Certainty::Certain } else { Certainty::Likely };
        diagnosis.restart = restart(case);
        diagnosis.variables = vec![name.clone()];
        diagnosis.processes = vec!["extension-host".to_owned()];
        diagnosis.explains = candidate.matters;
        diagnosis.evidence = lines(case.machine, &sources);
        ledger.claim_variable(name);
        ledger.push(diagnosis);
        return;
    }
}

/// Returns `true` if tools are likely to read the variable, judging by its name.
fn is_of_tool(name: &str) -> bool {
    const ENDS: &[&str] =
        &["_HOME", "_ROOT", "_PATH", "_DIR", "_SDK", "PATH", "_TOKEN", "_KEY", "_URL", "_PROXY", "_proxy"];
    ENDS.iter().any(|end| name.ends_with(end)) || name.starts_with("GO")
}
