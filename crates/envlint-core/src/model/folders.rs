//! Windows with several folders: which folder's settings a process gets.

use super::process::{Model, Process};
use crate::env::{
    Contribution, FileAnalysis, Form, Outcome, Precedence, Reference, Resolved, Text, certain_folder_names, folder_of,
};
use crate::vscode::{FileKind, Layer};

impl<'w> Model<'w> {
    /// The folder whose settings the window has; in a window without such settings, its only folder.
    fn folder_of_window(&self) -> Option<String> {
        let folder = |analysis: &FileAnalysis<'_>| folder_of(analysis.document.kind(), analysis.document.path());
        let settings = self.window.layers.iter().rev().find(|layer| layer.document.layer() == Some(Layer::Folder));
        settings.and_then(|layer| folder(layer)).or_else(|| {
            let mut folders: Vec<String> = self.window.files().filter_map(folder).collect();
            folders.sort();
            folders.dedup();
            if folders.len() == 1 { folders.pop() } else { None }
        })
    }

    /// The folder that `process` belongs to: that of the file that defines it, or that of the window.
    pub(super) fn folder_for(&self, process: &Process<'w>) -> Option<String> {
        self.own_folder(process).or_else(|| self.folder_of_window())
    }

    /// Returns `true` if a reference in `text` names a folder that the window certainly does not have: then nothing in the text is
    /// expanded.
    pub(super) fn names_no_folder(&self, text: &Text<'_>) -> bool {
        let mut named = text.references().filter_map(named_folder).peekable();
        if named.peek().is_none() {
            return false;
        }
        let is_workspace = |layer: &&&FileAnalysis<'_>| layer.document.kind() == FileKind::Workspace;
        let workspace = self.window.layers.iter().find(is_workspace);
        let names = workspace.and_then(|workspace| certain_folder_names(workspace.document));
        names.is_some_and(|names| named.any(|name| !names.iter().any(|known| known == name)))
    }

    fn own_folder(&self, process: &Process<'w>) -> Option<String> {
        let (analysis, _) = process.owner?;
        folder_of(analysis.document.kind(), analysis.document.path())
    }

    /// Returns `true` if the processes that `analysis` defines belong to another window of the same workspace: they
    /// get the settings of that window's folder.
    pub(super) fn belongs_elsewhere(&self, analysis: &FileAnalysis<'_>) -> bool {
        let Some(own) = folder_of(analysis.document.kind(), analysis.document.path()) else { return false };
        let has_settings = || self.window.run.has_settings(&own);
        self.window.in_workspace && self.folder_of_window().is_some_and(|folder| folder != own) && has_settings()
    }

    /// The value of each layer for `process`: a process of another folder does not get the settings of the window's
    /// folder.
    pub(super) fn contributions_for(
        &self,
        path: &[&str],
        process: &Process<'w>,
    ) -> Vec<(Contribution<'w>, Precedence)> {
        let mut contributions: Vec<_> = self.window.contributions(path).collect();
        let is_foreign = |layer: &FileAnalysis<'_>| {
            let folder = folder_of(layer.document.kind(), layer.document.path());
            layer.document.layer() == Some(Layer::Folder)
                && self.own_folder(process).is_some_and(|own| folder.is_some_and(|folder| folder != own))
        };
        if self.window.in_workspace {
            contributions.retain(|(contribution, _)| !is_foreign(contribution.analysis));
        }
        contributions
    }

    /// The effective values at `path` for `process`.
    pub(super) fn resolve_for(&self, path: &[&str], process: &Process<'w>) -> Resolved<'w> {
        Resolved::of(self.contributions_for(path, process))
    }
}

/// The folder that `reference` names, if the rest of the value is only expanded with that folder.
fn named_folder(reference: &Reference) -> Option<&str> {
    let Form::Known { argument: Some(name), .. } = &reference.form else { return None };
    (reference.outcome == Outcome::NeedsFolder).then_some(name.as_str())
}
