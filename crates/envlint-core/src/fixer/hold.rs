//! Holds back fixes that would leave a value half repaired.
//!
//! Invariant: no fix is applied to a value that another error or warning calls broken, unless all of them are fixed
//! together. No fix copies such a value.

use std::ops::Range;

use crate::document::Document;
use crate::env::Run;
use crate::finding::{Applicability, Change, Finding, Severity};
use crate::text::Span;

/// Lowers the applicability of fixes in `findings`, which are sorted by file and offset, where the value that a fix
/// changes, keeps or copies has another problem.
pub(crate) fn hold_back(findings: &mut [Finding], run: &Run<'_>) {
    let mut limits: Vec<Option<Applicability>> = limits(findings, run);
    // A fix that is held back holds back the others of its value.
    loop {
        for (finding, limit) in findings.iter_mut().zip(&limits) {
            let Some(limit) = *limit else { continue };
            for fix in &mut finding.fixes {
                fix.applicability = fix.applicability.max(limit);
            }
        }
        let next = self::limits(findings, run);
        if next == limits {
            return;
        }
        limits = next;
    }
}

/// For each finding with a fix, the least certain applicability among the preferred fixes of the other problems of the
/// same value; `None` if there is no other problem.
fn limits(findings: &[Finding], run: &Run<'_>) -> Vec<Option<Applicability>> {
    let mut all = vec![None; findings.len()];
    for of_file in ranges(findings) {
        let Some(document) =
            findings.get(of_file.start).and_then(|first| run.get(first.document)).map(|analysis| analysis.document)
        else {
            continue;
        };
        let found = findings.get(of_file.clone()).unwrap_or_default();
        for (index, finding) in found.iter().enumerate() {
            if let Some(limit) = limit(found, index, finding, document)
                && let Some(slot) = all.get_mut(of_file.start + index)
            {
                *slot = Some(limit);
            }
        }
    }
    all
}

/// The ranges of findings of the same file.
fn ranges(findings: &[Finding]) -> Vec<Range<usize>> {
    let mut start = 0;
    let of_file = findings.chunk_by(|a, b| a.document == b.document);
    of_file
        .map(|chunk| {
            let range = start..start + chunk.len();
            start = range.end;
            range
        })
        .collect()
}

fn limit(found: &[Finding], index: usize, finding: &Finding, document: &Document) -> Option<Applicability> {
    let fixes = finding.fixes.iter().filter(|fix| fix.applicability < Applicability::Display);
    let changes = fixes.flat_map(|fix| fix.change.parts());
    let touched = changes.filter_map(|change| touched(change, finding, document));
    let mut limit = None;
    for touched in touched {
        let first = found.partition_point(|other| other.span.start < touched.span.start);
        let inside = found.iter().enumerate().skip(first).take_while(|(_, other)| other.span.start < touched.span.end);
        for (_, other) in inside.filter(|(at, other)| *at != index && is_problem(other)) {
            if !touched.span.contains(other.span) || is_same_fix(finding, other) {
                continue;
            }
            let theirs = match other.fix() {
                Some(other) if !touched.is_copied => other.applicability,
                _ => Applicability::Display,
            };
            limit = limit.max(Some(theirs));
        }
    }
    limit
}

/// A value that a change leaves in the file, repaired or as it is.
struct Touched {
    span: Span,
    is_copied: bool,
}

fn touched(change: &Change, finding: &Finding, document: &Document) -> Option<Touched> {
    match change {
        Change::Value(span) => Some(Touched { span: *span, is_copied: false }),
        Change::Renamed(key, _) | Change::Moved(key, ..) | Change::Wrapped(key, _) => {
            document.value_of_key(*key).map(|value| Touched { span: value.span(), is_copied: false })
        }
        // What is added may be a copy of the value that the finding is about.
        Change::Added(..) => Some(Touched { span: finding.span, is_copied: true }),
        Change::Nothing | Change::Removed(_) | Change::Comment(_) | Change::All(_) => None,
    }
}

fn is_problem(finding: &Finding) -> bool {
    finding.severity >= Severity::Warning
}

/// Returns `true` if both findings have the same remedy.
fn is_same_fix(finding: &Finding, other: &Finding) -> bool {
    finding.fix().zip(other.fix()).is_some_and(|(a, b)| a.edits == b.edits)
}
