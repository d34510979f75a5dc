use super::*;
use crate::jsonc::parse;

fn read(text: &str, path: &[&str]) -> Option<String> {
    let tree = parse(text).unwrap();
    let settings = Settings::new(tree.root(text));
    settings.get(path)?.value().map(|value| value.raw().to_owned())
}

const A: &[&str] = &["terminal", "integrated", "env", "linux", "A"];

/// Each line is one of the cases that were recorded from VS Code 1.139.1.
#[test]
fn reads_keys_as_recorded() {
    let some = |text: &str| Some(text.to_owned());
    for (case, text, value) in [
        ("dotted", r#"{"terminal.integrated.env.linux": {"A": 1}}"#, some("1")),
        ("dup-top", r#"{"terminal.integrated.env.linux": {"A": 1}, "terminal.integrated.env.linux": {"B": 2}}"#, None),
        ("dup-inner", r#"{"terminal.integrated.env.linux": {"A": 1, "A": 2}}"#, some("2")),
        ("nested-full", r#"{"terminal": {"integrated": {"env": {"linux": {"A": 1}}}}}"#, some("1")),
        ("nested-half2", r#"{"terminal.integrated.env": {"linux": {"A": 1}}}"#, some("1")),
        ("nested-half", r#"{"terminal.integrated": {"env.linux": {"A": 1}}}"#, None),
        (
            "nested-and-dotted",
            r#"{"terminal": {"integrated": {"env": {"linux": {"A": 1}}}}, "terminal.integrated.env.linux": {"B": 2}}"#,
            None,
        ),
        (
            "nested-then-dotted",
            r#"{"terminal.integrated.env.linux": {"B": 2}, "terminal": {"integrated": {"env": {"linux": {"A": 1}}}}}"#,
            some("1"),
        ),
        (
            "var-subkey-after",
            r#"{"terminal.integrated.env.linux": {"B": 2}, "terminal.integrated.env.linux.A": 1}"#,
            some("1"),
        ),
        ("var-subkey", r#"{"terminal.integrated.env.linux.A": 1, "terminal.integrated.env.linux": {"B": 2}}"#, None),
        ("conflict", r#"{"terminal.integrated.env": null, "terminal.integrated.env.linux": {"A": 1}}"#, None),
        ("escapes", r#"{"terminal.integrated.env.linu\u0078": {"\u0041": 1}}"#, some("1")),
    ] {
        assert_eq!(read(text, A), value, "{case}");
    }
}

fn hidden(text: &str) -> Vec<String> {
    let tree = parse(text).unwrap();
    let settings = Settings::new(tree.root(text));
    let name = |origin: Origin<'_>| origin.member().name().into_owned();
    let shown = |hidden: &Hidden<'_>| format!("{} {:?} {}", name(hidden.origin), hidden.reason, name(hidden.by));
    settings.hidden.iter().map(shown).collect()
}

#[test]
fn remembers_keys_that_others_hide() {
    for (text, expected) in [
        (r#"{"go.a.b": 1, "go.a": {}}"#, &["go.a.b Replaced go.a"][..]),
        (r#"{"go.a.b": 1, "go.a": null}"#, &["go.a.b Replaced go.a"]),
        (r#"{"go.a.b": 1, "go.a.c": 2, "go": {}}"#, &["go.a.b Replaced go", "go.a.c Replaced go"]),
        (r#"{"go.a": {}, "go.a.b": 1, "go": {}}"#, &["go.a Replaced go", "go.a.b Replaced go"]),
        (r#"{"go.a.b": 1, "go.a": {}, "go": {}}"#, &["go.a.b Replaced go.a", "go.a Replaced go"]),
        (r#"{"go": 1, "go.a": 2}"#, &["go.a Blocked go"]),
        (r#"{"go": {"a": null}, "go.a.b": 2}"#, &["go.a.b Blocked a"]),
        (r#"{"go": {"a": {"b": 1}}, "go.a.b": 2}"#, &["b SetAgain go.a.b"]),
        (r#"{"go": {"a": {"b": 1}}, "go.a.c": 2}"#, &[]),
        (r#"{"go": {"a": {"b": 1}}, "go.a.c": 2, "go.a": {}}"#, &["a SetAgain go.a", "go.a.c Replaced go.a"]),
        (r#"{"go": {"a": {"b": 1}}, "go.a": {}}"#, &["a SetAgain go.a"]),
        (r#"{"go.a": {"b": {"c": 1}}, "go.a.b": {}}"#, &["b SetAgain go.a.b"]),
        (r#"{"go": {"a": 1, "b": 2}, "go.b": 3}"#, &["b SetAgain go.b"]),
        (r#"{"go.a": {"b": {"c": 1}}, "go.a.b.d": 2, "go": {}}"#, &["go.a Replaced go", "go.a.b.d Replaced go"]),
        (r#"{"go.a": {}, "go.a": {}, "go.b": 1, "go.ab": 1}"#, &[]),
    ] {
        assert_eq!(hidden(text), expected, "{text}");
    }
}
