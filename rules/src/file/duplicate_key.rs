//! A key appears twice in one object: only the last value applies, and the values are not merged.
#![doc = include_str!("duplicate_key.md")]

use std::borrow::Cow;

use envlint_core::env::FileAnalysis;
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::jsonc::{Member, Value, dead_members, equal};
use envlint_core::rule::{Context, Rule};
use rustc_hash::{FxHashMap, FxHashSet};

declare_rule! {
    DuplicateKey {
        name: "duplicate-key",
        severity: Error,
        also: [Warning],
        fix: Safe,
        since: "0.1.0",
        page: "duplicate_key.md",
    }
}

impl Rule for DuplicateKey {
    fn check_text(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        for object in analysis.document.repeating_objects() {
            let mut pairs = dead_members(object).peekable();
            if pairs.peek().is_none() {
                continue;
            }
            let order = KeyOrder::new(object);
            for (dead, live) in pairs {
                report(object, dead, live, &order, context);
            }
        }
    }
}

fn report(object: Value<'_>, dead: Member<'_>, live: Member<'_>, order: &KeyOrder<'_>, context: &mut Context<'_>) {
    let name = dead.name();
    let message =
        format!("`{name}` is set again below; only the last value takes effect, and the values are not merged");
    let is_same = equal(dead.value, live.value);
    let (title, applicability) = if order.matters(dead, live) {
        ("Remove one of them", Applicability::Display)
    } else if is_same {
        ("Remove this one, which has the same value", Applicability::Safe)
    } else {
        ("Remove this one, which has no effect", Applicability::Unsafe)
    };
    // Of two objects, the author may expect the sum.
    let severity = if dead.value.is_object() { Severity::Error } else { Severity::Warning };
    let fix = Fix::remove_dead(title, applicability, object, dead.key.span());
    let document = context.analysis.id;
    context
        .finding(dead.key.span(), message)
        .severity(severity)
        .related(document, live.key.span(), "only this one takes effect")
        .fix(fix)
        .report();
}

/// The keys of an object whose order matters: one differs from another by letter case, or continues it, as `a.b.c` continues `a.b`.
/// The last value of a duplicate key applies at the position of the first one, so removing that one changes the order of the keys.
struct KeyOrder<'d> {
    /// The different spellings of a name, by the name in lower case; of many, only [`MOST`] and one more.
    spellings: FxHashMap<String, Vec<Cow<'d, str>>>,
    /// The offsets of the keys that continue a duplicate key, by the name of that key.
    longer: FxHashMap<Cow<'d, str>, Vec<u32>>,
    /// The offsets of the keys by name.
    names: FxHashMap<Cow<'d, str>, Vec<u32>>,
}

/// The most components of a name, and the most spellings of one, that are looked at. With more of them, the order is taken to matter.
const MOST: usize = 32;

impl<'d> KeyOrder<'d> {
    /// The keys of `object`.
    fn new(object: Value<'d>) -> Self {
        let duplicates: FxHashSet<Cow<'_, str>> = dead_members(object).map(|(dead, _)| dead.name()).collect();
        let mut order =
            Self { spellings: FxHashMap::default(), longer: FxHashMap::default(), names: FxHashMap::default() };
        for member in object.members() {
            let (name, at) = (member.name(), member.span().start);
            for short in prefixes(&name).filter(|short| duplicates.contains(*short)) {
                order.longer.entry(Cow::Owned(short.to_owned())).or_default().push(at);
            }
            let spellings = order.spellings.entry(name.to_ascii_lowercase()).or_default();
            if spellings.len() <= MOST && !spellings.contains(&name) {
                spellings.push(name.clone());
            }
            order.names.entry(name).or_default().push(at);
        }
        order
    }

    /// Returns `true` if the order of a key between `dead` and `live` and of theirs matters.
    fn matters(&self, dead: Member<'_>, live: Member<'_>) -> bool {
        let name = dead.name();
        let (start, end) = (dead.span().end, live.span().start);
        let is_between = |at: &u32| (start..end).contains(at);
        // The offsets are sorted.
        let any_between = |offsets: Option<&Vec<u32>>| {
            let offsets = offsets.map_or(&[][..], Vec::as_slice);
            offsets.get(offsets.partition_point(|at| *at < start)).is_some_and(is_between)
        };
        let spellings = self.spellings.get(&name.to_ascii_lowercase()).map_or(&[][..], Vec::as_slice);
        spellings.len() > MOST
            || spellings.iter().any(|other| *other != name && any_between(self.names.get(other)))
            || any_between(self.longer.get(&name))
            || prefixes(&name).any(|short| any_between(self.names.get(short)))
            || name.matches('.').count() > MOST
    }
}

/// The names that `name` continues: `a` and `a.b` for `a.b.c`.
fn prefixes(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('.').take(MOST).filter_map(|(dot, _)| name.get(..dot))
}
