//! A settings file gives a well-known variable a value that the programs that read it cannot use.

use super::linter_finding::{finding_about, of_finding};
use super::variable_kinds::{VARIABLES, WrongVariableRow, concerns, wrong};
use super::{Diagnosis, Evidence, Id, Ledger, Severity};
use crate::case::{Case, View};
use crate::project::{FOLDER_SETTINGS, FoldStep, Places, ProjectAssignment, ProjectLocation, steps};

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    for row in VARIABLES {
        for diagnosis in of_row(case, row) {
            ledger.claim_variable(row.name);
            ledger.push(diagnosis);
        }
    }
}

/// One diagnosis for each line that sets the variable to a wrong value, with the processes that get it.
fn of_row(case: &Case<'_>, row: &WrongVariableRow) -> Vec<Diagnosis> {
    let mut found: Vec<(ProjectLocation, Diagnosis)> = Vec::new();
    for view in &case.views {
        let Some((assignment, value)) = assigned(case, view, row.name) else { continue };
        let Some(problem) = wrong(case.machine, row.wanted, &value) else { continue };
        let at = assignment.at.clone().unwrap_or_default();
        let is_wrong = |places: Places<'_>| {
            let value = last(case, view, row.name, places).and_then(|(_, value)| value);
            value.is_some_and(|value| wrong(case.machine, row.wanted, &value).is_some())
        };
        if !case.in_all_folders(&at, is_wrong) {
            continue;
        }
        match found.iter_mut().find(|(known, _)| *known == at) {
            Some((_, diagnosis)) => diagnosis.processes.push(view.label.clone()),
            None => {
                let mut diagnosis = diagnosis(case, row, assignment, &at, &format!("{value}, which {problem}"));
                diagnosis.explains = concerns(case, row);
                diagnosis.processes = vec![view.label.clone()];
                found.push((at, diagnosis));
            }
        }
    }
    found.into_iter().map(|(_, diagnosis)| diagnosis).collect()
}

/// The assignment of a file that gives the process of `view` its value of the variable `name`, with the value.
fn assigned<'c>(case: &Case<'c>, view: &View, name: &str) -> Option<(&'c ProjectAssignment, String)> {
    let (assignment, after) = last(case, view, name, case.places())?;
    let now = view.env.as_ref()?.get(case.machine.os, name);
    // `missing-directory` checks the settings that name a folder.
    if FOLDER_SETTINGS.contains(&&*assignment.place) {
        return None;
    }
    // A startup file can set it again; an empty value means that it is not set.
    let value = after.filter(|after| now == Some(after.as_str()) && !after.is_empty())?;
    Some((assignment, value))
}

/// The last assignment of the variable `name` for the process of `view`, if it is in a file, with the value in the folder of `places`.
fn last<'c>(
    case: &Case<'c>,
    view: &View,
    name: &str,
    places: Places<'_>,
) -> Option<(&'c ProjectAssignment, Option<String>)> {
    let consumer = case.project.consumers.get(view.consumer?)?;
    let host = case.host()?.env.as_ref()?;
    let FoldStep { assignment, after, .. } = steps(consumer, host, places, name).pop()?;
    assignment.at.as_ref()?;
    Some((assignment, after))
}

/// The linter's finding about the assignment as a diagnosis; without a finding, a description of the value.
fn diagnosis(
    case: &Case<'_>,
    row: &WrongVariableRow,
    assignment: &ProjectAssignment,
    at: &ProjectLocation,
    value: &str,
) -> Diagnosis {
    let name = row.name;
    if let Some(finding) = finding_about(case, assignment, name) {
        return of_finding(finding, name);
    }
    let message = format!("{}:{} sets {name} in {} to {value}.", at.path, at.line, assignment.place);
    let remedy = format!("Remove or correct {name} in line {} of {}.", at.line, at.path);
    let mut diagnosis = Diagnosis::new(Id::SettingsCause, Severity::Error, message, remedy);
    diagnosis.variables = vec![name.to_owned()];
    diagnosis.evidence = vec![Evidence::at(format!("{name} in {}", assignment.place), at)];
    diagnosis
}
