//! Invisible characters that change what a key, a value or a comment means.

use envlint_core::env::FileAnalysis;
use envlint_core::jsonc::{Comment, Value, comments};
use envlint_core::text::{HiddenCharacter, HiddenEffect, Span, hidden_character, may_hide};

use super::bidi::has_unclosed_bidi;

/// A hidden character in a file.
#[derive(Debug)]
pub(super) struct HiddenOccurrence {
    /// The span of the first hidden character.
    pub(super) span: Span,
    /// The first hidden character itself.
    pub(super) character: char,
    /// The kind of text that contains it.
    pub(super) place: HiddenPlace,
    /// The spans of all hidden characters in the same string or comment.
    pub(super) all: Vec<Span>,
}

/// The text that contains a hidden character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HiddenPlace {
    /// A key, at this span.
    Key(Span),
    /// A string that is not a key, at this span.
    Value(Span),
    /// A `//` comment that ends earlier for VS Code than for other programs, so that the text after it takes
    /// effect. The span is the comment as other programs see it.
    EndedComment(Span),
    /// A comment, at this span, that changes the display order and does not restore it.
    ReorderedComment(Span),
}

/// The hidden text in `analysis`, except characters that belong to the spelling of a script or to an emoji.
pub(super) fn hidden_text(analysis: &FileAnalysis<'_>) -> Vec<HiddenOccurrence> {
    let document = analysis.document;
    let text = document.text();
    let may_hide = may_hide(text);
    let mut found = Vec::new();
    if may_hide {
        let strings =
            document.strings().filter(|value| !value.inner().is_ascii() || value.inner().contains(is_control));
        found.extend(strings.filter_map(|value| in_string(value, has_blank(value) && is_name(value, analysis))));
    }
    if document.root().is_some() && (may_hide || has_lone_return(text)) {
        let all = comments(text, Span::new(0, text.len() as u32));
        found.extend(all.into_iter().filter_map(|comment| in_comment(text, comment)));
    }
    found
}

fn is_control(character: char) -> bool {
    hidden_character(character).is_some_and(|hidden| hidden.effect == HiddenEffect::Control)
}

fn has_blank(value: Value<'_>) -> bool {
    let is_blank = |character| hidden_character(character).is_some_and(|hidden| hidden.effect == HiddenEffect::Blank);
    value.inner().contains(is_blank)
}

/// Returns `true` if `value` is read letter by letter, like the name of a variable or setting or a list of folders,
/// so that any space other than the ordinary one is a mistake.
fn is_name(value: Value<'_>, analysis: &FileAnalysis<'_>) -> bool {
    let span = value.span();
    let of_site = analysis
        .sites
        .iter()
        .any(|site| site.key_span() == span || (site.value_span() == span && site.list().is_some()));
    let is_setting = || {
        let mut keys = analysis.document.settings_object().into_iter().flat_map(Value::members);
        keys.any(|member| member.key.span() == span)
    };
    of_site || (value.is_key() && is_setting())
}

fn in_string(value: Value<'_>, is_name: bool) -> Option<HiddenOccurrence> {
    let (inner, start) = (value.inner(), value.span().start + 1);
    let found: Vec<(usize, char)> =
        inner.char_indices().filter(|&(at, _)| is_out_of_place(inner, at, is_name)).collect();
    let &(_, character) = found.first()?;
    // A string with nothing else names these characters on purpose.
    if inner.chars().all(|character| character.is_whitespace() || hidden_character(character).is_some()) {
        return None;
    }
    let place = if value.is_key() { HiddenPlace::Key(value.span()) } else { HiddenPlace::Value(value.span()) };
    let span =
        |&(at, character): &(usize, char)| Span::new(start + at as u32, start + (at + character.len_utf8()) as u32);
    let all: Vec<Span> = found.iter().map(span).collect();
    Some(HiddenOccurrence { span: *all.first()?, character, place, all })
}

/// Returns `true` if the character at `at` of `text` is hidden and does not belong there.
fn is_out_of_place(text: &str, at: usize, is_name: bool) -> bool {
    let (before, rest) = text.split_at_checked(at).unwrap_or_default();
    let Some(HiddenCharacter { effect, .. }) = rest.chars().next().and_then(hidden_character) else { return false };
    let before = before.chars().next_back();
    let is_after_ascii = || before.is_none_or(|before| before.is_ascii());
    match effect {
        HiddenEffect::Control => true,
        // Scripts without spaces between words use some of these.
        HiddenEffect::Invisible | HiddenEffect::EndsLine => {
            text.chars().all(|character| character.is_ascii() || hidden_character(character).is_some())
        }
        HiddenEffect::ChangesDirection(_) => !has_right_to_left(text) || has_unclosed_bidi(text),
        HiddenEffect::Direction => !has_right_to_left(text),
        HiddenEffect::Joins => is_after_ascii(),
        // `1`, a variation selector and a keycap form an emoji.
        HiddenEffect::Variation => is_after_ascii() && !before.is_some_and(|before| "0123456789#*".contains(before)),
        HiddenEffect::Tag => !text.contains('\u{1f3f4}'),
        HiddenEffect::Blank => is_name,
    }
}

/// Returns `true` if `text` contains letters of a right-to-left script.
fn has_right_to_left(text: &str) -> bool {
    text.chars().any(|character| {
        matches!(
            u32::from(character),
            0x590..=0x61b | 0x61d..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff
        )
    })
}

fn has_lone_return(text: &str) -> bool {
    let bytes = text.as_bytes();
    text.match_indices('\r').any(|(at, _)| bytes.get(at + 1).is_some_and(|next| *next != b'\n'))
}

fn in_comment(text: &str, comment: Comment) -> Option<HiddenOccurrence> {
    if comment.is_line { ended(text, comment.span) } else { reordered(text, comment.span) }
}

/// A `//` comment that VS Code ends at U+2028, U+2029 or a lone CR, if the text after it on the line takes effect.
///
/// Source: `scanNext` and `isLineBreak` in json.ts (1.138); recorded as `hidden-u2028`, `hidden-u0085`.
fn ended(text: &str, comment: Span) -> Option<HiddenOccurrence> {
    let counts = |rest: &str| {
        let rest = rest.trim_start();
        !rest.is_empty() && !rest.starts_with("//") && !rest.starts_with("/*")
    };
    let end =
        |from: usize| text.get(from..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| from + length);
    let at = comment.end as usize;
    let character = text.get(at..)?.chars().next()?;
    let behind = at + character.len_utf8();
    let line_end = end(behind);
    let is_other_line = character == '\r' && (text.get(behind..)?.starts_with('\n') || !text.contains('\n'));
    if character == '\n' || is_other_line || !counts(text.get(behind..line_end)?) {
        return None;
    }
    let span = Span::new(at as u32, behind as u32);
    let place = HiddenPlace::EndedComment(Span::new(comment.start, line_end as u32));
    Some(HiddenOccurrence { span, character, place, all: vec![span] })
}

/// A `/* */` comment that changes the display order of the text after it on its line.
fn reordered(text: &str, comment: Span) -> Option<HiddenOccurrence> {
    let last_line = comment.of(text).rsplit('\n').next()?;
    let start = comment.end - last_line.len() as u32;
    let is_turn = |&(_, character): &(usize, char)| {
        hidden_character(character).is_some_and(|hidden| matches!(hidden.effect, HiddenEffect::ChangesDirection(_)))
    };
    let turns: Vec<(usize, char)> = last_line.char_indices().filter(is_turn).collect();
    let &(_, character) = turns.first().filter(|_| has_unclosed_bidi(last_line))?;
    let span =
        |&(at, character): &(usize, char)| Span::new(start + at as u32, start + (at + character.len_utf8()) as u32);
    let all: Vec<Span> = turns.iter().map(span).collect();
    Some(HiddenOccurrence { span: *all.first()?, character, place: HiddenPlace::ReorderedComment(comment), all })
}
