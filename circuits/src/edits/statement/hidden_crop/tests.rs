//! Hidden crops, honest ones in every shape and lies of every kind: first the equations by plain arithmetic, then
//! proofs of them.

use super::*;
use crate::argument::class::verifying_key;
use crate::argument::inner_product::prover;
use crate::argument::reference;
use crate::argument::verifier::{self, ProofInputs};
use crate::commitment::blinding::{Blinding, Blinds};
use crate::commitment::column::{Column, Committed, SmallColumn, column_values, committed};
use crate::commitment::encodings;
use crate::commitment::generators::bases;
use crate::commitment::randomness::SystemRandom;
use crate::commitment::tensor::{CommittedTensor, Values};
use crate::curve::msm::normalise;
use crate::edits::recipe::Recipe;
use crate::edits::statement::{StepRelation, StepStatement};
use crate::edits::testing::noise;
use crate::statement::OUTPUT as OUTPUT_IMAGE;
use crate::statement::sum::Plan;
use crate::step::prover::Method;
use crate::step::rounds::{FirstChallenges, LastChallenges, Opening, Round, testing};
use crate::step::{Context, OutputKind};
use ff::PrimeField;
use halo2_proofs::pasta::EqAffine;
use std::collections::HashMap;

const CROP: &str = "[]";

fn resize(width: u32, height: u32) -> String {
    format!(r#"[{{"resize":{{"width":{width},"height":{height}}}}}]"#)
}

/// A crop at a hidden place, with the pictures before and after it.
struct Trial {
    crop: HiddenCrop,
    image: Image,
    rect: Rect,
    output: Image,
    auxiliary: Vec<Values>,
    is_published: bool,
}

impl Trial {
    /// A rectangle of a picture of noise, then the edits of a recipe.
    fn new(whole: (u32, u32), rect: Rect, step: u32, k: u32, edits: &str, published: bool) -> Self {
        let size = |(width, height)| Size { width, height };
        let (whole, part) = (size(whole), size((rect.width, rect.height)));
        let recipe = Recipe::from_json(edits).expect("a recipe");
        let output = *recipe.sizes(part).expect("fits").last().expect("a size");
        let statement = StepStatement::new(recipe.edits(), part, output, k, published);
        let image = noise(whole, 3);
        let rectangle = image.crop(rect);
        let (output, auxiliary) =
            statement.evaluate(&rectangle, None, &|| Ok(())).expect("goes on");
        let Some(StepRelation::Visible(relation)) = statement.relation else {
            panic!("a linear edit")
        };
        let input = Layout::new(whole, k).expect("fits");
        let places = Tensor::Auxiliary(auxiliary.len());
        let crop = HiddenCrop { input, step, relation, places };
        assert_eq!(crop.rect(&HiddenPlace::new(rect.x, rect.y)), Ok(rect));
        Trial { crop, image, rect, output, auxiliary, is_published: published }
    }

    fn published(&self) -> Option<&Image> {
        self.is_published.then_some(&self.output)
    }

    fn planes(&self) -> impl Iterator<Item = (Tensor, &Layout, Values)> {
        let output = &self.crop.relation.output;
        let auxiliary = self.auxiliary.iter().enumerate();
        let auxiliary =
            auxiliary.map(move |(n, values)| (Tensor::Auxiliary(n), output, values.clone()));
        [
            (INPUT, &self.crop.input, self.image.values()),
            (OUTPUT_IMAGE, output, self.output.values()),
        ]
        .into_iter()
        .chain(auxiliary)
    }
}

const CHALLENGES: [u64; 4] = [0xdead_beef, 0xfeed_f00d, 0xabad_cafe, 0xbead_5eed];

fn challenges() -> (CropChallenges, Fp) {
    let [r, t, s, z] = CHALLENGES.map(|number| Fp::from(number).square().square().square());
    (CropChallenges { r, t, s }, z)
}

/// The instance of the circuit for these challenges.
fn plan(
    trial: &Trial,
    CropChallenges { r, t, s }: CropChallenges,
    [z, gamma]: [Fp; 2],
    published: Option<&Image>,
) -> Plan {
    let first = testing::challenges([r, t]).first;
    let challenges = Challenges { first, s: Some(s), last: LastChallenges { z, gamma } };
    trial.crop.sum(&challenges, published).plan()
}

fn numbers(data: &[impl Copy + Into<u64>]) -> Vec<Fp> {
    data.iter().map(|&value| Fp::from(value.into())).collect()
}

/// The columns of a step in plain numbers, without what blinds them.
#[derive(Clone)]
struct Plain {
    planes: HashMap<Tensor, Vec<Vec<Fp>>>,
    /// The tensor that says where the rectangle is, and its numbers.
    places_tensor: Tensor,
    places: Vec<Fp>,
    rows: Vec<Fp>,
    bytes: Vec<Fp>,
    row_sums: Vec<Fp>,
}

impl Plain {
    fn honest(trial: &Trial) -> Self {
        let (CropChallenges { r, t, .. }, _) = challenges();
        let crop = &trial.crop;
        let weights = crop.weights(r, t);
        let moved = crop.moved(&weights, &trial.rect, &trial.image, &|| Ok(()));
        let mut moved = moved.expect("nobody stops it");
        let columns = |layout: &Layout, values: Values| {
            (0..layout.columns).map(|c| numbers(&values.column(layout, c))).collect()
        };
        Plain {
            planes: trial
                .planes()
                .map(|(tensor, layout, values)| (tensor, columns(layout, values)))
                .collect(),
            places_tensor: crop.places,
            places: numbers(&crop.places(&trial.rect)),
            rows: std::mem::take(&mut moved.rows),
            bytes: std::mem::take(&mut moved.bytes),
            row_sums: std::mem::take(&mut moved.row_sums),
        }
    }

    fn column(&self, tensor: Tensor, column: usize) -> &[Fp] {
        match tensor {
            MOVED_ROWS => &self.rows,
            MOVED_BYTES => &self.bytes,
            SUMS_OF_ROWS => &self.row_sums,
            tensor if tensor == self.places_tensor => &self.places,
            tensor => &self.planes[&tensor][column],
        }
    }

    fn slot(&self, slot: &Slot) -> Vec<Fp> {
        let mut sum = Vec::new();
        for &(tensor, column, factor) in &slot.terms {
            let values = self.column(tensor, column);
            sum.resize(sum.len().max(values.len()), Fp::ZERO);
            sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += factor * value);
        }
        sum
    }

    /// What the equations make of it, each less its value.
    fn excesses(
        &self,
        trial: &Trial,
        challenges: CropChallenges,
        z: Fp,
    ) -> Vec<(&'static str, Fp)> {
        let linked = trial.crop.linked(challenges);
        let columns: Vec<Vec<Fp>> = linked.iter().map(|slot| self.slot(slot)).collect();
        let equations = trial.crop.equations(challenges, z, trial.published());
        let excess = |equation: Equation| {
            let mut excess = -equation.value;
            for (column, weights) in equation.columns {
                excess += inner_product(&columns[column], &weights);
            }
            for (pair, weights) in equation.pairs {
                let [left, right] = [0, 1].map(|factor| &columns[2 * pair + factor]);
                let products: Vec<Fp> = left.iter().zip(right).map(|(l, r)| *l * r).collect();
                excess += inner_product(&products, &weights);
            }
            (equation.says, excess)
        };
        equations.into_iter().map(excess).collect()
    }

    /// The equations that do not hold.
    fn broken_at(&self, trial: &Trial, challenges: CropChallenges, z: Fp) -> Vec<&'static str> {
        let excesses = self.excesses(trial, challenges, z).into_iter();
        excesses.filter(|(_, excess)| *excess != Fp::ZERO).map(|(says, _)| says).collect()
    }

    fn broken(&self, trial: &Trial) -> Vec<&'static str> {
        let (challenges, z) = challenges();
        self.broken_at(trial, challenges, z)
    }

    /// Whether the one proof of all equations would hold, as the circuit computes it.
    fn sums_up(&self, trial: &Trial) -> bool {
        let (challenges, z) = challenges();
        let plan = plan(trial, challenges, [z, Fp::from(77)], trial.published());
        let columns: Vec<Vec<Fp>> = plan.slots.iter().map(|slot| self.slot(slot)).collect();
        let mut sum = Fp::ZERO;
        for (column, weights) in columns.iter().zip(&plan.weights.slots) {
            sum += inner_product(column, weights);
        }
        let (slots, _) = plan.class.slots_and_pairs();
        for (factors, weights) in
            columns[slots..].as_chunks::<2>().0.iter().zip(&plan.weights.products)
        {
            let [left, right] = factors;
            let products: Vec<Fp> = left.iter().zip(right).map(|(l, r)| *l * r).collect();
            sum += inner_product(&products, weights);
        }
        sum == plan.weights.value
    }
}

/// Every place at the rims of a picture, and some inside.
fn rims(whole: u32, part: u32) -> Vec<u32> {
    let most = whole - part;
    let mut places: Vec<u32> = [0, 1, most / 2, most.saturating_sub(1), most]
        .into_iter()
        .filter(|&at| at <= most)
        .collect();
    places.dedup();
    places
}

fn check(whole: (u32, u32), rect: Rect, step: u32, k: u32, edits: &str) {
    for published in [true, false] {
        let trial = Trial::new(whole, rect, step, k, edits, published);
        let plain = Plain::honest(&trial);
        let which = format!("{rect:?} of {whole:?}, step {step}, k = {k}, {edits}, {published}");
        assert_eq!(plain.broken(&trial), [""; 0], "{which}");
        assert!(plain.sums_up(&trial), "{which}");
    }
}

/// 768 rows hold 6 image rows of 40 pixels, 1 of 250, 256 of 1: heights around multiples of that, so that there is
/// padding and there is none; rectangles of one pixel, of one row or column, of everything; at all rims.
#[test]
fn honest_crops_satisfy_all_equations() {
    let mut cases = 0;
    for (width, heights) in [
        (40, vec![1, 5, 6, 7, 12, 13, 31]),
        (250, vec![1, 2, 3]),
        (256, vec![2]),
        (128, vec![1, 3, 4]),
        (1, vec![1, 2, 255, 256, 257]),
        (2, vec![128, 129]),
    ] {
        for height in heights {
            let parts = |whole: u32| {
                let mut parts = vec![1, whole.div_ceil(2), whole];
                parts.dedup();
                parts
            };
            for (w, h) in parts(width)
                .into_iter()
                .flat_map(|w| parts(height).into_iter().map(move |h| (w, h)))
            {
                for x in rims(width, w).into_iter().step_by(if w == 1 { 2 } else { 1 }) {
                    for y in rims(height, h).into_iter().rev().step_by(2) {
                        let rect = Rect { x, y, width: w, height: h };
                        check((width, height), rect, 1, 10, CROP);
                        cases += 1;
                    }
                }
            }
        }
    }
    assert!(cases > 300, "{cases}");
}

#[test]
fn honest_crops_with_an_edit_after_them_satisfy_all_equations() {
    let edits = [
        resize(9, 7),
        resize(30, 23),
        r#"[{"rgb_to_ycbcr":{}}]"#.into(),
        r#"[{"grayscale":{}}]"#.into(),
        r#"[{"flip":{"axis":"horizontal"}}]"#.into(),
        r#"[{"flip":{"axis":"vertical"}}]"#.into(),
        r#"[{"rotate90":{"turns":2}}]"#.into(),
    ];
    for edits in &edits {
        for (whole, rect) in [
            ((40, 13), Rect { x: 21, y: 2, width: 19, height: 11 }),
            ((40, 13), Rect { x: 0, y: 0, width: 40, height: 13 }),
            ((250, 3), Rect { x: 9, y: 1, width: 12, height: 2 }),
            ((9, 40), Rect { x: 8, y: 39, width: 1, height: 1 }),
        ] {
            check(whole, rect, 1, 10, edits);
        }
    }
}

#[test]
fn places_may_be_multiples_of_a_step() {
    for (x, y) in [(0, 0), (4, 8), (16, 0), (20, 4)] {
        check((40, 13), Rect { x, y, width: 17, height: 5 }, 4, 10, CROP);
    }
    let trial = Trial::new((40, 13), Rect { x: 4, y: 8, width: 17, height: 5 }, 4, 10, CROP, true);
    let fits = |x, y| trial.crop.rect(&HiddenPlace::new(x, y)).is_ok();
    assert!(fits(20, 8) && !fits(24, 8) && !fits(20, 12) && !fits(3, 8) && !fits(4, 6));
}

#[test]
fn crops_of_long_columns_satisfy_all_equations() {
    let of = |x, y, width, height| Rect { x, y, width, height };
    check((5400, 3), of(5000, 2, 400, 1), 1, 15, CROP);
    check((5400, 7), of(100, 1, 300, 6), 1, 15, CROP);
    check((2, 6000), of(1, 4000, 1, 1999), 1, 15, CROP);
    check((2, 8200), of(1, 8000, 1, 199), 1, 15, CROP);
    check((10_838, 3), of(9000, 1, 400, 2), 1, 16, CROP);
    check((1, 5376), of(0, 5375, 1, 1), 1, 14, CROP);
}

/// The columns of every hidden crop fit before the blinding rows, whatever image of a chain it is of.
#[test]
fn columns_are_long_enough_for_every_size() {
    for k in Layout::KS {
        for width in 1..=Size::MAX_SIDE {
            for height in (1..=Size::MAX_SIDE).rev().step_by(61).chain(1..40) {
                let size = Size { width, height };
                if size.checked().is_err() {
                    continue;
                }
                let Ok(layout) = Layout::new(size, k) else { continue };
                let rows = layout.rows() - tensor::BLINDING_ROWS;
                assert!((width + height) as usize <= rows, "{size:?}: places, k = {k}");
                assert!(layout.padded_rows() <= rows, "{size:?}: row sums, k = {k}");
            }
        }
    }
}

/// 40 x 13 pixels, 6 rows in a column, the rectangle 17 x 5 at (8, 4).
fn trial(step: u32, published: bool) -> Trial {
    Trial::new((40, 13), Rect { x: 8, y: 4, width: 17, height: 5 }, step, 10, CROP, published)
}

const WIDTH: usize = 40;
const HEIGHT: usize = 13;

/// What a cheating prover makes of places of its own: the weights moved as they say, row sums and an output to match.
/// What leaves the image is dropped, or comes in again at the other end.
fn follow(plain: &mut Plain, trial: &Trial, wraps: bool) {
    let (CropChallenges { r, t, .. }, _) = challenges();
    let weights = trial.crop.weights(r, t);
    let (f, g) = plain.places.split_at(HEIGHT);
    let moved = |places: &[Fp], weights: &[Fp], stride: usize, end: usize| {
        let mut moved = vec![Fp::ZERO; end];
        for (place, value) in places.iter().enumerate() {
            for (index, weight) in weights.iter().enumerate() {
                let at = stride * place + index;
                if at < end || wraps {
                    moved[at % end] += *value * weight;
                }
            }
        }
        moved
    };
    plain.rows = moved(f, &weights.rows, 1, HEIGHT);
    let segment = moved(g, &weights.values, 3, 3 * WIDTH);
    let (input, output) = (trial.crop.input, trial.crop.relation.output);
    plain.bytes = segment.repeat(input.rows_in_column);
    plain.row_sums = sums_of_rows(plain, &input);

    // The output is the sum of the rectangles at all places, each times its two numbers.
    let pixel = |y: usize, i: usize| Fp::from(u64::from(trial.image.row(y as u32)[i]));
    let inside = |at: usize, end: usize| if at < end || wraps { Some(at % end) } else { None };
    let byte = |y: usize, i: usize| {
        let mut sum = Fp::ZERO;
        for (dy, f) in f.iter().enumerate().filter(|(_, f)| **f != Fp::ZERO) {
            for (dx, g) in g.iter().enumerate().filter(|(_, g)| **g != Fp::ZERO) {
                if let (Some(y), Some(i)) = (inside(y + dy, HEIGHT), inside(i + 3 * dx, 3 * WIDTH))
                {
                    sum += *f * g * pixel(y, i);
                }
            }
        }
        sum
    };
    let row_bytes = output.size.row_bytes();
    let columns = (0..output.columns).map(|c| {
        let rows =
            (0..output.rows_in_column).map(|j| output.source_row(c * output.rows_in_column + j));
        rows.flat_map(|y| (0..row_bytes).map(move |i| (y, i))).map(|(y, i)| byte(y, i)).collect()
    });
    let columns = columns.collect();
    plain.planes.insert(OUTPUT_IMAGE, columns);
}

/// The sums of all rows of the image with the weights in their own segments.
fn sums_of_rows(plain: &Plain, input: &Layout) -> Vec<Fp> {
    let columns = &plain.planes[&INPUT];
    let row_bytes = input.size.row_bytes();
    let of_column = |column: &Vec<Fp>| -> Vec<Fp> {
        let rows = column.chunks_exact(row_bytes).zip(plain.bytes.chunks_exact(row_bytes));
        rows.map(|(row, weights)| inner_product(row, weights)).collect()
    };
    columns.iter().flat_map(of_column).collect()
}

#[test]
fn places_that_are_no_place_are_rejected() {
    use says::{BOOLEAN, BYTES, ONE_COLUMN, ONE_ROW, ROWS};
    let half = Fp::TWO_INV;
    // Places of the first row and of the first pixel, with what they hold instead of a one at 4 and at 8; whether
    // what leaves the image wraps; what is broken.
    type Places<'a> = &'a [(usize, Fp)];
    let one = Fp::ONE;
    let (y, x): (Places<'_>, Places<'_>) = (&[(4, one)], &[(8, one)]);
    let cases: &[(&str, Places<'_>, Places<'_>, bool, &[&str])] = &[
        ("the honest place", y, x, false, &[]),
        ("another place", &[(0, one)], &[(23, one)], false, &[]),
        ("no row", &[], x, false, &[ONE_ROW]),
        ("no pixel", y, &[], false, &[ONE_COLUMN]),
        ("two rows", &[(4, one), (5, one)], x, false, &[ONE_ROW]),
        ("two pixels", y, &[(8, one), (20, one)], false, &[ONE_COLUMN]),
        ("2 and -1", &[(4, one.double()), (5, -one)], x, false, &[BOOLEAN]),
        ("2 and -1", y, &[(8, -one), (0, one.double())], false, &[BOOLEAN]),
        ("halves", &[(0, half), (8, half)], x, false, &[BOOLEAN]),
        ("halves", y, &[(0, half), (23, half)], false, &[BOOLEAN]),
        ("a two", &[(4, one.double())], x, false, &[BOOLEAN, ONE_ROW]),
        ("a row that does not fit", &[(9, one)], x, false, &[ONE_ROW, ROWS]),
        ("a row that wraps", &[(9, one)], x, true, &[ONE_ROW, ROWS]),
        ("the last row", &[(12, one)], x, false, &[ONE_ROW, ROWS]),
        ("a pixel that does not fit", y, &[(24, one)], false, &[ONE_COLUMN, BYTES]),
        ("a pixel that wraps", y, &[(24, one)], true, &[ONE_COLUMN, BYTES]),
        ("a row that does not fit besides one that does", &[(4, one), (9, one)], x, false, &[ROWS]),
        ("a row that wraps besides one that does not", &[(4, one), (10, one)], x, true, &[ROWS]),
        ("a pixel that wraps besides one that does not", y, &[(8, one), (39, one)], true, &[BYTES]),
        ("minus one where nothing fits", &[(4, one), (12, -one)], x, false, &[ROWS]),
    ];
    let trial = trial(1, false);
    for (words, y, x, wraps, broken) in cases {
        let mut plain = Plain::honest(&trial);
        plain.places.fill(Fp::ZERO);
        y.iter().for_each(|&(row, value)| plain.places[row] = value);
        x.iter().for_each(|&(column, value)| plain.places[HEIGHT + column] = value);
        follow(&mut plain, &trial, *wraps);
        assert_eq!(plain.broken(&trial), *broken, "{words}: {y:?}, {x:?}");
        assert_eq!(plain.sums_up(&trial), broken.is_empty(), "{words}");
    }
}

/// A one that fits no rectangle says nothing, as long as nothing follows it.
#[test]
fn places_that_do_not_fit_weigh_nothing() {
    let trial = trial(1, true);
    let mut plain = Plain::honest(&trial);
    for row in (9..HEIGHT).chain(HEIGHT + 24..HEIGHT + WIDTH) {
        plain.places[row] = Fp::from(5);
    }
    assert_eq!(plain.broken(&trial), [""; 0]);
}

/// Nor does what the other columns hold past their last rows.
#[test]
fn rows_past_the_last_weigh_nothing() {
    for published in [true, false] {
        let trial = trial(1, published);
        let mut plain = Plain::honest(&trial);
        for column in [&mut plain.places, &mut plain.rows, &mut plain.bytes, &mut plain.row_sums] {
            column.extend([Fp::from(7); 20]);
        }
        for columns in plain.planes.values_mut() {
            columns.iter_mut().for_each(|column| column.extend([Fp::from(7); 20]));
        }
        assert_eq!(plain.broken(&trial), [""; 0]);
        assert!(plain.sums_up(&trial));
    }
}

#[test]
fn places_between_the_steps_are_rejected() {
    let trial = trial(4, false);
    for (y, x, broken) in [
        (4, 8, &[][..]),
        (8, 20, &[]),
        (5, 8, &[says::ONE_ROW, says::ROWS]),
        (4, 9, &[says::ONE_COLUMN, says::BYTES]),
    ] {
        let mut plain = Plain::honest(&trial);
        plain.places.fill(Fp::ZERO);
        (plain.places[y], plain.places[HEIGHT + x]) = (Fp::ONE, Fp::ONE);
        follow(&mut plain, &trial, false);
        assert_eq!(plain.broken(&trial), broken, "{y}, {x}");
    }
}

/// Numbers off by one, in rows that count.
#[test]
fn columns_off_by_one_are_rejected() {
    use says::{BYTES, RECTANGLE, ROW_SUMS, ROWS};
    type Lie = (&'static str, fn(&mut Plain, usize), usize, &'static [&'static str]);
    fn plane(plain: &mut Plain, tensor: Tensor) -> &mut Vec<Vec<Fp>> {
        plain.planes.get_mut(&tensor).expect("a plane")
    }
    let u = 6 * 3 * WIDTH;
    let lies: &[Lie] = &[
        ("rows", |p, at| p.rows[at] += Fp::ONE, HEIGHT - 1, &[ROWS, RECTANGLE]),
        ("bytes", |p, at| p.bytes[at] += Fp::ONE, u - 1, &[BYTES, ROW_SUMS]),
        ("row sums", |p, at| p.row_sums[at] += Fp::ONE, 4, &[ROW_SUMS, RECTANGLE]),
        ("row sums where the rectangle is not", |p, at| p.row_sums[at] += Fp::ONE, 0, &[ROW_SUMS]),
        ("row sums of the padding", |p, at| p.row_sums[at] += Fp::ONE, 17, &[ROW_SUMS]),
        ("output", |p, at| plane(p, OUTPUT_IMAGE)[0][at] += Fp::ONE, 50, &[RECTANGLE]),
        (
            "output's padding",
            |p, at| plane(p, OUTPUT_IMAGE)[0][at] += Fp::ONE,
            5 * 3 * 17,
            &[RECTANGLE],
        ),
        (
            "image in the rectangle",
            |p, at| plane(p, INPUT)[0][at] += Fp::ONE,
            4 * 120 + 24,
            &[ROW_SUMS],
        ),
    ];
    let trial = trial(1, false);
    for (column, lie, at, broken) in lies {
        let mut plain = Plain::honest(&trial);
        lie(&mut plain, *at);
        assert_eq!(plain.broken(&trial), *broken, "{column}");
        assert!(!plain.sums_up(&trial), "{column}");
    }
}

/// In one of the segments the weights of bytes are those of the next pixel, and row sums and output follow.
#[test]
fn bytes_wrong_in_one_segment_are_rejected() {
    let trial = trial(1, false);
    let input = trial.crop.input;
    // Rows 4 to 8 of the image are in the rectangle: row 4 is in the fifth segment of the first column.
    for segment in [0, 4, 5] {
        let mut plain = Plain::honest(&trial);
        plain.bytes[segment * 120..][..120].rotate_right(3);
        plain.row_sums = sums_of_rows(&plain, &input);
        let (challenges, z) = challenges();
        let excess = plain.excesses(&trial, challenges, z);
        let (_, excess) = *excess.last().expect("the rectangle");
        // The output that goes with it.
        let output = plain.planes.get_mut(&OUTPUT_IMAGE).expect("the output");
        output[0][0] += excess * weight_of_first_byte(&trial).invert().expect("not zero");
        assert_eq!(plain.broken(&trial), [says::BYTES], "segment {segment}");
    }
}

/// What the first byte of a hidden output weighs in the equation of the rectangle.
fn weight_of_first_byte(trial: &Trial) -> Fp {
    let (challenges, z) = challenges();
    let plain = Plain::honest(trial);
    let mut other = plain.clone();
    other.planes.get_mut(&OUTPUT_IMAGE).expect("the output")[0][0] += Fp::ONE;
    let of = |plain: &Plain| plain.excesses(trial, challenges, z).last().expect("the rectangle").1;
    of(&plain) - of(&other)
}

/// An output of the forger's own, and a column that makes up for it, made when its challenge is known: it passes at
/// this challenge, and at no other. So no challenge may be drawn before the columns that it is for.
#[test]
fn columns_made_after_their_challenge_pass_only_there() {
    let trial = trial(1, false);
    let (challenges, z) = challenges();
    let other_z = z + Fp::ONE;
    let other_s = CropChallenges { s: challenges.s + Fp::ONE, ..challenges };
    let forged_output = || {
        let mut plain = Plain::honest(&trial);
        plain.planes.get_mut(&OUTPUT_IMAGE).expect("the output")[0][3] += Fp::from(7);
        let excess = plain.excesses(&trial, challenges, z).last().expect("the rectangle").1;
        (plain, excess)
    };
    // Two changes d and e with a d + b e = 0 and v d + w e = -excess.
    let two = |[a, b]: [Fp; 2], [v, w]: [Fp; 2], excess: Fp| {
        let e = -excess * (w - v * b * a.invert().expect("not zero")).invert().expect("differ");
        [-(b * e) * a.invert().expect("not zero"), e]
    };
    let power = |base: Fp, exponent: usize| base.pow_vartime([exponent as u64]);

    let (mut plain, excess) = forged_output();
    let values = [2, 11].map(|row| plain.row_sums[row]);
    let [d, e] = two([power(z, 2), power(z, 11)], values, excess);
    plain.rows[2] += d;
    plain.rows[11] += e;
    assert_eq!(plain.broken(&trial), [""; 0]);
    assert_eq!(plain.broken_at(&trial, challenges, other_z), [says::ROWS]);

    let (mut plain, excess) = forged_output();
    let s = challenges.s;
    let values = [5, 12].map(|row| plain.rows[row]);
    let [d, e] = two([power(s, 5), power(s, 12)], values, excess);
    plain.row_sums[5] += d;
    plain.row_sums[12] += e;
    assert_eq!(plain.broken(&trial), [""; 0]);
    assert_eq!(plain.broken_at(&trial, other_s, z), [says::ROW_SUMS]);

    let (mut plain, excess) = forged_output();
    // Two bytes of the fifth segment, in which row 4 of the image, the rectangle's first, and row 10 are.
    let (first, second) = (4 * 120, 4 * 120 + 70);
    let gain = |at: usize| {
        let mut other = plain.clone();
        other.bytes[at] += Fp::ONE;
        let sums = sums_of_rows(&other, &trial.crop.input);
        inner_product(&plain.rows, &sums) - inner_product(&plain.rows, &plain.row_sums)
    };
    let [d, e] = two([power(z, first), power(z, second)], [gain(first), gain(second)], excess);
    plain.bytes[first] += d;
    plain.bytes[second] += e;
    plain.row_sums = sums_of_rows(&plain, &trial.crop.input);
    assert_eq!(plain.broken(&trial), [""; 0]);
    assert_eq!(plain.broken_at(&trial, challenges, other_z), [says::BYTES]);
}

/// Equations whose excesses cancel at one gamma do not at another.
#[test]
fn equations_do_not_make_up_for_each_other() {
    let trial = trial(1, false);
    let mut plain = Plain::honest(&trial);
    plain.row_sums[0] += Fp::ONE;
    plain.bytes[719] += Fp::ONE;
    assert!(plain.broken(&trial).len() > 1);
    let (challenges, z) = challenges();
    let excesses = plain.excesses(&trial, challenges, z);
    let gamma = Fp::from(77);
    let [.., rows_excess, _] = excesses[..] else { unreachable!("equations") };
    assert_ne!(rows_excess.1, Fp::ZERO);
    assert!(!plain.sums_up(&trial));
    // Makes up for everything at this gamma: each equation's excess times its power, in the last one.
    let mut sum = Fp::ZERO;
    for (number, (_, excess)) in excesses.iter().enumerate() {
        sum += *excess * gamma.pow_vartime([number as u64]);
    }
    let last = gamma.pow_vartime([excesses.len() as u64 - 1]);
    let weight = weight_of_first_byte(&trial) * last;
    plain.planes.get_mut(&OUTPUT_IMAGE).expect("the output")[0][0] +=
        sum * weight.invert().expect("not zero");
    assert!(plain.sums_up(&trial), "the test's own arithmetic");
    let plan = plan(&trial, challenges, [z, gamma + Fp::ONE], None);
    let columns: Vec<Vec<Fp>> = plan.slots.iter().map(|slot| plain.slot(slot)).collect();
    let mut total = -plan.weights.value;
    for (column, weights) in columns.iter().zip(&plan.weights.slots) {
        total += inner_product(column, weights);
    }
    for (pair, weights) in plan.weights.products.iter().enumerate() {
        for (row, weight) in weights.iter().enumerate() {
            let [left, right] = [1, 2].map(|factor| columns[2 * pair + factor].get(row).copied());
            total += left.unwrap_or(Fp::ZERO) * right.unwrap_or(Fp::ZERO) * weight;
        }
    }
    assert_ne!(total, Fp::ZERO);
}

// Proofs.

/// Everything that a prover of a hidden crop commits to.
struct Committing {
    planes: HashMap<Tensor, CommittedTensor>,
    places: Committed<Column>,
    moved: Vec<Committed<Column>>,
    challenges: CropChallenges,
    last: [Fp; 2],
}

/// What a cheating prover does differently, by plain numbers.
#[derive(Clone, Copy)]
struct Lies<'a> {
    places: &'a dyn Fn(&mut Vec<u16>),
    moved: &'a dyn Fn(&mut MovedWeights),
}

const HONEST: Lies<'_> = Lies { places: &|_| {}, moved: &|_| {} };

fn of_moved(k: u32, values: &[Fp], random: &mut SystemRandom) -> Column {
    let blinds = Blinds::fresh(random);
    let values = column_values(k, values.iter().copied(), &blinds.rows);
    Column { values, blind: blinds.factor }
}

impl Committing {
    fn new(trial: &Trial, lies: Lies<'_>) -> Self {
        let (random, crop) = (&mut SystemRandom::new(), &trial.crop);
        let k = crop.input.k;
        let mut planes = HashMap::new();
        for (tensor, layout, values) in trial.planes() {
            let is_published = tensor == OUTPUT_IMAGE && trial.is_published;
            let blinding = if is_published { Blinding::Published } else { Blinding::Fresh(random) };
            let committed = CommittedTensor::new(**layout, values, blinding, &|| Ok(()));
            planes.insert(tensor, committed.expect("nobody stops it"));
        }
        let mut data = crop.places(&trial.rect);
        (lies.places)(&mut data);
        let data: Vec<u32> = data.iter().copied().map(u32::from).collect();
        let places = SmallColumn { data: data.into(), blinds: Blinds::fresh(random) };
        let places = Committed::all(k, vec![places]).remove(0);
        let Committed { column, commitment } = places;
        let places = Committed { column: column.expand(k), commitment };

        let commitments = trial.planes().flat_map(|(name, ..)| encodings(&planes[&name].points));
        let commitments: Vec<_> = commitments.chain(encodings(&[places.commitment])).collect();
        let (FirstChallenges { r, t, .. }, round) = Round::first(&Opening {
            context: Context {
                kind: OutputKind::Pixels,
                attestation: b"",
                bound: None,
                recipe: b"",
                grouping: &[1],
                step: 0,
            },
            inputs: &[],
            outputs: &[],
            auxiliary: &commitments,
            multiplicities: &[],
        });

        let weights = crop.weights(r, t);
        let moved = crop.moved(&weights, &trial.rect, &trial.image, &|| Ok(()));
        let mut moved = moved.expect("nobody stops it");
        (lies.moved)(&mut moved);
        let columns: Vec<Column> = [&moved.rows, &moved.bytes, &moved.row_sums]
            .map(|values| of_moved(k, values, random))
            .into();
        let points: Vec<_> =
            columns.iter().map(|c| bases(k).commit_values(&c.values, c.blind)).collect();
        let moved = committed(columns, &points);
        let points: Vec<EqAffine> = moved.iter().map(|moved| moved.commitment).collect();
        let ([s], round) = round.next(&[&encodings(&points)]);
        let last = round.last().both();
        let challenges = CropChallenges { r, t, s };
        Committing { planes, places, moved, challenges, last }
    }

    /// A column that is in no plane.
    fn alone(&self, tensor: Tensor) -> Option<&Committed<Column>> {
        match tensor {
            Tensor::Later(number) => Some(&self.moved[number]),
            tensor => (!self.planes.contains_key(&tensor)).then_some(&self.places),
        }
    }

    fn column(&self, tensor: Tensor, column: usize) -> Column {
        match self.alone(tensor) {
            Some(alone) => alone.column.clone(),
            None => self.planes[&tensor].expanded(column),
        }
    }

    fn points(&self, tensor: Tensor) -> &[EqAffine] {
        match self.alone(tensor) {
            Some(alone) => std::slice::from_ref(&alone.commitment),
            None => &self.planes[&tensor].points,
        }
    }

    fn commitments(&self, plan: &Plan) -> Vec<EqAffine> {
        let points = |tensor| self.points(tensor);
        let slots: Vec<_> = plan.slots.iter().map(|slot| slot.commitment(&points)).collect();
        normalise(&slots)
    }

    fn prove(&self, trial: &Trial, method: Method) -> Vec<u8> {
        let plan = plan(trial, self.challenges, self.last, trial.published());
        let linked = |(slot, commitment): (&Slot, EqAffine)| {
            let k = trial.crop.input.k;
            let mut sum = Column { values: vec![Fp::ZERO; 1 << k], blind: Fp::ZERO };
            for &(tensor, column, factor) in &slot.terms {
                sum.add_scaled(factor, &self.column(tensor, column));
            }
            Committed { column: sum, commitment }
        };
        let linked = plan.slots.iter().zip(self.commitments(&plan)).map(linked).collect();
        let (class, weights, random) = (&plan.class, &plan.weights, &mut SystemRandom::new());
        match method {
            Method::Native => {
                prover::prove(class, weights, linked, random, &|| Ok(())).expect("nobody stops it")
            }
            Method::Reference => reference::prove_inner_product(class, weights, linked, random),
        }
    }

    /// The verifier's verdict: it knows commitments, and what is published.
    fn holds(&self, trial: &Trial, proof: &[u8]) -> bool {
        let plan = plan(trial, self.challenges, self.last, trial.published());
        assert_eq!(plan.class, Class::Product { k: trial.crop.input.k, slots: 1, pairs: 3 });
        let proof_inputs = ProofInputs {
            instance: plan.weights.instance(),
            public: plan.weights.public_columns(trial.crop.input.k),
            linked: vec![self.commitments(&plan)],
        };
        verifier::verify(&plan.class, &verifying_key(&plan.class), &proof_inputs, proof)
            .is_ok_and(|sum| sum.evaluates_to_identity())
    }
}

const METHODS: [Method; 2] = [Method::Native, Method::Reference];

#[test]
fn proofs_of_honest_crops_are_accepted() {
    let inside = Rect { x: 8, y: 4, width: 17, height: 5 };
    for (whole, rect, edits) in [
        ((40, 13), inside, CROP.to_owned()),
        ((40, 13), Rect { x: 39, y: 12, width: 1, height: 1 }, CROP.to_owned()),
        ((250, 3), Rect { x: 0, y: 2, width: 250, height: 1 }, CROP.to_owned()),
        ((40, 13), inside, resize(9, 7)),
        ((40, 13), inside, r#"[{"grayscale":{}}]"#.to_owned()),
    ] {
        for published in [true, false] {
            let trial = Trial::new(whole, rect, 1, 10, &edits, published);
            let committing = Committing::new(&trial, HONEST);
            let methods = if edits == CROP { &METHODS[..] } else { &METHODS[..1] };
            for &method in methods {
                let proof = committing.prove(&trial, method);
                let which = format!("{rect:?} of {whole:?}, {edits}, {published}, {method:?}");
                assert!(committing.holds(&trial, &proof), "{which}");
            }
        }
    }
}

#[test]
fn proofs_of_lies_are_rejected() {
    let trial = trial(1, true);
    let lies: &[(&str, Lies<'_>)] = &[
        ("two rows", Lies { places: &|places| places[5] = 1, ..HONEST }),
        (
            "a one that does not fit",
            Lies {
                places: &|places| {
                    places.fill(0);
                    (places[9], places[HEIGHT + 8]) = (1, 1);
                },
                ..HONEST
            },
        ),
        (
            "another place than that of the output",
            Lies { places: &|places| places.swap(HEIGHT + 8, HEIGHT + 9), ..HONEST },
        ),
        (
            "bytes wrong in one segment",
            Lies { moved: &|moved| moved.bytes[..120].rotate_right(3), ..HONEST },
        ),
        ("a row too many", Lies { moved: &|moved| moved.rows[0] = Fp::ONE, ..HONEST }),
        ("a row sum", Lies { moved: &|moved| moved.row_sums[4] += Fp::ONE, ..HONEST }),
    ];
    for (words, lies) in lies {
        let committing = Committing::new(&trial, *lies);
        let proof = committing.prove(&trial, Method::Native);
        assert!(!committing.holds(&trial, &proof), "{words}");
    }
}

/// Weights moved when z is known. The proof is true of them, but the file names the columns that z was drawn from.
#[test]
fn columns_that_are_replaced_after_the_last_draw_are_rejected() {
    let trial = trial(1, true);
    let named = Committing::new(&trial, HONEST);
    let random = &mut SystemRandom::new();
    for column in 0..3 {
        let mut other = Committing::new(&trial, HONEST);
        (other.challenges, other.last) = (named.challenges, named.last);
        let weights = trial.crop.weights(named.challenges.r, named.challenges.t);
        let moved = trial.crop.moved(&weights, &trial.rect, &trial.image, &|| Ok(()));
        let moved = moved.expect("nobody stops it");
        let columns: Vec<Column> = [&moved.rows, &moved.bytes, &moved.row_sums]
            .map(|values| of_moved(10, values, random))
            .into();
        let points: Vec<_> =
            columns.iter().map(|c| bases(10).commit_values(&c.values, c.blind)).collect();
        other.moved = named.moved.clone();
        other.moved[column] = committed(columns, &points).remove(column);
        other.planes = named_planes(&trial, &named);
        other.places = named.places.clone();
        let proof = other.prove(&trial, Method::Native);
        assert!(other.holds(&trial, &proof), "true of what it names");
        assert!(!named.holds(&trial, &proof), "column {column}");
    }
}

/// The same planes again.
fn named_planes(trial: &Trial, named: &Committing) -> HashMap<Tensor, CommittedTensor> {
    let again = trial.planes().map(|(name, layout, values)| {
        let known = &named.planes[&name];
        let blinds = (0..layout.columns).map(|c| known.blinds(c).clone()).collect();
        let plane = CommittedTensor::new(**layout, values, Blinding::Given(blinds), &|| Ok(()));
        (name, plane.expect("nobody stops it"))
    });
    again.collect()
}
