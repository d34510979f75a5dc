//! Finds the setting that gives PATH an entry, or takes the inherited entries away.

use crate::case::{Case, View};
use crate::project::{FoldStep, ProjectAssignment, steps};

/// An entry that no PATH contains. What becomes of it shows what becomes of inherited entries.
const PROBE: &str = "/envlint-doctor-probe";

/// The steps that give the process of `view` its PATH, if it inherits `path`.
fn path_steps<'c>(case: &Case<'c>, view: &View, path: &str) -> Option<Vec<FoldStep<'c>>> {
    let consumer = case.project.consumers.get(view.consumer?)?;
    let mut base = case.host()?.env.clone()?;
    base.set(case.machine.os, "PATH", path.to_owned());
    Some(steps(consumer, &base, case.places(), "PATH"))
}

/// The assignment in a file that adds `entry` to the PATH of the process of `view`.
pub(super) fn adding<'c>(case: &Case<'c>, view: &View, entry: &str) -> Option<&'c ProjectAssignment> {
    let os = case.machine.os;
    let inherited = case.host()?.env.as_ref()?.path(os);
    let lists = |path: &Option<String>| os.entries(path.as_deref().unwrap_or_default()).any(|it| it.text == entry);
    let adds = |step: &FoldStep<'_>| !lists(&step.before) && lists(&step.after) && step.assignment.at.is_some();
    path_steps(case, view, inherited)?.into_iter().rfind(adds).map(|step| step.assignment)
}

/// The assignment in a file that keeps inherited entries of PATH from the process of `view`, whatever they are.
pub(super) fn dropping<'c>(case: &Case<'c>, view: &View) -> Option<&'c ProjectAssignment> {
    let os = case.machine.os;
    let path = format!("{}{}{PROBE}", case.host()?.env.as_ref()?.path(os), os.list_separator());
    let lists = |path: &Option<String>| os.list_has(path.as_deref().unwrap_or_default(), PROBE);
    let steps = path_steps(case, view, &path)?;
    if steps.last().is_none_or(|last| lists(&last.after)) {
        return None;
    }
    let drops = |step: &FoldStep<'_>| lists(&step.before) && !lists(&step.after) && step.assignment.at.is_some();
    steps.into_iter().rfind(drops).map(|step| step.assignment)
}
