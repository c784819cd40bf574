//! Pictures and the geometry on them.

pub(crate) mod hash;
pub(crate) mod hidden;
pub(crate) mod layout;
pub(crate) mod seed;
pub(crate) mod stripes;

use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::commitment::tensor::Values;

/// Width and height of an image in pixels, within the limits of the format: [`Size::new`] checks them, and so does
/// whatever reads a size from bytes or JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, BorshSerialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(try_from = "Sides")]
pub struct Size {
    // This crate also makes sizes from others without a check; `checked` is called afterwards.
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// A size as it is read, before it is checked.
#[derive(BorshDeserialize, Deserialize)]
struct Sides {
    width: u32,
    height: u32,
}

impl TryFrom<Sides> for Size {
    type Error = SizeError;

    fn try_from(Sides { width, height }: Sides) -> Result<Self, SizeError> {
        Size::new(width, height)
    }
}

impl BorshDeserialize for Size {
    fn deserialize_reader<R: std::io::Read>(reader: &mut R) -> std::io::Result<Self> {
        let size = Size::try_from(Sides::deserialize_reader(reader)?);
        size.map_err(|error| std::io::Error::new(std::io::ErrorKind::InvalidData, error))
    }
}

/// A size that the format does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "an image of {width} × {height} pixels is not supported: each side is 1 to {} and the whole at most {} pixels",
    Size::MAX_SIDE,
    Size::MAX_PIXELS
)]
pub struct SizeError {
    /// The requested width.
    pub width: u64,
    /// The requested height.
    pub height: u64,
}

impl Size {
    /// The longest side of an image.
    pub const MAX_SIDE: u32 = 16_384;
    /// The most pixels of an image.
    pub const MAX_PIXELS: u64 = 120_000_000;

    /// A size within the limits.
    ///
    /// # Errors
    /// A side that is zero or longer than [`Size::MAX_SIDE`], or more than [`Size::MAX_PIXELS`].
    pub const fn new(width: u32, height: u32) -> Result<Self, SizeError> {
        let size = Size { width, height };
        let is_side = 1 <= width && width <= Self::MAX_SIDE;
        let are_sides = is_side && 1 <= height && height <= Self::MAX_SIDE;
        if are_sides && size.pixels() <= Self::MAX_PIXELS {
            Ok(size)
        } else {
            Err(SizeError { width: width as u64, height: height as u64 })
        }
    }

    /// A size that was not checked, as a forger would write it. Only for tests of code that reads or checks sizes.
    pub const fn dangerously_unchecked(width: u32, height: u32) -> Self {
        Size { width, height }
    }

    /// The same size, if it is within the limits.
    ///
    /// # Errors
    /// As [`Size::new`].
    pub(crate) fn checked(self) -> Result<Self, SizeError> {
        Size::new(self.width, self.height)
    }

    /// Pixels in a row, 1..=[`Size::MAX_SIDE`].
    pub const fn width(self) -> u32 {
        self.width
    }

    /// Rows, 1..=[`Size::MAX_SIDE`].
    pub const fn height(self) -> u32 {
        self.height
    }

    /// Number of pixels.
    pub const fn pixels(self) -> u64 {
        self.width as u64 * self.height as u64
    }

    /// Bytes of one row, three a pixel.
    pub fn row_bytes(self) -> usize {
        3 * self.width as usize
    }

    /// Bytes of the whole image.
    pub fn bytes(self) -> usize {
        self.row_bytes() * self.height as usize
    }
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} × {}", self.width, self.height)
    }
}

/// A rectangle in pixels of the image that an edit receives; the origin is the top left corner.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize,
)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Rect {
    /// First column.
    pub x: u32,
    /// First row.
    pub y: u32,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

impl Rect {
    /// The rectangle that covers a whole image.
    pub fn full(size: Size) -> Self {
        Rect { x: 0, y: 0, width: size.width, height: size.height }
    }

    /// The rectangle's size, if it is not empty and lies within `frame`.
    pub fn within(self, frame: Size) -> Option<Size> {
        let fits = |start: u32, length: u32, limit: u32| {
            length > 0 && start.checked_add(length).is_some_and(|end| end <= limit)
        };
        (fits(self.x, self.width, frame.width) && fits(self.y, self.height, frame.height))
            .then_some(Size { width: self.width, height: self.height })
    }
}

/// What the three channels of a picture hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Channels {
    /// Red, green, blue.
    #[default]
    Rgb,
    /// Luma and two differences of colour, in the places of red, green and blue.
    Ycbcr,
}

/// An RGB image, 8 bits a channel, row-major, interleaved.
///
/// Its pixels may be those of the hidden original: `Debug` shows only the size, and they are overwritten when the last
/// clone of the image is dropped. Clones share them.
#[derive(Clone, PartialEq, Eq)]
pub struct Image {
    size: Size,
    pixels: Arc<Zeroizing<Vec<u8>>>,
}

/// The pixels are wiped when they are dropped.
impl ZeroizeOnDrop for Image {}

impl std::fmt::Debug for Image {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Image({})", self.size)
    }
}

impl Image {
    /// An image from its bytes.
    ///
    /// # Panics
    /// If `pixels` does not hold exactly `size.bytes()` bytes; a caller that reads files checks this first.
    pub fn new(size: Size, pixels: Vec<u8>) -> Self {
        assert_eq!(pixels.len(), size.bytes(), "three bytes a pixel");
        Image { size, pixels: Arc::new(Zeroizing::new(pixels)) }
    }

    /// The bytes as the numbers of a tensor, which shares them.
    pub(crate) fn values(&self) -> Values {
        Values::Bytes(self.pixels.clone())
    }

    /// Width and height.
    pub fn size(&self) -> Size {
        self.size
    }

    /// All bytes, row by row.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// The bytes of row `y`.
    pub fn row(&self, y: u32) -> &[u8] {
        let length = self.size.row_bytes();
        &self.pixels[y as usize * length..][..length]
    }

    /// The part inside `rect`, which must lie within the image. The whole image shares its pixels.
    pub fn crop(&self, rect: Rect) -> Image {
        if rect == Rect::full(self.size) {
            return self.clone();
        }
        let size = Size { width: rect.width, height: rect.height };
        let mut pixels = Vec::with_capacity(size.bytes());
        for y in rect.y..rect.y + rect.height {
            pixels.extend_from_slice(&self.row(y)[3 * rect.x as usize..][..size.row_bytes()]);
        }
        Image::new(size, pixels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_held_to_their_limits() {
        let check = |width: u32, height: u32, allowed: bool| {
            assert_eq!(Size::new(width, height).is_ok(), allowed, "{width} × {height}");
            let json = format!(r#"{{"width":{width},"height":{height}}}"#);
            assert_eq!(serde_json::from_str::<Size>(&json).is_ok(), allowed, "{json}");
            let bytes = borsh::to_vec(&(width, height)).expect("writing to memory");
            assert_eq!(borsh::from_slice::<Size>(&bytes).is_ok(), allowed, "{bytes:?}");
        };
        check(1, 1, true);
        check(0, 1, false);
        check(1, 0, false);
        // The longest sides.
        check(16_384, 1, true);
        check(1, 16_384, true);
        check(16_385, 1, false);
        check(1, 16_385, false);
        // 120,000,000 pixels, and 120,000,010, the next number of pixels that a picture with allowed sides can have.
        check(12_000, 10_000, true);
        check(9386, 12_785, false);
        check(16_384, 7324, true);
        check(16_384, 7325, false);
        check(u32::MAX, u32::MAX, false);
    }

    #[test]
    fn rectangles_must_lie_inside() {
        let frame = Size { width: 10, height: 5 };
        let check = |x, y, width, height, inside: bool| {
            let rect = Rect { x, y, width, height };
            assert_eq!(rect.within(frame).is_some(), inside, "{rect:?}");
        };
        check(0, 0, 10, 5, true);
        check(9, 4, 1, 1, true);
        check(9, 4, 2, 1, false);
        check(0, 0, 0, 1, false);
        check(u32::MAX, 0, 2, 1, false);
    }
}
