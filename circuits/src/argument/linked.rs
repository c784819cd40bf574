//! Columns linked to commitments that exist already, and public ones.
//!
//! A proof commits to its advice columns. The first of them are linked: the verifier takes their commitments
//! not from the proof but from the statement. Those after them are public: the verifier knows their values.
//! They have zeros in their unusable rows and a blinding factor of one; their commitments stand in the proof,
//! and the verifier holds all of them against the values in one sum with random factors. That costs no
//! multi-scalar multiplication of its own, as an instance column would.

use halo2_proofs::pasta::Fp;

use crate::commitment::blinding::PUBLIC_BLIND;
use crate::commitment::column_values;
use crate::image::layout::UNUSABLE_ROWS;

/// A column with everything that opens its commitment.
#[derive(Clone, PartialEq)]
pub(crate) struct LinkedColumn {
    /// All `2^k` values.
    pub values: Vec<Fp>,
    /// The factor of the blinding generator.
    pub blind: Fp,
}

impl LinkedColumn {
    /// A public column of `2^k` rows with these first values; zeros follow.
    pub fn public(k: u32, values: Vec<Fp>) -> Self {
        LinkedColumn { values: column_values(k, values.into_iter(), &[]), blind: PUBLIC_BLIND }
    }

    /// The rows that a circuit assigns.
    pub fn usable(&self) -> Vec<Fp> {
        self.values[..self.values.len() - UNUSABLE_ROWS].to_vec()
    }
}
