//! What hides a column: random values in its last rows and the factor of the blinding generator.

use ff::Field;
use halo2_proofs::pasta::Fp;
use rand_core::Rng;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::commitment::randomness::ImageSecret;
use crate::curve::field;
use crate::image::layout::TAIL;
use crate::parallel::prelude::*;
use crate::progress::{Cancelled, Stop};

/// The factor of the blinding generator in the commitment to a public column: as in the crate's instance
/// columns one, so that a column of zeros has a commitment that the transcript can hold.
pub(crate) const PUBLIC_BLIND: Fp = Fp::ONE;

/// Where the random rows and the blinding factor of a column come from.
pub(crate) enum Blinding<'a> {
    /// Zero rows, factor one: anybody can compute the commitment. The published image only.
    Published,
    /// They follow from a secret. The original only.
    Original(Vec<Blinds>),
    /// Everything is drawn anew, `TAIL + 1` values a column.
    Fresh(&'a mut dyn Rng),
}

/// The secret part of a column.
#[derive(Clone)]
pub(crate) struct Blinds {
    /// Values of the last [`TAIL`] rows.
    pub tail: Vec<Fp>,
    /// The factor of the blinding generator.
    pub factor: Fp,
}

impl Zeroize for Blinds {
    fn zeroize(&mut self) {
        field::zeroize(&mut self.tail);
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
        Blinds { tail: vec![Fp::ZERO; TAIL], factor: PUBLIC_BLIND }
    }

    pub fn fresh(random: &mut dyn Rng) -> Self {
        let tail = (0..TAIL).map(|_| Fp::random(random)).collect();
        Blinds { tail, factor: Fp::random(random) }
    }

    /// Those of all columns of an original.
    pub fn of_original(
        secret: &ImageSecret,
        columns: usize,
        stop: Stop<'_>,
    ) -> Result<Vec<Self>, Cancelled> {
        let of_column = |column: usize| {
            stop()?;
            let value = |index: usize| secret.expand(column as u32, index as u32);
            Ok(Blinds { tail: (0..TAIL).map(value).collect(), factor: value(TAIL) })
        };
        (0..columns).into_par_iter().map(of_column).collect()
    }

    /// `self + factor * other`, as the blinds of a linear combination of columns are.
    pub fn add_scaled(&mut self, factor: Fp, other: &Blinds) {
        for (sum, value) in self.tail.iter_mut().zip(&other.tail) {
            *sum += factor * value;
        }
        self.factor += factor * other.factor;
    }

    pub fn zero() -> Self {
        Blinds { tail: vec![Fp::ZERO; TAIL], factor: Fp::ZERO }
    }
}
