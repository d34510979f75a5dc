#![doc = include_str!("unexpanded_tilde.md")]

use crate::core::env::{Segment, Site, Text};
use crate::core::finding::{Applicability, Fix, Severity};
use crate::core::rule::{Context, Meta, Rule};
use crate::core::text::{Edit, Span};
use crate::core::vscode::{Tilde, expands_tilde_itself, is_prompt_or_command};

/// See the [page](self).
#[derive(Debug)]
pub struct UnexpandedTilde;

static META: Meta = Meta {
    name: "unexpanded-tilde",
    family: "references",
    enabled: true,
    severity: Severity::Warning,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unexpanded_tilde.md"),
};

impl Rule for UnexpandedTilde {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(text) = site.text() else { return };
        let tildes = tildes(site, text);
        if tildes.is_empty() {
            return;
        }
        let (variable, setting, dialect) = (&site.variable, &site.setting, site.dialect());
        let (what, consequence) = match (dialect.tilde, site.list().is_some()) {
            (Tilde::HomeAtStart, _) => ("`~` behind the start of the value", "this entry names no folder"),
            (_, true) => ("`~`", "this entry names no folder"),
            (_, false) => ("`~`", "it names no home folder"),
        };
        let message = format!(
            "{what} stays as written in {variable} in {setting}: {} does not expand it, so {consequence}",
            dialect.reader
        );
        let fix = text.home(context.platforms(site.platforms)).map(|home| {
            let edits = tildes.iter().map(|&tilde| Edit::replace(tilde, &*home)).collect();
            Fix::value(format!("Write `{home}`"), Applicability::Unsafe, site.value_span(), edits)
        });
        context.finding_at_site(site, message).fix(fix).report();
    }
}

/// Where a `~` stands that is meant as the home folder and is not expanded.
fn tildes(site: &Site<'_>, text: &Text<'_>) -> Vec<Span> {
    let literal = match text.dialect.tilde {
        Tilde::Literal | Tilde::LiteralInLists => 0,
        // The first one is expanded.
        Tilde::HomeAtStart => 1,
        Tilde::Unknown => return Vec::new(),
    };
    let begins = |segment: &Segment, is_entry: bool| {
        let (start, _) = segment.range();
        let rest = text.of(segment).strip_prefix('~').filter(|_| segment.reference().is_none() && start >= literal);
        let is_home = rest.is_some_and(|rest| rest.starts_with(['/', '\\']) || (rest.is_empty() && is_entry));
        is_home.then(|| text.span(start, start + 1))
    };
    if let Some(list) = site.list() {
        return list.entries.iter().filter_map(|entry| begins(entry.segments.first()?, true)).collect();
    }
    if text.dialect.tilde == Tilde::LiteralInLists {
        return Vec::new();
    }
    // A command line, or a value for a program that knows `~`.
    let is_plain = !text.as_str().contains([' ', '\t', '\n', '"', '\'', '`']);
    let is_read = is_prompt_or_command(&site.variable) || expands_tilde_itself(&site.variable);
    text.segments.first().filter(|_| is_plain && !is_read).and_then(|first| begins(first, false)).into_iter().collect()
}
