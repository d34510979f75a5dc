//! The PATH of an MCP server contains the inherited PATH, which VS Code already puts in front of it.
#![doc = include_str!("mcp_path_duplicated.md")]

use envlint_core::env::{Form, Outcome, PathList, Reference, Segment, Site};
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::{Edit, Span};
use envlint_core::vscode::{Merge, Platform, Platforms, Section};

declare_rule! {
    McpPathDuplicated {
        name: "mcp-path-duplicated",
        severity: Info,
        fix: Safe,
        since: "0.1.0",
        page: "mcp_path_duplicated.md",
    }
}

impl Rule for McpPathDuplicated {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let is_joined =
            matches!(site.dialect().merge, Merge::Joins(_) | Merge::JoinsInFront(_)) && !site.replaces_inherited();
        let is_of_server = site.place.section == Section::Mcp;
        if !is_of_server || !is_joined || site.variable != "PATH" {
            return;
        }
        let Some(list) = site.list() else { return };
        let is_inherited = |reference: &&Reference| {
            let is_plain = matches!(reference.form, Form::Environment { .. }) && reference.outcome == Outcome::Expands;
            is_plain && site.is_own(reference) && list.text.is_whole_entry(reference)
        };
        let Some(reference) = list.text.references().find(is_inherited) else { return };
        let platforms = redundant_on(&list, context.platforms(site.platforms));
        if platforms.is_empty() {
            return;
        }
        let (written, variable, setting) = (list.text.quoted(reference), &site.variable, &site.setting);
        let message = format!(
            "`{written}` in {variable} in {setting} is redundant: VS Code already puts the inherited {variable} in front of the value"
        );
        let fix = fix(site, &list, reference, &written);
        context.finding_at_site(site, message).platforms(platforms).fix(fix).report();
    }
}

/// The subset of `platforms` on which the inherited list in `list` is redundant; none if it is needed on another one. VS Code
/// looks up the name with its letter case, and that of Windows is usually `Path`, so there only the reference adds the
/// inherited list. A list with `:` is wrong on Windows in any case, and nothing but the reference is the inherited list itself.
fn redundant_on(list: &PathList<'_, '_>, platforms: Platforms) -> Platforms {
    let is_of_windows = list.entries.len() > 1 && list.separator(Platforms::ALL) != Some(':');
    if is_of_windows && platforms.has(Platform::Windows) {
        Platforms::NONE
    } else {
        platforms.without(Platform::Windows)
    }
}

/// Removes the entry and an adjacent separator, or the whole variable if there is no other entry.
fn fix(site: &Site<'_>, list: &PathList<'_, '_>, reference: &Reference, written: &str) -> Option<Fix> {
    let segments = &list.text.segments;
    let at = segments.iter().position(|segment| segment.span() == reference.span)?;
    let separator = |at: Option<usize>| match segments.get(at?)? {
        separator @ Segment::Separator { .. } => Some(separator.span()),
        Segment::Literal { .. } | Segment::Reference(_) => None,
    };
    let before = at.checked_sub(1);
    let span = match (separator(Some(at + 1)), separator(before)) {
        (Some(after), _) => Span::new(reference.span.start, after.end),
        (None, Some(before)) => Span::new(before.start, reference.span.end),
        (None, None) => {
            let title = format!("Remove {}, which adds nothing", site.variable);
            return Some(Fix::remove(title, Applicability::Safe, site.origin()?));
        }
    };
    let title = format!("Remove `{written}`");
    Some(Fix::value(title, Applicability::Safe, site.value_span(), vec![Edit::delete(span)]))
}
