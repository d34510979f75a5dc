//! Text from linted files, made safe to show: nothing in it can steer a terminal, turn the reading order or hide.

use std::borrow::Cow;
use std::ops::Range;

use envlint_core::secrets::mask;
use envlint_core::text::{all_bytes, substitute};
pub(crate) use envlint_core::text::{is_hazard, printable};

/// Where `line` holds the number sign that makes a command of a CI runner: the second one of `##[…`, `##vso[…`,
/// `##teamcity[…` and their like, as a byte offset. What is not ASCII, and control characters, may lie between the signs.
pub(crate) fn runner_command(line: &[u8]) -> Option<usize> {
    // Most lines have no number sign.
    if !line.contains(&b'#') {
        return None;
    }
    let mut after_number_sign = false;
    for (at, &byte) in line.iter().enumerate() {
        let is_invisible = !(byte.is_ascii_graphic() || matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        if byte == b'#' {
            let rest = line.get(at + 1..).unwrap_or_default();
            let name_end = rest
                .iter()
                .position(|&next| next.is_ascii_punctuation() || next.is_ascii_digit() || next.is_ascii_whitespace());
            if after_number_sign && name_end.and_then(|end| rest.get(end)) == Some(&b'[') {
                return Some(at);
            }
            after_number_sign = true;
        } else {
            after_number_sign &= is_invisible;
        }
    }
    None
}

/// `text` for windows on the source, where byte offsets into `text` must stay valid: each replacement has the byte
/// length of what it replaces. Hazards are replaced, except tabs and line ends (LF and CR LF, not a lone CR), and so
/// is everything that a range of `masked` touches (in bytes, in any order, may overlap), except line ends.
pub(crate) fn same_width_mask<'t>(text: &'t str, masked: &[Range<usize>]) -> Cow<'t, str> {
    match mask(text, masked) {
        Cow::Borrowed(text) => without_hazards(text),
        Cow::Owned(text) => Cow::Owned(without_hazards(&text).into_owned()),
    }
}

fn without_hazards(text: &str) -> Cow<'_, str> {
    // Most text needs no closer look.
    if all_bytes(text, |byte| matches!(byte, b' '..=b'~' | b'\t' | b'\n') && byte != b'#') {
        return Cow::Borrowed(text);
    }
    let mut commands = runner_commands(text).peekable();
    substitute(text, |at, c| {
        let in_command = commands.next_if_eq(&at).is_some();
        let line_end = c == '\n' || c == '\r' && text.as_bytes().get(at + 1) == Some(&b'\n');
        if line_end || !(in_command || is_hazard(c) && c != '\t') {
            return None;
        }
        let replacements = ["?", "·", "\u{fffd}", "????"];
        replacements.into_iter().find(|replacement| replacement.len() == c.len_utf8()).map(Cow::Borrowed)
    })
}

/// All offsets in `text` that [`runner_command`] finds, in order.
fn runner_commands(text: &str) -> impl Iterator<Item = usize> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let found = from + runner_command(text.as_bytes().get(from..)?)?;
        from = found + 1;
        Some(found)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::slice::from_ref;

    const NASTY: [&str; 9] = [
        "",
        "a\x1b[31mred\x1b[0m\x07",
        "one\r\ntwo\rthree\n\tfour\r",
        "\u{feff}{ \"PATH\": \"\u{202e}nib/\u{2066}\" }\u{2028}\u{2029}",
        "\u{9b}2J\u{85}\u{61c}ß\u{7f}\0",
        "\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2060}",
        "tag \u{e0041}\u{e0000}\u{e007f} 😀\u{1f469}\u{200d}\u{1f4bb}",
        "\r\r\n\n\r",
        "ok äöü €uro 日本語",
    ];

    /// Every hazard, from a second list.
    fn hazards() -> Vec<char> {
        let ranges = [
            (0, 0x1f),
            (0x7f, 0x9f),
            (0xad, 0xad),
            (0x34f, 0x34f),
            (0x61c, 0x61c),
            (0x180e, 0x180e),
            (0x200b, 0x200f),
            (0x2028, 0x2029),
            (0x202a, 0x202e),
            (0x2060, 0x2064),
            (0x2066, 0x206f),
            (0xfeff, 0xfeff),
            (0xfff9, 0xfffb),
            (0xe0000, 0xe007f),
        ];
        ranges.into_iter().flat_map(|(first, last)| first..=last).filter_map(char::from_u32).collect()
    }

    #[test]
    fn hazards_are_exactly_those_listed() {
        let found: Vec<char> = ('\0'..=char::MAX).filter(|&c| is_hazard(c)).collect();
        assert_eq!(found, hazards());
    }

    #[test]
    fn printable_shows_each_hazard_as_an_escape() {
        assert_eq!(printable("a\tb\r\nc"), "a\\tb\\r\\nc");
        assert_eq!(printable("\x1b[31m\u{202e}x\u{9b}"), "\\u{1b}[31m\\u{202e}x\\u{9b}");
        assert_eq!(printable("\0\u{e0041}"), "\\u{0}\\u{e0041}");
        for text in NASTY {
            assert!(!printable(text).contains(is_hazard), "{text:?}");
        }
        let all: String = hazards().into_iter().collect();
        assert!(!printable(&all).contains(is_hazard));
    }

    #[test]
    fn harmless_text_is_borrowed() {
        for text in ["", "C:\\bin;${env:Path}", "ok äöü €uro 日本語 😀"] {
            assert!(matches!(printable(text), Cow::Borrowed(same) if same == text));
            assert!(matches!(same_width_mask(text, &[]), Cow::Borrowed(same) if same == text));
        }
        assert!(matches!(same_width_mask("\ta\r\nb\n", &[]), Cow::Borrowed(_)));
        assert!(matches!(same_width_mask("a\r\nb\n", &[1..3, 4..9]), Cow::Borrowed(_)));
    }

    #[test]
    fn mask_replaces_hazards_by_as_many_bytes() {
        assert_eq!(same_width_mask("a\x1b\u{9b}\u{202e}\u{e0041}z", &[]), "a?·\u{fffd}????z");
        assert_eq!(same_width_mask("\u{feff}{}", &[]), "\u{fffd}{}");
        assert_eq!(same_width_mask("\tone\r\ntwo\rthree\n\r", &[]), "\tone\r\ntwo?three\n?");
        assert_eq!(same_width_mask("\r\r\n", &[]), "?\r\n");
    }

    #[test]
    fn mask_leaves_no_command_of_a_runner() {
        assert_eq!(same_width_mask("a ##[b] ##vso[c] ## d #[e]", &[]), "a #?[b] #?vso[c] ## d #[e]");
        assert_eq!(same_width_mask("##[secret]", from_ref(&(3..9))), "#?[******]");
    }

    #[test]
    fn mask_hides_what_the_ranges_touch() {
        assert_eq!(same_width_mask("key: sécr€t😀!", from_ref(&(5..16))), "key: *·**•*****!");
        assert_eq!(same_width_mask("a\tb\u{202e}\r\nc\rd", from_ref(&(0..99))), "***•\r\n***");
        assert_eq!(same_width_mask("abcdef", &[4..5, 0..2, 1..2]), "**cd*f");
        assert_eq!(same_width_mask("abcdef", &[0..5, 1..2]), "*****f");
    }

    #[test]
    fn mask_takes_odd_ranges() {
        assert_eq!(same_width_mask("a€b", from_ref(&(2..3))), "a•b");
        assert_eq!(same_width_mask("a€b", from_ref(&(0..2))), "*•b");
        let nothing = [1..1, 2..2, Range { start: 3, end: 1 }, 50..60];
        assert!(matches!(same_width_mask("a€b", &nothing), Cow::Borrowed("a€b")));
    }

    #[test]
    fn mask_keeps_length_offsets_and_line_ends() {
        let all: String = hazards().into_iter().collect();
        for text in NASTY.into_iter().chain([all.as_str()]) {
            for start in 0..=text.len().min(40) {
                for end in start..=text.len().min(40) {
                    let shown = same_width_mask(text, from_ref(&(start..end)));
                    assert_eq!(shown.len(), text.len());
                    assert!(text.char_indices().all(|(at, _)| shown.is_char_boundary(at)), "{text:?}");
                    assert_eq!(shown.match_indices('\n').count(), text.match_indices('\n').count());
                    assert_eq!(shown.lines().count(), text.lines().count());
                    let left = shown.replace("\r\n", "").replace(['\n', '\t'], "");
                    assert!(!left.contains(is_hazard), "{left:?}");
                }
            }
        }
    }
}
