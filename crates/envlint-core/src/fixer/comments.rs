//! Checks that fixes keep the comments.

use rustc_hash::FxHashSet;

use super::proof::changes;
use crate::document::Document;
use crate::finding::{Change, Fix};
use crate::jsonc::{Comment, comments};
use crate::text::{Edit, EditedOffsets, Span, SpanSet};

/// Returns `true` if a comment was lost, added or changed, except those that `fixes` declare. Comments inside edits may move.
pub(super) fn lost_comment(document: &Document, result: &Document, edits: &[Edit], fixes: &[&Fix]) -> bool {
    let of_comment = |change: &Change| if let Change::Comment(span) = change { Some(*span) } else { None };
    let declared: FxHashSet<Span> = changes(fixes).filter_map(of_comment).collect();
    let offsets = EditedOffsets::new(edits);
    let images: SpanSet = declared.iter().map(|span| offsets.after(*span)).collect();
    let edited: SpanSet = edits.iter().map(|edit| edit.span).collect();
    let is_declared = |span: Span| declared.contains(&span);
    let is_edited = |span: Span| is_declared(span) || edited.has_around(span);
    let is_new = |span: Span| images.overlaps(span);
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for (part, image) in parts_around(edits, document, result, &offsets) {
        let before = comments(document.text(), part);
        let after = comments_but(result, &comments(result.text(), image), is_new);
        let mut left = after.iter();
        if !comments_but(document, &before, is_edited).into_iter().all(|comment| left.any(|new| *new == comment)) {
            return true;
        }
        old.extend(comments_but(document, &before, is_declared));
        new.extend(after);
    }
    old.sort_unstable();
    new.sort_unstable();
    old != new
}

/// The parts of `document` in which comments can differ from those of `result`, with the same parts of the latter: around each edit,
/// from the last value that begins before it to the first one behind it that begins in both. The texts between these parts are equal,
/// and are read in the same way.
fn parts_around(
    edits: &[Edit],
    document: &Document,
    result: &Document,
    offsets: &EditedOffsets<'_>,
) -> Vec<(Span, Span)> {
    let length = |document: &Document| document.text().len() as u32;
    let mut spans: Vec<Span> = edits.iter().map(|edit| edit.span).collect();
    spans.sort_unstable();
    let mut parts: Vec<Span> = Vec::new();
    for span in spans {
        let begins_in_both = |start: &u32| result.tree().begins_at(offsets.after(Span::at(*start)).start);
        let start = document.tree().start_before(span.start).unwrap_or_default();
        let end = document.tree().starts_behind(span.end).find(begins_in_both);
        let around = Span::new(start, end.unwrap_or(length(document)));
        match parts.last_mut().filter(|last| around.start < last.end) {
            Some(last) => *last = last.to(around),
            None => parts.push(around),
        }
    }
    let image = |part: Span| {
        let end = if part.end == length(document) { length(result) } else { offsets.after(Span::at(part.end)).start };
        (part, Span::new(offsets.after(Span::at(part.start)).start, end))
    };
    parts.into_iter().map(image).collect()
}

/// The texts of those of `comments` that are not left out.
fn comments_but<'d>(document: &'d Document, comments: &[Comment], is_left_out: impl Fn(Span) -> bool) -> Vec<&'d str> {
    let spans = comments.iter().map(|comment| comment.span);
    spans.filter(|span| !is_left_out(*span)).map(|span| span.of(document.text())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::SourceFile;
    use crate::finding::Applicability;
    use crate::text::apply;

    const TEXT: &str = "{\n  // a\n  \"a\": 1, // b\n  \"b\": 2,\n  /* c */ \"c\": 3, // d\n  \"d\": 4 // e\n}\n";

    /// Whether edits lose a comment, and how many bytes of the text are looked at.
    fn result_of(edits: &[Edit]) -> (bool, u32) {
        let parse = |text: &str| Document::parse(SourceFile::new(".vscode/settings.json", text).unwrap());
        let (document, result) = (parse(TEXT), parse(&apply(TEXT, edits).unwrap()));
        let fix = Fix::new("", Applicability::Safe, edits.to_vec(), Change::Nothing);
        let parts = parts_around(edits, &document, &result, &EditedOffsets::new(edits));
        let read = parts.iter().map(|(before, _)| before.len()).sum();
        (lost_comment(&document, &result, edits, &[&fix]), read)
    }

    fn at(part: &str) -> Span {
        let start = TEXT.find(part).unwrap() as u32;
        Span::new(start, start + part.len() as u32)
    }

    #[test]
    fn comments_are_compared_around_edits() {
        let one = [Edit::replace(at("2"), "5")];
        let both = [Edit::replace(at("1"), "5"), Edit::replace(at("4"), "5")];
        assert_eq!(result_of(&one), (false, at("\"c\"").start - at("\"b\"").start));
        let (lost, read) = result_of(&both);
        assert!(!lost && read < TEXT.len() as u32 / 2, "{read}");
        for edits in [
            vec![Edit::delete(at("// b"))],
            vec![Edit::insert(TEXT.len() as u32, "// new")],
            vec![Edit::insert(0, "// new\n")],
            vec![Edit::insert(at("2").end, " /* new */")],
            vec![Edit::delete(at("// a")), Edit::insert(at("// e").start, "// a")],
            vec![Edit::replace(at("1, // b\n  \"b\": 2"), "1, \"b\": 2")],
            vec![Edit::insert(at("\"a\"").end, " /* "), Edit::insert(at("4").start, " */ ")],
        ] {
            assert!(result_of(&edits).0, "{edits:?}");
        }
    }
}
