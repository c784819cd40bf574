//! The native prover of the lookup circuit: see `plonk/prover.rs` for the course of a proof, `circuit.rs` for
//! the circuit.
//!
//! A looked up column has few different values, so its helpers have, too. Rows are put into one bucket for
//! each value; the commitment to a helper is a short sum over the sums of buckets.
//!
//! The quotient: "helper" gates are most of the work. They are `in_data * G` with
//! `G = h (alpha - p0)(alpha - p1) - (alpha - p0) - (alpha - p1)`, all with random factors y^e. The sum S of the
//! y^e G has degree below 3n, so it is known from its values in the rows of the circuit (zero in data rows, and
//! cheap to compute in the few others) and on two cosets; only S and a few other columns are then extended to
//! the third coset that the quotient wants.

use crate::parallel::prelude::*;
use ff::Field;
use halo2_proofs::pasta::{Eq, Fp};
use pasta_curves::arithmetic::VartimeBatchInvert;
use rand_core::Rng;

use crate::argument::class::{Shape, verifying_key};
use crate::argument::lookup::circuit::{
    INPUTS_PER_HELPER, LookupShape, LookupWitness, channel_term,
};
use crate::commitment::blinding::PUBLIC_BLIND;
use crate::commitment::column::{Column, Committed, SmallColumn, committed};
use crate::commitment::generators::{Bases, bases};
use crate::curve::fft::{Coset, cosets, pieces, reverse_bits, transforms};
use crate::curve::field::powers;
use crate::curve::msm::{Point, bucket_sums, multiexp};
use crate::plonk::prover::{self as plonk, Queries, Statement, blinded};
use crate::progress::{Cancelled, Stop};

/// Proves some instances of a lookup; gives the proof without the commitments of linked columns.
///
/// # Errors
/// If `stop` says so.
pub(crate) fn prove(
    shape: &Shape,
    lookup: &LookupShape,
    alpha: Fp,
    table: &[Fp],
    instances: Vec<Vec<Committed<SmallColumn>>>,
    random: &mut dyn Rng,
    stop: Stop<'_>,
) -> Result<Vec<u8>, Cancelled> {
    let (k, key) = (shape.k(), verifying_key(shape));
    let bases = bases(k);
    let buckets = Buckets::of(lookup, alpha, &instances);
    stop()?;
    let public = lookup.public_columns(alpha, table);
    let points: Vec<_> = public
        .par_iter()
        .map(|column| {
            stop()?;
            Ok(bases.commit_repeating(column, PUBLIC_BLIND))
        })
        .collect::<Result<_, Cancelled>>()?;
    let public = committed(public.into_iter().map(Column::public).collect(), &points);
    let mut parts = Vec::with_capacity(instances.len());
    for instance in instances {
        parts.push(advice(lookup, bases, alpha, table, &buckets, &public, instance, random, stop)?);
    }
    let statement = Statement {
        key: &key,
        bases,
        queries: queries(shape.width()),
        linked: shape.form().linked,
        instance: Vec::new(),
    };
    let quotient = |y| Quotient::new(shape, lookup, &parts, y).pieces(stop);
    plonk::prove(&statement, &parts, quotient, random, stop)
}

/// Columns in the order of `LookupCircuit::configure`: inputs, multiplicities, public ones, helpers, fractions,
/// sum.
struct Places {
    width: usize,
}

impl Places {
    fn multiplicities(&self) -> usize {
        self.width
    }

    fn public(&self, column: usize) -> usize {
        self.width + 1 + column
    }

    fn helper(&self, pair: usize) -> usize {
        self.public(PUBLIC) + pair
    }

    fn pairs(&self) -> usize {
        self.width / INPUTS_PER_HELPER
    }

    fn fractions(&self) -> usize {
        self.helper(self.pairs())
    }

    fn sum(&self) -> usize {
        self.fractions() + 1
    }
}

const ALPHA_LESS_CHANNEL: usize = 0;
const ALPHA_LESS_ENTRY: usize = 1;
const IN_DATA: usize = 2;
const IN_TABLE: usize = 3;
const IN_SUM: usize = 4;
const AT_ENDS: usize = 5;
const PUBLIC: usize = 6;

fn queries(width: usize) -> Queries {
    let places = Places { width };
    let public = |column: usize| (places.public(column), false);
    let mut advice = vec![public(IN_DATA), public(ALPHA_LESS_CHANNEL)];
    for pair in 0..places.pairs() {
        advice.push((places.helper(pair), false));
        let inputs = pair * INPUTS_PER_HELPER..(pair + 1) * INPUTS_PER_HELPER;
        advice.extend(inputs.map(|input| (input, false)));
    }
    advice.extend([
        public(IN_TABLE),
        public(ALPHA_LESS_ENTRY),
        (places.fractions(), false),
        (places.multiplicities(), false),
        public(IN_SUM),
        public(AT_ENDS),
        (places.sum(), true),
    ]);
    Queries { instance: Vec::new(), advice }
}

/// The different values of all inputs, the channel added, and for each the inverse of alpha less the value.
struct Buckets {
    /// For each value the number of its bucket.
    numbers: Vec<u32>,
    inverses: Vec<Fp>,
    channel: bool,
}

impl Buckets {
    fn of(shape: &LookupShape, alpha: Fp, instances: &[Vec<Committed<SmallColumn>>]) -> Self {
        const NONE: u32 = u32::MAX;
        let mut numbers: Vec<u32> = Vec::new();
        let mut inverses = Vec::new();
        let inputs = instances.iter().flat_map(|linked| &linked[..linked.len() - 1]);
        for input in inputs {
            for (row, &value) in input.column.data.iter().enumerate() {
                let value = with_channel(shape.channel, row, value);
                if value >= numbers.len() {
                    numbers.resize(value + 1, NONE);
                }
                if numbers[value] == NONE {
                    numbers[value] = inverses.len() as u32;
                    inverses.push(alpha - Fp::from(value as u64));
                }
            }
        }
        inverses.iter_mut().batch_invert_vartime();
        Buckets { numbers, inverses, channel: shape.channel }
    }

    fn number(&self, row: usize, value: u32) -> u32 {
        self.numbers[with_channel(self.channel, row, value)]
    }

    /// The helper of these inputs, in data rows.
    fn helper(&self, inputs: &[Committed<SmallColumn>]) -> Vec<Fp> {
        let (first, others) = inputs.split_first().expect("a helper has inputs");
        let inverse = |row, value: &u32| self.inverses[self.number(row, *value) as usize];
        let rows = first.column.data.iter().enumerate();
        rows.map(|(row, value)| {
            let of_other = |other: &Committed<SmallColumn>| inverse(row, &other.column.data[row]);
            others.iter().fold(inverse(row, value), |sum, other| sum + of_other(other))
        })
        .collect()
    }

    /// The commitment to a helper of these inputs, unblinded.
    fn commit(&self, bases: &Bases, inputs: &[Committed<SmallColumn>]) -> Eq {
        let placed = inputs.iter().flat_map(|input| {
            let data = input.column.data.iter();
            data.enumerate()
                .map(|(row, &value)| (self.number(row, value), bases.rows_and_blinding[row]))
        });
        let sums = bucket_sums(placed, self.inverses.len(), None);
        let (factors, sums): (Vec<Fp>, Vec<Point>) =
            self.inverses.iter().zip(sums).filter(|(_, sum)| !sum.is_identity()).unzip();
        multiexp(&factors, &sums)
    }
}

fn with_channel(channel: bool, row: usize, value: u32) -> usize {
    value as usize + if channel { channel_term(row) as usize } else { 0 }
}

/// All advice columns of one instance.
#[expect(clippy::too_many_arguments, reason = "columns follow from that many things")]
fn advice(
    shape: &LookupShape,
    bases: &Bases,
    alpha: Fp,
    table: &[Fp],
    buckets: &Buckets,
    public: &[Committed<Column>],
    linked: Vec<Committed<SmallColumn>>,
    random: &mut dyn Rng,
    stop: Stop<'_>,
) -> Result<Vec<Committed<Column>>, Cancelled> {
    let rows = 1 << shape.k;
    let (_, inputs) = linked.split_last().expect("multiplicities are linked");
    let (helpers, helper_sums): (Vec<_>, Vec<_>) = inputs
        .par_chunks(INPUTS_PER_HELPER)
        .map(|inputs| {
            stop()?;
            Ok((buckets.helper(inputs), buckets.commit(bases, inputs)))
        })
        .collect::<Result<Vec<_>, Cancelled>>()?
        .into_iter()
        .unzip();
    let mut columns: Vec<Committed<Column>> = linked
        .par_iter()
        .map(|column| {
            stop()?;
            Ok(column.expand(shape.k))
        })
        .collect::<Result<_, Cancelled>>()?;
    let multiplicities = &columns.last().expect("multiplicities are linked").column.values;
    let witness = LookupWitness::of_helpers(*shape, helpers, multiplicities, alpha, table);
    let LookupWitness { helpers: mut unlinked, fractions, sum } = witness;
    unlinked.extend([fractions, sum]);
    let unlinked: Vec<Column> =
        unlinked.into_iter().map(|values| blinded(values, rows, random)).collect();
    let mut points: Vec<Eq> = helper_sums
        .par_iter()
        .zip(&unlinked)
        .map(|(sum, helper)| {
            stop()?;
            Ok(*sum + bases.commit_unusable(&helper.values, helper.blind))
        })
        .collect::<Result<_, Cancelled>>()?;
    // Fractions and sum.
    for column in unlinked.iter().skip(points.len()) {
        stop()?;
        points.push(bases.commit_values(&column.values, column.blind));
    }
    columns.extend_from_slice(public);
    columns.extend(committed(unlinked, &points));
    Ok(columns)
}

/// The quotient of all gates, each times its power of y, by `X^n - 1`.
struct Quotient<'a> {
    k: u32,
    data_rows: usize,
    places: Places,
    parts: &'a [Vec<Committed<Column>>],
    /// The factor of each gate, part after part.
    factors: Vec<Fp>,
}

/// The expressions of a part beside its helpers' gates, behind these.
const OTHER_GATES: usize = 3;

impl<'a> Quotient<'a> {
    fn new(
        shape: &Shape,
        lookup: &LookupShape,
        parts: &'a [Vec<Committed<Column>>],
        y: Fp,
    ) -> Self {
        let places = Places { width: shape.width() };
        let mut factors = powers(y, parts.len() * (places.pairs() + OTHER_GATES));
        factors.reverse();
        Quotient { k: shape.k(), data_rows: lookup.data_rows, places, parts, factors }
    }

    fn pieces(&self, stop: Stop<'_>) -> Result<Vec<Vec<Fp>>, Cancelled> {
        let (transforms, cosets) = (transforms(self.k), cosets(self.k));
        let all: Vec<&Coset> = cosets.iter().collect();
        let rows = 1usize << self.k;
        let extend = |column: &[Fp]| {
            let mut column = column.to_vec();
            column.resize(rows, Fp::ZERO);
            transforms.extend(column, &all)
        };
        // All parts have the same public columns.
        let public: Vec<_> = (0..PUBLIC)
            .into_par_iter()
            .map(|column| {
                stop()?;
                Ok(extend(&self.parts[0][self.places.public(column)].column.values))
            })
            .collect::<Result<_, Cancelled>>()?;
        stop()?;

        let scale = Fp::from(rows as u64);
        // Alpha less the channel: in the rows where no helper is defined, where it is zero, and on two cosets.
        let differences = [
            vec![Fp::ZERO; rows - self.data_rows],
            scaled(&public[ALPHA_LESS_CHANNEL][0], scale),
            scaled(&public[ALPHA_LESS_CHANNEL][1], scale),
        ];
        // Inputs and helpers are extended times n, which saves a multiplication for each value.
        let square = scale.square();
        let cube_share = (square * scale).invert().expect("not zero");
        let mut numerators = vec![vec![Fp::ZERO; rows]; all.len()];
        let mut helper_gates =
            [vec![Fp::ZERO; rows - self.data_rows], vec![Fp::ZERO; rows], vec![Fp::ZERO; rows]];
        let gates = self.places.pairs() + OTHER_GATES;
        for (columns, factors) in self.parts.iter().zip(self.factors.chunks_exact(gates)) {
            let column = |place: usize| &columns[place].column.values;
            let (of_helpers, behind) = factors.split_at(self.places.pairs());
            let all_helpers = self.sum_of_helpers(columns);
            let [fractions, multiplicities, sum, helpers]: [_; 4] = [
                column(self.places.fractions()),
                column(self.places.multiplicities()),
                column(self.places.sum()),
                &all_helpers,
            ]
            .into_par_iter()
            .map(|column| extend(column))
            .collect::<Vec<_>>()
            .try_into()
            .expect("as many as there were");
            stop()?;

            let zero = || helper_gates.each_ref().map(|sums| vec![Fp::ZERO; sums.len()]);
            let of_part = (0..self.places.pairs())
                .into_par_iter()
                .zip(of_helpers)
                .try_fold(zero, |mut sums, (pair, factor)| {
                    stop()?;
                    let helper = column(self.places.helper(pair));
                    let [p0, p1] = [0, 1].map(|input| column(pair * INPUTS_PER_HELPER + input));
                    let on_cosets =
                        [helper, p0, p1].map(|c| transforms.extend_scaled(c.clone(), &all[..2]));
                    let in_rows = [helper, p0, p1].map(|c| &c[self.data_rows..]);
                    add_gate(&mut sums[0], &differences[0], in_rows, [*factor, Fp::ONE]);
                    for j in 0..2 {
                        let values = on_cosets.each_ref().map(|c| &c[j][..]);
                        let factors = [*factor * cube_share, square];
                        add_gate(&mut sums[j + 1], &differences[j + 1], values, factors);
                    }
                    Ok(sums)
                })
                .try_reduce(zero, |mut sums, others| {
                    sums.iter_mut().zip(others).for_each(|(sum, other)| add_to(sum, &other));
                    Ok(sums)
                })?;
            helper_gates.iter_mut().zip(of_part).for_each(|(sum, part)| add_to(sum, &part));

            numerators.par_iter_mut().enumerate().for_each(|(j, sums)| {
                let at = |column: usize| &public[column][j];
                for (row, total) in sums.iter_mut().enumerate() {
                    let next = (row + 1) % rows;
                    *total += behind[0]
                        * at(IN_TABLE)[row]
                        * (fractions[j][row] * at(ALPHA_LESS_ENTRY)[row] - multiplicities[j][row])
                        + behind[1]
                            * (at(IN_SUM)[row] * (sum[j][next] - sum[j][row])
                                - at(IN_DATA)[row] * helpers[j][row]
                                + at(IN_TABLE)[row] * fractions[j][row])
                        + behind[2] * at(AT_ENDS)[row] * sum[j][row];
                }
            });
            stop()?;
        }

        let [tail, first, second] = helper_gates;
        let mut of_rows = vec![Fp::ZERO; self.data_rows];
        of_rows.extend(tail);
        let unshifted = Coset::new(self.k, Fp::ONE);
        let moduli = [Fp::ONE, cosets[0].shift_n, cosets[1].shift_n];
        let residues = [
            transforms.residue(of_rows, &unshifted),
            transforms.residue(first.clone(), &cosets[0]),
            transforms.residue(second.clone(), &cosets[1]),
        ];
        stop()?;
        let of_s = pieces(&residues, &moduli);
        let residue = (0..rows)
            .map(|i| {
                let [s0, s1, s2] = [0, 1, 2].map(|piece| of_s[piece][i]);
                s0 + cosets[2].shift_n * (s1 + cosets[2].shift_n * s2)
            })
            .collect();
        let third = cosets[2].values(residue);
        stop()?;
        let residues: Vec<Vec<Fp>> = numerators
            .into_par_iter()
            .zip([first, second, third])
            .enumerate()
            .map(|(j, (mut numerator, helper_gates))| {
                let inverse = (cosets[j].shift_n - Fp::ONE).invert().expect("no coset holds a row");
                for ((total, gate), in_data) in
                    numerator.iter_mut().zip(helper_gates).zip(&public[IN_DATA][j])
                {
                    *total = (*total + gate * in_data) * inverse;
                }
                transforms.residue(numerator, &cosets[j])
            })
            .collect();
        let moduli: Vec<Fp> = cosets.iter().map(|coset| coset.shift_n).collect();
        let mut pieces = pieces(&residues, &moduli);
        pieces.iter_mut().for_each(|piece| reverse_bits(piece));
        Ok(pieces)
    }

    fn sum_of_helpers(&self, columns: &[Committed<Column>]) -> Vec<Fp> {
        let mut sums = vec![Fp::ZERO; 1 << self.k];
        for pair in 0..self.places.pairs() {
            add_to(&mut sums, &columns[self.places.helper(pair)].column.values);
        }
        sums
    }
}

fn scaled(values: &[Fp], scale: Fp) -> Vec<Fp> {
    values.iter().map(|value| value * scale).collect()
}

fn add_to(sums: &mut [Fp], others: &[Fp]) {
    sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += other);
}

/// Adds `factor * (h d0 d1 - square (d0 + d1))`, d being the difference less the input: the gate, where all of
/// them are scaled by the root of `square`.
fn add_gate(
    sums: &mut [Fp],
    differences: &[Fp],
    [helper, p0, p1]: [&[Fp]; 3],
    [factor, square]: [Fp; 2],
) {
    let values = helper.iter().zip(p0).zip(p1);
    for ((sum, difference), ((helper, p0), p1)) in sums.iter_mut().zip(differences).zip(values) {
        let (d0, d1) = (difference - p0, difference - p1);
        *sum += factor * (helper * d0 * d1 - square * (d0 + d1));
    }
}
