//! Invisible characters that change what a key, a value or a comment means.

use std::cell::{LazyCell, OnceCell};
use std::collections::BTreeSet;

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
        let members = || document.settings_objects().flat_map(Value::members);
        let settings = LazyCell::new(|| members().map(|member| member.key.span().start).collect::<BTreeSet<u32>>());
        found.extend(
            strings.filter_map(|value| in_string(value, has_blank(value) && is_name(value, analysis, &settings))),
        );
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
/// so that any space other than the ordinary one is a mistake. `settings` are the offsets of the keys of settings.
fn is_name(value: Value<'_>, analysis: &FileAnalysis<'_>, settings: &BTreeSet<u32>) -> bool {
    let span = value.span();
    let of_site =
        analysis.site_of_key(span).is_some() || analysis.site_of_value(span).is_some_and(|site| site.list().is_some());
    of_site || (value.is_key() && settings.contains(&span.start))
}

fn in_string(value: Value<'_>, is_name: bool) -> Option<HiddenOccurrence> {
    let (inner, start) = (value.inner(), value.span().start + 1);
    let traits = TextTraits::new(inner, is_name);
    let found: Vec<(usize, char)> =
        inner.char_indices().filter(|&(at, _)| is_out_of_place(inner, at, &traits)).collect();
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

/// What is true of a whole text, found out at most once for all of its characters.
struct TextTraits<'t> {
    text: &'t str,
    /// The text is read letter by letter.
    is_name: bool,
    is_plain: OnceCell<bool>,
    has_right_to_left: OnceCell<bool>,
    has_unclosed_bidi: OnceCell<bool>,
    has_flag: OnceCell<bool>,
}

impl<'t> TextTraits<'t> {
    fn new(text: &'t str, is_name: bool) -> Self {
        let [is_plain, has_right_to_left, has_unclosed_bidi, has_flag] = [const { OnceCell::new() }; 4];
        Self { text, is_name, is_plain, has_right_to_left, has_unclosed_bidi, has_flag }
    }

    /// Returns `true` if all visible characters are of ASCII.
    fn is_plain(&self) -> bool {
        let is_plain = |character: char| character.is_ascii() || hidden_character(character).is_some();
        *self.is_plain.get_or_init(|| self.text.chars().all(is_plain))
    }

    fn has_right_to_left(&self) -> bool {
        *self.has_right_to_left.get_or_init(|| has_right_to_left(self.text))
    }

    fn has_unclosed_bidi(&self) -> bool {
        *self.has_unclosed_bidi.get_or_init(|| has_unclosed_bidi(self.text))
    }

    /// Returns `true` if the text contains the flag with which the flags of regions begin.
    fn has_flag(&self) -> bool {
        *self.has_flag.get_or_init(|| self.text.contains('\u{1f3f4}'))
    }
}

/// Returns `true` if the character at `at` of `text` is hidden and does not belong there.
fn is_out_of_place(text: &str, at: usize, traits: &TextTraits<'_>) -> bool {
    let (before, rest) = text.split_at_checked(at).unwrap_or_default();
    let Some(HiddenCharacter { effect, .. }) = rest.chars().next().and_then(hidden_character) else { return false };
    let before = before.chars().next_back();
    let is_after_ascii = || before.is_none_or(|before| before.is_ascii());
    match effect {
        HiddenEffect::Control => true,
        // Scripts without spaces between words use some of these.
        HiddenEffect::Invisible | HiddenEffect::EndsLine => traits.is_plain(),
        HiddenEffect::ChangesDirection(_) => !traits.has_right_to_left() || traits.has_unclosed_bidi(),
        HiddenEffect::Direction => !traits.has_right_to_left(),
        HiddenEffect::Joins => is_after_ascii(),
        // `1`, a variation selector and a keycap form an emoji.
        HiddenEffect::Variation => is_after_ascii() && !before.is_some_and(|before| "0123456789#*".contains(before)),
        HiddenEffect::Tag => !traits.has_flag(),
        HiddenEffect::Blank => traits.is_name,
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
