//! The report of `envlint doctor` as a page: the diagnoses first, then all processes side by side.
//!
//! Invariant: every text from the machine passes through [`shown`] or [`sentence`], which mask secrets and escape HTML.

mod columns;
mod path;
mod tables;

use std::io::{self, Write};

use envlint_doctor::diagnoses::{Diagnosis, Severity};
use envlint_doctor::machine::masked_text;
use envlint_doctor::report::{DoctorReport, all_is_well, checked, headline, not_observed};

use crate::page::{end, escaped, head, prose};

/// The style of this page, in addition to the common style.
const STYLE: &str = include_str!("page.css");

/// `text` for HTML, with secrets masked.
fn shown(text: &str) -> String {
    escaped(&masked_text(text))
}

/// A sentence for HTML, with secrets masked and code marked up.
fn sentence(text: &str) -> String {
    prose(&masked_text(text))
}

/// Writes the page of `report`.
pub(crate) fn page(report: &DoctorReport<'_>, out: &mut impl Write) -> io::Result<()> {
    head("envlint doctor", STYLE, out)?;
    let (reported, notes): (Vec<&Diagnosis>, Vec<&Diagnosis>) =
        report.diagnoses.iter().partition(|diagnosis| diagnosis.severity > Severity::Info);
    let answer = report
        .leading()
        .map_or_else(|| all_is_well(report), |first| headline(report, first).unwrap_or_else(|| first.message.clone()));
    writeln!(out, "<h1>{}</h1>", shown(&answer))?;
    for diagnosis in &reported {
        card(report, diagnosis, out)?;
    }
    let columns = columns::columns(report);
    tables::programs(report, &columns, out)?;
    tables::variables(report, &columns, out)?;
    path::lists(report, &columns, out)?;
    facts(report, &notes, out)?;
    end(out)
}

/// Writes one diagnosis: the cause, the remedy, a line to paste, the restart, and the evidence.
fn card(report: &DoctorReport<'_>, diagnosis: &Diagnosis, out: &mut impl Write) -> io::Result<()> {
    let severity = diagnosis.severity.name();
    writeln!(out, "<article class=\"diagnosis {severity}\">")?;
    let id = diagnosis.id.name();
    writeln!(out, "<p class=\"kind\"><b>{severity}</b> <code>{id}</code> {}</p>", diagnosis.certainty.name())?;
    let is_first = report.leading() == Some(diagnosis);
    let headline = headline(report, diagnosis);
    writeln!(out, "<dl>")?;
    // The title of the page says what the leading diagnosis is about: its headline, or its message if it has none.
    if let Some(headline) = headline.as_ref().filter(|_| !is_first) {
        writeln!(out, "<dt>What</dt><dd>{}</dd>", shown(headline))?;
    }
    if headline.is_some() || !is_first {
        writeln!(out, "<dt>Why</dt><dd>{}</dd>", sentence(&diagnosis.message))?;
    }
    write!(out, "<dt>Fix</dt><dd>{}", sentence(&diagnosis.remedy))?;
    if let Some(paste) = &diagnosis.paste {
        write!(out, "\n<pre><code>{}</code></pre>", shown(paste))?;
    }
    if let Some(restart) = diagnosis.restart.sentence() {
        write!(out, "\n<p>{}</p>", shown(restart))?;
    }
    writeln!(out, "</dd>\n</dl>")?;
    if !diagnosis.evidence.is_empty() {
        writeln!(out, "<details><summary>Evidence</summary>\n<ul>")?;
        for fact in &diagnosis.evidence {
            let at = match (&fact.path, fact.line) {
                (Some(path), Some(line)) => format!("<code>{}:{line}</code> ", shown(path)),
                (Some(path), None) => format!("<code>{}</code> ", shown(path)),
                (None, _) => String::new(),
            };
            writeln!(out, "<li>{at}{}</li>", shown(&fact.text))?;
        }
        writeln!(out, "</ul>\n</details>")?;
    }
    writeln!(out, "</article>")
}

/// Writes what was observed, what was not, and the harmless notes.
fn facts(report: &DoctorReport<'_>, notes: &[&Diagnosis], out: &mut impl Write) -> io::Result<()> {
    let missing = not_observed(report).into_iter().map(|missing| format!("{}: {}", missing.what, missing.why));
    let notes = notes.iter().map(|note| note.message.clone());
    let lists =
        [("Observed", checked(report)), ("Not observed", missing.collect()), ("Harmless notes", notes.collect())];
    writeln!(out, "<section>\n<h2>What this page is based on</h2>")?;
    for (title, lines) in lists.iter().filter(|(_, lines)| !lines.is_empty()) {
        writeln!(out, "<h3>{title}</h3>\n<ul>")?;
        for line in lines {
            writeln!(out, "<li>{}</li>", shown(line))?;
        }
        writeln!(out, "</ul>")?;
    }
    writeln!(out, "</section>")
}
