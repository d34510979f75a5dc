//! The texts that are open in the editor.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use envlint_core::text::{LineIndex, PositionEncoding};
use gen_lsp_types::{TextDocumentContentChangeEvent, Uri};

use crate::positions::span_in;

/// One of the texts that are open in the editor.
#[derive(Debug)]
pub(crate) struct Buffer {
    /// The URI as the editor writes it.
    pub(crate) uri: Uri,
    /// The version of the text.
    pub(crate) version: i32,
    /// The text.
    pub(crate) text: String,
    /// `true` if the project has not seen the text yet.
    pub(crate) is_new: bool,
}

/// All open texts, by path.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    /// The texts.
    pub(crate) by_path: BTreeMap<PathBuf, Buffer>,
}

impl Buffers {
    /// The URI of the file at `path`, as the editor writes it if the file is open.
    pub(crate) fn uri(&self, path: &Path) -> Uri {
        self.by_path.get(path).map_or_else(|| crate::uri::uri_of(path), |buffer| buffer.uri.clone())
    }
}

impl Buffer {
    /// Applies `changes` one after the other. Each one refers to the text after those before it.
    pub(crate) fn apply(&mut self, changes: Vec<TextDocumentContentChangeEvent>, encoding: PositionEncoding) {
        for change in changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let span = span_in(&self.text, &LineIndex::new(&self.text), part.range, encoding);
                    self.text.replace_range(span.range(), &part.text);
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    self.text = whole.text;
                }
            }
        }
        self.is_new = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(text: &str, changes: serde_json::Value, encoding: PositionEncoding) -> String {
        let mut buffer = Buffer { uri: Uri::from("file:///x"), version: 1, text: text.to_owned(), is_new: false };
        buffer.apply(serde_json::from_value(changes).unwrap(), encoding);
        buffer.text
    }

    fn part(start: (u32, u32), end: (u32, u32), text: &str) -> serde_json::Value {
        let position = |(line, character)| serde_json::json!({ "line": line, "character": character });
        serde_json::json!({ "range": { "start": position(start), "end": position(end) }, "text": text })
    }

    #[test]
    fn columns_count_in_the_encoding_of_the_client() {
        for (encoding, column) in
            [(PositionEncoding::Utf8, 6), (PositionEncoding::Utf16, 3), (PositionEncoding::Utf32, 2)]
        {
            let change = part((1, column), (1, column + 1), "b");
            assert_eq!(changed("x\r\né😀a", serde_json::json!([change]), encoding), "x\r\né😀b", "{encoding:?}");
        }
    }

    #[test]
    fn each_change_refers_to_the_text_after_the_one_before_it() {
        let changes = serde_json::json!([part((0, 0), (0, 0), "a\n"), part((1, 0), (1, 1), ""), { "text": "all" }, part((0, 3), (0, 3), "!")]);
        assert_eq!(changed("xy", changes, PositionEncoding::Utf16), "all!");
    }

    #[test]
    fn a_range_outside_of_the_text_or_in_the_wrong_order_is_bent_into_it() {
        let changes = serde_json::json!([part((9, 9), (8, 0), "c"), part((0, 2), (0, 1), "B")]);
        assert_eq!(changed("ab", changes, PositionEncoding::Utf16), "aBc");
        let inside = serde_json::json!([part((0, 1), (0, 1), "x")]);
        assert_eq!(changed("😀", inside, PositionEncoding::Utf16), "x😀", "a position inside a character");
    }
}
