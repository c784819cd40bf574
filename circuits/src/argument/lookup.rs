//! The argument that every value of some committed columns is an entry of a public table.

pub(crate) mod circuit;
pub(crate) mod prover;
