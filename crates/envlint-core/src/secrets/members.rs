//! Secrets that are members of JSON objects, also in files that do not parse.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::names::{Secrecy, secrecy};
use super::signs::{Signs, begins_in};
use super::values::is_hidden;
use crate::jsonc::{Kind, Member, Tree, Value, find_in_string, unquote};

/// The part of an object that was read so far.
#[derive(Default)]
struct Object {
    /// What the value of its member `name` says: `{"name": "API_TOKEN", "value": …}`, the format of the C++ debuggers.
    secrecy: Option<Secrecy>,
    /// The contents of its members `value`.
    values: Vec<Range<usize>>,
}

/// The contents of strings that are values of members with a secret's name, in the `tree` of a `text` without syntax errors.
pub(super) fn members_of_tree(tree: &Tree, text: &str, signs: &Signs) -> Vec<Range<usize>> {
    let has_sign = |value: Value<'_>| value.is_escaped() || begins_in(&signs.names, value.span());
    let content = |value: Value<'_>| value.span().start as usize + 1..value.span().end as usize - 1;
    let mut found = Vec::new();
    let mut objects: FxHashMap<u32, Object> = FxHashMap::default();
    for (object, Member { key, value }) in tree.members(text).filter(|(_, member)| member.value.kind() == Kind::String)
    {
        let is_pair = matches!(key.inner(), "name" | "value") && (key.inner() == "value" || has_sign(value));
        if is_pair || has_sign(key) {
            let object = if is_pair || key.is_escaped() { Some(objects.entry(object).or_default()) } else { None };
            member(text, &content(key), content(value), object, &mut found);
        }
    }
    for object in objects.into_values() {
        end(text, Some(object), &mut found);
    }
    found
}

/// The same in any text. Takes time linear in its length.
pub(super) fn members(text: &str, signs: &Signs) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // An escape can hide the name.
    if signs.names.is_empty() && !text.contains("\\u") {
        return found;
    }
    let mut names = signs.names.as_slice();
    // Asked from left to right.
    let mut is_telling = |key: &StringContent| {
        let Range { start, end } = key.range;
        let passed = names.iter().take_while(|sign| (**sign as usize) < start).count();
        names = names.get(passed..).unwrap_or_default();
        let has_sign = names.first().is_some_and(|sign| (*sign as usize) < end);
        has_sign || key.is_escaped || matches!(text.get(start..end), Some("name" | "value"))
    };
    let mut objects = vec![Object::default()];
    // The last string, and whether a colon follows it.
    let mut key: Option<(StringContent, bool)> = None;
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        match byte {
            b'"' => {
                let string = string_at(text, at);
                at = string.range.end;
                match key.take() {
                    Some((key, true)) => {
                        if is_telling(&key) {
                            member(text, &key.range, string.range, objects.last_mut(), &mut found);
                        }
                    }
                    _ => key = Some((string, false)),
                }
            }
            b'/' if is_comment(text, at) => {
                at = comment_end(text, at);
                continue;
            }
            b':' => key = key.map(|(key, _)| (key, true)),
            b' ' | b'\t' | b'\r' | b'\n' => {}
            b'{' => {
                key = None;
                objects.push(Object::default());
            }
            b'}' => {
                key = None;
                end(text, objects.pop(), &mut found);
            }
            _ => key = None,
        }
        at += 1;
    }
    for object in objects {
        end(text, Some(object), &mut found);
    }
    found
}

/// A string in any text.
struct StringContent {
    range: Range<usize>,
    is_escaped: bool,
}

/// The string that begins at the quote at `quote`. It ends at its closing quote or at the end of its line, so that a stray quote
/// affects only its own line.
fn string_at(text: &str, quote: usize) -> StringContent {
    let start = quote + 1;
    let (mut end, mut is_escaped) = (start, false);
    loop {
        end = find_in_string(text.as_bytes(), end);
        if text.as_bytes().get(end) != Some(&b'\\') {
            return StringContent { range: start..end, is_escaped };
        }
        is_escaped = true;
        end = (end + 2).min(text.len());
    }
}

fn is_comment(text: &str, at: usize) -> bool {
    matches!(text.as_bytes().get(at + 1), Some(b'/' | b'*'))
}

/// The offset after the comment at `at`, whose line end still follows.
fn comment_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let length = if rest.starts_with("//") { rest.find(['\n', '\r']) } else { rest.find("*/").map(|end| end + 2) };
    length.map_or(text.len(), |length| at + length)
}

fn member(
    text: &str,
    key: &Range<usize>,
    value: Range<usize>,
    object: Option<&mut Object>,
    found: &mut Vec<Range<usize>>,
) {
    let name = unquote(text.get(key.clone()).unwrap_or_default());
    let written = text.get(value.clone()).unwrap_or_default();
    match (&*name, object) {
        ("name", Some(object)) => object.secrecy = secrecy(&unquote(written)),
        ("value", Some(object)) => object.values.push(value),
        _ => found.extend(secrecy(&name).filter(|secrecy| is_hidden(written, *secrecy)).map(|_| value)),
    }
}

fn end(text: &str, object: Option<Object>, found: &mut Vec<Range<usize>>) {
    let Some(Object { secrecy: Some(secrecy), values }) = object else { return };
    found.extend(values.into_iter().filter(|value| is_hidden(text.get(value.clone()).unwrap_or_default(), secrecy)));
}
