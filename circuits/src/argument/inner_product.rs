//! The argument that a public weighted sum of the values of some committed columns, and of products of them row by
//! row, is a known number.

pub(crate) mod circuit;
#[cfg(feature = "prover")]
pub(crate) mod prover;
#[cfg(test)]
mod tests;
