//! Unified diffs, as `--diff` prints them.

use std::collections::BTreeSet;
use std::io::{self, Write};

use envlint_core::document::Document;
use envlint_core::text::{Hunk, partial_diff};

use super::Style;
use crate::printable::printable;

/// Writes the unified diff between two versions of the file at `path`, as a patch that `git apply` accepts. A comment before it
/// stands for each line that holds a secret. Returns the number of changes that are left out because of one.
pub(crate) fn diff(path: &str, old: &Document, new: &Document, style: Style, out: &mut dyn Write) -> io::Result<usize> {
    if old.text() == new.text() {
        return Ok(0);
    }
    let paint =
        |code: &str, text: &str| if style.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() };
    let path = printable(path);
    let parts = partial_diff(old.text(), new.text(), &secret_lines(old), &secret_lines(new));
    // Comments between hunks would make the patch invalid.
    for line in &parts.withheld {
        let note = format!("# {path}:{}: not shown, because this line contains a secret", line + 1);
        writeln!(out, "{}", paint("33", &note))?;
    }
    for line in &parts.left_out {
        let note = format!(
            "# {path}:{}: change not shown, because it contains a secret or a secret follows it; envlint --fix applies it",
            line + 1
        );
        writeln!(out, "{}", paint("33", &note))?;
    }
    if !parts.hunks.is_empty() {
        writeln!(out, "{}", paint("1", &format!("--- a/{path}")))?;
        writeln!(out, "{}", paint("1", &format!("+++ b/{path}")))?;
    }
    for hunk in &parts.hunks {
        writeln!(out, "{}", paint("36", &hunk.header))?;
        write_lines(hunk, paint, out)?;
    }
    Ok(parts.left_out.len())
}

fn write_lines(hunk: &Hunk, paint: impl Fn(&str, &str) -> String, out: &mut dyn Write) -> io::Result<()> {
    for (sign, line) in &hunk.lines {
        // A carriage return at the end is kept, so that the diff can be applied.
        let (text, end) = line.strip_suffix('\r').map_or((line.as_str(), ""), |text| (text, "\r"));
        let line = format!("{sign}{}", self::line(text));
        let line = match sign {
            '-' => paint("31", &line),
            '+' => paint("32", &line),
            _ => line,
        };
        writeln!(out, "{line}{end}")?;
    }
    Ok(())
}

/// Makes a line of a file (without its line ending) safe to show in a diff. Tabs are kept.
pub(super) fn line(text: &str) -> String {
    text.split('\t').map(printable).collect::<Vec<_>>().join("\t")
}

/// The lines of `document`, counted from 0, that contain a part of a secret.
fn secret_lines(document: &Document) -> BTreeSet<usize> {
    let index = document.lines();
    let lines = document.secrets().iter().flat_map(|secret| {
        let last = secret.end.saturating_sub(1).max(secret.start);
        index.line(secret.start)..=index.line(last)
    });
    lines.map(|line| line as usize - 1).collect()
}
