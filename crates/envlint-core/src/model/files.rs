//! `.env` files as steps.

use super::environment::{Assignment, Effect, Environment, Key, Source};
use super::evaluate::separator;
use super::overridden::Overridden;
use super::parts::Part;
use super::process::{Model, Process};
use crate::env::FileAnalysis;
use crate::env_file::{EnvFileAssignment, EnvFileReader, EnvFileReference, Piece, assignments};
use crate::vscode::{Merge, Platform, Section, dialects, same_variable};

impl<'w> Model<'w> {
    /// The files in `envFile` of the launch configuration or server.
    pub(super) fn env_file(&self, process: &Process<'w>, environment: &mut Environment<'w>) {
        let Some((analysis, owner)) = process.owner else { return };
        for reference in analysis.env_files_in(owner) {
            if reference.platforms.has(self.platform) {
                self.read(reference, analysis, process, environment);
            }
        }
    }

    /// The same, or else the file that the setting at `path` names.
    ///
    /// Source: vscode-python-debugger src/extension/debugger/configuration/resolvers/launch.ts,
    /// `provideLaunchDefaults` (2180976).
    pub(super) fn env_file_or_setting(&self, path: &[&str], process: &Process<'w>, environment: &mut Environment<'w>) {
        let names_own = process.owner.is_some_and(|(analysis, owner)| !analysis.env_files_in(owner).is_empty());
        if names_own {
            self.env_file(process, environment);
        } else {
            self.env_file_setting(path, process, environment);
        }
    }

    /// The file that the setting at `path` names.
    pub(super) fn env_file_setting(&self, path: &[&str], process: &Process<'w>, environment: &mut Environment<'w>) {
        let Some(winner) = self.resolve_for(path, process).winner().filter(|winner| !winner.is_built_in()) else {
            return;
        };
        let Some(value) = winner.setting.value() else { return };
        let references = winner.analysis.env_files_in(value.span()).into_iter();
        for reference in references.filter(|reference| value.span() == reference.span) {
            self.read(reference, winner.analysis, process, environment);
        }
    }

    /// The variables of one file.
    fn read(
        &self,
        reference: &EnvFileReference<'_>,
        named_in: &'w FileAnalysis<'w>,
        process: &Process<'w>,
        environment: &mut Environment<'w>,
    ) {
        let path = self.folder_for(process).map_or_else(|| reference.file(), |folder| reference.file_in(&folder));
        let Some(file) = path.and_then(|path| self.window.run.env_file(&path)) else {
            if reference.is_lost() {
                return;
            }
            environment.unread.push((named_in, reference.span));
            return;
        };
        for assignment in assignments(file.document.text(), reference.reader.grammar) {
            let name = assignment.name.to_owned();
            let joins = joins(reference.reader, &name);
            let is_own = !joins && self.sets_itself(process, &name);
            let key = Key::EnvFile(reference.reader);
            let (span, member) = (assignment.span, assignment.span);
            let source = Source::Written { analysis: file, span, member, key };
            let effect = effect(assignment, joins, self.platform);
            environment
                .assign(&name, Assignment { source, effect, overridden: is_own.then_some(Overridden::ByOwnEnv) });
        }
    }

    /// Returns `true` if the launch configuration or server itself sets `name`, which overrides a file unless it adds to the list.
    fn sets_itself(&self, process: &Process<'w>, name: &str) -> bool {
        let Some((analysis, owner)) = process.owner else { return false };
        let sites = analysis.sites_of(Some(owner));
        let mut own = sites.into_iter().filter(|site| site.platforms.has(self.platform));
        own.any(|site| {
            let adds = matches!(site.dialect().merge, Merge::Joins(_)) && !site.replaces_inherited();
            let is_same = same_variable(&site.variable, name, self.platform);
            is_same && !adds && site.place.section != Section::Tasks
        })
    }
}

/// Returns `true` if the reader puts the file's value of `name` in front of the inherited list.
///
/// Source: vscode-python and vscode-python-debugger, `mergeVariables` and `appendPath`.
fn joins(reader: &EnvFileReader, name: &str) -> bool {
    match dialects::LAUNCH_PYTHON.merge {
        Merge::JoinsInFront(lists) => reader.joins_lists && lists.iter().any(|list| list.eq_ignore_ascii_case(name)),
        Merge::Joins(_) | Merge::Replaces | Merge::Unknown => false,
    }
}

fn effect(assignment: EnvFileAssignment<'_>, joins: bool, platform: Platform) -> Effect {
    let part = |piece: Piece| match piece {
        Piece::Text(text) => Part::Literal(text),
        Piece::Earlier(name) => Part::Sibling(name),
        Piece::Inherited(name) => Part::Inherited(name),
        Piece::Unread => Part::Later("(text over several lines)".to_owned()),
    };
    let mut parts: Vec<Part> = assignment.value.into_iter().map(part).collect();
    if joins {
        parts.push(separator(platform));
        Effect::Prepends(parts)
    } else {
        Effect::Sets(parts)
    }
}
