//! Report formats, read back in the same way as their consumers do.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test may fail by it, also outside of its own function"
)]

#[path = "reports/formats.rs"]
mod formats;
#[path = "reports/github.rs"]
mod github;
#[path = "reports/markdown.rs"]
mod markdown;
#[path = "reports/sarif.rs"]
mod sarif;
#[path = "contract/workspace.rs"]
#[allow(dead_code, reason = "the contract uses all of it")]
mod workspace;

/// Text with a special meaning in some format or on a terminal: the end of a line, string, table cell or quotation, a GitHub workflow
/// command, a mention, a link, HTML, colors, and reversed reading order.
const HOSTILE: &str = concat!(
    "a b'\"`c``|d\\|e<img src=x onerror=y><!--\u{1b}[31m\u{202e}\u{200b}::error::f%0A::warning file=g,line=1::h ##[error]i ",
    "@octocat #1 GH-2 https://evil.example/ www.evil.example [j](https://evil.example) ![k](l) *m* _n_ ~~o~~ $p$ &lt; 100% :tada: </td> ]]> {0}",
);

/// Settings with findings whose messages, help, fixes and related places quote `text`.
fn settings(text: &str) -> String {
    let text = &serde_json::to_string(text).unwrap();
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap();
    format!(
        r#"{{
    // {text}
    "terminal.integrated.env.linux": {{ "LD_PATH {text}": "${{env.X}}", "PATH": "/x:$HOME {text}" }},
    "terminal.integrated.env.osx": {{ "PATH": "/x", "A": "${{env:A:-{text}}}", "B": "${{workspaceFolder:{text}}}" }},
    "terminal.integrated.profiles.osx": {{ "{text}": {{ "path": "zsh", "args": ["-i"], "env": {{ "PATH": "/{text}" }} }} }},
    "{text}": 1,
    "{text}": 1
}}
"#
    )
}
