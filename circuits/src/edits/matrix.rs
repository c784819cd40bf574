//! What the edits that multiply each pixel by a 3x3 matrix share.
//!
//! **Statement.** With `M` over 2^12: `M X + offset = 2^12 Q + R`, R in 0..2^12, Q being the output or,
//! where the edit clamps, the clamp's input. One product: `rho` on the rows, and on byte 3x + c the sum
//! over output channels c' of `M[c'][c] * tau[3x + c']`.

use ff::Field;
use halo2_proofs::pasta::Fp;

use super::semantics::{LinearMap, ONE_LIMB, Rounding, WeightProduct};
use crate::curve::field::signed;
use crate::image::Image;

/// Rows give the output channels, columns weigh the input channels, in 1/4096.
pub(crate) struct Matrix {
    pub weights: [[i32; 3]; 3],
    pub offset: [i32; 3],
    pub clamped: bool,
}

impl LinearMap for &'static Matrix {
    /// |sums| stay below 2^12 * 4 * 256 = 2^22 for the matrices in use.
    fn sums(&self, input: &Image, y: u32, sums: &mut [i32]) {
        for (pixel, sums) in input.row(y).chunks_exact(3).zip(sums.chunks_exact_mut(3)) {
            for ((sum, weights), offset) in sums.iter_mut().zip(&self.weights).zip(self.offset) {
                let products =
                    weights.iter().zip(pixel).map(|(&weight, &byte)| weight * i32::from(byte));
                *sum = products.sum::<i32>() + offset;
            }
        }
    }

    fn rounding(&self) -> Rounding {
        Rounding {
            offset: self.offset,
            divisor: 1 << 12,
            remainder: ONE_LIMB,
            clamped: self.clamped,
        }
    }

    fn adjoint(&self, rho: &[Fp], tau: &[Fp]) -> Vec<WeightProduct> {
        let weights = self.weights.map(|row| row.map(|weight| signed(weight.into())));
        let mut bytes = Vec::with_capacity(tau.len());
        for pixel in tau.chunks_exact(3) {
            bytes.extend((0..3).map(|channel| {
                let terms = pixel.iter().zip(&weights).map(|(tau, row)| tau * row[channel]);
                terms.fold(Fp::ZERO, |sum, term| sum + term)
            }));
        }
        vec![WeightProduct { rows: rho.to_vec(), bytes }]
    }
}
