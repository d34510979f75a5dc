//! Which files affect each other's findings.

use std::collections::BTreeMap;
use std::sync::Arc;

use envlint_core::document::{Document, DocumentId};
use envlint_core::documents::Documents;
use envlint_core::env::{folder_of, workspace_folders};
use envlint_core::finding::Finding;
use envlint_core::vscode::{FileKind, Layer};
use rustc_hash::FxHashMap;

use super::FileState;

/// Files that share windows, directly or through others, and the `.env` files that they name.
#[derive(Debug, Default)]
pub(super) struct FileGroup {
    /// The files, in the order of their ids.
    pub(super) members: Vec<DocumentId>,
    /// The findings to report in them, unless they are out of date.
    pub(super) findings: Option<Arc<Vec<Finding>>>,
}

/// Something that connects the files that have it in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Link {
    /// A folder that VS Code opens.
    Folder(String),
    /// A `.env` file.
    EnvFile(String),
    /// The folder with the user's own files.
    User(String),
}

/// Divides the files into groups, and writes the group of each into its state. Takes time linear in the number of files.
pub(super) fn groups(documents: &Documents, states: &mut BTreeMap<DocumentId, FileState>) -> Vec<FileGroup> {
    let mut sets = DisjointSets::default();
    let mut first_with: FxHashMap<Link, usize> = FxHashMap::default();
    let ids: Vec<DocumentId> = states.keys().copied().collect();
    for id in &ids {
        let set = sets.add();
        let Some(document) = documents.get(*id).map(|analysis| analysis.document()) else { continue };
        let named = states.get(id).into_iter().flat_map(|state| &state.named);
        let links = links(document).into_iter().chain(named.map(|named| Link::EnvFile(named.path.clone())));
        for link in links {
            let other = *first_with.entry(link).or_insert(set);
            sets.unite(set, other);
        }
    }
    let mut groups: Vec<FileGroup> = Vec::new();
    let mut group_of: FxHashMap<usize, usize> = FxHashMap::default();
    for (set, id) in ids.into_iter().enumerate() {
        let index = *group_of.entry(sets.root(set)).or_insert(groups.len());
        if index == groups.len() {
            groups.push(FileGroup::default());
        }
        if let (Some(group), Some(state)) = (groups.get_mut(index), states.get_mut(&id)) {
            group.members.push(id);
            state.group = index;
        }
    }
    groups
}

fn links(document: &Document) -> Vec<Link> {
    let path = document.path();
    let parent = || path.rsplit_once('/').map_or_else(String::new, |(parent, _)| parent.to_owned());
    match (document.kind(), folder_of(document.kind(), path)) {
        (_, Some(folder)) => vec![Link::Folder(folder)],
        (FileKind::Workspace, None) => {
            workspace_folders(document).into_iter().filter_map(|folder| folder.path).map(Link::Folder).collect()
        }
        (FileKind::EnvFile, None) => vec![Link::EnvFile(path.to_owned())],
        (FileKind::Settings(Layer::User) | FileKind::Tasks | FileKind::Launch | FileKind::Mcp, None) => {
            vec![Link::User(parent())]
        }
        _ => Vec::new(),
    }
}

/// Sets of numbers that can be united.
#[derive(Debug, Default)]
struct DisjointSets {
    /// A number of the same set that is not greater, until it is the number itself.
    parents: Vec<usize>,
}

impl DisjointSets {
    /// Adds the next number, in its own set.
    fn add(&mut self) -> usize {
        self.parents.push(self.parents.len());
        self.parents.len() - 1
    }

    fn root(&mut self, mut number: usize) -> usize {
        while let Some(parent) = self.parents.get(number).copied().filter(|parent| *parent != number) {
            let grandparent = self.parents.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.parents.get_mut(number) {
                *slot = grandparent;
            }
            number = grandparent;
        }
        number
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.parents.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}
