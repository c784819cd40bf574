//! Proving one step, round by round.

use halo2_proofs::pasta::{EqAffine, Fp};
use rand_core::Rng;
use zeroize::Zeroizing;

use crate::argument::inner_product;
use crate::argument::lookup;
#[cfg(any(test, feature = "reference"))]
use crate::argument::reference;
use crate::commitment::blinding::{Blinding, Blinds};
use crate::commitment::column::{
    Column, Committed, LookedUpColumn, SmallColumn, column_values, committed,
};
use crate::commitment::combination::weighted_sum;
use crate::commitment::encodings;
use crate::commitment::generators::bases;
use crate::commitment::hash::HashedTensor;
use crate::commitment::tensor::{CommittedTensor, Values};
use crate::curve::field;
use crate::parallel::prelude::*;
use crate::progress::{Cancelled, Stage, Work};
use crate::statement::sum::{Plan, Slot, Sum, TooLarge, shares};
use crate::statement::{Looked, LookedColumn, Lookup, Statement, Tensor, proof_work};
use crate::step::rounds::{Challenges, FirstChallenges, Opening, Round};
use crate::step::tampering::{LookupInputs, RelationInputs, Tampering};
use crate::step::{Context, StepProof};

/// Which prover makes the proofs. Both make the same kind, for the same verifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// The native prover, `plonk/prover.rs`.
    Native,
    /// halo2's `create_proof`, `argument/reference.rs`.
    #[cfg(any(test, feature = "reference"))]
    Reference,
}

/// How proofs are made: by which prover, with which deviations from the protocol, and from which randomness.
pub(crate) struct Making<'a, T> {
    pub method: Method,
    pub tampering: &'a mut T,
    pub random: &'a mut dyn Rng,
}

/// The numbers of a column.
type Data = Zeroizing<Vec<u32>>;

/// The committed tensors of a step.
pub(crate) struct Tensors<'a> {
    pub inputs: Vec<&'a CommittedTensor>,
    pub outputs: Vec<&'a CommittedTensor>,
    pub auxiliary: Vec<&'a CommittedTensor>,
}

/// What is hashed of inputs and outputs.
#[derive(Clone, Copy)]
pub(crate) struct Hashes<'a> {
    pub inputs: &'a [HashedTensor],
    pub outputs: &'a [HashedTensor],
}

/// One proof of a lookup, by the columns in the input slots of each of its instances.
struct LookupProof<'a> {
    lookup: &'a Lookup,
    instances: Vec<Vec<LookedColumn>>,
}

/// A prover who has committed to everything of round 0.
pub(crate) struct StepProver<'a> {
    statement: &'a Statement,
    tensors: Tensors<'a>,
    lookups: Vec<LookupProof<'a>>,
    /// The multiplicities of each instance of the lookups.
    multiplicities: Vec<Committed<SmallColumn>>,
    absent: u32,
    proof: StepProof,
    first: FirstChallenges,
    round: Round,
}

impl<'a> StepProver<'a> {
    /// Commits to how often the entries of tables occur, and absorbs everything that is committed to so far.
    ///
    /// # Errors
    /// If the user stops it.
    pub fn new(
        statement: &'a Statement,
        context: Context<'_>,
        tensors: Tensors<'a>,
        hashes: Hashes<'_>,
        making: &mut Making<'_, impl Tampering>,
        work: &Work<'_>,
    ) -> Result<Self, Cancelled> {
        let mut lookups = Vec::new();
        for lookup in &statement.lookups {
            for mut instances in lookup.proofs() {
                making.tampering.slots(&mut instances);
                lookups.push(LookupProof { lookup, instances });
            }
        }
        let (multiplicities, absent) = multiplicities(statement, &tensors, &lookups, making, work)?;
        let counts: Vec<_> = multiplicities.iter().map(|counts| counts.commitment).collect();
        let all = |tensors: &[&CommittedTensor]| {
            tensors.iter().flat_map(|tensor| encodings(&tensor.points)).collect()
        };
        let proof = StepProof {
            output: all(&tensors.outputs),
            auxiliary: all(&tensors.auxiliary),
            multiplicities: encodings(&counts),
            later: Vec::new(),
            proofs: Vec::new(),
        };
        let (first, round) = Round::first(&Opening {
            context,
            inputs: hashes.inputs,
            outputs: hashes.outputs,
            auxiliary: &proof.auxiliary,
            multiplicities: &proof.multiplicities,
        });
        Ok(StepProver { statement, tensors, lookups, multiplicities, absent, proof, first, round })
    }

    /// How many values their tables lack. If there are any, the proof will be false.
    pub fn absent(&self) -> u32 {
        self.absent
    }

    /// The challenges of round 0, when everything in it is committed to.
    pub fn challenges(&self) -> FirstChallenges {
        self.first
    }

    /// Commits to the tensors of round 1, in the order of the statement; none if it has none.
    ///
    /// # Errors
    /// If the user stops it.
    pub fn next(
        mut self,
        values: Vec<Values>,
        making: &mut Making<'_, impl Tampering>,
        work: &Work<'_>,
    ) -> Result<LastRound<'a>, Cancelled> {
        assert_eq!(values.len(), self.statement.later.len(), "values for each tensor");
        let tick = || work.tick();
        let layouts = self.statement.later.iter();
        let later = layouts.zip(values).map(|(layout, values)| {
            let blinding = Blinding::Fresh(&mut *making.random);
            CommittedTensor::new(*layout, values, blinding, &tick)
        });
        let later = later.collect::<Result<Vec<_>, _>>()?;
        self.proof.later = later.iter().flat_map(|tensor| encodings(&tensor.points)).collect();
        let StepProver { statement, tensors, lookups, multiplicities, proof, first, round, .. } =
            self;
        let has_round = !statement.later.is_empty();
        let challenges = Challenges::after((first, round), has_round.then_some(&proof.later[..]));
        let committed = AllTensors { round_0: tensors, later };
        Ok(LastRound { statement, committed, lookups, multiplicities, proof, challenges })
    }
}

/// A prover who has committed to everything.
pub(crate) struct LastRound<'a> {
    statement: &'a Statement,
    committed: AllTensors<'a>,
    lookups: Vec<LookupProof<'a>>,
    multiplicities: Vec<Committed<SmallColumn>>,
    proof: StepProof,
    challenges: Challenges,
}

/// Why a step has no proof.
#[derive(Debug)]
pub(crate) enum StepError {
    Cancelled(Cancelled),
    TooLarge(TooLarge),
}

impl From<Cancelled> for StepError {
    fn from(error: Cancelled) -> Self {
        StepError::Cancelled(error)
    }
}

impl From<TooLarge> for StepError {
    fn from(error: TooLarge) -> Self {
        StepError::TooLarge(error)
    }
}

impl LastRound<'_> {
    /// All challenges.
    pub fn challenges(&self) -> &Challenges {
        &self.challenges
    }

    /// The proofs of the lookups, and those of the relation, if there is one.
    ///
    /// # Errors
    /// If the user stops it, or the relation takes more than its proofs can hold.
    pub fn prove(
        mut self,
        relation: Option<Sum>,
        making: &mut Making<'_, impl Tampering>,
        work: &mut Work<'_>,
    ) -> Result<StepProof, StepError> {
        let mut multiplicities = &self.multiplicities[..];
        for lookup in &self.lookups {
            let (these, others) = multiplicities.split_at(lookup.instances.len());
            multiplicities = others;
            let inputs = self.lookup_inputs(lookup, these, work)?;
            let proof = prove_lookup(&lookup.instances, inputs, making, work)?;
            self.proof.proofs.push(proof);
        }
        if let Some(sum) = relation {
            self.prove_relation(sum, making, work)?;
        }
        Ok(self.proof)
    }

    /// What one proof of a lookup is made from, with these multiplicities.
    fn lookup_inputs(
        &self,
        LookupProof { lookup, instances }: &LookupProof<'_>,
        multiplicities: &[Committed<SmallColumn>],
        work: &mut Work<'_>,
    ) -> Result<LookupInputs, Cancelled> {
        let FirstChallenges { alpha, theta, .. } = self.challenges.first;
        let class = lookup.class();
        let (units, ticks) = proof_work(&class, instances.len());
        work.begin(Stage::Proving, units, ticks)?;
        let instances = instances
            .par_iter()
            .zip(multiplicities)
            .map(|(slots, multiplicities)| {
                work.go_on()?;
                let mut linked = self.committed.round_0.looked(lookup, slots, theta);
                linked.push(multiplicities.clone().into());
                Ok(linked)
            })
            .collect::<Result<_, Cancelled>>()?;
        let (extent, table) = (lookup.extent(), lookup.table(theta));
        Ok(LookupInputs { class, extent, alpha, table, instances })
    }

    fn prove_relation(
        &mut self,
        sum: Sum,
        making: &mut Making<'_, impl Tampering>,
        work: &mut Work<'_>,
    ) -> Result<(), StepError> {
        let plans = sum.plans()?;
        let shares = match plans.len() {
            1 => None,
            _ => Some(self.shares(&plans, making, work)?),
        };
        self.proof.later.extend(shares.iter().flat_map(|shares| encodings(&[shares.commitment])));
        for plan in plans {
            let (units, ticks) = proof_work(&plan.class, 1);
            let terms: usize = plan.slots.iter().map(|slot| slot.terms.len()).sum();
            work.begin(Stage::Proving, units, ticks + terms)?;
            let linked = self.committed.slots(&plan, shares.as_ref(), work)?;
            let proof = prove_sum(RelationInputs { linked, plan }, making, work)?;
            self.proof.proofs.push(proof);
        }
        Ok(())
    }

    /// The column of shares that the proofs of a relation that is cut have in common.
    fn shares(
        &self,
        plans: &[Plan],
        making: &mut Making<'_, impl Tampering>,
        work: &Work<'_>,
    ) -> Result<Committed<Column>, Cancelled> {
        work.go_on()?;
        let values = |slot: &Slot| {
            let column = self.committed.combined(self.statement.k, &slot.terms, work);
            column.map(|column| column.values).unwrap_or_default()
        };
        let mut rows = shares(plans, values);
        // The combinations that were stopped gave nothing.
        work.go_on()?;
        making.tampering.shares(&mut rows);
        let blinds = Blinds::fresh(making.random);
        let k = self.statement.k;
        let values = column_values(k, rows.iter().copied(), &blinds.rows);
        field::zeroize(&mut rows);
        let point = bases(k).commit_values(&values, blinds.factor);
        let column = Column { values, blind: blinds.factor };
        Ok(committed(vec![column], &[point]).remove(0))
    }
}

/// Commits to how often each entry of its table occurs in each instance of the lookups; and how many values their
/// tables lack.
fn multiplicities(
    statement: &Statement,
    tensors: &Tensors<'_>,
    lookups: &[LookupProof<'_>],
    making: &mut Making<'_, impl Tampering>,
    work: &Work<'_>,
) -> Result<(Vec<Committed<SmallColumn>>, u32), Cancelled> {
    let instances: Vec<(&Lookup, &Vec<LookedColumn>)> = lookups
        .iter()
        .flat_map(|proof| proof.instances.iter().map(|slots| (proof.lookup, slots)))
        .collect();
    let counts: Vec<(Vec<u32>, u32)> = instances
        .par_iter()
        .map(|(lookup, slots)| {
            work.tick()?;
            let columns = slots.iter().map(|&slot| tensors.numbers(lookup, slot));
            Ok(lookup.multiplicities(columns))
        })
        .collect::<Result<_, Cancelled>>()?;
    let mut all_absent = 0;
    let columns = instances.into_iter().zip(counts);
    let columns = columns.map(|((lookup, slots), (counts, mut absent))| {
        let mut counts = Zeroizing::new(counts);
        making.tampering.counted(lookup, slots, &mut counts, &mut absent);
        all_absent += absent;
        // These always get fresh blinds: without them, they would be a histogram of the hidden values.
        SmallColumn { data: counts, blinds: Blinds::fresh(making.random) }
    });
    let columns = columns.collect();
    Ok((Committed::all(statement.k, columns), all_absent))
}

fn prove_lookup(
    slots: &[Vec<LookedColumn>],
    mut inputs: LookupInputs,
    making: &mut Making<'_, impl Tampering>,
    work: &Work<'_>,
) -> Result<Vec<u8>, Cancelled> {
    if let Some(proof) = making.tampering.lookup(slots, &mut inputs, making.random) {
        return Ok(proof);
    }
    let LookupInputs { class, extent, alpha, table, instances, .. } = inputs;
    match making.method {
        Method::Native => {
            let stop = || work.tick();
            lookup::prover::prove(&class, &extent, alpha, &table, instances, making.random, &stop)
        }
        #[cfg(any(test, feature = "reference"))]
        Method::Reference => {
            let expand = |linked: &Vec<Committed<LookedUpColumn>>| {
                linked.iter().map(|column| column.expand(class.k())).collect()
            };
            let linked = instances.iter().map(expand).collect();
            Ok(reference::prove_lookup(&class, &extent, alpha, &table, linked, making.random))
        }
    }
}

fn prove_sum(
    mut inputs: RelationInputs,
    making: &mut Making<'_, impl Tampering>,
    work: &Work<'_>,
) -> Result<Vec<u8>, Cancelled> {
    if let Some(proof) = making.tampering.relation(&mut inputs) {
        return Ok(proof);
    }
    let RelationInputs { plan: Plan { class, weights, .. }, linked } = inputs;
    match making.method {
        Method::Native => {
            let stop = || work.tick();
            inner_product::prover::prove(&class, &weights, linked, making.random, &stop)
        }
        #[cfg(any(test, feature = "reference"))]
        Method::Reference => {
            Ok(reference::prove_inner_product(&class, &weights, linked, making.random))
        }
    }
}

impl Tensors<'_> {
    fn get(&self, tensor: Tensor) -> &CommittedTensor {
        match tensor {
            Tensor::Input(number) => self.inputs[number],
            Tensor::Output(number) => self.outputs[number],
            Tensor::Auxiliary(number) => self.auxiliary[number],
            Tensor::Later(_) | Tensor::Shares => unreachable!("round 0 has no such tensor"),
        }
    }

    /// The numbers of a column in all rows of a lookup. A tensor may have fewer: zeros follow.
    fn data(&self, lookup: &Lookup, tensor: Tensor, c: usize) -> Data {
        let data = self.get(tensor).data(c);
        if data.len() == lookup.rows {
            return data;
        }
        // A vector that grew would leave what it held behind.
        let mut longer = Zeroizing::new(Vec::with_capacity(lookup.rows));
        longer.extend_from_slice(&data);
        longer.resize(lookup.rows, 0);
        longer
    }

    /// The numbers of a looked up column: those of a tensor, or the low and the high parts of pairs.
    fn numbers(
        &self,
        lookup: &Lookup,
        LookedColumn { looked, column }: LookedColumn,
    ) -> (Data, Option<Data>) {
        let data = |tensor| self.data(lookup, tensor, column);
        match looked {
            Looked::Values(tensor) => (data(tensor), None),
            Looked::Pair { low, high } => (data(low), Some(data(high))),
        }
    }

    /// The columns in the input slots of an instance of a lookup, once theta is known.
    fn looked(
        &self,
        lookup: &Lookup,
        slots: &[LookedColumn],
        theta: Fp,
    ) -> Vec<Committed<LookedUpColumn>> {
        let looked = |&LookedColumn { looked, column }: &LookedColumn| {
            let of = |tensor: Tensor| SmallColumn {
                data: self.data(lookup, tensor, column),
                blinds: self.get(tensor).blinds(column).clone(),
            };
            match looked {
                Looked::Values(tensor) => of(tensor).into(),
                Looked::Pair { low, high } => {
                    LookedUpColumn { low: of(low), high: Some((of(high), theta)) }
                }
            }
        };
        let points = |tensor| &self.get(tensor).points[..];
        let columns = slots.iter().map(looked).collect();
        let commitments: Vec<_> =
            slots.iter().map(|slot| slot.commitment(&points, theta)).collect();
        committed(columns, &commitments)
    }
}

/// The tensors of all rounds.
struct AllTensors<'a> {
    round_0: Tensors<'a>,
    later: Vec<CommittedTensor>,
}

impl AllTensors<'_> {
    fn get(&self, tensor: Tensor) -> &CommittedTensor {
        match tensor {
            Tensor::Later(number) => &self.later[number],
            tensor => self.round_0.get(tensor),
        }
    }

    /// A linear combination of columns.
    fn combined(
        &self,
        k: u32,
        terms: &[(Tensor, usize, Fp)],
        work: &Work<'_>,
    ) -> Result<Column, Cancelled> {
        type Terms = Vec<(Tensor, usize, Fp)>;
        let (small, others): (Terms, Terms) =
            terms.iter().copied().partition(|(tensor, ..)| self.get(*tensor).is_small());
        let data_rows = small.iter().map(|(tensor, ..)| self.get(*tensor).layout.data_rows).max();
        let term = |&(tensor, column, factor): &(Tensor, usize, Fp)| {
            work.tick()?;
            Ok((factor, self.get(tensor).data(column)))
        };
        let data = weighted_sum(data_rows.unwrap_or(0), &small, term)?;
        let mut blinds = Blinds::zero();
        for &(tensor, column, factor) in &small {
            blinds.add_scaled(factor, self.get(tensor).blinds(column));
        }
        let mut sum = Column {
            values: column_values(k, data.into_iter(), &blinds.rows),
            blind: blinds.factor,
        };
        for (tensor, column, factor) in others {
            work.tick()?;
            sum.add_scaled(factor, &self.get(tensor).expanded(column));
        }
        Ok(sum)
    }

    /// The columns in the slots of a sum.
    fn slots(
        &self,
        plan: &Plan,
        shares: Option<&Committed<Column>>,
        work: &Work<'_>,
    ) -> Result<Vec<Committed<Column>>, Cancelled> {
        let points = |tensor| -> &[EqAffine] {
            match (tensor, shares) {
                (Tensor::Shares, Some(shares)) => std::slice::from_ref(&shares.commitment),
                (tensor, _) => &self.get(tensor).points,
            }
        };
        let column = |slot: &Slot| match (&slot.terms[..], shares) {
            ([(Tensor::Shares, ..)], Some(shares)) => Ok(shares.column.clone()),
            (terms, _) => self.combined(plan.class.k(), terms, work),
        };
        let of_slot = |slot: &Slot| Ok((column(slot)?, slot.commitment(&points)));
        let slots = plan.of_slots(|slots| slots.into_iter().map(of_slot).collect())?;
        let (columns, commitments): (Vec<_>, Vec<_>) = slots.into_iter().unzip();
        Ok(committed(columns, &commitments))
    }
}
