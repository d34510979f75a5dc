//! Converts between positions of the protocol and offsets in texts.

use envlint_core::document::Document;
use envlint_core::text::{Edit, LineColumn, LineIndex, PositionEncoding, Span};
use gen_lsp_types::{Position, PositionEncodingKind, Range, TextEdit};

/// The best encoding of positions that a client offers: UTF-8 costs nothing, and UTF-16 is what a client has that offers none.
pub(crate) fn choose_encoding(offered: &[PositionEncodingKind]) -> PositionEncoding {
    if offered.contains(&PositionEncodingKind::UTF8) {
        PositionEncoding::Utf8
    } else if offered.contains(&PositionEncodingKind::UTF32) && !offered.contains(&PositionEncodingKind::UTF16) {
        PositionEncoding::Utf32
    } else {
        PositionEncoding::Utf16
    }
}

/// The name of `encoding` in the protocol.
pub(crate) fn encoding_name(encoding: PositionEncoding) -> PositionEncodingKind {
    match encoding {
        PositionEncoding::Utf8 => PositionEncodingKind::UTF8,
        PositionEncoding::Utf16 => PositionEncodingKind::UTF16,
        PositionEncoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

/// The span of `range` in `text`. A range outside of the text becomes the nearest one inside.
pub(crate) fn span_in(text: &str, lines: &LineIndex, range: Range, encoding: PositionEncoding) -> Span {
    let offset = |at: Position| lines.offset(text, line_column(at), encoding);
    let (start, end) = (offset(range.start), offset(range.end));
    Span::new(start.min(end), start.max(end))
}

/// The offset of `position` in `document`.
pub(crate) fn offset_in(document: &Document, position: Position, encoding: PositionEncoding) -> u32 {
    document.offset(line_column(position), encoding)
}

/// The range of `span` in `document`.
pub(crate) fn range_in(document: &Document, span: Span, encoding: PositionEncoding) -> Range {
    let position = |offset| {
        let at = document.position_in(offset, encoding);
        Position { line: at.line - 1, character: at.column - 1 }
    };
    Range { start: position(span.start), end: position(span.end) }
}

/// `edits` of `document` in the form of the protocol.
pub(crate) fn text_edits(document: &Document, edits: &[Edit], encoding: PositionEncoding) -> Vec<TextEdit> {
    let edit =
        |edit: &Edit| TextEdit { range: range_in(document, edit.span, encoding), new_text: edit.replacement.clone() };
    edits.iter().map(edit).collect()
}

fn line_column(position: Position) -> LineColumn {
    LineColumn { line: position.line.saturating_add(1), column: position.character.saturating_add(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_one_that_the_client_offers() {
        use PositionEncodingKind::{UTF8, UTF16, UTF32};
        for (offered, chosen) in [
            (vec![], PositionEncoding::Utf16),
            (vec![UTF16], PositionEncoding::Utf16),
            (vec![UTF32], PositionEncoding::Utf32),
            (vec![UTF32, UTF16], PositionEncoding::Utf16),
            (vec![UTF16, UTF8, UTF32], PositionEncoding::Utf8),
            (vec![PositionEncodingKind::from("utf-7")], PositionEncoding::Utf16),
        ] {
            assert_eq!(choose_encoding(&offered), chosen, "{offered:?}");
        }
    }
}
