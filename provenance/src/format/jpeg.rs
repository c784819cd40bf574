//! JPEG files, read strictly, in three layers: [`Jpeg`] finds its segments, [`Coefficients`] are what its scans
//! hold, and [`Coefficients::into_image`] turns them into the same pixels as libjpeg. [`published`] reads and writes the
//! JPEGs whose coefficients are proved, more strictly.
//!
//! A decoder that shows parts of a damaged file is useful to a person but dangerous to a camera, which would sign
//! what was never photographed. So nothing is guessed: every block that the header promises is decoded from data,
//! no data are left over, and where libjpeg warns, this is an error. The standard is ITU-T T.81.

mod bits;
mod blocks;
mod coefficients;
mod error;
mod frame;
mod huffman;
mod optimised;
mod pixels;
pub(in crate::format) mod profile;
pub mod published;
mod scan;
mod segments;
mod strictness;
#[cfg(test)]
mod tests;
mod writer;

pub use coefficients::{Coefficients, Colors};
pub use error::JpegError;
pub use segments::{Jpeg, Segment, is_jpeg, marker};
