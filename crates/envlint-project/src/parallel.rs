//! Parallel work on many files.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// Fewer items than this are processed on the calling thread, because starting threads would take longer.
const WORTH_IT: usize = 32;

/// Maps `items` with `work` on up to `threads` threads (0: one per processor). The results are in the order of `items`.
pub(crate) fn map<T: Sync, R: Send>(threads: usize, items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    with_threads(threads, items.len(), || map_here(items, work))
}

/// Calls `work`, in which [`map_here`] uses up to `threads` threads if there are many items.
pub(crate) fn with_threads<R: Send>(threads: usize, items: usize, work: impl FnOnce() -> R + Send) -> R {
    if items < WORTH_IT || threads == 1 {
        return work();
    }
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(work),
        // Linting also works on a system that refuses to start threads.
        Err(_) => work(),
    }
}

/// Maps `items` with `work` on the threads of [`with_threads`], or on the calling thread outside of it. The results are in the order
/// of `items`.
pub(crate) fn map_here<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    if rayon::current_thread_index().is_some() {
        items.par_iter().map(&work).collect()
    } else {
        items.iter().map(work).collect()
    }
}
