//! The report for people: first the answer in three lines, then the table of processes, then the observations.

use super::headline::headline;
use super::table::{DoctorTableRow, rows, variable_rows};
use super::wrap::{labelled, wrap};
use super::{Detail, DoctorReport, checked, not_observed};
use crate::case::{Basis, Case, Question, ViewKind, Weight};
use crate::diagnoses::{Certainty, Diagnosis, Id, Severity};
use crate::machine::masked_text;

/// The column in which the text after a short label begins.
const SHORT: usize = 6;
/// The column in which the text after a label at the end of the report begins.
const LONG: usize = 10;

/// The report as text.
#[must_use]
pub fn text(report: &DoctorReport<'_>, detail: Detail) -> String {
    let mut out = String::new();
    let (reported, notes): (Vec<&Diagnosis>, Vec<&Diagnosis>) =
        report.diagnoses.iter().partition(|diagnosis| diagnosis.severity > Severity::Info);
    if detail.which {
        which(report, detail, &mut out);
        return masked_text(&out);
    }
    let leading = report.leading();
    match leading {
        Some(first) => answer(report, first, &mut out, detail.width),
        None => well(report, &reported, &mut out, detail.width),
    }
    tables(report, leading, detail, &mut out);
    for (index, diagnosis) in reported.iter().enumerate() {
        let has_evidence = detail.verbose && !diagnosis.evidence.is_empty();
        // The leading diagnosis is above the table already.
        match (index, leading) {
            (0, Some(_)) if has_evidence => out.push_str(&format!("\nEvidence for {}\n", diagnosis.id.name())),
            (0, Some(_)) => {}
            _ => {
                out.push('\n');
                out.push_str(&heading(diagnosis, detail.width));
                out.push('\n');
                explained(diagnosis, &mut out, detail.width);
            }
        }
        if has_evidence {
            evidence(diagnosis, &mut out, detail.width);
        }
    }
    if !reported.is_empty() {
        out.push('\n');
    }
    end(report, &reported, &notes, detail, &mut out);
    masked_text(&out)
}

/// Prints only where each process finds the programs, and the diagnoses about them.
fn which(report: &DoctorReport<'_>, detail: Detail, out: &mut String) {
    tables(report, None, detail, out);
    // The first table needs no empty line before it.
    if out.starts_with('\n') {
        out.remove(0);
    }
    let about = |diagnosis: &&Diagnosis| diagnosis.program.is_some() && diagnosis.severity > Severity::Info;
    for diagnosis in report.diagnoses.iter().filter(about) {
        out.push('\n');
        out.push_str(&heading(diagnosis, detail.width));
        out.push('\n');
        explained(diagnosis, out, detail.width);
    }
}

fn heading(diagnosis: &Diagnosis, width: usize) -> String {
    let by_line = matches!(diagnosis.id, Id::SetInUnreadStartupFile | Id::ShellResolutionFailed);
    let mut places = diagnosis.evidence.iter().filter(|fact| fact.line.is_some()).filter_map(|fact| fact.path.as_ref());
    // Only the text of the file shows which line is the cause.
    let line = match places.next() {
        Some(path) if by_line && diagnosis.certainty == Certainty::Certain => format!("; the line in {path}: likely"),
        _ => String::new(),
    };
    let heading = format!("{}[{}], {}", diagnosis.severity.name(), diagnosis.id.name(), diagnosis.certainty.name());
    if heading.chars().count() + line.chars().count() > width { heading } else { heading + &line }
}

/// Prints the answer: what is not found, by whom, and where it is; why; what to do.
fn answer(report: &DoctorReport<'_>, diagnosis: &Diagnosis, out: &mut String, width: usize) {
    let headline = headline(report, diagnosis);
    for line in wrap(headline.as_deref().unwrap_or(&diagnosis.message), width) {
        out.push_str(&line);
        out.push('\n');
    }
    if headline.is_some() {
        out.push_str(&labelled("Why", &diagnosis.message, SHORT, width));
    }
    fix(diagnosis, out, width);
    out.push_str(&labelled("ID", &heading(diagnosis, width.saturating_sub(SHORT)), SHORT, width));
    for window in report.case.remote_windows() {
        let text =
            format!("The extensions of one window run on {}. If it is that window, run doctor there:", window.place());
        out.push_str(&labelled("Or", &text, SHORT, width));
        out.push_str(&format!("{:SHORT$}  {}\n", "", window.command(report.case.requested)));
    }
}

fn explained(diagnosis: &Diagnosis, out: &mut String, width: usize) {
    out.push_str(&labelled("Why", &diagnosis.message, SHORT, width));
    fix(diagnosis, out, width);
}

fn fix(diagnosis: &Diagnosis, out: &mut String, width: usize) {
    match &diagnosis.paste {
        Some(paste) if SHORT + diagnosis.remedy.len() + 3 + paste.len() <= width => {
            out.push_str(&format!("{:SHORT$}{}   {paste}\n", "Fix", diagnosis.remedy));
        }
        Some(paste) => {
            out.push_str(&labelled("Fix", &diagnosis.remedy, SHORT, width));
            // A line to paste is never wrapped.
            out.push_str(&format!("{:SHORT$}  {paste}\n", ""));
        }
        None => out.push_str(&labelled("Fix", &diagnosis.remedy, SHORT, width)),
    }
    if let Some(restart) = diagnosis.restart.sentence() {
        out.push_str(&labelled("", restart, SHORT, width));
    }
}

/// Prints the answer if no diagnosis is about the question, and that `others` follow.
fn well(report: &DoctorReport<'_>, others: &[&Diagnosis], out: &mut String, width: usize) {
    let mut lines = wrap(&all_is_well(report), width);
    let further = match others {
        [] => None,
        [only] => Some(format!("Something else is wrong: see {}[{}] below.", only.severity.name(), only.id.name())),
        _ => Some(format!("{} other things are wrong: see below.", others.len())),
    };
    lines.extend(further);
    for line in lines {
        out.push_str(&line);
        out.push('\n');
    }
}

/// The sentence that says that nothing is wrong, at least with what was asked for. It claims no more than was observed: without a
/// running VS Code, the processes are derived, and without an answer for a program there is nothing to claim.
#[must_use]
pub fn all_is_well(report: &DoctorReport<'_>) -> String {
    let case = &report.case;
    let is_all = report.diagnoses.iter().all(|diagnosis| diagnosis.severity == Severity::Info);
    let start = if is_all { "Nothing is wrong: " } else { "" };
    let in_host = |question: &Question| question.of_kind(case, ViewKind::ExtensionHost).cloned();
    let is_unknown = |question: &&Question| in_host(question).is_none_or(|lookup| lookup.is_unknown());
    let is_requested = |question: &&Question| question.name.weight == Weight::Requested;
    let requested: Vec<&Question> = case.questions.iter().filter(is_requested).collect();
    if let ([], [name]) = (requested.as_slice(), case.variables.as_slice()) {
        return variable_is_well(case, &name.text, start);
    }
    let questions = if requested.is_empty() { case.questions.iter().collect() } else { requested };
    let is_running = case.host_process().is_some();
    if !questions.is_empty() && questions.iter().all(is_unknown) {
        let names: Vec<&str> = questions.iter().map(|question| question.name.text.as_str()).collect();
        let names = names.join(", ");
        return format!("Doctor cannot tell whether VS Code finds {names}; see below for what was not observed.");
    }
    if let [question] = questions.as_slice()
        && is_requested(question)
    {
        let name = &question.name.text;
        let lookup = in_host(question);
        let other = question.other_here(case);
        let other =
            other.map_or_else(String::new, |here| format!(". The shell that ran doctor finds another: {}", here.path));
        return match lookup.as_ref().and_then(|lookup| lookup.place()) {
            Some(place) if is_running => format!("{start}VS Code finds {name}: {}{other}", place.path),
            Some(place) => format!("{start}VS Code, when it runs, finds {name}: {}{other}", place.path),
            None => format!("Doctor finds no problem with {name}."),
        };
    }
    let limit = if is_running { "" } else { " as far as doctor can tell without a running VS Code" };
    if is_all {
        format!("Nothing is wrong{limit}: extensions, terminals and tasks find the same programs.")
    } else {
        format!("Extensions, terminals and tasks find the same programs{limit}.")
    }
}

/// The sentence that says that nothing is wrong with a variable.
fn variable_is_well(case: &Case<'_>, name: &str, start: &str) -> String {
    let os = case.machine.os;
    let Some(host) = case.host().and_then(|host| host.env.as_ref()) else {
        return format!("Doctor cannot tell whether VS Code has {name}; see below for what was not observed.");
    };
    if let Some(value) = host.get(os, name) {
        let runs = if case.host_process().is_some() { "" } else { ", when it runs," };
        return format!("{start}VS Code{runs} has {name}: {}", case.masked(name, value));
    }
    let variables = case.project.consumers.iter().flat_map(|consumer| &consumer.variables);
    let mut assignments =
        variables.filter(|variable| os.same_name(&variable.name, name)).flat_map(|variable| &variable.assignments);
    match assignments.find_map(|assignment| Some((assignment.at.as_ref()?, &assignment.place))) {
        Some((at, place)) => format!(
            "{start}{}:{} sets {name} in {place} for the processes that are shown below. Other processes, such as \
             the extension host itself, do not get it.",
            at.path, at.line
        ),
        None => match case.set_by_go_env(name) {
            Some((value, path, _)) => {
                format!("{start}`go env -w` set {name} to {value} in {path}, where the go command reads it.")
            }
            None => format!("Doctor finds no problem with {name}."),
        },
    }
}

/// The kinds of processes in the tables whose environment was derived.
fn derived(report: &DoctorReport<'_>, first: Option<&Diagnosis>) -> Vec<&'static str> {
    let case = &report.case;
    let mut kinds = Vec::new();
    for (index, _) in
        case.questions.iter().filter(|question| is_shown(question, first)).flat_map(|question| &question.rows)
    {
        let Some(view) = case.views.get(*index).filter(|view| view.basis == Basis::Derived) else { continue };
        let kind = match view.kind {
            ViewKind::Terminal => "terminals",
            ViewKind::Task => "tasks",
            ViewKind::ExtensionHost => "extensions",
            ViewKind::Server => "MCP servers",
            ViewKind::GoTools => "the Go extension's tools",
            ViewKind::Other | ViewKind::LoginShell => "other programs",
        };
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

/// Returns `true` if the program gets a separate table: if it was asked for, or the first diagnosis is about it.
fn is_shown(question: &Question, first: Option<&Diagnosis>) -> bool {
    question.name.weight == Weight::Requested
        || first.and_then(|first| first.program.as_ref()) == Some(&question.name.text)
}

/// Prints one table for each program that has a problem or was asked for, and one for all others.
fn tables(report: &DoctorReport<'_>, first: Option<&Diagnosis>, detail: Detail, out: &mut String) {
    let case = &report.case;
    let (shown, others): (Vec<&Question>, Vec<&Question>) =
        case.questions.iter().partition(|question| is_shown(question, first));
    for question in shown {
        table(&question.name.text, &rows(case, question, detail.all), out);
    }
    for name in &case.variables {
        table(&name.text, &variable_rows(case, &name.text), out);
    }
    let found: Vec<(&str, String)> = others
        .iter()
        .filter_map(|question| {
            let place = question.of_kind(case, ViewKind::ExtensionHost).and_then(|lookup| lookup.place());
            Some((question.name.text.as_str(), place?.path.clone()))
        })
        .collect();
    if first.is_none() && !found.is_empty() {
        let left = found.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default().max(8) + 2;
        out.push_str(&format!("\n  {:left$}found in extensions, terminals and tasks\n", "program"));
        for (name, path) in found.iter() {
            out.push_str(&format!("  {name:left$}{path}\n"));
        }
    }
}

/// Prints the table of one program or variable.
fn table(name: &str, rows: &[DoctorTableRow], out: &mut String) {
    let widths = rows.iter().flat_map(|row| row.who.lines()).map(|line| line.chars().count());
    let left = widths.max().unwrap_or_default().max(30) + 3;
    out.push_str(&format!("\n  {:left$}is\n", format!("{name} in")));
    for row in rows {
        let (mut who, mut what) = (row.who.split('\n'), row.what.split('\n'));
        loop {
            let line = match (who.next(), what.next()) {
                (None, None) => break,
                (who, what) => format!("  {:left$}{}", who.unwrap_or_default(), what.unwrap_or_default()),
            };
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
}

fn evidence(diagnosis: &Diagnosis, out: &mut String, width: usize) {
    for fact in &diagnosis.evidence {
        let at = match (&fact.path, fact.line) {
            (Some(path), Some(line)) => format!("{path}:{line}: "),
            (Some(path), None) => format!("{path}: "),
            (None, _) => String::new(),
        };
        out.push_str(&labelled("  -", &format!("{at}{}", fact.text), 4, width));
    }
}

fn end(report: &DoctorReport<'_>, reported: &[&Diagnosis], notes: &[&Diagnosis], detail: Detail, out: &mut String) {
    let width = detail.width;
    if reported.is_empty() {
        out.push('\n');
    }
    let label = if reported.is_empty() { "Checked" } else { "Observed" };
    for (index, line) in checked(report).iter().enumerate() {
        out.push_str(&labelled(if index == 0 { label } else { "" }, line, LONG, width));
    }
    let derived = derived(report, reported.first().copied());
    if !derived.is_empty() && (detail.verbose || !reported.is_empty()) {
        let is_running = report.case.host_process().is_some();
        let source = if is_running { "the extension host" } else { "the session, the login shell" };
        let text = format!("{}: from {source} and your settings", derived.join(", "));
        out.push_str(&labelled("Derived", &text, LONG, width));
    }
    // The answer names remote windows already.
    let not_seen = not_observed(report).into_iter().filter(|missing| reported.is_empty() || !missing.is_remote);
    for (index, missing) in not_seen.enumerate() {
        let label = if index == 0 { "Not seen" } else { "" };
        out.push_str(&labelled(label, &format!("{}: {}", missing.what, missing.why), LONG, width));
    }
    if detail.verbose {
        for (index, note) in notes.iter().enumerate() {
            out.push_str(&labelled(if index == 0 { "Notes" } else { "" }, &note.message, LONG, width));
        }
    } else if !notes.is_empty() {
        out.push_str(&labelled("Notes", &format!("{}, harmless: -v", notes.len()), LONG, width));
    }
    if reported.is_empty() {
        out.push_str("Something still not found?   envlint doctor PROGRAM\n");
    } else if !detail.verbose {
        out.push_str(&labelled(
            "More",
            "-v evidence, --all every match, --markdown to paste into an issue",
            LONG,
            width,
        ));
    }
}
