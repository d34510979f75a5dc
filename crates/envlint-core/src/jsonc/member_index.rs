//! The members of large objects by name.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet};

use super::node::Node;
use super::tree::{Kind, Value};

/// For every large object of a file, the last member of each name. Without it, one look-up per member would take time quadratic
/// in the number of members.
#[derive(Clone, Debug, Default)]
pub(super) struct MemberIndex {
    /// By object and by hash of the decoded name: the index of the key's node. The hash is SipHash, so that a file cannot
    /// contain many names of one hash.
    keys: FxHashMap<(u32, u64), u32>,
    /// The objects in which two names have the same hash.
    with_repeats: FxHashSet<u32>,
}

impl MemberIndex {
    /// Objects with fewer nodes than this are searched from the start, which is faster.
    const LARGE: u32 = 64;

    /// Returns `true` if `node`, which is at `index`, is an object that the index contains.
    pub(super) fn covers(node: &Node, index: u32) -> bool {
        node.kind == Kind::Object && node.next - index > Self::LARGE
    }

    /// The index of the large ones among `objects`, which are all objects of a file.
    pub(super) fn new<'t>(objects: impl Iterator<Item = Value<'t>>) -> Self {
        let mut index = Self::default();
        for object in objects.filter(|object| object.is_large_object()) {
            index.keys.reserve(object.members().count());
            for member in object.members() {
                let earlier = index.keys.insert((object.index(), hash(&member.name())), member.key.index());
                if earlier.is_some() {
                    index.with_repeats.insert(object.index());
                }
            }
        }
        index
    }

    /// Returns `true` if two members of `object` have names with the same hash.
    pub(super) fn repeats_name(&self, object: u32) -> bool {
        self.with_repeats.contains(&object)
    }

    /// The key node of the last member of `object` that has the hash of `name`.
    pub(super) fn last_key(&self, object: u32, name: &str) -> Option<u32> {
        self.keys.get(&(object, hash(name))).copied()
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::jsonc::parse;

    #[test]
    fn a_value_is_found_by_the_offset_of_its_key() {
        let text = r#"{ "a": { "b": [1, "c"] }, "a": null }"#;
        let tree = parse(text).unwrap();
        let value = |offset: usize| tree.value_of_key(text, offset as u32).map(|value| value.raw());
        let keys: Vec<_> = text.match_indices("\"a\"").map(|(at, _)| value(at)).collect();
        assert_eq!(keys, [Some(r#"{ "b": [1, "c"] }"#), Some("null")]);
        assert_eq!(value(text.find("\"b\"").unwrap()), Some(r#"[1, "c"]"#));
        assert_eq!(value(text.find("\"c\"").unwrap()), None, "a string that is not a key");
        assert_eq!(value(1), None);
    }

    #[test]
    fn large_objects_are_read_like_small_ones() {
        let mut text = String::from("{ \"nested\": {");
        for index in 0..100 {
            write!(text, "\"a{index}\": {index}, \"b\": {index}, ").unwrap();
        }
        text.push_str("\"\\u0061\": 1 }, \"small\": { \"a\": 2, \"a\": 3 } }");
        let tree = parse(&text).unwrap();
        let root = tree.root(&text).unwrap();
        let nested = root.get("nested").unwrap();
        for (object, name, value) in [
            (nested, "a7", Some("7")),
            (nested, "b", Some("99")),
            (nested, "a", Some("1")),
            (nested, "a100", None),
            (root.get("small").unwrap(), "a", Some("3")),
            (root, "a7", None),
        ] {
            assert_eq!(object.get(name).map(|value| value.raw()), value, "{name}");
        }
    }
}
