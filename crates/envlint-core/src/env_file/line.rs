//! Parses the lines of a `.env` file: which variables they set.

use super::grammar::{EnvFileGrammar, EnvFileNames, EnvFileQuotes};
use super::value::{EnvFileValue, Quoted};
use crate::text::Span;

/// A line that sets a variable, or looks as if it did. The type does not implement `Debug`, so values cannot be
/// printed.
pub(super) struct Line<'t> {
    /// The name of the variable, if the line has one.
    pub(super) name: Option<&'t str>,
    /// The span of the name; if there is no name, of the whole line.
    pub(super) span: Span,
    /// The value; `None` if the parser ignores the line.
    pub(super) value: Option<EnvFileValue<'t>>,
}

impl<'t> Line<'t> {
    /// The variable that the line sets.
    pub(super) fn assigned(&self) -> Option<&'t str> {
        self.name.filter(|_| self.value.is_some())
    }
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

/// One line, or several if a value spans lines.
pub(super) struct Read<'t> {
    pub(super) line: Option<Line<'t>>,
    /// The number of bytes read, including the line end.
    pub(super) length: usize,
}

/// Reads the first line of `text`, which begins at `offset` of the file.
pub(super) fn read_line<'t>(text: &'t str, offset: u32, grammar: &EnvFileGrammar) -> Read<'t> {
    let length = text.find('\n').map_or(text.len(), |end| end + 1);
    let whole = text.get(..length).unwrap_or_default().trim_end_matches(['\n', '\r']);
    let line = whole.trim_start();
    if line.is_empty() || line.starts_with('#') {
        return Read { line: None, length };
    }
    let place = |part: &str| {
        let start = offset + (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize) as u32;
        Span::new(start, start + part.len() as u32)
    };
    match assignment(line, grammar) {
        Some((name, raw)) => {
            let (value, lines_after) = value(raw, text.get(length..).unwrap_or_default(), grammar);
            let line = Line { name: Some(name), span: place(name), value: Some(value) };
            Read { line: Some(line), length: length + lines_after }
        }
        None => {
            let line = attempt(line).map(|name| Line {
                name,
                span: place(name.unwrap_or_else(|| line.trim_end())),
                value: None,
            });
            Read { line, length }
        }
    }
}

/// The name and value of a line that sets a variable.
fn assignment<'t>(line: &'t str, grammar: &EnvFileGrammar) -> Option<(&'t str, &'t str)> {
    let exported = line.strip_prefix("export").filter(|rest| grammar.export && rest.starts_with(char::is_whitespace));
    exported.and_then(|rest| plain_assignment(rest.trim_start(), grammar)).or_else(|| plain_assignment(line, grammar))
}

fn plain_assignment<'t>(line: &'t str, grammar: &EnvFileGrammar) -> Option<(&'t str, &'t str)> {
    let is_part =
        |character: char| is_word(character) || (grammar.names == EnvFileNames::Loose && ".-".contains(character));
    let (name, rest) = line.split_at_checked(line.find(|character| !is_part(character)).unwrap_or(line.len()))?;
    let is_name = match grammar.names {
        EnvFileNames::Loose => !name.is_empty(),
        EnvFileNames::Identifier => name.trim_start_matches('_').starts_with(|first: char| first.is_ascii_alphabetic()),
    };
    let with_colon = || {
        let value = rest.strip_prefix(':').filter(|_| grammar.colon)?;
        (value.is_empty() || value.starts_with(char::is_whitespace)).then_some(value)
    };
    let raw = rest.trim_start().strip_prefix('=').or_else(with_colon).filter(|_| is_name)?;
    Some((name, raw))
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

/// Words that begin an assignment in some shell.
const SETTERS: &[&str] = &["declare", "export", "local", "set", "setx"];

/// Returns `Some` if a line that sets nothing looks as if it did, with the intended name if that is clear. Any
/// other line has an unknown form and may be part of a value.
fn attempt(line: &str) -> Option<Option<&str>> {
    let end = line.find(|character| !is_word(character) && !".-".contains(character)).unwrap_or(line.len());
    let (word, rest) = line.split_at_checked(end)?;
    let is_name = word.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    if SETTERS.contains(&word) {
        let rest = rest.trim_start();
        let end = rest.find(|character| !is_word(character)).unwrap_or(rest.len());
        let (name, rest) = rest.split_at_checked(end)?;
        return (!name.is_empty() && rest.trim_start().starts_with('=')).then_some(Some(name));
    }
    let has_text = |rest: &str| !rest.trim_start_matches('=').trim().is_empty();
    match rest.chars().next() {
        // `NAME: value`, as in YAML.
        Some(':') if is_name => {
            let value = rest.strip_prefix(':').unwrap_or_default();
            (value.starts_with([' ', '\t']) && has_text(value)).then_some(Some(word))
        }
        // A name that this parser does not accept.
        Some('=') if !word.is_empty() && has_text(rest) => Some(Some(word).filter(|_| is_name)),
        // `MY NAME=value`
        Some(' ') if is_name => {
            let (name, value) = rest.split_once('=')?;
            let is_one_word = !name.trim().is_empty() && name.trim().chars().all(is_word);
            (is_one_word && has_text(value)).then_some(None)
        }
        _ => None,
    }
}

/// The value that begins with `raw`, the rest of its line, and the number of bytes of `after`, the following lines,
/// that belong to it.
fn value<'t>(raw: &'t str, after: &'t str, grammar: &EnvFileGrammar) -> (EnvFileValue<'t>, usize) {
    let text = raw.trim_start();
    let quotes: &[char] = match grammar.quotes {
        EnvFileQuotes::EachEnd | EnvFileQuotes::Pair => &['"', '\''],
        EnvFileQuotes::PairOverLines => &['"', '\'', '`'],
    };
    let with = |quoted| EnvFileValue { text, quoted, touches_sign: raw.len() == text.len() };
    let Some(quote) = text.chars().next().filter(|first| quotes.contains(first)) else { return (with(Quoted::No), 0) };
    if let Some(end) = closing(text.get(1..).unwrap_or_default(), quote) {
        return (with(Quoted::Until(quote, end + 2)), 0);
    }
    match closing_below(after, quote, grammar) {
        Some(length) => (with(Quoted::OverLines(quote)), length),
        None => (with(Quoted::Open), 0),
    }
}

/// The offset of the first `quote` in `text` that is not escaped with a backslash.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        if character == quote && !escaped {
            return Some(at);
        }
        escaped = character == '\\' && !escaped;
    }
    None
}

/// The number of bytes of the following lines that belong to the value, if it clearly continues: up to a line that
/// ends with its quote, without a line in between that sets a variable or is a comment.
fn closing_below(after: &str, quote: char, grammar: &EnvFileGrammar) -> Option<usize> {
    let mut length = 0;
    for line in after.split_inclusive('\n') {
        length += line.len();
        let line = line.trim();
        if closing(line, quote).is_some_and(|at| at + 1 == line.len()) {
            return Some(length);
        }
        let sets =
            plain_assignment(line, grammar).is_some_and(|(_, value)| !value.trim_start_matches('=').trim().is_empty());
        if sets || line.starts_with('#') {
            return None;
        }
    }
    None
}

/// Returns `true` if `name` is plausible for a variable, rather than a piece of a value at the position of a name.
pub(super) fn may_be_named(name: &str) -> bool {
    const LONGEST: usize = 50;
    name.len() <= LONGEST && name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
}
