//! Which files a run is about: those that were named or found, and those that share a window with them.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use envlint_core::document::{Document, DocumentId, Source};
use envlint_core::env::{folder_of, workspace_folders};
use envlint_core::linter::Linter;
use envlint_core::rule::Options;
use envlint_core::vscode::{FileKind, Layer};

use crate::config::{Choice, Configs, Wishes};
use crate::git;
use crate::names::{Names, slashed};
use crate::printable::printable;
use crate::project_root::ProjectRoot;
use crate::read::{decode, is_missing, read_bytes, read_text};
use crate::search;
use crate::user::{self, Surroundings};
use crate::{Error, env_files, parallel};

/// A file of the run.
#[derive(Debug)]
pub(crate) struct Input {
    /// Its path as the system takes it.
    pub(crate) path: PathBuf,
    /// Why it is here.
    pub(crate) role: Role,
}

impl Input {
    /// Returns `true` if the path is a link that leads out of the project. The user's own settings may be kept elsewhere.
    /// Without a repository, the project is the folder that VS Code reads the file for, or else the one that it is in.
    pub(crate) fn leads_out_of_project(&self, kind: FileKind) -> bool {
        if self.role == Role::User || self.role.is_stdin() || !self.path.exists() {
            return false;
        }
        let folder = folder_of(kind, &slashed(&self.path)).map(PathBuf::from);
        let Some(folder) = folder.or_else(|| self.path.parent().map(Path::to_path_buf)) else { return false };
        ProjectRoot::around(&self.path, &folder).is_none_or(|root| !root.has_file(&self.path))
    }
}

/// Which files a run is to be about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    /// Files and folders; `-` is standard input.
    pub(crate) paths: &'a [PathBuf],
    /// The kind of the named files whose names do not show it.
    pub(crate) kind: Option<FileKind>,
    /// The path of standard input.
    pub(crate) stdin_filename: Option<&'a Path>,
    /// Whether the user's own settings belong to it.
    pub(crate) user: bool,
    /// How many threads to use; 0 for as many as there are processors.
    pub(crate) threads: usize,
    /// How the configuration of a file is found.
    pub(crate) config: Choice<'a>,
    /// `true` to skip files that their configuration excludes even if they are named: a hook names files that its user did not choose.
    pub(crate) leaves_out_named: bool,
}

/// Why a file is part of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// Read because it shares a window with another; nothing in it is reported.
    Context,
    /// Standard input that its configuration excludes: nothing in it is reported, and it is handed on as it is.
    StdinLeftOut,
    /// The configuration of one of the others.
    Config,
    /// The user's own, linted on request and never written.
    User,
    /// Named, or found in a folder that was.
    Given,
    /// Standard input.
    Stdin,
}

impl Role {
    /// Whether the run is about the file, for which others are only read.
    pub(crate) fn is_linted(self) -> bool {
        self >= Self::User
    }

    /// Whether what is found in the file is reported.
    pub(crate) fn is_reported(self) -> bool {
        self >= Self::Config
    }

    /// Whether the file may be changed.
    pub(crate) fn may_change(self) -> bool {
        self >= Self::Given
    }

    /// Whether it is standard input.
    pub(crate) fn is_stdin(self) -> bool {
        matches!(self, Self::Stdin | Self::StdinLeftOut)
    }
}

/// A file that could not be linted, and why.
#[derive(Debug)]
pub(crate) struct Problem {
    /// Its path, as reports name it.
    pub(crate) path: String,
    /// What is wrong with it, as the rest of a sentence.
    pub(crate) message: String,
}

/// All files of a run, read and parsed.
#[derive(Debug)]
pub(crate) struct Files {
    /// The files, in the order of `documents`.
    pub(crate) inputs: Vec<Input>,
    /// What they hold.
    pub(crate) documents: Vec<Document>,
    /// Those that could not be read.
    pub(crate) problems: Vec<Problem>,
    /// How reports name them.
    pub(crate) names: Names,
    /// Their configurations.
    configs: Configs,
}

impl Files {
    /// Finds and reads what is `asked` for.
    ///
    /// # Errors
    /// A named file whose name does not tell what it is, or standard input without a name.
    pub(crate) fn collect(asked: &Asked<'_>) -> Result<Self, Error> {
        let here = std::env::current_dir().unwrap_or_default();
        let mut files = Self {
            inputs: Vec::new(),
            documents: Vec::new(),
            problems: Vec::new(),
            names: Names { working_directory: slashed(&here) },
            configs: Configs::new(asked.config, &here)?,
        };
        let mut wanted: Vec<(PathBuf, Role, FileKind)> = Vec::new();
        let mut searched: Vec<PathBuf> = Vec::new();
        for path in asked.paths {
            if path.as_os_str() == "-" {
                files.read_stdin(asked, &here)?;
            } else if path.is_dir() && FileKind::of_path(&slashed(&here.join(path))).is_none() {
                let found = search::search(path).into_iter().map(|(path, kind)| (here.join(path), Role::Given, kind));
                wanted.extend(found.filter(|(path, ..)| !files.configs.exclude(&slashed(path))));
                searched.push(here.join(path));
            } else {
                let path = here.join(path);
                match kind_of_named(&path, asked) {
                    // One that is not there is not what the author of a pattern had in mind.
                    Ok(_) if asked.leaves_out_named && files.configs.exclude(&slashed(&path)) && !is_missing(&path) => {
                    }
                    Ok(kind) => wanted.push((path, Role::Given, kind)),
                    // The kind of a file that does not exist is irrelevant.
                    Err(_) if is_missing(&path) => {
                        let message = read_text(&path).err().unwrap_or_default();
                        files.problems.push(Problem { path: files.names.shown(&slashed(&path)), message });
                    }
                    Err(error) => return Err(error),
                }
            }
        }
        if asked.user {
            let own = user::settings_files(&Surroundings::of_process()).into_iter().map(|path| here.join(path));
            let own = own.filter(|path| !files.configs.exclude(&slashed(path)));
            wanted.extend(own.map(|path| (path, Role::User, FileKind::Settings(Layer::User))));
        }
        files.read(wanted, asked.threads);
        files.read_context(&searched, asked.threads);
        files.add_configs();
        files.problems.sort_by(|a, b| a.path.cmp(&b.path));
        files.problems.dedup_by(|a, b| a.path == b.path);
        Ok(files)
    }

    /// A linter that asks of each file what its configuration and `wishes` do.
    pub(crate) fn linter(&self, wishes: &Wishes) -> Linter {
        let mut linter = Linter::new(envlint_rules::all(), wishes.over(Options::default())).with_kept_out(git::ignores);
        for (index, document) in self.documents.iter().enumerate() {
            if let Some(options) = self.configs.options(document, wishes) {
                linter = linter.with_options_of(DocumentId(index), options);
            }
        }
        linter
    }

    /// Reads the files of variables that rules of `linter` would look at, for context.
    pub(crate) fn read_env_files(&mut self, linter: &Linter) {
        let mut seen = BTreeSet::new();
        for wanted in linter.wanted_files(&self.documents) {
            let named_in = self.inputs.get(wanted.named_in.0).map(|input| input.path.clone()).unwrap_or_default();
            let path = PathBuf::from(&wanted.path);
            if !seen.contains(&path)
                && let Some(text) = env_files::read(&path, &named_in)
            {
                self.push(path.clone(), Role::Context, FileKind::EnvFile, text);
                seen.insert(path);
            }
        }
    }

    /// Adds the configurations that files of the run go by, so that what is wrong in them is reported.
    fn add_configs(&mut self) {
        for (document, input) in self.documents.iter().zip(&self.inputs) {
            self.configs.find(document.path(), input.role.is_linted());
        }
        for (path, text) in self.configs.in_use() {
            if !self.documents.iter().any(|document| document.path() == slashed(&path)) {
                self.push(path, Role::Config, FileKind::Config, text);
            }
        }
        let unreadable = std::mem::take(&mut self.configs.unreadable).into_iter();
        self.problems
            .extend(unreadable.map(|(path, message)| Problem { path: self.names.shown(&slashed(&path)), message }));
    }

    fn read(&mut self, wanted: Vec<(PathBuf, Role, FileKind)>, threads: usize) {
        let mut seen: BTreeSet<String> = self.documents.iter().map(|document| document.path().to_owned()).collect();
        let mut wanted = wanted;
        // Of a file that is wanted twice, the stronger wish counts.
        wanted.sort_by(|a, b| (slashed(&a.0), b.1).cmp(&(slashed(&b.0), a.1)));
        wanted.retain(|(path, ..)| seen.insert(slashed(path)));
        let read = parallel::map(threads, &wanted, |(path, role, kind)| (read_text(path), path.clone(), *role, *kind));
        for (result, path, role, kind) in read {
            match result {
                Ok(text) => self.push(path, role, kind, text),
                Err(_) if role == Role::Context => {}
                Err(message) => {
                    let path = self.names.shown(&slashed(&path));
                    self.problems.push(Problem { path, message });
                }
            }
        }
    }

    fn push(&mut self, path: PathBuf, role: Role, kind: FileKind, text: String) {
        self.documents.push(Document::parse(Source { path: slashed(&path), text, kind }));
        self.inputs.push(Input { path, role });
    }

    /// Reads the rest of the windows of the files that are there: the other files of their folders, every `.code-workspace` nearby
    /// that opens one of these, and the folders that a `.code-workspace` opens. These files are not named on the command line, so only those within
    /// the [`ProjectRoot`] are read; without a repository, that is the one of `searched` that a file was found in.
    fn read_context(&mut self, searched: &[PathBuf], threads: usize) {
        let root_around = |path: &Path, otherwise: &Path| {
            let searched =
                searched.iter().filter(|folder| path.starts_with(folder)).max_by_key(|folder| folder.as_os_str().len());
            ProjectRoot::around(path, searched.map_or(otherwise, PathBuf::as_path))
        };
        let mut wanted: Vec<(PathBuf, FileKind)> = Vec::new();
        let mut want_folder = |folder: &str, root: &ProjectRoot| {
            let files = search::files_of_folder(Path::new(folder)).into_iter();
            wanted.extend(files.filter(|(path, _)| root.has_file(path)));
        };
        let folders: BTreeSet<String> =
            self.documents.iter().filter_map(|document| folder_of(document.kind(), document.path())).collect();
        for folder in &folders {
            if let Some(root) = root_around(&Path::new(folder).join(".vscode"), Path::new(folder)) {
                want_folder(folder, &root);
            }
        }
        for document in self.documents.iter().filter(|document| document.kind() == FileKind::Workspace) {
            let path = Path::new(document.path());
            if let Some(root) = path.parent().and_then(|folder| root_around(path, folder)) {
                opened_folders(document).for_each(|folder| want_folder(&folder, &root));
            }
        }
        wanted.extend(workspaces_that_open(&folders).into_iter().map(|path| (path, FileKind::Workspace)));
        self.read(wanted.into_iter().map(|(path, kind)| (path, Role::Context, kind)).collect(), threads);
    }

    fn read_stdin(&mut self, asked: &Asked<'_>, here: &Path) -> Result<(), Error> {
        let named = asked.stdin_filename;
        let path = named.unwrap_or(Path::new("-"));
        let kind = match (named, asked.kind) {
            (Some(path), _) => kind_of_named(&here.join(path), asked)?,
            (None, Some(kind)) => kind,
            (None, None) => {
                let remedy =
                    "standard input needs a file type: pass --stdin-filename .vscode/settings.json or --kind settings";
                return Err(Error::Usage(remedy.to_owned()));
            }
        };
        let read = read_bytes(io::stdin().lock(), 0).map_err(|error| error.to_string()).flatten();
        match read.and_then(decode) {
            Ok(text) => {
                let is_left_out = self.configs.exclude(&slashed(&here.join(path)));
                let role = if is_left_out { Role::StdinLeftOut } else { Role::Stdin };
                self.push(here.join(path), role, kind, text);
            }
            Err(message) => self.problems.push(Problem { path: path.to_string_lossy().into_owned(), message }),
        }
        Ok(())
    }
}

/// Every `.code-workspace` near one of `folders` that opens one of them. Without a repository, one in the parent folder is near, too.
fn workspaces_that_open(folders: &BTreeSet<String>) -> Vec<PathBuf> {
    let mut searched = BTreeSet::new();
    let mut found = Vec::new();
    for folder in folders {
        let folder = Path::new(folder);
        let nearby = search::workspaces_near(folder, &mut searched);
        if nearby.is_empty() {
            continue;
        }
        let Some(root) = ProjectRoot::around(&folder.join(".vscode"), folder.parent().unwrap_or(folder)) else {
            continue;
        };
        for path in nearby {
            // The file has to be read to see which folders it opens. A file that opens none of them is irrelevant.
            let Some(text) = root.has_file(&path).then(|| read_text(&path).ok()).flatten() else { continue };
            let document = Document::parse(Source { path: slashed(&path), text, kind: FileKind::Workspace });
            if opened_folders(&document).any(|folder| folders.contains(&folder)) {
                found.push(path);
            }
        }
    }
    found
}

/// The folders that a `.code-workspace` opens.
fn opened_folders(document: &Document) -> impl Iterator<Item = String> {
    workspace_folders(document).into_iter().filter_map(|folder| folder.path)
}

fn kind_of_named(path: &Path, asked: &Asked<'_>) -> Result<FileKind, Error> {
    let by_name = FileKind::of_path(&slashed(path));
    match (asked.kind, by_name) {
        // The name still tells the layer of settings.
        (Some(FileKind::Settings(_)), Some(kind @ FileKind::Settings(_))) => Ok(kind),
        (Some(kind), _) | (None, Some(kind)) => Ok(kind),
        (None, None) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let path = printable(&name);
            Err(Error::Usage(format!(
                "{path}: can't tell what kind of file this is; pass --kind settings, tasks, launch, mcp, workspace or devcontainer"
            )))
        }
    }
}
