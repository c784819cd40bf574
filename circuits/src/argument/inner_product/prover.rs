//! The native prover of the inner product circuit: see `plonk/prover.rs` for the course of a proof, `circuit.rs`
//! for the circuit.

use ff::Field;
use halo2_proofs::pasta::{Eq, Fp};
use rand_core::Rng;

use crate::argument::class::{Shape, verifying_key};
use crate::argument::inner_product::circuit::{InnerProductWitness, Weights};
use crate::commitment::column::{Column, Committed, committed};
use crate::commitment::generators::bases;
use crate::curve::fft::{Coset, cosets, pieces, reverse_bits, transforms};
use crate::plonk::prover::{self as plonk, Queries, Statement, blinded};
use crate::progress::{Cancelled, Stop};

/// Pieces of the quotient: gates have degree 3.
const PIECES: usize = 2;

/// Proves a weighted sum of linked columns; gives the proof without their commitments.
///
/// # Errors
/// If `stop` says so.
pub(crate) fn prove(
    shape: &Shape,
    weights: &Weights,
    linked: Vec<Committed<Column>>,
    random: &mut dyn Rng,
    stop: Stop<'_>,
) -> Result<Vec<u8>, Cancelled> {
    let (key, bases) = (verifying_key(shape), bases(shape.k()));
    let values: Vec<&[Fp]> = linked.iter().map(|linked| &linked.column.values[..]).collect();
    let InnerProductWitness { sum } = InnerProductWitness::new(shape.k(), &values, weights);
    let sum = blinded(sum, 1 << shape.k(), random);
    let point = bases.commit_values(&sum.values, sum.blind);
    stop()?;

    let public: Vec<Column> =
        weights.public_columns(shape.k()).into_iter().map(Column::public).collect();
    let points: Vec<Eq> = public
        .par_iter()
        .map(|column| {
            stop()?;
            Ok(bases.commit_values(&column.values, column.blind))
        })
        .collect::<Result<_, Cancelled>>()?;
    let mut advice = linked;
    advice.extend(committed(public, &points));
    advice.extend(committed(vec![sum], &[point]));
    let places = Places { slots: weights.slots.len() };
    let statement = Statement {
        key: &key,
        bases,
        queries: places.queries(),
        linked: shape.form().linked,
        instance: weights.instance(),
    };
    let parts = [advice];
    let quotient = |y| quotient(shape.k(), &places, &statement, &parts[0], y, stop);
    plonk::prove(&statement, &parts, quotient, random, stop)
}

/// Columns in the order of `InnerProductCircuit::configure`: slots, weights, selectors, sum.
struct Places {
    slots: usize,
}

const VALUE: usize = 0;

impl Places {
    fn weights(&self, slot: usize) -> usize {
        self.slots + slot
    }

    fn at_start(&self) -> usize {
        2 * self.slots
    }

    fn in_sum(&self) -> usize {
        self.at_start() + 1
    }

    fn at_end(&self) -> usize {
        self.in_sum() + 1
    }

    fn sum(&self) -> usize {
        self.at_end() + 1
    }

    fn queries(&self) -> Queries {
        let once = |column: usize| (column, false);
        let selectors = [self.at_start(), self.in_sum(), self.at_end()].map(once);
        let slots = (0..self.slots).flat_map(|slot| [self.weights(slot), slot].map(once));
        Queries {
            instance: vec![VALUE],
            advice: selectors.into_iter().chain([(self.sum(), true)]).chain(slots).collect(),
        }
    }
}

/// The quotient of the three expressions of gate "sum", each times its power of y, by `X^n - 1`.
fn quotient(
    k: u32,
    places: &Places,
    statement: &Statement<'_>,
    advice: &[Committed<Column>],
    y: Fp,
    stop: Stop<'_>,
) -> Result<Vec<Vec<Fp>>, Cancelled> {
    let (transforms, rows) = (transforms(k), 1usize << k);
    let cosets: Vec<&Coset> = cosets(k).iter().take(PIECES).collect();
    let extend = |column: &[Fp]| {
        let mut column = column.to_vec();
        column.resize(rows, Fp::ZERO);
        transforms.extend(column, &cosets)
    };
    let zero = || vec![vec![Fp::ZERO; rows]; PIECES];
    // The sum over slots of weights times values.
    let terms = (0..places.slots)
        .into_par_iter()
        .try_fold(zero, |mut sums, slot| {
            stop()?;
            let [weights, values] =
                [places.weights(slot), slot].map(|column| extend(&advice[column].column.values));
            for ((sums, weights), values) in sums.iter_mut().zip(weights).zip(values) {
                for ((sum, weight), value) in sums.iter_mut().zip(weights).zip(values) {
                    *sum += weight * value;
                }
            }
            Ok(sums)
        })
        .try_reduce(zero, |mut sums, others| {
            for (sum, other) in sums.iter_mut().flatten().zip(others.into_iter().flatten()) {
                *sum += other;
            }
            Ok(sums)
        })?;
    let others: Vec<Vec<Vec<Fp>>> = [
        &advice[places.at_start()].column.values,
        &advice[places.in_sum()].column.values,
        &advice[places.at_end()].column.values,
        &statement.instance[VALUE],
        &advice[places.sum()].column.values,
    ]
    .into_par_iter()
    .map(|column| extend(column))
    .collect();
    stop()?;
    let [at_start, in_sum, at_end, value, sum] = &others[..] else { unreachable!("five columns") };
    let residues: Vec<Vec<Fp>> = cosets
        .par_iter()
        .enumerate()
        .map(|(j, coset)| {
            let inverse = (coset.shift_n - Fp::ONE).invert().expect("no coset holds a row");
            let values = (0..rows)
                .map(|row| {
                    let (this, next) = (sum[j][row], sum[j][(row + 1) % rows]);
                    let starts = at_start[j][row] * (this + value[j][row]);
                    let adds = in_sum[j][row] * (next - this - terms[j][row]);
                    let ends = at_end[j][row] * this;
                    ((starts * y + adds) * y + ends) * inverse
                })
                .collect();
            transforms.residue(values, coset)
        })
        .collect();
    stop()?;
    let moduli: Vec<Fp> = cosets.iter().map(|coset| coset.shift_n).collect();
    let mut pieces = pieces(&residues, &moduli);
    pieces.iter_mut().for_each(|piece| reverse_bits(piece));
    Ok(pieces)
}
