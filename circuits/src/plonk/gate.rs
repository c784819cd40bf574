//! Gates, each written once: halo2 asks it for expressions, from which keys are derived, and the native prover
//! for values, of which it computes the quotient. The order in which gates ask for columns is that of the
//! evaluations in a proof.

use std::marker::PhantomData;
use std::ops::{Add, Mul, Sub};

use ff::Field;
use halo2_proofs::pasta::Fp;
use halo2_proofs::plonk::{Advice, Column, Expression, Instance, VirtualCells};
use halo2_proofs::poly::Rotation;

/// What a gate computes with.
pub(crate) trait Term:
    Clone + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self>
{
    fn zero() -> Self;
}

impl Term for Expression<Fp> {
    fn zero() -> Self {
        Expression::Constant(Fp::ZERO)
    }
}

impl Term for Fp {
    fn zero() -> Self {
        Fp::ZERO
    }
}

/// A constraint: what it says, and what must be zero.
pub(crate) type Constraint<T> = (&'static str, T);

/// The row that a gate looks at.
pub(crate) trait Row {
    /// How an advice column is named.
    type Advice: Copy;
    /// How an instance column is named.
    type Instance: Copy;
    type Term: Term;

    /// An advice column in this row.
    fn here(&mut self, column: Self::Advice) -> Self::Term;

    /// The same in the next row. It must be asked for right after this row.
    fn next(&mut self, column: Self::Advice) -> Self::Term;

    /// An instance column in this row.
    fn instance(&mut self, column: Self::Instance) -> Self::Term;
}

impl Row for VirtualCells<'_, Fp> {
    type Advice = Column<Advice>;
    type Instance = Column<Instance>;
    type Term = Expression<Fp>;

    fn here(&mut self, column: Column<Advice>) -> Expression<Fp> {
        self.query_advice(column, Rotation::cur())
    }

    fn next(&mut self, column: Column<Advice>) -> Expression<Fp> {
        self.query_advice(column, Rotation::next())
    }

    fn instance(&mut self, column: Column<Instance>) -> Expression<Fp> {
        self.query_instance(column, Rotation::cur())
    }
}

/// A row of columns given by their values, in all rows of the circuit or on a coset.
pub(crate) struct Values<'a> {
    row: usize,
    next: usize,
    columns: PhantomData<&'a [Fp]>,
}

impl Values<'_> {
    /// Row number `row` of `rows`; the first follows the last.
    pub fn at(row: usize, rows: usize) -> Self {
        Values { row, next: (row + 1) % rows, columns: PhantomData }
    }
}

impl<'a> Row for Values<'a> {
    type Advice = &'a [Fp];
    type Instance = &'a [Fp];
    type Term = Fp;

    fn here(&mut self, column: &'a [Fp]) -> Fp {
        column[self.row]
    }

    fn next(&mut self, column: &'a [Fp]) -> Fp {
        column[self.next]
    }

    fn instance(&mut self, column: &'a [Fp]) -> Fp {
        column[self.row]
    }
}

/// The columns that a circuit's gates look at, by their places, each list in the order in which the gates first
/// ask for them.
#[derive(Default)]
pub(crate) struct Queries {
    pub instance: Vec<usize>,
    /// Column, and whether it is looked at in the next row, too.
    pub advice: Vec<(usize, bool)>,
}

impl Queries {
    /// How many evaluations of advice columns a proof has for each instance.
    pub fn advice_evaluations(&self) -> usize {
        self.advice.len() + self.advice.iter().filter(|(_, next)| *next).count()
    }
}

/// Records what is asked for; the values mean nothing.
impl Row for Queries {
    type Advice = usize;
    type Instance = usize;
    type Term = Fp;

    fn here(&mut self, column: usize) -> Fp {
        if !self.advice.iter().any(|(known, _)| *known == column) {
            self.advice.push((column, false));
        }
        Fp::ZERO
    }

    fn next(&mut self, column: usize) -> Fp {
        let (last, next) = self.advice.last_mut().expect("this row is asked for first");
        assert_eq!(*last, column, "the next row is asked for right after this one");
        *next = true;
        Fp::ZERO
    }

    fn instance(&mut self, column: usize) -> Fp {
        if !self.instance.contains(&column) {
            self.instance.push(column);
        }
        Fp::ZERO
    }
}
