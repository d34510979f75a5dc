//! `--add-suppressions REASON`: a comment above each finding that suppresses it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::slice::from_ref;

use envlint_core::document::{Document, DocumentId};
use envlint_core::finding::Finding;
use envlint_core::suppressions::suppress_edit;
use envlint_core::text::{Span, apply};
use envlint_project::Project;

use super::stderr::print_problems;
use crate::console::{self, Syntax};
use crate::printable::printable;
use crate::report::plural;
use crate::{Error, ExitState, write};

/// Suppresses `findings` in the files that the run may write, with comments that give `reason`.
pub(super) fn add(project: &Project, findings: &[Finding], reason: &str) -> Result<ExitState, Error> {
    let mut of_files: BTreeMap<DocumentId, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        of_files.entry(finding.document).or_default().push(finding);
    }
    let (mut added, mut covered, mut files, mut state) = (0, 0, 0, ExitState::Clean);
    for (id, findings) in of_files {
        let Some(file) = project.file(id).filter(|file| file.role.may_change() && !file.role.is_stdin()) else {
            continue;
        };
        let Suppressed { document, comments, findings } = suppressed(&file.document, &findings, reason);
        if comments == 0 {
            continue;
        }
        match write::replace(&file.path, file.document.text().as_bytes(), document.text().as_bytes()) {
            Ok(()) => {
                added += comments;
                covered += findings;
                files += 1;
            }
            Err(error) => {
                state = ExitState::Unreadable;
                let path = project.names.shown(file.document.path());
                writeln!(console::stderr(), "envlint: {}: {error}", printable(&path))?;
            }
        }
    }
    print_problems(project)?;
    let mut out = console::stdout(Syntax::Text);
    writeln!(out, "Added {} to {}.", plural(added, "suppression"), plural(files, "file"))?;
    let left = findings.len() - covered;
    if left > 0 {
        writeln!(
            out,
            "{} cannot be suppressed by a comment; run envlint to see the rest, or accept it with envlint baseline write.",
            plural(left, "finding")
        )?;
    }
    out.flush()?;
    if !project.problems.is_empty() {
        state = ExitState::Unreadable;
    }
    Ok(if left > 0 { state.max(ExitState::Findings) } else { state })
}

/// A document with new suppression comments.
struct Suppressed {
    document: Document,
    /// The number of comments that were added.
    comments: usize,
    /// The number of findings that they suppress.
    findings: usize,
}

fn suppressed(document: &Document, findings: &[&Finding], reason: &str) -> Suppressed {
    let lines = document.lines();
    let mut result = Suppressed { document: document.with_text(document.text().to_owned()), comments: 0, findings: 0 };
    // What was inserted so far: the offset in the new text, and the length.
    let mut inserted: Vec<(u32, u32)> = Vec::new();
    // A comment suppresses all findings of its rule on its line.
    let mut covered: BTreeSet<(u32, &str)> = BTreeSet::new();
    for &finding in findings {
        let place = (lines.line(finding.span.start), finding.rule.name);
        if covered.contains(&place) {
            result.findings += 1;
            continue;
        }
        let moved = |offset: u32| {
            inserted.iter().fold(offset, |at, (place, length)| if at >= *place { at + length } else { at })
        };
        let span = Span::new(moved(finding.span.start), moved(finding.span.end));
        let finding = Finding { span, ..finding.clone() };
        if let Some(edit) = suppress_edit(&result.document, &finding, reason)
            && let Some(text) = apply(result.document.text(), from_ref(&edit))
        {
            inserted.push((edit.span.start, edit.replacement.len() as u32));
            result.document = result.document.with_text(text);
            result.comments += 1;
            result.findings += 1;
            covered.insert(place);
        }
    }
    result
}
