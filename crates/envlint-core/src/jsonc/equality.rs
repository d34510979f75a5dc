use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::duplicates::live_members;
use super::tree::{Kind, Member, Value};

/// Returns `true` if VS Code reads the same from both values: keys and strings are compared after decoding, the
/// last duplicate key wins, and the order of keys does not matter. Numbers are compared as written.
#[must_use]
pub fn equal(a: Value<'_>, b: Value<'_>) -> bool {
    differences(Some(a), Some(b), 1).is_empty()
}

/// The paths (keys from the root; indices for array elements) at which two files differ as VS Code reads them, at
/// most `limit`. If one side lacks a path, only that path is returned, not what is below it.
#[must_use]
pub fn differences(a: Option<Value<'_>>, b: Option<Value<'_>>, limit: usize) -> Vec<Vec<String>> {
    let mut comparison = Comparison { path: Vec::new(), found: Vec::new(), limit };
    comparison.values(a, b);
    comparison.found
}

struct Comparison {
    path: Vec<String>,
    found: Vec<Vec<String>>,
    limit: usize,
}

impl Comparison {
    fn values(&mut self, a: Option<Value<'_>>, b: Option<Value<'_>>) {
        if self.found.len() >= self.limit {
            return;
        }
        match (a, b) {
            (None, None) => {}
            // Identical text means identical values.
            (Some(a), Some(b)) if a.raw() == b.raw() => {}
            (Some(a), Some(b)) if a.kind() == b.kind() => match a.kind() {
                Kind::Object => self.objects(a, b),
                Kind::Array => self.arrays(a, b),
                Kind::String if a.string() == b.string() => {}
                _ => self.found.push(self.path.clone()),
            },
            _ => self.found.push(self.path.clone()),
        }
    }

    fn below(&mut self, name: &str, a: Option<Value<'_>>, b: Option<Value<'_>>) {
        self.path.push(name.to_owned());
        self.values(a, b);
        self.path.pop();
    }

    fn arrays(&mut self, a: Value<'_>, b: Value<'_>) {
        let (mut left, mut right) = (a.elements(), b.elements());
        for index in 0.. {
            match (left.next(), right.next()) {
                (None, None) => break,
                (x, y) => self.below(&index.to_string(), x, y),
            }
        }
    }

    /// Compares members with the same keys.
    fn pairs(&mut self, left: &[Member<'_>], right: &[Member<'_>]) {
        for (a, b) in left.iter().zip(right).filter(|(a, b)| a.value.raw() != b.value.raw()) {
            self.below(&a.name(), Some(a.value), Some(b.value));
        }
    }

    fn objects(&mut self, a: Value<'_>, b: Value<'_>) {
        if a.members().map(key_as_written).eq(b.members().map(key_as_written)) {
            self.same_keys(a, b);
        } else {
            self.other_keys(a, b);
        }
    }

    /// Compares objects with the same keys at the same places, as most fixes leave them.
    fn same_keys(&mut self, a: Value<'_>, b: Value<'_>) {
        for (left, right) in a.members().zip(b.members()) {
            let is_live = || a.member(&left.name()).is_some_and(|live| live.key.span() == left.key.span());
            if left.value.raw() != right.value.raw() && is_live() {
                self.below(&left.name(), Some(left.value), Some(right.value));
            }
        }
    }

    fn other_keys(&mut self, a: Value<'_>, b: Value<'_>) {
        let (left, right) = (live_members(a, a.members()), live_members(b, b.members()));
        // A fixed file has almost the same members as its original: those at both ends that have the same keys need no map.
        let same = |(x, y): &(&Member<'_>, &Member<'_>)| x.key.raw() == y.key.raw();
        let head = left.iter().zip(&right).take_while(same).count();
        let ((head, left), (other_head, right)) = (left.split_at(head), right.split_at(head));
        let tail = left.iter().rev().zip(right.iter().rev()).take_while(same).count();
        let ((left, tail), (right, other_tail)) =
            (left.split_at(left.len() - tail), right.split_at(right.len() - tail));
        self.pairs(head, other_head);
        let mut added: FxHashMap<Cow<'_, str>, Value<'_>> =
            right.iter().map(|member| (member.name(), member.value)).collect();
        for member in left {
            let other = added.remove(&member.name());
            self.below(&member.name(), Some(member.value), other);
        }
        self.pairs(tail, other_tail);
        for member in right {
            if let Some(value) = added.remove(&member.name()) {
                self.below(&member.name(), None, Some(value));
            }
        }
    }
}

fn key_as_written(member: Member<'_>) -> &str {
    member.key.raw()
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn paths(a: &str, b: &str) -> Vec<String> {
        let (left, right) = (parse(a).unwrap(), parse(b).unwrap());
        differences(left.root(a), right.root(b), 9).iter().map(|path| path.join("/")).collect()
    }

    #[test]
    fn names_what_vs_code_would_read_differently() {
        assert!(paths(r#"{"a": 1, "b": "x"}"#, "{\"b\": \"\\u0078\", // c\n \"a\": 1,}").is_empty());
        assert!(paths(r#"{"a": 1, "a": 2}"#, r#"{"a": 2}"#).is_empty(), "the last duplicate wins");
        assert!(paths(r#"{"a": 1, "b": 2, "a": 3}"#, r#"{"b": 2, "a": 3}"#).is_empty());
        assert!(paths(r#"{"a": 1, "b": 2, "\u0061": 3}"#, r#"{"a": 4, "b": 2, "\u0061": 3}"#).is_empty());
        assert_eq!(paths(r#"{"a": 1, "b": 2, "\u0061": 3}"#, r#"{"a": 1, "b": 4, "\u0061": 5}"#), ["b", "a"]);
        assert_eq!(
            paths(r#"{"a": {"b": [1, 2], "c": 1}}"#, r#"{"a": {"b": [1, 3], "d": 1}}"#),
            ["a/b/1", "a/c", "a/d"]
        );
        assert_eq!(paths(r#"{"x": 1, "a": 2, "y": 3}"#, r#"{"x": 1, "y": 3}"#), ["a"]);
        assert_eq!(paths(r#"{"x": 1, "y": 3}"#, r#"{"x": 1, "a": 2, "y": 3}"#), ["a"]);
        assert_eq!(paths(r#"{"a": []}"#, r#"{"a": {}}"#), ["a"]);
        assert_eq!(paths(r#"{"a": [1]}"#, r#"{"a": [1, 2]}"#), ["a/1"]);
        assert_eq!(paths("", "{}"), [""]);
    }
}
