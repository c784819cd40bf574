//! The tampering: each change of a forgery is made where the prover comes to it.

use rand_core::Rng;

use std::collections::HashSet;

use super::columns::{commit_again, commitment, counts, expanded, looked_up, small};
use super::*;
use crate::argument::reference;
use crate::chain::tampering::ChainTampering;
use crate::commitment::column::Committed;
use crate::commitment::tensor::{CommittedTensor, Values};
use crate::statement::Lookup;
use crate::step::tampering::{LookupInputs, RelationInputs, Tampering};
use halo2_proofs::pasta::EqAffine;

/// A prover with a forgery in mind.
pub(super) struct Adversary<'a> {
    forgery: &'a Forgery<'a>,
    grouping: Option<&'a [u8]>,
    steps: usize,
    /// The images between the steps.
    pub images: Vec<Image>,
    /// The step in progress, from 0, with the number of its next proof.
    step: usize,
    proof: usize,
    kind: Kind,
    /// The layout of its output.
    layout: Option<Layout>,
    /// Its columns, if it is the forged one or later.
    planes: Option<Planes>,
    pub made: Vec<Made>,
}

/// What a proof of the forged step is about, as the adversary sees it.
#[derive(Clone)]
pub(super) struct Made {
    /// Its place among the step's proofs.
    pub number: usize,
    pub class: Class,
    pub proof_inputs: ProofInputs,
}

impl<'a> Adversary<'a> {
    pub fn new(forgery: &'a Forgery<'a>, grouping: Option<&'a [u8]>, original: &Image) -> Self {
        Adversary {
            forgery,
            grouping,
            steps: 0,
            images: vec![original.clone()],
            step: 0,
            proof: 0,
            kind: Kind::Exact,
            layout: None,
            planes: None,
            made: Vec::new(),
        }
    }

    fn is_forged(&self) -> bool {
        self.step == self.forgery.step
    }

    /// Whether a proof is not made, and zeros are put in its place.
    fn leaves_out(&self, part: Part) -> bool {
        let after = self.step > self.forgery.step && !self.forgery.accepted;
        after || self.is_forged() && !(self.forgery.proves)(part)
    }

    fn next_proof(&mut self) -> usize {
        self.proof += 1;
        self.proof - 1
    }

    /// The columns of the step, if any of them is another than the prover's.
    fn other_planes(&self) -> Option<&Planes> {
        self.planes.as_ref().filter(|planes| planes.differ)
    }
}

impl ChainTampering for Adversary<'_> {
    fn grouped(&mut self, grouping: &mut Vec<u8>) {
        if let Some(other) = self.grouping {
            *grouping = other.to_vec();
        }
        self.steps = grouping.len();
    }

    fn evaluated(
        &mut self,
        step: usize,
        statement: &StepStatement,
        output: &mut Image,
        auxiliary: &mut [Values],
    ) {
        (self.step, self.proof, self.kind) = (step, 0, Kind::of(statement));
        self.layout = Some(statement.output);
        if self.is_forged() {
            let words = |values: &Values| match values {
                Values::Words(words) => words.to_vec(),
                _ => unreachable!("auxiliary numbers are words"),
            };
            let mut numbers = Numbers {
                kind: self.kind,
                published: step + 1 == self.steps,
                layout: statement.output,
                output: output.pixels().to_vec(),
                auxiliary: auxiliary.iter().map(words).collect(),
            };
            (self.forgery.numbers)(&mut numbers);
            *output = Image::new(output.size(), numbers.output);
            for (values, words) in auxiliary.iter_mut().zip(numbers.auxiliary) {
                *values = Values::Words(words.into());
            }
        }
        self.images.push(output.clone());
    }

    fn committed(
        &mut self,
        input: &CommittedTensor,
        output: &mut CommittedTensor,
        auxiliary: &mut [CommittedTensor],
    ) {
        if self.step < self.forgery.step {
            return;
        }
        let before = self.planes.take().filter(|before| before.differ);
        let mut planes = Planes {
            layout: *self.layout.as_ref().expect("the step's"),
            kind: self.kind,
            published: self.step + 1 == self.steps,
            differ: before.is_some(),
            input: before.map_or_else(|| expanded(input), |before| before.output),
            output: expanded(output),
            auxiliary: auxiliary.iter().map(expanded).collect(),
        };
        if self.is_forged() {
            (self.forgery.planes)(&mut planes);
            let committed = [output].into_iter().chain(auxiliary);
            let columns = [&planes.output].into_iter().chain(&planes.auxiliary);
            for (plane, columns) in committed.zip(columns) {
                let known = expanded(plane);
                planes.differ |= *columns != known;
                commit_again(columns, &known, &mut plane.points);
            }
        }
        self.planes = Some(planes);
    }
}

impl Tampering for Adversary<'_> {
    fn slots(&mut self, instances: &mut [Vec<LookedColumn>]) {
        if self.is_forged() {
            instances.iter_mut().for_each(|slots| (self.forgery.slots)(slots));
        }
    }

    fn counted(
        &mut self,
        lookup: &Lookup,
        slots: &[LookedColumn],
        counted: &mut Vec<u32>,
        absent: &mut u32,
    ) {
        *absent = 0;
        if let Some(planes) = self.other_planes() {
            let inputs: Vec<_> = slots.iter().map(|&slot| planes.parts(slot)).collect();
            *counted = counts(&lookup.extent(), &lookup.entries, &inputs);
        }
        if self.is_forged() {
            (self.forgery.counts)(counted);
        }
    }

    fn lookup(
        &mut self,
        slots: &[Vec<LookedColumn>],
        inputs: &mut LookupInputs,
        random: &mut dyn Rng,
    ) -> Option<Vec<u8>> {
        let number = self.next_proof();
        let LookupInputs { class, extent, alpha, ref table, ref mut instances } = *inputs;
        let high = instances[0][0].column.high.as_ref();
        let theta = high.map_or(Fp::ZERO, |(_, theta)| *theta);
        if self.leaves_out(part(slots)) {
            return Some(vec![0; class.proof_bytes(slots.len())]);
        }
        let honest: Vec<Vec<Column>> = instances
            .iter()
            .map(|linked| linked.iter().map(|linked| linked.column.expand(class.k())).collect())
            .collect();
        let mut commitments: Vec<Vec<EqAffine>> = instances
            .iter()
            .map(|linked| linked.iter().map(|linked| linked.commitment).collect())
            .collect();
        let mut known = honest.clone();
        if let Some(planes) = self.other_planes() {
            for (columns, slots) in known.iter_mut().zip(slots) {
                for (column, &slot) in columns.iter_mut().zip(slots) {
                    *column = planes.looked(slot, theta);
                }
            }
        }
        let mut columns =
            LookupColumns { extent, alpha, table: table.clone(), instances: known.clone() };
        if self.is_forged() {
            (self.forgery.lookup)(&mut columns);
        }
        let columns = columns.instances;
        for ((commitments, columns), known) in commitments.iter_mut().zip(&columns).zip(&known) {
            commit_again(columns, known, commitments);
        }
        if self.is_forged() {
            let public = extent.public_columns(alpha, table);
            let proof_inputs =
                ProofInputs { instance: Vec::new(), public, linked: commitments.clone() };
            self.made.push(Made { number, class, proof_inputs });
        }
        // The native prover takes small numbers and pairs of a table.
        let is_entry = |column: &Column| {
            let rows = 0..extent.data_rows;
            let entries: HashSet<_> = table.iter().map(Fp::to_repr).collect();
            let mut values = rows.map(|row| looked_up(&extent, column, row).to_repr());
            values.all(|value| entries.contains(&value))
        };
        let inputs = |columns: &Vec<Column>| columns[..class.width()].iter().all(is_entry);
        let are_pairs = instances[0][0].column.high.is_some();
        if columns == honest && (!are_pairs || columns.iter().all(inputs)) {
            return None;
        }
        let of_small = |columns: &Vec<Column>| columns.iter().map(small).collect();
        let all_small: Option<Vec<Vec<_>>> = columns.iter().map(of_small).collect();
        if let Some(columns) = all_small {
            *instances = columns.into_iter().zip(commitments).map(with).collect();
            return None;
        }
        let linked = columns.into_iter().zip(commitments).map(with).collect();
        Some(reference::prove_lookup(&class, &extent, alpha, table, linked, random))
    }

    fn relation(&mut self, inputs: &mut RelationInputs) -> Option<Vec<u8>> {
        let number = self.next_proof();
        let class = inputs.plan.class;
        if self.leaves_out(Part::Relation) {
            return Some(vec![0; class.proof_bytes(1)]);
        }
        if let Some(planes) = self.other_planes() {
            for (linked, slot) in inputs.linked.iter_mut().zip(&inputs.plan.slots) {
                linked.column = planes.slot(slot);
            }
        }
        if self.is_forged() {
            let known: Vec<_> = inputs.linked.iter().map(|linked| linked.column.clone()).collect();
            let planes = self.planes.as_ref().expect("the forged step's");
            (self.forgery.relation)(&mut RelationColumns { planes, inputs });
            for (linked, known) in inputs.linked.iter_mut().zip(known) {
                if linked.column != known {
                    linked.commitment = commitment(&linked.column);
                }
            }
            let weights = &inputs.plan.weights;
            let proof_inputs = ProofInputs {
                instance: weights.instance(),
                public: weights.public_columns(class.k()),
                linked: vec![inputs.linked.iter().map(|linked| linked.commitment).collect()],
            };
            self.made.push(Made { number, class, proof_inputs });
        }
        None
    }
}

/// Columns with these commitments.
fn with<A: Into<B>, B>((columns, commitments): (Vec<A>, Vec<EqAffine>)) -> Vec<Committed<B>> {
    let columns = columns.into_iter().zip(commitments);
    columns.map(|(column, commitment)| Committed { column: column.into(), commitment }).collect()
}
