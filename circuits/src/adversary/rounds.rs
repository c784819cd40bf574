//! Forgeries in a later round, in the smallest protocol that has one (hidden crops have another): a column X of round 0, a
//! column P of round 1, and the equation `sum over rows of z^row (P - X) = 0`, which says that they are equal, z being
//! drawn last. Its proof is made and checked as that of any relation.

use ff::Field;
use halo2_proofs::pasta::{EqAffine, Fp};

use super::columns::commitment;
use super::*;
use crate::argument::inner_product::circuit::Weights;
use crate::argument::inner_product::prover::prove;
use crate::commitment::column::{Committed, column_values};
use crate::commitment::encodings;
use crate::curve::field::powers;
use crate::step::rounds::LastChallenges;
use crate::step::{self, OutputKind};

const CLASS: Class = Class::InnerProduct { k: 10, slots: 2 };
const DATA: usize = 100;

fn column(values: impl Iterator<Item = u64>) -> Column {
    let blinds = Blinds::fresh(&mut SystemRandom::new());
    let values = column_values(CLASS.k(), values.map(Fp::from), &blinds.rows);
    Column { values, blind: blinds.factor }
}

/// The last challenges after these two rounds.
fn challenges(x: EqAffine, p: EqAffine) -> LastChallenges {
    let (_, round) = Round::first(&Opening {
        context: step::Context {
            kind: OutputKind::Nothing,
            attestation: ATTESTATION,
            bound: None,
            recipe: b"P is X",
            grouping: &[],
            step: 0,
        },
        inputs: &[],
        outputs: &[],
        auxiliary: &encodings(&[x]),
        multiplicities: &[],
    });
    let ([], round) = round.next(&[&encodings(&[p])]);
    round.last()
}

fn weights(last: LastChallenges) -> Weights {
    let powers = powers(last.z, DATA);
    let negative = powers.iter().map(|power| -power).collect();
    Weights {
        value: Fp::ZERO,
        last_challenges: last.both(),
        slots: vec![powers, negative],
        products: Vec::new(),
    }
}

/// Proves the equation for P and X with challenges that the prover names.
fn proof(p: &Column, x: &Column, last: LastChallenges) -> Vec<u8> {
    let linked =
        [p, x].map(|column| Committed { column: column.clone(), commitment: commitment(column) });
    let random = &mut SystemRandom::new();
    prove(&CLASS, &weights(last), linked.into(), random, &|| Ok(())).expect("nobody stops it")
}

/// Whether the proof holds for these commitments and challenges.
fn holds(p: EqAffine, x: EqAffine, last: LastChallenges, proof: &[u8]) -> bool {
    let weights = weights(last);
    let proof_inputs = ProofInputs {
        instance: weights.instance(),
        public: weights.public_columns(CLASS.k()),
        linked: vec![vec![p, x]],
    };
    let sum = verifier::verify(&CLASS, &verifying_key(&CLASS), &proof_inputs, proof);
    sum.is_ok_and(|sum| sum.evaluates_to_identity())
}

#[test]
fn a_column_that_is_chosen_after_its_challenge_is_rejected() {
    let x = column((0..DATA as u64).map(|row| row * row % 251));
    let honest = column((0..DATA as u64).map(|row| row * row % 251));
    let [of_x, of_honest] = [&x, &honest].map(commitment);
    let last = challenges(of_x, of_honest);
    assert!(holds(of_honest, of_x, last, &proof(&honest, &x, last)));

    // Knowing z, the prover takes another P that has the same weighted sum.
    let mut forged = honest.clone();
    forged.values[3] += Fp::ONE;
    forged.values[4] -= last.z.invert().expect("not zero");
    let of_forged = commitment(&forged);
    let of_forgery = proof(&forged, &x, last);
    // The proof is true of what it was made for: were it not for the transcript, P could be anything.
    assert!(holds(of_forged, of_x, last, &of_forgery), "it shows nothing");
    // Naming the P that z was drawn for, the proof is about another column; naming the other, z is another.
    assert!(!holds(of_honest, of_x, last, &of_forgery));
    assert!(!holds(of_forged, of_x, challenges(of_x, of_forged), &of_forgery));
    // Nor does a proof hold that was made with the right challenges.
    let right = challenges(of_x, of_forged);
    assert!(!holds(of_forged, of_x, right, &proof(&forged, &x, right)));
}
