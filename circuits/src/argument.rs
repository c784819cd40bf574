//! The two arguments, each a circuit with its prover, and what they share: the classes of circuits, columns
//! linked to commitments, the reference prover and the verifier.
//!
//! A proof commits to its advice columns. The first of them are linked: the verifier takes their commitments not
//! from the proof but from the statement. Those after them are public: the verifier knows their values. They have
//! zeros in their unusable rows and a blinding factor of one. Their commitments are in the proof, and the verifier
//! compares all of them with the values in one sum with random factors. That costs no multi-scalar multiplication
//! of its own, as an instance column would.

pub(crate) mod class;
pub(crate) mod inner_product;
pub(crate) mod lookup;
#[cfg(any(test, feature = "reference"))]
pub(crate) mod reference;
pub(crate) mod verifier;
