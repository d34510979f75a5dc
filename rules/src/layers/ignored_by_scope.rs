#![doc = include_str!("ignored_by_scope.md")]

use crate::core::env::{GivenSetting, Reading, Window};
use crate::core::finding::{Applicability, Fix, Severity};
use crate::core::rule::{Context, Meta, Rule};
use crate::core::vscode::{FileKind, Layer, Scope};

/// See the [page](self).
#[derive(Debug)]
pub struct IgnoredByScope;

static META: Meta = Meta {
    name: "ignored-by-scope",
    family: "layers",
    enabled: true,
    severity: Severity::Warning,
    fix: Some(Applicability::Unsafe),
    page: include_str!("ignored_by_scope.md"),
};

impl Rule for IgnoredByScope {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn needs_windows(&self) -> bool {
        true
    }

    fn check_document(&self, reading: &Reading<'_>, context: &mut Context<'_>) {
        let Some(layer) = reading.document.layer() else { return };
        for (setting, scope) in scoped(reading) {
            let from = match scope {
                Scope::Application => "the user's settings alone",
                Scope::ApplicationMachine | Scope::Machine => "the user's or a remote machine's settings alone",
                Scope::Window | Scope::Resource | Scope::LanguageOverridable | Scope::MachineOverridable => continue,
            };
            if !scope.counts_in(layer, false) {
                let key = &setting.key;
                let message = format!("`{key}` does not count in {}: VS Code takes it from {from}", layer.title());
                let title = format!("Remove `{key}`");
                let fix = Fix::remove(title, Applicability::Unsafe, setting.origin);
                context.finding(setting.origin.key(), message).place(key).fix(fix).report();
            }
        }
    }

    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        let [.., workspace, folder] = window.layers.as_slice() else { return };
        if workspace.document.kind() != FileKind::Workspace || folder.document.layer() != Some(Layer::Folder) {
            return;
        }
        // What the workspace file gives too has been thought of.
        let thought_of = |key: &str| workspace.given.iter().any(|setting| setting.key == key);
        let ignored: Vec<&GivenSetting<'_>> = scoped(folder)
            .filter(|(setting, scope)| {
                !scope.counts_in(Layer::Folder, true)
                    && scope.counts_in(Layer::Folder, false)
                    && !thought_of(&setting.key)
            })
            .map(|(setting, _)| setting)
            .collect();
        let Some((first, others)) = ignored.split_first() else { return };
        let path = workspace.document.path();
        let name = path.rsplit('/').next().unwrap_or(path);
        let more = match others {
            [] => "does".to_owned(),
            [other] => format!("and `{}` do", other.key),
            others => format!("and {} more settings here do", others.len()),
        };
        let message = format!("`{}` {more} not count while {name} is open, which opens this folder", first.key);
        context
            .finding_in(folder.id, first.origin.key(), message)
            .severity(Severity::Info)
            .place(&first.key)
            .help("Give it in the `settings` of the workspace file too.")
            .report();
    }
}

/// The settings outside of blocks for one language whose scope is known, with it.
fn scoped<'r, 'd>(reading: &'r Reading<'d>) -> impl Iterator<Item = (&'r GivenSetting<'d>, Scope)> {
    let outside = reading.given.iter().filter(|setting| !setting.in_language);
    outside.filter_map(|setting| Some((setting, setting.registered.filter(|known| !known.is_gone())?.scope())))
}
