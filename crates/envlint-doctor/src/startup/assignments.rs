//! The variables that startup files assign, whether they export them, and the folders that they add to PATH.

use super::code::{ShellCommand, ShellWord, UNKNOWN, commands};
use super::line::StartupLine;
use super::{StartupSyntax, syntax};
use crate::machine::{Machine, StartupFile};

/// An assignment in a startup file.
#[derive(Clone, Debug)]
pub(super) struct StartupAssignment {
    name: String,
    values: Vec<ShellWord>,
    is_exported: bool,
    /// The conditions under which it takes effect: `if [ -n $X ]`.
    conditions: Vec<String>,
    /// The line, counted from 1.
    line: u32,
}

impl StartupAssignment {
    /// Returns `true` if it assigns the variable `name`.
    pub(super) fn is_of(&self, name: &str) -> bool {
        self.name == name
    }
}

/// A folder that a line of a startup file adds to PATH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartupFolder {
    /// The folder, with `~` and `$HOME` replaced.
    pub folder: String,
    /// The line that adds it.
    pub line: StartupLine,
    /// `true` if quotes keep the shell from replacing the `~` or `$HOME` at its start.
    pub is_literal: bool,
    /// The conditions under which the line has an effect: `if [ -n $X ]`.
    pub conditions: Vec<String>,
}

/// The commands that assign variables, and mark variables for export.
const DECLARING: &[&str] = &["export", "declare", "typeset", "readonly", "local", "integer"];

/// The variables whose values are PATH, or a part of it.
const PATHS: &[&str] = &["PATH", "Path", "path", "fish_user_paths"];

/// The assignments in `text`, first to last.
pub(super) fn assignments(text: &str, syntax: StartupSyntax) -> Vec<StartupAssignment> {
    match syntax {
        // Each line of these is a folder.
        StartupSyntax::List => Vec::new(),
        StartupSyntax::Pairs => text.lines().enumerate().filter_map(|(index, line)| pair(index, line)).collect(),
        StartupSyntax::PowerShell | StartupSyntax::Nu | StartupSyntax::Xonsh => {
            text.lines().enumerate().filter_map(|(index, line)| dollar(index, line, syntax)).collect()
        }
        StartupSyntax::Posix | StartupSyntax::Fish | StartupSyntax::Csh => {
            let all = commands(text);
            let exports_all = all.iter().any(exports_all);
            let mut found: Vec<StartupAssignment> =
                all.iter().flat_map(|command| of_command(command, syntax)).collect();
            for assignment in &mut found {
                assignment.is_exported |= exports_all || all.iter().any(|command| exports(command, &assignment.name));
            }
            found
        }
    }
}

/// Returns `true` if `line` assigns the variable `name`.
pub(super) fn assigns(line: &str, syntax: StartupSyntax, name: &str) -> bool {
    assignments(line, syntax).iter().any(|assignment| assignment.name == name)
}

/// Returns `true` for `set -a`, `set -o allexport` and `setopt allexport`.
fn exports_all(command: &ShellCommand) -> bool {
    let words: Vec<String> = command.words.iter().map(ShellWord::plain).collect();
    let Some((first, rest)) = words.split_first() else { return false };
    match first.as_str() {
        "set" => rest.iter().any(|word| word == "allexport" || (word.starts_with("-a") && !word.starts_with("--"))),
        "setopt" => rest.iter().any(|word| word.to_lowercase().replace('_', "") == "allexport"),
        _ => false,
    }
}

/// Returns `true` for `export NAME` and `typeset -x NAME` without a value.
fn exports(command: &ShellCommand, name: &str) -> bool {
    let words: Vec<String> = command.words.iter().map(ShellWord::plain).collect();
    let Some((first, rest)) = words.split_first() else { return false };
    let marks = first == "export" || (DECLARING.contains(&first.as_str()) && has_flag(rest, 'x'));
    marks && rest.iter().any(|word| word == name) && !rest.iter().any(|word| word == "-n")
}

/// Returns `true` if one of the leading flags in `words` contains `flag`: `-gx`.
fn has_flag(words: &[String], flag: char) -> bool {
    let mut flags = words.iter().take_while(|word| word.starts_with('-'));
    flags.any(|word| word.contains(flag) && !word.starts_with("--"))
}

pub(super) fn of_command(command: &ShellCommand, syntax: StartupSyntax) -> Vec<StartupAssignment> {
    let words = &command.words;
    let texts: Vec<String> = words.iter().map(ShellWord::plain).collect();
    let Some((first, rest)) = texts.split_first() else { return Vec::new() };
    let new = |name: &str, values: &[ShellWord], is_exported: bool| StartupAssignment {
        name: name.to_owned(),
        values: values.to_vec(),
        is_exported,
        conditions: command.conditions.clone(),
        line: command.line,
    };
    let flags = rest.iter().take_while(|word| word.starts_with('-')).count();
    let after = words.get(1 + flags..).unwrap_or_default();
    let name = rest.get(flags).map(String::as_str).unwrap_or_default();
    let values = after.get(1..).unwrap_or_default();
    match (first.as_str(), syntax) {
        ("fish_add_path", _) => vec![new("PATH", after, true)],
        // `set -e` removes a variable.
        ("set", StartupSyntax::Fish) if has_flag(rest, 'e') || name.is_empty() => Vec::new(),
        ("set", StartupSyntax::Fish) => {
            let is_exported = has_flag(rest, 'x') || rest.iter().any(|word| word == "--export");
            vec![new(name, values, is_exported)]
        }
        ("setenv", _) if !name.is_empty() => vec![new(name, values, true)],
        ("set", StartupSyntax::Csh) => match after.first().and_then(ShellWord::assignment) {
            Some((name, value)) => vec![new(&name, &[[value].as_slice(), values].concat(), false)],
            None if name.is_empty() => Vec::new(),
            None => vec![new(name, values.get(1..).unwrap_or_default(), false)],
        },
        (declaring, _) if DECLARING.contains(&declaring) => {
            let is_exported = (declaring == "export" && !has_flag(rest, 'n')) || has_flag(rest, 'x');
            let all = after.iter().filter_map(ShellWord::assignment);
            all.map(|(name, value)| new(&name, &[value], is_exported)).collect()
        }
        _ => {
            // `NAME=value command` assigns for that command only.
            let assigned: Vec<_> = words.iter().map_while(ShellWord::assignment).collect();
            let is_array = texts.get(1).is_some_and(|word| word == "(");
            match assigned.as_slice() {
                [(name, _)] if is_array => vec![new(name, words.get(1..).unwrap_or_default(), false)],
                all if all.len() == words.len() => {
                    all.iter().map(|(name, value)| new(name, std::slice::from_ref(value), false)).collect()
                }
                _ => Vec::new(),
            }
        }
    }
}

/// A line `NAME=value` of a file that the session reads.
fn pair(index: usize, line: &str) -> Option<StartupAssignment> {
    let command = commands(line).into_iter().next()?;
    // pam_env accepts `export`.
    let word = command.words.iter().find(|word| word.plain() != "export")?;
    let (name, value) = word.assignment()?;
    let line = u32::try_from(index + 1).ok()?;
    Some(StartupAssignment { name, values: vec![value], is_exported: true, conditions: Vec::new(), line })
}

/// An assignment of PowerShell (`$env:NAME = value`), nushell (`$env.NAME = value`) or xonsh (`$NAME = value`). The values are
/// the paths in the line.
fn dollar(index: usize, line: &str, syntax: StartupSyntax) -> Option<StartupAssignment> {
    let text = line.trim_start();
    let marks: &[&str] = match syntax {
        StartupSyntax::PowerShell => &["$env:", "$Env:", "$ENV:"],
        StartupSyntax::Nu => &["$env."],
        _ => &["$"],
    };
    let rest = marks.iter().find_map(|mark| text.strip_prefix(mark));
    let is_exported = rest.is_some();
    let rest = rest.unwrap_or(text).trim_start_matches('$').trim_start_matches("let ");
    let length = rest.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'))?;
    let (name, value) = rest.split_at(length);
    let is_assignment =
        value.trim_start().starts_with(['=', '+']) || value.starts_with(".insert") || value.starts_with(".append");
    if name.is_empty() || !is_assignment || value.trim_start().starts_with("==") {
        return None;
    }
    let homes = ["$env:HOME", "$Env:HOME", "$env.HOME", "$HOME"];
    let value = homes.iter().fold(value.to_owned(), |value, home| value.replace(home, "~"));
    let parts = value.split(['"', '\'', ' ', '(', ')', ',', ':', ';', '[', ']']);
    let paths: Vec<&str> = parts.filter(|path| path.starts_with(['/', '~'])).collect();
    let values = commands(&paths.join(" ")).into_iter().flat_map(|command| command.words).collect();
    let conditions = if line.starts_with([' ', '\t']) { vec!["the block around it".to_owned()] } else { Vec::new() };
    let line = u32::try_from(index + 1).ok()?;
    Some(StartupAssignment { name: name.to_owned(), values, is_exported, conditions, line })
}

/// All observed files with their paths and assignments.
fn of_files(machine: &Machine) -> impl Iterator<Item = (&str, &StartupFile, Vec<StartupAssignment>)> {
    machine.files.iter().filter_map(|(path, file)| {
        let file = file.as_ref()?;
        Some((path.as_str(), file, assignments(&file.text, syntax(machine, path))))
    })
}

/// The line with the number `line` of `file`.
pub(super) fn line_of(path: &str, file: &StartupFile, line: u32) -> StartupLine {
    let index = usize::try_from(line).unwrap_or_default().saturating_sub(1);
    let text = file.text.lines().nth(index).unwrap_or_default().trim().to_owned();
    StartupLine { path: path.to_owned(), line, text, modified: file.modified }
}

/// The lines that assign the variable `name`, by file. Each has `true` if it also exports the variable.
#[must_use]
pub fn assigning(machine: &Machine, name: &str) -> Vec<(StartupLine, bool)> {
    let lines = of_files(machine).flat_map(|(path, file, assignments)| {
        let own = assignments.into_iter().filter(|assignment| assignment.name == name);
        own.map(|assignment| (line_of(path, file, assignment.line), assignment.is_exported)).collect::<Vec<_>>()
    });
    lines.collect()
}

/// The names of the variables that the observed files assign, sorted, each once.
#[must_use]
pub fn assigned_variables(machine: &Machine) -> Vec<String> {
    let mut names: Vec<String> = of_files(machine)
        .flat_map(|(_, _, assignments)| assignments.into_iter().map(|assignment| assignment.name))
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The folders that the observed files add to PATH, as far as their text shows it.
#[must_use]
pub fn added_folders(machine: &Machine) -> Vec<StartupFolder> {
    let mut folders = Vec::new();
    for (path, file, assignments) in of_files(machine) {
        if syntax(machine, path) == StartupSyntax::List {
            folders.extend(file.text.lines().enumerate().filter_map(|(index, text)| {
                let line = line_of(path, file, u32::try_from(index + 1).ok()?);
                let folder = text.trim().to_owned();
                folder.starts_with('/').then_some(StartupFolder {
                    folder,
                    line,
                    is_literal: false,
                    conditions: Vec::new(),
                })
            }));
        }
        for (index, assignment) in assignments.iter().enumerate() {
            if !PATHS.contains(&assignment.name.as_str()) {
                continue;
            }
            let before = assignments.get(..index).unwrap_or_default();
            let lookup = |name: &str| value_of(machine, before, name);
            for (folder, is_literal) in assignment.values.iter().flat_map(|word| word.entries(&lookup)) {
                if folder.starts_with('/') && !folder.contains(UNKNOWN) {
                    let line = line_of(path, file, assignment.line);
                    let conditions = assignment.conditions.clone();
                    folders.push(StartupFolder { folder, line, is_literal, conditions });
                }
            }
        }
    }
    folders
}

/// The lines that put the `;` into `entry` of PATH, as in `PATH="$HOME/bin;$PATH"`.
#[must_use]
pub fn with_semicolon(machine: &Machine, entry: &str) -> Vec<StartupLine> {
    let mut lines = Vec::new();
    for (path, file, assignments) in of_files(machine) {
        for (index, assignment) in assignments.iter().enumerate().filter(|(_, own)| PATHS.contains(&&*own.name)) {
            let before = assignments.get(..index).unwrap_or_default();
            let lookup = |name: &str| value_of(machine, before, name);
            let written = assignment.values.iter().flat_map(|word| word.entries(&lookup));
            // What is between the parts that only the shell knows.
            let has_part = |text: &str| text.split(UNKNOWN).any(|part| part.contains(';') && entry.contains(part));
            if written.into_iter().any(|(text, _)| has_part(&text)) {
                lines.push(line_of(path, file, assignment.line));
            }
        }
    }
    lines
}

/// The value of `name` after the assignments in `before`, otherwise in the answer of the login shell; `None` if it is not known.
fn value_of(machine: &Machine, before: &[StartupAssignment], name: &str) -> Option<String> {
    if name == "HOME" {
        return Some(machine.os.trimmed(&machine.home).to_owned());
    }
    // The previous value of PATH is not new.
    if matches!(name, "PATH" | "path" | "fish_user_paths") {
        return None;
    }
    let own = before.iter().enumerate().rev().find(|(_, assignment)| assignment.name == name);
    match own {
        Some((index, StartupAssignment { values, .. })) => {
            let earlier = before.get(..index).unwrap_or_default();
            let entries: Vec<String> = values
                .iter()
                .flat_map(|word| word.entries(&|name| value_of(machine, earlier, name)))
                .map(|(entry, _)| entry)
                .collect();
            Some(entries.join(":"))
        }
        None => machine.login_env().and_then(|env| env.get(machine.os, name)).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exported(text: &str, syntax: StartupSyntax) -> Vec<(String, bool)> {
        assignments(text, syntax).into_iter().map(|found| (found.name, found.is_exported)).collect()
    }

    fn one(name: &str, is_exported: bool) -> Vec<(String, bool)> {
        vec![(name.to_owned(), is_exported)]
    }

    #[test]
    fn export_is_recognized_in_every_syntax() {
        for text in
            ["export A=1", "A=1; export A", "declare -x A=1", "typeset -gx A=1", "set -a\nA=1", "setopt allexport\nA=1"]
        {
            assert_eq!(exported(text, StartupSyntax::Posix), one("A", true), "{text}");
        }
        for text in ["A=1", "declare A=1", "export -n A=1", "  A=1 # export A"] {
            assert_eq!(exported(text, StartupSyntax::Posix), one("A", false), "{text}");
        }
        for text in ["A=1 make", "# A=1", "echo A=1", "[ $A = 1 ]"] {
            assert_eq!(exported(text, StartupSyntax::Posix), [], "{text}");
        }
        assert_eq!(exported("set -gx A 1", StartupSyntax::Fish), one("A", true));
        assert_eq!(exported("set -g A 1", StartupSyntax::Fish), one("A", false));
        assert_eq!(exported("set -e A", StartupSyntax::Fish), []);
        assert_eq!(exported("setenv A 1", StartupSyntax::Csh), one("A", true));
        assert_eq!(exported("set A = 1", StartupSyntax::Csh), one("A", false));
        assert_eq!(exported("$env:A = 'x'", StartupSyntax::PowerShell), one("A", true));
        assert_eq!(exported("$A = 'x'", StartupSyntax::PowerShell), one("A", false));
        assert_eq!(exported("$env.A = 'x'", StartupSyntax::Nu), one("A", true));
        assert_eq!(exported("let A = 'x'", StartupSyntax::Nu), one("A", false));
        assert_eq!(exported("$A = 'x'", StartupSyntax::Xonsh), one("A", true));
        assert_eq!(exported("A = 'x'", StartupSyntax::Xonsh), one("A", false));
        assert_eq!(exported("A=1", StartupSyntax::Pairs), one("A", true));
    }

    #[test]
    fn folders_are_found_in_every_syntax() {
        let folders = |path: &str, text: &str| {
            let file = StartupFile { text: text.to_owned(), ..StartupFile::default() };
            let files = [(path.to_owned(), Some(file))].into();
            let machine = Machine { home: "/home/u".to_owned(), files, ..Machine::default() };
            added_folders(&machine).into_iter().map(|added| (added.folder, added.line.line)).collect::<Vec<_>>()
        };
        for (path, text) in [
            (".profile", "\nexport PATH=\"$HOME/t/bin:$PATH\""),
            (".profile", "T=~/t\nPATH=$PATH:$T/bin"),
            (".zshrc", "\npath=(~/t/bin $path)"),
            (".zshrc", "\npath+=~/t/bin"),
            (".config/fish/config.fish", "\nfish_add_path ~/t/bin"),
            (".config/fish/config.fish", "\nset -gx PATH $HOME/t/bin $PATH"),
            (".cshrc", "\nsetenv PATH ${HOME}/t/bin:$PATH"),
            (".cshrc", "\nset path = ( ~/t/bin $path )"),
            (".config/powershell/profile.ps1", "\n$env:PATH = \"$env:HOME/t/bin:$env:PATH\""),
            (".config/nushell/config.nu", "\n$env.PATH = ($env.PATH | prepend '~/t/bin')"),
            (".xonshrc", "\n$PATH.insert(0, '~/t/bin')"),
            (".config/environment.d/a.conf", "\nPATH=$HOME/t/bin:$PATH"),
        ] {
            assert_eq!(folders(&format!("/home/u/{path}"), text), [("/home/u/t/bin".to_owned(), 2)], "{path}: {text}");
        }
        assert_eq!(folders("/etc/paths.d/t", "/opt/t\n"), [("/opt/t".to_owned(), 1)]);
        assert_eq!(folders("/home/u/.profile", "PATH=$(x)/bin:$UNKNOWN/bin:$PATH"), []);
    }
}
