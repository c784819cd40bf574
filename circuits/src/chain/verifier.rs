//! Verifying the proofs of a recipe: nothing here trusts anything that the file says, and no file can make it take
//! much more memory than another. What can be counted is counted before anything is built, and of the checks that take
//! much memory few run at once, however many threads there are.
//!
//! See section 8 of `docs/protocol.md`.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use thiserror::Error;

use crate::argument::class::{Class, SLOTS};
use crate::chain::{ChainProof, Claim, Context, Step};
use crate::commitment::points;
use crate::edits::recipe::RecipeError;
use crate::edits::statement::{StepRelation, StepStatement};
use crate::image::hash::hashed;
use crate::image::layout::Layout;
use crate::output::Output;
use crate::parallel;
use crate::parallel::prelude::*;
use crate::plonk::deferred_msm::DeferredMsm;
use crate::statement::columns;
use crate::step::rounds::{Challenges, Opening, Round};
use crate::step::verifier::{self, Job, JobError, MakePlan, StepPoints, StepVerifier};
use crate::step::{OutputKind, StepProof};

/// Which check failed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Check {
    /// The recipe is not allowed for this original.
    #[error("the recipe is not allowed: {0}")]
    Recipe(RecipeError),
    /// Counts, lengths or encodings that do not fit the statement.
    #[error("the proof is malformed: {0}")]
    Malformed(&'static str),
    /// A column commitment that is not a point, or is the point at infinity.
    #[error("a column commitment is not valid")]
    LinkedCommitment,
    /// A halo2 proof is false.
    #[error("the proof of this step is invalid")]
    Proof,
    /// The published pixels are not the ones that were proved.
    #[error("the pixels are not the ones that were proved")]
    PublishedPixels,
}

impl From<JobError> for Check {
    fn from(error: JobError) -> Self {
        match error {
            JobError::Commitment => Check::LinkedCommitment,
            JobError::Length => Check::Malformed("the length of a proof"),
            JobError::False => Check::Proof,
        }
    }
}

/// A chain of proofs that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{check}")]
pub struct Rejection {
    /// The first edit, from 1, of the step that fails; none if the failure belongs to no step.
    pub step: Option<usize>,
    /// Which check failed.
    pub check: Check,
}

impl Rejection {
    fn whole(check: Check) -> Self {
        Rejection { step: None, check }
    }

    fn of(step: &Step<'_>, check: Check) -> Self {
        Rejection { step: Some(step.first_edit), check }
    }
}

/// Verifies that `published` is what the claim's recipe makes of the original with the claim's commitments; of a JPEG,
/// that its coefficients are. The caller must check that a camera signed their hash.
///
/// # Errors
/// The first check that fails.
pub fn verify(
    claim: &Claim<'_>,
    proof: &ChainProof,
    published: Output<'_>,
) -> Result<(), Rejection> {
    verify_at(Layout::k_for_original(claim.size), claim, proof, published)
}

/// As [`verify`], with columns of `2^k` rows. Commitments of different k must not mix, so a file cannot choose it.
pub(crate) fn verify_at(
    k: u32,
    claim: &Claim<'_>,
    proof: &ChainProof,
    published: Output<'_>,
) -> Result<(), Rejection> {
    let steps = steps_of(k, claim, proof, published).map_err(Rejection::whole)?;
    let statements: Vec<StepStatement> = steps.iter().map(|step| step.statement(k)).collect();
    // Every count and length of every step is checked before the first expensive thing is done, and within a step
    // what follows from sizes alone before the length of the relation's proof, whose class takes some arithmetic to
    // find.
    for ((statement, step), proof) in statements.iter().zip(&steps).zip(&proof.steps) {
        counts(statement, proof)
            .and_then(|()| relation_length(statement, proof))
            .map_err(|what| Rejection::of(step, Check::Malformed(what)))?;
    }
    let (points, challenges) = read_commitments(k, claim, proof, published, &steps, &statements)?;
    let jobs: Vec<Vec<Job<'_>>> = (0..steps.len())
        .map(|index| {
            let published = steps[index].published.then_some(published);
            let statement = &statements[index];
            jobs(statement, &proof.steps[index], &points[index], challenges[index], published)
        })
        .collect();

    let (last, last_points) =
        proof.steps.last().zip(points.last()).expect("every chain has a step");
    let (proofs, pixels) = parallel::join(
        || sums(k, &jobs),
        || {
            // The coefficients of a JPEG are in the value of the last relation.
            let Some(published) = published.pixels() else { return DeferredMsm::empty(k) };
            let size = published.size();
            let layout = Layout::new(size, k).expect("sizes were checked against k");
            let image = hashed(size, k, &last.output);
            let points = &last_points.output;
            verifier::published(&layout, image, published.pixels(), points).scaled_randomly()
        },
    );
    conclude(k, proofs, &pixels).map_err(|(step, check)| Rejection {
        step: step.map(|index| steps[index].first_edit),
        check,
    })
}

/// The steps that a claim and the grouping of its proof mean, if the recipe is allowed and the numbers that belong to
/// the whole file are right.
fn steps_of<'a>(
    k: u32,
    claim: &Claim<'a>,
    proof: &ChainProof,
    published: Output<'_>,
) -> Result<Vec<Step<'a>>, Check> {
    let size = claim.size.checked().map_err(|_| Check::Malformed("the original's size"))?;
    let sizes = claim.recipe.sizes(size).map_err(Check::Recipe)?;
    let steps = Step::all(claim.recipe, &proof.grouping, &sizes, published.compression())
        .ok_or(Check::Malformed("the grouping of edits"))?;
    if sizes.last() != Some(&published.size()) {
        return Err(Check::Malformed("the published image's size"));
    }
    if proof.steps.len() != steps.len() {
        return Err(Check::Malformed("the number of steps"));
    }
    let layout = Layout::new(size, k).expect("sizes were checked against k");
    if claim.commitments.len() != layout.columns {
        return Err(Check::Malformed("the number of the original's columns"));
    }
    Ok(steps)
}

/// The commitments of all steps as points, and the challenges that follow from them.
fn read_commitments(
    k: u32,
    claim: &Claim<'_>,
    proof: &ChainProof,
    published: Output<'_>,
    steps: &[Step<'_>],
    statements: &[StepStatement],
) -> Result<(Vec<StepPoints>, Vec<Challenges>), Rejection> {
    let Claim { attestation, recipe, bound, .. } = *claim;
    let kind = OutputKind::of(published.compression());
    let context = Context::new(kind, attestation, recipe, &proof.grouping, bound);
    let mut commitments = claim.commitments;
    let mut input = points(commitments).ok_or(Rejection::whole(Check::LinkedCommitment))?;
    let mut all_points = Vec::new();
    let mut challenges = Vec::new();
    let steps = steps.iter().zip(statements).zip(&proof.steps);
    for (index, ((step, statement), step_proof)) in steps.enumerate() {
        let points = StepPoints::read(input, step_proof);
        let points = points.ok_or(Rejection::of(step, Check::LinkedCommitment))?;
        let output = match published.jpeg().filter(|_| step.published) {
            None => hashed(step.output, k, &step_proof.output),
            Some(picture) => picture.hashed(k),
        };
        let first_round = Round::first(&Opening {
            context: context.of_step(index),
            inputs: &[hashed(step.input, k, commitments)],
            outputs: &[output],
            auxiliary: &step_proof.auxiliary,
            multiplicities: &step_proof.multiplicities,
        });
        let later = (!statement.tensors.later.is_empty()).then_some(&step_proof.later[..]);
        challenges.push(Challenges::after(first_round, later));
        commitments = &step_proof.output;
        input = points.output.clone();
        all_points.push(points);
    }
    Ok((all_points, challenges))
}

/// The proofs of a step, as far as they are checked by themselves.
pub(crate) fn jobs<'a>(
    statement: &'a StepStatement,
    proof: &'a StepProof,
    points: &'a StepPoints,
    challenges: Challenges,
    published: Option<Output<'a>>,
) -> Vec<Job<'a>> {
    let relation = statement.relation.iter().map(|relation| -> MakePlan<'a> {
        Box::new(move || relation.sum(&challenges, published).plan())
    });
    let relation = relation.collect();
    let statement = &statement.tensors;
    StepVerifier { statement, proof, points, challenges, relation }.jobs()
}

/// The verdict on the randomly scaled sums of all steps and of the pixels. If several steps are false, the first is
/// named.
fn conclude(
    k: u32,
    steps: Vec<Result<DeferredMsm, Check>>,
    pixels: &DeferredMsm,
) -> Result<(), (Option<usize>, Check)> {
    let mut sums = Vec::new();
    let mut unreadable = None;
    for (index, step) in steps.into_iter().enumerate() {
        match step {
            Ok(sum) => sums.push(sum),
            Err(check) => {
                unreadable = Some((Some(index), check));
                break;
            }
        }
    }
    let first = |count: usize| {
        let mut sum = DeferredMsm::empty(k);
        sums[..count].iter().for_each(|step| sum.add(step));
        sum
    };
    if unreadable.is_none() {
        let mut all = first(sums.len());
        all.add(pixels);
        if all.evaluates_to_identity() {
            return Ok(());
        }
    }
    // Randomly scaled sums cancel with negligible probability: the first steps together are true if and only if
    // each is. So only few sums are multiplied out, however many steps there are.
    if first(sums.len()).evaluates_to_identity() {
        return Err(unreadable.unwrap_or((None, Check::PublishedPixels)));
    }
    let (mut holding, mut failing) = (0, sums.len());
    while failing - holding > 1 {
        let middle = holding.midpoint(failing);
        if first(middle).evaluates_to_identity() {
            holding = middle;
        } else {
            failing = middle;
        }
    }
    Err((Some(holding), Check::Proof))
}

/// Whether the counts and lengths of a step's proof are those of its statement, as far as they follow from sizes.
fn counts(statement: &StepStatement, proof: &StepProof) -> Result<(), &'static str> {
    let tensors = &statement.tensors;
    if proof.output.len() != columns(&tensors.outputs) {
        return Err("the number of the output's columns");
    }
    if proof.auxiliary.len() != columns(&tensors.auxiliary) {
        return Err("the number of remainder columns");
    }
    if proof.later.len() != columns(&tensors.later) {
        return Err("the number of columns in the second round");
    }
    if proof.multiplicities.len() != tensors.lookup_instances() {
        return Err("the number of multiplicities");
    }
    let lookups = tensors.lookup_proofs();
    let relations = usize::from(statement.relation.is_some());
    let lengths = lookups.iter().map(|(class, instances)| class.proof_bytes(*instances));
    let of_lookups = proof.proofs.iter().map(Vec::len).take(lookups.len());
    if proof.proofs.len() != lookups.len() + relations || !of_lookups.eq(lengths) {
        return Err(PROOFS);
    }
    Ok(())
}

const PROOFS: &str = "the number or the length of the proofs";

/// Whether the proof of a step's relation, if it has one, is as long as its statement says. The other proofs were
/// checked by [`counts`].
fn relation_length(statement: &StepStatement, proof: &StepProof) -> Result<(), &'static str> {
    let Some((relation, last)) = statement.relation.as_ref().zip(proof.proofs.last()) else {
        return Ok(());
    };
    if let StepRelation::HiddenCrop(crop) = relation {
        return if last.len() == crop.class().proof_bytes(1) { Ok(()) } else { Err(PROOFS) };
    }
    // No other length is right for any class.
    let is_possible = SLOTS.into_iter().any(|slots| {
        let k = statement.tensors.k;
        last.len() == Class::InnerProduct { k, slots }.proof_bytes(1)
    });
    if is_possible && last.len() == relation.class().proof_bytes(1) { Ok(()) } else { Err(PROOFS) }
}

/// How many proofs of relations are checked at once: each takes up to a hundred megabytes.
const RELATIONS_AT_ONCE: usize = 2;
/// How many proofs of lookups are checked at once: each takes some megabytes.
const LOOKUPS_AT_ONCE: usize = 8;

/// For each step the sum of its proofs, each scaled randomly, which is zero if they are all true; or, if proofs
/// cannot be read, what is wrong with the first of them. Each proof is added as soon as it is checked: thousands of
/// them would take gigabytes if they were kept. What comes after a step that cannot be read is not checked.
fn sums(k: u32, steps: &[Vec<Job<'_>>]) -> Vec<Result<DeferredMsm, Check>> {
    struct Sum {
        sum: DeferredMsm,
        unreadable: Option<(usize, Check)>,
    }
    let empty = |_| Mutex::new(Sum { sum: DeferredMsm::empty(k), unreadable: None });
    let sums: Vec<Mutex<Sum>> = steps.iter().map(empty).collect();
    let first_unreadable = AtomicUsize::new(steps.len());
    let check = |&(step, number, job): &(usize, usize, &Job<'_>)| {
        if step > first_unreadable.load(Ordering::Relaxed) {
            return;
        }
        let checked = job.check().map(DeferredMsm::scaled_randomly).map_err(Check::from);
        let mut all = sums[step].lock().unwrap_or_else(PoisonError::into_inner);
        match checked {
            Ok(sum) => all.sum.add(&sum),
            Err(check) => {
                first_unreadable.fetch_min(step, Ordering::Relaxed);
                let is_first = |(earlier, _): &(usize, Check)| number < *earlier;
                if all.unreadable.as_ref().is_none_or(is_first) {
                    all.unreadable = Some((number, check));
                }
            }
        }
    };
    let of_kind = |relations: bool| -> Vec<_> {
        let jobs = steps.iter().enumerate().flat_map(|(step, jobs)| {
            jobs.iter().enumerate().map(move |(number, job)| (step, number, job))
        });
        jobs.filter(|(_, _, job)| job.is_relation == relations).collect()
    };
    let (relations, lookups) = (of_kind(true), of_kind(false));
    parallel::join(
        || few_at_once(RELATIONS_AT_ONCE, &relations, check),
        || few_at_once(LOOKUPS_AT_ONCE, &lookups, check),
    );
    let outcome = |sum: Mutex<Sum>| {
        let Sum { sum, unreadable } = sum.into_inner().unwrap_or_else(PoisonError::into_inner);
        unreadable.map_or(Ok(sum), |(_, check)| Err(check))
    };
    sums.into_iter().map(outcome).collect()
}

/// Does all jobs, in their order, at most `at_once` at a time. A lock would not work: a thread that waits for the
/// parts of one job takes up another in the meantime, and would wait for itself.
fn few_at_once<T: Sync>(at_once: usize, jobs: &[T], job: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    (0..at_once.min(jobs.len())).into_par_iter().with_max_len(1).for_each(|_| {
        while let Some(next) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            job(next);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use ff::Field;
    use halo2_proofs::pasta::Fp;

    const K: u32 = 9;

    /// A step that holds, one that is false, one whose proof cannot be read.
    #[derive(Clone, Copy, PartialEq)]
    enum Outcome {
        Holds,
        False,
        Unreadable,
    }

    fn sum(holds: bool) -> DeferredMsm {
        let mut sum = DeferredMsm::empty(K);
        if !holds {
            sum.add_blinding(Fp::ONE);
        }
        sum.scaled_randomly()
    }

    /// However many threads there are, and even if other threads take over parts of a job.
    #[test]
    fn few_jobs_run_at_once_and_all_do() {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(16).build();
        let threads = threads.expect("threads");
        for at_once in [1, 2, 8, 100] {
            let [running, most, done] = [const { AtomicUsize::new(0) }; 3];
            let jobs: Vec<usize> = (0..50).collect();
            threads.install(|| {
                few_at_once(at_once, &jobs, |_| {
                    most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    (0..20).into_par_iter().with_max_len(1).for_each(|_| {
                        std::thread::sleep(std::time::Duration::from_micros(100));
                    });
                    running.fetch_sub(1, Ordering::SeqCst);
                    done.fetch_add(1, Ordering::SeqCst);
                });
            });
            let [most, done] = [most, done].map(AtomicUsize::into_inner);
            assert!((1..=at_once).contains(&most), "{most} of {at_once}");
            assert_eq!(done, jobs.len());
        }
    }

    /// For every way in which steps and pixels can be wrong, the same failure is found as by going through the
    /// steps one by one.
    #[test]
    fn the_first_step_that_is_wrong_is_found() {
        use Outcome::{False, Holds, Unreadable};
        for count in 1..=4 {
            for number in 0..3usize.pow(count) * 2 {
                let outcomes: Vec<Outcome> = (0..count)
                    .map(|index| [Holds, False, Unreadable][number / 2 / 3usize.pow(index) % 3])
                    .collect();
                let pixels = number % 2 == 0;
                let steps = outcomes.iter().map(|outcome| match outcome {
                    Unreadable => Err(Check::Malformed("a test")),
                    outcome => Ok(sum(*outcome == Holds)),
                });
                let first = outcomes.iter().position(|outcome| *outcome != Holds);
                let expected = match first.map(|index| (index, outcomes[index])) {
                    Some((index, Unreadable)) => Err((Some(index), Check::Malformed("a test"))),
                    Some((index, _)) => Err((Some(index), Check::Proof)),
                    None if !pixels => Err((None, Check::PublishedPixels)),
                    None => Ok(()),
                };
                let said = conclude(K, steps.collect(), &sum(pixels));
                assert_eq!(said, expected, "{number}");
            }
        }
    }
}
