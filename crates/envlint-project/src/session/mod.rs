//! A project that stays loaded while its files change.

mod groups;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use envlint_core::document::{Document, DocumentId};
use envlint_core::documents::Documents;
use envlint_core::env::{Analysis, Run, folder_of, workspace_folders};
use envlint_core::finding::Finding;
use envlint_core::linter::Linter;
use envlint_core::rule::Options;
use envlint_core::vscode::{FileKind, Layer};

use crate::display_path::slashed;
use crate::env_files::{self, NamedEnvFile};
use crate::fs::{FileSystem, FileType, Overlay};
use crate::load::parse;
use crate::project::{Project, ProjectFile};
use crate::read::read_text;
use crate::selection::{Role, Selection};
use crate::{CliOverrides, ProjectError, search};
use groups::{FileGroup, groups};

/// A project that stays loaded while its files change, for a program such as a language server. Its findings are those that a new
/// [`Project`] of the same folders and texts would have, but a change costs only as much as the files that share a window with the
/// changed one.
///
/// An open text replaces the file on disk. User settings are linted separately, even if there is only one such file, so
/// that opening it does not change the findings in other files.
pub struct ProjectSession {
    files: Arc<Overlay>,
    folders: BTreeSet<PathBuf>,
    /// The paths of the open texts, by their normalized form.
    opened: BTreeMap<String, PathBuf>,
    linter: Linter,
    documents: Documents,
    states: BTreeMap<DocumentId, FileState>,
    groups: Vec<FileGroup>,
    /// `true` if files may have to be added or removed, or a configuration has changed.
    must_load: bool,
}

/// What is known about a file of the session.
#[derive(Debug)]
pub(crate) struct FileState {
    role: Role,
    /// The `.env` files that it names.
    named: Vec<NamedEnvFile>,
    /// The findings of [`Linter::lint_file`], unless they are out of date.
    findings: Option<Vec<Finding>>,
    /// The index of its group.
    group: usize,
}

impl fmt::Debug for ProjectSession {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ProjectSession").field("folders", &self.folders).finish_non_exhaustive()
    }
}

impl ProjectSession {
    /// A session without folders and open texts. It reads files from `below`.
    #[must_use]
    pub fn new(below: Arc<dyn FileSystem>) -> Self {
        Self {
            files: Arc::new(Overlay::new(below)),
            folders: BTreeSet::new(),
            opened: BTreeMap::new(),
            linter: Linter::new(envlint_rules::all(), Options::default()),
            documents: Documents::default(),
            states: BTreeMap::new(),
            groups: Vec::new(),
            must_load: false,
        }
    }

    /// Adds a folder, whose files are then linted.
    pub fn add_folder(&mut self, folder: PathBuf) {
        self.must_load |= self.folders.insert(folder);
    }

    /// Removes a folder. Open texts in it are still linted.
    pub fn remove_folder(&mut self, folder: &Path) {
        self.must_load |= self.folders.remove(folder);
    }

    /// Sets the text of the file at the absolute `path`, which replaces the file on disk.
    pub fn set_text(&mut self, path: &Path, text: &str) {
        let key = slashed(path);
        self.files.set(path, text);
        let is_new = self.opened.insert(key.clone(), path.to_path_buf()).is_none();
        match self.documents.id(&key) {
            Some(id) => self.replace(id, text),
            None => self.must_load |= may_add_files(path) || (is_new && self.may_be_part(path, &key)),
        }
    }

    /// Closes the text of the file at `path`, so that the file on disk counts again.
    pub fn close(&mut self, path: &Path) {
        let key = slashed(path);
        self.files.remove(path);
        if self.opened.remove(&key).is_some() {
            self.reread(path, &key);
        }
    }

    /// Notices that the file at `path` was created, changed or removed on disk.
    pub fn touch(&mut self, path: &Path) {
        let key = slashed(path);
        if !self.opened.contains_key(&key) {
            self.reread(path, &key);
        }
    }

    /// Brings the session up to date after changes. Call it before any of the methods below.
    ///
    /// # Errors
    /// The files cannot be loaded. The session keeps the files that it has.
    pub fn refresh(&mut self) -> Result<(), ProjectError> {
        if self.must_load {
            self.load()?;
            self.must_load = false;
        }
        Ok(())
    }

    /// The id of the file at `path`, if it is part of the session.
    #[must_use]
    pub fn id(&self, path: &Path) -> Option<DocumentId> {
        self.documents.id(&slashed(path))
    }

    /// All files of the session.
    #[must_use]
    pub fn documents(&self) -> &Documents {
        &self.documents
    }

    /// The file with this id.
    #[must_use]
    pub fn document(&self, id: DocumentId) -> Option<&Document> {
        self.documents.get(id).map(|analysis| analysis.document())
    }

    /// The linter, with the options of all files.
    #[must_use]
    pub fn linter(&self) -> &Linter {
        &self.linter
    }

    /// The files that share a window with the file `id`, directly or through others, and the `.env` files that they name. No other
    /// file affects its findings.
    #[must_use]
    pub fn related(&self, id: DocumentId) -> Vec<Arc<Analysis>> {
        let group = self.states.get(&id).and_then(|state| self.groups.get(state.group));
        group.map_or_else(Vec::new, |group| self.members(group))
    }

    /// The findings in the file `id` and in those related to it, sorted by path, offset and rule; `None` if there is no such file.
    /// The result is the same [`Arc`] as before if none of these files has changed.
    pub fn findings_around(&mut self, id: DocumentId) -> Option<Arc<Vec<Finding>>> {
        let index = self.states.get(&id)?.group;
        self.lint_group(index);
        self.groups.get(index)?.findings.clone()
    }

    /// The file system with the open texts.
    #[must_use]
    pub fn file_system(&self) -> Arc<dyn FileSystem> {
        Arc::<Overlay>::clone(&self.files)
    }

    /// The names of the `.env` files in the folder that the file `id` belongs to, in alphabetical order.
    #[must_use]
    pub fn env_file_names(&self, id: DocumentId) -> Vec<String> {
        let folder = self.document(id).and_then(|document| folder_of(document.kind(), document.path()));
        let entries = folder.and_then(|folder| self.files.list(Path::new(&folder)).ok()).unwrap_or_default();
        let files = entries.into_iter().filter(|entry| entry.file_type == FileType::File);
        let mut names: Vec<String> = files.filter_map(|entry| entry.name.into_string().ok()).collect();
        names.retain(|name| name.starts_with(".env") || name.ends_with(".env"));
        names.sort();
        names
    }

    /// The findings in the file `id`, sorted by offset and rule.
    pub fn findings(&mut self, id: DocumentId) -> Vec<Finding> {
        let found = self.findings_around(id);
        let found = found.iter().flat_map(|found| found.iter());
        found.filter(|finding| finding.document == id).cloned().collect()
    }

    fn lint_group(&mut self, index: usize) {
        let Some(group) = self.groups.get(index).filter(|group| group.findings.is_none()) else { return };
        let analyses = self.members(group);
        let run = Run::new(analyses.iter().map(|analysis| analysis.file()));
        let mut findings = self.linter.lint_env_files(&run);
        if let Some(group) = self.groups.get_mut(index) {
            findings.extend(group.windows.of(&self.linter.windows(&run), |window| self.linter.lint_window(window)));
        }
        for analysis in &analyses {
            let Some(state) = self.states.get_mut(&analysis.file().id) else { continue };
            let of_file = state.findings.get_or_insert_with(|| self.linter.lint_file(analysis.file(), &run));
            findings.extend(of_file.iter().cloned());
        }
        let mut findings = self.linter.finish(findings, &run);
        let is_reported = |id| self.states.get(&id).is_some_and(|state| state.role.is_reported());
        findings.retain(|finding| is_reported(finding.document));
        if let Some(group) = self.groups.get_mut(index) {
            group.findings = Some(Arc::new(findings));
        }
    }

    fn members(&self, group: &FileGroup) -> Vec<Arc<Analysis>> {
        group.members.iter().filter_map(|&id| self.documents.get(id)).cloned().collect()
    }

    /// Reads the file at `path` from disk again.
    fn reread(&mut self, path: &Path, key: &str) {
        match (self.documents.id(key), read_text(&*self.files, path)) {
            (Some(id), Ok(text)) => self.replace(id, &text),
            (Some(_), Err(_)) => self.must_load = true,
            (None, _) => self.must_load |= may_add_files(path) || self.may_be_part(path, key),
        }
    }

    /// Returns `true` if the file at `path`, which is not part of the session, may have to be.
    fn may_be_part(&self, path: &Path, key: &str) -> bool {
        FileKind::of_path(key).is_some()
            || search::kind_if_found(&*self.files, path).is_some()
            || self.states.values().any(|state| state.named.iter().any(|named| named.path == key))
    }

    /// Replaces the text of a file of the session, and marks what depends on it as out of date.
    fn replace(&mut self, id: DocumentId, text: &str) {
        let Some(old) = self.documents.get(id).cloned() else { return };
        let document = old.document();
        if document.text() == text {
            return;
        }
        self.documents.insert_document(document.with_text(text.to_owned()));
        let Some(new) = self.documents.get(id).cloned() else { return };
        self.forget_findings(id, document.kind());
        match document.kind() {
            FileKind::Config => self.must_load = true,
            FileKind::Workspace => {
                self.must_load |= workspace_folders(document) != workspace_folders(new.document());
            }
            _ => {}
        }
        let named = env_files::named(new.file(), || self.own_folders());
        if self.states.get(&id).is_some_and(|state| state.named != named) {
            self.rename_env_files(id, named);
        }
    }

    /// Marks the findings that depend on the file `id`, which is of this `kind`, as out of date.
    fn forget_findings(&mut self, id: DocumentId, kind: FileKind) {
        let Some(group) = self.states.get(&id).and_then(|state| self.groups.get_mut(state.group)) else { return };
        group.findings = None;
        // These files matter to windows that they are not part of.
        match kind {
            FileKind::DevContainer | FileKind::EnvFile => group.windows.forget_all(),
            _ => group.windows.forget(id),
        }
        // What the other files of a folder say by themselves depends on the users of its dev containers.
        let of_others = kind == FileKind::DevContainer;
        for member in group.members.iter().filter(|member| of_others || **member == id) {
            if let Some(state) = self.states.get_mut(member) {
                state.findings = None;
            }
        }
    }

    /// Reads the `.env` files that the file `id` names now, and drops those that no file names any more.
    fn rename_env_files(&mut self, id: DocumentId, named: Vec<NamedEnvFile>) {
        let Some(state) = self.states.get_mut(&id) else { return };
        let before = std::mem::replace(&mut state.named, named.clone());
        for NamedEnvFile { path, named_in } in named {
            if self.documents.id(&path).is_none()
                && let Some(text) = env_files::read(&*self.files, Path::new(&path), &named_in)
            {
                let document = parse(Path::new(&path), text, FileKind::EnvFile);
                self.add(document, Role::Context);
            }
        }
        for NamedEnvFile { path, .. } in before {
            let is_read = |named: &NamedEnvFile| {
                named.path == path && env_files::read(&*self.files, Path::new(&path), &named.named_in).is_some()
            };
            let is_left = self.states.values().flat_map(|state| &state.named).any(is_read);
            if !is_left && let Some(removed) = self.documents.remove(&path) {
                self.states.remove(&removed.file().id);
            }
        }
        self.group();
    }

    fn add(&mut self, document: Document, role: Role) {
        let id = self.documents.insert_document(document);
        self.states.insert(id, FileState { role, named: Vec::new(), findings: None, group: 0 });
    }

    /// Loads all files. Those whose text is the same keep their analyses.
    fn load(&mut self) -> Result<(), ProjectError> {
        let opened = self.opened.iter().filter(|(key, path)| is_linted_when_open(&*self.files, path, key));
        let paths: Vec<PathBuf> = self.folders.iter().chain(opened.map(|(_, path)| path)).cloned().collect();
        let project = Project::load(Arc::<Overlay>::clone(&self.files), &Selection::new(&paths))?;
        self.linter = project.linter(&CliOverrides::default());
        let kept: BTreeSet<&str> = project.files.iter().map(|file| file.document.path()).collect();
        let gone = self.documents.iter().map(|analysis| analysis.document().path().to_owned());
        for path in gone.filter(|path| !kept.contains(path.as_str())).collect::<Vec<_>>() {
            self.documents.remove(&path);
        }
        self.states.clear();
        for ProjectFile { role, document, .. } in project.files {
            let known = self.documents.id(document.path()).and_then(|id| self.documents.get(id));
            match known.filter(|known| known.document().text() == document.text()) {
                Some(known) if known.document().kind() == document.kind() => {
                    let state = FileState { role, named: Vec::new(), findings: None, group: 0 };
                    self.states.insert(known.file().id, state);
                }
                _ => self.add(document, role),
            }
        }
        let folders = self.own_folders();
        for (id, state) in &mut self.states {
            if let Some(analysis) = self.documents.get(*id) {
                state.named = env_files::named(analysis.file(), || folders.clone());
            }
        }
        self.group();
        Ok(())
    }

    /// The folders that the files belong to.
    fn own_folders(&self) -> BTreeSet<String> {
        let documents = self.documents.iter().map(|analysis| analysis.document());
        documents.filter_map(|document| folder_of(document.kind(), document.path())).collect()
    }

    fn group(&mut self) {
        self.groups = groups(&self.documents, &mut self.states);
    }
}

/// Returns `true` if a change of the file at `path` can add files to a project, or change what rules know about its files, even if
/// it is not part of the project.
fn may_add_files(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name == ".gitignore" || name.ends_with(".code-workspace")
}

/// Returns `true` if the open text at `path` is linted even if no folder contains it. The name is not enough: other programs
/// have a `settings.json` too.
fn is_linted_when_open(fs: &dyn FileSystem, path: &Path, key: &str) -> bool {
    let of_user = || path.parent().and_then(Path::file_name).is_some_and(|folder| folder == "User");
    match FileKind::of_path(key) {
        Some(FileKind::Settings(Layer::User | Layer::Machine) | FileKind::Config) => true,
        Some(FileKind::Tasks | FileKind::Launch | FileKind::Mcp) if of_user() => true,
        _ => search::kind_if_found(fs, path).is_some(),
    }
}
