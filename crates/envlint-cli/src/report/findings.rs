//! The findings of a report.

use std::borrow::Borrow;

use envlint_core::document::{Document, DocumentId};
use envlint_core::finding::{Applicability, Finding, ReportFinding, Severity};
use envlint_core::meta::Meta;

/// The findings of a run. Each is masked when it is written, since a run can have very many.
///
/// Invariant: what a finding says is only given out masked.
#[derive(Default)]
pub(super) struct HeldFindings {
    /// Those that are not written yet.
    findings: Vec<Finding>,
    /// Of all.
    outlines: Vec<FindingOutline>,
}

/// What is known about a finding without any of its texts.
#[derive(Clone, Copy)]
pub(super) struct FindingOutline {
    pub(super) rule: &'static Meta,
    pub(super) severity: Severity,
    pub(super) document: DocumentId,
    /// The applicability of its fix, if it has one.
    pub(super) fix: Option<Applicability>,
}

impl HeldFindings {
    /// Adds `findings`, which are after those before. These were written, and are dropped.
    pub(super) fn add(&mut self, findings: Vec<Finding>) {
        self.outlines.extend(findings.iter().map(|finding| FindingOutline {
            rule: finding.rule,
            severity: finding.severity,
            document: finding.document,
            fix: finding.fix().map(|fix| fix.applicability),
        }));
        self.findings = findings;
    }

    /// The outlines of all findings that were added.
    pub(super) fn outlines(&self) -> impl Iterator<Item = FindingOutline> {
        self.outlines.iter().copied()
    }

    /// The findings that were added last, as [`redacted`] gives them.
    pub(super) fn masked(
        &self,
        documents: &[&Document],
        show: impl Fn(&str) -> String,
    ) -> impl Iterator<Item = ReportFinding> {
        redacted(&self.findings, documents, show)
    }
}

impl From<&ReportFinding> for FindingOutline {
    fn from(finding: &ReportFinding) -> Self {
        let ReportFinding { rule, severity, document, .. } = *finding;
        Self { rule, severity, document, fix: finding.fix().map(|fix| fix.applicability) }
    }
}

/// The findings in the form in which reports show them: without secrets, and with paths as `show` gives them.
pub(crate) fn redacted<F: Borrow<Finding>>(
    findings: impl IntoIterator<Item = F>,
    documents: &[impl Borrow<Document>],
    show: impl Fn(&str) -> String,
) -> impl Iterator<Item = ReportFinding> {
    // Most findings are in the same file as the one before.
    let mut last: Option<(DocumentId, String)> = None;
    let mut show = move |id: DocumentId, path: &mut String| {
        let (_, shown) = match last.take() {
            Some(known) if known.0 == id => last.insert(known),
            _ => last.insert((id, show(path))),
        };
        path.clone_from(shown);
    };
    findings.into_iter().filter_map(move |finding| {
        let mut finding = finding.borrow().redacted(documents)?;
        show(finding.document, &mut finding.path);
        for related in &mut finding.related {
            show(related.document, &mut related.path);
        }
        Some(finding)
    })
}
