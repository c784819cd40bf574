//! A column, with what opens the commitment to it.

use ff::Field;
use halo2_proofs::pasta::{Eq, EqAffine, Fp};
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::commitment::blinding::{Blinds, PUBLIC_BLIND};
use crate::commitment::generators::bases;
use crate::curve::field::multiples;
use crate::curve::msm::{normalise, small_multiexp};

/// A column of field elements, with everything that opens its commitment.
#[derive(Clone, PartialEq)]
pub(crate) struct Column {
    /// The values of all rows, or only the first ones if zeros follow.
    pub values: Vec<Fp>,
    /// The factor of the blinding generator.
    pub blind: Fp,
}

impl Column {
    /// A public column with these first values.
    pub fn public(values: Vec<Fp>) -> Self {
        Column { values, blind: PUBLIC_BLIND }
    }

    /// Adds a multiple of a column, with what blinds it. Both have the values of all rows.
    pub fn add_scaled(&mut self, factor: Fp, other: &Column) {
        for (sum, value) in self.values.iter_mut().zip(&other.values) {
            *sum += factor * value;
        }
        self.blind += factor * other.blind;
    }
}

/// A column of small numbers, with everything that opens its commitment. Both parts are overwritten when they
/// are dropped.
#[derive(Clone)]
pub(crate) struct SmallColumn {
    /// The data rows, including padding; zeros follow up to the blinding rows.
    pub data: Zeroizing<Vec<u32>>,
    pub blinds: Blinds,
}

/// Its parts are wiped when they are dropped.
impl ZeroizeOnDrop for SmallColumn {}

impl SmallColumn {
    /// The commitment to the column, in columns of `2^k` rows.
    pub fn commitment(&self, k: u32) -> Eq {
        commitment(k, &self.data, &self.blinds)
    }

    /// The column by its field elements, in columns of `2^k` rows.
    pub fn expand(&self, k: u32) -> Column {
        // An addition of multiples that are prepared takes a tenth of a conversion.
        let (low, high) = (multiples(Fp::ONE), multiples(Fp::from(256)));
        let element = |value: u32| match (value >> 8) as usize {
            0 => low[value as usize],
            multiple @ 1..256 => high[multiple] + low[value as usize % 256],
            _ => Fp::from(u64::from(value)),
        };
        let data = self.data.iter().map(|&value| element(value));
        Column { values: column_values(k, data, &self.blinds.rows), blind: self.blinds.factor }
    }
}

/// A column that is looked up: small numbers, or pairs of them.
#[derive(Clone)]
pub(crate) struct LookedUpColumn {
    pub low: SmallColumn,
    /// With pairs, the bytes that are the high parts, and the challenge theta: a pair is `low + theta high`.
    pub high: Option<(SmallColumn, Fp)>,
}

impl From<SmallColumn> for LookedUpColumn {
    fn from(low: SmallColumn) -> Self {
        LookedUpColumn { low, high: None }
    }
}

impl LookedUpColumn {
    /// What is looked up in a data row.
    pub fn value(&self, row: usize) -> Fp {
        let low = Fp::from(u64::from(self.low.data[row]));
        match &self.high {
            None => low,
            Some((high, theta)) => low + *theta * Fp::from(u64::from(high.data[row])),
        }
    }

    /// The column by its field elements, in columns of `2^k` rows.
    pub fn expand(&self, k: u32) -> Column {
        let mut column = self.low.expand(k);
        if let Some((high, theta)) = &self.high {
            let multiples = multiples(*theta);
            for (value, &high) in column.values.iter_mut().zip(&*high.data) {
                *value += multiples[high as usize];
            }
            let blinding_rows = column.values.len() - high.blinds.rows.len();
            for (value, blind) in column.values[blinding_rows..].iter_mut().zip(&high.blinds.rows) {
                *value += *theta * blind;
            }
            column.blind += *theta * high.blinds.factor;
        }
        column
    }
}

/// A column with the commitment to it.
#[derive(Clone)]
pub(crate) struct Committed<C> {
    pub column: C,
    pub commitment: EqAffine,
}

impl Committed<SmallColumn> {
    /// Commits to some columns of `2^k` rows.
    pub fn all(k: u32, columns: Vec<SmallColumn>) -> Vec<Self> {
        let commitments: Vec<Eq> = columns.iter().map(|column| column.commitment(k)).collect();
        committed(columns, &commitments)
    }
}

impl Committed<LookedUpColumn> {
    /// The same by field elements.
    pub fn expand(&self, k: u32) -> Committed<Column> {
        Committed { column: self.column.expand(k), commitment: self.commitment }
    }
}

impl From<Committed<SmallColumn>> for Committed<LookedUpColumn> {
    fn from(Committed { column, commitment }: Committed<SmallColumn>) -> Self {
        Committed { column: column.into(), commitment }
    }
}

/// Columns with the commitments to them, which are given.
pub(crate) fn committed<C>(columns: Vec<C>, commitments: &[Eq]) -> Vec<Committed<C>> {
    assert_eq!(columns.len(), commitments.len(), "a commitment for each column");
    let columns = columns.into_iter().zip(normalise(commitments));
    columns.map(|(column, commitment)| Committed { column, commitment }).collect()
}

/// The commitment to a column with these data rows, zeros, and these blinds.
pub(crate) fn commitment(k: u32, data: &[u32], blinds: &Blinds) -> Eq {
    let bases = bases(k);
    small_multiexp(data, &bases.rows_and_blinding) + bases.commit_blinds(blinds)
}

/// All `2^k` values of a column: data, zeros, blinding rows.
pub(crate) fn column_values(
    k: u32,
    data: impl Iterator<Item = Fp>,
    blinding_rows: &[Fp],
) -> Vec<Fp> {
    let rows = 1usize << k;
    let mut values = Vec::with_capacity(rows);
    values.extend(data);
    values.resize(rows - blinding_rows.len(), Fp::ZERO);
    values.extend_from_slice(blinding_rows);
    values
}

/// The commitment to a column of `2^k` values by halo2.
#[cfg(test)]
pub(crate) fn commit_values(k: u32, values: Vec<Fp>, factor: Fp) -> Eq {
    use halo2_proofs::poly::commitment::Blind;

    let values = crate::curve::params::domain(k).lagrange_from_vec(values);
    let point = crate::curve::params::params(k).commit_lagrange(&values, Blind(factor));
    point.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commitment::randomness::SystemRandom;

    #[test]
    fn commitments_of_small_numbers_are_those_of_halo2() {
        let blinds = [Blinds::published(), Blinds::fresh(&mut SystemRandom::new())];
        for k in [14, 15] {
            for (rows, largest) in
                [(0, 1), (1, 1), (300, 255), (16_128, 255), (5_000, 8191), (768, 483_840)]
            {
                let data: Vec<u32> = (0..rows)
                    .map(|row: u32| row.wrapping_mul(2_654_435_761) % (largest + 1))
                    .collect();
                for blinds in &blinds {
                    let values = data.iter().map(|&value| Fp::from(u64::from(value)));
                    let expected =
                        commit_values(k, column_values(k, values, &blinds.rows), blinds.factor);
                    assert_eq!(
                        commitment(k, &data, blinds),
                        expected,
                        "{rows} rows up to {largest}, k = {k}"
                    );
                }
            }
        }
    }
}
