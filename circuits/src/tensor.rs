//! Tensors, and how they lie in the columns of a circuit.
//!
//! A tensor has h rows of l small integers. Columns of `n = 2^k` rows hold g rows of it each:
//!
//! ```text
//! row 0          | row c g of the tensor
//! row l          | row c g + 1
//! ...            |
//! row u = g l    | zeros
//! row n - 256    | random values (zeros if the tensor is published)
//! row n          | end
//! ```
//!
//! Rows past the last repeat it (padding). What the integers mean is nothing that the arguments know: pictures (`image/`)
//! are one kind of tensor.
//!
//! See section 2 of `docs/protocol.md`.

use std::ops::Range;

use thiserror::Error;
use zeroize::Zeroizing;

/// The last rows of a column, which never hold data: random in a hidden tensor.
pub const BLINDING_ROWS: usize = 256;

/// Rows at the end of every advice column that halo2 fills itself, for circuits that look at each column in at most
/// three places.
pub(crate) const UNUSABLE_ROWS: usize = 6;

/// log2 of the rows of columns, as the public parameters have them.
pub const KS: [u32; 3] = [14, 15, 16];

/// How many numbers a tensor has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Rows (`h`).
    pub rows: usize,
    /// Numbers of a row (`l`).
    pub row_values: usize,
}

impl Shape {
    /// A vector: one row.
    pub fn row(values: usize) -> Self {
        Shape { rows: 1, row_values: values }
    }

    /// All numbers.
    pub fn values(self) -> usize {
        self.rows * self.row_values
    }
}

/// Rows of a tensor that no column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a tensor's rows have 1 to {limit} numbers here; this one has {shape:?}")]
pub struct BadShape {
    /// The tensor.
    pub shape: Shape,
    /// The most numbers of a row.
    pub limit: usize,
}

/// Rows and columns that a tensor of one shape takes for one `k`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// log2 of the rows of a column.
    pub k: u32,
    /// The tensor's shape.
    pub shape: Shape,
    /// Whole rows of the tensor in a column (`g`).
    pub rows_in_column: usize,
    /// Rows of a column that hold data (`u`).
    pub data_rows: usize,
    /// Columns of the tensor (`m`).
    pub columns: usize,
}

impl Layout {
    /// The layout in columns of `2^k` rows: a tensor that fits one column has no padding.
    ///
    /// # Errors
    /// If a row does not fit a column, or there is none.
    pub fn new(shape: Shape, k: u32) -> Result<Self, BadShape> {
        Self::with_rows_in_column(shape, k, shape.rows)
    }

    /// The layout whose columns hold as many rows as fit, but at most `most`, also if the tensor has fewer: that of
    /// pictures.
    ///
    /// # Errors
    /// As [`Layout::new`].
    pub(crate) fn with_rows_in_column(shape: Shape, k: u32, most: usize) -> Result<Self, BadShape> {
        let limit = Self::usable_rows(k);
        let Shape { rows, row_values } = shape;
        if rows == 0 || row_values == 0 || row_values > limit {
            return Err(BadShape { shape, limit });
        }
        let rows_in_column = most.min(limit / row_values);
        Ok(Layout {
            k,
            shape,
            rows_in_column,
            data_rows: row_values * rows_in_column,
            columns: rows.div_ceil(rows_in_column),
        })
    }

    /// Rows of a column that can hold data.
    pub fn usable_rows(k: u32) -> usize {
        (1 << k) - BLINDING_ROWS
    }

    /// Rows of a column, `2^k`.
    pub fn rows(&self) -> usize {
        1 << self.k
    }

    /// Rows of the tensor that the columns hold together, padding included.
    pub fn padded_rows(&self) -> usize {
        self.columns * self.rows_in_column
    }

    /// The row of the tensor in row `y` of the padded one: rows past the last repeat it.
    pub fn source_row(&self, y: usize) -> usize {
        y.min(self.shape.rows - 1)
    }

    /// Where the numbers of column `c` lie among those of the tensor, padding included.
    pub(crate) fn pieces(&self, c: usize) -> impl Iterator<Item = Range<usize>> {
        let length = self.shape.row_values;
        let rows = c * self.rows_in_column..(c + 1) * self.rows_in_column;
        rows.map(move |y| self.source_row(y) * length).map(move |start| start..start + length)
    }

    /// The data rows of column `c` of the tensor with these numbers, padding included.
    pub(crate) fn column(
        &self,
        c: usize,
        numbers: &[impl Copy + Into<u32>],
    ) -> Zeroizing<Vec<u32>> {
        let mut values = Zeroizing::new(Vec::with_capacity(self.data_rows));
        for piece in self.pieces(c) {
            values.extend(numbers[piece].iter().map(|&number| number.into()));
        }
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_of_known_shapes() {
        let check = |rows, row_values, k, rows_in_column, columns| {
            let layout = Layout::new(Shape { rows, row_values }, k).expect("fits");
            assert_eq!((layout.rows_in_column, layout.columns), (rows_in_column, columns));
            assert_eq!(layout.data_rows, row_values * rows_in_column);
            assert!(layout.data_rows <= Layout::usable_rows(k));
            assert!(layout.padded_rows() >= rows && layout.padded_rows() < rows + rows_in_column);
        };
        // One column without padding; the last row that fits; one more; the longest rows.
        check(1, 1, 14, 1, 1);
        check(7, 100, 14, 7, 1);
        check(161, 100, 14, 161, 1);
        check(162, 100, 14, 161, 2);
        check(3, 16_128, 14, 1, 3);
        check(5, 16_129, 15, 2, 3);
    }

    #[test]
    fn shapes_that_do_not_fit_are_refused() {
        for (rows, row_values) in [(0, 1), (1, 0), (1, 16_129), (1, usize::MAX)] {
            let shape = Shape { rows, row_values };
            assert_eq!(Layout::new(shape, 14), Err(BadShape { shape, limit: 16_128 }));
        }
    }

    #[test]
    fn columns_repeat_the_last_row() {
        let layout = Layout::new(Shape { rows: 5, row_values: 60 }, 9).expect("fits");
        assert_eq!((layout.rows_in_column, layout.columns), (4, 2));
        let numbers: Vec<u8> = (0..5).flat_map(|row| [row; 60]).collect();
        let column = |c| layout.column(c, &numbers).to_vec();
        assert_eq!(column(0), [[0; 60], [1; 60], [2; 60], [3; 60]].concat());
        assert_eq!(column(1), [[4; 60]; 4].concat());
    }
}
