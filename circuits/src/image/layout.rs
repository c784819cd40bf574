//! How an image lies in the columns of a circuit.
//!
//! See section 2 of `docs/protocol.md`.
//!
//! ```text
//! row 0        | image row c*g          R G B R G B ...
//! row 3w       | image row c*g + 1
//! ...          |
//! row u = 3wg  | zeros
//! row n - 256  | random values (zeros in a published image)
//! row n        | end
//! ```

use thiserror::Error;
use zeroize::Zeroizing;

use crate::image::Size;

/// The last rows of a column, which never hold pixels: random in a hidden image.
pub const BLINDING_ROWS: usize = 256;

/// Rows at the end of every advice column that halo2 fills itself, for circuits that look at each column in at most
/// three places.
pub(crate) const UNUSABLE_ROWS: usize = 6;

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

/// Rows and columns that an image of one size takes for one `k`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// log2 of the rows of a column.
    pub k: u32,
    /// The image's width and height.
    pub size: Size,
    /// Whole image rows in a column (`g`).
    pub image_rows: usize,
    /// Rows of a column that hold data (`u`), `3 * width * image_rows`.
    pub data_rows: usize,
    /// Columns of the image (`m`).
    pub columns: usize,
}

impl Layout {
    /// The values of `k` that chains have.
    pub const KS: [u32; 2] = [14, 15];

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
    pub fn new(size: Size, k: u32) -> Result<Self, RowTooLong> {
        let usable = (1usize << k) - BLINDING_ROWS;
        let row = size.row_bytes();
        if row > usable {
            let limit = (usable / 3).min(Size::MAX_SIDE as usize) as u32;
            return Err(RowTooLong { width: size.width, limit });
        }
        let image_rows = usable / row;
        Ok(Layout {
            k,
            size,
            image_rows,
            data_rows: row * image_rows,
            columns: (size.height as usize).div_ceil(image_rows),
        })
    }

    /// Rows of a column, `2^k`.
    pub fn rows(&self) -> usize {
        1 << self.k
    }

    /// Image rows that the columns hold together, padding included.
    pub fn padded_height(&self) -> usize {
        self.columns * self.image_rows
    }

    /// The image row in row `y` of the padded image: rows past the last repeat it.
    pub fn source_row(&self, y: usize) -> usize {
        y.min(self.size.height as usize - 1)
    }

    /// The data rows of column `c` of a plane whose byte number `index` is `sample(index)`, padding included.
    pub(crate) fn column_data(
        &self,
        c: usize,
        sample: impl Fn(usize) -> u32,
    ) -> Zeroizing<Vec<u32>> {
        let row = self.size.row_bytes();
        let mut values = Zeroizing::new(Vec::with_capacity(self.data_rows));
        for y in c * self.image_rows..(c + 1) * self.image_rows {
            let start = self.source_row(y) * row;
            values.extend((start..start + row).map(&sample));
        }
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_of_known_shapes() {
        let check = |width, height, k, image_rows, columns| {
            let layout = Layout::new(Size { width, height }, k).expect("fits");
            assert_eq!(
                (layout.image_rows, layout.columns),
                (image_rows, columns),
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
