//! The argument that a public weighted sum of the values of some committed columns is a known number.

pub(crate) mod circuit;
#[cfg(feature = "prover")]
pub(crate) mod prover;
