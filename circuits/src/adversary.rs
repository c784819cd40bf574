//! The prover that lies: honest about everything but one thing, to which it commits consistently, and which
//! it makes up for wherever it can. Every lie must be rejected at its step, by the very proofs that should
//! catch it; the others are true. Lies are told by both provers, by the crate's `create_proof` and by our own,
//! about the same columns; where columns are long, some only by ours ([`Lie::by_reference`]).
//!
//! It works on columns of field elements, so that it can commit to what no honest prover holds: fractions,
//! negative remainders, values in rows that hold nothing, columns made up when the challenges are known.
//! Such a made-up proof is checked against what the liar himself names, too: it must be true of that, or
//! the lie would show nothing about the check that catches it. Our prover looks up small numbers only: a
//! lookup of anything else is the crate's in both tellings.
//!
//! Cells inside the circuits are bent in `argument/*/circuit.rs`, files in `tests/`.

mod chains;
mod steps;

use std::collections::HashMap;

use ff::{Field, PrimeField};
use group::CurveAffine as _;
use halo2_proofs::pasta::Fp;
use rand_core::Rng;

use crate::argument::class::{Shape, verifying_key, with_circuit};
use crate::argument::inner_product;
use crate::argument::inner_product::circuit::{InnerProductCircuit, InnerProductWitness};
use crate::argument::linked::LinkedColumn;
use crate::argument::lookup::circuit::{LookupCircuit, LookupShape, LookupWitness, channel_term};
use crate::argument::lookup::prover::{Instance, SmallColumn};
use crate::argument::lookup::{self};
use crate::argument::reference::{self, with_public};
use crate::argument::verifier::{self, About};
use crate::chain::prover::Method;
use crate::chain::verifier::{Check, Job, Rejection, StepPoints, StepVerifier, verify_at};
use crate::chain::{ChainProof, Claim, Context, Step, StepChallenges, StepProof};
use crate::commitment::blinding::Blinds;
use crate::commitment::randomness::SystemRandom;
use crate::commitment::{
    ColumnCommitment, Columns, ImageHash, Samples, column_values, commit_values, points,
};
use crate::curve::field::signed;
use crate::curve::msm::normalise;
use crate::edits::recipe::Recipe;
use crate::edits::testing::noise;
use crate::image::layout::{Layout, TAIL};
use crate::image::{Image, Size};
use crate::plonk::deferred_msm::ZeroSum;
use crate::statement::packing::Packing;
use crate::statement::plane::Plane;
use crate::statement::relation::{Plan, Slot};
use crate::statement::{Looked, LookedColumn, Lookup, Statement};

/// What a step proves, proof by proof.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    /// Input and output packed are in the table of a tone.
    Table,
    /// Remainders are below their divisor.
    Remainders,
    /// The clamp's input and the output packed are in the clamp's table.
    Clamp,
    /// A hidden output holds bytes.
    OutputRange,
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
    /// A relation with a remainder in two limbs.
    Resized,
    /// A relation with a remainder below this divisor.
    Rounded(u16),
    /// The same, and a clamp.
    Clamped(u16),
}

impl Kind {
    fn of(statement: &Statement) -> Self {
        let Some(relation) = &statement.relation else {
            return Kind::Tone;
        };
        let rounding = relation.map.rounding();
        let divisor = u16::try_from(rounding.divisor);
        match (rounding.remainder.len(), rounding.clamped) {
            (0, false) => Kind::Exact,
            (2, false) => Kind::Resized,
            (_, false) => Kind::Rounded(divisor.expect("small")),
            (_, true) => Kind::Clamped(divisor.expect("small")),
        }
    }

    /// The plane of the remainder's highest limb, and how many values it may have.
    fn remainder(self) -> Option<(usize, u16)> {
        match self {
            Kind::Tone | Kind::Exact => None,
            Kind::Resized => Some((1, 1 << 11)),
            Kind::Rounded(divisor) | Kind::Clamped(divisor) => Some((0, divisor)),
        }
    }
}

/// One column: all its rows, and the factor of the blinding generator.
#[derive(Clone, PartialEq)]
struct Column {
    values: Vec<Fp>,
    blind: Fp,
}

impl Column {
    fn new(k: u32, data: impl Iterator<Item = Fp>, blinds: &Blinds) -> Self {
        Column { values: column_values(k, data, &blinds.tail), blind: blinds.factor }
    }

    fn add_scaled(&mut self, factor: Fp, other: &Column) {
        for (sum, value) in self.values.iter_mut().zip(&other.values) {
            *sum += factor * value;
        }
        self.blind += factor * other.blind;
    }

    fn combination<'a>(terms: impl IntoIterator<Item = (Fp, &'a Column)>) -> Self {
        let mut terms = terms.into_iter();
        let (factor, first) = terms.next().expect("a combination of something");
        let mut sum = Column {
            values: first.values.iter().map(|value| factor * value).collect(),
            blind: factor * first.blind,
        };
        terms.for_each(|(factor, column)| sum.add_scaled(factor, column));
        sum
    }

    fn linked(&self) -> LinkedColumn {
        LinkedColumn { values: self.values.clone(), blind: self.blind }
    }

    /// The column as our prover takes it, if it is small numbers in so many rows, zeros and a tail.
    fn small(&self, data_rows: usize) -> Option<SmallColumn> {
        let (rows, tail) = self.values.split_at(self.values.len() - TAIL);
        let (data, unused) = rows.split_at(data_rows);
        // Its buckets are numbered by value, so that these should not be large.
        let small = |value: &Fp| {
            let [low, middle, high, ..] = value.to_repr();
            let number = u32::from_le_bytes([low, middle, high, 0]);
            (*value == Fp::from(u64::from(number))).then_some(number)
        };
        let data: Vec<u32> = data.iter().map(small).collect::<Option<_>>()?;
        unused.iter().all(Fp::is_zero_vartime).then(|| SmallColumn {
            data: data.into(),
            blinds: Blinds { tail: tail.to_vec(), factor: self.blind },
        })
    }
}

fn commitments(columns: &[Column]) -> Vec<ColumnCommitment> {
    let mut all: Vec<ColumnCommitment> = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        // Spare slots repeat a column.
        let known = columns[..index].iter().position(|known| known == column);
        all.push(known.map(|known| all[known]).unwrap_or_else(|| {
            let k = column.values.len().ilog2();
            let point = commit_values(k, column.values.clone(), column.blind);
            ColumnCommitment::of(&normalise(&[point])[0])
        }));
    }
    all
}

/// What an edit gives, in plain numbers.
struct Numbers {
    kind: Kind,
    published: bool,
    /// For the next step, and for publishing, they are taken as bytes.
    output: Vec<u16>,
    auxiliary: Vec<Vec<u16>>,
    layout: Layout,
    /// Whether the padding is a part of the numbers, instead of repeating the last row.
    with_padding: bool,
}

impl Numbers {
    fn of(statement: &Statement, input: &Image, published: bool) -> Self {
        let (image, auxiliary) = statement.evaluate(input, &|| Ok(())).expect("goes on");
        let words = |samples| match samples {
            Samples::Words(words) => words,
            Samples::Bytes(bytes) => bytes.into_iter().map(u16::from).collect(),
        };
        Numbers {
            kind: Kind::of(statement),
            published,
            output: image.pixels().iter().map(|&byte| byte.into()).collect(),
            auxiliary: auxiliary.into_iter().map(words).collect(),
            layout: statement.output,
            with_padding: false,
        }
    }

    /// Makes the padding a part of the numbers, so that it can be bent.
    fn unfold_padding(&mut self) {
        let row = self.layout.size.row_bytes();
        let rows = self.layout.padded_height() - self.layout.size.height as usize;
        assert!(rows > 0, "the test wants padding");
        for plane in self.auxiliary.iter_mut().chain([&mut self.output]) {
            let last = plane[plane.len() - row..].to_vec();
            (0..rows).for_each(|_| plane.extend(&last));
        }
        self.with_padding = true;
    }

    /// The last place in which the output may go down by one.
    fn positive(&self) -> usize {
        let positive = self.output.iter().rposition(|&byte| byte > 0);
        positive.expect("not all is black")
    }

    /// The first place of a column in which the output may go up or down by one and, if it is a clamp's, is
    /// the clamp's input.
    fn free(&self, column: usize) -> usize {
        let is_free = |&place: &usize| {
            let byte = self.output[place];
            let unclamped = match self.kind {
                Kind::Clamped(_) => self.auxiliary[1][place] == byte + 4096,
                _ => true,
            };
            unclamped && (1..255).contains(&byte)
        };
        let mut places = column * self.layout.data_rows..self.output.len();
        places.find(is_free).expect("gray somewhere")
    }

    /// Another output, followed by the clamp's input.
    fn move_output(&mut self, place: usize, by: i16) {
        let moved = |number: &mut u16| *number = number.checked_add_signed(by).expect("free");
        moved(&mut self.output[place]);
        if let Kind::Clamped(_) = self.kind {
            moved(&mut self.auxiliary[1][place]);
        }
    }

    /// The output less one; if it is rounded, the divisor more for the remainder, so that the relation holds.
    fn lower_output(&mut self, place: usize) {
        self.move_output(place, -1);
        if let Some((limb, values)) = self.kind.remainder() {
            self.auxiliary[limb][place] += values;
        }
    }

    fn image(&self) -> Image {
        let bytes = &self.output[..self.layout.size.bytes()];
        Image::new(self.layout.size, bytes.iter().map(|&number| number as u8).collect())
    }

    fn columns(&self, plane: &[u16], mut blinds: impl FnMut() -> Blinds) -> Vec<Column> {
        let Size { width, height } = self.layout.size;
        let height = if self.with_padding { self.layout.padded_height() as u32 } else { height };
        let columns = Columns {
            layout: Layout::new(Size { width, height }, self.layout.k).expect("the same columns"),
            samples: Samples::Words(plane.to_vec()),
        };
        let column = |c| {
            let data = columns.column(c);
            let data = data.iter().map(|&number| Fp::from(u64::from(number)));
            Column::new(self.layout.k, data, &blinds())
        };
        (0..self.layout.columns).map(column).collect()
    }
}

/// The columns of a step.
struct Planes {
    layout: Layout,
    kind: Kind,
    published: bool,
    input: Vec<Column>,
    output: Vec<Column>,
    auxiliary: Vec<Vec<Column>>,
}

impl Planes {
    fn get(&self, plane: Plane) -> &[Column] {
        match plane {
            Plane::Input => &self.input,
            Plane::Output => &self.output,
            Plane::Auxiliary(number) => &self.auxiliary[number],
        }
    }

    fn looked(&self, LookedColumn { looked, column }: LookedColumn) -> Column {
        match looked {
            Looked::Plane(plane) => self.get(plane)[column].clone(),
            Looked::Packed { packing, low, high } => Column::combination([
                (Fp::ONE, &self.get(low)[column]),
                (Fp::from(packing.factor()), &self.get(high)[column]),
            ]),
        }
    }

    fn slot(&self, slot: &Slot) -> Column {
        let term =
            |&(plane, column, factor): &(Plane, usize, Fp)| (factor, &self.get(plane)[column]);
        Column::combination(slot.terms.iter().map(term))
    }

    /// A number of the output.
    fn output(&mut self, place: usize) -> &mut Fp {
        let rows = self.layout.data_rows;
        &mut self.output[place / rows].values[place % rows]
    }

    /// A number of an auxiliary plane.
    fn auxiliary(&mut self, plane: usize, place: usize) -> &mut Fp {
        let rows = self.layout.data_rows;
        &mut self.auxiliary[plane][place / rows].values[place % rows]
    }

    /// Adds a multiple of the divisor to a remainder.
    fn move_remainder(&mut self, place: usize, by: i64) {
        let (limb, values) = self.kind.remainder().expect("the edit rounds");
        *self.auxiliary(limb, place) += signed(by * i64::from(values));
    }
}

/// The columns in the slots of one lookup proof.
struct LinkedLookup {
    shape: LookupShape,
    alpha: Fp,
    table: Vec<Fp>,
    /// Inputs and last the multiplicities, instance by instance.
    instances: Vec<Vec<Column>>,
}

impl LinkedLookup {
    fn public(&self) -> Vec<Vec<Fp>> {
        self.shape.public_columns(self.alpha, &self.table)
    }

    fn value(&self, column: &Column, row: usize) -> Fp {
        looked_up(&self.shape, column, row)
    }

    /// The sum over the inputs of an instance less that over its table: zero if the instance is true.
    fn excess(&self, instance: usize) -> Fp {
        let (multiplicities, inputs) = self.instances[instance].split_last().expect("slots");
        let inverse = |value: Fp| (self.alpha - value).invert().expect("alpha is random");
        let mut excess = Fp::ZERO;
        for input in inputs {
            (0..self.shape.data_rows).for_each(|row| excess += inverse(self.value(input, row)));
        }
        for (entry, multiplicity) in self.table.iter().zip(&multiplicities.values) {
            excess -= inverse(*entry) * multiplicity;
        }
        excess
    }

    /// None, if there is anything but small numbers in the data.
    fn prove_ourselves(
        &self,
        shape: &Shape,
        commitments: &[Vec<ColumnCommitment>],
        random: &mut dyn Rng,
    ) -> Option<Vec<u8>> {
        let instance = |(columns, commitments): (&Vec<Column>, &Vec<ColumnCommitment>)| {
            let (multiplicities, inputs) = columns.split_last().expect("slots");
            let inputs = inputs.iter().map(|input| input.small(self.shape.data_rows));
            let columns = inputs.chain([multiplicities.small(self.shape.table)]);
            Some(Instance {
                columns: columns.collect::<Option<_>>()?,
                commitments: commitments.clone(),
            })
        };
        let instances = self.instances.iter().zip(commitments);
        let instances = instances.map(instance).collect::<Option<_>>()?;
        let (extent, alpha, table) = (&self.shape, self.alpha, &self.table);
        let stop = || Ok(());
        let proof = lookup::prover::prove(shape, extent, alpha, table, instances, random, &stop);
        Some(proof.expect("nobody stops it"))
    }

    fn prove_by_reference(
        &self,
        shape: &Shape,
        commitments: &[Vec<ColumnCommitment>],
        random: &mut dyn Rng,
    ) -> Vec<u8> {
        let linked = |columns: &Vec<Column>| columns.iter().map(Column::linked).collect();
        let linked: Vec<Vec<LinkedColumn>> = self.instances.iter().map(linked).collect();
        with_circuit!(shape,
            lookup W => {
                let circuit = |columns: &Vec<LinkedColumn>| {
                    let usable: Vec<_> = columns.iter().map(LinkedColumn::usable).collect();
                    let columns: Vec<&[Fp]> = usable.iter().map(Vec::as_slice).collect();
                    let witness =
                        LookupWitness::new(self.shape, &columns, self.alpha, &self.table);
                    LookupCircuit::<W>::new(usable, self.public(), witness)
                };
                let circuits: Vec<_> = linked.iter().map(circuit).collect();
                let columns = linked.into_iter();
                let columns = columns.map(|linked| with_public(shape, linked, self.public()));
                let columns: Vec<_> = columns.collect();
                let instances = vec![Vec::new(); columns.len()];
                reference::prove(shape, &circuits, &instances, &columns, commitments, random)
            },
            inner S => unreachable!("not {S} slots"))
    }
}

fn looked_up(shape: &LookupShape, column: &Column, row: usize) -> Fp {
    let channel = if shape.channel { channel_term(row) } else { 0 };
    column.values[row] + Fp::from(channel)
}

/// The columns in the slots of a relation's proof.
struct LinkedRelation<'a> {
    planes: &'a Planes,
    plan: Plan,
    columns: Vec<Column>,
}

impl LinkedRelation<'_> {
    /// The weight of a row in a slot.
    fn weight(&self, slot: usize, row: usize) -> Fp {
        let weights = &self.plan.weights.slots[slot];
        weights.get(row).copied().unwrap_or(Fp::ZERO)
    }

    /// The weighted sum of one column in a slot.
    fn weighed(&self, slot: usize, column: &Column) -> Fp {
        let rows = column.values.iter().enumerate();
        rows.fold(Fp::ZERO, |sum, (row, value)| sum + self.weight(slot, row) * value)
    }

    /// The weighted sum less the value: zero if the relation is true.
    fn excess(&self) -> Fp {
        let slots = self.columns.iter().enumerate();
        slots.fold(-self.plan.weights.value, |sum, (slot, column)| sum + self.weighed(slot, column))
    }

    fn prove_ourselves(&self, commitments: &[ColumnCommitment], random: &mut dyn Rng) -> Vec<u8> {
        let Plan { shape, weights, .. } = &self.plan;
        let linked = self.columns.iter().map(Column::linked).collect();
        inner_product::prover::prove(shape, weights, linked, commitments, random, &|| Ok(()))
            .expect("nobody stops it")
    }

    fn prove_by_reference(
        &self,
        commitments: &[Vec<ColumnCommitment>],
        random: &mut dyn Rng,
    ) -> Vec<u8> {
        let Plan { shape, weights, .. } = &self.plan;
        let linked: Vec<_> = self.columns.iter().map(Column::linked).collect();
        let usable: Vec<_> = linked.iter().map(LinkedColumn::usable).collect();
        let columns: Vec<&[Fp]> = usable.iter().map(Vec::as_slice).collect();
        let witness = InnerProductWitness::new(shape.k(), &columns, weights);
        let public = weights.public_columns(shape.k());
        let instances = [weights.instance()];
        with_circuit!(shape,
        lookup W => unreachable!("not {W} inputs"),
        inner S => {
            let circuit = InnerProductCircuit::<S>::new(usable, public.clone(), witness);
            let columns = with_public(shape, linked, public);
            reference::prove(shape, &[circuit], &instances, &[columns], commitments, random)
        })
    }
}

type Bend<'a, T> = &'a dyn Fn(&mut T);

/// What is bent in one step, and when. A lie names some of it and leaves the rest `..HONEST`.
#[derive(Clone, Copy)]
struct Lie<'a> {
    /// The step that is lied about, from 0.
    step: usize,
    /// Whether what is bent is no lie. Steps after a lie are not proved: the verifier names the first that
    /// is false.
    believed: bool,
    /// Whether the reference tells it, too, where our prover can.
    by_reference: bool,
    /// Which parts of the step are proved. The others are zeros instead of proofs, where these are what the
    /// test looks at.
    proves: fn(Part) -> bool,
    /// What the edit gives.
    numbers: Bend<'a, Numbers>,
    /// The columns made of that, before they are counted and committed to.
    planes: Bend<'a, Planes>,
    /// The columns that the slots of each instance of a lookup stand for.
    slots: Bend<'a, Vec<LookedColumn>>,
    /// The multiplicities for a table of so many entries, before they are committed to.
    multiplicities: &'a dyn Fn(usize, &mut Column),
    /// What a lookup's slots are filled with, when alpha is known.
    lookup: Bend<'a, LinkedLookup>,
    /// What a relation's slots are filled with, when r and t are known.
    relation: &'a dyn Fn(&mut LinkedRelation<'_>),
}

const HONEST: Lie<'_> = Lie {
    step: 0,
    believed: false,
    by_reference: true,
    proves: |_| true,
    numbers: &|_| {},
    planes: &|_| {},
    slots: &|_| {},
    multiplicities: &|_, _| {},
    lookup: &|_| {},
    relation: &|_| {},
};
const TRUTH: Lie<'_> = Lie { believed: true, ..HONEST };

/// One halo2 proof, made by each prover or by one of them, with what the liar himself says that it is about.
#[derive(Clone)]
struct Made {
    /// Its place among the step's proofs.
    number: usize,
    shape: Shape,
    about: About,
    ours: Option<Vec<u8>>,
    reference: Option<Vec<u8>>,
}

impl Made {
    /// The proof by one prover; by the other, if there is none.
    fn by(&self, method: Method) -> &[u8] {
        let proof = match method {
            Method::Ours => self.ours.as_ref().or(self.reference.as_ref()),
            Method::Reference => self.reference.as_ref().or(self.ours.as_ref()),
        };
        proof.expect("made by one of them")
    }

    fn holds(&self) -> bool {
        let key = verifying_key(&self.shape);
        let mut proofs = self.ours.iter().chain(&self.reference);
        proofs.all(|proof| {
            verifier::verify(&self.shape, &key, &self.about, proof).is_ok_and(|sum| sum.vanishes())
        })
    }
}

/// A chain with a lie in it, as one prover tells it.
#[derive(Clone)]
struct Told {
    method: Method,
    k: u32,
    size: Size,
    original: Vec<ColumnCommitment>,
    recipe: Recipe,
    bound: Option<String>,
    proof: ChainProof,
    published: Image,
    /// The images between the steps, from the original to the published one.
    images: Vec<Image>,
    /// The proofs of the step that is lied about.
    made: Vec<Made>,
}

/// Proves a recipe about noise, one step for each group of edits, in columns of 2^k rows: by our own
/// prover where it can, and once more by the reference.
fn tell(size: Size, k: u32, json: &str, grouping: Option<&[u8]>, lie: &Lie<'_>) -> Vec<Told> {
    let recipe = Recipe::from_json(json).expect("a recipe");
    let grouping = grouping.map_or_else(|| recipe.grouping(), <[u8]>::to_vec);
    let sizes = recipe.sizes(size).expect("fits");
    let steps = Step::all(&recipe, &grouping, &sizes).expect("an allowed grouping");
    let context = Context { k, recipe: &recipe, grouping: &grouping, bound: None };
    let random = &mut SystemRandom::new();
    let layout = Layout::new(size, k).expect("fits");
    let mut images = vec![noise(size, 1)];
    let original = Numbers {
        kind: Kind::Exact,
        published: false,
        output: images[0].pixels().iter().map(|&byte| byte.into()).collect(),
        auxiliary: Vec::new(),
        layout,
        with_padding: false,
    };
    let original = original.columns(&original.output, || Blinds::fresh(random));
    let mut input = original.clone();
    let mut proofs = Vec::new();
    let mut made = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let teller = StepTeller {
            context: &context,
            index,
            step,
            lie: if index == lie.step { lie } else { &HONEST },
        };
        let proved = lie.believed || index <= lie.step;
        let told = teller.tell(&images[index], input, proved, random);
        input = told.output;
        images.push(told.image);
        proofs.push(told.proof);
        made.push(told.made);
    }
    let original = commitments(&original);
    let by = |method| {
        let mut steps = proofs.clone();
        for (step, made) in steps.iter_mut().zip(&made) {
            for made in made {
                step.proofs[made.number] = made.by(method).to_vec();
            }
        }
        Told {
            method,
            k,
            size,
            original: original.clone(),
            recipe: recipe.clone(),
            bound: None,
            published: images.last().expect("a step").clone(),
            images: images.clone(),
            proof: ChainProof { grouping: grouping.clone(), steps },
            made: made[lie.step].clone(),
        }
    };
    let by_both = |made: &Made| made.ours.is_some() && made.reference.is_some();
    let twice = made.iter().flatten().any(by_both);
    let methods = [Method::Ours].into_iter();
    methods.chain(twice.then_some(Method::Reference)).map(by).collect()
}

struct StepTeller<'a> {
    context: &'a Context<'a>,
    index: usize,
    step: &'a Step<'a>,
    lie: &'a Lie<'a>,
}

struct ToldStep {
    image: Image,
    output: Vec<Column>,
    /// Zeros in the proofs' places.
    proof: StepProof,
    made: Vec<Made>,
}

impl StepTeller<'_> {
    fn tell(
        &self,
        image: &Image,
        input: Vec<Column>,
        proved: bool,
        random: &mut dyn Rng,
    ) -> ToldStep {
        let lie = self.lie;
        let k = self.context.k;
        let statement = self.step.statement(k);
        let mut numbers = Numbers::of(&statement, image, self.step.published);
        (lie.numbers)(&mut numbers);
        let mut auxiliary = Vec::new();
        for plane in &numbers.auxiliary {
            auxiliary.push(numbers.columns(plane, || Blinds::fresh(random)));
        }
        let output = numbers.columns(&numbers.output, || match self.step.published {
            true => Blinds::published(),
            false => Blinds::fresh(random),
        });
        let layout = statement.output;
        let mut planes = Planes {
            layout,
            kind: numbers.kind,
            published: numbers.published,
            input,
            output,
            auxiliary,
        };
        (lie.planes)(&mut planes);
        let mut lookups = Vec::new();
        for lookup in &statement.lookups {
            for mut instances in lookup.proofs(&layout) {
                instances.iter_mut().for_each(|slots| (lie.slots)(slots));
                lookups.push((lookup, instances));
            }
        }
        let mut multiplicities = Vec::new();
        for (lookup, instances) in &lookups {
            for slots in instances {
                let columns = slots.iter().map(|&slot| planes.looked(slot));
                let counts = counts(lookup, &layout, columns);
                let entries = counts.len();
                let mut column = Column::new(k, counts.into_iter(), &Blinds::fresh(random));
                (lie.multiplicities)(entries, &mut column);
                multiplicities.push(column);
            }
        }
        let mut proof = StepProof {
            output: commitments(&planes.output),
            auxiliary: planes.auxiliary.iter().flat_map(|plane| commitments(plane)).collect(),
            multiplicities: commitments(&multiplicities),
            proofs: Vec::new(),
        };
        let no_proof = |(shape, count): (Shape, usize)| vec![0; shape.proof_bytes(count)];
        proof.proofs = statement.proofs().into_iter().map(no_proof).collect();
        let mut made = Vec::new();
        if proved {
            let input = commitments(&planes.input);
            let challenges = challenges(self.context, self.index, self.step, &input, &proof);
            let mut multiplicities = multiplicities.iter();
            for (number, (lookup, instances)) in lookups.iter().enumerate() {
                let instance = |slots: &Vec<LookedColumn>| {
                    let columns = slots.iter().map(|&slot| planes.looked(slot));
                    columns.chain(multiplicities.next().cloned()).collect()
                };
                let shape = lookup.shape(&layout);
                let mut linked = LinkedLookup {
                    shape: lookup.extent(&layout),
                    alpha: challenges.alpha,
                    table: lookup.table(),
                    instances: instances.iter().map(instance).collect(),
                };
                if (lie.proves)(part(lookup, &layout)) {
                    (lie.lookup)(&mut linked);
                    made.push(self.prove_lookup(number, shape, &linked, random));
                }
            }
            if let Some(relation) = &statement.relation
                && (lie.proves)(Part::Relation)
            {
                let published = numbers.image();
                let published = self.step.published.then_some(&published);
                let plan = relation.plan(challenges.r, challenges.t, published);
                let mut linked = LinkedRelation {
                    columns: plan.slots.iter().map(|slot| planes.slot(slot)).collect(),
                    planes: &planes,
                    plan,
                };
                (lie.relation)(&mut linked);
                made.push(self.prove_relation(lookups.len(), &linked, random));
            }
        }
        ToldStep { image: numbers.image(), output: planes.output, proof, made }
    }

    fn prove_lookup(
        &self,
        number: usize,
        shape: Shape,
        linked: &LinkedLookup,
        random: &mut dyn Rng,
    ) -> Made {
        let commitments: Vec<_> =
            linked.instances.iter().map(|columns| commitments(columns)).collect();
        let ours = linked.prove_ourselves(&shape, &commitments, random);
        let by_reference = self.lie.by_reference || ours.is_none();
        let reference =
            by_reference.then(|| linked.prove_by_reference(&shape, &commitments, random));
        Made {
            number,
            shape,
            about: About { instance: Vec::new(), public: linked.public(), linked: commitments },
            ours,
            reference,
        }
    }

    fn prove_relation(
        &self,
        number: usize,
        linked: &LinkedRelation<'_>,
        random: &mut dyn Rng,
    ) -> Made {
        let commitments = vec![commitments(&linked.columns)];
        let ours = Some(linked.prove_ourselves(&commitments[0], random));
        let by_reference = self.lie.by_reference;
        let reference = by_reference.then(|| linked.prove_by_reference(&commitments, random));
        let Plan { shape, weights, .. } = &linked.plan;
        Made {
            number,
            shape: *shape,
            about: About {
                instance: weights.instance(),
                public: weights.public_columns(shape.k()),
                linked: commitments,
            },
            ours,
            reference,
        }
    }
}

/// How often each entry occurs. Values that the table lacks are not counted: nothing better is to be had.
fn counts(lookup: &Lookup, layout: &Layout, inputs: impl Iterator<Item = Column>) -> Vec<Fp> {
    let table = lookup.table();
    let mut places = HashMap::new();
    for (place, entry) in table.iter().enumerate() {
        places.entry(entry.to_repr()).or_insert(place);
    }
    let mut counts = vec![Fp::ZERO; table.len()];
    let shape = lookup.extent(layout);
    for input in inputs {
        for row in 0..shape.data_rows {
            if let Some(&place) = places.get(&looked_up(&shape, &input, row).to_repr()) {
                counts[place] += Fp::ONE;
            }
        }
    }
    counts
}

fn challenges(
    context: &Context<'_>,
    index: usize,
    step: &Step<'_>,
    input: &[ColumnCommitment],
    proof: &StepProof,
) -> StepChallenges {
    let hashed = |size, commitments| (size, ImageHash::of(size, context.k, commitments));
    context.challenges(
        index,
        hashed(step.input, input),
        hashed(step.output, &proof.output),
        &proof.auxiliary,
        &proof.multiplicities,
    )
}

fn part(lookup: &Lookup, layout: &Layout) -> Part {
    match lookup.instances(layout)[0][0].looked {
        Looked::Plane(Plane::Output) => Part::OutputRange,
        Looked::Plane(_) => Part::Remainders,
        Looked::Packed { packing: Packing::TONE, .. } => Part::Table,
        Looked::Packed { .. } => Part::Clamp,
    }
}

impl Told {
    fn check(&self) -> Result<(), Rejection> {
        let claim = Claim {
            size: self.size,
            commitments: &self.original,
            recipe: &self.recipe,
            bound: self.bound.as_deref(),
        };
        verify_at(self.k, &claim, &self.proof, &self.published)
    }

    /// The sums of the proofs that were made of a step, by what they prove; each is zero if its proof is true.
    fn sums(&self, index: usize) -> Vec<(Part, ZeroSum)> {
        let ChainProof { grouping, steps: proofs } = &self.proof;
        let sizes = self.recipe.sizes(self.size).expect("fits");
        let steps = Step::all(&self.recipe, grouping, &sizes).expect("allowed");
        let (step, proof) = (&steps[index], &proofs[index]);
        let statement = step.statement(self.k);
        let layout = statement.output;
        let input = match index {
            0 => &self.original,
            _ => &proofs[index - 1].output,
        };
        let context =
            Context { k: self.k, recipe: &self.recipe, grouping, bound: self.bound.as_deref() };
        let of_points = |commitments: &[ColumnCommitment]| points(commitments).expect("points");
        let points = StepPoints {
            input: of_points(input),
            output: of_points(&proof.output),
            auxiliary: of_points(&proof.auxiliary),
        };
        let verifier = StepVerifier {
            statement: &statement,
            proof,
            points: &points,
            challenges: challenges(&context, index, step, input, proof),
            published: step.published.then_some(&self.published),
        };
        let lookups = statement.lookups.iter().flat_map(|lookup| {
            let proofs = lookup.proofs(&layout).len();
            std::iter::repeat_n(part(lookup, &layout), proofs)
        });
        let parts = lookups.chain([Part::Relation]);
        let sum = |job: &Job<'_>| job.check().expect("can be read");
        let proofs = parts.zip(verifier.jobs()).zip(&proof.proofs);
        let made = proofs.filter(|(_, proof)| proof.iter().any(|&byte| byte > 0));
        made.map(|((part, job), _)| (part, sum(&job))).collect()
    }

    /// What a step proves falsely.
    fn false_parts(&self, index: usize) -> Vec<Part> {
        let mut parts: Vec<Part> = self
            .sums(index)
            .into_iter()
            .filter_map(|(part, sum)| (!sum.vanishes()).then_some(part))
            .collect();
        parts.dedup();
        parts
    }
}

/// The commitment to a multiple of a column.
fn multiple(commitment: ColumnCommitment, factor: Fp) -> ColumnCommitment {
    let point = commitment.point().expect("a point").to_curve() * factor;
    ColumnCommitment::of(&normalise(&[point])[0])
}

fn rejection(edit: usize, check: Check) -> Result<(), Rejection> {
    Err(Rejection { step: Some(edit), check })
}
