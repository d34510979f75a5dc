//! Tests that edits keep the author's layout, and that with any layout they lose no comment and change nothing
//! else.

use proptest::prelude::*;

use super::super::{comments, differences, parse};
use super::*;
use crate::text::apply;

fn appended(text: &str) -> String {
    let tree = parse(text).unwrap();
    apply(text, &append_element(tree.root(text).unwrap().get("a").unwrap(), "-l")).unwrap()
}

fn with_args(text: &str) -> String {
    let tree = parse(text).unwrap();
    apply(text, &append_member(tree.root(text).unwrap(), "args", "[\"-l\"]")).unwrap()
}

fn without(text: &str, name: &str) -> String {
    let tree = parse(text).unwrap();
    let root = tree.root(text).unwrap();
    let key = root.members().find(|member| member.name() == name).unwrap().key.span();
    apply(text, &remove_member(root, key)).unwrap()
}

#[test]
fn appends_an_element_in_the_authors_layout() {
    for (before, after) in [
        (r#"{"a": ["-i"]}"#, r#"{"a": ["-i", "-l"]}"#),
        (r#"{"a": ["-i","-x"]}"#, r#"{"a": ["-i","-x","-l"]}"#),
        (r#"{"a": ["-i",]}"#, r#"{"a": ["-i", "-l",]}"#),
        (r#"{"a": ["-i" /* why */]}"#, r#"{"a": ["-i" /* why */, "-l"]}"#),
        ("{\"a\": [\"-i\" // why\n]}", "{\"a\": [\"-i\", \"-l\" // why\n]}"),
        (r#"{"a": []}"#, r#"{"a": ["-l"]}"#),
        (r#"{"a": [ ]}"#, r#"{"a": [ "-l" ]}"#),
        (r#"{"a": [ /* none */ ]}"#, r#"{"a": [ /* none */ "-l" ]}"#),
        ("{\n  \"a\": [\n  ]\n}", "{\n  \"a\": [\n    \"-l\"\n  ]\n}"),
        ("{\n  \"a\": [\n    // none\n  ]\n}", "{\n  \"a\": [\n    // none\n    \"-l\"\n  ]\n}"),
        ("{\"a\": [\n\t\"-i\"\n]}", "{\"a\": [\n\t\"-i\",\n\t\"-l\"\n]}"),
        ("{\"a\": [\r\n  \"-i\",\r\n]}", "{\"a\": [\r\n  \"-i\",\r\n  \"-l\",\r\n]}"),
        ("{\"a\": [\n  \"-i\" // why\n  // more\n]}", "{\"a\": [\n  \"-i\", // why\n  \"-l\"\n  // more\n]}"),
        ("{\"a\": [\n  \"-i\", // why\n]}", "{\"a\": [\n  \"-i\", // why\n  \"-l\",\n]}"),
        ("{\"a\": [\n  \"-i\", \"-x\"\n]}", "{\"a\": [\n  \"-i\", \"-x\", \"-l\"\n]}"),
        ("{\"a\": [\n    \"-i\"\n  , \"-x\"\n]}", "{\"a\": [\n    \"-i\"\n  , \"-x\", \"-l\"\n]}"),
    ] {
        assert_eq!(appended(before), after);
    }
}

#[test]
fn splits_an_element_in_the_authors_layout() {
    for (before, after) in [
        (r#"{"a": ["-l -i"]}"#, r#"{"a": ["-l", "-i"]}"#),
        (r#"{"a": ["-x","-l -i","-y"]}"#, r#"{"a": ["-x","-l","-i","-y"]}"#),
        (r#"{"a": [ "-l -i" /* why */, ]}"#, r#"{"a": [ "-l", "-i" /* why */, ]}"#),
        ("{\"a\": [\n\t\"-l -i\", // why\n\t\"-x\"\n]}", "{\"a\": [\n\t\"-l\",\n\t\"-i\", // why\n\t\"-x\"\n]}"),
        ("{\"a\": [\r\n  \"-l -i\",\r\n]}", "{\"a\": [\r\n  \"-l\",\r\n  \"-i\",\r\n]}"),
        ("{\"a\": [\n  \"-l -i\", \"-x\"\n]}", "{\"a\": [\n  \"-l\", \"-i\", \"-x\"\n]}"),
    ] {
        let tree = parse(before).unwrap();
        let array = tree.root(before).unwrap().get("a").unwrap();
        let element = array.elements().find(|element| element.raw() == "\"-l -i\"").unwrap();
        assert_eq!(apply(before, &split_element(array, element.span(), &["-l", "-i"])).unwrap(), after);
    }
}

#[test]
fn appends_a_member_in_the_authors_layout() {
    for (before, after) in [
        (r#"{ "path": "zsh" }"#, r#"{ "path": "zsh", "args": ["-l"] }"#),
        (r#"{"path":"zsh"}"#, r#"{"path":"zsh", "args":["-l"]}"#),
        (r#"{}"#, r#"{ "args": ["-l"] }"#),
        ("{\n    \"path\": \"zsh\"\n}", "{\n    \"path\": \"zsh\",\n    \"args\": [\"-l\"]\n}"),
        ("{\n\t\"path\" : \"zsh\", // x\n}", "{\n\t\"path\" : \"zsh\", // x\n\t\"args\" : [\"-l\"],\n}"),
    ] {
        assert_eq!(with_args(before), after);
    }
}

#[test]
fn removes_a_member_and_keeps_its_comments() {
    for (before, name, after) in [
        (r#"{"a": 1, "b": 2, "c": 3}"#, "a", r#"{"b": 2, "c": 3}"#),
        (r#"{"a": 1, "b": 2, "c": 3}"#, "b", r#"{"a": 1, "c": 3}"#),
        (r#"{"a": 1, "b": 2, "c": 3}"#, "c", r#"{"a": 1, "b": 2}"#),
        (r#"{"a": 1, "b": 2,}"#, "b", r#"{"a": 1,}"#),
        (r#"{ "a": 1 }"#, "a", "{}"),
        (r#"{ "a": 1, }"#, "a", "{}"),
        ("{\n  \"a\": 1\n}\n", "a", "{}\n"),
        ("{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}", "a", "{\n  \"b\": 2,\n  \"c\": 3\n}"),
        ("{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}", "b", "{\n  \"a\": 1,\n  \"c\": 3\n}"),
        ("{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}", "c", "{\n  \"a\": 1,\n  \"b\": 2\n}"),
        ("{\r\n  \"a\": 1,\r\n  \"b\": 2,\r\n}", "b", "{\r\n  \"a\": 1,\r\n}"),
        ("{\n  \"a\": {\n    \"x\": 1\n  },\n  \"b\": 2\n}", "a", "{\n  \"b\": 2\n}"),
        ("{\n  // head\n  \"a\": 1, // tail\n  \"b\": 2\n}", "a", "{\n  // head\n  // tail\n  \"b\": 2\n}"),
        ("{\n  \"a\": 1, // one\n  // head\n  \"b\": 2 // two\n}", "b", "{\n  \"a\": 1 // one\n  // head\n  // two\n}"),
        ("{\n  \"a\": { // in\n    \"x\": 1\n  }, // tail\n  \"b\": 2\n}", "a", "{\n  // in\n  // tail\n  \"b\": 2\n}"),
        ("{ \"a\": /* in */ 1, \"b\": 2 }", "a", "{ /* in */ \"b\": 2 }"),
        ("{ \"a\": 1, \"b\": /* in */ 2 }", "b", "{ \"a\": 1 /* in */ }"),
        ("{ \"a\": /* in */ 1 }", "a", "{ /* in */ }"),
        ("{ \"a\": 1, \"b\": // in\n 2 }", "b", "{ \"a\": 1 // in\n }"),
        ("{ \"a\": // in\n 1, \"b\": 2 }", "a", "{ // in\n\"b\": 2 }"),
        ("{\n  \"a\": 1 /* x */, // y\n  \"b\": 2\n}", "a", "{\n   /* x */ // y\n  \"b\": 2\n}"),
        ("{\n  // only\n  \"a\": 1\n}", "a", "{\n  // only\n}"),
        ("{ \"a\": 1, \"b\": 2, // both\n  \"c\": 3 }", "b", "{ \"a\": 1, // both\n  \"c\": 3 }"),
        ("{ \"a\": 1, \"b\": 2,\n  \"c\": 3 }", "b", "{ \"a\": 1,\n  \"c\": 3 }"),
        ("{\n  \"a\": 1\n  , \"b\": 2\n}", "b", "{\n  \"a\": 1\n}"),
    ] {
        assert_eq!(without(before, name), after, "{name} of {before:?}");
    }
}

/// Whitespace, line ends and comments, as they may appear between two tokens.
#[test]
fn removes_a_comment_and_what_it_leaves_empty() {
    for (before, after) in [
        ("{\n  // X\n  \"a\": 1\n}", Some("{\n  \"a\": 1\n}")),
        ("{\r\n\t/* X */ \r\n\t\"a\": 1\r\n}", Some("{\r\n\t\"a\": 1\r\n}")),
        ("{\r// X\r}", Some("{\r}")),
        ("\u{feff}// X\n{}", Some("\u{feff}{}")),
        ("// X", Some("")),
        ("{}\n  // X", Some("{}\n")),
        ("{ \"a\": 1 // X\n}", Some("{ \"a\": 1\n}")),
        ("{ \"a\": 1, /* X\n more */\n}", Some("{ \"a\": 1,\n}")),
        ("{\n  /* X */ \"a\": 1 }", Some("{\n  \"a\": 1 }")),
        ("{\n  /* X\n */ \"a\": 1 }", Some("{\n  \"a\": 1 }")),
        ("{ \"a\": 1, /* X */ \"b\": 2 }", Some("{ \"a\": 1, \"b\": 2 }")),
        ("{ \"a\": 1 /* X */, \"b\": 2 }", Some("{ \"a\": 1, \"b\": 2 }")),
        ("{/* X */\"a\": 1}", Some("{\"a\": 1}")),
        ("{ \"a\": 1 /* X */ /* y */ }", Some("{ \"a\": 1 /* y */ }")),
        ("{ \"a\": 1, /* X\n */ \"b\": 2 }", None),
    ] {
        let all = comments(before, Span::new(0, before.len() as u32));
        let comment = all.into_iter().find(|comment| comment.span.of(before).contains('X')).unwrap();
        let edit = remove_comment(before, comment);
        assert!(edit.iter().all(|edit| edit.span.contains(comment.span)));
        assert_eq!(edit.map(|edit| apply(before, &[edit]).unwrap()).as_deref(), after, "{before:?}");
    }
}

fn trivia() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => Just(String::new()),
        4 => Just(" ".to_owned()),
        3 => Just("\n  ".to_owned()),
        1 => Just("\r\n\t".to_owned()),
        1 => Just("/* , { */".to_owned()),
        1 => Just(" // \"x\": [,\n".to_owned()),
    ];
    proptest::collection::vec(piece, 0..3).prop_map(|pieces| pieces.concat())
}

prop_compose! {
    fn object()(
        members in proptest::collection::vec((trivia(), trivia(), trivia()), 0..5),
        trailing in any::<bool>(), last in trivia(), array in any::<bool>(),
    ) -> String {
        let count = members.len();
        let mut text = String::from("{");
        for (index, (before, middle, after)) in members.into_iter().enumerate() {
            let value = if array { "[\"-i\"]" } else { "1" };
            let comma = if index + 1 < count || trailing { "," } else { "" };
            text += &format!("{before}\"k{index}\":{middle}{value}{after}{comma}");
        }
        text + &last + "}"
    }
}

fn comment_texts(text: &str) -> Vec<&str> {
    comments(text, Span::new(0, text.len() as u32)).iter().map(|comment| comment.span.of(text)).collect()
}

proptest! {
    #[test]
    fn removing_changes_only_that_member(text in object(), pick in any::<prop::sample::Index>()) {
        let tree = parse(&text).unwrap();
        let root = tree.root(&text).unwrap();
        let members: Vec<_> = root.members().collect();
        prop_assume!(!members.is_empty());
        let member = members[pick.index(members.len())];
        let after = apply(&text, &remove_member(root, member.key.span())).unwrap();
        let new_tree = parse(&after).map_err(|error| TestCaseError::fail(format!("{after:?}: {error:?}")))?;
        let differences = differences(Some(root), new_tree.root(&after), 9);
        prop_assert_eq!(differences, vec![vec![member.name().into_owned()]], "{:?}", after);
        prop_assert_eq!(comment_texts(&text), comment_texts(&after), "{:?}", after);
    }

    #[test]
    fn appending_changes_only_that_member(text in object()) {
        let tree = parse(&text).unwrap();
        let root = tree.root(&text).unwrap();
        let after = apply(&text, &append_member(root, "new", "1")).unwrap();
        let new_tree = parse(&after).map_err(|error| TestCaseError::fail(format!("{after:?}: {error:?}")))?;
        prop_assert_eq!(differences(Some(root), new_tree.root(&after), 9), vec![vec!["new".to_owned()]], "{:?}", after);
        prop_assert_eq!(comment_texts(&text), comment_texts(&after));
    }

    #[test]
    fn appending_to_any_array_keeps_the_rest(
        items in proptest::collection::vec((trivia(), trivia()), 0..4), trailing in any::<bool>(), last in trivia(),
    ) {
        let count = items.len();
        let mut text = String::from("[");
        for (index, (before, after)) in items.into_iter().enumerate() {
            let comma = if index + 1 < count || trailing { "," } else { "" };
            text += &format!("{before}{index}{after}{comma}");
        }
        text += &last;
        text.push(']');
        let tree = parse(&text).unwrap();
        let root = tree.root(&text).unwrap();
        let after = apply(&text, &append_element(root, "-l")).unwrap();
        let new_tree = parse(&after).map_err(|error| TestCaseError::fail(format!("{after:?}: {error:?}")))?;
        prop_assert_eq!(differences(Some(root), new_tree.root(&after), 9), vec![vec![count.to_string()]], "{:?}", after);
        prop_assert_eq!(comment_texts(&text), comment_texts(&after));
    }
}
