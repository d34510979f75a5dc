use proptest::prelude::*;

use super::*;
use crate::text::Span;

/// The errors of `text`: the kind, the text at the error, and the text that VS Code passes over.
fn errors(text: &str) -> Vec<(JsonErrorKind, &str, &str)> {
    read(text).errors.iter().map(|error| (error.kind, error.span.of(text), error.lost.of(text))).collect()
}

/// What VS Code reads from `text`, without white space, and the first kind of error.
fn recovered(text: &str) -> (String, Option<JsonErrorKind>) {
    fn write(value: Value<'_>, out: &mut String) {
        match value.kind() {
            Kind::Object => {
                out.push('{');
                for member in value.members() {
                    out.push_str(&format!("{}:", member.name()));
                    write(member.value, out);
                    out.push(' ');
                }
                out.push('}');
            }
            Kind::Array => {
                out.push('[');
                for element in value.elements() {
                    write(element, out);
                    out.push(' ');
                }
                out.push(']');
            }
            Kind::String => out.push_str(&format!("<{}>", value.string().unwrap())),
            _ => out.push_str(value.raw()),
        }
    }
    let reading = read(text);
    let mut out = String::new();
    if let Some(root) = reading.tree.root(text) {
        write(root, &mut out);
    }
    (out.replace(" }", "}").replace(" ]", "]"), reading.errors.first().map(|error| error.kind))
}

fn doubtful(text: &str) -> Vec<&str> {
    read(text).doubtful.iter().map(|span| span.of(text)).collect()
}

#[test]
fn reads_what_vs_code_reads() {
    let text = "\u{feff}// head\r\n{ \"a\\u0062\": [1, /* two */ \"x\\ny\",], \"ab\": null, }\r\n";
    let tree = parse(text).unwrap();
    let root = tree.root(text).unwrap();
    assert_eq!(root.raw().chars().next(), Some('{'), "spans include the byte order mark");
    let names: Vec<_> = root.members().map(|member| member.name().into_owned()).collect();
    assert_eq!(names, ["ab", "ab"]);
    assert_eq!(root.get("ab").unwrap().kind(), Kind::Null, "the last one wins");
    let array = root.members().next().unwrap().value;
    assert_eq!(array.elements().nth(1).unwrap().string().unwrap(), "x\ny");
    assert_eq!(tree.objects(text).count(), 1);
}

#[test]
fn invalid_escapes_are_skipped_as_in_vs_code() {
    let text = r#"{"A": "C:\dir", "B": "C:\Users\x", "\C": ["C:\new", "é\\d"]}"#.replace("é", "\\u00e9");
    let tree = parse(&text).unwrap();
    assert!(tree.has_invalid_escapes() && !parse("{}").unwrap().has_invalid_escapes());
    let strings: Vec<_> = tree.strings(&text).map(|value| value.string().unwrap().into_owned()).collect();
    assert_eq!(strings, ["A", "C:ir", "B", "C:sers", "", "C:\new", "é\\d"]);
    let invalid: Vec<_> = tree.strings(&text).map(|value| value.has_invalid_escapes()).collect();
    assert_eq!(invalid, [false, true, false, true, true, false, false]);
}

#[test]
fn empty_and_comment_only_files_have_no_root() {
    for text in ["", "\u{feff}", " \n", "// a\n/* b */", "\u{200b}\u{2028}"] {
        assert!(parse(text).unwrap().root(text).is_none(), "{text:?}");
    }
}

#[test]
fn recovers_as_vs_code_does() {
    use JsonErrorKind as E;
    for (text, reading, error) in [
        (r#"{"a": 1 "b": 2}"#, "{a:1 b:2}", E::MissingComma),
        (r#"{"a": 1, , "b": 2}"#, "{a:1 b:2}", E::ExtraComma),
        (r#"{, "a": 1}"#, "{a:1}", E::ExtraComma),
        (r#"["a" "b",, 1]"#, "[<a> <b> 1]", E::MissingComma),
        (r#"{"a" 1, "b": 2}"#, "{b:2}", E::MissingColon),
        (r#"{"a": , "b": 2}"#, "{b:2}", E::MissingValue),
        (r#"{"a": yes, "b": 2}"#, "{b:2}", E::InvalidValue),
        (r#"{"a": 1., "b": 2e, "c": 012}"#, "{a:1. b:2 c:0}", E::InvalidNumber),
        (r#"{1: 2, "b": 2}"#, "{b:2}", E::InvalidKey),
        (r#"{a: 2, "b": 2}"#, "{b:2}", E::UnquotedKey),
        (r#"{"a": 'x', "b": 2}"#, "{b:2}", E::SingleQuotes),
        (r#"{'a': {"x": 1}, "b": 2}"#, "{}", E::SingleQuotes),
        (r#"{"a": ["x"}, "b", 2]}"#, "{a:[<x> <b> 2]}", E::WrongBracket),
        (r#"{"a": {"b": 1"#, "{a:{b:1}}", E::Unclosed),
        (r#"{"a": 1} "b": 2}"#, "{a:1}", E::AfterRoot),
        (r#"{"a": 1} and more"#, "{a:1}", E::AfterRoot),
        (r#"t{"a": 1}"#, "{a:1}", E::StrayText),
        (r#"{"a": 1 x, "b": 2}"#, "{a:1 b:2}", E::StrayText),
        ("{\"a\": \"b\n, \"c\": 1}", "{a:<b> c:1}", E::UnterminatedString),
        ("{\"a\": \"b\\\nc\"}", "{a:<bc>}", E::UnterminatedString),
        ("{\"a\": 1} /* a", "{a:1}", E::UnterminatedComment),
        ("{\"a\": 1 /* }", "{a:1}", E::UnterminatedComment),
        ("{\n<<<<<<< HEAD\n\"a\": 1}", "{a:1}", E::ConflictMarker),
        ("# Title\n: {\"a\": 1}", "", E::StrayText),
        ("{\"a\": \0}", "{}", E::InvalidValue),
        ("{\"a\": 1,\u{85}\"b\": 2}", "{a:1 b:2}", E::StrayText),
    ] {
        assert_eq!(recovered(text), (reading.to_owned(), Some(error)), "{text:?}");
    }
}

#[test]
fn white_space_is_that_of_vs_code() {
    let spaces = "\u{b}\u{c}\u{a0}\u{1680}\u{2000}\u{200a}\u{200b}\u{202f}\u{205f}\u{3000}\u{feff}\u{2028}\u{2029}";
    for space in spaces.chars() {
        let text = format!("{{{space}\"a\"{space}:{space}true{space}}}");
        assert_eq!(recovered(&text), ("{a:true}".to_owned(), None), "{space:?}");
        let is_rare = parse(&text).unwrap().has_rare_characters();
        assert_eq!(is_rare, matches!(space, '\u{200b}' | '\u{feff}'), "{space:?}");
    }
    for end in ['\u{2028}', '\u{2029}'] {
        let text = format!("{{// – comment{end}\"a\": \"b{end}c\"}}");
        assert_eq!(recovered(&text), (format!("{{a:<b{end}c>}}"), None), "they end a comment, but not a string");
        assert!(parse(&text).unwrap().has_rare_characters());
    }
    assert!(parse("\u{200b}{}").unwrap().has_rare_characters());
    assert!(!parse("\u{feff}{}").unwrap().has_rare_characters(), "a byte order mark");
    assert!(parse(r#""\ud83d""#).unwrap().has_rare_characters(), "half of a surrogate pair");
}

#[test]
fn all_errors_are_reported_with_what_is_lost() {
    use JsonErrorKind as E;
    let text = "{ \"a\": 1 \"b\": tru, \"c\" 2, d: 3, \"e\": 5, \"f\": {\"g\" }, \"h\": 1.";
    let found = [
        (E::MissingComma, "", ""),
        (E::InvalidValue, "tru", "\"b\": tru"),
        (E::MissingColon, "", "\"c\" 2"),
        (E::UnquotedKey, "d", "d: 3"),
        (E::MissingColon, "", "\"g\""),
        (E::InvalidNumber, "1.", ""),
    ];
    let all = errors(text);
    assert_eq!(all[1..], found, "{all:?}");
    assert_eq!(all[0], (E::Unclosed, "{", ""));
}

#[test]
fn one_cause_is_one_error() {
    use JsonErrorKind as E;
    for (text, error) in [
        ("{'a': {'b': 'c'}, 'd': 1}", (E::SingleQuotes, "'a'", "'a': {'b': 'c'}, 'd': 1}")),
        ("{\"a\": \"say \"hi\" there\", \"b\": 1}", (E::StrayText, "hi", "hi\" there\"")),
        ("{\"a\": \"b,\n\"c\": 1}", (E::UnterminatedString, "\"", "")),
        ("{\"a\": \"b\"\"\n}", (E::UnterminatedString, "\"", "\"")),
        ("{\"a\": \"b }", (E::UnterminatedString, "\"", "")),
        (
            "{\n<<<<<<< A:x\n\"a\": 1,\n=======\n\"a\": 2,\n>>>>>>> b\n}",
            (E::ConflictMarker, "<<<<<<< A", "<<<<<<< A:x\n\"a\": 1"),
        ),
        ("{\"a\": 1,\n{\"b\": 2,\n\"c\": 3}}", (E::InvalidKey, "{", "{\"b\": 2")),
        ("{\"a\": 1 /* }", (E::UnterminatedComment, "/*", "/* }")),
    ] {
        assert_eq!(errors(text), [error], "{text:?}");
    }
}

#[test]
fn doubt_covers_the_members_around_an_error() {
    for (text, parts) in [
        (r#"{"a": 1 "b": 2,, "c": 3}"#, [""; 0].as_slice()),
        (r#"{"a": 1, "b": 2, "c": x, "d": 4, "e": 5}"#, &[r#""b": 2, "c": x, "d": 4"#]),
        (r#"{"a": 1, "b": 2 x "c": 3, "d": 4}"#, &[r#""a": 1, "b": 2 x "c": 3"#]),
        (r#"{"a": 1, "b": "x""y", "c": 3}"#, &[r#""a": 1, "b": "x""y", "c": 3"#]),
        (r#"{"a": 1, "b": {"c": 1, "d": 2, "e" 2}, "f": 4}"#, &[r#"{"c": 1, "d": 2, "e" 2}"#]),
        (r#"{"a": [1, 2, x, 3, 4]}"#, &["2, x, 3"]),
        (r#"{"a": {"b": 1}, "c": {"d": [1}, "e": 2}"#, &[r#""c": {"d": [1}, "e": 2}"#]),
        (r#"{"a": {"b": 1}, "c": {"d": 1, "e": 2}"#, &[r#""c": {"d": 1, "e": 2}"#]),
        (r#"{"a": {"b": 1}}, "c": 1}"#, &[r#"{"a": {"b": 1}}, "c": 1}"#]),
        (r#"{"a": 1} {"b": 1}"#, &[]),
        ("{\"a\": 1,\n=======\n\"b\": 2, \"c\": 3}", &["\"a\": 1,\n=======\n\"b\": 2, \"c\": 3}"]),
    ] {
        assert_eq!(doubtful(text), parts, "{text:?}");
    }
}

#[test]
fn nesting_is_limited() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let nested = |depth: usize| format!("{}1{}", open.repeat(depth), close.repeat(depth));
        let (text, deeper) = (nested(256), nested(257));
        let reading = read(&text);
        assert!(reading.errors.is_empty());
        assert_eq!(second_opinion(&reading.tree, &text), Opinion::Same);
        let reading = read(&deeper);
        assert_eq!(reading.errors[0].kind, JsonErrorKind::TooDeep);
        assert!(reading.tree.root(&deeper).is_none());
    }
    assert_eq!(errors(&"[".repeat(200_000)).len(), 1);
}

#[test]
fn a_string_without_end_keeps_its_last_character() {
    for (text, string) in [("\"", ""), ("\"a", "a"), ("\"é\n", "é"), ("\"a\\", "a"), ("\"a\\\"", "a\"")] {
        let reading = read(text);
        assert_eq!(reading.tree.root(text).unwrap().string().unwrap(), string, "{text:?}");
    }
    let span = Span::new(0, 2);
    assert_eq!(read("\"a").tree.root("\"a").unwrap().span(), span);
}

#[test]
fn the_second_opinion_differs_where_only_vs_code_accepts() {
    for (text, opinion) in [
        ("{\"a\": [1, -2.5e3, true, false, null, \"\\u0061\"]} // c", Opinion::Same),
        ("\u{feff}", Opinion::Same),
        ("{\u{200b}}", Opinion::Rejected),
        ("[\"\\ud83d\"]", Opinion::Rejected),
        ("{\"a\": \"\\d\"}", Opinion::Rejected),
        ("{} // \u{2028} {}", Opinion::Same),
        ("// \u{2028} {}", Opinion::Different),
    ] {
        assert_eq!(second_opinion(&read(text).tree, text), opinion, "{text:?}");
    }
    for other in ["[1]", "[1.0]", "[\"1\"]", "{}", "[1, 1]", "[]", "[{\"a\": 1}]"] {
        let text = "[1.00]";
        assert_eq!(second_opinion(&read(other).tree, other), Opinion::Same);
        let ours = read(text).tree;
        let padded = format!("{other}{}", " ".repeat(8 - other.len().min(8)));
        assert_ne!(second_opinion(&ours, &padded), Opinion::Same, "{other}");
    }
}

/// Texts that consist of tokens, and of pieces that are almost tokens.
fn token_soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"a\"",
        "\"b\\n\"",
        "\"\\u00e9\"",
        "1",
        "-2.5e3",
        "0",
        "true",
        "null",
        " ",
        "\n",
        "\r\n",
        "// c\n",
        "/* d */",
        "\"a\": ",
        "\"b\": 1,",
        "\"",
        "\\",
        "'",
        "x",
        ".",
        "-",
        "/",
        "\u{feff}",
        "\u{2028}",
        "\u{a0}",
        "é",
        "\t",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Valid files: any values with comments, trailing commas and white space in between.
pub(super) fn valid() -> impl Strategy<Value = String> {
    let gap = || prop::sample::select(vec!["", " ", "\n", " // c\n", "/* , */", "\r\n\t", "\u{a0}"]);
    let scalar = prop::sample::select(vec![
        "1",
        "-0.5E+2",
        "\"\"",
        "\"a\\\"b\"",
        "\"é\\ud83d\\ude42\"",
        "true",
        "false",
        "null",
    ]);
    let key = prop::sample::select(vec!["\"a\"", "\"\\u0061\"", "\"b.c\"", "\"\""]);
    let leaf = scalar.prop_map(str::to_owned);
    leaf.prop_recursive(5, 40, 5, move |value| {
        let comma = prop::sample::select(vec!["", ","]);
        let element = (gap(), value.clone(), gap()).prop_map(|(a, value, b)| format!("{a}{value}{b}"));
        let member = (gap(), key.clone(), gap(), value, gap())
            .prop_map(|(a, key, b, value, c)| format!("{a}{key}{b}:{value}{c}"));
        let list = |part: BoxedStrategy<String>, open: &'static str, close: &'static str| {
            (prop::collection::vec(part, 0..5), comma.clone()).prop_map(move |(parts, comma)| {
                let comma = if parts.is_empty() { "" } else { comma };
                format!("{open}{}{comma}{close}", parts.join(","))
            })
        };
        prop_oneof![list(element.boxed(), "[", "]"), list(member.boxed(), "{", "}")]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_readers_read_a_valid_file_alike(text in valid()) {
        let reading = read(&text);
        prop_assert!(reading.errors.is_empty(), "{:?}: {:?}", text, reading.errors);
        prop_assert_eq!(second_opinion(&reading.tree, &text), Opinion::Same, "{}", text);
    }

    #[test]
    fn the_second_opinion_is_about_places_too(text in valid(), at in any::<prop::sample::Index>()) {
        let at = text.floor_char_boundary(at.index(text.len() + 1));
        let longer = format!("{} {}", &text[..at], &text[at..]);
        let (ours, others) = (read(&text).tree, read(&longer).tree);
        let is_same = format!("{:?}", ours.nodes) == format!("{:?}", others.nodes);
        prop_assert_eq!(second_opinion(&ours, &longer) == Opinion::Same, is_same, "{:?}", longer);
    }

    #[test]
    fn what_both_readers_accept_they_read_alike(text in token_soup()) {
        let reading = read(&text);
        let is_unusual = reading.tree.has_invalid_escapes() || reading.tree.has_rare_characters();
        let opinion = second_opinion(&reading.tree, &text);
        if reading.errors.is_empty() && !is_unusual {
            prop_assert_eq!(opinion, Opinion::Same, "{:?}", text);
        }
        prop_assert!(reading.doubtful.windows(2).all(|pair| pair[0].end < pair[1].start));
        for string in reading.tree.strings(&text) {
            prop_assert!(string.raw().starts_with('"') && string.string().is_some());
        }
    }
}
