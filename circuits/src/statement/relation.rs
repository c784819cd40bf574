//! The linear relation of a step, and how it becomes one instance of the inner product circuit.
//!
//! See section 4 of `docs/protocol.md`.
//!
//! With `rho` and `tau` the random weights of the output's rows and bytes, and their adjoint under the
//! edit on the input,
//!
//! ```text
//! <adjoint, X> + <rho tau, offset> = <rho tau, sum of factor * plane>
//! ```
//!
//! over the planes that the rounding names (output, remainders, quotients). By the Schwartz-Zippel lemma, the
//! equation for random weights implies the equation for every byte.
//!
//! What the verifier sees (offset, a published output) goes into the value; the rest is left as
//! `<weights, column>` over few columns: columns of X whose weights are proportional to each other are
//! folded into one, whose commitment follows from theirs.

use ff::Field;
use group::CurveAffine as _;
use halo2_proofs::arithmetic::best_multiexp;
use halo2_proofs::pasta::{Eq, EqAffine, Fp};

use crate::argument::class::{Class, SLOTS};
use crate::curve::field::{powers, signed};
use crate::edits::crop::CropMap;
use crate::edits::semantics::{LinearMap, WeightProduct};
use crate::image::Image;
use crate::image::layout::Layout;
use crate::parallel::prelude::*;
use crate::statement::plane::Plane;
use crate::statement::sum::{Plan, Sum};

/// The relation of one step.
pub(crate) struct Relation {
    pub input: Layout,
    pub output: Layout,
    /// The edit on the cropped input.
    pub map: Box<dyn LinearMap>,
    /// The crop before it.
    pub crop: CropMap,
    /// Hidden planes of the right side, with their factors.
    pub hidden: Vec<(Plane, u64)>,
    /// The factor of the output if it is published and on the right side.
    pub published_factor: Option<u64>,
    /// Added to every sum, by channel.
    pub offset: [i64; 3],
}

/// Up to this many slots, folding columns with proportional weights is preferred to folding the rows of all
/// columns.
const FEW_SLOTS: usize = 8;

/// A linear combination of committed columns, each by its plane (`P`), its number and its factor.
#[derive(Clone, Debug)]
pub(crate) struct Slot<P = Plane> {
    pub terms: Vec<(P, usize, Fp)>,
}

impl<P: Copy> Slot<P> {
    /// A column alone.
    pub fn of(plane: P, column: usize) -> Self {
        Slot { terms: vec![(plane, column, Fp::ONE)] }
    }

    /// The commitment to the combination.
    pub fn commitment<'a>(&self, points: &impl Fn(P) -> &'a [EqAffine]) -> Eq {
        if let [(plane, column, factor)] = self.terms[..]
            && factor == Fp::ONE
        {
            return points(plane)[column].to_curve();
        }
        let (factors, columns): (Vec<Fp>, Vec<EqAffine>) = self
            .terms
            .iter()
            .map(|&(plane, column, factor)| (factor, points(plane)[column]))
            .unzip();
        best_multiexp(&factors, &columns)
    }
}

/// What a slot holds of the input, without its weights: those of all folds of a narrow, tall image would take half a
/// gigabyte, and most folds are only counted.
struct Fold {
    kind: FoldKind,
    slot: Slot,
}

enum FoldKind {
    /// Columns whose weights are proportional, with the weights of this one.
    Proportional { first: usize },
    /// The j-th image rows of all columns.
    Segment { j: usize },
}

/// Row weights of the output: `r^y`, the last row's together with those of the padding that repeats it.
pub(super) fn row_weights(r: Fp, output: &Layout) -> Vec<Fp> {
    let last = output.size.height as usize - 1;
    let mut weights = powers(r, output.padded_height());
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
        let [r, t] = [0x7072_6f6f_6672_6f6f, 0x6d2d_7368_6170_6573].map(Fp::from);
        let rho = row_weights(r, &self.output);
        let tau = powers(t, self.output.size.row_bytes());
        self.class_of(self.folds(&self.products(&rho, &tau)).len() + self.output_slots())
    }

    /// The smallest circuit with at least this many slots.
    fn class_of(&self, slots: usize) -> Class {
        Class::of_sum(self.input.k, slots, 0)
            .expect("folds are no more than the largest class has slots")
    }

    /// The instance for weights drawn as `r` and `t`, with the challenges that were drawn after everything was
    /// committed. The value needs the output if that is published. Without it the value is meaningless, but class
    /// and slots are right.
    pub fn plan(&self, r: Fp, t: Fp, last_challenges: [Fp; 2], published: Option<&Image>) -> Plan {
        let rho = row_weights(r, &self.output);
        let tau = powers(t, self.output.size.row_bytes());
        let products = self.products(&rho, &tau);
        let folds: Vec<(Slot, Vec<Fp>)> = self
            .folds(&products)
            .into_par_iter()
            .map(|fold| {
                let weights = self.weights(&fold.kind, &products);
                (fold.slot, weights)
            })
            .collect();
        let mut slots: Vec<_> = folds.into_iter().chain(self.output_slot(r, &tau)).collect();
        // An output that depends on nothing, such as that of a kernel of zeros: some column weighs nothing.
        if slots.is_empty() {
            slots.push((Slot::of(Plane::Input, 0), Vec::new()));
        }
        let sum = Sum {
            k: self.input.k,
            slots,
            pairs: Vec::new(),
            value: self.value(&rho, &tau, published),
            last_challenges,
        };
        sum.plan()
    }

    /// The weights of the input under the edit and the crop before it.
    pub(super) fn products(&self, rho: &[Fp], tau: &[Fp]) -> Vec<WeightProduct> {
        let products = self.map.adjoint(rho, tau).into_iter();
        products.map(|product| self.crop.embed(product)).collect()
    }

    /// The folds of the input, in the fewest slots that are tried.
    fn folds(&self, products: &[WeightProduct]) -> Vec<Fold> {
        let room = |slots: usize| slots - self.output_slots();
        let most = room(SLOTS[SLOTS.len() - 1]);
        let folds = self.proportional(products, room(FEW_SLOTS)).or_else(|| {
            let [product] = products else {
                return None;
            };
            self.segments(product, most)
        });
        // An image has either few rows in a column or few columns; a test goes through all widths.
        folds
            .or_else(|| self.proportional(products, most))
            .expect("no class has more slots than the largest class")
    }

    /// How many slots the hidden planes of the right side take.
    fn output_slots(&self) -> usize {
        usize::from(!self.hidden.is_empty())
    }

    /// What the weighted sum of the hidden planes must be.
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

    /// The hidden planes of the right side. They all carry the weights `r^y t^i` in all rows that the
    /// columns hold, padding included, so that one fold takes all of them, with `r^j` for the j-th image
    /// row of a column put into the weights.
    pub(super) fn output_slot(&self, r: Fp, tau: &[Fp]) -> Option<(Slot, Vec<Fp>)> {
        if self.hidden.is_empty() {
            return None;
        }
        let ratio = r.pow_vartime([self.output.image_rows as u64]);
        let column_weights = powers(ratio, self.output.columns);
        let terms = column_weights.iter().enumerate().flat_map(|(column, weight)| {
            self.hidden
                .iter()
                .map(move |&(plane, factor)| (plane, column, weight * Fp::from(factor)))
        });
        let weights = powers(r, self.output.image_rows)
            .iter()
            .flat_map(|row_weight| tau.iter().map(move |weight| -(row_weight * weight)))
            .collect();
        Some((Slot { terms: terms.collect() }, weights))
    }

    /// The row weights of column `c` of the input, product by product; none past the last row, where
    /// the column holds padding.
    fn block<'a>(&self, product: &'a WeightProduct, c: usize) -> &'a [Fp] {
        let start = c * self.input.image_rows;
        let end = (start + self.input.image_rows).min(product.rows.len());
        &product.rows[start..end]
    }

    /// Folds columns of the input whose weights are proportional. None if that takes more than `most`
    /// slots.
    fn proportional(&self, products: &[WeightProduct], most: usize) -> Option<Vec<Fold>> {
        struct Candidate {
            /// The column whose weights the fold carries.
            first: usize,
            /// A place in its block where the weight is not zero, and the weight's inverse.
            place: (usize, usize),
            inverse: Fp,
            slot: Slot,
        }
        let at = |c: usize, (product, row): (usize, usize)| {
            self.block(&products[product], c).get(row).copied().unwrap_or(Fp::ZERO)
        };
        let places: Vec<(usize, usize)> = (0..products.len())
            .flat_map(|product| (0..self.input.image_rows).map(move |row| (product, row)))
            .collect();
        let mut folds: Vec<Candidate> = Vec::new();
        for c in 0..self.input.columns {
            let Some(&place) = places.iter().find(|&&place| at(c, place) != Fp::ZERO) else {
                continue;
            };
            let factor = |fold: &Candidate| at(c, fold.place) * fold.inverse;
            // A block that is not zero is not zero times another, so factors are not zero.
            let is_multiple = |fold: &Candidate| {
                places.iter().all(|&place| at(c, place) == factor(fold) * at(fold.first, place))
            };
            let known = folds.iter().rposition(is_multiple);
            match known.map(|index| (index, factor(&folds[index]))) {
                Some((index, factor)) => folds[index].slot.terms.push((Plane::Input, c, factor)),
                None if folds.len() == most => return None,
                None => folds.push(Candidate {
                    first: c,
                    place,
                    inverse: at(c, place).invert().expect("not zero"),
                    slot: Slot { terms: vec![(Plane::Input, c, Fp::ONE)] },
                }),
            }
        }
        let folds = folds.into_iter().map(|fold| Fold {
            kind: FoldKind::Proportional { first: fold.first },
            slot: fold.slot,
        });
        Some(folds.collect())
    }

    /// Folds the j-th image rows of all columns, for each j: any row weights, but one product. None if
    /// that takes more than `most` slots. A fold whose weights are all zero is left out.
    fn segments(&self, product: &WeightProduct, most: usize) -> Option<Vec<Fold>> {
        let rows = |j: usize| {
            let rows = (j..product.rows.len()).step_by(self.input.image_rows);
            rows.map(|y| product.rows[y])
        };
        let weighs = |j: &usize| rows(*j).any(|weight| weight != Fp::ZERO);
        // Counted before anything is built: a narrow image has thousands.
        let weighing: Vec<usize> =
            (0..self.input.image_rows).filter(weighs).take(most + 1).collect();
        if weighing.len() > most {
            return None;
        }
        let fold = |j: usize| Fold {
            kind: FoldKind::Segment { j },
            slot: Slot {
                terms: rows(j)
                    .enumerate()
                    .map(|(column, weight)| (Plane::Input, column, weight))
                    .filter(|(_, _, weight)| *weight != Fp::ZERO)
                    .collect(),
            },
        };
        Some(weighing.into_iter().map(fold).collect())
    }

    /// The weights of a fold's rows.
    fn weights(&self, kind: &FoldKind, products: &[WeightProduct]) -> Vec<Fp> {
        let row_bytes = self.input.size.row_bytes();
        match *kind {
            FoldKind::Proportional { first } => {
                let mut weights = vec![Fp::ZERO; self.input.data_rows];
                for product in products {
                    let rows = self.block(product, first);
                    for (row_weight, weights) in
                        rows.iter().zip(weights.chunks_exact_mut(row_bytes))
                    {
                        for (weight, byte_weight) in weights.iter_mut().zip(&product.bytes) {
                            *weight += row_weight * byte_weight;
                        }
                    }
                }
                weights
            }
            FoldKind::Segment { j } => {
                let mut weights = vec![Fp::ZERO; j * row_bytes];
                // Segments are of one product.
                products.iter().for_each(|product| weights.extend(&product.bytes));
                weights
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commitment::plane::Samples;
    use crate::edits::recipe::Recipe;
    use crate::edits::testing::noise;
    use crate::image::Size;
    use crate::statement::Statement;

    const EDITS: &[&str] = &[
        r#"{"rgb_to_ycbcr":{}}"#,
        r#"{"ycbcr_to_rgb":{}}"#,
        r#"{"convolve":{"preset":"sharpen"}}"#,
        r#"{"convolve":{"preset":"gaussian5"}}"#,
        r#"{"convolve":{"kernel":[[0,0,0],[0,0,0],[0,0,0]],"divisor":3}}"#,
    ];

    /// The planes of a step in plain numbers, and what its relation makes of them.
    struct Trial {
        statement: Statement,
        published: Option<Image>,
        planes: Vec<Numbers>,
    }

    /// One number for each byte of an image.
    struct Numbers {
        layout: Layout,
        values: Vec<u16>,
    }

    impl Numbers {
        fn new(layout: Layout, samples: Samples) -> Self {
            let values = match samples {
                Samples::Pixels(image) => image.pixels().iter().copied().map(u16::from).collect(),
                Samples::Words(words) => words.to_vec(),
            };
            Numbers { layout, values }
        }

        fn column(&self, c: usize) -> impl Iterator<Item = u32> {
            let data = self.layout.column_data(c, |index| self.values[index].into());
            Vec::clone(&data).into_iter()
        }
    }

    impl Trial {
        fn new(recipe: &Recipe, input: Size, k: u32, published: bool) -> Self {
            let mut output = input;
            for edit in recipe.edits() {
                output = edit.output_size(output).expect("valid");
            }
            let statement = Statement::new(recipe.edits(), input, output, k, published);
            let image = noise(input, 11);
            let (edited, auxiliary) =
                statement.evaluate(&image, None, &|| Ok(())).expect("goes on");
            let layout = |size| Layout::new(size, k).expect("fits");
            let mut planes = vec![
                Numbers::new(layout(input), Samples::Pixels(image)),
                Numbers::new(layout(output), Samples::Pixels(edited.clone())),
            ];
            let auxiliary = auxiliary.into_iter();
            planes.extend(auxiliary.map(|samples| Numbers::new(layout(output), samples)));
            Trial { statement, published: published.then_some(edited), planes }
        }

        fn plan(&self) -> Plan {
            let relation = self.statement.relation.as_ref().expect("a linear step").linear();
            let [r, t] = [0xdead_beef, 0xfeed_f00d].map(Fp::from);
            relation.plan(r, t, [Fp::ONE; 2], self.published.as_ref())
        }

        /// The weighted sum over all slots, as the circuit computes it.
        fn sum(&self, plan: &Plan) -> Fp {
            let values = |slot: &Slot| {
                let mut values = vec![Fp::ZERO; 1 << self.statement.output.k];
                for &(plane, column, factor) in &slot.terms {
                    let index = match plane {
                        Plane::Input => 0,
                        Plane::Output => 1,
                        Plane::Auxiliary(number) => 2 + number,
                        Plane::Crop(_) => unreachable!("nothing is hidden about the place"),
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
            let relation = self.statement.relation.as_ref().expect("a linear step").linear();
            assert_eq!(plan.class, relation.class(), "{words}");
            assert_eq!(self.sum(&plan), plan.weights.value, "{words}");
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
                    }
                }
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
        ] {
            let size = Size { width, height };
            for edit in
                [EDITS[0], EDITS[3], &resize(70, 100), &crop(0, height / 2, 1, height.div_ceil(2))]
            {
                Trial::new(&recipe(&[edit]), size, k, true).check(&format!("{edit} of {size}"));
            }
        }
    }

    /// For every width, with the tallest image that it allows, a resize, whose row weights follow no pattern, must
    /// fit a class by segments or by columns.
    #[test]
    fn every_size_fits_a_class_of_slots() {
        let most = SLOTS[SLOTS.len() - 1] - 1;
        for width in 1..=Size::MAX_SIDE {
            for k in [14, 15] {
                let height =
                    (Size::MAX_PIXELS / u64::from(width)).min(Size::MAX_SIDE.into()) as u32;
                let Ok(layout) = Layout::new(Size { width, height }, k) else {
                    continue;
                };
                assert!(
                    layout.image_rows <= most || layout.columns <= most,
                    "{width} x {height} at k = {k}"
                );
            }
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
                let mut trial = Trial::new(&recipe(&[edit]), size, 10, published);
                let plan = trial.plan();
                assert_eq!(trial.sum(&plan), plan.weights.value);
                for plane in 0..trial.planes.len() {
                    let relation =
                        trial.statement.relation.as_ref().expect("a linear step").linear();
                    let of_output = |(plane, _): &(Plane, u64)| *plane == Plane::Output;
                    if plane == 1 && !relation.hidden.iter().any(of_output) {
                        continue; // the output is in the value, or only in a lookup
                    }
                    let count = trial.planes[plane].layout.size.bytes();
                    for index in [0, count / 2, count - 1] {
                        let bend = |numbers: &mut Numbers, by: u16| {
                            numbers.values[index] = numbers.values[index].wrapping_add(by);
                        };
                        bend(&mut trial.planes[plane], 1);
                        assert_ne!(trial.sum(&plan), plan.weights.value, "{edit}, plane {plane}");
                        bend(&mut trial.planes[plane], u16::MAX);
                    }
                }
            }
        }
    }
}
