//! What a published picture carries: who signed the original, the edits, and the proof that they lead from that
//! original to these pixels. It is in a `prPf` chunk or in a separate file, a sidecar.

use borsh::BorshSerialize;
use proofroom_circuits::{
    ChainProof, Claim, ColumnCommitment, ImageHash, Layout, Output, Recipe, Rejection,
};

use crate::format::attestation::Attestation;
use crate::format::envelope::{self, EnvelopeError, Enveloped};
use crate::format::original::read_commitments;

/// The most bytes (UTF-8) of a text that can be bound to a proof.
pub const MAX_BOUND_BYTES: usize = 4096;

/// The most bytes of a recipe's encoding: 32 convolutions of 5x5 take 2,468 bytes.
const MAX_RECIPE_BYTES: usize = 4096;

/// A proof with everything that it refers to except the published pixels.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize)]
pub struct PublishedProof {
    /// Who signed the original, and what they said.
    pub attestation: Attestation,
    /// The commitments to the original's columns, which make the hash that was signed.
    pub commitments: Vec<ColumnCommitment>,
    /// A text that somebody asked to have bound. An empty text is not the same as none.
    pub bound: Option<String>,
    /// The edits.
    pub recipe: Recipe,
    /// The proof of the edits.
    pub chain: ChainProof,
}

impl PublishedProof {
    /// The hash of the original.
    pub fn original_hash(&self) -> ImageHash {
        let size = self.attestation.record.size;
        ImageHash::of(size, Layout::k_for_original(size), &self.commitments)
    }

    /// Checks the chain of proofs against these pixels, or these coefficients of a JPEG. It is bound to the attestation, whose signatures must be
    /// checked before.
    ///
    /// # Errors
    /// The first check that fails.
    pub(crate) fn verify_chain(&self, published: Output<'_>) -> Result<(), Rejection> {
        let attestation = self.attestation.to_bytes();
        let claim = Claim {
            size: self.attestation.record.size,
            commitments: &self.commitments,
            attestation: &attestation,
            recipe: &self.recipe,
            bound: self.bound.as_deref(),
        };
        proofroom_circuits::verify(&claim, &self.chain, published)
    }
}

impl Enveloped for PublishedProof {
    const MAGIC: [u8; 8] = *b"PRpublic";
    const MAX_BYTES: usize = 128 << 20;

    fn read_body(body: &mut &[u8]) -> Result<Self, EnvelopeError> {
        let attestation = Attestation::read(body)?;
        let commitments = read_commitments(body, &attestation)?;
        Ok(PublishedProof {
            attestation,
            commitments,
            bound: envelope::value(body, 1 + 4 + MAX_BOUND_BYTES, "its bound text cannot be read")?,
            recipe: envelope::value(body, MAX_RECIPE_BYTES, "its recipe cannot be read")?,
            chain: ChainProof::read(body, PublishedProof::MAX_BYTES)?,
        })
    }
}
