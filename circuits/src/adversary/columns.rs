//! What adversaries change: the numbers that an edit gives, and columns by their field elements, so that they can
//! hold what no honest prover commits to: fractions, negative numbers, values in rows that hold nothing.

use std::collections::HashMap;

use super::*;
use crate::argument::lookup::circuit::LookupExtent;
use crate::commitment::column::{SmallColumn, commit_values};
use crate::commitment::tensor::CommittedTensor;
use crate::statement::Entry;
use crate::statement::sum::Slot;
use halo2_proofs::pasta::EqAffine;

fn combination<'a>(terms: impl IntoIterator<Item = (Fp, &'a Column)>) -> Column {
    let mut terms = terms.into_iter().peekable();
    let (_, first) = terms.peek().expect("a combination of something");
    let mut sum = Column { values: vec![Fp::ZERO; first.values.len()], blind: Fp::ZERO };
    terms.for_each(|(factor, column)| sum.add_scaled(factor, column));
    sum
}

pub(super) fn commitment(column: &Column) -> EqAffine {
    let k = column.values.len().ilog2();
    let point = commit_values(k, column.values.clone(), column.blind);
    normalise(&[point])[0]
}

/// The commitments to some columns, of which only those to other columns than the known ones are computed.
pub(super) fn commit_again(columns: &[Column], known: &[Column], commitments: &mut [EqAffine]) {
    for ((column, known), of_column) in columns.iter().zip(known).zip(commitments) {
        if column != known {
            *of_column = commitment(column);
        }
    }
}

/// The column as the native prover takes it, if there are only small numbers before the blinding rows.
pub(super) fn small(column: &Column) -> Option<SmallColumn> {
    let (data, rows) = column.values.split_at(column.values.len() - BLINDING_ROWS);
    // The prover's buckets are numbered by value, so that these should not be large.
    let small = |value: &Fp| {
        let [low, middle, high, ..] = value.to_repr();
        let number = u32::from_le_bytes([low, middle, high, 0]);
        (*value == Fp::from(u64::from(number))).then_some(number)
    };
    let data: Vec<u32> = data.iter().map(small).collect::<Option<_>>()?;
    let blinds = Blinds { rows: rows.to_vec(), factor: column.blind };
    Some(SmallColumn { data: data.into(), blinds })
}

/// What an edit gives, in numbers that fit their planes.
pub(super) struct Numbers {
    pub kind: Kind,
    pub published: bool,
    pub layout: Layout,
    pub output: Vec<u8>,
    pub auxiliary: Vec<Vec<u16>>,
}

impl Numbers {
    /// The last place in which the output may go down by one.
    pub fn positive(&self) -> usize {
        let positive = self.output.iter().rposition(|&byte| byte > 0);
        positive.expect("not all is black")
    }

    /// The first place of a column in which the output may go up or down by one and is not clamped.
    pub fn free(&self, column: usize) -> usize {
        let is_free = |&place: &usize| {
            let byte = self.output[place];
            let unclamped = match self.kind {
                Kind::Quotient { plane, finer, least, .. } => {
                    i32::from(self.auxiliary[plane][place] / finer) + least == i32::from(byte)
                }
                _ => true,
            };
            unclamped && (1..255).contains(&byte)
        };
        let mut places = column * self.layout.data_rows..self.output.len();
        places.find(is_free).expect("gray somewhere")
    }

    /// Another output, with the quotient to match.
    pub fn move_output(&mut self, place: usize, by: i8) {
        self.output[place] = self.output[place].checked_add_signed(by).expect("free");
        if let Kind::Quotient { plane, finer, .. } = self.kind {
            let quotient = &mut self.auxiliary[plane][place];
            let by = i16::from(by) * i16::try_from(finer).expect("small");
            *quotient = quotient.checked_add_signed(by).expect("free");
        }
    }

    /// The output less one, with the quotient to match; the remainder makes up for it, so that the relation holds,
    /// unless that is more than a plane of numbers holds (a resize, of which no test looks at the relation then).
    pub fn lower_output(&mut self, place: usize) {
        self.move_output(place, -1);
        if let Some((limb, values)) = self.kind.remainder() {
            let more = values.checked_mul(self.kind.finer());
            let remainder = &mut self.auxiliary[limb][place];
            if let Some(sum) = more.and_then(|more| remainder.checked_add(more)) {
                *remainder = sum;
            }
        }
    }
}

/// The columns of a step, by their field elements.
pub(super) struct Planes {
    pub layout: Layout,
    pub kind: Kind,
    pub published: bool,
    pub input: Vec<Column>,
    pub output: Vec<Column>,
    pub auxiliary: Vec<Vec<Column>>,
    /// Whether any of them is another than the prover's.
    pub differ: bool,
}

impl Planes {
    pub fn get(&self, tensor: Tensor) -> &[Column] {
        match tensor {
            INPUT => &self.input,
            OUTPUT => &self.output,
            Tensor::Auxiliary(number) => &self.auxiliary[number],
            _ => unreachable!("hidden crops have forgeries of their own"),
        }
    }

    /// What is looked up: a column, or a low and a high one.
    pub fn parts(&self, slot: LookedColumn) -> (&Column, Option<&Column>) {
        let column = |tensor: Tensor| &self.get(tensor)[slot.column];
        match slot.looked {
            Looked::Values(tensor) => (column(tensor), None),
            Looked::Pair { low, high } => (column(low), Some(column(high))),
        }
    }

    /// The column in a slot.
    pub fn looked(&self, slot: LookedColumn, theta: Fp) -> Column {
        let (low, high) = self.parts(slot);
        combination([(Fp::ONE, low)].into_iter().chain(high.map(|high| (theta, high))))
    }

    pub fn slot(&self, slot: &Slot) -> Column {
        let term =
            |&(tensor, column, factor): &(Tensor, usize, Fp)| (factor, &self.get(tensor)[column]);
        combination(slot.terms.iter().map(term))
    }

    /// A number of the output, or of its padding.
    pub fn output(&mut self, place: usize) -> &mut Fp {
        let rows = self.layout.data_rows;
        &mut self.output[place / rows].values[place % rows]
    }

    /// A number of an auxiliary plane, or of its padding.
    pub fn auxiliary(&mut self, plane: usize, place: usize) -> &mut Fp {
        let rows = self.layout.data_rows;
        &mut self.auxiliary[plane][place / rows].values[place % rows]
    }

    /// Adds to a remainder what makes up for an output, with its quotient, that is less by this.
    pub fn move_remainder(&mut self, place: usize, by: i64) {
        let (limb, values) = self.kind.remainder().expect("the edit rounds");
        let by = by * i64::from(values) * i64::from(self.kind.finer());
        *self.auxiliary(limb, place) += signed(by);
    }

    /// The last place in the padding where one of these planes is not zero.
    pub fn positive_padding(&self, tensor: Tensor) -> usize {
        let (start, rows) = (self.layout.size.bytes(), self.layout.data_rows);
        let columns = self.get(tensor);
        let is_positive = |&place: &usize| columns[place / rows].values[place % rows] != Fp::ZERO;
        let place = (start..columns.len() * rows).rev().find(is_positive);
        place.expect("there is padding, and not all of it is black")
    }
}

/// All values of a plane's columns.
pub(super) fn expanded(tensor: &CommittedTensor) -> Vec<Column> {
    (0..tensor.layout.columns).map(|c| tensor.expanded(c)).collect()
}

/// The columns in the slots of one lookup proof.
pub(super) struct LookupColumns {
    pub extent: LookupExtent,
    pub alpha: Fp,
    pub table: Vec<Fp>,
    /// Inputs and last the multiplicities, instance by instance.
    pub instances: Vec<Vec<Column>>,
}

impl LookupColumns {
    /// The sum over the inputs of an instance less that over its table: zero if the instance is true.
    pub fn excess(&self, instance: usize) -> Fp {
        let (multiplicities, inputs) = self.instances[instance].split_last().expect("slots");
        let inverse = |value: Fp| (self.alpha - value).invert().expect("alpha is random");
        let mut excess = Fp::ZERO;
        for input in inputs {
            let rows = 0..self.extent.data_rows;
            rows.for_each(|row| excess += inverse(looked_up(&self.extent, input, row)));
        }
        for (entry, multiplicity) in self.table.iter().zip(&multiplicities.values) {
            excess -= inverse(*entry) * multiplicity;
        }
        excess
    }
}

pub(super) fn looked_up(extent: &LookupExtent, column: &Column, row: usize) -> Fp {
    column.values[row] + Fp::from(extent.tags.of(row))
}

/// How often each entry occurs. Values and pairs that the table lacks are not counted: no count would do for them.
pub(super) fn counts(
    extent: &LookupExtent,
    entries: &[Entry],
    inputs: &[(&Column, Option<&Column>)],
) -> Vec<u32> {
    let number = |number: u32| Fp::from(u64::from(number)).to_repr();
    let places: HashMap<_, _> = entries
        .iter()
        .enumerate()
        .map(|(place, entry)| ((number(entry.low), number(entry.high.into())), place))
        .collect();
    let mut counts = vec![0; entries.len()];
    for (low, high) in inputs {
        for row in 0..extent.data_rows {
            let high = high.map_or(Fp::ZERO, |high| high.values[row]);
            let pair = (looked_up(extent, low, row).to_repr(), high.to_repr());
            if let Some(&place) = places.get(&pair) {
                counts[place] += 1;
            }
        }
    }
    counts
}

/// What a relation's proof is made from, and the columns of its step.
pub(super) struct RelationColumns<'a> {
    pub planes: &'a Planes,
    pub inputs: &'a mut RelationInputs,
}

impl RelationColumns<'_> {
    /// The weighted sum of one column in a slot.
    pub fn weighted(&self, slot: usize, column: &Column) -> Fp {
        let weights = &self.inputs.plan.weights.slots[slot];
        let rows = weights.iter().zip(&column.values);
        rows.fold(Fp::ZERO, |sum, (weight, value)| sum + weight * value)
    }

    /// The weighted sum less the value: zero if the relation is true.
    pub fn excess(&self) -> Fp {
        let slots = self.inputs.linked.iter().enumerate();
        let value = self.inputs.plan.weights.value;
        slots.fold(-value, |sum, (slot, linked)| sum + self.weighted(slot, &linked.column))
    }
}
