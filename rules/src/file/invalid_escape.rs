#![doc = include_str!("invalid_escape.md")]

use crate::core::env::Reading;
use crate::core::finding::{Applicability, Fix, Severity};
use crate::core::rule::{Context, Meta, Rule};
use crate::core::text::{Edit, Span};
use crate::core::views::{LostBackslashes, lost_backslashes};
use crate::core::vscode::FileKind;

/// See the [page](self).
#[derive(Debug)]
pub struct InvalidEscape;

static META: Meta = Meta {
    name: "invalid-escape",
    family: "file",
    enabled: true,
    severity: Severity::Error,
    fix: Some(Applicability::Display),
    page: include_str!("invalid_escape.md"),
};

impl Rule for InvalidEscape {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_document(&self, reading: &Reading<'_>, context: &mut Context<'_>) {
        for value in reading.document.strings() {
            let Some(lost) = lost_backslashes(value) else { continue };
            let site = reading.sites.iter().find(|site| site.value_span() == value.span());
            let place = site.map(|site| format!(" in {}", site.variable)).unwrap_or_default();
            let message = message(&lost, reading, &place);
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

fn message(lost: &LostBackslashes, reading: &Reading<'_>, place: &str) -> String {
    let written = lost.first.of(reading.document.text());
    let letter = written.get(1..).unwrap_or_default();
    match lost.stands_for {
        Some(character) => {
            let name = name(character);
            format!("`{written}`{place} is {name}, not a backslash and `{letter}`, and VS Code marks nothing")
        }
        // Another program reads these, and what it makes of them was not recorded.
        None if reading.document.kind() == FileKind::DevContainer => {
            format!("`{written}`{place} is no escape in JSON: a backslash that is meant as one is written `\\\\`")
        }
        None => {
            format!("`{written}`{place} is no escape in JSON: VS Code drops it, and other programs refuse the file")
        }
    }
}

/// What people call one of the characters that have escapes of their own.
fn name(character: char) -> &'static str {
    match character {
        '\n' => "a line break",
        '\t' => "a tab",
        '\r' => "a carriage return",
        '\u{8}' => "a backspace",
        _ => "a form feed",
    }
}
