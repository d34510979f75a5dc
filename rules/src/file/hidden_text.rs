//! An invisible character changes the meaning of a key, a value or a comment.
#![doc = include_str!("hidden_text.md")]

use envlint_core::env::FileAnalysis;
use envlint_core::finding::{Applicability, Change, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::{Edit, HiddenEffect, Span, hidden_character};

mod bidi;
mod places;

use places::{HiddenPlace, hidden_text};

declare_rule! {
    HiddenText {
        name: "hidden-text",
        severity: Error,
        fix: Display,
        since: "0.1.0",
        page: "hidden_text.md",
    }
}

impl Rule for HiddenText {
    fn check_text(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        for hidden in hidden_text(analysis) {
            let edits = hidden.all.iter().map(|&span| Edit::replace(span, replacement(span, analysis))).collect();
            let fix = Fix::new("Remove it", Applicability::Display, edits, change(&hidden));
            context.finding(hidden.span, message(&hidden, analysis)).fix(fix).report();
        }
    }
}

fn message(hidden: &places::HiddenOccurrence, analysis: &FileAnalysis<'_>) -> String {
    let known = hidden_character(hidden.character);
    let name = known.map_or("CARRIAGE RETURN", |known| known.name);
    let turns = known.is_some_and(|known| matches!(known.effect, HiddenEffect::ChangesDirection(_)));
    let code = u32::from(hidden.character);
    let more = match hidden.all.len() {
        1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    let what = format!("U+{code:04X} {name}{more}");
    let of_site = |span: Span| analysis.site_of_key(span).or_else(|| analysis.site_of_value(span));
    match hidden.place {
        HiddenPlace::EndedComment(_) => {
            format!(
                "In VS Code, this comment ends at {what}, so the text after it takes effect although it looks like a comment"
            )
        }
        HiddenPlace::ReorderedComment(_) => {
            format!(
                "This comment contains {what}, so the text after it is displayed in a different order than it is read"
            )
        }
        HiddenPlace::Key(_) | HiddenPlace::Value(_) if turns => {
            format!("This string contains {what}, so it is displayed in a different order than it is read")
        }
        HiddenPlace::Key(span) => match of_site(span) {
            Some(site) => format!(
                "A variable name in {} contains {what}, so it is a different variable than it seems",
                site.setting
            ),
            None => format!("This key contains {what}, so it is a different key than it seems"),
        },
        HiddenPlace::Value(span) => match of_site(span) {
            Some(site) => {
                format!("{} in {} contains {what}, invisible but part of the value", site.variable, site.setting)
            }
            None => format!("This string contains {what}, invisible but part of the value"),
        },
    }
}

/// The replacement for a hidden character: an ordinary space for a special one, otherwise nothing.
fn replacement(span: Span, analysis: &FileAnalysis<'_>) -> &'static str {
    let character = span.of(analysis.document.text()).chars().next();
    let known = character.and_then(hidden_character);
    if known.is_some_and(|known| known.effect == HiddenEffect::Blank) { " " } else { "" }
}

fn change(hidden: &places::HiddenOccurrence) -> Change {
    match hidden.place {
        // The fix is only shown, so the author of the file decides whether the new key is right.
        HiddenPlace::Key(span) | HiddenPlace::Value(span) => Change::Value(span),
        HiddenPlace::EndedComment(span) | HiddenPlace::ReorderedComment(span) => Change::Comment(span),
    }
}
