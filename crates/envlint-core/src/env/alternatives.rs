//! Settings files of which a window has at most one: those of users and of remote machines.

use super::file_analysis::FileAnalysis;
use super::run::Run;
use super::workspace::parent;
use crate::document::Document;
use crate::vscode::{FileKind, Layer};

/// The pairs of a user file and a Machine file that windows have.
pub(super) fn combinations<'w>(
    users: &Alternatives<'w>,
    machines: &Alternatives<'w>,
) -> Vec<(Option<&'w FileAnalysis<'w>>, Option<&'w FileAnalysis<'w>>)> {
    let data_folder = |file: &FileAnalysis<'w>| parent(parent(file.document.path())).to_owned();
    if !machines.are_own {
        let with_each = |user| machines.shared.iter().map(move |machine| (user, *machine));
        return users.shared.iter().copied().flat_map(with_each).collect();
    }
    let machine_of = |user: &FileAnalysis<'w>| {
        machines.shared.iter().flatten().copied().find(|machine| data_folder(machine) == data_folder(user))
    };
    let known: Vec<&FileAnalysis<'w>> = users.shared.iter().flatten().copied().collect();
    let mut pairs: Vec<_> = known.iter().map(|user| (Some(*user), machine_of(user))).collect();
    let is_remote = |machine: &&FileAnalysis<'w>| known.iter().all(|user| data_folder(machine) != data_folder(user));
    pairs.extend(machines.shared.iter().flatten().copied().filter(is_remote).map(|machine| (None, Some(machine))));
    pairs
}

/// The files of one layer, of which a window has at most one.
pub(super) struct Alternatives<'w> {
    /// Those that are combined with folders; `None` stands for a window without such a file.
    pub(super) shared: Vec<Option<&'w FileAnalysis<'w>>>,
    /// Those that are windows by themselves.
    pub(super) separate: Vec<&'w FileAnalysis<'w>>,
    /// `true` if the shared ones are known to be the user's own.
    are_own: bool,
}

impl<'w> Alternatives<'w> {
    pub(super) fn new(run: &'w Run<'w>, layer: Layer, is_own: impl Fn(&Document) -> bool) -> Self {
        let (mut shared, mut separate): (Vec<_>, Vec<_>) =
            of_layer(run, layer).partition(|analysis| is_own(analysis.document));
        let are_own = !shared.is_empty();
        if shared.is_empty() && separate.len() == 1 {
            shared.append(&mut separate);
        }
        let shared = if shared.is_empty() { vec![None] } else { shared.into_iter().map(Some).collect() };
        Self { shared, separate, are_own }
    }
}

pub(super) fn of_layer<'w>(run: &'w Run<'w>, layer: Layer) -> impl Iterator<Item = &'w FileAnalysis<'w>> {
    run.files().iter().copied().filter(move |analysis| analysis.document.kind() == FileKind::Settings(layer))
}
