//! The Markdown report, for a pull request comment or a job summary.

mod changes;

use std::io::{self, Write};

use envlint_core::document::DocumentId;
use envlint_core::finding::ReportFinding;

use super::{Report, plural};
use crate::markdown::{code, prose, shortened};
use crate::printable::printable;

/// The maximum length of the report in bytes. GitHub accepts comments of 65,536 characters, and a character has at least one byte.
const LONGEST: usize = 65_536;
/// The number of bytes reserved for the sentences that say what is left out.
const RESERVE: usize = 400;
/// The maximum length of a path or sentence in bytes; a longer one is cut.
const LONGEST_TEXT: usize = 1_000;

const TABLE: &str = "| severity | rule | line | message |\n| --- | --- | --: | --- |\n";
const DETAILS: (&str, &str) = ("\n<details>\n<summary>Suggested changes</summary>\n", "\n</details>\n");

/// Writes the summary line, then a table for each file, followed by a collapsed section with the suggested changes.
pub(super) fn write(report: &Report<'_>, quiet: bool, out: &mut dyn Write) -> io::Result<()> {
    let head = head(report, quiet);
    out.write_all(head.as_bytes())?;
    let mut room = LONGEST.saturating_sub(head.len() + RESERVE);
    let mut files = files(report);
    let rows_left = take_rows(report, &mut files, &mut room);
    let changes_left = take_changes(report, &mut files, &mut room);
    for file in files.iter().filter(|file| !file.rows.is_empty()) {
        write!(out, "{}{}", file.heading, file.rows.concat())?;
        if !file.changes.is_empty() {
            write!(out, "{}{}{}", DETAILS.0, file.changes.concat(), DETAILS.1)?;
        }
    }
    if rows_left > 0 {
        let left = plural(rows_left, "more finding");
        writeln!(out, "\nNot shown for lack of space: {left}. Run `envlint` to see all findings.")?;
    }
    if changes_left > 0 {
        let left = plural(changes_left, "finding");
        writeln!(
            out,
            "\nNot shown for lack of space: the suggested changes of {left}. Run `envlint` to see all fixes."
        )?;
    }
    Ok(())
}

fn head(report: &Report<'_>, quiet: bool) -> String {
    let mut head = String::new();
    if !quiet {
        head = format!("## envlint\n\n{}\n", report.summary());
    }
    let mut problems = report.problems.iter();
    for problem in problems.by_ref() {
        let path = code(&shortened(&printable(&problem.path), LONGEST_TEXT));
        head += &format!("\n- {path} {}", prose(&shortened(&printable(&problem.message), LONGEST_TEXT)));
        if head.len() > LONGEST / 4 {
            break;
        }
    }
    if problems.len() > 0 {
        head += &format!("\n- and {}", plural(problems.len(), "more file"));
    }
    if report.problems.is_empty() { head } else { head + "\n" }
}

/// The section of the report about one file.
struct FileSection {
    findings: Vec<ReportFinding>,
    heading: String,
    rows: Vec<String>,
    changes: Vec<String>,
}

fn files(report: &Report<'_>) -> Vec<FileSection> {
    let mut files: Vec<(DocumentId, FileSection)> = Vec::new();
    for finding in report.findings() {
        match files.last_mut().filter(|(id, _)| *id == finding.document) {
            Some((_, file)) => file.findings.push(finding),
            None => {
                let path = code(&shortened(&printable(&finding.path), LONGEST_TEXT));
                let heading = format!("\n### {path}\n\n{TABLE}");
                let id = finding.document;
                let file = FileSection { findings: vec![finding], heading, rows: Vec::new(), changes: Vec::new() };
                files.push((id, file));
            }
        }
    }
    files.into_iter().map(|(_, file)| file).collect()
}

/// Fills the tables as long as there is room. Returns the number of findings that were left out.
fn take_rows(report: &Report<'_>, files: &mut [FileSection], room: &mut usize) -> usize {
    for file in files.iter_mut() {
        for finding in &file.findings {
            let row = row(report, finding);
            let heading = if file.rows.is_empty() { file.heading.len() } else { 0 };
            let Some(left) = room.checked_sub(heading + row.len()) else {
                return files.iter().map(|file| file.findings.len() - file.rows.len()).sum();
            };
            *room = left;
            file.rows.push(row);
        }
    }
    0
}

fn row(report: &Report<'_>, finding: &ReportFinding) -> String {
    let name = finding.rule.name;
    let rule = finding.rule.url().map_or_else(|| name.to_owned(), |url| format!("[{name}]({url})"));
    let line = finding.start.line;
    let mut lines = vec![printable(&finding.message).into_owned()];
    for related in &finding.related {
        lines.push(if related.document == finding.document {
            format!("see line {}: {}", related.start.line, printable(&related.message))
        } else {
            report.see(related)
        });
    }
    lines.extend(finding.help.as_deref().map(|help| printable(help).into_owned()));
    let lines: Vec<String> = lines.iter().map(|line| prose(&shortened(line, LONGEST_TEXT))).collect();
    format!("| {} | {rule} | {line} | {} |\n", finding.severity, lines.join("<br>"))
}

/// Adds the changes of the findings in the tables as long as there is room. Returns the number of changes that were left out.
fn take_changes(report: &Report<'_>, files: &mut [FileSection], room: &mut usize) -> usize {
    let mut left_out = 0;
    for file in files {
        for finding in file.findings.iter().take(file.rows.len()) {
            let Some(change) = change(report, finding) else { continue };
            let frame = if file.changes.is_empty() { DETAILS.0.len() + DETAILS.1.len() } else { 0 };
            match room.checked_sub(frame + change.len()).filter(|_| left_out == 0) {
                Some(left) => {
                    *room = left;
                    file.changes.push(change);
                }
                None => left_out += 1,
            }
        }
    }
    left_out
}

fn change(report: &Report<'_>, finding: &ReportFinding) -> Option<String> {
    let block = changes::block(finding.fix()?, report.document(finding.document)?);
    let line = finding.start.line;
    let remedy = prose(&shortened(&report.remedy(finding)?, LONGEST_TEXT));
    Some(format!("\nLine {line}, {}: {remedy}\n\n{block}\n", finding.rule.name))
}
