//! The native prover of the inner product circuit: see `plonk/prover.rs` for the course of a proof, `circuit.rs`
//! for the circuit.

use ff::Field;
use halo2_proofs::pasta::{Eq, Fp};
use rand_core::Rng;

use crate::argument::class::{Class, verifying_key};
use crate::argument::inner_product::circuit::{Columns, InnerProductWitness, Weights, queries};
use crate::commitment::column::{Column, Committed, committed};
use crate::commitment::generators::bases;
use crate::curve::fft::{Coset, cosets, pieces, transforms};
use crate::curve::field::reverse_bits;
use crate::curve::vectors;
use crate::parallel::prelude::*;
use crate::plonk::gate::Values;
use crate::plonk::prover::{self as plonk, ProverInputs, blinded};
use crate::progress::{Cancelled, Stop};

/// Pieces of the quotient: gates have degree 3.
const PIECES: usize = 2;

/// Proves a weighted sum of linked columns; gives the proof without their commitments.
///
/// # Errors
/// If `stop` says so.
pub(crate) fn prove(
    class: &Class,
    weights: &Weights,
    linked: Vec<Committed<Column>>,
    random: &mut dyn Rng,
    stop: Stop<'_>,
) -> Result<Vec<u8>, Cancelled> {
    let (key, bases) = (verifying_key(class), bases(class.k()));
    let (slots, pairs) = class.slots_and_pairs();
    let values: Vec<&[Fp]> = linked.iter().map(|linked| &linked.column.values[..]).collect();
    let InnerProductWitness { sum } = InnerProductWitness::new(class.k(), &values, weights);
    let sum = blinded(sum, 1 << class.k(), random);
    let point = bases.commit_values(&sum.values, sum.blind);
    stop()?;

    let public: Vec<Column> =
        weights.public_columns(class.k()).into_iter().map(Column::public).collect();
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
    let inputs = ProverInputs {
        key: &key,
        bases,
        queries: queries(slots, pairs),
        linked: class.dimensions().linked,
        instance: weights.instance(),
    };
    let parts = [advice];
    let mut values = parts[0].iter().map(|column| &column.column.values[..]);
    let next = || values.next().expect("as many as the circuit has");
    let columns = Columns::new(slots, pairs, next, &inputs.instance[0][..]);
    let quotient = |y| quotient(class.k(), &columns, y, stop);
    plonk::prove(&inputs, &parts, quotient, random, stop)
}

/// The quotient of the constraints, each times its power of y, by `X^n - 1`.
fn quotient(
    k: u32,
    columns: &Columns<&[Fp], &[Fp]>,
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
    let terms = terms(columns, rows, &extend, stop)?;
    let others: Vec<Vec<Vec<Fp>>> =
        [columns.at_start, columns.in_sum, columns.at_end, columns.value, columns.sum]
            .into_par_iter()
            .map(&extend)
            .collect();
    stop()?;
    let [at_start, in_sum, at_end, value, sum] = &others[..] else { unreachable!("five columns") };
    let residues: Vec<Vec<Fp>> = cosets
        .par_iter()
        .enumerate()
        .map(|(j, coset)| {
            let inverse = (coset.shift_n - Fp::ONE).invert().expect("no coset holds a row");
            // What a row adds is known, so the gate looks at no slots.
            let columns = Columns {
                at_start: &at_start[j][..],
                in_sum: &in_sum[j][..],
                at_end: &at_end[j][..],
                sum: &sum[j][..],
                value: &value[j][..],
                ..columns.clone()
            };
            let values = (0..rows).map(|row| {
                let constraints = columns.gate_with(&mut Values::at(row, rows), |_| terms[j][row]);
                let constraints = constraints.iter();
                constraints.fold(Fp::ZERO, |sum, (_, constraint)| sum * y + constraint) * inverse
            });
            transforms.residue(values.collect(), coset)
        })
        .collect();
    stop()?;
    let moduli: Vec<Fp> = cosets.iter().map(|coset| coset.shift_n).collect();
    let mut pieces = pieces(&residues, &moduli);
    pieces.iter_mut().for_each(|piece| reverse_bits(piece));
    Ok(pieces)
}

/// What each row adds to the sum, on the cosets.
fn terms(
    columns: &Columns<&[Fp], &[Fp]>,
    rows: usize,
    extend: &(impl Fn(&[Fp]) -> Vec<Vec<Fp>> + Sync),
    stop: Stop<'_>,
) -> Result<Vec<Vec<Fp>>, Cancelled> {
    let factors = columns.factors();
    let (weights, weights_of_factors) =
        columns.weights.split_at(columns.weights.len() - 2 * factors.len());
    let slots = columns.slots.iter().zip(weights);
    let slots = slots.map(|(values, weights)| Addend::Slot { values, weights });
    let pairs = factors.iter().zip(weights_of_factors.as_chunks().0).zip(&columns.products);
    let pairs =
        pairs.map(|((&factors, &weights), products)| Addend::Pair { factors, weights, products });
    let addends: Vec<Addend<'_>> = slots.chain(pairs).collect();
    let zero = || vec![vec![Fp::ZERO; rows]; PIECES];
    addends
        .par_iter()
        .try_fold(zero, |mut sums, addend| {
            addend.add_to(&mut sums, extend, stop)?;
            Ok(sums)
        })
        .try_reduce(zero, |mut sums, others| {
            for (sum, other) in sums.iter_mut().flatten().zip(others.into_iter().flatten()) {
                *sum += other;
            }
            Ok(sums)
        })
}

/// A part of what each row adds.
enum Addend<'a> {
    Slot {
        values: &'a [Fp],
        weights: &'a [Fp],
    },
    /// The product of two slots, and what these weigh by themselves.
    Pair {
        factors: [&'a [Fp]; 2],
        weights: [&'a [Fp]; 2],
        products: &'a [Fp],
    },
}

impl Addend<'_> {
    /// Adds it on the cosets. Spare slots and factors without weights have no rows of weights, and nothing is done
    /// for them.
    fn add_to(
        &self,
        sums: &mut [Vec<Fp>],
        extend: &impl Fn(&[Fp]) -> Vec<Vec<Fp>>,
        stop: Stop<'_>,
    ) -> Result<(), Cancelled> {
        stop()?;
        match self {
            Addend::Slot { values, weights } => {
                if !weights.is_empty() {
                    add_products(sums, &extend(weights), &extend(values));
                }
            }
            Addend::Pair { factors, weights, products } => {
                let weighs = |weights: &[&[Fp]]| weights.iter().any(|weights| !weights.is_empty());
                if !weighs(&[products]) && !weighs(weights) {
                    return Ok(());
                }
                let [left, right] = factors.map(extend);
                stop()?;
                if weighs(&[products]) {
                    let mut weighted = extend(products);
                    for (weighted, left) in weighted.iter_mut().zip(&left) {
                        weighted.iter_mut().zip(left).for_each(|(weight, left)| *weight *= left);
                    }
                    add_products(sums, &weighted, &right);
                }
                for (weights, values) in weights.iter().zip([left, right]) {
                    if weighs(&[weights]) {
                        add_products(sums, &extend(weights), &values);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Adds the products of two columns, coset by coset.
fn add_products(sums: &mut [Vec<Fp>], weights: &[Vec<Fp>], values: &[Vec<Fp>]) {
    for ((sums, weights), values) in sums.iter_mut().zip(weights).zip(values) {
        vectors::add_products(sums, weights, values);
    }
}
