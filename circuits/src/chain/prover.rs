//! Applying a recipe to an original and proving every step of it.

use halo2_proofs::pasta::{EqAffine, Fp};
use rand_core::Rng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::argument::inner_product;
use crate::argument::linked::LinkedColumn;
use crate::argument::lookup;
use crate::argument::lookup::prover::{Instance, SmallColumn};
#[cfg(any(test, feature = "reference"))]
use crate::argument::reference;
use crate::chain::tampering::{Honest, LookupInputs, RelationInputs, Tampering};
use crate::chain::{ChainProof, Context, Step, StepProof};
use crate::commitment::blinding::{Blinding, Blinds};
use crate::commitment::randomness::SystemRandom;
use crate::commitment::{
    ColumnCommitment, CommittedPlane, HiddenImage, Samples, column_values, commit, points,
    weighted_sum,
};
use crate::curve::msm::normalise;
use crate::edits::recipe::{Recipe, RecipeError};
use crate::image::Image;
use crate::parallel::prelude::*;
use crate::progress::{Cancelled, Progress, Stage, Work};
use crate::statement::plane::Plane;
use crate::statement::relation::Plan;
use crate::statement::{Looked, LookedColumn, Lookup, Statement, lookup_commitments};

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
/// `bound` is a text that every challenge absorbs, if somebody asked for one.
///
/// # Errors
/// A recipe that does not fit the original, before any work; or the user's wish to stop.
pub fn prove(
    original: &HiddenImage,
    recipe: &Recipe,
    bound: Option<&str>,
    progress: &dyn Progress,
) -> Result<Published, ProveError> {
    let random = &mut SystemRandom::new();
    prove_with(original, recipe, bound, progress, Method::Ours, &mut Honest, random)
}

/// As [`prove`], by halo2's own `create_proof`: several times slower, what [`prove`] is measured against.
///
/// # Errors
/// As [`prove`].
#[cfg(any(test, feature = "reference"))]
pub fn prove_by_reference(
    original: &HiddenImage,
    recipe: &Recipe,
    bound: Option<&str>,
    progress: &dyn Progress,
) -> Result<Published, ProveError> {
    let random = &mut SystemRandom::new();
    prove_with(original, recipe, bound, progress, Method::Reference, &mut Honest, random)
}

/// Who makes the proofs. Both make the same kind, for the same verifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// The native prover, `plonk/prover.rs`.
    Ours,
    /// halo2's `create_proof`, `argument/reference.rs`.
    #[cfg(any(test, feature = "reference"))]
    Reference,
}

/// As [`prove`], with a given method and source of randomness, and what is done beside the protocol.
pub(crate) fn prove_with(
    original: &HiddenImage,
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
    let context = Context { k, recipe, grouping: &grouping, bound };
    let statements: Vec<Statement> = steps.iter().map(|step| step.statement(k)).collect();
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
            method,
            tampering: &mut *tampering,
        };
        let (output, proof) = prover.prove(input, &mut work, random)?;
        proofs.push(proof);
        previous = Some(output);
    }
    let image = previous.expect("every chain has a step").image;
    Ok(Published { image, proof: ChainProof { grouping, steps: proofs } })
}

struct StepProver<'a, T> {
    context: &'a Context<'a>,
    index: usize,
    statement: &'a Statement,
    published: bool,
    method: Method,
    tampering: &'a mut T,
}

/// The committed planes of a step.
struct Planes<'a> {
    input: &'a CommittedPlane,
    output: &'a CommittedPlane,
    auxiliary: &'a [CommittedPlane],
}

impl Planes<'_> {
    fn get(&self, plane: Plane) -> &CommittedPlane {
        match plane {
            Plane::Input => self.input,
            Plane::Output => self.output,
            Plane::Auxiliary(number) => &self.auxiliary[number],
        }
    }

    /// Data rows and blinds of a looked up column.
    fn looked(&self, LookedColumn { looked, column }: LookedColumn) -> SmallColumn {
        let (data, blinds) = match looked {
            Looked::Plane(plane) => {
                let plane = self.get(plane);
                (plane.column(column), plane.blinds(column).clone())
            }
            Looked::Packed { packing, low, high } => {
                let (low, high) = (self.get(low), self.get(high));
                let mut data = low.column(column);
                for (value, high) in data.iter_mut().zip(&*high.column(column)) {
                    *value = packing.combine(*value, *high);
                }
                let mut blinds = low.blinds(column).clone();
                blinds.add_scaled(Fp::from(packing.factor()), high.blinds(column));
                (data, blinds)
            }
        };
        SmallColumn { data, blinds }
    }

    /// All values of a linear combination of columns.
    fn combined(
        &self,
        k: u32,
        terms: &[(Plane, usize, Fp)],
        work: &Work<'_>,
    ) -> Result<LinkedColumn, Cancelled> {
        let data_rows = terms.iter().map(|&(plane, ..)| self.get(plane).layout().data_rows).max();
        let term = |&(plane, column, factor): &(Plane, usize, Fp)| {
            work.tick()?;
            Ok((factor, self.get(plane).column(column)))
        };
        let data = weighted_sum(data_rows.unwrap_or(0), terms, term)?;
        let mut blinds = Blinds::zero();
        for &(plane, column, factor) in terms {
            blinds.add_scaled(factor, self.get(plane).blinds(column));
        }
        Ok(LinkedColumn {
            values: column_values(k, data.into_iter(), &blinds.tail),
            blind: blinds.factor,
        })
    }
}

/// The multiplicities of one instance of a lookup.
struct Multiplicities {
    column: SmallColumn,
    commitment: ColumnCommitment,
}

impl Multiplicities {
    /// Always with fresh blinds: unblinded they would be a histogram of the hidden image.
    fn commit(k: u32, counts: Vec<u32>, random: &mut dyn Rng) -> Self {
        let blinds = Blinds::fresh(random);
        let [point] = normalise(&[commit(k, &counts, &blinds)])[..] else {
            unreachable!("one point for one")
        };
        Multiplicities {
            column: SmallColumn { data: Zeroizing::new(counts), blinds },
            commitment: ColumnCommitment::of(&point),
        }
    }
}

/// Everything that a step commits to.
struct Witness {
    output: HiddenImage,
    auxiliary: Vec<CommittedPlane>,
    multiplicities: Vec<Multiplicities>,
}

impl Witness {
    fn planes<'a>(&'a self, input: &'a HiddenImage) -> Planes<'a> {
        Planes { input: &input.plane, output: &self.output.plane, auxiliary: &self.auxiliary }
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
        let (mut image, mut auxiliary) = statement.evaluate(input.image(), &|| work.go_on())?;
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
        let blinding = if self.published { Blinding::Published } else { Blinding::Fresh(random) };
        let mut witness = Witness {
            output: HiddenImage::commit(image, layout, blinding, &|| work.tick())?,
            auxiliary: auxiliary
                .into_iter()
                .map(|samples| {
                    let blinding = Blinding::Fresh(random);
                    CommittedPlane::new(layout, samples, blinding, &|| work.tick())
                })
                .collect::<Result<_, _>>()?,
            multiplicities: Vec::new(),
        };
        let Witness { output, auxiliary, .. } = &mut witness;
        self.tampering.committed(&input.plane, &mut output.plane, auxiliary);
        let planes = witness.planes(input);
        let instances: Vec<(&Lookup, &Vec<LookedColumn>)> = lookups
            .iter()
            .flat_map(|proof| proof.instances.iter().map(|slots| (proof.lookup, slots)))
            .collect();
        let counts: Vec<(Vec<u32>, u32)> = instances
            .par_iter()
            .map(|(lookup, slots)| {
                work.tick()?;
                let columns = slots.iter().map(|&slot| planes.looked(slot).data);
                Ok(lookup.multiplicities(columns))
            })
            .collect::<Result<_, Cancelled>>()?;
        witness.multiplicities = instances
            .into_iter()
            .zip(counts)
            .map(|((lookup, slots), (mut counts, absent))| {
                self.tampering.counted(lookup, slots, &mut counts, absent);
                Multiplicities::commit(layout.k, counts, random)
            })
            .collect();
        Ok(witness)
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
        let layout = self.statement.output;
        let planes = witness.planes(input);
        let Witness { output, auxiliary, multiplicities } = witness;
        let auxiliary_commitments: Vec<ColumnCommitment> =
            auxiliary.iter().flat_map(|plane| plane.commitments.iter().copied()).collect();
        let multiplicity_commitments: Vec<ColumnCommitment> =
            multiplicities.iter().map(|m| m.commitment).collect();
        let challenges = self.context.challenges(
            self.index,
            (input.size(), input.hash()),
            (output.size(), output.hash()),
            &auxiliary_commitments,
            &multiplicity_commitments,
        );

        let of_plane = |plane: Plane| {
            points(&planes.get(plane).commitments).expect("our own commitments are points")
        };
        let input_points = of_plane(Plane::Input);
        let output_points = of_plane(Plane::Output);
        let auxiliary_points: Vec<Vec<EqAffine>> =
            (0..auxiliary.len()).map(|number| of_plane(Plane::Auxiliary(number))).collect();
        let points = |plane: Plane| match plane {
            Plane::Input => &input_points[..],
            Plane::Output => &output_points[..],
            Plane::Auxiliary(number) => &auxiliary_points[number][..],
        };

        let mut proofs = Vec::new();
        let mut rest = &multiplicities[..];
        let mut rest_commitments = &multiplicity_commitments[..];
        for LookupProof { lookup, instances: slots } in lookups {
            let (shape, extent) = (lookup.shape(&layout), lookup.extent(&layout));
            let (units, ticks) = Statement::proof_work(&shape, slots.len());
            work.begin(Stage::Proving, units, ticks)?;
            let (these, after) = rest.split_at(slots.len());
            let (these_commitments, after_commitments) = rest_commitments.split_at(slots.len());
            (rest, rest_commitments) = (after, after_commitments);
            let commitments = lookup_commitments(slots, &points, these_commitments);
            let instances: Vec<Instance> = slots
                .par_iter()
                .zip(these)
                .zip(commitments)
                .map(|((slots, multiplicities), commitments)| {
                    work.go_on()?;
                    let inputs = slots.iter().map(|&slot| planes.looked(slot));
                    let columns = inputs.chain([multiplicities.column.clone()]).collect();
                    Ok(Instance { columns, commitments })
                })
                .collect::<Result<_, Cancelled>>()?;
            let (alpha, table) = (challenges.alpha, lookup.table());
            let inputs = LookupInputs { shape, extent, alpha, table, instances };
            proofs.push(self.prove_lookup(slots, inputs, work, random)?);
        }
        if let Some(relation) = &self.statement.relation {
            let published = self.published.then_some(output.image());
            let plan = relation.plan(challenges.r, challenges.t, published);
            let (units, ticks) = Statement::proof_work(&plan.shape, 1);
            let terms: usize = plan.slots.iter().map(|slot| slot.terms.len()).sum();
            work.begin(Stage::Proving, units, ticks + terms)?;
            let linked: Vec<LinkedColumn> = plan
                .slots
                .iter()
                .map(|slot| planes.combined(layout.k, &slot.terms, work))
                .collect::<Result<_, _>>()?;
            let commitments: Vec<_> =
                plan.slots.iter().map(|slot| slot.commitment(&points)).collect();
            let commitments = normalise(&commitments).iter().map(ColumnCommitment::of).collect();
            let inputs = RelationInputs { plan, linked, commitments };
            proofs.push(self.prove_relation(inputs, work, random)?);
        }
        Ok(StepProof {
            output: output.commitments().to_vec(),
            auxiliary: auxiliary_commitments,
            multiplicities: multiplicity_commitments,
            proofs,
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
        let LookupInputs { shape, extent, alpha, table, instances } = inputs;
        match self.method {
            Method::Ours => {
                let stop = || work.tick();
                lookup::prover::prove(&shape, &extent, alpha, &table, instances, random, &stop)
            }
            #[cfg(any(test, feature = "reference"))]
            Method::Reference => {
                let linked = |column: &SmallColumn| column.linked(shape.k());
                let (linked, commitments): (Vec<Vec<_>>, Vec<_>) = instances
                    .into_iter()
                    .map(|instance| {
                        (instance.columns.iter().map(linked).collect(), instance.commitments)
                    })
                    .unzip();
                Ok(reference::prove_lookup(
                    &shape,
                    &extent,
                    alpha,
                    &table,
                    linked,
                    &commitments,
                    random,
                ))
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
        let RelationInputs { plan: Plan { shape, weights, .. }, linked, commitments } = inputs;
        match self.method {
            Method::Ours => {
                let stop = || work.tick();
                inner_product::prover::prove(&shape, &weights, linked, &commitments, random, &stop)
            }
            #[cfg(any(test, feature = "reference"))]
            Method::Reference => {
                Ok(reference::prove_inner_product(&shape, &weights, linked, commitments, random))
            }
        }
    }
}
