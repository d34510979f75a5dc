//! A relative entry of PATH, such as `bin` or `.`, depends on the folder that a program runs in.
#![doc = include_str!("relative_path_entry.md")]

use envlint_core::env::{PathEntry, Site};
use envlint_core::rule::{Context, Rule};
use envlint_core::vscode::FormName;

declare_rule! {
    RelativePathEntry {
        name: "relative-path-entry",
        severity: Warning,
        since: "0.1.0",
        page: "relative_path_entry.md",
    }
}

impl Rule for RelativePathEntry {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let platforms = site.platforms_where_named("PATH", context.platforms(site.platforms));
        if platforms.is_empty() {
            return;
        }
        let Some(list) = site.list() else { return };
        // The separators must be right: a wrong one turns several entries into one.
        let right = platforms.list_separator();
        let mut separators = list.separators().map(|(separator, _)| separator);
        let first = separators.next();
        if separators.any(|other| Some(other) != first)
            || first.is_some_and(|first| right.is_some_and(|right| right != first))
        {
            return;
        }
        let relative: Vec<&PathEntry<'_, '_>> = list.entries.iter().filter(|entry| is_relative(entry)).collect();
        let Some(entry) = relative.first() else { return };
        let more = match relative.len() {
            1 => String::new(),
            2 => " (and so does 1 more entry)".to_owned(),
            count => format!(" (and so do {} more entries)", count - 1),
        };
        let written = entry.excerpt().map_or_else(|| "An entry".to_owned(), |text| format!("`{text}`"));
        let message = format!(
            "{written} in PATH in {} is relative, so it depends on the folder that a program runs in{more}",
            site.setting
        );
        let finding = context.finding_at_site(site, message).platforms(platforms);
        let words = &list.text.dialect.expands;
        let folders = [FormName::WorkspaceFolder, FormName::ContainerWorkspaceFolder];
        let root = folders.into_iter().find(|name| words.contains(name));
        match root {
            Some(word) => finding.help(format!("Use `${{{word}}}/…`, which is the same folder everywhere")).report(),
            None => finding.help("Write an absolute path").report(),
        }
    }
}

/// Returns `true` if the entry is certainly a path, and certainly not an absolute one.
fn is_relative(entry: &PathEntry<'_, '_>) -> bool {
    let start = entry.literal_start();
    let is_name = |character: char| character.is_alphanumeric() || "._-/\\+@".contains(character);
    let is_path = !start.is_empty() && start.chars().all(is_name) && !entry.begins_with_drive();
    is_path && !start.starts_with(['/', '\\', '-'])
}
