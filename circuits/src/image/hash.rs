//! The hash of an image.
//!
//! See section 2 of `docs/protocol.md`.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::commitment::ColumnCommitment;
use crate::commitment::hash::{HashedTensor, hash};
use crate::image::Size;

/// The hash of an image: SHA3-256 over its dimensions, `k` and column commitments.
///
/// It binds the pixels if discrete logarithms are hard. The hash of a hidden image also hides them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, BorshSerialize, BorshDeserialize)]
pub struct ImageHash(pub [u8; 32]);

impl ImageHash {
    /// The hash of the image of `size` whose columns of `2^k` rows have these commitments.
    pub fn of(size: Size, k: u32, commitments: &[ColumnCommitment]) -> Self {
        ImageHash(hash(b"proofroom image v1", [size.width, size.height], k, commitments))
    }
}

/// An image, as challenges absorb it.
pub(crate) fn hashed(size: Size, k: u32, commitments: &[ColumnCommitment]) -> HashedTensor {
    const IMAGE: u64 = 0;
    let hash = ImageHash::of(size, k, commitments).0;
    HashedTensor { kind: IMAGE, shape: size.shape(), k, hash }
}

impl std::fmt::Display for ImageHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::fmt::Debug for ImageHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ImageHash({self})")
    }
}
