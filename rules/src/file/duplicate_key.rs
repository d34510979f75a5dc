//! A key appears twice in one object: only the last value applies, and the values are not merged.
#![doc = include_str!("duplicate_key.md")]

use envlint_core::env::FileAnalysis;
use envlint_core::finding::{Applicability, Fix};
use envlint_core::jsonc::{Member, Value, dead_members, equal};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Span;

declare_rule! {
    DuplicateKey {
        name: "duplicate-key",
        severity: Error,
        fix: Safe,
        since: "0.1.0",
        page: "duplicate_key.md",
    }
}

impl Rule for DuplicateKey {
    fn check_text(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        for object in analysis.document.objects() {
            for (dead, live) in dead_members(object) {
                report(object, dead, live, context);
            }
        }
    }
}

fn report(object: Value<'_>, dead: Member<'_>, live: Member<'_>, context: &mut Context<'_>) {
    let name = dead.name();
    let message =
        format!("`{name}` is set again below; only the last value takes effect, and the values are not merged");
    let (title, applicability) = match equal(dead.value, live.value) {
        _ if order_matters(object, dead, live) => ("Remove one of them", Applicability::Display),
        true => ("Remove this one, which has the same value", Applicability::Safe),
        false => ("Remove this one, which has no effect", Applicability::Unsafe),
    };
    let fix = Fix::remove_dead(title, applicability, object, dead.key.span());
    let document = context.analysis.id;
    context
        .finding(dead.key.span(), message)
        .related(document, live.key.span(), "only this one takes effect")
        .fix(fix)
        .report();
}

/// Returns `true` if a key between the two differs from theirs by letter case, or if one of these keys continues the
/// other, as `a.b.c` continues `a.b`. The last value applies at the position of the first key, so removing that one
/// changes the order of the keys.
fn order_matters(object: Value<'_>, dead: Member<'_>, live: Member<'_>) -> bool {
    let between = Span::new(dead.span().end, live.span().start);
    let name = dead.name();
    let goes_on = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with('.'));
    object.members().filter(|member| between.contains(member.span())).map(Member::name).any(|other| {
        let is_case = other != name && other.eq_ignore_ascii_case(&name);
        is_case || goes_on(&other, &name) || goes_on(&name, &other)
    })
}
