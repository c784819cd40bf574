//! From a statement as its author writes it to one about columns: layouts, lookups, what challenges absorb, and the sum of
//! all equations.

use halo2_proofs::pasta::Fp;

use crate::argument::class::SLOTS;
use crate::argument::lookup::circuit::Tags;
use crate::curve::field::powers;
use crate::kernel::error::KernelError;
use crate::kernel::statement::{Challenges, Equation, Lookup, Statement, Table, Tensor};
use crate::statement::fold::{FEW_SLOTS, Weighed, WeightProduct};
use crate::statement::sum::{Pair, Slot, Sum};
use crate::statement::{self, Entry, Looked, Lookup as ColumnLookup, Statement as ColumnStatement};
use crate::step::rounds::{self, FirstChallenges};
use crate::step::{Context, OutputKind};
use crate::tensor::{Layout, Shape};

/// What challenges absorb of a statement besides its tensors: its encoding takes the place of a recipe.
pub(super) fn context(encoding: &[u8]) -> Context<'_> {
    let kind = OutputKind::Nothing;
    Context { kind, attestation: &[], bound: None, recipe: encoding, grouping: &[], step: 0 }
}

/// All shapes and tables of a statement, then its name with its public numbers.
pub(super) fn encoding(statement: &impl Statement, lowered: &ColumnStatement) -> Vec<u8> {
    let public = statement.public();
    let mut encoding = Vec::new();
    let mut number = |number: usize| encoding.extend((number as u64).to_le_bytes());
    for layouts in [&lowered.inputs, &lowered.auxiliary, &lowered.later] {
        number(layouts.len());
        for Layout { shape, .. } in layouts {
            number(shape.rows);
            number(shape.row_values);
        }
    }
    number(lowered.lookups.len());
    for lookup in &lowered.lookups {
        number(lookup.entries.len());
        for Entry { low, high } in &lookup.entries {
            number(*low as usize);
            number((*high).into());
        }
    }
    number(public.len());
    encoding.extend(public);
    encoding
}

/// The statement about columns. Lookups into the same table are one.
///
/// # Errors
/// Shapes and tables that do not fit, and lookups of tensors that cannot be looked up.
pub(super) fn lower(statement: &impl Statement) -> Result<ColumnStatement, KernelError> {
    let k = statement.k();
    let layouts = |shapes: Vec<Shape>| {
        shapes.into_iter().map(|shape| Layout::new(shape, k)).collect::<Result<Vec<_>, _>>()
    };
    let mut lowered = ColumnStatement {
        k,
        inputs: layouts(statement.inputs())?,
        outputs: Vec::new(),
        auxiliary: layouts(statement.auxiliary())?,
        later: layouts(statement.later())?,
        lookups: Vec::new(),
    };
    for Lookup { looked, table: Table(entries) } in statement.lookups() {
        let rows = Layout::usable_rows(k);
        if !(1..=rows).contains(&entries.len()) {
            return Err(KernelError::Table);
        }
        let (tensor, other) = match looked {
            Looked::Values(tensor) => (tensor, tensor),
            Looked::Pair { low, high } => (low, high),
        };
        let [layout, of_other] = [tensor, other].map(|tensor| match tensor {
            statement::Tensor::Input(number) => lowered.inputs.get(number),
            statement::Tensor::Auxiliary(number) => lowered.auxiliary.get(number),
            _ => None,
        });
        let looked = match (layout, of_other) {
            (Some(layout), Some(other)) if layout == other => looked.columns(layout.columns),
            _ => return Err(KernelError::Mismatch("looked up tensors")),
        };
        match lowered.lookups.iter_mut().find(|lookup| lookup.entries == entries) {
            Some(lookup) => lookup.columns.extend(looked),
            None => {
                let (columns, tags) = (looked.collect(), Tags::NONE);
                lowered.lookups.push(ColumnLookup { k, rows, columns, entries, tags });
            }
        }
    }
    Ok(lowered)
}

/// All equations as one sum; none if there is no equation. The first counts as it is, each after it times the next power
/// of gamma.
pub(super) fn sum(
    statement: &impl Statement,
    lowered: &ColumnStatement,
    challenges: &rounds::Challenges,
) -> Option<Sum> {
    let (FirstChallenges { r, t, .. }, s) = (challenges.first, challenges.s);
    let [z, gamma] = challenges.last.both();
    let equations = statement.equations(&Challenges { r, t, s, z });
    let powers = powers(gamma, equations.len());
    let mut joined = Joined::default();
    for (equation, power) in equations.into_iter().zip(powers) {
        joined.add(power, equation, lowered);
    }
    let Joined { value, weighed, mut pairs } = joined;
    let mut slots = Vec::new();
    for (tensor, products) in &weighed {
        let weighed = Weighed {
            tensor: (*tensor).into(),
            layout: lowered.layout((*tensor).into()),
            products,
        };
        // What a factor of a pair weighs by itself needs no other slot.
        let factor = pairs.iter_mut().find_map(|((left, right), pair)| match *tensor {
            tensor if tensor == *left => Some(&mut pair.weights[0]),
            tensor if tensor == *right => Some(&mut pair.weights[1]),
            _ => None,
        });
        let folds = weighed.folds(FEW_SLOTS, SLOTS[SLOTS.len() - 1]);
        let folds = folds.unwrap_or_else(|| weighed.folds_of_columns());
        match factor {
            // A row is one column, and its fold the column itself.
            Some(weights) => folds.iter().for_each(|fold| *weights = weighed.weights(fold)),
            None => slots.extend(folds.into_iter().map(|fold| {
                let weights = weighed.weights(&fold);
                (fold.slot, weights)
            })),
        }
    }
    if slots.is_empty() && pairs.is_empty() {
        // Equations of nothing, or whose weights are all zero: some column weighs nothing.
        let (tensor, _) = weighed.first()?;
        slots.push((Slot::of((*tensor).into(), 0), Vec::new()));
    }
    let pairs = pairs.into_iter().map(|(_, pair)| pair).collect();
    Some(Sum { k: lowered.k, slots, pairs, value, last_challenges: [z, gamma] })
}

/// Equations as one: what each tensor weighs in it, and each product of two tensors.
#[derive(Default)]
struct Joined {
    value: Fp,
    weighed: Vec<(Tensor, Vec<WeightProduct>)>,
    pairs: Vec<((Tensor, Tensor), Pair)>,
}

impl Joined {
    /// Adds an equation, times a factor.
    fn add(&mut self, factor: Fp, equation: Equation, lowered: &ColumnStatement) {
        let shape = |tensor: Tensor| lowered.layout(tensor.into()).shape;
        self.value += factor * equation.value;
        for (tensor, mut product) in equation.weighed {
            let Shape { rows, row_values } = shape(tensor);
            assert_eq!(product.rows.len(), rows, "a weight for each row of {tensor:?}");
            assert_eq!(product.values.len(), row_values, "a weight for each of its numbers");
            product.rows.iter_mut().for_each(|weight| *weight *= factor);
            match self.weighed.iter_mut().find(|(known, _)| *known == tensor) {
                Some((_, products)) => products.push(product),
                None => self.weighed.push((tensor, vec![product])),
            }
        }
        for (left, right, weights) in equation.products {
            let row = Shape::row(weights.len());
            assert_eq!([left, right].map(shape), [row; 2], "rows with a number for each weight");
            let weights = weights.into_iter().map(|weight| factor * weight);
            match self.pairs.iter_mut().find(|(known, _)| *known == (left, right)) {
                Some((_, pair)) => {
                    pair.products.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
                }
                None => {
                    let factors = [left, right].map(|tensor| Slot::of(tensor.into(), 0));
                    let products = weights.collect();
                    let pair = Pair { factors, weights: [Vec::new(), Vec::new()], products };
                    self.pairs.push(((left, right), pair));
                }
            }
        }
    }
}
