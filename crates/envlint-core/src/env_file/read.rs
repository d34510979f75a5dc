//! The variables that a `.env` file sets.

use std::collections::BTreeMap;

use super::line::{Line, may_be_named, read_lines};
use super::value::{EnvFileValue, Quoted};
use crate::env_file::{EnvFileGrammar, EnvFileQuotes};
use crate::text::Span;

/// A variable and its last value in a file. The type does not implement `Debug`, so values cannot be printed.
pub struct EnvFileAssignment<'t> {
    /// The name of the variable.
    pub name: &'t str,
    /// The span of the name.
    pub span: Span,
    /// The value.
    pub value: Vec<Piece>,
}

/// A part of a value.
#[derive(Clone)]
pub enum Piece {
    /// Literal text.
    Text(String),
    /// The value of another variable of the file.
    Earlier(String),
    /// The value of an inherited variable.
    Inherited(String),
    /// Text on further lines, which envlint does not read.
    Unread,
}

/// The variables that `grammar` finds in `text`, in the order of their last assignment.
#[must_use]
pub fn assignments<'t>(text: &'t str, grammar: &EnvFileGrammar) -> Vec<EnvFileAssignment<'t>> {
    let mut last: BTreeMap<&str, EnvFileAssignment<'t>> = BTreeMap::new();
    for line in read_lines(text, grammar) {
        let Line { name: Some(name), span, value: Some(value) } = line else { continue };
        // A piece of a value, which may be a secret.
        if !may_be_named(name) {
            continue;
        }
        let value = pieces(&value, grammar, name, &last);
        last.insert(name, EnvFileAssignment { name, span, value });
    }
    let mut found: Vec<EnvFileAssignment<'t>> = last.into_values().collect();
    found.sort_by_key(|assignment| assignment.span);
    found
}

/// Returns `true` if `text`, a `.env` file, sets `name`.
#[must_use]
pub fn sets(text: &str, grammar: &EnvFileGrammar, name: &str) -> bool {
    read_lines(text, grammar).iter().any(|line| line.assigned() == Some(name))
}

/// Returns `true` if `grammar` puts the inherited or an earlier value of `name` into `value`.
pub(super) fn puts_inherited(value: &EnvFileValue<'_>, grammar: &EnvFileGrammar, name: &str) -> bool {
    let pieces = references(value.text).filter(|_| grammar.expands).unwrap_or_default();
    pieces.iter().any(|piece| matches!(piece, Piece::Inherited(other) if other == name))
}

fn pieces(
    value: &EnvFileValue<'_>,
    grammar: &EnvFileGrammar,
    name: &str,
    earlier: &BTreeMap<&str, EnvFileAssignment<'_>>,
) -> Vec<Piece> {
    if matches!(value.quoted, Quoted::OverLines(_)) && grammar.quotes == EnvFileQuotes::PairOverLines {
        return vec![Piece::Unread];
    }
    let text = unquoted(value, grammar);
    match references(&text).filter(|_| grammar.expands) {
        None => vec![Piece::Text(text)],
        Some(found) => {
            let resolved = found.into_iter().flat_map(|piece| match piece {
                // Its value from an earlier line, which this line replaces.
                Piece::Inherited(other) if other == name => {
                    let known = earlier.get(name).map(|earlier| earlier.value.clone());
                    known.unwrap_or_else(|| vec![Piece::Inherited(other)])
                }
                Piece::Inherited(other) if earlier.contains_key(&*other) => vec![Piece::Earlier(other)],
                piece => vec![piece],
            });
            resolved.collect()
        }
    }
}

/// The value without quotes and trailing comments.
fn unquoted(value: &EnvFileValue<'_>, grammar: &EnvFileGrammar) -> String {
    let text = value.text;
    let with_lines = |text: &str| text.replace("\\n", "\n");
    match (grammar.quotes, value.quoted) {
        (EnvFileQuotes::EachEnd, _) => {
            let text = text.trim_end_matches('\r');
            let is_double = text.len() > 1 && text.starts_with('"') && text.ends_with('"');
            let inner = text.strip_prefix(['"', '\'']).unwrap_or(text);
            let inner = inner.strip_suffix(['"', '\'']).unwrap_or(inner);
            if is_double { with_lines(inner) } else { inner.to_owned() }
        }
        (_, Quoted::Until(quote, end)) if grammar.comments_behind || end == text.trim_end().len() => {
            let inner = text.get(1..end - 1).unwrap_or_default();
            if quote == '"' { with_lines(inner) } else { inner.to_owned() }
        }
        (EnvFileQuotes::PairOverLines, _) => {
            let end = if grammar.comments_behind { text.find('#').unwrap_or(text.len()) } else { text.len() };
            text.get(..end).unwrap_or_default().trim().to_owned()
        }
        (EnvFileQuotes::Pair, _) => text.trim().to_owned(),
    }
}

/// The text split at its references `${NAME}`, which are inherited ones for now; `None` if a reference is malformed,
/// which the parsers leave as they are, together with all others in the value.
fn references(text: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("${") {
        let (before, reference) = rest.split_at_checked(at)?;
        let inner = reference.strip_prefix("${")?;
        let (name, after) = inner.split_once('}')?;
        let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !is_name {
            return None;
        }
        match before.strip_suffix('\\') {
            Some(before) => pieces.push(Piece::Text(format!("{before}${{{name}}}"))),
            None => {
                pieces.push(Piece::Text(before.to_owned()));
                pieces.push(Piece::Inherited(name.to_owned()));
            }
        }
        rest = after;
    }
    pieces.push(Piece::Text(rest.to_owned()));
    pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
    Some(pieces)
}
