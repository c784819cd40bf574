//! Rotate by quarter turns, clockwise.
//!
//! One turn takes the byte (y, 3x + c) of an image h rows high to row x, byte 3 (h - 1 - y) + c.
//!
//! **Statement.** A permutation. For one turn and for three, input byte (y, 3x + c) weighs the product of
//! a row's `rho`, which depends on x, and a byte's `tau`, which depends on y and c: one product a channel.

use borsh::{BorshDeserialize, BorshSerialize};
use ff::Field;
use halo2_proofs::pasta::Fp;
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::frame::FrameChange;
use super::semantics::{Argument, EditError, LinearMap, Parameter, PixelMap, Rounding, Semantics};
use super::text::whole;
use crate::image::{Image, Size};
use crate::statement::fold::WeightProduct;

/// Turns the image.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Rotate90 {
    /// Quarter turns clockwise, 1 to 3.
    pub turns: u8,
}

const TURNS: Parameter = Parameter::new("turns", 1, 3, "1, 2 or 3");

impl Semantics for Rotate90 {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        TURNS.check(self.turns)?;
        Ok(match self.turns {
            2 => input,
            _ => Size { width: input.height, height: input.width },
        })
    }

    fn map(&self, input: Size) -> PixelMap {
        PixelMap::Linear(Box::new(Rotate90Map { turns: self.turns, input }))
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        vec![("degrees", Argument::whole(90 * u32::from(self.turns)))]
    }

    fn frame_change(&self) -> FrameChange {
        let (across, down) = (self.turns <= 2, self.turns >= 2);
        FrameChange::Turned { across, down, transposed: self.turns != 2 }
    }

    /// A quarter turn makes a row of the bytes of all channels of a column, which takes a product for each.
    fn has_one_product(&self) -> bool {
        self.turns == 2
    }
}

impl Definition for Rotate90 {
    const FLAG: Flag = Flag::with("rotate90", "TURNS", "Turn clockwise by 1, 2 or 3 quarter turns");
    const ACTION: Action = Action::Oriented;
    const PARAMETERS: &'static [Parameter] = &[TURNS];

    fn parse(text: &str) -> Result<Drafted<Self>, String> {
        let advice = "write 1, 2 or 3, the number of quarter turns clockwise";
        match whole(text).map_err(|error| format!("{error}; {advice}"))? {
            turns @ 1..=3 => Ok(Drafted::Exact(Rotate90 { turns })),
            turns => Err(format!("{turns} quarter turns are not offered; {advice}")),
        }
    }

    fn examples() -> Vec<Self> {
        [1, 2, 3].map(|turns| Rotate90 { turns }).to_vec()
    }
}

struct Rotate90Map {
    turns: u8,
    input: Size,
}

impl LinearMap for Rotate90Map {
    fn sums(&self, input: &Image, y: u32, sums: &mut [i32]) {
        let Size { width, height } = self.input;
        for (x, pixel) in (0..).zip(sums.chunks_exact_mut(3)) {
            let (from_x, from_y) = match self.turns {
                1 => (y, height - 1 - x),
                2 => (width - 1 - x, height - 1 - y),
                _ => (width - 1 - y, x),
            };
            let source = &input.row(from_y)[3 * from_x as usize..];
            pixel.iter_mut().zip(source).for_each(|(sum, &byte)| *sum = byte.into());
        }
    }

    fn rounding(&self) -> Rounding {
        Rounding::EXACT
    }

    fn adjoint(&self, rho: &[Fp], tau: &[Fp]) -> Vec<WeightProduct> {
        let pixels = |weights: &[Fp]| -> Vec<Fp> {
            weights.chunks_exact(3).rev().flatten().copied().collect()
        };
        let reversed = |weights: &[Fp]| -> Vec<Fp> { weights.iter().rev().copied().collect() };
        let (rho, tau) = match self.turns {
            1 => (rho.to_vec(), pixels(tau)),
            2 => return vec![WeightProduct { rows: reversed(rho), values: pixels(tau) }],
            _ => (reversed(rho), tau.to_vec()),
        };
        let of_channel = |channel: usize| {
            let mut bytes = vec![Fp::ZERO; self.input.row_bytes()];
            bytes
                .iter_mut()
                .skip(channel)
                .step_by(3)
                .zip(&rho)
                .for_each(|(byte, rho)| *byte = *rho);
            WeightProduct {
                rows: tau.iter().skip(channel).step_by(3).copied().collect(),
                values: bytes,
            }
        };
        (0..3).map(of_channel).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;
    use crate::edits::testing::{check_linear, noise, refused};

    #[test]
    fn pixels_and_adjoint_follow_the_turns() {
        for (width, height) in [(7, 5), (1, 4), (4, 1)] {
            let size = Size { width, height };
            let turn = |turns| Edit::Rotate90(Rotate90 { turns });
            check_linear(&turn(1), size, |image, x, y, c| {
                image.row(height - 1 - x)[3 * y as usize + c].into()
            });
            check_linear(&turn(2), size, |image, x, y, c| {
                image.row(height - 1 - y)[3 * (width - 1 - x) as usize + c].into()
            });
            check_linear(&turn(3), size, |image, x, y, c| {
                image.row(x)[3 * (width - 1 - y) as usize + c].into()
            });
        }
    }

    #[test]
    fn turns_add_up() {
        let image = noise(Size { width: 7, height: 5 }, 1);
        let turn =
            |turns, image: &Image| Edit::Rotate90(Rotate90 { turns }).apply(image).expect("valid");
        assert_eq!(turn(1, &turn(1, &image)), turn(2, &image));
        assert_eq!(turn(1, &turn(2, &image)), turn(3, &image));
        assert_eq!(turn(1, &turn(3, &image)), image);
    }

    #[test]
    fn other_turns_are_refused() {
        for turns in [0, 4] {
            let edit = Edit::Rotate90(Rotate90 { turns });
            refused(&edit, Size { width: 1, height: 1 }, "but must be 1, 2 or 3");
        }
    }
}
