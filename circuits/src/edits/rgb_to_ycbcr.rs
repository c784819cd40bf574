//! RGB to YCbCr, full range, the weights of BT.601 in 1/4096:
//!
//! ```text
//! Y  = ( 1225 R + 2404 G +  467 B          + 2048) >> 12
//! Cb = ( -691 R - 1357 G + 2048 B + 524288 + 2047) >> 12
//! Cr = ( 2048 R - 1715 G -  333 B + 524288 + 2047) >> 12
//! ```
//!
//! The rounding is chosen so that no result leaves 0..256: nothing is clamped.
//!
//! **Statement.** See `matrix.rs`, without a clamp.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::matrix::{LUMA, Matrix};
use super::semantics::{EditError, PixelMap, Semantics};
use crate::image::{Channels, Size};

/// Stores Y, Cb, Cr in the three channels.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct RgbToYcbcr {}

const MATRIX: Matrix = Matrix {
    weights: [LUMA, [-691, -1357, 2048], [2048, -1715, -333]],
    offset: [2048, 524_288 + 2047, 524_288 + 2047],
    finer: 4,
};

impl Semantics for RgbToYcbcr {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        Ok(input)
    }

    fn map(&self, _: Size) -> PixelMap {
        PixelMap::Linear(Box::new(MATRIX))
    }

    fn channels(&self) -> Option<Channels> {
        Some(Channels::Ycbcr)
    }

    fn has_one_product(&self) -> bool {
        true
    }
}

impl Definition for RgbToYcbcr {
    const FLAG: Flag = Flag::alone("rgb-to-ycbcr", "Convert the channels from RGB to YCbCr");
    const ACTION: Action = Action::Converted;

    fn parse(_: &str) -> Result<Drafted<Self>, String> {
        Ok(Drafted::Exact(RgbToYcbcr {}))
    }

    fn examples() -> Vec<Self> {
        vec![RgbToYcbcr {}]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;
    use crate::edits::semantics::LinearMap;
    use crate::edits::testing::check_linear;

    #[test]
    fn pixels_and_adjoint_follow_the_formula() {
        check_linear(
            &Edit::RgbToYcbcr(RgbToYcbcr {}),
            Size { width: 9, height: 4 },
            |image, x, y, c| {
                let [r, g, b] =
                    std::array::from_fn(|i| i64::from(image.row(y)[3 * x as usize + i]));
                match c {
                    0 => (1225 * r + 2404 * g + 467 * b + 2048) >> 12,
                    1 => (-691 * r - 1357 * g + 2048 * b + 524_288 + 2047) >> 12,
                    _ => (2048 * r - 1715 * g - 333 * b + 524_288 + 2047) >> 12,
                }
            },
        );
    }

    #[test]
    fn no_result_needs_a_clamp() {
        assert!(!MATRIX.rounding().clamps());
    }
}
