//! The statement of a published JPEG: its coefficients are exactly those of a hidden image, or of a rectangle of it that
//! everybody knows.
//!
//! See section 4.8 of `docs/protocol.md`.
//!
//! X is the hidden image, which is known to be bytes: the camera made them, or the step before proves it. For each
//! component c, with the integer weights W, the offset and the shift S of `jpeg/weights.rs`, and its public coefficients Z,
//!
//! ```text
//! W_c X + offset_c = 2^S Z_c + R_c        R_c in 0..2^S
//! ```
//!
//! for every coefficient. There is only one such Z: the rounded sum.
//!
//! | tensor | holds | what binds it |
//! | --- | --- | --- |
//! | auxiliary 0 | R of Y, in 0..2^13 | the first lookup, and the relation |
//! | auxiliary 1, 2 | R of Cb as `L + 2^8 H`, both in 0..2^8 | the second lookup, and the relation |
//! | auxiliary 3, 4 | the same of Cr | the same |
//!
//! Each has the shape of its component's coefficients. The coefficients are committed to nowhere: the verifier has them, and
//! they enter the value of the relation. So round 0 absorbs their digest before the weights are drawn: a prover who knows
//! the weights finds other coefficients with the same value by lattice reduction.
//!
//! With `r^row t^position` the weight of each coefficient, and 1, gamma, gamma^2 those of the components, everything is one
//! sum: X with the adjoint weights (`jpeg/adjoint.rs`), less the remainders, is the value. Padding of the remainders weighs
//! nothing; nobody relies on it, for no step follows.
//!
//! Both sides of each equation are below 2^29 in absolute value, so what is equal in the field is equal in integers.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use ff::Field;
use halo2_proofs::pasta::Fp;
use zeroize::Zeroizing;

use crate::argument::class::Class;
use crate::argument::lookup::circuit::Tags;
use crate::commitment::tensor::Values;
use crate::curve::field::powers;
use crate::edits::crop::CropMap;
use crate::image::layout::Layout;
use crate::image::{Image, Rect, Size};
use crate::jpeg::{BLOCK, CoefficientWeights, Component, Compression, Picture, Weights, quantised};
use crate::parallel::prelude::*;
use crate::progress::{Cancelled, Stop};
use crate::statement::fold::{Fold, Weighed, WeightProduct};
use crate::statement::sum::{Slot, Sum};
use crate::statement::{Entry, INPUT, Looked, Lookup, Statement, Tensor};
use crate::step::rounds::Challenges;
use crate::tensor::{self, Shape};

/// The most bits of a remainder that is one limb.
const MOST_BITS: u32 = 13;

/// The statement of a JPEG.
pub(crate) struct JpegRelation {
    input: Layout,
    /// The part of the input that the JPEG shows.
    crop: CropMap,
    compression: Compression,
    /// Y; Cb and Cr.
    groups: [Group; 2],
}

/// Components whose blocks cover the same pixels and whose remainders have the same limbs.
struct Group {
    components: Vec<OneComponent>,
    /// Pixels along one side of a block.
    side: usize,
    /// That of the coefficients, and of each limb of the remainders, of each component.
    layout: tensor::Layout,
    /// Every limb is below 2 to this power.
    limb_bits: u32,
}

/// One component of a group.
struct OneComponent {
    component: Component,
    weights: Weights,
    /// Blocks in a row, and rows of them.
    blocks: (usize, usize),
    /// The limbs of the remainders, the lowest first.
    limbs: Vec<Tensor>,
}

impl JpegRelation {
    /// The statement about the part of an input inside `rect`.
    pub fn new(input: Layout, rect: Rect, compression: Compression) -> Self {
        let size = Size { width: rect.width, height: rect.height };
        let mut tensors = (0..).map(Tensor::Auxiliary);
        let mut group = |components: &[Component]| {
            let components: Vec<OneComponent> = components
                .iter()
                .map(|&component| {
                    let Compression { ref tables, sampling } = compression;
                    let weights = Weights::new(component, tables.of(component), sampling);
                    let limbs = weights.shift().div_ceil(MOST_BITS) as usize;
                    let blocks = sampling.blocks(component, size);
                    let limbs = tensors.by_ref().take(limbs).collect();
                    OneComponent { component, weights, blocks, limbs }
                })
                .collect();
            let OneComponent { weights, blocks: (columns, rows), limbs, .. } = &components[0];
            let shape = Shape { rows: BLOCK * rows, row_values: BLOCK * columns };
            Group {
                side: weights.side(),
                layout: tensor::Layout::new(shape, input.k)
                    .expect("a row of coefficients is no longer than one of three bytes a pixel"),
                limb_bits: weights.shift() / limbs.len() as u32,
                components,
            }
        };
        let groups = [group(&[Component::Y]), group(&[Component::Cb, Component::Cr])];
        JpegRelation { crop: CropMap { input: input.size, rect }, input, compression, groups }
    }

    /// The tensors, and what is looked up of them.
    pub fn tensors(&self) -> Statement {
        let of_group = |group: &Group| vec![group.layout; group.limbs().count()];
        Statement {
            k: self.input.k,
            inputs: vec![*self.input],
            outputs: Vec::new(),
            auxiliary: self.groups.iter().flat_map(of_group).collect(),
            later: Vec::new(),
            lookups: self.groups.iter().map(Group::lookup).collect(),
        }
    }

    /// The part of the input that the JPEG shows.
    fn shown(&self) -> Size {
        let Rect { width, height, .. } = self.crop.rect;
        Size { width, height }
    }

    /// The JPEG of an image, and the limbs of the remainders, in the order of the auxiliary tensors.
    ///
    /// # Errors
    /// If `stop` says so.
    pub fn evaluate(
        &self,
        input: &Image,
        stop: Stop<'_>,
    ) -> Result<(Picture, Vec<Values>), Cancelled> {
        let cropped;
        let shown = if self.crop.rect == Rect::full(input.size()) {
            input
        } else {
            cropped = input.crop(self.crop.rect);
            &cropped
        };
        let (mut coefficients, mut limbs) = (Vec::new(), Vec::new());
        for group in &self.groups {
            for OneComponent { weights, blocks, .. } in &group.components {
                let (of_component, remainders) = quantised(shown, weights, *blocks, stop)?;
                coefficients.push(of_component);
                limbs.extend(group.limbs_of(remainders));
            }
        }
        let coefficients = coefficients.try_into().expect("there are three components");
        let picture = Picture::compressed(self.shown(), self.compression, coefficients);
        Ok((picture.expect("qualities that are offered keep coefficients in range"), limbs))
    }

    /// The circuit of the relation, for which no weights are built.
    pub fn class(&self) -> Class {
        let [r, t] = [0x7072_6f6f_6672_6f6f, 0x6d2d_6a70_6567_6a70].map(Fp::from);
        let weights = CoefficientWeights { r, t };
        let slots = self.groups.iter().map(|group| {
            let of_input = self.products(group, weights, &[]);
            let of_remainders = [group.remainder_products(weights)];
            self.input(&of_input).folds_of_columns().len()
                + group.remainders(&of_remainders).folds_of_columns().len()
        });
        Class::of_sum(self.input.k, slots.sum(), 0).expect("a JPEG takes at most 32 slots")
    }

    /// The sum for these challenges. Its value needs the picture. Without it the value is meaningless, but slots and
    /// weights are right.
    pub fn sum(&self, challenges: &Challenges, picture: Option<&Picture>) -> Sum {
        let (r, t) = (challenges.first.r, challenges.first.t);
        let [_, gamma] = challenges.last.both();
        let factors = [Fp::ONE, gamma, gamma.square()];
        let weights = CoefficientWeights { r, t };
        let mut slots = Vec::new();
        let mut value = Fp::ZERO;
        for group in &self.groups {
            let components = group.components.iter();
            let summed: Vec<_> =
                components.map(|of| (factors[of.component as usize], &of.weights)).collect();
            slots.extend(weighed(&self.input(&self.products(group, weights, &summed))));
            slots.extend(group.remainder_slots(weights, &factors));
            for of in &group.components {
                let coefficients =
                    picture.map(|picture| &picture.components()[of.component as usize]);
                let sum = coefficients.map_or(Fp::ZERO, |values| weights.coefficients(values));
                let unit = Fp::from(1 << of.weights.shift());
                let offsets = weights.offsets(of.blocks, &of.weights);
                value += factors[of.component as usize] * (unit * sum - offsets);
            }
        }
        Sum {
            k: self.input.k,
            slots,
            pairs: Vec::new(),
            value,
            last_challenges: challenges.last.both(),
        }
    }

    /// The weights of the input in the sum of some components of a group, each times its factor.
    fn products(
        &self,
        group: &Group,
        weights: CoefficientWeights,
        summed: &[(Fp, &Weights)],
    ) -> Vec<WeightProduct> {
        let products = weights.products(self.shown(), group.side, summed).into_iter();
        products.map(|product| self.crop.embed(product)).collect()
    }

    fn input<'a>(&'a self, products: &'a [WeightProduct]) -> Weighed<'a> {
        Weighed { tensor: INPUT, layout: &self.input, products }
    }
}

impl Group {
    /// The limbs of all components, in the order of their tensors.
    fn limbs(&self) -> impl Iterator<Item = Tensor> {
        self.components.iter().flat_map(|of| of.limbs.iter().copied())
    }

    /// What each limb counts in its component's equation, times the component's factor.
    fn limb_factors(&self, factors: &[Fp; 3]) -> Vec<(Tensor, Fp)> {
        let of_component = |of: &OneComponent| -> Vec<(Tensor, Fp)> {
            let units = powers(Fp::from(1 << self.limb_bits), of.limbs.len());
            let limbs = of.limbs.iter().zip(units);
            limbs.map(|(&limb, unit)| (limb, factors[of.component as usize] * unit)).collect()
        };
        self.components.iter().flat_map(of_component).collect()
    }

    /// All limbs are in their range.
    fn lookup(&self) -> Lookup {
        let tensor::Layout { k, data_rows, columns, .. } = self.layout;
        Lookup {
            k,
            rows: data_rows,
            columns: self.limbs().flat_map(|limb| Looked::Values(limb).columns(columns)).collect(),
            entries: Entry::range(1 << self.limb_bits),
            tags: Tags::NONE,
        }
    }

    /// The limbs of a component's remainders.
    fn limbs_of(&self, remainders: Zeroizing<Vec<u16>>) -> Vec<Values> {
        if self.components[0].limbs.len() == 1 {
            return vec![Values::Words(remainders)];
        }
        let bytes = |shift: u32| -> Values {
            let bytes = remainders.iter().map(|remainder| (remainder >> shift) as u8);
            Values::Bytes(Arc::new(Zeroizing::new(bytes.collect())))
        };
        vec![bytes(0), bytes(8)]
    }

    /// The weights of remainders, which are on the other side; padding weighs nothing.
    fn remainder_products(&self, CoefficientWeights { r, t }: CoefficientWeights) -> WeightProduct {
        let Shape { rows, row_values } = self.layout.shape;
        let values = powers(t, row_values).into_iter().map(|weight| -weight).collect();
        WeightProduct { rows: powers(r, rows), values }
    }

    /// A tensor of this layout, which stands for all limbs, with its weights.
    fn remainders<'a>(&'a self, products: &'a [WeightProduct; 1]) -> Weighed<'a> {
        let tensor = self.components[0].limbs[0];
        Weighed { tensor, layout: &self.layout, products }
    }

    /// The slots of all limbs: each holds columns of the same numbers of all of them.
    fn remainder_slots(
        &self,
        weights: CoefficientWeights,
        factors: &[Fp; 3],
    ) -> Vec<(Slot, Vec<Fp>)> {
        let limbs = self.limb_factors(factors);
        let of_all = |Slot { terms }: Slot| {
            let terms = terms.into_iter().flat_map(|(_, column, weight)| {
                limbs.iter().map(move |&(limb, factor)| (limb, column, factor * weight))
            });
            Slot { terms: terms.collect() }
        };
        let slots = weighed(&self.remainders(&[self.remainder_products(weights)]));
        slots.into_iter().map(|(slot, weights)| (of_all(slot), weights)).collect()
    }
}

/// The folds of columns with the weights of their rows.
fn weighed(tensor: &Weighed<'_>) -> Vec<(Slot, Vec<Fp>)> {
    let with_weights = |fold: Fold| {
        let weights = tensor.weights(&fold);
        (fold.slot, weights)
    };
    tensor.folds_of_columns().into_par_iter().map(with_weights).collect()
}
