use std::collections::HashMap;

use super::tree::{Kind, Value};

/// Whether VS Code reads the same from both: keys and strings decoded, of duplicate keys the last, their order of no
/// account. Numbers are compared as written.
#[must_use]
pub fn equal(a: Value<'_>, b: Value<'_>) -> bool {
    differences(Some(a), Some(b), 1).is_empty()
}

/// The paths (keys from the root, array elements as their index) at which two files differ as VS Code reads them; at most
/// `limit` of them. A path that one side lacks is named without what lies below it.
#[must_use]
pub fn differences(a: Option<Value<'_>>, b: Option<Value<'_>>, limit: usize) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    compare(a, b, &mut Vec::new(), &mut found, limit);
    found
}

fn compare(
    a: Option<Value<'_>>,
    b: Option<Value<'_>>,
    path: &mut Vec<String>,
    found: &mut Vec<Vec<String>>,
    limit: usize,
) {
    if found.len() >= limit {
        return;
    }
    match (a, b) {
        (None, None) => {}
        (Some(a), Some(b)) if a.kind() == b.kind() => match a.kind() {
            Kind::Object => compare_objects(a, b, path, found, limit),
            Kind::Array => {
                let (mut left, mut right) = (a.elements(), b.elements());
                for index in 0.. {
                    let (x, y) = (left.next(), right.next());
                    if (x.is_none() && y.is_none()) || found.len() >= limit {
                        break;
                    }
                    path.push(index.to_string());
                    compare(x, y, path, found, limit);
                    path.pop();
                }
            }
            Kind::String if a.raw() != b.raw() && a.string() != b.string() => found.push(path.clone()),
            Kind::Number if a.raw() != b.raw() => found.push(path.clone()),
            _ => {}
        },
        _ => found.push(path.clone()),
    }
}

fn compare_objects(a: Value<'_>, b: Value<'_>, path: &mut Vec<String>, found: &mut Vec<Vec<String>>, limit: usize) {
    // The common case by far, and the fast one: the same distinct keys in the same order.
    if a.raw() == b.raw() {
        return;
    }
    let mut seen: Vec<_> = Vec::new();
    let mut left: HashMap<_, Value<'_>> = HashMap::new();
    for member in a.members() {
        if left.insert(member.name(), member.value).is_none() {
            seen.push(member.name());
        }
    }
    let mut right: HashMap<_, Value<'_>> = HashMap::new();
    for member in b.members() {
        if right.insert(member.name(), member.value).is_none() && !left.contains_key(&member.name()) {
            seen.push(member.name());
        }
    }
    for name in seen {
        path.push(name.to_string());
        compare(left.get(&name).copied(), right.get(&name).copied(), path, found, limit);
        path.pop();
    }
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
        assert!(paths(r#"{"a": 1, "a": 2}"#, r#"{"a": 2}"#).is_empty(), "the last duplicate counts");
        assert_eq!(
            paths(r#"{"a": {"b": [1, 2], "c": 1}}"#, r#"{"a": {"b": [1, 3], "d": 1}}"#),
            ["a/b/1", "a/c", "a/d"]
        );
        assert_eq!(paths(r#"{"a": []}"#, r#"{"a": {}}"#), ["a"]);
        assert_eq!(paths(r#"{"a": [1]}"#, r#"{"a": [1, 2]}"#), ["a/1"]);
        assert_eq!(paths("", "{}"), [""]);
    }
}
