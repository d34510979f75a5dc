//! The way from the root of a tree to a place in it.

use super::node::Node;
use super::tree::{Kind, Tree};
use crate::jsonc::unquote;
use crate::text::Span;

/// Stands for the container of the root.
const NO_PARENT: u32 = u32::MAX;

impl Tree {
    /// The keys and indices that lead from the root to the smallest member, element or value that contains `span`. `text` must be the
    /// text that was parsed. Takes time logarithmic in the size of the file for each level, and linear in that of each list on the way,
    /// after a pass over the file that the first call makes.
    pub(crate) fn path_to(&self, text: &str, span: Span) -> Vec<String> {
        let parents = self.indexes().parents.get_or_init(|| parents(&self.nodes));
        let mut path = Vec::new();
        let mut at = self.nodes.partition_point(|node| node.span.start <= span.start).checked_sub(1);
        while let Some((index, node)) = at.and_then(|at| Some((at, self.nodes.get(at)?))) {
            let key = self.key_of(index);
            let start = key.map_or(node.span, |key| key.span);
            let end =
                if node.is_key { self.nodes.get(index + 1).map_or(node.span, |value| value.span) } else { node.span };
            let parent =
                parents.get(index).copied().filter(|parent| *parent != NO_PARENT).map(|parent| parent as usize);
            if !path.is_empty() || start.to(end).contains(span) {
                match (key, parent) {
                    (Some(key), _) => path.push(unquote(key.inner().of(text)).into_owned()),
                    (None, Some(list)) => path.push(self.position(list, index).to_string()),
                    (None, None) => {}
                }
            }
            at = parent;
        }
        path.reverse();
        path
    }

    /// The key of the member that the node at `index` belongs to.
    fn key_of(&self, index: usize) -> Option<&Node> {
        let own = self.nodes.get(index).filter(|node| node.is_key);
        own.or_else(|| self.nodes.get(index.checked_sub(1)?).filter(|node| node.is_key))
    }

    /// The position of the element at `index` in the list at `list`.
    fn position(&self, list: usize, index: usize) -> usize {
        let next = |at: &usize| self.nodes.get(*at).map(|node| node.next as usize);
        std::iter::successors(Some(list + 1), next).take_while(|at| *at < index).count()
    }
}

/// The container of every node.
fn parents(nodes: &[Node]) -> Vec<u32> {
    let mut parents = Vec::with_capacity(nodes.len());
    let mut around: Vec<(u32, u32)> = Vec::new();
    for (index, node) in (0..).zip(nodes) {
        while around.pop_if(|(_, end)| *end <= index).is_some() {}
        parents.push(around.last().map_or(NO_PARENT, |(container, _)| *container));
        if matches!(node.kind, Kind::Object | Kind::Array) {
            around.push((index, node.next));
        }
    }
    parents
}
