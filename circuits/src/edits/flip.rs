//! Flip: mirrors left and right (horizontal) or top and bottom (vertical).
//!
//! **Statement.** A permutation, one product: the adjoint is the same flip of the weights.

use borsh::{BorshDeserialize, BorshSerialize};
use halo2_proofs::pasta::Fp;
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::frame::FrameChange;
use super::semantics::{Argument, EditError, LinearMap, PixelMap, Rounding, Semantics};
use crate::image::{Image, Size};
use crate::statement::fold::WeightProduct;

/// Mirrors along an axis.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Flip {
    /// Which sides change places.
    pub axis: Axis,
}

/// The direction of a flip.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize,
)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// Left and right change places.
    Horizontal,
    /// Top and bottom change places.
    Vertical,
}

impl Semantics for Flip {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        Ok(input)
    }

    fn map(&self, input: Size) -> PixelMap {
        PixelMap::Linear(Box::new(FlipMap { axis: self.axis, input }))
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        let axis = match self.axis {
            Axis::Horizontal => "horizontal",
            Axis::Vertical => "vertical",
        };
        vec![("axis", Argument::text(axis))]
    }

    fn frame_change(&self) -> FrameChange {
        let across = self.axis == Axis::Horizontal;
        FrameChange::Turned { across, down: !across, transposed: false }
    }

    fn has_one_product(&self) -> bool {
        true
    }
}

impl Definition for Flip {
    const FLAG: Flag = Flag::with(
        "flip",
        "AXIS",
        "Mirror: horizontal exchanges left and right, vertical exchanges top and bottom",
    );
    const ACTION: Action = Action::Oriented;

    fn parse(text: &str) -> Result<Drafted<Self>, String> {
        match text {
            "horizontal" => Ok(Drafted::Exact(Flip { axis: Axis::Horizontal })),
            "vertical" => Ok(Drafted::Exact(Flip { axis: Axis::Vertical })),
            _ => Err("write horizontal (left and right) or vertical (top and bottom)".into()),
        }
    }

    fn examples() -> Vec<Self> {
        vec![Flip { axis: Axis::Horizontal }, Flip { axis: Axis::Vertical }]
    }
}

struct FlipMap {
    axis: Axis,
    input: Size,
}

impl LinearMap for FlipMap {
    fn sums(&self, input: &Image, y: u32, sums: &mut [i32]) {
        match self.axis {
            Axis::Horizontal => {
                let pixels = input.row(y).chunks_exact(3).rev().flatten();
                sums.iter_mut().zip(pixels).for_each(|(sum, &byte)| *sum = byte.into());
            }
            Axis::Vertical => {
                let row = input.row(self.input.height - 1 - y);
                sums.iter_mut().zip(row).for_each(|(sum, &byte)| *sum = byte.into());
            }
        }
    }

    fn rounding(&self) -> Rounding {
        Rounding::EXACT
    }

    fn adjoint(&self, rho: &[Fp], tau: &[Fp]) -> Vec<WeightProduct> {
        vec![match self.axis {
            Axis::Horizontal => WeightProduct {
                rows: rho.to_vec(),
                values: tau.chunks_exact(3).rev().flatten().copied().collect(),
            },
            Axis::Vertical => {
                WeightProduct { rows: rho.iter().rev().copied().collect(), values: tau.to_vec() }
            }
        }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;
    use crate::edits::testing::check_linear;

    #[test]
    fn pixels_and_adjoint_follow_the_mirror() {
        for (width, height) in [(7, 5), (1, 4), (4, 1)] {
            let size = Size { width, height };
            check_linear(&Edit::Flip(Flip { axis: Axis::Horizontal }), size, |image, x, y, c| {
                image.row(y)[3 * (width - 1 - x) as usize + c].into()
            });
            check_linear(&Edit::Flip(Flip { axis: Axis::Vertical }), size, |image, x, y, c| {
                image.row(height - 1 - y)[3 * x as usize + c].into()
            });
        }
    }
}
