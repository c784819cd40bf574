//! Crop: the rectangle of the input, unchanged.
//!
//! **Statement.** Output byte (y', i) is input byte (y0 + y', 3 x0 + i). The adjoint puts `rho` on rows
//! y0.. and `tau` on bytes 3 x0.., and zero elsewhere: one product. Nothing is rounded, so a hidden
//! output needs no range lookup: the relation pins it to bytes of the input.

use borsh::{BorshDeserialize, BorshSerialize};
use ff::Field;
use halo2_proofs::pasta::Fp;
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::frame::{FrameChange, Reduction};
use super::semantics::{Argument, EditError, LinearMap, PixelMap, Rounding, Semantics};
use super::text::rectangle;
use crate::image::{Image, Rect, Size};
use crate::statement::fold::WeightProduct;

/// Keeps a rectangle.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(transparent)]
pub struct Crop(pub Rect);

impl Semantics for Crop {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        self.0.within(input).ok_or(EditError::Rectangle { rect: self.0, frame: input })
    }

    fn map(&self, input: Size) -> PixelMap {
        PixelMap::Linear(Box::new(CropMap { input, rect: self.0 }))
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        Argument::rectangle(self.0)
    }

    fn frame_change(&self) -> FrameChange {
        FrameChange::Part(self.0)
    }

    fn removes(&self, input: Size) -> Option<&'static str> {
        (self.0 != Rect::full(input)).then_some("outside-crop")
    }

    fn hides_area(&self) -> bool {
        true
    }

    fn has_one_product(&self) -> bool {
        true
    }
}

impl Definition for Crop {
    const FLAG: Flag =
        Flag::with("crop", "X,Y,W,H", "Keep a rectangle: left, top, width and height in pixels");
    const ACTION: Action = Action::Cropped;

    fn parse(text: &str) -> Result<Drafted<Self>, String> {
        Ok(Drafted::Exact(Crop(rectangle(text)?)))
    }

    fn reduced(&self, by: Reduction) -> Option<Self> {
        Some(Crop(by.rect(self.0)))
    }

    fn examples() -> Vec<Self> {
        vec![Crop(Rect { x: 3, y: 5, width: 30, height: 20 })]
    }

    fn photo_examples() -> Vec<Self> {
        vec![Crop(Rect { x: 320, y: 120, width: 640, height: 480 })]
    }
}

/// A crop of an input of known size.
pub(crate) struct CropMap {
    pub input: Size,
    pub rect: Rect,
}

impl LinearMap for CropMap {
    fn sums(&self, input: &Image, y: u32, sums: &mut [i32]) {
        let row = &input.row(self.rect.y + y)[3 * self.rect.x as usize..];
        for (sum, &byte) in sums.iter_mut().zip(row) {
            *sum = byte.into();
        }
    }

    fn rounding(&self) -> Rounding {
        Rounding::EXACT
    }

    fn adjoint(&self, rho: &[Fp], tau: &[Fp]) -> Vec<WeightProduct> {
        let product = WeightProduct { rows: rho.to_vec(), values: tau.to_vec() };
        vec![self.embed(product)]
    }
}

impl CropMap {
    /// Weights of the rectangle's bytes as weights of the whole input: zero outside.
    pub fn embed(&self, weights: WeightProduct) -> WeightProduct {
        let place = |values: Vec<Fp>, start: u32, length: usize| {
            let mut placed = vec![Fp::ZERO; length];
            placed[start as usize..][..values.len()].copy_from_slice(&values);
            placed
        };
        WeightProduct {
            rows: place(weights.rows, self.rect.y, self.input.height as usize),
            values: place(weights.values, 3 * self.rect.x, self.input.row_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;
    use crate::edits::testing::{check_linear, refused};

    fn crop(x: u32, y: u32, width: u32, height: u32) -> Edit {
        Edit::Crop(Crop(Rect { x, y, width, height }))
    }

    #[test]
    fn pixels_and_adjoint_agree_with_the_rectangle() {
        for (x, y, width, height) in [(0, 0, 7, 5), (2, 1, 3, 3), (6, 4, 1, 1), (0, 4, 7, 1)] {
            check_linear(
                &crop(x, y, width, height),
                Size { width: 7, height: 5 },
                |image, px, py, c| image.row(y + py)[3 * (x + px) as usize + c].into(),
            );
        }
    }

    #[test]
    fn rectangles_outside_are_refused() {
        let size = Size { width: 7, height: 5 };
        refused(&crop(0, 0, 8, 1), size, "reaches outside the image, which is 7 × 5 here");
        refused(&crop(3, 3, 0, 1), size, "holds no pixels");
    }
}
