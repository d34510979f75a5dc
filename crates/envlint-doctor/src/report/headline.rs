//! The first sentence of the report: what is not found, by whom, and where it is.

use super::{DoctorReport, does, title};
use crate::case::{Case, GapKind, Question, ViewKind};
use crate::diagnoses::{Diagnosis, Id, listed};

/// The headline of `diagnosis`; `None` if its message says everything.
#[must_use]
pub fn headline(report: &DoctorReport<'_>, diagnosis: &Diagnosis) -> Option<String> {
    let case = &report.case;
    let of_program = |program: &String| case.questions.iter().find(|question| question.name.text == *program);
    if let Some(question) = diagnosis.program.as_ref().and_then(of_program) {
        // A path that a setting names is in the message already.
        let is_path = question.name.text.contains(['/', '\\']);
        // Without an answer of the shell, the message says everything that is known.
        let host = question.of_kind(case, ViewKind::ExtensionHost);
        let is_unknown = diagnosis.id == Id::ShellResolutionFailed && host.is_none_or(|lookup| lookup.is_unknown());
        return (!is_path && !is_unknown).then(|| lacking(case, question, diagnosis));
    }
    let name = diagnosis.variables.iter().find(|name| *name != "PATH")?;
    match diagnosis.id {
        Id::StaleProcess | Id::SetInUnreadStartupFile | Id::IneffectiveStartupLine => Some(variable(case, name)),
        Id::ShellResolutionFailed => Some(format!("VS Code does not have {name}.")),
        _ => None,
    }
}

/// The sentence that says whether VS Code lacks the variable or has another value.
fn variable(case: &Case<'_>, name: &str) -> String {
    let os = case.machine.os;
    let has = |env: Option<&crate::machine::Env>| env.is_some_and(|env| env.get(os, name).is_some());
    let host = case.host().and_then(|view| view.env.as_ref());
    let in_terminal = has(case.terminal().and_then(|view| view.env.as_ref()));
    let here = has(case.own_env());
    match (has(host), in_terminal, here) {
        (false, true, true) => format!("VS Code does not have {name}. Your terminal does."),
        (false, true, false) => format!("VS Code does not have {name}. A new terminal does."),
        (false, false, true) => format!("VS Code does not have {name}. The shell that ran doctor does."),
        (false, false, false) => format!("VS Code does not have {name}."),
        (true, ..) => format!("VS Code does not have the current value of {name}."),
    }
}

/// The sentence that says which process lacks the program and which one has it.
fn lacking(case: &Case<'_>, question: &Question, diagnosis: &Diagnosis) -> String {
    let name = &question.name.text;
    let host_has = question.of_kind(case, ViewKind::ExtensionHost).and_then(|lookup| lookup.place());
    let of_host = diagnosis.processes.iter().find(|label| label.starts_with("extension-host"));
    let first = of_host.or(diagnosis.processes.first()).map_or("extension-host", String::as_str);
    let index = case.views.iter().position(|view| view.label == first);
    let gap = question.gaps.iter().find(|gap| Some(gap.view) == index);
    if let Some(GapKind::Differs { here, there, other }) = gap.map(|gap| &gap.kind) {
        let other = case.views.get(*other).map_or_else(String::new, |view| title(&view.label));
        return format!("{name} is {} in {}, but {} in {other}.", here.path, title(first), there.path);
    }
    if let Some(sentence) = host_has.and_then(|place| only_others(case, diagnosis, name, &place.path)) {
        return sentence;
    }
    let is_unknown = question.of_kind(case, ViewKind::ExtensionHost).is_none_or(|lookup| lookup.is_unknown());
    let terminal = question.of_kind(case, ViewKind::Terminal);
    let fails = failing(name, first, is_unknown);
    if let (None, Some(here)) = (host_has, question.only_here(case)) {
        let other =
            if terminal.is_some_and(|lookup| lookup.is_missing()) { ", but a new terminal does not" } else { "" };
        return format!("{fails}. The shell that ran doctor does{other}: {}", here.path);
    }
    match (host_has, question.in_terminal(case), question.in_login_shell(case)) {
        (None, Some(place), _) => {
            let is_here = question.own.place().is_some_and(|here| here.path == place.path);
            let which = if is_here { "Your" } else { "A new" };
            format!("{fails}. {which} terminal does: {}", place.path)
        }
        (None, None, Some(place)) => format!("{fails}. A fresh login shell does: {}", place.path),
        (None, None, None) if found_by(case, question).is_some() => {
            let (who, path) = found_by(case, question).unwrap_or_default();
            format!("Extensions do not find {name}. {} does: {path}", capital(&who))
        }
        (None, None, None) => match case.machine.functions.get(name) {
            Some(kind) => format!("{fails}. A terminal only has it as {}.", article(kind)),
            None if terminal.is_some_and(|lookup| lookup.is_missing()) && !is_unknown => {
                format!("{fails}, and neither does a new terminal.")
            }
            None => format!("{fails}."),
        },
        (Some(place), ..)
            if gap.is_some() || index.and_then(|index| question.at(index)).is_some_and(|it| it.is_missing()) =>
        {
            format!("{} {} not find {name}. Extensions do: {}", capital(&title(first)), does(first), place.path)
        }
        (Some(place), ..) if diagnosis.id == Id::StaleProcess => {
            format!("VS Code finds an older {name}: {}", place.path)
        }
        (Some(place), ..) => format!("{name} is {} for extensions.", place.path),
    }
}

/// The start of the sentence: which process lacks the program.
fn failing(name: &str, first: &str, is_unknown: bool) -> String {
    if !first.starts_with("extension-host") {
        format!("{} {} not find {name}", capital(&title(first)), does(first))
    } else if is_unknown {
        format!("Doctor cannot tell whether VS Code finds {name}")
    } else {
        format!("VS Code does not find {name}")
    }
}

/// The sentence for other processes than extensions, terminals and tasks if extensions find the program at `path`. It suits titles such as
/// "go test", which cannot be followed by a verb.
fn only_others(case: &Case<'_>, diagnosis: &Diagnosis, name: &str, path: &str) -> Option<String> {
    let is_other = |label: &String| {
        let mut views = case.views.iter().filter(|view| view.label == *label);
        views.any(|view| matches!(view.kind, ViewKind::Other | ViewKind::GoTools) && !label.starts_with("terminal:"))
    };
    if diagnosis.processes.is_empty() || !diagnosis.processes.iter().all(is_other) {
        return None;
    }
    let titles: Vec<String> = diagnosis.processes.iter().map(|label| title(label)).collect();
    Some(format!("Extensions find {name}: {path}. It is not found by {}.", listed(&titles)))
}

/// A process of the files that finds the program, with its path.
fn found_by(case: &Case<'_>, question: &Question) -> Option<(String, String)> {
    question.rows.iter().find_map(|(index, lookup)| {
        let view =
            case.views.get(*index).filter(|view| !matches!(view.kind, ViewKind::LoginShell | ViewKind::Terminal))?;
        Some((title(&view.label), lookup.place()?.path.clone()))
    })
}

/// The kind of a name in a shell with its article.
fn article(kind: &str) -> &'static str {
    if kind == "alias" { "an alias" } else { "a function" }
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
