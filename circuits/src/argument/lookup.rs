//! The argument that every value of some committed columns is an entry of a public table.

pub(crate) mod circuit;
#[cfg(feature = "prover")]
pub(crate) mod prover;
