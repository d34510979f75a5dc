#![doc = include_str!("hidden_text.md")]

use crate::core::env::Reading;
use crate::core::finding::{Applicability, Change, Fix, Severity};
use crate::core::rule::{Context, Meta, Rule};
use crate::core::text::{Edit, HiddenEffect, Span, hidden_character};
use crate::core::views::{self, HiddenPlace};

/// See the [page](self).
#[derive(Debug)]
pub struct HiddenText;

static META: Meta = Meta {
    name: "hidden-text",
    family: "file",
    enabled: true,
    severity: Severity::Error,
    fix: Some(Applicability::Display),
    page: include_str!("hidden_text.md"),
};

impl Rule for HiddenText {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_document(&self, reading: &Reading<'_>, context: &mut Context<'_>) {
        for hidden in views::hidden_text(reading) {
            let fix = Fix {
                title: "Take it out".to_owned(),
                applicability: Applicability::Display,
                edits: hidden.all.iter().map(|&span| Edit::replace(span, replacement(span, reading))).collect(),
                change: change(&hidden),
            };
            context.finding(hidden.span, message(&hidden, reading)).fix(fix).report();
        }
    }
}

fn message(hidden: &views::HiddenText, reading: &Reading<'_>) -> String {
    let known = hidden_character(hidden.character);
    let name = known.map_or("CARRIAGE RETURN", |known| known.name);
    let turns = known.is_some_and(|known| matches!(known.effect, HiddenEffect::Turns(_)));
    let code = u32::from(hidden.character);
    let more = match hidden.all.len() {
        1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    let what = format!("U+{code:04X} {name}{more}");
    let of_site = |span: Span| reading.sites.iter().find(|site| site.key_span() == span || site.value_span() == span);
    match hidden.place {
        HiddenPlace::EndedComment(_) => {
            format!(
                "{what} ends this comment for VS Code: what stands behind it counts, though it looks like a part of it"
            )
        }
        HiddenPlace::TurnedComment(_) => {
            format!("{what} in this comment: what stands behind it is shown in another order than it is read")
        }
        HiddenPlace::Key(_) | HiddenPlace::Value(_) if turns => {
            format!("{what} in this text: it is shown in another order than it is read")
        }
        HiddenPlace::Key(span) => match of_site(span) {
            Some(site) => format!("{what} in a variable's name in {}: another one is set than it seems", site.setting),
            None => format!("{what} in this key: it is another one than it seems"),
        },
        HiddenPlace::Value(span) => match of_site(span) {
            Some(site) => {
                format!("{what} in the value of {} in {}: nobody sees it, but it counts", site.variable, site.setting)
            }
            None => format!("{what} in this text: nobody sees it, but it counts"),
        },
    }
}

/// What stands in place of a hidden character: an ordinary blank for another one.
fn replacement(span: Span, reading: &Reading<'_>) -> &'static str {
    let character = span.of(reading.document.text()).chars().next();
    let known = character.and_then(hidden_character);
    if known.is_some_and(|known| known.effect == HiddenEffect::Blank) { " " } else { "" }
}

fn change(hidden: &views::HiddenText) -> Change {
    match hidden.place {
        // What it is called afterwards is for its author to judge.
        HiddenPlace::Key(span) | HiddenPlace::Value(span) => Change::Value(span),
        HiddenPlace::EndedComment(span) | HiddenPlace::TurnedComment(span) => Change::Comment(span),
    }
}
