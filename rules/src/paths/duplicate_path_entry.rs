//! The same entry appears twice in one list, but only the first one has an effect.
#![doc = include_str!("duplicate_path_entry.md")]

use envlint_core::env::{Outcome, PathEntry, PathList, Segment, Site};
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::{Edit, Span};

declare_rule! {
    DuplicatePathEntry {
        name: "duplicate-path-entry",
        severity: Info,
        fix: Safe,
        since: "0.1.0",
        page: "duplicate_path_entry.md",
    }
}

impl Rule for DuplicatePathEntry {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(list) = site.list() else { return };
        let right = context.platforms(site.platforms).list_separator();
        let (count, surplus) = surplus(&list, right);
        if surplus.is_empty() {
            return;
        }
        let (variable, setting) = (&site.variable, &site.setting);
        let what = match count {
            1 => "An entry appears twice".to_owned(),
            _ => format!("{count} entries appear more than once"),
        };
        let message = format!("{what} in {variable} in {setting}; only the first occurrence has an effect");
        let edits = surplus.into_iter().map(Edit::delete).collect();
        let fix = Fix::value("Remove the duplicates", Applicability::Safe, site.value_span(), edits);
        context.finding_at_site(site, message).fix(fix).report();
    }
}

/// Returns how many entries appear more than once, and the spans of all duplicates after the first occurrence, each
/// with the separator before it. Returns nothing if the separators are mixed or wrong, because the entries are not
/// certain then.
fn surplus(list: &PathList<'_, '_>, right: Option<char>) -> (usize, Vec<Span>) {
    let separators: Vec<(char, Span)> = list.separators().collect();
    let Some((first, _)) = separators.first() else { return (0, Vec::new()) };
    if separators.iter().any(|(separator, _)| separator != first) || right.is_some_and(|right| right != *first) {
        return (0, Vec::new());
    }
    let mut seen: Vec<(&str, usize)> = Vec::new();
    let mut spans = Vec::new();
    for (index, entry) in list.entries.iter().enumerate() {
        let text = entry.as_str();
        match seen.iter_mut().find(|(known, _)| *known == text) {
            Some((_, count)) if is_plain(entry) => {
                *count += 1;
                let separator = index.checked_sub(1).and_then(|before| separators.get(before));
                spans.extend(separator.map(|(_, before)| before.to(entry.span)));
            }
            Some(_) => {}
            None => seen.push((text, 1)),
        }
    }
    (seen.iter().filter(|(_, count)| *count > 1).count(), spans)
}

/// Returns `true` if the entry consists of text and references that are expanded. Other rules report empty entries and
/// references with typos.
fn is_plain(entry: &PathEntry<'_, '_>) -> bool {
    let is_plain = |segment: &Segment| match segment {
        Segment::Literal { .. } => true,
        Segment::Separator { .. } => false,
        Segment::Reference(reference) => matches!(reference.outcome, Outcome::Expands | Outcome::NeedsFolder),
    };
    !entry.is_empty() && entry.segments.iter().all(is_plain)
}
