//! Resize: a triangle filter, separable, with integer weights.
//!
//! For an axis of n input and N output samples, output i weighs input j by
//! `a_j = max(0, 2 max(n, N) - |(2i + 1) n - (2j + 1) N|)`, scaled to sum to 2^9:
//! `w_j = floor(2^9 a_j / sum a)`, and the missing units go one each to the largest remainders of that
//! division; of equal ones, to the smaller j. A byte is `(sum of w_row w_col x + 2^17) >> 18`. With weights of 9 bits
//! the root mean square of the difference from the exact filter is 0.2887 levels; rounding alone makes it 0.2886.
//!
//! **Statement.** With `S = A_v X A_h^T + 2^17`:
//!
//! - A published output: `S = 2^18 Y + R0 + 2^9 R1`, R0 and R1 in 0..2^9.
//! - A hidden output: `S = 2^13 Q + A`, A in 0..2^13, and the pair (Q, Y) in { q, q >> 5 }, q in 0..2^13.
//!
//! One product: the adjoint of the vertical weights on the rows, that of the horizontal ones on the bytes.
//!
//! **Why it is the floor.** X is bytes; all weights are at least zero and sum to 2^18, so S is in 0..2^26, and Y a byte
//! without a clamp. The lookups bound A and Q by 2^13, and R0 and R1 by 2^9 (Y is then visible): both sides are below
//! 2^27, and what is equal in the field is equal in integers. Since A is in 0..2^13, Q is `S >> 13`, and Y by its pair
//! `Q >> 5`, which is `S >> 18`.

use borsh::{BorshDeserialize, BorshSerialize};
use ff::Field;
use halo2_proofs::pasta::Fp;
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::frame::{FrameChange, Reduction};
use super::semantics::{Argument, EditError, LinearMap, Parameter, PixelMap, Rounding, Semantics};
use super::text::whole;
use crate::image::{Image, Size};
use crate::statement::fold::WeightProduct;

/// Scales to `width` x `height` pixels.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Resize {
    /// Pixels in a row of the output.
    pub width: u32,
    /// Rows of the output.
    pub height: u32,
}

/// [`Size::new`] checks it, with the number of pixels.
const SIDE: Parameter = Parameter::new("width", 1, Size::MAX_SIDE as i64, "1 to 16384");

impl Semantics for Resize {
    fn output_size(&self, _: Size) -> Result<Size, EditError> {
        Ok(Size::new(self.width, self.height)?)
    }

    fn map(&self, input: Size) -> PixelMap {
        PixelMap::Linear(Box::new(ResizeMap {
            horizontal: Axis::new(input.width, self.width),
            vertical: Axis::new(input.height, self.height),
        }))
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        vec![("width", Argument::whole(self.width)), ("height", Argument::whole(self.height))]
    }

    fn frame_change(&self) -> FrameChange {
        FrameChange::Scaled
    }

    fn removes(&self, input: Size) -> Option<&'static str> {
        (self.width < input.width || self.height < input.height).then_some("details")
    }

    fn mixes_pixels(&self) -> bool {
        true
    }

    fn has_one_product(&self) -> bool {
        true
    }

    fn stays_unrounded(&self) -> bool {
        true
    }
}

impl Definition for Resize {
    const FLAG: Flag = Flag::with(
        "resize",
        "W|xH|WxH",
        "Scale to a width (1600), a height (x1067), or both (1600x1067), in pixels; a single side keeps the ratio",
    );
    const ACTION: Action = Action::Resized;
    const PARAMETERS: &'static [Parameter] = &[SIDE, SIDE.called("height")];

    fn parse(text: &str) -> Result<Drafted<Self>, String> {
        let advice = "write a width (1600), a height (x1067), or both (1600x1067)";
        let side = |text: &str| match whole(text) {
            Ok(0) => Err(format!("a side of 0 pixels is too small; {advice}")),
            side => side.map_err(|error| format!("{error}; {advice}")),
        };
        match text.split_once(['x', 'X', '×', ',']) {
            None => side(text).map(Drafted::ToWidth),
            Some(("", height)) => side(height).map(Drafted::ToHeight),
            Some((width, "")) => side(width).map(Drafted::ToWidth),
            Some((width, height)) => {
                Ok(Drafted::Exact(Resize { width: side(width)?, height: side(height)? }))
            }
        }
    }

    fn reduced(&self, by: Reduction) -> Option<Self> {
        let Size { width, height } = by.size(Size { width: self.width, height: self.height });
        Some(Resize { width, height })
    }

    fn examples() -> Vec<Self> {
        vec![Resize { width: 31, height: 45 }, Resize { width: 17, height: 45 }]
    }

    fn photo_examples() -> Vec<Self> {
        vec![Resize { width: 640, height: 480 }]
    }
}

impl Resize {
    /// A resize to this width that keeps the ratio of the sides of `input`.
    pub(crate) fn to_width(width: u32, input: Size) -> Self {
        Resize { width, height: in_ratio(width, input.width, input.height) }
    }

    /// A resize to this height that keeps the ratio of the sides of `input`.
    pub(crate) fn to_height(height: u32, input: Size) -> Self {
        Resize { width: in_ratio(height, input.height, input.width), height }
    }
}

/// `given * to / from`, rounded to the nearest, and at least one.
fn in_ratio(given: u32, from: u32, to: u32) -> u32 {
    let (given, from, to) = (u64::from(given), u64::from(from), u64::from(to));
    let nearest = (2 * given * to + from) / (2 * from).max(1);
    u32::try_from(nearest.max(1)).unwrap_or(u32::MAX)
}

const WEIGHT_SUM: u64 = 1 << 9;
/// Half a level, so that the nearest byte is a floor.
const HALF: i32 = 1 << 17;

/// The weights of one axis.
struct Axis {
    /// Input samples.
    inputs: usize,
    /// For each output sample: the first input sample that counts, and the weights from there.
    taps: Vec<(usize, Vec<u32>)>,
}

impl Axis {
    fn new(inputs: u32, outputs: u32) -> Self {
        let taps = (0..outputs).map(|i| taps(inputs.into(), outputs.into(), i.into())).collect();
        Axis { inputs: inputs as usize, taps }
    }

    /// The adjoint: output weights pulled back to the input, `stride` interleaved channels at a time.
    fn adjoint(&self, weights: &[Fp], stride: usize) -> Vec<Fp> {
        let mut pulled = vec![Fp::ZERO; self.inputs * stride];
        for ((first, taps), weights) in self.taps.iter().zip(weights.chunks_exact(stride)) {
            for (j, &tap) in (*first..).zip(taps) {
                for (sum, weight) in pulled[j * stride..].iter_mut().zip(weights) {
                    *sum += weight * Fp::from(u64::from(tap));
                }
            }
        }
        pulled
    }
}

/// The weights of output sample `i`, zeros at both ends left out.
fn taps(n: i64, outputs: i64, i: i64) -> (usize, Vec<u32>) {
    let reach = 2 * n.max(outputs);
    let centre = (2 * i + 1) * n;
    let weight = |j: i64| (reach - (centre - (2 * j + 1) * outputs).abs()).max(0) as u64;
    // Beyond these bounds every weight is zero.
    let first = (centre - reach).div_euclid(2 * outputs).max(0);
    let last = (centre + reach).div_euclid(2 * outputs).min(n - 1);
    let raw: Vec<u64> = (first..=last).map(weight).collect();
    let sum: u64 = raw.iter().sum();
    let mut taps: Vec<u32> = raw.iter().map(|a| (WEIGHT_SUM * a / sum) as u32).collect();
    let missing = WEIGHT_SUM as usize - taps.iter().sum::<u32>() as usize;
    let mut order: Vec<usize> = (0..raw.len()).collect();
    order.sort_by_key(|&j| (std::cmp::Reverse(WEIGHT_SUM * raw[j] % sum), j));
    for &j in &order[..missing] {
        taps[j] += 1;
    }
    (first as usize, taps)
}

struct ResizeMap {
    horizontal: Axis,
    vertical: Axis,
}

impl LinearMap for ResizeMap {
    /// Sums lie in 2^17..=255 * 2^18 + 2^17, below 2^26.
    fn sums(&self, input: &Image, y: u32, sums: &mut [i32]) {
        let (first, taps) = &self.vertical.taps[y as usize];
        let mut column_sums = vec![0i32; input.size().row_bytes()];
        for (source, &tap) in (*first as u32..).zip(taps) {
            for (sum, &byte) in column_sums.iter_mut().zip(input.row(source)) {
                *sum += tap as i32 * i32::from(byte);
            }
        }
        for (pixel, (first, taps)) in sums.chunks_exact_mut(3).zip(&self.horizontal.taps) {
            pixel.fill(HALF);
            for (source, &tap) in column_sums[3 * first..].chunks_exact(3).zip(taps) {
                for (sum, value) in pixel.iter_mut().zip(source) {
                    *sum += tap as i32 * value;
                }
            }
        }
    }

    fn rounding(&self) -> Rounding {
        Rounding { offset: [HALF; 3], divisor: 1 << 18, finer: 1 << 5, quotients: (0, 255) }
    }

    fn adjoint(&self, rho: &[Fp], tau: &[Fp]) -> Vec<WeightProduct> {
        vec![WeightProduct {
            rows: self.vertical.adjoint(rho, 1),
            values: self.horizontal.adjoint(tau, 3),
        }]
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::Edit;
    use crate::edits::testing::{check_linear, check_pixels, refused};

    fn resize(width: u32, height: u32) -> Edit {
        Edit::Resize(Resize { width, height })
    }

    /// The weights of one output sample, straight from the definition, over all input samples.
    pub(crate) fn defined(n: i64, outputs: i64, i: i64) -> Vec<i64> {
        let a: Vec<i64> = (0..n)
            .map(|j| 0.max(2 * n.max(outputs) - ((2 * i + 1) * n - (2 * j + 1) * outputs).abs()))
            .collect();
        let sum: i64 = a.iter().sum();
        let mut w: Vec<i64> = a.iter().map(|a| 512 * a / sum).collect();
        while w.iter().sum::<i64>() < 512 {
            // The largest remainder that was not yet served; the smallest j among equals.
            let j = (0..a.len())
                .filter(|&j| w[j] == 512 * a[j] / sum)
                .max_by_key(|&j| (512 * a[j] % sum, std::cmp::Reverse(j)))
                .expect("fewer are missing than there are samples");
            w[j] += 1;
        }
        w
    }

    #[test]
    fn pixels_and_adjoint_follow_the_definition() {
        let cases = [
            ((7, 5), (3, 2)),
            ((3, 2), (7, 5)),
            ((5, 5), (5, 5)),
            ((1, 1), (4, 3)),
            ((8, 1), (1, 1)),
            ((4, 6), (9, 2)),
        ];
        for ((w, h), (width, height)) in cases {
            let size = Size { width: w, height: h };
            check_linear(&resize(width, height), size, |image, x, y, c| {
                let columns = defined(w.into(), width.into(), x.into());
                let rows = defined(h.into(), height.into(), y.into());
                let mut sum = 1 << 17;
                for (j, row) in rows.iter().enumerate() {
                    for (i, column) in columns.iter().enumerate() {
                        sum += row * column * i64::from(image.row(j as u32)[3 * i + c]);
                    }
                }
                sum >> 18
            });
        }
    }

    #[test]
    fn the_same_size_changes_nothing() {
        check_pixels(&resize(6, 4), Size { width: 6, height: 4 }, |image, x, y, c| {
            image.row(y)[3 * x as usize + c].into()
        });
    }

    #[test]
    fn weights_sum_to_the_scale_for_every_size() {
        for (inputs, outputs) in
            [(16_384, 1), (1, 16_384), (1280, 640), (1000, 999), (3, 16_384), (16_383, 3)]
        {
            let axis = Axis::new(inputs, outputs);
            assert_eq!(axis.taps.len(), outputs as usize);
            for (first, taps) in &axis.taps {
                assert_eq!(u64::from(taps.iter().sum::<u32>()), WEIGHT_SUM);
                assert!(first + taps.len() <= inputs as usize);
            }
        }
    }

    #[test]
    fn sizes_out_of_the_limits_are_refused() {
        refused(&resize(0, 4), Size { width: 6, height: 4 }, "0 × 4 pixels is not supported");
        refused(&resize(16_385, 4), Size { width: 6, height: 4 }, "each side is 1 to 16384");
    }
}
