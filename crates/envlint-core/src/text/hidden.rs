//! Characters that cannot be seen, or that turn the order of those around them.

/// One such character, or a row of them that share a name.
#[derive(Debug, PartialEq, Eq)]
pub struct HiddenCharacter {
    first: char,
    last: char,
    /// Its name in the Unicode standard; of a control character, which has none, what it is.
    pub name: &'static str,
    /// What it does.
    pub effect: HiddenEffect,
}

/// What a hidden character does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiddenEffect {
    /// It steers a terminal.
    Control,
    /// Nothing that one could see.
    Invisible,
    /// It ends a line for some readers.
    EndsLine,
    /// It turns the order of all that follows up to its counterpart.
    Turns(Turn),
    /// It stands for a letter of one direction, where texts of both meet.
    Direction,
    /// It joins or parts its neighbours.
    Joins,
    /// It chooses among the looks of the character before it.
    Variation,
    /// A letter that cannot be seen, of which flags are made.
    Tag,
    /// A blank other than the ordinary one.
    Blank,
}

/// How a character turns the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Begins an embedding or an override.
    Embeds,
    /// Ends the last of these.
    EndsEmbedding,
    /// Begins an isolate.
    Isolates,
    /// Ends the last of these.
    EndsIsolate,
}

const fn one(character: char, name: &'static str, effect: HiddenEffect) -> HiddenCharacter {
    HiddenCharacter { first: character, last: character, name, effect }
}

const fn row(first: char, last: char, name: &'static str, effect: HiddenEffect) -> HiddenCharacter {
    HiddenCharacter { first, last, name, effect }
}

use HiddenEffect::{Blank, Control, Direction, EndsLine, Invisible, Joins, Tag, Turns, Variation};

/// Source: the Unicode Character Database 17.0: general categories Cc, Cf, Zl, Zp and Zs, and `Default_Ignorable_Code_Point`, but for
/// those that only one script or notation uses. Tab, line feed and carriage return are no part of it. Sorted.
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
    one('\u{202a}', "LEFT-TO-RIGHT EMBEDDING", Turns(Turn::Embeds)),
    one('\u{202b}', "RIGHT-TO-LEFT EMBEDDING", Turns(Turn::Embeds)),
    one('\u{202c}', "POP DIRECTIONAL FORMATTING", Turns(Turn::EndsEmbedding)),
    one('\u{202d}', "LEFT-TO-RIGHT OVERRIDE", Turns(Turn::Embeds)),
    one('\u{202e}', "RIGHT-TO-LEFT OVERRIDE", Turns(Turn::Embeds)),
    one('\u{202f}', "NARROW NO-BREAK SPACE", Blank),
    one('\u{205f}', "MEDIUM MATHEMATICAL SPACE", Blank),
    one('\u{2060}', "WORD JOINER", Invisible),
    one('\u{2061}', "FUNCTION APPLICATION", Invisible),
    one('\u{2062}', "INVISIBLE TIMES", Invisible),
    one('\u{2063}', "INVISIBLE SEPARATOR", Invisible),
    one('\u{2064}', "INVISIBLE PLUS", Invisible),
    one('\u{2066}', "LEFT-TO-RIGHT ISOLATE", Turns(Turn::Isolates)),
    one('\u{2067}', "RIGHT-TO-LEFT ISOLATE", Turns(Turn::Isolates)),
    one('\u{2068}', "FIRST STRONG ISOLATE", Turns(Turn::Isolates)),
    one('\u{2069}', "POP DIRECTIONAL ISOLATE", Turns(Turn::EndsIsolate)),
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

/// What is known of `character`, if it is hidden. Tab, line feed, carriage return and the ordinary blank are not.
#[must_use]
pub fn hidden_character(character: char) -> Option<&'static HiddenCharacter> {
    if matches!(character, ' '..='\u{7e}') {
        return None;
    }
    let index = HIDDEN.partition_point(|row| row.last < character);
    HIDDEN.get(index).filter(|row| row.first <= character)
}

/// Whether `text` may hold a hidden character: which is no if it is ASCII without control characters.
#[must_use]
pub fn may_hide(text: &str) -> bool {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'\x7e' | b'\t' | b'\n' | b'\r');
    // In pieces, of which the processor takes many bytes at once.
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
    fn hidden_characters_are_told_from_others() {
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
