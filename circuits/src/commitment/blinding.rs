//! What hides a column: random values in its last rows and the factor of the blinding generator.

use ff::Field;
use halo2_proofs::pasta::Fp;
use rand_core::Rng;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::curve::field;
use crate::tensor::BLINDING_ROWS;

/// The factor of the blinding generator in the commitment to a public column. It is one, as for halo2's instance
/// columns, so that a column of zeros has a commitment that the transcript can hold.
pub(crate) const PUBLIC_BLIND: Fp = Fp::ONE;

/// Where the random rows and the blinding factor of a column come from.
pub(crate) enum Blinding<'a> {
    /// Zero rows and factor one, so that anybody can compute the commitment: only for published tensors.
    Published,
    /// These, one for each column, as they follow from the secret of an original.
    Given(Vec<Blinds>),
    /// Freshly drawn, `BLINDING_ROWS + 1` values for each column.
    Fresh(&'a mut dyn Rng),
}

/// The secret part of a column.
#[derive(Clone)]
pub(crate) struct Blinds {
    /// Values of the last [`BLINDING_ROWS`] rows.
    pub rows: Vec<Fp>,
    /// The factor of the blinding generator.
    pub factor: Fp,
}

impl Zeroize for Blinds {
    fn zeroize(&mut self) {
        field::zeroize(&mut self.rows);
        field::zeroize(std::slice::from_mut(&mut self.factor));
    }
}

impl Drop for Blinds {
    fn drop(&mut self) {
        self.zeroize();
    }
}

impl ZeroizeOnDrop for Blinds {}

impl Blinds {
    pub fn published() -> Self {
        Blinds { rows: vec![Fp::ZERO; BLINDING_ROWS], factor: PUBLIC_BLIND }
    }

    pub fn fresh(random: &mut dyn Rng) -> Self {
        let rows = (0..BLINDING_ROWS).map(|_| Fp::random(random)).collect();
        Blinds { rows, factor: Fp::random(random) }
    }

    /// `self + factor * other`, as the blinds of a linear combination of columns are.
    pub fn add_scaled(&mut self, factor: Fp, other: &Blinds) {
        for (sum, value) in self.rows.iter_mut().zip(&other.rows) {
            *sum += factor * value;
        }
        self.factor += factor * other.factor;
    }

    pub fn zero() -> Self {
        Blinds { rows: vec![Fp::ZERO; BLINDING_ROWS], factor: Fp::ZERO }
    }
}
