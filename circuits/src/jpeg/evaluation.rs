//! The sums, a quarter of the work for the same numbers.
//!
//! The cosines are even or odd about the middle of a block: `T[u][7 - i] = (-1)^u T[u][i]`, and rounding commutes
//! with the sign. So the entries for AC of the four mirror images of a sample are equal except for signs that depend
//! only on the parities of v and u, and the samples are added up with those signs first. Likewise the entries of the
//! four pixels of a sample of 4:2:0 are equal for AC. DC has neither symmetry and is summed as it is defined.
//!
//! What is compressed are the bytes of an image, or the sums of an edit before they are rounded to bytes.

use std::ops::{Add, Mul, Sub};

use zeroize::{Zeroize, Zeroizing};

use super::component::{BLOCK, Coefficients, Component, Sampling};
use super::quantisation::Tables;
use super::weights::Weights;
use crate::image::{Image, Size};
use crate::parallel::prelude::*;
use crate::parallel::rows_with_planes;
use crate::progress::{Cancelled, Stop};

/// Samples along one side of a quarter of a block.
const HALF: usize = BLOCK / 2;
/// Samples in a quarter of a block, in three channels.
const QUARTER: usize = 3 * HALF * HALF;

/// What a JPEG is made of: three numbers a pixel.
pub(crate) trait Source: Sync {
    /// The type of the numbers.
    type Number: Number;

    /// Width and height in pixels.
    fn size(&self) -> Size;

    /// The numbers of a row.
    fn row(&self, y: u32) -> &[Self::Number];

    /// log2 of what a level of a byte counts.
    fn level_bits(&self) -> u32;
}

/// The bytes of an image.
impl Source for Image {
    type Number = u8;

    fn size(&self) -> Size {
        Image::size(self)
    }

    fn row(&self, y: u32) -> &[u8] {
        Image::row(self, y)
    }

    fn level_bits(&self) -> u32 {
        0
    }
}

/// The sums of a linear edit without the offset that rounds them: bytes times a power of two, not rounded.
pub(crate) struct Unrounded {
    size: Size,
    /// Below `2^(8 + level_bits)`, row by row.
    pub numbers: Zeroizing<Vec<u32>>,
    level_bits: u32,
}

impl Unrounded {
    /// # Panics
    /// If there are not three numbers for each pixel.
    pub fn new(size: Size, numbers: Zeroizing<Vec<u32>>, level_bits: u32) -> Self {
        assert_eq!(numbers.len(), size.bytes(), "three numbers for each pixel");
        Unrounded { size, numbers, level_bits }
    }
}

impl Source for Unrounded {
    type Number = u32;

    fn size(&self) -> Size {
        self.size
    }

    fn row(&self, y: u32) -> &[u32] {
        let length = self.size.row_bytes();
        &self.numbers[y as usize * length..][..length]
    }

    fn level_bits(&self) -> u32 {
        self.level_bits
    }
}

/// A number of a source, with the types that its sums fit.
pub(crate) trait Number: Copy + Zeroize + Send + Sync {
    /// Holds sums and differences of 16 numbers.
    type Sum: Copy + Default + From<Self> + Add<Output = Self::Sum> + Sub<Output = Self::Sum>;
    /// Holds weighted sums.
    type Weighted: Weighted + From<Self> + From<Self::Sum>;
}

/// Bytes, and their sums below 2^12, have weighted sums below 2^28: see `weights.rs`.
impl Number for u8 {
    type Sum = i16;
    type Weighted = i32;
}

/// Numbers of an edit are below 2^26, and their weighted sums below 2^46.
impl Number for u32 {
    type Sum = i64;
    type Weighted = i64;
}

/// The type of a weighted sum.
pub(crate) trait Weighted:
    Copy + Default + From<i16> + Into<i64> + Mul<Output = Self>
{
    /// The sum, unchecked: a check in every addition would keep the compiler from vectors.
    fn wrapping_add(self, other: Self) -> Self;
}

impl Weighted for i32 {
    fn wrapping_add(self, other: Self) -> Self {
        self.wrapping_add(other)
    }
}

impl Weighted for i64 {
    fn wrapping_add(self, other: Self) -> Self {
        self.wrapping_add(other)
    }
}

/// The sum of `weight * number`, of numbers of a source or of sums of them.
#[inline(always)]
fn weighted<W: Weighted + From<T>, T: Copy>(weights: &[i16], numbers: &[T]) -> i64 {
    let products =
        weights.iter().zip(numbers).map(|(&weight, &number)| W::from(weight) * W::from(number));
    products.fold(W::default(), W::wrapping_add).into()
}

/// The coefficients of Y, Cb and Cr of a published JPEG of an image.
///
/// For tables that are not those of a [`Quality`](super::Quality), AC coefficients may be too large for baseline JPEG.
pub fn coefficients(image: &Image, tables: &Tables, sampling: Sampling) -> [Coefficients; 3] {
    coefficients_of(image, tables, sampling)
}

/// As [`coefficients`], of any source.
pub(crate) fn coefficients_of(
    source: &impl Source,
    tables: &Tables,
    sampling: Sampling,
) -> [Coefficients; 3] {
    Component::ALL.map(|component| {
        let weights = Weights::new(component, tables.of(component), sampling);
        let blocks = sampling.blocks(component, source.size());
        let none = Limbs { count: 0, bits: 0, unit_bits: 0 };
        let (coefficients, _) =
            quantised(source, &weights, blocks, none, &|| Ok(())).expect("nobody stops it");
        coefficients
    })
}

/// How remainders are written: each times `2^unit_bits`, in `count` limbs of so many bits, the lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limbs {
    pub count: usize,
    pub bits: u32,
    pub unit_bits: u32,
}

/// The limbs of one component's remainders, limb by limb.
pub(crate) type Planes = Zeroizing<Vec<Vec<u16>>>;

/// The coefficients of one component, which has so many columns and rows of blocks, and the limbs of what their sums
/// are more than them.
///
/// # Errors
/// If `stop` says so.
pub(crate) fn quantised(
    source: &impl Source,
    weights: &Weights,
    (columns, rows): (usize, usize),
    limbs: Limbs,
    stop: Stop<'_>,
) -> Result<(Coefficients, Planes), Cancelled> {
    let row_of_blocks = 64 * columns;
    let mut values = vec![0; row_of_blocks * rows];
    // Zeroized if the work is stopped half-way.
    let mut planes = Zeroizing::new(vec![vec![0u16; row_of_blocks * rows]; limbs.count]);
    let evaluation = Evaluation::new(weights);
    let of_rows = rows_with_planes(&mut values, &mut planes, row_of_blocks);
    of_rows.into_par_iter().enumerate().try_for_each(|(row, (values, mut planes))| {
        stop()?;
        evaluation.row_of_blocks(source, row, columns, |at, coefficient, remainder| {
            values[at] = coefficient;
            let mut rest = remainder << limbs.unit_bits;
            for plane in &mut planes {
                plane[at] = (rest & ((1 << limbs.bits) - 1)) as u16;
                rest >>= limbs.bits;
            }
        });
        Ok(())
    })?;
    Ok((Coefficients { columns, rows, values }, planes))
}

/// Weights in the order in which sums need them.
struct Evaluation<'a> {
    weights: &'a Weights,
    /// For each coefficient `8 v + u`: the entries of the first quarter of the block, channel by channel.
    quarters: Vec<[i16; QUARTER]>,
}

impl<'a> Evaluation<'a> {
    fn new(weights: &'a Weights) -> Self {
        let pixels = weights.side() / BLOCK;
        let quarters = (0..64).map(|at| {
            std::array::from_fn(|place| {
                let (channel, sample) = (place / (HALF * HALF), place % (HALF * HALF));
                let (j, i) = (pixels * (sample / HALF), pixels * (sample % HALF));
                weights.at(at / BLOCK, at % BLOCK, j, i)[channel]
            })
        });
        Evaluation { weights, quarters: quarters.collect() }
    }

    /// The coefficients of the blocks of `row`, of which there are `columns`, and their remainders, each with its place
    /// in the eight rows of the tensor that hold them.
    fn row_of_blocks<S: Source>(
        &self,
        source: &S,
        row: usize,
        columns: usize,
        mut put: impl FnMut(usize, i16, u64),
    ) {
        let n = self.weights.side();
        let level_bits = source.level_bits();
        let shift = self.weights.shift() + level_bits;
        let numbers = clamped_rows(source, n * row, n, n * columns);
        for column in 0..columns {
            let block = Block { numbers: &numbers, stride: 3 * n * columns, n, column };
            let quarters = block.folded();
            for (at, weights) in self.quarters.iter().enumerate() {
                let (v, u) = (at / BLOCK, at % BLOCK);
                let sum = if at == 0 {
                    block.weighted(self.weights.dc())
                } else {
                    let sums = &quarters[2 * (v % 2) + u % 2];
                    weighted::<<S::Number as Number>::Weighted, _>(weights, sums)
                };
                let sum = sum + (self.weights.offset(v, u) << level_bits);
                let (coefficient, remainder) = (sum >> shift, sum & ((1 << shift) - 1));
                let at = BLOCK * (columns * v + column) + u;
                put(at, coefficient as i16, remainder as u64);
            }
        }
    }
}

/// `count` rows of a source from `first`, each `width` pixels long; coordinates past the edges are clamped.
fn clamped_rows<S: Source>(
    source: &S,
    first: usize,
    count: usize,
    width: usize,
) -> Zeroizing<Vec<S::Number>> {
    let last = source.size().height() as usize - 1;
    let mut rows = Zeroizing::new(Vec::with_capacity(3 * width * count));
    for y in first..first + count {
        let row = source.row(y.min(last) as u32);
        let kept = row.len().min(3 * width);
        rows.extend_from_slice(&row[..kept]);
        for _ in kept / 3..width {
            rows.extend_from_slice(&row[row.len() - 3..]);
        }
    }
    rows
}

/// The n × n pixels of a block, in rows that hold more blocks.
struct Block<'a, N> {
    numbers: &'a [N],
    /// Numbers of a row.
    stride: usize,
    n: usize,
    column: usize,
}

impl<N: Number> Block<'_, N> {
    /// The numbers of row `j`.
    fn row(&self, j: usize) -> &[N] {
        &self.numbers[j * self.stride + 3 * self.n * self.column..][..3 * self.n]
    }

    /// The sum of all numbers with their weights.
    fn weighted(&self, weights: &[[i16; 3]]) -> i64 {
        let rows = weights.as_flattened().chunks_exact(3 * self.n).enumerate();
        rows.map(|(j, weights)| weighted::<N::Weighted, _>(weights, self.row(j))).sum()
    }

    /// The samples: sums of 1 or 4 numbers, channel by channel and row by row.
    fn samples(&self) -> [[[N::Sum; BLOCK]; BLOCK]; 3] {
        let mut samples = [[[N::Sum::default(); BLOCK]; BLOCK]; 3];
        let per_sample = self.n / BLOCK;
        for j in 0..self.n {
            for (i, pixel) in self.row(j).chunks_exact(3).enumerate() {
                for (channel, number) in samples.iter_mut().zip(pixel) {
                    let sample = &mut channel[j / per_sample][i / per_sample];
                    *sample = *sample + (*number).into();
                }
            }
        }
        samples
    }

    /// The samples of the first quarter of the block, each with its mirror images: for even and odd v, and for each of
    /// them even and odd u.
    fn folded(&self) -> [[N::Sum; QUARTER]; 4] {
        let mut folded = [[N::Sum::default(); QUARTER]; 4];
        for (channel, samples) in self.samples().iter().enumerate() {
            for j in 0..HALF {
                for i in 0..HALF {
                    let place = HALF * HALF * channel + HALF * j + i;
                    let (top, bottom) = (&samples[j], &samples[BLOCK - 1 - j]);
                    let [left, right] = [i, BLOCK - 1 - i];
                    let [a, b] = [top[left], top[right]];
                    let [c, d] = [bottom[left], bottom[right]];
                    let sums = [a + b + c + d, a - b + c - d, a + b - c - d, a - b - c + d];
                    folded.iter_mut().zip(sums).for_each(|(folded, sum)| folded[place] = sum);
                }
            }
        }
        folded
    }
}
