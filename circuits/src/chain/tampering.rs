//! Where the prover of a chain can deviate from the protocol, besides the places of each step
//! (`step/tampering.rs`).

use crate::commitment::tensor::{CommittedTensor, Values};
use crate::edits::statement::StepStatement;
use crate::edits::statement::hidden_crop::{HiddenCrop, MovedWeights};
use crate::image::Image;
use crate::jpeg::Picture;
use crate::step::tampering::{Honest, Tampering};

/// What a prover does differently from the protocol; by default nothing. The methods are called in their order,
/// those after the first once for each step.
pub(crate) trait ChainTampering: Tampering {
    /// How the edits are grouped into steps.
    fn grouped(&mut self, _grouping: &mut Vec<u8>) {}

    /// What the edit of step number `step`, from 0, gives: the output and the auxiliary tensors, before they are
    /// committed to.
    fn evaluated(
        &mut self,
        _step: usize,
        _statement: &StepStatement,
        _output: &mut Image,
        _auxiliary: &mut [Values],
    ) {
    }

    /// The tensors of the step with the commitments to their columns, before anything is hashed.
    fn committed(
        &mut self,
        _input: &CommittedTensor,
        _output: &mut CommittedTensor,
        _auxiliary: &mut [CommittedTensor],
    ) {
    }

    /// The JPEG of the last step, and the auxiliary tensors, before these are committed to: the sums of a resize, if it
    /// is in the step, and the limbs of the remainders.
    fn compressed(&mut self, _picture: &mut Picture, _auxiliary: &mut [Values]) {}

    /// The column that says where a hidden crop is, before it is committed to.
    fn placed(&mut self, _places: &mut Vec<u16>) {}

    /// The weights that are moved there, before they are committed to, when the weights of the output are known.
    fn moved(&mut self, _crop: &HiddenCrop, _moved: &mut MovedWeights) {}
}

impl ChainTampering for Honest {}
