//! The tree of text in which only strings were edited.

use super::node::{Escapes, Node};
use super::parse::read;
use super::tree::{Kind, Tree};
use crate::text::{Edit, EditedOffsets, Span};

/// The tree of `text`, which `edits` make of the text of `tree`, if they only change what is between the quotes of strings. Only these
/// strings are read again. `None` if the whole text has to be read: the edits are elsewhere, one of the strings ends elsewhere, or there
/// is something unusual. `tree` must have been read without errors.
///
/// Invariant: it is the tree that [`read`] makes of `text`, and there are no errors. A reader goes from token to token and looks at
/// nothing before the one that it reads. So it reads the same up to an edited string; that string is again one token, which ends at the
/// same quote; and what follows is the same text, read in the same state.
pub(crate) fn tree_of_edited(tree: &Tree, edits: &[Edit], text: &str) -> Option<Tree> {
    if tree.has_invalid_escapes() || tree.has_rare_characters() {
        return None;
    }
    let mut nodes = tree.nodes.clone();
    EditedOffsets::new(edits).move_all(nodes.iter_mut().map(|node| &mut node.span));
    for edit in edits {
        let index = tree.nodes.partition_point(|node| node.span.start < edit.span.start).checked_sub(1)?;
        let is_string = |old: &&Node| old.kind == Kind::String && old.inner().contains(edit.span);
        tree.nodes.get(index).filter(is_string)?;
        let string = nodes.get_mut(index)?;
        string.escapes = escapes_in(string.span.of(text))?;
    }
    Some(Tree::new(nodes, false, false))
}

/// The escapes in `string`, with its quotes; `None` if it is not exactly one ordinary string.
fn escapes_in(string: &str) -> Option<Escapes> {
    let reading = read(string);
    let [node] = reading.tree.nodes.as_slice() else { return None };
    let is_whole = node.kind == Kind::String && node.span == Span::new(0, string.len() as u32);
    let is_unusual = reading.tree.has_invalid_escapes() || reading.tree.has_rare_characters();
    (is_whole && reading.errors.is_empty() && !is_unusual).then_some(node.escapes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::jsonc::Value;
    use crate::jsonc::tests::valid;
    use crate::text::apply;

    #[test]
    fn only_edited_strings_are_read_again() {
        let text = r#"{"a": ["b", 1], "c": "d"}"#;
        let tree = read(text).tree;
        let edited = |edits: &[Edit]| tree_of_edited(&tree, edits, &apply(text, edits).unwrap()).is_some();
        let (b, d) = (text.find('b').unwrap() as u32, text.find('d').unwrap() as u32);
        assert!(edited(&[
            Edit::replace(Span::new(b, b + 1), "longer\\n"),
            Edit::insert(d, "/"),
            Edit::insert(d + 1, "/")
        ]));
        assert!(edited(&[Edit::replace(Span::new(2, 3), "key")]));
        for edit in [
            Edit::replace(Span::new(b - 1, b + 2), "\"e\""),
            Edit::insert(b, "\", \""),
            Edit::insert(b + 1, "\\"),
            Edit::insert(b, "\n"),
            Edit::insert(b, "\\q"),
            Edit::insert(0, " "),
            Edit::replace(Span::new(b + 4, b + 5), "2"),
        ] {
            assert!(!edited(std::slice::from_ref(&edit)), "{edit:?}");
        }
    }

    /// What a fix might write into a string, and what would end the string or make it unusual.
    fn content() -> impl Strategy<Value = String> {
        prop::sample::select(vec![
            "",
            "x",
            "${env:PATH}:",
            "\\n",
            "\\u0061",
            "\\\"",
            "é",
            "//",
            "*/",
            "\"",
            "\\",
            "\n",
            "\", \"b",
            "\\q",
            "\\ud83d",
        ])
        .prop_map(str::to_owned)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn an_edited_text_has_the_tree_that_reading_it_gives(
            text in valid(),
            changes in prop::collection::vec((any::<prop::sample::Index>(), 0_u32..3, content()), 1..4),
        ) {
            let reading = read(&text);
            let strings: Vec<Span> = reading.tree.strings(&text).map(Value::span).collect();
            prop_assume!(!strings.is_empty());
            let edits = changes.into_iter().map(|(index, part, content)| {
                let string = index.get(&strings);
                let (start, end) = (string.start + 1, string.end - 1);
                let span = [Span::new(start, end), Span::at(start), Span::at(end)][part as usize];
                Edit::replace(span, content)
            });
            let edits: Vec<Edit> = edits.collect();
            let Some(edited) = apply(&text, &edits) else { return Ok(()) };
            if let Some(tree) = tree_of_edited(&reading.tree, &edits, &edited) {
                let expected = read(&edited);
                prop_assert!(expected.errors.is_empty(), "{edited:?}");
                prop_assert!(!expected.tree.has_invalid_escapes() && !expected.tree.has_rare_characters());
                prop_assert_eq!(format!("{:?}", tree.nodes), format!("{:?}", expected.tree.nodes), "{:?}", edited);
            }
        }
    }
}
