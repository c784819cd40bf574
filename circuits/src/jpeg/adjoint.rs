//! The weights of pixels when coefficients have random weights: the adjoint of the sums, exactly.
//!
//! Coefficient (v, u) of block (b, bx) weighs `r^(8b + v) t^(8 bx + u)`. So pixel (j, i) of the block weighs
//!
//! ```text
//! r^(8b) t^(8 bx) B[j][i][ch]      B[j][i][ch] = sum over v, u of r^v t^u W[v][u][j][i][ch]
//! ```
//!
//! which is one product of row weights and byte weights for each j: the row weights of different j are zero in each
//! other's rows, except in the last row of the image, which stands for all rows below it.

use ff::Field;
use halo2_proofs::pasta::Fp;

use super::component::{BLOCK, Coefficients};
use super::weights::Weights;
use crate::curve::field::{powers, signed};
use crate::image::Size;
use crate::parallel::prelude::*;
use crate::statement::fold::WeightProduct;

/// The random weights of coefficients.
#[derive(Clone, Copy)]
pub(crate) struct CoefficientWeights {
    pub r: Fp,
    pub t: Fp,
}

impl CoefficientWeights {
    /// What each coefficient of a block weighs relative to its block, place `8 v + u`.
    fn in_block(self) -> Vec<Fp> {
        let (rows, values) = (powers(self.r, BLOCK), powers(self.t, BLOCK));
        rows.iter().flat_map(|row| values.iter().map(move |value| row * value)).collect()
    }

    /// What the blocks of so many rows and columns weigh: `r^(8b)` and `t^(8 bx)`.
    fn of_blocks(self, (columns, rows): (usize, usize)) -> (Vec<Fp>, Vec<Fp>) {
        let block = [BLOCK as u64];
        (powers(self.r.pow_vartime(block), rows), powers(self.t.pow_vartime(block), columns))
    }

    /// The weights of the pixels of an image of size `size` in the sum of the coefficients of some components, each times
    /// its factor: a product for each row j of a block. The blocks of all components have `side` pixels along a side.
    pub fn products(
        self,
        size: Size,
        side: usize,
        components: &[(Fp, &Weights)],
    ) -> Vec<WeightProduct> {
        let (width, height) = (size.width as usize, size.height as usize);
        let (of_rows, of_columns) = self.of_blocks((width.div_ceil(side), height.div_ceil(side)));
        let in_block = self.in_block();
        let of_row = |j: usize| {
            let mut rows = vec![Fp::ZERO; height];
            for (b, weight) in of_rows.iter().enumerate() {
                rows[(side * b + j).min(height - 1)] += weight;
            }
            let pixels = of_pixels(&in_block, j, side, components);
            let mut values = vec![Fp::ZERO; 3 * width];
            for (bx, block) in of_columns.iter().enumerate() {
                for (i, pixel) in pixels.iter().enumerate() {
                    let x = (side * bx + i).min(width - 1);
                    for (value, weight) in values[3 * x..][..3].iter_mut().zip(pixel) {
                        *value += block * weight;
                    }
                }
            }
            WeightProduct { rows, values }
        };
        (0..side).map(of_row).collect()
    }

    /// The sum of all coefficients of a component. Most are zero.
    pub fn coefficients(self, coefficients: &Coefficients) -> Fp {
        let width = BLOCK * coefficients.columns();
        let values = powers(self.t, width);
        let rows = powers(self.r, BLOCK * coefficients.rows());
        let sum = |(row, of_row): (&[i16], &Fp)| {
            let terms = row.iter().zip(&values).filter(|(coefficient, _)| **coefficient != 0);
            let sum = terms.fold(Fp::ZERO, |sum, (&coefficient, weight)| {
                sum + signed(coefficient.into()) * weight
            });
            sum * of_row
        };
        let rows = coefficients.values().par_chunks(width).zip(&rows);
        rows.map(sum).reduce(|| Fp::ZERO, |a, b| a + b)
    }

    /// What the offsets of all coefficients weigh together.
    pub fn offsets(self, blocks: (usize, usize), weights: &Weights) -> Fp {
        let sum = |weights: &[Fp]| weights.iter().fold(Fp::ZERO, |sum, weight| sum + weight);
        let in_block = self.in_block();
        let of_block = in_block.iter().enumerate().fold(Fp::ZERO, |sum, (at, weight)| {
            sum + signed(weights.offset(at / BLOCK, at % BLOCK)) * weight
        });
        let (rows, columns) = self.of_blocks(blocks);
        sum(&rows) * sum(&columns) * of_block
    }
}

/// `B[j]`: the weights of the bytes of row j of a block, pixel by pixel.
fn of_pixels(
    in_block: &[Fp],
    j: usize,
    side: usize,
    components: &[(Fp, &Weights)],
) -> Vec<[Fp; 3]> {
    let mut pixels = vec![[Fp::ZERO; 3]; side];
    for (i, pixel) in pixels.iter_mut().enumerate() {
        for (factor, weights) in components {
            let mut sums = [Fp::ZERO; 3];
            for (at, weight) in in_block.iter().enumerate() {
                let entries = weights.at(at / BLOCK, at % BLOCK, j, i);
                for (sum, entry) in sums.iter_mut().zip(entries) {
                    *sum += signed(entry.into()) * weight;
                }
            }
            pixel.iter_mut().zip(sums).for_each(|(value, sum)| *value += factor * sum);
        }
    }
    pixels
}
