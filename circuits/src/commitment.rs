//! Pedersen commitments to columns, and the hash of an image that is made of them.
//!
//! See section 2 of `docs/protocol.md`.

pub(crate) mod blinding;
pub(crate) mod column;
pub(crate) mod combination;
pub(crate) mod generators;
pub(crate) mod plane;
pub(crate) mod randomness;
pub(crate) mod stripes;

use borsh::{BorshDeserialize, BorshSerialize};
use group::{CurveAffine as _, GroupEncoding};
use halo2_proofs::pasta::EqAffine;
use sha3::{Digest, Sha3_256};

use crate::image::Size;
use crate::parallel::prelude::*;

/// A commitment to one column: a point of Vesta, compressed to 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, BorshSerialize, BorshDeserialize)]
pub struct ColumnCommitment(pub [u8; 32]);

impl std::fmt::Debug for ColumnCommitment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ColumnCommitment(")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str(")")
    }
}

impl ColumnCommitment {
    /// Bytes of a commitment.
    pub(crate) const BYTES: usize = 32;

    /// The point, if the bytes are the encoding of one. The point at infinity is refused: halo2's transcript cannot
    /// hold it, and the commitment to an honest column equals it only with negligible probability.
    pub(crate) fn point(&self) -> Option<EqAffine> {
        let point: Option<EqAffine> = EqAffine::from_bytes(&self.0).into();
        point.filter(|point| !bool::from(point.is_identity()))
    }

    pub(crate) fn of(point: &EqAffine) -> Self {
        ColumnCommitment(point.to_bytes())
    }
}

/// The points of many commitments, or `None` if one of them is not a point.
pub(crate) fn points(commitments: &[ColumnCommitment]) -> Option<Vec<EqAffine>> {
    commitments.par_iter().map(ColumnCommitment::point).collect()
}

/// The encodings of many points.
pub(crate) fn encodings(points: &[EqAffine]) -> Vec<ColumnCommitment> {
    points.iter().map(ColumnCommitment::of).collect()
}

/// The hash of an image: SHA3-256 over its dimensions, `k` and column commitments.
///
/// It binds the pixels if discrete logarithms are hard. The hash of a hidden image also hides them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, BorshSerialize, BorshDeserialize)]
pub struct ImageHash(pub [u8; 32]);

impl ImageHash {
    /// The hash of the image of `size` whose columns of `2^k` rows have these commitments.
    pub fn of(size: Size, k: u32, commitments: &[ColumnCommitment]) -> Self {
        let mut hash = Sha3_256::new();
        hash.update(b"proofroom image v1");
        hash.update(size.width.to_le_bytes());
        hash.update(size.height.to_le_bytes());
        hash.update(k.to_le_bytes());
        for commitment in commitments {
            hash.update(commitment.0);
        }
        ImageHash(hash.finalize().into())
    }
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
