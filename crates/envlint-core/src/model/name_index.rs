use std::sync::Arc;

use rustc_hash::FxHashMap;

/// The indices of variables by [`variable_key`](crate::vscode::variable_key). Those that many environments begin with are shared.
#[derive(Clone, Debug, Default)]
pub(super) struct NameIndex {
    shared: Option<Arc<FxHashMap<String, usize>>>,
    own: FxHashMap<String, usize>,
}

impl NameIndex {
    pub(super) fn get(&self, key: &str) -> Option<usize> {
        self.own.get(key).or_else(|| self.shared.as_ref()?.get(key)).copied()
    }

    pub(super) fn insert(&mut self, key: String, index: usize) {
        self.own.insert(key, index);
    }

    /// Makes later clones share what is known so far.
    pub(super) fn share(&mut self) {
        Arc::make_mut(self.shared.get_or_insert_default()).extend(std::mem::take(&mut self.own));
    }
}

impl FromIterator<(String, usize)> for NameIndex {
    fn from_iter<I: IntoIterator<Item = (String, usize)>>(indices: I) -> Self {
        Self { shared: None, own: indices.into_iter().collect() }
    }
}
