//! Statements that are not about pictures: true ones, and lies of which each is rejected by the proof that is meant for
//! it.

use ff::Field;

use super::*;
use crate::commitment::column::Committed;
use crate::commitment::generators::bases;
use crate::curve::msm::normalise;
use crate::statement::sum::Slot;
use crate::statement::{self, LookedColumn, Lookup as ColumnsLookup};
use crate::step::tampering::RelationInputs;

/// 768 rows.
const K: u32 = 10;

fn commit(shape: Shape, numbers: &[u16]) -> HiddenTensor {
    HiddenTensor::commit_at(shape, K, numbers.to_vec()).expect("fits")
}

fn numbers(count: usize, seed: usize) -> Vec<u16> {
    (0..count).map(|i| ((i * i * 7 + seed * i + seed) % 199) as u16).collect()
}

/// The proofs that are false, by their places.
fn false_proofs(
    statement: &impl Statement,
    inputs: &[&HiddenTensor],
    proof: &StepProof,
) -> Vec<usize> {
    let commitments: Vec<_> = inputs.iter().map(|input| input.commitments()).collect();
    let sums = sums(statement, &commitments, proof).expect("it can be read");
    let sums = sums.into_iter().enumerate();
    let is_false: Vec<usize> =
        sums.filter_map(|(place, sum)| (!sum.evaluates_to_identity()).then_some(place)).collect();
    let said = verify_at(statement, &commitments, proof);
    assert_eq!(said, if is_false.is_empty() { Ok(()) } else { Err(KernelError::False) });
    is_false
}

// Sums over many columns.

/// Hidden polynomials, a row of an auxiliary tensor each, and what each of them is at a point of its own. Each takes a
/// slot of its own.
struct Polynomials {
    values: Vec<Fp>,
}

const COEFFICIENTS: usize = 700;

impl Polynomials {
    fn new(count: usize) -> (Self, Vec<u16>) {
        let coefficients = numbers(count * COEFFICIENTS, 3);
        let value = |(y, row): (usize, &[u16])| {
            row.iter()
                .zip(Self::point(y))
                .fold(Fp::ZERO, |sum, (number, power)| sum + power * Fp::from(u64::from(*number)))
        };
        let values = coefficients.chunks(COEFFICIENTS).enumerate().map(value).collect();
        (Polynomials { values }, coefficients)
    }

    fn point(y: usize) -> Vec<Fp> {
        powers(Fp::from(y as u64 + 2), COEFFICIENTS)
    }

    fn prove(&self, coefficients: &[u16], lie: &mut impl Tampering) -> StepProof {
        let auxiliary = vec![coefficients.to_vec()];
        let witness = Witness { inputs: &[], auxiliary, later: &|_, _| Vec::new() };
        prove_with(self, witness, lie).expect("proves")
    }
}

impl Statement for Polynomials {
    fn public(&self) -> Vec<u8> {
        use ff::PrimeField;
        self.values.iter().flat_map(PrimeField::to_repr).collect()
    }

    fn k(&self) -> u32 {
        K
    }

    fn inputs(&self) -> Vec<Shape> {
        Vec::new()
    }

    fn auxiliary(&self) -> Vec<Shape> {
        vec![Shape { rows: self.values.len(), row_values: COEFFICIENTS }]
    }

    fn equations(&self, _: &Challenges) -> Vec<Equation> {
        let equation = |(y, value): (usize, &Fp)| {
            let mut rows = vec![Fp::ZERO; self.values.len()];
            rows[y] = Fp::ONE;
            Equation::equal_to(*value).plus(Tensor::Auxiliary(0), rows, Self::point(y))
        };
        self.values.iter().enumerate().map(equation).collect()
    }
}

/// One proof, whatever a statement says, as long as a circuit has room; then as few as possible, and one column of
/// shares.
#[test]
fn a_relation_is_one_proof_or_cut() {
    for (slots, proofs) in
        [(1, 1), (130, 1), (131, 2), (200, 2), (129 + 129, 2), (129 + 129 + 1, 3)]
    {
        let (statement, coefficients) = Polynomials::new(slots);
        let proof = statement.prove(&coefficients, &mut Honest);
        assert_eq!(proof.proofs.len(), proofs, "{slots} slots");
        assert_eq!(proof.later.len(), usize::from(proofs > 1), "{slots} slots");
        assert_eq!(false_proofs(&statement, &[], &proof), [0; 0], "{slots} slots");
    }
}

/// Changes shares before they are committed to.
struct Shares<F>(F);

impl<F: FnMut(&mut Vec<Fp>)> Tampering for Shares<F> {
    fn shares(&mut self, shares: &mut Vec<Fp>) {
        (self.0)(shares);
    }
}

/// Proof j is true of its own share alone, and proof 0 of their sum.
#[test]
fn lies_about_shares_are_rejected() {
    type Lie = fn(&mut Vec<Fp>);
    let (statement, coefficients) = Polynomials::new(129 + 129 + 1);
    let lies: &[(&str, Lie, &[usize])] = &[
        ("a share that proof 1 does not give", |shares| shares[1] += Fp::ONE, &[0, 1]),
        ("a share that proof 2 does not give", |shares| shares[2] += Fp::ONE, &[0, 2]),
        (
            "shares that make up for each other",
            |shares| {
                shares[1] += Fp::ONE;
                shares[2] -= Fp::ONE;
            },
            &[1, 2],
        ),
        ("shares that change places", |shares| shares.swap(1, 2), &[1, 2]),
        ("no shares", |shares| shares.fill(Fp::ZERO), &[0, 1, 2]),
        ("rows that are no shares", |shares| shares.extend([Fp::ONE; 5]), &[]),
        ("row 0, which is no share", |shares| shares[0] = Fp::ONE, &[]),
    ];
    for (words, lie, expected) in lies {
        let proof = statement.prove(&coefficients, &mut Shares(lie));
        assert_eq!(false_proofs(&statement, &[], &proof), *expected, "{words}");
    }
}

/// Gives proof 0 shares of its own, with which it is true.
#[derive(Default)]
struct OtherShares {
    proofs: usize,
    forged: Option<ColumnCommitment>,
}

impl Tampering for OtherShares {
    fn relation(&mut self, inputs: &mut RelationInputs) -> Option<Vec<u8>> {
        if self.proofs == 0 {
            let weights = &inputs.plan.weights;
            let mut excess = -weights.value;
            for (Committed { column, .. }, weights) in inputs.linked.iter().zip(&weights.slots) {
                for (value, weight) in column.values.iter().zip(weights) {
                    excess += value * weight;
                }
            }
            let is_shares = |slot: &Slot| slot.terms[0].0 == statement::Tensor::Shares;
            let shares = inputs.plan.slots.iter().position(is_shares).expect("shares");
            let Committed { column, commitment } = &mut inputs.linked[shares];
            column.values[1] -= excess;
            let point = bases(K).commit_values(&column.values, column.blind);
            *commitment = normalise(&[point])[0];
            self.forged = Some(ColumnCommitment::of(commitment));
        }
        self.proofs += 1;
        None
    }
}

/// A value that is not that of its polynomial, which proof 0 or another proof weighs; what is missing is a share.
#[test]
fn shares_that_are_not_the_same_in_all_proofs_are_rejected() {
    for row in [0, 190] {
        let (mut statement, coefficients) = Polynomials::new(129 + 129 + 1);
        statement.values[row] += Fp::ONE;
        let mut lie = OtherShares::default();
        let mut proof = statement.prove(&coefficients, &mut lie);
        assert_eq!(false_proofs(&statement, &[], &proof), [0], "the honest shares are named");
        *proof.later.last_mut().expect("shares") = lie.forged.expect("made");
        // Proofs 1 and 2 are of the honest ones.
        assert_eq!(false_proofs(&statement, &[], &proof), [1, 2], "the forged shares are named");
    }
}

#[test]
fn the_shares_of_another_proof_are_rejected() {
    let (statement, coefficients) = Polynomials::new(131);
    let [proof, other] = [0, 1].map(|_| statement.prove(&coefficients, &mut Honest));
    let check = |change: &dyn Fn(&mut StepProof)| {
        let mut forged = proof.clone();
        change(&mut forged);
        verify_at(&statement, &[], &forged)
    };
    let counts = Err(KernelError::Malformed("the number of commitments"));
    let proofs = Err(KernelError::Malformed("the number of proofs"));
    assert_eq!(check(&|_| {}), Ok(()));
    assert_eq!(check(&|proof| proof.later.clone_from(&other.later)), Err(KernelError::False));
    assert_eq!(check(&|proof| proof.later[0] = proof.auxiliary[0]), Err(KernelError::False));
    assert_eq!(check(&|proof| proof.later[0].0 = [0; 32]), Err(KernelError::Commitment));
    assert_eq!(check(&|proof| proof.later.clear()), counts);
    assert_eq!(check(&|proof| proof.later.extend(&other.later)), counts);
    assert_eq!(check(&|proof| drop(proof.proofs.pop())), proofs);
    assert_eq!(check(&|proof| proof.proofs.swap(0, 1)).map_err(drop), Err(()));
    for place in 0..2 {
        let with = |proof: &mut StepProof| proof.proofs[place].clone_from(&other.proofs[place]);
        assert_eq!(check(&with), Err(KernelError::False), "{place}");
    }
}

/// A relation has room for so many slots of inputs.
#[test]
fn inputs_that_no_proof_has_room_for_are_refused() {
    struct OfInputs(Polynomials);

    impl Statement for OfInputs {
        fn public(&self) -> Vec<u8> {
            self.0.public()
        }

        fn k(&self) -> u32 {
            K
        }

        fn inputs(&self) -> Vec<Shape> {
            self.0.auxiliary()
        }

        fn equations(&self, challenges: &Challenges) -> Vec<Equation> {
            let mut equations = self.0.equations(challenges);
            let all = equations.iter_mut().flat_map(|equation| &mut equation.weighed);
            all.for_each(|(tensor, _)| *tensor = Tensor::Input(0));
            equations
        }
    }

    for (slots, expected) in [(130, None), (131, Some(KernelError::TooLarge(TooLarge)))] {
        let (statement, coefficients) = Polynomials::new(slots);
        let statement = OfInputs(statement);
        let input = commit(statement.inputs()[0], &coefficients);
        let witness =
            Witness { inputs: &[&input], auxiliary: Vec::new(), later: &|_, _| Vec::new() };
        assert_eq!(prove_with(&statement, witness, &mut Honest).err(), expected);
    }
}

// Lookups.

/// Two tensors of numbers and one of bytes that are a function of one of them; what the first sums up to.
#[derive(Clone)]
struct Looking {
    x: Table,
    y: Table,
    half: Table,
    sum: u64,
}

const X: Tensor = Tensor::Input(0);
const Y: Tensor = Tensor::Auxiliary(0);
const HALF: Tensor = Tensor::Auxiliary(1);

fn half(number: u16) -> u8 {
    (number / 2) as u8
}

impl Statement for Looking {
    fn public(&self) -> Vec<u8> {
        self.sum.to_le_bytes().into()
    }

    fn k(&self) -> u32 {
        K
    }

    fn inputs(&self) -> Vec<Shape> {
        vec![Shape { rows: 3, row_values: 500 }]
    }

    fn auxiliary(&self) -> Vec<Shape> {
        vec![Shape { rows: 2, row_values: 300 }; 2]
    }

    fn lookups(&self) -> Vec<Lookup> {
        vec![
            Lookup::values(X, self.x.clone()),
            Lookup::pairs(Y, HALF, self.half.clone()),
            Lookup::values(Y, self.y.clone()),
        ]
    }

    fn equations(&self, _: &Challenges) -> Vec<Equation> {
        let ones = |count| vec![Fp::ONE; count];
        vec![Equation::equal_to(Fp::from(self.sum)).plus(X, ones(3), ones(500))]
    }
}

struct Looked3 {
    statement: Looking,
    x: Vec<u16>,
    y: Vec<u16>,
    half: Vec<u16>,
}

impl Looked3 {
    fn new() -> Self {
        let (x, y) = (numbers(1500, 1), numbers(600, 2));
        let sum = x.iter().copied().map(u64::from).sum();
        let range = || Table::range(200);
        let table = Table::function(200, half);
        let statement = Looking { x: range(), y: range(), half: table, sum };
        let half = y.iter().map(|&number| half(number).into()).collect();
        Looked3 { statement, x, y, half }
    }

    fn prove(&self, lie: &mut impl Tampering) -> (HiddenTensor, Result<StepProof, KernelError>) {
        let x = commit(self.statement.inputs()[0], &self.x);
        let auxiliary = vec![self.y.clone(), self.half.clone()];
        let witness = Witness { inputs: &[&x], auxiliary, later: &|_, _| Vec::new() };
        let proof = prove_with(&self.statement, witness, lie);
        (x, proof)
    }
}

/// Proves what is not in the tables all the same.
struct Ignoring;

impl Tampering for Ignoring {
    fn counted(
        &mut self,
        _: &ColumnsLookup,
        _: &[LookedColumn],
        _: &mut Vec<u32>,
        absent: &mut u32,
    ) {
        *absent = 0;
    }
}

#[test]
fn lookups_into_one_table_share_their_proofs() {
    let mut trial = Looked3::new();
    let lowered = lower(&trial.statement).expect("a statement");
    let of = |lookups: &[ColumnsLookup]| -> Vec<usize> {
        lookups.iter().map(|lookup| lookup.columns.len()).collect()
    };
    // Three columns of X and one of Y; one of pairs.
    assert_eq!(of(&lowered.lookups), [4, 1]);
    let (x, proof) = trial.prove(&mut Honest);
    let proof = proof.expect("proves");
    assert_eq!((proof.multiplicities.len(), proof.proofs.len()), (2, 3));
    assert_eq!(false_proofs(&trial.statement, &[&x], &proof), [0; 0]);

    trial.statement.y = Table::range(201);
    let lowered = lower(&trial.statement).expect("a statement");
    assert_eq!(of(&lowered.lookups), [3, 1, 1]);
    let (x, proof) = trial.prove(&mut Honest);
    assert_eq!(false_proofs(&trial.statement, &[&x], &proof.expect("proves")), [0; 0]);
}

/// Whatever tensor a number is of, and whether the other numbers of its pair fit it or not.
#[test]
fn numbers_that_their_table_lacks_are_rejected() {
    type Lie = fn(&mut Looked3);
    let lies: &[(&str, Lie, &[usize])] = &[
        ("a number of X", |trial| trial.x[1499] = 200, &[0, 2]),
        (
            "two numbers of X with the right sum",
            |trial| {
                let moved = 200 - trial.x[7];
                trial.x[7] += moved;
                let mut others = trial.x[8..].iter_mut();
                *others.find(|x| **x >= moved).expect("some are large") -= moved;
            },
            &[0],
        ),
        ("a number of Y", |trial| trial.y[3] = 200, &[0, 1]),
        (
            "a number of Y with a byte that fits",
            |trial| (trial.y[3], trial.half[3]) = (300, 150),
            &[0, 1],
        ),
        ("a byte of another number", |trial| trial.half[3] ^= 1, &[1]),
        ("a byte that is none", |trial| trial.half[3] += 256, &[1]),
    ];
    for (words, lie, expected) in lies {
        let mut trial = Looked3::new();
        lie(&mut trial);
        let (_, noticed) = trial.prove(&mut Honest);
        assert!(matches!(noticed, Err(KernelError::NotInTable(_))), "{words}");
        if words.contains("none") {
            // The native prover takes bytes for the high parts of pairs.
            continue;
        }
        let (x, proof) = trial.prove(&mut Ignoring);
        let proof = proof.expect("proves");
        assert_eq!(false_proofs(&trial.statement, &[&x], &proof), *expected, "{words}");
    }
}

#[test]
fn tables_and_tensors_that_do_not_fit_are_refused() {
    let with = |change: &dyn Fn(&mut Looking)| {
        let mut trial = Looked3::new();
        change(&mut trial.statement);
        trial.prove(&mut Honest).1.err()
    };
    assert_eq!(with(&|statement| statement.x = Table::range(0)), Some(KernelError::Table));
    assert_eq!(with(&|statement| statement.x = Table::range(769)), Some(KernelError::Table));
    assert_eq!(with(&|statement| statement.x = Table::range(768)), None);
    let mut trial = Looked3::new();
    trial.half.pop();
    assert_eq!(trial.prove(&mut Honest).1, Err(KernelError::Mismatch("numbers")));
    assert_eq!(check_k(K), Err(KernelError::K(K)));
    let shape = Shape { rows: 1, row_values: 769 };
    assert!(matches!(HiddenTensor::commit_at(shape, K, vec![0; 769]), Err(KernelError::Shape(_))));
}

// Products.

/// A later tensor is `r^i` in each place i, and another is a hidden input times these, place by place.
#[derive(Clone)]
struct Moments {
    name: &'static str,
    count: usize,
}

const POWERS: Tensor = Tensor::Later(0);
const WEIGHED: Tensor = Tensor::Later(1);

impl Statement for Moments {
    fn public(&self) -> Vec<u8> {
        self.name.into()
    }

    fn k(&self) -> u32 {
        K
    }

    fn inputs(&self) -> Vec<Shape> {
        vec![Shape::row(self.count)]
    }

    fn later(&self) -> Vec<Shape> {
        vec![Shape::row(self.count); 2]
    }

    fn equations(&self, &Challenges { r, s, z, .. }: &Challenges) -> Vec<Equation> {
        let of_s = powers(s.expect("there are later tensors"), self.count);
        let (of_z, one) = (powers(z, self.count), Fp::ONE);
        let of_r = powers(r, self.count).iter().zip(&of_z).map(|(r, z)| r * z).sum();
        vec![
            // The first is powers of r.
            Equation::equal_to(of_r).plus(POWERS, vec![one], of_z),
            // The second is X times these, place by place.
            Equation::equal_to(Fp::ZERO).plus_products(POWERS, X, of_s.clone()).plus(
                WEIGHED,
                vec![-one],
                of_s,
            ),
        ]
    }
}

fn moments(count: usize, lie: &dyn Fn(&mut [Vec<Fp>])) -> (Moments, HiddenTensor, StepProof) {
    let statement = Moments { name: "moments", count };
    let numbers = numbers(count, 5);
    let x = commit(Shape::row(count), &numbers);
    let later = |r: Fp, _: Fp| {
        let of_r = powers(r, count);
        let products = numbers.iter().zip(&of_r).map(|(x, r)| Fp::from(u64::from(*x)) * r);
        let mut later = vec![of_r.clone(), products.collect()];
        lie(&mut later);
        later
    };
    let witness = Witness { inputs: &[&x], auxiliary: Vec::new(), later: &later };
    let proof = prove_with(&statement, witness, &mut Honest).expect("proves");
    (statement, x, proof)
}

#[test]
fn products_of_hidden_numbers_are_proved_and_lies_rejected() {
    type Lie = fn(&mut [Vec<Fp>]);
    let lies: &[(&str, Lie, &[usize])] = &[
        ("nothing", |_| {}, &[]),
        ("a factor", |later| later[0][3] += Fp::ONE, &[0]),
        ("a factor in the last row", |later| *later[0].last_mut().expect("some") = Fp::ZERO, &[0]),
        ("a product", |later| later[1][0] += Fp::ONE, &[0]),
        (
            "a factor, and the product to match",
            |later| {
                later[0][3] = Fp::ZERO;
                later[1][3] = Fp::ZERO;
            },
            &[0],
        ),
        ("factors and products that change places", |later| later.swap(0, 1), &[0]),
    ];
    for (words, lie, expected) in lies {
        let (statement, x, proof) = moments(768, lie);
        assert_eq!(proof.proofs.len(), 1, "one proof of all equations");
        assert_eq!(false_proofs(&statement, &[&x], &proof), *expected, "{words}");
    }
}

/// The same commitments under another shape or another name, and another input.
#[test]
fn a_proof_is_about_its_own_statement() {
    let (statement, x, proof) = moments(100, &|_| {});
    let verify =
        |statement: &Moments, x: &HiddenTensor| verify_at(statement, &[x.commitments()], &proof);
    assert_eq!(verify(&statement, &x), Ok(()));
    let renamed = Moments { name: "other moments", ..statement.clone() };
    assert_eq!(verify(&renamed, &x), Err(KernelError::False));
    for count in [99, 101] {
        let reshaped = Moments { count, ..statement.clone() };
        assert_eq!(verify(&reshaped, &x), Err(KernelError::False), "{count}");
    }
    // The same numbers, blinded anew.
    let again = commit(Shape::row(100), &numbers(100, 5));
    assert_eq!(verify(&statement, &again), Err(KernelError::False));
    let none = verify_at(&statement, &[], &proof);
    assert_eq!(none, Err(KernelError::Mismatch("inputs")));
}

/// Two proofs of one statement share nothing but the commitments to public columns that no challenge enters, and zero.
#[test]
fn two_proofs_share_nothing() {
    let (statement, coefficients) = Polynomials::new(131);
    let words = |proof: &StepProof| -> Vec<[u8; 32]> {
        let commitments = [&proof.auxiliary, &proof.multiplicities, &proof.later];
        let commitments = commitments.into_iter().flatten().map(|commitment| commitment.0);
        let proofs = proof.proofs.iter().flat_map(|proof| proof.as_chunks().0.iter().copied());
        commitments.chain(proofs).collect()
    };
    let [first, second] = [0, 1].map(|_| words(&statement.prove(&coefficients, &mut Honest)));
    // Weights without a challenge, which are those of the first polynomial and of the shares; selectors; spare slots,
    // whose weights are zero.
    let shared = first.iter().filter(|word| **word != [0; 32] && second.contains(word)).count();
    assert!(shared < 20, "{shared} of {} words", first.len());
    let [own, others] = [&first[..98 + 1], &second[..98 + 1]];
    assert!(own.iter().all(|commitment| !others.contains(commitment)), "commitments");
}
