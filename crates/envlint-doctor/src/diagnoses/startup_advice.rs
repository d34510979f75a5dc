//! Explains why only a terminal has a program or a variable, and what to change so that VS Code gets it, too.

use super::ledger::{place, shell};
use crate::case::{Case, QuerySkipped};
use crate::machine::{Machine, Os, masked_line};
use crate::startup::{self, Mode, StartupLine};

/// The program or variable that only a terminal has.
#[derive(Clone, Copy, Debug)]
pub(super) struct StartupTarget<'t> {
    /// The name.
    pub(super) name: &'t str,
    /// The folder of the program; `None` for a variable.
    pub(super) folder: Option<&'t str>,
    /// `true` if the report shows the folder elsewhere.
    pub(super) is_shown: bool,
}

impl StartupTarget<'_> {
    /// The words for a line that provides it.
    fn verb(self) -> String {
        match self.folder {
            Some(_) if self.is_shown => "adds it".to_owned(),
            Some(folder) => format!("adds {folder}, the folder of {}", self.name),
            None => format!("sets {}", self.name),
        }
    }
}

/// The cause, what to do, and a line to paste.
#[derive(Clone, Debug, Default)]
pub(super) struct StartupAdvice {
    pub(super) message: String,
    pub(super) remedy: String,
    pub(super) paste: Option<String>,
    /// `true` if the message is only the best explanation.
    pub(super) is_likely: bool,
}

/// The advice for `target`, which `line` provides, if a line was found.
pub(super) fn advice(case: &Case<'_>, line: Option<&StartupLine>, target: StartupTarget<'_>) -> StartupAdvice {
    let machine = case.machine;
    let hook = startup::hooks(machine).into_iter().next();
    let line = line.or(hook.as_ref());
    if machine.os == Os::Windows {
        return on_windows(case, line, target);
    }
    let Some(line) = line else { return without_line(case, target) };
    let shell = shell(case);
    if case.query_skipped() == Some(QuerySkipped::Disabled) {
        return without_startup_files(case, line, target);
    }
    if startup::reads_through(machine, shell, Mode::LoginInteractive, &line.path) {
        return in_a_file_that_is_read(case, line, target);
    }
    unread_advice(case, line, target)
}

/// The advice for `target`, which `line` of a file provides that the shell does not read when VS Code asks it.
pub(super) fn unread_advice(case: &Case<'_>, line: &StartupLine, target: StartupTarget<'_>) -> StartupAdvice {
    if startup::is_of_shell(case.machine, shell(case), &line.path) {
        in_an_unread_file(case, line, target)
    } else {
        in_a_file_of_another_shell(case, line, target)
    }
}

fn without_line(case: &Case<'_>, target: StartupTarget<'_>) -> StartupAdvice {
    let file = startup::login_file(case.machine, shell(case));
    let name = target.name;
    let is_likely = case.is_own_terminal();
    let (has, lacks) = contrast(case, target);
    let message = if is_likely {
        format!(
            "Only this terminal has {has}. The login shell that VS Code asks {lacks}, and no startup file that doctor read \
             provides it. A command in this terminal, or an extension, may have added it."
        )
    } else {
        format!("Only an interactive shell has {has}. The login shell that VS Code asks {lacks}.")
    };
    let Some(folder) = target.folder else {
        return StartupAdvice { message, remedy: format!("Set {name} in {file}."), paste: None, is_likely };
    };
    if let Some(remedy) = of_this_shell(case, folder) {
        return StartupAdvice { message, remedy, paste: None, is_likely };
    }
    let remedy = format!("Add the folder to PATH in {file}:");
    StartupAdvice { message, remedy, paste: Some(startup::path_line(shell(case), folder)), is_likely }
}

/// What only an interactive shell has, and what the login shell has instead: nothing, another program or another value.
fn contrast(case: &Case<'_>, target: StartupTarget<'_>) -> (String, String) {
    let name = target.name;
    let login = case.login();
    if let Some(folder) = target.folder {
        return match login.and_then(|view| case.lookup(view, name).place().cloned()) {
            Some(other) => (format!("{folder} on PATH"), format!("finds another {name}, {}", other.path)),
            None => (name.to_owned(), "does not have it".to_owned()),
        };
    }
    let env = login.and_then(|view| view.env.as_ref());
    if env.is_some_and(|env| env.get(case.machine.os, name).is_some()) {
        (format!("this value of {name}"), "has another one".to_owned())
    } else {
        (name.to_owned(), "does not have it".to_owned())
    }
}

/// What to do about a folder that belongs to one shell or one project and must not be on PATH everywhere; `None` for other
/// folders.
fn of_this_shell(case: &Case<'_>, folder: &str) -> Option<String> {
    let os = case.machine.os;
    let terminal = case.terminal().and_then(|view| view.env.as_ref());
    let is_in = |name: &str| {
        let root = terminal.and_then(|env| env.get(os, name)).filter(|root| !root.is_empty());
        root.is_some_and(|root| folder.starts_with(root))
    };
    if folder.starts_with("/nix/store/") {
        let remedy = "Start VS Code in that Nix shell with `code .`, or install an extension that loads it, such as \
            direnv's.";
        return Some(remedy.to_owned());
    }
    if is_in("VIRTUAL_ENV") || is_in("CONDA_PREFIX") {
        return Some("Choose this environment in VS Code: \"Python: Select Interpreter\".".to_owned());
    }
    let default = match os {
        Os::Windows => "%APPDATA%\\fnm\\aliases\\default",
        Os::Linux | Os::Osx => "~/.local/share/fnm/aliases/default/bin",
    };
    let to_set = startup::place_to_set(case.machine, shell(case));
    let remedy = || format!("Add {default}, the folder of fnm's default version, to PATH: {to_set}.");
    // This folder exists only as long as the shell that created it.
    folder.contains("fnm_multishells").then(remedy)
}

/// On Windows, VS Code asks no shell, so a profile of PowerShell only concerns terminals.
fn on_windows(case: &Case<'_>, line: Option<&StartupLine>, target: StartupTarget<'_>) -> StartupAdvice {
    let place_to_set = startup::place_to_set(case.machine, "");
    let by = line.map_or_else(
        || format!("Only the shell of a terminal has {}.", target.name),
        |line| format!("{} {} in terminals only.", place(case.machine, line), target.verb()),
    );
    let message = format!("{by} VS Code asks no shell on Windows; it has the variables of your account.");
    let remedy = match target.folder {
        Some(folder) => of_this_shell(case, folder).unwrap_or_else(|| format!("Add {folder} to Path: {place_to_set}.")),
        None => format!("Set {} for your account: {place_to_set}.", target.name),
    };
    StartupAdvice { message, remedy, paste: None, ..StartupAdvice::default() }
}

fn without_startup_files(case: &Case<'_>, line: &StartupLine, target: StartupTarget<'_>) -> StartupAdvice {
    let message = format!(
        "{} {}, but this server does not read startup files: it runs with --force-disable-user-env.",
        place(case.machine, line),
        target.verb()
    );
    let remedy = "Set \"userEnvProbe\": \"loginInteractiveShell\" or \"remoteEnv\" in devcontainer.json, and rebuild \
        the container.";
    StartupAdvice { message, remedy: remedy.to_owned(), paste: None, ..StartupAdvice::default() }
}

/// The shell reads the file when VS Code asks it, so the line must depend on a condition or on a prompt.
fn in_a_file_that_is_read(case: &Case<'_>, line: &StartupLine, target: StartupTarget<'_>) -> StartupAdvice {
    let machine = case.machine;
    let (shell, at) = (shell(case), place(machine, line));
    let file = startup::login_file(machine, shell);
    if startup::is_hook(&line.text) {
        let message = format!(
            "{at} {} only before a prompt appears, but {shell} shows no prompt when VS Code asks it.",
            target.verb()
        );
        let remedy = match startup::shims(&line.text) {
            Some(shims) => format!("Put the shims on PATH in {file}: {shims}"),
            None => "Install the extension of this tool for VS Code, for example direnv's.".to_owned(),
        };
        return StartupAdvice { message, remedy, paste: None, ..StartupAdvice::default() };
    }
    let message = format!("{at} {} in a terminal, but not when VS Code asks {shell}.", target.verb());
    let paste = without_conditions(case, line, target);
    let end = if paste.is_some() { ":" } else { "." };
    // The terminal still needs the line where it is.
    let remedy = format!("Add the line to {file} as well, outside of conditions{end}");
    let is_likely = startup::are_usual(&startup::conditions(machine, line));
    StartupAdvice { message, remedy, paste, is_likely }
}

/// The part of `line` that provides `target`, without the conditions of the line; `None` if it cannot be separated from them, or
/// contains a masked value.
fn without_conditions(case: &Case<'_>, line: &StartupLine, target: StartupTarget<'_>) -> Option<String> {
    let machine = case.machine;
    let is_whole = !is_compound(&line.text);
    let pasted = match target.folder {
        _ if is_whole => Some(startup::with_needed(machine, line)),
        Some(folder) if of_this_shell(case, folder).is_none() => Some(startup::path_line(shell(case), folder)),
        Some(_) => Some(startup::with_needed(machine, line)),
        None => startup::statement(&line.text, target.name),
    };
    pasted.filter(|text| masked_line(machine.os, text) == *text)
}

/// Returns `true` if `text` contains more than one simple command.
fn is_compound(text: &str) -> bool {
    const WORDS: &[&str] = &["if", "case", "for", "while", "{", "then", "do", "else", "elif", "fi", "}", "end"];
    ["&&", "||", ";;", "()"].iter().any(|mark| text.contains(mark))
        || text.split([' ', ';']).any(|word| WORDS.contains(&word))
}

/// What to do about `line`, which sets PATH without its previous entries, and the corrected line.
pub(super) fn keep_entries(case: &Case<'_>, line: &StartupLine) -> (String, Option<String>) {
    let machine = case.machine;
    let at = format!("line {} of {}", line.line, startup::shown(machine, &line.path));
    match startup::keeping_entries(machine, line).filter(|text| masked_line(machine.os, text) == *text) {
        Some(paste) => (format!("Keep them: write {at} as"), Some(paste)),
        None => (format!("Keep them: add `:$PATH` at the end of the value in {at}."), None),
    }
}

fn in_an_unread_file(case: &Case<'_>, line: &StartupLine, target: StartupTarget<'_>) -> StartupAdvice {
    let machine = case.machine;
    let (shell, at) = (shell(case), place(machine, line));
    let file = startup::login_file(machine, shell);
    let path = file.replacen('~', machine.os.trimmed(&machine.home), 1);
    let exists = machine.files.get(&path).is_some_and(Option::is_some);
    let reason = if exists { format!("reads {file} and not that file") } else { "does not read that file".to_owned() };
    let message = format!("{at} {}, but {shell} {reason} when VS Code asks it.", target.verb());
    // If VS Code's shell does not meet the condition of the line, it does not help to read the file.
    let has_condition = !startup::are_usual(&startup::conditions(machine, line));
    if has_condition || !can_be_read_by(machine, &path, line) {
        let paste = without_conditions(case, line, target);
        let end = if paste.is_some() { ":" } else { "." };
        let remedy = format!("Add the line to {file} as well, outside of conditions{end}");
        return StartupAdvice { message, remedy, paste, ..StartupAdvice::default() };
    }
    let unread = startup::shown(machine, &line.path);
    let reads = format!("[ -f {unread} ] && . {unread}");
    // Other shells also read `~/.profile`, some of them when the user logs in, and must not read a file of bash.
    let is_shared = shell == "bash" && file == "~/.profile";
    let paste = if is_shared { format!("[ -n \"$BASH_VERSION\" ] && {reads}") } else { reads };
    StartupAdvice { message, remedy: format!("Add to {file}:"), paste: Some(paste), ..StartupAdvice::default() }
}

/// Returns `true` if the login file at `path` can read the file of `line`: that file does not read the login file, which would
/// never end, and does not end or replace the shell.
fn can_be_read_by(machine: &Machine, path: &str, line: &StartupLine) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ends = startup::ending(machine, false).into_iter().any(|ending| ending.path == line.path);
    !startup::sources_file(machine, &line.path, name) && !ends
}

fn in_a_file_of_another_shell(case: &Case<'_>, line: &StartupLine, target: StartupTarget<'_>) -> StartupAdvice {
    let machine = case.machine;
    let (shell, at) = (shell(case), place(machine, line));
    let file = startup::login_file(machine, shell);
    let message = format!("{at} {}, but VS Code asks {shell}, which does not read that file.", target.verb());
    let Some(folder) = target.folder else {
        return StartupAdvice {
            message,
            remedy: format!("Set {} in {file} as well.", target.name),
            paste: None,
            ..StartupAdvice::default()
        };
    };
    if let Some(remedy) = of_this_shell(case, folder) {
        return StartupAdvice { message, remedy, paste: None, ..StartupAdvice::default() };
    }
    let remedy = format!("Add the folder to PATH in {file} as well:");
    StartupAdvice { message, remedy, paste: Some(startup::path_line(shell, folder)), ..StartupAdvice::default() }
}
