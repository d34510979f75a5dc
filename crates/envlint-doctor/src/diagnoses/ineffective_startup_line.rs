//! A startup file that the shell reads sets the variable or adds the folder, but the line has no effect.

use super::ledger::{labels, lines, matters, place, restart, shell};
use super::startup_advice::keep_entries;
use super::startup_search::{has_answer, holding, is_read};
use super::{Certainty, Diagnosis, Evidence, Id, Ledger, Restart, Severity};
use crate::case::{Case, Question};
use crate::machine::{Os, masked_line};
use crate::startup::{self, Mode, StartupChange, StartupError, StartupFolder, StartupLine, shown};

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    if case.machine.os == Os::Windows {
        return;
    }
    for question in &case.questions {
        program(case, question, ledger);
    }
    for name in &case.variables {
        variable(case, &name.text, ledger);
    }
    if ledger.diagnoses().iter().all(|diagnosis| diagnosis.id != Id::IneffectiveStartupLine) {
        broken_file(case, ledger);
    }
}

/// The reason why a line has no effect, what to do, and whether both are certain.
struct Ineffective {
    why: String,
    remedy: String,
    paste: Option<String>,
    certainty: Certainty,
}

fn program(case: &Case<'_>, question: &Question, ledger: &mut Ledger) {
    let open = ledger.missing(question);
    if open.is_empty() || question.is_anywhere() {
        return;
    }
    let name = &question.name.text;
    let read = holding(case, name).into_iter().filter(|added| !added.is_literal && is_read(case, &added.line.path));
    let Some(added) = read.min_by_key(|added| !startup::are_usual(&added.conditions)) else { return };
    let Ineffective { why, remedy, paste, certainty } = of_folder(case, &added);
    let at = place(case.machine, &added.line);
    let message = format!("{at} adds {}, which contains {name}, but {why}.", added.folder);
    let mut diagnosis = Diagnosis::new(Id::IneffectiveStartupLine, Severity::Error, message, remedy);
    diagnosis.paste = paste;
    diagnosis.certainty = certainty;
    diagnosis.restart = restart(case);
    diagnosis.program = Some(name.clone());
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.processes = labels(case, &open);
    diagnosis.explains = matters(question);
    diagnosis.evidence = evidence(case, &added.line);
    diagnosis.evidence.push(Evidence::fact(format!("PATH of a fresh login shell does not contain {}", added.folder)));
    ledger.claim(question);
    ledger.push(diagnosis);
}

fn of_folder(case: &Case<'_>, added: &StartupFolder) -> Ineffective {
    let shell = shell(case);
    if let Some(error) = error_in(case, &added.line) {
        return after_error(case, &error);
    }
    let line = &added.line;
    if let Some((name, later)) = startup::set_later(case.machine, shell, Mode::LoginInteractive, line) {
        return before_its_variable(case, line, &name, &later);
    }
    let replacing = startup::replaces_path(case.machine);
    if let Some((later, _)) = startup::run_after(case.machine, shell, Mode::LoginInteractive, line, &replacing) {
        let (remedy, paste) = keep_entries(case, &later);
        return Ineffective {
            why: format!("{} then sets PATH without the previous entries", place(case.machine, &later)),
            remedy,
            paste,
            certainty: Certainty::Likely,
        };
    }
    let file = startup::login_file(case.machine, shell);
    let why = if added.conditions.iter().any(|condition| condition.ends_with('{')) {
        format!("only in a function that did not run when VS Code asked {shell}")
    } else if added.conditions.is_empty() {
        format!("{shell} did not reach that line when VS Code asked it")
    } else {
        format!("only under a condition that was not met when VS Code asked {shell}")
    };
    Ineffective {
        why,
        remedy: format!("Add the folder in {file} as well, outside of conditions and before any `return`:"),
        paste: Some(startup::path_line(shell, &added.folder)),
        certainty: Certainty::Likely,
    }
}

/// `line` refers to the variable `name`, which only the line `later` sets.
fn before_its_variable(case: &Case<'_>, line: &StartupLine, name: &str, later: &StartupLine) -> Ineffective {
    let file = shown(case.machine, &line.path);
    let remedy = if later.path == line.path {
        format!("In {file}, move line {} above line {}.", later.line, line.line)
    } else {
        format!("Set {name} above line {} of {file}.", line.line)
    };
    Ineffective {
        why: format!("{name} is empty there: it is set only later, in {}", place(case.machine, later)),
        remedy,
        paste: None,
        certainty: Certainty::Likely,
    }
}

/// The error of syntax that the shell reported in the file of `line`.
fn error_in(case: &Case<'_>, line: &StartupLine) -> Option<StartupError> {
    startup::syntax_errors(case.machine).into_iter().find(|error| error.path == line.path)
}

fn after_error(case: &Case<'_>, error: &StartupError) -> Ineffective {
    let at = error_place(case, error);
    Ineffective {
        why: format!(
            "{} reports an error in that file and does not run the rest of it: {at}: {}",
            shell(case),
            error.message
        ),
        remedy: format!("Correct the error in {}.", shown(case.machine, &error.path)),
        paste: None,
        certainty: Certainty::Certain,
    }
}

fn error_place(case: &Case<'_>, error: &StartupError) -> String {
    let path = shown(case.machine, &error.path);
    error.line.map_or_else(|| path.clone(), |line| format!("{path}:{line}"))
}

/// The line, and what the shell reported about its file.
fn evidence(case: &Case<'_>, line: &StartupLine) -> Vec<Evidence> {
    let mut evidence = lines(case.machine, std::slice::from_ref(line));
    evidence.extend(error_in(case, line).map(|error| Evidence {
        text: error.message,
        path: Some(shown(case.machine, &error.path)),
        line: error.line,
    }));
    evidence
}

/// Reports a variable that no process has, although a file that is read sets it.
fn variable(case: &Case<'_>, name: &str, ledger: &mut Ledger) {
    let os = case.machine.os;
    let mut envs = case.views.iter().filter_map(|view| view.env.as_ref());
    if ledger.has_variable(name) || !has_answer(case) || envs.any(|env| env.get(os, name).is_some()) {
        return;
    }
    let assigning = startup::assigning(case.machine, name);
    let of_session = assigning.iter().find(|(line, _)| startup::is_of_session(case.machine, &line.path));
    let mut read: Vec<&(StartupLine, bool)> = assigning.iter().filter(|(line, _)| is_read(case, &line.path)).collect();
    read.sort_by_key(|(_, is_exported)| !is_exported);
    let Some((line, is_exported)) = read.first().copied().or(of_session) else { return };
    let at = place(case.machine, line);
    let Ineffective { why, remedy, paste, certainty } = match error_in(case, line) {
        Some(error) => after_error(case, &error),
        None if startup::is_of_session(case.machine, &line.path) => at_log_in(case, name, line),
        None if !is_exported => not_exported(case, name, line),
        None => removed_later(case, name).unwrap_or_else(|| not_reached(case, name)),
    };
    let message = format!("{at} sets {name}, but {why}.");
    let mut diagnosis = Diagnosis::new(Id::IneffectiveStartupLine, Severity::Error, message, remedy);
    diagnosis.paste = paste;
    diagnosis.certainty = certainty;
    let is_of_session = startup::is_of_session(case.machine, &line.path);
    diagnosis.restart = if is_of_session { Restart::LogOut } else { restart(case) };
    diagnosis.variables = vec![name.to_owned()];
    diagnosis.processes = vec!["extension-host".to_owned()];
    diagnosis.explains = true;
    diagnosis.evidence = evidence(case, line);
    ledger.claim_variable(name);
    ledger.push(diagnosis);
}

/// A file of the session sets the variable. The session read it before the line was added, or does not read such a file.
fn at_log_in(case: &Case<'_>, name: &str, line: &StartupLine) -> Ineffective {
    let to_set = startup::login_file(case.machine, shell(case));
    let has_wrong_syntax = line.path.contains("environment.d/") && line.text.starts_with("export ");
    if has_wrong_syntax {
        return Ineffective {
            why: "files in environment.d contain only lines of the form NAME=value, without `export`".to_owned(),
            remedy: format!("Remove `export` from {}.", place(case.machine, line)),
            paste: None,
            certainty: Certainty::Certain,
        };
    }
    Ineffective {
        why: "no process has it: only the session reads that file, when you log in".to_owned(),
        remedy: format!("If a new log-in does not help, set {name} in {to_set} instead."),
        paste: None,
        certainty: Certainty::Likely,
    }
}

/// A command removes the variable after all others that set it.
fn removed_later(case: &Case<'_>, name: &str) -> Option<Ineffective> {
    let change = startup::last_change(case.machine, shell(case), Mode::LoginInteractive, name)?;
    let StartupChange { line, is_certain, .. } = Some(change).filter(|change| change.removes)?;
    let at = place(case.machine, &line);
    Some(Ineffective {
        why: format!("{at} then removes it"),
        remedy: format!("Remove {at}, or set {name} after it."),
        paste: None,
        certainty: if is_certain { Certainty::Certain } else { Certainty::Likely },
    })
}

fn not_reached(case: &Case<'_>, name: &str) -> Ineffective {
    let (shell, file) = (shell(case), startup::login_file(case.machine, shell(case)));
    Ineffective {
        why: format!("a fresh login shell does not have it, because {shell} did not reach that line"),
        remedy: format!("Set {name} in {file} as well, outside of conditions."),
        paste: None,
        certainty: Certainty::Likely,
    }
}

fn not_exported(case: &Case<'_>, name: &str, line: &StartupLine) -> Ineffective {
    let (machine, shell) = (case.machine, shell(case));
    let exported = startup::exported(machine, line, name).filter(|text| masked_line(machine.os, text) == *text);
    let verb = if exported.is_some() { "Replace" } else { "Export the variable in" };
    let end = if exported.is_some() { " with:" } else { "." };
    Ineffective {
        why: format!("does not export it, so only {shell} itself has it and no program that it starts"),
        remedy: format!("{verb} line {} of {}{end}", line.line, shown(machine, &line.path)),
        paste: exported,
        certainty: Certainty::Certain,
    }
}

/// Reports an error of syntax in a startup file that explains nothing that was asked for.
fn broken_file(case: &Case<'_>, ledger: &mut Ledger) {
    let Some(error) = startup::syntax_errors(case.machine).into_iter().next() else { return };
    let severity = if case.requested.is_empty() { Severity::Warning } else { Severity::Info };
    let at = error_place(case, &error);
    let message = format!(
        "{} reports an error and does not run the rest of the file: {at}: {}.",
        shell(case),
        error.message.trim_end_matches('.')
    );
    let remedy = format!("Correct the error in {}.", shown(case.machine, &error.path));
    let mut diagnosis = Diagnosis::new(Id::IneffectiveStartupLine, severity, message, remedy);
    diagnosis.restart = restart(case);
    diagnosis.processes = vec!["login-shell".to_owned()];
    let path = Some(shown(case.machine, &error.path));
    diagnosis.evidence = vec![Evidence { text: error.message, path, line: error.line }];
    ledger.push(diagnosis);
}
