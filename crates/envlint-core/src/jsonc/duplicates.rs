//! Members with duplicate names. VS Code uses the value of the last one, at the position of the first.

use std::borrow::Cow;
use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::tree::{Member, Value};

/// Up to this many names, comparing all pairs is faster than filling a set.
const FEW: usize = 12;

/// Each member of `object` that a later member of the same name replaces, with the last member of that name.
#[must_use]
pub fn dead_members<'t>(object: Value<'t>) -> Vec<(Member<'t>, Member<'t>)> {
    if !object.repeats_name() {
        return Vec::new();
    }
    let last: FxHashMap<Cow<'t, str>, Member<'t>> = object.members().map(|member| (member.name(), member)).collect();
    let pairs = object.members().filter_map(|member| Some((member, *last.get(&member.name())?)));
    pairs.filter(|(member, live)| member.key.span() != live.key.span()).collect()
}

/// The effective members among `members` of `object`, in the order in which their names first appear.
#[must_use]
pub(crate) fn live_members<'t>(object: Value<'t>, members: impl Iterator<Item = Member<'t>>) -> Vec<Member<'t>> {
    if !object.repeats_name() {
        return members.collect();
    }
    let mut live: Vec<Member<'t>> = Vec::new();
    let mut places: FxHashMap<Cow<'t, str>, usize> = FxHashMap::default();
    for member in members {
        match places.get(&member.name()).and_then(|&place| live.get_mut(place)) {
            Some(earlier) => *earlier = member,
            None => {
                places.insert(member.name(), live.len());
                live.push(member);
            }
        }
    }
    live
}

/// The indices of those of `objects` in which two members have the same name, or names so similar that only a closer look can tell.
/// Of many names, only hashes are compared.
pub(super) fn repeating<'t>(objects: impl Iterator<Item = Value<'t>>) -> FxHashSet<u32> {
    objects.filter(|object| has_duplicates(*object)).map(Value::index).collect()
}

fn has_duplicates(object: Value<'_>) -> bool {
    if let Some(index) = object.member_index() {
        return index.repeats_name(object.index());
    }
    let mut members = object.members();
    let mut few: [Cow<'_, str>; FEW] = Default::default();
    for (count, name) in members.by_ref().take(FEW).map(Member::name).enumerate() {
        let (earlier, later) = few.split_at_mut(count);
        if earlier.contains(&name) {
            return true;
        }
        if let Some(place) = later.first_mut() {
            *place = name;
        }
    }
    let Some(next) = members.next() else { return false };
    let mut many: FxHashSet<u64> = few.iter().map(|name| hash(name)).collect();
    std::iter::once(next).chain(members).any(|member| !many.insert(hash(&member.name())))
}

fn hash(name: &str) -> u64 {
    FxBuildHasher.hash_one(name)
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn the_last_value_is_at_the_first_position() {
        let many: String = (0..20).map(|number| format!("\"k{number}\": {number}, ")).collect();
        for (text, live, dead) in [
            (r#"{"a": 1, "b": 2, "\u0061": 3}"#.to_owned(), "3 2", 1),
            (r#"{"a": 1, "a": 2, "a": 3}"#.to_owned(), "3", 2),
            (r#"{"a": {"b": 1, "b": 2}}"#.to_owned(), r#"{"b": 1, "b": 2}"#, 0),
            (format!("{{{many} \"k3\": 33}}"), "0 1 2 33 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19", 1),
        ] {
            let tree = parse(&text).unwrap();
            let root = tree.root(&text).unwrap();
            let values: Vec<&str> =
                live_members(root, root.members()).iter().map(|member| member.value.raw()).collect();
            assert_eq!(values.join(" "), live);
            assert_eq!(dead_members(root).len(), dead);
        }
    }
}
