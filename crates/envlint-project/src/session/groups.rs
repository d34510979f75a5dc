//! The groups of the files of a session.

use std::collections::BTreeMap;
use std::sync::Arc;

use envlint_core::document::DocumentId;
use envlint_core::documents::Documents;
use envlint_core::finding::Finding;

use super::FileState;
use crate::groups::groups_of;

/// Files that share windows, directly or through others, and the `.env` files that they name.
#[derive(Debug, Default)]
pub(super) struct FileGroup {
    /// The files, in the order of their ids.
    pub(super) members: Vec<DocumentId>,
    /// The findings to report in them, unless they are out of date.
    pub(super) findings: Option<Arc<Vec<Finding>>>,
}

/// Divides the files into groups, and writes the group of each into its state. Takes time linear in the number of files.
pub(super) fn groups(documents: &Documents, states: &mut BTreeMap<DocumentId, FileState>) -> Vec<FileGroup> {
    let known = states.iter().filter_map(|(id, state)| Some((documents.get(*id)?.document(), state.named.as_slice())));
    let numbers = groups_of(known);
    let mut groups: Vec<FileGroup> = Vec::new();
    for ((id, state), number) in states.iter_mut().filter(|(id, _)| documents.get(**id).is_some()).zip(numbers) {
        if number == groups.len() {
            groups.push(FileGroup::default());
        }
        if let Some(group) = groups.get_mut(number) {
            group.members.push(*id);
            state.group = number;
        }
    }
    groups
}
