//! Adversaries: provers that cheat in one place and follow the protocol everywhere else.
//!
//! See section 12 of `docs/protocol.md`.
//!
//! An adversary is the prover of `chain/prover.rs` with a [`ChainTampering`](crate::chain::tampering::ChainTampering) of its
//! own. A [`Forgery`] says what is changed; the prover does everything that follows from it, so that a forgery is
//! committed to and proved as well as possible. It must be rejected at its step, by the very proofs that are meant
//! to reject it, and the other proofs of the step must be true. Where the adversary puts columns or public numbers
//! of its own into a proof, the proof must be true of these: otherwise its rejection would say nothing about the
//! check that compares them with those of the statement.
//!
//! Each forgery is proved once. The native prover looks up small numbers only, so halo2's makes the lookups of
//! anything else, such as fractions and negative numbers. It makes no other proofs here: nothing that the verifier
//! does depends on who made a proof, and the tests of `argument/verifier.rs` and `chain/hiding.rs` check that both
//! provers get the same verdicts, on true and on false statements.
//!
//! Hidden crops have forgeries of their own (`hidden_crops.rs`); `edits/statement/hidden_crop/tests.rs` says which
//! equation rejects which. So have published JPEGs (`jpegs.rs`). Lies about statements that are not about pictures are in `kernel/tests.rs`.
//!
//! Cells inside the circuits are tampered with in `argument/*/circuit.rs`, files in `tests/`.

mod chains;
mod columns;
mod forgeries;
mod hidden_crops;
mod jpegs;
mod rounds;
mod tampering;

use ff::{Field, PrimeField};
use halo2_proofs::pasta::Fp;

use self::columns::{LookupColumns, Numbers, Planes, RelationColumns};
use self::tampering::{Adversary, Made};
use crate::argument::class::{Class, verifying_key};
use crate::argument::verifier::{self, ProofInputs};
use crate::chain::prover::{Published, Publishing, prove_with};
use crate::chain::verifier::{Check, Rejection, jobs, verify_at};
use crate::chain::{ChainProof, Claim, Context, Step};
use crate::commitment::blinding::{Blinding, Blinds};
use crate::commitment::column::Column;
use crate::commitment::randomness::SystemRandom;
use crate::commitment::{ColumnCommitment, points};
use crate::curve::field::signed;
use crate::curve::msm::normalise;
use crate::edits::recipe::Recipe;
use crate::edits::statement::{Part as Hidden, StepStatement};
use crate::edits::testing::noise;
use crate::image::hash::hashed;
use crate::image::hidden::HiddenImage;
use crate::image::layout::Layout;
use crate::image::{Image, Size};
use crate::output::{Output, OutputFormat};
use crate::plonk::deferred_msm::DeferredMsm;
use crate::progress::Unwatched;
use crate::statement::{INPUT, Looked, LookedColumn, OUTPUT, Tensor};
use crate::step::OutputKind;
use crate::step::prover::{Making, Method};
use crate::step::rounds::{Challenges, Opening, Round};
use crate::step::tampering::RelationInputs;
use crate::step::verifier::{Job, StepPoints};
use crate::tensor::BLINDING_ROWS;

/// What a step proves, proof by proof.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    /// Input and output are a pair of a tone's table.
    Table,
    /// Remainders are below their unit.
    Remainders,
    /// Quotient and output are a pair of the table of quotients.
    Quotients,
    /// The linear relation.
    Relation,
}

/// How an edit is proved.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// One table.
    Tone,
    /// A relation, nothing rounded.
    Exact,
    /// A relation of a published output and its remainder.
    Rounded {
        /// The auxiliary plane of the remainder's highest limb.
        limb: usize,
        /// How many values that may have.
        values: u16,
    },
    /// A relation of a quotient, of which the output is a function, and its remainder.
    Quotient {
        /// The quotient's auxiliary plane; the one before it is the remainder's, if there is one.
        plane: usize,
        /// How many values the remainder may have; there is none if this is one.
        unit: u16,
        /// How many quotients there are for each output.
        finer: u16,
        /// Less than the output by this is the quotient divided by `finer`.
        least: i32,
        /// How many values the quotient may have.
        values: u16,
    },
}

impl Kind {
    fn of(statement: &StepStatement) -> Self {
        if statement.relation.is_none() {
            return Kind::Tone;
        }
        let small = |number| u16::try_from(number).expect("small");
        match statement.parts.last() {
            None => Kind::Exact,
            Some(last @ Hidden::Remainder { .. }) => {
                Kind::Rounded { limb: statement.parts.len() - 1, values: small(last.values()) }
            }
            Some(last @ Hidden::Quotient { .. }) => {
                let rounding = statement.linear_relation().map.rounding();
                Kind::Quotient {
                    plane: statement.parts.len() - 1,
                    unit: small(last.unit()),
                    finer: small(rounding.finer),
                    least: rounding.quotients.0,
                    values: small(last.values()),
                }
            }
        }
    }

    /// How many quotients there are for each output.
    fn finer(self) -> u16 {
        match self {
            Kind::Quotient { finer, .. } => finer,
            Kind::Tone | Kind::Exact | Kind::Rounded { .. } => 1,
        }
    }

    /// The auxiliary plane of the remainder's highest limb, and how many values the limb may have.
    fn remainder(self) -> Option<(usize, u16)> {
        match self {
            Kind::Tone | Kind::Exact | Kind::Quotient { unit: 1, .. } => None,
            Kind::Rounded { limb, values } => Some((limb, values)),
            Kind::Quotient { plane, unit, .. } => Some((plane - 1, unit)),
        }
    }
}

/// What somebody says about the original.
const ATTESTATION: &[u8] = b"an attestation";

type Change<'a, T> = &'a dyn Fn(&mut T);

/// What is changed in one step, and when. A forgery names some of it and leaves the rest `..HONEST`.
#[derive(Clone, Copy)]
struct Forgery<'a> {
    /// The step that is forged, from 0.
    step: usize,
    /// Whether the change makes nothing false. Steps after a forged one are not proved: the verifier names the
    /// first that is false.
    accepted: bool,
    /// Which parts of the step are proved. The others get zeros instead of proofs, if the test looks only at these.
    proves: fn(Part) -> bool,
    /// What the edit gives.
    numbers: Change<'a, Numbers>,
    /// The columns made of that, before they are counted and committed to.
    planes: Change<'a, Planes>,
    /// The columns in the input slots of an instance of a lookup.
    slots: Change<'a, Vec<LookedColumn>>,
    /// How often each entry of the table occurs in these, before that is committed to.
    counts: Change<'a, Vec<u32>>,
    /// The columns in a lookup's slots, when alpha is known.
    lookup: Change<'a, LookupColumns>,
    /// The columns in a relation's slots, their weights and the value, when r and t are known.
    relation: &'a dyn Fn(&mut RelationColumns<'_>),
}

const HONEST: Forgery<'_> = Forgery {
    step: 0,
    accepted: false,
    proves: |_| true,
    numbers: &|_| {},
    planes: &|_| {},
    slots: &|_| {},
    counts: &|_| {},
    lookup: &|_| {},
    relation: &|_| {},
};
const ACCEPTED: Forgery<'_> = Forgery { accepted: true, ..HONEST };

/// What a lookup with these columns in its slots proves.
fn part(slots: &[Vec<LookedColumn>]) -> Part {
    match slots[0][0].looked {
        Looked::Values(_) => Part::Remainders,
        Looked::Pair { low: INPUT, .. } => Part::Table,
        Looked::Pair { .. } => Part::Quotients,
    }
}

/// A chain with a forgery in it.
#[derive(Clone)]
struct Forged {
    k: u32,
    size: Size,
    original: Vec<ColumnCommitment>,
    recipe: Recipe,
    proof: ChainProof,
    published: Image,
    /// The images between the steps, from the original to the published one.
    images: Vec<Image>,
    /// The step that is forged, from 0, and the proofs that were made of it.
    step: usize,
    made: Vec<Made>,
}

/// Proves a recipe about noise, one step for each group of edits, in columns of 2^k rows.
fn forge(
    size: Size,
    k: u32,
    recipe: Recipe,
    grouping: Option<&[u8]>,
    forgery: &Forgery<'_>,
) -> Forged {
    let random = &mut SystemRandom::new();
    let layout = Layout::new(size, k).expect("fits");
    let blinding = Blinding::Fresh(random);
    let original = HiddenImage::commit(noise(size, 1), layout, blinding, &|| Ok(()));
    let original = original.expect("nobody stops it");
    let mut adversary = Adversary::new(forgery, grouping, original.image());
    let publishing = Publishing {
        places: &[],
        attestation: ATTESTATION,
        recipe: &recipe,
        bound: None,
        format: OutputFormat::Pixels,
    };
    let making =
        &mut Making { method: Method::Native, tampering: &mut adversary, random: &mut *random };
    let published = prove_with(&original, &publishing, &Unwatched, making);
    let Published { output, proof } = published.expect("proves");
    Forged {
        k,
        size,
        original: original.commitments().to_vec(),
        recipe,
        proof,
        published: output.into_pixels().expect("pixels"),
        images: adversary.images,
        step: forgery.step,
        made: adversary.made,
    }
}

impl Forged {
    fn check(&self) -> Result<(), Rejection> {
        let claim = Claim {
            size: self.size,
            commitments: &self.original,
            attestation: ATTESTATION,
            recipe: &self.recipe,
            bound: None,
        };
        verify_at(self.k, &claim, &self.proof, Output::Pixels(&self.published))
    }

    /// Whether the proofs that were made are true of what the adversary put into them.
    fn is_true_of_what_it_names(&self) -> bool {
        self.made.iter().all(|Made { number, class, proof_inputs }| {
            let proof = &self.proof.steps[self.step].proofs[*number];
            let sum = verifier::verify(class, &verifying_key(class), proof_inputs, proof);
            sum.is_ok_and(|sum| sum.evaluates_to_identity())
        })
    }

    /// The sums of the proofs that were made of a step, by what they prove; each is zero if its proof is true.
    fn sums(&self, index: usize) -> Vec<(Part, DeferredMsm)> {
        let ChainProof { grouping, steps: proofs } = &self.proof;
        let sizes = self.recipe.sizes(self.size).expect("fits");
        let steps = Step::all(&self.recipe, grouping, &sizes, None).expect("allowed");
        let (step, proof) = (&steps[index], &proofs[index]);
        let statement = step.statement(self.k);
        let input = match index {
            0 => &self.original,
            _ => &proofs[index - 1].output,
        };
        let context = Context::new(OutputKind::Pixels, ATTESTATION, &self.recipe, grouping, None);
        let points = StepPoints::read(points(input).expect("points"), proof).expect("points");
        let first_round = Round::first(&Opening {
            context: context.of_step(index),
            inputs: &[hashed(step.input, self.k, input)],
            outputs: &[hashed(step.output, self.k, &proof.output)],
            auxiliary: &proof.auxiliary,
            multiplicities: &proof.multiplicities,
        });
        let later = (!statement.tensors.later.is_empty()).then_some(&proof.later[..]);
        let challenges = Challenges::after(first_round, later);
        let published = step.published.then_some(Output::Pixels(&self.published));
        let lookups = statement.tensors.lookups.iter().flat_map(|lookup| {
            std::iter::repeat_n(part(&lookup.instances()), lookup.proofs().len())
        });
        let parts = lookups.chain([Part::Relation]);
        let jobs = jobs(&statement, proof, &points, challenges, published);
        let sum = |job: &Job<'_>| job.check().expect("can be read");
        let proofs = parts.zip(jobs).zip(&proof.proofs);
        let made = proofs.filter(|(_, proof)| proof.iter().any(|&byte| byte > 0));
        made.map(|((part, job), _)| (part, sum(&job))).collect()
    }

    /// What a step proves falsely.
    fn false_parts(&self, index: usize) -> Vec<Part> {
        let mut parts: Vec<Part> = self
            .sums(index)
            .into_iter()
            .filter_map(|(part, sum)| (!sum.evaluates_to_identity()).then_some(part))
            .collect();
        parts.dedup();
        parts
    }
}

fn rejection(edit: usize, check: Check) -> Result<(), Rejection> {
    Err(Rejection { step: Some(edit), check })
}
