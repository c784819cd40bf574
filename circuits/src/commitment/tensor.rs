//! Tensors whose columns are committed to.

use std::sync::Arc;

use ff::Field;
use halo2_proofs::pasta::{Eq, EqAffine, Fp};
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::commitment::blinding::{Blinding, Blinds};
use crate::commitment::column::{Column, SmallColumn, column_values, commitment};
use crate::commitment::combination::weighted_sum_of_columns;
use crate::commitment::generators::{bases, coefficient_generators};
use crate::commitment::randomness::SystemRandom;
use crate::curve::fft::transforms;
use crate::curve::field::{self, powers};
use crate::curve::msm::{Point, multiexp, normalise};
use crate::curve::params::blinding_generator;
use crate::parallel::prelude::*;
use crate::progress::{Cancelled, Stop};
use crate::tensor::Layout;

/// The numbers of a tensor, row by row. They are overwritten when they are dropped.
#[derive(Clone)]
pub(crate) enum Values {
    /// Numbers below 2^8, which several owners may share.
    Bytes(Arc<Zeroizing<Vec<u8>>>),
    /// Numbers below 2^16.
    Words(Zeroizing<Vec<u16>>),
    /// Numbers below 2^32.
    Integers(Zeroizing<Vec<u32>>),
    /// Any numbers: those of later rounds, which depend on challenges.
    Elements(Elements),
}

/// Its parts are wiped when they are dropped.
impl ZeroizeOnDrop for Values {}

/// Field elements that are overwritten when they are dropped.
#[derive(Clone)]
pub(crate) struct Elements(pub Vec<Fp>);

impl Drop for Elements {
    fn drop(&mut self) {
        field::zeroize(&mut self.0);
    }
}

impl ZeroizeOnDrop for Elements {}

impl Values {
    /// The data rows of column `c`, padding included.
    ///
    /// # Panics
    /// If they are no small numbers.
    pub fn column(&self, layout: &Layout, c: usize) -> Zeroizing<Vec<u32>> {
        match self {
            Values::Bytes(bytes) => layout.column(c, bytes),
            Values::Words(words) => layout.column(c, words),
            Values::Integers(integers) => layout.column(c, integers),
            Values::Elements(_) => unreachable!("what is looked up or folded is small"),
        }
    }

    /// How many numbers there are.
    pub fn count(&self) -> usize {
        match self {
            Values::Bytes(bytes) => bytes.len(),
            Values::Words(words) => words.len(),
            Values::Integers(integers) => integers.len(),
            Values::Elements(elements) => elements.0.len(),
        }
    }
}

/// A tensor with the commitments to its columns and everything that opens them.
pub(crate) struct CommittedTensor {
    pub layout: Layout,
    values: Values,
    blinds: Vec<Blinds>,
    /// The commitments.
    pub points: Vec<EqAffine>,
}

impl CommittedTensor {
    /// Commits to every column.
    ///
    /// # Errors
    /// If `stop` says so, which is asked for each column.
    pub fn new(
        layout: Layout,
        values: Values,
        blinding: Blinding<'_>,
        stop: Stop<'_>,
    ) -> Result<Self, Cancelled> {
        let count = layout.columns;
        let blinds: Vec<Blinds> = match blinding {
            Blinding::Published => vec![Blinds::published(); count],
            Blinding::Given(blinds) => blinds,
            Blinding::Fresh(random) => (0..count).map(|_| Blinds::fresh(random)).collect(),
        };
        let mut tensor = CommittedTensor::opened(layout, values, blinds, Vec::new());
        let points = (0..count)
            .into_par_iter()
            .map(|c| {
                stop()?;
                Ok(tensor.commitment(c))
            })
            .collect::<Result<Vec<_>, Cancelled>>()?;
        tensor.points = normalise(&points);
        Ok(tensor)
    }

    /// A tensor with commitments that are known.
    pub fn opened(
        layout: Layout,
        values: Values,
        blinds: Vec<Blinds>,
        points: Vec<EqAffine>,
    ) -> Self {
        assert_eq!(values.count(), layout.shape.values(), "the layout is that of the values");
        CommittedTensor { layout, values, blinds, points }
    }

    fn commitment(&self, c: usize) -> Eq {
        let k = self.layout.k;
        match self.values {
            Values::Elements(_) => {
                let Column { mut values, blind } = self.expanded(c);
                let point = bases(k).commit_values(&values, blind);
                field::zeroize(&mut values);
                point
            }
            _ => commitment(k, &self.data(c), &self.blinds[c]),
        }
    }

    /// Whether these are the commitments to its columns, which hold small numbers. All are checked at once: with powers
    /// of a weight that is drawn here, the weighted sum of the commitments must be the commitment to the weighted sum
    /// of the columns. Other commitments pass with a probability of columns / 2^254.
    pub fn is_as_committed(&self) -> bool {
        let layout = &self.layout;
        if self.points.len() != layout.columns {
            return false;
        }
        let weights = powers(Fp::random(&mut SystemRandom::new()), layout.columns);
        let mut data = weighted_sum_of_columns(layout, &weights, |c| self.data(c));
        let mut blinds = Blinds::zero();
        for (weight, of_column) in weights.iter().zip(&self.blinds) {
            blinds.add_scaled(*weight, of_column);
        }
        // By coefficients, whose generators a verifier has, and not by rows.
        let values = column_values(layout.k, data.iter().copied(), &blinds.rows);
        field::zeroize(&mut data);
        let mut coefficients = transforms(layout.k).coefficients(values);
        let of_sum = multiexp(&coefficients, coefficient_generators(layout.k))
            + blinding_generator() * blinds.factor;
        field::zeroize(&mut coefficients);
        let points: Vec<Point> = self.points.iter().map(Point::from).collect();
        of_sum == multiexp(&weights, &points)
    }

    /// The data rows of column `c`, padding included.
    ///
    /// # Panics
    /// If they are no small numbers.
    pub fn data(&self, c: usize) -> Zeroizing<Vec<u32>> {
        self.values.column(&self.layout, c)
    }

    /// Whether it holds small numbers.
    pub fn is_small(&self) -> bool {
        !matches!(self.values, Values::Elements(_))
    }

    /// Column `c` of small numbers, with what opens its commitment.
    pub fn column(&self, c: usize) -> SmallColumn {
        SmallColumn { data: self.data(c), blinds: self.blinds[c].clone() }
    }

    /// Column `c` by its field elements, with what opens its commitment.
    pub fn expanded(&self, c: usize) -> Column {
        let k = self.layout.k;
        let Values::Elements(Elements(elements)) = &self.values else {
            return self.column(c).expand(k);
        };
        let data = self.layout.pieces(c).flat_map(|piece| elements[piece].iter().copied());
        let Blinds { rows, factor } = &self.blinds[c];
        Column { values: column_values(k, data, rows), blind: *factor }
    }

    pub fn blinds(&self, c: usize) -> &Blinds {
        &self.blinds[c]
    }
}
