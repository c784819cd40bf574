//! The native prover of the lookup circuit: see `plonk/prover.rs` for the course of a proof, `circuit.rs` for
//! the circuit.
//!
//! A looked up column has few different values, so its helpers have, too. Rows are put into one bucket for
//! each value; the commitment to a helper is a short sum over the sums of buckets.
//!
//! The quotient: "helper" gates are most of the work. They are `in_data * G` with
//! `G = h (alpha - p0)(alpha - p1) - (alpha - p0) - (alpha - p1)`, all with random factors y^e. The sum S of the
//! y^e G has degree below 3n, so it is known from its values in the rows of the circuit (zero in data rows, and
//! cheap to compute in the few others) and on two cosets; only S and a few other columns are then extended to the
//! third coset that the quotient needs.

use ff::Field;
use halo2_proofs::pasta::{Eq, Fp};
use pasta_curves::arithmetic::VartimeBatchInvert;
use rand_core::Rng;

use crate::argument::class::{Class, verifying_key};
use crate::argument::lookup::circuit::{
    Columns, INPUTS_PER_HELPER, LookupExtent, LookupWitness, Tags, queries,
};
use crate::commitment::blinding::PUBLIC_BLIND;
use crate::commitment::column::{Column, Committed, LookedUpColumn, committed};
use crate::commitment::generators::{Bases, bases};
use crate::curve::fft::{Coset, cosets, pieces, transforms};
use crate::curve::field::{powers, reverse_bits};
use crate::curve::msm::{Point, bucket_sums, multiexp};
use crate::curve::vectors::add_inverses;
use crate::parallel::prelude::*;
use crate::plonk::gate::Values;
use crate::plonk::prover::{self as plonk, ProverInputs, blinded};
use crate::progress::{Cancelled, Stop};

/// Proves some instances of a lookup; gives the proof without the commitments of linked columns.
///
/// # Errors
/// If `stop` says so.
pub(crate) fn prove(
    class: &Class,
    lookup: &LookupExtent,
    alpha: Fp,
    table: &[Fp],
    instances: Vec<Vec<Committed<LookedUpColumn>>>,
    random: &mut dyn Rng,
    stop: Stop<'_>,
) -> Result<Vec<u8>, Cancelled> {
    let (k, key) = (class.k(), verifying_key(class));
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
    let inputs = ProverInputs {
        key: &key,
        bases,
        queries: queries(class.width()),
        linked: class.dimensions().linked,
        instance: Vec::new(),
    };
    let quotient = |y| Quotient::new(class, lookup, &parts, y).pieces(stop);
    plonk::prove(&inputs, &parts, quotient, random, stop)
}

/// The different values of all inputs, the tag added, and for each the inverse of alpha less the value. Pairs are
/// told apart by their low parts, of which each stands in one entry of the table.
struct Buckets {
    /// For each value, or low part, the number of its bucket.
    numbers: Vec<u32>,
    inverses: Vec<Fp>,
    tags: Tags,
}

impl Buckets {
    fn of(extent: &LookupExtent, alpha: Fp, instances: &[Vec<Committed<LookedUpColumn>>]) -> Self {
        const NONE: u32 = u32::MAX;
        let mut numbers: Vec<u32> = Vec::new();
        let mut inverses = Vec::new();
        let inputs = instances.iter().flat_map(|linked| &linked[..linked.len() - 1]);
        for input in inputs {
            for (row, &low) in input.column.low.data.iter().enumerate() {
                let low = tagged(extent.tags, row, low);
                if low >= numbers.len() {
                    numbers.resize(low + 1, NONE);
                }
                if numbers[low] == NONE {
                    numbers[low] = inverses.len() as u32;
                    inverses.push(alpha - input.column.value(row) - Fp::from(extent.tags.of(row)));
                }
            }
        }
        inverses.iter_mut().batch_invert_vartime();
        Buckets { numbers, inverses, tags: extent.tags }
    }

    fn number(&self, row: usize, low: u32) -> u32 {
        self.numbers[tagged(self.tags, row, low)]
    }

    /// The helper of these inputs, in data rows.
    fn helper(&self, inputs: &[Committed<LookedUpColumn>]) -> Vec<Fp> {
        let (first, others) = inputs.split_first().expect("a helper has inputs");
        let inverse = |row, low: &u32| self.inverses[self.number(row, *low) as usize];
        let rows = first.column.low.data.iter().enumerate();
        rows.map(|(row, low)| {
            let of_other =
                |other: &Committed<LookedUpColumn>| inverse(row, &other.column.low.data[row]);
            others.iter().fold(inverse(row, low), |sum, other| sum + of_other(other))
        })
        .collect()
    }

    /// The commitment to a helper of these inputs, unblinded.
    fn commit(&self, bases: &Bases, inputs: &[Committed<LookedUpColumn>]) -> Eq {
        let placed = inputs.iter().flat_map(|input| {
            let lows = input.column.low.data.iter();
            lows.enumerate()
                .map(|(row, &low)| (self.number(row, low), bases.rows_and_blinding[row]))
        });
        let sums = bucket_sums(placed, self.inverses.len(), None);
        let (factors, sums): (Vec<Fp>, Vec<Point>) =
            self.inverses.iter().zip(sums).filter(|(_, sum)| !sum.is_identity()).unzip();
        multiexp(&factors, &sums)
    }
}

fn tagged(tags: Tags, row: usize, value: u32) -> usize {
    value as usize + tags.of(row) as usize
}

/// All advice columns of one instance.
#[expect(clippy::too_many_arguments, reason = "columns follow from this many things")]
fn advice(
    extent: &LookupExtent,
    bases: &Bases,
    alpha: Fp,
    table: &[Fp],
    buckets: &Buckets,
    public: &[Committed<Column>],
    linked: Vec<Committed<LookedUpColumn>>,
    random: &mut dyn Rng,
    stop: Stop<'_>,
) -> Result<Vec<Committed<Column>>, Cancelled> {
    let rows = 1 << extent.k;
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
            Ok(column.expand(extent.k))
        })
        .collect::<Result<_, Cancelled>>()?;
    let multiplicities = &columns.last().expect("multiplicities are linked").column.values;
    let witness = LookupWitness::of_helpers(*extent, helpers, multiplicities, alpha, table);
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
    /// The columns of each instance.
    instances: Vec<Columns<&'a [Fp]>>,
    /// The factor of each constraint, instance after instance.
    factors: Vec<Fp>,
}

/// The other constraints of an instance, which follow those of its helpers.
const OTHER_CONSTRAINTS: usize = 3;

/// How many of the cosets the sum of all "helper" gates is computed on.
const HELPER_COSETS: usize = 2;

/// The public columns, which all instances share, on the three cosets.
struct Public {
    alpha_less_tag: Vec<Vec<Fp>>,
    alpha_less_entry: Vec<Vec<Fp>>,
    in_data: Vec<Vec<Fp>>,
    in_table: Vec<Vec<Fp>>,
    in_sum: Vec<Vec<Fp>>,
    at_ends: Vec<Vec<Fp>>,
}

/// Values for all "helper" gates without `in_data`, in the rows where no helper is defined and on two cosets: their
/// sum, or alpha less the tag.
type InRowsAndOnCosets = [Vec<Fp>; 1 + HELPER_COSETS];

impl<'a> Quotient<'a> {
    fn new(
        class: &Class,
        lookup: &LookupExtent,
        parts: &'a [Vec<Committed<Column>>],
        y: Fp,
    ) -> Self {
        let of_part = |part: &'a Vec<Committed<Column>>| {
            let mut columns = part.iter().map(|column| &column.column.values[..]);
            Columns::new(class.width(), || columns.next().expect("as many as the circuit has"))
        };
        let instances: Vec<Columns<&[Fp]>> = parts.iter().map(of_part).collect();
        let helpers = class.width() / INPUTS_PER_HELPER;
        let mut factors = powers(y, instances.len() * (helpers + OTHER_CONSTRAINTS));
        factors.reverse();
        Quotient { k: class.k(), data_rows: lookup.data_rows, instances, factors }
    }

    fn pieces(&self, stop: Stop<'_>) -> Result<Vec<Vec<Fp>>, Cancelled> {
        let (transforms, cosets) = (transforms(self.k), cosets(self.k));
        let public = self.public(stop)?;
        stop()?;
        let differences = self.differences(&public);
        let mut numerators = vec![vec![Fp::ZERO; 1 << self.k]; cosets.len()];
        let mut helper_gates = self.nothing();
        let constraints = self.instances[0].helpers.len() + OTHER_CONSTRAINTS;
        for (columns, factors) in self.instances.iter().zip(self.factors.chunks_exact(constraints))
        {
            let (of_helpers, of_others) = factors.split_at(columns.helpers.len());
            let others = self.other_columns(columns);
            stop()?;
            let of_instance = self.helper_gates(columns, of_helpers, &differences, stop)?;
            helper_gates.iter_mut().zip(&of_instance).for_each(|(sum, part)| add_to(sum, part));
            add_other_gates(&mut numerators, &public, &others, of_others);
            stop()?;
        }
        let [in_rows, first, second] = helper_gates;
        let third = self.on_third_coset(in_rows, &first, &second, stop)?;
        stop()?;
        let residues: Vec<Vec<Fp>> = numerators
            .into_par_iter()
            .zip([first, second, third])
            .enumerate()
            .map(|(j, (mut numerator, helper_gates))| {
                let inverse = (cosets[j].shift_n - Fp::ONE).invert().expect("no coset holds a row");
                for ((total, gate), in_data) in
                    numerator.iter_mut().zip(helper_gates).zip(&public.in_data[j])
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

    /// A column on all cosets.
    fn extend(&self, column: &[Fp]) -> Vec<Vec<Fp>> {
        let mut column = column.to_vec();
        column.resize(1 << self.k, Fp::ZERO);
        transforms(self.k).extend(column, &cosets(self.k).each_ref())
    }

    fn public(&self, stop: Stop<'_>) -> Result<Public, Cancelled> {
        let columns = &self.instances[0];
        let extended: Vec<Vec<Vec<Fp>>> = [
            columns.alpha_less_tag,
            columns.alpha_less_entry,
            columns.in_data,
            columns.in_table,
            columns.in_sum,
            columns.at_ends,
        ]
        .into_par_iter()
        .map(|column| {
            stop()?;
            Ok(self.extend(column))
        })
        .collect::<Result<_, Cancelled>>()?;
        let [alpha_less_tag, alpha_less_entry, in_data, in_table, in_sum, at_ends] =
            extended.try_into().expect("as many as there were");
        Ok(Public { alpha_less_tag, alpha_less_entry, in_data, in_table, in_sum, at_ends })
    }

    fn nothing(&self) -> InRowsAndOnCosets {
        let rows = 1 << self.k;
        [vec![Fp::ZERO; rows - self.data_rows], vec![Fp::ZERO; rows], vec![Fp::ZERO; rows]]
    }

    /// Alpha less the tag: in the rows where no helper is defined, where it is zero, and on two cosets, times
    /// n: inputs and helpers are extended times n, which saves a multiplication for each value.
    fn differences(&self, public: &Public) -> InRowsAndOnCosets {
        let mut differences = self.nothing();
        let scale = Fp::from(1 << self.k);
        for (scaled, values) in differences[1..].iter_mut().zip(&public.alpha_less_tag) {
            scaled.iter_mut().zip(values).for_each(|(scaled, value)| *scaled = value * scale);
        }
        differences
    }

    /// The columns of an instance that its other gates look at, on all cosets; of its helpers the sum.
    fn other_columns(&self, columns: &Columns<&[Fp]>) -> Others {
        let mut helpers = vec![Fp::ZERO; 1 << self.k];
        columns.helpers.iter().for_each(|helper| add_to(&mut helpers, helper));
        let [fractions, multiplicities, sum, helpers] =
            [columns.fractions, columns.multiplicities, columns.sum, &helpers]
                .into_par_iter()
                .map(|column| self.extend(column))
                .collect::<Vec<_>>()
                .try_into()
                .expect("as many as there were");
        Others { multiplicities, helpers, fractions, sum }
    }

    /// The "helper" gates of an instance, each times its factor, without `in_data`.
    fn helper_gates(
        &self,
        columns: &Columns<&[Fp]>,
        factors: &[Fp],
        differences: &InRowsAndOnCosets,
        stop: Stop<'_>,
    ) -> Result<InRowsAndOnCosets, Cancelled> {
        let (transforms, cosets) = (transforms(self.k), cosets(self.k));
        let on: Vec<&Coset> = cosets[..HELPER_COSETS].iter().collect();
        let scale = Fp::from(1 << self.k);
        let square = scale.square();
        let cube_share = (square * scale).invert().expect("not zero");
        (0..columns.helpers.len())
            .into_par_iter()
            .zip(factors)
            .try_fold(
                || self.nothing(),
                |mut sums, (helper, factor)| {
                    stop()?;
                    let inputs = &columns.inputs[helper * INPUTS_PER_HELPER..];
                    let gate = [columns.helpers[helper], inputs[0], inputs[1]];
                    let on_cosets = gate.map(|c| transforms.extend_scaled(c.to_vec(), &on));
                    // The gate is `sum_of_inverses` of the circuit. Where all of its values are scaled, a product of
                    // three has the cube of the scale, and one of them the scale itself.
                    let in_rows = gate.map(|c| &c[self.data_rows..]);
                    add_inverses(&mut sums[0], &differences[0], in_rows, [*factor, Fp::ONE]);
                    for j in 0..HELPER_COSETS {
                        let values = on_cosets.each_ref().map(|c| &c[j][..]);
                        let factors = [*factor * cube_share, square];
                        add_inverses(&mut sums[j + 1], &differences[j + 1], values, factors);
                    }
                    Ok(sums)
                },
            )
            .try_reduce(
                || self.nothing(),
                |mut sums, others| {
                    sums.iter_mut().zip(others).for_each(|(sum, other)| add_to(sum, &other));
                    Ok(sums)
                },
            )
    }

    /// The sum of the "helper" gates on the third coset: of degree below 3n, it follows from its values in the rows
    /// (zero in data rows) and on two cosets.
    fn on_third_coset(
        &self,
        in_rows: Vec<Fp>,
        first: &[Fp],
        second: &[Fp],
        stop: Stop<'_>,
    ) -> Result<Vec<Fp>, Cancelled> {
        let (transforms, cosets) = (transforms(self.k), cosets(self.k));
        let mut of_rows = vec![Fp::ZERO; self.data_rows];
        of_rows.extend(in_rows);
        let moduli = [Fp::ONE, cosets[0].shift_n, cosets[1].shift_n];
        let residues = [
            transforms.reversed_coefficients(of_rows),
            transforms.residue(first.to_vec(), &cosets[0]),
            transforms.residue(second.to_vec(), &cosets[1]),
        ];
        stop()?;
        let [p0, p1, p2] = &pieces(&residues, &moduli)[..] else {
            unreachable!("a piece for each residue")
        };
        let a = cosets[2].shift_n;
        let residue = p0.iter().zip(p1).zip(p2).map(|((p0, p1), p2)| p0 + a * (p1 + a * p2));
        Ok(cosets[2].values(residue.collect()))
    }
}

/// What the gates other than "helper" look at in an instance, on the three cosets.
struct Others {
    multiplicities: Vec<Vec<Fp>>,
    /// The sum of the helpers.
    helpers: Vec<Vec<Fp>>,
    fractions: Vec<Vec<Fp>>,
    sum: Vec<Vec<Fp>>,
}

/// Adds the gates "fraction" and "sum" of an instance, each constraint times its factor.
fn add_other_gates(numerators: &mut [Vec<Fp>], public: &Public, others: &Others, factors: &[Fp]) {
    numerators.par_iter_mut().enumerate().for_each(|(j, totals)| {
        // These gates look at no single input, and only at the sum of the helpers.
        let columns = Columns {
            inputs: Vec::new(),
            multiplicities: &others.multiplicities[j][..],
            alpha_less_tag: &public.alpha_less_tag[j][..],
            alpha_less_entry: &public.alpha_less_entry[j][..],
            in_data: &public.in_data[j][..],
            in_table: &public.in_table[j][..],
            in_sum: &public.in_sum[j][..],
            at_ends: &public.at_ends[j][..],
            helpers: vec![&others.helpers[j][..]],
            fractions: &others.fractions[j][..],
            sum: &others.sum[j][..],
        };
        let rows = totals.len();
        for (row, total) in totals.iter_mut().enumerate() {
            let row = &mut Values::at(row, rows);
            let [(_, fraction)] = columns.fraction(row);
            let [(_, step), (_, ends)] = columns.sum(row);
            *total += factors[0] * fraction + factors[1] * step + factors[2] * ends;
        }
    });
}

fn add_to(sums: &mut [Fp], others: &[Fp]) {
    sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += other);
}
