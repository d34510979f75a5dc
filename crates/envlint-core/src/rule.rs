//! The interface of rules: what a rule provides, and what it gets.

use std::borrow::Cow;
use std::sync::Arc;

use crate::document::DocumentId;
use crate::env::{FileAnalysis, ProfileArgument, Run, Site, Window};
use crate::env_file::EnvFile;
use crate::finding::{Finding, Fix, Related, Severity};
use crate::sharing::Sharing;
use crate::suppressions::Suppression;
use crate::text::Span;
use crate::views::{Container, Launch, Profile, Task, WrittenProfile};
use crate::vscode::Platforms;

pub use crate::meta::{Level, Meta, Needs};
pub use crate::options::Options;

/// The static facts about a rule, apart from its checks, so that they can be declared in one place.
pub trait RuleMeta {
    /// The name, family, severity, page and other static facts.
    fn meta(&self) -> &'static Meta;
}

/// A rule: one method for each kind of thing that it can check. The default methods do nothing.
pub trait Rule: RuleMeta + Sync {
    /// Checks the syntax errors of a file.
    fn check_errors(&self, _analysis: &FileAnalysis<'_>, _context: &mut Context<'_>) {}

    /// Checks a file part by part. What the rule finds in one part must not depend on another part, unless the finding
    /// refers to it, because this check also runs on files that syntax errors make uncertain. The same holds for
    /// [`Rule::check_site`] and [`Rule::check_argument`].
    fn check_text(&self, _analysis: &FileAnalysis<'_>, _context: &mut Context<'_>) {}

    /// Checks a file as a whole.
    fn check_document(&self, _analysis: &FileAnalysis<'_>, _context: &mut Context<'_>) {}

    /// Checks one variable at one place.
    fn check_site(&self, _site: &Site<'_>, _context: &mut Context<'_>) {}

    /// Checks one argument of a terminal profile.
    fn check_argument(&self, _argument: &ProfileArgument<'_>, _context: &mut Context<'_>) {}

    /// Checks one task that VS Code itself runs.
    fn check_task(&self, _task: &Task<'_>, _context: &mut Context<'_>) {}

    /// Checks one launch configuration of a known debugger.
    fn check_launch(&self, _launch: &Launch<'_>, _context: &mut Context<'_>) {}

    /// Checks a dev container.
    fn check_container(&self, _container: Container<'_>, _context: &mut Context<'_>) {}

    /// Checks one terminal profile as one file defines it.
    fn check_written_profile(&self, _profile: &WrittenProfile<'_, '_>, _context: &mut Context<'_>) {}

    /// Checks one terminal profile after merging all layers of a window. The rule must declare that it needs windows.
    fn check_profile(&self, _profile: &Profile<'_>, _context: &mut Context<'_>) {}

    /// Checks one window, with its layers. The rule must declare that it needs windows.
    fn check_window(&self, _window: &Window<'_>, _context: &mut Context<'_>) {}

    /// Checks a `.env` file that the current file names, if the caller supplied it.
    fn check_env_file(&self, _file: &EnvFile<'_>, _context: &mut Context<'_>) {}

    /// Checks the suppression comments of a file and whether each suppressed something, after all other checks of
    /// that file. Rules run in order, so each sees the effect of the comments on the rules before it, but not on
    /// itself.
    fn check_suppressions(&self, _suppressions: &[Suppression<'_>], _context: &mut Context<'_>) {}
}

/// Gives a rule its options and collects its findings.
#[derive(Debug)]
pub struct Context<'c> {
    /// The caller's options.
    pub options: &'c Options,
    /// The rule that runs.
    pub rule: &'static Meta,
    /// The file that is checked; for a window, the file with the highest precedence.
    pub analysis: &'c FileAnalysis<'c>,
    /// All files of the run.
    pub(crate) run: &'c Run<'c>,
    /// The platforms on which the checked file or window is used.
    pub(crate) counts_on: Platforms,
    /// The names of all rules of the linter, in the order in which they run.
    pub(crate) rule_names: &'c [&'static str],
    /// The names of their families.
    pub(crate) family_names: &'c [&'static str],
    pub(crate) sharing: &'c Sharing,
    pub(crate) findings: &'c mut Vec<Finding>,
}

impl<'c> Context<'c> {
    /// The subset of `platforms` that matters to the caller. A file that is used only on some platforms, such as a
    /// dev container, is checked for these whatever platforms the caller selects.
    #[must_use]
    pub fn platforms(&self, platforms: Platforms) -> Platforms {
        platforms.and(if self.counts_on == Platforms::ALL { self.options.platforms } else { self.counts_on })
    }

    /// The names of all existing rules, including disabled ones.
    #[must_use]
    pub fn rule_names(&self) -> &'c [&'static str] {
        self.rule_names
    }

    /// The names of the families of all existing rules.
    #[must_use]
    pub fn family_names(&self) -> &'c [&'static str] {
        self.family_names
    }

    /// Returns `true` if the `.env` file at `path` exists: the caller passed it, because a file names it.
    #[must_use]
    pub fn has_env_file(&self, path: &str) -> bool {
        self.run.env_file(path).is_some()
    }

    /// Returns `true` if the change which is checked deletes the `.env` file at `path` for everybody.
    #[must_use]
    pub fn is_deleted(&self, path: &str) -> bool {
        !self.has_env_file(path) && self.sharing.is_deleted(path)
    }

    /// The users of the dev containers of the folder that the checked file belongs to.
    #[must_use]
    pub fn container_users(&self) -> &'c [String] {
        self.run.container_users(self.analysis)
    }

    /// Returns `true` if others get the checked file: it is not one of the user's own files, and is not excluded
    /// from the repository. Call this last, since it may read other files.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.sharing.is_shared(self.analysis.document)
    }

    /// Starts a finding at `span` of the checked file.
    pub fn finding(&mut self, span: Span, message: impl Into<String>) -> Builder<'_, 'c> {
        let document = self.analysis.id;
        self.finding_in(document, span, message)
    }

    /// Starts a finding at `span` of `document`.
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
            fixes: Vec::new(),
            by_change: false,
        };
        Builder { context: self, finding }
    }

    /// Starts a finding about `site`: at its value, with its variable, place and platforms.
    pub fn finding_at_site(&mut self, site: &Site<'_>, message: impl Into<String>) -> Builder<'_, 'c> {
        let platforms = self.platforms(site.platforms);
        self.finding(site.value_span(), message).platforms(platforms).variable(&site.variable).place_of(site)
    }
}

/// A finding that is being built; [`Builder::report`] submits it.
#[must_use = "a finding is lost unless it is reported"]
#[derive(Debug)]
pub struct Builder<'b, 'c> {
    context: &'b mut Context<'c>,
    finding: Finding,
}

impl Builder<'_, '_> {
    /// Overrides the rule's severity.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.finding.severity = severity;
        self
    }

    /// Overrides the location in the file.
    pub fn span(mut self, span: Span) -> Self {
        self.finding.span = span;
        self
    }

    /// Sets the platforms on which the finding matters.
    pub fn platforms(mut self, platforms: Platforms) -> Self {
        self.finding.platforms = platforms;
        self
    }

    /// Sets the variable that the finding is about.
    pub fn variable(mut self, variable: &str) -> Self {
        self.finding.variable = Some(variable.to_owned());
        self
    }

    /// Sets the setting that the finding is about.
    pub fn place(mut self, place: &str) -> Self {
        self.finding.place = Some(place.into());
        self
    }

    /// Sets it to that of `site`.
    pub fn place_of(mut self, site: &Site<'_>) -> Self {
        self.finding.place = Some(Arc::clone(&site.key));
        self
    }

    /// Marks it as the effect of the change which is checked, if `by_change`.
    pub fn by_change(mut self, by_change: bool) -> Self {
        self.finding.by_change = by_change;
        self
    }

    /// Sets the advice on what to do.
    pub fn help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.finding.help = Some(help.into());
        self
    }

    /// Sets the advice on what to do if there is no fix. Call it after [`Self::fix`].
    pub fn or_help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        if self.finding.fixes.is_empty() {
            self.finding.help = Some(help.into());
        }
        self
    }

    /// Adds another location that explains the finding.
    pub fn related(mut self, document: DocumentId, span: Span, message: impl Into<Cow<'static, str>>) -> Self {
        self.finding.related.push(Related { document, span, message: message.into() });
        self
    }

    /// Adds a fix, if there is one. The first is the preferred one.
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.finding.fixes.extend(fix.into());
        self
    }

    /// Submits the finding.
    pub fn report(mut self) {
        // A run can have very many findings.
        self.finding.message.shrink_to_fit();
        self.finding.fixes.shrink_to_fit();
        self.finding.related.shrink_to_fit();
        self.context.findings.push(self.finding);
    }
}
