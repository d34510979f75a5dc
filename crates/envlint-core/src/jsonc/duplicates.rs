//! Members with duplicate names. VS Code uses the value of the last one, at the position of the first.

use std::borrow::Cow;
use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::tree::{Member, Tree, Value};

/// Up to this many names, comparing all pairs is faster than filling a set.
const FEW: usize = 12;

/// Each member of `object` that a later member of the same name replaces, with the last member of that name.
pub fn dead_members<'t>(object: Value<'t>) -> impl Iterator<Item = (Member<'t>, Member<'t>)> {
    let repeating = Some(object).filter(|object| repeats_name(*object));
    let members = repeating.into_iter().flat_map(Value::members);
    let pairs = members.filter_map(move |member| Some((member, object.member(&member.name())?)));
    pairs.filter(|(member, live)| member.key.span() != live.key.span())
}

/// The effective members among `members` of `object`, in the order in which their names first appear.
#[must_use]
pub(crate) fn live_members<'t>(object: Value<'t>, members: impl Iterator<Item = Member<'t>>) -> Vec<Member<'t>> {
    if !repeats_name(object) {
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

impl Tree {
    /// Every object in which two members have the same name, or names so similar that only a closer look can tell, in the order of the
    /// text. `text` must be the text that was parsed. The first call makes a pass over the file.
    pub(crate) fn repeating_objects<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Value<'t>> {
        self.repeating(text).iter().filter_map(move |index| self.value(text, *index))
    }

    /// The indices of these objects. Of many names, only hashes are compared.
    fn repeating(&self, text: &str) -> &[u32] {
        let repeating = || self.objects(text).filter(|object| has_duplicates(*object)).map(Value::index).collect();
        self.repeating.get_or_init(repeating)
    }
}

/// Returns `true` if `object` is one of [`Tree::repeating_objects`]. Takes time logarithmic in their number.
fn repeats_name(object: Value<'_>) -> bool {
    object.tree().repeating(object.source()).binary_search(&object.index()).is_ok()
}

fn has_duplicates(object: Value<'_>) -> bool {
    if let Some(index) = object.member_index() {
        return index.repeats_name(object.index());
    }
    let mut keys = object.members().map(|member| member.key);
    let mut few = [""; FEW];
    for (count, key) in keys.by_ref().take(FEW).enumerate() {
        let (earlier, later) = few.split_at_mut(count);
        if key.is_escaped() {
            return has_equal_hashes(object);
        }
        if earlier.contains(&key.inner()) {
            return true;
        }
        if let Some(place) = later.first_mut() {
            *place = key.inner();
        }
    }
    keys.next().is_some() && has_equal_hashes(object)
}

fn has_equal_hashes(object: Value<'_>) -> bool {
    let mut seen: FxHashSet<u64> = FxHashSet::default();
    object.members().any(|member| !seen.insert(FxBuildHasher.hash_one(member.name())))
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
            assert_eq!(dead_members(root).count(), dead);
        }
    }
}
