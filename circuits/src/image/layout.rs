//! How an image lies in the columns of a circuit: as a tensor of 3w bytes a row, in columns that are filled also if the
//! image has fewer rows than one of them holds.
//!
//! See section 2 of `docs/protocol.md`.

use std::ops::Deref;

use thiserror::Error;

use crate::image::Size;
use crate::tensor::{self, BadShape, Shape};

/// The image needs longer columns than the chain has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "an image of {size} pixels is too large for this original, whose edits can have at most {widest} pixels in a row \
     and {tallest} rows"
)]
pub struct TooLargeForColumns {
    /// The image that does not fit.
    pub size: Size,
    /// The most pixels of a row that this `k` can hold.
    pub widest: u32,
    /// The most rows.
    pub tallest: u32,
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
    pub const KS: [u32; 3] = tensor::KS;

    /// An image of more rows is *tall*.
    const TALL: u32 = 8192;
    /// The most rows of a tall image that a column holds, and of any image that a column of `2^16` rows holds, even if
    /// more would fit. Where row weights follow no pattern, a relation has a slot for each row in a column or one for
    /// each column (`statement/fold.rs`). Other images need at most 91. Tall ones could need 128, which no circuit has;
    /// and 97 slots of `2^16` rows would take a verifier 200 megabytes, where 33 take 70.
    const FEW_ROWS_IN_COLUMN: usize = 24;

    /// The `k` of every image in a chain that starts from an original of this size: the least for which its longer
    /// side fits, or the greatest if none does. A verifier asks before it knows that the size is allowed.
    pub fn k_for_original(original: Size) -> u32 {
        let longer = original.width.max(original.height) as usize;
        let fits = |k: &u32| 3 * longer <= tensor::Layout::usable_rows(*k);
        let [.., greatest] = Self::KS;
        Self::KS.into_iter().find(fits).unwrap_or(greatest)
    }

    /// The layout of an original, whose size must be within the limits of [`Size`].
    pub fn of_original(size: Size) -> Self {
        Self::new(size, Self::k_for_original(size)).expect("k is chosen so that the original fits")
    }

    /// The layout of an image of `size` in columns of `2^k` rows.
    ///
    /// # Errors
    /// If one image row does not fit into a column, or a hidden crop of the image would not: a column must hold a number
    /// for each of its rows and of its columns of pixels.
    ///
    /// # Panics
    /// If the image has no pixels.
    pub fn new(size: Size, k: u32) -> Result<Self, TooLargeForColumns> {
        assert!(size.pixels() > 0, "an image has pixels");
        let few = size.height > Self::TALL || k == 16;
        let most = if few { Self::FEW_ROWS_IN_COLUMN } else { usize::MAX };
        let tallest = if k <= 14 { Self::TALL } else { Size::MAX_SIDE };
        let too_large = || {
            let widest = (tensor::Layout::usable_rows(k) / 3).min(Size::MAX_SIDE as usize) as u32;
            TooLargeForColumns { size, widest, tallest }
        };
        if size.height > tallest {
            return Err(too_large());
        }
        let tensor = tensor::Layout::with_rows_in_column(size.shape(), k, most);
        let tensor = tensor.map_err(|BadShape { .. }| too_large())?;
        Ok(Layout { size, tensor })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tensor::BLINDING_ROWS;

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
        // What cameras make.
        check(8256, 5504, 15, 1, 5504);
        check(8640, 5760, 15, 1, 5760);
        check(9528, 6328, 15, 1, 6328);
        // The longest rows, and columns that hold fewer rows than would fit.
        check(10_837, 3, 15, 1, 3);
        check(10_838, 3, 16, 2, 2);
        check(16_384, 7324, 16, 1, 7324);
        check(1, 8192, 15, 10_837, 1);
        check(1, 8193, 15, 24, 342);
        check(451, 10_837, 15, 24, 452);
        check(452, 10_837, 15, 23, 472);
        check(906, 3, 16, 24, 1);
        check(1, 16_384, 16, 24, 683);
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
        check(8256, 5504, 15);
        check(8640, 5760, 15);
        check(6328, 9528, 15);
        check(10_837, 1, 15);
        check(1, 10_837, 15);
        check(10_838, 1, 16);
        check(1, 10_838, 16);
        check(16_384, 7324, 16);
    }

    /// Files that were made when no side could exceed 8,192 pixels verify: `k` and layout are in every hash.
    #[test]
    fn sizes_that_were_always_allowed_lie_as_they_always_did() {
        let lengths = (1..=8192).step_by(61).chain([5376, 5377, 8191, 8192]);
        for (width, height) in lengths.clone().flat_map(|w| lengths.clone().map(move |h| (w, h))) {
            let size = Size { width, height };
            let k = if 3 * width.max(height) + 256 <= 1 << 14 { 14 } else { 15 };
            assert_eq!(Layout::k_for_original(size), k, "{size}");
            let rows_in_column = ((1 << k) - 256) / (3 * width);
            let layout = Layout::of_original(size);
            assert_eq!(layout.rows_in_column as u32, rows_in_column, "{size}");
            assert_eq!(layout.columns as u32, height.div_ceil(rows_in_column), "{size}");
        }
    }

    #[test]
    fn an_image_that_does_not_fit_is_refused() {
        let check = |width, height, k, widest, tallest| {
            let size = Size { width, height };
            let error = TooLargeForColumns { size, widest, tallest };
            assert_eq!(Layout::new(size, k), Err(error));
            assert!(Layout::new(size, k + 1).is_ok(), "{size}");
        };
        check(5377, 1, 14, 5376, 8192);
        check(1, 8193, 14, 5376, 8192);
        check(10_838, 1, 15, 10_837, 16_384);
        for (width, height, k) in [(1, 8192, 14), (1, 16_384, 15), (16_384, 1, 16)] {
            assert!(Layout::new(Size { width, height }, k).is_ok());
        }
    }
}
