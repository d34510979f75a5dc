//! Characters that are invisible, or that change the display order of the characters around them.

/// One such character, or a range of them with a common name.
#[derive(Debug, PartialEq, Eq)]
pub struct HiddenCharacter {
    first: char,
    last: char,
    /// The name in the Unicode standard; "control character" for control characters, which have no name.
    pub name: &'static str,
    /// The effect on the text around it.
    pub effect: HiddenEffect,
}

/// The effect of a hidden character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiddenEffect {
    /// It controls a terminal.
    Control,
    /// It has no visible effect.
    Invisible,
    /// It ends a line for some programs.
    EndsLine,
    /// It changes the display order of everything up to its counterpart.
    ChangesDirection(BidiControl),
    /// It acts as an invisible letter with a direction, where texts of both directions meet.
    Direction,
    /// It joins or separates its neighbors.
    Joins,
    /// It selects a variant of the character before it.
    Variation,
    /// It is an invisible letter, part of flag emoji.
    Tag,
    /// It is a space character other than the ordinary one.
    Blank,
}

/// The way in which a character changes the display order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BidiControl {
    /// It begins an embedding or an override.
    Embeds,
    /// It ends the last embedding or override.
    EndsEmbedding,
    /// It begins an isolate.
    Isolates,
    /// It ends the last isolate.
    EndsIsolate,
}

const fn one(character: char, name: &'static str, effect: HiddenEffect) -> HiddenCharacter {
    HiddenCharacter { first: character, last: character, name, effect }
}

const fn row(first: char, last: char, name: &'static str, effect: HiddenEffect) -> HiddenCharacter {
    HiddenCharacter { first, last, name, effect }
}

use HiddenEffect::{Blank, ChangesDirection, Control, Direction, EndsLine, Invisible, Joins, Tag, Variation};

/// Source: the Unicode Character Database 17.0: general categories Cc, Cf, Zl, Zp and Zs, and
/// `Default_Ignorable_Code_Point`, except characters that only one script or notation uses. Tab, line feed and
/// carriage return are excluded. Sorted.
const HIDDEN: &[HiddenCharacter] = &[
    row('\0', '\u{8}', "control character", Control),
    row('\u{b}', '\u{c}', "control character", Control),
    row('\u{e}', '\u{1f}', "control character", Control),
    row('\u{7f}', '\u{9f}', "control character", Control),
    one('\u{a0}', "NO-BREAK SPACE", Blank),
    one('\u{ad}', "SOFT HYPHEN", Invisible),
    one('\u{34f}', "COMBINING GRAPHEME JOINER", Joins),
    one('\u{61c}', "ARABIC LETTER MARK", Direction),
    one('\u{115f}', "HANGUL CHOSEONG FILLER", Blank),
    one('\u{1160}', "HANGUL JUNGSEONG FILLER", Blank),
    one('\u{180e}', "MONGOLIAN VOWEL SEPARATOR", Joins),
    one('\u{2000}', "EN QUAD", Blank),
    one('\u{2001}', "EM QUAD", Blank),
    one('\u{2002}', "EN SPACE", Blank),
    one('\u{2003}', "EM SPACE", Blank),
    one('\u{2004}', "THREE-PER-EM SPACE", Blank),
    one('\u{2005}', "FOUR-PER-EM SPACE", Blank),
    one('\u{2006}', "SIX-PER-EM SPACE", Blank),
    one('\u{2007}', "FIGURE SPACE", Blank),
    one('\u{2008}', "PUNCTUATION SPACE", Blank),
    one('\u{2009}', "THIN SPACE", Blank),
    one('\u{200a}', "HAIR SPACE", Blank),
    one('\u{200b}', "ZERO WIDTH SPACE", Invisible),
    one('\u{200c}', "ZERO WIDTH NON-JOINER", Joins),
    one('\u{200d}', "ZERO WIDTH JOINER", Joins),
    one('\u{200e}', "LEFT-TO-RIGHT MARK", Direction),
    one('\u{200f}', "RIGHT-TO-LEFT MARK", Direction),
    one('\u{2028}', "LINE SEPARATOR", EndsLine),
    one('\u{2029}', "PARAGRAPH SEPARATOR", EndsLine),
    one('\u{202a}', "LEFT-TO-RIGHT EMBEDDING", ChangesDirection(BidiControl::Embeds)),
    one('\u{202b}', "RIGHT-TO-LEFT EMBEDDING", ChangesDirection(BidiControl::Embeds)),
    one('\u{202c}', "POP DIRECTIONAL FORMATTING", ChangesDirection(BidiControl::EndsEmbedding)),
    one('\u{202d}', "LEFT-TO-RIGHT OVERRIDE", ChangesDirection(BidiControl::Embeds)),
    one('\u{202e}', "RIGHT-TO-LEFT OVERRIDE", ChangesDirection(BidiControl::Embeds)),
    one('\u{202f}', "NARROW NO-BREAK SPACE", Blank),
    one('\u{205f}', "MEDIUM MATHEMATICAL SPACE", Blank),
    one('\u{2060}', "WORD JOINER", Invisible),
    one('\u{2061}', "FUNCTION APPLICATION", Invisible),
    one('\u{2062}', "INVISIBLE TIMES", Invisible),
    one('\u{2063}', "INVISIBLE SEPARATOR", Invisible),
    one('\u{2064}', "INVISIBLE PLUS", Invisible),
    one('\u{2066}', "LEFT-TO-RIGHT ISOLATE", ChangesDirection(BidiControl::Isolates)),
    one('\u{2067}', "RIGHT-TO-LEFT ISOLATE", ChangesDirection(BidiControl::Isolates)),
    one('\u{2068}', "FIRST STRONG ISOLATE", ChangesDirection(BidiControl::Isolates)),
    one('\u{2069}', "POP DIRECTIONAL ISOLATE", ChangesDirection(BidiControl::EndsIsolate)),
    one('\u{206a}', "INHIBIT SYMMETRIC SWAPPING", Invisible),
    one('\u{206b}', "ACTIVATE SYMMETRIC SWAPPING", Invisible),
    one('\u{206c}', "INHIBIT ARABIC FORM SHAPING", Invisible),
    one('\u{206d}', "ACTIVATE ARABIC FORM SHAPING", Invisible),
    one('\u{206e}', "NATIONAL DIGIT SHAPES", Invisible),
    one('\u{206f}', "NOMINAL DIGIT SHAPES", Invisible),
    one('\u{3000}', "IDEOGRAPHIC SPACE", Blank),
    one('\u{3164}', "HANGUL FILLER", Blank),
    row('\u{fe00}', '\u{fe0f}', "VARIATION SELECTOR", Variation),
    one('\u{feff}', "ZERO WIDTH NO-BREAK SPACE", Invisible),
    one('\u{ffa0}', "HALFWIDTH HANGUL FILLER", Blank),
    one('\u{fff9}', "INTERLINEAR ANNOTATION ANCHOR", Invisible),
    one('\u{fffa}', "INTERLINEAR ANNOTATION SEPARATOR", Invisible),
    one('\u{fffb}', "INTERLINEAR ANNOTATION TERMINATOR", Invisible),
    row('\u{e0000}', '\u{e007f}', "TAG", Tag),
    row('\u{e0100}', '\u{e01ef}', "VARIATION SELECTOR", Variation),
];

/// The table entry of `character`, if it is hidden. Tab, line feed, carriage return and the ordinary space are not
/// hidden.
#[must_use]
pub fn hidden_character(character: char) -> Option<&'static HiddenCharacter> {
    if matches!(character, ' '..='\u{7e}') {
        return None;
    }
    let index = HIDDEN.partition_point(|row| row.last < character);
    HIDDEN.get(index).filter(|row| row.first <= character)
}

/// Returns `true` if `text` may contain a hidden character, which is not the case for ASCII without control
/// characters.
#[must_use]
pub fn may_hide(text: &str) -> bool {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'\x7e' | b'\t' | b'\n' | b'\r');
    // The processor can test many bytes of a chunk at once.
    text.as_bytes().chunks(256).any(|piece| !piece.iter().fold(true, |plain, &byte| plain & is_plain(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(HIDDEN.is_sorted_by(|a, b| a.last < b.first) && HIDDEN.iter().all(|row| row.first <= row.last));
    }

    #[test]
    fn distinguishes_hidden_characters_from_others() {
        let name = |character| hidden_character(character).map(|hidden| hidden.name);
        assert_eq!(name('\u{200b}'), Some("ZERO WIDTH SPACE"));
        assert_eq!(name('\u{e0041}'), Some("TAG"));
        assert_eq!(name('\u{1b}'), Some("control character"));
        for shown in ['\t', '\n', '\r', ' ', '~', 'é', '\u{2010}', '\u{fe10}', '🙂', char::MAX] {
            assert_eq!(name(shown), None, "{shown:?}");
            assert!(shown > '~' || !may_hide(&shown.to_string()));
        }
        assert!(may_hide(&format!("{}\u{7f}", "x".repeat(1000))) && may_hide("é"));
    }
}
