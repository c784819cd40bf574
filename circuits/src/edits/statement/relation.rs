//! The linear relation of a step, and how it becomes one instance of the inner product circuit.
//!
//! See section 4 of `docs/protocol.md`.
//!
//! With `rho` and `tau` the random weights of the output's rows and bytes, and their adjoint under the
//! edit on the input,
//!
//! ```text
//! <adjoint, X> + <rho tau, offset> = <rho tau, sum of factor * tensor>
//! ```
//!
//! over the tensors that the rounding names (output, remainders, quotients). By the Schwartz-Zippel lemma, the
//! equation for random weights implies the equation for every byte.
//!
//! What the verifier sees (offset, a published output) goes into the value; the rest is left as
//! `<weights, column>` over few columns: columns of X whose weights are proportional to each other are
//! folded into one, whose commitment follows from theirs.

use ff::Field;
use halo2_proofs::pasta::Fp;

use crate::argument::class::Class;
use crate::curve::field::{powers, signed};
use crate::edits::crop::CropMap;
use crate::edits::semantics::LinearMap;
use crate::image::Image;
use crate::image::layout::Layout;
use crate::parallel::prelude::*;
use crate::statement::fold::{FEW_SLOTS, Fold, Weighed, WeightProduct};
use crate::statement::sum::{Slot, Sum};
use crate::statement::{INPUT, Tensor};
use crate::step::rounds::Challenges;

/// The most slots of a relation between two images; the circuit has a class with so many.
const MOST_SLOTS: usize = 97;

/// The relation of one step.
pub(crate) struct Relation {
    pub input: Layout,
    pub output: Layout,
    /// The edit on the cropped input.
    pub map: Box<dyn LinearMap>,
    /// The crop before it.
    pub crop: CropMap,
    /// Hidden tensors of the right side, with their factors.
    pub hidden: Vec<(Tensor, u64)>,
    /// The factor of the output if it is published and on the right side.
    pub published_factor: Option<u64>,
    /// Added to every sum, by channel.
    pub offset: [i64; 3],
}

/// Row weights of the output: `r^y`, the last row's together with those of the padding that repeats it.
pub(super) fn row_weights(r: Fp, output: &Layout) -> Vec<Fp> {
    let last = output.size.height as usize - 1;
    let mut weights = powers(r, output.padded_rows());
    let padding = weights[last..].iter().fold(Fp::ZERO, |sum, weight| sum + weight);
    weights.truncate(last);
    weights.push(padding);
    weights
}

/// The sum of `byte * weight`. The weights of equal bytes are added up first, then `b` times the weights of each byte
/// `b` as the sum over all `c` of the weights of bytes of at least `c`: additions cost a fraction of multiplications.
pub(super) fn weighted_bytes(bytes: &[u8], weights: &[Fp]) -> Fp {
    let mut of_bytes = [Fp::ZERO; 256];
    for (&byte, weight) in bytes.iter().zip(weights) {
        of_bytes[usize::from(byte)] += weight;
    }
    let (mut at_least, mut sum) = (Fp::ZERO, Fp::ZERO);
    for weight in of_bytes[1..].iter().rev() {
        at_least += weight;
        sum += at_least;
    }
    sum
}

impl Relation {
    /// The circuit of the relation, for which no weights are built. Except with negligible probability, it does not
    /// depend on `r` and `t`.
    pub fn class(&self) -> Class {
        self.class_of(self.slot_count())
    }

    /// How many slots the sum has, at least one.
    pub(super) fn slot_count(&self) -> usize {
        let [r, t] = [0x7072_6f6f_6672_6f6f, 0x6d2d_7368_6170_6573].map(Fp::from);
        let rho = row_weights(r, &self.output);
        let tau = powers(t, self.output.size.row_bytes());
        (self.folds(&self.products(&rho, &tau)).len() + self.output_slots()).max(1)
    }

    /// The smallest circuit with at least this many slots.
    fn class_of(&self, slots: usize) -> Class {
        Class::of_sum(self.input.k, slots, 0).expect("there is a class for the most slots")
    }

    /// The sum for these challenges. Its value needs the output if that is published. Without it the value is
    /// meaningless, but slots and weights are right.
    pub fn sum(&self, challenges: &Challenges, published: Option<&Image>) -> Sum {
        let (r, t) = (challenges.first.r, challenges.first.t);
        let rho = row_weights(r, &self.output);
        let tau = powers(t, self.output.size.row_bytes());
        let products = self.products(&rho, &tau);
        let input = self.input(&products);
        let folds: Vec<(Slot, Vec<Fp>)> = self
            .folds(&products)
            .into_par_iter()
            .map(|fold| {
                let weights = input.weights(&fold);
                (fold.slot, weights)
            })
            .collect();
        let mut slots: Vec<_> = folds.into_iter().chain(self.output_slot(r, &tau)).collect();
        // An output that depends on nothing, such as that of a kernel of zeros: some column weighs nothing.
        if slots.is_empty() {
            slots.push((Slot::of(INPUT, 0), Vec::new()));
        }
        Sum {
            k: self.input.k,
            slots,
            pairs: Vec::new(),
            value: self.value(&rho, &tau, published),
            last_challenges: challenges.last.both(),
        }
    }

    /// The input with its weights.
    fn input<'a>(&'a self, products: &'a [WeightProduct]) -> Weighed<'a> {
        Weighed { tensor: INPUT, layout: &self.input, products }
    }

    /// The weights of the input under the edit and the crop before it.
    pub(super) fn products(&self, rho: &[Fp], tau: &[Fp]) -> Vec<WeightProduct> {
        let products = self.map.adjoint(rho, tau).into_iter();
        products.map(|product| self.crop.embed(product)).collect()
    }

    /// The folds of the input, in the fewest slots that are tried.
    fn folds(&self, products: &[WeightProduct]) -> Vec<Fold> {
        let room = |slots: usize| slots - self.output_slots();
        // An image has either few rows in a column or few columns; a test goes through all widths.
        let folds = self.input(products).folds(room(FEW_SLOTS), room(MOST_SLOTS));
        folds.expect("images have few rows in a column, or few columns")
    }

    /// How many slots the hidden tensors of the right side take.
    fn output_slots(&self) -> usize {
        usize::from(!self.hidden.is_empty())
    }

    /// What the weighted sum of the hidden tensors must be.
    pub(super) fn value(&self, rho: &[Fp], tau: &[Fp], published: Option<&Image>) -> Fp {
        let all_rows = rho.iter().fold(Fp::ZERO, |sum, weight| sum + weight);
        let offsets = self.offset.map(signed);
        let row =
            tau.iter().enumerate().fold(Fp::ZERO, |sum, (i, weight)| sum + offsets[i % 3] * weight);
        let mut value = -(all_rows * row);
        if let (Some(factor), Some(image)) = (self.published_factor, published) {
            let rows = rho
                .par_iter()
                .enumerate()
                .map(|(y, row_weight)| row_weight * weighted_bytes(image.row(y as u32), tau));
            value += Fp::from(factor) * rows.reduce(|| Fp::ZERO, |a, b| a + b);
        }
        value
    }

    /// The hidden tensors of the right side. They all carry the weights `r^y t^i` in all rows that the
    /// columns hold, padding included, so that one fold takes all of them, with `r^j` for the j-th image
    /// row of a column put into the weights.
    pub(super) fn output_slot(&self, r: Fp, tau: &[Fp]) -> Option<(Slot, Vec<Fp>)> {
        if self.hidden.is_empty() {
            return None;
        }
        let ratio = r.pow_vartime([self.output.rows_in_column as u64]);
        let column_weights = powers(ratio, self.output.columns);
        let terms = column_weights.iter().enumerate().flat_map(|(column, weight)| {
            self.hidden
                .iter()
                .map(move |&(tensor, factor)| (tensor, column, weight * Fp::from(factor)))
        });
        let weights = powers(r, self.output.rows_in_column)
            .iter()
            .flat_map(|row_weight| tau.iter().map(move |weight| -(row_weight * weight)))
            .collect();
        Some((Slot { terms: terms.collect() }, weights))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commitment::tensor::Values;
    use crate::edits::recipe::Recipe;
    use crate::edits::statement::StepStatement;
    use crate::edits::testing::noise;
    use crate::edits::{Edit, Straighten};
    use crate::image::Size;
    use crate::statement::OUTPUT;
    use crate::statement::sum::Plan;
    use crate::step::rounds::testing::challenges;

    const EDITS: &[&str] = &[
        r#"{"rgb_to_ycbcr":{}}"#,
        r#"{"ycbcr_to_rgb":{}}"#,
        r#"{"convolve":{"preset":"sharpen"}}"#,
        r#"{"convolve":{"preset":"gaussian5"}}"#,
        r#"{"convolve":{"kernel":[[0,0,0],[0,0,0],[0,0,0]],"divisor":3}}"#,
        r#"{"saturation":{"permille":1300}}"#,
    ];

    /// The planes of a step in plain numbers, and what its relation makes of them.
    struct Trial {
        statement: StepStatement,
        published: Option<Image>,
        planes: Vec<Numbers>,
    }

    /// One number for each byte of an image.
    struct Numbers {
        layout: Layout,
        values: Vec<u16>,
    }

    impl Numbers {
        fn new(layout: Layout, values: Values) -> Self {
            let values = match values {
                Values::Bytes(bytes) => bytes.iter().copied().map(u16::from).collect(),
                Values::Words(words) => words.to_vec(),
                Values::Integers(_) | Values::Elements(_) => unreachable!("an edit has none"),
            };
            Numbers { layout, values }
        }

        fn column(&self, c: usize) -> impl Iterator<Item = u32> {
            Vec::clone(&self.layout.column(c, &self.values)).into_iter()
        }
    }

    impl Trial {
        fn new(recipe: &Recipe, input: Size, k: u32, published: bool) -> Self {
            let mut output = input;
            for edit in recipe.edits() {
                output = edit.output_size(output).expect("valid");
            }
            let statement = StepStatement::new(recipe.edits(), input, output, k, published);
            Self::of(statement, [input, output], k, published)
        }

        /// Of a statement between images of these sizes.
        fn of(
            statement: StepStatement,
            [input, output]: [Size; 2],
            k: u32,
            published: bool,
        ) -> Self {
            let image = noise(input, 11);
            let (edited, auxiliary) =
                statement.evaluate(&image, None, &|| Ok(())).expect("goes on");
            let layout = |size| Layout::new(size, k).expect("fits");
            let mut planes = vec![
                Numbers::new(layout(input), image.values()),
                Numbers::new(layout(output), edited.values()),
            ];
            let auxiliary = auxiliary.into_iter();
            planes.extend(auxiliary.map(|values| Numbers::new(layout(output), values)));
            Trial { statement, published: published.then_some(edited), planes }
        }

        fn plan(&self) -> Plan {
            let relation = self.statement.linear_relation();
            let [r, t] = [0xdead_beef, 0xfeed_f00d].map(Fp::from);
            relation.sum(&challenges([r, t]), self.published.as_ref()).plan()
        }

        /// The weighted sum over all slots, as the circuit computes it.
        fn sum(&self, plan: &Plan) -> Fp {
            let values = |slot: &Slot| {
                let mut values = vec![Fp::ZERO; 1 << self.statement.tensors.k];
                for &(plane, column, factor) in &slot.terms {
                    let index = match plane {
                        INPUT => 0,
                        OUTPUT => 1,
                        Tensor::Auxiliary(number) => 2 + number,
                        _ => unreachable!("nothing is hidden about the place"),
                    };
                    for (sum, value) in values.iter_mut().zip(self.planes[index].column(column)) {
                        *sum += factor * Fp::from(u64::from(value));
                    }
                }
                values
            };
            let mut sum = Fp::ZERO;
            for (slot, weights) in plan.slots.iter().zip(&plan.weights.slots) {
                for (value, weight) in values(slot).iter().zip(weights) {
                    sum += value * weight;
                }
            }
            sum
        }

        fn check(&self, words: &str) {
            let plan = self.plan();
            let relation = self.statement.linear_relation();
            assert_eq!(plan.class, relation.class(), "{words}");
            assert_eq!(self.sum(&plan), plan.weights.value, "{words}");
        }

        /// That no number can be another by one.
        fn check_bent(mut self, words: &str) {
            let plan = self.plan();
            assert_eq!(self.sum(&plan), plan.weights.value, "{words}");
            for plane in 0..self.planes.len() {
                let relation = self.statement.linear_relation();
                let of_output = |(tensor, _): &(Tensor, u64)| *tensor == OUTPUT;
                if plane == 1 && !relation.hidden.iter().any(of_output) {
                    continue; // the output is in the value, or only in a lookup
                }
                let count = self.planes[plane].layout.size.bytes();
                for index in [0, count / 2, count - 1] {
                    let bend = |numbers: &mut Numbers, by: u16| {
                        numbers.values[index] = numbers.values[index].wrapping_add(by);
                    };
                    bend(&mut self.planes[plane], 1);
                    assert_ne!(self.sum(&plan), plan.weights.value, "{words}, plane {plane}");
                    bend(&mut self.planes[plane], u16::MAX);
                }
            }
        }
    }

    fn recipe(edits: &[&str]) -> Recipe {
        Recipe::from_json(&format!("[{}]", edits.join(","))).expect("a recipe")
    }

    fn crop(x: u32, y: u32, width: u32, height: u32) -> String {
        format!(r#"{{"crop":{{"x":{x},"y":{y},"width":{width},"height":{height}}}}}"#)
    }

    fn resize(width: u32, height: u32) -> String {
        format!(r#"{{"resize":{{"width":{width},"height":{height}}}}}"#)
    }

    /// The lower right two thirds of an image of this size, but for its last row.
    fn pixelate(width: u32, height: u32) -> String {
        let (x, y) = (width / 3, height / 3);
        let (width, height) = (width - x, (height - y - 1).max(1));
        let block = width.max(height).div_ceil(20).max(2);
        format!(
            r#"{{"pixelate":{{"x":{x},"y":{y},"width":{width},"height":{height},"block":{block}}}}}"#
        )
    }

    /// 768 rows hold 6 image rows of 40 pixels: heights around multiples of 6, in and out.
    #[test]
    fn bytes_are_weighted_as_by_multiplication() {
        for length in [0, 1, 2, 255, 256, 1000] {
            let bytes: Vec<u8> =
                (0..length).map(|i| (i * i + 3 * i) as u8).chain([0, 255]).collect();
            let weights = powers(Fp::from(u64::MAX), bytes.len());
            let expected = bytes
                .iter()
                .zip(&weights)
                .fold(Fp::ZERO, |sum, (&byte, weight)| sum + weight * Fp::from(u64::from(byte)));
            assert_eq!(weighted_bytes(&bytes, &weights), expected, "{length}");
        }
    }

    #[test]
    fn the_relation_is_true_at_the_boundaries_of_columns() {
        const K: u32 = 10;
        for height in [1, 5, 6, 7, 11, 12, 13, 47, 48, 49] {
            let size = Size { width: 40, height };
            for published in [true, false] {
                let check = |edits: &[&str]| {
                    let words = format!("{edits:?} of {size}, published: {published}");
                    Trial::new(&recipe(edits), size, K, published).check(&words);
                };
                check(&[]);
                for edit in EDITS {
                    check(&[edit]);
                }
                check(&[&pixelate(40, height)]);
                for out in [1, 5, 6, 7, 13, 48] {
                    check(&[&resize(40, out)]);
                    check(&[&resize(31, out)]);
                    check(&[&resize(200, out)]);
                }
                for y in [0, 1, 5, 6].into_iter().filter(|&y| y < height) {
                    for rows in [1, height - y] {
                        check(&[&crop(3, y, 20, rows)]);
                        check(&[&crop(0, y, 40, rows), EDITS[2]]);
                        check(&[&crop(3, y, 20, rows), EDITS[3]]);
                        check(&[&crop(3, y, 20, rows), &resize(9, 7)]);
                        check(&[&crop(3, y, 20, rows), &pixelate(20, rows)]);
                    }
                }
            }
        }
    }

    /// The rows of an output of a shear are not proportional to each other, and columns take nothing to its last row.
    #[test]
    fn each_step_of_an_edit_is_true_at_the_boundaries_of_columns() {
        let small = [(1, 1), (40, 1), (40, 6), (40, 7), (40, 13)];
        let small = small.into_iter().flat_map(|(width, height)| {
            [1500, -15_000].map(|millidegrees| (millidegrees, width, height, 10))
        });
        for (millidegrees, width, height, k) in small.chain([(15_000, 900, 40, 14)]) {
            let edit = Edit::from(Straighten { millidegrees });
            let mut input = Size { width, height };
            let sizes = edit.step_sizes(input).expect("fits");
            assert_eq!(sizes.len(), Edit::MAX_STEPS);
            for (step, output) in sizes.into_iter().enumerate() {
                for published in [true, false] {
                    let statement =
                        StepStatement::further(&edit, step, input, output, k, published);
                    let words = format!("step {step} of {edit:?}, {input} to {output}");
                    let trial = Trial::of(statement, [input, output], k, published);
                    trial.check(&words);
                    if height == 13 {
                        trial.check_bent(&words);
                    }
                }
                input = output;
            }
        }
    }

    #[test]
    fn the_relation_is_true_for_extreme_shapes() {
        for (width, height, k) in [
            (91, 8192, 15),
            (73, 5376, 14),
            (2700, 40, 14),
            (1, 5376, 14),
            (5376, 2, 14),
            (1, 1, 14),
            (2, 8193, 15),
            (452, 9, 16),
            (10_838, 3, 16),
            (16_384, 1, 16),
        ] {
            let size = Size { width, height };
            let part = crop(0, height / 2, 1, height.div_ceil(2));
            for edit in [EDITS[0], EDITS[3], &resize(70, 100), &part, &pixelate(width, height)] {
                Trial::new(&recipe(&[edit]), size, k, true).check(&format!("{edit} of {size}"));
            }
        }
        // What moves rows and pixels, in the longest columns.
        let size = Size { width: 10_838, height: 3 };
        let redaction = r#"{"redact":{"x":10000,"y":1,"width":838,"height":2}}"#;
        let [flip, turn] = [r#"{"flip":{"axis":"horizontal"}}"#, r#"{"rotate90":{"turns":1}}"#];
        for edit in [flip, turn, redaction, &resize(2, 10_000)] {
            Trial::new(&recipe(&[edit]), size, 16, false).check(&format!("{edit} of {size}"));
        }
    }

    /// The tallest images for this width: of all, and of those that are not tall.
    fn tallest(width: u32, k: u32) -> impl Iterator<Item = Layout> {
        let most = (Size::MAX_PIXELS / u64::from(width)).min(Size::MAX_SIDE.into()) as u32;
        let heights = [most, most.min(8192)].into_iter();
        heights.filter_map(move |height| Layout::new(Size { width, height }, k).ok())
    }

    /// For every width, with the tallest images that it allows, a product whose row weights follow no pattern fits a
    /// class by segments or by columns, together with the five other slots that a pixelation takes; and if columns have
    /// `2^16` rows, a class that does not take a verifier hundreds of megabytes.
    #[test]
    fn every_size_fits_a_class_of_slots() {
        for width in 1..=Size::MAX_SIDE {
            for layout in Layout::KS.into_iter().flat_map(|k| tallest(width, k)) {
                let most = if layout.k == 16 { 33 } else { MOST_SLOTS } - 5;
                let slots = layout.rows_in_column.min(layout.columns);
                assert!(slots <= most, "{} at k = {}: {slots} slots", layout.size, layout.k);
            }
        }
    }

    /// What the relations themselves say where they take the most slots: near the widths for which a column holds as
    /// many rows as there are columns.
    #[test]
    fn every_edit_fits_a_class_where_slots_are_most() {
        let mut layouts: Vec<Layout> = Layout::KS
            .into_iter()
            .flat_map(|k| (1..1000).flat_map(move |width| tallest(width, k)))
            .collect();
        layouts.sort_by_key(|layout| std::cmp::Reverse(layout.rows_in_column.min(layout.columns)));
        let mut seen = Vec::new();
        // The first few of each k, tall and not.
        for layout in layouts {
            let Layout { size, .. } = layout;
            let kind = (layout.k, size.height > 8192);
            if seen.iter().filter(|other| **other == kind).count() == 2 {
                continue;
            }
            seen.push(kind);
            let (width, height) = (size.width, size.height);
            for edit in [&resize(width, height - 1), &pixelate(width, height), EDITS[3]] {
                for published in [true, false] {
                    let recipe = recipe(&[edit]);
                    let output = recipe.edits()[0].output_size(size).expect("valid");
                    let (edits, k) = (recipe.edits(), layout.k);
                    let statement = StepStatement::new(edits, size, output, k, published);
                    statement.relation.expect("a linear step").class();
                }
            }
        }
        assert_eq!(seen.len(), 10);
    }

    /// Products whose columns are proportional each in its own way are folded one by one: the row sums of blocks by
    /// segments, the rest of the picture by columns.
    #[test]
    fn several_products_take_few_slots() {
        let size = Size { width: 1280, height: 720 };
        for block in [40, 33, 97] {
            let rect = r#""x":320,"y":121,"width":640,"height":480"#;
            let edit = format!(r#"{{"pixelate":{{{rect},"block":{block}}}}}"#);
            let statement = StepStatement::new(recipe(&[&edit]).edits(), size, size, 14, false);
            let relation = statement.relation.expect("a linear step");
            assert_eq!(Some(relation.class()), Class::of_sum(14, 13, 0), "blocks of {block}");
        }
    }

    /// If any number is off, public or hidden, the sum is not the value.
    #[test]
    fn a_number_off_by_one_breaks_the_relation() {
        let size = Size { width: 40, height: 13 };
        let edits: Vec<String> =
            [&resize(31, 7), EDITS[0], EDITS[1], EDITS[3], r#"{"flip":{"axis":"vertical"}}"#]
                .iter()
                .map(|e| e.to_string())
                .collect();
        for edit in &edits {
            for published in [true, false] {
                Trial::new(&recipe(&[edit]), size, 10, published).check_bent(edit);
            }
        }
    }
}
