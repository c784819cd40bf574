//! A statement as its author writes it.

use halo2_proofs::pasta::Fp;

use crate::statement::fold::WeightProduct;
use crate::statement::{self, Entry, Looked};
use crate::tensor::{KS, Shape};

/// A tensor of a statement, by when it is committed to, and its number among those that are committed to then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tensor {
    /// Committed to beforehand.
    Input(usize),
    /// Committed to by the proof, before any challenge is drawn.
    Auxiliary(usize),
    /// Committed to by the proof, when r and t are known.
    Later(usize),
}

impl From<Tensor> for statement::Tensor {
    fn from(tensor: Tensor) -> Self {
        match tensor {
            Tensor::Input(number) => statement::Tensor::Input(number),
            Tensor::Auxiliary(number) => statement::Tensor::Auxiliary(number),
            Tensor::Later(number) => statement::Tensor::Later(number),
        }
    }
}

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
    ///
    /// [`prove`](super::prove) and [`verify`](super::verify) panic if an equation weighs a tensor that the statement does
    /// not have, or has not as many weights as that has rows and numbers in a row.
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

/// The first `count` powers of a challenge, beginning with 1.
pub fn powers(base: Fp, count: usize) -> Vec<Fp> {
    crate::curve::field::powers(base, count)
}

/// A table of numbers, or of pairs of a number and a byte that is a function of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table(pub(super) Vec<Entry>);

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

/// A tensor whose numbers are in a table, or two of one shape whose numbers, place by place, are pairs of a table. All
/// rows of the tensors' columns are looked up, also those that hold no numbers and are zero.
#[derive(Clone, Debug)]
pub struct Lookup {
    pub(super) looked: Looked,
    pub(super) table: Table,
}

impl Lookup {
    /// Each number of `tensor` is in the table.
    pub fn values(tensor: Tensor, table: Table) -> Self {
        Lookup { looked: Looked::Values(tensor.into()), table }
    }

    /// Each number of `low` and the number of `high` in its place are a pair of the table.
    pub fn pairs(low: Tensor, high: Tensor, table: Table) -> Self {
        let looked = Looked::Pair { low: low.into(), high: high.into() };
        Lookup { looked, table }
    }
}

/// A weighted sum that has a public value: of numbers of tensors, and of products of numbers of two tensors.
#[derive(Clone)]
pub struct Equation {
    pub(super) weighed: Vec<(Tensor, WeightProduct)>,
    pub(super) products: Vec<(Tensor, Tensor, Vec<Fp>)>,
    pub(super) value: Fp,
}

impl Equation {
    /// An equation that says that an empty sum is `value`; [`Equation::plus`] and [`Equation::plus_products`] fill the sum.
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
