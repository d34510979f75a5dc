//! The report for people: first the answer in three lines, then the table of processes, then the observations.

use super::table::rows;
use super::wrap::{labelled, wrap};
use super::{Detail, DoctorReport, checked, not_observed};
use crate::case::{Basis, Case, GapKind, Question, ViewKind, Weight};
use crate::diagnoses::{Diagnosis, DiagnosisSeverity};
use crate::machine::masked_text;

/// The column in which the text after a short label begins.
const SHORT: usize = 6;
/// The column in which the text after a label at the end of the report begins.
const LONG: usize = 10;

/// The report as text.
#[must_use]
pub fn text(report: &DoctorReport<'_>, detail: Detail) -> String {
    let mut out = String::new();
    let (told, notes): (Vec<&Diagnosis>, Vec<&Diagnosis>) =
        report.diagnoses.iter().partition(|diagnosis| diagnosis.severity > DiagnosisSeverity::Info);
    if detail.which {
        which(report, detail, &mut out);
        return masked_text(&out);
    }
    match told.split_first() {
        Some((first, _)) => answer(report, first, &mut out, detail.width),
        None => well(report, &mut out, detail.width),
    }
    tables(report, told.first().copied(), detail, &mut out);
    for (index, diagnosis) in told.iter().enumerate() {
        out.push('\n');
        out.push_str(&heading(diagnosis));
        if index > 0 {
            explained(diagnosis, &mut out, detail.width);
        }
        if detail.verbose {
            evidence(diagnosis, &mut out, detail.width);
        }
    }
    end(report, &told, &notes, detail, &mut out);
    masked_text(&out)
}

/// Prints only where each process finds the programs, and the diagnoses about them.
fn which(report: &DoctorReport<'_>, detail: Detail, out: &mut String) {
    tables(report, None, detail, out);
    // The first table needs no empty line before it.
    if out.starts_with('\n') {
        out.remove(0);
    }
    let about = |diagnosis: &&Diagnosis| diagnosis.program.is_some() && diagnosis.severity > DiagnosisSeverity::Info;
    for diagnosis in report.diagnoses.iter().filter(about) {
        out.push('\n');
        out.push_str(&heading(diagnosis));
        explained(diagnosis, out, detail.width);
    }
}

fn heading(diagnosis: &Diagnosis) -> String {
    format!("{}[{}]  {}\n", diagnosis.severity.name(), diagnosis.id.name(), diagnosis.certainty.name())
}

/// Prints the answer: what is not found, by whom, and where it is; why; what to do.
fn answer(report: &DoctorReport<'_>, diagnosis: &Diagnosis, out: &mut String, width: usize) {
    for line in wrap(&headline(report, diagnosis), width) {
        out.push_str(&line);
        out.push('\n');
    }
    explained(diagnosis, out, width);
}

fn explained(diagnosis: &Diagnosis, out: &mut String, width: usize) {
    out.push_str(&labelled("Why", &diagnosis.message, SHORT, width));
    let restart = diagnosis.restart.sentence();
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
    if let Some(restart) = restart {
        out.push_str(&labelled("", restart, SHORT, width));
    }
}

fn headline(report: &DoctorReport<'_>, diagnosis: &Diagnosis) -> String {
    let case = &report.case;
    let question = diagnosis
        .program
        .as_ref()
        .and_then(|program| case.questions.iter().find(|question| question.name.text == *program));
    match question {
        Some(question) => lacking(case, question, diagnosis),
        None if !diagnosis.variables.is_empty() && diagnosis.variables.iter().any(|name| name != "PATH") => {
            let names = diagnosis.variables.join(", ");
            format!("VS Code does not have the expected value of {names}.")
        }
        None => diagnosis.id.summary(),
    }
}

/// The sentence that says which process lacks the program and which one has it.
fn lacking(case: &Case<'_>, question: &Question, diagnosis: &Diagnosis) -> String {
    let name = &question.name.text;
    let host_has = question.of_kind(case, ViewKind::ExtensionHost).and_then(|lookup| lookup.place());
    let first = diagnosis.processes.first().map_or("extension-host", String::as_str);
    let is_first = |view: &crate::case::View| view.label == first;
    let index = case.views.iter().position(is_first);
    let gap = question.gaps.iter().find(|gap| Some(gap.view) == index);
    if let (Some(GapKind::Differs { here, there, other }), Some(place)) = (gap.map(|gap| &gap.kind), host_has) {
        let other = case.views.get(*other).map_or("", |view| super::title(&view.label));
        let (who, what) = if first.starts_with("extension-host") { (other, there) } else { ("extensions", place) };
        return format!("{name} is {} in {}, but {} in {who}.", here.path, super::title(first), what.path);
    }
    match (host_has, question.in_terminal(case), question.in_login_shell(case)) {
        (None, Some(place), _) => format!("VS Code does not find {name}. Your terminal does: {}", place.path),
        (None, None, Some(place)) => format!("VS Code does not find {name}. A fresh login shell does: {}", place.path),
        (None, None, None) => format!("VS Code does not find {name}, and neither does a terminal."),
        (Some(place), ..) if gap.is_some() => {
            format!("{} does not find {name}. Extensions do: {}", capital(super::title(first)), place.path)
        }
        (Some(place), ..) => format!("{name} is {} for extensions.", place.path),
    }
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// Prints the answer if there is no diagnosis. It claims no more than was observed: without a running VS Code, the processes are
/// derived, and without an answer for a program there is nothing to claim.
fn well(report: &DoctorReport<'_>, out: &mut String, width: usize) {
    let case = &report.case;
    let in_host = |question: &Question| question.of_kind(case, ViewKind::ExtensionHost).cloned();
    let asked: Vec<&Question> =
        case.questions.iter().filter(|question| question.name.weight == Weight::Asked).collect();
    let questions = if asked.is_empty() { case.questions.iter().collect() } else { asked };
    let is_running = case.host_process().is_some();
    let line = match questions.as_slice() {
        all if !all.is_empty() && all.iter().all(|question| in_host(question).is_none_or(|lookup| lookup.is_unknown())) => {
            let names: Vec<&str> = all.iter().map(|question| question.name.text.as_str()).collect();
            format!("Doctor cannot tell whether VS Code finds {}; see below for what was not observed.", names.join(", "))
        }
        [question] if question.name.weight == Weight::Asked => match in_host(question).as_ref().and_then(|lookup| lookup.place()) {
            Some(place) if is_running => format!("Nothing is wrong: VS Code finds {}: {}", question.name.text, place.path),
            Some(place) => format!("Nothing is wrong: VS Code, when it runs, finds {}: {}", question.name.text, place.path),
            None => format!("Doctor finds no problem with {}.", question.name.text),
        },
        _ if is_running => "Nothing is wrong: extensions, terminals and tasks find the same programs.".to_owned(),
        _ => "Nothing is wrong as far as doctor can tell without a running VS Code: extensions, terminals and tasks find the same programs.".to_owned(),
    };
    wrap(&line, width).iter().for_each(|line| out.push_str(&format!("{line}\n")));
}

/// Prints one table for each program that has a problem or was asked for, and one for all others.
fn tables(report: &DoctorReport<'_>, first: Option<&Diagnosis>, detail: Detail, out: &mut String) {
    let case = &report.case;
    let is_told = |question: &&Question| {
        question.name.weight == Weight::Asked
            || first.and_then(|first| first.program.as_ref()) == Some(&question.name.text)
    };
    let (told, others): (Vec<&Question>, Vec<&Question>) = case.questions.iter().partition(is_told);
    for question in told {
        let rows = rows(case, question, detail.all);
        let left = rows.iter().map(|row| row.who.chars().count()).max().unwrap_or_default().max(30) + 3;
        out.push_str(&format!("\n  {:left$}is\n", format!("{} in", question.name.text)));
        for row in rows {
            for (index, what) in row.what.split('\n').enumerate() {
                let who = if index == 0 { row.who.as_str() } else { "" };
                out.push_str(&format!("  {who:left$}{what}\n"));
            }
        }
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
        found.iter().for_each(|(name, path)| out.push_str(&format!("  {name:left$}{path}\n")));
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

fn end(report: &DoctorReport<'_>, told: &[&Diagnosis], notes: &[&Diagnosis], detail: Detail, out: &mut String) {
    let width = detail.width;
    if told.is_empty() {
        out.push('\n');
    }
    let label = if told.is_empty() { "Checked" } else { "Observed" };
    for (index, line) in checked(report).iter().enumerate() {
        out.push_str(&labelled(if index == 0 { label } else { "" }, line, LONG, width));
    }
    let derived: Vec<&str> =
        report.case.views.iter().filter(|view| view.basis == Basis::Derived).map(|view| view.label.as_str()).collect();
    if !derived.is_empty() && (detail.verbose || !told.is_empty()) {
        let more = if derived.len() > 6 { format!(" and {} more", derived.len() - 6) } else { String::new() };
        let names = derived.iter().take(6).copied().collect::<Vec<_>>().join(", ");
        out.push_str(&labelled(
            "Derived",
            &format!("{names}{more}: from the extension host and your settings"),
            LONG,
            width,
        ));
    }
    for (index, missing) in not_observed(report).iter().enumerate() {
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
    match told.is_empty() {
        true => out.push_str("Something still not found?   envlint doctor PROGRAM\n"),
        false if !detail.verbose => {
            out.push_str(&labelled(
                "More",
                "-v evidence, --all every match, --markdown to paste into an issue",
                LONG,
                width,
            ));
        }
        false => {}
    }
}
