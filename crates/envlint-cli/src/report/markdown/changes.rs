//! The changes of a fix as a Markdown code block.

use envlint_core::document::Document;
use envlint_core::finding::ReportFix;
use envlint_core::secrets::secret_spans;
use envlint_core::text::{Edit, Span, apply, hunks};

use super::super::diff;

/// The maximum number of bytes that are shown.
const LONGEST: u32 = 4_000;

/// The lines that a fix changes, before and after, or a sentence that says why they are not shown.
pub(super) fn block(fix: &ReportFix, document: &Document) -> String {
    let withheld = || "These lines contain a secret, so they are not shown.".to_owned();
    let Some(edits) = &fix.edits else { return withheld() };
    let window = window(edits, document);
    if window.len() > LONGEST {
        return "These lines are too long to show.".to_owned();
    }
    let old = window.of(document.text());
    let moved = |edit: &Edit| Edit {
        span: Span::new(edit.span.start - window.start, edit.span.end - window.start),
        replacement: edit.replacement.clone(),
    };
    let Some(new) = apply(old, &edits.iter().map(moved).collect::<Vec<_>>()) else { return String::new() };
    let has_secret = document.secrets().iter().any(|secret| secret.start < window.end && window.start < secret.end)
        || !secret_spans(&new, Span::new(0, new.len() as u32)).is_empty();
    if has_secret {
        return withheld();
    }
    let lines: Vec<String> = hunks(old, &new)
        .into_iter()
        .flat_map(|hunk| hunk.lines)
        // Skips the note that the file does not end with a line break; it is of no interest here.
        .filter(|(sign, _)| *sign != '\\')
        .map(|(sign, line)| format!("{sign}{}", diff::line(line.strip_suffix('\r').unwrap_or(&line))))
        .collect();
    let fence = fence(&lines);
    format!("{fence}diff\n{}\n{fence}", lines.join("\n"))
}

/// The lines that the edits touch, with one line of context before and after.
fn window(edits: &[Edit], document: &Document) -> Span {
    let lines = document.lines();
    let start = edits.iter().map(|edit| edit.span.start).min().unwrap_or_default();
    let end = edits.iter().map(|edit| edit.span.end).max().unwrap_or(start);
    let behind = lines.line(end) + 2;
    let end = if behind > lines.count() { document.text().len() as u32 } else { lines.start(behind) };
    Span::new(lines.start(lines.line(start).saturating_sub(1)), end)
}

/// A fence with more backquotes than the longest run of them in `lines`.
fn fence(lines: &[String]) -> String {
    let runs = lines.iter().flat_map(|line| line.split(|letter| letter != '`')).map(str::len);
    "`".repeat(runs.max().unwrap_or_default().max(2) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_can_close_the_block() {
        let lines = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect::<Vec<_>>();
        assert_eq!(fence(&[]), "```");
        assert_eq!(fence(&lines(&[" a", "+`b`"])), "```");
        assert_eq!(fence(&lines(&[" a", "+````", "-``"])), "`````");
    }
}
