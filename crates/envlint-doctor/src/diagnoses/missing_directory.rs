//! A folder or program that a setting names, or a folder that should contain the program in question, does not exist.

use super::bad_path_entry::is_joined;
use super::ledger::{labels, matters, restart, shell};
use super::startup_search::{has_answer, is_read};
use super::{Certainty, Diagnosis, Evidence, Id, Ledger, Severity};
use crate::case::{Case, Question, ViewKind};
use crate::lookup::{Listing, executable, exists, in_folder, is_similar, listing};
use crate::machine::{Env, Os};
use crate::project::{
    FOLDER_SETTINGS, FoldStep, PROGRAM_SETTINGS, Places, ProjectAssignment, ProjectLocation, ProjectSetting, resolved,
    steps,
};
use crate::startup::{self, StartupLine};

/// A folder or program of the settings that does not exist, with its diagnosis.
struct GonePlace {
    path: String,
    diagnosis: Diagnosis,
}

impl GonePlace {
    /// Returns `true` if `path` is the same folder, or within it.
    fn contains(&self, os: Os, path: &str) -> bool {
        let own = os.trimmed(&self.path);
        let rest = path.get(own.len()..).unwrap_or_default();
        os.same_path(own, path)
            || (rest.starts_with(['/', '\\']) && path.get(..own.len()).is_some_and(|start| os.same_path(own, start)))
    }
}

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    let empty = Env::default();
    let env = case.host().and_then(|view| view.env.as_ref()).unwrap_or(&empty);
    let mut gone: Vec<GonePlace> = Vec::new();
    for setting in &case.project.settings {
        let key = setting.path.join(".");
        let is_tool = key.starts_with("go.alternateTools.");
        let Some(path) = resolved(setting, env, case.places()) else { continue };
        let is_folder = FOLDER_SETTINGS.contains(&&*key);
        let is_program = PROGRAM_SETTINGS.contains(&&*key) || is_tool;
        let is_gone = |places: Places<'_>| {
            let path = resolved(setting, env, places);
            path.is_some_and(|path| {
                (is_folder && is_missing_folder(case, &path)) || (is_program && is_missing_program(case, &path))
            })
        };
        if let Some(at) = setting.at.as_ref().filter(|at| case.in_all_folders(at, is_gone)) {
            let diagnosis = named(case, setting, &path, at, ledger);
            gone.push(GonePlace { path, diagnosis });
        }
    }
    entries_of_settings(case, &mut gone);
    for question in &case.questions {
        holder(case, question, &mut gone, ledger);
    }
    for place in gone {
        ledger.push(place.diagnosis);
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

fn named(
    case: &Case<'_>,
    setting: &ProjectSetting,
    path: &str,
    at: &ProjectLocation,
    ledger: &mut Ledger,
) -> Diagnosis {
    let key = setting.path.join(".");
    let quoted = if path.contains('"') { " because of its quotation marks" } else { "" };
    let message = format!("{key} names {path}, which does not exist{quoted} ({}:{}).", at.path, at.line);
    let remedy = if quoted.is_empty() {
        format!("Correct or remove {key} in line {} of {}.", at.line, at.path)
    } else {
        format!("Remove the quotation marks within the value of {key} in line {} of {}.", at.line, at.path)
    };
    let mut diagnosis = Diagnosis::new(Id::MissingDirectory, Severity::Warning, message, remedy);
    // The first part of its name says which extension reads the setting.
    let extension = setting.path.first().map(String::as_str).unwrap_or_default();
    let is_asked =
        |question: &Question| extension == question.name.text || is_named_after(extension, &question.name.text);
    diagnosis.explains = case.requested.is_empty() || case.questions.iter().any(is_asked);
    diagnosis.evidence = vec![Evidence::at(key.as_str(), at)];
    diagnosis.processes = vec!["extension-host".to_owned()];
    // This also explains why a tool at that path is missing.
    let name = crate::startup::shell_name(path).to_owned();
    let is_folder = FOLDER_SETTINGS.contains(&&*key);
    let is_program = |question: &&Question| !is_folder && [name.as_str(), path].contains(&question.name.text.as_str());
    for question in case.questions.iter().filter(is_program) {
        diagnosis.program = Some(question.name.text.clone());
        diagnosis.explains = true;
        let open = ledger.missing(question);
        diagnosis.processes.extend(labels(case, &open));
        ledger.claim(question);
    }
    // A folder that would contain the program is the best explanation if no other folder does.
    let is_nowhere = |question: &&Question| is_folder && is_asked(question) && !question.is_anywhere();
    if let Some(question) = case.questions.iter().find(is_nowhere).filter(|it| !ledger.missing(it).is_empty()) {
        about(case, &mut diagnosis, question, None, ledger);
    }
    diagnosis.processes.dedup();
    diagnosis
}

/// Makes `diagnosis` the explanation for the missing program of `question`, which `similar` contains.
fn about(case: &Case<'_>, diagnosis: &mut Diagnosis, question: &Question, similar: Option<&str>, ledger: &mut Ledger) {
    let name = &question.name.text;
    diagnosis.message += &match similar {
        Some(similar) => format!(" {similar} contains {name}."),
        None => format!(" No folder on any PATH that doctor saw contains {name}."),
    };
    diagnosis.program = Some(name.clone());
    diagnosis.processes = labels(case, &ledger.missing(question));
    diagnosis.explains |= matters(question);
    ledger.claim(question);
}

/// Entries that settings add to PATH. Each folder is reported once, at the first assignment that adds it or a setting that names it.
fn entries_of_settings(case: &Case<'_>, gone: &mut Vec<GonePlace>) {
    let os = case.machine.os;
    let Some(host) = case.host().and_then(|view| view.env.as_ref()) else { return };
    for consumer in &case.project.consumers {
        let all = steps(consumer, host, case.places(), "PATH").into_iter().enumerate();
        for (step, FoldStep { assignment, before, after }) in all {
            // What a program adds by itself has no place in a file.
            let Some(at) = &assignment.at else { continue };
            let before = before.unwrap_or_default();
            for (place, entry) in os.entries(&after.unwrap_or_default()).map(|entry| entry.text).enumerate() {
                let is_new = !os.list_has(&before, entry) && !os.list_has(host.path(os), entry);
                let is_gone = |places: Places<'_>| {
                    let path = steps(consumer, host, places, "PATH").into_iter().nth(step).and_then(|step| step.after);
                    let path = path.unwrap_or_default();
                    os.entries(&path).nth(place).is_some_and(|it| listing(case.machine, it.text) == Listing::Gone)
                };
                if is_new && listing(case.machine, entry) == Listing::Gone && case.in_all_folders(at, is_gone) {
                    added(case, entry, assignment, at, &consumer.label(), gone);
                }
            }
        }
    }
}

/// Adds the missing folder `entry`, which `assignment` at `at` adds to the PATH of the process called `label`.
fn added(
    case: &Case<'_>,
    entry: &str,
    assignment: &ProjectAssignment,
    at: &ProjectLocation,
    label: &str,
    gone: &mut Vec<GonePlace>,
) {
    let os = case.machine.os;
    let evidence = Evidence::at(format!("{entry} in {}", assignment.place), at);
    let Some(known) = gone.iter_mut().find(|known| known.contains(os, entry)) else {
        let message = format!("{}:{} adds {entry} to PATH, but that folder does not exist.", at.path, at.line);
        let remedy = if is_joined(case, entry) {
            format!("In line {} of {}, write `{}` between the folders.", at.line, at.path, os.list_separator())
        } else {
            format!("Correct or remove the entry in line {} of {}.", at.line, at.path)
        };
        let mut diagnosis = Diagnosis::new(Id::MissingDirectory, Severity::Warning, message, remedy);
        diagnosis.variables = vec!["PATH".to_owned()];
        diagnosis.processes = vec![label.to_owned()];
        diagnosis.evidence = vec![evidence];
        gone.push(GonePlace { path: entry.to_owned(), diagnosis });
        return;
    };
    let diagnosis = &mut known.diagnosis;
    if !diagnosis.processes.iter().any(|process| process == label) {
        diagnosis.processes.push(label.to_owned());
    }
    if !diagnosis.evidence.iter().any(|fact| fact.is_at(at)) {
        diagnosis.message += &format!(" {}:{} also adds {entry} to PATH.", at.path, at.line);
        diagnosis.remedy += &format!(" Correct or remove the entry in line {} of {}, too.", at.line, at.path);
        diagnosis.evidence.push(evidence);
    }
}

/// A missing folder on PATH that should contain the program in question.
struct Holder<'e> {
    entry: &'e str,
    /// The lines that add it.
    sources: Vec<StartupLine>,
    /// A folder with a similar name that contains the program.
    similar: Option<&'e str>,
}

/// Reports a folder on PATH that does not exist and should contain the program: there is a similar folder with it, or its name
/// belongs to the program.
fn holder(case: &Case<'_>, question: &Question, gone: &mut [GonePlace], ledger: &mut Ledger) {
    let open = ledger.missing(question);
    if open.is_empty() || question.is_anywhere() {
        return;
    }
    let Some(Holder { entry, sources, similar }) = missing_holder(case, &question.name.text) else { return };
    let name = &question.name.text;
    let by_settings = gone.iter_mut().find(|known| known.contains(case.machine.os, entry));
    if let Some(GonePlace { diagnosis, .. }) = by_settings.filter(|_| sources.is_empty()) {
        about(case, diagnosis, question, similar, ledger);
        return;
    }
    let by = sources
        .first()
        .map(|line| format!(", which {} adds", super::ledger::place(case.machine, line)))
        .unwrap_or_default();
    let is_file = case.machine.unusable.get(entry).is_some_and(|why| why == "file");
    let problem = if is_file { "is a file, not a folder" } else { "does not exist" };
    let subject = if is_file { "it" } else { "that folder" };
    let start = format!("PATH contains {entry}{by}, but {subject} {problem}");
    let (message, remedy) = match similar {
        Some(similar) => (format!("{start}. {similar} contains {name}."), format!("Correct the entry: {similar}.")),
        None => (
            format!("{start}, and no other folder on any PATH that doctor saw contains {name}."),
            format!("Correct the entry if {name} is in another folder, or install {name} there."),
        ),
    };
    let folder = similar.unwrap_or(entry);
    let unread = unread(case, sources.first(), entry, folder);
    let (message, remedy, paste) = match unread {
        Some((why, then, paste)) => (format!("{message} {why}"), format!("{remedy} {then}"), Some(paste)),
        None => (message, remedy, None),
    };
    let mut diagnosis = Diagnosis::new(Id::MissingDirectory, Severity::Warning, message, remedy);
    diagnosis.paste = paste;
    diagnosis.certainty = if similar.is_some() { Certainty::Certain } else { Certainty::Likely };
    diagnosis.restart = restart(case);
    diagnosis.program = Some(name.clone());
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.processes = labels(case, &open);
    diagnosis.explains = matters(question);
    diagnosis.evidence = super::ledger::lines(case.machine, &sources);
    ledger.claim(question);
    ledger.push(diagnosis);
}

/// What keeps VS Code from `folder`, which `entry` should be: the line that adds it is in a file that the shell does not read when VS Code asks
/// it. With the second step and a line to paste.
fn unread(
    case: &Case<'_>,
    source: Option<&StartupLine>,
    entry: &str,
    folder: &str,
) -> Option<(String, String, String)> {
    let machine = case.machine;
    let source = source.filter(|line| has_answer(case) && !is_read(case, &line.path))?;
    let is_unasked = machine.os == Os::Windows || case.query_skipped().is_some();
    let answer = case.login().and_then(|login| login.env.as_ref());
    let has_entry = answer.is_some_and(|env| machine.os.list_has(env.path(machine.os), entry));
    if is_unasked || has_entry || startup::is_of_session(machine, &source.path) {
        return None;
    }
    let read = startup::login_file(machine, shell(case));
    let file = startup::shown(machine, &source.path);
    Some((
        format!("Besides, only terminals have that entry, because VS Code's shell does not read {file}."),
        format!("Then add the folder to PATH in {read}, too:"),
        startup::path_line(shell(case), folder),
    ))
}

fn missing_holder<'c>(case: &'c Case<'_>, name: &str) -> Option<Holder<'c>> {
    let os = case.machine.os;
    let kinds = [ViewKind::ExtensionHost, ViewKind::Terminal, ViewKind::LoginShell];
    let envs = case.views.iter().filter(|view| kinds.contains(&view.kind)).filter_map(|view| view.env.as_ref());
    let entries = envs.flat_map(|env| os.entries(env.path(os))).map(|entry| entry.text);
    let gone = entries.filter(|entry| os.is_absolute(entry) && listing(case.machine, entry) == Listing::Gone);
    // `bad-path-entry` reports what is not one folder.
    let gone: Vec<&str> = gone.filter(|entry| !is_joined(case, entry)).collect();
    let similar = |entry: &str| {
        let folders = case.machine.directories.keys().map(String::as_str);
        let is_meant = |folder: &&str| {
            let is_parent = os.split(entry).is_some_and(|(parent, last)| os.same_path(parent, folder) && last == name);
            is_parent || differs_in_one_part(os, folder, entry)
        };
        folders
            .filter(is_meant)
            .find(|folder| in_folder(case.machine, folder, name, &[String::new()]).place().is_some())
    };
    if let Some((entry, folder)) = gone.iter().find_map(|entry| Some((*entry, similar(entry)?))) {
        return Some(Holder { entry, sources: startup::setting_folder(case.machine, entry), similar: Some(folder) });
    }
    let entry = gone.iter().find(|entry| is_named_after(entry, name))?;
    Some(Holder { entry, sources: startup::setting_folder(case.machine, entry), similar: None })
}

/// Returns `true` if two paths are equal except for one part with a typing error.
fn differs_in_one_part(os: Os, a: &str, b: &str) -> bool {
    let parts = |path: &str| -> Vec<String> { os.trimmed(path).split(['/', '\\']).map(str::to_owned).collect() };
    let (a, b) = (parts(a), parts(b));
    let different: Vec<(&String, &String)> = a.iter().zip(&b).filter(|(a, b)| a != b).collect();
    a.len() == b.len() && matches!(different.as_slice(), [(a, b)] if is_similar(a, b))
}

/// Returns `true` if a folder usually contains the program, judging by the names in its path.
fn is_named_after(entry: &str, name: &str) -> bool {
    let words: &[&str] = match name {
        "go" | "gopls" | "dlv" => &["go"],
        "node" | "npm" | "npx" => &["node", "nvm", "nodejs", "fnm"],
        "python" | "python3" | "pip" => &["python", "conda", "anaconda3", "miniconda3", "pyenv", "venv", ".venv"],
        "cargo" | "rustc" => &[".cargo"],
        "java" | "javac" => &["java", "jdk"],
        _ => &[],
    };
    let mut parts = entry.split(['/', '\\']).map(str::to_lowercase);
    parts.any(|part| part == name || words.iter().any(|word| part == *word || part.starts_with(&format!("{word}-"))))
}
