//! The two arguments, each a circuit with its prover, and what they share: the classes of circuits, columns
//! linked to commitments, the reference prover and the verifier.

pub(crate) mod class;
pub(crate) mod inner_product;
#[cfg(feature = "prover")]
pub(crate) mod linked;
pub(crate) mod lookup;
#[cfg(any(test, feature = "reference"))]
pub(crate) mod reference;
pub(crate) mod verifier;
