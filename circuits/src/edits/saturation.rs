//! Saturation: each channel's distance from the pixel's brightness is scaled. With `k = floor((4096 p + 500) / 1000)`
//! and the weights w of `grayscale`, channel c of the output weighs another channel c' by
//! `m = floor(((4096 - k) w[c'] + 2048) / 4096)` and itself by 4096 less both of these, so that grays stay;
//! `clamp((sum of m x + 2048) >> 12)`.
//!
//! **Statement.** See `matrix.rs`, with a clamp if p is above 1000: the quotients of p = 4000 are within -678..934.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::matrix::{LUMA, Matrix};
use super::semantics::{Argument, EditError, Parameter, PixelMap, Semantics};
use super::text::thousandths;
use crate::image::Size;

/// Scales distances from gray of the same brightness by `permille / 1000`.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Saturation {
    /// 0 (gray) to 4000; 1000 changes nothing.
    pub permille: u16,
}

const PERMILLE: Parameter = Parameter::new("permille", 0, 4000, "0 to 4000 (thousandths)");

/// One in the unit of weights.
const ONE: i32 = 1 << 12;

impl Saturation {
    fn matrix(&self) -> Matrix {
        let scale = (ONE * i32::from(self.permille) + 500) / 1000;
        let others = LUMA.map(|luma| ((ONE - scale) * luma + ONE / 2).div_euclid(ONE));
        let sum: i32 = others.iter().sum();
        let row = |channel: usize| {
            let mut row = others;
            row[channel] += ONE - sum;
            row
        };
        // Up to 1000, no weight is negative, and nothing is clamped.
        let finer = if self.permille <= 1000 { 4 } else { 2 };
        Matrix { weights: [row(0), row(1), row(2)], offset: [ONE / 2; 3], finer }
    }
}

impl Semantics for Saturation {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        PERMILLE.check(self.permille)?;
        Ok(input)
    }

    fn map(&self, _: Size) -> PixelMap {
        PixelMap::Linear(Box::new(self.matrix()))
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        vec![("factor", Argument::Thousandths(self.permille))]
    }

    fn removes(&self, _: Size) -> Option<&'static str> {
        (self.permille == 0).then_some("colours")
    }

    fn has_one_product(&self) -> bool {
        true
    }
}

impl Definition for Saturation {
    const FLAG: Flag = Flag::with(
        "saturation",
        "FACTOR",
        "Saturation, 0.0 (gray) to 4.0; more than 1.0 makes colours stronger",
    );
    const ACTION: Action = Action::ColoursAdjusted;
    const PARAMETERS: &'static [Parameter] = &[PERMILLE];

    fn parse(text: &str) -> Result<Drafted<Self>, String> {
        Ok(Drafted::Exact(Saturation { permille: thousandths(text, &PERMILLE)? }))
    }

    fn examples() -> Vec<Self> {
        vec![Saturation { permille: 1300 }, Saturation { permille: 500 }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;
    use crate::edits::semantics::LinearMap;
    use crate::edits::testing::{check_linear, check_pixels, noise, refused};

    const SIZE: Size = Size { width: 9, height: 4 };

    fn saturation(permille: u16) -> Edit {
        Edit::Saturation(Saturation { permille })
    }

    #[test]
    fn pixels_and_adjoint_follow_the_formula() {
        for permille in [0, 1, 500, 999, 1000, 1001, 1300, 4000] {
            check_linear(&saturation(permille), SIZE, |image, x, y, c| {
                let k = (4096 * i64::from(permille) + 500) / 1000;
                let (mut sum, mut own) = (2048, 4096);
                for (other, w) in [1225, 2404, 467].into_iter().enumerate() {
                    let value = i64::from(image.row(y)[3 * x as usize + other]);
                    if other != c {
                        let m = ((4096 - k) * w + 2048).div_euclid(4096);
                        sum += m * value;
                        own -= m;
                    }
                }
                sum += own * i64::from(image.row(y)[3 * x as usize + c]);
                (sum >> 12).clamp(0, 255)
            });
        }
    }

    /// The distance from the brightness is scaled, but for rounding.
    #[test]
    fn the_formula_scales_distances_from_brightness() {
        let image = noise(SIZE, 5);
        for permille in [0, 500, 1300, 4000] {
            let output = saturation(permille).apply(&image).expect("valid");
            for (before, after) in image.pixels().chunks(3).zip(output.pixels().chunks(3)) {
                let [r, g, b] = [0, 1, 2].map(|c| f64::from(before[c]));
                let luma = 0.299 * r + 0.587 * g + 0.114 * b;
                for (value, got) in [r, g, b].into_iter().zip(after) {
                    let exact = luma + (value - luma) * f64::from(permille) / 1000.0;
                    let difference = (exact.clamp(0.0, 255.0) - f64::from(*got)).abs();
                    assert!(difference < 1.0, "{exact} became {got} at {permille}");
                }
            }
        }
    }

    #[test]
    fn a_thousand_changes_nothing_and_grays_stay() {
        check_pixels(&saturation(1000), SIZE, |image, x, y, c| {
            image.row(y)[3 * x as usize + c].into()
        });
        for permille in 0..=4000 {
            for row in (Saturation { permille }).matrix().weights {
                assert_eq!(row.iter().sum::<i32>(), 4096, "{permille}");
            }
        }
    }

    #[test]
    fn only_stronger_colours_are_clamped() {
        for permille in 0..=4000 {
            let rounding = (Saturation { permille }).matrix().rounding();
            let (least, greatest) = rounding.quotients;
            assert!(!rounding.clamps() || permille > 1000, "{permille}");
            assert!(-678 <= least && greatest < 934, "{permille}: {least} to {greatest}");
        }
    }

    #[test]
    fn parameters_out_of_range_are_refused() {
        refused(&saturation(4001), SIZE, "permille is 4001, but must be 0 to 4000");
    }
}
