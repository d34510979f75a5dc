//! The file is not valid JSON with comments, so VS Code and other programs see different settings in it.
#![doc = include_str!("syntax_error.md")]

use envlint_core::document::Document;
use envlint_core::env::FileAnalysis;
use envlint_core::jsonc::JsonErrorKind;
use envlint_core::rule::{Context, Rule};
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
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let document = analysis.document;
        for error in document.errors() {
            let what = sentence(error.kind).map_or_else(|| error.message.clone(), ToOwned::to_owned);
            let message = match consequence(error.kind).filter(|_| is_read_by_vs_code(document)) {
                Some(consequence) => format!("{what}: {consequence}"),
                None => what,
            };
            context
                .finding(error.span, message)
                .help("Fix this first; envlint checks nothing else in this file")
                .report();
        }
        if let Some(root) = document.root().filter(|root| !root.is_object()) {
            let message = "The file must contain an object, `{ … }`; nothing is read from it";
            context.finding(root.span(), message).help("Put the settings into `{ … }`").report();
        }
    }
}

/// Returns `false` for dev containers, which another program reads and reports errors in.
fn is_read_by_vs_code(document: &Document) -> bool {
    document.kind() != FileKind::DevContainer
}

fn sentence(kind: JsonErrorKind) -> Option<&'static str> {
    Some(match kind {
        JsonErrorKind::MissingComma => "A comma is missing here",
        JsonErrorKind::Unclosed => "This is never closed",
        JsonErrorKind::SingleQuotes => "Strings need double quotes",
        JsonErrorKind::UnquotedKey => "Keys need double quotes",
        JsonErrorKind::AfterRoot => "There is text after the end of the root value",
        JsonErrorKind::LoneSurrogate => "This `\\u` escape is one half of a surrogate pair without the other half",
        JsonErrorKind::UnterminatedString => "This string is not closed on its line",
        JsonErrorKind::UnterminatedComment => "This comment is never closed",
        JsonErrorKind::ConflictMarker => "This is a conflict marker of an unfinished merge",
        JsonErrorKind::TooDeep => "The file is nested more than 512 levels deep",
        JsonErrorKind::Other => return None,
    })
}

/// What VS Code and other programs still read; `None` where nothing was recorded.
///
/// Source: recorded as `syntax-missing-comma`, `syntax-unclosed`, `syntax-single-quotes`, `syntax-unquoted-key`,
/// `syntax-two-roots`, `syntax-trailing-text`.
fn consequence(kind: JsonErrorKind) -> Option<&'static str> {
    match kind {
        JsonErrorKind::MissingComma => {
            Some("VS Code continues and applies every setting, but other programs stop here")
        }
        JsonErrorKind::Unclosed => Some("VS Code reads what is there, but other programs read nothing"),
        JsonErrorKind::SingleQuotes => Some("VS Code ignores this setting and all that follow"),
        JsonErrorKind::UnquotedKey => Some("VS Code ignores this setting"),
        JsonErrorKind::AfterRoot => Some("VS Code reads only the first value"),
        JsonErrorKind::LoneSurrogate
        | JsonErrorKind::UnterminatedString
        | JsonErrorKind::UnterminatedComment
        | JsonErrorKind::ConflictMarker
        | JsonErrorKind::TooDeep
        | JsonErrorKind::Other => None,
    }
}
