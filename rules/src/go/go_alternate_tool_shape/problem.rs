//! Mistakes in values that should name a program.

use super::command::has_arguments;
use envlint_core::env::{PathList, Reference, Text};
use envlint_core::vscode::{Platform, Platforms};

/// A mistake in a value that should name a program.
pub(super) enum ToolProblem<'t> {
    /// It begins with this reference, which the Go extension does not expand.
    Literal(&'t Reference),
    /// It is a command with arguments.
    Command,
    /// It is a batch file.
    Batch,
    /// It is a name without a folder that ends in `.exe`.
    Extension,
    /// It is a relative path.
    Relative,
    /// It is a folder.
    Folder,
}

/// The mistake in `text`, a value that applies on `platforms`.
pub(super) fn problem<'t>(text: &'t Text<'_>, platforms: Platforms) -> Option<ToolProblem<'t>> {
    let value = text.as_str();
    let list = PathList::new(text);
    let entry = list.entries.first()?;
    let first = text.segments.first()?.reference();
    let is_relative = entry.relative_on(platforms) == platforms;
    let has_folder = value.contains(['/', '\\']);
    let ends_with = |extension: &str| {
        let start = value.len().checked_sub(extension.len());
        start.and_then(|start| value.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(extension))
    };
    match first.filter(|_| entry.literal_reference().is_some()) {
        Some(reference) => Some(ToolProblem::Literal(reference)),
        None if has_arguments(text) => Some(ToolProblem::Command),
        None if ends_with(".bat") || ends_with(".cmd") => Some(ToolProblem::Batch),
        None if is_relative && has_folder => Some(ToolProblem::Relative),
        None if names_folder(value) => Some(ToolProblem::Folder),
        None => (is_relative && ends_with(".exe")).then_some(ToolProblem::Extension),
    }
}

/// Returns `true` if the path certainly does not lead to a program.
fn names_folder(value: &str) -> bool {
    value.ends_with(['/', '\\']) || value.rsplit_once(['/', '\\']).is_some_and(|(_, last)| last == "bin")
}

impl ToolProblem<'_> {
    /// The subset of `platforms` on which it is a mistake.
    pub(super) fn platforms(&self, platforms: Platforms) -> Platforms {
        match self {
            Self::Batch | Self::Extension => platforms.and(Platforms::only(Platform::Windows)),
            Self::Literal(_) | Self::Command | Self::Relative | Self::Folder => platforms,
        }
    }
}
