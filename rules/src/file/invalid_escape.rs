//! A single backslash in a string starts an escape, so a Windows path loses its backslashes.
#![doc = include_str!("invalid_escape.md")]

use envlint_core::env::FileAnalysis;
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::{Edit, Span};
use envlint_core::vscode::FileKind;

mod backslashes;

use backslashes::{LostBackslashes, lost_backslashes};

declare_rule! {
    InvalidEscape {
        name: "invalid-escape",
        severity: Error,
        fix: Display,
        since: "0.1.0",
        page: "invalid_escape.md",
    }
}

impl Rule for InvalidEscape {
    fn check_text(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        for value in analysis.document.escaped_strings() {
            let Some(lost) = lost_backslashes(value) else { continue };
            let site = analysis.site_of_value(value.span());
            let place = site.map(|site| format!(" in {}", site.variable)).unwrap_or_default();
            let message = message(&lost, analysis, &place);
            let double = |at: &Span| Edit::insert(at.start, "\\");
            let edits = lost.backslashes.iter().map(double).collect();
            let fix = Fix::value("Double the backslashes", Applicability::Display, value.span(), edits);
            let finding = context.finding(lost.first, message).fix(fix);
            match site {
                Some(site) => finding.variable(&site.variable).place(&site.key).report(),
                None => finding.report(),
            }
        }
    }
}

fn message(lost: &LostBackslashes, analysis: &FileAnalysis<'_>, place: &str) -> String {
    let written = lost.first.of(analysis.document.text());
    let letter = written.get(1..).unwrap_or_default();
    match lost.stands_for {
        Some(character) => {
            let name = name(character);
            format!(
                "`{written}`{place} is {name}, not a backslash followed by `{letter}`, and VS Code does not mark it"
            )
        }
        // Another program reads these files, and how it reads such an escape was not recorded.
        None if analysis.document.kind() == FileKind::DevContainer => {
            format!("`{written}`{place} is not a valid escape in JSON; a literal backslash is written `\\\\`")
        }
        None => {
            format!(
                "`{written}`{place} is not a valid escape in JSON: VS Code drops it, and other programs reject the file"
            )
        }
    }
}

/// The usual name of a character that has its own escape.
fn name(character: char) -> &'static str {
    match character {
        '\n' => "a line break",
        '\t' => "a tab",
        '\r' => "a carriage return",
        '\u{8}' => "a backspace",
        _ => "a form feed",
    }
}
