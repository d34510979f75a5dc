//! Determines how a parser reads a value.

use std::collections::BTreeSet;

use super::grammar::{EnvFileGrammar, EnvFileQuotes};
use super::parse::Surprise;
use crate::vscode::{known_form, system_variable};

/// A value as written after `=`: its first line, including trailing spaces.
pub(super) struct EnvFileValue<'t> {
    pub(super) text: &'t str,
    pub(super) quoted: Quoted,
    /// `true` if there is no space between `=` and the value.
    pub(super) touches_sign: bool,
}

/// The quotes around a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoted {
    No,
    /// Quoted with this character; the closing quote is just before this byte offset.
    Until(char, usize),
    /// Quoted with this character; the closing quote is on a later line.
    OverLines(char),
    /// The closing quote is missing.
    Open,
}

impl EnvFileValue<'_> {
    /// Returns `true` if both are the same text.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.text.trim_end() == other.text.trim_end()
    }

    /// Returns `true` if the value contains a reference to `name`.
    pub(super) fn refers_to(&self, name: &str) -> bool {
        references(self.text).any(|reference| reference.name == name)
    }

    /// The ways in which `grammar` reads the value differently from what it suggests. `names` are the variables of
    /// the file.
    pub(super) fn surprises(&self, grammar: &EnvFileGrammar, names: &BTreeSet<&str>) -> Vec<Surprise> {
        let mut found = Vec::new();
        if self.quoted == Quoted::OverLines('"') || self.quoted == Quoted::OverLines('\'') {
            found.extend((grammar.quotes != EnvFileQuotes::PairOverLines).then_some(Surprise::LinesLost));
        }
        found.extend(if grammar.comments_behind { self.cut() } else { self.kept(grammar.quotes) });
        // Single quotes show that the text is meant literally.
        let is_literal = matches!(self.quoted, Quoted::Until('\'' | '`', _) | Quoted::OverLines('\'' | '`'));
        let mut of_references: Vec<Surprise> = if is_literal {
            Vec::new()
        } else {
            references(self.text).filter_map(|found| found.surprise(grammar, names)).collect()
        };
        of_references.sort_unstable();
        of_references.dedup();
        found.extend(of_references);
        found
    }

    /// The effect of `#` in a grammar where it also begins a comment after a value.
    fn cut(&self) -> Option<Surprise> {
        let hash = self.text.find('#').filter(|_| self.quoted == Quoted::No)?;
        let (before, after) = (self.text.get(..hash)?, self.text.get(hash + 1..)?.trim_end());
        let in_word = match before.chars().next_back() {
            Some(last) => !last.is_whitespace(),
            None => self.touches_sign,
        };
        // A real comment after a word without a space would have several words.
        let is_word = !after.is_empty() && !after.contains(char::is_whitespace);
        (in_word && is_word).then_some(Surprise::CutAtHash)
    }

    /// The effect of trailing comments and quotes in a grammar where only whole lines are comments.
    fn kept(&self, quotes: EnvFileQuotes) -> Option<Surprise> {
        let text = self.text.trim_end();
        match self.quoted {
            Quoted::Until(_, end) => {
                let behind = text.get(end..)?;
                let comment = behind.trim_start().strip_prefix('#').filter(|_| behind.starts_with(char::is_whitespace));
                let has_blank = quotes == EnvFileQuotes::EachEnd && self.text.len() > text.len();
                match comment {
                    Some(comment) if !comment.trim().is_empty() => Some(Surprise::CommentKept),
                    _ if behind.is_empty() && has_blank => Some(Surprise::QuoteKept),
                    _ => None,
                }
            }
            Quoted::No if has_comment(text) => Some(Surprise::CommentKept),
            Quoted::No if quotes == EnvFileQuotes::EachEnd && self.text.len() == text.len() => {
                let last = text.chars().next_back().filter(|last| ['"', '\''].contains(last))?;
                // The last character closes a pair of quotes within the value.
                (text.matches(last).count() % 2 == 0).then_some(Surprise::QuoteLost)
            }
            Quoted::No | Quoted::Open | Quoted::OverLines(_) => None,
        }
    }
}

/// Returns `true` if `text` contains a `#` with spaces around it and text after it. Without the second space, it
/// may be a number: `Issue #1`.
fn has_comment(text: &str) -> bool {
    text.match_indices('#').any(|(at, _)| {
        let (before, behind) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        let blanks = before.ends_with(char::is_whitespace) && behind.starts_with(char::is_whitespace);
        blanks && !before.trim().is_empty() && !behind.trim().is_empty()
    })
}

/// `$NAME`, or `${NAME…}`.
struct ValueReference<'t> {
    name: &'t str,
    /// The text after the name within the braces; `None` without braces.
    rest: Option<&'t str>,
}

/// The references in `text`, except those after a backslash or within a word, as in `pa$$word`.
fn references(text: &str) -> impl Iterator<Item = ValueReference<'_>> {
    text.match_indices('$').filter_map(|(at, _)| {
        let before = text.get(..at)?.chars().next_back();
        if before.is_some_and(|before| before.is_alphanumeric() || "_\\$".contains(before)) {
            return None;
        }
        let behind = text.get(at + 1..)?;
        let inner = behind.strip_prefix('{');
        let named = inner.unwrap_or(behind);
        let end = named.find(|character: char| !character.is_ascii_alphanumeric() && character != '_');
        let (name, rest) = named.split_at_checked(end.unwrap_or(named.len()))?;
        let rest = match inner {
            Some(_) => Some(rest.get(..rest.find('}')?)?),
            None => None,
        };
        (!name.is_empty()).then_some(ValueReference { name, rest })
    })
}

/// The operators that begin a default value (or a similar clause) after the name, as in a shell.
const DEFAULTS: [&str; 5] = [":-", ":=", ":?", ":+", "-"];

impl ValueReference<'_> {
    fn surprise(&self, grammar: &EnvFileGrammar, names: &BTreeSet<&str>) -> Option<Surprise> {
        // Other names may not be references at all, as in a password.
        let is_variable =
            names.contains(self.name) || system_variable(self.name).is_some_and(|it| it.name == self.name);
        match self.rest {
            Some("") if is_editor_variable(self.name) && !names.contains(self.name) => {
                Some(if grammar.expands { Surprise::EditorVariableEmpty } else { Surprise::EditorVariableKept })
            }
            Some("") if grammar.expands => None,
            None | Some("") => is_variable.then_some(Surprise::ReferenceKept),
            Some(rest) if self.name == "env" && rest.starts_with(':') => Some(Surprise::EditorVariableKept),
            Some(rest) if DEFAULTS.iter().any(|sign| rest.starts_with(sign)) => Some(Surprise::DefaultKept),
            Some(_) => None,
        }
    }
}

/// Returns `true` if `name` is a VS Code variable and unlikely to be an environment variable.
fn is_editor_variable(name: &str) -> bool {
    known_form(name, false).is_some() && name.contains(|letter: char| letter.is_ascii_uppercase())
}
