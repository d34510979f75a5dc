//! A folder or program that a setting names, or a folder that should contain the program in question, does not exist.

use super::ledger::{labels, matters};
use super::{Certainty, Diagnosis, DiagnosisSeverity, Evidence, Id, Ledger};
use crate::case::{Case, Question, ViewKind};
use crate::lookup::{Listing, executable, exists, listing};
use crate::machine::Env;
use crate::project::{FOLDER_SETTINGS, PROGRAM_SETTINGS, Places, ProjectLocation, ProjectSetting, resolved};
use crate::startup;

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    let empty = Env::default();
    let env = case.host().and_then(|view| view.env.as_ref()).unwrap_or(&empty);
    for setting in &case.project.settings {
        let key = setting.path.join(".");
        let is_tool = key.starts_with("go.alternateTools.");
        let Some(path) = resolved(setting, env, Places::of(case.machine)) else { continue };
        let is_folder = FOLDER_SETTINGS.contains(&&*key);
        let is_program = PROGRAM_SETTINGS.contains(&&*key) || is_tool;
        let is_gone = (is_folder && is_missing_folder(case, &path)) || (is_program && is_missing_program(case, &path));
        if let Some(at) = setting.at.as_ref().filter(|_| is_gone) {
            named(case, setting, &path, at, ledger);
        }
    }
    entries_of_settings(case, ledger);
    for question in &case.questions {
        holder(case, question, ledger);
    }
}

fn is_missing_folder(case: &Case<'_>, path: &str) -> bool {
    case.machine.os.is_absolute(path) && exists(case.machine, path) == Some(false)
}

fn is_missing_program(case: &Case<'_>, path: &str) -> bool {
    let os = case.machine.os;
    // VS Code takes quotation marks literally.
    if path.starts_with('"') && os.is_absolute(path.trim_matches('"')) {
        return true;
    }
    // The Python extension also accepts the folder of a virtual environment.
    let is_folder = matches!(listing(case.machine, path), Listing::Programs(_));
    os.is_absolute(path) && executable(case.machine, path) == Some(false) && !is_folder
}

fn named(case: &Case<'_>, setting: &ProjectSetting, path: &str, at: &ProjectLocation, ledger: &mut Ledger) {
    let key = setting.path.join(".");
    let quoted = if path.contains('"') { " because of its quotation marks" } else { "" };
    let message = format!("{key} names {path}, which does not exist{quoted} ({}:{}).", at.path, at.line);
    let remedy = if quoted.is_empty() {
        format!("Correct or remove {key} in line {} of {}.", at.line, at.path)
    } else {
        format!("Remove the quotation marks within the value of {key} in line {} of {}.", at.line, at.path)
    };
    let mut diagnosis = Diagnosis::new(Id::MissingDirectory, DiagnosisSeverity::Warning, message, remedy);
    diagnosis.evidence = vec![Evidence::at(key, at)];
    diagnosis.processes = vec!["extension-host".to_owned()];
    diagnosis.explains = true;
    // This also explains why a tool at that path is missing.
    let name = crate::startup::shell_name(path).to_owned();
    for question in case.questions.iter().filter(|question| question.name.text == name || question.name.text == path) {
        diagnosis.program = Some(question.name.text.clone());
        let open = ledger.missing(question);
        diagnosis.processes.extend(labels(case, &open));
        ledger.claim(question);
    }
    diagnosis.processes.dedup();
    ledger.push(diagnosis);
}

/// Entries that settings add to PATH.
fn entries_of_settings(case: &Case<'_>, ledger: &mut Ledger) {
    let os = case.machine.os;
    let Some(host) = case.host().and_then(|view| view.env.as_ref()) else { return };
    let mut reported: Vec<String> = Vec::new();
    for consumer in &case.project.consumers {
        let Some(variable) = consumer.variables.iter().find(|variable| os.same_name(&variable.name, "PATH")) else {
            continue;
        };
        let at = variable.assignments.iter().rev().find_map(|assignment| assignment.at.clone());
        let folded = crate::project::fold(consumer, host, Places::of(case.machine));
        for entry in os.entries(folded.path(os)) {
            let is_new = !os.list_has(host.path(os), entry.text) && !reported.iter().any(|known| known == entry.text);
            if let (true, Listing::Gone, Some(at)) = (is_new, listing(case.machine, entry.text), &at) {
                reported.push(entry.text.to_owned());
                let message =
                    format!("{}:{} adds {} to PATH, but that folder does not exist.", at.path, at.line, entry.text);
                let mut diagnosis = Diagnosis::new(
                    Id::MissingDirectory,
                    DiagnosisSeverity::Warning,
                    message,
                    format!("Correct or remove the entry in line {} of {}.", at.line, at.path),
                );
                diagnosis.variables = vec!["PATH".to_owned()];
                diagnosis.processes = vec![consumer.label()];
                diagnosis.evidence = vec![Evidence::at(entry.text, at)];
                ledger.push(diagnosis);
            }
        }
    }
}

/// Reports a folder on PATH that does not exist and, judging by its name, should contain the program.
fn holder(case: &Case<'_>, question: &Question, ledger: &mut Ledger) {
    let open = ledger.missing(question);
    if open.is_empty() || question.is_anywhere() {
        return;
    }
    let os = case.machine.os;
    let Some(host) =
        case.views.iter().find(|view| view.kind == ViewKind::ExtensionHost).and_then(|view| view.env.as_ref())
    else {
        return;
    };
    let name = &question.name.text;
    let words: &[&str] = match name.as_str() {
        "go" | "gopls" | "dlv" => &["go"],
        "node" | "npm" | "npx" => &["node", "nvm", "nodejs", "fnm"],
        "python" | "python3" | "pip" => &["python", "conda", "anaconda3", "miniconda3", "pyenv", "venv", ".venv"],
        "cargo" | "rustc" => &[".cargo"],
        "java" | "javac" => &["java", "jdk"],
        _ => &[],
    };
    let is_meant = |entry: &str| {
        let mut parts = entry.split(['/', '\\']).map(str::to_lowercase);
        parts.any(|part| {
            part == *name || words.iter().any(|word| part == *word || part.starts_with(&format!("{word}-")))
        })
    };
    let terminal = case.terminal().and_then(|view| view.env.as_ref());
    let gone = [Some(host), terminal].into_iter().flatten().flat_map(|env| os.entries(env.path(os))).find(|entry| {
        os.is_absolute(entry.text) && listing(case.machine, entry.text) == Listing::Gone && is_meant(entry.text)
    });
    let Some(gone) = gone else { return };
    let sources = startup::setting_folder(case.machine, gone.text);
    let by = sources
        .first()
        .map(|line| format!(", which {} adds", super::ledger::place(case.machine, line)))
        .unwrap_or_default();
    let message = format!(
        "PATH contains {}{by}, but that folder does not exist, and no other folder contains {name}.",
        gone.text
    );
    let remedy = format!("Install {name} there, or correct the entry.");
    let mut diagnosis = Diagnosis::new(Id::MissingDirectory, DiagnosisSeverity::Warning, message, remedy);
    diagnosis.certainty = Certainty::Likely;
    diagnosis.program = Some(name.clone());
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.processes = labels(case, &open);
    diagnosis.explains = matters(question);
    diagnosis.evidence = super::ledger::lines(case.machine, &sources);
    ledger.claim(question);
    ledger.push(diagnosis);
}
