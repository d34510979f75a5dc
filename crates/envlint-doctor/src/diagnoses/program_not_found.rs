//! A process does not find a program that it needs, and no other diagnosis explains it.

use super::ledger::{labels, matters, place, restart, shell};
use super::startup_search::is_certainly_missing;
use super::variable_kinds::is_reader;
use super::{Certainty, Diagnosis, Evidence, Id, Ledger, Restart, Severity};
use crate::case::{Case, Question, QuestionGap};
use crate::lookup::{Listing, listing, unquoted_home};
use crate::machine::Os;
use crate::project::{ContainerVariable, ProjectCommand, ProjectEffect, ProjectLocation};
use crate::report::title;
use crate::startup::{self, StartupFolder, place_to_set};

/// Programs, and the commands that install them.
///
/// Source: the documentation of each program; for Go tools, docs/tools.md of vscode-go.
const INSTALL: &[(&str, &str)] = &[
    ("gopls", "go install golang.org/x/tools/gopls@latest"),
    ("dlv", "go install github.com/go-delve/delve/cmd/dlv@latest"),
    ("staticcheck", "go install honnef.co/go/tools/cmd/staticcheck@latest"),
    ("gotests", "go install github.com/cweill/gotests/gotests@latest"),
    ("gomodifytags", "go install github.com/fatih/gomodifytags@latest"),
    ("impl", "go install github.com/josharian/impl@latest"),
    ("rust-analyzer", "rustup component add rust-analyzer"),
    ("rustfmt", "rustup component add rustfmt"),
    ("uv", "pipx install uv"),
    ("uvx", "pipx install uv"),
    ("pnpm", "npm install --global pnpm"),
    ("yarn", "npm install --global yarn"),
    ("tsc", "npm install --global typescript"),
];

/// Other names under which a program may be installed.
const INSTEAD: &[(&str, &str)] =
    &[("python", "python3"), ("pip", "pip3"), ("fd", "fdfind"), ("bat", "batcat"), ("vi", "vim")];

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    for question in &case.questions {
        let open = ledger.missing(question);
        if open.is_empty() {
            continue;
        }
        let diagnosis = diagnosis(case, question, &open);
        ledger.claim(question);
        ledger.push(diagnosis);
    }
    for name in &case.variables {
        variable(case, &name.text, ledger);
    }
}

/// Reports a variable that no process of VS Code has.
fn variable(case: &Case<'_>, name: &str, ledger: &mut Ledger) {
    let os = case.machine.os;
    let mut envs = case.views.iter().filter_map(|view| view.env.as_ref()).peekable();
    let is_reported = ledger.diagnoses().iter().any(|known| known.variables.iter().any(|other| other == name));
    let is_known = envs.peek().is_some();
    if ledger.has_variable(name) || is_reported || envs.any(|env| env.get(os, name).is_some()) {
        return;
    }
    if in_go_env(case, name, ledger) || in_container(case, name, ledger) || !is_known {
        return;
    }
    let is_here = case.own_env().is_some_and(|env| env.get(os, name).is_some());
    // Files that other shells read, or that assign without effect, are not named here: other diagnoses report them.
    let is_assigned = !startup::setting_variable(case.machine, name).is_empty();
    let files = if is_assigned || case.machine.files.is_empty() {
        ""
    } else {
        ", and no startup file that doctor read sets it"
    };
    let message = if is_here {
        format!("Only the shell that ran doctor has {name}{files}. New terminals and VS Code do not get it from there.")
    } else {
        format!("No process that doctor saw has {name}{files}.")
    };
    let meant = case.meant_variable(name);
    let question = meant.as_ref().map(|meant| format!(" Did you mean {meant}?")).unwrap_or_default();
    let message = message + &question;
    let removal = removal(case, name);
    let remedy = remedy(case, name, removal, meant.as_deref());
    let removed = removal.as_ref().map(|(at, place)| {
        format!(
            " {}:{} removes it in {place}, so terminals and tasks do not get it even if it is set.",
            at.path, at.line
        )
    });
    let message = message + &removed.unwrap_or_default();
    let mut diagnosis = Diagnosis::new(Id::ProgramNotFound, Severity::Error, message, remedy);
    let has_host = case.host().is_some_and(|host| host.env.is_some());
    diagnosis.certainty = if has_host { Certainty::Certain } else { Certainty::Likely };
    diagnosis.restart = restart(case);
    diagnosis.variables = vec![name.to_owned()];
    diagnosis.explains = true;
    ledger.push(diagnosis);
}

/// What to do about a variable that no process has, if a file removes it or the question most likely means the variable `meant`.
fn remedy(case: &Case<'_>, name: &str, removal: Option<(&ProjectLocation, &str)>, meant: Option<&str>) -> String {
    let to_set = place_to_set(case.machine, shell(case));
    match (removal, meant) {
        (None, Some(meant)) => format!("Run `envlint doctor {meant}`, or set {name} in {to_set}."),
        (Some((at, _)), _) => format!(
            "If VS Code should have {name}, set it in {to_set}, and remove it from line {} of {}.",
            at.line, at.path
        ),
        (None, None) => format!("Set {name} in {to_set}."),
    }
}

/// The place that removes the variable from terminals or tasks, with the name of its setting.
fn removal<'c>(case: &'c Case<'_>, name: &str) -> Option<(&'c ProjectLocation, &'c str)> {
    let consumers = case.views.iter().filter_map(|view| case.project.consumers.get(view.consumer?));
    let variables = consumers.flat_map(|consumer| &consumer.variables);
    let mut own = variables.filter(|variable| case.machine.os.same_name(&variable.name, name));
    own.find_map(|variable| {
        let last = variable.assignments.last().filter(|last| last.effect == ProjectEffect::Deletes)?;
        Some((last.at.as_ref()?, last.place.as_str()))
    })
}

/// Tells where the go command gets a value that `go env -w` set, which needs no variable; returns `false` if it did not set `name`.
fn in_go_env(case: &Case<'_>, name: &str, ledger: &mut Ledger) -> bool {
    let Some((value, path, line)) = case.set_by_go_env(name) else { return false };
    let message = format!(
        "`go env -w` set {name} to {value} in {path}, where the go command reads it, so no process needs it as a variable."
    );
    let remedy = format!("Nothing is to be done. To change the value, run `go env -w {name}=…`.");
    let mut diagnosis = Diagnosis::new(Id::ProgramNotFound, Severity::Info, message, remedy);
    diagnosis.variables = vec![name.to_owned()];
    diagnosis.explains = true;
    diagnosis.evidence = vec![Evidence { text: format!("{name}={value}"), path: Some(path), line: Some(line) }];
    ledger.push(diagnosis);
    true
}

/// Reports a variable that only a dev container has; returns `false` if its configuration does not set it.
fn in_container(case: &Case<'_>, name: &str, ledger: &mut Ledger) -> bool {
    let Some(ContainerVariable { key, at, .. }) = case.project.container.iter().find(|own| own.name == name) else {
        return false;
    };
    let message = format!(
        "{}:{} sets {name} in {key}, which applies in the dev container, but this is not that container.",
        at.path, at.line
    );
    let remedy = format!(
        "In a window of the container, run doctor in a terminal. To have {name} here, set it in {}.",
        place_to_set(case.machine, shell(case))
    );
    let mut diagnosis = Diagnosis::new(Id::ProgramNotFound, Severity::Warning, message, remedy);
    diagnosis.certainty = Certainty::Likely;
    diagnosis.restart = restart(case);
    diagnosis.variables = vec![name.to_owned()];
    diagnosis.evidence = vec![Evidence::at(format!("{name} in {key}"), at)];
    diagnosis.explains = true;
    ledger.push(diagnosis);
    true
}

/// The message, the remedy and a line to paste for a program that is not found.
struct NotFound {
    message: String,
    remedy: String,
    paste: Option<String>,
    restart: Restart,
}

fn diagnosis(case: &Case<'_>, question: &Question, open: &[&QuestionGap]) -> Diagnosis {
    let name = &question.name.text;
    let named = question.name.commands.iter().find_map(|index| case.project.commands.get(*index));
    let by = named.map(|command| format!(" {}:{} uses it.", command.at.path, command.at.line)).unwrap_or_default();
    let found = at_path(case, named, name)
        .or_else(|| unusable(case, open, name))
        .or_else(|| elsewhere(case, question, open))
        .or_else(|| other_name(case, name))
        .or_else(|| off_path(case, name))
        .unwrap_or_else(|| nowhere(case, name));
    let message = found.message + &by;
    let mut diagnosis = Diagnosis::new(Id::ProgramNotFound, Severity::Error, message, found.remedy);
    diagnosis.paste = found.paste;
    diagnosis.restart = found.restart;
    let is_certain = is_certainly_missing(case, question) || question.is_anywhere();
    diagnosis.certainty = if is_certain { Certainty::Certain } else { Certainty::Likely };
    diagnosis.program = Some(name.clone());
    diagnosis.processes = labels(case, open);
    diagnosis.explains = matters(question);
    diagnosis.evidence =
        named.map(|command| Evidence::at(format!("{} uses {name}", command.owner), &command.at)).into_iter().collect();
    diagnosis
}

/// A path that a file names, and that does not exist.
fn at_path(case: &Case<'_>, named: Option<&ProjectCommand>, name: &str) -> Option<NotFound> {
    let is_path = name.contains('/') || (case.machine.os == Os::Windows && name.contains('\\'));
    let command = named.filter(|_| is_path)?;
    Some(NotFound {
        message: format!("{name} does not exist."),
        remedy: format!("Create it, or correct the path in line {} of {}.", command.at.line, command.at.path),
        paste: None,
        restart: Restart::None,
    })
}

/// A file with the name of the program on PATH that cannot be started.
fn unusable(case: &Case<'_>, open: &[&QuestionGap], name: &str) -> Option<NotFound> {
    let os = case.machine.os;
    let envs = open.iter().filter_map(|gap| case.views.get(gap.view)?.env.as_ref());
    let (path, why) = envs.flat_map(|env| os.entries(env.path(os))).find_map(|entry| {
        let folder = unquoted_home(case.machine, entry.text).unwrap_or_else(|| entry.text.to_owned());
        case.machine.unusable.get_key_value(&os.join(&folder, name))
    })?;
    let (message, remedy, paste) = match why.as_str() {
        "not-executable" => (
            format!("{path} exists, but it is not executable, so no process starts it."),
            "Make it executable:".to_owned(),
            Some(format!("chmod +x '{path}'")),
        ),
        "broken-link" => (
            format!("{path} is a symbolic link to a file that does not exist."),
            format!("Install {name} again, or correct the link."),
            None,
        ),
        _ => (
            format!("{path} is a folder, not a program, and no other folder on PATH contains {name}."),
            format!(
                "Add the folder that contains the program {name} to PATH in {}.",
                place_to_set(case.machine, shell(case))
            ),
            None,
        ),
    };
    let restart = if why == "folder" { restart(case) } else { Restart::None };
    Some(NotFound { message, remedy, paste, restart })
}

/// Another process finds the program, or the shell that ran doctor does.
fn elsewhere(case: &Case<'_>, question: &Question, open: &[&QuestionGap]) -> Option<NotFound> {
    let name = &question.name.text;
    let in_view =
        question.rows.iter().find_map(|(index, lookup)| Some((case.views.get(*index)?, lookup.place_for_all()?)));
    let message = match (in_view, question.only_here(case)) {
        (Some((view, place)), _) => {
            let who: Vec<String> = labels(case, open).iter().map(|label| title(label)).collect();
            let finds = title(&view.label);
            format!("{} is on PATH in {finds}, but not in {}.", place.folder, who.join(", "))
        }
        (None, Some(place)) => {
            let is_named = !startup::setting_folder(case.machine, &place.folder).is_empty();
            let files =
                if is_named || case.machine.files.is_empty() { "" } else { ", and no startup file names that folder" };
            format!(
                "Only the shell that ran doctor has {} on PATH{files}. New terminals and VS Code do not find {name}.",
                place.folder
            )
        }
        (None, None) => return None,
    };
    let place = in_view.map(|(_, place)| place).or(question.only_here(case))?;
    let (remedy, paste) = add(case, &place.folder);
    Some(NotFound { message, remedy, paste, restart: restart(case) })
}

/// The advice to add `folder` to PATH.
fn add(case: &Case<'_>, folder: &str) -> (String, Option<String>) {
    let to_set = place_to_set(case.machine, shell(case));
    match case.machine.os {
        Os::Windows => (format!("Add {folder} to Path: {to_set}."), None),
        Os::Linux | Os::Osx => (format!("Add to {to_set}:"), Some(startup::path_line(shell(case), folder))),
    }
}

fn other_name(case: &Case<'_>, name: &str) -> Option<NotFound> {
    let (_, other) = INSTEAD.iter().find(|(program, _)| *program == name)?;
    let found = case.views.iter().find_map(|view| case.lookup(view, other).place().cloned())?;
    Some(NotFound {
        message: format!(
            "No folder on any PATH that doctor saw contains {name}, but there is {other}: {}.",
            found.path
        ),
        remedy: format!("Use {other}, or install {name}."),
        paste: None,
        restart: Restart::None,
    })
}

/// An observed folder contains the program. The caller knows that it is not on any PATH.
fn off_path(case: &Case<'_>, name: &str) -> Option<NotFound> {
    let os = case.machine.os;
    let file = |known: &String| known == name || (os == Os::Windows && os.same_name(known, &format!("{name}.exe")));
    let mut folders = case.machine.directories.iter();
    // Of several versions, the last one is most likely the newest.
    // A folder of the project should not be on PATH everywhere.
    let is_of_project =
        |folder: &str| case.machine.folder.as_ref().is_some_and(|project| folder.starts_with(project.as_str()));
    let (folder, _) = folders.rfind(|(folder, names)| names.iter().flatten().any(file) && !is_of_project(folder))?;
    let (remedy, paste) = add(case, folder);
    let message = format!("{name} is in {folder}, but that folder is not on any PATH that doctor saw.");
    Some(NotFound { message, remedy, paste, restart: restart(case) })
}

/// A folder on PATH that a file of the user adds and that does not exist.
fn missing_folder(case: &Case<'_>) -> Option<StartupFolder> {
    let os = case.machine.os;
    let path = case.host().and_then(|view| view.env.as_ref()).map(|env| env.path(os)).unwrap_or_default();
    let home = os.trimmed(&case.machine.home);
    startup::added_folders(case.machine).into_iter().find(|added| {
        added.line.path.starts_with(home)
            && os.list_has(path, &added.folder)
            && listing(case.machine, &added.folder) == Listing::Gone
    })
}

fn nowhere(case: &Case<'_>, name: &str) -> NotFound {
    let gone = missing_folder(case);
    let about = gone.as_ref().map(|added| {
        let at = place(case.machine, &added.line);
        format!(" {at} adds {} to PATH, but that folder does not exist.", added.folder)
    });
    let message = format!("No folder on any PATH that doctor saw contains {name}.{}", about.unwrap_or_default());
    let install = INSTALL.iter().find(|(program, _)| *program == name).map(|(_, command)| (*command).to_owned());
    if install.is_some() {
        let remedy = format!("If {name} is not installed, install it:");
        return NotFound { message, remedy, paste: install, restart: Restart::None };
    }
    let to_set = place_to_set(case.machine, shell(case));
    if case.is_ambiguous(name) {
        let message = format!("{message} No process that doctor saw has a variable called {name}, either.");
        let remedy = format!(
            "If {name} is a program, install it, or add its folder to PATH in {to_set}. If it is a variable, set it there."
        );
        return NotFound { message, remedy, paste: None, restart: restart(case) };
    }
    if let Some(meant) = case.meant_variable(name).filter(|_| !is_reader(name)) {
        let message = format!("{message} Did you mean the variable {meant}?");
        let remedy = format!("Run `envlint doctor {meant}`. If {name} is a program, install it.");
        return NotFound { message, remedy, paste: None, restart: Restart::None };
    }
    let correct = if gone.is_some() { "correct that entry, or " } else { "" };
    let remedy =
        format!("If {name} is installed, {correct}add its folder to PATH in {to_set}. If it is not, install it.");
    NotFound { message, remedy, paste: None, restart: restart(case) }
}
