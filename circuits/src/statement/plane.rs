//! The planes of a step: the images before and after it, and auxiliary numbers.

/// The planes of a step. The output and the auxiliary planes have the output's layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plane {
    /// The image before the step.
    Input,
    /// The image after it.
    Output,
    /// A limb of the remainders, or the quotients.
    Auxiliary(usize),
    /// A single column of a hidden crop, as long as its own rows.
    Crop(CropColumn),
}

/// The columns that hide where a crop was taken: see `hidden_crop.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CropColumn {
    /// Where the rectangle is.
    Places,
    /// The weights of rows, moved to the place.
    Rows,
    /// The weights of bytes, moved to the place.
    Bytes,
    /// What each row of the image sums up to with the weights of bytes.
    RowSums,
}

impl CropColumn {
    /// The columns that are committed to when the weights of the output are known, in their order.
    pub const MOVED: [CropColumn; 3] = [CropColumn::Rows, CropColumn::Bytes, CropColumn::RowSums];
}
