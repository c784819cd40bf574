//! Levels: the tones from black to white are stretched over all tones, and then gamma p is applied:
//! `gamma(clamp(floor((255 (x - black) + floor((white - black) / 2)) / (white - black))))`, with the table of
//! `gamma.rs`.
//!
//! **Statement.** Every byte goes through one public table of 256 entries.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::gamma;
use super::semantics::{
    Argument, EditError, Parameter, PixelMap, Semantics, clamp, same_for_all_channels,
};
use super::text::{list, thousandths};
use crate::image::Size;

/// Makes `black` black and `white` white, and applies gamma to what is between.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Levels {
    /// This value and all below become 0; less than `white`.
    pub black: u8,
    /// This value and all above become 255.
    pub white: u8,
    /// 100 to 8000; 1000 changes nothing, more brightens.
    pub gamma_permille: u16,
}

const BLACK: Parameter = Parameter::new("black", 0, 254, "0 to 254");
const WHITE: Parameter = Parameter::new("white", 1, 255, "1 to 255");
const GAMMA: Parameter = gamma::PERMILLE.called("gamma_permille");

impl Semantics for Levels {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        BLACK.check(self.black)?;
        WHITE.check(self.white)?;
        GAMMA.check(self.gamma_permille)?;
        if self.black >= self.white {
            return Err(EditError::Unfit("black must be less than white"));
        }
        Ok(input)
    }

    fn is_tone(&self) -> bool {
        true
    }

    fn map(&self, _: Size) -> PixelMap {
        let (black, white) = (i64::from(self.black), i64::from(self.white));
        let range = white - black;
        same_for_all_channels(|x| {
            let stretched = clamp((255 * (x - black) + range / 2).div_euclid(range));
            gamma::tone(stretched.into(), self.gamma_permille)
        })
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        vec![
            ("black", Argument::whole(self.black)),
            ("white", Argument::whole(self.white)),
            ("factor", Argument::Thousandths(self.gamma_permille)),
        ]
    }
}

impl Definition for Levels {
    const FLAG: Flag = Flag::with(
        "levels",
        "BLACK,WHITE[,GAMMA]",
        "Make these values, 0 to 255, black and white, and apply gamma, 0.1 to 8.0, to what is between, such as 16,235,1.2",
    );
    const ACTION: Action = Action::ColoursAdjusted;
    const PARAMETERS: &'static [Parameter] = &[BLACK, WHITE, GAMMA];

    fn parse(text: &str) -> Result<Drafted<Self>, String> {
        let (ends, gamma) = match text.match_indices(',').nth(1) {
            Some((comma, _)) => (&text[..comma], text[comma + 1..].trim()),
            None => (text, "1.0"),
        };
        let [black, white] = list::<i64, 2>(ends, "black, white")?;
        let of = |end: &Parameter, value| {
            end.check(value).map_err(|error| error.to_string())?;
            Ok::<u8, String>(value as u8)
        };
        let (black, white) = (of(&BLACK, black)?, of(&WHITE, white)?);
        let gamma_permille = thousandths(gamma, &GAMMA)?;
        if GAMMA.check(gamma_permille).is_err() {
            return Err(format!("a gamma of {gamma} is out of range: it must be 0.1 to 8.0"));
        }
        Ok(Drafted::Exact(Levels { black, white, gamma_permille }))
    }

    fn examples() -> Vec<Self> {
        vec![
            Levels { black: 16, white: 235, gamma_permille: 1200 },
            Levels { black: 0, white: 255, gamma_permille: 800 },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;
    use crate::edits::testing::{check_tone, refused};

    const ANY: Size = Size { width: 1, height: 1 };

    fn levels(black: u8, white: u8, gamma_permille: u16) -> Edit {
        Edit::Levels(Levels { black, white, gamma_permille })
    }

    #[test]
    fn bytes_follow_the_formula() {
        for (black, white) in [(0, 255), (16, 235), (0, 1), (254, 255), (100, 140), (3, 200)] {
            check_tone(&levels(black, white, 1000), |x, _| {
                let (black, white) = (f64::from(black), f64::from(white));
                // Half an integer over an integer of at most 255 is not near a whole number unless it is one.
                let exact = 255.0 * (x as f64 - black) / (white - black);
                let odd = (white - black) % 2.0 == 1.0;
                let half = if odd { 0.5 - 0.5 / (white - black) } else { 0.5 };
                (exact + half + 1e-9).floor().clamp(0.0, 255.0) as i64
            });
        }
    }

    #[test]
    fn gamma_comes_after_the_ends() {
        let first = levels(30, 220, 1000);
        for gamma_permille in [100, 450, 2200, 8000] {
            let PixelMap::Tone(stretched) = first.map(ANY) else { unreachable!("a tone") };
            check_tone(&levels(30, 220, gamma_permille), |x, channel| {
                gamma::tone(stretched[channel][x as usize].into(), gamma_permille)
            });
        }
    }

    #[test]
    fn ends_become_black_and_white() {
        for (black, white) in [(0, 255), (16, 235), (254, 255)] {
            let PixelMap::Tone(tables) = levels(black, white, 3000).map(ANY) else {
                unreachable!("a tone")
            };
            assert_eq!([black, white].map(|x| tables[0][usize::from(x)]), [0, 255]);
        }
    }

    #[test]
    fn parameters_out_of_range_are_refused() {
        refused(&levels(255, 255, 1000), ANY, "black is 255, but must be 0 to 254");
        refused(&levels(0, 0, 1000), ANY, "white is 0, but must be 1 to 255");
        refused(&levels(0, 255, 99), ANY, "gamma_permille is 99, but must be 100 to 8000");
        for (black, white) in [(40, 40), (41, 40)] {
            refused(&levels(black, white, 1000), ANY, "black must be less than white");
        }
    }

    #[test]
    fn flags_may_leave_gamma_out() {
        for (text, (black, white, gamma_permille)) in
            [("16,235", (16, 235, 1000)), ("16, 235, 1.2", (16, 235, 1200))]
        {
            let expected = Drafted::Exact(Levels { black, white, gamma_permille });
            assert_eq!(Levels::parse(text), Ok(expected));
        }
        for (text, words) in [
            ("16", "2 numbers with commas between them are needed (black, white)"),
            ("16,256", "white is 256, but must be 1 to 255"),
            ("-1,255", "black is -1, but must be 0 to 254"),
            ("16,235,0.05", "a gamma of 0.05 is out of range: it must be 0.1 to 8.0"),
            ("16,235, 0", "a gamma of 0 is out of range"),
            ("16,235,2", "write 2.0"),
            ("16,235,1.2,3", "not a number"),
        ] {
            let error = Levels::parse(text).expect_err(text);
            assert!(error.contains(words), "{error:?} does not say {words:?}");
        }
    }
}
