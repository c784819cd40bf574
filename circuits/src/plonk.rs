//! halo2 proofs: the native prover of one, its transcript, its opening argument, and the multi-scalar
//! multiplication that the verifier defers.

pub(crate) mod deferred_msm;
pub(crate) mod gate;
#[cfg(feature = "prover")]
pub(crate) mod ipa;
#[cfg(feature = "prover")]
pub(crate) mod prover;
pub(crate) mod transcript;
