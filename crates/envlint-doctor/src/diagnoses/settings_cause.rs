//! The folder's own files, or the user's settings, hide the program or variable.

use super::ledger::{labels, matters, restart, shell};
use super::{Diagnosis, DiagnosisSeverity, Evidence, Id, Ledger};
use crate::case::{Case, Question, QuestionGap};
use crate::lookup::CommandLookup;
use crate::project::{FoldStep, Places, ProjectAssignment, ProjectConsumer, ProjectEffect, ProjectFinding, steps};
use crate::startup::place_to_set;

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    for question in &case.questions {
        let causes: Vec<(&QuestionGap, &ProjectAssignment)> =
            ledger.open(question).into_iter().filter_map(|gap| Some((gap, cause(case, question, gap)?))).collect();
        let Some((_, assignment)) = causes.first() else { continue };
        let gaps: Vec<&QuestionGap> = causes.iter().map(|(gap, _)| *gap).collect();
        let mut diagnosis = diagnosis(case, assignment, "PATH");
        diagnosis.program = Some(question.name.text.clone());
        diagnosis.processes = labels(case, &gaps);
        diagnosis.explains = matters(question);
        ledger.claim_views(question, &gaps.iter().map(|gap| gap.view).collect::<Vec<_>>());
        ledger.push(diagnosis);
    }
    for question in &case.questions {
        terminals_only(case, question, ledger);
    }
    for name in &case.variables {
        variable(case, &name.text, ledger);
    }
}

/// Reports a program that only terminals find, because settings add its folder to the PATH of terminals but not of extensions.
fn terminals_only(case: &Case<'_>, question: &Question, ledger: &mut Ledger) {
    let os = case.machine.os;
    let open = ledger.open(question);
    let (Some(place), Some(host)) = (question.in_terminal(case), case.host().and_then(|host| host.env.as_ref())) else {
        return;
    };
    let consumer = case.terminal().and_then(|view| view.consumer).and_then(|index| case.project.consumers.get(index));
    let Some(consumer) = consumer.filter(|_| !open.is_empty()) else { return };
    let adds = |step: &FoldStep<'_>| {
        let lists = |path: &Option<String>| os.list_has(path.as_deref().unwrap_or_default(), &place.folder);
        !lists(&step.before) && lists(&step.after) && step.assignment.at.is_some()
    };
    let is_inherited = os.list_has(host.path(os), &place.folder);
    let added = steps(consumer, host, Places::of(case.machine), "PATH").into_iter().rfind(adds);
    let Some(FoldStep { assignment, .. }) = added.filter(|_| !is_inherited) else { return };
    let at = assignment.at.clone().unwrap_or_default();
    let message = format!(
        "{}:{} adds {} to PATH in {}, which applies only to terminals and tasks. Extensions do not see it.",
        at.path, at.line, place.folder, assignment.place
    );
    let to_set = place_to_set(case.machine, shell(case));
    let remedy = format!("Add the folder to PATH in {to_set}, or name the program in a setting of the extension.");
    let mut diagnosis = Diagnosis::new(Id::SettingsCause, DiagnosisSeverity::Warning, message, remedy);
    diagnosis.restart = restart(case);
    diagnosis.program = Some(question.name.text.clone());
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.processes = labels(case, &open);
    diagnosis.evidence = vec![Evidence::at(format!("a terminal finds it: {}", place.path), &at)];
    diagnosis.explains = matters(question);
    ledger.claim(question);
    ledger.push(diagnosis);
}

/// The assignment that hides a program that the process of `gap` would find without the files.
fn cause<'c>(case: &Case<'c>, question: &Question, gap: &QuestionGap) -> Option<&'c ProjectAssignment> {
    let os = case.machine.os;
    let view = case.views.get(gap.view)?;
    let consumer = case.project.consumers.get(view.consumer?)?;
    let host = case.host()?.env.as_ref()?;
    let found = |path: Option<&str>| {
        let mut env = host.clone();
        env.set(os, "PATH", path.unwrap_or_default().to_owned());
        crate::lookup::search(case.machine, &env, &question.name.text)
    };
    let was_there = found(host.get(os, "PATH")).place()?.clone();
    let is_lost = |path: Option<&str>| {
        // A folder in front of the inherited entries is intended.
        let is_kept = os.list_has(path.unwrap_or_default(), &was_there.folder);
        match found(path) {
            CommandLookup::At(now) => !is_kept && !os.same_path(&now.real, &was_there.real),
            now => now.is_missing(),
        }
    };
    let steps = steps(consumer, host, Places::of(case.machine), "PATH");
    if !steps.last().is_some_and(|last| is_lost(last.after.as_deref())) {
        return None;
    }
    let causes = steps.into_iter().filter(|step| !is_lost(step.before.as_deref()) && is_lost(step.after.as_deref()));
    causes.map(|step| step.assignment).rfind(|assignment| assignment.at.is_some())
}

fn assignment<'p>(case: &Case<'p>, consumer: &'p ProjectConsumer, name: &str) -> Option<&'p ProjectAssignment> {
    let os = case.machine.os;
    let variable = consumer.variables.iter().find(|variable| os.same_name(&variable.name, name))?;
    let trusted = case.machine.trust != Some(false);
    variable.assignments.iter().rfind(|assignment| assignment.at.is_some() && (trusted || !assignment.needs_trust))
}

/// The linter's finding about an assignment as a diagnosis; without a finding, a description of the assignment.
fn diagnosis(case: &Case<'_>, assignment: &ProjectAssignment, name: &str) -> Diagnosis {
    let at = assignment.at.clone().unwrap_or_default();
    let os = case.machine.os;
    // The linter considers an information harmless, but here a process lacks the program.
    let is_about = |finding: &&ProjectFinding| {
        finding.at == at
            && finding.severity > DiagnosisSeverity::Info
            && finding.variable.as_deref().is_some_and(|variable| os.same_name(variable, name))
    };
    if let Some(finding) = case.project.findings.iter().find(is_about) {
        return of_finding(finding, name);
    }
    let does = match assignment.effect {
        ProjectEffect::Deletes => "removes",
        _ => "sets",
    };
    let message = format!("{}:{} {does} {name} in {}.", at.path, at.line, assignment.place);
    let remedy = format!("Keep the inherited entries: add ${{env:{name}}} to the value.");
    let mut diagnosis = Diagnosis::new(Id::SettingsCause, DiagnosisSeverity::Warning, message, remedy);
    diagnosis.variables = vec![name.to_owned()];
    diagnosis.evidence = vec![Evidence::at(format!("{name} in {}", assignment.place), &at)];
    diagnosis
}

/// A finding of the linter about the variable `name` as a diagnosis.
fn of_finding(finding: &ProjectFinding, name: &str) -> Diagnosis {
    let ProjectFinding { rule, at, .. } = finding;
    let message = format!("{}:{}: {} ({rule})", at.path, at.line, finding.message);
    let remedy = finding.help.clone().unwrap_or_else(|| format!("Run `envlint explain {rule}`."));
    let mut diagnosis = Diagnosis::new(Id::SettingsCause, finding.severity, message, remedy);
    diagnosis.variables = vec![name.to_owned()];
    diagnosis.evidence = vec![Evidence::at(format!("finding of the linter: {rule}"), at)];
    diagnosis
}

/// Reports the linter's findings about a variable that was asked for, in any file, the most severe first.
fn findings(case: &Case<'_>, name: &str, ledger: &mut Ledger) {
    let os = case.machine.os;
    let is_about =
        |finding: &&ProjectFinding| finding.variable.as_deref().is_some_and(|variable| os.same_name(variable, name));
    for finding in case.project.findings.iter().filter(is_about) {
        let mut diagnosis = of_finding(finding, name);
        diagnosis.explains = finding.severity > DiagnosisSeverity::Info;
        diagnosis.is_finding = diagnosis.explains;
        ledger.push(diagnosis);
    }
}

/// Reports a variable of the extension host that settings remove from other processes.
fn removed(case: &Case<'_>, name: &str, ledger: &mut Ledger) {
    let removes = |consumer: &&ProjectConsumer| {
        assignment(case, consumer, name).is_some_and(|last| last.effect == ProjectEffect::Deletes)
    };
    let removers: Vec<&ProjectConsumer> = case.project.consumers.iter().filter(removes).collect();
    let Some(assigned) = removers.first().and_then(|consumer| assignment(case, consumer, name)) else { return };
    let at = assigned.at.clone().unwrap_or_default();
    if ledger.has_variable(name) {
        return;
    }
    let labels: Vec<String> = removers.iter().map(|consumer| consumer.label()).collect();
    let message = format!(
        "{}:{} removes {name} in {}: extensions have it, but not {}.",
        at.path,
        at.line,
        assigned.place,
        labels.join(", ")
    );
    let remedy = format!("Remove {name} from that setting to keep the inherited value.");
    let mut diagnosis = Diagnosis::new(Id::SettingsCause, DiagnosisSeverity::Warning, message, remedy);
    diagnosis.variables = vec![name.to_owned()];
    diagnosis.processes = labels;
    diagnosis.evidence = vec![Evidence::at(format!("{name} in {}", assigned.place), &at)];
    diagnosis.explains = true;
    ledger.claim_variable(name);
    ledger.push(diagnosis);
}

/// Reports the linter's findings about a variable that was asked for. If files set a variable for the process that should have it, it
/// does not matter that other processes lack it.
fn variable(case: &Case<'_>, name: &str, ledger: &mut Ledger) {
    let os = case.machine.os;
    findings(case, name, ledger);
    let host_has = case.host().and_then(|host| host.env.as_ref()).is_some_and(|env| env.get(os, name).is_some());
    // `unset-reference` reports references to variables that are not set.
    let is_referred_to = case
        .project
        .references
        .iter()
        .any(|reference| !reference.is_optional && os.same_name(&reference.variable, name));
    let has_finding = ledger.diagnoses().iter().any(|known| known.is_finding);
    if host_has && !is_referred_to && !has_finding {
        removed(case, name, ledger);
    }
}
