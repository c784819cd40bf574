//! Commitments to an original whose rows arrive one after the other, as a camera reads them from its sensor, so that
//! the image need not be in memory at once.
//!
//! The blinding values of an original depend on all of its pixels, so they are known after the last row only. But a
//! commitment is a sum: the part of the pixels is computed column by column as their rows arrive, and the part of the
//! blinding values is added at the end. Between the two, a column is one point. The result is that of
//! [`HiddenImage::original`](crate::HiddenImage::original).
//!
//! A camera says how many threads may work. They are not rayon's, whose pool belongs to the whole process.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};

use group::Group as _;
use halo2_proofs::pasta::Eq;
use thiserror::Error;
use zeroize::{ZeroizeOnDrop, Zeroizing, optimization_barrier};

use crate::commitment::generators::bases;
use crate::commitment::{ColumnCommitment, encodings};
use crate::curve::msm::{normalise, small_multiexp};
use crate::image::Size;
use crate::image::hash::ImageHash;
use crate::image::layout::Layout;
use crate::image::seed::{ImageSecret, SecretOfPixels, Seed};
use crate::progress::Cancelled;
use crate::tensor;

/// How many times as long the pixels of a column take as its blinding values, for progress.
const PIXELS_SHARE: usize = 2;

/// Why rows are not taken, or cannot be committed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StripesError {
    /// Bytes that are not whole rows.
    #[error("the bytes are not whole rows of the image")]
    PartOfRow,
    /// More rows than the image has.
    #[error("these are more rows than the image has")]
    TooMany,
    /// Fewer rows than the image has.
    #[error("rows of the image are missing")]
    Missing,
    /// The caller stopped it.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// Asked by the calling thread, at least once a column, whether to go on; told which part of the work is done, 0 to 1.
pub type GoOn<'a> = &'a mut dyn FnMut(f64) -> bool;

/// An original of which some rows have arrived.
///
/// ```
/// use std::num::NonZeroUsize;
/// use proofroom_circuits::{HiddenImage, Image, Seed, Size, Stripes};
///
/// let (size, pixels) = (Size::new(1, 2)?, [10, 20, 30, 40, 50, 60]);
/// let seed = Seed::dangerously_from_bytes([1; 32]);
/// let mut stripes = Stripes::new(size, &seed, NonZeroUsize::MIN);
/// stripes.add(&pixels[..3], &mut |_| true)?;
/// stripes.add(&pixels[3..], &mut |_| true)?;
/// let committed = stripes.commit(&mut |_| true)?;
/// let whole = HiddenImage::original(Image::new(size, pixels.to_vec()), &seed);
/// assert_eq!(committed.hash(), whole.hash());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Stripes {
    layout: Layout,
    threads: NonZeroUsize,
    seed: Seed,
    secret: SecretOfPixels,
    /// For each column whose rows have all arrived, the part of its commitment that its pixels have.
    parts: Vec<Eq>,
    /// The rows of the column that is not complete, with room for all of them.
    incomplete: Zeroizing<Vec<u8>>,
}

/// A part without its blinding confirms a guess of the pixels, as a seed does. The other fields wipe themselves.
impl Drop for Stripes {
    fn drop(&mut self) {
        self.parts.fill(Eq::identity());
        optimization_barrier(&self.parts[..]);
    }
}

impl ZeroizeOnDrop for Stripes {}

impl Stripes {
    /// An original of this size without a row. `threads` may work at once, the calling one among them.
    pub fn new(size: Size, seed: &Seed, threads: NonZeroUsize) -> Self {
        let layout = Layout::of_original(size);
        Stripes {
            layout,
            threads,
            seed: seed.clone(),
            secret: seed.of_size(size),
            parts: Vec::with_capacity(layout.columns),
            incomplete: Zeroizing::new(Vec::with_capacity(layout.data_rows)),
        }
    }

    /// Takes the next rows, three bytes a pixel. As many threads work as columns become complete.
    ///
    /// # Errors
    /// Bytes that are not whole rows, or too many, of which none is taken; or the caller's wish to stop, after which the
    /// image can only be dropped.
    pub fn add(&mut self, rows: &[u8], go_on: GoOn<'_>) -> Result<(), StripesError> {
        let (size, data_rows) = (self.layout.size, self.layout.data_rows);
        if !rows.len().is_multiple_of(size.row_bytes()) {
            return Err(StripesError::PartOfRow);
        }
        if rows.len() > size.bytes() - self.arrived() {
            return Err(StripesError::TooMany);
        }
        self.secret.add(rows);
        let first = (data_rows - self.incomplete.len()) % data_rows;
        let (first, others) = rows.split_at(first.min(rows.len()));
        self.incomplete.extend_from_slice(first);
        let (whole, rest) = others.split_at(others.len() / data_rows * data_rows);
        let mut columns: Vec<&[u8]> = whole.chunks(data_rows).collect();
        if self.incomplete.len() == data_rows {
            columns.insert(0, &self.incomplete);
        }
        let parts = self.parts_of(&columns, go_on)?;
        if self.incomplete.len() == data_rows {
            self.incomplete.clear();
        }
        self.parts.extend(parts);
        self.incomplete.extend_from_slice(rest);
        Ok(())
    }

    /// What the pixels of columns have of their commitments.
    fn parts_of(&self, columns: &[&[u8]], go_on: GoOn<'_>) -> Result<Vec<Eq>, Cancelled> {
        if columns.is_empty() {
            return Ok(Vec::new());
        }
        let points = &bases(self.layout.k).rows_and_blinding;
        let part = |column: &&[u8]| {
            let data = Zeroizing::new(column.iter().map(|&byte| byte.into()).collect::<Vec<u32>>());
            small_multiexp(&data, points)
        };
        let before = self.parts.len();
        on_threads(self.threads, columns, part, &mut |done| {
            go_on(self.progress(PIXELS_SHARE * (before + done)))
        })
    }

    fn progress(&self, units: usize) -> f64 {
        units as f64 / ((PIXELS_SHARE + 1) * self.layout.columns) as f64
    }

    /// Commits to the image after its last row.
    ///
    /// # Errors
    /// If rows are missing, or the caller stops it.
    pub fn commit(mut self, go_on: GoOn<'_>) -> Result<CommittedStripes, StripesError> {
        let tensor::Layout { k, data_rows, columns, .. } = *self.layout;
        let size = self.layout.size;
        if !self.is_complete() {
            return Err(StripesError::Missing);
        }
        if !self.incomplete.is_empty() {
            // The padding repeats the last row, which is here because a column begins with a row of the image.
            let last = self.incomplete.len() - size.row_bytes();
            while self.incomplete.len() < data_rows {
                self.incomplete.extend_from_within(last..last + size.row_bytes());
            }
            let parts = self.parts_of(&[&self.incomplete], go_on)?;
            self.parts.extend(parts);
        }
        let secret = self.secret.finish();
        let numbers: Vec<u32> = (0..columns as u32).collect();
        let blinding = |column: &u32| bases(k).commit_blinds(&secret.blinds(*column));
        let blindings = on_threads(self.threads, &numbers, blinding, &mut |done| {
            go_on(self.progress(PIXELS_SHARE * columns + done))
        })?;
        let points: Vec<Eq> = self.parts.iter().zip(blindings).map(|(p, b)| p + b).collect();
        let commitments = encodings(&normalise(&points));
        Ok(CommittedStripes { size, k, seed: self.seed.clone(), secret, commitments })
    }

    /// Whether all rows have arrived.
    pub fn is_complete(&self) -> bool {
        self.arrived() == self.layout.size.bytes()
    }

    /// Bytes of the image that have arrived.
    fn arrived(&self) -> usize {
        self.parts.len() * self.layout.data_rows + self.incomplete.len()
    }
}

/// The commitments to an original whose rows arrived in stripes, without its pixels.
pub struct CommittedStripes {
    size: Size,
    k: u32,
    seed: Seed,
    secret: ImageSecret,
    commitments: Vec<ColumnCommitment>,
}

impl CommittedStripes {
    /// Width and height.
    pub fn size(&self) -> Size {
        self.size
    }

    /// The seed of the hash.
    pub fn seed(&self) -> &Seed {
        &self.seed
    }

    /// The commitments to the columns; they may be published.
    pub fn commitments(&self) -> &[ColumnCommitment] {
        &self.commitments
    }

    /// The image hash; it may be published.
    pub fn hash(&self) -> ImageHash {
        ImageHash::of(self.size, self.k, &self.commitments)
    }

    /// Whether these are the pixels that arrived. Only two hashes are compared.
    pub fn are_of(&self, pixels: &[u8]) -> bool {
        let mut secret = self.seed.of_size(self.size);
        secret.add(pixels);
        secret.finish() == self.secret
    }
}

/// `work` for each item, in their order. The items are divided among threads; the calling thread has its part of them,
/// and asks `go_on` after each, with the number of items that are finished if the others are as fast.
fn on_threads<T: Sync, R: Send>(
    threads: NonZeroUsize,
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Result<Vec<R>, Cancelled> {
    let stopped = AtomicBool::new(false);
    let share = items.len().div_ceil(threads.get()).max(1);
    let of_part = |part: &[T]| -> Option<Vec<R>> {
        let unless_stopped = |item| (!stopped.load(Ordering::Relaxed)).then(|| work(item));
        part.iter().map(unless_stopped).collect()
    };
    std::thread::scope(|scope| {
        let (own, others) = items.split_at(share.min(items.len()));
        let others: Vec<_> =
            others.chunks(share).map(|part| scope.spawn(move || of_part(part))).collect();
        let workers = others.len() + 1;
        let mut results = Vec::with_capacity(items.len());
        for (done, item) in own.iter().enumerate() {
            results.push(work(item));
            if !go_on(((done + 1) * workers).min(items.len())) {
                stopped.store(true, Ordering::Relaxed);
                return Err(Cancelled);
            }
        }
        for other in others {
            results.extend(other.join().expect("a thread that does not panic").ok_or(Cancelled)?);
        }
        Ok(results)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::Image;
    use crate::image::hidden::HiddenImage;
    use crate::tensor::BLINDING_ROWS;
    use ff::PrimeField;
    use serde_json::Value;
    use sha3::{Digest, Sha3_256};

    fn seed() -> Seed {
        Seed::dangerously_from_bytes([7; 32])
    }

    fn stripes(size: Size, threads: usize) -> Stripes {
        Stripes::new(size, &seed(), NonZeroUsize::new(threads).expect("some"))
    }

    fn pixels(size: Size) -> Vec<u8> {
        (0..size.bytes()).map(|i| (i * i % 251) as u8).collect()
    }

    fn going_on(_: f64) -> bool {
        true
    }

    #[test]
    fn stripes_give_the_hash_of_the_whole_image() {
        // One column, with and without padding; several, with a last one that is padded or full; the larger k.
        for (width, height) in [(3, 2), (1, 5376), (900, 12), (900, 14), (2000, 7), (5400, 3)] {
            let size = Size { width, height };
            let pixels = pixels(size);
            let whole = HiddenImage::original(Image::new(size, pixels.clone()), &seed());
            for (rows, threads) in [(1, 1), (2, 3), (5, 2), (height as usize, 4)] {
                let mut stripes = stripes(size, threads);
                for stripe in pixels.chunks(rows * size.row_bytes()) {
                    stripes.add(stripe, &mut going_on).expect("rows of the image");
                }
                let committed = stripes.commit(&mut going_on).expect("all rows");
                assert_eq!(committed.commitments(), whole.commitments(), "{size}, {rows} rows");
                assert_eq!(committed.hash(), whole.hash());
                assert!(committed.are_of(&pixels));
                assert!(!committed.are_of(&pixels[1..]));
            }
        }
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn bytes(digits: &Value) -> Vec<u8> {
        let digits = digits.as_str().expect("digits").as_bytes();
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).expect("digits"), 16);
        digits.chunks(2).map(|pair| byte(pair).expect("two digits")).collect()
    }

    /// What an independent implementation computed (`camera/vectors/make.py`), value by value.
    #[test]
    fn vectors_of_an_independent_implementation_are_met() {
        let vectors: Value =
            serde_json::from_str(include_str!("../../../camera/vectors/photos.json"))
                .expect("JSON");
        let encoding = |point: Eq| hex(&encodings(&normalise(&[point]))[0].0);
        for k in Layout::KS {
            let (shown, points) = (&vectors["generators"][k.to_string()], bases(k));
            for (row, point) in shown["rows"].as_object().expect("rows") {
                let row: usize = row.parse().expect("a number");
                assert_eq!(encoding(points.rows_and_blinding[row].affine().into()), *point);
            }
            assert_eq!(encoding(points.blinding().affine().into()), shown["blinding"]);
        }
        let photos = vectors["photos"].as_array().expect("photos");
        let mut ks = Vec::new();
        for photo in photos {
            let number = |name: &str| photo[name].as_u64().expect("a number") as u32;
            let size = Size::new(number("width"), number("height")).expect("a size");
            let seed = bytes(&photo["seed"]).try_into().expect("32 bytes");
            let seed = Seed::dangerously_from_bytes(seed);
            let pixels: Vec<u8> =
                (0..size.bytes()).map(|i| ((i * i + 7 * i) % 251) as u8).collect();
            assert_eq!(hex(&Sha3_256::digest(&pixels)), photo["pixels_sha3"]);
            let mut stripes = Stripes::new(size, &seed, NonZeroUsize::MIN);
            let tensor::Layout { k, rows_in_column, data_rows, columns, .. } = *stripes.layout;
            let expected = (number("k"), number("image_rows") as usize);
            assert_eq!((k, rows_in_column), expected);
            assert_eq!(data_rows, number("data_rows") as usize);
            ks.push(k);
            let mut secret = seed.of_size(size);
            secret.add(&pixels);
            let secret = secret.finish();
            assert_eq!(hex(secret.as_bytes()), photo["secret"]);
            stripes.add(&pixels, &mut going_on).expect("all rows");
            let mut full = stripes.parts.clone();
            let image = Image::new(size, pixels);
            let layout = Layout::of_original(size);
            let listed = photo["columns"].as_array().expect("columns");
            assert_eq!(listed.len(), columns);
            for (c, column) in listed.iter().enumerate() {
                let data = layout.column(c, image.pixels());
                let data: Vec<u8> = data.iter().map(|&value| value as u8).collect();
                assert_eq!(hex(&Sha3_256::digest(&data)), column["data_sha3"]);
                if full.len() == c {
                    full.extend(stripes.parts_of(&[&data], &mut going_on).expect("not stopped"));
                }
                assert_eq!(encoding(full[c]), column["of_pixels"]);
                let blinds = secret.blinds(c as u32);
                let values: Vec<_> = blinds.rows.iter().map(PrimeField::to_repr).collect();
                let factor = blinds.factor.to_repr();
                assert_eq!(hex(&values[0]), column["blinding_first"]);
                assert_eq!(hex(&values[BLINDING_ROWS - 1]), column["blinding_last"]);
                assert_eq!(hex(&factor), column["factor"]);
                let all = Sha3_256::digest([&values[..], &[factor]].concat().concat());
                assert_eq!(hex(&all), column["blinding_and_factor_sha3"]);
                assert_eq!(encoding(bases(k).commit_blinds(&blinds)), column["of_blinding"]);
            }
            let committed = stripes.commit(&mut going_on).expect("all rows");
            for (column, commitment) in listed.iter().zip(committed.commitments()) {
                assert_eq!(hex(&commitment.0), column["commitment"]);
            }
            assert_eq!(committed.hash().to_string(), photo["hash"]);
        }
        assert!(Layout::KS.iter().all(|k| ks.contains(k)));
    }

    #[test]
    fn rows_are_counted() {
        for (width, height) in [(2000, 3), (3, 3)] {
            let size = Size { width, height };
            let pixels = pixels(size);
            let row = size.row_bytes();
            let mut stripes = stripes(size, 1);
            let mut add = |bytes: usize| stripes.add(&pixels[..bytes], &mut going_on);
            assert_eq!(add(row - 1), Err(StripesError::PartOfRow));
            assert_eq!(add(0), Ok(()));
            assert_eq!(add(2 * row), Ok(()));
            assert_eq!(add(2 * row), Err(StripesError::TooMany));
            assert_eq!(add(row), Ok(()));
            assert_eq!(add(row), Err(StripesError::TooMany));
            assert!(stripes.commit(&mut going_on).is_ok());
            for rows in 0..3 {
                let mut fewer = self::stripes(size, 1);
                fewer.add(&pixels[..rows * row], &mut going_on).expect("rows of the image");
                assert_eq!(fewer.commit(&mut going_on).err(), Some(StripesError::Missing));
            }
        }
    }

    #[test]
    fn progress_grows_and_may_stop_it() {
        let size = Size { width: 2000, height: 7 };
        for threads in [1, 3] {
            let mut last = 0.0;
            let mut grows = |done: f64| {
                assert!(done >= last && done <= 1.0, "{done} after {last}");
                last = done;
                true
            };
            let mut watched = stripes(size, threads);
            watched.add(&pixels(size), &mut grows).expect("rows of the image");
            watched.commit(&mut grows).expect("all rows");
            assert_eq!(last, 1.0);
            let mut stopped = stripes(size, threads);
            let cancelled = Err(StripesError::Cancelled(Cancelled));
            assert_eq!(stopped.add(&pixels(size), &mut |done| done < 0.3), cancelled);
            let mut late = stripes(size, threads);
            late.add(&pixels(size), &mut going_on).expect("rows of the image");
            assert_eq!(late.commit(&mut |_| false).err(), cancelled.err());
        }
    }
}
