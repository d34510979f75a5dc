//! The table that shows where each process finds a program. Processes with the same result share a line.

use crate::case::{Basis, Case, Question, View, ViewKind};
use crate::lookup::{CommandLookup, all_matches};

/// One line of the table.
pub(super) struct DoctorTableRow {
    pub(super) who: String,
    pub(super) what: String,
}

/// The rows of `question`. Terminals come first, because people compare the others with them.
pub(super) fn rows(case: &Case<'_>, question: &Question, with_all: bool) -> Vec<DoctorTableRow> {
    let mut order: Vec<&(usize, CommandLookup)> = question.rows.iter().collect();
    let rank = |kind: ViewKind| match kind {
        ViewKind::Terminal => 0,
        ViewKind::ExtensionHost => 1,
        ViewKind::GoTools => 2,
        ViewKind::Task => 3,
        ViewKind::Server => 4,
        ViewKind::Other => 5,
        ViewKind::LoginShell => 6,
    };
    order.sort_by_key(|(index, _)| case.views.get(*index).map(|view| rank(view.kind)));
    let mut rows: Vec<DoctorTableRow> = Vec::new();
    // The terminal in which doctor runs, if it is the only one that is known.
    let in_terminal = question.of_kind(case, ViewKind::Terminal).and_then(CommandLookup::place);
    if let (None, Some(place)) = (in_terminal, question.in_terminal(case)) {
        rows.push(DoctorTableRow { who: "your terminal outside VS Code".to_owned(), what: place.path });
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

fn who(case: &Case<'_>, view: &View) -> String {
    let platform = case.machine.os.setting_name();
    let profile = case.project.text(&format!("terminal.integrated.defaultProfile.{platform}"));
    let shell = crate::startup::shell_name(case.machine.shell.as_deref().unwrap_or_default());
    let shell = profile.unwrap_or(shell).to_owned();
    match (view.kind, view.basis) {
        (ViewKind::Terminal, Basis::Queried) if !shell.is_empty() => {
            format!("your terminal ({shell})")
        }
        (ViewKind::Terminal, Basis::Queried) => "your terminal".to_owned(),
        (ViewKind::Terminal, _) => "a terminal".to_owned(),
        (ViewKind::ExtensionHost, _) => match view.label.split_once('#') {
            Some((_, pid)) => format!("extensions, host {pid}"),
            None => "extensions, debuggers".to_owned(),
        },
        (ViewKind::GoTools, _) => "the Go extension".to_owned(),
        (ViewKind::Task, _) => {
            view.label.strip_prefix("task:").map_or("tasks".to_owned(), |label| format!("task {label}"))
        }
        (ViewKind::Server, _) => format!("MCP server {}", view.label.trim_start_matches("mcp:")),
        (ViewKind::LoginShell, _) => "a fresh login shell".to_owned(),
        (ViewKind::Other, _) => view.label.clone(),
    }
}
