//! What is proved about one step: which lookups and which linear relation say that its output is the
//! edit of its input. Prover and verifier build the same statement from public data alone.
//!
//! See section 3 of `docs/protocol.md`.

pub(crate) mod equations;
pub(crate) mod hidden_crop;
pub(crate) mod plane;
pub(crate) mod relation;
pub(crate) mod sum;

use group::CurveAffine as _;
use halo2_proofs::pasta::{Eq, EqAffine, Fp};
use zeroize::Zeroizing;

use crate::argument::class::{Class, LOOKUP_WIDTHS};
use crate::argument::lookup::circuit::{LookupExtent, channel_term};
use crate::commitment::plane::Samples;
use crate::curve::field::multiples;
use crate::curve::msm::normalise;
use crate::edits::crop::{Crop, CropMap};
use crate::edits::semantics::{LinearMap, PixelMap, Rounding, ToneTables, apply_tone, clamp};
use crate::edits::{Edit, Kept};
use crate::image::layout::Layout;
use crate::image::{Image, Rect, Size};
use crate::parallel::prelude::*;
use crate::progress::{Cancelled, Stop};
use crate::statement::hidden_crop::{CropChallenges, HiddenCrop};
use crate::statement::plane::{CropColumn, Plane};
use crate::statement::relation::Relation;
use crate::statement::sum::Plan;

/// One step of a chain.
pub(crate) struct Statement {
    pub output: Layout,
    pixels: Pixels,
    /// The auxiliary planes.
    pub auxiliary: Vec<Part>,
    pub lookups: Vec<Lookup>,
    pub relation: Option<StepRelation>,
}

/// What the step does to pixels.
enum Pixels {
    Tone(Box<ToneTables>),
    Linear { kept: Kept },
}

/// The linear relation of a step.
pub(crate) enum StepRelation {
    /// The edit of a rectangle that everybody knows.
    Visible(Relation),
    /// The edit of a rectangle at a hidden place.
    HiddenCrop(HiddenCrop),
}

/// The challenges of a step's relation.
#[derive(Clone, Copy)]
pub(crate) struct RelationChallenges {
    /// Weighs rows of the output.
    pub r: Fp,
    /// Weighs bytes of a row of the output.
    pub t: Fp,
    /// Weighs rows of the input, if the relation has a round of its own.
    pub s: Option<Fp>,
    /// Those that are drawn last.
    pub last: [Fp; 2],
}

impl StepRelation {
    /// The relation between the rectangle and the output.
    pub fn linear(&self) -> &Relation {
        match self {
            StepRelation::Visible(relation) => relation,
            StepRelation::HiddenCrop(crop) => &crop.relation,
        }
    }

    /// The crop, if its place is hidden.
    pub fn hidden_crop(&self) -> Option<&HiddenCrop> {
        match self {
            StepRelation::Visible(_) => None,
            StepRelation::HiddenCrop(crop) => Some(crop),
        }
    }

    /// The circuit of the relation, for which no weights are built.
    pub fn class(&self) -> Class {
        match self {
            StepRelation::Visible(relation) => relation.class(),
            StepRelation::HiddenCrop(crop) => crop.class(),
        }
    }

    /// The instance of the circuit. The value needs the output if that is published. Without it the value is
    /// meaningless, but class and slots are right.
    pub fn plan(&self, challenges: RelationChallenges, published: Option<&Image>) -> Plan {
        let RelationChallenges { r, t, s, last } = challenges;
        match self {
            StepRelation::Visible(relation) => relation.plan(r, t, last, published),
            StepRelation::HiddenCrop(crop) => {
                let s = s.expect("a hidden crop has a round of its own");
                crop.plan(CropChallenges { r, t, s }, last, published)
            }
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

/// Values of every column of the output's layout, looked up in one table.
pub(crate) struct Lookup {
    inputs: Vec<Looked>,
    entries: Vec<Entry>,
    channel: bool,
}

/// What is looked up: a plane's columns, or the columns of two planes in pairs.
///
/// A pair is looked up as `low + theta high`, theta being drawn with the lookup's alpha after all columns are
/// committed. So the pair is an entry, and each of its parts is what the entry has: neither needs a range of its own.
/// With a factor that is known before, such as a power of two, the high part can make up for a low one that is out of
/// range, by a fraction.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Looked {
    Plane(Plane),
    Pair { low: Plane, high: Plane },
}

/// An entry of a table. No two entries of a table have the same low part, in which the channel is counted, if channels
/// are told apart.
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

impl Statement {
    /// The statement of a group of edits that [`crate::Recipe::grouped`] allowed. `published` says that
    /// the output is the published image, whose bytes the verifier sees.
    ///
    /// The sizes must have been checked ([`crate::Recipe::sizes`]).
    pub fn new(group: &[Edit], input: Size, output: Size, k: u32, published: bool) -> Self {
        let layout = |size| Layout::new(size, k).expect("sizes were checked against k");
        let (input, output) = (layout(input), layout(output));
        if group.first().is_some_and(Edit::is_tone) {
            return Self::tone(group, output);
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

    fn tone(group: &[Edit], output: Layout) -> Self {
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
                low: u32::from(x) + channel_term(channel) as u32,
                high: table[usize::from(x)],
            })
        });
        let pair = Looked::Pair { low: Plane::Input, high: Plane::Output };
        let lookup = Lookup { inputs: vec![pair], entries: entries.collect(), channel: true };
        let pixels = Pixels::Tone(Box::new(tables));
        Statement { output, pixels, auxiliary: Vec::new(), lookups: vec![lookup], relation: None }
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
        let auxiliary = parts_of(&rounding, published);
        let planes = || auxiliary.iter().enumerate();
        let mut hidden: Vec<(Plane, u64)> =
            planes().map(|(number, part)| (Plane::Auxiliary(number), part.unit().into())).collect();
        let mut offset = rounding.offset.map(i64::from);
        let mut published_factor = None;
        let mut lookups = Vec::new();
        // Limbs of one range share a lookup.
        let is_remainder = |part: &Part| matches!(part, Part::Remainder { .. });
        let remainders: Vec<_> = planes()
            .filter(|(_, part)| is_remainder(part))
            .map(|(number, _)| Looked::Plane(Plane::Auxiliary(number)))
            .collect();
        if let Some(Part::Remainder { values, .. }) = auxiliary.first() {
            lookups.push(Lookup::range(remainders, *values));
        }
        match auxiliary.last() {
            // The relation and the remainder's range make this the true quotient, and the pair makes the output what
            // that is rounded and clamped to.
            Some(Part::Quotient { values, .. }) => {
                let pair = Looked::Pair {
                    low: Plane::Auxiliary(auxiliary.len() - 1),
                    high: Plane::Output,
                };
                let entries = (0..*values).map(|low| Entry {
                    low,
                    high: clamp(i64::from(least) + i64::from(low / finer)),
                });
                let entries = entries.collect();
                lookups.push(Lookup { inputs: vec![pair], entries, channel: false });
                offset = offset.map(|offset| offset - i64::from(least) * i64::from(divisor));
            }
            _ if published => published_factor = Some(divisor.into()),
            // Nothing is rounded: the output is bytes because the input is.
            _ => hidden.push((Plane::Output, divisor.into())),
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
            Kept::Hidden(_) => StepRelation::HiddenCrop(HiddenCrop { input, step: 1, relation }),
        };
        let pixels = Pixels::Linear { kept };
        Statement { output, pixels, auxiliary, lookups, relation: Some(relation) }
    }

    /// The output and the auxiliary planes of an input. A hidden crop keeps the rectangle `hidden`.
    ///
    /// # Errors
    /// If `stop` says so.
    pub fn evaluate(
        &self,
        input: &Image,
        hidden: Option<Rect>,
        stop: Stop<'_>,
    ) -> Result<(Image, Vec<Samples>), Cancelled> {
        let (kept, relation) = match (&self.pixels, &self.relation) {
            (Pixels::Linear { kept }, Some(relation)) => (*kept, relation.linear()),
            (Pixels::Tone(tables), _) => return Ok((apply_tone(tables, input), Vec::new())),
            (Pixels::Linear { .. }, None) => unreachable!("linear steps have a relation"),
        };
        let rect = match kept {
            Kept::Rect(rect) => rect,
            Kept::Hidden(_) => hidden.expect("the prover knows the place"),
        };
        let cropped;
        let source = if rect == Rect::full(input.size()) {
            input
        } else {
            cropped = input.crop(rect);
            &cropped
        };
        let map = &relation.map;
        let rounding = map.rounding();
        let size = self.output.size;
        let row_bytes = size.row_bytes();
        // Zeroized if the work is stopped half-way.
        let mut pixels = Zeroizing::new(vec![0; size.bytes()]);
        let mut planes = Zeroizing::new(vec![vec![0u16; size.bytes()]; self.auxiliary.len()]);
        let mut rows: Vec<(&mut [u8], Vec<&mut [u16]>)> =
            pixels.chunks_exact_mut(row_bytes).map(|row| (row, Vec::new())).collect();
        for plane in planes.iter_mut() {
            for (row, (_, of_row)) in plane.chunks_exact_mut(row_bytes).zip(&mut rows) {
                of_row.push(row);
            }
        }
        rows.into_par_iter().enumerate().try_for_each_init(
            || vec![0; row_bytes],
            |sums, (y, (bytes, mut planes))| {
                stop()?;
                map.sums(source, y as u32, sums);
                for (i, &sum) in sums.iter().enumerate() {
                    bytes[i] = rounding.byte(sum);
                    for (plane, part) in planes.iter_mut().zip(&self.auxiliary) {
                        plane[i] = part.of(sum);
                    }
                }
                Ok(())
            },
        )?;
        let planes = std::mem::take(&mut *planes);
        Ok((
            Image::new(size, std::mem::take(&mut *pixels)),
            planes.into_iter().map(|words| Samples::Words(Zeroizing::new(words))).collect(),
        ))
    }

    /// Instances of the lookup circuit, all lookups together.
    pub fn lookup_instances(&self) -> usize {
        let counts = self.lookups.iter();
        counts.map(|lookup| lookup.count(&self.output)).sum()
    }
}

impl Lookup {
    /// Values in 0..`values`.
    fn range(inputs: Vec<Looked>, values: u32) -> Self {
        let entries = (0..values).map(|low| Entry { low, high: 0 }).collect();
        Lookup { inputs, entries, channel: false }
    }

    /// What is looked up where.
    pub fn extent(&self, layout: &Layout) -> LookupExtent {
        LookupExtent {
            k: layout.k,
            data_rows: layout.data_rows,
            table: self.entries.len(),
            channel: self.channel,
        }
    }

    /// The class of the lookup's proofs: the width that takes the fewest advice columns in all.
    pub fn class(&self, layout: &Layout) -> Class {
        let columns = self.inputs.len() * layout.columns;
        let class = |width| Class::Lookup { k: layout.k, width };
        let advice = |class: &Class| columns.div_ceil(class.width()) * class.dimensions().advice;
        LOOKUP_WIDTHS.into_iter().map(class).min_by_key(advice).expect("there are widths")
    }

    /// How many instances there are.
    fn count(&self, layout: &Layout) -> usize {
        let columns = self.inputs.len() * layout.columns;
        columns.div_ceil(self.class(layout).width())
    }

    /// The columns of each instance; spare slots repeat the last column.
    pub fn instances(&self, layout: &Layout) -> Vec<Vec<LookedColumn>> {
        let width = self.class(layout).width();
        let columns: Vec<LookedColumn> = self
            .inputs
            .iter()
            .flat_map(|&looked| {
                (0..layout.columns).map(move |column| LookedColumn { looked, column })
            })
            .collect();
        let last = columns[columns.len() - 1];
        columns
            .chunks(width)
            .map(|chunk| {
                let mut slots = chunk.to_vec();
                slots.resize(width, last);
                slots
            })
            .collect()
    }

    /// The most instances of a proof. One proof is about at most 360 columns, which bounds the memory of proving.
    /// Each additional proof costs a second.
    fn most_in_a_proof(&self, layout: &Layout) -> usize {
        360 / self.class(layout).width()
    }

    /// The columns of the instances of each proof.
    pub fn proofs(&self, layout: &Layout) -> Vec<Vec<Vec<LookedColumn>>> {
        self.instances(layout).chunks(self.most_in_a_proof(layout)).map(<[_]>::to_vec).collect()
    }

    /// The entries.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entries as the circuit looks them up.
    pub fn table(&self, theta: Fp) -> Vec<Fp> {
        let multiples = multiples(theta);
        let entry =
            |entry: &Entry| Fp::from(u64::from(entry.low)) + multiples[usize::from(entry.high)];
        self.entries.iter().map(entry).collect()
    }

    /// How often each entry occurs in the layout's data rows of these columns, low parts with the high parts of pairs,
    /// and how many values or pairs are not in the table.
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
                let channel = if self.channel { channel_term(row) } else { 0 };
                let high = highs.map_or(0, |highs: &[u32]| highs[row]);
                match index.get((u64::from(low) + channel) as usize) {
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
    /// The commitment to the column, given the points of the planes.
    pub fn commitment<'a>(&self, points: &impl Fn(Plane) -> &'a [EqAffine], theta: Fp) -> Eq {
        match self.looked {
            Looked::Plane(plane) => points(plane)[self.column].to_curve(),
            Looked::Pair { low, high } => {
                points(high)[self.column] * theta + points(low)[self.column]
            }
        }
    }
}

/// What the slots of some instances of a lookup are linked to: inputs, then multiplicities.
pub(crate) fn lookup_commitments<'a>(
    instances: &[Vec<LookedColumn>],
    points: &(impl Fn(Plane) -> &'a [EqAffine] + Sync),
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

/// How much work each part is, in multiples of committing to one column of 2^14 rows. Only progress and estimates
/// depend on it.
impl Statement {
    /// Every class that the step's proofs have.
    pub fn classes(&self) -> Vec<Class> {
        let mut classes: Vec<Class> = self.proofs().into_iter().map(|(class, _)| class).collect();
        classes.dedup();
        classes
    }

    /// The step's proofs: class, and how many instances.
    pub fn proofs(&self) -> Vec<(Class, usize)> {
        let mut proofs = self.lookup_proofs();
        let relation = self.relation.as_ref();
        proofs.extend(relation.map(|relation| (relation.class(), 1)));
        proofs
    }

    /// The proofs of the lookups alone, which sizes determine.
    pub fn lookup_proofs(&self) -> Vec<(Class, usize)> {
        let mut proofs = Vec::new();
        for lookup in &self.lookups {
            let class = lookup.class(&self.output);
            let most = lookup.most_in_a_proof(&self.output);
            let mut left = lookup.count(&self.output);
            while left > 0 {
                let instances = left.min(most);
                proofs.push((class, instances));
                left -= instances;
            }
        }
        proofs
    }

    /// The crop, if its place is hidden.
    pub fn hidden_crop(&self) -> Option<&HiddenCrop> {
        self.relation.as_ref().and_then(StepRelation::hidden_crop)
    }

    /// The commitments of round 0 that are neither of the output nor multiplicities: those of auxiliary planes, then
    /// the places of a hidden crop.
    pub fn auxiliary_commitments(&self) -> usize {
        self.auxiliary.len() * self.output.columns + usize::from(self.hidden_crop().is_some())
    }

    /// The commitments of the round after that.
    pub fn later_commitments(&self) -> usize {
        self.hidden_crop().map_or(0, |_| CropColumn::MOVED.len())
    }

    /// Column commitments that the step publishes.
    pub fn commitments(&self) -> usize {
        self.output.columns
            + self.auxiliary_commitments()
            + self.lookup_instances()
            + self.later_commitments()
    }

    pub fn commitment_work(&self) -> u64 {
        // Moved weights are numbers of any size: to commit to them takes about six times as long.
        let units = self.commitments() + 5 * self.later_commitments();
        (units as u64) << (self.output.k.max(14) - 14)
    }

    /// The work of a proof, and about how many ticks of progress it reports.
    pub fn proof_work(class: &Class, instances: usize) -> (u64, usize) {
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

    pub fn work(&self) -> u64 {
        let proofs = self.proofs();
        let proving: u64 =
            proofs.iter().map(|(class, count)| Self::proof_work(class, *count).0).sum();
        self.commitment_work() + proving
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::edits::EditKind;
    use crate::edits::recipe::Recipe;

    const SIZE: Size = Size { width: 40, height: 29 };

    fn statement(edit: &Edit, published: bool) -> Statement {
        let output = edit.output_size(SIZE).expect("a valid edit");
        Statement::new(std::slice::from_ref(edit), SIZE, output, 14, published)
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
        ] {
            let recipe = Recipe::from_json(&format!("[{edit}]")).expect("a recipe");
            for (is_published, expected) in [(true, published), (false, hidden)] {
                let statement = statement(&recipe.edits()[0], is_published);
                let inputs: usize = statement.lookups.iter().map(|l| l.inputs.len()).sum();
                assert_eq!(inputs, expected, "{edit}, published: {is_published}");
            }
        }
    }

    /// A table is one function of its low parts, and short enough for the shortest columns.
    #[test]
    fn tables_are_short_and_functions() {
        for edit in Edit::KINDS.iter().flat_map(EditKind::examples) {
            for lookup in [true, false].into_iter().flat_map(|p| statement(&edit, p).lookups) {
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
                for part in &statement.auxiliary {
                    let number = part.of(sum);
                    assert!(u32::from(number) < part.values(), "{edit:?}, {sum}");
                    rest -= i32::from(number) * part.unit() as i32;
                    if let Part::Quotient { unit, least, .. } = part {
                        rest -= least * *unit as i32;
                        let entries = &statement.lookups.last().expect("a lookup").entries;
                        let entry = entries[usize::from(number)];
                        assert_eq!(entry, Entry { low: number.into(), high: rounding.byte(sum) });
                    }
                }
                let has_quotient =
                    matches!(statement.auxiliary.last(), Some(Part::Quotient { .. }));
                let output = i32::from(rounding.byte(sum)) * divisor;
                assert_eq!(rest, if has_quotient { 0 } else { output }, "{edit:?}, {sum}");
            }
        }
    }
}
