//! Loops over columns and rows: on rayon's threads with the feature `multicore`, on the calling thread without it.
//!
//! Without the feature the same names do the same work in order, so that no other file has two versions.

#[cfg(not(feature = "multicore"))]
mod serial;

#[cfg(feature = "multicore")]
pub(crate) use rayon::{current_num_threads, join, prelude};
#[cfg(not(feature = "multicore"))]
pub(crate) use serial::{current_num_threads, join, prelude};
