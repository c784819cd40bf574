//! Gamma: `floor(255 (x / 255)^(1000 / p) + 1/2)`; p above 1000 brightens.
//!
//! **Statement.** Every byte goes through one public table of 256 entries. The table is computed in
//! f64, whose power function differs between platforms in the last bits; a test shows that no value
//! comes so near to a rounding boundary that this could matter.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::semantics::{
    Argument, EditError, Parameter, PixelMap, Semantics, same_for_all_channels,
};
use super::text::thousandths;
use crate::image::Size;

/// Raises brightness to the power `1000 / permille`.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Gamma {
    /// 100 to 8000; 1000 changes nothing.
    pub permille: u16,
}

pub(super) const PERMILLE: Parameter =
    Parameter::new("permille", 100, 8000, "100 to 8000 (thousandths)");

impl Semantics for Gamma {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        PERMILLE.check(self.permille)?;
        Ok(input)
    }

    fn is_tone(&self) -> bool {
        true
    }

    fn map(&self, _: Size) -> PixelMap {
        same_for_all_channels(|x| tone(x, self.permille))
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        vec![("factor", Argument::Thousandths(self.permille))]
    }
}

impl Definition for Gamma {
    const FLAG: Flag = Flag::with("gamma", "FACTOR", "Gamma, 0.1 to 8.0; more than 1.0 brightens");
    const ACTION: Action = Action::ColoursAdjusted;
    const PARAMETERS: &'static [Parameter] = &[PERMILLE];

    fn parse(text: &str) -> Result<Drafted<Self>, String> {
        Ok(Drafted::Exact(Gamma { permille: thousandths(text, &PERMILLE)? }))
    }

    fn examples() -> Vec<Self> {
        vec![Gamma { permille: 2200 }]
    }
}

/// The output of a byte, at a `permille` in its range.
pub(super) fn tone(x: i64, permille: u16) -> i64 {
    (exact(x, permille) + 0.5).floor() as i64
}

/// The value before rounding.
fn exact(x: i64, permille: u16) -> f64 {
    255.0 * (x as f64 / 255.0).powf(1000.0 / f64::from(permille))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;
    use crate::edits::testing::{check_tone, refused};

    #[test]
    fn no_value_is_near_a_rounding_boundary() {
        let mut nearest = 1.0f64;
        for permille in 100..=8000 {
            for x in 0..256 {
                let value = exact(x, permille);
                nearest = nearest.min((value - value.floor() - 0.5).abs());
            }
        }
        assert!(nearest > 1e-7, "a value is {nearest} from a half");
    }

    #[test]
    fn known_bytes() {
        let identity = Edit::Gamma(Gamma { permille: 1000 });
        check_tone(&identity, |x, _| x);
        // Computed with 50 decimal digits.
        let table = |permille| match (Gamma { permille }).map(Size { width: 1, height: 1 }) {
            PixelMap::Tone(tables) => [1, 64, 128, 200, 254].map(|x| tables[0][x]),
            _ => unreachable!("gamma is a tone"),
        };
        assert_eq!(table(2200), [21, 136, 186, 228, 255]);
        assert_eq!(table(450), [0, 12, 55, 149, 253]);
        assert_eq!(table(100), [0, 0, 0, 22, 245]);
    }

    #[test]
    fn parameters_out_of_range_are_refused() {
        let size = Size { width: 1, height: 1 };
        for permille in [0, 99, 8001] {
            refused(&Edit::Gamma(Gamma { permille }), size, "but must be 100 to 8000");
        }
    }
}
