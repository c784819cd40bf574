//! Verifying the proofs of a recipe: nothing here trusts anything that the file says.

use halo2_proofs::pasta::EqAffine;
use rayon::prelude::*;
use thiserror::Error;

use crate::chain::{ChainProof, Claim, Context, Step, StepChallenges, StepProof};
use crate::challenges::Challenges;
use crate::columns::Layout;
use crate::commitment::{
    ColumnCommitment, ImageHash, column_data, normalise, points, weighted_sum_of_plane,
};
use crate::field::powers;
use crate::image::Image;
use crate::keys::{Shape, verifying_key};
use crate::link::{self, About, Refused};
use crate::prover::lookup_commitments;
use crate::recipe::RecipeError;
use crate::statement::{Plane, Statement};
use crate::zero_sum::ZeroSum;

/// Which check failed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Check {
    /// The recipe is not allowed for this original.
    #[error("the recipe is not allowed: {0}")]
    Recipe(RecipeError),
    /// Counts, lengths or encodings that do not fit the statement.
    #[error("the proof is malformed: {0}")]
    Malformed(&'static str),
    /// A column commitment that is no point, or the point at infinity.
    #[error("a column commitment is not valid")]
    LinkedCommitment,
    /// A halo2 proof is false.
    #[error("the proof of this step is false")]
    Proof,
    /// The published pixels are not the ones that were proved.
    #[error("the pixels are not the ones that were proved")]
    PublishedPixels,
}

/// A chain of proofs that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{check}")]
pub struct Rejection {
    /// The first edit, from 1, that the failing step covers; none where the failure is of no step.
    pub step: Option<usize>,
    /// Which check failed.
    pub check: Check,
}

impl Rejection {
    fn whole(check: Check) -> Self {
        Rejection { step: None, check }
    }
}

/// Verifies that `published` is what the claim's recipe makes of the original with the claim's
/// commitments. That a camera signed their hash is the caller's to check.
///
/// # Errors
/// The first check that fails.
pub fn verify(claim: &Claim<'_>, proof: &ChainProof, published: &Image) -> Result<(), Rejection> {
    verify_at(Layout::k_for_original(claim.size), claim, proof, published)
}

/// As [`verify`], with columns of `2^k` rows. Commitments of different k must not mix, so files have no
/// say in it.
pub(crate) fn verify_at(
    k: u32,
    claim: &Claim<'_>,
    proof: &ChainProof,
    published: &Image,
) -> Result<(), Rejection> {
    let whole = Rejection::whole;
    let size = claim
        .size
        .checked()
        .map_err(|_| whole(Check::Malformed("the original's size")))?;
    let sizes = claim
        .recipe
        .sizes(size)
        .map_err(|error| whole(Check::Recipe(error)))?;
    let steps = Step::all(claim.recipe, &proof.grouping, &sizes)
        .ok_or(whole(Check::Malformed("the grouping of edits")))?;
    if sizes.last() != Some(&published.size()) {
        return Err(whole(Check::Malformed("the published image's size")));
    }
    if proof.steps.len() != steps.len() {
        return Err(whole(Check::Malformed("the number of steps")));
    }
    let layout = |size| Layout::new(size, k).expect("sizes were checked against k");
    if claim.commitments.len() != layout(size).columns {
        return Err(whole(Check::Malformed(
            "the number of the original's columns",
        )));
    }
    // Every count and length of every step is checked before the first expensive thing is done.
    let statements: Vec<Statement> = steps.iter().map(|step| step.statement(k)).collect();
    let shapes: Vec<Vec<(Shape, usize)>> = statements.iter().map(Statement::proofs).collect();
    for (index, step) in steps.iter().enumerate() {
        counts(&statements[index], &shapes[index], &proof.steps[index]).map_err(|what| {
            Rejection {
                step: Some(step.first_edit),
                check: Check::Malformed(what),
            }
        })?;
    }

    let context = Context {
        k,
        recipe: claim.recipe,
        grouping: &proof.grouping,
        bound: claim.bound,
    };
    let at = |step: &Step<'_>, check| Rejection {
        step: Some(step.first_edit),
        check,
    };
    let mut input_commitments = claim.commitments;
    let mut input_points = points(input_commitments).ok_or(whole(Check::LinkedCommitment))?;
    let mut all_points = Vec::new();
    let mut challenges = Vec::new();
    for (index, (step, step_proof)) in steps.iter().zip(&proof.steps).enumerate() {
        let output = points(&step_proof.output).ok_or(at(step, Check::LinkedCommitment))?;
        let auxiliary = points(&step_proof.auxiliary).ok_or(at(step, Check::LinkedCommitment))?;
        points(&step_proof.multiplicities).ok_or(at(step, Check::LinkedCommitment))?;
        challenges.push(context.challenges(
            index,
            (step.input, ImageHash::of(step.input, k, input_commitments)),
            (
                step.output,
                ImageHash::of(step.output, k, &step_proof.output),
            ),
            &step_proof.auxiliary,
            &step_proof.multiplicities,
        ));
        input_commitments = &step_proof.output;
        let next_input = output.clone();
        all_points.push(StepPoints {
            input: input_points,
            output,
            auxiliary,
        });
        input_points = next_input;
    }
    let jobs: Vec<Vec<Job<'_>>> = (0..steps.len())
        .map(|index| {
            let verifier = StepVerifier {
                statement: &statements[index],
                proof: &proof.steps[index],
                points: &all_points[index],
                challenges: challenges[index],
                published: steps[index].published.then_some(published),
            };
            verifier.jobs()
        })
        .collect();

    let last = all_points.last().expect("every chain has a step");
    // A step's relation, its last job, takes the longest: it is begun with.
    let all_jobs: Vec<&Job<'_>> = jobs.iter().flatten().rev().collect();
    let (proofs, pixels) = rayon::join(
        || sum(k, &all_jobs),
        || {
            let layout = layout(published.size());
            published_pixels(published, layout, input_commitments, &last.output)
        },
    );
    if proofs.is_ok_and(|proofs| proofs.plus(pixels.weighed()).vanishes()) {
        return Ok(());
    }
    // Something is false: find the first step that is, or it was the pixels.
    for (step, jobs) in steps.iter().zip(&jobs) {
        let proofs = sum(k, &jobs.iter().collect::<Vec<_>>()).map_err(|check| {
            // Of several the first, not the one that some thread came upon first.
            let first = jobs.iter().find_map(|job| job.check().err());
            at(step, first.unwrap_or(check))
        })?;
        if !proofs.vanishes() {
            return Err(at(step, Check::Proof));
        }
    }
    Err(whole(Check::PublishedPixels))
}

/// Whether the counts and lengths of a step's proof are those of its statement.
fn counts(
    statement: &Statement,
    shapes: &[(Shape, usize)],
    proof: &StepProof,
) -> Result<(), &'static str> {
    let columns = statement.output.columns;
    if proof.output.len() != columns {
        return Err("the number of the output's columns");
    }
    if proof.auxiliary.len() != statement.auxiliary * columns {
        return Err("the number of remainder columns");
    }
    if proof.multiplicities.len() != statement.lookup_instances() {
        return Err("the number of multiplicities");
    }
    let lengths = shapes
        .iter()
        .map(|(shape, instances)| shape.proof_bytes(*instances));
    if !proof.proofs.iter().map(Vec::len).eq(lengths) {
        return Err("the number or the length of the proofs");
    }
    Ok(())
}

/// The weighed sums of some proofs, all in one, which is zero if they are all true. Each is added as soon
/// as it is there: kept, thousands of them would take gigabytes.
fn sum(k: u32, jobs: &[&Job<'_>]) -> Result<ZeroSum, Check> {
    let empty = || ZeroSum::empty(k);
    jobs.par_iter()
        .with_max_len(1)
        .try_fold(empty, |sum, job| Ok(sum.plus(job.check()?.weighed())))
        .try_reduce(empty, |a, b| Ok(a.plus(b)))
}

/// Points of the commitments of one step.
pub(crate) struct StepPoints {
    pub input: Vec<EqAffine>,
    pub output: Vec<EqAffine>,
    pub auxiliary: Vec<EqAffine>,
}

pub(crate) struct StepVerifier<'a> {
    pub statement: &'a Statement,
    pub proof: &'a StepProof,
    pub points: &'a StepPoints,
    pub challenges: StepChallenges,
    pub published: Option<&'a Image>,
}

/// One halo2 proof with what it is about.
pub(crate) struct Job<'a> {
    proof: &'a [u8],
    about: Box<dyn Fn() -> (Shape, About) + Sync + Send + 'a>,
}

impl Job<'_> {
    /// The sum that must be zero.
    pub fn check(&self) -> Result<ZeroSum, Check> {
        let (shape, about) = (self.about)();
        // A combination of valid commitments is the point at infinity only by design.
        let mut linked = about.linked.iter().flatten();
        if linked.any(ColumnCommitment::is_identity) {
            return Err(Check::LinkedCommitment);
        }
        let key = verifying_key(&shape);
        link::verify(&shape, &key, &about, self.proof).map_err(|refused| match refused {
            Refused::Length => Check::Malformed("the length of a proof"),
            Refused::False => Check::Proof,
        })
    }
}

impl<'a> StepVerifier<'a> {
    /// The step's proofs in their order: those of the lookups, then that of the relation.
    pub fn jobs(self) -> Vec<Job<'a>> {
        let StepVerifier {
            statement,
            proof,
            points,
            challenges,
            published,
        } = self;
        let layout = statement.output;
        let points = move |plane: Plane| match plane {
            Plane::Input => &points.input[..],
            Plane::Output => &points.output[..],
            Plane::Auxiliary(number) => {
                &points.auxiliary[number * layout.columns..][..layout.columns]
            }
        };
        let mut proofs = proof.proofs.iter();
        let mut next_proof = || proofs.next().expect("proofs were counted").as_slice();
        let mut jobs: Vec<Job<'a>> = Vec::new();
        let mut multiplicities = &proof.multiplicities[..];
        for lookup in &statement.lookups {
            for instances in lookup.proofs(&layout) {
                let (these, after) = multiplicities.split_at(instances.len());
                multiplicities = after;
                let about = move || {
                    let about = About {
                        instance: Vec::new(),
                        public: lookup
                            .extent(&layout)
                            .public_columns(challenges.alpha, &lookup.table()),
                        linked: lookup_commitments(&instances, &points, these),
                    };
                    (lookup.shape(&layout), about)
                };
                jobs.push(Job {
                    proof: next_proof(),
                    about: Box::new(about),
                });
            }
        }
        if let Some(relation) = &statement.relation {
            let about = move || {
                let plan = relation.plan(challenges.r, challenges.t, published);
                let slots: Vec<_> = plan
                    .slots
                    .par_iter()
                    .map(|slot| slot.commitment(&points))
                    .collect();
                let about = About {
                    instance: plan.weights.instance(),
                    public: plan.weights.public_columns(layout.k),
                    linked: vec![normalise(&slots).iter().map(ColumnCommitment::of).collect()],
                };
                (plan.shape, about)
            };
            jobs.push(Job {
                proof: next_proof(),
                about: Box::new(about),
            });
        }
        jobs
    }
}

/// The published pixels as one column less the sum of their commitments, which is zero if they agree: with
/// powers of a weight drawn from both, the weighted sum of the commitments is the commitment to the weighted
/// sum of the columns, with zero tail and blinding factor one each.
fn published_pixels(
    image: &Image,
    layout: Layout,
    commitments: &[ColumnCommitment],
    points: &[EqAffine],
) -> ZeroSum {
    let hash = ImageHash::of(layout.size, layout.k, commitments);
    let mut challenges = Challenges::new(b"proofroom published pixels");
    challenges.image(layout.size, layout.k, &hash);
    challenges.bytes(image.pixels());
    let [weight] = challenges.draw();
    let weights = powers(weight, layout.columns);
    let sum = weighted_sum_of_plane(&layout, &weights, |c| {
        column_data(&layout, c, |index| image.pixels()[index].into())
    });
    link::difference(layout.k, sum, &weights, points)
}
