//! Verifying the proofs of one step: what each of them must be about, from the statement alone.

use std::convert::Infallible;

use group::CurveAffine as _;
use halo2_proofs::pasta::EqAffine;

use crate::argument::class::{Class, verifying_key};
use crate::argument::verifier::{self, ProofInputs, VerifyError};
use crate::commitment::combination::weighted_sum_of_columns;
use crate::commitment::hash::HashedTensor;
use crate::commitment::{ColumnCommitment, points};
use crate::curve::field::powers;
use crate::curve::msm::normalise;
use crate::parallel::prelude::*;
use crate::plonk::deferred_msm::DeferredMsm;
use crate::statement::sum::{Plan, Slot};
use crate::statement::{Statement, Tensor, lookup_commitments};
use crate::step::StepProof;
use crate::step::rounds::{Challenges, FirstChallenges, weight_of_published};
use crate::tensor::Layout;

/// Why a halo2 proof is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JobError {
    /// What it is about is no valid commitment.
    Commitment,
    /// It has another length than its class.
    Length,
    /// It is false.
    False,
}

/// Points of the commitments of one step.
pub(crate) struct StepPoints {
    pub input: Vec<EqAffine>,
    pub output: Vec<EqAffine>,
    pub auxiliary: Vec<EqAffine>,
    pub multiplicities: Vec<EqAffine>,
    pub later: Vec<EqAffine>,
}

impl StepPoints {
    /// The points of a proof about these inputs; none if a commitment is not valid.
    pub fn read(input: Vec<EqAffine>, proof: &StepProof) -> Option<Self> {
        let read = |commitments: &[ColumnCommitment]| points(commitments);
        Some(StepPoints {
            input,
            output: read(&proof.output)?,
            auxiliary: read(&proof.auxiliary)?,
            multiplicities: read(&proof.multiplicities)?,
            later: read(&proof.later)?,
        })
    }

    fn of(&self, statement: &Statement, tensor: Tensor) -> &[EqAffine] {
        let points = match tensor {
            Tensor::Input(_) => &self.input,
            Tensor::Output(_) => &self.output,
            Tensor::Auxiliary(_) => &self.auxiliary,
            Tensor::Later(_) | Tensor::Shares => &self.later,
        };
        &points[statement.columns_of(tensor)]
    }
}

/// What makes one proof of a relation's instance, when it is needed: its weights take memory.
pub(crate) type MakePlan<'a> = Box<dyn Fn() -> Plan + Sync + Send + 'a>;

/// A step whose counts have been checked.
pub(crate) struct StepVerifier<'a> {
    pub statement: &'a Statement,
    pub proof: &'a StepProof,
    pub points: &'a StepPoints,
    pub challenges: Challenges,
    /// The proofs of the relation, in their order.
    pub relation: Vec<MakePlan<'a>>,
}

/// One halo2 proof with the inputs of its check.
pub(crate) struct Job<'a> {
    proof: &'a [u8],
    pub is_relation: bool,
    proof_inputs: Box<dyn Fn() -> (Class, ProofInputs) + Sync + Send + 'a>,
}

impl Job<'_> {
    /// The sum that must be zero.
    pub fn check(&self) -> Result<DeferredMsm, JobError> {
        let (class, proof_inputs) = (self.proof_inputs)();
        // A combination of valid commitments is the point at infinity only by design.
        let mut linked = proof_inputs.linked.iter().flatten();
        if linked.any(|point| point.is_identity().into()) {
            return Err(JobError::Commitment);
        }
        let key = verifying_key(&class);
        verifier::verify(&class, &key, &proof_inputs, self.proof).map_err(|error| match error {
            VerifyError::Length => JobError::Length,
            VerifyError::False => JobError::False,
        })
    }
}

impl<'a> StepVerifier<'a> {
    /// The step's proofs in their order: those of the lookups, then those of the relation.
    pub fn jobs(self) -> Vec<Job<'a>> {
        let StepVerifier { statement, proof, points, challenges, relation } = self;
        let of_tensor = move |tensor: Tensor| points.of(statement, tensor);
        let mut proofs = proof.proofs.iter();
        let mut next_proof = || proofs.next().expect("proofs were counted").as_slice();
        let mut jobs: Vec<Job<'a>> = Vec::new();
        let mut multiplicities = &points.multiplicities[..];
        for lookup in &statement.lookups {
            for instances in lookup.proofs() {
                let (these, after) = multiplicities.split_at(instances.len());
                multiplicities = after;
                let proof_inputs = move || {
                    let FirstChallenges { alpha, theta, .. } = challenges.first;
                    let proof_inputs = ProofInputs {
                        instance: Vec::new(),
                        public: lookup.extent().public_columns(alpha, &lookup.table(theta)),
                        linked: lookup_commitments(&instances, &of_tensor, theta, these),
                    };
                    (lookup.class(), proof_inputs)
                };
                jobs.push(Job {
                    proof: next_proof(),
                    is_relation: false,
                    proof_inputs: Box::new(proof_inputs),
                });
            }
        }
        for plan in relation {
            let proof_inputs = move || {
                let plan = plan();
                let commitment = |slot: &Slot| slot.commitment(&of_tensor);
                let Ok(slots) = plan.of_slots(|slots| {
                    Ok::<_, Infallible>(slots.into_par_iter().map(commitment).collect())
                });
                let proof_inputs = ProofInputs {
                    instance: plan.weights.instance(),
                    public: plan.weights.into_public_columns(statement.k),
                    linked: vec![normalise(&slots)],
                };
                (plan.class, proof_inputs)
            };
            jobs.push(Job {
                proof: next_proof(),
                is_relation: true,
                proof_inputs: Box::new(proof_inputs),
            });
        }
        jobs
    }
}

/// A published tensor of bytes as one column, less the sum of its commitments, which is zero if they agree. With powers
/// of a weight drawn from both, the weighted sum of the commitments is the commitment to the weighted sum of the
/// columns, each with zeros in its blinding rows and blinding factor one.
pub(crate) fn published(
    layout: &Layout,
    tensor: HashedTensor,
    bytes: &[u8],
    points: &[EqAffine],
) -> DeferredMsm {
    let weights = powers(weight_of_published(tensor, bytes), layout.columns);
    let sum = weighted_sum_of_columns(layout, &weights, |c| layout.column(c, bytes));
    verifier::difference(layout.k, sum, &weights, points)
}
