//! What a rule is, and what it is given.

use std::collections::BTreeMap;

use crate::document::DocumentId;
use crate::env::{Argument, Reading, Site, Window};
use crate::finding::{Finding, Fix, Related, Severity};
use crate::sharing::Sharing;
use crate::suppressions::Suppression;
use crate::text::Span;
use crate::views::{Container, EnvFile, Launch, Profile, Task, WrittenProfile};
use crate::vscode::{Platform, Platforms};

pub use crate::meta::{Level, Meta};

/// A rule: what it is called, and one method for each kind of thing that it may look at. All of them do nothing by default.
pub trait Rule: Sync {
    /// Its name, severity, page …
    fn meta(&self) -> &'static Meta;

    /// Looks at a file as text and syntax.
    fn check_document(&self, _reading: &Reading<'_>, _context: &mut Context<'_>) {}

    /// Looks at one variable at one place.
    fn check_site(&self, _site: &Site<'_>, _context: &mut Context<'_>) {}

    /// Looks at one argument of a terminal profile.
    fn check_argument(&self, _argument: &Argument<'_>, _context: &mut Context<'_>) {}

    /// Looks at one task that VS Code itself runs.
    fn check_task(&self, _task: &Task<'_>, _context: &mut Context<'_>) {}

    /// Looks at one launch configuration of a debugger that is known.
    fn check_launch(&self, _launch: &Launch<'_>, _context: &mut Context<'_>) {}

    /// Looks at a dev container.
    fn check_container(&self, _container: Container<'_>, _context: &mut Context<'_>) {}

    /// Looks at one terminal profile as one file writes it.
    fn check_written_profile(&self, _profile: &WrittenProfile<'_, '_>, _context: &mut Context<'_>) {}

    /// Looks at one terminal profile, with all layers of a window folded.
    fn check_profile(&self, _profile: &Profile<'_>, _context: &mut Context<'_>) {}

    /// Looks at one way to open the files, with its layers.
    fn check_window(&self, _window: &Window<'_>, _context: &mut Context<'_>) {}

    /// Looks at a file of variables that the file in question names, if the caller handed it over.
    fn check_env_file(&self, _file: &EnvFile<'_>, _context: &mut Context<'_>) {}

    /// Looks at the comments of a file that switch rules off, and at what came of them: after all that rules found there was
    /// suppressed or not. Rules are asked in their order, so each sees what came of those before it, and not of itself.
    fn check_suppressions(&self, _suppressions: &[Suppression<'_>], _context: &mut Context<'_>) {}

    /// Whether what it finds in one file can depend on others of a window. A run need not see all files of all windows, so
    /// that such a rule finds nothing somewhere proves nothing.
    fn needs_windows(&self) -> bool {
        false
    }

    /// Whether it looks at files of variables, which the caller hands over only if some rule does.
    fn needs_env_files(&self) -> bool {
        false
    }
}

/// What the caller asks of the rules.
#[derive(Clone, Debug)]
pub struct Options {
    /// The platforms that matter; elsewhere nothing is wrong.
    pub platforms: Platforms,
    /// Where a terminal profile in use must be a login shell.
    pub login_shell: Platforms,
    /// What is asked of single rules, by name; of the others what their [`Meta::enabled`] says.
    pub levels: BTreeMap<String, Level>,
}

impl Options {
    /// What is asked of `rule`.
    #[must_use]
    pub fn level(&self, rule: &Meta) -> Level {
        let by_default = if rule.enabled { Level::On } else { Level::Off };
        self.levels.get(rule.name).copied().unwrap_or(by_default)
    }

    /// Whether `rule` is to run.
    #[must_use]
    pub fn runs(&self, rule: &Meta) -> bool {
        self.level(rule) != Level::Off
    }
}

impl Default for Options {
    fn default() -> Self {
        Self { platforms: Platforms::ALL, login_shell: Platforms::only(Platform::Osx), levels: BTreeMap::new() }
    }
}

/// Where a rule asks for the options and leaves its findings.
#[derive(Debug)]
pub struct Context<'c> {
    /// What the caller asks.
    pub options: &'c Options,
    /// The rule that looks.
    pub rule: &'static Meta,
    /// The file that it looks at; for a window, the strongest one.
    pub reading: &'c Reading<'c>,
    /// Where what it looks at counts: of a file those of its kind, of a window its own.
    pub(crate) counts_on: Platforms,
    pub(crate) sharing: &'c Sharing,
    pub(crate) findings: &'c mut Vec<Finding>,
}

impl<'c> Context<'c> {
    /// Those of `platforms` that matter to the caller. What counts on some alone, as a dev container does, matters there
    /// whatever the caller works on.
    #[must_use]
    pub fn platforms(&self, platforms: Platforms) -> Platforms {
        platforms.and(if self.counts_on == Platforms::ALL { self.options.platforms } else { self.counts_on })
    }

    /// Whether others get the file that is looked at: it is not the user's own, and nothing keeps it out of the repository. To be
    /// asked last, as it may take a look at other files.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.sharing.is_shared(self.reading.document)
    }

    /// A finding at `span` of the file that is looked at.
    pub fn finding(&mut self, span: Span, message: impl Into<String>) -> Builder<'_, 'c> {
        let document = self.reading.id;
        self.finding_in(document, span, message)
    }

    /// A finding at `span` of `document`.
    pub fn finding_in(&mut self, document: DocumentId, span: Span, message: impl Into<String>) -> Builder<'_, 'c> {
        let finding = Finding {
            rule: self.rule,
            severity: self.rule.severity,
            message: message.into(),
            document,
            span,
            platforms: self.platforms(Platforms::ALL),
            variable: None,
            place: None,
            related: Vec::new(),
            help: None,
            fix: None,
        };
        Builder { context: self, finding }
    }

    /// A finding about `site`: at its value, with its variable, place and platforms.
    pub fn finding_at_site(&mut self, site: &Site<'_>, message: impl Into<String>) -> Builder<'_, 'c> {
        let platforms = self.platforms(site.platforms);
        self.finding(site.value_span(), message).platforms(platforms).variable(&site.variable).place(&site.key)
    }
}

/// A finding being put together; [`Builder::report`] hands it in.
#[must_use = "a finding counts only once it is reported"]
#[derive(Debug)]
pub struct Builder<'b, 'c> {
    context: &'b mut Context<'c>,
    finding: Finding,
}

impl Builder<'_, '_> {
    /// Another severity than the rule's own.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.finding.severity = severity;
        self
    }

    /// Another span.
    pub fn span(mut self, span: Span) -> Self {
        self.finding.span = span;
        self
    }

    /// Where it matters.
    pub fn platforms(mut self, platforms: Platforms) -> Self {
        self.finding.platforms = platforms;
        self
    }

    /// The variable in question.
    pub fn variable(mut self, variable: &str) -> Self {
        self.finding.variable = Some(variable.to_owned());
        self
    }

    /// The setting in question.
    pub fn place(mut self, place: &str) -> Self {
        self.finding.place = Some(place.to_owned());
        self
    }

    /// What to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.finding.help = Some(help.into());
        self
    }

    /// Another place that has to do with it.
    pub fn related(mut self, document: DocumentId, span: Span, message: impl Into<String>) -> Self {
        self.finding.related.push(Related { document, span, message: message.into() });
        self
    }

    /// How to mend it, if there is a way.
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.finding.fix = fix.into();
        self
    }

    /// Hands the finding in.
    pub fn report(self) {
        self.context.findings.push(self.finding);
    }
}
