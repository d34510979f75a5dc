//! Finds the findings about an assignment.

use std::collections::HashMap;

use envlint_core::document::DocumentId;
use envlint_core::finding::{Finding, ReportFinding};
use envlint_core::model::{Assignment, Source};
use envlint_core::text::Span;
use envlint_project::Project;

use crate::report::redacted;

/// Findings as reports show them, by file and position.
pub(crate) struct FindingIndex(HashMap<DocumentId, Vec<(Span, ReportFinding)>>);

impl FindingIndex {
    /// Sorts `findings` by file and position.
    pub(crate) fn new(project: &Project, findings: &[Finding]) -> Self {
        let mut by_document: HashMap<DocumentId, Vec<(Span, ReportFinding)>> = HashMap::new();
        for finding in findings {
            let shown = redacted([finding], &project.files, |path| project.names.shown(path));
            by_document.entry(finding.document).or_default().extend(shown.map(|shown| (finding.span, shown)));
        }
        for found in by_document.values_mut() {
            found.sort_by_key(|(span, _)| span.start);
        }
        Self(by_document)
    }

    /// The findings about the member that makes `assignment`, found by a binary search.
    pub(crate) fn about(&self, assignment: &Assignment<'_>) -> impl Iterator<Item = &ReportFinding> {
        let member = match assignment.source {
            Source::Written { analysis, member, .. } => Some((analysis.id, member)),
            Source::Program(_) => None,
        };
        let in_file = member.and_then(|(id, member)| Some((self.0.get(&id)?, member)));
        in_file.into_iter().flat_map(|(found, member)| {
            let first = found.partition_point(|(span, _)| span.start < member.start);
            let inside = found.iter().skip(first).take_while(move |(span, _)| span.start < member.end);
            inside.filter(move |(span, _)| member.contains(*span)).map(|(_, finding)| finding)
        })
    }
}
