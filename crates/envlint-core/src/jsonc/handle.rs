use super::node::Node;
use super::tree::{Member, Tree, Value};

/// A member with the object that contains it, in a fifth of the space that the three values take: for what is kept in
/// large numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MemberHandle<'t> {
    tree: &'t Tree,
    text: &'t str,
    /// The index of the object's node.
    object: u32,
    /// The index of the key's node, which the value follows.
    key: u32,
}

impl<'t> MemberHandle<'t> {
    pub(crate) fn new(object: Value<'t>, member: Member<'t>) -> Self {
        Self { tree: object.tree, text: object.text, object: object.index(), key: member.key.index() }
    }

    pub(crate) fn object(self) -> Value<'t> {
        self.value_at(self.object)
    }

    pub(crate) fn member(self) -> Member<'t> {
        Member { key: self.value_at(self.key), value: self.value_at(self.key + 1) }
    }

    fn value_at(self, index: u32) -> Value<'t> {
        // A handle is made from nodes that exist.
        let node = self.tree.nodes.get(index as usize).copied().unwrap_or(Node::NOTHING);
        Value { tree: self.tree, text: self.text, index, node }
    }
}
