//! The report for programs. Fields may be added, never renamed or removed.

use serde::Serialize;

use super::{DoctorReport, NotObserved, checked, not_observed};
use crate::case::{Basis, View, ViewKind};
use crate::diagnoses::{Diagnosis, Evidence, Restart};
use crate::lookup::{CommandLookup, all_matches};
use crate::machine::masked_text;
use crate::project::{Places, fold};

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

#[derive(Serialize)]
struct EnvironmentRow {
    process: String,
    variables: Vec<DoctorVariableRow>,
}

#[derive(Serialize)]
struct DoctorVariableRow {
    name: String,
    predicted: Option<String>,
    observed: Option<String>,
    agrees: bool,
    cause: Option<&'static str>,
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

/// The predicted and observed values of PATH and of the variables in question, for the extension hosts and the terminal.
fn environments(report: &DoctorReport<'_>) -> Vec<EnvironmentRow> {
    let views = report.case.views.iter();
    let compared = views.filter(|view| matches!(view.kind, ViewKind::ExtensionHost | ViewKind::Terminal));
    compared.filter(|view| view.basis != Basis::Derived).filter_map(|view| environment(report, view)).collect()
}

fn environment(report: &DoctorReport<'_>, view: &View) -> Option<EnvironmentRow> {
    let case = &report.case;
    let os = case.machine.os;
    let observed = view.env.as_ref()?;
    let predicted = match view.kind {
        ViewKind::ExtensionHost => {
            let base = case.resolver_env().cloned().unwrap_or_default();
            let answer = case.machine.login_env().filter(|_| case.query_skipped().is_none());
            answer.map_or(base.clone(), |answer| base.over(os, answer))
        }
        _ => {
            let consumer = view.consumer.and_then(|index| case.project.consumers.get(index))?;
            fold(consumer, case.host()?.env.as_ref()?, Places::of(case.machine))
        }
    };
    let mut names: Vec<String> = vec!["PATH".to_owned()];
    let assigned = case.project.consumers.iter().filter(|consumer| Some(consumer.id) == view_consumer(view));
    names.extend(assigned.flat_map(|consumer| &consumer.variables).map(|variable| variable.name.clone()));
    names.extend(case.variables.iter().map(|name| name.text.clone()));
    names.sort();
    names.dedup_by(|a, b| os.same_name(a, b));
    let variable = |name: &String| {
        let (predicted, observed) = (predicted.get(os, name), observed.get(os, name));
        let cause =
            report.diagnoses.iter().find(|diagnosis| diagnosis.variables.iter().any(|known| os.same_name(known, name)));
        let agrees = predicted == observed;
        DoctorVariableRow {
            name: name.clone(),
            predicted: predicted.map(|value| shown(name, value)),
            observed: observed.map(|value| shown(name, value)),
            agrees,
            cause: cause.filter(|_| !agrees).map(|diagnosis| diagnosis.id.name()),
        }
    };
    Some(EnvironmentRow { process: view.label.clone(), variables: names.iter().map(variable).collect() })
}

fn view_consumer(view: &View) -> Option<&'static str> {
    (view.kind == ViewKind::Terminal).then_some("terminal")
}

/// `value` with secrets masked.
fn shown(name: &str, value: &str) -> String {
    crate::machine::masked_value(name, value)
}
