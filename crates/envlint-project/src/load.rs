//! Finds and reads the files of a project.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use envlint_core::config::Globs;
use envlint_core::document::{Document, DocumentId, SourceFile};
use envlint_core::env::{FileAnalysis, folder_of};
use envlint_core::env_file::may_name_env_files;
use envlint_core::vscode::FileKind;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::Configs;
use crate::display_path::{DisplayPaths, relative, slashed};
use crate::env_files::NamedEnvFile;
use crate::fs::{CachedFileSystem, FileSystem};
use crate::naming::{files_that_name, is_called_env_file, possible_env_files};
use crate::project::ProjectFile;
use crate::read::{is_missing, read_stdin, read_text};
use crate::search::FoundFiles;
use crate::selection::{FileProblem, Role, Selection, SkipReason, Skipped};
use crate::{ProjectError, context, env_files as env_file, parallel, search, user};

/// A project while it is loaded.
pub(crate) struct Loader<'l> {
    pub(crate) fs: &'l CachedFileSystem,
    selection: &'l Selection<'l>,
    /// The working directory.
    here: PathBuf,
    pub(crate) files: Vec<ProjectFile>,
    pub(crate) skipped: Vec<Skipped>,
    pub(crate) problems: Vec<FileProblem>,
    pub(crate) names: DisplayPaths,
    pub(crate) configs: Configs,
    /// The `.env` files that files name, by their indices.
    pub(crate) named_env_files: FxHashMap<usize, Vec<NamedEnvFile>>,
    /// The folders that were searched.
    pub(crate) searched: BTreeSet<PathBuf>,
    /// The folders in which the user's own files were looked for.
    pub(crate) looked_in: Vec<PathBuf>,
    /// The patterns of the selection.
    excluded: Globs,
    /// The paths of [`Selection::only`], normalized.
    only: Option<BTreeSet<String>>,
    /// The `.env` files that the run is about, if files name them: absolute paths, normalized.
    pub(crate) env_files: BTreeSet<String>,
    /// The paths of [`Selection::deleted`], normalized.
    pub(crate) deleted: BTreeSet<String>,
}

/// A file to read.
pub(crate) struct ReadRequest {
    pub(crate) path: PathBuf,
    pub(crate) role: Role,
    pub(crate) kind: FileKind,
    /// The file, if it was read before.
    pub(crate) document: Option<Box<Document>>,
}

impl ReadRequest {
    fn new(path: PathBuf, role: Role, kind: FileKind) -> Self {
        Self { path, role, kind, document: None }
    }
}

impl<'l> Loader<'l> {
    pub(crate) fn new(fs: &'l CachedFileSystem, selection: &'l Selection<'l>) -> Result<Self, ProjectError> {
        let here = fs.working_directory();
        let normalized = |paths: &BTreeSet<PathBuf>| {
            paths.iter().map(|path| slashed(&here.join(path))).collect::<BTreeSet<String>>()
        };
        let only = selection.only.map(normalized);
        let deleted = selection.deleted.map(normalized).unwrap_or_default();
        let mut env_files = only.as_ref().map(possible_env_files).unwrap_or_default();
        env_files.extend(possible_env_files(&deleted));
        Ok(Self {
            fs,
            selection,
            names: DisplayPaths { working_directory: slashed(&here), home: None },
            configs: Configs::new(fs, selection.config, &here)?,
            files: Vec::new(),
            skipped: Vec::new(),
            problems: Vec::new(),
            named_env_files: FxHashMap::default(),
            searched: BTreeSet::new(),
            looked_in: Vec::new(),
            excluded: patterns(selection.exclude)?,
            env_files,
            only,
            deleted,
            here,
        })
    }

    /// Loads everything, in this order: what is selected, what shares a window with it, and what these files name.
    pub(crate) fn load(mut self) -> Result<Self, ProjectError> {
        let mut wanted = Vec::new();
        for path in self.selection.paths {
            self.select(path, &mut wanted)?;
        }
        self.select_own_files(&mut wanted);
        self.select_naming_files(&mut wanted);
        self.read(wanted);
        let context = context::of(&self, None);
        self.read(context);
        self.add_configs();
        self.read_env_files();
        self.problems.sort_by(|a, b| a.path.cmp(&b.path));
        self.problems.dedup_by(|a, b| a.path == b.path);
        Ok(self)
    }

    /// Loads what VS Code reads when it opens the folder at `path`, alone or as a part of a workspace.
    pub(crate) fn load_folder(mut self, path: &Path) -> Self {
        let path: PathBuf = self.here.join(path).components().collect();
        let own = search::files_of_folder(self.fs, &path).into_iter();
        let workspaces = search::workspaces_in(self.fs, &path).into_iter().map(|path| (path, FileKind::Workspace));
        self.read(own.chain(workspaces).map(|(path, kind)| ReadRequest::new(path, Role::Given, kind)).collect());
        self.searched.insert(path.clone());
        let context = context::of(&self, Some(&path));
        self.read(context);
        self.read_env_files();
        self
    }

    fn select(&mut self, path: &Path, wanted: &mut Vec<ReadRequest>) -> Result<(), ProjectError> {
        let absolute = self.here.join(path);
        if path.as_os_str() == "-" {
            self.read_stdin()
        } else if self.fs.is_folder(&absolute) && FileKind::of_path(&slashed(&absolute)).is_none() {
            // Without `.`, so that later questions about the same folders have the same paths.
            let absolute: PathBuf = absolute.components().collect();
            let named = user::files_of_named(self.fs, &absolute);
            let found = if named.is_empty() {
                search::search(self.fs, &absolute)
            } else {
                FoundFiles { files: named, ..FoundFiles::default() }
            };
            for (path, kind) in found.files {
                if !self.is_excluded(&path) {
                    wanted.push(ReadRequest::new(path, Role::Given, kind));
                }
            }
            for (path, reason) in found.unreadable {
                self.add_problem(&path, reason.to_string());
            }
            self.skipped.extend(found.skipped);
            self.searched.insert(absolute);
            Ok(())
        } else {
            self.select_file(absolute, wanted)
        }
    }

    fn select_file(&mut self, path: PathBuf, wanted: &mut Vec<ReadRequest>) -> Result<(), ProjectError> {
        // Its folder is searched for a configuration and for the other files of the window anyway.
        if let Some(folder) = path.parent() {
            if let Some(project) = folder.parent().filter(|_| folder.ends_with(".vscode")) {
                self.fs.learn(project);
            }
            self.fs.learn(folder);
        }
        let kind = match kind_of_named(self.fs, &path, self.selection) {
            Ok(kind) => kind,
            // The kind of a misspelled path is not worth asking for.
            Err(_) if is_missing(self.fs, &path) => {
                if let Err(reason) = read_text(self.fs, &path) {
                    self.add_problem(&path, reason.to_string());
                }
                return Ok(());
            }
            Err(_) if is_called_env_file(&path) => {
                self.env_files.insert(slashed(&path));
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        if self.is_excluded_by_option(&path) {
            return Ok(());
        }
        if self.selection.leaves_out_named
            && let Some(config) = self.configs.exclude(self.fs, &slashed(&path))
            // The author of a pattern does not mean a file that does not exist.
            && !is_missing(self.fs, &path)
        {
            self.skip(&path, config);
            return Ok(());
        }
        wanted.push(ReadRequest::new(path, Role::Given, kind));
        Ok(())
    }

    fn select_own_files(&mut self, wanted: &mut Vec<ReadRequest>) {
        let own = user::own_files(self.fs, self.selection.user);
        for (path, kind) in own.files {
            let path = self.here.join(path);
            if !self.is_excluded(&path) {
                wanted.push(ReadRequest::new(path, Role::User, kind));
            }
        }
        self.looked_in = own.looked_in.into_iter().map(|folder| self.here.join(folder)).collect();
    }

    /// Adds the files that name one of the `.env` files of the run, unless they are excluded.
    fn select_naming_files(&mut self, wanted: &mut Vec<ReadRequest>) {
        let selected: Vec<String> = self.selection.paths.iter().map(|path| slashed(&self.here.join(path))).collect();
        self.env_files.retain(|path| selected.iter().any(|selected| Path::new(path).starts_with(selected)));
        if self.env_files.is_empty() {
            return;
        }
        for naming in files_that_name(self.fs, &self.env_files, &self.here) {
            let path = slashed(&naming.path);
            let is_excluded = self.excluded.hold(&relative(&self.names.working_directory, &path).1)
                || self.configs.exclude(self.fs, &path).is_some();
            if !is_excluded {
                self.skipped.retain(|skipped| skipped.path != naming.path);
                wanted.push(naming);
            }
        }
    }

    /// Returns `true` if the configuration of the file at `path` excludes it, and remembers that.
    fn is_excluded(&mut self, path: &Path) -> bool {
        if self.is_excluded_by_option(path) {
            return true;
        }
        let Some(config) = self.configs.exclude(self.fs, &slashed(path)) else { return false };
        self.skip(path, config);
        true
    }

    /// Returns `true` if the selection excludes the file at `path`, and remembers that.
    fn is_excluded_by_option(&mut self, path: &Path) -> bool {
        if self.only.is_none() && self.selection.exclude.is_empty() {
            return false;
        }
        let path = slashed(path);
        let reason = if self.only.as_ref().is_some_and(|only| !only.contains(&path)) {
            SkipReason::NotListed
        } else if self.excluded.hold(&relative(&self.names.working_directory, &path).1) {
            SkipReason::ExcludedByOption
        } else {
            return false;
        };
        self.skipped.push(Skipped { path: PathBuf::from(path), reason });
        true
    }

    fn skip(&mut self, path: &Path, config: PathBuf) {
        self.skipped.push(Skipped { path: PathBuf::from(slashed(path)), reason: SkipReason::Excluded { config } });
    }

    /// Reads files. If a file is wanted twice, its strongest role counts.
    fn read(&mut self, wanted: Vec<ReadRequest>) {
        let mut named: Vec<(String, ReadRequest)> =
            wanted.into_iter().map(|wanted| (slashed(&wanted.path), wanted)).collect();
        named.sort_by(|(a, first), (b, second)| a.cmp(b).then(second.role.cmp(&first.role)));
        named.dedup_by(|(later, _), (first, _)| later == first);
        let seen: FxHashSet<&str> = self.files.iter().map(|file| file.document.path()).collect();
        named.retain(|(name, _)| !seen.contains(name.as_str()));
        for (name, wanted) in named.iter_mut().filter(|(_, wanted)| wanted.kind == FileKind::Config) {
            wanted.document = self.configs.take(Path::new(name)).map(Box::new);
        }
        let wanted: Vec<ReadRequest> = named.into_iter().map(|(_, wanted)| wanted).collect();
        let read = parallel::map(self.selection.threads, &wanted, |wanted| match wanted.document {
            Some(_) => None,
            None => Some(read_document(self.fs, &wanted.path, wanted.kind)),
        });
        self.files.reserve(read.len());
        for (ReadRequest { path, role, document, .. }, read) in wanted.into_iter().zip(read) {
            match (document.map(|document| *document), read) {
                (Some(document), _) | (None, Some(Ok(document))) => {
                    self.files.push(ProjectFile { path, role, document });
                }
                (None, Some(Err(reason))) if role != Role::Context => self.add_problem(&path, reason),
                (None, _) => {}
            }
        }
    }

    /// Adds the configurations that apply to files of the run, so that their mistakes are reported.
    fn add_configs(&mut self) {
        for file in &self.files {
            self.configs.find(self.fs, file.document.path(), file.role.is_linted());
        }
        let seen: BTreeSet<String> = self.files.iter().map(|file| file.document.path().to_owned()).collect();
        let used = self.configs.take_used().into_iter().filter(|(_, document)| !seen.contains(document.path()));
        self.files.extend(used.map(|(path, document)| ProjectFile { path, role: Role::Config, document }));
        for (path, reason) in std::mem::take(&mut self.configs.unreadable) {
            self.add_problem(&path, reason.to_string());
        }
    }

    /// Reads the `.env` files that the files name, including those that a path would mean once it is fixed.
    fn read_env_files(&mut self) {
        let mut naming =
            self.files.iter().enumerate().filter(|(_, file)| may_name_env_files(&file.document)).peekable();
        if naming.peek().is_none() {
            return;
        }
        // A file of VS Code does not become a `.env` file because another one names it.
        let mut seen: BTreeSet<PathBuf> = self.files.iter().map(|file| PathBuf::from(file.document.path())).collect();
        let mut found = Vec::new();
        let documents = self.files.iter().map(|file| &file.document);
        let folders: BTreeSet<String> =
            documents.filter_map(|document| folder_of(document.kind(), document.path())).collect();
        for (index, file) in naming {
            let analysis = FileAnalysis::new(DocumentId(index), &file.document);
            let named = env_file::named(&analysis, || folders.clone());
            for NamedEnvFile { path, named_in } in &named {
                let path = PathBuf::from(path);
                if !seen.contains(&path)
                    && let Some(text) = env_file::read(self.fs, &path, named_in)
                {
                    let document = parse(&path, text, FileKind::EnvFile);
                    found.push(ProjectFile { path: path.clone(), role: Role::Context, document });
                    seen.insert(path);
                }
            }
            self.named_env_files.insert(index, named);
        }
        self.files.extend(found);
    }

    fn read_stdin(&mut self) -> Result<(), ProjectError> {
        let named = self.selection.stdin_filename;
        let kind = match (named, self.selection.kind) {
            (Some(path), _) => kind_of_named(self.fs, &self.here.join(path), self.selection)?,
            (None, Some(kind)) => kind,
            (None, None) => return Err(ProjectError::UnknownStdinKind),
        };
        let name = named.unwrap_or(Path::new("-"));
        let path = self.here.join(name);
        match read_stdin(self.fs) {
            Ok(text) => {
                let role = if self.is_excluded(&path) { Role::StdinLeftOut } else { Role::Stdin };
                let document = parse(&path, text, kind);
                self.files.push(ProjectFile { path, role, document });
            }
            Err(message) => self.problems.push(FileProblem { path: name.to_string_lossy().into_owned(), message }),
        }
        Ok(())
    }

    fn add_problem(&mut self, path: &Path, message: String) {
        self.problems.push(FileProblem { path: self.names.shown(&slashed(path)), message });
    }
}

fn patterns(texts: &[String]) -> Result<Globs, ProjectError> {
    let mut globs = Globs::default();
    for text in texts {
        globs.add(text).map_err(|reason| ProjectError::InvalidPattern { text: text.clone(), reason })?;
    }
    Ok(globs)
}

fn read_document(fs: &dyn FileSystem, path: &Path, kind: FileKind) -> Result<Document, String> {
    let text = read_text(fs, path).map_err(|reason| reason.to_string())?;
    Ok(parse(path, text, kind))
}

/// Parses the text of the file at `path`.
pub(crate) fn parse(path: &Path, text: String, kind: FileKind) -> Document {
    Document::parse(SourceFile { path: slashed(path), text, kind })
}

fn kind_of_named(fs: &dyn FileSystem, path: &Path, selection: &Selection<'_>) -> Result<FileKind, ProjectError> {
    let slashed = slashed(path);
    let by_name = FileKind::of_path(&slashed).or_else(|| FileKind::of_path(&fs.as_compared(&slashed)));
    match (selection.kind, by_name) {
        // The name still determines the layer of settings.
        (Some(FileKind::Settings(_)), Some(kind @ FileKind::Settings(_))) => Ok(kind),
        (Some(kind), _) | (None, Some(kind)) => Ok(kind),
        (None, None) => {
            // The folder matters, too: other programs have files of the same names.
            let last: Vec<_> = path.iter().rev().take(2).map(|part| part.to_string_lossy()).collect();
            let name = match last.as_slice() {
                [name, folder] if folder.starts_with('.') => format!("{folder}/{name}"),
                [name, ..] => name.clone().into_owned(),
                [] => String::new(),
            };
            Err(ProjectError::UnknownKind { name })
        }
    }
}
