//! Proves that fixes do what they declare, and nothing else.

use rustc_hash::FxHashSet;

use super::comments::lost_comment;
use crate::document::Document;
use crate::finding::{Change, Fix};
use crate::jsonc::{Opinion, Value, differences, equal, second_opinion};
use crate::text::{Edit, Span, apply};

/// The reason why the result of a fix must not be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotProved {
    /// The edits overlap or do not fit the text.
    #[error("its edits do not fit the text")]
    Edits,
    /// The file or the result must not be written: see [`Document::read_only`].
    #[error("its result does not parse")]
    Syntax,
    /// Another parser reads the result differently.
    #[error("another parser would read its result differently")]
    SecondOpinion,
    /// VS Code would read something differently that the fix does not declare.
    #[error("it would change {0}")]
    Settings(String),
    /// A comment was lost, or comments changed their order.
    #[error("it would lose a comment")]
    Comments,
}
/// The document after `fixes`, if they keep their promises.
///
/// # Errors
///
/// The first promise that is broken.
pub fn prove(document: &Document, fixes: &[&Fix]) -> Result<Document, NotProved> {
    let edits: Vec<Edit> = fixes.iter().flat_map(|fix| fix.edits.iter().cloned()).collect();
    let text = apply(document.text(), &edits).ok_or(NotProved::Edits)?;
    let result = document.edited(&edits, text);
    if document.read_only().is_some() || result.read_only().is_some() {
        return Err(NotProved::Syntax);
    }
    if second_opinion(result.tree(), result.text()) != Opinion::Same {
        return Err(NotProved::SecondOpinion);
    }
    let declared: FxHashSet<Vec<String>> = changes(fixes).flat_map(|change| declared(document, change)).collect();
    let found = differences(document.root(), result.root(), declared.len() + 1);
    let is_declared = |path: &[String]| {
        (0..=path.len()).any(|length| path.get(..length).is_some_and(|above| declared.contains(above)))
    };
    if let Some(path) = found.iter().find(|path| !is_declared(path)) {
        return Err(NotProved::Settings(path.join(".")));
    }
    if let Some(path) = not_as_it_was(document, &result, fixes) {
        return Err(NotProved::Settings(path.join(".")));
    }
    if lost_comment(document, &result, &edits, fixes) {
        return Err(NotProved::Comments);
    }
    Ok(result)
}

/// The paths, from the root of the file, where `change` allows differences.
fn declared(document: &Document, change: &Change) -> Vec<Vec<String>> {
    match change {
        // The caller iterates over the parts of `All`.
        Change::Nothing | Change::Comment(_) | Change::All(_) => Vec::new(),
        Change::Value(span) | Change::Removed(span) => vec![path_to(document, *span)],
        Change::Renamed(key, name) => {
            let old = path_to(document, *key);
            vec![renamed(&old, name), old]
        }
        Change::Moved(key, object, name) => vec![path_in(document, *object, name), path_to(document, *key)],
        Change::Wrapped(key, names) => {
            let old = path_to(document, *key);
            names.first().map(|name| renamed(&old, name)).into_iter().chain([old]).collect()
        }
        Change::Added(container, name) => vec![path_in(document, *container, name)],
    }
}

/// The changes that `fixes` declare.
pub(super) fn changes<'f>(fixes: &[&'f Fix]) -> impl Iterator<Item = &'f Change> {
    fixes.iter().flat_map(|fix| fix.change.parts())
}

/// The path of the member or element `name` of the object or array at `container`.
fn path_in(document: &Document, container: Span, name: &str) -> Vec<String> {
    path_to(document, container).into_iter().chain([name.to_owned()]).collect()
}

/// The path of the member at `path` after it was renamed to `name`.
fn renamed(path: &[String], name: &str) -> Vec<String> {
    let parent = path.split_last().map_or(path, |(_, parent)| parent);
    parent.iter().cloned().chain([name.to_owned()]).collect()
}

/// The first renamed or moved member that has another value in the result, or that replaces an existing member.
fn not_as_it_was(document: &Document, result: &Document, fixes: &[&Fix]) -> Option<Vec<String>> {
    // For each moved member: its old path, its new path, and the path that must have been free.
    let mut moved = changes(fixes).filter_map(|change| match change {
        Change::Renamed(key, name) => {
            let old = path_to(document, *key);
            let new = renamed(&old, name);
            Some((old, new.clone(), new))
        }
        Change::Moved(key, object, name) => {
            let new = path_in(document, *object, name);
            Some((path_to(document, *key), new.clone(), new))
        }
        Change::Wrapped(key, names) => {
            let old = path_to(document, *key);
            let outer = renamed(&old, names.first()?);
            let own = names.iter().skip(1).chain(old.last());
            let new = outer.iter().chain(own).cloned().collect();
            Some((old, new, outer))
        }
        Change::Nothing
        | Change::Comment(_)
        | Change::Value(_)
        | Change::Removed(_)
        | Change::Added(..)
        | Change::All(_) => None,
    });
    let (_, path, _) = moved.find(|(old, new, free)| {
        let (before, after) = (value_at(document, old), value_at(result, new));
        let is_same = before.zip(after).is_some_and(|(before, after)| equal(before, after));
        // If two members have the same name, one may have been left behind.
        let is_gone = old == free || value_at(result, old).is_none();
        value_at(document, free).is_some() || !is_same || !is_gone
    })?;
    Some(path)
}

/// The values of the members that `fix` renames or moves. They must stay the same, so a fix that changes something in them has to wait
/// for the next pass.
pub(super) fn carried(document: &Document, fix: &Fix) -> impl Iterator<Item = Span> {
    fix.change.parts().filter_map(|change| match change {
        Change::Renamed(key, _) | Change::Moved(key, ..) => document.value_of_key(*key).map(Value::span),
        Change::Nothing
        | Change::Comment(_)
        | Change::Value(_)
        | Change::Removed(_)
        | Change::Added(..)
        | Change::Wrapped(..)
        | Change::All(_) => None,
    })
}

/// The value of the member or element at `path`.
fn value_at<'d>(document: &'d Document, path: &[String]) -> Option<Value<'d>> {
    path.iter().try_fold(document.root()?, |value, name| {
        if value.is_object() { value.get(name) } else { value.elements().nth(name.parse().ok()?) }
    })
}

/// The keys and indices that lead from the root to the member or value at `span`.
fn path_to(document: &Document, span: Span) -> Vec<String> {
    document.tree().path_to(document.text(), span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::SourceFile;
    use crate::finding::Applicability;
    use crate::vscode::{FileKind, Layer};

    fn document(text: &str) -> Document {
        let kind = FileKind::Settings(Layer::Folder);
        Document::parse(SourceFile { path: ".vscode/settings.json".to_owned(), text: text.to_owned(), kind })
    }

    fn fix(edits: Vec<Edit>, change: Change) -> Fix {
        Fix::new("", Applicability::Safe, edits, change)
    }

    #[test]
    fn a_fix_that_breaks_a_promise_is_not_proved() {
        let text = r#"{"a": "x", /* c */ "b": "y"}"#;
        let document = document(text);
        let a = Span::new(6, 9);
        let refused = |edits, change| prove(&document, &[&fix(edits, change)]).err();
        assert_eq!(refused(vec![Edit::replace(a, "\"z\"")], Change::Value(a)), None);
        assert_eq!(refused(vec![Edit::replace(a, "\"z")], Change::Value(a)), Some(NotProved::Syntax));
        let b = Span::new(24, 27);
        let both = vec![Edit::replace(a, "\"z\""), Edit::replace(b, "\"z\"")];
        assert_eq!(refused(both.clone(), Change::All(vec![Change::Value(a), Change::Value(b)])), None);
        assert_eq!(refused(both, Change::Value(a)), Some(NotProved::Settings("b".to_owned())));
        assert_eq!(
            refused(vec![Edit::replace(a, "\"z\"")], Change::Nothing),
            Some(NotProved::Settings("a".to_owned()))
        );
        assert_eq!(refused(vec![Edit::replace(b, "1")], Change::Value(a)), Some(NotProved::Settings("b".to_owned())));
        let overlap = vec![Edit::delete(a), Edit::delete(Span::new(7, 8))];
        assert_eq!(refused(overlap, Change::Value(a)), Some(NotProved::Edits));
        let commented = vec![Edit::insert(9, "/* new */")];
        assert_eq!(refused(commented, Change::Nothing), Some(NotProved::Comments));
        let renamed = |name: &str| {
            let edit = Edit::replace(Span::new(1, 4), format!("\"{name}\""));
            refused(vec![edit], Change::Renamed(Span::new(1, 4), name.to_owned()))
        };
        assert_eq!(renamed("c"), None);
        assert_eq!(renamed("b"), Some(NotProved::Settings("b".to_owned())), "the name is taken");
        let and_changed = vec![Edit::replace(Span::new(1, 9), "\"c\": \"z\"")];
        let change = Change::Renamed(Span::new(1, 4), "c".to_owned());
        assert_eq!(refused(and_changed, change), Some(NotProved::Settings("c".to_owned())));
        let key = Span::new(1, 4);
        assert_eq!(refused(vec![Edit::delete(Span::new(1, 10))], Change::Removed(key)), None);
        let both = Change::All(vec![Change::Value(a), Change::Value(b)]);
        let edits = vec![Edit::replace(a, "1"), Edit::replace(b, "2")];
        assert_eq!(refused(edits.clone(), both), None);
        let one = Change::All(vec![Change::Value(a)]);
        assert_eq!(refused(edits, one), Some(NotProved::Settings("b".to_owned())));
    }

    #[test]
    fn a_moved_member_keeps_its_value_and_replaces_nothing() {
        let text = r#"{"a": "x", "b": {"c": "y"}}"#;
        let document = document(text);
        let (member, key, object) = (Span::new(1, 11), Span::new(1, 4), Span::new(16, 26));
        let moved = |name: &str, value: &str| {
            let insert = Edit::insert(25, format!(", \"{name}\": {value}"));
            let change = Change::Moved(key, object, name.to_owned());
            prove(&document, &[&fix(vec![Edit::delete(member), insert], change)]).err()
        };
        assert_eq!(moved("a", "\"x\""), None);
        assert_eq!(moved("d", "\"x\""), None, "under another name");
        assert_eq!(moved("a", "\"z\""), Some(NotProved::Settings("b.a".to_owned())));
        assert_eq!(moved("c", "\"x\""), Some(NotProved::Settings("b.c".to_owned())), "the name is taken");
    }

    #[test]
    fn a_comment_changes_only_where_a_fix_declares_it() {
        let text = r#"{"a": "x", /* c */ "b": "y" /* d */}"#;
        let document = document(text);
        let (c, d) = (Span::new(11, 18), Span::new(28, 35));
        let refused = |edits, change| prove(&document, &[&fix(edits, change)]).err();
        let inside = |span: Span| Edit::replace(Span::new(span.start + 3, span.start + 4), "longer");
        assert_eq!(refused(vec![inside(c)], Change::Comment(c)), None);
        assert_eq!(refused(vec![inside(d)], Change::Comment(d)), None);
        assert_eq!(refused(vec![Edit::delete(c)], Change::Comment(c)), None);
        assert_eq!(refused(vec![inside(d)], Change::Comment(c)), Some(NotProved::Comments));
        assert_eq!(refused(vec![inside(c), inside(d)], Change::Comment(c)), Some(NotProved::Comments));
        assert_eq!(refused(vec![inside(c)], Change::Nothing), Some(NotProved::Comments));
        let whole = |text: &str| vec![Edit::replace(Span::new(6, 18), text)];
        let value = || Change::Value(Span::new(6, 9));
        assert_eq!(
            refused(whole("\"z\","), value()),
            Some(NotProved::Comments),
            "an edit may not lose a comment in it"
        );
        assert_eq!(refused(whole("\"z\" /* c */,"), value()), None, "but may move it");
        let out = vec![Edit::insert(14, "*/ \"e\": 1, /*")];
        assert_eq!(refused(out, Change::Comment(c)), Some(NotProved::Settings("e".to_owned())));
        let both = [fix(vec![Edit::delete(c)], Change::Comment(c)), fix(vec![inside(d)], Change::Comment(d))];
        let result = prove(&document, &both.iter().collect::<Vec<_>>()).unwrap();
        assert_eq!(result.text(), r#"{"a": "x",  "b": "y" /* longer */}"#);
    }

    #[test]
    fn paths_lead_to_members_values_and_elements() {
        let document = document(r#"{"a": {"b": ["x", "y"]}}"#);
        assert_eq!(path_to(&document, Span::new(18, 21)), ["a", "b", "1"]);
        assert_eq!(path_to(&document, Span::new(7, 10)), ["a", "b"], "a key");
        assert_eq!(path_to(&document, Span::new(12, 22)), ["a", "b"]);
    }

    #[test]
    fn a_fix_in_a_value_and_one_that_renames_its_member_wait_for_each_other() {
        let document = document(r#"{"a": {"b": "x"}, "c": "y"}"#);
        let rename =
            fix(vec![Edit::replace(Span::new(1, 4), "\"z\"")], Change::Renamed(Span::new(1, 4), "z".to_owned()));
        let inside = fix(vec![Edit::replace(Span::new(12, 15), "\"w\"")], Change::Value(Span::new(12, 15)));
        let beside = fix(vec![Edit::replace(Span::new(23, 26), "\"w\"")], Change::Value(Span::new(23, 26)));
        assert_eq!(prove(&document, &[&rename, &beside]).err(), None);
        assert!(prove(&document, &[&rename, &inside]).is_err());
        let carried: Vec<Span> = carried(&document, &rename).collect();
        assert_eq!(carried, [Span::new(6, 16)]);
    }

    #[test]
    fn wrapped_members_keep_their_values_and_hide_nothing() {
        let names = ["x".to_owned(), "y".to_owned()];
        let wrapped = |text: &str, edits| {
            let change = Change::All(vec![Change::Wrapped(Span::new(1, 4), names.to_vec())]);
            prove(&document(text), &[&fix(edits, change)]).err()
        };
        let around = |open: &str| vec![Edit::insert(1, open), Edit::insert(7, "}}")];
        let refused = |path: &str| Some(NotProved::Settings(path.to_owned()));
        assert_eq!(wrapped(r#"{"a": 1}"#, around(r#""x": {"y": {"#)), None);
        assert_eq!(wrapped(r#"{"a": 1}"#, around(r#""x": {"z": {"#)), refused("x.y.a"));
        assert_eq!(wrapped(r#"{"a": 1, "x": {"b": 2}}"#, around(r#""x": {"y": {"#)), refused("x.y.a"));
        assert_eq!(wrapped(r#"{"a": 1, "a": 1}"#, around(r#""x": {"y": {"#)), refused("x.y.a"));
        let lost = vec![Edit::replace(Span::new(1, 7), r#""x": {"y": {"a": 2}}"#)];
        assert_eq!(wrapped(r#"{"a": 1}"#, lost), refused("x.y.a"));
    }
}
