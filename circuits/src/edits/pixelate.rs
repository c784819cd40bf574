//! Pixelate: the rectangle becomes blocks of one colour each, the mean of the block; the rest stays.
//!
//! A side of n pixels has `b = max(1, floor(n / block))` blocks, so none is shorter than `block` or the whole side;
//! block i begins at pixel `floor(i n / b)`. In a block of s pixels on a side, pixel j of that side weighs
//! `floor(2^9 (j + 1) / s) - floor(2^9 j / s)`, which sum to 2^9. A byte of the rectangle is
//! `(sum of w_row w_column x + 2^17) >> 18` over its block.
//!
//! **Statement.** That of `resize.rs`, with its numbers: weights are at least zero and sum to 2^18, and a pixel outside
//! of the rectangle weighs 2^18 in its own byte, whose nearest number it is. Three products: the whole picture, less
//! the rectangle, each times 2^18, and the blocks, which are one product because their weights are. If the rectangle is
//! the whole picture, the last alone.

use borsh::{BorshDeserialize, BorshSerialize};
use ff::Field;
use halo2_proofs::pasta::Fp;
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::frame::Reduction;
use super::semantics::{Argument, EditError, LinearMap, Parameter, PixelMap, Rounding, Semantics};
use super::text::list;
use crate::image::{Image, Rect, Size};
use crate::statement::fold::WeightProduct;

/// Replaces each block of a rectangle by its mean.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Pixelate {
    /// Left edge of the rectangle.
    pub x: u32,
    /// Top edge of the rectangle.
    pub y: u32,
    /// Pixels in a row of the rectangle.
    pub width: u32,
    /// Rows of the rectangle.
    pub height: u32,
    /// The least side of a block, in pixels: at least a twentieth of the rectangle's longer side.
    pub block: u32,
}

const BLOCK: Parameter = Parameter::new("block", 2, Size::MAX_SIDE as i64, "2 to 16384");
/// The most blocks on a side.
const MOST_BLOCKS: u32 = 20;

impl Pixelate {
    fn rect(&self) -> Rect {
        let Pixelate { x, y, width, height, .. } = *self;
        Rect { x, y, width, height }
    }

    /// With blocks that are large enough.
    fn of(Rect { x, y, width, height }: Rect, block: u32) -> Self {
        let least = width.max(height).div_ceil(MOST_BLOCKS).max(BLOCK.min as u32);
        Pixelate { x, y, width, height, block: block.max(least) }
    }
}

impl Semantics for Pixelate {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        BLOCK.check(self.block)?;
        let least = self.width.max(self.height).div_ceil(MOST_BLOCKS);
        if self.block < least {
            return Err(EditError::Blocks { least });
        }
        match self.rect().within(input) {
            Some(_) => Ok(input),
            None => Err(EditError::Rectangle { rect: self.rect(), frame: input }),
        }
    }

    fn map(&self, input: Size) -> PixelMap {
        let Pixelate { x, y, width, height, block } = *self;
        PixelMap::Linear(Box::new(PixelateMap {
            columns: Axis::new(x, width, block),
            rows: Axis::new(y, height, block),
            is_whole: self.rect() == Rect::full(input),
        }))
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        let mut arguments = Argument::rectangle(self.rect());
        arguments.push(("block", Argument::whole(self.block)));
        arguments
    }

    fn mixes_pixels(&self) -> bool {
        true
    }
}

impl Definition for Pixelate {
    const FLAG: Flag = Flag::with(
        "pixelate",
        "X,Y,W,H,BLOCK",
        "Pixelate a rectangle: left, top, width, height and side of the blocks in pixels, at least a twentieth of the longer side. It makes things hard to recognise, but only a redaction hides them",
    );
    const ACTION: Action = Action::Filtered;
    const PARAMETERS: &'static [Parameter] = &[BLOCK];

    fn parse(text: &str) -> Result<Drafted<Self>, String> {
        let [x, y, width, height, block] = list(text, "left, top, width, height, block")?;
        if width == 0 || height == 0 {
            return Err("the rectangle is empty; width and height are at least 1".into());
        }
        Ok(Drafted::Exact(Pixelate { x, y, width, height, block }))
    }

    fn reduced(&self, by: Reduction) -> Option<Self> {
        let block = by.size(Size { width: self.block, height: self.block });
        Some(Pixelate::of(by.rect(self.rect()), block.width))
    }

    fn examples() -> Vec<Self> {
        vec![
            Pixelate { x: 10, y: 1, width: 20, height: 8, block: 3 },
            Pixelate { x: 3, y: 0, width: 37, height: 9, block: 2 },
        ]
    }

    fn photo_examples() -> Vec<Self> {
        vec![Pixelate { x: 320, y: 120, width: 640, height: 480, block: 40 }]
    }
}

/// The sum of a block's weights on a side.
const WEIGHT_SUM: u32 = 1 << 9;
/// The sum of all weights of a byte.
const ONE: u32 = WEIGHT_SUM * WEIGHT_SUM;
/// Half a level, so that the nearest byte is a floor.
const HALF: i32 = 1 << 17;

/// One side of the rectangle.
struct Axis {
    start: usize,
    /// For each block its weights, one a pixel.
    blocks: Vec<Vec<u32>>,
}

impl Axis {
    fn new(start: u32, length: u32, block: u32) -> Self {
        let count = (length / block).max(1);
        let begin = |i: u32| (u64::from(i) * u64::from(length) / u64::from(count)) as u32;
        let weights = |i: u32| {
            let side = begin(i + 1) - begin(i);
            (0..side).map(|j| WEIGHT_SUM * (j + 1) / side - WEIGHT_SUM * j / side).collect()
        };
        Axis { start: start as usize, blocks: (0..count).map(weights).collect() }
    }

    /// Each block with its first pixel.
    fn placed(&self) -> impl Iterator<Item = (usize, &[u32])> {
        self.blocks.iter().scan(self.start, |next, block| {
            let start = *next;
            *next += block.len();
            Some((start, block.as_slice()))
        })
    }

    /// The block that pixel `i` lies in, with its first pixel; none outside.
    fn block_of(&self, i: usize) -> Option<(usize, &[u32])> {
        self.placed().find(|(start, block)| (*start..start + block.len()).contains(&i))
    }

    /// The functional's weights of the pixels of the rectangle, `stride` of them interleaved, and zero elsewhere.
    fn part(&self, weights: &[Fp], stride: usize) -> Vec<Fp> {
        let mut part = vec![Fp::ZERO; weights.len()];
        let length: usize = self.blocks.iter().map(Vec::len).sum();
        let inside = self.start * stride..(self.start + length) * stride;
        part[inside.clone()].copy_from_slice(&weights[inside]);
        part
    }

    /// The adjoint of the blocks: the sum of the functional's weights of a block, times each pixel's weight.
    fn adjoint(&self, weights: &[Fp], stride: usize) -> Vec<Fp> {
        let mut pulled = vec![Fp::ZERO; weights.len()];
        for (start, block) in self.placed() {
            let bytes = start * stride..(start + block.len()) * stride;
            let mut sums = vec![Fp::ZERO; stride];
            for pixel in weights[bytes.clone()].chunks_exact(stride) {
                sums.iter_mut().zip(pixel).for_each(|(sum, weight)| *sum += weight);
            }
            for (pixel, &weight) in pulled[bytes].chunks_exact_mut(stride).zip(block) {
                let weight = Fp::from(u64::from(weight));
                pixel.iter_mut().zip(&sums).for_each(|(pulled, sum)| *pulled = weight * sum);
            }
        }
        pulled
    }
}

struct PixelateMap {
    columns: Axis,
    rows: Axis,
    /// Whether the rectangle is the whole picture.
    is_whole: bool,
}

impl LinearMap for PixelateMap {
    /// Sums lie in 2^17..=255 * 2^18 + 2^17, below 2^26.
    fn sums(&self, input: &Image, y: u32, sums: &mut [i32]) {
        for (sum, &byte) in sums.iter_mut().zip(input.row(y)) {
            *sum = ONE as i32 * i32::from(byte) + HALF;
        }
        let Some((top, rows)) = self.rows.block_of(y as usize) else { return };
        // Rows first: for most of the work, this adds one run of bytes to another.
        let mut column_sums = vec![0i32; input.size().row_bytes()];
        for (source, &weight) in (top as u32..).zip(rows) {
            for (sum, &byte) in column_sums.iter_mut().zip(input.row(source)) {
                *sum += weight as i32 * i32::from(byte);
            }
        }
        for (left, columns) in self.columns.placed() {
            let bytes = 3 * left..3 * (left + columns.len());
            let mut means = [HALF; 3];
            for (pixel, &weight) in column_sums[bytes.clone()].chunks_exact(3).zip(columns) {
                for (mean, &value) in means.iter_mut().zip(pixel) {
                    *mean += weight as i32 * value;
                }
            }
            sums[bytes].chunks_exact_mut(3).for_each(|pixel| pixel.copy_from_slice(&means));
        }
    }

    fn rounding(&self) -> Rounding {
        Rounding { offset: [HALF; 3], divisor: ONE, finer: 1 << 5, quotients: (0, 255) }
    }

    fn adjoint(&self, rho: &[Fp], tau: &[Fp]) -> Vec<WeightProduct> {
        let blocks =
            WeightProduct { rows: self.rows.adjoint(rho, 1), values: self.columns.adjoint(tau, 3) };
        if self.is_whole {
            return vec![blocks];
        }
        let one = Fp::from(u64::from(ONE));
        let times = |rows: Vec<Fp>, factor: Fp| rows.into_iter().map(|row| row * factor).collect();
        let picture = WeightProduct { rows: times(rho.to_vec(), one), values: tau.to_vec() };
        let rectangle = WeightProduct {
            rows: times(self.rows.part(rho, 1), -one),
            values: self.columns.part(tau, 3),
        };
        vec![picture, rectangle, blocks]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;
    use crate::edits::testing::{check_linear, refused};

    const SIZE: Size = Size { width: 11, height: 7 };

    fn pixelate(x: u32, y: u32, width: u32, height: u32, block: u32) -> Edit {
        Edit::Pixelate(Pixelate { x, y, width, height, block })
    }

    /// The weight that pixel `j` of a side has in pixel `i` of it, straight from the definition.
    fn defined(length: u32, block: u32, i: u32, j: u32) -> i64 {
        let count = 1.max(length / block);
        let begin = |k: u32| k * length / count;
        let k = (0..count).find(|&k| (begin(k)..begin(k + 1)).contains(&i)).expect("inside");
        if !(begin(k)..begin(k + 1)).contains(&j) {
            return 0;
        }
        let (side, j) = (begin(k + 1) - begin(k), j - begin(k));
        i64::from(512 * (j + 1) / side) - i64::from(512 * j / side)
    }

    #[test]
    fn pixels_and_adjoint_follow_the_definition() {
        for (x0, y0, w, h, block) in [
            (0, 0, 11, 7, 2),
            (0, 0, 11, 7, 20),
            (2, 1, 7, 5, 3),
            (10, 6, 1, 1, 2),
            (0, 3, 11, 2, 5),
        ] {
            check_linear(&pixelate(x0, y0, w, h, block), SIZE, |image, x, y, c| {
                if !(x0..x0 + w).contains(&x) || !(y0..y0 + h).contains(&y) {
                    return image.row(y)[3 * x as usize + c].into();
                }
                let mut sum = 1 << 17;
                for j in 0..h {
                    for i in 0..w {
                        sum += defined(h, block, y - y0, j)
                            * defined(w, block, x - x0, i)
                            * i64::from(image.row(y0 + j)[3 * (x0 + i) as usize + c]);
                    }
                }
                sum >> 18
            });
        }
    }

    #[test]
    fn weights_of_a_block_are_even_and_sum_to_one() {
        for (length, block) in
            [(16_384, 820), (16_384, 16_384), (513, 513), (100, 7), (1, 2), (640, 32)]
        {
            let axis = Axis::new(5, length, block);
            let pixels: usize = axis.blocks.iter().map(Vec::len).sum();
            assert_eq!(pixels, length as usize);
            for weights in &axis.blocks {
                assert_eq!(weights.iter().sum::<u32>(), WEIGHT_SUM);
                assert!(weights.len() >= block.min(length) as usize);
                let even = WEIGHT_SUM / weights.len() as u32;
                assert!(weights.iter().all(|&weight| weight.abs_diff(even) <= 1));
            }
        }
    }

    #[test]
    fn the_whole_picture_is_one_product() {
        let (rho, tau) = (vec![Fp::ONE; 7], vec![Fp::ONE; 33]);
        for (edit, count) in [(pixelate(0, 0, 11, 7, 3), 1), (pixelate(0, 0, 11, 6, 3), 3)] {
            let PixelMap::Linear(map) = edit.map(SIZE) else { unreachable!("a linear edit") };
            assert_eq!(map.adjoint(&rho, &tau).len(), count);
        }
    }

    #[test]
    fn small_blocks_and_rectangles_outside_are_refused() {
        let size = Size { width: 100, height: 50 };
        assert!(pixelate(0, 0, 100, 50, 5).output_size(size).is_ok());
        for edit in [pixelate(0, 0, 100, 50, 4), pixelate(0, 0, 41, 10, 2)] {
            refused(&edit, size, "at least a twentieth of the rectangle's longer side");
        }
        refused(&pixelate(0, 0, 41, 10, 2), size, "side, which is 3 pixels here");
        refused(&pixelate(0, 0, 10, 10, 1), size, "block is 1, but must be 2 to 16384");
        refused(&pixelate(91, 0, 10, 10, 4), size, "reaches outside the image, which is 100 × 50");
        refused(&pixelate(0, 0, 0, 10, 4), size, "holds no pixels");
    }

    #[test]
    fn a_reduced_rectangle_has_blocks_that_are_large_enough() {
        for block in [5, 8, 30] {
            let full = Size { width: 100, height: 100 };
            for side in 1..100 {
                let small = Size { width: side, height: side };
                let edit = Edit::from(Pixelate { x: 1, y: 1, width: 99, height: 98, block });
                let reduced = edit.reduced(Reduction::new(full, small));
                assert!(reduced.output_size(small).is_ok(), "{reduced:?} of {small}");
            }
        }
    }
}
