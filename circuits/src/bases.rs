//! The points that commitments are sums of multiples of, as the prover uses them.

use std::sync::OnceLock;

use ff::Field;
use group::GroupEncoding;
use halo2_proofs::pasta::{Eq, EqAffine, Fp};

use crate::columns::TAIL;
use crate::commitment::Blinds;
use crate::field;
use crate::link::UNUSABLE_ROWS;
use crate::multiexp::{FixedPoints, Point, multiexp};
use crate::params::params;

/// The generators of the commitments to columns of `2^k` rows: those of the crate's `Params`.
pub(crate) struct Bases {
    /// For coefficients.
    pub coefficients: Vec<Point>,
    /// For rows, then [`Bases::blinding`]: a slice that ends with it serves values together with a factor.
    pub rows_and_blinding: Vec<Point>,
    /// For the rows of a tail, and for blinding.
    tail_and_blinding: FixedPoints,
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

    /// The part of a column's commitment that its tail and its blinding factor have.
    pub fn commit_tail(&self, blinds: &Blinds) -> Eq {
        if blinds.tail.iter().all(Fp::is_zero_vartime) {
            return self.blinding().affine() * blinds.factor;
        }
        let mut scalars: Vec<Fp> = blinds
            .tail
            .iter()
            .chain([&blinds.factor])
            .copied()
            .collect();
        let part = self.tail_and_blinding.multiexp(&scalars);
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
        multiexp(coefficients, &self.coefficients) + self.blinding().affine() * blind
    }

    /// The crate does not show all of its points, but it writes them.
    fn read(k: u32) -> Self {
        let mut bytes = Vec::new();
        params(k).write(&mut bytes).expect("writing to memory");
        let read = |bytes: &[u8]| -> Vec<Point> {
            let point = |bytes: &[u8]| {
                let encoding = bytes.try_into().expect("32 bytes");
                let point: Option<EqAffine> = EqAffine::from_bytes(encoding).into();
                Point::from(&point.expect("the crate writes points"))
            };
            bytes.chunks_exact(32).map(point).collect()
        };
        // Threads of its own: the common ones may be waiting for what is read here.
        let (first, second) = bytes[4..].split_at(32 << k);
        let mut points = Vec::new();
        std::thread::scope(|scope| {
            let second = scope.spawn(|| read(second));
            points = read(first);
            points.extend(second.join().expect("reading does not panic"));
        });
        let (coefficients, rest) = points.split_at(1 << k);
        let (rows_and_blinding, value) = rest.split_at((1 << k) + 1);
        Bases {
            tail_and_blinding: FixedPoints::new(&rows_and_blinding[(1 << k) - TAIL..]),
            coefficients: coefficients.to_vec(),
            rows_and_blinding: rows_and_blinding.to_vec(),
            value: value[0],
        }
    }
}

/// The generators for columns of `2^k` rows.
pub(crate) fn bases(k: u32) -> &'static Bases {
    static ALL: [OnceLock<Bases>; 32] = [const { OnceLock::new() }; 32];
    ALL[k as usize].get_or_init(|| Bases::read(k))
}
