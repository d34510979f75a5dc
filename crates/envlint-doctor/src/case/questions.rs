//! Determines where each process finds a program, and which processes lack it.

use super::{Case, CaseName, View, ViewKind, Weight};
use crate::lookup::{CommandLookup, LookupPlace, is_go_tool, search};
use crate::machine::Os;
use crate::project::NamedBy;

/// A program in question.
#[derive(Clone, Debug)]
pub struct Question {
    /// The program.
    pub name: CaseName,
    /// The index of each view with the program that it finds.
    pub rows: Vec<(usize, CommandLookup)>,
    /// The processes that lack it, or find another one.
    pub gaps: Vec<QuestionGap>,
    /// The program that the shell that ran doctor finds, if no terminal of VS Code was asked.
    pub own: CommandLookup,
}

/// A process that lacks a program, or finds another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionGap {
    /// The index of the view.
    pub view: usize,
    /// The kind of the gap.
    pub kind: GapKind,
}

/// The kind of the gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GapKind {
    /// The program is not found.
    Missing,
    /// Another program is found than the terminal, or a fresh login shell, finds.
    Differs {
        /// The program that the process finds.
        here: LookupPlace,
        /// The program that the other process finds.
        there: LookupPlace,
        /// The index of the other view.
        other: usize,
    },
}

impl Question {
    /// The result for the view with this index.
    #[must_use]
    pub fn at(&self, view: usize) -> Option<&CommandLookup> {
        self.rows.iter().find(|(index, _)| *index == view).map(|(_, lookup)| lookup)
    }

    /// The result for the first view of `kind`.
    #[must_use]
    pub fn of_kind(&self, case: &Case<'_>, kind: ViewKind) -> Option<&CommandLookup> {
        let is_kind =
            |(index, _): &&(usize, CommandLookup)| case.views.get(*index).is_some_and(|view| view.kind == kind);
        self.rows.iter().find(is_kind).map(|(_, lookup)| lookup)
    }

    /// The program that a terminal of VS Code finds, otherwise the one that the shell that ran doctor finds.
    #[must_use]
    pub fn in_terminal(&self, case: &Case<'_>) -> Option<LookupPlace> {
        match self.of_kind(case, ViewKind::Terminal) {
            Some(CommandLookup::At(place)) => Some(place.clone()),
            // The environment of another terminal says nothing about this one.
            Some(CommandLookup::Missing) => None,
            Some(CommandLookup::Unknown) | None => self.own.place().cloned(),
        }
    }

    /// The program that a program with the variables of a fresh login shell finds.
    #[must_use]
    pub fn in_login_shell(&self, case: &Case<'_>) -> Option<LookupPlace> {
        self.of_kind(case, ViewKind::LoginShell).and_then(CommandLookup::place_for_all).cloned()
    }

    /// The program that the shell that ran doctor finds, if a terminal of VS Code does not find it.
    #[must_use]
    pub fn only_here(&self, case: &Case<'_>) -> Option<&LookupPlace> {
        let in_terminal = self.of_kind(case, ViewKind::Terminal);
        self.own.place().filter(|_| in_terminal.is_none_or(|lookup| lookup.place().is_none()))
    }

    /// The program that the shell that ran doctor finds, if a terminal of VS Code finds another one.
    #[must_use]
    pub fn other_here(&self, case: &Case<'_>) -> Option<&LookupPlace> {
        let there = self.of_kind(case, ViewKind::Terminal)?.place()?;
        self.own.place().filter(|here| !case.machine.os.same_path(&here.real, &there.real))
    }

    /// Returns `true` if any process finds it.
    #[must_use]
    pub fn is_anywhere(&self) -> bool {
        self.rows.iter().any(|(_, lookup)| lookup.place().is_some()) || self.own.place().is_some()
    }
}

/// Looks up `name` for every view that it concerns.
pub(super) fn question(case: &Case<'_>, name: CaseName) -> Question {
    let shown = |view: &View| shows(case, view, &name);
    let rows: Vec<(usize, CommandLookup)> = case
        .views
        .iter()
        .enumerate()
        .filter(|(_, view)| shown(view))
        .map(|(index, view)| (index, case.lookup(view, &name.text)))
        .collect();
    let own = case.own_env().map_or(CommandLookup::Unknown, |env| search(case.machine, env, &name.text));
    let mut question = Question { name, rows, gaps: Vec::new(), own };
    question.gaps = gaps(case, &question);
    question
}

/// Returns `true` if `view` is worth a row.
fn shows(case: &Case<'_>, view: &View, name: &CaseName) -> bool {
    match view.kind {
        ViewKind::LoginShell | ViewKind::ExtensionHost => true,
        ViewKind::Terminal => true,
        ViewKind::Task if view.label == "task" => true,
        ViewKind::GoTools => is_go_tool(&name.text),
        ViewKind::Task | ViewKind::Server | ViewKind::Other => names_it(case, view, name) || changes_path(case, view),
    }
}

/// Returns `true` if a file makes this process run the program.
fn names_it(case: &Case<'_>, view: &View, name: &CaseName) -> bool {
    let Some((_, owner)) = view.label.split_once(':') else { return false };
    let mut commands = name.commands.iter().filter_map(|index| case.project.commands.get(*index));
    commands.any(|command| command.owner == owner)
}

fn changes_path(case: &Case<'_>, view: &View) -> bool {
    let consumer = view.consumer.and_then(|index| case.project.consumers.get(index));
    let mut variables = consumer.into_iter().flat_map(|consumer| &consumer.variables);
    variables.any(|variable| case.machine.os.same_name(&variable.name, "PATH"))
}

/// Returns `true` if the process of `view` must find the program.
fn needs(case: &Case<'_>, view: &View, name: &CaseName) -> bool {
    let named = |wanted: &[NamedBy]| {
        let mut commands = name.commands.iter().filter_map(|index| case.project.commands.get(*index));
        commands.any(|command| wanted.contains(&command.by))
    };
    match (name.weight, view.kind) {
        (_, ViewKind::LoginShell | ViewKind::GoTools) => false,
        (Weight::Requested, ViewKind::ExtensionHost | ViewKind::Terminal | ViewKind::Task) => true,
        (Weight::Named, ViewKind::ExtensionHost) => named(&[NamedBy::Launch, NamedBy::Setting]),
        (Weight::Named, ViewKind::Task) => {
            let is_general = !view.label.contains(':');
            if is_general { has_general_task(case, name) } else { names_it(case, view, name) }
        }
        (Weight::Suggested, ViewKind::ExtensionHost | ViewKind::Task) => view.label != "task:",
        (_, ViewKind::Server | ViewKind::Other) => names_it(case, view, name),
        (Weight::Named | Weight::Suggested, ViewKind::Terminal) => false,
    }
}

/// Returns `true` if a task without a separate view runs the program, so the view of tasks in general applies to it.
fn has_general_task(case: &Case<'_>, name: &CaseName) -> bool {
    let mut commands = name.commands.iter().filter_map(|index| case.project.commands.get(*index));
    let has_view = |owner: &str| case.views.iter().any(|view| view.label.strip_prefix("task:") == Some(owner));
    commands.any(|command| matches!(command.by, NamedBy::ShellTask | NamedBy::ProcessTask) && !has_view(&command.owner))
}

fn gaps(case: &Case<'_>, question: &Question) -> Vec<QuestionGap> {
    let mut gaps = Vec::new();
    let needing: Vec<(usize, &View, &CommandLookup)> = question
        .rows
        .iter()
        .filter_map(|(index, lookup)| Some((*index, case.views.get(*index)?, lookup)))
        .filter(|(_, view, _)| needs(case, view, &question.name))
        .collect();
    for (index, _, lookup) in &needing {
        if lookup.is_missing() {
            gaps.push(QuestionGap { view: *index, kind: GapKind::Missing });
        }
    }
    // A suggested program only matters if it is installed.
    if question.name.weight == Weight::Suggested && !question.is_anywhere() {
        gaps.clear();
    }
    gaps.extend(needing.iter().filter_map(|(index, view, lookup)| differs(case, question, *index, view, lookup)));
    gaps
}

/// Compares the extension host and tasks with the terminal and with a fresh login shell.
fn differs(
    case: &Case<'_>,
    question: &Question,
    index: usize,
    view: &View,
    lookup: &CommandLookup,
) -> Option<QuestionGap> {
    let here = lookup.place()?;
    if view.kind == ViewKind::Terminal {
        return None;
    }
    // The answer of a shell is irrelevant if VS Code did not ask it.
    let is_queried = case.query_skipped().is_none();
    // A login shell does not know the settings.
    let is_compared = is_queried && !case.is_chosen_go(&question.name.text, here);
    let others: &[ViewKind] =
        if is_compared { &[ViewKind::Terminal, ViewKind::LoginShell] } else { &[ViewKind::Terminal] };
    let found = others.iter().find_map(|wanted| {
        question.rows.iter().find_map(|(other, lookup)| {
            let there = lookup.place()?;
            let is_wanted = case.views.get(*other)?.kind == *wanted;
            let same = same_program(case.machine.os, &here.real, &there.real);
            (is_wanted && !same).then(|| (*other, there.clone()))
        })
    })?;
    let (other, there) = found;
    // The Python extension activates an environment in terminals only. That is intended.
    if question.name.weight == Weight::Suggested && is_activated(case, &there) {
        return None;
    }
    Some(QuestionGap { view: index, kind: GapKind::Differs { here: here.clone(), there, other } })
}

/// Returns `true` if `place` is in the Python environment that is active in the terminal.
fn is_activated(case: &Case<'_>, place: &LookupPlace) -> bool {
    let Some(env) = case.terminal().and_then(|view| view.env.as_ref()) else { return false };
    let roots = ["VIRTUAL_ENV", "CONDA_PREFIX"].iter().filter_map(|name| env.get(case.machine.os, name));
    roots.filter(|root| !root.is_empty()).any(|root| place.folder.starts_with(root))
}

fn same_program(os: Os, a: &str, b: &str) -> bool {
    os.same_path(a, b)
}
