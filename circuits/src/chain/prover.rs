//! Applying a recipe to an original and proving every step of it.

use rand_core::Rng;
use thiserror::Error;

use crate::chain::tampering::ChainTampering;
use crate::chain::{ChainProof, Context, Step};
use crate::commitment::blinding::Blinding;
use crate::commitment::encodings;
use crate::commitment::randomness::SystemRandom;
use crate::commitment::tensor::{CommittedTensor, Values};
use crate::edits::EditError;
use crate::edits::place::HiddenPlace;
use crate::edits::recipe::{Recipe, RecipeError};
use crate::edits::statement::StepStatement;
use crate::edits::statement::hidden_crop::HiddenCrop;
use crate::edits::statement::jpeg::JpegRelation;
use crate::image::hash::hashed;
use crate::image::hidden::HiddenImage;
use crate::image::{Image, Rect};
use crate::jpeg::Picture;
use crate::output::{Output, OutputFormat, PublishedOutput};
use crate::progress::{Cancelled, Progress, Stage, Work};
use crate::step::prover::{Hashes, Making, Method, StepError, StepProver, Tensors};
use crate::step::rounds::FirstChallenges;
use crate::step::tampering::Honest;
use crate::step::{OutputKind, StepProof};

/// An edited picture with the proof of its edits.
pub struct Published {
    /// What is published.
    pub output: PublishedOutput,
    /// The proof.
    pub proof: ChainProof,
}

/// Why there is no proof.
#[derive(Debug, Error)]
pub enum ProveError {
    /// The recipe does not fit the original.
    #[error(transparent)]
    Recipe(#[from] RecipeError),
    /// The user stopped it.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// Applies a recipe to an original and proves it. The edited pixels are published.
///
/// Every challenge absorbs `attestation`, who signed the original and what they said, and `bound`, a text if any.
///
/// # Errors
/// A recipe that does not fit the original, before any work; or the user's wish to stop.
pub fn prove(
    original: &HiddenImage,
    attestation: &[u8],
    recipe: &Recipe,
    bound: Option<&str>,
    progress: &dyn Progress,
) -> Result<Published, ProveError> {
    let format = OutputFormat::Pixels;
    prove_with_places(original, &[], attestation, recipe, bound, format, progress)
}

/// As [`prove`], in any format, and for a recipe with hidden crops: `places` says where each of them is taken, in the
/// order of the recipe. Nothing of that is in the picture or in the proof, except that the picture shows what it shows.
///
/// # Errors
/// As [`prove`]; and if a place is missing, leaves no room for its crop, or belongs to none.
pub fn prove_with_places(
    original: &HiddenImage,
    places: &[HiddenPlace],
    attestation: &[u8],
    recipe: &Recipe,
    bound: Option<&str>,
    format: OutputFormat,
    progress: &dyn Progress,
) -> Result<Published, ProveError> {
    let publishing = Publishing { places, attestation, recipe, bound, format };
    let (method, tampering, random) = (Method::Native, &mut Honest, &mut SystemRandom::new());
    prove_with(original, &publishing, progress, &mut Making { method, tampering, random })
}

/// As [`prove`], but with halo2's own `create_proof`, which is several times slower. [`prove`] is compared with it.
///
/// # Errors
/// As [`prove`].
#[cfg(any(test, feature = "reference"))]
pub fn prove_by_reference(
    original: &HiddenImage,
    attestation: &[u8],
    recipe: &Recipe,
    bound: Option<&str>,
    progress: &dyn Progress,
) -> Result<Published, ProveError> {
    let format = OutputFormat::Pixels;
    let publishing = Publishing { places: &[], attestation, recipe, bound, format };
    let (method, tampering, random) = (Method::Reference, &mut Honest, &mut SystemRandom::new());
    prove_with(original, &publishing, progress, &mut Making { method, tampering, random })
}

/// What is proved of an original.
#[derive(Clone, Copy)]
pub(crate) struct Publishing<'a> {
    /// Where each hidden crop is taken.
    pub places: &'a [HiddenPlace],
    /// Who signed the original, and what they said.
    pub attestation: &'a [u8],
    pub recipe: &'a Recipe,
    /// The text that is bound to the proof, if any.
    pub bound: Option<&'a str>,
    pub format: OutputFormat,
}

/// As [`prove`], with a given prover and source of randomness, and with deviations from the protocol.
pub(crate) fn prove_with(
    original: &HiddenImage,
    publishing: &Publishing<'_>,
    progress: &dyn Progress,
    making: &mut Making<'_, impl ChainTampering>,
) -> Result<Published, ProveError> {
    let Publishing { places, attestation, recipe, bound, format } = *publishing;
    let sizes = recipe.sizes(original.size())?;
    let compression = format.compression();
    let kind = OutputKind::of(compression);
    let mut grouping = recipe.grouping(kind);
    making.tampering.grouped(&mut grouping);
    let steps = Step::all(recipe, &grouping, &sizes, compression);
    let steps = steps.expect("the grouping follows the rules");
    let context = Context::new(kind, attestation, recipe, &grouping, bound);
    let statements: Vec<StepStatement> =
        steps.iter().map(|step| step.statement(original.k())).collect();
    let rects = rects(&steps, &statements, places)?;
    let total = statements.iter().map(StepStatement::work).sum();
    let mut work = Work::new(progress, total, steps.len());
    let mut proofs = Vec::with_capacity(steps.len());
    let mut previous: Option<HiddenImage> = None;
    let mut jpeg = None;
    for (index, (step, statement)) in steps.iter().zip(&statements).enumerate() {
        work.step = index + 1;
        let input = previous.as_ref().unwrap_or(original);
        let (published, rect) = (step.published, rects[index]);
        let prover = ImageProver { context: &context, index, statement, published, rect };
        let proof = if let Some(relation) = statement.jpeg() {
            let (picture, proof) = prover.prove_jpeg(relation, input, making, &mut work)?;
            jpeg = Some(picture);
            proof
        } else {
            let (output, proof) = prover.prove(input, making, &mut work)?;
            previous = Some(output);
            proof
        };
        proofs.push(proof);
    }
    let pixels = || previous.expect("every chain has a step").into_image();
    let output = match jpeg {
        Some(picture) => PublishedOutput::Jpeg(picture),
        None => PublishedOutput::Pixels(pixels()),
    };
    Ok(Published { output, proof: ChainProof { grouping, steps: proofs } })
}

/// Why a step of images has no proof.
fn fits(error: StepError) -> Cancelled {
    match error {
        StepError::Cancelled(cancelled) => cancelled,
        StepError::TooLarge(_) => unreachable!("relations of images fit one circuit"),
    }
}

/// For each step the rectangle that it crops at a hidden place, if any.
fn rects(
    steps: &[Step<'_>],
    statements: &[StepStatement],
    places: &[HiddenPlace],
) -> Result<Vec<Option<Rect>>, RecipeError> {
    let mut places = places.iter();
    let rect = |(step, statement): (&Step<'_>, &StepStatement)| {
        let Some(crop) = statement.hidden_crop() else { return Ok(None) };
        let place = places.next().ok_or(EditError::HiddenPlace);
        let (index, word) = (step.first_edit, step.group[0].word());
        let rect = place.and_then(|place| crop.rect(place));
        rect.map(Some).map_err(|error| RecipeError::Edit { index, word, error })
    };
    let rects = steps.iter().zip(statements).map(rect).collect::<Result<_, _>>()?;
    if places.next().is_some() {
        return Err(RecipeError::TooManyPlaces);
    }
    Ok(rects)
}

/// The prover of one step: of its images, from which it makes the tensors that `step/prover.rs` proves.
struct ImageProver<'a> {
    context: &'a Context<'a>,
    index: usize,
    statement: &'a StepStatement,
    published: bool,
    /// The rectangle of a hidden crop.
    rect: Option<Rect>,
}

impl ImageProver<'_> {
    /// The output, committed to, and the proof of the step.
    fn prove(
        &self,
        input: &HiddenImage,
        making: &mut Making<'_, impl ChainTampering>,
        work: &mut Work<'_>,
    ) -> Result<(HiddenImage, StepProof), Cancelled> {
        let tensors = &self.statement.tensors;
        work.begin(Stage::Committing, tensors.commitment_work(), tensors.commitments())?;
        let (mut image, mut parts) =
            self.statement.evaluate(input.image(), self.rect, &|| work.go_on())?;
        making.tampering.evaluated(self.index, self.statement, &mut image, &mut parts);
        let (output, auxiliary) = self.commit(input, &image, parts, making, work)?;

        let k = tensors.k;
        let hashes = Hashes {
            inputs: &[hashed(input.size(), k, input.commitments())],
            outputs: &[hashed(image.size(), k, &encodings(&output.points))],
        };
        let round_0 = Tensors {
            inputs: vec![&input.tensor],
            outputs: vec![&output],
            auxiliary: auxiliary.iter().collect(),
        };
        let context = self.context.of_step(self.index);
        let prover = StepProver::new(tensors, context, round_0, hashes, making, work)?;
        assert_eq!(prover.absent(), 0, "an edit gave values that its table lacks");
        let later = match self.statement.hidden_crop() {
            Some(crop) => self.moved(crop, input, prover.challenges(), making, work)?,
            None => Vec::new(),
        };
        let prover = prover.next(later, making, work)?;
        let published = self.published.then_some(Output::Pixels(&image));
        let relation = self.statement.relation.as_ref();
        let sum = relation.map(|relation| relation.sum(prover.challenges(), published));
        let proof = prover.prove(sum, making, work).map_err(fits)?;
        Ok((HiddenImage::of(image, output), proof))
    }

    /// The JPEG of the input, and the proof of the step.
    fn prove_jpeg(
        &self,
        relation: &JpegRelation,
        input: &HiddenImage,
        making: &mut Making<'_, impl ChainTampering>,
        work: &mut Work<'_>,
    ) -> Result<(Picture, StepProof), Cancelled> {
        let tensors = &self.statement.tensors;
        work.begin(Stage::Committing, tensors.commitment_work(), tensors.commitments())?;
        let (mut picture, mut values) = relation.evaluate(input.image(), &|| work.go_on())?;
        making.tampering.compressed(&mut picture, &mut values);
        let mut auxiliary = Vec::with_capacity(values.len());
        for (layout, values) in tensors.auxiliary.iter().zip(values) {
            let blinding = Blinding::Fresh(&mut *making.random);
            auxiliary.push(CommittedTensor::new(*layout, values, blinding, &|| work.tick())?);
        }

        let k = tensors.k;
        let hashes = Hashes {
            inputs: &[hashed(input.size(), k, input.commitments())],
            outputs: &[picture.hashed(k)],
        };
        let round_0 = Tensors {
            inputs: vec![&input.tensor],
            outputs: Vec::new(),
            auxiliary: auxiliary.iter().collect(),
        };
        let context = self.context.of_step(self.index);
        let prover = StepProver::new(tensors, context, round_0, hashes, making, work)?;
        assert_eq!(prover.absent(), 0, "a limb is out of its range");
        let prover = prover.next(Vec::new(), making, work)?;
        let sum = relation.sum(prover.challenges(), Some(&picture));
        let proof = prover.prove(Some(sum), making, work).map_err(fits)?;
        Ok((picture, proof))
    }

    /// Commits to what the edit makes of the input: the output and the auxiliary tensors.
    fn commit(
        &self,
        input: &HiddenImage,
        image: &Image,
        parts: Vec<Values>,
        making: &mut Making<'_, impl ChainTampering>,
        work: &Work<'_>,
    ) -> Result<(CommittedTensor, Vec<CommittedTensor>), Cancelled> {
        let (tensors, tick) = (&self.statement.tensors, || work.tick());
        let blinding = match self.published {
            true => Blinding::Published,
            false => Blinding::Fresh(&mut *making.random),
        };
        let mut output = CommittedTensor::new(tensors.outputs[0], image.values(), blinding, &tick)?;
        let mut layouts = tensors.auxiliary.iter();
        let mut commit = |values: Values, random: &mut dyn Rng| {
            let layout = layouts.next().expect("the statement names all tensors");
            CommittedTensor::new(*layout, values, Blinding::Fresh(random), &tick)
        };
        let mut auxiliary = Vec::with_capacity(tensors.auxiliary.len());
        for values in parts {
            auxiliary.push(commit(values, making.random)?);
        }
        making.tampering.committed(&input.tensor, &mut output, &mut auxiliary);
        if let Some((crop, rect)) = self.statement.hidden_crop().zip(self.rect) {
            let mut places = crop.places(&rect);
            making.tampering.placed(&mut places);
            auxiliary.push(commit(Values::Words(places), making.random)?);
        }
        Ok((output, auxiliary))
    }

    /// The weights that are moved to the place of a hidden crop.
    fn moved(
        &self,
        crop: &HiddenCrop,
        input: &HiddenImage,
        FirstChallenges { r, t, .. }: FirstChallenges,
        making: &mut Making<'_, impl ChainTampering>,
        work: &Work<'_>,
    ) -> Result<Vec<Values>, Cancelled> {
        let rect = self.rect.expect("the prover knows the place");
        let weights = crop.weights(r, t);
        let mut moved = crop.moved(&weights, &rect, input.image(), &|| work.go_on())?;
        making.tampering.moved(crop, &mut moved);
        Ok(moved.into_values())
    }
}
