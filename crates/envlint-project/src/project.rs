//! All files of a run.

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use envlint_core::config::Config;
use envlint_core::document::{Document, DocumentId};
use envlint_core::env::{FileAnalysis, Run, Window, folder_of, windows_with};
use envlint_core::finding::{Finding, Related};
use envlint_core::linter::Linter;
use envlint_core::rule::Options;
use envlint_core::text::Span;
use envlint_core::vscode::{FileKind, Layer};
use rustc_hash::FxHashMap;

use crate::config::{CliOverrides, Configs};
use crate::display_path::{DisplayPaths, slashed};
use crate::env_files::NamedEnvFile;
use crate::fs::{CachedFileSystem, FileSystem};
use crate::groups::groups_of;
use crate::load::Loader;
use crate::project_root::ProjectRoot;
use crate::selection::{FileProblem, Role, Selection, Skipped};
use crate::{ProjectError, git, parallel};

/// The number of files that are analyzed together, unless more of them affect each other's findings.
const BATCH: usize = 64;
/// The number of such batches whose findings are held at a time, if that is possible.
const HELD: usize = 32;

/// A file of the project.
#[derive(Debug)]
pub struct ProjectFile {
    /// Its path as the file system takes it.
    pub path: PathBuf,
    /// The reason why it is part of the run.
    pub role: Role,
    /// The parsed file.
    pub document: Document,
}

/// A project file can be used as its document, as in [`Linter::lint`].
impl Borrow<Document> for ProjectFile {
    fn borrow(&self) -> &Document {
        &self.document
    }
}

/// All files of a run, read and parsed.
pub struct Project {
    /// The files. The [`DocumentId`] of a file is its index here.
    pub files: Vec<ProjectFile>,
    /// The files and folders that were left out.
    pub skipped: Vec<Skipped>,
    /// The files that could not be read, sorted by path.
    pub problems: Vec<FileProblem>,
    /// The folders in which the user's own files were looked for; empty if the run is not about them.
    pub looked_in: Vec<PathBuf>,
    /// Converts paths to the names that reports show.
    pub names: DisplayPaths,
    pub(crate) configs: Configs,
    /// The `.env` files that files name, by their indices.
    named_env_files: FxHashMap<usize, Vec<NamedEnvFile>>,
    /// The `.env` files that the run is about, if files name them: absolute paths, normalized.
    pub env_files: BTreeSet<String>,
    /// The files that the change which is checked deletes: absolute paths, normalized.
    deleted: BTreeSet<String>,
    pub(crate) fs: Arc<dyn FileSystem>,
    pub(crate) threads: usize,
}

impl fmt::Debug for Project {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Project").field("files", &self.files).finish_non_exhaustive()
    }
}

impl Project {
    /// Finds and reads everything that a run about `selection` needs: the selected files, the other files of their windows, the
    /// `.env` files that they name, and their configurations.
    ///
    /// # Errors
    /// The kind of a named file or of standard input is unknown, or a configuration that was chosen cannot be read. Other
    /// unreadable files are [`Self::problems`].
    pub fn load(fs: Arc<dyn FileSystem>, selection: &Selection<'_>) -> Result<Self, ProjectError> {
        let fs = Arc::new(CachedFileSystem::new(fs));
        let loader = Loader::new(&fs, selection)?.load()?;
        Ok(Self {
            files: loader.files,
            skipped: loader.skipped,
            problems: loader.problems,
            looked_in: loader.looked_in,
            names: loader.names,
            configs: loader.configs,
            named_env_files: loader.named_env_files,
            env_files: loader.env_files,
            deleted: loader.deleted,
            threads: selection.threads,
            fs,
        })
    }

    /// The file with this id.
    #[must_use]
    pub fn file(&self, id: DocumentId) -> Option<&ProjectFile> {
        self.files.get(id.0)
    }

    /// The configuration that applies to the file with this id, if there is one.
    #[must_use]
    pub fn config(&self, id: DocumentId) -> Option<&Config> {
        self.configs.known(self.file(id)?.document.path())
    }

    /// A linter that uses for each file the options of its configuration and those that `overrides` override.
    #[must_use]
    pub fn linter(&self, overrides: &CliOverrides) -> Linter {
        let fs = Arc::clone(&self.fs);
        let mut linter = Linter::new(envlint_rules::all(), overrides.over(Options::default()))
            .with_kept_out(move |path| git::ignores(&*fs, path))
            .with_deleted(self.deleted.iter().cloned())
            .with_own_settings(self.own_files().map(|file| file.document.path().to_owned()));
        let mut resolver = self.configs.resolver(overrides);
        for file in &self.files {
            // A `.env` file has no options: the files that name it are checked with theirs.
            if file.document.kind() != FileKind::EnvFile
                && let Some(options) = resolver.options(&file.document)
            {
                linter = linter.with_options_of(file.document.path(), options);
            }
        }
        linter
    }

    /// All files, read as VS Code does, in the order of [`Self::files`].
    #[must_use]
    pub fn analyses(&self) -> Vec<FileAnalysis<'_>> {
        let numbered: Vec<(DocumentId, &ProjectFile)> = self.ids().zip(&self.files).collect();
        parallel::map(self.threads, &numbered, |(id, file)| FileAnalysis::new(*id, &file.document))
    }

    /// The windows that contain at least one of the files that the run is about.
    #[must_use]
    pub fn windows<'w>(&self, run: &'w Run<'w>) -> Vec<Window<'w>> {
        let is_linted = |id: DocumentId| self.file(id).is_some_and(|file| file.role.is_linted());
        let own: BTreeSet<&str> = self.own_files().map(|file| file.document.path()).collect();
        let mut windows = windows_with(run, |document| own.contains(document.path()));
        windows.retain(|window| window.files().any(|analysis| is_linted(analysis.id)));
        windows
    }

    /// The findings to report, sorted by path, offset and rule. Only a part of the analyses exists at any time.
    #[must_use]
    pub fn lint(&self, linter: &Linter) -> Vec<Finding> {
        let mut findings = Vec::new();
        self.lint_in_parts(linter, |part| findings.extend(part));
        findings
    }

    /// Calls `each` with parts of the findings of [`Self::lint`], in their order. If files that affect each other are near each other,
    /// as in most projects, only one part exists at any time.
    pub fn lint_in_parts(&self, linter: &Linter, mut each: impl FnMut(Vec<Finding>)) {
        let batches = self.batches();
        let held = if self.are_in_order(&batches) { HELD } else { batches.len() };
        for batches in batches.chunks(held.max(1)) {
            each(self.lint_batches(linter, batches));
        }
    }

    /// Returns `true` if the paths of each batch come after those of the batches before it, so that their findings do, too.
    fn are_in_order(&self, batches: &[Vec<DocumentId>]) -> bool {
        let mut last = None;
        batches.iter().all(|batch| {
            let files = || batch.iter().filter_map(|id| self.file(*id)).filter(|file| file.role >= Role::NamesEnvFile);
            let paths = || files().map(|file| file.document.path());
            let is_behind = paths().min().is_none_or(|first| last.is_none_or(|last| last < first));
            last = last.max(paths().max());
            is_behind
        })
    }

    /// The findings to report in `batches`, sorted by path, offset and rule.
    fn lint_batches(&self, linter: &Linter, batches: &[Vec<DocumentId>]) -> Vec<Finding> {
        let lint = |batch: &Vec<DocumentId>| {
            let files: Vec<_> = batch.iter().filter_map(|id| Some((*id, self.file(*id)?))).collect();
            let analyses = parallel::map_here(&files, |(id, file)| FileAnalysis::new(*id, &file.document));
            lint_here(linter, &Run::new(&analyses))
        };
        let found = parallel::with_threads(self.threads, self.files.len(), || parallel::map_here(batches, lint));
        let mut findings = concatenated(found);
        let path = |finding: &Finding| self.file(finding.document).map(|file| file.document.path());
        findings.sort_by(|a, b| path(a).cmp(&path(b)));
        self.reported(findings)
    }

    /// The files, in parts that do not affect each other's findings. Takes time linear in the number of files.
    fn batches(&self) -> Vec<Vec<DocumentId>> {
        let affects_all =
            |file: &ProjectFile| matches!(file.document.kind(), FileKind::Settings(Layer::User | Layer::Machine));
        if self.files.len() <= BATCH || self.files.iter().any(affects_all) {
            return vec![self.ids().collect()];
        }
        let named = |index| self.named_env_files.get(&index).map_or(&[][..], Vec::as_slice);
        let numbered = self.files.iter().enumerate();
        let numbers = groups_of(numbered.map(|(index, file)| (&file.document, named(index))));
        let mut groups: Vec<Vec<DocumentId>> = Vec::new();
        for (id, number) in self.ids().zip(numbers) {
            if number == groups.len() {
                groups.push(Vec::new());
            }
            if let Some(group) = groups.get_mut(number) {
                group.push(id);
            }
        }
        let mut batches: Vec<Vec<DocumentId>> = Vec::new();
        for group in groups {
            match batches.last_mut().filter(|batch| batch.len() < BATCH) {
                Some(batch) => batch.extend(group),
                None => batches.push(group),
            }
        }
        batches
    }

    /// The same for files that were read before with [`Self::analyses`].
    #[must_use]
    pub fn lint_run(&self, linter: &Linter, run: &Run<'_>) -> Vec<Finding> {
        self.reported(parallel::with_threads(self.threads, run.files().len(), || lint_here(linter, run)))
    }

    /// Those of `findings` that are in files whose findings are reported, or about a `.env` file that the run is about.
    #[must_use]
    pub fn reported(&self, mut findings: Vec<Finding>) -> Vec<Finding> {
        let is_asked_for = |related: &Related| {
            self.file(related.document).is_some_and(|file| self.env_files.contains(file.document.path()))
        };
        findings.retain(|finding| match self.file(finding.document).map(|file| file.role) {
            Some(Role::NamesEnvFile) => finding.by_change || finding.related.iter().any(is_asked_for),
            Some(role) => role.is_reported(),
            None => false,
        });
        findings
    }

    /// Returns `true` if `.env` files were read, so that [`Self::joined`] may join findings.
    #[must_use]
    pub fn has_env_files(&self) -> bool {
        self.files.iter().any(|file| file.document.kind() == FileKind::EnvFile)
    }

    /// `findings` with those about the same lines of a `.env` file as one, at the first place that names the file. The other places are
    /// related to it. Comments suppress such findings one by one, so this comes last.
    #[must_use]
    pub fn joined(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let is_env_file = |related: &Related| {
            self.file(related.document).is_some_and(|file| file.document.kind() == FileKind::EnvFile)
        };
        let mut joined: Vec<Finding> = Vec::with_capacity(findings.len());
        let mut known: FxHashMap<_, usize> = FxHashMap::default();
        for finding in findings {
            let lines: Vec<(DocumentId, Span)> =
                finding.related.iter().filter(|it| is_env_file(it)).map(|it| (it.document, it.span)).collect();
            if lines.is_empty() {
                joined.push(finding);
                continue;
            }
            let place = *known.entry((finding.rule.name, finding.help.clone(), lines)).or_insert(joined.len());
            match joined.get_mut(place).filter(|first| first.document != finding.document) {
                Some(first) => {
                    first.severity = first.severity.max(finding.severity);
                    first.platforms = first.platforms.iter().chain(finding.platforms.iter()).collect();
                    let message = "the file is read here, too".into();
                    first.related.push(Related { document: finding.document, span: finding.span, message });
                }
                None => joined.push(finding),
            }
        }
        joined
    }

    /// Returns `true` if the path of a file is a link that leads out of the project, so that reports must not quote it. The
    /// user's own settings may be kept elsewhere. Without a repository, the project is the folder that VS Code reads the file
    /// for, or the one that contains it.
    #[must_use]
    pub fn leads_out(&self, id: DocumentId) -> bool {
        let Some(ProjectFile { path, role, document }) = self.file(id) else { return false };
        if *role == Role::User || role.is_stdin() || !self.fs.exists(path) {
            return false;
        }
        // Most paths contain no links.
        let is_real = |real: PathBuf| real.as_os_str() == path.as_os_str();
        if self.fs.real_path(path).is_ok_and(is_real) && self.fs.is_file(path) {
            return false;
        }
        let folder = folder_of(document.kind(), &slashed(path)).map(PathBuf::from);
        let Some(folder) = folder.or_else(|| path.parent().map(Path::to_path_buf)) else { return false };
        ProjectRoot::around(&*self.fs, path, &folder).is_none_or(|root| !root.has_file(&*self.fs, path))
    }

    /// Returns `true` if a file of the run is in one of the folders [`Self::looked_in`], whether or not it was named.
    #[must_use]
    pub fn has_own_files(&self) -> bool {
        let is_in = |file: &ProjectFile| self.looked_in.iter().any(|folder| file.path.starts_with(folder));
        self.own_files().next().is_some() || self.files.iter().any(is_in)
    }

    /// The own files of the user who runs the command.
    fn own_files(&self) -> impl Iterator<Item = &ProjectFile> {
        self.files.iter().filter(|file| file.role == Role::User)
    }

    fn ids(&self) -> impl Iterator<Item = DocumentId> + use<> {
        (0..self.files.len()).map(DocumentId)
    }
}

/// All of `findings` in one list, which takes over the first of them, since one file can have very many.
fn concatenated(findings: Vec<Vec<Finding>>) -> Vec<Finding> {
    let join = |mut first: Vec<Finding>, next: Vec<Finding>| {
        first.extend(next);
        first
    };
    findings.into_iter().reduce(join).unwrap_or_default()
}

/// The findings in the files of `run`, on the threads of [`parallel::with_threads`].
fn lint_here(linter: &Linter, run: &Run<'_>) -> Vec<Finding> {
    let of_files = parallel::map_here(run.files(), |file| linter.lint_file(file, run));
    let mut findings = concatenated(of_files);
    findings.extend(linter.lint_windows(run));
    linter.finish(findings, run)
}
