//! The crate's transcript, as a prover writes to it.

use halo2_proofs::pasta::{Eq, EqAffine, Fp};
use halo2_proofs::plonk::VerifyingKey;
use halo2_proofs::transcript::{
    Blake2bWrite, Challenge255, EncodedChallenge, Transcript as _, TranscriptWrite,
};

/// What prover and verifier both know of a proof so far: challenges are hashes of it.
pub(crate) struct Transcript(Blake2bWrite<Vec<u8>, EqAffine, Challenge255<EqAffine>>);

const IN_MEMORY: &str =
    "memory takes every write, and no committed column is the point at infinity";

impl Transcript {
    /// An empty one, into which the key is hashed.
    pub fn new(key: &VerifyingKey<EqAffine>) -> Self {
        let mut transcript = Blake2bWrite::init(Vec::new());
        key.hash_into(&mut transcript).expect(IN_MEMORY);
        Transcript(transcript)
    }

    /// Absorbs a point that the verifier knows.
    pub fn common_point(&mut self, point: EqAffine) {
        self.0.common_point(point).expect(IN_MEMORY);
    }

    /// Absorbs a point and writes it to the proof.
    pub fn write_point(&mut self, point: Eq) {
        self.0.write_point(point.into()).expect(IN_MEMORY);
    }

    /// Absorbs a field element and writes it to the proof.
    pub fn write_scalar(&mut self, scalar: Fp) {
        self.0.write_scalar(scalar).expect(IN_MEMORY);
    }

    /// The next challenge.
    pub fn challenge(&mut self) -> Fp {
        self.0.squeeze_challenge().get_scalar()
    }

    /// The proof.
    pub fn finish(self) -> Vec<u8> {
        self.0.finalize()
    }
}
