//! Why a JPEG is refused, and the limits that the errors name.

use proofroom_circuits::SizeError;
use thiserror::Error;

/// The most segments of a file: enough for a profile or other metadata of 600 MB.
pub(super) const MAX_SEGMENTS: usize = 10_000;

/// Why bytes are not a JPEG that this program reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JpegError {
    /// It does not begin like a JPEG.
    #[error("it is not a JPEG")]
    NotJpeg,
    /// A JPEG whose structure or data are broken.
    #[error("the JPEG is damaged: {0}")]
    Damaged(&'static str),
    /// A JPEG that is not one of those that are published.
    #[error(
        "it is not a JPEG as it was published: {0}; another program has probably saved it again, and that changes \
         the picture"
    )]
    Resaved(&'static str),
    /// A JPEG with something that no program needs that keeps the picture as it is.
    #[error("the file was changed after it was published: {0}")]
    Altered(&'static str),
    /// The proof in it is not whole.
    #[error("the proof in the JPEG is damaged: {0}")]
    Proof(&'static str),
    /// Captions that do not fit into a segment.
    #[error("{kind} can have at most {most} bytes in a JPEG; these have {length}")]
    Captions {
        /// Which form of them.
        kind: &'static str,
        /// Their length.
        length: usize,
        /// The most that there is room for.
        most: usize,
    },
    /// More segments than are read.
    #[error("the JPEG has more than {MAX_SEGMENTS} segments, the most that are read")]
    TooManySegments,
    /// The scans visit the picture more often than those of any encoder.
    #[error(
        "the JPEG has too many scans: they go over the picture again and again, and hold almost nothing"
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
    /// It does not have 8 bits per channel.
    #[error("the JPEG has {0} bits per channel; only 8 are supported")]
    Precision(u8),
    /// The height comes after the picture.
    #[error("the header of the JPEG leaves the picture's height open, which is not supported")]
    OpenHeight,
    /// Four inks instead of three colours.
    #[error("the JPEG is CMYK")]
    Cmyk,
    /// Neither gray nor colour.
    #[error("the JPEG has {0} components; a gray picture has one, a picture in colour three")]
    Components(u8),
    /// A JFIF marker of another major version than 1.
    #[error("the JPEG follows version {0} of JFIF, which is unknown; only version 1 is supported")]
    Jfif(u8),
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
