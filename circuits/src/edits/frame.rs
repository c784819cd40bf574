//! Edits and the frame of the picture: how an output lies in its input, and how an edit is made smaller for a
//! preview.

use crate::image::{Rect, Size};

/// How the output of an edit lies in its input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameChange {
    /// Every pixel stays where it is.
    Kept,
    /// The output is this rectangle of the input.
    Part(Rect),
    /// The output is a rectangle of the input of this size; where it was is hidden.
    HiddenPart(Size),
    /// The output is the whole input, scaled to the size of the output.
    Scaled,
    /// The output is the whole input, mirrored or turned: its columns are reversed if `across`, its rows if
    /// `down`, and then rows and columns change places if `transposed`; the result is the input.
    Turned {
        /// Whether left and right of the output change places.
        across: bool,
        /// Whether top and bottom of the output change places.
        down: bool,
        /// Whether rows and columns change places after that.
        transposed: bool,
    },
    /// The output is the whole input, turned by an angle that is no quarter turn, in a frame with black corners.
    Tilted,
}

/// An image and a smaller one that shows the same, before an edit that is to be made smaller as well.
#[derive(Clone, Copy, Debug)]
pub struct Reduction {
    /// Sizes of the original and of the one that was reduced.
    original: [Size; 2],
    /// Sizes of the two images that the edit receives.
    input: [Size; 2],
}

impl Reduction {
    /// An original of size `full` and a reduced one of size `small`.
    pub fn new(full: Size, small: Size) -> Self {
        Reduction { original: [full, small], input: [full, small] }
    }

    /// The same originals, after edits that gave images of these sizes.
    #[must_use]
    pub fn at(self, full: Size, small: Size) -> Self {
        Reduction { input: [full, small], ..self }
    }

    /// Sizes of the full and of the reduced image that the edit receives.
    pub fn input(self) -> [Size; 2] {
        self.input
    }

    /// The smallest rectangle of the reduced input that covers `rect` of the full one.
    pub(crate) fn rect(self, rect: Rect) -> Rect {
        let [full, small] = self.input;
        rect.scaled(full, small)
    }

    /// A size in proportion to that of the originals, rounded up.
    pub(crate) fn size(self, size: Size) -> Size {
        let [full, small] = self.original;
        Size {
            width: scaled_up(size.width, full.width, small.width),
            height: scaled_up(size.height, full.height, small.height),
        }
    }
}

impl Rect {
    /// The smallest rectangle of an image of size `to` that covers this one of an image of size `from`, if
    /// both show the same. This one must lie within `from`.
    #[must_use]
    pub fn scaled(self, from: Size, to: Size) -> Rect {
        let axis = |start: u32, length: u32, from: u32, to: u32| {
            let first = (u64::from(start) * u64::from(to) / u64::from(from)) as u32;
            (first, scaled_up(start + length, from, to) - first)
        };
        let (x, width) = axis(self.x, self.width, from.width, to.width);
        let (y, height) = axis(self.y, self.height, from.height, to.height);
        Rect { x, y, width, height }
    }
}

/// `length * to / from`, rounded up.
fn scaled_up(length: u32, from: u32, to: u32) -> u32 {
    (u64::from(length) * u64::from(to)).div_ceil(u64::from(from)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaled_rectangles_cover_and_stay_inside() {
        let full = Size { width: 101, height: 57 };
        for small in [(101, 57), (33, 19), (1, 1)] {
            let small = Size { width: small.0, height: small.1 };
            for (x, y, width, height) in [(0, 0, 101, 57), (100, 56, 1, 1), (50, 3, 2, 40)] {
                let rect = Rect { x, y, width, height };
                let scaled = rect.scaled(full, small);
                assert!(scaled.within(small).is_some(), "{scaled:?} in {small}");
                if small == full {
                    assert_eq!(scaled, rect);
                }
            }
        }
    }
}
