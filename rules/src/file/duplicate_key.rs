#![doc = include_str!("duplicate_key.md")]

use crate::core::env::Reading;
use crate::core::finding::{Applicability, Fix, Severity};
use crate::core::jsonc::{Member, Value, dead_members, equal};
use crate::core::rule::{Context, Meta, Rule};

/// See the [page](self).
#[derive(Debug)]
pub struct DuplicateKey;

static META: Meta = Meta {
    name: "duplicate-key",
    family: "file",
    severity: Severity::Error,
    fix: Some(Applicability::Safe),
    page: include_str!("duplicate_key.md"),
};

impl Rule for DuplicateKey {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_document(&self, reading: &Reading<'_>, context: &mut Context<'_>) {
        for object in reading.document.objects() {
            for (dead, live) in dead_members(object) {
                report(object, dead, live, context);
            }
        }
    }
}

fn report(object: Value<'_>, dead: Member<'_>, live: Member<'_>, context: &mut Context<'_>) {
    let name = dead.name();
    let message =
        format!("`{name}` stands here again further down: the last one counts, and the values are not merged");
    let same = equal(dead.value, live.value);
    let (title, applicability) = match same {
        true => ("Remove this one, which says the same", Applicability::Safe),
        false => ("Remove this one, which does not count", Applicability::Unsafe),
    };
    let fix = Fix::remove_dead(title, applicability, object, dead.key.span());
    let document = context.reading.id;
    context.finding(dead.key.span(), message).related(document, live.key.span(), "this one counts").fix(fix).report();
}
