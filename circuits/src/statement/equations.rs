//! Equations about weighted rows of committed columns, joined into one by powers of a challenge.
//!
//! An equation says that weighted values of some columns and weighted products of pairs of columns, row by row, sum
//! up to a value. If the challenge is drawn after all columns are committed, the sum of all equations, each times its
//! power, holds only if each of them does, except with a probability of (number of equations) / p.

use ff::Field;
use halo2_proofs::pasta::Fp;

/// One equation, about columns and pairs that are numbered.
pub(crate) struct Equation {
    /// What it says of an honest prover's columns.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "tests name the equation that rejects a lie")
    )]
    pub says: &'static str,
    /// Columns, with what each of their rows weighs.
    pub columns: Vec<(usize, Vec<Fp>)>,
    /// Pairs, with what each row of their product weighs.
    pub pairs: Vec<(usize, Vec<Fp>)>,
    /// What all that sums up to.
    pub value: Fp,
}

/// All equations as one.
pub(crate) struct Joined {
    /// The weights of each column.
    pub columns: Vec<Vec<Fp>>,
    /// The weights of each pair's product.
    pub pairs: Vec<Vec<Fp>>,
    /// What all that sums up to.
    pub value: Fp,
}

impl Joined {
    /// The sum of equations about so many columns and pairs: the first as it is, each after it times the next power
    /// of `gamma`.
    pub fn new(equations: Vec<Equation>, columns: usize, pairs: usize, gamma: Fp) -> Self {
        let mut joined = Joined {
            columns: vec![Vec::new(); columns],
            pairs: vec![Vec::new(); pairs],
            value: Fp::ZERO,
        };
        let mut power = Fp::ONE;
        for equation in equations {
            for (column, weights) in equation.columns {
                add_scaled(&mut joined.columns[column], power, &weights);
            }
            for (pair, weights) in equation.pairs {
                add_scaled(&mut joined.pairs[pair], power, &weights);
            }
            joined.value += power * equation.value;
            power *= gamma;
        }
        joined
    }
}

fn add_scaled(sum: &mut Vec<Fp>, factor: Fp, weights: &[Fp]) {
    sum.resize(sum.len().max(weights.len()), Fp::ZERO);
    for (sum, weight) in sum.iter_mut().zip(weights) {
        if !weight.is_zero_vartime() {
            *sum += factor * weight;
        }
    }
}
