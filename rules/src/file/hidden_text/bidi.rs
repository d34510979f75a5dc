//! Text whose display order differs from its logical order.

use envlint_core::text::{BidiControl, HiddenEffect, hidden_character};

/// Returns `true` if `text` changes the display order and does not restore it, so that the text after it on the
/// line is displayed in another order than it is read.
///
/// Source: Unicode Standard Annex #9, rules X1 to X8.
pub(super) fn has_unclosed_bidi(text: &str) -> bool {
    let mut open = Vec::new();
    for character in text.chars() {
        match hidden_character(character).map(|hidden| hidden.effect) {
            Some(HiddenEffect::ChangesDirection(control @ (BidiControl::Embeds | BidiControl::Isolates))) => {
                open.push(control);
            }
            Some(HiddenEffect::ChangesDirection(BidiControl::EndsEmbedding)) => {
                open.pop_if(|control| *control == BidiControl::Embeds);
            }
            // Embeddings inside the isolate end with it.
            Some(HiddenEffect::ChangesDirection(BidiControl::EndsIsolate)) => {
                if let Some(begin) = open.iter().rposition(|control| *control == BidiControl::Isolates) {
                    open.truncate(begin);
                }
            }
            _ => {}
        }
    }
    !open.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_end_with_their_counterparts() {
        for closed in ["", "a\u{202e}b\u{202c}", "\u{2067}a\u{202b}b\u{2069}", "\u{202c}\u{2069}", "\u{200f}a"] {
            assert!(!has_unclosed_bidi(closed), "{closed:?}");
        }
        for open in ["\u{202e}a", "\u{2067}a\u{202c}", "\u{202b}a\u{2069}", "\u{202b}\u{2066}\u{202c}\u{2069}"] {
            assert!(has_unclosed_bidi(open), "{open:?}");
        }
    }
}
