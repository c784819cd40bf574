//! How an image lies in the columns of a circuit: as a tensor of 3w bytes a row, in columns that are filled also if the
//! image has fewer rows than one of them holds.
//!
//! See section 2 of `docs/protocol.md`.

use std::ops::Deref;

use thiserror::Error;

use crate::image::Size;
use crate::tensor::{self, BLINDING_ROWS, BadShape, Shape};

/// The image needs longer columns than the chain has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "an image {width} pixels wide is too wide for this original, whose rows can have at most {limit} pixels"
)]
pub struct RowTooLong {
    /// Width of the image that does not fit.
    pub width: u32,
    /// The widest image that this `k` can hold.
    pub limit: u32,
}

/// Rows and columns that an image of one size takes for one `k`: those of its tensor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The image's width and height.
    pub size: Size,
    tensor: tensor::Layout,
}

impl Deref for Layout {
    type Target = tensor::Layout;

    fn deref(&self) -> &tensor::Layout {
        &self.tensor
    }
}

impl Size {
    /// An image as a tensor.
    pub(crate) fn shape(self) -> Shape {
        Shape { rows: self.height as usize, row_values: self.row_bytes() }
    }
}

impl Layout {
    /// The values of `k` that chains have.
    pub const KS: [u32; 2] = tensor::KS;

    /// The `k` of every image in a chain that starts from an original of this size: 14 while its
    /// longer side fits, else 15.
    pub fn k_for_original(original: Size) -> u32 {
        let longer = original.width.max(original.height) as usize;
        if 3 * longer + BLINDING_ROWS <= 1 << 14 { 14 } else { 15 }
    }

    /// The layout of an original, whose size must be within the limits of [`Size`].
    pub fn of_original(size: Size) -> Self {
        Self::new(size, Self::k_for_original(size)).expect("k is chosen so that the original fits")
    }

    /// The layout of an image of `size` in columns of `2^k` rows.
    ///
    /// # Errors
    /// If one image row does not fit into a column.
    ///
    /// # Panics
    /// If the image has no pixels.
    pub fn new(size: Size, k: u32) -> Result<Self, RowTooLong> {
        assert!(size.pixels() > 0, "an image has pixels");
        let tensor =
            tensor::Layout::filled(size.shape(), k).map_err(|BadShape { limit, .. }| {
                let limit = (limit / 3).min(Size::MAX_SIDE as usize) as u32;
                RowTooLong { width: size.width, limit }
            })?;
        Ok(Layout { size, tensor })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_of_known_sizes() {
        let check = |width, height, k, rows_in_column, columns| {
            let layout = Layout::new(Size { width, height }, k).expect("fits");
            assert_eq!(
                (layout.rows_in_column, layout.columns),
                (rows_in_column, columns),
                "{width}x{height}"
            );
            assert!(layout.data_rows <= layout.rows() - BLINDING_ROWS);
        };
        check(1280, 720, 14, 4, 180);
        check(1, 1, 14, 5376, 1);
        check(5376, 3, 14, 1, 3);
        check(91, 8192, 15, 119, 69);
        check(8192, 4394, 15, 1, 4394);
    }

    #[test]
    fn k_follows_the_longer_side() {
        let check = |width, height, k| {
            assert_eq!(Layout::k_for_original(Size { width, height }), k);
        };
        check(1280, 720, 14);
        check(5376, 1, 14);
        check(1, 5376, 14);
        check(5377, 1, 15);
        check(1, 8192, 15);
    }

    #[test]
    fn a_row_that_does_not_fit_is_refused() {
        let size = Size { width: 5377, height: 1 };
        assert_eq!(Layout::new(size, 14), Err(RowTooLong { width: 5377, limit: 5376 }));
        assert!(Layout::new(size, 15).is_ok());
        assert!(Layout::new(Size { width: 8192, height: 1 }, 15).is_ok());
    }
}
