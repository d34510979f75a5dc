//! Splits a list of flags into words, as the go command does.

use envlint_core::env::{Segment, Text};

/// One word. Offsets are in bytes of the decoded text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Word<'t> {
    /// The offset of its start, including its quote if it has one.
    pub(super) start: usize,
    /// The offset of its end, including its quote if it has one.
    pub(super) end: usize,
    /// The word as the go command reads it, without quotes.
    pub(super) content: &'t str,
    /// The quote with which it begins.
    pub(super) quote: Option<char>,
    /// Is `true` if that quote is closed, or if there is none.
    pub(super) is_closed: bool,
    /// Is `true` if it contains no reference.
    pub(super) is_known: bool,
}

/// The words of `text`; `None` if a part of it may be meant for a shell or a template, which would produce other words.
///
/// Source: Go 1.27, cmd/internal/quoted, `Split`: quotes have a meaning only at the start of a word, and there is no
/// escape.
pub(super) fn words<'t>(text: &'t Text<'_>) -> Option<Vec<Word<'t>>> {
    let is_literal = |segment: &&Segment| segment.reference().is_none();
    let is_open = |literal: &str| ["${", "$(", "`", "{{", "<"].iter().any(|part| literal.contains(part));
    if text.segments.iter().filter(is_literal).any(|segment| is_open(text.of(segment))) {
        return None;
    }
    let value = text.as_str();
    let rest = |at: usize| value.get(at..).unwrap_or_default();
    let next = |at: usize| rest(at).chars().next();
    // The end of the reference or character at an offset, and `true` if it is a reference.
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
    /// The name of the flag and the value after its `=`; `None` if the go command does not read the word as a flag.
    pub(super) fn flag(&self) -> Option<(&'t str, Option<&'t str>)> {
        let name = self.content.strip_prefix('-')?;
        let name = name.strip_prefix('-').unwrap_or(name);
        let (name, value) = name.split_once('=').map_or((name, None), |(name, value)| (name, Some(value)));
        (!name.is_empty() && !name.starts_with('-')).then_some((name, value))
    }

    /// The quote right after its `=` and its offset, if the value contains no second one: a shell would look for the
    /// closing quote in the words that follow.
    pub(super) fn inner_quote(&self) -> Option<(char, usize)> {
        let value = self.flag().and_then(|(_, value)| value).filter(|_| self.quote.is_none())?;
        let quote = value.chars().next().filter(|first| is_quote(*first))?;
        (value.matches(quote).count() == 1).then_some((quote, self.end - value.len()))
    }
}
