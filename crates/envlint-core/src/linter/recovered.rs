//! Findings in files that VS Code reads although they have syntax errors, or although other programs cannot read them.

use rustc_hash::FxHashSet;

use super::{Linter, ReadValues};
use crate::document::DocumentId;
use crate::env::{FileAnalysis, Run};
use crate::finding::{Applicability, Finding};
use crate::rule::Options;
use crate::vscode::Platforms;

impl Linter {
    /// The findings in a file that syntax errors make uncertain.
    ///
    /// Invariant: a finding there depends on no text but its own, and that text is certain. Rules check single values;
    /// they do not compare settings or report that something is missing, because the text that VS Code passed over may
    /// contain it.
    pub(super) fn lint_uncertain(
        &self,
        analysis: &FileAnalysis<'_>,
        run: &Run<'_>,
        options: &Options,
        findings: &mut Vec<Finding>,
    ) {
        let counts_on = analysis.platforms();
        let platforms = if counts_on == Platforms::ALL { options.platforms } else { counts_on };
        let values = ReadValues::new(analysis, run, platforms);
        let mut found = Vec::new();
        for &rule in self.enabled(options).iter() {
            rule.check_errors(analysis, &mut self.context(rule, analysis, run, options, counts_on, findings));
            let mut context = self.context(rule, analysis, run, options, counts_on, &mut found);
            rule.check_text(analysis, &mut context);
            values.check(rule, &mut context);
        }
        findings.extend(found.into_iter().filter(|finding| is_certain(finding, analysis)));
    }
}

/// Returns `true` if no syntax error in the file of `analysis` can be the reason for `finding`: neither its own text nor
/// the text that it refers to is doubtful.
pub(super) fn is_certain(finding: &Finding, analysis: &FileAnalysis<'_>) -> bool {
    let related = finding.related.iter().map(|related| (related.document, related.span));
    let mut places = [(finding.document, finding.span)].into_iter().chain(related);
    places.all(|(document, span)| document != analysis.id || !analysis.document.is_doubtful(span))
}

/// Lowers the applicability of fixes in files that are never written, and says why. Fixes that would edit doubtful text
/// are dropped.
pub(super) fn only_show_fixes(findings: &mut [Finding], run: &Run<'_>) {
    if run.files().iter().all(|analysis| analysis.document.read_only().is_none()) {
        return;
    }
    let mut told: FxHashSet<DocumentId> = FxHashSet::default();
    for finding in findings.iter_mut().filter(|finding| !finding.fixes.is_empty()) {
        let Some(document) = run.get(finding.document).map(|analysis| analysis.document) else { continue };
        let Some(reason) = document.read_only() else { continue };
        finding.fixes.retain(|fix| !fix.edits.iter().any(|edit| document.is_doubtful(edit.span)));
        for fix in &mut finding.fixes {
            fix.applicability = Applicability::Display;
        }
        // Said once, unless the finding has nothing else to offer, since the reason is the same for all findings of the file.
        if finding.help.is_none() && (told.insert(finding.document) || finding.fixes.is_empty()) {
            finding.help = Some(format!("envlint does not write to this file, because {reason}").into());
        }
    }
}
