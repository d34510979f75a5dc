//! The report for programs. Fields may be added, never renamed or removed.

use serde::Serialize;

use super::environments::{EnvironmentRow, environments};
use super::{DoctorReport, NotObserved, checked, not_observed};
use crate::case::Basis;
use crate::diagnoses::{Diagnosis, Evidence, Restart};
use crate::lookup::{CommandLookup, all_matches};
use crate::machine::masked_text;

#[derive(Serialize)]
struct Output {
    version: u8,
    tool: DoctorTool,
    diagnoses: Vec<DiagnosisRow>,
    programs: Vec<ProgramRow>,
    environments: Vec<EnvironmentRow>,
    checked: Vec<String>,
    not_observed: Vec<NotObserved>,
}

#[derive(Serialize)]
struct DoctorTool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct DiagnosisRow {
    id: &'static str,
    severity: &'static str,
    certainty: &'static str,
    message: String,
    remedy: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    paste: Option<String>,
    restart: Restart,
    program: Option<String>,
    variables: Vec<String>,
    processes: Vec<String>,
    evidence: Vec<Evidence>,
}

#[derive(Serialize)]
struct ProgramRow {
    name: String,
    found: Vec<FoundRow>,
}

#[derive(Serialize)]
struct FoundRow {
    process: String,
    /// `null` if the program is not found or not known.
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    real: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unknown: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    all: Vec<String>,
    /// `true` if the environment was observed, `false` if it was derived.
    observed: bool,
}

/// The report as one JSON object.
///
/// # Errors
/// Returns the error of the serializer, which does not occur with data from doctor.
pub fn json(report: &DoctorReport<'_>, with_all: bool) -> serde_json::Result<String> {
    serde_json::to_string(&Output {
        version: 1,
        tool: DoctorTool { name: "envlint", version: env!("CARGO_PKG_VERSION") },
        diagnoses: report.diagnoses.iter().map(diagnosis).collect(),
        programs: programs(report, with_all),
        environments: environments(report),
        checked: checked(report),
        not_observed: not_observed(report),
    })
}

fn diagnosis(diagnosis: &Diagnosis) -> DiagnosisRow {
    let evidence = diagnosis.evidence.iter().map(|fact| Evidence { text: masked_text(&fact.text), ..fact.clone() });
    DiagnosisRow {
        id: diagnosis.id.name(),
        severity: diagnosis.severity.name(),
        certainty: diagnosis.certainty.name(),
        message: masked_text(&diagnosis.message),
        remedy: masked_text(&diagnosis.remedy),
        paste: diagnosis.paste.as_deref().map(masked_text),
        restart: diagnosis.restart,
        program: diagnosis.program.clone(),
        variables: diagnosis.variables.clone(),
        processes: diagnosis.processes.clone(),
        evidence: evidence.collect(),
    }
}

fn programs(report: &DoctorReport<'_>, with_all: bool) -> Vec<ProgramRow> {
    let case = &report.case;
    let found = |(index, lookup): &(usize, CommandLookup), name: &str| {
        let view = case.views.get(*index)?;
        let all = view.env.as_ref().filter(|_| with_all).map(|env| all_matches(case.machine, env, name));
        Some(FoundRow {
            process: view.label.clone(),
            path: lookup.place().map(|place| place.path.clone()),
            real: lookup.place().filter(|place| place.real != place.path).map(|place| place.real.clone()),
            unknown: *lookup == CommandLookup::Unknown,
            all: all.unwrap_or_default().into_iter().map(|place| place.path).collect(),
            observed: view.basis != Basis::Derived,
        })
    };
    let rows = case.questions.iter().map(|question| ProgramRow {
        name: question.name.text.clone(),
        found: question.rows.iter().filter_map(|row| found(row, &question.name.text)).collect(),
    });
    rows.collect()
}
