//! Runs rules, orders their findings.

use std::borrow::Borrow;

use crate::document::{Document, DocumentId};
use crate::env::{Reading, Window, windows};
use crate::finding::Finding;
use crate::rule::{Context, Options, Rule};
use crate::views::profiles_in_use;
use crate::vscode::Platforms;

/// Rules and what the caller asks of them.
pub struct Linter {
    pub(crate) rules: Vec<&'static dyn Rule>,
    pub(crate) options: Options,
}

impl Linter {
    /// A linter that runs `rules`.
    #[must_use]
    pub fn new(rules: Vec<&'static dyn Rule>, options: Options) -> Self {
        Self { rules, options }
    }

    /// The findings in `documents`, all of one run: sorted by path, offset and rule, equal ones told once. A document's
    /// [`DocumentId`] is its index here.
    #[must_use]
    pub fn lint<D: Borrow<Document>>(&self, documents: &[D]) -> Vec<Finding> {
        let readings = read(documents);
        let mut findings: Vec<Finding> = readings.iter().flat_map(|reading| self.lint_reading(reading)).collect();
        findings.extend(self.lint_windows(&readings));
        self.order(findings, documents)
    }

    /// The findings in one file by itself, in no particular order.
    #[must_use]
    pub fn lint_reading(&self, reading: &Reading<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for &rule in &self.rules {
            let mut context = self.context(rule, reading, &mut findings);
            rule.check_document(reading, &mut context);
            let platforms = context.platforms(Platforms::ALL);
            for site in reading.sites.iter().filter(|site| !site.platforms.and(platforms).is_empty()) {
                rule.check_site(site, &mut context);
            }
            for argument in reading.arguments.iter().filter(|argument| !argument.platforms.and(platforms).is_empty()) {
                rule.check_argument(argument, &mut context);
            }
        }
        findings
    }

    /// The findings that take more than one file by itself: those of all windows in which `readings` can stand.
    #[must_use]
    pub fn lint_windows(&self, readings: &[Reading<'_>]) -> Vec<Finding> {
        let mut findings = Vec::new();
        for window in windows(readings) {
            self.lint_window(&window, &mut findings);
        }
        findings
    }

    fn lint_window(&self, window: &Window<'_>, findings: &mut Vec<Finding>) {
        let Some(reading) = window.strongest() else { return };
        let platforms = if window.platforms == Platforms::ALL { self.options.platforms } else { window.platforms };
        let profiles: Vec<_> = platforms.iter().flat_map(|platform| profiles_in_use(window, platform)).collect();
        for &rule in &self.rules {
            let mut context = self.context(rule, reading, findings);
            rule.check_window(window, &mut context);
            profiles.iter().for_each(|profile| rule.check_profile(profile, &mut context));
        }
    }

    fn context<'c>(
        &'c self,
        rule: &'static dyn Rule,
        reading: &'c Reading<'c>,
        findings: &'c mut Vec<Finding>,
    ) -> Context<'c> {
        Context { options: &self.options, rule: rule.meta(), reading, findings }
    }

    /// Sorts findings by path, offset and rule, tells equal ones once (with all that is related to them), and gives them the
    /// severities that the caller asked for.
    #[must_use]
    pub fn order<D: Borrow<Document>>(&self, mut findings: Vec<Finding>, documents: &[D]) -> Vec<Finding> {
        let path =
            |finding: &Finding| documents.get(finding.document.0).map_or("", |document| document.borrow().path());
        findings.sort_by(|a, b| {
            (path(a), a.span, a.rule.name, &a.message).cmp(&(path(b), b.span, b.rule.name, &b.message))
        });
        findings.dedup_by(|later, first| {
            let same = (later.document, later.span, later.rule.name, &later.message)
                == (first.document, first.span, first.rule.name, &first.message);
            if same {
                let more =
                    later.related.drain(..).filter(|related| !first.related.contains(related)).collect::<Vec<_>>();
                first.related.extend(more);
                // A fix must be right in every window: what is unsure in one is unsure.
                first.fix = match (first.fix.take(), later.fix.take()) {
                    (Some(a), Some(b)) => Some(if a.applicability >= b.applicability { a } else { b }),
                    _ => None,
                };
            }
            same
        });
        for finding in &mut findings {
            if let Some(&severity) = self.options.severities.get(finding.rule.name) {
                finding.severity = severity;
            }
        }
        findings
    }
}

/// All documents of a run as VS Code reads them.
#[must_use]
pub fn read<D: Borrow<Document>>(documents: &[D]) -> Vec<Reading<'_>> {
    documents.iter().enumerate().map(|(index, document)| Reading::new(DocumentId(index), document.borrow())).collect()
}
