//! Parses a whole `.env` file, and compares what its reader reads with what its author may have meant.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::grammar::EnvFileGrammar;
use super::line::{Line, read_line};
use super::read::puts_inherited;
use crate::text::Span;
use crate::vscode::is_list;

/// A way in which a parser reads a line differently from what its author may have meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Surprise {
    /// The line looks like an assignment, but sets no variable.
    Ignored,
    /// The trailing comment becomes part of the value.
    CommentKept,
    /// The value ends at a `#` within a word.
    CutAtHash,
    /// The closing quote becomes part of the value, because a space follows it.
    QuoteKept,
    /// The closing quote is removed, although there is no opening quote.
    QuoteLost,
    /// The value spans several lines, but only the first is read.
    LinesLost,
    /// A reference to a variable is not expanded.
    ReferenceKept,
    /// A reference has a default value, so neither it nor any other reference in the value is expanded.
    DefaultKept,
    /// A VS Code variable becomes empty.
    EditorVariableEmpty,
    /// A VS Code variable is not expanded.
    EditorVariableKept,
    /// A later line sets the variable to another value.
    SetAgain,
}

/// A line that is read differently from what it suggests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurprisingLine<'t> {
    /// The kind of difference.
    pub surprise: Surprise,
    /// The variable that the line sets or is meant to set, if it may be shown.
    pub variable: Option<&'t str>,
    /// The span of the name, or of the line if there is no name.
    pub span: Span,
}

/// The lines of `text`, a `.env` file, that may surprise an author who does not know `grammar`: by kind, then by
/// line.
#[must_use]
pub fn surprises<'t>(text: &'t str, grammar: &EnvFileGrammar) -> Vec<SurprisingLine<'t>> {
    let lines = read_lines(text, grammar);
    let names: BTreeSet<&str> = lines.iter().filter_map(Line::assigned).collect();
    let mut found = Vec::new();
    for line in &lines {
        let variable = line.name.filter(|name| may_be_named(name));
        let of_line = match &line.value {
            None => vec![Surprise::Ignored],
            Some(value) => value.surprises(grammar, &names),
        };
        found.extend(of_line.into_iter().map(|surprise| SurprisingLine { surprise, variable, span: line.span }));
    }
    found.extend(set_again(&lines, grammar));
    found.sort_by_key(|line| (line.surprise, line.span));
    found
}

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

/// Returns `true` if `text`, a `.env` file, sets `name`.
#[must_use]
pub fn sets(text: &str, grammar: &EnvFileGrammar, name: &str) -> bool {
    read_lines(text, grammar).iter().any(|line| line.assigned() == Some(name))
}

/// The lines whose value is replaced by a different one on a later line.
fn set_again<'t>(lines: &[Line<'t>], grammar: &EnvFileGrammar) -> Vec<SurprisingLine<'t>> {
    let mut last: FxHashMap<&str, &Line<'t>> = FxHashMap::default();
    let mut found = Vec::new();
    for line in lines {
        let (Some(name), Some(value)) = (line.assigned(), &line.value) else { continue };
        let Some(earlier) = last.insert(name, line) else { continue };
        // A variable that extends its own value is set twice on purpose.
        let builds_up = grammar.expands && value.refers_to(name);
        if !builds_up && earlier.value.as_ref().is_some_and(|earlier| !earlier.is_same(value)) && may_be_named(name) {
            found.push(SurprisingLine { surprise: Surprise::SetAgain, variable: Some(name), span: earlier.span });
        }
    }
    found
}

/// The lines that set a variable or look as if they did. Blank lines, comments and lines that resemble no
/// assignment are left out.
pub(super) fn read_lines<'t>(text: &'t str, grammar: &EnvFileGrammar) -> Vec<Line<'t>> {
    let mut lines = Vec::new();
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let read = read_line(rest, at as u32, grammar);
        lines.extend(read.line);
        at += read.length.max(1);
    }
    lines
}

/// Returns `true` if `name` is plausible for a variable, rather than a piece of a value at the position of a name.
pub(super) fn may_be_named(name: &str) -> bool {
    const LONGEST: usize = 50;
    name.len() <= LONGEST && name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
}
