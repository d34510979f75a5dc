//! Moves members of an object into new objects, in place: only the lines of these members change.

use super::comments::comments;
use super::layout::{indent_unit, line_end, own_indent};
use super::quote;
use super::tree::Value;
use crate::text::{Edit, Span};

/// Edits that move the members of `object` whose keys are at `keys` into new objects called `names`, nested in each
/// other. Everything between and inside the members moves with them, and is indented by the same amount. `None` if
/// the members are not consecutive.
#[must_use]
pub fn wrap_members(object: Value<'_>, keys: &[Span], names: &[&str]) -> Option<Vec<Edit>> {
    let inside: Vec<_> = object
        .members()
        .skip_while(|member| !keys.contains(&member.key.span()))
        .take_while(|member| keys.contains(&member.key.span()))
        .collect();
    let (first, last) = (inside.first()?, inside.last()?);
    if inside.len() != keys.len() {
        return None;
    }
    let text = object.source();
    let moved = first.span().to(last.span());
    let Some(indent) = own_indent(text, moved) else {
        let open: String = names.iter().map(|name| format!("\"{}\": {{ ", quote(name))).collect();
        return Some(vec![Edit::insert(moved.start, open), Edit::insert(moved.end, " }".repeat(names.len()))]);
    };
    let (unit, line_end) = (indent_unit(text), line_end(text));
    let line = |depth: usize| format!("{line_end}{indent}{}", unit.repeat(depth));
    let open = names.iter().zip(1..).map(|(name, depth)| format!("\"{}\": {{{}", quote(name), line(depth)));
    let close = (0..names.len()).rev().map(|depth| format!("{}}}", line(depth)));
    let mut edits = vec![Edit::insert(moved.start, open.collect::<String>())];
    let shift = unit.repeat(names.len());
    edits.extend(line_starts(text, moved).into_iter().map(|start| Edit::insert(start, &*shift)));
    edits.push(Edit::insert(moved.end, close.collect::<String>()));
    Some(edits)
}

/// The starts of the lines that begin within `part`, except for blank lines and lines within comments.
fn line_starts(text: &str, part: Span) -> Vec<u32> {
    let comments = comments(text, part);
    let ends = part.of(text).match_indices('\n').map(|(at, _)| part.start + at as u32 + 1);
    let is_blank = |start: u32| {
        let rest = text.get(start as usize..).unwrap_or_default();
        rest.split(['\n', '\r']).next().is_none_or(|line| line.trim().is_empty())
    };
    let in_comment = |start: u32| comments.iter().any(|comment| comment.span.start < start && start < comment.span.end);
    ends.filter(|&start| !is_blank(start) && !in_comment(start)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use crate::text::apply;

    fn wrapped(text: &str, names: &[&str]) -> Option<String> {
        let tree = parse(text).unwrap();
        let root = tree.root(text).unwrap();
        let keys: Vec<Span> = names.iter().map(|name| root.member(name).unwrap().key.span()).collect();
        Some(apply(text, &wrap_members(root, &keys, &["x", "y"])?).unwrap())
    }

    #[test]
    fn lines_move_with_their_comments_and_blank_ones_stay() {
        let text =
            "{\n\t\"a\": 1, // a\n\t/* two\n\t   lines */\n\t\"b\": {\n\n\t\t\"c\": 2\n\t}, // b\n\t\"d\": 3\n}\n";
        let moved = "{\n\t\"x\": {\n\t\t\"y\": {\n\t\t\t\"a\": 1, // a\n\t\t\t/* two\n\t   lines */\n\t\t\t\"b\": {\n\n\t\t\t\t\"c\": 2\n\t\t\t}\n\t\t}\n\t}, // b\n\t\"d\": 3\n}\n";
        assert_eq!(wrapped(text, &["a", "b"]).as_deref(), Some(moved));
        assert_eq!(wrapped(&text.replace('\n', "\r\n"), &["a", "b"]), Some(moved.replace('\n', "\r\n")));
    }

    #[test]
    fn one_line_stays_one_line() {
        assert_eq!(wrapped(r#"{"a": 1, "b": 2}"#, &["b"]).as_deref(), Some(r#"{"a": 1, "x": { "y": { "b": 2 } }}"#));
    }

    #[test]
    fn members_with_others_between_them_are_left() {
        assert_eq!(wrapped(r#"{"a": 1, "b": 2, "c": 3}"#, &["a", "c"]), None);
        assert_eq!(
            wrapped(r#"{"a": 1, "b": 2, "a": 3}"#, &["a"]).as_deref(),
            Some(r#"{"a": 1, "b": 2, "x": { "y": { "a": 3 } }}"#)
        );
    }
}
