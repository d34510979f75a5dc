//! Parallel work on many files.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// Fewer items than this are processed on the calling thread, because starting threads would take longer.
const WORTH_IT: usize = 32;

/// Maps `items` with `work` on up to `threads` threads (0: one per processor). The results are in the order of `items`.
pub(crate) fn map<T: Sync, R: Send>(threads: usize, items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    if items.len() < WORTH_IT || threads == 1 {
        return items.iter().map(work).collect();
    }
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(|| items.par_iter().map(&work).collect()),
        // Linting also works on a system that refuses to start threads.
        Err(_) => items.iter().map(work).collect(),
    }
}
