//! Compares what the reader of a `.env` file reads with what its author may have meant.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::grammar::{EnvFileGrammar, EnvFileQuotes};
use super::line::{Line, may_be_named, read_lines};
use super::value::{EnvFileValue, Quoted};
use crate::text::Span;
use crate::vscode::{known_form, system_variable};

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

impl EnvFileValue<'_> {
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
