//! Tests for splitting values: references, separators, malformed references.

use super::*;
use crate::vscode::dialects::{
    CMAKE, CONTAINER_ENV, GO_TOOLS, GOPLS, HASKELL, REMOTE_ENV, RUST_ANALYZER, TASK, TERMINAL,
};

fn shown(value: &str, dialect: &'static Dialect) -> String {
    let quoted = format!("\"{}\"", crate::jsonc::quote(value));
    let tree = crate::jsonc::parse(&quoted).unwrap();
    let text = Text::parse(tree.root(&quoted).unwrap().decoded().unwrap(), dialect, None, Some("PATH"));
    let joined: String = text.segments.iter().map(|segment| text.of(segment)).collect();
    assert_eq!(joined, value, "the segments have no gaps");
    let show = |segment: &Segment| match segment {
        Segment::Literal { .. } => format!("'{}'", text.of(segment)),
        Segment::Separator { separator, .. } => separator.to_string(),
        Segment::Reference(reference) => format!("{:?}", reference.outcome),
    };
    text.segments.iter().map(show).collect::<Vec<_>>().join(" ")
}

#[test]
fn drive_letters_and_urls_contain_no_separator() {
    assert_eq!(shown(r"C:\bin;D:/x:/y", &TERMINAL), r"'C:\bin' ; 'D:/x' : '/y'");
    assert_eq!(shown(r"C:\a${pathSeparator}D:\b", &TERMINAL), r"'C:\a' Expands 'D:\b'");
    assert_eq!(shown(r"C:\a,D:\b;C:\c,d:/x", &TERMINAL), r"'C:\a,D:\b' ; 'C:\c,d:/x'");
    assert_eq!(shown("https://x/y:/z", &TERMINAL), "'https://x/y' : '/z'");
    assert_eq!(shown("/a::/b:", &TERMINAL), "'/a' : : '/b' :");
}

/// The table of substitution forms, as recorded from a terminal (cases `subst` and `single-*`).
#[test]
fn terminal_outcomes_are_as_recorded() {
    for (value, outcome) in [
        ("${env:BASEVAR}", "Expands"),
        ("${env:NOPE:-d}", "Empty"),
        ("${env: BASEVAR}", "Empty"),
        ("${ env:BASEVAR }", "Literal"),
        ("${BASEVAR}", "Literal"),
        ("$BASEVAR", "Literal"),
        ("%BASEVAR%", "Literal"),
        ("$(env:X)", "Literal"),
        ("#{env:X}", "Literal"),
        ("$<env:X>", "Literal"),
        ("${env.BASEVAR}", "Literal"),
        ("${ENV:BASEVAR}", "Literal"),
        ("${env:BASEVAR", "Literal"),
        ("${{env:BASEVAR}}/x", "Literal '/x'"),
        ("${{ env:BASEVAR }}", "Literal"),
        ("${{env:}}", "'${{env:}}'"),
        ("${{env:A}", "'${' Literal"),
        ("${HOME:-/x}", "Literal"),
        ("${localEnv.X}", "Literal"),
        ("${containerEnv.X}", "Literal"),
        ("${env:A:${env:B}", "Literal : Expands"),
        ("${env:${env:A}}", "'${env:${env:A}}'"),
        ("${nosuch:arg}/x", "'${nosuch:arg}/x'"),
        ("$Env:Path", "Literal"),
        ("${Path}", "Literal"),
        ("${userHome}", "TakesValueDown"),
        ("${env}", "TakesValueDown"),
        ("${env:}", "TakesValueDown"),
        ("${workspaceFolder:ws}", "NeedsFolder"),
        ("${pathSeparator}", "Expands"),
        ("${/}", "Expands"),
        ("${config:editor.tabSize}", "Expands"),
        ("${command:x}", "Literal"),
        ("${file}", "NeedsEditor"),
        ("$${env:BASEVAR}", "'$' Expands"),
        (r"\${env:BASEVAR}", r"'\' Expands"),
        ("${nosuch}", "'${nosuch}'"),
        ("${}", "'${}'"),
        ("fo$o", "'fo' Literal"),
        ("100%", "'100%'"),
    ] {
        assert_eq!(shown(value, &TERMINAL), outcome, "{value}");
    }
}

#[test]
fn each_dialect_has_its_own_view() {
    assert_eq!(shown("${env: X }", &GO_TOOLS), "Expands");
    assert_eq!(shown("${userHome}", &GO_TOOLS), "Literal");
    assert_eq!(shown("${workspaceFolder:a}", &GO_TOOLS), "Literal");
    assert_eq!(shown("${workspaceFolder}", &GO_TOOLS), "Expands");
    assert_eq!(shown("${env:X}", &GOPLS), "Literal");
    assert_eq!(shown("$PATH$;C:\\x", &TERMINAL), "Literal ; 'C:\\x'");
    assert_eq!(shown("${userHome}:${input:x}:${file}", &TASK), "Expands : Expands : Expands");
    assert_eq!(shown("${env}", &TASK), "Stops");
    assert_eq!(shown("${localEnv:X:d}${containerEnv:Y}", &REMOTE_ENV), "Expands Expands");
    assert_eq!(shown("${env:X:d}${containerEnv:Y}", &CONTAINER_ENV), "Expands TooEarly");
    assert_eq!(shown("${workspaceFolder}", &CONTAINER_ENV), "Literal");
    assert_eq!(shown("${containerEnv.PATH}:/x", &REMOTE_ENV), "Literal : '/x'");
    assert_eq!(shown("$penv{X}:${env.Y}:$env{Z}", &CMAKE), "Expands : Expands : Expands");
    assert_eq!(shown("$penv{X}:${env.Y}:$env{Z}", &TASK), "Literal : Literal : Literal");
    assert_eq!(shown("${config:x}:${variant:x}:${env:X:-d}", &CMAKE), "Literal : '${variant:x}' : Empty");
    assert_eq!(shown("${config:x}:${userHome}", &RUST_ANALYZER), "Literal : Expands");
    assert_eq!(shown("${env:PATH}:${env:X}", &RUST_ANALYZER), "TakesValueDown : Expands");
    assert_eq!(shown("${HOME}/x:$PATH:$HOME", &HASKELL), "Expands '/x' : Expands : Literal");
}
