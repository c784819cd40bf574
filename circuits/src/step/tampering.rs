//! Where a prover of a step can deviate from the protocol.
//!
//! The prover calls a method of [`Tampering`] at each of these places. [`Honest`] changes nothing in any of them, and
//! costs nothing: the prover is compiled for it. The adversaries of the tests change one thing in one place, and the same
//! prover computes everything that follows from it, from commitments to proofs.

use halo2_proofs::pasta::Fp;
use rand_core::Rng;

use crate::argument::class::Class;
use crate::argument::lookup::circuit::LookupExtent;
use crate::commitment::column::{Column, Committed, LookedUpColumn};
use crate::statement::sum::Plan;
use crate::statement::{LookedColumn, Lookup};

/// What a prover of a step does differently from the protocol; by default nothing. The methods are called in their
/// order.
pub(crate) trait Tampering {
    /// The columns in the input slots of each instance of a lookup proof.
    fn slots(&mut self, _instances: &mut [Vec<LookedColumn>]) {}

    /// How often each entry of the table occurs in the input slots of an instance, and how many values there are
    /// not in the table, before the counts are committed to.
    fn counted(
        &mut self,
        _lookup: &Lookup,
        _slots: &[LookedColumn],
        _counts: &mut Vec<u32>,
        _absent: &mut u32,
    ) {
    }

    /// What a lookup proof with these columns in the input slots of its instances is made from, when the
    /// challenges are known. A proof to send instead, if any.
    fn lookup(
        &mut self,
        _slots: &[Vec<LookedColumn>],
        _inputs: &mut LookupInputs,
        _random: &mut dyn Rng,
    ) -> Option<Vec<u8>> {
        None
    }

    /// The column of shares of a relation that is cut, before it is committed to.
    fn shares(&mut self, _shares: &mut Vec<Fp>) {}

    /// What a proof of a relation is made from. A proof to send instead, if any.
    fn relation(&mut self, _inputs: &mut RelationInputs) -> Option<Vec<u8>> {
        None
    }
}

/// The prover that follows the protocol.
pub(crate) struct Honest;

impl Tampering for Honest {}

/// What a lookup proof is made from.
pub(crate) struct LookupInputs {
    pub class: Class,
    pub extent: LookupExtent,
    pub alpha: Fp,
    pub table: Vec<Fp>,
    /// The linked columns of each instance: inputs, then multiplicities.
    pub instances: Vec<Vec<Committed<LookedUpColumn>>>,
}

/// What the proof of a relation is made from.
pub(crate) struct RelationInputs {
    pub plan: Plan,
    /// The columns in the slots.
    pub linked: Vec<Committed<Column>>,
}
