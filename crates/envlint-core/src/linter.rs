//! Runs rules and orders their findings.

use std::borrow::{Borrow, Cow};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Document, DocumentId};
use crate::env::{FileAnalysis, Run, Window, windows_with};
use crate::env_file::{EnvFile, EnvFileReference, may_name_env_files};
use crate::finding::Finding;
use crate::fixer::hold_back;
use crate::meta::Level;
use crate::rule::{Context, Options, Rule};
use crate::sharing::Sharing;
use crate::suppressions::{Suppressions, Usage};
use crate::views::{container, launches, profiles, tasks, written_profiles};
use crate::vscode::{FileKind, Platforms};

mod order;
mod recovered;
mod unread;
mod values;

use order::order;
use values::ReadValues;

/// A set of rules, and the options that they run with.
pub struct Linter {
    rules: Vec<&'static dyn Rule>,
    /// Those of them that look at windows.
    window_rules: Vec<&'static dyn Rule>,
    /// Those of them that run with the `options`.
    enabled_rules: Vec<&'static dyn Rule>,
    rule_names: Vec<&'static str>,
    /// The names of their families, in the same order, without duplicates.
    family_names: Vec<&'static str>,
    options: Arc<Options>,
    /// The options of files that have their own, by path.
    of_files: FxHashMap<String, Arc<Options>>,
    sharing: Sharing,
    /// The paths of the user's own settings files.
    own_settings: FxHashSet<String>,
}

impl Linter {
    /// Creates a linter that runs those of `rules` that `options` enable. Pass all existing rules, even disabled
    /// ones: a comment or a configuration that names a rule that is missing here is reported as naming an unknown
    /// rule.
    #[must_use]
    pub fn new(rules: Vec<&'static dyn Rule>, options: Options) -> Self {
        Self {
            rule_names: rules.iter().map(|rule| rule.meta().name).collect(),
            family_names: families(&rules),
            enabled_rules: rules.iter().copied().filter(|rule| options.runs(rule.meta())).collect(),
            window_rules: rules.iter().copied().filter(|rule| rule.meta().needs.windows).collect(),
            rules,
            options: Arc::new(options),
            of_files: FxHashMap::default(),
            sharing: Sharing::default(),
            own_settings: FxHashSet::default(),
        }
    }

    /// Sets separate `options` for the file at `path`. Rules that check a window use the options of the file
    /// with the highest precedence there; whether a finding is reported depends on the options of the file that
    /// contains it.
    #[must_use]
    pub fn with_options_of(mut self, path: impl Into<String>, options: Arc<Options>) -> Self {
        self.of_files.insert(path.into(), options);
        self
    }

    /// Sets a function that returns `true` if the file at a path is not shared with others, for example because of
    /// a `.gitignore`. It is called only when a rule has found something that matters only in shared files.
    #[must_use]
    pub fn with_kept_out(mut self, is_kept_out: impl Fn(&str) -> bool + Send + Sync + 'static) -> Self {
        self.sharing.set_kept_out(is_kept_out);
        self
    }

    /// Sets the paths of files that the change which is checked deletes, normalized.
    #[must_use]
    pub fn with_deleted(mut self, paths: impl IntoIterator<Item = String>) -> Self {
        self.sharing.deleted.extend(paths);
        self
    }

    /// Sets the paths of the settings files that belong to the user who opens the folders of the run: see
    /// [`windows_with`].
    #[must_use]
    pub fn with_own_settings(mut self, paths: impl IntoIterator<Item = String>) -> Self {
        self.own_settings.extend(paths);
        self
    }

    /// The options of the file at `path`.
    #[must_use]
    pub fn options(&self, path: &str) -> &Options {
        if self.of_files.is_empty() { &self.options } else { self.of_files.get(path).unwrap_or(&self.options) }
    }

    /// The findings in `documents`, all files of one run, sorted by path, offset and rule, without duplicates. The
    /// [`DocumentId`] of a document is its index here.
    #[must_use]
    pub fn lint<D: Borrow<Document>>(&self, documents: &[D]) -> Vec<Finding> {
        self.lint_run(&Run::new(&read(documents)))
    }

    /// The findings in the files of `run`, sorted by path, offset and rule, without duplicates.
    #[must_use]
    pub fn lint_run(&self, run: &Run<'_>) -> Vec<Finding> {
        let mut findings: Vec<Finding> = run.files().iter().flat_map(|file| self.lint_file(file, run)).collect();
        findings.extend(self.lint_windows(run));
        self.finish(findings, run)
    }

    /// The findings in one file of `run`, in no particular order and including suppressed ones. [`Self::finish`]
    /// turns findings into a report.
    ///
    /// They depend only on the file, its options and [`Run::container_users`]: as long as these stay the same, so do
    /// the findings.
    #[must_use]
    pub fn lint_file(&self, analysis: &FileAnalysis<'_>, run: &Run<'_>) -> Vec<Finding> {
        self.lint_file_with(analysis, run, self.options(analysis.document.path()))
    }

    fn lint_file_with(&self, analysis: &FileAnalysis<'_>, run: &Run<'_>, options: &Options) -> Vec<Finding> {
        let mut findings = Vec::new();
        if analysis.document.kind() == FileKind::EnvFile {
            return findings;
        }
        if analysis.document.is_uncertain() {
            self.lint_uncertain(analysis, run, options, &mut findings);
            return findings;
        }
        let profiles = written_profiles(&analysis.settings);
        let (tasks, launches) = (tasks(analysis.document), launches(analysis));
        let container = container(analysis.document);
        let counts_on = analysis.platforms();
        let platforms = if counts_on == Platforms::ALL { options.platforms } else { counts_on };
        let values = ReadValues::new(analysis, run, platforms);
        for &rule in self.enabled(options).iter() {
            let mut context = self.context(rule, analysis, run, options, counts_on, &mut findings);
            rule.check_errors(analysis, &mut context);
            rule.check_text(analysis, &mut context);
            rule.check_document(analysis, &mut context);
            values.check(rule, &mut context);
            for profile in profiles.iter().filter(|profile| platforms.has(profile.platform)) {
                rule.check_written_profile(profile, &mut context);
            }
            for task in &tasks {
                rule.check_task(task, &mut context);
            }
            for launch in &launches {
                rule.check_launch(launch, &mut context);
            }
            if let Some(container) = container {
                rule.check_container(container, &mut context);
            }
        }
        findings
    }

    /// The findings that require more than one file: those of all windows that the files of `run` can be part of, and those of the
    /// `.env` files that they name.
    #[must_use]
    pub fn lint_windows(&self, run: &Run<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for window in self.windows(run) {
            findings.extend(self.lint_window(&window));
        }
        findings.extend(self.lint_env_files(run));
        findings
    }

    /// All windows that the files of `run` can be part of: see [`windows_with`].
    #[must_use]
    pub fn windows<'w>(&self, run: &'w Run<'w>) -> Vec<Window<'w>> {
        windows_with(run, |document| self.own_settings.contains(document.path()))
    }

    /// The `.env` files that `documents` name and that an enabled rule checks. To have them checked, pass those
    /// that exist as additional documents of kind [`FileKind::EnvFile`].
    #[must_use]
    pub fn wanted_files<D: Borrow<Document>>(&self, documents: &[D]) -> Vec<WantedFile> {
        let numbered = documents.iter().enumerate().map(|(index, document)| (DocumentId(index), document.borrow()));
        let looking = numbered.filter(|(_, document)| {
            may_name_env_files(document) && self.rules_for_env_files(document).next().is_some()
        });
        looking.flat_map(|(id, document)| wanted(&FileAnalysis::new(id, document))).collect()
    }

    fn rules_for_env_files(&self, document: &Document) -> impl Iterator<Item = &'static dyn Rule> {
        let options = self.options(document.path());
        self.rules.iter().copied().filter(|rule| rule.meta().needs.env_files && options.runs(rule.meta()))
    }

    /// The findings about the `.env` files that the files of `run` name, in no particular order and including suppressed ones.
    #[must_use]
    pub fn lint_env_files(&self, run: &Run<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        if !run.has_env_files() {
            return findings;
        }
        for &analysis in run.files().iter().filter(|analysis| !analysis.document.is_uncertain()) {
            let references = analysis.env_files();
            if references.is_empty() {
                continue;
            }
            for rule in self.rules_for_env_files(analysis.document) {
                let options = self.options(analysis.document.path());
                let counts_on = analysis.platforms();
                let mut context = self.context(rule, analysis, run, options, counts_on, &mut findings);
                for file in EnvFile::named(references, run, context.platforms(Platforms::ALL)) {
                    rule.check_env_file(&file, &mut context);
                }
            }
        }
        findings
    }

    /// The rules that run with `options`.
    fn enabled(&self, options: &Options) -> Cow<'_, [&'static dyn Rule]> {
        if std::ptr::eq(options, &*self.options) {
            Cow::Borrowed(&self.enabled_rules)
        } else {
            Cow::Owned(self.rules.iter().copied().filter(|rule| options.runs(rule.meta())).collect())
        }
    }

    /// What `rule` needs to check something in the file of `analysis`, or in a window of which that file is the strongest.
    fn context<'c>(
        &'c self,
        rule: &dyn Rule,
        analysis: &'c FileAnalysis<'c>,
        run: &'c Run<'c>,
        options: &'c Options,
        counts_on: Platforms,
        findings: &'c mut Vec<Finding>,
    ) -> Context<'c> {
        let (rule_names, family_names) = (self.rule_names.as_slice(), self.family_names.as_slice());
        let sharing = &self.sharing;
        Context { options, rule: rule.meta(), analysis, run, rule_names, family_names, sharing, counts_on, findings }
    }

    /// The findings that require several files of `window`, in no particular order and including suppressed ones.
    ///
    /// They depend only on the files of the window, their options, the `.env` files and the dev containers of the run, and on which
    /// folders have settings: as long as these stay the same, so do the findings.
    #[must_use]
    pub fn lint_window(&self, window: &Window<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        let Some(analysis) = window.strongest() else { return findings };
        // What VS Code passed over in one file with settings can change what the others mean.
        if window.layers.iter().any(|file| file.document.is_uncertain()) {
            return findings;
        }
        let options = self.options(analysis.document.path());
        let platforms = if window.platforms == Platforms::ALL { options.platforms } else { window.platforms };
        let profiles: Vec<_> = platforms.iter().flat_map(|platform| profiles(window, platform)).collect();
        let of_files: Vec<&Options> = window.files().map(|file| self.options(file.document.path())).collect();
        let runs = |rule: &dyn Rule| of_files.iter().any(|options| options.runs(rule.meta()));
        for &rule in self.window_rules.iter().filter(|rule| runs(**rule)) {
            let mut context = self.context(rule, analysis, window.run, options, window.platforms, &mut findings);
            rule.check_window(window, &mut context);
            for profile in &profiles {
                rule.check_profile(profile, &mut context);
            }
        }
        for file in window.files().filter(|file| file.document.is_uncertain()) {
            findings.retain(|finding| recovered::is_certain(finding, file));
        }
        findings
    }

    /// Turns `findings`, all those of a run, into the ones to report: removes those that are disabled or suppressed
    /// where they are, adds findings about the suppression comments themselves, applies configured severities,
    /// sorts by path, offset and rule, merges duplicates with all of their related locations, and holds back fixes
    /// that would leave a value half repaired.
    #[must_use]
    pub fn finish(&self, mut findings: Vec<Finding>, run: &Run<'_>) -> Vec<Finding> {
        for &analysis in run.files() {
            let mut suppressions = Suppressions::of(analysis.document);
            if !suppressions.is_empty() {
                self.suppress(&mut suppressions, analysis, run, &mut findings);
            }
        }
        let level = |finding: &Finding| {
            let path = run.get(finding.document).map_or("", |file| file.document.path());
            self.options(path).level(finding.rule)
        };
        findings.retain_mut(|finding| match level(finding) {
            Level::Off => false,
            Level::On => true,
            Level::As(severity) => {
                finding.severity = severity;
                true
            }
        });
        order(&mut findings, run);
        recovered::only_show_fixes(&mut findings, run);
        hold_back(&mut findings, run);
        findings
    }

    /// Removes the findings that comments of one file suppress, and runs the rules that check these comments.
    fn suppress(
        &self,
        suppressions: &mut Suppressions<'_>,
        analysis: &FileAnalysis<'_>,
        run: &Run<'_>,
        findings: &mut Vec<Finding>,
    ) {
        let options = self.options(analysis.document.path());
        suppressions.judge(|name| match self.rules.iter().find(|rule| rule.meta().name == name) {
            None => Usage::Unknown,
            Some(rule) if !options.runs(rule.meta()) || rule.meta().needs.windows => Usage::Undecided,
            Some(_) => Usage::Unused,
        });
        findings.retain(|finding| finding.document != analysis.id || !suppressions.cover(finding));
        if !analysis.document.errors().is_empty() {
            return;
        }
        if options.platforms != Platforms::ALL && suppressions.has_unused() {
            let everywhere = Options { platforms: Platforms::ALL, ..options.clone() };
            for finding in self.lint_file_with(analysis, run, &everywhere) {
                suppressions.doubt(&finding);
            }
        }
        for &rule in self.rules.iter().filter(|rule| options.runs(rule.meta())) {
            let mut found = Vec::new();
            let mut context = self.context(rule, analysis, run, options, analysis.platforms(), &mut found);
            rule.check_suppressions(&suppressions.seen_by(rule.meta().name), &mut context);
            found.retain(|finding| !suppressions.cover(finding));
            findings.append(&mut found);
        }
    }
}

fn families(rules: &[&'static dyn Rule]) -> Vec<&'static str> {
    let mut names: Vec<&str> = rules.iter().map(|rule| rule.meta().family.name).collect();
    names.dedup();
    names
}

/// A file that rules need in order to check it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedFile {
    /// The path, relative to the same folder as the paths of the documents.
    pub path: String,
    /// The document that names it.
    pub named_in: DocumentId,
}

/// The files that `analysis` names, including those that a path would mean once it is fixed.
fn wanted(analysis: &FileAnalysis<'_>) -> Vec<WantedFile> {
    let paths = |reference: &EnvFileReference<'_>| [reference.file_in_folder(), reference.intended_file()];
    let paths = analysis.env_files().iter().flat_map(paths).flatten();
    paths.map(|path| WantedFile { path, named_in: analysis.id }).collect()
}

/// Reads all documents of a run as VS Code does.
#[must_use]
pub fn read<D: Borrow<Document>>(documents: &[D]) -> Vec<FileAnalysis<'_>> {
    let numbered = documents.iter().enumerate();
    numbered.map(|(index, document)| FileAnalysis::new(DocumentId(index), document.borrow())).collect()
}

#[cfg(test)]
mod tests;
