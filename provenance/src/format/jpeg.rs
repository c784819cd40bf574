//! JPEG files, read strictly, in three layers: [`Jpeg`] says which segment stands where, [`Coefficients`] are
//! what its scans hold, and [`Coefficients::into_image`] makes pixels of them, the same as libjpeg's.
//!
//! A decoder that shows something of a damaged file is useful to a person and dangerous to a camera, which
//! would sign what was never photographed. So nothing is guessed: every block that the header promises
//! is decoded from data, no data are left over, and what libjpeg warns of is an error. The standard is
//! ITU-T T.81.

mod bits;
mod blocks;
mod coefficients;
mod frame;
mod huffman;
mod pixels;
mod scan;
mod segments;
#[cfg(test)]
mod tests;

use proofroom_circuits::SizeError;
use thiserror::Error;

pub use coefficients::{Coefficients, Colors};
pub use segments::{Jpeg, Segment, is_jpeg, marker};

/// Why bytes are no JPEG that this program reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JpegError {
    /// Other bytes at the beginning.
    #[error("it is not a JPEG")]
    NotJpeg,
    /// A JPEG whose structure or data are broken.
    #[error("the JPEG is damaged: {0}")]
    Damaged(&'static str),
    /// More segments than are read.
    #[error("the JPEG has more than {} segments, the most that are read", segments::MAX_SEGMENTS)]
    TooManySegments,
    /// Scans that go over the picture more often than those of any encoder.
    #[error(
        "the JPEG has too many scans: they go over the picture more than {} times",
        coefficients::MAX_PASSES
    )]
    TooManyScans,
    /// Larger than the format allows, or empty.
    #[error(transparent)]
    Size(#[from] SizeError),
    /// Arithmetic coding instead of Huffman codes.
    #[error("the JPEG uses arithmetic coding, which is not supported")]
    Arithmetic,
    /// The lossless process.
    #[error("the JPEG uses the lossless process, which is not supported")]
    Lossless,
    /// A picture in several resolutions.
    #[error("the JPEG uses the hierarchical process, which is not supported")]
    Hierarchical,
    /// Other than 8 bits per channel.
    #[error("the JPEG has {0} bits per channel; only 8 are supported")]
    Precision(u8),
    /// A height that follows the picture.
    #[error("the header of the JPEG leaves the picture's height open, which is not supported")]
    OpenHeight,
    /// Four inks instead of three colours.
    #[error("the JPEG is CMYK")]
    Cmyk,
    /// Neither gray nor colour.
    #[error("the JPEG has {0} components; a gray picture has one, a picture in colour three")]
    Components(u8),
    /// An Adobe marker that names no known colour transform.
    #[error("the Adobe marker of the JPEG names the unknown colour transform {0}")]
    Transform(u8),
    /// Sampling factors that do not divide the largest.
    #[error("the JPEG samples its components in fractions of pixels, which is not supported")]
    Fractions,
    /// No memory for the coefficients or the pixels.
    #[error("there is not enough memory for the pixels of the JPEG")]
    Memory,
}
