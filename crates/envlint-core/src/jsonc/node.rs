use super::tree::Kind;
use crate::text::Span;

/// What kinds of escapes a string contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Escapes {
    /// None, so that its text is its value.
    None,
    /// Only `\\`, `\"` and those for white space.
    Common,
    /// Others too.
    Rare,
}

/// One node of the tree, in the order of the text. The key of a member is a separate node just before the member's
/// value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// The escapes in a string.
    pub(super) escapes: Escapes,
    /// `true` if the node is the key of a member.
    pub(super) is_key: bool,
    /// `false` for a string without a closing quote, and for an object or array without a closing bracket.
    pub(super) is_closed: bool,
    pub(super) span: Span,
    /// The index of the first node after this one and its descendants.
    pub(super) next: u32,
}

impl Node {
    /// Stands for a node that does not exist.
    pub(super) const NOTHING: Self = Self {
        kind: Kind::Null,
        escapes: Escapes::None,
        is_key: false,
        is_closed: true,
        span: Span::new(0, 0),
        next: 0,
    };

    /// The span between the quotes of a string.
    pub(super) fn inner(&self) -> Span {
        Span::new(self.span.start + 1, self.span.end - u32::from(self.is_closed))
    }
}

/// Stands for the key before the first one.
pub(super) const NO_KEY: u32 = u32::MAX;

/// For every node that is a key: the node of the key before it in the same object.
pub(super) fn previous_keys(nodes: &[Node]) -> Vec<u32> {
    let mut previous = vec![NO_KEY; nodes.len()];
    for (index, _) in nodes.iter().enumerate().filter(|(_, node)| node.is_key) {
        // The node after the last member of an object is the next key of an object around it. Its own neighbor comes first here.
        let next = nodes.get(index + 1).map_or(0, |value| value.next as usize);
        if let Some(node) = nodes.get(next)
            && node.is_key
            && let Some(before) = previous.get_mut(next)
            && *before == NO_KEY
        {
            *before = index as u32;
        }
    }
    previous
}
