//! White balance: each channel has its own gain, `clamp(floor((x p + 500) / 1000))`.
//!
//! **Statement.** Every byte goes through its channel's public table of 256 entries.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::semantics::{Argument, EditError, Parameter, PixelMap, Semantics, clamp};
use super::text::{exactly, thousandths};
use crate::image::Size;

/// Multiplies each channel by its gain.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct WhiteBalance {
    /// Gain of the first channel, 0 to 8000; 1000 changes nothing.
    pub red_permille: u16,
    /// Gain of the second channel.
    pub green_permille: u16,
    /// Gain of the third channel.
    pub blue_permille: u16,
}

impl WhiteBalance {
    /// The gains that make the sums of red and of blue bytes equal to that of as many green ones; none if they
    /// would be out of range, as when a sum is near zero.
    pub fn neutral_for([red, green, blue]: [u32; 3]) -> Option<Self> {
        let gain = |channel: u32| match (1000 * green + channel / 2).checked_div(channel) {
            Some(gain @ 0..=8000) if green > 0 => Some(gain as u16),
            _ => None,
        };
        Some(WhiteBalance {
            red_permille: gain(red)?,
            green_permille: 1000,
            blue_permille: gain(blue)?,
        })
    }
}

const GAIN: Parameter = Parameter::new("red_permille", 0, 8000, "0 to 8000 (thousandths)");
const GAINS: [Parameter; 3] = [GAIN, GAIN.called("green_permille"), GAIN.called("blue_permille")];

impl Semantics for WhiteBalance {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        let gains = [self.red_permille, self.green_permille, self.blue_permille];
        GAINS.iter().zip(gains).try_for_each(|(gain, value)| gain.check(value))?;
        Ok(input)
    }

    fn is_tone(&self) -> bool {
        true
    }

    fn map(&self, _: Size) -> PixelMap {
        let gains = [self.red_permille, self.green_permille, self.blue_permille];
        PixelMap::Tone(Box::new(gains.map(|gain| {
            std::array::from_fn(|x| clamp((x as i64 * i64::from(gain) + 500).div_euclid(1000)))
        })))
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        vec![
            ("red", Argument::Thousandths(self.red_permille)),
            ("green", Argument::Thousandths(self.green_permille)),
            ("blue", Argument::Thousandths(self.blue_permille)),
        ]
    }
}

impl Definition for WhiteBalance {
    const FLAG: Flag = Flag::with(
        "white-balance",
        "R,G,B",
        "Factors of the channels, each 0.0 to 8.0, such as 1.1,1.0,0.95",
    );
    const ACTION: Action = Action::ColoursAdjusted;
    const PARAMETERS: &'static [Parameter] = &GAINS;

    fn parse(text: &str) -> Result<Drafted<Self>, String> {
        let [red_permille, green_permille, blue_permille] =
            exactly(text, "red, green, blue", |text| thousandths(text, &GAIN))?;
        Ok(Drafted::Exact(WhiteBalance { red_permille, green_permille, blue_permille }))
    }

    fn examples() -> Vec<Self> {
        vec![WhiteBalance { red_permille: 1200, green_permille: 1000, blue_permille: 800 }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;
    use crate::edits::testing::{check_tone, refused};

    #[test]
    fn bytes_follow_the_formula() {
        for gains in [[0, 1000, 8000], [1150, 1000, 870], [1, 999, 1001]] {
            let [red_permille, green_permille, blue_permille] = gains;
            let edit =
                Edit::WhiteBalance(WhiteBalance { red_permille, green_permille, blue_permille });
            check_tone(&edit, |x, channel| {
                let exact = x as f64 * f64::from(gains[channel]) / 1000.0;
                (exact + 0.5).floor().clamp(0.0, 255.0) as i64
            });
        }
    }

    #[test]
    fn parameters_out_of_range_are_refused() {
        let edit = WhiteBalance { red_permille: 1000, green_permille: 8001, blue_permille: 0 };
        refused(&Edit::WhiteBalance(edit), Size { width: 1, height: 1 }, "green_permille is 8001");
    }
}
