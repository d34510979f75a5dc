//! Chooses fixes, applies them, proves the result, and repeats until nothing is left to fix.
//!
//! Invariant: a fix is proved before its result is returned. No text leaves this module unless it was parsed again
//! and differs from the original only in what the applied fixes declare (see [`prove`]).

use std::borrow::Borrow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::document::{Document, DocumentId};
use crate::env::Run;
use crate::finding::{Applicability, Finding, Fix, Severity};
use crate::linter::{Linter, read};
use crate::rule::Meta;
use crate::text::SpanSet;

mod comments;
mod hold;
mod proof;

pub(crate) use hold::hold_back;
pub use proof::{NotProved, prove};

use proof::carried;

/// The maximum number of passes.
const PASSES: usize = 10;

/// The result of fixing.
#[derive(Debug, Default)]
pub struct FixResult {
    /// The documents that changed, with their new text.
    pub changed: BTreeMap<DocumentId, Document>,
    /// The remaining findings, in the order of [`Linter::lint`].
    pub findings: Vec<Finding>,
    /// The fixes that were applied: the file, and the rule that offered the fix.
    pub applied: Vec<(DocumentId, &'static Meta)>,
    /// Fixes that failed their proof and were dropped. Each of them is a bug in envlint.
    pub refused: Vec<(DocumentId, &'static Meta, NotProved)>,
    /// The rules whose fixes were not applied to a file, because more problems would have come to light than they
    /// repair.
    pub barred: Vec<(DocumentId, &'static Meta)>,
    /// `true` if the last pass still found something to fix.
    pub unfinished: bool,
}

/// The number of errors, and of errors and warnings, in all files of a run.
type Problems = (usize, usize);

fn problems(findings: &[Finding]) -> Problems {
    let count = |least: Severity| findings.iter().filter(|finding| finding.severity >= least).count();
    (count(Severity::Error), count(Severity::Warning))
}

/// The fixes of one rule in one document.
type OfRule = (DocumentId, &'static Meta);

impl Linter {
    /// Applies fixes up to the applicability `limit` to the `documents` that `may_change` allows, in passes, until
    /// none is left.
    ///
    /// Invariant: afterwards, there are no more errors than before, nor more errors and warnings together. Fixes that
    /// would bring more to light than they repair, for example by giving a broken value the name that makes it
    /// effective, are not applied.
    #[must_use]
    pub fn fix<D: Borrow<Document>>(
        &self,
        documents: &[D],
        limit: Applicability,
        may_change: impl Fn(DocumentId) -> bool,
    ) -> FixResult {
        let mut barred: Vec<OfRule> = Vec::new();
        loop {
            let (before, mut fixed) = self.attempt(documents, limit, &may_change, &barred);
            let after = problems(&fixed.findings);
            if after.0 <= before.0 && after.1 <= before.1 {
                fixed.barred = barred;
                return fixed;
            }
            // Each round takes one rule away from one document, so there are at most as many as there are fixes.
            match fixed.applied.first() {
                Some(first) => barred.push(*first),
                None => return fixed,
            }
        }
    }

    /// Applies fixes other than those of `barred` rules; with the number of problems before.
    fn attempt<D: Borrow<Document>>(
        &self,
        documents: &[D],
        limit: Applicability,
        may_change: &impl Fn(DocumentId) -> bool,
        barred: &[OfRule],
    ) -> (Problems, FixResult) {
        let mut fixed = FixResult::default();
        let mut before = None;
        let mut known: Vec<Option<Vec<Finding>>> = documents.iter().map(|_| None).collect();
        for pass in 0..=PASSES {
            let current: Vec<&Document> = documents
                .iter()
                .enumerate()
                .map(|(index, document)| fixed.changed.get(&DocumentId(index)).unwrap_or(document.borrow()))
                .collect();
            fixed.findings = Vec::new();
            fixed.findings = self.lint_again(&current, &mut known, |finding| {
                pass == 0 && finding.fix().is_some_and(|fix| fix.applicability <= limit) && may_change(finding.document)
            });
            before.get_or_insert_with(|| problems(&fixed.findings));
            let mut by_document: FxHashMap<DocumentId, Vec<&Finding>> = FxHashMap::default();
            for finding in &fixed.findings {
                by_document.entry(finding.document).or_default().push(finding);
            }
            let mut changed = Vec::new();
            for (index, document) in current.into_iter().enumerate() {
                let id = DocumentId(index);
                let is_free = |rule: &Meta| {
                    !is_refused(&fixed.refused, id, rule) && !barred.iter().any(|(of, meta)| *of == id && *meta == rule)
                };
                let Some(fixable) = by_document.get(&id).filter(|_| may_change(id)) else { continue };
                let fixes: Vec<(&'static Meta, &Fix)> = fixable
                    .iter()
                    .filter_map(|finding| Some((finding.rule, finding.fix()?)))
                    .filter(|(rule, fix)| fix.applicability <= limit && is_free(rule))
                    .collect();
                if let Some(step) = step(document, &fixes) {
                    fixed.refused.extend(step.refused.into_iter().map(|(rule, reason)| (id, rule, reason)));
                    changed.extend(step.document.map(|document| (id, document, step.applied)));
                }
            }
            fixed.unfinished = !changed.is_empty() && pass == PASSES;
            if changed.is_empty() || fixed.unfinished {
                break;
            }
            for (id, document, applied) in changed {
                fixed.applied.extend(applied.into_iter().map(|rule| (id, rule)));
                fixed.changed.insert(id, document);
                if let Some(slot) = known.get_mut(id.0) {
                    *slot = None;
                }
            }
        }
        (before.unwrap_or_default(), fixed)
    }

    /// Lints again, but repeats the checks of single files only for files whose findings are not `known`. Those of a file with a finding
    /// that `will_change` are not kept, since it will have others.
    fn lint_again(
        &self,
        documents: &[&Document],
        known: &mut [Option<Vec<Finding>>],
        will_change: impl Fn(&Finding) -> bool,
    ) -> Vec<Finding> {
        let analyses = read(documents);
        let run = Run::new(&analyses);
        let mut findings = self.lint_windows(&run);
        for (analysis, known) in analyses.iter().zip(known) {
            let of_file = known.take().unwrap_or_else(|| self.lint_file(analysis, &run));
            if of_file.iter().any(&will_change) {
                findings.extend(of_file);
            } else {
                findings.extend_from_slice(&of_file);
                *known = Some(of_file);
            }
        }
        self.finish(findings, &run)
    }
}

fn is_refused(refused: &[(DocumentId, &'static Meta, NotProved)], id: DocumentId, rule: &Meta) -> bool {
    refused.iter().any(|(document, meta, _)| *document == id && *meta == rule)
}

struct FixPass {
    document: Option<Document>,
    applied: Vec<&'static Meta>,
    refused: Vec<(&'static Meta, NotProved)>,
}

/// One pass over one document: applies as many of `fixes` as do not overlap, in the order of their first edits.
fn step(document: &Document, fixes: &[(&'static Meta, &Fix)]) -> Option<FixPass> {
    let mut ordered: Vec<&(&'static Meta, &Fix)> = fixes.iter().filter(|(_, fix)| !fix.edits.is_empty()).collect();
    ordered.sort_by_key(|(rule, fix)| (fix.start(), rule.name));
    let mut chosen: Vec<(&'static Meta, &Fix)> = Vec::new();
    let (mut edited, mut kept) = (SpanSet::default(), SpanSet::default());
    for &&(rule, fix) in &ordered {
        let spans = || fix.edits.iter().map(|edit| edit.span);
        let meets = spans().any(|span| edited.touches(span) || kept.has_around(span))
            || carried(document, fix).any(|value| edited.has_within(value));
        if !meets {
            for span in spans() {
                edited.insert(span);
            }
            for value in carried(document, fix) {
                kept.insert(value);
            }
            chosen.push((rule, fix));
        }
    }
    if chosen.is_empty() {
        return None;
    }
    let all: Vec<&Fix> = chosen.iter().map(|(_, fix)| *fix).collect();
    if let Ok(result) = prove(document, &all) {
        let applied = chosen.iter().map(|(rule, _)| *rule).collect();
        return Some(FixPass { document: Some(result), applied, refused: Vec::new() });
    }
    // The fixes failed together; proving each alone shows which one is to blame. The first that passes is applied,
    // the others wait for the next pass.
    let mut refused = Vec::new();
    for (rule, fix) in chosen {
        match prove(document, &[fix]) {
            Ok(result) => return Some(FixPass { document: Some(result), applied: vec![rule], refused }),
            Err(reason) => refused.push((rule, reason)),
        }
    }
    Some(FixPass { document: None, applied: Vec::new(), refused })
}
