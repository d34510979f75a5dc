//! Text from linted files, made safe to show: nothing in it can control a terminal, change the reading order or hide.

use std::borrow::Cow;

use super::{HiddenEffect, hidden_character};

/// Returns `true` if `c` must not be shown as it is: it controls a terminal, changes the direction of the text after it,
/// ends a line, or is invisible. Tab, CR and LF are included; the caller decides where they are allowed.
#[must_use]
pub fn is_hazard(c: char) -> bool {
    let is_hidden = |effect| match effect {
        HiddenEffect::Control
        | HiddenEffect::Invisible
        | HiddenEffect::EndsLine
        | HiddenEffect::ChangesDirection(_)
        | HiddenEffect::Direction
        | HiddenEffect::Joins
        | HiddenEffect::Tag => true,
        HiddenEffect::Variation | HiddenEffect::Blank => false,
    };
    matches!(c, '\t' | '\n' | '\r') || hidden_character(c).is_some_and(|hidden| is_hidden(hidden.effect))
}

/// `text` for messages and output of one line: each hazard ([`is_hazard`]) becomes an escape such as `\n` or `\u{202e}`.
/// Backslashes are not escaped, so the result is for people to read, and cannot be decoded.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    // Most text needs no closer look.
    if all_bytes(text, |byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    substitute(text, |_, c| match c {
        '\t' => Some(Cow::Borrowed("\\t")),
        '\r' => Some(Cow::Borrowed("\\r")),
        '\n' => Some(Cow::Borrowed("\\n")),
        _ if is_hazard(c) => Some(Cow::Owned(c.escape_unicode().to_string())),
        _ => None,
    })
}

/// Returns `true` if all bytes of `text`, which should be short, are `wanted`. The processor tests many of them at once.
#[must_use]
pub fn all_bytes(text: &str, wanted: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(true, |all, byte| all & wanted(byte))
}

/// `text` with those characters replaced for which `replacement`, which gets their byte offset, returns something.
#[must_use]
pub fn substitute(text: &str, mut replacement: impl FnMut(usize, char) -> Option<Cow<'static, str>>) -> Cow<'_, str> {
    let mut changed: Option<String> = None;
    for (at, c) in text.char_indices() {
        if let Some(replacement) = replacement(at, c) {
            changed.get_or_insert_with(|| text.get(..at).unwrap_or_default().to_owned()).push_str(&replacement);
        } else if let Some(changed) = &mut changed {
            changed.push(c);
        }
    }
    changed.map_or(Cow::Borrowed(text), Cow::Owned)
}
