//! Tests for how the parsers of `.env` files read lines.

use super::Surprise::{self, *};
use super::grammar::DEBUGGERS;
use super::line::read_lines;
use super::{EnvFileGrammar, EnvFileReader, surprises};
use crate::vscode::debugger_of;

/// The grammar that the debugger of this type uses.
fn grammar(kind: &str) -> &'static EnvFileGrammar {
    debugger_of(kind).and_then(EnvFileReader::of).unwrap().grammar
}

/// Every debugger that has a reader is in the table of debuggers.
#[test]
fn every_reader_belongs_to_a_debugger() {
    for kind in DEBUGGERS.iter().flat_map(|(types, _)| *types) {
        assert!(debugger_of(kind).is_some_and(|debugger| EnvFileReader::of(debugger).is_some()), "{kind}");
    }
}

const GO: &str = "go";
const PYTHON: &str = "debugpy";
const NODE: &str = "node";
const CPP: &str = "cppdbg";

/// The kind, variable and line of every surprise.
fn found(text: &str, kind: &str) -> Vec<(Surprise, String, u32)> {
    let index = crate::text::LineIndex::new(text);
    let line = |span: crate::text::Span| index.line(span.start);
    let row = |found: &super::SurprisingLine<'_>| {
        (found.surprise, found.variable.unwrap_or("?").to_owned(), line(found.span))
    };
    surprises(text, grammar(kind)).iter().map(row).collect()
}

/// The observed results of each parser: three of them were run in Node; the C++ debugger's code reads like the
/// first.
#[test]
fn each_parser_has_its_own_surprises() {
    let all = [GO, PYTHON, NODE, CPP];
    let table: &[(&str, [Option<Surprise>; 4])] = &[
        ("A=x # c", [Some(CommentKept), Some(CommentKept), None, Some(CommentKept)]),
        ("A=\"x\" # c", [Some(CommentKept), Some(CommentKept), None, Some(CommentKept)]),
        ("A='x' #c", [Some(CommentKept), Some(CommentKept), None, Some(CommentKept)]),
        ("A=x#y", [None, None, Some(CutAtHash), None]),
        ("A=#fff", [None, None, Some(CutAtHash), None]),
        ("A=http://x/#/y", [None, None, Some(CutAtHash), None]),
        ("A=\"x\" ", [Some(QuoteKept), None, None, Some(QuoteKept)]),
        ("A=\"x\" \r\nB=1", [Some(QuoteKept), None, None, Some(QuoteKept)]),
        ("A=x \"y\"", [Some(QuoteLost), None, None, Some(QuoteLost)]),
        ("A=\"x\ny\"\n", [Some(LinesLost), Some(LinesLost), None, Some(LinesLost)]),
        ("export A=1", [None, Some(Ignored), None, Some(Ignored)]),
        ("A: 1", [Some(Ignored), Some(Ignored), None, Some(Ignored)]),
        ("set A=1", [Some(Ignored); 4]),
        ("1A=2", [None, Some(Ignored), None, None]),
        ("A.b=2", [None, Some(Ignored), None, None]),
        ("A B=2", [Some(Ignored); 4]),
        ("A=$HOME/x", [Some(ReferenceKept); 4]),
        ("A=${HOME}/x", [None, None, Some(ReferenceKept), Some(ReferenceKept)]),
        ("A=${HOME:-x}", [Some(DefaultKept); 4]),
        (
            "A=${workspaceFolder}/x",
            [Some(EditorVariableEmpty), Some(EditorVariableEmpty), Some(EditorVariableKept), Some(EditorVariableKept)],
        ),
        ("A=${env:HOME}/x", [Some(EditorVariableKept); 4]),
        ("A=1\nA=2", [Some(SetAgain); 4]),
        ("A=1\nA=${A}2", [None, None, Some(ReferenceKept), Some(ReferenceKept)]),
    ];
    for (text, expected) in table {
        for (kind, expected) in all.into_iter().zip(expected) {
            let kinds: Vec<Surprise> = found(text, kind).into_iter().map(|(surprise, ..)| surprise).collect();
            let without_again: Vec<Surprise> = if *expected == Some(SetAgain) {
                kinds
            } else {
                kinds.into_iter().filter(|it| *it != SetAgain).collect()
            };
            assert_eq!(without_again, expected.iter().copied().collect::<Vec<_>>(), "{kind}: {text}");
        }
    }
}

#[test]
fn ordinary_files_contain_no_surprise() {
    let quiet = [
        "",
        "\u{feff}# comment = here\n\n  A=1\r\nB_2 = \"x y\"\r\n",
        "URL=https://u:p@h/x?a=1#b c\nPASS=pa$$word\nHASH=$2b$10$abc\nCOST=a$b",
        "TITLE=Issue #1\nCOLOR= #fff\nEMPTY=\nQUOTED='a # b'\nTAGS=#a #b",
        "JSON={\"a\": \"b\"}\nIT=it's\nSAY='$HOME'\nESC=\\$HOME",
        "; ini = comment\n// x = y\n[section]\nBARE\nhttp://x/?a=b\n-----BEGIN KEY-----\nab+/cd==\n",
        "A=1\nA=1\nFORMAT=${level}\nX=${a.b}\nY=${}",
        "B=x # \nC=\"x\"\t# \nOPEN=\"x",
        "export\n=x\nA",
    ];
    for text in quiet {
        for kind in [GO, PYTHON, CPP] {
            assert_eq!(found(text, kind), [], "{kind}: {text}");
        }
    }
    assert_eq!(found("A=\"x\n#y=1\nz\"\nB='$HOME\n'\nC=`a\nb`\nD=x#not this\nE: 1", NODE), []);
}

/// Lines within a value, for example of a base64 key, are neither variables nor mistakes, and do not show a name.
#[test]
fn lines_of_one_value_are_not_variables() {
    let key = "KEY=\"-----BEGIN PRIVATE KEY-----\nMIIE=\nabc+/=\nMIIE=\n-----END PRIVATE KEY-----\"\nB=1\nB=2";
    assert_eq!(found(key, GO), [(LinesLost, "KEY".to_owned(), 1), (SetAgain, "B".to_owned(), 6)]);
    assert_eq!(found(key, NODE), [(SetAgain, "B".to_owned(), 6)]);
    // A quote that is never closed does not swallow the lines below.
    assert_eq!(found("A=\"x\nB=1\nset C=2\nD='y\"", GO), [(Ignored, "C".to_owned(), 3)]);
}

#[test]
fn a_piece_of_a_value_is_not_a_name() {
    let long = "a".repeat(60);
    let text = format!("{long}=x # y\n\"quoted\"=1\n9x=$HOME\nTWO WORDS=1");
    let named: Vec<(Surprise, String, u32)> = found(&text, GO);
    assert_eq!(
        named,
        [(Ignored, "?".to_owned(), 4), (CommentKept, "?".to_owned(), 1), (ReferenceKept, "?".to_owned(), 3)]
    );
}

#[test]
fn any_text_is_read_to_its_end() {
    for text in [
        "\r",
        "\n\n",
        "A",
        "=",
        "A=",
        "A=\"",
        "A='\n",
        "\u{feff}",
        "é=ü # ß\nA=é # ü",
        "A=${",
        "A=$",
        "export ",
        "A=\\",
    ] {
        for kind in [GO, PYTHON, NODE, CPP] {
            assert!(read_lines(text, grammar(kind)).len() >= surprises(text, grammar(kind)).len(), "{kind}: {text}");
        }
    }
}
