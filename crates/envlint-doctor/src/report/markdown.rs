//! The report as one block to paste into an issue, with secrets masked and without the user's name.

use super::{Detail, DoctorReport, text};
use crate::machine::Neutral;

/// The report as Markdown.
#[must_use]
pub fn markdown(report: &DoctorReport<'_>, detail: Detail) -> String {
    let machine = report.case.machine;
    let body = Neutral::of(machine).text(&text(report, Detail { verbose: true, ..detail }));
    // The fence is longer than any run of backticks inside the block.
    let longest = body.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let os = serde_json::to_value(machine.os).ok().and_then(|os| os.as_str().map(str::to_owned)).unwrap_or_default();
    let summary = format!("envlint {} doctor on {os}", env!("CARGO_PKG_VERSION"));
    format!("<details open><summary>{summary}</summary>\n\n{fence}text\n{body}{fence}\n\n</details>\n")
}
