//! The commands that a shell runs at its start, in their order, as far as the observed files show it.

use super::assignments::{StartupAssignment, line_of, of_command};
use super::code::{ShellCommand, ShellWord, commands};
use super::line::StartupLine;
use super::{Mode, ROWS, StartupSyntax, matches, reads, syntax};
use crate::machine::Machine;

/// The number of files that may read each other. A chain that is longer is most likely a loop.
pub(super) const DEEPEST: usize = 8;

/// A command that a shell runs at its start.
struct StartupStep {
    path: String,
    command: ShellCommand,
    /// The conditions of the command, and of the commands that read its file.
    conditions: Vec<String>,
}

/// The last command that sets or removes a variable when a shell starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartupChange {
    /// Its line.
    pub line: StartupLine,
    /// `true` for `unset`.
    pub removes: bool,
    /// `true` if it takes effect in every interactive shell.
    pub is_certain: bool,
}

/// The commands that `shell` runs when it is started in `mode`.
fn steps(machine: &Machine, shell: &str, mode: Mode) -> Vec<StartupStep> {
    let mut steps = Vec::new();
    for path in first_files(machine, shell, mode) {
        run(machine, path, &[], &mut Vec::new(), &mut steps);
    }
    steps
}

/// The files that the shell reads by itself, in the order in which it does.
fn first_files<'m>(machine: &'m Machine, shell: &str, mode: Mode) -> Vec<&'m str> {
    let mut files: Vec<&str> = Vec::new();
    for row in ROWS {
        let of_row = machine.files.keys().filter(|path| matches(machine, row, path));
        let read = of_row.filter(|path| reads(machine, shell, mode, path));
        files.extend(read.map(String::as_str));
    }
    let mut seen = Vec::new();
    files.retain(|path| {
        let is_new = !seen.contains(path);
        seen.push(path);
        is_new
    });
    files
}

/// Adds the commands of the file at `path`. `open` are the files that are being read.
fn run<'m>(
    machine: &'m Machine,
    path: &'m str,
    conditions: &[String],
    open: &mut Vec<&'m str>,
    steps: &mut Vec<StartupStep>,
) {
    let Some(file) = machine.files.get(path).and_then(Option::as_ref) else { return };
    let is_code = matches!(syntax(machine, path), StartupSyntax::Posix | StartupSyntax::Fish | StartupSyntax::Csh);
    if !is_code || open.contains(&path) || open.len() >= DEEPEST {
        return;
    }
    open.push(path);
    for command in commands(&file.text) {
        let words: Vec<String> = command.words.iter().map(ShellWord::plain).collect();
        let first = words.first().map(String::as_str).unwrap_or_default();
        let all: Vec<String> = conditions.iter().chain(&command.conditions).cloned().collect();
        if matches!(first, "return" | "exit" | "exec") && !command.is_conditional() {
            break;
        }
        if let Some(read) = command.words.get(1).filter(|_| matches!(first, "." | "source"))
            && let Some(other) = named(machine, read)
        {
            run(machine, other, &all, open, steps);
            continue;
        }
        steps.push(StartupStep { path: path.to_owned(), command, conditions: all });
    }
    open.pop();
}

/// The observed file that `word` names.
fn named<'m>(machine: &'m Machine, word: &ShellWord) -> Option<&'m str> {
    let home = |name: &str| (name == "HOME").then(|| machine.os.trimmed(&machine.home).to_owned());
    let path = word.entries(&home).into_iter().map(|(entry, _)| entry).next()?;
    if let Some((known, _)) = machine.files.get_key_value(&path) {
        return Some(known);
    }
    // A variable of the shell can name the folder.
    let name = path.rsplit('/').next().filter(|_| !path.starts_with('/'))?;
    machine.files.keys().map(String::as_str).find(|known| known.rsplit('/').next() == Some(name))
}

/// Returns `true` if `shell`, started in `mode`, reads the file at `path` through any number of other files.
pub(super) fn reaches(machine: &Machine, shell: &str, mode: Mode, path: &str) -> bool {
    let mut files: Vec<&str> = first_files(machine, shell, mode);
    let mut index = 0;
    // Each file is visited once.
    while let Some(known) = files.get(index).copied() {
        let text = machine.files.get(known).and_then(Option::as_ref).map_or("", |file| file.text.as_str());
        for command in commands(text) {
            let first = command.words.first().map(ShellWord::plain).unwrap_or_default();
            let read = command.words.get(1).filter(|_| matches!(first.as_str(), "." | "source"));
            if let Some(other) = read.and_then(|word| named(machine, word))
                && !files.contains(&other)
            {
                files.push(other);
            }
        }
        index += 1;
    }
    files.contains(&path)
}

/// Conditions that every interactive bash or zsh of the user meets, or that only test whether something is installed.
fn is_usual(condition: &str) -> bool {
    const TESTS: &[&str] =
        &["-f", "-s", "-r", "-d", "-e", "-x", "$PS1", "${PS1-}", "$-", "$BASH_VERSION", "${BASH_VERSION-}"];
    const COMMANDS: &[&str] = &["command -v", "type ", "which ", "hash "];
    let has = |tests: &[&str]| condition.split(' ').any(|word| tests.contains(&word));
    (has(TESTS) || COMMANDS.iter().any(|command| condition.contains(command))) && !has(&["!", "-z"])
}

/// Returns `true` if a command with these conditions runs in every interactive shell, or whenever a program is installed.
#[must_use]
pub fn are_usual(conditions: &[String]) -> bool {
    conditions.iter().all(|condition| is_usual(condition))
}

/// The conditions under which the commands in `line` run.
#[must_use]
pub fn conditions(machine: &Machine, line: &StartupLine) -> Vec<String> {
    let text = machine.files.get(&line.path).and_then(Option::as_ref).map_or("", |file| file.text.as_str());
    let own = commands(text).into_iter().filter(|command| command.line == line.line).map(|command| command.conditions);
    own.max_by_key(Vec::len).unwrap_or_default()
}

/// The first of `lines` that the shell runs after `line`, and whether it does so in every interactive shell.
#[must_use]
pub fn run_after(
    machine: &Machine,
    shell: &str,
    mode: Mode,
    line: &StartupLine,
    lines: &[StartupLine],
) -> Option<(StartupLine, bool)> {
    let steps = steps(machine, shell, mode);
    let is_at = |step: &StartupStep, line: &StartupLine| step.path == line.path && step.command.line == line.line;
    let after = steps.iter().rposition(|step| is_at(step, line))? + 1;
    steps.iter().skip(after).find_map(|step| {
        let other = lines.iter().find(|other| is_at(step, other))?;
        Some((other.clone(), are_usual(&step.conditions)))
    })
}

/// The last of `lines` that the shell runs, and whether it does so in every interactive shell.
#[must_use]
pub fn last_run(machine: &Machine, shell: &str, mode: Mode, lines: &[StartupLine]) -> Option<(StartupLine, bool)> {
    let is_at = |step: &StartupStep, line: &StartupLine| step.path == line.path && step.command.line == line.line;
    steps(machine, shell, mode).iter().rev().find_map(|step| {
        let line = lines.iter().find(|line| is_at(step, line))?;
        Some((line.clone(), are_usual(&step.conditions)))
    })
}

/// The last command that sets or removes the variable `name` when `shell` is started in `mode`.
#[must_use]
pub fn last_change(machine: &Machine, shell: &str, mode: Mode, name: &str) -> Option<StartupChange> {
    let mut changes = steps(machine, shell, mode).into_iter().filter_map(|step| {
        let words: Vec<String> = step.command.words.iter().map(ShellWord::plain).collect();
        let (first, rest) = words.split_first()?;
        let removes =
            (first == "unset" || first == "unsetenv" || (first == "set" && rest.iter().any(|word| word == "-e")))
                && rest.iter().any(|word| word == name);
        let assigns = |assignment: &StartupAssignment| assignment.is_of(name);
        let sets = of_command(&step.command, syntax(machine, &step.path)).iter().any(assigns);
        let file = machine.files.get(&step.path)?.as_ref()?;
        (sets || removes).then(|| StartupChange {
            line: line_of(&step.path, file, step.command.line),
            removes,
            is_certain: are_usual(&step.conditions),
        })
    });
    changes.next_back()
}

/// A variable that the command in `line` refers to, and that is empty there because the shell only sets it in a later line, with that
/// line.
#[must_use]
pub fn set_later(machine: &Machine, shell: &str, mode: Mode, line: &StartupLine) -> Option<(String, StartupLine)> {
    let steps = steps(machine, shell, mode);
    let place = steps.iter().position(|step| step.path == line.path && step.command.line == line.line)?;
    let (before, from) = steps.split_at(place);
    let (own, after) = from.split_first()?;
    let assigns = |step: &StartupStep, name: &str| {
        of_command(&step.command, syntax(machine, &step.path)).iter().any(|assignment| assignment.is_of(name))
    };
    let is_inherited = |name: &str| machine.asked_from().is_some_and(|env| env.get(machine.os, name).is_some());
    let names = own.command.words.iter().flat_map(ShellWord::references);
    names.filter(|name| !is_inherited(name) && !before.iter().any(|step| assigns(step, name))).find_map(|name| {
        let later = after.iter().find(|step| assigns(step, &name))?;
        let file = machine.files.get(&later.path)?.as_ref()?;
        let later = line_of(&later.path, file, later.command.line);
        Some((name, later))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::StartupFile;

    fn machine(files: &[(&str, &str)]) -> Machine {
        let file = |text: &str| Some(StartupFile { text: text.to_owned(), ..StartupFile::default() });
        let files = files.iter().map(|(path, text)| (format!("/home/u/{path}"), file(text)));
        Machine { home: "/home/u".to_owned(), files: files.collect(), ..Machine::default() }
    }

    fn change(files: &[(&str, &str)], mode: Mode) -> Option<(String, u32, bool, bool)> {
        let found = last_change(&machine(files), "bash", mode, "A")?;
        let path = found.line.path.trim_start_matches("/home/u/").to_owned();
        Some((path, found.line.line, found.removes, found.is_certain))
    }

    #[test]
    fn commands_are_in_the_order_in_which_the_shell_runs_them() {
        let login = Mode::LoginInteractive;
        let at = |path: &str, line, removes, is_certain| Some((path.to_owned(), line, removes, is_certain));
        let sourced = [(".bash_profile", "[[ -f ~/.bashrc ]] && source ~/.bashrc\nexport A=1"), (".bashrc", "A=2")];
        assert_eq!(change(&sourced, login), at(".bash_profile", 2, false, true));
        assert_eq!(change(&sourced, Mode::Interactive), at(".bashrc", 1, false, true));
        let last = [(".profile", "A=1\nif [ -n \"$X\" ]; then . $HOME/.bashrc; fi"), (".bashrc", "unset A")];
        assert_eq!(change(&last, login), at(".bashrc", 1, true, false));
        assert_eq!(change(&[(".profile", "A=1\nreturn\nA=2")], login), at(".profile", 1, false, true));
        assert_eq!(change(&[(".profile", ". ~/.profile\nA=1")], login), at(".profile", 2, false, true));
        assert_eq!(change(&[(".bash_login", ""), (".profile", "A=1")], login), None);
    }

    #[test]
    fn a_variable_that_is_set_after_its_use_is_found() {
        let later = |text: &str| {
            let path = "/home/u/.profile".to_owned();
            let line = StartupLine { path, line: 1, text: String::new(), modified: None };
            let found = set_later(&machine(&[(".profile", text)]), "bash", Mode::LoginInteractive, &line);
            found.map(|(name, line)| (name, line.line))
        };
        let found = |line| Some(("G".to_owned(), line));
        assert_eq!(later("export PATH=$PATH:$G/bin\n\nexport G=~/go"), found(3));
        assert_eq!(later("PATH=\"${G}/bin:$PATH\"\nG=~/go; export G"), found(2));
        assert_eq!(later("G=~/go; PATH=$G/bin\nG=/x"), None);
        assert_eq!(later("PATH='$G/bin'\nG=/x"), None);
        assert_eq!(later("PATH=$GO/bin\nG=/x"), None);
        assert_eq!(later("PATH=${G:-/x}/bin\nG=/x"), None);
    }

    #[test]
    fn files_are_read_through_several_others() {
        let machine = machine(&[(".bash_profile", ". ~/.profile"), (".profile", "source ~/.bashrc"), (".bashrc", "")]);
        assert!(reaches(&machine, "bash", Mode::LoginInteractive, "/home/u/.bashrc"));
        assert!(!reaches(&machine, "bash", Mode::Interactive, "/home/u/.profile"));
    }
}
