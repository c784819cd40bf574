//! The circuit that proves: a public weighted sum of the values of some committed columns, and of the products of
//! pairs of them, row by row, is a known number.
//!
//! See section 4 of `docs/protocol.md`.
//!
//! | column | holds | bound by |
//! | --- | --- | --- |
//! | `slots[s]` | columns, or folds of columns; last the two factors of each pair | linked |
//! | `weights[s]` | what each row of the slot weighs | public: the verifier knows it |
//! | `products[p]` | what each row of the product of the two factors weighs | public |
//! | `at_start`, `in_sum`, `at_end` | one in row 0, in rows 0..end, in row end = n - BLINDING_ROWS | public |
//! | `sum` | running sum, from minus the value to zero, over rows 0..=end | "sum" |
//! | `value` (instance) | the value in row 0, then the last challenges, which no gate reads | the verifier |
//!
//! There are no fixed columns: what the verifier knows are public columns, zero in all rows not named above
//! (`argument.rs`). So the key depends on nothing but the number of slots, the number of pairs, and k.
//!
//! The sum runs over all rows before the blinding rows, not only over one image's data rows: input and output
//! differ in them. Weights are zero where there is nothing to weigh; they are public, for a prover's own
//! could be anything. Blinding rows are never summed. The value must be one that the
//! verifier computes from public data: a partial sum would be an exact functional of hidden pixels.
//!
//! Spare slots and pairs repeat a commitment and weigh nothing. None is left unlinked: whatever it held, its
//! weight would be all that keeps it out of the sum.
//!
//! Degree: in_sum * weight * column without pairs, weight * left * right with pairs, 3. A product of three has no
//! room for `in_sum`, so the terms of the circuit with pairs are not gated. Weights end before the sum does, which
//! [`Weights::into_public_columns`] asserts, so there is nothing to gate.

use ff::Field;
use halo2_proofs::circuit::{Layouter, SimpleFloorPlanner, Value};
use halo2_proofs::pasta::Fp;
use halo2_proofs::plonk::{Advice, Circuit, Column, ConstraintSystem, Error, Instance};

use crate::plonk::gate::{Constraint, Queries, Row, Term};
use crate::tensor::BLINDING_ROWS;

/// The row in which the running sum ends, in columns of `2^k` rows.
fn end(k: u32) -> usize {
    (1 << k) - BLINDING_ROWS
}

/// The circuit with `PAIRS` pairs, and `SLOTS` slots besides their factors.
pub(crate) struct InnerProductCircuit<const SLOTS: usize, const PAIRS: usize> {
    /// The linked columns, all rows but the unusable ones, the public ones, and what follows from them.
    witness: Option<(Vec<Vec<Fp>>, InnerProductWitness)>,
}

/// What follows from the linked columns and the weights.
pub(crate) struct InnerProductWitness {
    /// The running sum, up to the row in which it ends.
    pub sum: Vec<Fp>,
}

/// The public numbers, which the instance and the public columns hold.
#[derive(Clone)]
pub(crate) struct Weights {
    /// What the weighted sum is.
    pub value: Fp,
    /// The challenges that were drawn last, after everything that the step states and commits to. No gate reads
    /// them: as instances they are bound by the proof's transcript, also where all weights are zero and nothing else
    /// depends on the step.
    pub last_challenges: [Fp; 2],
    /// The weights of each slot, factors of pairs included, by row.
    pub slots: Vec<Vec<Fp>>,
    /// The weights of each pair's product, by row.
    pub products: Vec<Vec<Fp>>,
}

impl Weights {
    /// The instance column.
    pub fn instance(&self) -> Vec<Vec<Fp>> {
        let [z, gamma] = self.last_challenges;
        vec![vec![self.value, z, gamma]]
    }

    /// The public columns in the order of [`Columns`], up to their last value that is not zero.
    pub fn public_columns(&self, k: u32) -> Vec<Vec<Fp>> {
        self.clone().into_public_columns(k)
    }

    /// As [`Weights::public_columns`], without holding the weights twice.
    pub fn into_public_columns(self, k: u32) -> Vec<Vec<Fp>> {
        let mut at_end = vec![Fp::ZERO; end(k) + 1];
        at_end[end(k)] = Fp::ONE;
        let mut columns = self.slots;
        columns.extend(self.products);
        assert!(
            columns.iter().all(|weights| weights.len() <= end(k)),
            "weights end before the sum does"
        );
        columns.extend([vec![Fp::ONE], vec![Fp::ONE; end(k)], at_end]);
        columns
    }
}

impl InnerProductWitness {
    /// Computes the running sum over linked columns of `2^k` rows.
    pub fn new(k: u32, linked: &[&[Fp]], weights: &Weights) -> Self {
        let mut terms = vec![Fp::ZERO; end(k)];
        for (column, weights) in linked.iter().zip(&weights.slots) {
            for ((term, value), weight) in terms.iter_mut().zip(*column).zip(weights) {
                *term += value * weight;
            }
        }
        let (factors, _) = linked[linked.len() - 2 * weights.products.len()..].as_chunks();
        for ([left, right], weights) in factors.iter().zip(&weights.products) {
            let values = left.iter().zip(*right);
            for ((term, (left, right)), weight) in terms.iter_mut().zip(values).zip(weights) {
                *term += *left * right * weight;
            }
        }
        let mut sum = vec![-weights.value];
        for term in terms {
            sum.push(sum[sum.len() - 1] + term);
        }
        InnerProductWitness { sum }
    }
}

impl<const SLOTS: usize, const PAIRS: usize> InnerProductCircuit<SLOTS, PAIRS> {
    /// The first advice columns, which are linked.
    pub const LINKED: usize = SLOTS + 2 * PAIRS;
    /// The advice columns after them, which are public.
    pub const PUBLIC: usize = Self::LINKED + PAIRS + 3;
    /// Advice columns.
    pub const ADVICE: usize = Self::LINKED + Self::PUBLIC + 1;
    /// Degree of the quotient polynomial in multiples of n.
    pub const QUOTIENT: usize = 2;

    /// The circuit without values, for deriving keys.
    pub fn empty() -> Self {
        InnerProductCircuit { witness: None }
    }

    /// The circuit with values: the linked columns, all rows but the unusable ones, the public columns, and
    /// what follows.
    pub fn new(linked: Vec<Vec<Fp>>, public: Vec<Vec<Fp>>, witness: InnerProductWitness) -> Self {
        assert_eq!((linked.len(), public.len()), (Self::LINKED, Self::PUBLIC));
        let mut known = linked;
        known.extend(public);
        InnerProductCircuit { witness: Some((known, witness)) }
    }
}

/// One for each advice column of the circuit, in their order, and one for the instance column.
#[derive(Clone)]
pub(crate) struct Columns<A, I> {
    pub slots: Vec<A>,
    pub weights: Vec<A>,
    pub products: Vec<A>,
    pub at_start: A,
    pub in_sum: A,
    pub at_end: A,
    pub sum: A,
    pub value: I,
}

impl<A, I> Columns<A, I> {
    /// Columns that are made one after the other. Linked ones are the first: proofs begin with their commitments.
    pub fn new(slots: usize, pairs: usize, mut next: impl FnMut() -> A, value: I) -> Self {
        let linked = slots + 2 * pairs;
        Columns {
            slots: (0..linked).map(|_| next()).collect(),
            weights: (0..linked).map(|_| next()).collect(),
            products: (0..pairs).map(|_| next()).collect(),
            at_start: next(),
            in_sum: next(),
            at_end: next(),
            sum: next(),
            value,
        }
    }

    /// All advice columns.
    fn advice(&self) -> impl Iterator<Item = &A> {
        let others = [&self.at_start, &self.in_sum, &self.at_end, &self.sum];
        self.slots.iter().chain(&self.weights).chain(&self.products).chain(others)
    }

    /// The two factors of each pair.
    pub fn factors(&self) -> &[[A; 2]] {
        self.slots[self.slots.len() - 2 * self.products.len()..].as_chunks().0
    }
}

impl<A: Copy, I: Copy> Columns<A, I> {
    /// The one gate.
    pub fn gate<R: Row<Advice = A, Instance = I>>(&self, row: &mut R) -> [Constraint<R::Term>; 3] {
        self.gate_with(row, |row| self.terms(row))
    }

    /// What a row adds to the sum.
    fn terms<R: Row<Advice = A, Instance = I>>(&self, row: &mut R) -> R::Term {
        let slots = self.slots.iter().zip(&self.weights);
        let linear = slots.fold(R::Term::zero(), |terms, (&slot, &weights)| {
            let weight = row.here(weights);
            terms + weight * row.here(slot)
        });
        let pairs = self.factors().iter().zip(&self.products);
        pairs.fold(linear, |terms, (&[left, right], &weights)| {
            let weight = row.here(weights);
            terms + weight * row.here(left) * row.here(right)
        })
    }

    /// The gate, given what a row adds.
    pub fn gate_with<R: Row<Advice = A, Instance = I>>(
        &self,
        row: &mut R,
        terms: impl FnOnce(&mut R) -> R::Term,
    ) -> [Constraint<R::Term>; 3] {
        let at_start = row.here(self.at_start);
        let in_sum = row.here(self.in_sum);
        let at_end = row.here(self.at_end);
        let value = row.instance(self.value);
        let sum = row.here(self.sum);
        let sum_next = row.next(self.sum);
        let step = sum_next - sum.clone();
        let terms = terms(row);
        let step =
            if self.products.is_empty() { in_sum * (step - terms) } else { in_sum * step - terms };
        [
            ("the sum starts at minus the value", at_start * (sum.clone() + value)),
            ("each row adds its weighted values", step),
            ("the sum ends at zero", at_end * sum),
        ]
    }
}

/// The columns that the gate of the circuit with so many slots and pairs looks at.
pub(crate) fn queries(slots: usize, pairs: usize) -> Queries {
    let mut places = 0..;
    let columns = Columns::new(slots, pairs, || places.next().expect("without an end"), 0);
    let mut queries = Queries::default();
    columns.gate(&mut queries);
    queries
}

impl<const SLOTS: usize, const PAIRS: usize> Circuit<Fp> for InnerProductCircuit<SLOTS, PAIRS> {
    type Config = Columns<Column<Advice>, Column<Instance>>;
    type FloorPlanner = SimpleFloorPlanner;

    fn without_witnesses(&self) -> Self {
        Self::empty()
    }

    fn configure(meta: &mut ConstraintSystem<Fp>) -> Self::Config {
        let value = meta.instance_column();
        let columns = Columns::new(SLOTS, PAIRS, || meta.advice_column(), value);
        meta.create_gate("sum", |row| columns.gate(row));
        columns
    }

    fn synthesize(
        &self,
        columns: Self::Config,
        mut layouter: impl Layouter<Fp>,
    ) -> Result<(), Error> {
        layouter.assign_region(
            || "inner product",
            |mut region| {
                let Some((known, witness)) = &self.witness else {
                    return Ok(());
                };
                let values = known.iter().chain([&witness.sum]);
                for (&column, values) in columns.advice().zip(values) {
                    for (row, &value) in values.iter().enumerate() {
                        region.assign_advice(|| "", column, row, || Value::known(value))?;
                    }
                }
                Ok(())
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::argument::lookup::circuit::tests::broken;
    use crate::edits::testing::noise;
    use crate::image::Size;

    const K: u32 = 9;
    const ROWS: usize = (1 << K) - 6;
    const END: usize = (1 << K) - BLINDING_ROWS;

    /// The constraint that adds nothing but the terms, that which the sum starts by, that which it ends by.
    const STEP: &str = "each row adds its weighted values";
    const START: &str = "the sum starts at minus the value";
    const END_IS_ZERO: &str = "the sum ends at zero";

    /// A sum with `SLOTS` slots and `PAIRS` pairs.
    struct Trial<const SLOTS: usize, const PAIRS: usize> {
        columns: Vec<Vec<Fp>>,
        weights: Weights,
        public: Weights,
        bend: Box<dyn Fn(&mut InnerProductWitness)>,
    }

    fn values(seed: u64, count: usize) -> Vec<Fp> {
        let image = noise(Size { width: ROWS as u32, height: 1 }, seed);
        image.pixels().iter().take(count).map(|&byte| Fp::from(u64::from(byte) + seed)).collect()
    }

    /// Weights in some rows.
    fn weights_in(rows: std::ops::Range<usize>, seed: u64) -> Vec<Fp> {
        let mut weights = vec![Fp::ZERO; rows.start];
        weights.extend(values(seed, rows.len()));
        weights
    }

    impl<const SLOTS: usize, const PAIRS: usize> Trial<SLOTS, PAIRS> {
        fn new(slots: Vec<Vec<Fp>>, products: Vec<Vec<Fp>>) -> Self {
            let columns: Vec<Vec<Fp>> =
                (0..slots.len()).map(|slot| values(slot as u64 + 1, ROWS)).collect();
            let mut weights =
                Weights { value: Fp::ZERO, last_challenges: [Fp::ONE; 2], slots, products };
            for (column, weights_of_slot) in columns.iter().zip(&weights.slots) {
                for (value, weight) in column.iter().zip(weights_of_slot) {
                    weights.value += value * weight;
                }
            }
            for (pair, weights_of_pair) in weights.products.iter().enumerate() {
                let [left, right] = [0, 1].map(|factor| &columns[SLOTS + 2 * pair + factor]);
                for ((left, right), weight) in left.iter().zip(right).zip(weights_of_pair) {
                    weights.value += left * right * weight;
                }
            }
            Trial { columns, public: weights.clone(), weights, bend: Box::new(|_| {}) }
        }

        fn holds(&self) -> bool {
            self.broken().is_empty()
        }

        fn broken(&self) -> Vec<String> {
            let columns: Vec<&[Fp]> = self.columns.iter().map(Vec::as_slice).collect();
            let mut witness = InnerProductWitness::new(K, &columns, &self.weights);
            (self.bend)(&mut witness);
            // Public columns are the verifier's: `argument/verifier.rs` checks them.
            let public = self.public.public_columns(K);
            let circuit =
                InnerProductCircuit::<SLOTS, PAIRS>::new(self.columns.clone(), public, witness);
            let instance = self.public.instance();
            broken(K, &circuit, instance)
        }

        /// Lets the sum end at zero by a jump in its last row.
        fn jump(&mut self) {
            self.bend = Box::new(|w| *w.sum.last_mut().expect("a sum") = Fp::ZERO);
        }

        /// Lets the sum end at zero by starting elsewhere.
        fn start_elsewhere(&mut self) {
            self.bend = Box::new(|w| {
                let excess = *w.sum.last().expect("a sum");
                w.sum.iter_mut().for_each(|s| *s -= excess);
            });
        }
    }

    /// Four slots, two of them in rows 0..100 and 100..200, one in few rows.
    fn honest() -> Trial<4, 0> {
        let slots = [0..100, 100..200, 0..END, 0..30];
        let slots = slots.into_iter().zip(6..).map(|(rows, seed)| weights_in(rows, seed));
        Trial::new(slots.collect(), Vec::new())
    }

    /// A slot; a pair in all rows, of whose factors one weighs something by itself, too; a pair in rows 100..200.
    fn honest_pairs() -> Trial<1, 2> {
        let slots = [0..100, 0..0, 50..150, 0..0, 0..0];
        let slots = slots.into_iter().zip(6..).map(|(rows, seed)| weights_in(rows, seed));
        let products = [0..END, 100..200].into_iter().zip(20..);
        Trial::new(slots.collect(), products.map(|(rows, seed)| weights_in(rows, seed)).collect())
    }

    #[test]
    fn the_true_value_is_accepted() {
        assert!(honest().holds());
        assert!(honest_pairs().holds());
    }

    #[test]
    fn forgeries_are_rejected() {
        type Forgery = (&'static str, &'static [&'static str], fn(&mut Trial<4, 0>));
        let forgeries: &[Forgery] = &[
            ("another value", &[START], |t| t.public.value += Fp::ONE),
            ("another value on both sides", &[END_IS_ZERO], |t| {
                t.public.value += Fp::ONE;
                t.weights.value += Fp::ONE;
            }),
            ("a column off by one in its last row of a range", &[END_IS_ZERO], |t| {
                t.columns[0][99] += Fp::ONE
            }),
            ("a column off by one in its last row", &[END_IS_ZERO], |t| {
                t.columns[2][END - 1] += Fp::ONE
            }),
            ("a column off by one in its first row", &[END_IS_ZERO], |t| {
                t.columns[3][0] += Fp::ONE
            }),
            ("other weights than the public ones", &[STEP, END_IS_ZERO], |t| {
                t.weights.slots[3][3] += Fp::ONE
            }),
            ("a fold moved to the other's rows", &[END_IS_ZERO], |t| t.columns.swap(0, 1)),
            ("a sum that jumps", &[STEP], |t| {
                t.columns[0][5] += Fp::ONE;
                t.jump();
            }),
            ("a sum that starts elsewhere", &[START], |t| {
                t.columns[0][5] += Fp::ONE;
                t.start_elsewhere();
            }),
        ];
        for (forgery, broken, change) in forgeries {
            let mut trial = honest();
            change(&mut trial);
            assert_eq!(trial.broken(), *broken, "{forgery}");
        }
    }

    #[test]
    fn forgeries_of_products_are_rejected() {
        type Forgery = (&'static str, &'static [&'static str], fn(&mut Trial<1, 2>));
        let forgeries: &[Forgery] = &[
            ("another value", &[START], |t| t.public.value += Fp::ONE),
            ("a slot off by one", &[END_IS_ZERO], |t| t.columns[0][99] += Fp::ONE),
            ("a left factor off by one in the first row", &[END_IS_ZERO], |t| {
                t.columns[1][0] += Fp::ONE
            }),
            ("a right factor off by one in the last row", &[END_IS_ZERO], |t| {
                t.columns[2][END - 1] += Fp::ONE
            }),
            ("factors off by one at either end of a range", &[END_IS_ZERO], |t| {
                t.columns[3][100] += Fp::ONE;
                t.columns[4][199] += Fp::ONE;
            }),
            ("a factor of another pair", &[END_IS_ZERO], |t| t.columns.swap(2, 4)),
            ("other weights of a product than the public ones", &[STEP, END_IS_ZERO], |t| {
                t.weights.products[1][150] += Fp::ONE
            }),
            ("other weights of a factor than the public ones", &[STEP, END_IS_ZERO], |t| {
                t.weights.slots[2][60] += Fp::ONE
            }),
            ("a sum that jumps", &[STEP], |t| {
                t.columns[3][150] += Fp::ONE;
                t.jump();
            }),
            ("a sum that starts elsewhere", &[START], |t| {
                t.columns[3][150] += Fp::ONE;
                t.start_elsewhere();
            }),
        ];
        for (forgery, broken, change) in forgeries {
            let mut trial = honest_pairs();
            change(&mut trial);
            assert_eq!(trial.broken(), *broken, "{forgery}");
        }
        // The two factors of a pair that have no weights of their own may change places.
        let mut trial = honest_pairs();
        trial.columns.swap(3, 4);
        assert!(trial.holds());
    }

    #[test]
    fn rows_without_weights_and_blinding_rows_do_not_count() {
        let mut trial = honest();
        trial.columns[0][100] += Fp::ONE;
        trial.columns[1][99] += Fp::ONE;
        trial.columns[3][30] += Fp::ONE;
        trial.columns[2][END] += Fp::ONE;
        assert!(trial.holds());

        let mut trial = honest_pairs();
        trial.columns[0][100] += Fp::ONE;
        for factor in 1..3 {
            trial.columns[factor][END] += Fp::ONE;
        }
        for factor in 3..5 {
            trial.columns[factor][99] += Fp::ONE;
            trial.columns[factor][200] += Fp::ONE;
        }
        assert!(trial.holds());
    }

    /// Nothing gates the terms of a circuit with pairs but their weights.
    #[test]
    #[should_panic(expected = "weights end before the sum does")]
    fn weights_in_the_last_row_of_the_sum_are_refused() {
        let mut trial = honest_pairs();
        trial.public.products[0].push(Fp::ONE);
        trial.broken();
    }
}
