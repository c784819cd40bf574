//! Grayscale: the Y of `rgb_to_ycbcr`, `(1225 R + 2404 G + 467 B + 2048) >> 12`, in all three channels.
//!
//! **Statement.** See `matrix.rs`, without a clamp: the weights are at least zero and sum to 2^12, so quotients are
//! in 0..256.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::matrix::{LUMA, Matrix};
use super::semantics::{EditError, PixelMap, Semantics};
use crate::image::{Channels, Size};

/// Replaces every pixel by its brightness.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Grayscale {}

const MATRIX: Matrix = Matrix { weights: [LUMA; 3], offset: [2048; 3], finer: 4 };

impl Semantics for Grayscale {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        Ok(input)
    }

    fn map(&self, _: Size) -> PixelMap {
        PixelMap::Linear(Box::new(MATRIX))
    }

    fn channels(&self) -> Option<Channels> {
        Some(Channels::Rgb)
    }

    fn removes(&self, _: Size) -> Option<&'static str> {
        Some("colours")
    }

    fn has_one_product(&self) -> bool {
        true
    }
}

impl Definition for Grayscale {
    const FLAG: Flag = Flag::alone("grayscale", "Replace each pixel's colour by its brightness");
    const ACTION: Action = Action::ColoursAdjusted;

    fn parse(_: &str) -> Result<Drafted<Self>, String> {
        Ok(Drafted::Exact(Grayscale {}))
    }

    fn examples() -> Vec<Self> {
        vec![Grayscale {}]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;
    use crate::edits::testing::check_linear;

    #[test]
    fn pixels_and_adjoint_follow_the_formula() {
        let size = Size { width: 9, height: 4 };
        check_linear(&Edit::Grayscale(Grayscale {}), size, |image, x, y, _| {
            let [r, g, b] = std::array::from_fn(|i| i64::from(image.row(y)[3 * x as usize + i]));
            (1225 * r + 2404 * g + 467 * b + 2048) >> 12
        });
    }
}
