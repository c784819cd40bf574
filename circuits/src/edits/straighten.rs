//! Straighten: the image turned by a small angle, as three shears: rows along themselves, columns, rows again (A. W.
//! Paeth, "A Fast Algorithm for General Raster Rotation", Graphics Interface 1986, section 3). What comes from outside
//! of the image is black, and each shear makes room for all of it, so that only black corners are added.
//!
//! **Angle.** With the angle in thousandths of a degree, m its absolute value, everything in 1/2^40:
//!
//! ```text
//! X = 9595049 m              half the angle in radians; 9595049 = 2^40 pi / 360000
//! T = floor(X (15 2^40 - P) / (15 2^40 - 6 P))    its tangent, with P = floor(X^2 / 2^40)
//! S = floor(2^41 T / (2^40 + floor(T^2 / 2^40)))  the sine of the angle
//! ```
//!
//! Whatever T is, shears by T, S and T with this S are a turn; the fraction is the tangent up to 2^-30.
//!
//! **Shear.** A row at the distance d from the row that stays is shifted to the right by
//! `n = floor((16 F d + 2^39) / 2^40)` sixteenths of a pixel, F being T; in the second shear columns are shifted down,
//! with F being S. For an angle clockwise, the row that stays is the last, and the column the first; for one
//! counterclockwise, the first and the last. With `s = floor(n / 16)`, the value at x goes to x + s - 1 .. x + s + 2,
//! plus one so that there is a place for each, with the weights of `n mod 16` in `taps`, of a cubic through the values
//! (Catmull-Rom) in 1/24: a byte is `clamp(floor((sum of w x + 12) / 24))`. The output is longer by `ceil(n / 16) + 2`
//! for the greatest n; the second shear adds one more row below, which is black.
//!
//! **Statement.** Each shear is proved as a step of its own: `S = sum of w x + 12`, `S - 24 l = Q`, and the pair (Q, Y)
//! is in { q, clamp(l + floor(q / 24)) }. One lookup a byte, because the quotient is the whole sum: 24 (G - l + 1) is
//! below 2^13.
//!
//! Each is one product, because the weights of the output are powers: row y shifted by s pixels weighs `rho_y t^(3 s)`,
//! and with the weights of its fraction `rho_y` times the sum of `w_k t^(3 (s + 1 + k))`. The same goes for columns
//! with r, as far as rho are powers of r. The last is not, since it stands for the padding as well; but the last row of
//! the second shear's output takes nothing from the input, so its weight is not in the product.

use borsh::{BorshDeserialize, BorshSerialize};
use ff::Field;
use halo2_proofs::pasta::Fp;
use serde::{Deserialize, Serialize};

use super::crop::CropMap;
use super::definition::{Action, Definition, Drafted, Flag};
use super::frame::FrameChange;
use super::semantics::{Argument, EditError, LinearMap, Parameter, PixelMap, Rounding, Semantics};
use super::text::signed_thousandths;
use crate::curve::field::signed;
use crate::image::{Image, Rect, Size};
use crate::statement::fold::WeightProduct;

/// Turns the image by `millidegrees / 1000` degrees.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Straighten {
    /// Thousandths of a degree clockwise, -15000 to 15000; 0 changes nothing.
    pub millidegrees: i16,
}

const ANGLE: Parameter =
    Parameter::new("millidegrees", -15_000, 15_000, "-15000 to 15000 (thousandths of a degree)");

/// How far rows or columns are shifted for each pixel of distance, in 1/2^40.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slope(i128);

impl Slope {
    const ONE: i128 = 1 << 40;
    /// 2^40 pi / 360000: half a thousandth of a degree in radians.
    const HALF_MILLIDEGREE: i128 = 9_595_049;

    /// The tangent of half the angle, for rows, and the sine of the angle, for columns.
    fn of(millidegrees: u16) -> [Slope; 2] {
        let square = |a: i128| (a * a) >> 40;
        let half = Self::HALF_MILLIDEGREE * i128::from(millidegrees);
        let fifteen = 15 * Self::ONE;
        // A continued fraction of the tangent.
        let tangent = half * (fifteen - square(half)) / (fifteen - 6 * square(half));
        let sine = (2 * tangent * Self::ONE) / (Self::ONE + square(tangent));
        [Slope(tangent), Slope(sine)]
    }

    /// Sixteenths of a pixel by which what is `distance` away is shifted.
    fn shift(self, distance: u32) -> usize {
        ((STEPS as i128 * self.0 * i128::from(distance) + Self::ONE / 2) >> 40) as usize
    }
}

/// Steps of a pixel by which shifts are exact.
const STEPS: usize = 16;
/// What weights sum to.
const ONE: i32 = 24;

/// Weights, in 1/24, that a value has `k - 1` pixels beyond its shift, for k = 0 to 3, if the shift is `step`
/// sixteenths more than whole pixels: those of the cubic convolution of Catmull and Rom, rounded; symmetric, and their
/// sum is one.
fn taps(step: usize) -> [i32; 4] {
    if 2 * step > STEPS {
        let [before, at, next, beyond] = taps(STEPS - step);
        return [beyond, next, at, before];
    }
    let n = step as i32;
    let round = |weight: i32, half: i32| (weight + half).div_euclid(1024);
    let before = round(-3 * n * (16 - n) * (16 - n), 512);
    // A half is rounded down, so that half a pixel has the same weights on both sides.
    let next = round(3 * n * (256 + 64 * n - 3 * n * n), 511);
    let beyond = round(-3 * n * n * (16 - n), 512);
    [before, ONE - before - next - beyond, next, beyond]
}

impl Straighten {
    /// The shear of step number `step`, from 0 to 2, of an image of size `input`.
    fn shear(&self, step: usize, input: Size) -> Shear {
        let clockwise = self.millidegrees > 0;
        let [tangent, sine] = Slope::of(self.millidegrees.unsigned_abs());
        match step {
            1 => Shear::new(Axis::Columns, sine, !clockwise, input),
            _ => Shear::new(Axis::Rows, tangent, clockwise, input),
        }
    }

    /// A crop of the straightened image that shows nothing of its black corners and of what is mixed with them: of this
    /// ratio of width to height, or the largest of all. `input` is the size of the image before it was straightened.
    /// None if so few pixels have no such crop.
    ///
    /// A rectangle within a turned one is the largest if it touches all four sides; if the turned one is so long that
    /// this is impossible, it lies in the middle of it with two corners on the long sides. What is turned here is the
    /// image without the pixels at its edges that a byte next to the corners could depend on.
    pub fn largest_crop(&self, input: Size, ratio: Option<Size>) -> Option<Rect> {
        if self.millidegrees == 0 && ratio.is_none() {
            return Some(Rect::full(input));
        }
        let one = Slope::ONE;
        let [Slope(tangent), Slope(sine)] = Slope::of(self.millidegrees.unsigned_abs());
        let cosine = one - ((tangent * sine) >> 40);
        // From the first pixel to the last, without those at the edges, in 1/2^40.
        let span = |side: u32, edge: u32| one * (i128::from(side) - 1 - 2 * i128::from(edge));
        let [width, height] = match self.millidegrees {
            0 => [span(input.width, 0), span(input.height, 0)],
            _ => [span(input.width, EDGES.0), span(input.height, EDGES.1)],
        };
        if width < 0 || height < 0 {
            return None;
        }
        let (across, down) = match ratio {
            Some(Size { width: a, height: b }) => {
                // Scaled until it touches two of the sides.
                let [a, b] = [a, b].map(i128::from);
                let scale = |of: i128| {
                    let by_width = of * width / (a * cosine + b * sine);
                    let by_height = of * height / (a * sine + b * cosine);
                    by_width.min(by_height)
                };
                (scale(a * one), scale(b * one))
            }
            None => {
                let (short, long) = (width.min(height), width.max(height));
                if short <= (2 * ((sine * cosine) >> 40) * long) >> 40 {
                    let along = |factor: i128| short * one / (2 * factor);
                    if width >= height {
                        (along(sine), along(cosine))
                    } else {
                        (along(cosine), along(sine))
                    }
                } else {
                    let of_double = ((cosine * cosine) >> 40) - ((sine * sine) >> 40);
                    let side = |a: i128, b: i128| (a * cosine - b * sine) / of_double;
                    (side(width, height), side(height, width))
                }
            }
        };
        let [x, y] = self.centre(input);
        let place = |centre: i128, span: i128| {
            let first = -(-(centre - span / 2)).div_euclid(one);
            let last = (centre + span / 2).div_euclid(one);
            (first as u32, (last - first + 1) as u32)
        };
        let ((x, width), (y, height)) = (place(x, across), place(y, down));
        Some(Rect { x, y, width, height }).filter(|rect| rect.width > 0 && rect.height > 0)
    }

    /// Where the middle of an image of size `input` is in the straightened one, in 1/2^40 of pixels, from the middle
    /// of the first one.
    fn centre(&self, input: Size) -> [i128; 2] {
        let mut centre =
            [input.width, input.height].map(|side| Slope::ONE * (i128::from(side) - 1) / 2);
        if self.millidegrees == 0 {
            return centre;
        }
        let mut size = input;
        for step in 0..3 {
            let Shear { axis, slope, reversed, output, .. } = self.shear(step, size);
            let (along, of, length) = match axis {
                Axis::Rows => (0, 1, size.height),
                Axis::Columns => (1, 0, size.width),
            };
            let from_first = centre[of];
            let last = Slope::ONE * (i128::from(length) - 1);
            let distance = if reversed { last - from_first } else { from_first };
            centre[along] += Slope::ONE + ((slope.0 * distance) >> 40);
            size = output;
        }
        centre
    }
}

/// Pixels at the edges of the image on each side, of a row and of a column, that bytes of which a byte next to the
/// corners is mixed could lie beyond: two of a row for each shear of rows, two of a column, and what these shears make
/// of them.
const EDGES: (u32, u32) = (5, 3);

impl Semantics for Straighten {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        Ok(*self.step_sizes(input)?.last().expect("there is a step"))
    }

    /// That of the first step.
    fn map(&self, input: Size) -> PixelMap {
        self.map_of_step(0, input)
    }

    fn step_sizes(&self, input: Size) -> Result<Vec<Size>, EditError> {
        ANGLE.check(self.millidegrees)?;
        if self.millidegrees == 0 {
            return Ok(vec![input]);
        }
        let mut size = input;
        let sizes = (0..3).map(|step| {
            size = self.shear(step, size).output;
            size
        });
        Ok(sizes.collect())
    }

    fn map_of_step(&self, step: usize, input: Size) -> PixelMap {
        PixelMap::Linear(match self.millidegrees {
            0 => Box::new(CropMap { input, rect: Rect::full(input) }),
            _ => Box::new(self.shear(step, input)),
        })
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        let direction = if self.millidegrees < 0 { "left" } else { "right" };
        vec![
            ("direction", Argument::text(direction)),
            ("degrees", Argument::Thousandths(self.millidegrees.unsigned_abs())),
        ]
    }

    fn frame_change(&self) -> FrameChange {
        if self.millidegrees == 0 { FrameChange::Kept } else { FrameChange::Tilted }
    }

    /// A turn around the middle of the image. The middle of a pixel is half a pixel from its edges.
    fn tilted(&self, input: Size, [x, y]: [f64; 2]) -> [f64; 2] {
        let (sine, cosine) = (f64::from(self.millidegrees) / 1000.0).to_radians().sin_cos();
        let [middle_x, middle_y] = self.centre(input).map(|at| at as f64 / Slope::ONE as f64 + 0.5);
        let [x, y] = [x - f64::from(input.width) / 2.0, y - f64::from(input.height) / 2.0];
        [middle_x + x * cosine - y * sine, middle_y + x * sine + y * cosine]
    }

    fn without_additions(&self, input: Size) -> Option<Rect> {
        (self.millidegrees != 0).then(|| self.largest_crop(input, None)).flatten()
    }

    fn mixes_pixels(&self) -> bool {
        self.millidegrees != 0
    }

    fn has_one_product(&self) -> bool {
        true
    }
}

impl Definition for Straighten {
    const FLAG: Flag = Flag::with(
        "straighten",
        "DEGREES",
        "Turn clockwise by -15 to 15 degrees with up to three decimals, such as 1.5 or -0.8. The picture becomes larger and gets black corners; crop them off afterwards",
    );
    const ACTION: Action = Action::Oriented;
    const PARAMETERS: &'static [Parameter] = &[ANGLE];

    fn parse(text: &str) -> Result<Drafted<Self>, String> {
        let millidegrees = signed_thousandths(text, &ANGLE, "degrees", "1.5 or -0.8")?;
        Ok(Drafted::Exact(Straighten { millidegrees }))
    }

    fn examples() -> Vec<Self> {
        vec![Straighten { millidegrees: 2500 }, Straighten { millidegrees: -15_000 }]
    }
}

/// What a shear shifts along themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Axis {
    Rows,
    Columns,
}

/// One shear of an image.
struct Shear {
    axis: Axis,
    slope: Slope,
    /// Whether the last row or column is the one that stays.
    reversed: bool,
    input: Size,
    output: Size,
    /// For each row or column how many whole pixels it is shifted by, and the weights of its fraction.
    shifts: Vec<(usize, [i32; 4])>,
}

impl Shear {
    fn new(axis: Axis, slope: Slope, reversed: bool, input: Size) -> Self {
        let count = match axis {
            Axis::Rows => input.height,
            Axis::Columns => input.width,
        };
        let shift = |index: u32| {
            let shift = slope.shift(if reversed { count - 1 - index } else { index });
            (shift / STEPS, taps(shift % STEPS))
        };
        let longer = slope.shift(count - 1).div_ceil(STEPS) as u32 + 2;
        let output = match axis {
            Axis::Rows => Size { width: input.width + longer, ..input },
            // The last row takes nothing.
            Axis::Columns => Size { height: input.height + longer + 1, ..input },
        };
        Shear { axis, slope, reversed, input, output, shifts: (0..count).map(shift).collect() }
    }

    /// For each row or column what it weighs in the output, relative to one that is not shifted: `weights` are those of
    /// the values at 0, 1, 2.. along it, and proportional to the powers of one number.
    fn factors(&self, weights: &[Fp]) -> Vec<Fp> {
        let first = weights[0].invert().expect("weights are powers");
        let of_shift = |(whole, taps): &(usize, [i32; 4])| {
            let weighed = taps.iter().zip(&weights[*whole..]);
            first * weighed.fold(Fp::ZERO, |sum, (&tap, weight)| sum + signed(tap.into()) * weight)
        };
        self.shifts.iter().map(of_shift).collect()
    }
}

impl LinearMap for Shear {
    /// Sums of bytes with weights of which the negative ones are at least -4 and the others at most 28 together: all
    /// lie in -1020..=7152.
    fn sums(&self, input: &Image, y: u32, sums: &mut [i32]) {
        sums.fill(ONE / 2);
        match self.axis {
            Axis::Rows => {
                let (whole, taps) = self.shifts[y as usize];
                for (start, tap) in (whole..).zip(taps).filter(|(_, tap)| *tap != 0) {
                    for (sum, &byte) in sums[3 * start..].iter_mut().zip(input.row(y)) {
                        *sum += tap * i32::from(byte);
                    }
                }
            }
            Axis::Columns => {
                let row_bytes = input.size().row_bytes();
                let pixels = sums.chunks_exact_mut(3).zip(&self.shifts).enumerate();
                for (x, (pixel, (whole, taps))) in pixels {
                    for (below, tap) in (*whole..).zip(taps) {
                        let row = (y as usize).checked_sub(below);
                        let Some(row) = row.filter(|&row| row < self.input.height as usize) else {
                            continue;
                        };
                        let bytes = &input.pixels()[row * row_bytes + 3 * x..];
                        for (sum, &byte) in pixel.iter_mut().zip(bytes) {
                            *sum += tap * i32::from(byte);
                        }
                    }
                }
            }
        }
    }

    fn rounding(&self) -> Rounding {
        let all =
            (0..STEPS).map(|step| Rounding::quotients(taps(step).iter(), ONE / 2, ONE as u32));
        let (least, greatest): (Vec<i32>, Vec<i32>) = all.unzip();
        let quotients = (
            least.into_iter().min().expect("there are steps"),
            greatest.into_iter().max().expect("there are steps"),
        );
        Rounding { offset: [ONE / 2; 3], divisor: ONE as u32, finer: ONE as u32, quotients }
    }

    fn adjoint(&self, rho: &[Fp], tau: &[Fp]) -> Vec<WeightProduct> {
        let (rows, values) = match self.axis {
            Axis::Rows => {
                let pixels: Vec<Fp> = tau.iter().step_by(3).copied().collect();
                let factors = self.factors(&pixels);
                let rows = rho.iter().zip(factors).map(|(rho, factor)| rho * factor).collect();
                (rows, tau[..self.input.row_bytes()].to_vec())
            }
            Axis::Columns => {
                // All but the last row, whose weight is no power.
                let factors = self.factors(&rho[..rho.len() - 1]);
                let pixels = tau.chunks_exact(3).zip(factors);
                let values = pixels
                    .flat_map(|(pixel, factor)| [0, 1, 2].map(|channel| pixel[channel] * factor));
                (rho[..self.input.height as usize].to_vec(), values.collect())
            }
        };
        vec![WeightProduct { rows, values }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;
    use crate::edits::testing::{check_adjoint, check_pixels, refused, test_images};

    const ANGLES: [i16; 8] = [1, -1, 333, -1500, 5000, -7777, 15_000, -15_000];

    /// Sizes of one pixel, of one row or column, and others.
    const SIZES: [Size; 5] = [
        Size { width: 1, height: 1 },
        Size { width: 9, height: 1 },
        Size { width: 1, height: 9 },
        Size { width: 12, height: 7 },
        Size { width: 5, height: 31 },
    ];

    fn straighten(millidegrees: i16) -> Edit {
        Edit::Straighten(Straighten { millidegrees })
    }

    #[test]
    fn slopes_are_tangent_and_sine() {
        for millidegrees in 0..=15_000 {
            let angle = f64::from(millidegrees).to_radians() / 1000.0;
            let slopes = Slope::of(millidegrees).map(|Slope(slope)| slope as f64 / 2f64.powi(40));
            for (slope, exact) in slopes.into_iter().zip([(angle / 2.0).tan(), angle.sin()]) {
                // The least step of the longest row is not shifted by a thousandth of a pixel.
                assert!((slope - exact).abs() < 3e-8, "{millidegrees}: {slope}, {exact}");
            }
        }
    }

    #[test]
    fn weights_are_those_of_a_cubic() {
        assert_eq!(taps(0), [0, 24, 0, 0]);
        assert_eq!(taps(8), [-1, 13, 13, -1]);
        for step in 0..STEPS {
            let taps = taps(step);
            assert_eq!(taps.iter().sum::<i32>(), ONE);
            let f = step as f64 / 16.0;
            let exact = [
                -f * (1.0 - f) * (1.0 - f),
                2.0 - 5.0 * f * f + 3.0 * f * f * f,
                f + 4.0 * f * f - 3.0 * f * f * f,
                -f * f * (1.0 - f),
            ];
            for (tap, exact) in taps.into_iter().zip(exact) {
                assert!((f64::from(tap) - 12.0 * exact).abs() < 1.2, "{step}: {taps:?}");
            }
        }
    }

    /// What the head of this file says, of values that are not rounded by steps: their numerators, at any place.
    fn sheared(image: &Image, columns: bool, slope: i128, reversed: bool) -> Image {
        let Size { width, height } = image.size();
        let count = if columns { width } else { height };
        let shift = |d: u32| ((16 * slope * i128::from(d) + (1 << 39)) >> 40) as i64;
        let longer = (shift(count - 1) + 15) / 16 + 2;
        let size = match columns {
            false => Size { width: width + longer as u32, height },
            true => Size { width, height: height + longer as u32 + 1 },
        };
        let byte = |x: i64, y: i64, c: usize| {
            let inside = (0..i64::from(width)).contains(&x) && (0..i64::from(height)).contains(&y);
            if inside { image.row(y as u32)[3 * x as usize + c].into() } else { 0i64 }
        };
        let mut pixels = Vec::new();
        for y in 0..size.height {
            for (x, c) in (0..size.width).flat_map(|x| (0..3).map(move |c| (x, c))) {
                let at = if columns { x } else { y };
                let n = shift(if reversed { count - 1 - at } else { at });
                let sum = (0..4).zip(taps((n % 16) as usize)).fold(12, |sum, (k, tap)| {
                    let (x, y, back) = (i64::from(x), i64::from(y), n / 16 + k);
                    let (x, y) = if columns { (x, y - back) } else { (x - back, y) };
                    sum + i64::from(tap) * byte(x, y, c)
                });
                pixels.push(sum.div_euclid(24).clamp(0, 255) as u8);
            }
        }
        Image::new(size, pixels)
    }

    #[test]
    fn pixels_follow_the_three_shears() {
        for (size, millidegrees) in SIZES.into_iter().flat_map(|s| ANGLES.map(|a| (s, a))) {
            let [Slope(tangent), Slope(sine)] = Slope::of(millidegrees.unsigned_abs());
            let clockwise = millidegrees > 0;
            for image in test_images(size) {
                let rows = sheared(&image, false, tangent, clockwise);
                let columns = sheared(&rows, true, sine, !clockwise);
                let expected = sheared(&columns, false, tangent, clockwise);
                let edited = straighten(millidegrees).apply(&image).expect("fits");
                assert_eq!(edited, expected, "{millidegrees} of {size}");
            }
        }
    }

    #[test]
    fn nothing_changes_without_an_angle() {
        let size = Size { width: 6, height: 4 };
        check_pixels(&straighten(0), size, |image, x, y, c| {
            image.row(y)[3 * x as usize + c].into()
        });
    }

    #[test]
    fn adjoints_are_exact_and_nothing_of_the_image_is_cut_off() {
        for (mut size, millidegrees) in SIZES.into_iter().flat_map(|s| ANGLES.map(|a| (s, a))) {
            let edit = Straighten { millidegrees };
            for (step, output) in edit.step_sizes(size).expect("fits").into_iter().enumerate() {
                let shear = edit.shear(step, size);
                let words = format!("step {step} of {millidegrees}");
                check_adjoint(&shear, size, output, &words);
                // Every byte counts as often as it is long.
                let ones = [output.height as usize, output.row_bytes()];
                let products = shear.adjoint(&vec![Fp::ONE; ones[0]], &vec![Fp::ONE; ones[1]]);
                let [product] = &products[..] else { panic!("{words}: several products") };
                for (row, value) in
                    product.rows.iter().flat_map(|r| product.values.iter().map(move |v| (r, v)))
                {
                    assert_eq!(row * value, Fp::from(ONE as u64), "{words} of {size}");
                }
                size = output;
            }
        }
    }

    /// The extremes that bytes can give are those of the table, which is short enough to be looked up whole.
    #[test]
    fn quotients_are_the_extremes_of_all_weights() {
        let edit = Straighten { millidegrees: 1 };
        let rounding = edit.shear(0, Size { width: 2, height: 2 }).rounding();
        let sums = (0..STEPS).flat_map(|step| {
            let signed = |sign: i32| taps(step).iter().map(|tap| (tap * sign).max(0)).sum::<i32>();
            [12 - 255 * signed(-1), 12 + 255 * signed(1)]
        });
        let quotients: Vec<i32> = sums.map(|sum| sum.div_euclid(24)).collect();
        let extremes =
            (*quotients.iter().min().expect("some"), *quotients.iter().max().expect("some"));
        assert_eq!(rounding.quotients, extremes);
        assert_eq!(extremes, (-32, 287));
    }

    /// Values that grow evenly with x and y are where a turn by the angle moves them.
    #[test]
    fn the_image_is_turned_by_the_angle() {
        let size = Size { width: 60, height: 44 };
        let plane = (0..size.height).flat_map(|y| (0..size.width).map(move |x| (x, y)));
        let image = Image::new(
            size,
            plane
                .flat_map(|(x, y)| [10 + 3 * x, 20 + 4 * y, x + y].map(|byte| byte as u8))
                .collect(),
        );
        for millidegrees in ANGLES {
            let edit = Straighten { millidegrees };
            let edited = Edit::from(edit.clone()).apply(&image).expect("fits");
            let crop = edit.largest_crop(size, None).expect("has one");
            let (sin, cos) = (f64::from(millidegrees) / 1000.0).to_radians().sin_cos();
            let middle = edit.centre(size).map(|at| at as f64 / 2f64.powi(40));
            for (x, y) in [
                (0, 0),
                (crop.width - 1, 0),
                (0, crop.height - 1),
                (crop.width / 2, crop.height / 2),
            ] {
                let (x, y) = (crop.x + x, crop.y + y);
                let (dx, dy) = (f64::from(x) - middle[0], f64::from(y) - middle[1]);
                // Clockwise, y being downwards: a turn back leads to where it was.
                let (from_x, from_y) = (29.5 + dx * cos + dy * sin, 21.5 - dx * sin + dy * cos);
                let pixel = &edited.row(y)[3 * x as usize..][..3];
                for (byte, exact) in pixel.iter().zip([10.0 + 3.0 * from_x, 20.0 + 4.0 * from_y]) {
                    assert!(
                        (f64::from(*byte) - exact).abs() < 2.0,
                        "{millidegrees} at {x}, {y}: {byte}, {exact}"
                    );
                }
            }
        }
    }

    /// A gray image is exactly gray where nothing of the corners is mixed in.
    #[test]
    fn the_largest_crop_shows_nothing_of_the_corners() {
        let ratios = [None, Some(Size { width: 3, height: 2 }), Some(Size { width: 1, height: 4 })];
        for (width, height) in
            [(60, 40), (40, 60), (33, 33), (200, 20), (15, 300), (12, 8), (11, 7), (3, 3)]
        {
            let size = Size { width, height };
            let image = Image::new(size, vec![100; size.bytes()]);
            for millidegrees in (-15_000..=15_000).step_by(617).chain([-1, 0, 1, 15_000]) {
                let edit = Straighten { millidegrees };
                let edited = Edit::from(edit.clone()).apply(&image).expect("fits");
                for ratio in ratios {
                    let Some(rect) = edit.largest_crop(size, ratio) else {
                        assert!(width < 16 || height < 12, "{millidegrees} of {size}");
                        continue;
                    };
                    assert!(rect.within(edited.size()).is_some(), "{rect:?}");
                    let inside = edited.crop(rect);
                    let words = format!("{rect:?} of {size} after {millidegrees}");
                    assert!(inside.pixels().iter().all(|&byte| byte == 100), "{words}");
                    // The largest of all is larger than that of a ratio, and takes most of a photo.
                    let area = |rect: Rect| rect.width * rect.height;
                    let Some(largest) = edit.largest_crop(size, None) else { continue };
                    assert!(area(rect) <= area(largest) + rect.width + rect.height, "{words}");
                    if ratio.is_none() && width.min(height) >= 40 {
                        assert!(3 * area(rect) > width * height, "{words}");
                    }
                }
            }
        }
    }

    #[test]
    fn parameters_out_of_range_are_refused() {
        let size = Size { width: 1, height: 1 };
        for millidegrees in [-15_001, 15_001, i16::MIN] {
            refused(&straighten(millidegrees), size, "but must be -15000 to 15000");
        }
    }

    #[test]
    fn flags_say_degrees() {
        for (text, millidegrees) in
            [("1.5", 1500), ("-0.8", -800), ("+15", 15_000), ("0", 0), ("-.001", -1)]
        {
            assert_eq!(
                Straighten::parse(text),
                Ok(Drafted::Exact(Straighten { millidegrees })),
                "{text}"
            );
        }
        for (text, words) in [
            ("15.001", "15.001 is out of range: it must be -15 to 15 degrees"),
            ("-800", "-800 is out of range"),
            ("1.2345", "more than three decimals"),
            ("1°", "“1°” is not a number; write degrees such as 1.5 or -0.8"),
        ] {
            let error = Straighten::parse(text).expect_err(text);
            assert!(error.contains(words), "{error:?} does not say {words:?}");
        }
    }
}
