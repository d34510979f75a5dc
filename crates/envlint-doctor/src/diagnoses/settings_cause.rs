//! The folder's own files, or the user's settings, hide the program or variable.

use super::ledger::{labels, matters, restart, shell};
use super::linter_finding::{finding_about, of_finding};
use super::settings_source::dropping;
use super::startup_search::holding;
use super::{Diagnosis, Evidence, Id, Ledger, Severity, listed, settings_value};
use crate::case::{Case, Question, QuestionGap, View, ViewKind, Weight};
use crate::lookup::{CommandLookup, LookupPlace};
use crate::project::{
    FoldStep, ProjectAssignment, ProjectConsumer, ProjectEffect, ProjectFinding, ProjectLocation, ValuePiece, steps,
};
use crate::report::title;
use crate::startup::place_to_set;

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    for question in &case.questions {
        for (lost, views) in causes(case, question, ledger) {
            let mut diagnosis = diagnosis(case, &lost);
            // A file makes a process run the program, and that process does not find it.
            let is_needed = question.gaps.iter().any(|gap| views.contains(&gap.view));
            if question.name.weight == Weight::Named && is_needed {
                diagnosis.severity = Severity::Error;
            }
            diagnosis.program = Some(question.name.text.clone());
            diagnosis.processes =
                views.iter().filter_map(|view| case.views.get(*view)).map(|view| view.label.clone()).collect();
            diagnosis.explains = matters(question);
            ledger.claim_views(question, &views);
            ledger.push(diagnosis);
        }
    }
    settings_value::check(case, ledger);
    for question in &case.questions {
        dropped_later(case, question, ledger);
        not_inherited(case, question, ledger);
        terminals_only(case, question, ledger);
    }
    for name in &case.variables {
        variable(case, &name.text, ledger);
    }
}

/// The assignments that hide the program of `question`, each with the processes that lack the program because of it: those that need
/// it, and all others for which files change PATH.
fn causes<'c>(case: &'c Case<'_>, question: &'c Question, ledger: &Ledger) -> Vec<(LostStep<'c>, Vec<usize>)> {
    let needing: Vec<usize> = ledger.open(question).into_iter().map(|gap| gap.view).collect();
    let is_gap = |view: usize| question.gaps.iter().any(|gap| gap.view == view);
    let missing = question.rows.iter().filter(|(_, lookup)| lookup.is_missing()).map(|(view, _)| *view);
    let others: Vec<usize> = missing.filter(|view| !is_gap(*view)).collect();
    let of_needing = needing.iter().filter_map(|view| Some((*view, cause(case, question, *view)?)));
    // Without a name, a process that no file makes run the program may not need it, unless the linter reports the assignment.
    let is_reported =
        |lost: &LostStep<'_>| question.name.weight == Weight::Requested || finding(case, lost.assignment).is_some();
    let of_others = others.iter().filter_map(|view| Some((*view, cause(case, question, *view).filter(is_reported)?)));
    let mut causes: Vec<(LostStep<'_>, Vec<usize>)> = Vec::new();
    for (view, lost) in of_needing.chain(of_others) {
        let is_same = |known: &LostStep<'_>| {
            (&known.assignment.at, &known.assignment.place) == (&lost.assignment.at, &lost.assignment.place)
        };
        match causes.iter_mut().find(|(known, _)| is_same(known)) {
            Some((_, views)) => views.push(view),
            None => causes.push((lost, vec![view])),
        }
    }
    causes
}

/// Reports the linter's findings about assignments that would hide a program from a process even after the extension host finds it. Another
/// diagnosis says why it does not find it yet.
fn dropped_later(case: &Case<'_>, question: &Question, ledger: &mut Ledger) {
    let is_missing = question.of_kind(case, ViewKind::ExtensionHost).is_some_and(CommandLookup::is_missing);
    let exists = question.is_anywhere() || !holding(case, &question.name.text).is_empty();
    if question.name.weight != Weight::Requested || !is_missing || !exists {
        return;
    }
    let mut found: Vec<Diagnosis> = Vec::new();
    for (index, _) in question.rows.iter().filter(|(_, lookup)| lookup.is_missing()) {
        let Some(view) = case.views.get(*index) else { continue };
        let Some(finding) = dropping(case, view).and_then(|assignment| finding(case, assignment)) else { continue };
        let is_known = ledger.diagnoses().iter().any(|known| known.evidence.iter().any(|fact| fact.is_at(&finding.at)));
        match found.iter_mut().find(|known| known.evidence.iter().any(|fact| fact.is_at(&finding.at))) {
            Some(known) => known.processes.push(view.label.clone()),
            None if is_known => {}
            None => {
                let mut diagnosis = of_finding(finding, "PATH");
                diagnosis.processes = vec![view.label.clone()];
                found.push(diagnosis);
            }
        }
    }
    for diagnosis in found {
        ledger.push(diagnosis);
    }
}

/// Reports a program that only terminals find, because settings add its folder to the PATH of terminals but not of extensions.
fn terminals_only(case: &Case<'_>, question: &Question, ledger: &mut Ledger) {
    let os = case.machine.os;
    let mut open = ledger.open(question);
    // Tasks get the variables of terminals, too.
    open.retain(|gap| case.views.get(gap.view).is_some_and(|view| view.kind != ViewKind::Task));
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
    let added = steps(consumer, host, case.places(), "PATH").into_iter().rfind(adds);
    let Some(FoldStep { assignment, .. }) = added.filter(|_| !is_inherited) else { return };
    let at = assignment.at.clone().unwrap_or_default();
    let message = format!(
        "{}:{} adds {} to PATH in {}, which applies only to terminals and tasks. Extensions do not see it.",
        at.path, at.line, place.folder, assignment.place
    );
    let to_set = place_to_set(case.machine, shell(case));
    let remedy = format!("Add the folder to PATH in {to_set}, or name the program in a setting of the extension.");
    let mut diagnosis = Diagnosis::new(Id::SettingsCause, Severity::Warning, message, remedy);
    diagnosis.restart = restart(case);
    diagnosis.program = Some(question.name.text.clone());
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.processes = labels(case, &open);
    diagnosis.evidence = vec![Evidence::at(format!("a terminal finds it: {}", place.path), &at)];
    diagnosis.explains = matters(question);
    ledger.claim(question);
    ledger.push(diagnosis);
}

/// Reports a program that terminals do not find because `terminal.integrated.inheritEnv` is off.
fn not_inherited(case: &Case<'_>, question: &Question, ledger: &mut Ledger) {
    let os = case.machine.os;
    let is_terminal = |gap: &&QuestionGap| case.views.get(gap.view).is_some_and(|view| view.kind == ViewKind::Terminal);
    let gaps: Vec<&QuestionGap> = ledger.missing(question).into_iter().filter(is_terminal).collect();
    let place = question.of_kind(case, ViewKind::ExtensionHost).and_then(CommandLookup::place);
    let setting = case.project.setting("terminal.integrated.inheritEnv");
    let setting = setting.filter(|setting| setting.value.as_bool() == Some(false));
    let (Some(place), Some(at), false) = (place, setting.and_then(|it| it.at.as_ref()), gaps.is_empty()) else {
        return;
    };
    if case.started_env().is_none_or(|env| os.list_has(env.path(os), &place.folder)) {
        return;
    }
    let message = format!(
        "{}:{}: terminal.integrated.inheritEnv is off, so terminals do not get what the login shell sets, such as {} on PATH.",
        at.path, at.line, place.folder
    );
    let remedy = format!("Remove the setting in line {} of {}.", at.line, at.path);
    let mut diagnosis = Diagnosis::new(Id::SettingsCause, Severity::Warning, message, remedy);
    diagnosis.program = Some(question.name.text.clone());
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.processes = labels(case, &gaps);
    diagnosis.explains = matters(question);
    diagnosis.evidence = vec![Evidence::at("terminal.integrated.inheritEnv", at)];
    ledger.claim_views(question, &gaps.iter().map(|gap| gap.view).collect::<Vec<_>>());
    ledger.push(diagnosis);
}

/// A step that takes a program away from a process.
struct LostStep<'c> {
    assignment: &'c ProjectAssignment,
    /// The folder that is no longer on PATH.
    folder: String,
    /// The earlier step that added the folder; `None` if the process inherits it.
    added_by: Option<&'c ProjectAssignment>,
}

/// The last step that hides a program which the process of the view with this index would find without it.
fn cause<'c>(case: &'c Case<'_>, question: &Question, view: usize) -> Option<LostStep<'c>> {
    let os = case.machine.os;
    let view = case.views.get(view)?;
    let consumer = case.project.consumers.get(view.consumer?)?;
    let host = case.host()?.env.as_ref()?;
    let found = |path: Option<&str>| {
        let mut env = host.clone();
        env.set(os, "PATH", path.unwrap_or_default().to_owned());
        crate::lookup::search(case.machine, &env, &question.name.text)
    };
    let lists = |path: Option<&str>, folder: &str| os.list_has(path.unwrap_or_default(), folder);
    let steps = steps(consumer, host, case.places(), "PATH");
    let last = steps.last()?.after.as_deref();
    // A folder in front of the inherited entries is intended.
    let is_lost = |place: &LookupPlace| match found(last) {
        CommandLookup::At(now) => !lists(last, &place.folder) && !os.same_path(&now.real, &place.real),
        now => now.is_missing(),
    };
    // A startup file can add the folder again.
    let now = view.env.as_ref()?;
    steps.iter().enumerate().rev().find_map(|(index, step)| {
        let place = found(step.before.as_deref()).place().filter(|place| is_lost(place))?.clone();
        step.assignment.at.as_ref()?;
        if lists(step.after.as_deref(), &place.folder) || os.list_has(now.path(os), &place.folder) {
            return None;
        }
        let adds = |step: &&FoldStep<'_>| {
            !lists(step.before.as_deref(), &place.folder) && lists(step.after.as_deref(), &place.folder)
        };
        let added_by = steps.get(..index)?.iter().rfind(adds).map(|step| step.assignment);
        Some(LostStep { assignment: step.assignment, folder: place.folder, added_by })
    })
}

fn assignment<'p>(case: &Case<'p>, consumer: &'p ProjectConsumer, name: &str) -> Option<&'p ProjectAssignment> {
    let os = case.machine.os;
    let variable = consumer.variables.iter().find(|variable| os.same_name(&variable.name, name))?;
    let trusted = case.machine.trust != Some(false);
    variable.assignments.iter().rfind(|assignment| assignment.at.is_some() && (trusted || !assignment.needs_trust))
}

/// The linter's warning or error about an assignment of PATH.
fn finding<'c>(case: &'c Case<'_>, assignment: &ProjectAssignment) -> Option<&'c ProjectFinding> {
    finding_about(case, assignment, "PATH")
}

/// The linter's finding about the assignment as a diagnosis; without a finding, a description of the step.
fn diagnosis(case: &Case<'_>, lost: &LostStep<'_>) -> Diagnosis {
    let assignment = lost.assignment;
    let at = assignment.at.clone().unwrap_or_default();
    let os = case.machine.os;
    if let Some(finding) = finding(case, assignment) {
        return of_finding(finding, "PATH");
    }
    let does = match assignment.effect {
        ProjectEffect::Deletes => "removes",
        _ => "sets",
    };
    let LostStep { folder, .. } = lost;
    let start = format!("{}:{} {does} PATH in {}", at.path, at.line, assignment.place);
    let inherits = |piece: &ValuePiece| matches!(piece, ValuePiece::Inherited(name) if os.same_name(name, "PATH"));
    let keeps = matches!(&assignment.effect, ProjectEffect::Sets(pieces) if pieces.iter().any(inherits));
    let (message, remedy) = match lost.added_by {
        Some(earlier) => (
            format!("{start}, which overrides the PATH of {} and loses {folder}.", earlier.place),
            format!("Add {folder} to the value in line {} of {}, or remove PATH there.", at.line, at.path),
        ),
        None if keeps => match case.places().old_version(assignment) {
            Some(fact) => (
                format!("{start}, which loses {folder}. {}.", fact.title()),
                format!("Update VS Code, or add {folder} to the value in line {} of {}.", at.line, at.path),
            ),
            None => (
                format!("{start}, which loses {folder}."),
                format!("Add {folder} to the value in line {} of {}.", at.line, at.path),
            ),
        },
        None => (
            format!("{start} without the inherited entries, so {folder} is lost."),
            keep_inherited(case, assignment, &at),
        ),
    };
    let mut diagnosis = Diagnosis::new(Id::SettingsCause, Severity::Warning, message, remedy);
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.evidence = vec![Evidence::at(format!("PATH in {}", assignment.place), &at)];
    diagnosis
}

/// What to do about an assignment of PATH without the inherited entries.
fn keep_inherited(case: &Case<'_>, assignment: &ProjectAssignment, at: &ProjectLocation) -> String {
    let place = format!("line {} of {}", at.line, at.path);
    if !assignment.is_in_env_file {
        let separator = case.machine.os.list_separator();
        return format!(
            "Keep the inherited entries: add `{separator}${{env:PATH}}` at the end of the value in {place}."
        );
    }
    // The linter reports the file where it is named, and knows its grammar.
    let name = at.path.rsplit('/').next().unwrap_or_default();
    let is_about = |finding: &&ProjectFinding| {
        finding.variable.as_deref() == Some("PATH") && finding.message.contains(&format!("{name} replaces"))
    };
    let help = case.project.findings.iter().find(is_about).and_then(|finding| finding.help.as_deref());
    format!("{} in {place}.", help.unwrap_or("Keep the inherited entries in the value"))
}

/// Reports the linter's findings about a variable that was asked for, in any file, the most severe first.
fn findings(case: &Case<'_>, name: &str, ledger: &mut Ledger) {
    let os = case.machine.os;
    let is_about =
        |finding: &&ProjectFinding| finding.variable.as_deref().is_some_and(|variable| os.same_name(variable, name));
    for finding in case.project.findings.iter().filter(is_about) {
        let mut diagnosis = of_finding(finding, name);
        diagnosis.explains = finding.severity > Severity::Info;
        diagnosis.is_finding = diagnosis.explains;
        ledger.push(diagnosis);
    }
}

/// Reports a variable of the extension host that settings remove from other processes.
fn removed(case: &Case<'_>, name: &str, ledger: &mut Ledger) {
    let os = case.machine.os;
    let removal = |view: &View| {
        let consumer = case.project.consumers.get(view.consumer?)?;
        // A startup file can set it again.
        let lacks = view.is_complete && view.env.as_ref()?.get(os, name).is_none();
        assignment(case, consumer, name).filter(|last| lacks && last.effect == ProjectEffect::Deletes)
    };
    let removals: Vec<(&View, &ProjectAssignment)> =
        case.views.iter().filter_map(|view| Some((view, removal(view)?))).collect();
    let Some((_, assigned)) = removals.first().filter(|_| !ledger.has_variable(name)) else { return };
    let at = assigned.at.clone().unwrap_or_default();
    let labels: Vec<String> = removals.iter().map(|(view, _)| view.label.clone()).collect();
    let mut titles: Vec<String> = labels.iter().map(|label| title(label)).collect();
    titles.dedup();
    let message = format!(
        "{}:{} removes {name} in {}: extensions have it, but not {}.",
        at.path,
        at.line,
        assigned.place,
        listed(&titles)
    );
    let remedy = format!("Remove {name} from that setting to keep the inherited value.");
    let mut diagnosis = Diagnosis::new(Id::SettingsCause, Severity::Warning, message, remedy);
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
