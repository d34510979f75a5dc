//! VS Code ignores this setting in this file.
#![doc = include_str!("ignored_by_scope.md")]

use envlint_core::env::{FileAnalysis, SettingEntry, Window};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::rule::{Context, Rule};
use envlint_core::vscode::{FileKind, Layer, Platform, RegisteredSetting, Scope, carries_environment};

declare_rule! {
    IgnoredByScope {
        name: "ignored-by-scope",
        severity: Warning,
        also: [Info],
        fix: Unsafe,
        needs: [windows],
        since: "0.1.0",
        page: "ignored_by_scope.md",
    }
}

impl Rule for IgnoredByScope {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let Some(layer) = analysis.document.layer() else { return };
        if analysis.document.kind() == FileKind::DevContainer {
            check_container(analysis, context);
        }
        let in_profile = analysis.document.is_of_named_profile();
        let scope_of = |setting: &SettingEntry<'_>| {
            let scope = setting.scope()?;
            Some(if is_of_remote_proxy(&setting.key, analysis) { Scope::Machine } else { scope })
        };
        let is_ignored =
            |scope: Scope| !scope.counts_in(layer, false) || in_profile && !scope.counts_in_named_profile();
        for setting in analysis.remarkable(|setting| scope_of(setting).is_some_and(is_ignored)) {
            let key = &setting.key;
            let from = match scope_of(setting) {
                _ if in_profile => "the settings of the default profile",
                Some(Scope::ApplicationMachine | Scope::Machine) => "the user's or a remote machine's settings",
                _ => "the user's settings",
            };
            let here = if in_profile { "the settings of this profile" } else { layer.title() };
            let message = format!("`{key}` has no effect in {here}: VS Code only reads it from {from}");
            // An older version may still read it, and a default value changes nothing.
            let is_harmless = |registered: RegisteredSetting| {
                registered.was_read_more_widely() || registered.has_default(setting.value())
            };
            let severity =
                if setting.registered.is_some_and(is_harmless) { Severity::Info } else { context.rule.severity };
            let fix = Fix::remove(format!("Remove `{key}`"), Applicability::Unsafe, setting.origin);
            context.finding(setting.origin.key(), message).severity(severity).place(key).fix(fix).report();
        }
    }

    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        let [.., workspace, folder] = window.layers.as_slice() else { return };
        if workspace.document.kind() != FileKind::Workspace || folder.document.layer() != Some(Layer::Folder) {
            return;
        }
        let counts = |setting: &SettingEntry<'_>, in_workspace| {
            setting.scope().is_none_or(|scope| scope.counts_in(Layer::Folder, in_workspace))
        };
        // If the workspace file contains the setting, too, its author presumably knows this.
        let thought_of =
            |setting: &SettingEntry<'_>| workspace.sets(&setting.key) && lost_variables(setting, workspace).is_empty();
        let ignored = |setting: &SettingEntry<'_>| counts(setting, false) && !counts(setting, true);
        let ignored: Vec<_> = folder.remarkable(ignored).filter(|setting| !thought_of(setting)).collect();
        // One finding represents all of them, preferably at a setting for environments.
        let main = ignored.iter().position(|setting| carries_environment(&setting.key)).unwrap_or_default();
        let Some(first) = ignored.get(main) else { return };
        let path = workspace.document.path();
        let name = path.rsplit('/').next().unwrap_or(path);
        let others: Vec<_> = ignored.iter().filter(|setting| setting.key != first.key).collect();
        let more = match others.as_slice() {
            [] => "has".to_owned(),
            [other] => format!("and `{}` have", other.key),
            others => format!("and {} more settings here have", others.len()),
        };
        let lost = match lost_variables(first, workspace).as_slice() {
            [] => String::new(),
            [name] => format!(", so {name} is lost"),
            [name, other] => format!(", so {name} and {other} are lost"),
            [name, others @ ..] => format!(", so {name} and {} more variables are lost", others.len()),
        };
        let message =
            format!("`{}` {more} no effect while {name}, which contains this folder, is open{lost}", first.key);
        let mut finding =
            context.finding_in(folder.id, first.origin.key(), message).severity(Severity::Info).place(&first.key);
        for other in others {
            finding = finding.related(folder.id, other.origin.key(), format!("`{}` has no effect either", other.key));
        }
        finding.help("Set it in the `settings` of the workspace file, too").report();
    }
}

/// Returns `true` for a setting of the proxy if `analysis` turns off `http.useLocalProxyConfiguration`: then VS Code reads it from
/// the remote machine instead.
///
/// Source: request.ts (1.139.1), `registerProxyConfigurations`.
fn is_of_remote_proxy(key: &str, analysis: &FileAnalysis<'_>) -> bool {
    let local = || analysis.settings.get(&["http", "useLocalProxyConfiguration"])?.value()?.boolean();
    key.starts_with("http.") && key != "http.electronFetch" && local() == Some(false)
}

/// Reports terminal settings for macOS and Windows in the settings of a container, where terminals run on Linux.
fn check_container(analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
    let platform_of = |key: &str| {
        let platform: Platform = key.strip_prefix("terminal.integrated.")?.rsplit_once('.')?.1.parse().ok()?;
        (platform != Platform::Linux).then_some(platform)
    };
    for setting in analysis.remarkable(|setting| platform_of(&setting.key).is_some()) {
        let key = &setting.key;
        let message = format!("`{key}` has no effect in a container, where terminals run on Linux");
        let fix = Fix::remove(format!("Remove `{key}`"), Applicability::Unsafe, setting.origin);
        context.finding(setting.origin.key(), message).severity(Severity::Info).place(key).fix(fix).report();
    }
}

/// The variables in the value of `setting` that `workspace` does not set in its own value; nothing if it has no such
/// setting.
fn lost_variables(setting: &SettingEntry<'_>, workspace: &FileAnalysis<'_>) -> Vec<String> {
    let path: Vec<&str> = setting.key.split('.').collect();
    let given = workspace.settings.get(&path).filter(|_| carries_environment(&setting.key));
    let names = setting.value().members().map(|member| member.name().into_owned());
    given.map(|given| names.filter(|name| given.get(name).is_none()).collect()).unwrap_or_default()
}
