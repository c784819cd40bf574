//! A proof of the inner product circuit, made our way: see `plonk.rs` for its course, `inner_product.rs` for the
//! circuit.

use ff::Field;
use halo2_proofs::pasta::Fp;
use rand_core::Rng;
use rayon::prelude::*;

use crate::bases::bases;
use crate::commitment::{ColumnCommitment, normalise, points};
use crate::fft::{Coset, cosets, pieces, reverse_bits, transforms};
use crate::inner_product::{InnerProductWitness, Weights};
use crate::keys::{Shape, verifying_key};
use crate::link::LinkedColumn;
use crate::plonk::{self, Advice, Queries, Statement, blind_column};
use crate::progress::Cancelled;

/// Pieces of the quotient: gates have degree 3.
const PIECES: usize = 2;

/// Proves a weighted sum of linked columns; gives the proof without their commitments.
///
/// # Errors
/// If `stop` says so.
pub(crate) fn prove(
    shape: &Shape,
    weights: &Weights,
    linked: Vec<LinkedColumn>,
    commitments: &[ColumnCommitment],
    random: &mut dyn Rng,
    stop: &(dyn Fn() -> Result<(), Cancelled> + Sync),
) -> Result<Vec<u8>, Cancelled> {
    let (key, bases) = (verifying_key(shape), bases(shape.k()));
    let inner_product = shape.inner_product();
    let columns: Vec<&[Fp]> = linked.iter().map(|column| &column.values[..]).collect();
    let InnerProductWitness { mut sum } =
        InnerProductWitness::new(inner_product, &columns, weights);
    let blind = blind_column(&mut sum, 1 << shape.k(), random);
    let [point] = normalise(&[bases.commit_values(&sum, blind)])[..] else {
        unreachable!("one point for one")
    };
    stop()?;

    let known = points(commitments).expect("our own commitments are points");
    let mut advice: Vec<Advice> = linked
        .into_iter()
        .zip(known)
        .map(|(column, commitment)| Advice {
            values: column.values,
            blind: column.blind,
            commitment,
            linked: true,
        })
        .collect();
    advice.push(Advice {
        values: sum,
        blind,
        commitment: point,
        linked: false,
    });
    let places = Places {
        shared: inner_product.ranges.len(),
        own: weights.own.len(),
    };
    let statement = Statement {
        key: &key,
        bases,
        queries: places.queries(),
        instance: weights.instance(),
        fixed: inner_product.fixed_columns(),
    };
    let parts = [advice];
    let quotient = |y| quotient(shape.k(), &places, &statement, &parts[0], y, stop);
    plonk::prove(&statement, &parts, quotient, random, stop)
}

/// Columns in the order of `InnerProductCircuit::configure`.
struct Places {
    shared: usize,
    own: usize,
}

const VALUE: usize = 0;
const SHARED_WEIGHTS: usize = 1;
const Q_FIRST: usize = 0;
const Q_RUN: usize = 1;
const Q_LAST: usize = 2;

impl Places {
    fn own_weights(&self, slot: usize) -> usize {
        1 + usize::from(self.shared > 0) + slot
    }

    fn range(&self, slot: usize) -> usize {
        3 + slot
    }

    fn own(&self, slot: usize) -> usize {
        self.shared + slot
    }

    fn sum(&self) -> usize {
        self.shared + self.own
    }

    fn queries(&self) -> Queries {
        let own_weights = (0..self.own).map(|slot| self.own_weights(slot));
        let shared_weights = (self.shared > 0).then_some(SHARED_WEIGHTS);
        let own = (0..self.own).map(|slot| (self.own(slot), false));
        let shared = (0..self.shared).map(|slot| (slot, false));
        let ranges = (0..self.shared).map(|slot| self.range(slot));
        Queries {
            instance: [VALUE]
                .into_iter()
                .chain(own_weights)
                .chain(shared_weights)
                .collect(),
            advice: [(self.sum(), true)]
                .into_iter()
                .chain(own)
                .chain(shared)
                .collect(),
            fixed: [Q_FIRST, Q_RUN, Q_LAST].into_iter().chain(ranges).collect(),
        }
    }
}

/// The quotient of the three expressions of gate "sum", each times its power of y, by `X^n - 1`.
fn quotient(
    k: u32,
    places: &Places,
    statement: &Statement<'_>,
    advice: &[Advice],
    y: Fp,
    stop: &(dyn Fn() -> Result<(), Cancelled> + Sync),
) -> Result<Vec<Vec<Fp>>, Cancelled> {
    let (transforms, rows) = (transforms(k), 1usize << k);
    let cosets: Vec<&Coset> = cosets(k).iter().take(PIECES).collect();
    let extend = |column: &[Fp]| {
        let mut column = column.to_vec();
        column.resize(rows, Fp::ZERO);
        transforms.extend(column, &cosets)
    };
    let zero = || vec![vec![Fp::ZERO; rows]; PIECES];
    // The sum over slots of the products of two columns.
    let products = |slots: Vec<(&Vec<Fp>, &Vec<Fp>)>| {
        slots
            .into_par_iter()
            .try_fold(zero, |mut sums, (a, b)| {
                stop()?;
                for ((sums, a), b) in sums.iter_mut().zip(extend(a)).zip(extend(b)) {
                    for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
                        *sum += a * b;
                    }
                }
                Ok(sums)
            })
            .try_reduce(zero, |mut sums, others| {
                for (sum, other) in sums.iter_mut().flatten().zip(others.into_iter().flatten()) {
                    *sum += other;
                }
                Ok(sums)
            })
    };
    let (fixed, instance) = (&statement.fixed, &statement.instance);
    let own = products(
        (0..places.own)
            .map(|slot| {
                (
                    &instance[places.own_weights(slot)],
                    &advice[places.own(slot)].values,
                )
            })
            .collect(),
    )?;
    let chosen = products(
        (0..places.shared)
            .map(|slot| (&fixed[places.range(slot)], &advice[slot].values))
            .collect(),
    )?;
    let none = Vec::new();
    let shared_weights = if places.shared > 0 {
        &instance[SHARED_WEIGHTS]
    } else {
        &none
    };
    let others: Vec<Vec<Vec<Fp>>> = [
        &fixed[Q_FIRST],
        &fixed[Q_RUN],
        &fixed[Q_LAST],
        &instance[VALUE],
        shared_weights,
        &advice[places.sum()].values,
    ]
    .into_par_iter()
    .map(|column| extend(column))
    .collect();
    stop()?;
    let [q_first, q_run, q_last, value, shared_weights, sum] = &others[..] else {
        unreachable!("six columns")
    };
    let residues: Vec<Vec<Fp>> = cosets
        .par_iter()
        .enumerate()
        .map(|(j, coset)| {
            let inverse = (coset.shift_n - Fp::ONE)
                .invert()
                .expect("no coset holds a row");
            let values = (0..rows)
                .map(|row| {
                    let (this, next) = (sum[j][row], sum[j][(row + 1) % rows]);
                    let starts = q_first[j][row] * (this + value[j][row]);
                    let adds = q_run[j][row] * (next - this - own[j][row])
                        - shared_weights[j][row] * chosen[j][row];
                    let ends = q_last[j][row] * this;
                    ((starts * y + adds) * y + ends) * inverse
                })
                .collect();
            transforms.residue(values, coset)
        })
        .collect();
    let moduli: Vec<Fp> = cosets.iter().map(|coset| coset.shift_n).collect();
    let mut pieces = pieces(&residues, &moduli);
    pieces.iter_mut().for_each(|piece| reverse_bits(piece));
    Ok(pieces)
}
