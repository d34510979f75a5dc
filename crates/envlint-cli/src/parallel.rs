//! Work on many files at once, where it pays.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// Fewer items than this are done on the spot: starting threads would take longer.
const WORTH_IT: usize = 32;

/// `work` done for each of `items`, in their order, on up to `threads` threads (0: one for each processor).
pub(crate) fn map<T: Sync, R: Send>(threads: usize, items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    if items.len() < WORTH_IT || threads == 1 {
        return items.iter().map(work).collect();
    }
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(|| items.par_iter().map(&work).collect()),
        // A system that gives no threads still lints.
        Err(_) => items.iter().map(work).collect(),
    }
}
