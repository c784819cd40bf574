//! Applying a recipe to an original and proving every step of it.

use halo2_proofs::pasta::{EqAffine, Fp};
use rand_core::Rng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::argument::inner_product;
use crate::argument::lookup;
#[cfg(any(test, feature = "reference"))]
use crate::argument::reference;
use crate::chain::rounds::FirstChallenges;
use crate::chain::tampering::{Honest, LookupInputs, RelationInputs, Tampering};
use crate::chain::verifier::StepChallenges;
use crate::chain::{ChainProof, Context, Step, StepProof};
use crate::commitment::blinding::{Blinding, Blinds};
use crate::commitment::column::{
    Column, Committed, LookedUpColumn, SmallColumn, column_values, committed,
};
use crate::commitment::combination::weighted_sum;
use crate::commitment::generators::bases;
use crate::commitment::plane::{CommittedPlane, HiddenImage, Samples};
use crate::commitment::randomness::SystemRandom;
use crate::commitment::{ColumnCommitment, encodings};
use crate::edits::EditError;
use crate::edits::place::HiddenPlace;
use crate::edits::recipe::{Recipe, RecipeError};
use crate::image::{Image, Rect};
use crate::parallel::prelude::*;
use crate::progress::{Cancelled, Progress, Stage, Work};
use crate::statement::hidden_crop::HiddenCrop;
use crate::statement::plane::{CropColumn, Plane};
use crate::statement::sum::Plan;
use crate::statement::{Looked, LookedColumn, Lookup, Statement};

/// An edited picture with the proof of its edits.
pub struct Published {
    /// The published pixels.
    pub image: Image,
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

/// Applies a recipe to an original and proves it.
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
    prove_with_places(original, &[], attestation, recipe, bound, progress)
}

/// As [`prove`], for a recipe with hidden crops: `places` says where each of them is taken, in the order of the recipe.
/// Nothing of that is in the picture or in the proof, except that the picture shows what it shows.
///
/// # Errors
/// As [`prove`]; and if a place is missing, leaves no room for its crop, or belongs to none.
pub fn prove_with_places(
    original: &HiddenImage,
    places: &[HiddenPlace],
    attestation: &[u8],
    recipe: &Recipe,
    bound: Option<&str>,
    progress: &dyn Progress,
) -> Result<Published, ProveError> {
    let random = &mut SystemRandom::new();
    prove_with(
        original,
        places,
        attestation,
        recipe,
        bound,
        progress,
        Method::Native,
        &mut Honest,
        random,
    )
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
    let random = &mut SystemRandom::new();
    prove_with(
        original,
        &[],
        attestation,
        recipe,
        bound,
        progress,
        Method::Reference,
        &mut Honest,
        random,
    )
}

/// Which prover makes the proofs. Both make the same kind, for the same verifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// The native prover, `plonk/prover.rs`.
    Native,
    /// halo2's `create_proof`, `argument/reference.rs`.
    #[cfg(any(test, feature = "reference"))]
    Reference,
}

#[expect(clippy::too_many_arguments, reason = "a proof follows from this many things")]
/// As [`prove`], with a given prover and source of randomness, and with deviations from the protocol.
pub(crate) fn prove_with(
    original: &HiddenImage,
    places: &[HiddenPlace],
    attestation: &[u8],
    recipe: &Recipe,
    bound: Option<&str>,
    progress: &dyn Progress,
    method: Method,
    tampering: &mut impl Tampering,
    random: &mut dyn Rng,
) -> Result<Published, ProveError> {
    let sizes = recipe.sizes(original.size())?;
    let mut grouping = recipe.grouping();
    tampering.grouped(&mut grouping);
    let steps = Step::all(recipe, &grouping, &sizes).expect("the grouping follows the rules");
    let k = original.k();
    let context = Context { k, attestation, recipe, grouping: &grouping, bound };
    let statements: Vec<Statement> = steps.iter().map(|step| step.statement(k)).collect();
    let rects = rects(&steps, &statements, places)?;
    let total = statements.iter().map(Statement::work).sum();
    let mut work = Work::new(progress, total, steps.len());
    let mut proofs = Vec::with_capacity(steps.len());
    let mut previous: Option<HiddenImage> = None;
    for (index, (step, statement)) in steps.iter().zip(&statements).enumerate() {
        work.step = index + 1;
        let input = previous.as_ref().unwrap_or(original);
        let mut prover = StepProver {
            context: &context,
            index,
            statement,
            published: step.published,
            rect: rects[index],
            method,
            tampering: &mut *tampering,
        };
        let (output, proof) = prover.prove(input, &mut work, random)?;
        proofs.push(proof);
        previous = Some(output);
    }
    let image = previous.expect("every chain has a step").into_image();
    Ok(Published { image, proof: ChainProof { grouping, steps: proofs } })
}

/// For each step the rectangle that it crops at a hidden place, if any.
fn rects(
    steps: &[Step<'_>],
    statements: &[Statement],
    places: &[HiddenPlace],
) -> Result<Vec<Option<Rect>>, RecipeError> {
    let mut places = places.iter();
    let rect = |(step, statement): (&Step<'_>, &Statement)| {
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

struct StepProver<'a, T> {
    context: &'a Context<'a>,
    index: usize,
    statement: &'a Statement,
    published: bool,
    /// The rectangle of a hidden crop.
    rect: Option<Rect>,
    method: Method,
    tampering: &'a mut T,
}

/// The numbers of a column.
type Data = Zeroizing<Vec<u32>>;

/// The committed planes of a step.
struct Planes<'a> {
    input: &'a CommittedPlane,
    output: &'a CommittedPlane,
    auxiliary: &'a [CommittedPlane],
    /// The columns of a hidden crop, as far as they are made.
    crop: &'a [(CropColumn, Committed<Column>)],
}

impl Planes<'_> {
    fn get(&self, plane: Plane) -> &CommittedPlane {
        match plane {
            Plane::Input => self.input,
            Plane::Output => self.output,
            Plane::Auxiliary(number) => &self.auxiliary[number],
            Plane::Crop(_) => unreachable!("a column alone is in a slot of its own"),
        }
    }

    /// A column of a hidden crop.
    fn of_crop(&self, name: CropColumn) -> &Committed<Column> {
        let column = self.crop.iter().find(|(column, _)| *column == name);
        &column.expect("made before the relation is proved").1
    }

    /// The commitments of a plane.
    fn points(&self, plane: Plane) -> &[EqAffine] {
        match plane {
            Plane::Crop(column) => std::slice::from_ref(&self.of_crop(column).commitment),
            plane => &self.get(plane).points,
        }
    }

    /// The numbers of a looked up column: those of a plane, or the low and the high parts of pairs.
    fn numbers(&self, LookedColumn { looked, column }: LookedColumn) -> (Data, Option<Data>) {
        let data = |plane: Plane| self.get(plane).data(column);
        match looked {
            Looked::Plane(plane) => (data(plane), None),
            Looked::Pair { low, high } => (data(low), Some(data(high))),
        }
    }

    /// A looked up column, once theta is known.
    fn looked(&self, LookedColumn { looked, column }: LookedColumn, theta: Fp) -> LookedUpColumn {
        let of = |plane: Plane| self.get(plane).column(column);
        match looked {
            Looked::Plane(plane) => of(plane).into(),
            Looked::Pair { low, high } => {
                LookedUpColumn { low: of(low), high: Some((of(high), theta)) }
            }
        }
    }

    /// The columns in the input slots of an instance of a lookup.
    fn inputs(&self, slots: &[LookedColumn], theta: Fp) -> Vec<Committed<LookedUpColumn>> {
        let points = |plane| &self.get(plane).points[..];
        let columns = slots.iter().map(|&slot| self.looked(slot, theta)).collect();
        let commitments: Vec<_> =
            slots.iter().map(|slot| slot.commitment(&points, theta)).collect();
        committed(columns, &commitments)
    }

    /// A linear combination of columns.
    fn combined(
        &self,
        k: u32,
        terms: &[(Plane, usize, Fp)],
        work: &Work<'_>,
    ) -> Result<Column, Cancelled> {
        let data_rows = terms.iter().map(|&(plane, ..)| self.get(plane).layout.data_rows).max();
        let term = |&(plane, column, factor): &(Plane, usize, Fp)| {
            work.tick()?;
            Ok((factor, self.get(plane).data(column)))
        };
        let data = weighted_sum(data_rows.unwrap_or(0), terms, term)?;
        let mut blinds = Blinds::zero();
        for &(plane, column, factor) in terms {
            blinds.add_scaled(factor, self.get(plane).blinds(column));
        }
        Ok(Column {
            values: column_values(k, data.into_iter(), &blinds.rows),
            blind: blinds.factor,
        })
    }

    /// The columns in the slots of a relation.
    fn slots(&self, plan: &Plan, work: &Work<'_>) -> Result<Vec<Committed<Column>>, Cancelled> {
        let points = |plane| self.points(plane);
        let columns = plan.slots.iter().map(|slot| match slot.terms[..] {
            [(Plane::Crop(column), ..)] => Ok(self.of_crop(column).column.clone()),
            _ => self.combined(plan.class.k(), &slot.terms, work),
        });
        let columns = columns.collect::<Result<_, _>>()?;
        let commitments: Vec<_> = plan.slots.iter().map(|slot| slot.commitment(&points)).collect();
        Ok(committed(columns, &commitments))
    }
}

/// Everything that a step commits to.
struct Witness {
    output: HiddenImage,
    auxiliary: Vec<CommittedPlane>,
    /// The places of a hidden crop.
    places: Option<Committed<Column>>,
    /// The multiplicities of each instance of the lookups.
    multiplicities: Vec<Committed<SmallColumn>>,
}

impl Witness {
    fn planes<'a>(
        &'a self,
        input: &'a HiddenImage,
        crop: &'a [(CropColumn, Committed<Column>)],
    ) -> Planes<'a> {
        let (output, auxiliary) = (&self.output.plane, &self.auxiliary[..]);
        Planes { input: &input.plane, output, auxiliary, crop }
    }
}

/// One proof of a lookup, by the columns in the input slots of each of its instances.
struct LookupProof<'a> {
    lookup: &'a Lookup,
    instances: Vec<Vec<LookedColumn>>,
}

impl<'a, T: Tampering> StepProver<'a, T> {
    /// The output, committed to, and the proof of the step.
    fn prove(
        &mut self,
        input: &HiddenImage,
        work: &mut Work<'_>,
        random: &mut dyn Rng,
    ) -> Result<(HiddenImage, StepProof), ProveError> {
        let (statement, columns) = (self.statement, self.statement.commitments());
        work.begin(Stage::Committing, statement.commitment_work(), columns)?;
        let (mut image, mut auxiliary) =
            statement.evaluate(input.image(), self.rect, &|| work.go_on())?;
        self.tampering.evaluated(self.index, statement, &mut image, &mut auxiliary);
        let lookups = self.lookups();
        let witness = self.commit(input, image, auxiliary, &lookups, work, random)?;
        let proof = self.prove_witness(input, &witness, &lookups, work, random)?;
        Ok((witness.output, proof))
    }

    fn lookups(&mut self) -> Vec<LookupProof<'a>> {
        let mut proofs = Vec::new();
        for lookup in &self.statement.lookups {
            for mut instances in lookup.proofs(&self.statement.output) {
                self.tampering.slots(&mut instances);
                proofs.push(LookupProof { lookup, instances });
            }
        }
        proofs
    }

    /// Commits to what the edit makes of the input.
    fn commit(
        &mut self,
        input: &HiddenImage,
        image: Image,
        auxiliary: Vec<Samples>,
        lookups: &[LookupProof<'_>],
        work: &Work<'_>,
        random: &mut dyn Rng,
    ) -> Result<Witness, Cancelled> {
        let layout = self.statement.output;
        let tick = || work.tick();
        let blinding = if self.published { Blinding::Published } else { Blinding::Fresh(random) };
        let mut output = CommittedPlane::new(layout, Samples::Pixels(image), blinding, &tick)?;
        let mut auxiliary = auxiliary
            .into_iter()
            .map(|samples| CommittedPlane::new(layout, samples, Blinding::Fresh(random), &tick))
            .collect::<Result<Vec<_>, _>>()?;
        self.tampering.committed(&input.plane, &mut output, &mut auxiliary);
        let places = self.places(random);
        let planes =
            Planes { input: &input.plane, output: &output, auxiliary: &auxiliary, crop: &[] };
        let multiplicities = self.multiplicities(&planes, lookups, work, random)?;
        Ok(Witness { output: HiddenImage::of(output), auxiliary, places, multiplicities })
    }

    /// Commits to the place of a hidden crop.
    fn places(&mut self, random: &mut dyn Rng) -> Option<Committed<Column>> {
        let (crop, rect) = self.statement.hidden_crop().zip(self.rect)?;
        let mut data = crop.places(&rect);
        self.tampering.placed(&mut data);
        let column = SmallColumn { data, blinds: Blinds::fresh(random) };
        let k = crop.input.k;
        let places = Committed::all(k, vec![column]).remove(0);
        Some(Committed { column: places.column.expand(k), commitment: places.commitment })
    }

    /// Commits to the weights that are moved to the place of a hidden crop.
    fn moved(
        &mut self,
        crop: &HiddenCrop,
        input: &HiddenImage,
        FirstChallenges { r, t, .. }: FirstChallenges,
        work: &Work<'_>,
        random: &mut dyn Rng,
    ) -> Result<Vec<Committed<Column>>, Cancelled> {
        let rect = self.rect.expect("the prover knows the place");
        let weights = crop.weights(r, t);
        let mut moved = crop.moved(&weights, &rect, input.image(), &|| work.go_on())?;
        self.tampering.moved(crop, &mut moved);
        let (k, bases) = (crop.input.k, bases(crop.input.k));
        let columns = moved.columns().map(|values| {
            let blinds = Blinds::fresh(random);
            let values = column_values(k, values.iter().copied(), &blinds.rows);
            Column { values, blind: blinds.factor }
        });
        let mut points = Vec::new();
        for column in &columns {
            work.tick()?;
            points.push(bases.commit_values(&column.values, column.blind));
        }
        Ok(committed(columns.into(), &points))
    }

    /// Commits to how often each entry of its table occurs in each instance of the lookups.
    fn multiplicities(
        &mut self,
        planes: &Planes<'_>,
        lookups: &[LookupProof<'_>],
        work: &Work<'_>,
        random: &mut dyn Rng,
    ) -> Result<Vec<Committed<SmallColumn>>, Cancelled> {
        let instances: Vec<(&Lookup, &Vec<LookedColumn>)> = lookups
            .iter()
            .flat_map(|proof| proof.instances.iter().map(|slots| (proof.lookup, slots)))
            .collect();
        let counts: Vec<(Vec<u32>, u32)> = instances
            .par_iter()
            .map(|(lookup, slots)| {
                work.tick()?;
                let columns = slots.iter().map(|&slot| planes.numbers(slot));
                Ok(lookup.multiplicities(columns))
            })
            .collect::<Result<_, Cancelled>>()?;
        let columns =
            instances.into_iter().zip(counts).map(|((lookup, slots), (counts, absent))| {
                let mut counts = Zeroizing::new(counts);
                self.tampering.counted(lookup, slots, &mut counts, absent);
                // These always get fresh blinds: without them, they would be a histogram of the hidden image.
                SmallColumn { data: counts, blinds: Blinds::fresh(random) }
            });
        Ok(Committed::all(self.statement.output.k, columns.collect()))
    }

    /// The proof of the step about what was committed to.
    fn prove_witness(
        &mut self,
        input: &HiddenImage,
        witness: &Witness,
        lookups: &[LookupProof<'_>],
        work: &mut Work<'_>,
        random: &mut dyn Rng,
    ) -> Result<StepProof, ProveError> {
        let Witness { output, auxiliary, places, multiplicities } = witness;
        let counts: Vec<_> = multiplicities.iter().map(|counts| counts.commitment).collect();
        let mut proof = StepProof {
            output: output.commitments().to_vec(),
            auxiliary: auxiliary.iter().flat_map(|plane| encodings(&plane.points)).collect(),
            multiplicities: encodings(&counts),
            later: Vec::new(),
            proofs: Vec::new(),
        };
        let places = places.iter().map(|places| (CropColumn::Places, places.clone()));
        let mut of_crop: Vec<(CropColumn, Committed<Column>)> = places.collect();
        let of_places = of_crop.iter().map(|(_, places)| ColumnCommitment::of(&places.commitment));
        proof.auxiliary.extend(of_places);
        let (challenges, round) = self.context.first_round(
            self.index,
            (input.size(), input.commitments()),
            (output.size(), output.commitments()),
            &proof.auxiliary,
            &proof.multiplicities,
        );
        if let Some(crop) = self.statement.hidden_crop() {
            let moved = self.moved(crop, input, challenges, work, random)?;
            let points: Vec<EqAffine> = moved.iter().map(|moved| moved.commitment).collect();
            proof.later = encodings(&points);
            of_crop.extend(CropColumn::MOVED.into_iter().zip(moved));
        }
        let all = StepChallenges::new(self.statement, (challenges, round), &proof.later);
        let planes = witness.planes(input, &of_crop);
        let mut multiplicities = &multiplicities[..];
        for lookup in lookups {
            let (these, others) = multiplicities.split_at(lookup.instances.len());
            multiplicities = others;
            let inputs = self.lookup_inputs(lookup, &planes, these, challenges, work)?;
            proof.proofs.push(self.prove_lookup(&lookup.instances, inputs, work, random)?);
        }
        if let Some(relation) = &self.statement.relation {
            let published = self.published.then_some(output.image());
            let plan = relation.plan(all.of_relation(), published);
            let (units, ticks) = Statement::proof_work(&plan.class, 1);
            let terms: usize = plan.slots.iter().map(|slot| slot.terms.len()).sum();
            work.begin(Stage::Proving, units, ticks + terms)?;
            let inputs = RelationInputs { linked: planes.slots(&plan, work)?, plan };
            proof.proofs.push(self.prove_relation(inputs, work, random)?);
        }
        Ok(proof)
    }

    /// What one proof of a lookup is made from, with these multiplicities.
    fn lookup_inputs(
        &self,
        LookupProof { lookup, instances }: &LookupProof<'_>,
        planes: &Planes<'_>,
        multiplicities: &[Committed<SmallColumn>],
        challenges: FirstChallenges,
        work: &mut Work<'_>,
    ) -> Result<LookupInputs, Cancelled> {
        let layout = &self.statement.output;
        let class = lookup.class(layout);
        let (units, ticks) = Statement::proof_work(&class, instances.len());
        work.begin(Stage::Proving, units, ticks)?;
        let instances = instances
            .par_iter()
            .zip(multiplicities)
            .map(|(slots, multiplicities)| {
                work.go_on()?;
                let mut linked = planes.inputs(slots, challenges.theta);
                linked.push(multiplicities.clone().into());
                Ok(linked)
            })
            .collect::<Result<_, Cancelled>>()?;
        Ok(LookupInputs {
            class,
            extent: lookup.extent(layout),
            alpha: challenges.alpha,
            theta: challenges.theta,
            table: lookup.table(challenges.theta),
            instances,
        })
    }

    fn prove_lookup(
        &mut self,
        slots: &[Vec<LookedColumn>],
        mut inputs: LookupInputs,
        work: &Work<'_>,
        random: &mut dyn Rng,
    ) -> Result<Vec<u8>, Cancelled> {
        if let Some(proof) = self.tampering.lookup(slots, &mut inputs, random) {
            return Ok(proof);
        }
        let LookupInputs { class, extent, alpha, table, instances, .. } = inputs;
        match self.method {
            Method::Native => {
                let stop = || work.tick();
                lookup::prover::prove(&class, &extent, alpha, &table, instances, random, &stop)
            }
            #[cfg(any(test, feature = "reference"))]
            Method::Reference => {
                let expand = |linked: &Vec<Committed<LookedUpColumn>>| {
                    linked.iter().map(|column| column.expand(class.k())).collect()
                };
                let linked = instances.iter().map(expand).collect();
                Ok(reference::prove_lookup(&class, &extent, alpha, &table, linked, random))
            }
        }
    }

    fn prove_relation(
        &mut self,
        mut inputs: RelationInputs,
        work: &Work<'_>,
        random: &mut dyn Rng,
    ) -> Result<Vec<u8>, Cancelled> {
        if let Some(proof) = self.tampering.relation(&mut inputs) {
            return Ok(proof);
        }
        let RelationInputs { plan: Plan { class, weights, .. }, linked } = inputs;
        match self.method {
            Method::Native => {
                let stop = || work.tick();
                inner_product::prover::prove(&class, &weights, linked, random, &stop)
            }
            #[cfg(any(test, feature = "reference"))]
            Method::Reference => {
                Ok(reference::prove_inner_product(&class, &weights, linked, random))
            }
        }
    }
}
