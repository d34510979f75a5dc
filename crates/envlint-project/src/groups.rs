//! Which files affect each other's findings.

use envlint_core::document::Document;
use envlint_core::env::{folder_of, workspace_folders};
use envlint_core::vscode::{FileKind, Layer};
use rustc_hash::FxHashMap;

use crate::env_files::NamedEnvFile;

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

/// The group of each of `files`, of which the `.env` files that it names are known. Files of a group share windows, directly or
/// through others. The settings of a user or of a remote machine have their own group, although they can affect all folders. Groups
/// are numbered in the order of their first files. Takes time linear in the number of files.
pub(crate) fn groups_of<'d>(files: impl IntoIterator<Item = (&'d Document, &'d [NamedEnvFile])>) -> Vec<usize> {
    let mut sets = DisjointSets::default();
    let mut first_with: FxHashMap<Link, usize> = FxHashMap::default();
    for (document, named) in files {
        let set = sets.add();
        let env_files = named.iter().map(|named| Link::EnvFile(named.path.clone()));
        for link in links(document).into_iter().chain(env_files) {
            let other = *first_with.entry(link).or_insert(set);
            sets.unite(set, other);
        }
    }
    let mut numbers: FxHashMap<usize, usize> = FxHashMap::default();
    let sets: Vec<usize> = (0..sets.parents.len()).map(|set| sets.root(set)).collect();
    let number_of = |set| {
        let next = numbers.len();
        *numbers.entry(set).or_insert(next)
    };
    sets.into_iter().map(number_of).collect()
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
