//! A setting that VS Code or the Go extension removed is still in the file and has no effect.
#![doc = include_str!("removed_setting.md")]

use envlint_core::document::DocumentId;
use envlint_core::env::{FileAnalysis, Settings, Window};
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Span;
use envlint_core::vscode::{Layer, Platforms, Successor};

mod migration;
mod removed;

use removed::{Removed, removed_settings};

declare_rule! {
    RemovedSetting {
        name: "removed-setting",
        severity: Warning,
        fix: Safe,
        needs: [windows],
        since: "0.1.0",
        page: "removed_setting.md",
    }
}

/// The spans of the keys that this rule reports.
pub(crate) fn keys_of_removed_settings(settings: &Settings<'_>) -> Vec<Span> {
    let removed = removed_settings(settings);
    removed.iter().flat_map(|removed| removed.setting.keys()).map(|origin| origin.key()).collect()
}

impl Rule for RemovedSetting {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        check(analysis, true, context);
    }

    /// The settings that replace the old ones have no effect in a folder while a workspace is open. The same finding without
    /// a migration takes the migration away.
    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        let folders = window.layers.iter().filter(|layer| layer.document.layer() == Some(Layer::Folder));
        for folder in folders.filter(|_| window.in_workspace) {
            check(folder, false, context);
        }
    }
}

fn check(analysis: &FileAnalysis<'_>, may_migrate: bool, context: &mut Context<'_>) {
    let all = removed_settings(&analysis.settings);
    for removed in &all {
        let platforms = context.platforms(removed.platform.map_or(Platforms::ALL, Platforms::only));
        if !platforms.is_empty() {
            let migration = migration::fix(removed, &all, &analysis.settings).filter(|_| may_migrate);
            report(removed, platforms, migration, analysis.id, context);
        }
    }
}

fn report(
    removed: &Removed<'_, '_>,
    platforms: Platforms,
    migration: Option<Fix>,
    document: DocumentId,
    context: &mut Context<'_>,
) {
    let (key, known) = (&removed.key, removed.known);
    let message = format!("`{key}` has no effect in {} {} and later", known.owner, known.since);
    for origin in removed.setting.keys() {
        let fix = if removed.is_succeeded {
            Some(Fix::remove(format!("Remove `{key}`"), Applicability::Safe, origin))
        } else {
            migration.clone()
        };
        let finding =
            context.finding_in(document, origin.key(), message.clone()).platforms(platforms).place(key).fix(fix);
        match help(removed) {
            Some(help) => finding.help(help).report(),
            None => finding.help("Remove it").report(),
        }
    }
}

fn help(removed: &Removed<'_, '_>) -> Option<String> {
    let successor = removed.known.successor;
    let path = removed.platform.and_then(|platform| successor.path(platform)).map(|path| path.join("."));
    match (successor, path) {
        (Successor::DefaultProfile(_), Some(path)) => Some(format!("Use {path} and the profile that it names instead")),
        (Successor::AutomationProfile, Some(path)) => Some(format!("Use {path} instead")),
        (Successor::Setting(setting), _) => Some(format!("Use {setting} instead")),
        (Successor::Words(words), _) => Some(words.to_owned()),
        (Successor::DefaultProfile(_) | Successor::AutomationProfile | Successor::None, _) => None,
    }
}
