//! Comments that switch rules off for a line or a file: `// envlint-disable-next-line path-overwrite -- hermetic on purpose`.

mod directive;

use std::ops::RangeInclusive;

use memchr::memmem;

use crate::document::Document;
use crate::finding::Finding;
use crate::jsonc::{Comment, comments};
use crate::text::Span;

pub use directive::Reach;

/// What every such comment holds. A text without it costs no more than to look for it.
const SIGN: &str = "envlint-";

/// A comment that switches rules off, or tries to.
#[derive(Clone, Debug)]
pub struct Suppression<'d> {
    /// The comment.
    pub comment: Comment,
    /// What the directive is written as, `envlint-disable-line`.
    pub directive: Span,
    /// How far it reaches; `None` if there is no such directive.
    pub reach: Option<Reach>,
    /// The rules that it names, in the order of the text.
    pub names: Vec<Name<'d>>,
    /// Text behind a name that is neither a name, for which there would be a comma, nor a reason, for which there would be `--`.
    pub stray: Option<Span>,
    /// The lines that it covers, from 1; `None` if it covers none.
    pub lines: Option<RangeInclusive<u32>>,
}

/// The name of a rule in such a comment.
#[derive(Clone, Debug)]
pub struct Name<'d> {
    /// As it is written.
    pub text: &'d str,
    /// Where it stands.
    pub span: Span,
    /// What came of it.
    pub standing: Standing,
}

/// What came of a rule's name in a comment that switches it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Something that the rule found was suppressed.
    Used,
    /// The rule looked, and found nothing there.
    Unused,
    /// The rule did not look, or not at all that it would have to see, so nobody knows.
    Undecided,
    /// There is no rule of this name.
    Unknown,
}

/// The comments of one file that switch rules off.
#[derive(Debug)]
pub(crate) struct Suppressions<'d> {
    document: &'d Document,
    all: Vec<Suppression<'d>>,
}

impl<'d> Suppressions<'d> {
    /// Those of `document`.
    pub(crate) fn of(document: &'d Document) -> Self {
        let text = document.text();
        let mut all = Vec::new();
        if document.kind().is_jsonc() && memmem::find(text.as_bytes(), SIGN.as_bytes()).is_some() {
            let found = comments(text, Span::new(0, text.len() as u32));
            let place = directive::Place::new(document, &found);
            all.extend(found.iter().filter_map(|comment| directive::parse(*comment, &place)));
        }
        Self { document, all }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// As the rule called `rule` sees them. What becomes of its own name is not known yet while it is asked.
    pub(crate) fn seen_by(&self, rule: &str) -> Vec<Suppression<'d>> {
        let mut all = self.all.clone();
        let own = all.iter_mut().flat_map(|suppression| &mut suppression.names).filter(|name| name.text == rule);
        own.filter(|name| name.standing == Standing::Unused).for_each(|name| name.standing = Standing::Undecided);
        all
    }

    /// Gives each name the standing that `judge` has for it before anything is suppressed.
    pub(crate) fn judge(&mut self, judge: impl Fn(&str) -> Standing) {
        self.names().for_each(|name| name.standing = judge(name.text));
    }

    /// Whether some name has suppressed nothing yet that should.
    pub(crate) fn has_unused(&self) -> bool {
        self.all.iter().flat_map(|suppression| &suppression.names).any(|name| name.standing == Standing::Unused)
    }

    /// Whether `finding`, one of this file, is suppressed: by the line that it begins in.
    pub(crate) fn cover(&mut self, finding: &Finding) -> bool {
        let mut is_covered = false;
        self.covering(finding).for_each(|name| {
            name.standing = Standing::Used;
            is_covered = true;
        });
        is_covered
    }

    /// Takes note of a finding that this run does not report, so that what would suppress it is not called unused.
    pub(crate) fn doubt(&mut self, finding: &Finding) {
        let unused = self.covering(finding).filter(|name| name.standing == Standing::Unused);
        unused.for_each(|name| name.standing = Standing::Undecided);
    }

    fn names(&mut self) -> impl Iterator<Item = &mut Name<'d>> {
        self.all.iter_mut().flat_map(|suppression| &mut suppression.names)
    }

    fn covering(&mut self, finding: &Finding) -> impl Iterator<Item = &mut Name<'d>> {
        let line = self.document.lines().line(finding.span.start);
        let rule = finding.rule.name;
        let there = self
            .all
            .iter_mut()
            .filter(move |suppression| suppression.lines.as_ref().is_some_and(|lines| lines.contains(&line)));
        there.flat_map(|suppression| &mut suppression.names).filter(move |name| name.text == rule)
    }
}
