//! Fingerprints, which identify a finding in a later version of its file.

use super::{results, sarif, text};
use crate::workspace::Workspace;

fn fingerprints(source: &str) -> Vec<String> {
    let log = sarif(&Workspace::with_settings(source), &["."]);
    results(&log).iter().map(|result| text(result, "/partialFingerprints/envlint~1v1").to_owned()).collect()
}

#[test]
fn fingerprints_are_of_content_and_not_of_positions() {
    let source = "{\n  \"terminal.integrated.env.osx\": { \"PATH\": \"/x\", \"A\": \"${env.A}\" },\n  \"a\": 1,\n  \"a\": 1\n}\n";
    let wanted = fingerprints(source);
    assert_eq!(wanted.len(), 3);
    for (name, other) in [
        ("lines above", source.replacen("{\n", "{\n  // new\n\n  \"b\": 1,\n", 1)),
        ("other white space", source.replace("  ", "\t\t\t")),
        ("other line ends", source.replace('\n', "\r\n")),
        ("all on one line", source.replace('\n', " ")),
        ("one more of another rule above", source.replacen("{\n", "{ \"b\": 1,\n\"b\": 1,\n", 1)),
    ] {
        let found = fingerprints(&other);
        assert!(wanted.iter().all(|print| found.contains(print)), "{name}: {wanted:?} in {found:?}");
    }
    let all_differ = |prints: &[String]| (1..prints.len()).all(|end| !prints[..end].contains(&prints[end]));
    assert!(all_differ(&wanted));
    for (name, other) in [
        ("another value", source.replace("/x", "/y")),
        ("another variable", source.replace("\"PATH\"", "\"Path\"")),
        ("another place", source.replace("osx", "linux")),
    ] {
        assert_ne!(fingerprints(&other)[0], wanted[0], "{name}");
    }
}

#[test]
fn equal_findings_differ_by_their_number() {
    let one = fingerprints("{ \"x\": { \"a\": 1, \"a\": 1 } }");
    let three =
        fingerprints("{ \"x\": { \"a\": 1, \"a\": 1 }, \"y\": { \"a\": 1, \"a\": 1 }, \"z\": { \"a\": 1, \"a\": 1 } }");
    let (hash, number) = one[0].split_once(':').unwrap();
    assert_eq!(number, "1");
    assert_eq!(three, (1..=3).map(|number| format!("{hash}:{number}")).collect::<Vec<_>>());
}

#[test]
fn fingerprints_ignore_white_space_in_the_text_of_a_finding() {
    let wanted = fingerprints("[\n  \"a b\",\n  2\n]\n");
    assert_eq!(wanted.len(), 1);
    assert_eq!(fingerprints("[\r\n\t\"a b\",\r\n\t2 ]"), wanted);
    assert_ne!(fingerprints("[\n  \"a b\",\n  3\n]\n"), wanted);
}

/// The hash of a short secret would allow all short strings to be tried.
#[test]
fn fingerprints_do_not_depend_on_secrets() {
    let with =
        |secret: &str| format!(r#"{{ "terminal.integrated.env.linux": {{ "PATH": "https://me:{secret}@x/" }} }}"#);
    assert_eq!(fingerprints(&with("Zq7hunter2")), fingerprints(&with("other")));
    assert_ne!(fingerprints(&with("Zq7hunter2")), fingerprints(&with("Zq7hunter2").replace("/\"", "/y\"")));
}
