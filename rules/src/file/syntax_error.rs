//! The file is not valid JSON with comments, so VS Code and other programs see different settings in it.
#![doc = include_str!("syntax_error.md")]

use envlint_core::document::Document;
use envlint_core::env::FileAnalysis;
use envlint_core::jsonc::{JsonError, JsonErrorKind};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Span;
use envlint_core::vscode::FileKind;

declare_rule! {
    SyntaxError {
        name: "syntax-error",
        severity: Error,
        since: "0.1.0",
        page: "syntax_error.md",
    }
}

impl Rule for SyntaxError {
    fn check_errors(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let document = analysis.document;
        let help = if document.is_uncertain() {
            "Fix this first; until then, envlint checks only single values, away from the error, and does not write to this file"
        } else {
            "Fix this first; until then, envlint does not write to this file"
        };
        for error in document.errors() {
            let what = sentence(error.kind);
            let message = match consequence(error, document).filter(|_| is_read_by_vs_code(document)) {
                Some(consequence) => format!("{what}: {consequence}"),
                None => what.to_owned(),
            };
            context.finding(error.span, message).help(help).report();
        }
        if let Some(root) = document.root().filter(|root| document.errors().is_empty() && !root.is_object()) {
            let message = "The file must contain an object, `{ … }`; nothing is read from it";
            context.finding(root.span(), message).help("Put the settings into `{ … }`").report();
        }
    }
}

/// Returns `false` for files that other programs read, which report errors in their own way.
fn is_read_by_vs_code(document: &Document) -> bool {
    !matches!(document.kind(), FileKind::DevContainer | FileKind::PortableMcp | FileKind::CursorMcp)
}

fn sentence(kind: JsonErrorKind) -> &'static str {
    match kind {
        JsonErrorKind::MissingComma => "A comma is missing here",
        JsonErrorKind::ExtraComma => "There is nothing before this comma",
        JsonErrorKind::MissingColon => "A colon is expected after this key",
        JsonErrorKind::MissingValue => "A value is missing here",
        JsonErrorKind::InvalidValue => "This is not a JSON value",
        JsonErrorKind::InvalidNumber => "This number is incomplete",
        JsonErrorKind::InvalidKey => "A key in double quotes is expected here",
        JsonErrorKind::UnquotedKey => "Keys need double quotes",
        JsonErrorKind::SingleQuotes => "Strings need double quotes",
        JsonErrorKind::WrongBracket => "This bracket does not match the one that is open",
        JsonErrorKind::Unclosed => "This is never closed",
        JsonErrorKind::StrayText => "This text is not part of JSON",
        JsonErrorKind::AfterRoot => "There is text after the end of the root value",
        JsonErrorKind::UnterminatedString => "This string is not closed on its line",
        JsonErrorKind::UnterminatedComment => "This comment is never closed",
        JsonErrorKind::ConflictMarker => "This is a conflict marker of an unfinished merge",
        JsonErrorKind::TooDeep => "The file is nested more than 256 levels deep, and envlint reads nothing from it",
    }
}

/// What VS Code still reads.
///
/// Source: `visit` in json.ts (1.138); recorded as `syntax-missing-comma`, `syntax-unclosed`, `syntax-single-quotes`,
/// `syntax-unquoted-key`, `syntax-two-roots`, `syntax-trailing-text`. VS Code refuses a whole mcp.json:
/// mcpResourceScannerService.ts, `withProfileMcpServers`.
fn consequence(error: &JsonError, document: &Document) -> Option<String> {
    let text = match error.kind {
        JsonErrorKind::TooDeep => return None,
        _ if document.kind() == FileKind::Mcp => "VS Code reads no server from a file with a syntax error",
        JsonErrorKind::AfterRoot => "VS Code reads only the first value",
        _ if !error.lost.is_empty() => return Some(loss(error.lost, document)),
        JsonErrorKind::MissingComma => "VS Code continues and applies every setting, but other programs stop here",
        JsonErrorKind::Unclosed => "VS Code reads what is there, but other programs read nothing",
        JsonErrorKind::UnterminatedString => "VS Code reads it up to the end of the line",
        JsonErrorKind::InvalidNumber => "VS Code reads only a part of it",
        JsonErrorKind::ConflictMarker => "VS Code ignores the markers and reads both sides",
        _ => "VS Code ignores it and continues, but other programs stop here",
    };
    Some(text.to_owned())
}

/// A clause about text that VS Code passes over.
fn loss(lost: Span, document: &Document) -> String {
    let rest = document.text().get(lost.end as usize..).unwrap_or_default();
    if rest.trim().is_empty() {
        return "VS Code ignores the rest of the file".to_owned();
    }
    let (start, end) = document.positions(lost);
    if start.line == end.line {
        "VS Code ignores this part".to_owned()
    } else {
        format!("VS Code ignores everything up to line {}", end.line)
    }
}
