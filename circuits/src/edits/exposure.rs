//! Exposure: the light changes by `e / 1000` stops. Values are taken as the power 1/2.2 of light, so each is multiplied
//! by `2^(e / 2200)`: `clamp((x g + 2^15) >> 16)` with `g = floor(2^16 2^(e / 2200) + 1/2)`.
//!
//! **Statement.** Every byte goes through one public table of 256 entries. The factor g is computed in integers; a test
//! shows that double precision gives the same.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::semantics::{
    Argument, EditError, Parameter, PixelMap, Semantics, same_for_all_channels,
};
use super::text::signed_thousandths;
use crate::image::Size;

/// Multiplies the light by `2^(permille / 1000)`.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Exposure {
    /// Thousandths of a stop, -5000 to 5000; 0 changes nothing.
    pub permille: i16,
}

const PERMILLE: Parameter =
    Parameter::new("permille", -5000, 5000, "-5000 to 5000 (thousandths of a stop)");

/// The bits behind the point of [`STEP`] and its powers.
const PRECISION: u32 = 60;
/// `2^(1 / 2200)`, what a thousandth of a stop does to a value.
const STEP: u128 = 1_153_284_809_241_167_374;

impl Exposure {
    /// What values are multiplied by, in 1/2^16. The powers are cut off at 60 bits: an error of 2^-60 grows to less
    /// than 2^-46 by the power 5000, and no factor is that near to a rounding boundary.
    fn factor(&self) -> i64 {
        let times = |a: u128, b: u128| (a * b) >> PRECISION;
        let (mut power, mut square) = (1 << PRECISION, STEP);
        let mut exponent = self.permille.unsigned_abs();
        while exponent > 0 {
            if exponent % 2 == 1 {
                power = times(power, square);
            }
            square = times(square, square);
            exponent /= 2;
        }
        if self.permille < 0 {
            power = (1 << (2 * PRECISION)) / power;
        }
        let half = 1 << (PRECISION - 17);
        ((power + half) >> (PRECISION - 16)) as i64
    }
}

impl Semantics for Exposure {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        PERMILLE.check(self.permille)?;
        Ok(input)
    }

    fn is_tone(&self) -> bool {
        true
    }

    fn map(&self, _: Size) -> PixelMap {
        let factor = self.factor();
        same_for_all_channels(|x| (x * factor + (1 << 15)) >> 16)
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        let change = if self.permille < 0 { "less" } else { "more" };
        vec![
            ("change", Argument::text(change)),
            ("amount", Argument::Thousandths(self.permille.unsigned_abs())),
        ]
    }
}

impl Definition for Exposure {
    const FLAG: Flag = Flag::with(
        "exposure",
        "STOPS",
        "More or less light, -5 to 5 stops with up to three decimals, such as 0.7 or -1.5",
    );
    const ACTION: Action = Action::ColoursAdjusted;
    const PARAMETERS: &'static [Parameter] = &[PERMILLE];

    fn parse(text: &str) -> Result<Drafted<Self>, String> {
        let permille = signed_thousandths(text, &PERMILLE, "stops", "0.7 or -1.5")?;
        Ok(Drafted::Exact(Exposure { permille }))
    }

    fn examples() -> Vec<Self> {
        vec![Exposure { permille: 700 }, Exposure { permille: -1500 }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;
    use crate::edits::testing::{check_tone, refused};

    #[test]
    fn factors_are_the_nearest_and_not_near_a_rounding_boundary() {
        let mut nearest = 1.0f64;
        for permille in -5000..=5000 {
            let exact = 65536.0 * (f64::from(permille) / 2200.0).exp2();
            assert_eq!(Exposure { permille }.factor(), (exact + 0.5).floor() as i64, "{permille}");
            nearest = nearest.min((exact - exact.floor() - 0.5).abs());
        }
        assert!(nearest > 5e-5, "a factor is {nearest} from a half");
    }

    #[test]
    fn bytes_follow_the_formula() {
        for permille in [-5000, -1500, -1, 0, 1, 700, 5000] {
            let factor = (65536.0 * (f64::from(permille) / 2200.0).exp2() + 0.5).floor();
            check_tone(&Edit::Exposure(Exposure { permille }), |x, _| {
                (x as f64 * factor / 65536.0 + 0.5).floor().clamp(0.0, 255.0) as i64
            });
        }
    }

    #[test]
    fn nothing_changes_without_a_stop() {
        check_tone(&Edit::Exposure(Exposure { permille: 0 }), |x, _| x);
    }

    #[test]
    fn parameters_out_of_range_are_refused() {
        let size = Size { width: 1, height: 1 };
        for permille in [-5001, 5001, i16::MIN] {
            refused(&Edit::Exposure(Exposure { permille }), size, "but must be -5000 to 5000");
        }
    }

    #[test]
    fn flags_say_stops() {
        for (text, permille) in [
            ("0.7", 700),
            ("+0.7", 700),
            (" -1.5", -1500),
            ("1", 1000),
            ("-.001", -1),
            ("2.0000", 2000),
            ("-5", -5000),
            ("0", 0),
        ] {
            assert_eq!(Exposure::parse(text), Ok(Drafted::Exact(Exposure { permille })), "{text}");
        }
        for (text, words) in [
            ("5.001", "5.001 is out of range: it must be -5 to 5 stops"),
            ("-700", "-700 is out of range"),
            ("0.0001", "more than three decimals"),
            ("1,5", "“1,5” is not a number; write stops"),
            ("--1", "not a number"),
            ("", "not a number"),
            ("-", "not a number"),
            (".", "not a number"),
        ] {
            let error = Exposure::parse(text).expect_err(text);
            assert!(error.contains(words), "{error:?} does not say {words:?}");
        }
    }
}
