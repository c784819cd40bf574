//! The components of a JPEG, and the tensors of their coefficients.

use serde::{Deserialize, Serialize};

use crate::image::Size;

/// Coefficients along one side of a block.
pub const BLOCK: usize = 8;

/// A component of a JPEG with the colours of JFIF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Component {
    /// Luma.
    Y,
    /// Blue minus luma.
    Cb,
    /// Red minus luma.
    Cr,
}

impl Component {
    /// All components in the order in which a file has them.
    pub const ALL: [Component; 3] = [Component::Y, Component::Cb, Component::Cr];
}

/// How many pixels a sample of Cb and Cr stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Sampling {
    /// 4:4:4: one.
    #[serde(rename = "444")]
    Full,
    /// 4:2:0: two across and two down, whose mean it is.
    #[serde(rename = "420")]
    Halved,
}

impl Sampling {
    /// Pixels across and down that a sample of a component stands for: 1 or 2.
    pub fn pixels_per_sample(self, component: Component) -> usize {
        match (self, component) {
            (Sampling::Full, _) | (_, Component::Y) => 1,
            (Sampling::Halved, _) => 2,
        }
    }

    /// The blocks of a component of an image: columns and rows.
    pub fn blocks(self, component: Component, size: Size) -> (usize, usize) {
        let per_sample = self.pixels_per_sample(component);
        let blocks = |pixels: u32| (pixels as usize).div_ceil(per_sample).div_ceil(BLOCK);
        (blocks(size.width()), blocks(size.height()))
    }
}

/// The quantised coefficients of one component: a tensor of `8 * rows` by `8 * columns`, where `columns` and `rows`
/// count blocks. Its row `8 b + v` holds, block by block from the left, coefficients (v, 0) to (v, 7) of the blocks of
/// row b; v is the vertical frequency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coefficients {
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) values: Vec<i16>,
}

impl Coefficients {
    /// The coefficients of `rows` rows of `columns` blocks, row by row of the tensor. `None` if there are not 64 of
    /// them for each block, or no blocks.
    pub fn new(columns: usize, rows: usize, values: Vec<i16>) -> Option<Self> {
        let count = columns.checked_mul(rows)?.checked_mul(BLOCK * BLOCK)?;
        (count > 0 && values.len() == count).then_some(Coefficients { columns, rows, values })
    }

    /// Blocks in a row.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Rows of blocks.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// All values, row by row of the tensor.
    pub fn values(&self) -> &[i16] {
        &self.values
    }

    /// The 64 coefficients of a block in natural order: place `8 v + u`.
    ///
    /// # Panics
    /// If the component has no such block.
    pub fn block(&self, column: usize, row: usize) -> [i16; 64] {
        assert!(column < self.columns && row < self.rows, "no such block");
        let width = BLOCK * self.columns;
        std::array::from_fn(|place| {
            let (v, u) = (place / BLOCK, place % BLOCK);
            self.values[(BLOCK * row + v) * width + BLOCK * column + u]
        })
    }
}
