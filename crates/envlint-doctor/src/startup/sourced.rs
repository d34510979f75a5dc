//! Files that startup files read with `.` or `source`.

use super::assignments::line_of;
use super::code::{ShellWord, UNKNOWN, commands};
use super::line::StartupLine;
use super::sequence::DEEPEST;
use super::tools::TOOLS;
use super::{StartupSyntax, rows, syntax};
use crate::machine::{Machine, StartupFile};

/// The files in the home folder that the startup files read and that were not observed. Those of tools are left out: what they add to PATH
/// is known from the line that reads them.
#[must_use]
pub fn sourced_files(machine: &Machine) -> Vec<String> {
    let home = machine.os.trimmed(&machine.home);
    let files = machine.files.iter().filter_map(|(path, file)| Some((path.as_str(), file.as_ref()?)));
    let mut found: Vec<String> =
        files.flat_map(|(path, file)| read_by(machine, path, file)).map(|(to, _)| to).collect();
    found.retain(|path| {
        let is_of_tool = TOOLS.iter().any(|tool| tool.words.iter().any(|word| path.contains(word)));
        let within = path.strip_prefix(home).is_some_and(|rest| rest.starts_with('/') && !home.is_empty());
        within && !is_of_tool && !machine.files.contains_key(path)
    });
    found.sort();
    found.dedup();
    found
}

/// The line that reads the file at `path`, if shells do not read it by themselves.
#[must_use]
pub fn reading_line(machine: &Machine, path: &str) -> Option<StartupLine> {
    if rows(machine, path).next().is_some() {
        return None;
    }
    let files = machine.files.iter().filter_map(|(reader, file)| Some((reader, file.as_ref()?)));
    files.filter(|(reader, _)| *reader != path).find_map(|(reader, file)| {
        let (_, line) = read_by(machine, reader, file).into_iter().find(|(to, _)| to == path)?;
        Some(line_of(reader, file, line))
    })
}

/// The startup file through which a shell reads the file at `path`: itself, or the one at the start of the chain of files.
pub(super) fn first_reader(machine: &Machine, path: &str) -> String {
    let mut first = path.to_owned();
    for _ in 0..DEEPEST {
        match reading_line(machine, &first) {
            Some(line) => first = line.path,
            None => break,
        }
    }
    first
}

/// The files that the file at `path` reads, with the lines.
fn read_by(machine: &Machine, path: &str, file: &StartupFile) -> Vec<(String, u32)> {
    if !matches!(syntax(machine, path), StartupSyntax::Posix | StartupSyntax::Fish | StartupSyntax::Csh) {
        return Vec::new();
    }
    let home = |name: &str| if name == "HOME" { Some(machine.os.trimmed(&machine.home).to_owned()) } else { None };
    let named = |word: &ShellWord| {
        let (path, is_literal) = word.entries(&home).into_iter().next()?;
        let is_known = path.starts_with('/') && !is_literal && !path.contains([UNKNOWN, '*', '?']);
        if is_known { Some(path) } else { None }
    };
    let of_command = commands(&file.text).into_iter().filter_map(|command| {
        let first = command.words.first().map(ShellWord::plain).unwrap_or_default();
        let read = command.words.get(1).filter(|_| matches!(first.as_str(), "." | "source"))?;
        Some((named(read)?, command.line))
    });
    of_command.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_startup_files_read_are_found_with_their_lines() {
        let file = |text: &str| Some(StartupFile { text: text.to_owned(), ..StartupFile::default() });
        let bashrc = "# mine\n[ -f ~/.config/env.sh ] && . ~/.config/env.sh\n. \"$HOME/.cargo/env\"\n\
                      source \"$OTHER/x.sh\"\n. /etc/bash_completion\n. '~/literal.sh'\n";
        let files = [("/home/u/.bashrc".to_owned(), file(bashrc))];
        let mut machine = Machine { home: "/home/u".to_owned(), files: files.into(), ..Machine::default() };
        assert_eq!(sourced_files(&machine), ["/home/u/.config/env.sh"]);
        machine.files.insert("/home/u/.config/env.sh".to_owned(), file(". ~/more.sh"));
        assert_eq!(sourced_files(&machine), ["/home/u/more.sh"]);
        machine.files.insert("/home/u/more.sh".to_owned(), file(". ~/.config/env.sh"));
        let line = reading_line(&machine, "/home/u/.config/env.sh").unwrap();
        assert_eq!((line.path.as_str(), line.line), ("/home/u/.bashrc", 2));
        assert_eq!(first_reader(&machine, "/home/u/more.sh"), "/home/u/.bashrc");
        assert_eq!(reading_line(&machine, "/home/u/.bashrc"), None);
    }
}
