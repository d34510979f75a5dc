//! An empty entry in PATH or LD_LIBRARY_PATH means the current folder, whichever that is.
#![doc = include_str!("empty_path_entry.md")]

use envlint_core::env::{PathList, Site};
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::{Edit, Span};

declare_rule! {
    EmptyPathEntry {
        name: "empty-path-entry",
        severity: Warning,
        fix: Safe,
        since: "0.1.0",
        page: "empty_path_entry.md",
    }
}

/// Variables in which an empty entry means the current folder on Linux and macOS.
///
/// Source: execvp(3), ld.so(8).
const VARIABLES: [&str; 2] = ["PATH", "LD_LIBRARY_PATH"];

impl Rule for EmptyPathEntry {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let platforms = context.platforms(site.platforms);
        if !VARIABLES.contains(&&*site.variable) || platforms.list_separator() != Some(':') {
            return;
        }
        let Some(list) = site.list() else { return };
        let surplus = surplus_separators(&list);
        if surplus.is_empty() || list.entries.iter().all(|entry| entry.is_empty()) {
            return;
        }
        let (variable, setting) = (&site.variable, &site.setting);
        let message = format!(
            "{variable} in {setting} has an empty entry, which means the current folder, so programs or libraries there can be run or loaded"
        );
        let edits = surplus.into_iter().map(Edit::delete).collect();
        let fix = Fix::value("Remove the separator next to it", Applicability::Safe, site.value_span(), edits);
        context.finding_at_site(site, message).fix(fix).report();
    }
}

/// Returns one `:` for each empty entry: the one after it for leading entries, otherwise the one before it. An empty
/// entry next to another separator than `:` is skipped.
fn surplus_separators(list: &PathList<'_, '_>) -> Vec<Span> {
    let separators: Vec<(char, Span)> = list.separators().collect();
    let colon = |index: usize| separators.get(index).filter(|(separator, _)| *separator == ':').map(|(_, span)| *span);
    let leading = list.entries.iter().take_while(|entry| entry.is_empty()).count();
    let empty = list.entries.iter().enumerate().filter(|(_, entry)| entry.is_empty());
    empty
        .filter_map(|(index, _)| {
            let before = index.checked_sub(1).map(colon);
            let after = (index < separators.len()).then(|| colon(index));
            let between_colons = [before, after].into_iter().flatten().all(|colon| colon.is_some());
            let surplus = if index < leading { after } else { before };
            surplus.flatten().filter(|_| between_colons)
        })
        .collect()
}
