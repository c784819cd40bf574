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
    /// The tensor of this layout whose columns have these commitments: its hash is SHA3-256 over a tag, h, l and k, and
    /// the commitments.
    pub fn plain(layout: &Layout, commitments: &[ColumnCommitment]) -> Self {
        let Layout { shape, k, .. } = *layout;
        let mut hash = Sha3_256::new();
        hash.update(b"proofroom tensor v1");
        // Neither is longer than a column, or a file.
        for number in [shape.rows, shape.row_values] {
            hash.update(u32::try_from(number).expect("shapes are below 2^32").to_le_bytes());
        }
        hash.update(k.to_le_bytes());
        commitments.iter().for_each(|commitment| hash.update(commitment.0));
        HashedTensor { kind: PLAIN, shape, k, hash: hash.finalize().into() }
    }
}
