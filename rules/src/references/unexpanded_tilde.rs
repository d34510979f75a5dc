//! `~` at the start of a path is not expanded to the home folder here.
#![doc = include_str!("unexpanded_tilde.md")]

use envlint_core::env::{Segment, Site, Text};
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::{Edit, Span};
use envlint_core::vscode::{Tilde, expands_tilde_itself, is_prompt_or_command};

declare_rule! {
    UnexpandedTilde {
        name: "unexpanded-tilde",
        severity: Warning,
        fix: Unsafe,
        since: "0.1.0",
        page: "unexpanded_tilde.md",
    }
}

impl Rule for UnexpandedTilde {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(text) = site.text() else { return };
        let tildes = tildes(site, text);
        if tildes.is_empty() {
            return;
        }
        let (variable, setting, dialect) = (&site.variable, &site.setting, site.dialect());
        let what = match dialect.tilde {
            Tilde::HomeAtStart => "`~` after the first entry",
            Tilde::Literal | Tilde::LiteralInLists | Tilde::Unknown => "`~`",
        };
        // bash expands `~` in PATH when it looks up a command; no other program does.
        let consequence = if variable.eq_ignore_ascii_case("PATH") {
            "only bash finds programs in this folder"
        } else {
            "programs look for a folder named `~`"
        };
        let message = format!(
            "{what} in {variable} in {setting} is not expanded by {}, so {consequence}",
            dialect.wording.reader
        );
        let fix = text.home(context.platforms(site.platforms)).map(|home| {
            let edits = tildes.iter().map(|&tilde| Edit::replace(tilde, &*home)).collect();
            Fix::value(format!("Write `{home}`"), Applicability::Unsafe, site.value_span(), edits)
        });
        let help = "Write out the home folder, or use a reference that is expanded here";
        context.finding_at_site(site, message).fix(fix).or_help(help).report();
    }
}

/// The spans of all `~` that are meant as the home folder and are not expanded.
fn tildes(site: &Site<'_>, text: &Text<'_>) -> Vec<Span> {
    let literal = match text.dialect.tilde {
        Tilde::Literal | Tilde::LiteralInLists => 0,
        // A `~` at the very start of the value is expanded.
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
    // A value with spaces may be a command line, and some programs expand `~` themselves.
    let is_read = is_prompt_or_command(&site.variable) || expands_tilde_itself(&site.variable);
    text.segments
        .first()
        .filter(|_| text.is_one_word() && !is_read)
        .and_then(|first| begins(first, false))
        .into_iter()
        .collect()
}
