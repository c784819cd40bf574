//! The sums, a quarter of the work for the same numbers.
//!
//! The cosines are even or odd about the middle of a block: `T[u][7 - i] = (-1)^u T[u][i]`, and rounding commutes
//! with the sign. So the entries for AC of the four mirror images of a sample are equal except for signs that depend
//! only on the parities of v and u, and the samples are added up with those signs first. Likewise the entries of the
//! four pixels of a sample of 4:2:0 are equal for AC. DC has neither symmetry and is summed as it is defined.

use zeroize::Zeroizing;

use super::component::{BLOCK, Coefficients, Component, Sampling};
use super::quantisation::Tables;
use super::weights::Weights;
use crate::image::Image;
use crate::parallel::prelude::*;
use crate::progress::{Cancelled, Stop};

/// Samples along one side of a quarter of a block.
const HALF: usize = BLOCK / 2;
/// Samples in a quarter of a block, in three channels.
const QUARTER: usize = 3 * HALF * HALF;

/// The coefficients of Y, Cb and Cr of a published JPEG.
///
/// For tables that are not those of a [`Quality`](super::Quality), AC coefficients may be too large for baseline JPEG.
pub fn coefficients(image: &Image, tables: &Tables, sampling: Sampling) -> [Coefficients; 3] {
    Component::ALL.map(|component| {
        let weights = Weights::new(component, tables.of(component), sampling);
        let (columns, rows) = sampling.blocks(component, image.size());
        let mut values = vec![0; 64 * columns * rows];
        let evaluation = Evaluation::new(&weights);
        values.par_chunks_exact_mut(64 * columns).enumerate().for_each(|(row, values)| {
            evaluation.row_of_blocks(image, row, columns, |at, coefficient, _| {
                values[at] = coefficient;
            });
        });
        Coefficients { columns, rows, values }
    })
}

/// The coefficients of one component, which has so many columns and rows of blocks, and what their sums are more than them:
/// remainders, each below 2^S.
///
/// # Errors
/// If `stop` says so.
pub(crate) fn quantised(
    image: &Image,
    weights: &Weights,
    (columns, rows): (usize, usize),
    stop: Stop<'_>,
) -> Result<(Coefficients, Zeroizing<Vec<u16>>), Cancelled> {
    let row_of_blocks = 64 * columns;
    let mut values = vec![0; row_of_blocks * rows];
    let mut remainders = Zeroizing::new(vec![0; row_of_blocks * rows]);
    let evaluation = Evaluation::new(weights);
    values
        .par_chunks_exact_mut(row_of_blocks)
        .zip(remainders.par_chunks_exact_mut(row_of_blocks))
        .enumerate()
        .try_for_each(|(row, (values, remainders))| {
            stop()?;
            evaluation.row_of_blocks(image, row, columns, |at, coefficient, remainder| {
                (values[at], remainders[at]) = (coefficient, remainder);
            });
            Ok(())
        })?;
    Ok((Coefficients { columns, rows, values }, remainders))
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
    fn row_of_blocks(
        &self,
        image: &Image,
        row: usize,
        columns: usize,
        mut put: impl FnMut(usize, i16, u16),
    ) {
        let n = self.weights.side();
        let shift = self.weights.shift();
        let pixels = clamped_rows(image, n * row, n, n * columns);
        for column in 0..columns {
            let block = Block { pixels: &pixels, stride: 3 * n * columns, n, column };
            let quarters = block.folded();
            for (at, weights) in self.quarters.iter().enumerate() {
                let (v, u) = (at / BLOCK, at % BLOCK);
                let sum = if at == 0 {
                    block.weighted(self.weights.dc())
                } else {
                    product(weights, &quarters[2 * (v % 2) + u % 2])
                };
                let sum = i64::from(sum) + self.weights.offset(v, u);
                // Sums are below 2^28 and S is 13 for Y, where they are below 2^25; else 16.
                let (coefficient, remainder) = (sum >> shift, sum & ((1 << shift) - 1));
                let at = BLOCK * (columns * v + column) + u;
                put(at, coefficient as i16, remainder as u16);
            }
        }
    }
}

/// `count` rows of an image from `first`, each `width` pixels long; coordinates past the edges are clamped.
fn clamped_rows(image: &Image, first: usize, count: usize, width: usize) -> Zeroizing<Vec<u8>> {
    let last = image.size().height() as usize - 1;
    let mut rows = Zeroizing::new(Vec::with_capacity(3 * width * count));
    for y in first..first + count {
        let row = image.row(y.min(last) as u32);
        let kept = row.len().min(3 * width);
        rows.extend_from_slice(&row[..kept]);
        for _ in kept / 3..width {
            rows.extend_from_slice(&row[row.len() - 3..]);
        }
    }
    rows
}

/// The n × n pixels of a block, in rows that hold more blocks.
struct Block<'a> {
    pixels: &'a [u8],
    /// Bytes of a row.
    stride: usize,
    n: usize,
    column: usize,
}

impl Block<'_> {
    /// The bytes of row `j`.
    fn row(&self, j: usize) -> &[u8] {
        &self.pixels[j * self.stride + 3 * self.n * self.column..][..3 * self.n]
    }

    /// The sum of all bytes with their weights.
    fn weighted(&self, weights: &[[i16; 3]]) -> i32 {
        let rows = weights.as_flattened().chunks_exact(3 * self.n).enumerate();
        rows.map(|(j, weights)| {
            let products = weights.iter().zip(self.row(j));
            products.fold(0i32, |sum, (weight, byte)| {
                sum.wrapping_add(i32::from(*weight) * i32::from(*byte))
            })
        })
        .sum()
    }

    /// The samples: sums of 1 or 4 bytes, channel by channel and row by row.
    fn samples(&self) -> [[[i16; BLOCK]; BLOCK]; 3] {
        let mut samples = [[[0i16; BLOCK]; BLOCK]; 3];
        let per_sample = self.n / BLOCK;
        for j in 0..self.n {
            for (i, pixel) in self.row(j).chunks_exact(3).enumerate() {
                for (channel, byte) in samples.iter_mut().zip(pixel) {
                    channel[j / per_sample][i / per_sample] += i16::from(*byte);
                }
            }
        }
        samples
    }

    /// The samples of the first quarter of the block, each with its mirror images: for even and odd v, and for each of
    /// them even and odd u. A value is below 2^12.
    fn folded(&self) -> [[i16; QUARTER]; 4] {
        let mut folded = [[0; QUARTER]; 4];
        for (channel, samples) in self.samples().iter().enumerate() {
            for j in 0..HALF {
                for i in 0..HALF {
                    let place = HALF * HALF * channel + HALF * j + i;
                    let (top, bottom) = (&samples[j], &samples[BLOCK - 1 - j]);
                    let (a, b) = (top[i], top[BLOCK - 1 - i]);
                    let (c, d) = (bottom[i], bottom[BLOCK - 1 - i]);
                    folded[0][place] = a + b + c + d;
                    folded[1][place] = a - b + c - d;
                    folded[2][place] = a + b - c - d;
                    folded[3][place] = a - b - c + d;
                }
            }
        }
        folded
    }
}

/// An inner product. It never wraps: see the bounds in `weights.rs`.
fn product(weights: &[i16; QUARTER], values: &[i16; QUARTER]) -> i32 {
    let products = weights.iter().zip(values);
    products.fold(0i32, |sum, (a, b)| sum.wrapping_add(i32::from(*a) * i32::from(*b)))
}
