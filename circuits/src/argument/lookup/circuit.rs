//! The circuit that proves: every value of some committed columns is an entry of a public table.
//!
//! See section 5 of `docs/protocol.md`.
//!
//! LogUp (Haböck, <https://eprint.iacr.org/2022/1530>): with `alpha` drawn after the columns p and the
//! multiplicities m are committed,
//!
//! ```text
//! sum over inputs 1 / (alpha - p)  =  sum over table m_j / (alpha - t_j)
//! ```
//!
//! holds only if every p is some t_j, except with negligible probability.
//!
//! | column | rows | holds | bound by |
//! | --- | --- | --- | --- |
//! | `inputs[c]` | all | looked up values p, or pairs low + theta high | linked: equal to commitments that the statement names |
//! | `multiplicities` | 0..\|T\| | m | linked: committed before alpha is drawn |
//! | `alpha_less_tag` | 0..u | alpha, less the row's tag if there are tags | public: the verifier knows it |
//! | `alpha_less_entry` | 0..\|T\| | alpha - t | public, exactly \|T\| entries |
//! | `in_data`, `in_table`, `in_sum` | 0..u, 0..\|T\|, 0..end | one | public |
//! | `at_ends` | 0, end | one | public |
//! | `helpers[i]` | 0..u | sum of 1/(alpha - p) over two inputs | "helper" |
//! | `fractions` | 0..\|T\| | m_j / (alpha - t_j) | "fraction" |
//! | `sum` | 0..=end | running difference of both sides | "sum", zero in rows 0 and end |
//!
//! **Pairs.** Where p is `low + theta high` and the entries are `q + theta f(q)`, theta is drawn together with alpha.
//! Cleared of its denominators, the equation is one of polynomials in alpha and theta, whose degree is at most the number
//! of values and entries. If it holds for random alpha and theta, it holds identically, except with a probability of that
//! degree over the size of the field; and linear polynomials in theta are equal only if both coefficients are. So each
//! pair (low, high) is some (q, f(q)), and neither part needs a lookup of its own.
//!
//! There are no fixed columns: what the verifier knows are public columns, zero in all rows not named above
//! (`argument.rs`). So the key depends on nothing but W and k.
//!
//! end = max(u, |T|), which is at most n - BLINDING_ROWS. Cells outside the rows named above are free, and
//! harmless because every use of a cell is gated by the same public column as its definition:
//!
//! - A helper that is summed in rows where it is not defined could add any value, so `in_data` gates both. The same
//!   for a fraction and `in_table`.
//! - A row beyond the table's entries would admit an entry that the table does not have. `in_table` ends
//!   with the table.
//! - Data longer than the table, or a table longer than the data: the sum runs to the end of both.
//! - An input slot that is not linked would be a free cell: `alpha - 1/x` supplies any missing term. All
//!   slots are linked; spare ones repeat the last column.
//!
//! Degree: "helper" is in_data * h * (alpha - p)^2, 4.

use ff::Field;
use halo2_proofs::circuit::{Layouter, SimpleFloorPlanner, Value};
use halo2_proofs::pasta::Fp;
use halo2_proofs::plonk::{Advice, Circuit, Column, ConstraintSystem, Error};
use pasta_curves::arithmetic::VartimeBatchInvert;

use crate::parallel::prelude::*;
use crate::plonk::gate::{Constraint, Queries, Row, Term};
use crate::tensor::BLINDING_ROWS;

/// Inputs that share a helper. With one there are more columns to commit to, with three the quotient is longer:
/// `docs/performance.md` has the figures.
pub(crate) const INPUTS_PER_HELPER: usize = 2;

/// What the public columns of the circuit depend on besides the challenge and the table's entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct LookupExtent {
    /// log2 of the rows.
    pub k: u32,
    /// Data rows of the input columns (`u`).
    pub data_rows: usize,
    /// Entries of the table.
    pub table: usize,
    /// What is added to the inputs of each row.
    pub tags: Tags,
}

/// Numbers that are added to the values of the rows before they are looked up, in turn: rows of several kinds then
/// have entries of their own in one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Tags(pub &'static [u32]);

impl Tags {
    /// Every row is looked up as it is.
    pub const NONE: Tags = Tags(&[0]);

    /// What is added to the values of a row.
    pub fn of(self, row: usize) -> u64 {
        match self.0 {
            [tag] => (*tag).into(),
            tags => tags[row % tags.len()].into(),
        }
    }
}

impl LookupExtent {
    /// The row in which the running sum is zero again.
    fn end(&self) -> usize {
        let end = self.data_rows.max(self.table);
        assert!(
            end <= (1 << self.k) - BLINDING_ROWS,
            "data and table end before the blinding rows"
        );
        end
    }

    /// The public columns in the order of [`Columns`], up to their last value that is not zero.
    pub fn public_columns(&self, alpha: Fp, table: &[Fp]) -> Vec<Vec<Fp>> {
        let end = self.end();
        let mut at_ends = vec![Fp::ZERO; end + 1];
        (at_ends[0], at_ends[end]) = (Fp::ONE, Fp::ONE);
        vec![
            (0..self.data_rows).map(|row| alpha - Fp::from(self.tags.of(row))).collect(),
            table.iter().map(|entry| alpha - entry).collect(),
            vec![Fp::ONE; self.data_rows],
            vec![Fp::ONE; self.table],
            vec![Fp::ONE; end],
            at_ends,
        ]
    }
}

/// One instance of the circuit, with `W` input slots.
pub(crate) struct LookupCircuit<const W: usize> {
    /// The linked columns, all rows but the unusable ones, the public ones, and what follows from them.
    witness: Option<(Vec<Vec<Fp>>, LookupWitness)>,
}

/// What follows from the linked columns of an instance and the challenge: the other advice columns, up to the
/// rows that they are used in.
pub(crate) struct LookupWitness {
    /// For every [`INPUTS_PER_HELPER`] inputs the sum of their inverses.
    pub helpers: Vec<Vec<Fp>>,
    /// For each entry of the table its multiplicity over alpha less the entry.
    pub fractions: Vec<Fp>,
    /// The running sum.
    pub sum: Vec<Fp>,
}

impl LookupWitness {
    /// Computes it as the table above says. `linked` are the inputs, then the multiplicities.
    pub fn new(extent: LookupExtent, linked: &[&[Fp]], alpha: Fp, table: &[Fp]) -> Self {
        let (multiplicities, inputs) = linked.split_last().expect("multiplicities are linked");
        let helpers: Vec<Vec<Fp>> = inputs
            .par_chunks(INPUTS_PER_HELPER)
            .map(|inputs| {
                let mut sums = vec![Fp::ZERO; extent.data_rows];
                for input in inputs {
                    let mut inverses: Vec<Fp> = (0..extent.data_rows)
                        .map(|row| alpha - input[row] - Fp::from(extent.tags.of(row)))
                        .collect();
                    inverses.iter_mut().batch_invert_vartime();
                    sums.iter_mut().zip(inverses).for_each(|(sum, inverse)| *sum += inverse);
                }
                sums
            })
            .collect();
        Self::of_helpers(extent, helpers, multiplicities, alpha, table)
    }

    /// Computes the rest of it, given the helpers.
    pub fn of_helpers(
        extent: LookupExtent,
        helpers: Vec<Vec<Fp>>,
        multiplicities: &[Fp],
        alpha: Fp,
        table: &[Fp],
    ) -> Self {
        let mut fractions: Vec<Fp> = table.iter().map(|entry| alpha - entry).collect();
        fractions.iter_mut().batch_invert_vartime();
        for (fraction, multiplicity) in fractions.iter_mut().zip(multiplicities) {
            *fraction *= multiplicity;
        }
        let mut sum = vec![Fp::ZERO];
        for row in 0..extent.end() {
            let mut next = sum[row];
            if row < extent.data_rows {
                helpers.iter().for_each(|helper| next += helper[row]);
            }
            if row < extent.table {
                next -= fractions[row];
            }
            sum.push(next);
        }
        LookupWitness { helpers, fractions, sum }
    }
}

impl<const W: usize> LookupCircuit<W> {
    /// Advice columns of one instance.
    pub const ADVICE: usize = Self::LINKED + Self::PUBLIC + W / INPUTS_PER_HELPER + 2;
    /// The first advice columns, which are linked.
    pub const LINKED: usize = W + 1;
    /// The advice columns after them, which are public.
    pub const PUBLIC: usize = 6;
    /// Degree of the quotient polynomial in multiples of n.
    pub const QUOTIENT: usize = 3;

    /// An instance without values, for deriving keys.
    pub fn empty() -> Self {
        LookupCircuit { witness: None }
    }

    /// An instance with values: the linked columns, all rows but the unusable ones, the public columns, and
    /// what follows.
    pub fn new(linked: Vec<Vec<Fp>>, public: Vec<Vec<Fp>>, witness: LookupWitness) -> Self {
        assert_eq!((linked.len(), public.len()), (Self::LINKED, Self::PUBLIC));
        let mut known = linked;
        known.extend(public);
        LookupCircuit { witness: Some((known, witness)) }
    }
}

/// One for each column of the circuit, in their order.
#[derive(Clone)]
pub(crate) struct Columns<T> {
    pub inputs: Vec<T>,
    pub multiplicities: T,
    pub alpha_less_tag: T,
    pub alpha_less_entry: T,
    pub in_data: T,
    pub in_table: T,
    pub in_sum: T,
    pub at_ends: T,
    pub helpers: Vec<T>,
    pub fractions: T,
    pub sum: T,
}

impl<T> Columns<T> {
    /// Columns that are made one after the other. Linked ones are the first: proofs begin with their commitments.
    pub fn new(width: usize, mut next: impl FnMut() -> T) -> Self {
        assert!(width.is_multiple_of(INPUTS_PER_HELPER), "helpers are full");
        Columns {
            inputs: (0..width).map(|_| next()).collect(),
            multiplicities: next(),
            alpha_less_tag: next(),
            alpha_less_entry: next(),
            in_data: next(),
            in_table: next(),
            in_sum: next(),
            at_ends: next(),
            helpers: (0..width / INPUTS_PER_HELPER).map(|_| next()).collect(),
            fractions: next(),
            sum: next(),
        }
    }

    /// All of them.
    fn iter(&self) -> impl Iterator<Item = &T> {
        let Columns { inputs, multiplicities, helpers, fractions, sum, .. } = self;
        let public = [
            &self.alpha_less_tag,
            &self.alpha_less_entry,
            &self.in_data,
            &self.in_table,
            &self.in_sum,
            &self.at_ends,
        ];
        let linked = inputs.iter().chain([multiplicities]);
        linked.chain(public).chain(helpers).chain([fractions, sum])
    }
}

/// What is zero if a helper is the sum of the inverses of two differences:
/// `h * (alpha - p0) (alpha - p1) = (alpha - p0) + (alpha - p1)`, that is
/// `h = 1/(alpha - p0) + 1/(alpha - p1)`: except with negligible probability, alpha is no entry and no input.
fn sum_of_inverses<T: Term>(helper: T, [d0, d1]: [T; INPUTS_PER_HELPER]) -> T {
    helper * d0.clone() * d1.clone() - (d0 + d1)
}

/// The gates, in their order: "helper" for each helper, "fraction", "sum".
impl<C: Copy> Columns<C> {
    pub fn helper<R: Row<Advice = C>>(
        &self,
        helper: usize,
        row: &mut R,
    ) -> [Constraint<R::Term>; 1] {
        let inputs = &self.inputs[helper * INPUTS_PER_HELPER..];
        let in_data = row.here(self.in_data);
        let alpha = row.here(self.alpha_less_tag);
        let helper = row.here(self.helpers[helper]);
        let differences = [0, 1].map(|input| alpha.clone() - row.here(inputs[input]));
        [(
            "a helper is the sum of its inputs' inverses",
            in_data * sum_of_inverses(helper, differences),
        )]
    }

    pub fn fraction<R: Row<Advice = C>>(&self, row: &mut R) -> [Constraint<R::Term>; 1] {
        let in_table = row.here(self.in_table);
        let difference = row.here(self.alpha_less_entry);
        let fraction = row.here(self.fractions);
        let multiplicity = row.here(self.multiplicities);
        [(
            "a fraction is the multiplicity over alpha less the entry",
            in_table * (fraction * difference - multiplicity),
        )]
    }

    pub fn sum<R: Row<Advice = C>>(&self, row: &mut R) -> [Constraint<R::Term>; 2] {
        let in_data = row.here(self.in_data);
        let in_table = row.here(self.in_table);
        let in_sum = row.here(self.in_sum);
        let at_ends = row.here(self.at_ends);
        let sum = row.here(self.sum);
        let sum_next = row.next(self.sum);
        let fraction = row.here(self.fractions);
        let helpers = self.helpers.iter();
        let helpers = helpers.fold(R::Term::zero(), |sum, &helper| sum + row.here(helper));
        [
            (
                "each row adds the helpers of data and takes the fraction of the table",
                in_sum * (sum_next - sum.clone()) - in_data * helpers + in_table * fraction,
            ),
            ("the sum is zero at its start and its end", at_ends * sum),
        ]
    }
}

/// The columns that the gates of the circuit with `width` input slots look at.
pub(crate) fn queries(width: usize) -> Queries {
    let mut places = 0..;
    let columns = Columns::new(width, || places.next().expect("without an end"));
    let mut queries = Queries::default();
    for helper in 0..columns.helpers.len() {
        columns.helper(helper, &mut queries);
    }
    columns.fraction(&mut queries);
    columns.sum(&mut queries);
    queries
}

impl<const W: usize> Circuit<Fp> for LookupCircuit<W> {
    type Config = Columns<Column<Advice>>;
    type FloorPlanner = SimpleFloorPlanner;

    fn without_witnesses(&self) -> Self {
        Self::empty()
    }

    fn configure(meta: &mut ConstraintSystem<Fp>) -> Self::Config {
        let columns = Columns::new(W, || meta.advice_column());
        for helper in 0..columns.helpers.len() {
            meta.create_gate("helper", |row| columns.helper(helper, row));
        }
        meta.create_gate("fraction", |row| columns.fraction(row));
        meta.create_gate("sum", |row| columns.sum(row));
        columns
    }

    fn synthesize(
        &self,
        columns: Self::Config,
        mut layouter: impl Layouter<Fp>,
    ) -> Result<(), Error> {
        layouter.assign_region(
            || "lookup",
            |mut region| {
                let Some((known, witness)) = &self.witness else {
                    return Ok(());
                };
                let values = known.iter().chain(&witness.helpers);
                let values = values.chain([&witness.fractions, &witness.sum]);
                for (&column, values) in columns.iter().zip(values) {
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
pub(crate) mod tests {
    use super::*;
    use halo2_proofs::dev::{MockProver, VerifyFailure};

    /// The names of the constraints that some row breaks. In the rows that no circuit assigns halo2 takes every
    /// advice column for random; public columns are zero there, which `argument/verifier.rs` checks.
    pub(crate) fn broken(
        k: u32,
        circuit: &impl Circuit<Fp>,
        instance: Vec<Vec<Fp>>,
    ) -> Vec<String> {
        let prover = MockProver::run(k, circuit, instance).expect("the extent fits");
        // Displayed as "Constraint 0 ('its name') in gate 0 ('the gate's name') is not satisfied".
        let name = |failure: &dyn ToString| {
            let words = failure.to_string();
            let (_, name) = words.split_once("('").expect("a constraint");
            name.split_once("') in gate").expect("in a gate").0.to_owned()
        };
        let failures = prover.verify().err().unwrap_or_default();
        let in_assigned_rows =
            |failure: &&VerifyFailure| !matches!(failure, VerifyFailure::ConstraintPoisoned { .. });
        let failures = failures.iter().filter(in_assigned_rows);
        let mut names: Vec<String> = failures.map(|failure| name(failure)).collect();
        names.sort();
        names.dedup();
        names
    }

    const K: u32 = 9;

    /// A witness that tests change before it is proved.
    struct Trial {
        extent: LookupExtent,
        inputs: Vec<Vec<u64>>,
        multiplicities: Vec<u64>,
        table: Vec<u64>,
        public_table: Vec<u64>,
        alpha: Fp,
        public_alpha: Fp,
        bend: Box<dyn Fn(&mut LookupWitness)>,
    }

    /// 4 inputs of 120 rows in a table of 0..16, row by row what the table has.
    fn honest() -> Trial {
        let inputs: Vec<Vec<u64>> = (0..4)
            .map(|c| (0..120).map(|row| (row * 7 + c * 5 + row * row) % 16).collect())
            .collect();
        let count =
            |entry: u64| inputs.iter().flatten().filter(|&&value| value == entry).count() as u64;
        Trial {
            extent: LookupExtent { k: K, data_rows: 120, table: 16, tags: Tags::NONE },
            multiplicities: (0..16).map(count).collect(),
            table: (0..16).collect(),
            public_table: (0..16).collect(),
            inputs,
            alpha: Fp::from(123_456_789),
            public_alpha: Fp::from(123_456_789),
            bend: Box::new(|_| {}),
        }
    }

    fn field(values: &[u64]) -> Vec<Fp> {
        values.iter().map(|&value| Fp::from(value)).collect()
    }

    impl Trial {
        fn holds(&self) -> bool {
            self.broken().is_empty()
        }

        fn broken(&self) -> Vec<String> {
            let mut linked: Vec<Vec<Fp>> = self.inputs.iter().map(|values| field(values)).collect();
            linked.push(field(&self.multiplicities));
            for column in &mut linked {
                column.resize((1 << K) - 6, Fp::ZERO);
            }
            let columns: Vec<&[Fp]> = linked.iter().map(Vec::as_slice).collect();
            let mut witness =
                LookupWitness::new(self.extent, &columns, self.alpha, &field(&self.table));
            (self.bend)(&mut witness);
            // Public columns are the verifier's: `argument/verifier.rs` checks them.
            let table = field(&self.public_table);
            let public = self.extent.public_columns(self.public_alpha, &table);
            let circuit = LookupCircuit::<4>::new(linked, public, witness);
            broken(K, &circuit, Vec::new())
        }
    }

    #[test]
    fn what_the_table_has_is_accepted() {
        assert!(honest().holds());
    }

    #[test]
    fn a_table_longer_than_the_data_is_accepted() {
        let mut trial = honest();
        trial.extent.table = 200;
        trial.table = (0..200).map(|entry| entry.min(15)).collect();
        trial.public_table = trial.table.clone();
        trial.multiplicities.resize(200, 0);
        assert!(trial.holds());
    }

    #[test]
    fn tags_are_told_apart() {
        let mut trial = honest();
        trial.extent.tags = Tags(&[0, 1 << 16, 2 << 16]);
        // Row r of every input holds 1 + r mod 3; the table has 1, 2, 3, one for each tag.
        trial.inputs = vec![(0..120).map(|row| 1 + row % 3).collect(); 4];
        trial.extent.table = 3;
        trial.table = (0..3).map(|tag| 1 + tag + (tag << 16)).collect();
        trial.public_table = trial.table.clone();
        trial.multiplicities = vec![160; 3];
        assert!(trial.holds());
        trial.inputs[1].swap(0, 1);
        assert!(!trial.holds(), "a value of one tag in another");
    }

    /// Why alpha is drawn when all columns are committed: two inputs that are alpha leave their helper free,
    /// and it supplies whatever is missing.
    #[test]
    fn whoever_knows_alpha_before_proves_anything() {
        let mut trial = honest();
        trial.inputs[0][7] = 1000;
        trial.inputs[0][8] = 123_456_789;
        trial.inputs[1][8] = 123_456_789;
        trial.bend = Box::new(|w| {
            let missing = *w.sum.last().expect("a sum");
            w.helpers[0][8] -= missing;
            w.sum.iter_mut().skip(9).for_each(|s| *s -= missing);
        });
        assert!(trial.holds());
        trial.inputs[1][8] += 1;
        assert!(!trial.holds(), "one of them alone is no help");
    }

    /// Each forgery is a change to the honest trial, and breaks exactly these constraints.
    #[test]
    fn forgeries_are_rejected() {
        const HELPER: &str = "a helper is the sum of its inputs' inverses";
        const FRACTION: &str = "a fraction is the multiplicity over alpha less the entry";
        const STEP: &str = "each row adds the helpers of data and takes the fraction of the table";
        const ENDS: &str = "the sum is zero at its start and its end";
        type Forgery = (&'static str, &'static [&'static str], fn(&mut Trial));
        let forgeries: &[Forgery] = &[
            ("a value that the table lacks", &[ENDS], |t| t.inputs[1][50] = 16),
            ("such a value, its count given to a neighbour", &[ENDS], |t| {
                let honest = t.inputs[2][119];
                t.inputs[2][119] = 99;
                t.multiplicities[honest as usize] -= 1;
                t.multiplicities[3] += 1;
            }),
            ("a wrong multiplicity", &[ENDS], |t| t.multiplicities[4] += 1),
            ("zero, which the table lacks beyond its end", &[ENDS], |t| {
                t.table = (1..17).collect();
                t.public_table = t.table.clone();
            }),
            ("an entry that only the prover has", &[FRACTION, ENDS], |t| {
                t.inputs[0][0] = 77;
                t.table[15] = 77;
            }),
            ("another alpha than the verifier's", &[FRACTION, HELPER], |t| t.alpha += Fp::ONE),
            ("a helper made to supply the missing term", &[HELPER], |t| {
                t.inputs[0][7] = 1000;
                t.bend = Box::new(|w| {
                    let missing = *w.sum.last().expect("a sum");
                    w.helpers[0][9] -= missing;
                    w.sum.iter_mut().skip(10).for_each(|s| *s -= missing);
                });
            }),
            ("a fraction made to supply the missing term", &[FRACTION], |t| {
                t.inputs[0][7] = 1000;
                t.bend = Box::new(|w| {
                    let missing = *w.sum.last().expect("a sum");
                    w.fractions[2] += missing;
                    w.sum.iter_mut().skip(3).for_each(|s| *s -= missing);
                });
            }),
            ("a fraction behind the table's end", &[STEP], |t| {
                t.inputs[0][7] = 1000;
                t.bend = Box::new(|w| {
                    let missing = *w.sum.last().expect("a sum");
                    w.fractions.resize(30, Fp::ZERO);
                    w.fractions[20] = missing;
                    w.sum.iter_mut().skip(21).for_each(|s| *s -= missing);
                });
            }),
            ("a helper behind the data's end", &[STEP], |t| {
                t.inputs[0][7] = 1000;
                t.extent.table = 200;
                t.table = (0..200).map(|entry| entry.min(15)).collect();
                t.public_table = t.table.clone();
                t.multiplicities.resize(200, 0);
                t.bend = Box::new(|w| {
                    let missing = *w.sum.last().expect("a sum");
                    w.helpers[0].resize(150, Fp::ZERO);
                    w.helpers[0][130] = -missing;
                    w.sum.iter_mut().skip(131).for_each(|s| *s -= missing);
                });
            }),
            ("a sum that jumps", &[STEP], |t| {
                t.inputs[0][7] = 1000;
                t.bend = Box::new(|w| *w.sum.last_mut().expect("a sum") = Fp::ZERO);
            }),
            ("a sum that starts elsewhere", &[ENDS], |t| {
                t.inputs[0][7] = 1000;
                t.bend = Box::new(|w| {
                    let missing = *w.sum.last().expect("a sum");
                    w.sum.iter_mut().for_each(|s| *s -= missing);
                });
            }),
        ];
        for (forgery, broken, change) in forgeries {
            let mut trial = honest();
            change(&mut trial);
            assert_eq!(trial.broken(), *broken, "{forgery}");
        }
    }
}
