//! Pedersen commitments to the columns of tensors.
//!
//! See section 2 of `docs/protocol.md`.

pub(crate) mod blinding;
pub(crate) mod column;
pub(crate) mod combination;
pub(crate) mod generators;
pub(crate) mod hash;
pub(crate) mod randomness;
pub(crate) mod tensor;

use borsh::{BorshDeserialize, BorshSerialize};
use group::{CurveAffine as _, GroupEncoding};
use halo2_proofs::pasta::EqAffine;

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
