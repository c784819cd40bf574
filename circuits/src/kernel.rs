//! Statements of your own about tensors: arrays of small integers, hidden behind commitments.
//!
//! A [`Statement`] names its tensors, by the round in which they are committed to:
//!
//! 1. *Inputs* are committed to beforehand ([`HiddenTensor`]); whoever verifies has their commitments. *Auxiliary* tensors
//!    are committed to by the proof.
//! 2. The challenges r and t are drawn. Then *later* tensors are committed to, whose numbers may depend on r and t.
//! 3. The challenges s, if there are later tensors, and z are drawn. [`Statement::equations`] says what must be true for
//!    them.
//!
//! An [`Equation`] is a weighted sum of the numbers of tensors, and of products of numbers of two tensors, that has a
//! public value. A [`Lookup`] says that each number of a tensor is in a table, or that the numbers of two tensors are
//! pairs of a table. All lookups into one table share their proofs, and all equations are one proof: the sum of all of
//! them, each times its power of a challenge that is drawn with z.
//!
//! Nobody but [`prove`] and [`verify`] draws a challenge, and each binds everything that is committed to before it. What a
//! statement must see to: a column that is chosen when a challenge is known passes any equation in which nothing that is
//! drawn later weighs it. So equations that say what later tensors are weigh their numbers with s or z, not with r and t.
//!
//! What is proved is true in a field ([`Fp`]) with p elements; p is about 2^254. Where it must be true of integers, look up
//! the tensors, so that both sides of an equation are below p / 2.
//!
//! `circuits/examples/matmul.rs` proves the product of two hidden matrices. `docs/protocol.md` has the protocol: sections 2
//! (tensors), 4 (equations), 5 (lookups) and 7 (rounds).

mod error;
mod lowering;
mod statement;
#[cfg(test)]
mod tests;

pub use halo2_proofs::pasta::Fp;

pub use crate::commitment::ColumnCommitment;
pub use crate::statement::sum::TooLarge;
pub use crate::step::StepProof;
pub use crate::tensor::{BadShape, KS, Shape};
pub use error::KernelError;
pub use statement::{Challenges, Equation, Lookup, Statement, Table, Tensor, powers};

#[cfg(feature = "prover")]
use crate::commitment::blinding::Blinding;
use crate::commitment::hash::HashedTensor;
use crate::commitment::points;
#[cfg(feature = "prover")]
use crate::commitment::randomness::SystemRandom;
#[cfg(feature = "prover")]
use crate::commitment::tensor::{CommittedTensor, Elements, Values};
use crate::plonk::deferred_msm::DeferredMsm;
#[cfg(feature = "prover")]
use crate::progress::{Unwatched, Work};
use crate::statement::columns;
use crate::statement::sum::Plan;
#[cfg(feature = "prover")]
use crate::step::prover::{Hashes, LastRound, Making, Method, StepError, StepProver, Tensors};
#[cfg(feature = "prover")]
use crate::step::rounds::FirstChallenges;
use crate::step::rounds::{self, Opening, Round};
#[cfg(feature = "prover")]
use crate::step::tampering::{Honest, Tampering};
use crate::step::verifier::{Job, JobError, MakePlan, StepPoints, StepVerifier};
#[cfg(feature = "prover")]
use crate::tensor::Layout;
use lowering::{context, encoding, lower, sum};

/// A hidden tensor, committed to with randomness of the operating system. `Debug` is not implemented, and its numbers are
/// overwritten when it is dropped.
///
/// Each lookup and each set of equations that it is in opens one value of each of its columns. The 256 random rows of a
/// column blind as many: publish no more proofs about one commitment.
#[cfg(feature = "prover")]
pub struct HiddenTensor {
    tensor: CommittedTensor,
    commitments: Vec<ColumnCommitment>,
}

#[cfg(feature = "prover")]
impl HiddenTensor {
    /// Commits to numbers, row by row, in columns of `2^k` rows.
    ///
    /// # Errors
    /// A shape that does not fit, or another number of numbers.
    pub fn commit(shape: Shape, k: u32, numbers: Vec<u16>) -> Result<Self, KernelError> {
        check_k(k)?;
        Self::commit_at(shape, k, numbers)
    }

    fn commit_at(shape: Shape, k: u32, numbers: Vec<u16>) -> Result<Self, KernelError> {
        let layout = Layout::new(shape, k)?;
        let values = Values::Words(numbers.into());
        if values.count() != shape.values() {
            return Err(KernelError::Mismatch("numbers"));
        }
        let blinding = Blinding::Fresh(&mut SystemRandom::new());
        let tensor =
            CommittedTensor::new(layout, values, blinding, &|| Ok(())).expect("nobody stops it");
        let commitments = crate::commitment::encodings(&tensor.points);
        Ok(HiddenTensor { tensor, commitments })
    }

    /// The commitments to its columns. They hide the numbers and may be published.
    pub fn commitments(&self) -> &[ColumnCommitment] {
        &self.commitments
    }
}

/// What a prover knows.
#[cfg(feature = "prover")]
pub struct Witness<'a> {
    /// The inputs.
    pub inputs: &'a [&'a HiddenTensor],
    /// The numbers of the auxiliary tensors.
    pub auxiliary: Vec<Vec<u16>>,
    /// The numbers of the later tensors for r and t.
    pub later: &'a dyn Fn(Fp, Fp) -> Vec<Vec<Fp>>,
}

/// Proves a statement. If it is false, so is the proof: only numbers that a table lacks are noticed here.
///
/// # Errors
/// A statement that does not fit its columns or circuits, or a witness of another form.
#[cfg(feature = "prover")]
pub fn prove(statement: &impl Statement, witness: Witness<'_>) -> Result<StepProof, KernelError> {
    check_k(statement.k())?;
    prove_with(statement, witness, &mut Honest)
}

#[cfg(feature = "prover")]
fn prove_with(
    statement: &impl Statement,
    witness: Witness<'_>,
    tampering: &mut impl Tampering,
) -> Result<StepProof, KernelError> {
    let lowered = lower(statement)?;
    let Witness { inputs, auxiliary, later } = witness;
    let layouts = inputs.iter().map(|input| input.tensor.layout);
    if !layouts.eq(lowered.inputs.iter().copied()) {
        return Err(KernelError::Mismatch("inputs"));
    }
    let random = &mut SystemRandom::new();
    let making = &mut Making { method: Method::Native, tampering, random };
    let never = || Ok(());
    let numbers = auxiliary.into_iter().map(|words| Values::Words(words.into())).collect();
    let auxiliary = values_of(&lowered.auxiliary, numbers)?.into_iter().map(|(layout, values)| {
        let blinding = Blinding::Fresh(&mut *making.random);
        CommittedTensor::new(layout, values, blinding, &never).expect("nobody stops it")
    });
    let auxiliary: Vec<CommittedTensor> = auxiliary.collect();
    let tensors = Tensors {
        inputs: inputs.iter().map(|input| &input.tensor).collect(),
        outputs: Vec::new(),
        auxiliary: auxiliary.iter().collect(),
    };
    let hashed = inputs.iter().map(|input| (&input.tensor.layout, input.commitments()));
    let hashed: Vec<_> =
        hashed.map(|(layout, commitments)| HashedTensor::plain(layout, commitments)).collect();
    let hashes = Hashes { inputs: &hashed, outputs: &[] };
    let encoding = encoding(statement, &lowered);
    let work = &mut Work::new(&Unwatched, 1, 1);
    let prover = StepProver::new(&lowered, context(&encoding), tensors, hashes, making, work);
    let prover = prover.expect("nobody stops it");
    if prover.absent() > 0 {
        return Err(KernelError::NotInTable(prover.absent()));
    }
    let FirstChallenges { r, t, .. } = prover.challenges();
    let later = if lowered.later.is_empty() { Vec::new() } else { later(r, t) };
    let later = later.into_iter().map(|numbers| Values::Elements(Elements(numbers))).collect();
    let later = values_of(&lowered.later, later)?.into_iter().map(|(_, values)| values).collect();
    let prover: LastRound<'_> = prover.next(later, making, work).expect("nobody stops it");
    let sum = sum(statement, &lowered, prover.challenges());
    prover.prove(sum, making, work).map_err(|error| match error {
        StepError::TooLarge(error) => error.into(),
        StepError::Cancelled(_) => unreachable!("nobody stops it"),
    })
}

/// Numbers with the layouts that they have.
#[cfg(feature = "prover")]
fn values_of(
    layouts: &[Layout],
    values: Vec<Values>,
) -> Result<Vec<(Layout, Values)>, KernelError> {
    let counts = layouts.iter().map(|layout| layout.shape.values());
    if !counts.eq(values.iter().map(Values::count)) {
        return Err(KernelError::Mismatch("numbers"));
    }
    Ok(layouts.iter().copied().zip(values).collect())
}

/// Verifies a proof of a statement about inputs with these commitments.
///
/// # Errors
/// The first thing that is wrong.
pub fn verify(
    statement: &impl Statement,
    inputs: &[&[ColumnCommitment]],
    proof: &StepProof,
) -> Result<(), KernelError> {
    check_k(statement.k())?;
    verify_at(statement, inputs, proof)
}

fn verify_at(
    statement: &impl Statement,
    inputs: &[&[ColumnCommitment]],
    proof: &StepProof,
) -> Result<(), KernelError> {
    let mut all = DeferredMsm::empty(statement.k());
    for sum in sums(statement, inputs, proof)? {
        all.add(&sum.scaled_randomly());
    }
    if all.evaluates_to_identity() { Ok(()) } else { Err(KernelError::False) }
}

/// For each proof a sum that is zero if it is true.
fn sums(
    statement: &impl Statement,
    inputs: &[&[ColumnCommitment]],
    proof: &StepProof,
) -> Result<Vec<DeferredMsm>, KernelError> {
    let lowered = lower(statement)?;
    let counts = inputs.iter().map(|commitments| commitments.len());
    if !counts.eq(lowered.inputs.iter().map(|layout| layout.columns)) {
        return Err(KernelError::Mismatch("inputs"));
    }
    let of_later = columns(&lowered.later);
    let counts = [
        (proof.output.len(), 0),
        (proof.auxiliary.len(), columns(&lowered.auxiliary)),
        (proof.multiplicities.len(), lowered.lookup_instances()),
    ];
    if counts.iter().any(|(count, expected)| count != expected) || proof.later.len() < of_later {
        return Err(KernelError::Malformed("the number of commitments"));
    }
    let hashed = lowered.inputs.iter().zip(inputs);
    let hashed: Vec<_> =
        hashed.map(|(layout, commitments)| HashedTensor::plain(layout, commitments)).collect();
    let encoding = encoding(statement, &lowered);
    let first_round = Round::first(&Opening {
        context: context(&encoding),
        inputs: &hashed,
        outputs: &[],
        auxiliary: &proof.auxiliary,
        multiplicities: &proof.multiplicities,
    });
    let later = (of_later > 0).then_some(&proof.later[..of_later]);
    let challenges = rounds::Challenges::after(first_round, later);
    let plans = match sum(statement, &lowered, &challenges) {
        Some(sum) => sum.plans()?,
        None => Vec::new(),
    };
    let is_cut = plans.len() > 1;
    if proof.later.len() != of_later + usize::from(is_cut) {
        return Err(KernelError::Malformed("the number of commitments"));
    }
    if proof.proofs.len() != lowered.lookup_proofs().len() + plans.len() {
        return Err(KernelError::Malformed("the number of proofs"));
    }
    let input = points(&inputs.concat()).ok_or(KernelError::Commitment)?;
    let points = StepPoints::read(input, proof).ok_or(KernelError::Commitment)?;
    let relation =
        plans.into_iter().map(|plan: Plan| -> MakePlan<'_> { Box::new(move || plan.clone()) });
    let relation = relation.collect();
    let verifier =
        StepVerifier { statement: &lowered, proof, points: &points, challenges, relation };
    let sum = |job: &Job<'_>| {
        job.check().map_err(|error| match error {
            JobError::Commitment => KernelError::Commitment,
            JobError::Length => KernelError::Malformed("the length of a proof"),
            JobError::False => KernelError::False,
        })
    };
    verifier.jobs().iter().map(sum).collect()
}

fn check_k(k: u32) -> Result<(), KernelError> {
    if KS.contains(&k) { Ok(()) } else { Err(KernelError::K(k)) }
}
