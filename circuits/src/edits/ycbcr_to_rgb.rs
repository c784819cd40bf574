//! YCbCr to RGB, the inverse of `rgb_to_ycbcr` up to rounding, with b = Cb - 128 and r = Cr - 128:
//!
//! ```text
//! R = clamp((4096 Y          + 5743 r + 2048) >> 12)
//! G = clamp((4096 Y - 1410 b - 2925 r + 2048) >> 12)
//! B = clamp((4096 Y + 7258 b          + 2048) >> 12)
//! ```
//!
//! **Statement.** See `matrix.rs`, with a clamp: quotients stay within -256..512.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::matrix::Matrix;
use super::semantics::{EditError, PixelMap, Semantics};
use crate::image::{Channels, Size};

/// Reads the three channels as Y, Cb, Cr and stores R, G, B.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct YcbcrToRgb {}

const MATRIX: Matrix = Matrix {
    weights: [[4096, 0, 5743], [4096, -1410, -2925], [4096, 7258, 0]],
    offset: [2048 - 128 * 5743, 2048 + 128 * (1410 + 2925), 2048 - 128 * 7258],
    finer: 2,
};

impl Semantics for YcbcrToRgb {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        Ok(input)
    }

    fn map(&self, _: Size) -> PixelMap {
        PixelMap::Linear(Box::new(MATRIX))
    }

    fn channels(&self) -> Option<Channels> {
        Some(Channels::Rgb)
    }

    fn has_one_product(&self) -> bool {
        true
    }
}

impl Definition for YcbcrToRgb {
    const FLAG: Flag = Flag::alone("ycbcr-to-rgb", "Convert the channels from YCbCr to RGB");
    const ACTION: Action = Action::Converted;

    fn parse(_: &str) -> Result<Drafted<Self>, String> {
        Ok(Drafted::Exact(YcbcrToRgb {}))
    }

    fn examples() -> Vec<Self> {
        vec![YcbcrToRgb {}]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edits::RgbToYcbcr;
    use crate::edits::semantics::{LinearMap, clamp};
    use crate::edits::testing::{check_linear, noise};
    use crate::{Edit, Image};

    #[test]
    fn pixels_and_adjoint_follow_the_formula() {
        check_linear(
            &Edit::YcbcrToRgb(YcbcrToRgb {}),
            Size { width: 9, height: 4 },
            |image, x, y, c| {
                let [luma, cb, cr] =
                    std::array::from_fn(|i| i64::from(image.row(y)[3 * x as usize + i]));
                let (b, r) = (cb - 128, cr - 128);
                let sum = match c {
                    0 => 4096 * luma + 5743 * r,
                    1 => 4096 * luma - 1410 * b - 2925 * r,
                    _ => 4096 * luma + 7258 * b,
                };
                clamp((sum + 2048) >> 12).into()
            },
        );
    }

    #[test]
    fn quotients_stay_within_their_bounds() {
        assert_eq!(MATRIX.rounding().quotients, (-227, 480));
    }

    #[test]
    fn there_and_back_changes_no_byte_by_more_than_two() {
        let image = noise(Size { width: 64, height: 64 }, 3);
        let there = Edit::RgbToYcbcr(RgbToYcbcr {}).apply(&image).expect("valid");
        let back: Image = Edit::YcbcrToRgb(YcbcrToRgb {}).apply(&there).expect("valid");
        let farthest = image.pixels().iter().zip(back.pixels()).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(farthest <= Some(2), "{farthest:?}");
    }
}
