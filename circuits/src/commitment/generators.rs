//! The points that commitments are sums of multiples of, as the prover uses them.

use std::collections::HashMap;
use std::sync::OnceLock;

use ff::{Field, PrimeField};
use group::GroupEncoding;
use halo2_proofs::pasta::{Eq, Fp};

use crate::commitment::blinding::Blinds;
use crate::curve::field;
use crate::curve::msm::{FixedPoints, Point, bucket_sums, multiexp};
use crate::curve::params::params;
use crate::curve::vesta::{Uncompressed, VestaAffine};
use crate::tensor::{BLINDING_ROWS, UNUSABLE_ROWS};

/// The generators of the commitments to columns of `2^k` rows: those of halo2's `Params`.
pub(crate) struct Bases {
    /// For coefficients.
    pub coefficients: &'static [Point],
    /// For rows, then [`Bases::blinding`]: a slice that ends with it serves values together with a factor.
    pub rows_and_blinding: Vec<Point>,
    /// For the blinding rows of a column, and for blinding.
    blinding_rows_and_factor: FixedPoints,
    /// For the value in an opening.
    pub value: Point,
}

impl Bases {
    /// For the blinding factor.
    pub fn blinding(&self) -> Point {
        self.rows_and_blinding[self.rows_and_blinding.len() - 1]
    }

    /// The commitment to a column by its values in all rows.
    pub fn commit_values(&self, values: &[Fp], blind: Fp) -> Eq {
        multiexp(values, &self.rows_and_blinding) + self.blinding().affine() * blind
    }

    /// The same for a column with few different values.
    pub fn commit_repeating(&self, values: &[Fp], blind: Fp) -> Eq {
        let mut numbers: HashMap<[u8; 32], u32> = HashMap::new();
        let mut factors = vec![Fp::ZERO];
        numbers.insert(Fp::ZERO.to_repr(), 0);
        let placed: Vec<u32> = values
            .iter()
            .map(|value| {
                *numbers.entry(value.to_repr()).or_insert_with(|| {
                    factors.push(*value);
                    factors.len() as u32 - 1
                })
            })
            .collect();
        let placed = placed.iter().copied().zip(self.rows_and_blinding.iter().copied());
        let sums = bucket_sums(placed, factors.len(), Some(0));
        multiexp(&factors, &sums) + self.blinding().affine() * blind
    }

    /// The part of a column's commitment that its blinding rows and its blinding factor have.
    pub fn commit_blinds(&self, blinds: &Blinds) -> Eq {
        if blinds.rows.iter().all(Fp::is_zero_vartime) {
            return self.blinding().affine() * blinds.factor;
        }
        let mut scalars: Vec<Fp> = blinds.rows.iter().chain([&blinds.factor]).copied().collect();
        let part = self.blinding_rows_and_factor.multiexp(&scalars);
        field::zeroize(&mut scalars);
        part
    }

    /// The part of a column's commitment that its unusable rows and its blinding factor have.
    pub fn commit_unusable(&self, values: &[Fp], blind: Fp) -> Eq {
        let start = values.len() - UNUSABLE_ROWS;
        let scalars: Vec<Fp> = values[start..].iter().copied().chain([blind]).collect();
        multiexp(&scalars, &self.rows_and_blinding[start..])
    }

    /// The commitment to a polynomial by its coefficients.
    pub fn commit_coefficients(&self, coefficients: &[Fp], blind: Fp) -> Eq {
        multiexp(coefficients, self.coefficients) + self.blinding().affine() * blind
    }

    /// halo2 gives no access to all of its points, but it writes them.
    fn read(k: u32) -> Self {
        let coefficients = coefficient_generators(k);
        let mut bytes = Vec::new();
        params(k).write(&mut bytes).expect("writing to memory");
        let (encodings, _) = bytes[4 + (64 << k)..].as_chunks();
        let point = |encoding| {
            let point: Option<VestaAffine> =
                VestaAffine::from_bytes(&Uncompressed(encoding)).into();
            Point::from(&point.expect("halo2 writes points").0)
        };
        let mut points: Vec<Point> = encodings.iter().copied().map(point).collect();
        // The parameters of a verifier lack most generators of rows: whatever was committed to by them would count
        // nothing.
        assert!(!points.iter().any(Point::is_identity), "these parameters are for verifying only");
        let value = points.pop().expect("the last of them");
        Bases {
            coefficients,
            blinding_rows_and_factor: FixedPoints::new(&points[(1 << k) - BLINDING_ROWS..]),
            rows_and_blinding: points,
            value,
        }
    }
}

/// The generators of coefficients for columns of `2^k` rows: all that a verifier needs.
pub(crate) fn coefficient_generators(k: u32) -> &'static [Point] {
    static ALL: [OnceLock<Vec<Point>>; 32] = [const { OnceLock::new() }; 32];
    ALL[k as usize].get_or_init(|| {
        let points = params(k).get_g();
        points.iter().map(|point| Point::from(&point.0)).collect()
    })
}

/// The generators for columns of `2^k` rows.
pub(crate) fn bases(k: u32) -> &'static Bases {
    static ALL: [OnceLock<Bases>; 32] = [const { OnceLock::new() }; 32];
    ALL[k as usize].get_or_init(|| Bases::read(k))
}
