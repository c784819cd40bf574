//! Proofs of sums with products in them, by the native prover and by halo2's: both are accepted, and what is not
//! linked or not public is rejected in every place.

use ff::Field;
use halo2_proofs::pasta::{EqAffine, Fp};
use rand_core::Rng;

use crate::argument::class::{Class, PRODUCTS, verifying_key};
use crate::argument::inner_product::circuit::Weights;
use crate::argument::inner_product::prover;
use crate::argument::reference;
use crate::argument::verifier::tests::random_elements;
use crate::argument::verifier::{self, ProofInputs};
use crate::commitment::ColumnCommitment;
use crate::commitment::blinding::PUBLIC_BLIND;
use crate::commitment::column::{Column, Committed, column_values, commit_values, committed};
use crate::commitment::randomness::SystemRandom;
use crate::commitment::randomness::testing::{Recording, Replaying};
use crate::curve::msm::normalise;
use crate::step::prover::Method;
use crate::tensor::{BLINDING_ROWS, UNUSABLE_ROWS};

const K: u32 = 10;
const END: usize = (1 << K) - BLINDING_ROWS;
const METHODS: [Method; 2] = [Method::Native, Method::Reference];

/// Random columns in every slot, weights in every row, but none in the last slot and the last pair, which are spare.
struct Trial {
    class: Class,
    linked: Vec<Committed<Column>>,
    weights: Weights,
}

fn random_columns(count: usize) -> Vec<Committed<Column>> {
    let random = &mut SystemRandom::new();
    let mut numbers = |count| (0..count).map(|_| Fp::random(&mut *random)).collect();
    let columns: Vec<Column> =
        (0..count).map(|_| Column { values: numbers(1 << K), blind: Fp::from(7) }).collect();
    let points: Vec<_> =
        columns.iter().map(|c| commit_values(K, c.values.clone(), c.blind)).collect();
    committed(columns, &points)
}

impl Trial {
    fn new(slots: usize, pairs: usize) -> Self {
        let linked = random_columns(slots + 2 * pairs);
        let random = &mut SystemRandom::new();
        let mut weights = |rows: usize| (0..rows).map(|_| Fp::random(&mut *random)).collect();
        let mut weights = Weights {
            value: Fp::ZERO,
            last_challenges: [Fp::from(5), Fp::from(6)],
            slots: (0..linked.len()).map(|_| weights(END)).collect(),
            products: (0..pairs).map(|_| weights(END)).collect(),
        };
        // The last slot is spare, and so is the last pair if there are several.
        weights.slots[slots - 1].clear();
        if pairs > 1 {
            weights.slots[slots + 2 * pairs - 2..].fill(Vec::new());
            weights.products[pairs - 1].clear();
        }
        let values: Vec<&Vec<Fp>> = linked.iter().map(|linked| &linked.column.values).collect();
        for (values, weights_of_slot) in values.iter().zip(&weights.slots) {
            for (value, weight) in values.iter().zip(weights_of_slot) {
                weights.value += value * weight;
            }
        }
        for (pair, weights_of_pair) in weights.products.iter().enumerate() {
            let left = values[slots + 2 * pair];
            let right = values[slots + 2 * pair + 1];
            for (row, weight) in weights_of_pair.iter().enumerate() {
                weights.value += left[row] * right[row] * weight;
            }
        }
        Trial { class: Class::Product { k: K, slots, pairs }, linked, weights }
    }

    fn all() -> impl Iterator<Item = Trial> {
        PRODUCTS.into_iter().map(|(slots, pairs)| Trial::new(slots, pairs))
    }

    fn prove(&self, method: Method, random: &mut dyn Rng) -> Vec<u8> {
        let linked = self.linked.clone();
        match method {
            Method::Native => prover::prove(&self.class, &self.weights, linked, random, &|| Ok(()))
                .expect("nobody stops it"),
            Method::Reference => {
                reference::prove_inner_product(&self.class, &self.weights, linked, random)
            }
        }
    }

    fn proof_inputs(&self) -> ProofInputs {
        ProofInputs {
            instance: self.weights.instance(),
            public: self.weights.public_columns(K),
            linked: vec![self.commitments()],
        }
    }

    fn commitments(&self) -> Vec<EqAffine> {
        self.linked.iter().map(|linked| linked.commitment).collect()
    }

    fn is_true(&self, proof_inputs: &ProofInputs, proof: &[u8]) -> bool {
        verifier::verify(&self.class, &verifying_key(&self.class), proof_inputs, proof)
            .is_ok_and(|sum| sum.evaluates_to_identity())
    }
}

#[test]
fn products_are_accepted_for_what_they_are_and_nothing_else() {
    for trial in Trial::all() {
        for method in METHODS {
            let proof = trial.prove(method, &mut SystemRandom::new());
            let which = format!("{:?}, {method:?}", trial.class);
            assert!(trial.is_true(&trial.proof_inputs(), &proof), "{which}");
            for row in 0..3 {
                let mut other = trial.proof_inputs();
                other.instance[0][row] += Fp::ONE;
                assert!(!trial.is_true(&other, &proof), "{which}: instance {row}");
            }
        }
    }
}

/// Spare slots and pairs included: whatever they held, it would be free.
#[test]
fn a_foreign_column_is_rejected_in_every_slot_and_pair() {
    for trial in Trial::all() {
        let proof = trial.prove(Method::Native, &mut SystemRandom::new());
        let foreign = random_columns(1).remove(0).commitment;
        for slot in 0..trial.linked.len() {
            let mut other = trial.proof_inputs();
            other.linked[0][slot] = foreign;
            assert!(!trial.is_true(&other, &proof), "{:?}: slot {slot}", trial.class);
        }
    }
}

#[test]
fn another_weight_is_rejected() {
    for trial in Trial::all() {
        let proof = trial.prove(Method::Native, &mut SystemRandom::new());
        for column in 0..trial.class.dimensions().public {
            for row in [0, END - 1, END, (1 << K) - 1] {
                let mut other = trial.proof_inputs();
                other.public[column].resize(1 << K, Fp::ZERO);
                other.public[column][row] += Fp::ONE;
                assert!(!trial.is_true(&other, &proof), "column {column}, row {row}");
            }
        }
    }
}

#[test]
fn everything_unlinked_is_drawn_from_the_source_and_used() {
    for trial in Trial::all() {
        for method in METHODS {
            let mut recording = Recording::new();
            trial.prove(method, &mut recording);
            recording.check(random_elements(&trial.class, 1));
        }
    }
    let trial = Trial::new(1, 1);
    let mut recording = Recording::new();
    let proof = trial.prove(Method::Native, &mut recording);
    let prove = |words: &[u64]| trial.prove(Method::Native, &mut Replaying(words));
    assert_eq!(proof, prove(&recording.drawn));
    // The rows and the factor of the sum, some coefficients, factors of pieces and of the opening.
    let elements = recording.drawn.len() / 8;
    let ends = (0..UNUSABLE_ROWS + 3).chain(elements - 2 * K as usize - 1..elements);
    for element in ends.chain((0..elements).step_by(101)) {
        let mut words = recording.drawn.clone();
        words[8 * element] ^= 1;
        assert_ne!(proof, prove(&words), "element {element} of {elements}");
    }
}

#[test]
fn two_proofs_of_one_sum_share_nothing_but_what_is_public() {
    let trial = Trial::new(1, 3);
    let public =
        trial.weights.public_columns(K).into_iter().map(|column| {
            commit_values(K, column_values(K, column.into_iter(), &[]), PUBLIC_BLIND)
        });
    let public: Vec<[u8; 32]> = normalise(&public.collect::<Vec<_>>())
        .iter()
        .map(|point| ColumnCommitment::of(point).0)
        .collect();
    for method in METHODS {
        let [first, second] = [0, 1].map(|_| trial.prove(method, &mut SystemRandom::new()));
        let words = |proof: &[u8]| proof.as_chunks().0.to_vec();
        let second: Vec<[u8; 32]> = words(&second);
        // A spare weight is zero everywhere.
        let shared: Vec<_> = words(&first)
            .into_iter()
            .filter(|word| *word != [0; 32] && second.contains(word))
            .collect();
        assert_eq!(shared, public, "{method:?}");
    }
}
