//! A list other than PATH, such as PYTHONPATH, is set without its inherited value.
#![doc = include_str!("list_overwrite.md")]

use envlint_core::env::{PathEntry, Segment, Site};
use envlint_core::rule::{Context, Rule};

declare_rule! {
    ListOverwrite {
        name: "list-overwrite",
        severity: Warning,
        enabled: false,
        since: "0.1.0",
        page: "list_overwrite.md",
    }
}

impl Rule for ListOverwrite {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(list) = site.list().filter(|list| !list.text.as_str().is_empty()) else { return };
        // path-overwrite checks PATH.
        if site.variable.eq_ignore_ascii_case("PATH")
            || !site.replaces_inherited()
            || site.own_reference().is_some()
            || list.entries.iter().any(is_reference)
        {
            return;
        }
        let (variable, setting, audience) = (&site.variable, &site.setting, site.place.audience);
        let message = format!(
            "{variable} in {setting} replaces the inherited {variable}, so entries from {} are not passed on to {audience}",
            list.text.first_reader().wording.inherits_from
        );
        let help = match site.inherited() {
            Some(inherited) => {
                format!("Add `{inherited}` to keep them; if {variable} is not set, that leaves an empty entry")
            }
            None => list.text.first_reader().wording.without_inherited.to_owned(),
        };
        context.finding_at_site(site, message).help(help).report();
    }
}

/// Returns `true` if the entry is exactly one reference, which may stand for a whole list.
fn is_reference(entry: &PathEntry<'_, '_>) -> bool {
    matches!(entry.segments, [Segment::Reference(_)])
}
