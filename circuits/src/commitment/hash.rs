//! Tensors as challenges absorb them: by their shapes and the hashes of their commitments.
//!
//! See sections 2 and 7 of `docs/protocol.md`.

use sha3::{Digest, Sha3_256};

use crate::commitment::ColumnCommitment;
use crate::tensor::{Layout, Shape};

/// A committed tensor, as challenges absorb it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HashedTensor {
    /// What sort of tensor it is: numbers that no two sorts share. Each sort has a hash of its own.
    pub kind: u64,
    pub shape: Shape,
    /// log2 of the rows of its columns.
    pub k: u32,
    pub hash: [u8; 32],
}

/// A tensor of which nothing else is known. 0 is an image.
const PLAIN: u64 = 1;

impl HashedTensor {
    /// The tensor of this layout whose columns have these commitments: its hash is over h and l.
    pub fn plain(layout: &Layout, commitments: &[ColumnCommitment]) -> Self {
        let Layout { shape, k, .. } = *layout;
        // Neither is longer than a column, or a file.
        let sides = [shape.rows, shape.row_values]
            .map(|number| u32::try_from(number).expect("shapes are below 2^32"));
        let hash = hash(b"proofroom tensor v1", sides, k, commitments);
        HashedTensor { kind: PLAIN, shape, k, hash }
    }
}

/// SHA3-256 over a tag, two sides and k as u32, little-endian, and the commitments to columns.
pub(crate) fn hash(
    tag: &[u8],
    sides: [u32; 2],
    k: u32,
    commitments: &[ColumnCommitment],
) -> [u8; 32] {
    let mut hash = Sha3_256::new();
    hash.update(tag);
    for number in [sides[0], sides[1], k] {
        hash.update(number.to_le_bytes());
    }
    commitments.iter().for_each(|commitment| hash.update(commitment.0));
    hash.finalize().into()
}
