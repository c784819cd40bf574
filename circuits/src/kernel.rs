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
//! What is proved is true in the field of `p`, about 2^254, elements ([`Fp`]). Where it must be true of integers, look up
//! the tensors, so that both sides of an equation are below p / 2.
//!
//! `circuits/examples/matmul.rs` proves the product of two hidden matrices. `docs/protocol.md` has the protocol: sections 2
//! (tensors), 4 (equations), 5 (lookups) and 7 (rounds).

#[cfg(test)]
mod tests;

pub use halo2_proofs::pasta::Fp;

pub use crate::commitment::ColumnCommitment;
pub use crate::statement::Tensor;
pub use crate::statement::sum::TooLarge;
pub use crate::step::StepProof;
pub use crate::tensor::{BadShape, KS, Shape};

use ff::Field;
use thiserror::Error;

use crate::argument::class::SLOTS;
use crate::argument::lookup::circuit::Tags;
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
use crate::statement::fold::{FEW_SLOTS, Weighed, WeightProduct};
use crate::statement::sum::{Pair, Plan, Slot, Sum};
use crate::statement::{self, Entry, Looked, columns};
#[cfg(feature = "prover")]
use crate::step::prover::{Hashes, LastRound, Making, Method, StepError, StepProver, Tensors};
use crate::step::rounds::{self, FirstChallenges, Opening, Round};
#[cfg(feature = "prover")]
use crate::step::tampering::{Honest, Tampering};
use crate::step::verifier::{Job, JobError, MakePlan, StepPoints, StepVerifier};
use crate::step::{Context, OutputKind};
use crate::tensor::Layout;

/// What is proved about some tensors. Prover and verifier must have the same.
pub trait Statement {
    /// What this statement is called, and all public numbers that it depends on, in bytes that have one form. Every
    /// challenge binds them, the shapes and the tables. Equations are not bytes: two statements with other equations
    /// need other names.
    fn public(&self) -> Vec<u8>;

    /// log2 of the rows of columns, one of [`KS`].
    fn k(&self) -> u32 {
        KS[0]
    }

    /// The shapes of the inputs: [`Tensor::Input`], numbered from 0.
    fn inputs(&self) -> Vec<Shape>;

    /// The shapes of [`Tensor::Auxiliary`].
    fn auxiliary(&self) -> Vec<Shape> {
        Vec::new()
    }

    /// The shapes of [`Tensor::Later`].
    fn later(&self) -> Vec<Shape> {
        Vec::new()
    }

    /// What is looked up of inputs and auxiliary tensors.
    fn lookups(&self) -> Vec<Lookup> {
        Vec::new()
    }

    /// What must be true for these challenges.
    fn equations(&self, challenges: &Challenges) -> Vec<Equation>;
}

/// The challenges of a statement.
#[derive(Clone, Copy, Debug)]
pub struct Challenges {
    /// Drawn when inputs and auxiliary tensors are committed to.
    pub r: Fp,
    /// Drawn with r.
    pub t: Fp,
    /// Drawn when later tensors are committed to; none if there are no later tensors.
    pub s: Option<Fp>,
    /// Drawn last.
    pub z: Fp,
}

/// The powers of a challenge, from 1, so many.
pub fn powers(base: Fp, count: usize) -> Vec<Fp> {
    crate::curve::field::powers(base, count)
}

/// A table of numbers, or of pairs of a number and a byte that is a function of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table(Vec<Entry>);

impl Table {
    /// The numbers below `values`.
    pub fn range(values: u16) -> Self {
        Table(Entry::range(values.into()))
    }

    /// The pairs of each number below `values` and the byte that `function` makes of it. 0 must become 0: rows of columns
    /// that hold nothing are zero.
    ///
    /// # Panics
    /// If it does not.
    pub fn function(values: u16, function: impl Fn(u16) -> u8) -> Self {
        assert_eq!(function(0), 0, "0 becomes 0");
        Table((0..values).map(|low| Entry { low: low.into(), high: function(low) }).collect())
    }
}

/// A tensor whose numbers are in a table, or two of one shape whose numbers, place by place, are pairs of a table. Looked
/// up are all rows of the columns that the tensors lie in.
#[derive(Clone, Debug)]
pub struct Lookup {
    looked: Looked,
    table: Table,
}

impl Lookup {
    /// Each number of `tensor` is in the table.
    pub fn values(tensor: Tensor, table: Table) -> Self {
        Lookup { looked: Looked::Values(tensor), table }
    }

    /// Each number of `low` and the number of `high` in its place are a pair of the table.
    pub fn pairs(low: Tensor, high: Tensor, table: Table) -> Self {
        Lookup { looked: Looked::Pair { low, high }, table }
    }
}

/// A weighted sum that has a public value: of numbers of tensors, and of products of numbers of two tensors.
#[derive(Clone)]
pub struct Equation {
    weighed: Vec<(Tensor, WeightProduct)>,
    products: Vec<(Tensor, Tensor, Vec<Fp>)>,
    value: Fp,
}

impl Equation {
    /// The sum of nothing, which is to be `value`.
    pub fn equal_to(value: Fp) -> Self {
        Equation { weighed: Vec::new(), products: Vec::new(), value }
    }

    /// Adds the numbers of `tensor`, number i of row y times `rows[y] * values[i]`. There must be a weight for each row and
    /// for each number of a row.
    #[must_use]
    pub fn plus(mut self, tensor: Tensor, rows: Vec<Fp>, values: Vec<Fp>) -> Self {
        self.weighed.push((tensor, WeightProduct { rows, values }));
        self
    }

    /// Adds the products of the numbers of two tensors, place by place, each times its weight. Both must be of one row, and
    /// as long as there are weights. A statement has at most four pairs of tensors that are multiplied.
    #[must_use]
    pub fn plus_products(mut self, left: Tensor, right: Tensor, weights: Vec<Fp>) -> Self {
        self.products.push((left, right, weights));
        self
    }
}

/// Why there is no proof, or a proof is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KernelError {
    /// The public parameters have other columns.
    #[error("columns have 2^14 or 2^15 rows, not 2^{0}")]
    K(u32),
    /// A tensor that does not fit its columns.
    #[error(transparent)]
    Shape(#[from] BadShape),
    /// Numbers that are not those of their tensor, or tensors that are not those of the statement.
    #[error("{0} that the statement does not have")]
    Mismatch(&'static str),
    /// Tables that are empty or longer than columns.
    #[error("a table has at least one entry and at most as many as a column has rows")]
    Table,
    /// Numbers that their table lacks.
    #[error("{0} numbers or pairs are not in their table")]
    NotInTable(u32),
    /// Equations that take too many slots.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// A proof whose counts or lengths are not those of the statement.
    #[error("the proof is malformed: {0}")]
    Malformed(&'static str),
    /// A commitment that is not a point, or is the point at infinity.
    #[error("a column commitment is not valid")]
    Commitment,
    /// A proof that is false.
    #[error("the proof is invalid")]
    False,
}

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
    let recipe = recipe(statement, &lowered);
    let work = &mut Work::new(&Unwatched, 1, 1);
    let prover = StepProver::new(&lowered, context(&recipe), tensors, hashes, making, work);
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
    let recipe = recipe(statement, &lowered);
    let first_round = Round::first(&Opening {
        context: context(&recipe),
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

/// What challenges absorb of a statement besides its tensors.
fn context(recipe: &[u8]) -> Context<'_> {
    let kind = OutputKind::Nothing;
    Context { kind, attestation: &[], bound: None, recipe, grouping: &[], step: 0 }
}

/// The name of a statement with its public numbers, then all shapes and tables.
fn recipe(statement: &impl Statement, lowered: &statement::Statement) -> Vec<u8> {
    let public = statement.public();
    let mut recipe = Vec::new();
    let mut number = |number: usize| recipe.extend((number as u64).to_le_bytes());
    for layouts in [&lowered.inputs, &lowered.auxiliary, &lowered.later] {
        number(layouts.len());
        for Layout { shape, .. } in layouts {
            number(shape.rows);
            number(shape.row_values);
        }
    }
    number(lowered.lookups.len());
    for lookup in &lowered.lookups {
        number(lookup.entries.len());
        for Entry { low, high } in &lookup.entries {
            number(*low as usize);
            number((*high).into());
        }
    }
    number(public.len());
    recipe.extend(public);
    recipe
}

/// The statement about columns. Lookups into the same table are one.
fn lower(statement: &impl Statement) -> Result<statement::Statement, KernelError> {
    let k = statement.k();
    let layouts = |shapes: Vec<Shape>| {
        shapes.into_iter().map(|shape| Layout::new(shape, k)).collect::<Result<Vec<_>, _>>()
    };
    let mut lowered = statement::Statement {
        k,
        inputs: layouts(statement.inputs())?,
        outputs: Vec::new(),
        auxiliary: layouts(statement.auxiliary())?,
        later: layouts(statement.later())?,
        lookups: Vec::new(),
    };
    for Lookup { looked, table: Table(entries) } in statement.lookups() {
        let rows = Layout::usable_rows(k);
        if !(1..=rows).contains(&entries.len()) {
            return Err(KernelError::Table);
        }
        let (tensor, other) = match looked {
            Looked::Values(tensor) => (tensor, tensor),
            Looked::Pair { low, high } => (low, high),
        };
        let [layout, of_other] = [tensor, other].map(|tensor| match tensor {
            Tensor::Input(number) => lowered.inputs.get(number),
            Tensor::Auxiliary(number) => lowered.auxiliary.get(number),
            _ => None,
        });
        let looked = match (layout, of_other) {
            (Some(layout), Some(other)) if layout == other => looked.columns(layout.columns),
            _ => return Err(KernelError::Mismatch("looked up tensors")),
        };
        match lowered.lookups.iter_mut().find(|lookup| lookup.entries == entries) {
            Some(lookup) => lookup.columns.extend(looked),
            None => {
                let (columns, tags) = (looked.collect(), Tags::NONE);
                lowered.lookups.push(statement::Lookup { k, rows, columns, entries, tags });
            }
        }
    }
    Ok(lowered)
}

/// All equations as one sum, none if there is none: the first as it is, each after it times the next power of gamma.
fn sum(
    statement: &impl Statement,
    lowered: &statement::Statement,
    challenges: &rounds::Challenges,
) -> Option<Sum> {
    let (FirstChallenges { r, t, .. }, s) = (challenges.first, challenges.s);
    let [z, gamma] = challenges.last.both();
    let equations = statement.equations(&Challenges { r, t, s, z });
    let powers = powers(gamma, equations.len());
    let mut value = Fp::ZERO;
    let mut weighed: Vec<(Tensor, Vec<WeightProduct>)> = Vec::new();
    let mut pairs: Vec<((Tensor, Tensor), Pair)> = Vec::new();
    for (equation, power) in equations.into_iter().zip(powers) {
        value += power * equation.value;
        for (tensor, mut product) in equation.weighed {
            let shape = lowered.layout(tensor).shape;
            assert_eq!(product.rows.len(), shape.rows, "a weight for each row of {tensor:?}");
            assert_eq!(product.values.len(), shape.row_values, "a weight for each of its numbers");
            product.rows.iter_mut().for_each(|weight| *weight *= power);
            match weighed.iter_mut().find(|(known, _)| *known == tensor) {
                Some((_, products)) => products.push(product),
                None => weighed.push((tensor, vec![product])),
            }
        }
        for (left, right, weights) in equation.products {
            for tensor in [left, right] {
                let row = Shape::row(weights.len());
                assert_eq!(
                    lowered.layout(tensor).shape,
                    row,
                    "a row with a number for each weight"
                );
            }
            let weights = weights.into_iter().map(|weight| power * weight);
            match pairs.iter_mut().find(|(known, _)| *known == (left, right)) {
                Some((_, pair)) => {
                    pair.products.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
                }
                None => {
                    let factors = [left, right].map(|tensor| Slot::of(tensor, 0));
                    let products = weights.collect();
                    let pair = Pair { factors, weights: [Vec::new(), Vec::new()], products };
                    pairs.push(((left, right), pair));
                }
            }
        }
    }
    let mut slots = Vec::new();
    for (tensor, products) in &weighed {
        let weighed = Weighed { tensor: *tensor, layout: lowered.layout(*tensor), products };
        // What a factor of a pair weighs by itself needs no other slot.
        let factor = pairs.iter_mut().find_map(|((left, right), pair)| match *tensor {
            tensor if tensor == *left => Some(&mut pair.weights[0]),
            tensor if tensor == *right => Some(&mut pair.weights[1]),
            _ => None,
        });
        let folds = weighed.folds(FEW_SLOTS, SLOTS[SLOTS.len() - 1]);
        let folds = folds.unwrap_or_else(|| weighed.folds_of_columns());
        match factor {
            // A row is one column, and its fold the column itself.
            Some(weights) => folds.iter().for_each(|fold| *weights = weighed.weights(fold)),
            None => slots.extend(folds.into_iter().map(|fold| {
                let weights = weighed.weights(&fold);
                (fold.slot, weights)
            })),
        }
    }
    if slots.is_empty() && pairs.is_empty() {
        // Equations of nothing, or whose weights are all zero: some column weighs nothing.
        let (tensor, _) = weighed.first()?;
        slots.push((Slot::of(*tensor, 0), Vec::new()));
    }
    let pairs = pairs.into_iter().map(|(_, pair)| pair).collect();
    Some(Sum { k: lowered.k, slots, pairs, value, last_challenges: [z, gamma] })
}
