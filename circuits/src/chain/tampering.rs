//! Where a prover can deviate from the protocol.
//!
//! The prover of a chain calls a method of [`Tampering`] at each of these places. [`Honest`] changes nothing in any
//! of them, and costs nothing: the prover is compiled for it. The adversaries of the tests change one thing in one
//! place, and the same prover computes everything that follows from it, from commitments to proofs.

use halo2_proofs::pasta::Fp;
use rand_core::Rng;

use crate::argument::class::Class;
use crate::argument::lookup::circuit::LookupExtent;
use crate::commitment::column::{Column, Committed, LookedUpColumn};
use crate::commitment::plane::{CommittedPlane, Samples};
use crate::image::Image;
use crate::statement::hidden_crop::{HiddenCrop, MovedWeights};
use crate::statement::sum::Plan;
use crate::statement::{LookedColumn, Lookup, Statement};

/// What a prover does differently from the protocol; by default nothing. The methods are called in their order,
/// those after the first once for each step.
pub(crate) trait Tampering {
    /// How the edits are grouped into steps.
    fn grouped(&mut self, _grouping: &mut Vec<u8>) {}

    /// What the edit of step number `step`, from 0, gives: the output and the auxiliary planes, before they are
    /// committed to.
    fn evaluated(
        &mut self,
        _step: usize,
        _statement: &Statement,
        _output: &mut Image,
        _auxiliary: &mut [Samples],
    ) {
    }

    /// The columns in the input slots of each instance of a lookup proof.
    fn slots(&mut self, _instances: &mut [Vec<LookedColumn>]) {}

    /// The planes of the step with the commitments to their columns, before anything is hashed.
    fn committed(
        &mut self,
        _input: &CommittedPlane,
        _output: &mut CommittedPlane,
        _auxiliary: &mut [CommittedPlane],
    ) {
    }

    /// The column that says where a hidden crop is, before it is committed to.
    fn placed(&mut self, _places: &mut Vec<u32>) {}

    /// The weights that are moved there, before they are committed to, when the weights of the output are known.
    fn moved(&mut self, _crop: &HiddenCrop, _moved: &mut MovedWeights) {}

    /// How often each entry of the table occurs in the input slots of an instance, and how many values there are
    /// not in the table, before the counts are committed to.
    ///
    /// # Panics
    /// By default, if the table lacks any: no edit gives such values.
    fn counted(
        &mut self,
        _lookup: &Lookup,
        _slots: &[LookedColumn],
        _counts: &mut Vec<u32>,
        absent: u32,
    ) {
        assert_eq!(absent, 0, "an edit gave values that its table lacks");
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

    /// The same of a relation's proof.
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
    /// What joins the parts of pairs.
    pub theta: Fp,
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
