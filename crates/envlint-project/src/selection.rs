//! What a run is about, and why each file is part of it or is not.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use envlint_core::vscode::FileKind;

use crate::config::ConfigSource;
use crate::user::Product;

/// The files that a run is about.
#[derive(Clone, Copy, Debug)]
pub struct Selection<'a> {
    /// The files to lint and the folders to search; `-` is standard input.
    pub paths: &'a [PathBuf],
    /// The kind of named files whose names do not determine it.
    pub kind: Option<FileKind>,
    /// The path of standard input.
    pub stdin_filename: Option<&'a Path>,
    /// The products whose files of the user are read, too. They are combined with each folder.
    pub user: &'a [Product],
    /// The number of threads to use; 0 for one per processor.
    pub threads: usize,
    /// The way to find the configuration of a file.
    pub config: ConfigSource<'a>,
    /// Patterns of files that are not linted, relative to the working directory.
    pub exclude: &'a [String],
    /// The only files to lint, if there are any such; relative paths are relative to the working directory.
    pub only: Option<&'a BTreeSet<PathBuf>>,
    /// The files that the change which is checked deletes; relative paths are relative to the working directory.
    pub deleted: Option<&'a BTreeSet<PathBuf>>,
    /// `true` if a file that its configuration excludes is skipped even if it is named. Hooks name all files of a commit.
    pub leaves_out_named: bool,
}

impl<'a> Selection<'a> {
    /// Selects `paths`, with the nearest configuration of each file.
    #[must_use]
    pub fn new(paths: &'a [PathBuf]) -> Self {
        Self {
            paths,
            kind: None,
            stdin_filename: None,
            user: &[],
            threads: 0,
            config: ConfigSource::Nearest,
            exclude: &[],
            only: None,
            deleted: None,
            leaves_out_named: true,
        }
    }
}

/// The reason why a file is part of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Read because it shares a window with another file, or because another file names it. Its findings are not reported.
    Context,
    /// Standard input that its configuration excludes. Its findings are not reported, and it is passed on unchanged.
    StdinLeftOut,
    /// Read because it names a `.env` file that the run is about. Only its findings about that file are reported.
    NamesEnvFile,
    /// The configuration of another file.
    Config,
    /// The user's own file, which is linted on request, and written only if the user agrees.
    User,
    /// Named, or found in a folder that was.
    Given,
    /// Standard input.
    Stdin,
}

impl Role {
    /// Returns `true` if the run is about the file. The other files are only read for it.
    #[must_use]
    pub fn is_linted(self) -> bool {
        self >= Self::User
    }

    /// Returns `true` if all findings in the file are reported.
    #[must_use]
    pub fn is_reported(self) -> bool {
        self >= Self::Config
    }

    /// Returns `true` if the file may be changed without asking.
    #[must_use]
    pub fn may_change(self) -> bool {
        self >= Self::Given
    }

    /// Returns `true` if the file may be changed, at least if the user agrees.
    #[must_use]
    pub fn may_change_on_consent(self) -> bool {
        self >= Self::User
    }

    /// Returns `true` if it is standard input.
    #[must_use]
    pub fn is_stdin(self) -> bool {
        matches!(self, Self::Stdin | Self::StdinLeftOut)
    }
}

/// A file or folder that a run came across and left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its path.
    pub path: PathBuf,
    /// The reason.
    pub reason: SkipReason,
}

/// The reason why a file or folder was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// A configuration excludes the file.
    Excluded {
        /// The path of the configuration.
        config: PathBuf,
    },
    /// A pattern of [`Selection::exclude`] matches the file.
    ExcludedByOption,
    /// [`Selection::only`] does not contain the file.
    NotListed,
    /// The path is a link to something outside of the project, or to something that is not a regular file.
    OutsideProject,
    /// A folder with downloaded or generated files, such as `node_modules`, is not searched.
    PrunedFolder,
}

/// A file that could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileProblem {
    /// Its path, as reports show it.
    pub path: String,
    /// The reason, as the rest of a sentence that starts with the path.
    pub message: String,
}
