//! Where the values and keys of a tree begin.

use super::tree::Tree;

impl Tree {
    /// Where the last value or key that begins before `offset` begins. Takes time logarithmic in the size of the file.
    #[must_use]
    pub(crate) fn start_before(&self, offset: u32) -> Option<u32> {
        let behind = self.nodes.partition_point(|node| node.span.start < offset);
        self.nodes.get(behind.checked_sub(1)?).map(|node| node.span.start)
    }

    /// Where the values and keys behind `offset` begin, in order. Takes the same time before the first one.
    pub(crate) fn starts_behind(&self, offset: u32) -> impl Iterator<Item = u32> {
        let first = self.nodes.partition_point(|node| node.span.start <= offset);
        self.nodes.iter().skip(first).map(|node| node.span.start)
    }

    /// Returns `true` if a value or key begins at `offset`. Takes the same time.
    #[must_use]
    pub(crate) fn begins_at(&self, offset: u32) -> bool {
        self.nodes.binary_search_by_key(&offset, |node| node.span.start).is_ok()
    }
}
