//! What is proved about some tensors: which of their values are looked up in which tables, and the sums that their
//! values must give. Prover and verifier build the same statement from public data alone.
//!
//! See section 3 of `docs/protocol.md`.

pub(crate) mod equations;
pub(crate) mod fold;
pub(crate) mod sum;

use group::CurveAffine as _;
use halo2_proofs::pasta::{Eq, EqAffine, Fp};

use crate::argument::class::{Class, LOOKUP_WIDTHS};
use crate::argument::lookup::circuit::{LookupExtent, Tags};
use crate::curve::field::multiples;
use crate::curve::msm::normalise;
use crate::parallel::prelude::*;
use crate::tensor::Layout;

/// A tensor of a statement, by the round in which it is committed to and its number among those of this kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tensor {
    /// Committed to before the step, and proved by whatever committed to it.
    Input(usize),
    /// Committed to in round 0; other steps may have it for their input.
    Output(usize),
    /// Committed to in round 0, for this step alone.
    Auxiliary(usize),
    /// Committed to in round 1, when the challenges of round 0 are known.
    Later(usize),
    /// The column that a sum is cut by: see `sum.rs`.
    Shares,
}

/// The input of a statement that has one.
pub(crate) const INPUT: Tensor = Tensor::Input(0);
/// The output of a statement that has one.
pub(crate) const OUTPUT: Tensor = Tensor::Output(0);

/// The tensors of a step, and what is looked up of them. Its relation is a [`Sum`](sum::Sum) that is known when all
/// challenges are.
pub(crate) struct Statement {
    /// log2 of the rows of all columns.
    pub k: u32,
    pub inputs: Vec<Layout>,
    pub outputs: Vec<Layout>,
    pub auxiliary: Vec<Layout>,
    pub later: Vec<Layout>,
    pub lookups: Vec<Lookup>,
}

/// Columns whose values are looked up in one table. They share its instances, whatever tensors they are of.
pub(crate) struct Lookup {
    /// log2 of the rows.
    pub k: u32,
    /// In how many of the first rows of each column.
    pub rows: usize,
    /// All columns, in their order.
    pub columns: Vec<LookedColumn>,
    pub entries: Vec<Entry>,
    pub tags: Tags,
}

/// What is looked up: a tensor's columns, or the columns of two tensors in pairs.
///
/// A pair is looked up as `low + theta high`, theta being drawn with the lookup's alpha after all columns are
/// committed. So the pair is an entry, and each of its parts is what the entry has: neither needs a range of its own.
/// With a factor that is known before, such as a power of two, the high part can make up for a low one that is out of
/// range, by a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Looked {
    Values(Tensor),
    Pair { low: Tensor, high: Tensor },
}

/// An entry of a table. No two entries of a table have the same low part, in which the tag is counted, if there are
/// tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub low: u32,
    /// Zero where no pairs are looked up.
    pub high: u8,
}

/// One column that an input slot is linked to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LookedColumn {
    pub looked: Looked,
    pub column: usize,
}

impl Looked {
    /// Its columns, of which there are so many.
    pub fn columns(self, count: usize) -> impl Iterator<Item = LookedColumn> {
        (0..count).map(move |column| LookedColumn { looked: self, column })
    }
}

impl Entry {
    /// The table of the numbers below `values`.
    pub fn range(values: u32) -> Vec<Self> {
        (0..values).map(|low| Entry { low, high: 0 }).collect()
    }
}

impl Lookup {
    /// What is looked up where.
    pub fn extent(&self) -> LookupExtent {
        let table = self.entries.len();
        LookupExtent { k: self.k, data_rows: self.rows, table, tags: self.tags }
    }

    /// The class of the lookup's proofs: the width that takes the fewest advice columns in all.
    pub fn class(&self) -> Class {
        let class = |width| Class::Lookup { k: self.k, width };
        let advice =
            |class: &Class| self.columns.len().div_ceil(class.width()) * class.dimensions().advice;
        LOOKUP_WIDTHS.into_iter().map(class).min_by_key(advice).expect("there are widths")
    }

    /// How many instances there are.
    fn count(&self) -> usize {
        self.columns.len().div_ceil(self.class().width())
    }

    /// The columns of each instance; spare slots repeat the last column.
    pub fn instances(&self) -> Vec<Vec<LookedColumn>> {
        let width = self.class().width();
        let last = self.columns[self.columns.len() - 1];
        let instance = |columns: &[LookedColumn]| {
            let mut slots = columns.to_vec();
            slots.resize(width, last);
            slots
        };
        self.columns.chunks(width).map(instance).collect()
    }

    /// The most instances of a proof. One proof is about at most 360 columns, or 180 of `2^16` rows, which bounds the
    /// memory of proving. Each additional proof costs a second.
    fn most_in_a_proof(&self) -> usize {
        let columns = if self.k <= 15 { 360 } else { 180 };
        columns / self.class().width()
    }

    /// The columns of the instances of each proof.
    pub fn proofs(&self) -> Vec<Vec<Vec<LookedColumn>>> {
        self.instances().chunks(self.most_in_a_proof()).map(<[_]>::to_vec).collect()
    }

    /// The entries as the circuit looks them up.
    pub fn table(&self, theta: Fp) -> Vec<Fp> {
        let multiples = multiples(theta);
        let entry =
            |entry: &Entry| Fp::from(u64::from(entry.low)) + multiples[usize::from(entry.high)];
        self.entries.iter().map(entry).collect()
    }

    /// How often each entry occurs in these columns, low parts with the high parts of pairs, and how many values or
    /// pairs are not in the table.
    pub fn multiplicities(
        &self,
        columns: impl Iterator<Item = (impl AsRef<[u32]>, Option<impl AsRef<[u32]>>)>,
    ) -> (Vec<u32>, u32) {
        const ABSENT: u32 = u32::MAX;
        let largest =
            self.entries.iter().map(|entry| entry.low).max().expect("tables have entries");
        let mut index = vec![ABSENT; largest as usize + 1];
        for (position, entry) in self.entries.iter().enumerate() {
            index[entry.low as usize] = position as u32;
        }
        let mut counts = vec![0; self.entries.len()];
        let mut absent = 0;
        for (lows, highs) in columns {
            let highs = highs.as_ref().map(AsRef::as_ref);
            for (row, &low) in lows.as_ref().iter().enumerate() {
                let high = highs.map_or(0, |highs: &[u32]| highs[row]);
                match index.get((u64::from(low) + self.tags.of(row)) as usize) {
                    Some(&position)
                        if position != ABSENT
                            && u32::from(self.entries[position as usize].high) == high =>
                    {
                        counts[position as usize] += 1;
                    }
                    _ => absent += 1,
                }
            }
        }
        (counts, absent)
    }
}

impl LookedColumn {
    /// The commitment to the column, given the points of the tensors.
    pub fn commitment<'a>(&self, points: &impl Fn(Tensor) -> &'a [EqAffine], theta: Fp) -> Eq {
        match self.looked {
            Looked::Values(tensor) => points(tensor)[self.column].to_curve(),
            Looked::Pair { low, high } => {
                points(high)[self.column] * theta + points(low)[self.column]
            }
        }
    }
}

/// What the slots of some instances of a lookup are linked to: inputs, then multiplicities.
pub(crate) fn lookup_commitments<'a>(
    instances: &[Vec<LookedColumn>],
    points: &(impl Fn(Tensor) -> &'a [EqAffine] + Sync),
    theta: Fp,
    multiplicities: &[EqAffine],
) -> Vec<Vec<EqAffine>> {
    instances
        .par_iter()
        .zip(multiplicities)
        .map(|(slots, multiplicities)| {
            let inputs: Vec<_> = slots.iter().map(|slot| slot.commitment(points, theta)).collect();
            let mut linked = normalise(&inputs);
            linked.push(*multiplicities);
            linked
        })
        .collect()
}

/// Columns of some tensors.
pub(crate) fn columns(layouts: &[Layout]) -> usize {
    layouts.iter().map(|layout| layout.columns).sum()
}

impl Statement {
    /// The tensors of a kind, and the number of this one among them.
    fn of_kind(&self, tensor: Tensor) -> (&[Layout], usize) {
        match tensor {
            Tensor::Input(number) => (&self.inputs, number),
            Tensor::Output(number) => (&self.outputs, number),
            Tensor::Auxiliary(number) => (&self.auxiliary, number),
            Tensor::Later(number) => (&self.later, number),
            Tensor::Shares => unreachable!("no statement weighs it"),
        }
    }

    /// How a tensor lies in columns.
    ///
    /// # Panics
    /// If the statement has no such tensor.
    pub fn layout(&self, tensor: Tensor) -> &Layout {
        let (layouts, number) = self.of_kind(tensor);
        layouts.get(number).unwrap_or_else(|| panic!("the statement has no {tensor:?}"))
    }

    /// Where the columns of a tensor are among those of its kind. The shares are the last of round 1.
    pub fn columns_of(&self, tensor: Tensor) -> std::ops::Range<usize> {
        if tensor == Tensor::Shares {
            let start = columns(&self.later);
            return start..start + 1;
        }
        let (layouts, number) = self.of_kind(tensor);
        let start = columns(&layouts[..number]);
        start..start + layouts[number].columns
    }

    /// Instances of the lookup circuit, all lookups together.
    pub fn lookup_instances(&self) -> usize {
        self.lookups.iter().map(Lookup::count).sum()
    }

    /// The proofs of the lookups: class, and how many instances.
    pub fn lookup_proofs(&self) -> Vec<(Class, usize)> {
        let mut proofs = Vec::new();
        for lookup in &self.lookups {
            let (class, most) = (lookup.class(), lookup.most_in_a_proof());
            let mut left = lookup.count();
            while left > 0 {
                let instances = left.min(most);
                proofs.push((class, instances));
                left -= instances;
            }
        }
        proofs
    }

    /// Column commitments that the step publishes, if its relation is not cut.
    pub fn commitments(&self) -> usize {
        let tensors = [&self.outputs, &self.auxiliary, &self.later];
        tensors.map(|layouts| columns(layouts)).iter().sum::<usize>() + self.lookup_instances()
    }
}

/// How much work each part is, in multiples of committing to one column of 2^14 rows. Only progress and estimates
/// depend on it.
impl Statement {
    pub fn commitment_work(&self) -> u64 {
        // Columns of later rounds hold numbers of any size: to commit to them takes about six times as long.
        let units = self.commitments() + 5 * columns(&self.later);
        (units as u64) << (self.k.max(14) - 14)
    }
}

/// The work of a proof, and about how many ticks of progress it reports.
pub(crate) fn proof_work(class: &Class, instances: usize) -> (u64, usize) {
    let dimensions = class.dimensions();
    // These were counted: a lookup ticks for each column that it extends or commits to, and both kinds tick
    // while they open.
    let opening_ticks = class.k() as usize + 50;
    let ticks = match class {
        Class::Lookup { .. } => {
            let helpers = dimensions.advice - dimensions.linked - dimensions.public - 2;
            instances * (2 * dimensions.advice + dimensions.linked + 3 * helpers + 4)
                + opening_ticks
        }
        Class::InnerProduct { .. } | Class::Product { .. } => {
            2 * dimensions.advice - dimensions.linked + opening_ticks
        }
    };
    let columns = (instances * dimensions.advice) as u64;
    let opening = 260;
    let units = (opening + columns * 9 / 2) << (class.k().max(14) - 14);
    (units, ticks)
}
