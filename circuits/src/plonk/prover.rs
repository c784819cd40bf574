//! The course of a proof: what halo2's `create_proof` does, message by message, for circuits without
//! permutations, fixed columns and its own lookups.
//!
//! See section 9 of `docs/protocol.md`.
//!
//! The proof is of the same kind, and halo2's unmodified `verify_proof` checks it. What differs is how
//! the messages are computed:
//!
//! - The commitments of linked columns are known, and not computed again.
//! - Values are summed up by row: the value of a column at the challenge x is one sum over its rows (barycentric
//!   form), and so is the combination that is opened. Only the quotient needs transforms.
//! - Each circuit's quotient is computed in its own file, which knows the degree of each gate.
//!
//! Everything that halo2 draws is drawn here: six unusable rows and a blinding factor for each column that is not
//! linked, a random polynomial with its factor, a factor for each piece of the quotient, and what `ipa.rs` draws.
//! The reference is halo2's own prover, `argument/reference.rs`; tests compare the two.

use ff::{Field, PrimeField};
use group::CurveAffine as _;
use halo2_proofs::arithmetic::eval_polynomial;
use halo2_proofs::pasta::Fp;
use halo2_proofs::plonk::VerifyingKey;
use pasta_curves::arithmetic::VartimeBatchInvert;
use rand_core::Rng;

use crate::commitment::column::{Column, Committed};
use crate::commitment::generators::Bases;
use crate::curve::fft::omega;
use crate::curve::field::powers;
use crate::curve::msm::normalise;
use crate::curve::vectors::{add_multiples, inner_product};
use crate::curve::vesta::VestaAffine;
use crate::parallel;
use crate::parallel::prelude::*;
use crate::plonk::gate::Queries;
use crate::plonk::ipa::{OpeningSet, open};
use crate::plonk::transcript::Transcript;
use crate::progress::{Cancelled, Stop};
use crate::tensor::UNUSABLE_ROWS;

/// The column with these first values, then zeros, then random values in the rows that no gate looks at, which zero
/// knowledge needs.
pub(crate) fn blinded(mut values: Vec<Fp>, rows: usize, random: &mut dyn Rng) -> Column {
    values.resize(rows - UNUSABLE_ROWS, Fp::ZERO);
    values.extend((0..UNUSABLE_ROWS).map(|_| Fp::random(&mut *random)));
    Column { values, blind: Fp::random(random) }
}

/// What a proof starts from besides the advice columns: a circuit, and the instance columns that all its instances
/// share.
pub(crate) struct ProverInputs<'a> {
    pub key: &'a VerifyingKey<VestaAffine>,
    pub bases: &'a Bases,
    pub queries: Queries,
    /// How many of the first advice columns the verifier knows the commitments of.
    pub linked: usize,
    /// The instance columns' first values; zeros follow.
    pub instance: Vec<Vec<Fp>>,
}

/// A polynomial that this proof commits to, by its coefficients, with its blinding factor.
struct Blinded {
    coefficients: Vec<Fp>,
    blind: Fp,
}

/// Proves that these advice columns satisfy the circuit, one list for each instance of it. `quotient` gives the
/// pieces of the quotient polynomial for the challenge y, as coefficients.
///
/// # Errors
/// If `stop` says so.
pub(crate) fn prove(
    inputs: &ProverInputs<'_>,
    parts: &[Vec<Committed<Column>>],
    quotient: impl FnOnce(Fp) -> Result<Vec<Vec<Fp>>, Cancelled>,
    random: &mut dyn Rng,
    stop: Stop<'_>,
) -> Result<Vec<u8>, Cancelled> {
    let ProverInputs { key, bases, .. } = inputs;
    let mut transcript = Transcript::new(key);
    write_columns(inputs, parts, &mut transcript);
    // Theta, beta and gamma serve lookups and permutations of halo2, of which there are none.
    for _ in 0..3 {
        transcript.challenge();
    }
    stop()?;
    let coefficients = (0..bases.coefficients.len()).map(|_| Fp::random(&mut *random)).collect();
    let mask = Blinded { coefficients, blind: Fp::random(&mut *random) };
    write_polynomial(bases, &mask, &mut transcript, stop)?;

    let y = transcript.challenge();
    let mut pieces = Vec::new();
    for coefficients in quotient(y)? {
        let piece = Blinded { coefficients, blind: Fp::random(&mut *random) };
        write_polynomial(bases, &piece, &mut transcript, stop)?;
        pieces.push(piece);
    }

    let x = transcript.challenge();
    write_evaluations(inputs, parts, &mask, x, &mut transcript, stop)?;

    let x_1 = transcript.challenge();
    let sets = opening_sets(inputs, parts, &pieces, &mask, x, x_1, stop)?;
    stop()?;
    open(bases, sets, &mut transcript, random, stop)?;
    Ok(transcript.finish())
}

/// Puts the commitments to all columns into the transcript. Those that the verifier knows are not written.
fn write_columns(
    inputs: &ProverInputs<'_>,
    parts: &[Vec<Committed<Column>>],
    transcript: &mut Transcript,
) {
    // The blinding factor of instance columns is one in halo2.
    let instance_points: Vec<_> = inputs
        .instance
        .par_iter()
        .map(|column| inputs.bases.commit_values(column, Fp::ONE))
        .collect();
    let instance_points = normalise(&instance_points);
    for _ in parts {
        for point in &instance_points {
            transcript.common_point(*point);
        }
    }
    for columns in parts {
        let (linked, others) = columns.split_at(inputs.linked);
        linked.iter().for_each(|column| transcript.common_point(column.commitment));
        others.iter().for_each(|column| transcript.write_point(column.commitment.to_curve()));
    }
}

fn write_polynomial(
    bases: &Bases,
    polynomial: &Blinded,
    transcript: &mut Transcript,
    stop: Stop<'_>,
) -> Result<(), Cancelled> {
    stop()?;
    transcript.write_point(bases.commit_coefficients(&polynomial.coefficients, polynomial.blind));
    stop()
}

/// Writes the values of all columns at x, and at the next row where a gate looks at it, then that of the random
/// polynomial.
fn write_evaluations(
    inputs: &ProverInputs<'_>,
    parts: &[Vec<Committed<Column>>],
    mask: &Blinded,
    x: Fp,
    transcript: &mut Transcript,
    stop: Stop<'_>,
) -> Result<(), Cancelled> {
    let ProverInputs { queries, instance, .. } = inputs;
    let weights = Barycentric::new(inputs.bases.coefficients.len(), x);
    let instance_values: Vec<Fp> =
        queries.instance.par_iter().map(|&column| weights.value(&instance[column])).collect();
    for _ in parts {
        for value in &instance_values {
            transcript.write_scalar(*value);
        }
    }
    let advice_values: Vec<Vec<Fp>> = parts
        .par_iter()
        .flat_map(|columns| {
            queries.advice.par_iter().map(|&(column, next)| {
                stop()?;
                let values = &columns[column].column.values;
                let next = next.then(|| weights.next_value(values));
                Ok(std::iter::once(weights.value(values)).chain(next).collect())
            })
        })
        .collect::<Result<_, Cancelled>>()?;
    for value in advice_values.iter().flatten() {
        transcript.write_scalar(*value);
    }
    transcript.write_scalar(eval_polynomial(&mask.coefficients, x));
    stop()
}

/// What is opened at x, and what is opened at x and the next row, each summed up with powers of `x_1` in the order
/// of the queries.
fn opening_sets(
    inputs: &ProverInputs<'_>,
    parts: &[Vec<Committed<Column>>],
    pieces: &[Blinded],
    mask: &Blinded,
    x: Fp,
    x_1: Fp,
    stop: Stop<'_>,
) -> Result<Vec<OpeningSet>, Cancelled> {
    let ProverInputs { bases, queries, instance, .. } = inputs;
    let n = bases.coefficients.len();
    let (mut at_x, mut at_both) = (Vec::new(), Vec::new());
    for columns in parts {
        let public = queries.instance.iter().map(|&column| &instance[column]);
        at_x.extend(public.map(|values| (values, Fp::ONE)));
        for &(column, next) in &queries.advice {
            let column = &columns[column].column;
            let opened = if next { &mut at_both } else { &mut at_x };
            opened.push((&column.values, column.blind));
        }
    }
    let (of_x, of_x_blind) = combine(n, &at_x, x_1, stop)?;
    let (of_both, of_both_blind) = combine(n, &at_both, x_1, stop)?;
    let transforms = crate::curve::fft::transforms(n.ilog2());
    let (mut polynomial, of_both) =
        parallel::join(|| transforms.coefficients(of_x), || transforms.coefficients(of_both));
    // At x follow the quotient, whose pieces make one polynomial, and the random polynomial.
    let x_n = x.pow([n as u64]);
    polynomial.par_iter_mut().enumerate().for_each(|(index, sum)| {
        let quotient =
            pieces.iter().rev().fold(Fp::ZERO, |sum, piece| sum * x_n + piece.coefficients[index]);
        *sum = (*sum * x_1 + quotient) * x_1 + mask.coefficients[index];
    });
    let quotient_blind = pieces.iter().rev().fold(Fp::ZERO, |sum, piece| sum * x_n + piece.blind);
    Ok(vec![
        OpeningSet {
            polynomial,
            blind: (of_x_blind * x_1 + quotient_blind) * x_1 + mask.blind,
            points: vec![x],
        },
        OpeningSet {
            polynomial: of_both,
            blind: of_both_blind,
            points: vec![x, x * omega(n.ilog2())],
        },
    ])
}

/// The sum of columns, the last times one, the one before times `x_1`, and so on; and of their blinding
/// factors. All rows of it.
fn combine(
    n: usize,
    columns: &[(&Vec<Fp>, Fp)],
    x_1: Fp,
    stop: Stop<'_>,
) -> Result<(Vec<Fp>, Fp), Cancelled> {
    let mut factors = powers(x_1, columns.len());
    factors.reverse();
    let blind = columns
        .iter()
        .zip(&factors)
        .fold(Fp::ZERO, |sum, ((_, blind), factor)| sum + blind * factor);
    let zero = || vec![Fp::ZERO; n];
    let sum = columns
        .par_iter()
        .zip(&factors)
        .try_fold(zero, |mut sums, ((values, _), factor)| {
            stop()?;
            add_multiples(&mut sums, values, *factor);
            Ok(sums)
        })
        .try_reduce(zero, |mut sums, others| {
            sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += other);
            Ok(sums)
        })?;
    Ok((sum, blind))
}

/// The weights by which the values of a column's rows make the value of its polynomial at x:
/// `(x^n - 1) / n * omega^i / (x - omega^i)`.
struct Barycentric(Vec<Fp>);

impl Barycentric {
    fn new(n: usize, x: Fp) -> Self {
        let roots = powers(omega(n.ilog2()), n);
        let mut weights: Vec<Fp> = roots.iter().map(|root| x - root).collect();
        weights.iter_mut().batch_invert_vartime();
        let scale = (x.pow([n as u64]) - Fp::ONE) * Fp::TWO_INV.pow([u64::from(n.ilog2())]);
        for (weight, root) in weights.iter_mut().zip(&roots) {
            *weight *= scale * root;
        }
        Barycentric(weights)
    }

    /// At x.
    fn value(&self, values: &[Fp]) -> Fp {
        inner_product(values, &self.0)
    }

    /// At the point of the next row, omega x, for which the weights of the rows move up by one.
    fn next_value(&self, values: &[Fp]) -> Fp {
        let (last, others) = self.0.split_last().expect("a column has rows");
        inner_product(values, &[*last]) + inner_product(&values[1..], others)
    }
}
