//! As much of rayon's interface as this crate uses, on one thread.

use std::iter::{Enumerate, FlatMap, Map, Once, Zip, once};

pub(crate) mod prelude {
    pub(crate) use crate::parallel::serial::{IntoParallelIterator, ParallelSlice};
}

pub(crate) fn current_num_threads() -> usize {
    1
}

pub(crate) fn join<A, B>(first: impl FnOnce() -> A, second: impl FnOnce() -> B) -> (A, B) {
    (first(), second())
}

/// An iterator with rayon's methods. Those of [`Iterator`] with the same names take other arguments.
pub(crate) struct Serial<I>(I);

pub(crate) trait IntoParallelIterator: IntoIterator + Sized {
    fn into_par_iter(self) -> Serial<Self::IntoIter> {
        Serial(self.into_iter())
    }
}

impl<I: IntoIterator> IntoParallelIterator for I {}

pub(crate) trait ParallelSlice<T> {
    fn par_iter(&self) -> Serial<std::slice::Iter<'_, T>>;
    fn par_iter_mut(&mut self) -> Serial<std::slice::IterMut<'_, T>>;
    fn par_chunks(&self, length: usize) -> Serial<std::slice::Chunks<'_, T>>;
    fn par_chunks_mut(&mut self, length: usize) -> Serial<std::slice::ChunksMut<'_, T>>;
    fn par_chunks_exact_mut(&mut self, length: usize) -> Serial<std::slice::ChunksExactMut<'_, T>>;
}

impl<T> ParallelSlice<T> for [T] {
    fn par_iter(&self) -> Serial<std::slice::Iter<'_, T>> {
        Serial(self.iter())
    }

    fn par_iter_mut(&mut self) -> Serial<std::slice::IterMut<'_, T>> {
        Serial(self.iter_mut())
    }

    fn par_chunks(&self, length: usize) -> Serial<std::slice::Chunks<'_, T>> {
        Serial(self.chunks(length))
    }

    fn par_chunks_mut(&mut self, length: usize) -> Serial<std::slice::ChunksMut<'_, T>> {
        Serial(self.chunks_mut(length))
    }

    fn par_chunks_exact_mut(&mut self, length: usize) -> Serial<std::slice::ChunksExactMut<'_, T>> {
        Serial(self.chunks_exact_mut(length))
    }
}

impl<I: Iterator> IntoIterator for Serial<I> {
    type Item = I::Item;
    type IntoIter = I;

    fn into_iter(self) -> I {
        self.0
    }
}

impl<I: Iterator> Serial<I> {
    pub fn map<B, F: FnMut(I::Item) -> B>(self, f: F) -> Serial<Map<I, F>> {
        Serial(self.0.map(f))
    }

    pub fn flat_map<B: IntoIterator, F: FnMut(I::Item) -> B>(
        self,
        f: F,
    ) -> Serial<FlatMap<I, B, F>> {
        Serial(self.0.flat_map(f))
    }

    pub fn zip<J: IntoIterator>(self, other: J) -> Serial<Zip<I, J::IntoIter>> {
        Serial(self.0.zip(other))
    }

    pub fn enumerate(self) -> Serial<Enumerate<I>> {
        Serial(self.0.enumerate())
    }

    pub fn with_max_len(self, _: usize) -> Self {
        self
    }

    pub fn collect<C: FromIterator<I::Item>>(self) -> C {
        self.0.collect()
    }

    /// Only the reference prover needs it.
    #[cfg(feature = "reference")]
    pub fn unzip<A, B, C, D>(self) -> (C, D)
    where
        I: Iterator<Item = (A, B)>,
        C: Default + Extend<A>,
        D: Default + Extend<B>,
    {
        self.0.unzip()
    }

    pub fn for_each(self, f: impl FnMut(I::Item)) {
        self.0.for_each(f);
    }

    pub fn for_each_init<T>(self, init: impl FnOnce() -> T, mut f: impl FnMut(&mut T, I::Item)) {
        let mut state = init();
        self.0.for_each(|item| f(&mut state, item));
    }

    pub fn try_for_each<E>(mut self, f: impl FnMut(I::Item) -> Result<(), E>) -> Result<(), E> {
        self.0.try_for_each(f)
    }

    pub fn try_for_each_init<T, E>(
        mut self,
        init: impl FnOnce() -> T,
        mut f: impl FnMut(&mut T, I::Item) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut state = init();
        self.0.try_for_each(|item| f(&mut state, item))
    }

    pub fn reduce(
        self,
        identity: impl FnOnce() -> I::Item,
        f: impl FnMut(I::Item, I::Item) -> I::Item,
    ) -> I::Item {
        self.0.fold(identity(), f)
    }

    /// One sum of all items, where rayon gives one of each part.
    pub fn try_fold<T, E>(
        mut self,
        identity: impl FnOnce() -> T,
        f: impl FnMut(T, I::Item) -> Result<T, E>,
    ) -> Serial<Once<Result<T, E>>> {
        Serial(once(self.0.try_fold(identity(), f)))
    }

    pub fn try_reduce<T, E>(
        mut self,
        identity: impl FnOnce() -> T,
        mut f: impl FnMut(T, T) -> Result<T, E>,
    ) -> Result<T, E>
    where
        I: Iterator<Item = Result<T, E>>,
    {
        self.0.try_fold(identity(), |sum, item| f(sum, item?))
    }
}
