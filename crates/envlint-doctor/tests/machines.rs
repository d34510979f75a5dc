//! The saved machines in `tests/machines` of the workspace: each rebuilds a public report, or is healthy.
//!
//! A machine may fail if its `open` says why doctor cannot give the answer yet; it is still a miss of its kind.

#![cfg(test)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use envlint_doctor::case::Case;
use envlint_doctor::diagnoses::{Diagnosis, Id, Restart, Severity};
use envlint_doctor::machine::{Machine, MachineKind, load};
use envlint_doctor::project::{project, read_folder};
use envlint_doctor::report::{Detail, DoctorReport, not_observed, text};
use serde::Deserialize;

/// The share of the machines of each kind that must be right.
const SHARE: f64 = 0.9;

#[derive(Deserialize)]
struct Expectation {
    kind: String,
    open: Option<String>,
    /// The part of `NAME.folder` that is open, if it is not all of it.
    within: Option<String>,
    #[serde(flatten)]
    question: ExpectedQuestion,
    #[serde(default)]
    also: Vec<ExpectedQuestion>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ExpectedQuestion {
    args: Vec<String>,
    first: Option<String>,
    certainty: Option<String>,
    says: Option<String>,
    restart: Option<String>,
    severity: Option<String>,
    remedy: Option<String>,
    paste: Option<String>,
    /// A part of an observation that was not possible.
    not_seen: Option<String>,
    /// A part of the report for people.
    shows: Option<String>,
    expect: Vec<String>,
    not: Vec<String>,
    silent: bool,
    /// The start of the text.
    text: Option<String>,
    /// The number of diagnoses above info.
    count: Option<usize>,
    programs: BTreeMap<String, BTreeMap<String, String>>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/machines")
}

/// The folder that is open on the machine called `name`.
fn opened(name: &str, expectation: &Expectation) -> PathBuf {
    folder().join(format!("{name}.folder")).join(expectation.within.as_deref().unwrap_or_default())
}

fn expectations() -> Vec<(String, Expectation)> {
    let paths = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|found| found == "toml")).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let expectation = toml::from_str(&fs::read_to_string(&path).unwrap());
        (name, expectation.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    };
    paths.into_iter().map(read).collect()
}

/// The mistakes in the answer to `question`: `true` if the first diagnosis is wrong, and all mistakes as text.
fn complaints(opened: &Path, machine: &Machine, question: &ExpectedQuestion) -> (bool, Vec<String>) {
    let files = read_folder(opened);
    let product = machine.processes_of(MachineKind::ExtensionHost).find_map(|process| process.product.clone());
    let project = project(machine, &files, product.as_deref());
    let report = DoctorReport::new(Case::new(machine, &project, &question.args), &[]);
    let mut wrong = Vec::new();
    let mut is_first_wrong = false;
    let found: Vec<&str> = report.diagnoses.iter().map(|diagnosis| diagnosis.id.name()).collect();
    let any_of = |wanted: &str, id: &str| wanted.split('|').any(|wanted| wanted == id);
    if let Some(wanted) = &question.first {
        is_first_wrong = !found.first().is_some_and(|id| any_of(wanted, id));
        if is_first_wrong {
            wrong.push(format!("{:?}: {found:?}, not {wanted}", question.args));
        } else {
            wrong.extend(report.diagnoses.first().and_then(|diagnosis| kind_of_answer(question, diagnosis)));
        }
    }
    if question.silent {
        let told = report.diagnoses.iter().filter(|diagnosis| diagnosis.severity > Severity::Info);
        let told: Vec<String> =
            told.map(|diagnosis| format!("{}: {}", diagnosis.id.name(), diagnosis.message)).collect();
        is_first_wrong |= !told.is_empty();
        wrong.extend(told);
    }
    wrong.extend(
        question
            .expect
            .iter()
            .filter(|wanted| !found.iter().any(|id| any_of(wanted, id)))
            .map(|id| format!("missed {id}")),
    );
    wrong.extend(question.not.iter().filter(|id| found.contains(&id.as_str())).map(|id| format!("false {id}")));
    wrong.extend(programs(&report, question));
    let shown = text(&report, Detail { verbose: true, width: 80, ..Detail::default() });
    wrong.extend(shown_wrong(&report, &shown, question));
    // The text must be readable for every machine.
    for line in shown.lines() {
        let is_path = line.split(' ').any(|word| word.chars().count() > 30);
        // A line to paste is never wrapped.
        let is_to_paste = line.starts_with("        ");
        if line.chars().count() > 80 && !is_path && !is_to_paste {
            wrong.push(format!("a line is too long: {line}"));
        }
    }
    (is_first_wrong, wrong)
}

/// The mistakes in the text and in the number of diagnoses.
fn shown_wrong(report: &DoctorReport<'_>, shown: &str, question: &ExpectedQuestion) -> Vec<String> {
    let mut wrong = Vec::new();
    let start = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    if question.text.as_ref().is_some_and(|wanted| !start.starts_with(wanted)) {
        wrong.push(format!("{:?}: begins with {}", question.args, shown.lines().take(3).collect::<String>()));
    }
    if question.shows.as_ref().is_some_and(|wanted| !start.contains(wanted)) {
        wrong.push(format!("{:?}: does not show it: {shown}", question.args));
    }
    let missing = not_observed(report).into_iter().map(|missing| format!("{}: {}", missing.what, missing.why));
    let missing: Vec<String> = missing.collect();
    if question.not_seen.as_ref().is_some_and(|wanted| !missing.iter().any(|missing| missing.contains(wanted))) {
        wrong.push(format!("{:?}: not seen: {missing:?}", question.args));
    }
    let count = report.diagnoses.iter().filter(|diagnosis| diagnosis.severity > Severity::Info).count();
    if question.count.is_some_and(|wanted| wanted != count) {
        wrong.push(format!("{:?}: {count} diagnoses", question.args));
    }
    wrong
}

fn kind_of_answer(question: &ExpectedQuestion, diagnosis: &Diagnosis) -> Option<String> {
    if question.severity.as_deref().is_some_and(|wanted| wanted != diagnosis.severity.name()) {
        return Some(format!("is of severity {}", diagnosis.severity.name()));
    }
    if question.paste.is_some() && question.paste != diagnosis.paste {
        return Some(format!("pastes {:?}", diagnosis.paste));
    }
    if question.remedy.as_ref().is_some_and(|wanted| !diagnosis.remedy.contains(wanted)) {
        return Some(format!("advises {}", diagnosis.remedy));
    }
    let restart = serde_json::to_value(diagnosis.restart).unwrap();
    let restart = restart.as_str().unwrap();
    if question.certainty.as_deref().is_some_and(|wanted| wanted != diagnosis.certainty.name()) {
        return Some(format!("is {}", diagnosis.certainty.name()));
    }
    if question.says.as_ref().is_some_and(|wanted| !diagnosis.message.contains(wanted)) {
        return Some(format!("says {}", diagnosis.message));
    }
    let is_wrong = |wanted: &String| !wanted.split('|').any(|wanted| wanted == restart);
    question.restart.as_ref().is_some_and(is_wrong).then(|| format!("restarts {restart}"))
}

fn programs(report: &DoctorReport<'_>, question: &ExpectedQuestion) -> Vec<String> {
    let mut wrong = Vec::new();
    for (program, rows) in &question.programs {
        for (process, path) in rows {
            let questions = report.case.questions.iter().filter(|question| question.name.text == *program);
            let found: Vec<String> = questions
                .flat_map(|question| &question.rows)
                .filter(|(view, _)| {
                    let label = &report.case.views[*view].label;
                    label == process || label.split(['#', ':']).next() == Some(process)
                })
                .map(|(_, lookup)| lookup.place().map_or("not found".to_owned(), |place| place.path.clone()))
                .collect();
            if found.is_empty() || found.iter().any(|found| found != path) {
                wrong.push(format!("{program} in {process} is {found:?}, not {path}"));
            }
        }
    }
    wrong
}

#[test]
fn every_machine_gets_its_diagnosis() {
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut failures = Vec::new();
    for (name, expectation) in expectations() {
        let machine = load(&folder().join(format!("{name}.json"))).unwrap();
        let opened = opened(&name, &expectation);
        let (mut is_first_wrong, mut wrong) = complaints(&opened, &machine, &expectation.question);
        for question in &expectation.also {
            wrong.extend(complaints(&opened, &machine, question).1);
        }
        is_first_wrong &= !wrong.is_empty();
        let (right, all) = kinds.entry(expectation.kind).or_default();
        *all += 1;
        *right += usize::from(!is_first_wrong);
        match &expectation.open {
            Some(why) => {
                for wrong in wrong.iter() {
                    println!("open: {name}: {wrong}: {why}");
                }
            }
            None => failures.extend(wrong.into_iter().map(|wrong| format!("{name}: {wrong}"))),
        }
    }
    for (kind, (right, all)) in &kinds {
        println!("{kind}: {right} of {all}");
        // In a small kind, one miss is already a tenth or more.
        let allowed = (*all as f64 * (1.0 - SHARE)).ceil() as usize;
        if all - right > allowed {
            failures.push(format!("{kind}: only {right} of {all}"));
        }
    }
    assert!(kinds.values().map(|(_, all)| all).sum::<usize>() >= 30, "there are too few machines");
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
}

/// The mistakes in a remedy that can be seen without following it.
fn careless(diagnosis: &Diagnosis) -> Option<String> {
    let Diagnosis { remedy, paste, restart, .. } = diagnosis;
    let told = format!("{}: {remedy} {}", diagnosis.id.name(), paste.as_deref().unwrap_or_default());
    let others = ["/bin", "aliases", "/User/settings.json"];
    let is_startup_file = |word: &str| word.starts_with("~/.") && !others.iter().any(|other| word.contains(other));
    let changes_startup = remedy.split([' ', ',', ':']).any(is_startup_file) || remedy.contains("Control Panel");
    // New terminals and tasks read the file anyway.
    let is_read_anyway = diagnosis.id == Id::StartupFileReplacesPath;
    if remedy.contains("Move ") {
        return Some(format!("takes a line from a process that needs it: {told}"));
    }
    if changes_startup && *restart == Restart::None && !is_read_anyway {
        return Some(format!("changes a startup file without a restart: {told}"));
    }
    let reads_bashrc = paste.as_ref().is_some_and(|paste| paste.contains(". ~/.bashrc"));
    if reads_bashrc && remedy.contains("~/.profile") && !told.contains("BASH_VERSION") {
        return Some(format!("makes other shells read a file of bash: {told}"));
    }
    None
}

#[test]
fn no_remedy_breaks_another_process() {
    let mut wrong = Vec::new();
    for (name, expectation) in expectations() {
        let machine = load(&folder().join(format!("{name}.json"))).unwrap();
        let project = project(&machine, &read_folder(&opened(&name, &expectation)), Some("Code"));
        for question in [&expectation.question].into_iter().chain(&expectation.also) {
            let report = DoctorReport::new(Case::new(&machine, &project, &question.args), &[]);
            wrong.extend(report.diagnoses.iter().filter_map(careless).map(|text| format!("{name}: {text}")));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// A machine that is saved again gives the same report.
#[test]
fn saved_machines_are_read_and_written_without_loss() {
    for (name, _) in expectations() {
        let machine = load(&folder().join(format!("{name}.json"))).unwrap();
        let again: Machine = serde_json::from_str(&serde_json::to_string(&machine).unwrap()).unwrap();
        assert_eq!(machine, again, "{name}");
    }
}

#[test]
fn the_configuration_knows_every_diagnosis() {
    let names: Vec<&str> = envlint_doctor::diagnoses::Id::ALL.iter().map(|id| id.name()).collect();
    assert_eq!(envlint_core::config::DIAGNOSES, names);
}
