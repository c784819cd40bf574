//! What is proved about one step: which lookups and which linear relation say that its output is the
//! edit of its input. Prover and verifier build the same statement from public data alone.
//!
//! See section 3 of `docs/protocol.md`.

pub(crate) mod packing;
pub(crate) mod plane;
pub(crate) mod relation;

use group::CurveAffine as _;
use halo2_proofs::pasta::{Eq, EqAffine, Fp};
use zeroize::Zeroizing;

use crate::argument::class::{Class, LOOKUP_WIDTHS};
use crate::argument::lookup::circuit::{CHANNELS_END, LookupExtent, channel_term};
use crate::commitment::plane::Samples;
use crate::curve::msm::normalise;
use crate::edits::Edit;
use crate::edits::crop::{Crop, CropMap};
use crate::edits::semantics::{LinearMap, PixelMap, Rounding, ToneTables, apply_tone, clamp};
use crate::image::layout::Layout;
use crate::image::{Image, Rect, Size};
use crate::parallel::prelude::*;
use crate::progress::{Cancelled, Stop};
use crate::statement::packing::Packing;
use crate::statement::plane::Plane;
use crate::statement::relation::Relation;

/// One step of a chain.
pub(crate) struct Statement {
    pub output: Layout,
    pixels: Pixels,
    /// Number of auxiliary planes.
    pub auxiliary: usize,
    pub lookups: Vec<Lookup>,
    pub relation: Option<Relation>,
}

/// What the step does to pixels.
enum Pixels {
    Tone(Box<ToneTables>),
    Linear { rect: Rect },
}

/// Values of every column of the output's layout, looked up in one table.
pub(crate) struct Lookup {
    inputs: Vec<Looked>,
    table: Vec<u64>,
    channel: bool,
}

/// What is looked up: a plane's columns, or two planes' columns packed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Looked {
    Plane(Plane),
    Packed { packing: Packing, low: Plane, high: Plane },
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
            return Self::tone(group, output, published);
        }
        let full = Rect::full(input.size);
        let nothing = Edit::from(Crop(full));
        let (rect, edit) = match group {
            [] => (full, &nothing),
            [edit] => (full, edit),
            [first, edit] => (first.cropped().expect("groups were checked"), edit),
            _ => unreachable!("groups were checked"),
        };
        let cropped = Size { width: rect.width, height: rect.height };
        let PixelMap::Linear(map) = edit.map(cropped) else { unreachable!("groups were checked") };
        Self::linear(map, rect, input, output, published)
    }

    fn tone(group: &[Edit], output: Layout, published: bool) -> Self {
        let mut tables: ToneTables = [std::array::from_fn(|x| x as u8); 3];
        for edit in group {
            let PixelMap::Tone(next) = edit.map(output.size) else {
                unreachable!("groups were checked")
            };
            for (table, next) in tables.iter_mut().zip(next.iter()) {
                table.iter_mut().for_each(|byte| *byte = next[*byte as usize]);
            }
        }
        // X is a byte: the original's by its camera's signature, an intermediate's by its own step. Y is one
        // because it is published, or by the range lookup.
        let packing = Packing::TONE;
        let table = (0..3).flat_map(|channel| {
            let table = &tables[channel];
            (0..=255u8).map(move |x| {
                u64::from(packing.value(x.into(), table[usize::from(x)])) + channel_term(channel)
            })
        });
        let packed = Looked::Packed { packing, low: Plane::Input, high: Plane::Output };
        let mut lookups = vec![Lookup::new(vec![packed], table.collect(), true)];
        if !published {
            lookups.push(Lookup::range(vec![Plane::Output], 256));
        }
        let pixels = Pixels::Tone(Box::new(tables));
        Statement { output, pixels, auxiliary: 0, lookups, relation: None }
    }

    fn linear(
        map: Box<dyn LinearMap>,
        rect: Rect,
        input: Layout,
        output: Layout,
        published: bool,
    ) -> Self {
        let rounding = map.rounding();
        let limbs = rounding.remainder.len();
        let mut hidden: Vec<(Plane, u64)> = (0..limbs)
            .map(|limb| (Plane::Auxiliary(limb), 1 << rounding.remainder[limb].shift))
            .collect();
        let mut lookups = Vec::new();
        // Limbs of one range share a lookup.
        if limbs > 0 {
            let values = rounding.values(rounding.remainder[0]);
            assert!(rounding.remainder.iter().all(|limb| rounding.values(*limb) == values));
            lookups.push(Lookup::range((0..limbs).map(Plane::Auxiliary).collect(), values));
        }
        let divisor = u64::from(rounding.divisor);
        let mut offset = rounding.offset.map(i64::from);
        let mut published_factor = None;
        if rounding.clamped {
            // The clamp's input is committed to as Z + 4096: at least zero, and small.
            let clamp_input = Plane::Auxiliary(limbs);
            hidden.push((clamp_input, divisor));
            offset =
                offset.map(|offset| offset + i64::from(CLAMP_OFFSET) * i64::from(rounding.divisor));
            // The relation pins Z to the true quotient, for which the edit's bounds hold, so it lies in
            // the table's range and below the packing factor.
            let packing = Packing::CLAMP;
            let packed = Looked::Packed { packing, low: clamp_input, high: Plane::Output };
            let table = (0..Packing::CLAMP_VALUES).map(|value| {
                let byte = clamp(i64::from(value) - i64::from(CLAMP_OFFSET));
                u64::from(packing.value(value, byte))
            });
            lookups.push(Lookup::new(vec![packed], table.collect(), false));
        } else if published {
            published_factor = Some(divisor);
        } else {
            hidden.push((Plane::Output, divisor));
        }
        // An edit that does not round gives bytes of its input; every other hidden output is looked up.
        if !published && rounding != Rounding::EXACT {
            lookups.push(Lookup::range(vec![Plane::Output], 256));
        }
        let crop = CropMap { input: input.size, rect };
        let auxiliary = limbs + usize::from(rounding.clamped);
        let relation = Relation { input, output, map, crop, hidden, published_factor, offset };
        let pixels = Pixels::Linear { rect };
        Statement { output, pixels, auxiliary, lookups, relation: Some(relation) }
    }

    /// The output and the auxiliary planes of an input.
    ///
    /// # Errors
    /// If `stop` says so.
    pub fn evaluate(
        &self,
        input: &Image,
        stop: Stop<'_>,
    ) -> Result<(Image, Vec<Samples>), Cancelled> {
        let (rect, relation) = match (&self.pixels, &self.relation) {
            (Pixels::Linear { rect }, Some(relation)) => (*rect, relation),
            (Pixels::Tone(tables), _) => return Ok((apply_tone(tables, input), Vec::new())),
            (Pixels::Linear { .. }, None) => unreachable!("linear steps have a relation"),
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
        let limbs = rounding.remainder.len();
        let size = self.output.size;
        let row_bytes = size.row_bytes();
        // Zeroized if the work is stopped half-way.
        let mut pixels = Zeroizing::new(vec![0; size.bytes()]);
        let mut planes = Zeroizing::new(vec![vec![0u16; size.bytes()]; self.auxiliary]);
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
                    for (plane, limb) in planes.iter_mut().zip(rounding.remainder) {
                        plane[i] = rounding.limb(sum, *limb);
                    }
                    if rounding.clamped {
                        planes[limbs][i] = (rounding.quotient(sum) + CLAMP_OFFSET) as u16;
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

/// What is added to the input of a clamp to make it at least zero.
const CLAMP_OFFSET: i32 = Packing::CLAMP_VALUES as i32 / 2;

impl Lookup {
    fn new(inputs: Vec<Looked>, table: Vec<u64>, channel: bool) -> Self {
        let largest = *table.iter().max().expect("tables have entries");
        assert!(!channel || largest < CHANNELS_END, "values spill into the channel");
        Lookup { inputs, table, channel }
    }

    /// Values in 0..`values`.
    fn range(planes: Vec<Plane>, values: u32) -> Self {
        let inputs = planes.into_iter().map(Looked::Plane).collect();
        Lookup::new(inputs, (0..u64::from(values)).collect(), false)
    }

    /// What is looked up where.
    pub fn extent(&self, layout: &Layout) -> LookupExtent {
        LookupExtent {
            k: layout.k,
            data_rows: layout.data_rows,
            table: self.table.len(),
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

    pub fn table(&self) -> Vec<Fp> {
        self.table.iter().map(|&entry| Fp::from(entry)).collect()
    }

    /// How often each entry occurs in the layout's data rows of these columns, and how many values are not in the
    /// table.
    pub fn multiplicities(
        &self,
        columns: impl Iterator<Item = impl AsRef<[u32]>>,
    ) -> (Vec<u32>, u32) {
        const ABSENT: u32 = u32::MAX;
        let largest = self.table.iter().max().expect("tables have entries");
        let mut index = vec![ABSENT; *largest as usize + 1];
        for (position, &entry) in self.table.iter().enumerate().rev() {
            index[entry as usize] = position as u32;
        }
        let mut counts = vec![0; self.table.len()];
        let mut absent = 0;
        for column in columns {
            for (row, &value) in column.as_ref().iter().enumerate() {
                let channel = if self.channel { channel_term(row) } else { 0 };
                match index.get((u64::from(value) + channel) as usize) {
                    None | Some(&ABSENT) => absent += 1,
                    Some(&position) => counts[position as usize] += 1,
                }
            }
        }
        (counts, absent)
    }
}

impl LookedColumn {
    /// The commitment to the column, given the points of the planes.
    pub fn commitment<'a>(&self, points: &impl Fn(Plane) -> &'a [EqAffine]) -> Eq {
        match self.looked {
            Looked::Plane(plane) => points(plane)[self.column].to_curve(),
            Looked::Packed { packing, low, high } => {
                packing.commitment(&points(low)[self.column], &points(high)[self.column])
            }
        }
    }
}

/// What the slots of some instances of a lookup are linked to: inputs, then multiplicities.
pub(crate) fn lookup_commitments<'a>(
    instances: &[Vec<LookedColumn>],
    points: &(impl Fn(Plane) -> &'a [EqAffine] + Sync),
    multiplicities: &[EqAffine],
) -> Vec<Vec<EqAffine>> {
    instances
        .par_iter()
        .zip(multiplicities)
        .map(|(slots, multiplicities)| {
            let inputs: Vec<_> = slots.iter().map(|slot| slot.commitment(points)).collect();
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

    /// Column commitments that the step publishes.
    pub fn commitments(&self) -> usize {
        (1 + self.auxiliary) * self.output.columns + self.lookup_instances()
    }

    pub fn commitment_work(&self) -> u64 {
        (self.commitments() as u64) << (self.output.k.max(14) - 14)
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
            Class::InnerProduct { .. } => 2 * dimensions.advice - dimensions.linked + opening_ticks,
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
