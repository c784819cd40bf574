//! One step: a statement about some tensors, proved in rounds and verified.

#[cfg(feature = "prover")]
pub(crate) mod prover;
pub(crate) mod rounds;
#[cfg(feature = "prover")]
pub(crate) mod tampering;
pub(crate) mod verifier;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::commitment::ColumnCommitment;

/// The version of everything that a proof depends on: challenges, statements, circuits, encodings.
pub const FORMAT_VERSION: u16 = 1;

/// What is published besides a proof, as challenges absorb it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OutputKind {
    /// Pixels.
    Pixels = 0,
    /// A JPEG.
    Jpeg = 1,
    /// Nothing that the format knows.
    Nothing = 2,
}

/// What challenges absorb of a step besides its tensors.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// What is published.
    pub kind: OutputKind,
    /// Who signed the input of the first step, and what they said; opaque here.
    pub attestation: &'a [u8],
    /// A text that the proof is made for.
    pub bound: Option<&'a str>,
    /// What all steps together do, in bytes that have one form; opaque here.
    pub recipe: &'a [u8],
    /// How the recipe is divided into steps.
    pub grouping: &'a [u8],
    /// The number of the step, from 0.
    pub step: usize,
}

/// The proof of one step.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct StepProof {
    /// Commitments to the columns of the outputs, tensor by tensor in the order of the statement.
    pub output: Vec<ColumnCommitment>,
    /// Commitments to the columns of the auxiliary tensors, in the same way.
    pub auxiliary: Vec<ColumnCommitment>,
    /// Commitments to the multiplicities, one for each instance of the lookup circuit.
    pub multiplicities: Vec<ColumnCommitment>,
    /// Commitments of round 1: to the columns of the later tensors; last, if the relation is cut, to its shares.
    pub later: Vec<ColumnCommitment>,
    /// halo2 proofs without their linked commitments: those of the lookups, then those of the relation, if the step has
    /// one.
    pub proofs: Vec<Vec<u8>>,
}
