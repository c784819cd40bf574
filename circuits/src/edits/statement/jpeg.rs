//! The statement of a published JPEG: its coefficients are exactly those of a hidden image.
//!
//! See sections 3.5 and 4.8 of `docs/protocol.md`. X is the input of the step, which is known to be bytes: the camera
//! made them, or the step before proves it. The JPEG shows X, or a rectangle of X that everybody knows, in one of two
//! ways: the pixels as they are, or resized. The weights W of each component c, its offset and its shift S are those of
//! `jpeg/weights.rs`; Z are its public coefficients, R its hidden remainders, of the same shape.
//!
//! **Of pixels.** For every coefficient
//!
//! ```text
//! W_c X + offset_c = 2^S Z_c + R_c        R_c in 0..2^S
//! ```
//!
//! There is only one such Z: the rounded sum.
//!
//! | tensor | holds | what binds it |
//! | --- | --- | --- |
//! | auxiliary 0 | R of Y, in 0..2^13 | the first lookup, and the relation |
//! | auxiliary 1, 2 | R of Cb as `L + 2^8 H`, both in 0..2^8 | the second lookup, and the relation |
//! | auxiliary 3, 4 | the same of Cr | the same |
//!
//! **Of a resize**, the last edit. Its pixels are not rounded to bytes in between: its weights A, whose sums count 2^18
//! a level, give the sums U, which are a tensor of the step, and
//!
//! ```text
//! A X = U
//! W_c U + 2^18 offset_c = 2^(S + 18) Z_c + R_c        R_c in 0..2^(S + 18)
//! ```
//!
//! | tensor | holds | what binds it |
//! | --- | --- | --- |
//! | auxiliary 0 | U | the first relation, in which everything else is known: it needs no lookup |
//! | auxiliary 1 to 3 | `2^5 R` of Y in three limbs in 0..2^12 | the lookup, and the second relation times 2^5 |
//! | auxiliary 4 to 6, 7 to 9 | `2^2 R` of Cb and of Cr in the same way | the same, times 2^2 |
//!
//! The factors make every remainder a number below 2^36, so that all limbs share one table. That limbs can also hold
//! numbers that are no multiple of 2^5 or 2^2 gives a prover nothing: everything else in the relation is a multiple. A
//! resized picture takes 4.5 lookups a pixel in 4:2:0; to round it to hidden bytes first takes 8, in larger tables.
//!
//! **Both ways**, the coefficients are committed to nowhere: the verifier has them, and they enter the value of the
//! relation. So round 0 absorbs their digest before the weights are drawn: a prover who knows the weights finds other
//! coefficients with the same value by lattice reduction.
//!
//! With `r^row t^position` the weight of each coefficient and of each number of U, 1, gamma, gamma^2 those of the
//! components, and gamma^3 that of the relation of U, everything is one sum: X or U with the adjoint weights
//! (`jpeg/adjoint.rs`), less the remainders, is the value. Padding of the remainders weighs nothing, and nobody relies
//! on it, because no step follows. U is padded as the output of a step is, and its relation holds there, too.
//!
//! Both sides of each equation are below 2^29 in absolute value, or below 2^52 of a resize, so what is equal in the
//! field is equal in integers.

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
use crate::edits::semantics::{LinearMap, unrounded};
use crate::edits::statement::relation::Relation;
use crate::image::layout::Layout;
use crate::image::{Image, Rect, Size};
use crate::jpeg::{
    self, BLOCK, CoefficientWeights, Coefficients, Component, Compression, Limbs, Picture, Planes,
    Weights, quantised,
};
use crate::parallel::prelude::*;
use crate::progress::{Cancelled, Stop};
use crate::statement::fold::{Fold, Weighed, WeightProduct};
use crate::statement::sum::{Slot, Sum};
use crate::statement::{Entry, INPUT, Looked, Lookup, Statement, Tensor};
use crate::step::rounds::Challenges;
use crate::tensor::{self, Shape};

/// The most bits of a limb of a remainder of pixels.
const PIXEL_LIMB: u32 = 13;
/// The bits of a limb of a remainder of sums that were not rounded.
const UNROUNDED_LIMB: u32 = 12;

/// The statement of a JPEG.
pub(crate) struct JpegRelation {
    source: SourceTensor,
    compression: Compression,
    /// Y; Cb and Cr.
    groups: [Group; 2],
}

/// The tensor that the JPEG is made of.
pub(crate) struct SourceTensor {
    input: Layout,
    /// The input, or the sums of an edit.
    tensor: Tensor,
    layout: Layout,
    /// The part of that tensor that the JPEG shows.
    crop: CropMap,
    /// log2 of what a level counts in it.
    level_bits: u32,
    /// What the sums of an edit are, after a crop of the input.
    sums: Option<Relation>,
}

impl SourceTensor {
    /// The pixels of the input inside a rectangle.
    pub fn pixels(input: Layout, crop: CropMap) -> Self {
        SourceTensor { input, tensor: INPUT, layout: input, crop, level_bits: 0, sums: None }
    }

    /// The sums of an edit that stays unrounded, after a crop; they have the layout of the edit's output.
    pub fn sums(input: Layout, crop: CropMap, map: Box<dyn LinearMap>, output: Layout) -> Self {
        const SUMS: Tensor = Tensor::Auxiliary(0);
        let level_bits = map.rounding().divisor.ilog2();
        // The offset rounds, so it is left out.
        let (hidden, offset) = (vec![(SUMS, 1)], [0; 3]);
        let sums = Relation { input, output, map, crop, hidden, published_factor: None, offset };
        let whole = CropMap { input: output.size, rect: Rect::full(output.size) };
        SourceTensor {
            input,
            tensor: SUMS,
            layout: output,
            crop: whole,
            level_bits,
            sums: Some(sums),
        }
    }

    /// Width and height of what the JPEG shows.
    fn shown(&self) -> Size {
        let Rect { width, height, .. } = self.crop.rect;
        Size { width, height }
    }

    /// The limbs of remainders below `2^(shift + level_bits)`.
    fn limbs(&self, shift: u32) -> Limbs {
        let bits = shift + self.level_bits;
        let (count, limb) = match self.sums {
            None => (bits.div_ceil(PIXEL_LIMB), bits / bits.div_ceil(PIXEL_LIMB)),
            Some(_) => (bits.div_ceil(UNROUNDED_LIMB), UNROUNDED_LIMB),
        };
        Limbs { count: count as usize, bits: limb, unit_bits: count * limb - bits }
    }
}

/// Components whose blocks cover the same pixels and whose remainders have the same limbs.
struct Group {
    components: Vec<OneComponent>,
    /// Pixels along one side of a block.
    side: usize,
    /// That of the coefficients, and of each limb of the remainders, of each component.
    layout: tensor::Layout,
    limbs: Limbs,
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
    /// The statement about a source.
    pub fn new(source: SourceTensor, compression: Compression) -> Self {
        let first = usize::from(source.sums.is_some());
        let mut tensors = (first..).map(Tensor::Auxiliary);
        let mut group = |components: &[Component]| {
            let components: Vec<OneComponent> = components
                .iter()
                .map(|&component| {
                    let Compression { ref tables, sampling } = compression;
                    let weights = Weights::new(component, tables.of(component), sampling);
                    let blocks = sampling.blocks(component, source.shown());
                    let limbs = source.limbs(weights.shift()).count;
                    let limbs = tensors.by_ref().take(limbs).collect();
                    OneComponent { component, weights, blocks, limbs }
                })
                .collect();
            let OneComponent { weights, blocks: (columns, rows), .. } = &components[0];
            let shape = Shape { rows: BLOCK * rows, row_values: BLOCK * columns };
            Group {
                side: weights.side(),
                layout: tensor::Layout::new(shape, source.layout.k)
                    .expect("a row of coefficients is no longer than one of three bytes a pixel"),
                limbs: source.limbs(weights.shift()),
                components,
            }
        };
        let groups = [group(&[Component::Y]), group(&[Component::Cb, Component::Cr])];
        JpegRelation { source, compression, groups }
    }

    /// The tensors, and what is looked up of them.
    pub fn tensors(&self) -> Statement {
        let sums = self.source.sums.iter().map(|relation| *relation.output);
        let of_group = |group: &Group| vec![group.layout; group.limbs().count()];
        Statement {
            k: self.source.layout.k,
            inputs: vec![*self.source.input],
            outputs: Vec::new(),
            auxiliary: sums.chain(self.groups.iter().flat_map(of_group)).collect(),
            later: Vec::new(),
            lookups: self.lookups(),
        }
    }

    /// All limbs are in their range: those of one range in one lookup.
    fn lookups(&self) -> Vec<Lookup> {
        let [first, second] = self.groups.each_ref().map(Group::lookup);
        if first.entries.len() != second.entries.len() {
            return vec![first, second];
        }
        let columns = first.columns.into_iter().chain(second.columns).collect();
        // Columns of fewer data rows have zeros in the others.
        vec![Lookup { columns, rows: first.rows.max(second.rows), ..first }]
    }

    /// The JPEG of an image, and the auxiliary tensors: the sums of an edit, if the JPEG is made of them, and the limbs
    /// of the remainders.
    ///
    /// # Errors
    /// If `stop` says so.
    pub fn evaluate(
        &self,
        input: &Image,
        stop: Stop<'_>,
    ) -> Result<(Picture, Vec<Values>), Cancelled> {
        let crop = self.source.sums.as_ref().map_or(&self.source.crop, |sums| &sums.crop);
        let shown = input.crop(crop.rect);
        let Some(Relation { map, output, .. }) = &self.source.sums else {
            return self.compressed(&shown, stop);
        };
        let sums = unrounded(&**map, &shown, output.size, stop)?;
        let (picture, mut tensors) = self.compressed(&sums, stop)?;
        tensors.insert(0, Values::Integers(sums.numbers));
        Ok((picture, tensors))
    }

    /// The JPEG of a source, and the limbs of the remainders.
    fn compressed(
        &self,
        source: &impl jpeg::Source,
        stop: Stop<'_>,
    ) -> Result<(Picture, Vec<Values>), Cancelled> {
        let (mut coefficients, mut limbs) = (Vec::<Coefficients>::new(), Vec::new());
        for group in &self.groups {
            for OneComponent { weights, blocks, .. } in &group.components {
                let (of_component, planes) =
                    quantised(source, weights, *blocks, group.limbs, stop)?;
                coefficients.push(of_component);
                limbs.extend(group.values(planes));
            }
        }
        let coefficients = coefficients.try_into().expect("there are three components");
        let picture = Picture::compressed(self.source.shown(), self.compression, coefficients);
        Ok((picture.expect("qualities that are offered keep coefficients in range"), limbs))
    }

    /// The circuit of the relation, for which no weights are built.
    pub fn class(&self) -> Class {
        let [r, t] = [0x7072_6f6f_6672_6f6f, 0x6d2d_6a70_6567_6a70].map(Fp::from);
        let weights = CoefficientWeights { r, t };
        let of_group = |group: &Group| {
            let of_source = self.products(group, weights, &[]);
            let of_remainders = [group.remainder_products(weights)];
            self.weighed(&of_source).folds_of_columns().len()
                + group.remainders(&of_remainders).folds_of_columns().len()
        };
        let of_groups: usize = self.groups.iter().map(of_group).sum();
        let of_sums = self.source.sums.as_ref().map_or(0, Relation::slot_count);
        Class::of_sum(self.source.layout.k, of_groups + of_sums, 0)
            .expect("a JPEG takes at most 33 slots, and the relation of an edit at most 97")
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
        if let Some(relation) = &self.source.sums {
            let sum = relation.sum(challenges, None);
            let factor = gamma.square() * gamma;
            slots.extend(sum.slots.into_iter().map(|(slot, mut weights)| {
                weights.iter_mut().for_each(|weight| *weight *= factor);
                (slot, weights)
            }));
            value += factor * sum.value;
        }
        for group in &self.groups {
            let unit = Fp::from(1 << group.limbs.unit_bits);
            let components = group.components.iter();
            let summed: Vec<_> =
                components.map(|of| (unit * factors[of.component as usize], &of.weights)).collect();
            slots.extend(weighed(&self.weighed(&self.products(group, weights, &summed))));
            slots.extend(group.remainder_slots(weights, &factors));
            let divisor = Fp::from(1 << (group.limbs.count as u32 * group.limbs.bits));
            let level = unit * Fp::from(1 << self.source.level_bits);
            for of in &group.components {
                let coefficients =
                    picture.map(|picture| &picture.components()[of.component as usize]);
                let sum = coefficients.map_or(Fp::ZERO, |values| weights.coefficients(values));
                let offsets = weights.offsets(of.blocks, &of.weights);
                value += factors[of.component as usize] * (divisor * sum - level * offsets);
            }
        }
        Sum {
            k: self.source.layout.k,
            slots,
            pairs: Vec::new(),
            value,
            last_challenges: challenges.last.both(),
        }
    }

    /// The weights of the source in the sum of some components of a group, each times its factor.
    fn products(
        &self,
        group: &Group,
        weights: CoefficientWeights,
        summed: &[(Fp, &Weights)],
    ) -> Vec<WeightProduct> {
        let products = weights.products(self.source.shown(), group.side, summed).into_iter();
        products.map(|product| self.source.crop.embed(product)).collect()
    }

    fn weighed<'a>(&'a self, products: &'a [WeightProduct]) -> Weighed<'a> {
        Weighed { tensor: self.source.tensor, layout: &self.source.layout, products }
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
            let units = powers(Fp::from(1 << self.limbs.bits), of.limbs.len());
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
            entries: Entry::range(1 << self.limbs.bits),
            tags: Tags::NONE,
        }
    }

    /// The limbs of a component's remainders, as bytes if they are: of a large photo, they are many.
    fn values(&self, mut planes: Planes) -> Vec<Values> {
        let values = |words: &mut Vec<u16>| {
            let words = Zeroizing::new(std::mem::take(words));
            if self.limbs.bits > 8 {
                return Values::Words(words);
            }
            let bytes = words.iter().map(|&limb| limb as u8);
            Values::Bytes(Arc::new(Zeroizing::new(bytes.collect())))
        };
        planes.iter_mut().map(values).collect()
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
