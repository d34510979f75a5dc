use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::file_analysis::FileAnalysis;
use super::workspace::{folder_of, normalize};
use crate::document::DocumentId;
use crate::vscode::{FileKind, Layer};

/// All files of a run, and what they say about each other.
///
/// Invariant: an analysis depends only on its own file. Everything that one file says about another is here, so an
/// analysis can be kept when other files change.
#[derive(Debug)]
pub struct Run<'r> {
    /// In the order of their ids.
    files: Vec<&'r FileAnalysis<'r>>,
    /// The `.env` files, by normalized path.
    env_files: FxHashMap<String, &'r FileAnalysis<'r>>,
    /// The folders with settings, normalized.
    with_settings: FxHashSet<String>,
    /// The users of dev containers, by the folder that the container is for.
    container_users: FxHashMap<String, Vec<String>>,
}

impl<'r> Run<'r> {
    /// A run over `files`, whose ids must differ.
    #[must_use]
    pub fn new(files: impl IntoIterator<Item = &'r FileAnalysis<'r>>) -> Self {
        let mut files: Vec<&FileAnalysis<'_>> = files.into_iter().collect();
        files.sort_by_key(|file| file.id);
        let of_kind = |kind| files.iter().copied().filter(move |file| file.document.kind() == kind);
        let env_files = of_kind(FileKind::EnvFile).map(|file| (normalize(file.document.path()), file)).collect();
        let container_users = container_users(of_kind(FileKind::DevContainer));
        let with_settings = of_kind(FileKind::Settings(Layer::Folder))
            .filter_map(|file| folder_of(file.document.kind(), file.document.path()))
            .collect();
        Self { files, env_files, with_settings, container_users }
    }

    /// The files, in the order of their ids.
    #[must_use]
    pub fn files(&self) -> &[&'r FileAnalysis<'r>] {
        &self.files
    }

    /// The file with this id. Takes time logarithmic in the number of files.
    #[must_use]
    pub fn get(&self, id: DocumentId) -> Option<&'r FileAnalysis<'r>> {
        let index = self.files.binary_search_by_key(&id, |file| file.id).ok()?;
        self.files.get(index).copied()
    }

    /// The `.env` file at `path`, which must be normalized ([`normalize`]).
    #[must_use]
    pub fn env_file(&self, path: &str) -> Option<&'r FileAnalysis<'r>> {
        self.env_files.get(path).copied()
    }

    /// Returns `true` if the folder at `path`, which must be normalized, has settings.
    #[must_use]
    pub(crate) fn has_settings(&self, path: &str) -> bool {
        self.with_settings.contains(path)
    }

    /// Returns `true` if the run contains a `.env` file.
    #[must_use]
    pub(crate) fn has_env_files(&self) -> bool {
        !self.env_files.is_empty()
    }

    /// The users of the dev containers of the folder that `file` belongs to. Their home folders are the same for
    /// everybody who opens the container.
    #[must_use]
    pub fn container_users(&self, file: &FileAnalysis<'_>) -> &[String] {
        if self.container_users.is_empty() {
            return &[];
        }
        let folder = folder_of(file.document.kind(), file.document.path());
        folder.and_then(|folder| self.container_users.get(&folder)).map_or(&[], Vec::as_slice)
    }
}

fn container_users<'r>(containers: impl Iterator<Item = &'r FileAnalysis<'r>>) -> FxHashMap<String, Vec<String>> {
    let mut users: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for container in containers {
        let document = container.document;
        let Some(folder) = folder_of(document.kind(), document.path()) else { continue };
        let Some(root) = document.root() else { continue };
        let named = ["remoteUser", "containerUser"].iter().filter_map(|name| root.get(name)?.string());
        users.entry(folder).or_default().extend(named.map(Cow::into_owned));
    }
    users
}
