//! A file refers to a variable that is not set where VS Code expands the reference.

use super::{Diagnosis, Evidence, Id, Ledger, Severity};
use crate::case::Case;
use crate::project::ProjectReference;
use crate::startup::place_to_set;

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    let os = case.machine.os;
    let mut reported: Vec<&str> = Vec::new();
    for reference in case.project.references.iter().filter(|reference| !reference.is_optional) {
        let name = reference.variable.as_str();
        // A finding of the linter about the same line says it already.
        let is_found = ledger
            .diagnoses()
            .iter()
            .any(|known| known.is_finding && known.evidence.iter().any(|fact| fact.is_at(&reference.at)));
        if reported.contains(&name) || ledger.has_variable(name) || is_found || !concerns(case, name) {
            continue;
        }
        // References in a container's configuration are expanded on the user's own computer, which cannot be seen from inside the
        // container.
        let is_elsewhere = reference.is_of_host && case.machine.host.container;
        let view = case.host().and_then(|view| view.env.as_ref());
        let Some(env) = view.filter(|_| !is_elsewhere) else { continue };
        if env.get(os, name).is_none_or(str::is_empty) {
            reported.push(name);
            report(case, reference, ledger);
        }
    }
}

/// Returns `true` if `name` is part of the question. A question about one name is not answered with others.
fn concerns(case: &Case<'_>, name: &str) -> bool {
    case.requested.is_empty() || case.variables.iter().any(|variable| variable.text == name)
}

fn report(case: &Case<'_>, reference: &ProjectReference, ledger: &mut Ledger) {
    let ProjectReference { variable, written, at, .. } = reference;
    let message = format!(
        "{}:{}: {written} becomes an empty string, because {variable} is not set where VS Code expands it.",
        at.path, at.line
    );
    let elsewhere = case.terminal().and_then(|view| view.env.as_ref()).or(case.own_env());
    let is_in_terminal = elsewhere.is_some_and(|env| env.get(case.machine.os, variable).is_some());
    let to_set = place_to_set(case.machine, super::ledger::shell(case));
    let remedy = if is_in_terminal {
        format!("Set {variable} in {to_set}; only a terminal has it.")
    } else {
        format!(
            "Set {variable} in {to_set}, or replace the reference in line {} of {} with the value.",
            at.line, at.path
        )
    };
    let mut diagnosis = Diagnosis::new(Id::UnsetReference, Severity::Warning, message, remedy);
    diagnosis.variables = vec![variable.clone()];
    diagnosis.processes = vec!["extension-host".to_owned()];
    diagnosis.restart = super::ledger::restart(case);
    diagnosis.evidence = vec![Evidence::at(format!("{written} in {}", reference.place), at)];
    diagnosis.explains = true;
    ledger.push(diagnosis);
}
