use std::borrow::Cow;
use std::sync::OnceLock;

use super::escapes::{escapes, unescaped};
use super::member_index::MemberIndex;
use super::node::{Escapes, NO_KEY, Node, previous_keys};
use super::string::Decoded;
use crate::text::Span;

/// The type of a [`Value`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// A number. It is never converted, only compared as text.
    Number,
    /// `true`
    True,
    /// `false`
    False,
    /// `null`
    Null,
}

impl Kind {
    /// The noun phrase for messages, as in "is a string".
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::Array => "a list",
            Self::String => "a string",
            Self::Number => "a number",
            Self::True => "`true`",
            Self::False => "`false`",
            Self::Null => "`null`",
        }
    }
}

/// An escape in a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Escape {
    /// The escape's span in the file.
    pub span: Span,
    /// The character that it represents; `None` if JSON does not define the escape, in which case VS Code drops all
    /// of it.
    pub character: Option<char>,
    /// `true` for a numeric escape: `\u000a`.
    pub is_numeric: bool,
}

/// The syntax of one file: a flat list of nodes with their spans, not decoded.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub(super) nodes: Vec<Node>,
    has_invalid_escapes: bool,
    has_rare_characters: bool,
    /// The objects in which a name may be repeated, in the order of the text, found on first use.
    pub(super) repeating: OnceLock<Vec<u32>>,
    // In a box, because most files need none of them.
    indexes: OnceLock<Box<TreeIndexes>>,
}

/// What makes it quick to find nodes of a tree. Each index is built on first use.
#[derive(Clone, Debug, Default)]
pub(super) struct TreeIndexes {
    /// The members of large objects by name.
    members_by_name: OnceLock<MemberIndex>,
    /// For every node that is the key of a member: the node of the key before it in the same object.
    previous_keys: OnceLock<Vec<u32>>,
    /// The node of the container of every node.
    pub(super) parents: OnceLock<Vec<u32>>,
}

impl Tree {
    pub(super) fn new(nodes: Vec<Node>, has_invalid_escapes: bool, has_rare_characters: bool) -> Self {
        Self { nodes, has_invalid_escapes, has_rare_characters, repeating: OnceLock::new(), indexes: OnceLock::new() }
    }

    pub(super) fn indexes(&self) -> &TreeIndexes {
        self.indexes.get_or_init(Box::default)
    }

    /// The root value; `None` for a file that contains only whitespace and comments. `text` must be the text that
    /// was parsed.
    #[must_use]
    pub fn root<'t>(&'t self, text: &'t str) -> Option<Value<'t>> {
        self.value(text, 0)
    }

    /// The value whose node is at `index`. `text` must be the text that was parsed.
    pub(super) fn value<'t>(&'t self, text: &'t str, index: u32) -> Option<Value<'t>> {
        let node = *self.nodes.get(index as usize)?;
        Some(Value { tree: self, text, index, node })
    }

    /// Returns `true` if a string contains an escape that JSON does not define. Only VS Code skips such escapes.
    #[must_use]
    pub fn has_invalid_escapes(&self) -> bool {
        self.has_invalid_escapes
    }

    /// Returns `true` if the text contains characters that VS Code accepts where other programs do not: U+200B or
    /// U+FEFF as white space, U+2028 or U+2029 at the end of a comment, or one half of a surrogate pair as an escape.
    #[must_use]
    pub fn has_rare_characters(&self) -> bool {
        self.has_rare_characters
    }

    /// The value of the member whose key begins at `offset`. Takes time logarithmic in the size of the file.
    #[must_use]
    pub(crate) fn value_of_key<'t>(&'t self, text: &'t str, offset: u32) -> Option<Value<'t>> {
        let key = self.nodes.partition_point(|node| node.span.start < offset);
        self.nodes.get(key).filter(|node| node.is_key && node.span.start == offset)?;
        self.value(text, key as u32 + 1)
    }

    /// The value at `span`. Takes time logarithmic in the size of the file.
    #[must_use]
    pub(crate) fn value_at<'t>(&'t self, text: &'t str, span: Span) -> Option<Value<'t>> {
        let index = self.nodes.partition_point(|node| node.span.start < span.start);
        let node = *self.nodes.get(index).filter(|node| node.span == span)?;
        Some(Value { tree: self, text, index: index as u32, node })
    }

    /// Every string, including keys, in the order of the text. `text` must be the text that was parsed.
    pub fn strings<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Value<'t>> {
        self.values_where(text, |node| node.kind == Kind::String)
    }

    /// Every member of every object, with the index of the object, in the order of the text. `text` must be the text that was parsed.
    pub(crate) fn members<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (u32, Member<'t>)> {
        // The objects around the current node, and where they end.
        let mut around: Vec<(u32, u32)> = Vec::new();
        (0..).zip(&self.nodes).filter_map(move |(index, node)| {
            if node.kind == Kind::Object {
                around.push((index, node.next));
            } else if node.is_key {
                while around.pop_if(|(_, end)| *end <= index).is_some() {}
                let member = Member { key: self.value(text, index)?, value: self.value(text, index + 1)? };
                return Some((around.last()?.0, member));
            }
            None
        })
    }

    /// Every object, in the order of the text. `text` must be the text that was parsed.
    pub fn objects<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Value<'t>> {
        self.values_where(text, |node| node.kind == Kind::Object)
    }

    /// Every string with an escape, including keys, in the order of the text. `text` must be the text that was parsed.
    pub(crate) fn escaped_strings<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Value<'t>> {
        self.values_where(text, |node| node.escapes > Escapes::None)
    }

    fn values_where<'t>(&'t self, text: &'t str, wanted: impl Fn(&Node) -> bool) -> impl Iterator<Item = Value<'t>> {
        let nodes = self.nodes.iter().enumerate().filter(move |(_, node)| wanted(node));
        nodes.map(move |(index, &node)| Value { tree: self, text, index: index as u32, node })
    }
}

/// A value in a [`Tree`]: a handle that is cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct Value<'t> {
    pub(super) tree: &'t Tree,
    pub(super) text: &'t str,
    pub(super) index: u32,
    pub(super) node: Node,
}

impl<'t> Value<'t> {
    /// The type of the value.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.node.kind
    }

    /// The span of the value, including quotes and brackets.
    #[must_use]
    pub fn span(self) -> Span {
        self.node.span
    }

    /// The whole text that contains the value.
    #[must_use]
    pub fn source(self) -> &'t str {
        self.text
    }

    /// The text of the value, as written.
    #[must_use]
    pub fn raw(self) -> &'t str {
        self.node.span.of(self.text)
    }

    /// Returns `true` if it is the key of a member.
    #[must_use]
    pub fn is_key(self) -> bool {
        self.node.is_key
    }

    /// Returns `true` if it is a string that contains an escape.
    #[must_use]
    pub fn is_escaped(self) -> bool {
        self.node.escapes > Escapes::None
    }

    /// Returns `true` if it is a string in which an escape may stand for a letter, a digit or a `/`.
    #[must_use]
    pub fn has_rare_escapes(self) -> bool {
        self.node.escapes == Escapes::Rare
    }

    /// The escapes in a string; nothing for other values.
    #[must_use]
    pub fn escapes(self) -> Vec<Escape> {
        let place = |at: usize| self.node.span.start + 1 + at as u32;
        let inner = if self.is_escaped() { self.inner() } else { "" };
        escapes(inner)
            .map(|(range, character)| Escape {
                span: Span::new(place(range.start), place(range.end)),
                character,
                is_numeric: inner.as_bytes().get(range.start + 1) == Some(&b'u'),
            })
            .collect()
    }

    /// Returns `true` if a string contains escapes that JSON does not define.
    #[must_use]
    pub fn has_invalid_escapes(self) -> bool {
        let is_invalid = || self.escapes().iter().any(|escape| escape.character.is_none());
        self.tree.has_invalid_escapes && self.has_rare_escapes() && is_invalid()
    }

    /// Returns `true` if it is an object.
    #[must_use]
    pub fn is_object(self) -> bool {
        self.kind() == Kind::Object
    }

    /// Returns `true` if it is an object without members or an array without elements.
    #[must_use]
    pub fn is_empty_container(self) -> bool {
        self.node.next == self.index + 1
    }

    /// The text of a string, with escapes decoded; `None` for other values.
    #[must_use]
    #[inline]
    pub fn string(self) -> Option<Cow<'t, str>> {
        if self.kind() != Kind::String {
            return None;
        }
        if self.is_escaped() { Some(Cow::Owned(unescaped(self.inner()))) } else { Some(Cow::Borrowed(self.inner())) }
    }

    /// A decoded string with its mapping back to the file; `None` for other values.
    #[must_use]
    pub fn decoded(self) -> Option<Decoded<'t>> {
        (self.kind() == Kind::String).then(|| Decoded::new(self.inner(), self.node.span.start + 1, self.is_escaped()))
    }

    /// The value of `true` or `false`; `None` for other values.
    #[must_use]
    pub fn boolean(self) -> Option<bool> {
        match self.kind() {
            Kind::True => Some(true),
            Kind::False => Some(false),
            _ => None,
        }
    }

    /// The members of an object in the order of the text, including duplicates; nothing for other values.
    pub fn members(self) -> impl Iterator<Item = Member<'t>> + Clone {
        let end = if self.is_object() { self.node.next } else { self.index };
        let mut at = self.index + 1;
        std::iter::from_fn(move || {
            let key = (at < end).then(|| self.at(at)).flatten()?;
            let value = self.at(at + 1)?;
            at = value.node.next;
            Some(Member { key, value })
        })
    }

    /// The elements of an array; nothing for other values.
    pub fn elements(self) -> impl Iterator<Item = Value<'t>> {
        let end = if self.kind() == Kind::Array { self.node.next } else { self.index };
        let mut at = self.index + 1;
        std::iter::from_fn(move || {
            let value = (at < end).then(|| self.at(at)).flatten()?;
            at = value.node.next;
            Some(value)
        })
    }

    /// The member that VS Code sees under `name`: the last one, if there are several. Takes constant time, after a pass over the
    /// file that the first call for a large object makes.
    #[must_use]
    pub fn member(self, name: &str) -> Option<Member<'t>> {
        if let Some(index) = self.member_index() {
            let key = self.at(index.last_key(self.index, name)?)?;
            let member = Member { key, value: self.at(key.node.next)? };
            if member.name() == name {
                return Some(member);
            }
            // Two names have the same hash.
        }
        self.members().filter(|member| member.name() == name).last()
    }

    /// The member of this object whose key is at `key`, between the ones before and after it. Takes time logarithmic in the size of
    /// the file, after a pass over the file that the first call makes.
    pub(super) fn member_with_neighbors(
        self,
        key: Span,
    ) -> Option<(Option<Member<'t>>, Member<'t>, Option<Member<'t>>)> {
        let nodes = &self.tree.nodes;
        let index = nodes.partition_point(|node| node.span.start < key.start) as u32;
        let member_at = |index: u32| Some(Member { key: self.at(index)?, value: self.at(index + 1)? });
        let member = member_at(index).filter(|member| member.key.is_key() && member.key.span() == key)?;
        if !(self.index..self.node.next).contains(&index) {
            return None;
        }
        let previous = self.tree.indexes().previous_keys.get_or_init(|| previous_keys(nodes));
        let before = previous.get(index as usize).filter(|before| **before != NO_KEY);
        let next = member.value.node.next;
        let after = if next < self.node.next { member_at(next) } else { None };
        Some((before.and_then(|&before| member_at(before)), member, after))
    }

    /// The index of the value's node in the tree.
    pub(super) fn index(self) -> u32 {
        self.index
    }

    /// Returns `true` if [`MemberIndex`] contains it.
    pub(super) fn is_large_object(self) -> bool {
        MemberIndex::covers(&self.node, self.index)
    }

    /// The index that contains the members of this object, if it is large.
    pub(super) fn member_index(self) -> Option<&'t MemberIndex> {
        let new = || MemberIndex::new(self.tree.objects(self.text));
        self.is_large_object().then(|| self.tree.indexes().members_by_name.get_or_init(new))
    }

    /// The tree that contains it.
    pub(super) fn tree(self) -> &'t Tree {
        self.tree
    }

    /// The value that VS Code sees under `name`.
    #[must_use]
    pub fn get(self, name: &str) -> Option<Value<'t>> {
        self.member(name).map(|member| member.value)
    }

    /// The text between the quotes of a string, as written.
    #[must_use]
    #[inline]
    pub fn inner(self) -> &'t str {
        self.node.inner().of(self.text)
    }

    fn at(self, index: u32) -> Option<Self> {
        self.tree.value(self.text, index)
    }
}

/// A member of an object: key and value.
#[derive(Clone, Copy, Debug)]
pub struct Member<'t> {
    /// The key, always a string.
    pub key: Value<'t>,
    /// The value that the key is set to.
    pub value: Value<'t>,
}

impl<'t> Member<'t> {
    /// The decoded key.
    #[must_use]
    #[inline]
    pub fn name(self) -> Cow<'t, str> {
        self.key.string().unwrap_or_default()
    }

    /// The span from the key's opening quote to the value's last byte.
    #[must_use]
    pub fn span(self) -> Span {
        self.key.span().to(self.value.span())
    }
}
