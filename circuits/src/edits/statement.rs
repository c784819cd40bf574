//! What is proved about one step of a chain: the tensors, lookups and the relation that say that its output is the edit
//! of its input. Prover and verifier build the same statement from public data alone.
//!
//! See section 3 of `docs/protocol.md`.

pub(crate) mod hidden_crop;
pub(crate) mod jpeg;
pub(crate) mod relation;

use zeroize::Zeroizing;

use crate::argument::class::Class;
use crate::argument::lookup::circuit::Tags;
use crate::commitment::tensor::Values;
use crate::edits::crop::{Crop, CropMap};
use crate::edits::semantics::{LinearMap, PixelMap, Rounding, ToneTables, apply_tone, clamp};
use crate::edits::statement::hidden_crop::HiddenCrop;
use crate::edits::statement::jpeg::{JpegRelation, SourceTensor};
use crate::edits::statement::relation::Relation;
use crate::edits::{Edit, Kept};
use crate::image::layout::Layout;
use crate::image::{Image, Rect, Size};
use crate::jpeg::Compression;
use crate::output::Output;
use crate::parallel::prelude::*;
use crate::parallel::rows_with_planes;
use crate::progress::{Cancelled, Stop};
use crate::statement::sum::Sum;
use crate::statement::{Entry, INPUT, Looked, Lookup, OUTPUT, Statement, Tensor, proof_work};
use crate::step::rounds::Challenges;

/// One step of a chain.
pub(crate) struct StepStatement {
    /// The tensors, and what is looked up of them. The auxiliary ones are the parts, then the places of a hidden crop.
    pub tensors: Statement,
    pub output: Layout,
    pixels: Pixels,
    /// The hidden parts of the sums.
    pub parts: Vec<Part>,
    pub relation: Option<StepRelation>,
}

/// What the step does to pixels.
enum Pixels {
    Tone(Box<ToneTables>),
    Linear {
        kept: Kept,
    },
    /// Compresses them to a JPEG.
    Compressed,
}

/// The linear relation of a step.
pub(crate) enum StepRelation {
    /// The edit of a rectangle that everybody knows.
    Visible(Relation),
    /// The edit of a rectangle at a hidden place.
    HiddenCrop(HiddenCrop),
    /// The coefficients of a JPEG.
    Jpeg(Box<JpegRelation>),
}

impl StepRelation {
    /// The relation between the rectangle and the output, if that is an image.
    pub fn linear(&self) -> Option<&Relation> {
        match self {
            StepRelation::Visible(relation) => Some(relation),
            StepRelation::HiddenCrop(crop) => Some(&crop.relation),
            StepRelation::Jpeg(_) => None,
        }
    }

    /// The crop, if its place is hidden.
    pub fn hidden_crop(&self) -> Option<&HiddenCrop> {
        match self {
            StepRelation::HiddenCrop(crop) => Some(crop),
            StepRelation::Visible(_) | StepRelation::Jpeg(_) => None,
        }
    }

    /// The JPEG, if the output is one.
    pub fn jpeg(&self) -> Option<&JpegRelation> {
        match self {
            StepRelation::Jpeg(jpeg) => Some(jpeg),
            StepRelation::Visible(_) | StepRelation::HiddenCrop(_) => None,
        }
    }

    /// The circuit of the relation, for which no weights are built.
    pub fn class(&self) -> Class {
        match self {
            StepRelation::Visible(relation) => relation.class(),
            StepRelation::HiddenCrop(crop) => crop.class(),
            StepRelation::Jpeg(jpeg) => jpeg.class(),
        }
    }

    /// The sum that says it. Its value needs the output if that is published. Without it the value is meaningless, but
    /// slots and weights are right.
    pub fn sum(&self, challenges: &Challenges, published: Option<Output<'_>>) -> Sum {
        let pixels = published.and_then(Output::pixels);
        match self {
            StepRelation::Visible(relation) => relation.sum(challenges, pixels),
            StepRelation::HiddenCrop(crop) => crop.sum(challenges, pixels),
            StepRelation::Jpeg(jpeg) => jpeg.sum(challenges, published.and_then(Output::jpeg)),
        }
    }
}

/// A hidden part of the sums of a linear edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// `floor(sum / unit)` modulo `values`: a remainder, or a limb of one.
    Remainder { unit: u32, values: u32 },
    /// `floor(sum / unit)` less the least that there can be, which is below `values`.
    Quotient { unit: u32, least: i32, values: u32 },
}

impl Part {
    /// The part of a sum.
    fn of(self, sum: i32) -> u16 {
        let part = match self {
            Part::Remainder { unit, values } => {
                sum.div_euclid(unit as i32).rem_euclid(values as i32)
            }
            Part::Quotient { unit, least, .. } => sum.div_euclid(unit as i32) - least,
        };
        u16::try_from(part).expect("parts have at most 2^13 values, and edits state their bounds")
    }

    /// What a unit of it counts in the sum.
    pub fn unit(self) -> u32 {
        match self {
            Part::Remainder { unit, .. } | Part::Quotient { unit, .. } => unit,
        }
    }

    /// It is below this.
    pub fn values(self) -> u32 {
        match self {
            Part::Remainder { values, .. } | Part::Quotient { values, .. } => values,
        }
    }
}

/// The most values of what is looked up, so that tables leave room for the blinding rows of the shortest columns.
const MOST_VALUES: u32 = 1 << 13;

/// The hidden parts that prove how a sum is rounded, and whether the last of them is a quotient, of which the output
/// is a function; else the output itself stands in the relation, as the quotient.
fn parts_of(rounding: &Rounding, published: bool) -> Vec<Part> {
    let Rounding { divisor, finer, quotients: (least, greatest), .. } = *rounding;
    if rounding.is_exact() {
        return Vec::new();
    }
    let remainder = |unit, values| Part::Remainder { unit, values };
    if published && !rounding.clamps() {
        // The quotient is the output, which anybody sees to be a byte.
        if divisor <= MOST_VALUES {
            return vec![remainder(1, divisor)];
        }
        let limb = divisor.isqrt();
        assert!(limb * limb == divisor && limb <= MOST_VALUES, "a remainder has one or two limbs");
        return vec![remainder(1, limb), remainder(limb, limb)];
    }
    let unit = divisor / finer;
    let values = (greatest - least + 1) as u32 * finer;
    assert!(unit * finer == divisor && unit.max(values) <= MOST_VALUES, "tables are short");
    let quotient = Part::Quotient { unit, least: least * finer as i32, values };
    // A remainder of one value is none.
    if unit == 1 { vec![quotient] } else { vec![remainder(1, unit), quotient] }
}

/// The tags of the three channels. Bytes are below the step between them.
const CHANNELS: Tags = Tags(&[0, 1 << 16, 2 << 16]);

impl Lookup {
    /// A lookup of tensors with the output's layout, in its data rows.
    fn of(output: &Layout, looked: &[Looked], entries: Vec<Entry>, tags: Tags) -> Self {
        let columns = looked.iter().flat_map(|looked| looked.columns(output.columns)).collect();
        Lookup { k: output.k, rows: output.data_rows, columns, entries, tags }
    }
}

impl StepStatement {
    /// The statement of a group of edits that [`crate::Recipe::grouped`] allowed. `published` says that
    /// the output is the published image, whose bytes the verifier sees.
    ///
    /// The sizes must have been checked ([`crate::Recipe::sizes`]).
    pub fn new(group: &[Edit], input: Size, output: Size, k: u32, published: bool) -> Self {
        let layout = |size| Layout::new(size, k).expect("sizes were checked against k");
        let (input, output) = (layout(input), layout(output));
        if group.first().is_some_and(Edit::is_tone) {
            return Self::tone(group, input, output);
        }
        let full = Kept::Rect(Rect::full(input.size));
        let (kept, edit) = match group {
            [] => (full, None),
            [edit] => match edit.kept() {
                Some(Kept::Hidden(size)) => (Kept::Hidden(size), None),
                _ => (full, Some(edit)),
            },
            [first, edit] => (first.kept().expect("groups were checked"), Some(edit)),
            _ => unreachable!("groups were checked"),
        };
        let cropped = kept.size();
        let nothing = Edit::from(Crop(Rect::full(cropped)));
        let PixelMap::Linear(map) = edit.unwrap_or(&nothing).map(cropped) else {
            unreachable!("groups were checked")
        };
        Self::linear(map, kept, input, output, published)
    }

    /// The statement of a step after the first of an edit that takes several, by its number from 0.
    pub fn further(
        edit: &Edit,
        step: usize,
        input: Size,
        output: Size,
        k: u32,
        published: bool,
    ) -> Self {
        let PixelMap::Linear(map) = edit.map_of_step(step, input) else {
            unreachable!("only linear maps take several steps")
        };
        let layout = |size| Layout::new(size, k).expect("sizes were checked against k");
        let full = Kept::Rect(Rect::full(input));
        Self::linear(map, full, layout(input), layout(output), published)
    }

    /// The statement of a published JPEG. The group is empty, or it is what the JPEG's step takes: a crop that
    /// everybody knows, an edit that stays unrounded, or both.
    pub fn of_jpeg(
        group: &[Edit],
        input: Size,
        output: Size,
        k: u32,
        compression: Compression,
    ) -> Self {
        let layout = |size| Layout::new(size, k).expect("sizes were checked against k");
        let (rect, edit) = match group {
            [] => (Rect::full(input), None),
            [edit] if edit.stays_unrounded() => (Rect::full(input), Some(edit)),
            [first, rest @ ..] => match first.kept() {
                Some(Kept::Rect(rect)) => (rect, rest.first()),
                _ => unreachable!("groups were checked"),
            },
        };
        let crop = CropMap { input, rect };
        let source = match edit {
            None => SourceTensor::pixels(layout(input), crop),
            Some(edit) => {
                let PixelMap::Linear(map) =
                    edit.map(Size { width: rect.width, height: rect.height })
                else {
                    unreachable!("groups were checked")
                };
                SourceTensor::sums(layout(input), crop, map, layout(output))
            }
        };
        let relation = JpegRelation::new(source, compression);
        StepStatement {
            tensors: relation.tensors(),
            output: layout(output),
            pixels: Pixels::Compressed,
            parts: Vec::new(),
            relation: Some(StepRelation::Jpeg(Box::new(relation))),
        }
    }

    fn tone(group: &[Edit], input: Layout, output: Layout) -> Self {
        let mut tables: ToneTables = [std::array::from_fn(|x| x as u8); 3];
        for edit in group {
            let PixelMap::Tone(next) = edit.map(output.size) else {
                unreachable!("groups were checked")
            };
            for (table, next) in tables.iter_mut().zip(next.iter()) {
                table.iter_mut().for_each(|byte| *byte = next[*byte as usize]);
            }
        }
        // X is a byte: the original's by its camera's signature, an intermediate's by its own step. So the channel,
        // which counts 2^16, cannot be made up for, and Y is what the table has for X in this channel.
        let entries = (0..3).flat_map(|channel| {
            let table = &tables[channel];
            (0..=255u8).map(move |x| Entry {
                low: u32::from(x) + CHANNELS.0[channel],
                high: table[usize::from(x)],
            })
        });
        let pair = Looked::Pair { low: INPUT, high: OUTPUT };
        let lookup = Lookup::of(&output, &[pair], entries.collect(), CHANNELS);
        let tensors = Statement {
            k: output.k,
            inputs: vec![*input],
            outputs: vec![*output],
            auxiliary: Vec::new(),
            later: Vec::new(),
            lookups: vec![lookup],
        };
        let pixels = Pixels::Tone(Box::new(tables));
        StepStatement { tensors, output, pixels, parts: Vec::new(), relation: None }
    }

    fn linear(
        map: Box<dyn LinearMap>,
        kept: Kept,
        input: Layout,
        output: Layout,
        published: bool,
    ) -> Self {
        let rounding = map.rounding();
        let Rounding { finer, divisor, quotients: (least, _), .. } = rounding;
        let parts = parts_of(&rounding, published);
        let numbered = || parts.iter().enumerate();
        let mut hidden: Vec<(Tensor, u64)> = numbered()
            .map(|(number, part)| (Tensor::Auxiliary(number), part.unit().into()))
            .collect();
        let mut offset = rounding.offset.map(i64::from);
        let mut published_factor = None;
        let mut lookups = Vec::new();
        // Limbs of one range share a lookup.
        let is_remainder = |part: &Part| matches!(part, Part::Remainder { .. });
        let remainders: Vec<_> = numbered()
            .filter(|(_, part)| is_remainder(part))
            .map(|(number, _)| Looked::Values(Tensor::Auxiliary(number)))
            .collect();
        if let Some(first) = parts.first().filter(|first| is_remainder(first)) {
            let entries = Entry::range(first.values());
            lookups.push(Lookup::of(&output, &remainders, entries, Tags::NONE));
        }
        match parts.last() {
            // The relation and the remainder's range make this the true quotient, and the pair makes the output what
            // that is rounded and clamped to.
            Some(quotient @ Part::Quotient { .. }) => {
                let pair = Looked::Pair { low: Tensor::Auxiliary(parts.len() - 1), high: OUTPUT };
                let entries = (0..quotient.values()).map(|low| Entry {
                    low,
                    high: clamp(i64::from(least) + i64::from(low / finer)),
                });
                lookups.push(Lookup::of(&output, &[pair], entries.collect(), Tags::NONE));
                offset = offset.map(|offset| offset - i64::from(least) * i64::from(divisor));
            }
            _ if published => published_factor = Some(divisor.into()),
            // Nothing is rounded: the output is bytes because the input is.
            _ => hidden.push((OUTPUT, divisor.into())),
        }
        // A rectangle at a hidden place is an image of its own, which is never committed to.
        let (source, rect) = match kept {
            Kept::Rect(rect) => (input, rect),
            Kept::Hidden(size) => {
                let layout = Layout::new(size, input.k).expect("it is no wider than the input");
                (layout, Rect::full(size))
            }
        };
        let crop = CropMap { input: source.size, rect };
        let relation =
            Relation { input: source, output, map, crop, hidden, published_factor, offset };
        let relation = match kept {
            Kept::Rect(_) => StepRelation::Visible(relation),
            Kept::Hidden(_) => {
                let places = Tensor::Auxiliary(parts.len());
                StepRelation::HiddenCrop(HiddenCrop { input, step: 1, relation, places })
            }
        };
        let mut tensors = Statement {
            k: output.k,
            inputs: vec![*input],
            outputs: vec![*output],
            auxiliary: vec![*output; parts.len()],
            later: Vec::new(),
            lookups,
        };
        if let StepRelation::HiddenCrop(crop) = &relation {
            tensors.auxiliary.push(crop.places_layout());
            tensors.later.extend(crop.moved_layouts());
        }
        let pixels = Pixels::Linear { kept };
        StepStatement { tensors, output, pixels, parts, relation: Some(relation) }
    }

    /// The output of an input, which is an image, and the parts. A hidden crop keeps the rectangle `hidden`.
    ///
    /// # Errors
    /// If `stop` says so.
    pub fn evaluate(
        &self,
        input: &Image,
        hidden: Option<Rect>,
        stop: Stop<'_>,
    ) -> Result<(Image, Vec<Values>), Cancelled> {
        let linear = self.relation.as_ref().and_then(StepRelation::linear);
        let (kept, relation) = match (&self.pixels, linear) {
            (Pixels::Linear { kept }, Some(relation)) => (*kept, relation),
            (Pixels::Tone(tables), _) => return Ok((apply_tone(tables, input), Vec::new())),
            (Pixels::Linear { .. }, None) => unreachable!("linear steps have a relation"),
            (Pixels::Compressed, _) => unreachable!("a JPEG is no image"),
        };
        let rect = match kept {
            Kept::Rect(rect) => rect,
            Kept::Hidden(_) => hidden.expect("the prover knows the place"),
        };
        let source = input.crop(rect);
        let map = &relation.map;
        let rounding = map.rounding();
        let size = self.output.size;
        let row_bytes = size.row_bytes();
        // Zeroized if the work is stopped half-way.
        let mut pixels = Zeroizing::new(vec![0; size.bytes()]);
        let mut planes = Zeroizing::new(vec![vec![0u16; size.bytes()]; self.parts.len()]);
        let rows = rows_with_planes(&mut pixels, &mut planes, row_bytes);
        rows.into_par_iter().enumerate().try_for_each_init(
            || vec![0; row_bytes],
            |sums, (y, (bytes, mut planes))| {
                stop()?;
                map.sums(&source, y as u32, sums);
                for (i, &sum) in sums.iter().enumerate() {
                    bytes[i] = rounding.byte(sum);
                    for (plane, part) in planes.iter_mut().zip(&self.parts) {
                        plane[i] = part.of(sum);
                    }
                }
                Ok(())
            },
        )?;
        let planes = std::mem::take(&mut *planes);
        Ok((
            Image::new(size, std::mem::take(&mut *pixels)),
            planes.into_iter().map(|words| Values::Words(Zeroizing::new(words))).collect(),
        ))
    }

    /// The JPEG, if the output is one.
    pub fn jpeg(&self) -> Option<&JpegRelation> {
        self.relation.as_ref().and_then(StepRelation::jpeg)
    }

    /// The crop, if its place is hidden.
    pub fn hidden_crop(&self) -> Option<&HiddenCrop> {
        self.relation.as_ref().and_then(StepRelation::hidden_crop)
    }

    /// The relation between the rectangle and the output, which is the image of an edit that is no tone.
    #[cfg(test)]
    pub fn linear_relation(&self) -> &Relation {
        self.relation.as_ref().and_then(StepRelation::linear).expect("a linear step")
    }

    /// Every class that the step's proofs have.
    pub fn classes(&self) -> Vec<Class> {
        let mut classes: Vec<Class> = self.proofs().into_iter().map(|(class, _)| class).collect();
        classes.dedup();
        classes
    }

    /// The step's proofs: class, and how many instances.
    pub fn proofs(&self) -> Vec<(Class, usize)> {
        let mut proofs = self.tensors.lookup_proofs();
        let relation = self.relation.as_ref();
        proofs.extend(relation.map(|relation| (relation.class(), 1)));
        proofs
    }

    /// How much work it is to prove. Only progress and estimates depend on it.
    pub fn work(&self) -> u64 {
        let proofs = self.proofs();
        let proving: u64 = proofs.iter().map(|(class, count)| proof_work(class, *count).0).sum();
        self.tensors.commitment_work() + proving
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::edits::EditKind;
    use crate::edits::recipe::Recipe;

    const SIZE: Size = Size { width: 40, height: 29 };

    fn statement(edit: &Edit, published: bool) -> StepStatement {
        let output = edit.step_sizes(SIZE).expect("a valid edit")[0];
        StepStatement::new(std::slice::from_ref(edit), SIZE, output, 14, published)
    }

    /// The cost of each edit: lookups of a byte, published and hidden.
    #[test]
    fn a_byte_takes_at_most_two_lookups() {
        for (edit, published, hidden) in [
            (r#"{"contrast":{"permille":1300}}"#, 1, 1),
            (r#"{"flip":{"axis":"vertical"}}"#, 0, 0),
            (r#"{"resize":{"width":31,"height":45}}"#, 2, 2),
            (r#"{"rgb_to_ycbcr":{}}"#, 1, 2),
            (r#"{"grayscale":{}}"#, 1, 2),
            (r#"{"ycbcr_to_rgb":{}}"#, 2, 2),
            (r#"{"convolve":{"preset":"gaussian3"}}"#, 1, 2),
            (r#"{"convolve":{"preset":"sharpen"}}"#, 1, 1),
            (r#"{"convolve":{"kernel":[[0,0,0],[0,5,0],[0,0,-2]],"divisor":3}}"#, 2, 2),
            (r#"{"convolve":{"kernel":[[0,0,0],[0,1,0],[0,0,0]],"divisor":1}}"#, 0, 0),
            (r#"{"straighten":{"millidegrees":1500}}"#, 1, 1),
            (r#"{"straighten":{"millidegrees":0}}"#, 0, 0),
        ] {
            let recipe = Recipe::from_json(&format!("[{edit}]")).expect("a recipe");
            for (is_published, expected) in [(true, published), (false, hidden)] {
                let statement = statement(&recipe.edits()[0], is_published);
                let columns: usize =
                    statement.tensors.lookups.iter().map(|lookup| lookup.columns.len()).sum();
                let inputs = columns / statement.output.columns;
                assert_eq!(inputs, expected, "{edit}, published: {is_published}");
            }
        }
    }

    /// A table is one function of its low parts, and short enough for the shortest columns.
    #[test]
    fn tables_are_short_and_functions() {
        for edit in Edit::KINDS.iter().flat_map(EditKind::examples) {
            for lookup in
                [true, false].into_iter().flat_map(|p| statement(&edit, p).tensors.lookups)
            {
                let lows: HashSet<u32> = lookup.entries.iter().map(|entry| entry.low).collect();
                assert_eq!(lows.len(), lookup.entries.len(), "{edit:?}");
                assert!(lows.len() <= MOST_VALUES as usize, "{edit:?}");
            }
        }
    }

    /// The parts of every sum that bytes can give make up the sum, are below their bounds, and say what the output is.
    #[test]
    fn parts_of_the_extreme_sums_are_in_range() {
        for edit in Edit::KINDS.iter().flat_map(EditKind::examples) {
            let PixelMap::Linear(map) = edit.map(SIZE) else {
                continue;
            };
            let rounding = map.rounding();
            let (least, greatest) = rounding.quotients;
            let divisor = rounding.divisor as i32;
            let extremes = [least * divisor, greatest * divisor + divisor - 1, greatest * divisor];
            for (sum, published) in extremes.into_iter().flat_map(|s| [(s, true), (s, false)]) {
                let statement = statement(&edit, published);
                let mut rest = sum;
                for part in &statement.parts {
                    let number = part.of(sum);
                    assert!(u32::from(number) < part.values(), "{edit:?}, {sum}");
                    rest -= i32::from(number) * part.unit() as i32;
                    if let Part::Quotient { unit, least, .. } = part {
                        rest -= least * *unit as i32;
                        let entries = &statement.tensors.lookups.last().expect("a lookup").entries;
                        let entry = entries[usize::from(number)];
                        assert_eq!(entry, Entry { low: number.into(), high: rounding.byte(sum) });
                    }
                }
                let has_quotient = matches!(statement.parts.last(), Some(Part::Quotient { .. }));
                let output = i32::from(rounding.byte(sum)) * divisor;
                assert_eq!(rest, if has_quotient { 0 } else { output }, "{edit:?}, {sum}");
            }
        }
    }
}
