//! Findings as diagnostics.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use envlint_core::document::{Document, DocumentId};
use envlint_core::finding::{Finding, ReportRelated};
use envlint_core::meta::Severity;
use envlint_core::text::printable;
use envlint_project::ProjectSession;
use gen_lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DocumentDiagnosticReport,
    FullDocumentDiagnosticReport, Location, PublishDiagnosticsParams, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri,
};

use crate::buffers::Buffers;
use crate::capabilities::{ClientFeatures, NAME};
use crate::positions::range_in;

/// What is necessary to show findings to the client.
#[derive(Clone, Copy)]
pub(crate) struct DiagnosticView<'a, F> {
    /// What the client can do.
    pub(crate) features: &'a ClientFeatures,
    /// The open texts.
    pub(crate) buffers: &'a Buffers,
    /// Finds a document by its id.
    pub(crate) document_of: F,
}

impl<'d, F: Fn(DocumentId) -> Option<&'d Document> + Copy> DiagnosticView<'_, F> {
    /// The diagnostic for `finding`, with its secrets masked; `None` if its file is not part of the project any more.
    pub(crate) fn diagnostic(&self, finding: &Finding) -> Option<Diagnostic> {
        let document = (self.document_of)(finding.document)?;
        let shown = finding.redacted_with(self.document_of)?;
        let help = shown.help.as_deref().map(|help| format!("\n{}", printable(help))).unwrap_or_default();
        let related: Vec<_> = shown.related.iter().filter_map(|related| self.related(related)).collect();
        Some(Diagnostic {
            range: range_in(document, finding.span, self.features.encoding),
            severity: Some(severity(shown.severity)),
            code: Some(shown.rule.name.into()),
            source: Some(NAME.to_owned()),
            message: format!("{}{help}", printable(&shown.message)).into(),
            related_information: (self.features.shows_related && !related.is_empty()).then_some(related),
            code_description: None,
            tags: None,
            data: None,
        })
    }

    fn related(&self, related: &ReportRelated) -> Option<DiagnosticRelatedInformation> {
        let document = (self.document_of)(related.document)?;
        let uri = self.buffers.uri(Path::new(document.path()));
        let range = range_in(document, related.span, self.features.encoding);
        let message = printable(&related.message).into_owned();
        Some(DiagnosticRelatedInformation { location: Location { uri, range }, message })
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}

/// The diagnostics that the client has.
#[derive(Debug, Default)]
pub(crate) struct Published {
    texts: BTreeMap<PathBuf, Sent>,
    /// The texts that were closed since, whose diagnostics must go.
    closed: Vec<Uri>,
    /// The number of reports.
    count: u64,
}

/// The diagnostics of one open text.
#[derive(Debug, Default)]
struct Sent {
    /// The findings that they were made of. As long as nothing changes, the session returns the same.
    source: Option<Arc<Vec<Finding>>>,
    diagnostics: Vec<Diagnostic>,
    /// The version of the text. Editors move diagnostics along with the text, so after a change they get the same ones again.
    version: Option<i32>,
    /// The number of the report, which tells the client whether it has changed.
    report: u64,
}

impl Published {
    /// The number of texts.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    /// Notices that the text at `path` was closed.
    pub(crate) fn close(&mut self, path: &Path, uri: Uri) {
        if self.texts.remove(path).is_some_and(|sent| !sent.diagnostics.is_empty()) {
            self.closed.push(uri);
        }
    }

    /// The diagnostics of all open texts that have changed since the last call.
    pub(crate) fn update(
        &mut self,
        session: &mut ProjectSession,
        features: &ClientFeatures,
        buffers: &Buffers,
    ) -> Vec<PublishDiagnosticsParams> {
        let closed = std::mem::take(&mut self.closed).into_iter();
        let mut changed: Vec<PublishDiagnosticsParams> =
            closed.map(|uri| PublishDiagnosticsParams { uri, version: None, diagnostics: Vec::new() }).collect();
        for (path, buffer) in &buffers.by_path {
            if self.compute(path, session, features, buffers) {
                let diagnostics = self.texts.get(path).map_or_else(Vec::new, |sent| sent.diagnostics.clone());
                let (uri, version) = (buffer.uri.clone(), Some(buffer.version));
                changed.push(PublishDiagnosticsParams { uri, version, diagnostics });
            }
        }
        changed
    }

    /// The report about the text at `path`, for a client that has the report `known`.
    pub(crate) fn report(
        &mut self,
        path: Option<PathBuf>,
        known: Option<&str>,
        session: &mut ProjectSession,
        features: &ClientFeatures,
        buffers: &Buffers,
    ) -> DocumentDiagnosticReport {
        let Some(path) = path.filter(|path| buffers.by_path.contains_key(path)) else {
            return RelatedFullDocumentDiagnosticReport::default().into();
        };
        self.compute(&path, session, features, buffers);
        let (number, items) =
            self.texts.get(&path).map_or_else(Default::default, |sent| (sent.report, sent.diagnostics.clone()));
        let number = number.to_string();
        if known == Some(number.as_str()) {
            let unchanged = UnchangedDocumentDiagnosticReport { result_id: number };
            return RelatedUnchangedDocumentDiagnosticReport {
                unchanged_document_diagnostic_report: unchanged,
                ..Default::default()
            }
            .into();
        }
        let full = FullDocumentDiagnosticReport { result_id: Some(number), items };
        RelatedFullDocumentDiagnosticReport { full_document_diagnostic_report: full, ..Default::default() }.into()
    }

    /// Computes the diagnostics of the text at `path`. Returns `true` if they have changed.
    fn compute(
        &mut self,
        path: &Path,
        session: &mut ProjectSession,
        features: &ClientFeatures,
        buffers: &Buffers,
    ) -> bool {
        let id = session.id(path);
        let source = id.and_then(|id| session.findings_around(id));
        let version = buffers.by_path.get(path).map(|buffer| buffer.version);
        let is_first = !self.texts.contains_key(path);
        let sent = self.texts.entry(path.to_path_buf()).or_default();
        let is_same_text = sent.version == version && !is_first;
        let is_same = match (&sent.source, &source) {
            (Some(old), Some(new)) => Arc::ptr_eq(old, new),
            (old, new) => old.is_none() && new.is_none(),
        };
        if is_same && is_same_text {
            return false;
        }
        let session = &*session;
        let view = DiagnosticView { features, buffers, document_of: |id| session.document(id) };
        let own = source.iter().flat_map(|found| found.iter()).filter(|finding| Some(finding.document) == id);
        let diagnostics: Vec<Diagnostic> = own.filter_map(|finding| view.diagnostic(finding)).collect();
        (sent.source, sent.version) = (source, version);
        if sent.diagnostics == diagnostics && !is_first && (is_same_text || diagnostics.is_empty()) {
            return false;
        }
        self.count += 1;
        sent.diagnostics = diagnostics;
        sent.report = self.count;
        true
    }
}
