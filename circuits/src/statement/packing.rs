//! Packing two values into one lookup input, by homomorphism.

use group::CurveAffine as _;
use halo2_proofs::pasta::{Eq, EqAffine};

/// `low + 2^shift * high`: two columns looked up as one.
///
/// Sound only while `low` is known to lie below `2^shift` and `high` is known to be a byte. With a byte `X` and an
/// arbitrary `Y`, the value `Y = LUT(t) + (t - X)/2^8` fits the table of `t + 2^8 LUT(t)` as well; so each use of
/// packing says what bounds the high part (`statement.rs`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Packing {
    shift: u32,
}

impl Packing {
    /// Values of the low part that a clamp's table has: `z + 4096` for z in -4096..4096.
    pub const CLAMP_VALUES: u32 = 1 << 13;
    /// An input byte below an output byte.
    pub const TONE: Packing = Packing::of(1 << 8, 8);
    /// An unclamped result, made positive, below the clamped one.
    pub const CLAMP: Packing = Packing::of(Packing::CLAMP_VALUES, 13);

    /// Refuses, at compile time for the constants above, a low part that can reach the high one.
    const fn of(low_values: u32, shift: u32) -> Self {
        assert!(low_values <= 1 << shift, "the low part would spill into the high one");
        assert!(shift + 8 + 2 < 32, "packed values stay below 2^32, the channel above them");
        Packing { shift }
    }

    /// An entry of a table of packed values.
    pub fn value(self, low: u32, high: u8) -> u32 {
        assert!(low < 1 << self.shift, "the low part spills into the high one");
        self.combine(low, high.into())
    }

    /// What a packed column holds, whether its parts are in range or not.
    pub fn combine(self, low: u32, high: u32) -> u32 {
        low + (high << self.shift)
    }

    /// The factor of the high part.
    pub fn factor(self) -> u64 {
        1 << self.shift
    }

    /// The commitment to packed columns.
    pub fn commitment(self, low: &EqAffine, high: &EqAffine) -> Eq {
        let mut sum = high.to_curve();
        for _ in 0..self.shift {
            sum = group::Group::double(&sum);
        }
        sum + low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "spills")]
    fn a_low_part_out_of_range_is_refused() {
        Packing::TONE.value(256, 0);
    }

    #[test]
    #[should_panic(expected = "spill")]
    fn a_packing_whose_bounds_overlap_is_refused() {
        Packing::of((1 << 13) + 1, 13);
    }
}
