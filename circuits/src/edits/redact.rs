//! Redact: the rectangle becomes black, the rest stays.
//!
//! **Statement.** Y is X less the rectangle of X: one product with all of `rho` and `tau`, and one, taken
//! away, with their parts in the rectangle.

use borsh::{BorshDeserialize, BorshSerialize};
use ff::Field;
use halo2_proofs::pasta::Fp;
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::frame::Reduction;
use super::semantics::{Argument, EditError, LinearMap, PixelMap, Rounding, Semantics};
use super::text::rectangle;
use crate::image::{Image, Rect, Size};
use crate::statement::fold::WeightProduct;

/// Blackens a rectangle.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(transparent)]
pub struct Redact(pub Rect);

impl Semantics for Redact {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        match self.0.within(input) {
            Some(_) => Ok(input),
            None => Err(EditError::Rectangle { rect: self.0, frame: input }),
        }
    }

    fn map(&self, _: Size) -> PixelMap {
        PixelMap::Linear(Box::new(RedactMap { rect: self.0 }))
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        Argument::rectangle(self.0)
    }

    fn removes(&self, _: Size) -> Option<&'static str> {
        Some("under-rectangles")
    }

    fn hides_area(&self) -> bool {
        true
    }
}

impl Definition for Redact {
    const FLAG: Flag = Flag::with(
        "redact",
        "X,Y,W,H",
        "Blacken a rectangle: left, top, width and height in pixels",
    );
    const ACTION: Action = Action::Drawn;

    fn parse(text: &str) -> Result<Drafted<Self>, String> {
        Ok(Drafted::Exact(Redact(rectangle(text)?)))
    }

    fn reduced(&self, by: Reduction) -> Option<Self> {
        Some(Redact(by.rect(self.0)))
    }

    fn examples() -> Vec<Self> {
        vec![Redact(Rect { x: 10, y: 8, width: 20, height: 10 })]
    }

    fn photo_examples() -> Vec<Self> {
        vec![Redact(Rect { x: 320, y: 120, width: 640, height: 480 })]
    }
}

struct RedactMap {
    rect: Rect,
}

impl RedactMap {
    fn has_row(&self, y: usize) -> bool {
        (self.rect.y as usize..(self.rect.y + self.rect.height) as usize).contains(&y)
    }

    fn has_byte(&self, i: usize) -> bool {
        (self.rect.x as usize..(self.rect.x + self.rect.width) as usize).contains(&(i / 3))
    }
}

impl LinearMap for RedactMap {
    fn sums(&self, input: &Image, y: u32, sums: &mut [i32]) {
        let redacted_row = self.has_row(y as usize);
        for (i, (sum, &byte)) in sums.iter_mut().zip(input.row(y)).enumerate() {
            *sum = if redacted_row && self.has_byte(i) { 0 } else { byte.into() };
        }
    }

    fn rounding(&self) -> Rounding {
        Rounding::EXACT
    }

    fn adjoint(&self, rho: &[Fp], tau: &[Fp]) -> Vec<WeightProduct> {
        let part = |weights: &[Fp], inside: &dyn Fn(usize) -> bool| -> Vec<Fp> {
            let keep = |(i, weight): (usize, &Fp)| if inside(i) { *weight } else { Fp::ZERO };
            weights.iter().enumerate().map(keep).collect()
        };
        let rectangle = WeightProduct {
            rows: part(rho, &|y| self.has_row(y)).into_iter().map(|weight| -weight).collect(),
            values: part(tau, &|i| self.has_byte(i)),
        };
        vec![WeightProduct { rows: rho.to_vec(), values: tau.to_vec() }, rectangle]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;
    use crate::edits::testing::{check_linear, refused};

    fn redact(x: u32, y: u32, width: u32, height: u32) -> Edit {
        Edit::Redact(Redact(Rect { x, y, width, height }))
    }

    #[test]
    fn pixels_and_adjoint_agree_with_the_rectangle() {
        let size = Size { width: 7, height: 5 };
        for (x0, y0, width, height) in [(0, 0, 7, 5), (2, 1, 3, 3), (6, 4, 1, 1), (0, 4, 7, 1)] {
            check_linear(&redact(x0, y0, width, height), size, |image, x, y, c| {
                let inside = (x0..x0 + width).contains(&x) && (y0..y0 + height).contains(&y);
                if inside { 0 } else { image.row(y)[3 * x as usize + c].into() }
            });
        }
    }

    #[test]
    fn rectangles_outside_are_refused() {
        let size = Size { width: 7, height: 5 };
        refused(&redact(0, 0, 8, 1), size, "reaches outside the image, which is 7 × 5 here");
        refused(&redact(3, 3, 0, 1), size, "holds no pixels");
    }
}
