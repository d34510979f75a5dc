//! Unified diffs, as `--diff` prints them.

use std::io::{self, Write};
use std::ops::Range;

use envlint_core::document::Document;
use envlint_core::text::{Hunk, Span, hunks};

use super::{Style, all_secrets};
use crate::printable::printable;

/// Writes the unified diff between two versions of the file at `path`. A comment replaces each hunk that would show a secret.
pub(crate) fn diff(path: &str, old: &Document, new: &Document, style: Style, out: &mut dyn Write) -> io::Result<()> {
    if old.text() == new.text() {
        return Ok(());
    }
    let paint = |code: &str, text: &str| match style.color {
        true => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        false => text.to_owned(),
    };
    let path = printable(path);
    writeln!(out, "{}", paint("1", &format!("--- a/{path}")))?;
    writeln!(out, "{}", paint("1", &format!("+++ b/{path}")))?;
    let secrets = (all_secrets(old), all_secrets(new));
    for hunk in hunks(old.text(), new.text()) {
        writeln!(out, "{}", paint("36", &hunk.header))?;
        if shows(old, &hunk.old_lines, &secrets.0) || shows(new, &hunk.new_lines, &secrets.1) {
            writeln!(
                out,
                "{}",
                paint("33", "# withheld: these lines contain a secret; envlint --fix still changes them")
            )?;
            continue;
        }
        write_lines(&hunk, paint, out)?;
    }
    Ok(())
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

/// Returns `true` if one of `lines` (counted from 0) contains a part of one of `secrets`.
fn shows(document: &Document, lines: &Range<usize>, secrets: &[Span]) -> bool {
    let index = document.lines();
    let start = index.start(lines.start as u32 + 1);
    let is_last = lines.end as u32 >= index.count();
    let end = if is_last { document.text().len() as u32 } else { index.start(lines.end as u32 + 1) };
    secrets.iter().any(|secret| secret.start < end && start < secret.end)
}
