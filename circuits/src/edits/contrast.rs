//! Contrast: distances from middle gray are scaled, `clamp(floor((128000 + (x - 128) p + 500) / 1000))`.
//!
//! **Statement.** Every byte goes through one public table of 256 entries.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::semantics::{
    Argument, EditError, Parameter, PixelMap, Semantics, same_for_all_channels,
};
use super::text::thousandths;
use crate::image::Size;

/// Scales distances from 128 by `permille / 1000`.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Contrast {
    /// 0 (all gray) to 8000; 1000 changes nothing.
    pub permille: u16,
}

const PERMILLE: Parameter = Parameter::new("permille", 0, 8000, "0 to 8000 (thousandths)");

impl Semantics for Contrast {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        PERMILLE.check(self.permille)?;
        Ok(input)
    }

    fn is_tone(&self) -> bool {
        true
    }

    fn map(&self, _: Size) -> PixelMap {
        let p = i64::from(self.permille);
        same_for_all_channels(|x| (128_000 + (x - 128) * p + 500).div_euclid(1000))
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        vec![("factor", Argument::Thousandths(self.permille))]
    }
}

impl Definition for Contrast {
    const FLAG: Flag = Flag::with(
        "contrast",
        "FACTOR",
        "Contrast around middle gray, 0.0 to 8.0; 1.3 raises it, 1300 is the same in thousandths",
    );
    const ACTION: Action = Action::ColoursAdjusted;
    const PARAMETERS: &'static [Parameter] = &[PERMILLE];

    fn parse(text: &str) -> Result<Drafted<Self>, String> {
        Ok(Drafted::Exact(Contrast { permille: thousandths(text, &PERMILLE)? }))
    }

    fn examples() -> Vec<Self> {
        vec![Contrast { permille: 1300 }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;
    use crate::edits::testing::{check_tone, refused};

    #[test]
    fn bytes_follow_the_formula() {
        for permille in [0, 1, 999, 1000, 1300, 8000] {
            check_tone(&Edit::Contrast(Contrast { permille }), |x, _| {
                let exact = 128.0 + (x - 128) as f64 * f64::from(permille) / 1000.0;
                (exact + 0.5).floor().clamp(0.0, 255.0) as i64
            });
        }
    }

    #[test]
    fn parameters_out_of_range_are_refused() {
        let size = Size { width: 1, height: 1 };
        refused(
            &Edit::Contrast(Contrast { permille: 8001 }),
            size,
            "permille is 8001, but must be 0 to 8000",
        );
    }
}
