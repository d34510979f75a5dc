//! Files of variables, as those parsers read them that VS Code's debuggers and extensions use.
//!
//! No value ever leaves this module: what it tells of a line is the name of the variable and what becomes of the value.

mod line;
mod value;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::text::Span;
use crate::vscode::EnvFileGrammar;
use line::{Line, read_line};

/// What a parser makes of a line otherwise than its author may have meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Surprise {
    /// It looks like a variable that is set, and sets none.
    Ignored,
    /// The comment behind the value is part of it.
    CommentKept,
    /// The value ends at a `#` within a word.
    CutAtHash,
    /// The quote at the end stays, as a blank stands behind it.
    QuoteKept,
    /// The quote at the end goes, though none stands at the start.
    QuoteLost,
    /// The value goes on over several lines, of which the first alone is read.
    LinesLost,
    /// A reference to a variable stays as it is written.
    ReferenceKept,
    /// A reference has a default value, and stays as it is written, as do all others beside it.
    DefaultKept,
    /// A variable of VS Code becomes empty.
    EditorVariableEmpty,
    /// A variable of VS Code stays as it is written.
    EditorVariableKept,
    /// A later line sets the variable to something else.
    SetAgain,
}

/// A line with a surprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurprisingLine<'t> {
    /// What it is.
    pub surprise: Surprise,
    /// The variable that the line sets, or is meant to set, if it may be named.
    pub variable: Option<&'t str>,
    /// Where its name stands, or the line, if there is none.
    pub span: Span,
}

/// The surprises that `text`, a file of variables, holds for those who do not know `grammar`: by their kind, then by line.
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

/// The lines whose value a later one replaces by another.
fn set_again<'t>(lines: &[Line<'t>], grammar: &EnvFileGrammar) -> Vec<SurprisingLine<'t>> {
    let mut last: FxHashMap<&str, &Line<'t>> = FxHashMap::default();
    let mut found = Vec::new();
    for line in lines {
        let (Some(name), Some(value)) = (line.assigned(), &line.value) else { continue };
        let Some(earlier) = last.insert(name, line) else { continue };
        // What is built up from its own value is set twice on purpose.
        let builds_up = grammar.expands && value.refers_to(name);
        if !builds_up && earlier.value.as_ref().is_some_and(|earlier| !earlier.is_same(value)) && may_be_named(name) {
            found.push(SurprisingLine { surprise: Surprise::SetAgain, variable: Some(name), span: earlier.span });
        }
    }
    found
}

/// The lines that set a variable or look like it; blank lines, comments and what nobody can take for one are left out.
fn read_lines<'t>(text: &'t str, grammar: &EnvFileGrammar) -> Vec<Line<'t>> {
    let mut lines = Vec::new();
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let read = read_line(rest, at as u32, grammar);
        lines.extend(read.line);
        at += read.length.max(1);
    }
    lines
}

/// Whether a name is one that anybody would give a variable, and not a piece of a value that stands where a name does.
fn may_be_named(name: &str) -> bool {
    const LONGEST: usize = 50;
    name.len() <= LONGEST && name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
}
