//! The sums, a quarter of the work for the same numbers.
//!
//! The cosines are even or odd about the middle of a block: `T[u][7 - i] = (-1)^u T[u][i]`, and rounding commutes
//! with the sign. So the entries for AC of the four mirror images of a sample are equal except for signs that depend
//! only on the parities of v and u, and the samples are added up with those signs first. Likewise the entries of the
//! four pixels of a sample of 4:2:0 are equal for AC. DC has neither symmetry and is summed as it is defined.

use super::component::{BLOCK, Coefficients, Component, Sampling};
use super::quantisation::Tables;
use super::weights::Weights;
use crate::image::Image;
use crate::parallel::prelude::*;

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
            evaluation.row_of_blocks(image, row, values);
        });
        Coefficients { columns, rows, values }
    })
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

    /// The eight rows of the tensor that hold the blocks of `row`.
    fn row_of_blocks(&self, image: &Image, row: usize, values: &mut [i16]) {
        let n = self.weights.side();
        let width = values.len() / BLOCK;
        let pixels = clamped_rows(image, n * row, n, n * (width / BLOCK));
        for column in 0..width / BLOCK {
            let block = Block { pixels: &pixels, stride: 3 * n * (width / BLOCK), n, column };
            let quarters = block.folded();
            for (at, weights) in self.quarters.iter().enumerate() {
                let (v, u) = (at / BLOCK, at % BLOCK);
                let sum = if at == 0 {
                    block.weighted(self.weights.dc())
                } else {
                    product(weights, &quarters[2 * (v % 2) + u % 2])
                };
                let coefficient =
                    (i64::from(sum) + self.weights.offset(v, u)) >> self.weights.shift();
                // Sums are below 2^28 and S is 13 for Y, where they are below 2^25.
                values[width * v + BLOCK * column + u] = coefficient as i16;
            }
        }
    }
}

/// `count` rows of an image from `first`, each `width` pixels long; coordinates past the edges are clamped.
fn clamped_rows(image: &Image, first: usize, count: usize, width: usize) -> Vec<u8> {
    let last = image.size().height() as usize - 1;
    let mut rows = Vec::with_capacity(3 * width * count);
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
