//! The lines of a `.env` file that set lists of folders.

use rustc_hash::FxHashMap;

use super::grammar::EnvFileGrammar;
use super::line::read_lines;
use super::read::puts_inherited;
use crate::text::Span;
use crate::vscode::is_list;

/// A separator in a list of folders that is wrong on some platforms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignSeparator {
    /// `;` between paths without a drive, which is only right on Windows.
    Semicolon,
    /// `:` between paths with a drive, which is wrong everywhere.
    ColonBetweenDrives,
}

/// A line that sets a list of folders, and what can be said about it without its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListLine<'t> {
    /// The variable.
    pub variable: &'t str,
    /// The span of its name.
    pub span: Span,
    /// `true` if the parser puts the inherited value into it, or if it is empty.
    pub keeps_inherited: bool,
    /// `true` if it contains folders that only a complete list contains, such as `/usr/bin`.
    pub is_complete: bool,
    /// The separator of its entries, if that is wrong on some platforms.
    pub separator: Option<ForeignSeparator>,
}

/// The lines of `text`, a `.env` file, that set lists of folders: the last one of each variable, by line.
#[must_use]
pub(crate) fn list_lines<'t>(text: &'t str, grammar: &EnvFileGrammar) -> Vec<ListLine<'t>> {
    let lines = read_lines(text, grammar);
    let mut last: FxHashMap<&str, ListLine<'t>> = FxHashMap::default();
    for line in &lines {
        let Some((name, value)) = line.assigned().filter(|name| may_be_list(name)).zip(line.value.as_ref()) else {
            continue;
        };
        let keeps_inherited = puts_inherited(value, grammar, name) || value.text.trim().is_empty();
        let is_complete = ["/usr/bin", "/nix/store", "ystem32"].iter().any(|folder| value.text.contains(folder));
        let separator = foreign_separator(name, value.text);
        last.insert(name, ListLine { variable: name, span: line.span, keeps_inherited, is_complete, separator });
    }
    let mut lists: Vec<ListLine<'t>> = last.into_values().collect();
    lists.sort_by_key(|list| list.span);
    lists
}

/// Returns `true` if `name` is the name of a list on some platform. On Windows, `Path` is the usual spelling.
fn may_be_list(name: &str) -> bool {
    is_list(name) || name.eq_ignore_ascii_case("PATH")
}

/// The separator of the list in `value`, if its entries show that it is wrong on some platforms. The dynamic linker of
/// Linux accepts `;` in LD_LIBRARY_PATH, too: ld.so(8).
fn foreign_separator(name: &str, value: &str) -> Option<ForeignSeparator> {
    let value = value.trim().trim_matches(['"', '\'']);
    let mut entries = value.split(';').map(str::trim).filter(|entry| !entry.is_empty()).peekable();
    let is_on_drive =
        |entry: &str| matches!(entry.as_bytes(), [letter, b':', b'/' | b'\\', ..] if letter.is_ascii_alphabetic());
    let joins_drives = |entry: &str| {
        is_on_drive(entry) && entry.match_indices(':').any(|(at, _)| entry.get(at + 1..).is_some_and(is_on_drive))
    };
    if entries.clone().any(joins_drives) {
        return Some(ForeignSeparator::ColonBetweenDrives);
    }
    let is_posix = |entry: &str| {
        let begins_path = entry.starts_with('/') || entry.starts_with("./") || entry.starts_with("../");
        begins_path && !entry.contains(['\\', ':', ' ', '#'])
    };
    let is_for_windows = name == "LD_LIBRARY_PATH" || !value.contains(';') || !entries.clone().all(is_posix);
    (!is_for_windows && entries.nth(1).is_some()).then_some(ForeignSeparator::Semicolon)
}
