//! The predicted and observed values of the variables in question, for each process.

use serde::Serialize;

use super::DoctorReport;
use crate::case::{Basis, View, ViewKind};
use crate::diagnoses::is_known_addition;
use crate::machine::Os;

/// The variables of one process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EnvironmentRow {
    /// The process, as reports name it: `extension-host#4211`.
    pub process: String,
    /// `true` if nothing was observed, so that only the prediction is known.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub derived: bool,
    /// PATH, the variables that files assign for the process, and the variables that were asked for.
    pub variables: Vec<DoctorVariableRow>,
}

/// The predicted and the observed value of a variable, with secrets masked; `None` if it is not set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DoctorVariableRow {
    /// Its name.
    pub name: String,
    /// The value that follows from the observed start of VS Code, the answer of the login shell, and the settings.
    pub predicted: Option<String>,
    /// The value in the running process, or at the prompt of a terminal.
    pub observed: Option<String>,
    /// `true` if the two are equal except for what VS Code adds to PATH, or if nothing was observed.
    pub agrees: bool,
    /// The diagnosis that explains a difference.
    pub cause: Option<&'static str>,
}

/// The environments of all processes except the login shell, whose answer is the source of the predictions.
#[must_use]
pub fn environments(report: &DoctorReport<'_>) -> Vec<EnvironmentRow> {
    let views = report.case.views.iter().filter(|view| view.kind != ViewKind::LoginShell);
    views.filter_map(|view| environment(report, view)).collect()
}

fn environment(report: &DoctorReport<'_>, view: &View) -> Option<EnvironmentRow> {
    let case = &report.case;
    let os = case.machine.os;
    let predicted = case.predicted(view)?;
    let derived = view.basis == Basis::Derived;
    let observed = view.env.as_ref().filter(|_| !derived);
    if observed.is_none() && !derived {
        return None;
    }
    let variable = |name: &String| {
        let (wanted, found) = (predicted.get(os, name), observed.and_then(|env| env.get(os, name)));
        let is_about = |known: &String| os.same_name(known, name);
        let cause = report.diagnoses.iter().find(|diagnosis| diagnosis.variables.iter().any(is_about));
        let agrees = derived || agree(os, name, wanted, found);
        DoctorVariableRow {
            name: name.clone(),
            predicted: wanted.map(|value| case.masked(name, value)),
            observed: found.map(|value| case.masked(name, value)),
            agrees,
            cause: cause.filter(|_| !agrees).map(|diagnosis| diagnosis.id.name()),
        }
    };
    let variables = case.compared_variables(view).iter().map(variable).collect();
    Some(EnvironmentRow { process: view.label.clone(), derived, variables })
}

/// Returns `true` if the values are equal, except for the entries that VS Code and well-known extensions add to PATH.
fn agree(os: Os, name: &str, predicted: Option<&str>, observed: Option<&str>) -> bool {
    let entries = |value: Option<&str>| -> Option<Vec<String>> {
        let kept = os.entries(value?).filter(|entry| !is_known_addition(entry.text));
        Some(kept.map(|entry| entry.text.to_owned()).collect())
    };
    predicted == observed || (os.same_name(name, "PATH") && entries(predicted) == entries(observed))
}
