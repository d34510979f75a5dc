//! Corrects a line that sets PATH without its previous entries.

use super::line::StartupLine;
use super::{StartupSyntax, syntax};
use crate::machine::Machine;

/// `line`, which sets PATH, with the previous entries at the end of the list; `None` if the line contains more than the assignment.
///
/// Source: the manual of each shell.
#[must_use]
pub fn keeping_entries(machine: &Machine, line: &StartupLine) -> Option<String> {
    let text = line.text.trim();
    match syntax(machine, &line.path) {
        StartupSyntax::Posix => array(text, "$path").or_else(|| posix(text)),
        StartupSyntax::Csh => array(text, "$path").or_else(|| csh(text)),
        StartupSyntax::Fish => fish(text),
        StartupSyntax::PowerShell
        | StartupSyntax::Nu
        | StartupSyntax::Xonsh
        | StartupSyntax::Pairs
        | StartupSyntax::List => None,
    }
}

/// `export PATH=/a`
fn posix(text: &str) -> Option<String> {
    let assignment = ["export ", "declare -x ", "typeset -x "].iter().find_map(|start| text.strip_prefix(start));
    let value = assignment.unwrap_or(text).trim_start().strip_prefix("PATH=")?;
    let start = text.strip_suffix(value)?;
    Some(format!("{start}{}", extended(value)?))
}

/// `setenv PATH /a`
fn csh(text: &str) -> Option<String> {
    let value = text.strip_prefix("setenv PATH ")?.trim_start();
    let start = text.strip_suffix(value)?;
    Some(format!("{start}{}", extended(value)?))
}

/// `set -gx PATH /a /b`
fn fish(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let name = words.iter().position(|word| *word == "PATH")?;
    let (before, values) = (words.get(1..name)?, words.get(name + 1..)?);
    let is_set = words.first() == Some(&"set") && before.iter().all(|word| word.starts_with('-'));
    (is_set && !values.is_empty() && values.iter().all(|word| is_plain(word))).then(|| format!("{text} $PATH"))
}

/// `path=(/a /b)`
fn array(text: &str, reference: &str) -> Option<String> {
    let (start, rest) = text.split_once('(')?;
    let values = rest.strip_suffix(')')?;
    let is_path = start.trim_end().trim_end_matches('=').split_whitespace().next_back() == Some("path");
    let is_list = !values.contains(['(', ')', ';', '#', '`']);
    (is_path && is_list).then(|| format!("{start}({} {reference})", values.trim()))
}

/// The value of an assignment with `:$PATH` at its end; `None` if it is not a single word.
fn extended(value: &str) -> Option<String> {
    let quoted = |mark: char| value.strip_prefix(mark)?.strip_suffix(mark).filter(|inner| !inner.contains(mark));
    if let Some(inner) = quoted('"').filter(|inner| !inner.contains(['`', '\\'])) {
        return Some(format!("\"{}:$PATH\"", inner.trim_end_matches(':')));
    }
    if let Some(inner) = quoted('\'') {
        return Some(format!("'{}':\"$PATH\"", inner.trim_end_matches(':')));
    }
    (is_plain(value) && !value.is_empty()).then(|| format!("{}:$PATH", value.trim_end_matches(':')))
}

/// Returns `true` if `word` is a word without quotation marks and without the end of a command.
fn is_plain(word: &str) -> bool {
    !word.contains([' ', '\t', '"', '\'', '`', ';', '&', '|', '#', '(', ')', '<', '>', '\\'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(file: &str, text: &str) -> Option<String> {
        let machine = Machine { home: "/home/u".to_owned(), ..Machine::default() };
        let path = format!("/home/u/{file}");
        keeping_entries(&machine, &StartupLine { path, line: 1, text: text.to_owned(), modified: None })
    }

    #[test]
    fn the_previous_entries_are_added_in_the_syntax_of_each_shell() {
        for (file, line, fixed) in [
            (".bashrc", "export PATH=/opt/a/bin:/usr/bin", "export PATH=/opt/a/bin:/usr/bin:$PATH"),
            (".profile", "PATH=\"$HOME/my tools:/bin:\"", "PATH=\"$HOME/my tools:/bin:$PATH\""),
            (".bash_profile", "export PATH='/opt/a'", "export PATH='/opt/a':\"$PATH\""),
            (".zshrc", "path=(/opt/a /usr/bin)", "path=(/opt/a /usr/bin $path)"),
            (".zshrc", "typeset -U path=( ~/bin )", "typeset -U path=(~/bin $path)"),
            (".cshrc", "setenv PATH /opt/a:/bin", "setenv PATH /opt/a:/bin:$PATH"),
            (".cshrc", "set path = (/opt/a /bin)", "set path = (/opt/a /bin $path)"),
            (".config/fish/config.fish", "set -gx PATH /opt/a /bin", "set -gx PATH /opt/a /bin $PATH"),
        ] {
            assert_eq!(kept(file, line).as_deref(), Some(fixed));
        }
        for line in [
            "PATH=/a; export PATH",
            "[ -d /a ] && PATH=/a",
            "export PATH=/a B=2",
            "export PATH=/a # mine",
            "PATH=\"/a\":\"/b\"",
            "PATH=",
        ] {
            assert_eq!(kept(".bashrc", line), None, "{line}");
        }
    }
}
