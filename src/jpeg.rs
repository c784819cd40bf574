//! JPEG files, read strictly, in two layers: [`Jpeg`] says which segment stands where, and its scans are
//! decoded to coefficients.
//!
//! A decoder that shows something of a damaged file is useful to a person and dangerous to a camera, which
//! would sign what was never photographed. So nothing is guessed here: what is not exactly as the standard
//! (ITU-T T.81) and libjpeg have it is an error.

mod segments;

use thiserror::Error;

pub use segments::{Jpeg, Segment, is_jpeg, marker};

/// Why bytes are no JPEG that this program reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum JpegError {
    /// Other bytes at the beginning.
    #[error("it is not a JPEG")]
    NotJpeg,
    /// A JPEG whose structure or data are broken.
    #[error("the JPEG is damaged: {0}")]
    Damaged(&'static str),
    /// More segments than are read.
    #[error(
        "the JPEG has more than {} segments, the most that are read",
        segments::MAX_SEGMENTS
    )]
    TooManySegments,
}
