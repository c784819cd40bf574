//! halo2's transcript.

use std::io;

use halo2_proofs::pasta::{Eq, EqAffine, Fp};
use halo2_proofs::plonk::VerifyingKey;
use halo2_proofs::transcript::{
    Blake2bWrite, Challenge255, EncodedChallenge, Transcript as CrateTranscript, TranscriptRead,
    TranscriptWrite,
};

use crate::curve::vesta::VestaAffine;

/// What prover and verifier both know of a proof so far: challenges are hashes of it. This is the prover's side.
pub(crate) struct Transcript(Blake2bWrite<Vec<u8>, EqAffine, Challenge255<EqAffine>>);

const IN_MEMORY: &str = "writing to memory succeeds, and no commitment is the point at infinity";

impl Transcript {
    /// An empty one, into which the key is hashed.
    pub fn new(key: &VerifyingKey<VestaAffine>) -> Self {
        let mut transcript = Compressed(Blake2bWrite::init(Vec::new()));
        key.hash_into(&mut transcript).expect(IN_MEMORY);
        Transcript(transcript.0)
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

/// A transcript of compressed points, as proofs have them, for halo2, which works with uncompressed ones here. It
/// hashes and encodes the same as over `EqAffine`.
pub(crate) struct Compressed<T>(pub T);

/// A challenge from such a transcript.
pub(crate) struct Challenge(Fp);

impl EncodedChallenge<VestaAffine> for Challenge {
    type Input = Fp;

    fn new(challenge: &Fp) -> Self {
        Challenge(*challenge)
    }

    fn get_scalar(&self) -> Fp {
        self.0
    }
}

impl<T> CrateTranscript<VestaAffine, Challenge> for Compressed<T>
where
    T: CrateTranscript<EqAffine, Challenge255<EqAffine>>,
{
    fn squeeze_challenge(&mut self) -> Challenge {
        Challenge(self.0.squeeze_challenge().get_scalar())
    }

    fn common_point(&mut self, point: VestaAffine) -> io::Result<()> {
        self.0.common_point(point.0)
    }

    fn common_scalar(&mut self, scalar: Fp) -> io::Result<()> {
        self.0.common_scalar(scalar)
    }
}

impl<T> TranscriptRead<VestaAffine, Challenge> for Compressed<T>
where
    T: TranscriptRead<EqAffine, Challenge255<EqAffine>>,
{
    fn read_point(&mut self) -> io::Result<VestaAffine> {
        self.0.read_point().map(VestaAffine)
    }

    fn read_scalar(&mut self) -> io::Result<Fp> {
        self.0.read_scalar()
    }
}

impl<T> TranscriptWrite<VestaAffine, Challenge> for Compressed<T>
where
    T: TranscriptWrite<EqAffine, Challenge255<EqAffine>>,
{
    fn write_point(&mut self, point: VestaAffine) -> io::Result<()> {
        self.0.write_point(point.0)
    }

    fn write_scalar(&mut self, scalar: Fp) -> io::Result<()> {
        self.0.write_scalar(scalar)
    }
}
