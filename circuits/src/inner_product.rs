//! The circuit that proves: a public weighted sum of the values of some committed columns is a known
//! number.
//!
//! | column | holds | bound by |
//! | --- | --- | --- |
//! | `shared[s]` | folds that read one weight column, each in rows of its own | linked |
//! | `own[s]` | columns or folds with a weight column each | linked |
//! | `sum` | running sum, from minus the value to zero, over rows 0..=n - TAIL | "sum" |
//! | `value` (instance) | the value in row 0, then the challenges, which no gate reads | the verifier |
//! | `shared_weights`, `own_weights[s]` (instances) | | the verifier |
//! | `ranges[s]` (fixed) | one in the rows of `shared[s]`, else zero | the key |
//!
//! The sum runs over all rows before the tail, not only over one image's data rows: input and output
//! differ in them. Weights are zero where there is nothing to weigh, and they come from the verifier;
//! weights in advice columns could be anything. Tails are never summed. The value must be one that the
//! verifier computes from public data: a partial sum would be an exact functional of hidden pixels.
//!
//! Degree: q_run * weight * column, 3.

use std::ops::Range;

use ff::Field;
use halo2_proofs::circuit::{Layouter, SimpleFloorPlanner, Value};
use halo2_proofs::pasta::Fp;
use halo2_proofs::plonk::{
    Advice, Circuit, Column, ConstraintSystem, Error, Expression, Fixed, Instance,
};
use halo2_proofs::poly::Rotation;

use crate::columns::TAIL;

/// What a key of the circuit depends on, slot counts apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct InnerProductShape {
    /// log2 of the rows.
    pub k: u32,
    /// The rows of each shared slot; spare slots have an empty range.
    pub ranges: Vec<Range<usize>>,
}

impl InnerProductShape {
    /// The row in which the running sum ends.
    fn end(&self) -> usize {
        (1 << self.k) - TAIL
    }

    /// The fixed columns in the order of [`InnerProductConfig`], up to their last value that is not zero.
    pub fn fixed_columns(&self) -> Vec<Vec<Fp>> {
        let end = self.end();
        let ones_in = |range: &Range<usize>| {
            let mut column = vec![Fp::ZERO; range.start];
            column.resize(range.end, Fp::ONE);
            column
        };
        [0..1, 0..end, end..end + 1]
            .iter()
            .chain(&self.ranges)
            .map(ones_in)
            .collect()
    }
}

/// The circuit with `SHARED` slots that share a weight column and `OWN` slots that have their own.
pub(crate) struct InnerProductCircuit<const SHARED: usize, const OWN: usize> {
    shape: InnerProductShape,
    /// The linked columns, shared slots, then own ones, all rows but the unusable ones; and what follows.
    witness: Option<(Vec<Vec<Fp>>, InnerProductWitness)>,
}

/// What follows from the linked columns and the weights.
pub(crate) struct InnerProductWitness {
    /// The running sum, up to the row in which it ends.
    pub sum: Vec<Fp>,
}

/// The public numbers: what the instance columns hold.
#[derive(Clone)]
pub(crate) struct Weights {
    /// What the weighted sum is.
    pub value: Fp,
    /// The challenges that the weights were drawn from. No gate reads them: as instances they are bound by
    /// the proof's transcript, also where all weights are zero and nothing else depends on them.
    pub challenges: [Fp; 2],
    /// Weights of the shared slots, by row; empty if there are none.
    pub shared: Vec<Fp>,
    /// Weights of each own slot, by row.
    pub own: Vec<Vec<Fp>>,
}

impl Weights {
    /// The instance columns in their order.
    pub fn instance(&self) -> Vec<Vec<Fp>> {
        let shared = (!self.shared.is_empty()).then(|| self.shared.clone());
        let [r, t] = self.challenges;
        [vec![self.value, r, t]]
            .into_iter()
            .chain(shared)
            .chain(self.own.iter().cloned())
            .collect()
    }
}

impl InnerProductWitness {
    /// Computes the running sum. `linked` are the shared slots, then the own ones.
    pub fn new(shape: &InnerProductShape, linked: &[&[Fp]], weights: &Weights) -> Self {
        let (shared, own) = linked.split_at(shape.ranges.len());
        let mut terms = vec![Fp::ZERO; shape.end()];
        for (column, range) in shared.iter().zip(&shape.ranges) {
            for row in range.clone() {
                terms[row] += column[row] * weights.shared[row];
            }
        }
        for (column, weights) in own.iter().zip(&weights.own) {
            for ((term, value), weight) in terms.iter_mut().zip(*column).zip(weights) {
                *term += value * weight;
            }
        }
        let mut sum = vec![-weights.value];
        for term in terms {
            sum.push(sum[sum.len() - 1] + term);
        }
        InnerProductWitness { sum }
    }
}

impl<const SHARED: usize, const OWN: usize> InnerProductCircuit<SHARED, OWN> {
    /// Instance columns: value, perhaps shared weights, own weights.
    pub const INSTANCES: usize = 1 + (SHARED > 0) as usize + OWN;
    /// The first advice columns, which are linked.
    pub const LINKED: usize = SHARED + OWN;
    /// Advice columns.
    pub const ADVICE: usize = Self::LINKED + 1;
    /// Evaluations of advice columns in a proof: the sum is looked at in two rows.
    pub const ADVICE_QUERIES: usize = Self::ADVICE + 1;
    /// Evaluations of instance columns.
    pub const INSTANCE_QUERIES: usize = Self::INSTANCES;
    /// Evaluations of fixed columns.
    pub const FIXED_QUERIES: usize = 3 + SHARED;
    /// Degree of the quotient polynomial in multiples of n.
    pub const QUOTIENT: usize = 2;

    /// The circuit without values, for deriving keys.
    pub fn empty(shape: InnerProductShape) -> Self {
        assert_eq!(shape.ranges.len(), SHARED);
        InnerProductCircuit {
            shape,
            witness: None,
        }
    }

    /// The circuit with values: the linked columns, all rows but the unusable ones, and what follows.
    pub fn new(
        shape: InnerProductShape,
        linked: Vec<Vec<Fp>>,
        witness: InnerProductWitness,
    ) -> Self {
        assert_eq!(linked.len(), Self::LINKED);
        InnerProductCircuit {
            witness: Some((linked, witness)),
            ..Self::empty(shape)
        }
    }
}

#[derive(Clone)]
pub(crate) struct InnerProductConfig {
    /// Shared slots, then own ones. First of all columns: proofs begin with their commitments.
    linked: Vec<Column<Advice>>,
    sum: Column<Advice>,
    q_first: Column<Fixed>,
    q_run: Column<Fixed>,
    q_last: Column<Fixed>,
    ranges: Vec<Column<Fixed>>,
}

impl<const SHARED: usize, const OWN: usize> Circuit<Fp> for InnerProductCircuit<SHARED, OWN> {
    type Config = InnerProductConfig;
    type FloorPlanner = SimpleFloorPlanner;

    fn without_witnesses(&self) -> Self {
        Self::empty(self.shape.clone())
    }

    fn configure(meta: &mut ConstraintSystem<Fp>) -> InnerProductConfig {
        let config = InnerProductConfig {
            linked: (0..Self::LINKED).map(|_| meta.advice_column()).collect(),
            sum: meta.advice_column(),
            q_first: meta.fixed_column(),
            q_run: meta.fixed_column(),
            q_last: meta.fixed_column(),
            ranges: (0..SHARED).map(|_| meta.fixed_column()).collect(),
        };
        let value: Column<Instance> = meta.instance_column();
        let weights: Vec<Column<Instance>> = (1..Self::INSTANCES)
            .map(|_| meta.instance_column())
            .collect();
        let (shared_weights, own_weights) = weights.split_at((SHARED > 0) as usize);
        let (shared, own) = config.linked.split_at(SHARED);

        meta.create_gate("sum", |meta| {
            let q_first = meta.query_fixed(config.q_first);
            let q_run = meta.query_fixed(config.q_run);
            let q_last = meta.query_fixed(config.q_last);
            let value = meta.query_instance(value, Rotation::cur());
            let sum = meta.query_advice(config.sum, Rotation::cur());
            let sum_next = meta.query_advice(config.sum, Rotation::next());
            let zero = Expression::Constant(Fp::ZERO);
            let of_own =
                own.iter()
                    .zip(own_weights)
                    .fold(zero.clone(), |terms, (&column, &weights)| {
                        let weight = meta.query_instance(weights, Rotation::cur());
                        terms + weight * meta.query_advice(column, Rotation::cur())
                    });
            // A range ends with its slot's segment, which lies before the tail, so q_run need not
            // gate it again.
            let of_shared = match shared_weights {
                [] => zero,
                weights => {
                    let weight = meta.query_instance(weights[0], Rotation::cur());
                    let chosen =
                        shared
                            .iter()
                            .zip(&config.ranges)
                            .fold(zero, |terms, (&column, &range)| {
                                let range = meta.query_fixed(range);
                                terms + range * meta.query_advice(column, Rotation::cur())
                            });
                    weight * chosen
                }
            };
            vec![
                (
                    "the sum starts at minus the value",
                    q_first * (sum.clone() + value),
                ),
                (
                    "each row adds its weighted values",
                    q_run * (sum_next - sum.clone() - of_own) - of_shared,
                ),
                ("the sum ends at zero", q_last * sum),
            ]
        });
        config
    }

    fn synthesize(
        &self,
        config: InnerProductConfig,
        mut layouter: impl Layouter<Fp>,
    ) -> Result<(), Error> {
        layouter.assign_region(
            || "inner product",
            |mut region| {
                let columns = [config.q_first, config.q_run, config.q_last];
                let columns = columns.iter().chain(&config.ranges);
                for (&column, values) in columns.zip(self.shape.fixed_columns()) {
                    for (row, value) in values.into_iter().enumerate() {
                        if value != Fp::ZERO {
                            region.assign_fixed(|| "", column, row, || Value::known(value))?;
                        }
                    }
                }

                let Some((linked, witness)) = &self.witness else {
                    return Ok(());
                };
                let columns = config.linked.iter().chain([&config.sum]);
                for (&column, values) in columns.zip(linked.iter().chain([&witness.sum])) {
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
    use crate::edits::testing::noise;
    use crate::image::Size;
    use crate::lookup::tests::broken;

    const K: u32 = 9;
    const ROWS: usize = (1 << K) - 6;
    const END: usize = (1 << K) - TAIL;

    /// Two shared slots in rows 0..100 and 100..200, two own slots.
    struct Trial {
        shape: InnerProductShape,
        columns: Vec<Vec<Fp>>,
        weights: Weights,
        instance: Weights,
        bend: Box<dyn Fn(&mut InnerProductWitness)>,
    }

    fn values(seed: u64, count: usize) -> Vec<Fp> {
        let image = noise(
            Size {
                width: ROWS as u32,
                height: 1,
            },
            seed,
        );
        image
            .pixels()
            .iter()
            .take(count)
            .map(|&byte| Fp::from(u64::from(byte) + seed))
            .collect()
    }

    fn honest() -> Trial {
        let shape = InnerProductShape {
            k: K,
            ranges: vec![0..100, 100..200],
        };
        let columns: Vec<Vec<Fp>> = (1..5).map(|seed| values(seed, ROWS)).collect();
        let mut weights = Weights {
            value: Fp::ZERO,
            challenges: [Fp::ONE; 2],
            shared: values(7, 200),
            own: vec![values(8, END), values(9, 30)],
        };
        for row in 0..END {
            if row < 200 {
                weights.value += weights.shared[row] * columns[row / 100][row];
            }
            weights.value += weights.own[0][row] * columns[2][row];
            if row < 30 {
                weights.value += weights.own[1][row] * columns[3][row];
            }
        }
        Trial {
            shape,
            columns,
            instance: weights.clone(),
            weights,
            bend: Box::new(|_| {}),
        }
    }

    impl Trial {
        fn holds(&self) -> bool {
            self.broken().is_empty()
        }

        fn broken(&self) -> Vec<String> {
            let columns: Vec<&[Fp]> = self.columns.iter().map(Vec::as_slice).collect();
            let mut witness = InnerProductWitness::new(&self.shape, &columns, &self.weights);
            (self.bend)(&mut witness);
            let circuit =
                InnerProductCircuit::<2, 2>::new(self.shape.clone(), self.columns.clone(), witness);
            broken(K, &circuit, self.instance.instance())
        }
    }

    #[test]
    fn the_true_value_is_accepted() {
        assert!(honest().holds());
    }

    #[test]
    fn lies_are_rejected() {
        const START: &str = "the sum starts at minus the value";
        const STEP: &str = "each row adds its weighted values";
        const END_IS_ZERO: &str = "the sum ends at zero";
        type Lie = (&'static str, &'static [&'static str], fn(&mut Trial));
        let lies: &[Lie] = &[
            ("another value", &[START], |t| t.instance.value += Fp::ONE),
            ("another value on both sides", &[END_IS_ZERO], |t| {
                t.instance.value += Fp::ONE;
                t.weights.value += Fp::ONE;
            }),
            ("a shared column off by one", &[END_IS_ZERO], |t| {
                t.columns[0][99] += Fp::ONE
            }),
            (
                "an own column off by one in its last row",
                &[END_IS_ZERO],
                |t| t.columns[2][END - 1] += Fp::ONE,
            ),
            (
                "an own column off by one in its first row",
                &[END_IS_ZERO],
                |t| t.columns[3][0] += Fp::ONE,
            ),
            (
                "other weights than the instance's",
                &[STEP, END_IS_ZERO],
                |t| t.weights.own[1][3] += Fp::ONE,
            ),
            ("a fold moved to the other's rows", &[END_IS_ZERO], |t| {
                t.columns.swap(0, 1)
            }),
            ("a sum that jumps", &[STEP], |t| {
                t.columns[0][5] += Fp::ONE;
                t.bend = Box::new(|w| *w.sum.last_mut().expect("a sum") = Fp::ZERO);
            }),
            ("a sum that starts elsewhere", &[START], |t| {
                t.columns[0][5] += Fp::ONE;
                t.bend = Box::new(|w| {
                    let excess = *w.sum.last().expect("a sum");
                    w.sum.iter_mut().for_each(|s| *s -= excess);
                });
            }),
        ];
        for (lie, broken, tell) in lies {
            let mut trial = honest();
            tell(&mut trial);
            assert_eq!(trial.broken(), *broken, "{lie}");
        }
    }

    #[test]
    fn rows_outside_a_range_and_tails_do_not_count() {
        let mut trial = honest();
        trial.columns[0][100] += Fp::ONE;
        trial.columns[1][99] += Fp::ONE;
        trial.columns[3][30] += Fp::ONE;
        trial.columns[2][END] += Fp::ONE;
        assert!(trial.holds());
    }
}
