//! The table that shows where each process finds a program. Processes with the same result share a line.

use crate::case::{Basis, Case, Question, View, ViewKind};
use crate::lookup::{CommandLookup, all_matches};
use crate::project::ProjectConsumer;

/// One line of the table.
pub(super) struct DoctorTableRow {
    /// One process per line.
    pub(super) who: String,
    pub(super) what: String,
}

/// The shell in which doctor runs, if it differs from a terminal of VS Code.
const HERE: &str = "the shell that ran doctor";

/// Terminals come first, because people compare the others with them.
const fn rank(kind: ViewKind) -> u8 {
    match kind {
        ViewKind::Terminal => 0,
        ViewKind::ExtensionHost => 1,
        ViewKind::GoTools => 2,
        ViewKind::Task => 3,
        ViewKind::Server => 4,
        ViewKind::Other => 5,
        ViewKind::LoginShell => 6,
    }
}

/// The rows of the variable `name`: its value in each process that is shown for programs, and in those for which files set it.
pub(super) fn variable_rows(case: &Case<'_>, name: &str) -> Vec<DoctorTableRow> {
    let os = case.machine.os;
    let is_general = |view: &View| {
        matches!(view.kind, ViewKind::Terminal | ViewKind::ExtensionHost | ViewKind::LoginShell) || view.label == "task"
    };
    let is_assigned = |view: &View| {
        let consumer = view.consumer.and_then(|index| case.project.consumers.get(index));
        consumer.is_some_and(|consumer| consumer.variables.iter().any(|variable| os.same_name(&variable.name, name)))
    };
    let mut views: Vec<&View> = case.views.iter().filter(|view| is_general(view) || is_assigned(view)).collect();
    views.sort_by_key(|view| rank(view.kind));
    let shown = |value: &str| if value.is_empty() { "(empty)".to_owned() } else { case.masked(name, value) };
    let mut rows: Vec<DoctorTableRow> = Vec::new();
    let in_terminal = case.terminal().and_then(|view| view.env.as_ref()).and_then(|env| env.get(os, name));
    let here = case.own_env().and_then(|env| env.get(os, name));
    if let Some(value) = here.filter(|_| here != in_terminal) {
        rows.push(DoctorTableRow { who: HERE.to_owned(), what: shown(value) });
    }
    for view in views {
        let what = match view.env.as_ref().map(|env| env.get(os, name)) {
            Some(Some(value)) => shown(value),
            Some(None) if view.is_complete => "not set".to_owned(),
            Some(None) | None => "unknown".to_owned(),
        };
        let who = who(case, view);
        // A value that is wider than its column, such as PATH, is shown once.
        match rows.iter_mut().find(|row| row.what == what && what.chars().count() > WIDEST) {
            Some(row) => row.who = format!("{},\n{who}", row.who),
            None => rows.push(DoctorTableRow { who, what }),
        }
    }
    rows
}

/// The number of columns for a value in a report of 80 columns.
const WIDEST: usize = 45;

/// The rows of `question`. Terminals come first, because people compare the others with them.
pub(super) fn rows(case: &Case<'_>, question: &Question, with_all: bool) -> Vec<DoctorTableRow> {
    let mut order: Vec<&(usize, CommandLookup)> = question.rows.iter().collect();
    order.sort_by_key(|(index, _)| case.views.get(*index).map(|view| rank(view.kind)));
    let mut rows: Vec<DoctorTableRow> = Vec::new();
    if let Some(place) = question.only_here(case).or_else(|| question.other_here(case)) {
        rows.push(DoctorTableRow { who: HERE.to_owned(), what: place.path.clone() });
    }
    let mut last: Option<(ViewKind, String)> = None;
    for (index, lookup) in order {
        let Some(view) = case.views.get(*index) else { continue };
        let what = what(case, view, question, lookup, with_all);
        let who = who(case, view);
        // Tasks and MCP servers with the same result share a line.
        let joined = (group(view.kind), what.clone());
        match rows.last_mut().filter(|row| last.as_ref() == Some(&joined) && row.who.len() + who.len() < 32) {
            Some(row) => row.who = format!("{}, {who}", row.who),
            None => rows.push(DoctorTableRow { who, what }),
        }
        last = Some(joined);
    }
    rows
}

const fn group(kind: ViewKind) -> ViewKind {
    match kind {
        ViewKind::Server | ViewKind::Task => ViewKind::Task,
        other => other,
    }
}

fn what(case: &Case<'_>, view: &View, question: &Question, lookup: &CommandLookup, with_all: bool) -> String {
    let mut what = match lookup {
        CommandLookup::At(place) => place.path.clone(),
        CommandLookup::Missing => "not found".to_owned(),
        CommandLookup::Unknown => "unknown".to_owned(),
    };
    if let (true, Some(env)) = (with_all, &view.env) {
        for place in all_matches(case.machine, env, &question.name.text).iter().skip(1) {
            what += &format!("\nthen {}", place.path);
        }
    }
    what
}

/// The name of a process of the model, and what `matrix --consumer` calls it.
fn named(consumer: &ProjectConsumer) -> String {
    match &consumer.name {
        Some(name) => format!("{} {name} ({}:{name})", consumer.title, consumer.id),
        None => format!("{} ({})", consumer.title, consumer.id),
    }
}

fn who(case: &Case<'_>, view: &View) -> String {
    let platform = case.machine.os.setting_name();
    let profile = case.project.text(&format!("terminal.integrated.defaultProfile.{platform}"));
    let shell = crate::startup::shell_name(case.machine.shell.as_deref().unwrap_or_default());
    let shell = profile.unwrap_or(shell).to_owned();
    match (view.kind, view.basis) {
        (ViewKind::Terminal, Basis::Queried) => {
            // A terminal of VS Code in which doctor runs, otherwise one that doctor started.
            let which = if case.machine.interactive_shell.is().is_some() { "a new" } else { "your" };
            if shell.is_empty() { format!("{which} terminal") } else { format!("{which} terminal ({shell})") }
        }
        (ViewKind::Terminal, _) => "a terminal".to_owned(),
        (ViewKind::ExtensionHost, _) => match view.label.split_once('#') {
            Some((_, pid)) => format!("extensions, host {pid}"),
            None => "extensions, debuggers".to_owned(),
        },
        (ViewKind::Task, _) => {
            view.label.strip_prefix("task:").map_or("tasks".to_owned(), |label| format!("task {label}"))
        }
        (ViewKind::Server, _) => format!("MCP server {}", view.label.trim_start_matches("mcp:")),
        (ViewKind::LoginShell, _) => "a fresh login shell".to_owned(),
        (ViewKind::GoTools | ViewKind::Other, _) => {
            let consumer = view.consumer.and_then(|index| case.project.consumers.get(index));
            consumer.map_or_else(|| view.label.clone(), named)
        }
    }
}
