//! What the edits that multiply each pixel by a 3x3 matrix share.
//!
//! **Statement.** With `M` over 2^12, `S = M X + offset` and the least quotient `l = min floor(S / 2^12)`:
//!
//! - A published output that is not clamped: `S = 2^12 Y + R`, R in 0..2^12.
//! - Otherwise, `finer` being 4, or 2 for an edit that clamps: `S - 2^12 l = 2^12 / finer * Q + A`, A in
//!   0..2^12 / finer, and the pair (Q, Y) in { q, clamp(l + floor(q / finer)) }, q up to the greatest quotient.
//!
//! One product: `rho` on the rows, and on byte 3x + c the sum over output channels c' of
//! `M[c'][c] * tau[3x + c']`.
//!
//! **Why it is the floor.** X is bytes, so |S| < 2^22. The remainder is below 2^12 and the quotient below 2^12 by
//! their lookups (Y, where it stands alone, is a visible byte): both sides are below 2^25 in absolute value, and what
//! is equal in the field is equal in integers. A sum has one quotient with a remainder in range, which is the floor.
//! That the least and the greatest quotient bound all others, so that an honest prover always finds its entry, is
//! computed from the weights.

use ff::Field;
use halo2_proofs::pasta::Fp;

use super::semantics::{LinearMap, Rounding};
use crate::curve::field::signed;
use crate::image::Image;
use crate::statement::fold::WeightProduct;

/// Rows give the output channels, columns weigh the input channels, in 1/4096.
#[derive(Clone, Copy)]
pub(crate) struct Matrix {
    pub weights: [[i32; 3]; 3],
    pub offset: [i32; 3],
    pub finer: u32,
}

/// What red, green and blue weigh in the brightness of a pixel.
pub(crate) const LUMA: [i32; 3] = [1225, 2404, 467];

const DIVISOR: u32 = 1 << 12;

impl LinearMap for Matrix {
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
        let of_channel = |(weights, offset): (&[i32; 3], i32)| {
            Rounding::quotients(weights.iter(), offset, DIVISOR)
        };
        let of_channels = self.weights.iter().zip(self.offset).map(of_channel);
        let quotients = of_channels.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        Rounding {
            offset: self.offset,
            divisor: DIVISOR,
            finer: self.finer,
            quotients: quotients.expect("three channels"),
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
        vec![WeightProduct { rows: rho.to_vec(), values: bytes }]
    }
}
