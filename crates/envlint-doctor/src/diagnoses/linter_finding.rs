//! The linter's findings as diagnoses.

use super::{Diagnosis, Evidence, Id, Severity};
use crate::case::Case;
use crate::project::{ProjectAssignment, ProjectFinding};

/// The linter's warning or error about an assignment of the variable `name`.
pub(super) fn finding_about<'c>(
    case: &'c Case<'_>,
    assignment: &ProjectAssignment,
    name: &str,
) -> Option<&'c ProjectFinding> {
    let os = case.machine.os;
    let is_about = |finding: &&ProjectFinding| {
        Some(&finding.at) == assignment.at.as_ref()
            && finding.severity > Severity::Info
            && finding.variable.as_deref().is_some_and(|variable| os.same_name(variable, name))
    };
    let all = || case.project.findings.iter().filter(is_about);
    // A line can contain several assignments of the variable.
    all().find(|finding| finding.message.contains(&assignment.place)).or_else(|| all().next())
}

/// When a change of a `devcontainer.json` takes effect.
///
/// Source: the dev container specification: `remoteEnv` and the settings in `customizations` are applied to a container that is made or
/// connected to.
pub(super) const REBUILD: &str = "Then rebuild the container; a new terminal is not enough.";

/// A finding of the linter about the variable `name` as a diagnosis.
pub(super) fn of_finding(finding: &ProjectFinding, name: &str) -> Diagnosis {
    let ProjectFinding { rule, at, .. } = finding;
    let message = format!("{}:{}: {} ({rule})", at.path, at.line, finding.message);
    let remedy = match &finding.help {
        Some(help) if at.is_in_dev_container() => format!("{help}. {REBUILD}"),
        Some(help) => help.clone(),
        None => format!("Run `envlint explain {rule}`."),
    };
    let mut diagnosis = Diagnosis::new(Id::SettingsCause, finding.severity, message, remedy);
    diagnosis.variables = vec![name.to_owned()];
    diagnosis.evidence = vec![Evidence::at(format!("finding of the linter: {rule}"), at)];
    diagnosis
}
