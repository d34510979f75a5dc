//! The words of a list of flags, as the go command finds them.

use crate::core::env::{Segment, Text};

/// One word. Offsets are of the decoded text, in bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Word<'t> {
    /// Where it begins, with its quote if it has one.
    pub(super) start: usize,
    /// Where it ends, likewise.
    pub(super) end: usize,
    /// What the go command takes it for.
    pub(super) content: &'t str,
    /// The quote that it begins with.
    pub(super) quote: Option<char>,
    /// Whether that quote is closed.
    pub(super) is_closed: bool,
    /// Whether no reference stands in it.
    pub(super) is_known: bool,
}

/// The words of `text`; `None` if something in it may be meant for a shell or a template, which would make others of it.
///
/// Source: Go 1.27, cmd/internal/quoted, `Split`: quotes count at the start of a word alone, and nothing is an escape.
pub(super) fn words<'t>(text: &'t Text<'_>) -> Option<Vec<Word<'t>>> {
    let is_literal = |segment: &&Segment| segment.reference().is_none();
    let is_open = |literal: &str| ["${", "$(", "`", "{{", "<"].iter().any(|part| literal.contains(part));
    if text.segments.iter().filter(is_literal).any(|segment| is_open(text.of(segment))) {
        return None;
    }
    let value = text.as_str();
    let rest = |at: usize| value.get(at..).unwrap_or_default();
    let next = |at: usize| rest(at).chars().next();
    // Where what stands at a place ends, and whether it is a reference.
    let step = |at: usize, character: char| match text.references().find(|reference| reference.range.0 == at) {
        Some(reference) => (reference.range.1, true),
        None => (at + character.len_utf8(), false),
    };
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(first) = next(at) {
        if is_blank(first) {
            at += 1;
            continue;
        }
        let (start, quote) = (at, Some(first).filter(|first| is_quote(*first)));
        at += quote.map_or(0, char::len_utf8);
        let (from, mut is_known) = (at, true);
        while let Some(character) = next(at).filter(|&next| quote.map_or(!is_blank(next), |quote| next != quote)) {
            let (end, is_reference) = step(at, character);
            at = end;
            is_known &= !is_reference;
        }
        let content = value.get(from..at).unwrap_or_default();
        let is_closed = quote.is_none() || next(at).is_some();
        at += quote.filter(|_| is_closed).map_or(0, char::len_utf8);
        words.push(Word { start, end: at, content, quote, is_closed, is_known });
    }
    Some(words)
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\'')
}

impl<'t> Word<'t> {
    /// The name of the flag that it is, and what stands behind its `=`; `None` if the go command takes it for no flag.
    pub(super) fn flag(&self) -> Option<(&'t str, Option<&'t str>)> {
        let name = self.content.strip_prefix('-')?;
        let name = name.strip_prefix('-').unwrap_or(name);
        let (name, value) = name.split_once('=').map_or((name, None), |(name, value)| (name, Some(value)));
        (!name.is_empty() && !name.starts_with('-')).then_some((name, value))
    }

    /// The quote right behind its `=`, and where it stands, if it stands there alone: a shell would look for the other one in
    /// the words that follow.
    pub(super) fn inner_quote(&self) -> Option<(char, usize)> {
        let value = self.flag().and_then(|(_, value)| value).filter(|_| self.quote.is_none())?;
        let quote = value.chars().next().filter(|first| is_quote(*first))?;
        (value.matches(quote).count() == 1).then_some((quote, self.end - value.len()))
    }
}
