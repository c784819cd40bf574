//! Brightness: a constant is added, `clamp(x + offset)`.
//!
//! **Statement.** Every byte goes through one public table of 256 entries.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::semantics::{
    Argument, EditError, Parameter, PixelMap, Semantics, same_for_all_channels,
};
use super::text::whole;
use crate::image::Size;

/// Adds `offset` to every byte.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Brightness {
    /// -255 to 255.
    pub offset: i16,
}

const OFFSET: Parameter = Parameter::new("offset", -255, 255, "-255 to 255");

impl Semantics for Brightness {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        OFFSET.check(self.offset)?;
        Ok(input)
    }

    fn is_tone(&self) -> bool {
        true
    }

    fn map(&self, _: Size) -> PixelMap {
        same_for_all_channels(|x| x + i64::from(self.offset))
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        let change = if self.offset < 0 { "less" } else { "more" };
        vec![
            ("change", Argument::text(change)),
            ("amount", Argument::whole(self.offset.unsigned_abs())),
        ]
    }
}

impl Definition for Brightness {
    const FLAG: Flag = Flag::with("brightness", "OFFSET", "Add to every value, -255 to 255");
    const ACTION: Action = Action::ColoursAdjusted;
    const PARAMETERS: &'static [Parameter] = &[OFFSET];

    fn parse(text: &str) -> Result<Drafted<Self>, String> {
        let offset = whole(text)
            .map_err(|error| format!("{error}; write a whole number from -255 to 255"))?;
        Ok(Drafted::Exact(Brightness { offset }))
    }

    fn examples() -> Vec<Self> {
        vec![Brightness { offset: -20 }, Brightness { offset: 12 }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;
    use crate::edits::testing::{check_tone, refused};

    #[test]
    fn bytes_follow_the_formula() {
        for offset in [-255, -1, 0, 40, 255] {
            check_tone(&Edit::Brightness(Brightness { offset }), |x, _| {
                (x + i64::from(offset)).clamp(0, 255)
            });
        }
    }

    #[test]
    fn parameters_out_of_range_are_refused() {
        let size = Size { width: 1, height: 1 };
        for offset in [-256, 256] {
            refused(&Edit::Brightness(Brightness { offset }), size, "but must be -255 to 255");
        }
    }
}
