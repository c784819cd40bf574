//! A relation as a sum, ready to be proved: what its slots and pairs are linked to, and the weights of their rows.
//!
//! See section 4 of `docs/protocol.md`.
//!
//! A sum that has more slots than the largest circuit is cut into several proofs by one more hidden column S. Row
//! j of it holds what the slots of proof j sum up to, for j > 0:
//!
//! ```text
//! proof j > 0:   its slots  -  S_j                 =  0
//! proof 0:       its slots  +  sum over j > 0 of S_j  =  value
//! ```
//!
//! Every proof is linked to the same commitment, so the proofs together say that all slots sum up to the value; no
//! partial sum is revealed. S has fresh blinding rows. It is committed after the last challenge: no challenge has to
//! bind it, for whatever it holds, the proofs add up to the same equation about columns that the challenges bind.
//!
//! Each proof that links a column opens one value of it. So all slots that hold columns of the original are in proof
//! 0: each of these columns is opened once a file, however long the relation is. All proofs link S, so there are at
//! most as many as S has random rows.

use ff::Field;
use group::CurveAffine as _;
use halo2_proofs::arithmetic::best_multiexp;
use halo2_proofs::pasta::{Eq, EqAffine, Fp};
use thiserror::Error;

use crate::argument::class::{Class, PRODUCTS, SLOTS};
use crate::argument::inner_product::circuit::Weights;
use crate::statement::Tensor;
use crate::tensor::BLINDING_ROWS;

/// A linear combination of committed columns, each by its tensor, its number and its factor.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    pub terms: Vec<(Tensor, usize, Fp)>,
}

impl Slot {
    /// A column alone.
    pub fn of(tensor: Tensor, column: usize) -> Self {
        Slot { terms: vec![(tensor, column, Fp::ONE)] }
    }

    /// The commitment to the combination.
    pub fn commitment<'a>(&self, points: &impl Fn(Tensor) -> &'a [EqAffine]) -> Eq {
        if let [(tensor, column, factor)] = self.terms[..]
            && factor == Fp::ONE
        {
            return points(tensor)[column].to_curve();
        }
        let (factors, columns): (Vec<Fp>, Vec<EqAffine>) = self
            .terms
            .iter()
            .map(|&(tensor, column, factor)| (factor, points(tensor)[column]))
            .unzip();
        best_multiexp(&factors, &columns)
    }

    /// Whether it holds columns of an input.
    fn is_of_input(&self) -> bool {
        self.terms.iter().any(|(tensor, ..)| matches!(tensor, Tensor::Input(_)))
    }
}

/// A sum of weighted values of hidden columns and of weighted products of pairs of them.
pub(crate) struct Sum {
    /// log2 of the rows.
    pub k: u32,
    /// The slots that are in no pair, with the weights of their rows.
    pub slots: Vec<(Slot, Vec<Fp>)>,
    pub pairs: Vec<Pair>,
    /// What all of it sums up to.
    pub value: Fp,
    /// See [`Weights::last_challenges`].
    pub last_challenges: [Fp; 2],
}

/// Two slots whose products are summed, row by row.
#[derive(Clone)]
pub(crate) struct Pair {
    pub factors: [Slot; 2],
    /// What the rows of each factor weigh by themselves.
    pub weights: [Vec<Fp>; 2],
    /// What the rows of the product weigh.
    pub products: Vec<Fp>,
}

/// One instance of the circuit.
#[derive(Clone)]
pub(crate) struct Plan {
    pub class: Class,
    /// What each slot is linked to, as a linear combination of columns; no slot is empty. The factors of pairs are
    /// the last.
    pub slots: Vec<Slot>,
    pub weights: Weights,
}

impl Plan {
    /// What `of_each` gives for the slots, which it gets once: spare slots repeat the one before.
    pub fn of_slots<T: Clone, E>(
        &self,
        of_each: impl FnOnce(Vec<&Slot>) -> Result<Vec<T>, E>,
    ) -> Result<Vec<T>, E> {
        let groups = || self.slots.chunk_by(|slot, next| slot.terms == next.terms);
        let of_each = of_each(groups().map(|slots| &slots[0]).collect())?;
        let repeated = groups().zip(of_each).flat_map(|(slots, of)| vec![of; slots.len()]);
        Ok(repeated.collect())
    }
}

impl Sum {
    /// The sum as one proof, in the smallest circuit. Spare slots and pairs repeat the last, and weigh nothing.
    ///
    /// # Panics
    /// If no circuit is large enough, or nothing is summed.
    pub fn plan(self) -> Plan {
        let class = Class::of_sum(self.k, self.slots.len(), self.pairs.len());
        self.plan_in(class.expect("a circuit has room for all slots and pairs"))
    }

    fn plan_in(self, class: Class) -> Plan {
        let (count, pairs) = class.slots_and_pairs();
        let last_factor = self.pairs.last().map(|pair| &pair.factors[0]);
        let last = self.slots.last().map(|(slot, _)| slot).or(last_factor);
        let spare = (last.expect("a relation weighs something").clone(), Vec::new());
        let spare_pair = self.pairs.last().map(|pair| Pair {
            factors: pair.factors.clone(),
            weights: [Vec::new(), Vec::new()],
            products: Vec::new(),
        });
        let all_slots = self.slots.into_iter().chain(std::iter::repeat(spare)).take(count);
        let (mut slots, mut weights): (Vec<_>, Vec<_>) = all_slots.unzip();
        let mut products = Vec::with_capacity(pairs);
        let all_pairs = self.pairs.into_iter().chain(spare_pair.into_iter().cycle()).take(pairs);
        for pair in all_pairs {
            slots.extend(pair.factors);
            weights.extend(pair.weights);
            products.push(pair.products);
        }
        let weights = Weights {
            value: self.value,
            last_challenges: self.last_challenges,
            slots: weights,
            products,
        };
        Plan { class, slots, weights }
    }

    /// The sum as one proof if a circuit is large enough, else as several, in their order, which share the column S.
    /// Slots that hold columns of an input are in proof 0, together with all pairs.
    /// Proof 0 has the largest circuit that has pairs, or that has none; it is filled up with further slots in their
    /// order, and so is each proof after it, in the largest circuit without pairs. The last has the smallest.
    ///
    /// # Errors
    /// If proof 0 has no room for what must be in it, or if there are more proofs than S can be opened in.
    pub fn plans(mut self) -> Result<Vec<Plan>, TooLarge> {
        let (k, last_challenges) = (self.k, self.last_challenges);
        if Class::of_sum(k, self.slots.len(), self.pairs.len()).is_some() {
            return Ok(vec![self.plan()]);
        }
        let most = SLOTS[SLOTS.len() - 1];
        let class = match self.pairs.len() {
            0 => Class::InnerProduct { k, slots: most },
            _ => {
                let (slots, pairs) = PRODUCTS[PRODUCTS.len() - 1];
                Class::Product { k, slots, pairs }
            }
        };
        // One slot of every proof is S.
        let room = class.slots_and_pairs().0 - 1;
        let (mut own, mut others): (Vec<_>, Vec<_>) =
            self.slots.into_iter().partition(|(slot, _)| slot.is_of_input());
        if own.len() > room || self.pairs.len() > class.slots_and_pairs().1 {
            return Err(TooLarge);
        }
        own.extend(others.drain(..others.len().min(room - own.len())));
        // Each proof opens a value of S, which has as many random rows. More values would show sums of its shares.
        if 1 + others.len().div_ceil(most - 1) > BLINDING_ROWS {
            return Err(TooLarge);
        }

        let share = |rows: Vec<Fp>| (Slot::of(Tensor::Shares, 0), rows);
        let mut proofs = Vec::new();
        while !others.is_empty() {
            let rest = others.split_off(others.len().min(most - 1));
            let mut slots = std::mem::replace(&mut others, rest);
            let mut row = vec![Fp::ZERO; proofs.len() + 1];
            row.push(-Fp::ONE);
            slots.push(share(row));
            let pairs = Vec::new();
            proofs.push(Sum { k, slots, pairs, value: Fp::ZERO, last_challenges }.plan());
        }
        let mut rows = vec![Fp::ONE; proofs.len() + 1];
        rows[0] = Fp::ZERO;
        own.push(share(rows));
        self.slots = own;
        proofs.insert(0, self.plan_in(class));
        Ok(proofs)
    }
}

/// A sum of more products, or of more slots that hold columns of inputs, than one circuit has; or one that would be cut
/// into more than 256 proofs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "the relation has more slots of inputs, or more products, than one proof can hold, or takes more than 256 proofs"
)]
pub struct TooLarge;

/// The rows of the column S of some proofs, the first of which is zero. `column` gives the values of a slot.
pub(crate) fn shares(plans: &[Plan], column: impl Fn(&Slot) -> Vec<Fp>) -> Vec<Fp> {
    let is_share = |slot: &Slot| slot.terms.iter().any(|(tensor, ..)| *tensor == Tensor::Shares);
    let of_plan = |plan: &Plan| {
        let slots = plan.slots.iter().zip(&plan.weights.slots);
        let slots = slots.filter(|(slot, weights)| !weights.is_empty() && !is_share(slot));
        slots.fold(Fp::ZERO, |sum, (slot, weights)| {
            let values = column(slot);
            values.iter().zip(weights).fold(sum, |sum, (value, weight)| sum + value * weight)
        })
    };
    std::iter::once(Fp::ZERO).chain(plans.iter().skip(1).map(of_plan)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::argument::class::verifying_key;
    use crate::argument::inner_product::prover;
    use crate::argument::verifier::{self, ProofInputs};
    use crate::commitment::blinding::Blinds;
    use crate::commitment::column::{Column, Committed, column_values, commit_values, committed};
    use crate::commitment::randomness::SystemRandom;
    use crate::curve::field::powers;
    use crate::curve::msm::normalise;
    use halo2_proofs::pasta::EqAffine;
    use std::collections::HashMap;

    const K: u32 = 10;
    const ROWS: usize = 300;

    const ORIGINAL: Tensor = Tensor::Input(0);
    const LATER: Tensor = Tensor::Later(0);

    /// A sum over columns of an original, which are many times in it, and over later ones.
    struct Trial {
        columns: HashMap<(Tensor, usize), Committed<Column>>,
        plans: Vec<Plan>,
    }

    fn column(values: Vec<Fp>) -> Committed<Column> {
        let blinds = Blinds::fresh(&mut SystemRandom::new());
        let values = column_values(K, values.into_iter(), &blinds.rows);
        let point = commit_values(K, values.clone(), blinds.factor);
        committed(vec![Column { values, blind: blinds.factor }], &[point]).remove(0)
    }

    impl Trial {
        /// So many slots, every eighth of which is of the original, and so many pairs.
        fn new(slots: usize, pairs: usize) -> Self {
            let number = |seed: usize| Fp::from((seed * seed * 7919 + 13) as u64);
            let mut columns = HashMap::new();
            let mut rows = |name, index| {
                let values = (0..ROWS).map(|row| number(row + 31 * index)).collect();
                columns.insert((name, index), column(values));
            };
            let mut sum = Sum {
                k: K,
                slots: Vec::new(),
                pairs: Vec::new(),
                value: Fp::ZERO,
                last_challenges: [Fp::ONE; 2],
            };
            for slot in 0..slots {
                let name = if slot % 8 == 7 { ORIGINAL } else { LATER };
                rows(name, slot);
                let weights = (0..ROWS).map(|row| number(row * slot)).collect();
                let terms = vec![(name, slot, Fp::from(3))];
                sum.slots.push((Slot { terms }, weights));
            }
            for pair in 0..pairs {
                let factors = [0, 1].map(|factor| Slot::of(LATER, (2 * pair + factor) % 7));
                let weights = [(0..ROWS).map(number).collect(), Vec::new()];
                sum.pairs.push(Pair { factors, weights, products: vec![number(pair); ROWS] });
            }
            let values = |slot: &Slot| -> Vec<Fp> {
                let [(name, index, factor)] = slot.terms[..] else { unreachable!("one column") };
                let column = &columns[&(name, index)].column;
                column.values[..ROWS].iter().map(|value| factor * value).collect()
            };
            let inner = |values: &[Fp], weights: &[Fp]| {
                values.iter().zip(weights).fold(Fp::ZERO, |sum, (v, w)| sum + *v * w)
            };
            for (slot, weights) in &sum.slots {
                sum.value += inner(&values(slot), weights);
            }
            for Pair { factors, weights, products } in &sum.pairs {
                let [left, right] = factors.each_ref().map(values);
                let product: Vec<Fp> = left.iter().zip(&right).map(|(l, r)| *l * r).collect();
                sum.value += inner(&product, products);
                sum.value += inner(&left, &weights[0]) + inner(&right, &weights[1]);
            }
            let plans = sum.plans().expect("proof 0 has room");
            let of_shares = shares(&plans, values);
            columns.insert((Tensor::Shares, 0), column(of_shares));
            Trial { columns, plans }
        }

        /// What the slots of a proof hold, as far as S is another column.
        fn linked(&self, proof: usize, shares: &Committed<Column>) -> Vec<Committed<Column>> {
            let linked = |slot: &Slot| {
                let [(name, index, factor)] = slot.terms[..] else { unreachable!("one column") };
                let own = &self.columns[&(name, index)];
                let of = if name == Tensor::Shares { shares } else { own };
                let values = of.column.values.iter().map(|value| factor * value).collect();
                let blind = factor * of.column.blind;
                let points = |named: Tensor| -> &[EqAffine] {
                    assert_eq!(named, name);
                    std::slice::from_ref(&of.commitment)
                };
                let only = Slot { terms: vec![(name, 0, factor)] };
                let commitment = normalise(&[only.commitment(&points)])[0];
                Committed { column: Column { values, blind }, commitment }
            };
            self.plans[proof].slots.iter().map(linked).collect()
        }

        fn prove(&self, proof: usize, shares: &Committed<Column>) -> Vec<u8> {
            let Plan { class, weights, .. } = &self.plans[proof];
            let linked = self.linked(proof, shares);
            let random = &mut SystemRandom::new();
            prover::prove(class, weights, linked, random, &|| Ok(())).expect("nobody stops it")
        }

        fn holds(&self, proof: usize, shares: &Committed<Column>, bytes: &[u8]) -> bool {
            let Plan { class, weights, .. } = &self.plans[proof];
            let linked =
                self.linked(proof, shares).iter().map(|linked| linked.commitment).collect();
            let proof_inputs = ProofInputs {
                instance: weights.instance(),
                public: weights.public_columns(K),
                linked: vec![linked],
            };
            verifier::verify(class, &verifying_key(class), &proof_inputs, bytes)
                .is_ok_and(|sum| sum.evaluates_to_identity())
        }

        fn shares(&self) -> &Committed<Column> {
            &self.columns[&(Tensor::Shares, 0)]
        }
    }

    /// Two hidden matrices and their product, rows of the first and of the product and columns of the second as columns
    /// to commit to: `r^T (A B) t = r^T C t` for random r and t, which takes one pair of folds and one slot.
    #[test]
    fn a_product_of_two_hidden_matrices_is_one_pair() {
        let (rows, inner, columns) = (5, 60, 7);
        let number = |seed: usize| Fp::from((seed * seed * 7919 % 256) as u64);
        let a: Vec<Vec<Fp>> =
            (0..rows).map(|i| (0..inner).map(|k| number(i * inner + k)).collect()).collect();
        let b: Vec<Vec<Fp>> = (0..columns)
            .map(|j| (0..inner).map(|k| number(1000 + j * inner + k)).collect())
            .collect();
        let dot = |a: &[Fp], b: &[Fp]| a.iter().zip(b).fold(Fp::ZERO, |sum, (a, b)| sum + *a * b);
        let c: Vec<Vec<Fp>> =
            a.iter().map(|row| b.iter().map(|column| dot(row, column)).collect()).collect();
        let [r, t] = [0xdead_beef, 0xfeed_f00d].map(Fp::from);
        let fold = |matrix: &[Vec<Fp>], base: Fp| -> Vec<Fp> {
            let mut sum = vec![Fp::ZERO; matrix[0].len()];
            for (row, power) in matrix.iter().zip(powers(base, matrix.len())) {
                sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += power * value);
            }
            sum
        };
        let holds = |c: &[Vec<Fp>]| {
            let slots = [fold(c, r), fold(&a, r), fold(&b, t)].map(column);
            let slot = |index| Slot::of(LATER, index);
            let sum = Sum {
                k: K,
                slots: vec![(slot(0), powers(t, columns).iter().map(|power| -power).collect())],
                pairs: vec![Pair {
                    factors: [slot(1), slot(2)],
                    weights: [Vec::new(), Vec::new()],
                    products: vec![Fp::ONE; inner],
                }],
                value: Fp::ZERO,
                last_challenges: [r, t],
            };
            let columns = slots.into_iter().enumerate();
            let columns = columns.map(|(index, column)| ((LATER, index), column)).collect();
            let trial = Trial { columns, plans: vec![sum.plan()] };
            assert_eq!(trial.plans[0].class, Class::Product { k: K, slots: 1, pairs: 1 });
            let unused = column(Vec::new());
            trial.holds(0, &unused, &trial.prove(0, &unused))
        };
        assert!(holds(&c));
        for (i, j) in [(0, 0), (rows - 1, columns - 1)] {
            let mut other = c.clone();
            other[i][j] += Fp::ONE;
            assert!(!holds(&other), "{i}, {j}");
        }
    }

    #[test]
    fn sums_are_cut_where_no_circuit_is_large_enough() {
        let sizes = |slots, pairs| -> Vec<(usize, usize)> {
            let plans = Trial::new(slots, pairs).plans;
            plans.iter().map(|plan| plan.class.slots_and_pairs()).collect()
        };
        assert_eq!(sizes(130, 0), [(130, 0)]);
        assert_eq!(sizes(131, 0), [(130, 0), (4, 0)]);
        assert_eq!(sizes(13, 4), [(13, 4)]);
        assert_eq!(sizes(14, 2), [(13, 4), (4, 0)]);
        assert_eq!(sizes(129 + 13, 0), [(130, 0), (33, 0)]);
        assert_eq!(sizes(129 + 129 + 1, 0), [(130, 0), (130, 0), (2, 0)]);
    }

    /// Each proof opens a value of S, and its random rows hide so many.
    #[test]
    fn sums_that_would_open_the_shares_too_often_are_refused() {
        let proofs = |slots: usize| {
            let slots = (0..slots).map(|slot| (Slot::of(LATER, slot), Vec::new())).collect();
            let sum = Sum {
                k: K,
                slots,
                pairs: Vec::new(),
                value: Fp::ZERO,
                last_challenges: [Fp::ONE; 2],
            };
            sum.plans().map(|plans| plans.len())
        };
        assert_eq!(proofs(256 * 129), Ok(256));
        assert_eq!(proofs(256 * 129 + 1), Err(TooLarge));
    }

    /// Each proof that links a column opens a value of it.
    #[test]
    fn columns_of_the_original_are_in_one_proof() {
        for (slots, pairs) in [(300, 0), (60, 3)] {
            let Trial { plans, .. } = Trial::new(slots, pairs);
            assert!(plans.len() > 1);
            let mut seen = 0;
            for (proof, plan) in plans.iter().enumerate() {
                let terms = plan.slots.iter().flat_map(|slot| &slot.terms);
                let mut columns: Vec<usize> = terms
                    .filter(|(name, ..)| *name == ORIGINAL)
                    .map(|(_, column, _)| *column)
                    .collect();
                columns.sort_unstable();
                columns.dedup();
                assert!(proof == 0 || columns.is_empty(), "{columns:?} in proof {proof}");
                seen += columns.len();
            }
            assert_eq!(seen, slots / 8);
        }
    }

    #[test]
    fn more_inputs_or_products_than_a_proof_holds_are_refused() {
        let sum = |slots: usize, pairs: usize| {
            let slot = || Slot::of(ORIGINAL, 0);
            let pair = Pair {
                factors: [slot(), slot()],
                weights: [Vec::new(), Vec::new()],
                products: Vec::new(),
            };
            let slots = vec![(slot(), Vec::new()); slots];
            let last_challenges = [Fp::ONE; 2];
            Sum { k: K, slots, pairs: vec![pair; pairs], value: Fp::ZERO, last_challenges }.plans()
        };
        for (slots, pairs) in [(130, 0), (13, 4)] {
            assert_eq!(sum(slots, pairs).map(|plans| plans.len()).ok(), Some(1));
        }
        for (slots, pairs) in [(131, 0), (14, 1), (14, 4), (1, 5)] {
            assert_eq!(sum(slots, pairs).err(), Some(TooLarge), "{slots}, {pairs}");
        }
    }

    #[test]
    fn all_proofs_of_a_sum_hold_for_one_column_of_shares_only() {
        let trial = Trial::new(40, 2);
        let shares = trial.shares();
        let proofs: Vec<Vec<u8>> =
            (0..trial.plans.len()).map(|proof| trial.prove(proof, shares)).collect();
        assert!(proofs.len() > 1);
        for (proof, bytes) in proofs.iter().enumerate() {
            assert!(trial.holds(proof, shares, bytes), "proof {proof}");
        }
        // Proofs are not those of another place.
        assert!(!trial.holds(1, shares, &proofs[0]) && !trial.holds(0, shares, &proofs[1]));
    }

    /// Slots that do not sum up to the value, and what makes up for it in one of the proofs: a share of another S,
    /// which the other proof is not true of.
    #[test]
    fn another_column_of_shares_in_one_of_the_proofs_is_rejected() {
        let mut trial = Trial::new(40, 2);
        trial.plans[0].weights.value += Fp::ONE;
        let honest = trial.shares().clone();
        let mut values = honest.column.values[..trial.plans.len()].to_vec();
        values[1] += Fp::ONE;
        let forged = column(values);
        let [first, second] = [trial.prove(0, &forged), trial.prove(1, &honest)];
        assert!(trial.holds(0, &forged, &first) && trial.holds(1, &honest, &second));
        // The file names one S.
        assert!(!trial.holds(0, &honest, &first) && !trial.holds(1, &forged, &second));
        // Nor is there a proof of one of them that is true of the other's S.
        assert!(!trial.holds(0, &honest, &trial.prove(0, &honest)));
        assert!(!trial.holds(1, &forged, &trial.prove(1, &forged)));
    }
}
