//! Where a hidden crop is taken, which no recipe says.

use serde::Deserialize;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::image::{Rect, Size};

/// Where a hidden crop is taken: the left upper corner of its rectangle, in pixels of the image that the crop
/// receives, from the left and from the top. Only the prover knows it. It is no part of a recipe. It can be read, from
/// the window's editor, but it cannot be written or printed, and it is overwritten when it is dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct HiddenPlace {
    x: u32,
    y: u32,
}

/// That it cannot be written or printed:
///
/// ```compile_fail
/// let place = proofroom_circuits::HiddenPlace::new(3, 5);
/// serde_json::to_string(&place);
/// ```
///
/// ```compile_fail
/// let place = proofroom_circuits::HiddenPlace::new(3, 5);
/// println!("{place:?}");
/// ```
impl HiddenPlace {
    /// This many pixels from the left and from the top.
    pub fn new(x: u32, y: u32) -> Self {
        HiddenPlace { x, y }
    }

    /// The rectangle of this size that has its left upper corner here.
    pub(crate) fn rect(&self, Size { width, height }: Size) -> Rect {
        Rect { x: self.x, y: self.y, width, height }
    }
}
