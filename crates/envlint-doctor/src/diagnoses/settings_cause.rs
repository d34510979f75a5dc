//! The folder's own files, or the user's settings, hide the program or variable.

use super::ledger::{labels, matters, shell};
use super::{Diagnosis, DiagnosisSeverity, Evidence, Id, Ledger};
use crate::case::{Case, Question, QuestionGap, View, ViewKind};
use crate::machine::Env;
use crate::project::{Places, ProjectAssignment, ProjectConsumer, ProjectEffect, ProjectFinding, fold};
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
    let predicted = fold(consumer, host, Places::of(case.machine));
    let is_added = !os.list_has(host.path(os), &place.folder) && os.list_has(predicted.path(os), &place.folder);
    let Some(assignment) = assignment(case, consumer, "PATH").filter(|_| is_added) else { return };
    let at = assignment.at.clone().unwrap_or_default();
    let message = format!(
        "{}:{} adds {} to PATH in {}, which applies only to terminals and tasks. Extensions do not see it.",
        at.path, at.line, place.folder, assignment.place
    );
    let to_set = place_to_set(case.machine, shell(case));
    let remedy = format!("Add the folder to PATH in {to_set}, or name the program in a setting of the extension.");
    let mut diagnosis = Diagnosis::new(Id::SettingsCause, DiagnosisSeverity::Warning, message, remedy);
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
    let view = case.views.get(gap.view)?;
    let consumer = case.project.consumers.get(view.consumer?)?;
    let assignment = assignment(case, consumer, "PATH")?;
    let before = case.host()?.env.as_ref()?;
    let after = fold(consumer, before, Places::of(case.machine));
    let found = |env: &Env| crate::lookup::search(case.machine, env, &question.name.text);
    let (before, now) = (found(before), found(&after));
    let was_there = before.place()?;
    // A folder in front of the inherited entries is intended.
    let is_kept = case.machine.os.list_has(after.path(case.machine.os), &was_there.folder);
    let is_lost = match now.place() {
        None => now.is_missing(),
        Some(now) => !is_kept && !case.machine.os.same_path(&now.real, &was_there.real),
    };
    is_lost.then_some(assignment)
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
    let here = |finding: &&ProjectFinding| finding.at == at;
    let about = |finding: &&ProjectFinding| {
        finding.at.path == at.path
            && finding.variable.as_deref().is_some_and(|variable| case.machine.os.same_name(variable, name))
    };
    let findings = &case.project.findings;
    let finding = findings.iter().find(here).or_else(|| findings.iter().find(about));
    let place = format!("{}:{}", at.path, at.line);
    let (message, remedy, severity) = match finding {
        Some(finding) => (
            format!("{place}: {} ({})", finding.message, finding.rule),
            finding.help.clone().unwrap_or_else(|| format!("Run `envlint explain {}`.", finding.rule)),
            finding.severity.max(DiagnosisSeverity::Warning),
        ),
        None => {
            let does = match assignment.effect {
                ProjectEffect::Deletes => "removes",
                _ => "sets",
            };
            (
                format!("{place} {does} {name} in {}.", assignment.place),
                format!("Keep the inherited entries: add ${{env:{name}}} to the value."),
                DiagnosisSeverity::Warning,
            )
        }
    };
    let mut diagnosis = Diagnosis::new(Id::SettingsCause, severity, message, remedy);
    diagnosis.variables = vec![name.to_owned()];
    diagnosis.evidence = vec![Evidence::at(format!("{name} in {}", assignment.place), &at)];
    diagnosis
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

/// Reports a variable that was asked for, if files set it for some processes only or the linter has a finding about it.
fn variable(case: &Case<'_>, name: &str, ledger: &mut Ledger) {
    let os = case.machine.os;
    // `unset-reference` reports references to variables that are not set.
    if case.project.references.iter().any(|reference| !reference.is_optional && os.same_name(&reference.variable, name))
    {
        return;
    }
    let finding = case.project.findings.iter().find(|finding| {
        finding.severity != DiagnosisSeverity::Info
            && finding.variable.as_deref().is_some_and(|variable| os.same_name(variable, name))
    });
    let lacks = |view: &View| view.env.as_ref().is_some_and(|env| env.get(os, name).is_none());
    let host_lacks = case.host().is_some_and(lacks);
    let host_has = case.host().and_then(|host| host.env.as_ref()).is_some_and(|env| env.get(os, name).is_some());
    if finding.is_none() && host_has {
        removed(case, name, ledger);
    }
    let sets = |consumer: &&ProjectConsumer| {
        let variable = consumer.variables.iter().find(|variable| os.same_name(&variable.name, name));
        variable
            .is_some_and(|_| assignment(case, consumer, name).is_none_or(|last| last.effect != ProjectEffect::Deletes))
    };
    let setters: Vec<&ProjectConsumer> = case.project.consumers.iter().filter(sets).collect();
    let assigned = setters.iter().find_map(|consumer| assignment(case, consumer, name));
    let Some(assigned) = assigned.filter(|_| (finding.is_some() || host_lacks) && !ledger.has_variable(name)) else {
        return;
    };
    let mut diagnosis = diagnosis(case, assigned, name);
    if finding.is_none() {
        let labels: Vec<String> = setters.iter().map(|consumer| consumer.label()).collect();
        diagnosis.message = format!("{name} is set only in {}. Extensions do not see it.", assigned.place);
        let to_set = place_to_set(case.machine, shell(case));
        diagnosis.remedy = format!("Set {name} in {to_set}, or in a setting that the extension reads.");
        diagnosis.evidence.push(Evidence::fact(format!("it is set for {}", labels.join(", "))));
    }
    diagnosis.processes = case
        .views
        .iter()
        .filter(|view| view.kind == ViewKind::ExtensionHost && lacks(view))
        .map(|view| view.label.clone())
        .collect();
    diagnosis.explains = true;
    ledger.claim_variable(name);
    ledger.push(diagnosis);
}
