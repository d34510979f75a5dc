//! Comments that disable rules for a line or a file: `// envlint-disable-next-line path-overwrite -- hermetic on
//! purpose`.

mod cover;
mod directive;
mod insert;

use std::ops::RangeInclusive;

use memchr::memmem;

use crate::document::Document;
use crate::finding::Finding;
use crate::jsonc::{Comment, comments};
use crate::text::Span;

use cover::CoverIndex;
pub use directive::Reach;
pub use insert::suppress_edit;

/// Part of every such comment. For a file without it, the only cost is this search.
const SIGN: &str = "envlint-";

/// A comment that disables rules, or tries to.
#[derive(Clone, Debug)]
pub struct Suppression<'d> {
    /// The whole comment.
    pub comment: Comment,
    /// The span of the directive, such as `envlint-disable-line`.
    pub directive: Span,
    /// The scope; `None` for an unknown directive.
    pub reach: Option<Reach>,
    /// The rules that it names, in the order of the text.
    pub names: Vec<Name<'d>>,
    /// Text after a name that is neither another name (a comma is missing) nor a reason (`--` is missing).
    pub stray: Option<Span>,
    /// The lines that it covers, from 1; `None` if it covers no line.
    pub lines: Option<RangeInclusive<u32>>,
}

/// The name of a rule in such a comment.
#[derive(Clone, Debug)]
pub struct Name<'d> {
    /// The name as written.
    pub text: &'d str,
    /// The span of the name.
    pub span: Span,
    /// The effect of the name in this run.
    pub usage: Usage,
}

/// The effect of a rule's name in a suppression comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    /// It suppressed a finding of the rule.
    Used,
    /// The rule ran and found nothing on the covered lines.
    Unused,
    /// The rule did not run, or did not see all files that it needs, so the effect is unknown.
    Undecided,
    /// There is no rule of this name.
    Unknown,
}

/// The suppression comments of one file.
#[derive(Debug)]
pub(crate) struct Suppressions<'d> {
    document: &'d Document,
    all: Vec<Suppression<'d>>,
    index: CoverIndex<'d>,
}

impl<'d> Suppressions<'d> {
    /// The suppression comments of `document`.
    pub(crate) fn of(document: &'d Document) -> Self {
        let text = document.text();
        let mut all = Vec::new();
        if document.kind().is_jsonc() && memmem::find(text.as_bytes(), SIGN.as_bytes()).is_some() {
            let found = comments(text, Span::new(0, text.len() as u32));
            let place = directive::DirectiveContext::new(document, &found);
            all.extend(found.iter().filter_map(|comment| directive::parse(*comment, &place)));
        }
        let index = CoverIndex::new(&all);
        Self { document, all, index }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The suppressions as the rule called `rule` sees them. The effect of the rule's own name is not known yet.
    pub(crate) fn seen_by(&self, rule: &str) -> Vec<Suppression<'d>> {
        let mut all = self.all.clone();
        let own = all.iter_mut().flat_map(|suppression| &mut suppression.names).filter(|name| name.text == rule);
        for name in own.filter(|name| name.usage == Usage::Unused) {
            name.usage = Usage::Undecided;
        }
        all
    }

    /// Sets the initial standing of each name, before anything is suppressed.
    pub(crate) fn judge(&mut self, judge: impl Fn(&str) -> Usage) {
        for name in self.names() {
            name.usage = judge(name.text);
        }
    }

    /// Returns `true` if a name has not suppressed anything so far, although its rule ran.
    pub(crate) fn has_unused(&self) -> bool {
        self.all.iter().flat_map(|suppression| &suppression.names).any(|name| name.usage == Usage::Unused)
    }

    /// Returns `true` if `finding`, in this file, is suppressed. The line on which it begins decides.
    pub(crate) fn cover(&mut self, finding: &Finding) -> bool {
        let line = self.document.lines().line(finding.span.start);
        let groups = self.index.covering(line, finding.rule.name);
        for &group in &groups {
            self.index.mark(group, Usage::Used, &mut self.all);
        }
        !groups.is_empty()
    }

    /// Records a finding that this run does not report, so that the name that would suppress it is not reported as
    /// unused.
    pub(crate) fn doubt(&mut self, finding: &Finding) {
        let line = self.document.lines().line(finding.span.start);
        for group in self.index.covering(line, finding.rule.name) {
            self.index.mark(group, Usage::Undecided, &mut self.all);
        }
    }

    fn names(&mut self) -> impl Iterator<Item = &mut Name<'d>> {
        self.all.iter_mut().flat_map(|suppression| &mut suppression.names)
    }
}
