//! Loops over columns and rows: on rayon's threads with the feature `multicore`, on the calling thread without it.
//!
//! Without the feature the same names do the same work in order, so that no other file has two versions.

#[cfg(not(feature = "multicore"))]
mod serial;

#[cfg(feature = "multicore")]
pub(crate) use rayon::{current_num_threads, join, prelude};
#[cfg(not(feature = "multicore"))]
pub(crate) use serial::{current_num_threads, join, prelude};

/// The rows of a list, each with the same row of every plane: `length` numbers each. Threads can then fill them row by
/// row.
pub(crate) fn rows_with_planes<'a, T>(
    list: &'a mut [T],
    planes: &'a mut [Vec<u16>],
    length: usize,
) -> Vec<(&'a mut [T], Vec<&'a mut [u16]>)> {
    let mut rows: Vec<_> = list.chunks_exact_mut(length).map(|row| (row, Vec::new())).collect();
    for plane in planes {
        for (of_plane, (_, of_row)) in plane.chunks_exact_mut(length).zip(&mut rows) {
            of_row.push(of_plane);
        }
    }
    rows
}
