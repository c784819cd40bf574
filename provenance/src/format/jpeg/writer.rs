//! Writes a JPEG with given coefficients: the smaller one of a baseline and a progressive file, each with Huffman codes
//! that are made for it.

pub(super) mod baseline;
mod parts;
pub(super) mod progressive;

use proofroom_circuits::jpeg::Picture;

/// A file with these coefficients.
pub fn encode(picture: &Picture) -> Vec<u8> {
    let (baseline, progressive) = (baseline::encode(picture), progressive::encode(picture));
    if progressive.len() < baseline.len() { progressive } else { baseline }
}
