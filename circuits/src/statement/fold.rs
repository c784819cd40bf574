//! Folds: the columns of a tensor in few slots, where their weights allow it.
//!
//! Number i of row y of a tensor weighs the sum over some products of `rows[y] * values[i]`, and padding nothing.
//! Columns whose weights are proportional to each other are folded into one, whose commitment follows from theirs. If
//! that takes more slots than a few, and there is one product, the j-th rows of all columns are folded instead, for each
//! j: any row weights do then. If there are several products, each is folded by itself in one of these ways.
//!
//! See section 4 of `docs/protocol.md`.

use std::ops::Range;

use ff::Field;
use halo2_proofs::pasta::Fp;

use crate::statement::Tensor;
use crate::statement::sum::Slot;
use crate::tensor::Layout;

/// One product of row weights and weights of the values of a row.
#[derive(Clone)]
pub(crate) struct WeightProduct {
    /// A weight for each row.
    pub rows: Vec<Fp>,
    /// A weight for each value of a row.
    pub values: Vec<Fp>,
}

/// Up to this many slots, folding columns with proportional weights is preferred to folding the rows of all
/// columns.
pub(crate) const FEW_SLOTS: usize = 8;

/// What a slot holds of the tensor, without its weights: those of all folds of a narrow, tall image would take half a
/// gigabyte, and most folds are only counted.
pub(crate) struct Fold {
    kind: FoldKind,
    /// The products whose weights it carries.
    products: Range<usize>,
    pub slot: Slot,
}

enum FoldKind {
    /// Columns whose weights are proportional, with the weights of this one.
    Proportional { first: usize },
    /// The j-th rows of all columns.
    Segment { j: usize },
}

/// A tensor with what it weighs.
pub(crate) struct Weighed<'a> {
    pub tensor: Tensor,
    pub layout: &'a Layout,
    pub products: &'a [WeightProduct],
}

impl Weighed<'_> {
    /// The folds in the fewest slots that are tried: proportional columns in at most `few`; else, if there is one
    /// product, rows of columns in at most `most`, and if there are several, the folds of each by itself in at most
    /// `most`; else proportional columns in at most `most`. None if that is too few.
    pub fn folds(&self, few: usize, most: usize) -> Option<Vec<Fold>> {
        let folds = self.proportional(few.min(most)).or_else(|| match self.products {
            [product] => self.segments(product, most),
            _ => self.product_by_product(few, most),
        });
        folds.or_else(|| self.proportional(most))
    }

    /// The folds of each product by itself. None if that takes more than `most` slots, of which each product has those
    /// that the products before it leave.
    fn product_by_product(&self, few: usize, most: usize) -> Option<Vec<Fold>> {
        let mut folds = Vec::new();
        for number in 0..self.products.len() {
            let products = number..number + 1;
            let alone = Weighed { products: &self.products[products.clone()], ..*self };
            let of_product = alone.folds(few, most - folds.len())?;
            folds.extend(
                of_product.into_iter().map(|fold| Fold { products: products.clone(), ..fold }),
            );
        }
        Some(folds)
    }

    /// The folds of proportional columns, however many there are.
    pub fn folds_of_columns(&self) -> Vec<Fold> {
        self.proportional(usize::MAX).expect("no tensor has so many columns")
    }

    /// The row weights of column `c`, product by product; none past the last row, where the column holds padding.
    fn block<'b>(&self, product: &'b WeightProduct, c: usize) -> &'b [Fp] {
        let start = c * self.layout.rows_in_column;
        let end = (start + self.layout.rows_in_column).min(product.rows.len());
        &product.rows[start..end]
    }

    /// Folds columns whose weights are proportional. None if that takes more than `most` slots.
    fn proportional(&self, most: usize) -> Option<Vec<Fold>> {
        struct Candidate {
            /// The column whose weights the fold carries.
            first: usize,
            /// A place in its block where the weight is not zero, and the weight's inverse.
            place: (usize, usize),
            inverse: Fp,
            slot: Slot,
        }
        let at = |c: usize, (product, row): (usize, usize)| {
            self.block(&self.products[product], c).get(row).copied().unwrap_or(Fp::ZERO)
        };
        let places: Vec<(usize, usize)> = (0..self.products.len())
            .flat_map(|product| (0..self.layout.rows_in_column).map(move |row| (product, row)))
            .collect();
        let mut folds: Vec<Candidate> = Vec::new();
        for c in 0..self.layout.columns {
            let Some(&place) = places.iter().find(|&&place| at(c, place) != Fp::ZERO) else {
                continue;
            };
            let factor = |fold: &Candidate| at(c, fold.place) * fold.inverse;
            // A block that is not zero is not zero times another, so factors are not zero.
            let is_multiple = |fold: &Candidate| {
                places.iter().all(|&place| at(c, place) == factor(fold) * at(fold.first, place))
            };
            let known = folds.iter().rposition(is_multiple);
            match known.map(|index| (index, factor(&folds[index]))) {
                Some((index, factor)) => folds[index].slot.terms.push((self.tensor, c, factor)),
                None if folds.len() == most => return None,
                None => folds.push(Candidate {
                    first: c,
                    place,
                    inverse: at(c, place).invert().expect("not zero"),
                    slot: Slot::of(self.tensor, c),
                }),
            }
        }
        let folds = folds.into_iter().map(|fold| Fold {
            kind: FoldKind::Proportional { first: fold.first },
            products: 0..self.products.len(),
            slot: fold.slot,
        });
        Some(folds.collect())
    }

    /// Folds the j-th rows of all columns, for each j: any row weights, but one product. None if that takes more than
    /// `most` slots. A fold whose weights are all zero is left out.
    fn segments(&self, product: &WeightProduct, most: usize) -> Option<Vec<Fold>> {
        let rows = |j: usize| {
            let rows = (j..product.rows.len()).step_by(self.layout.rows_in_column);
            rows.map(|y| product.rows[y])
        };
        let weighs = |j: &usize| rows(*j).any(|weight| weight != Fp::ZERO);
        // Counted before anything is built: a narrow image has thousands.
        let weighing: Vec<usize> =
            (0..self.layout.rows_in_column).filter(weighs).take(most.saturating_add(1)).collect();
        if weighing.len() > most {
            return None;
        }
        let fold = |j: usize| Fold {
            kind: FoldKind::Segment { j },
            products: 0..1,
            slot: Slot {
                terms: rows(j)
                    .enumerate()
                    .map(|(column, weight)| (self.tensor, column, weight))
                    .filter(|(_, _, weight)| *weight != Fp::ZERO)
                    .collect(),
            },
        };
        Some(weighing.into_iter().map(fold).collect())
    }

    /// The weights of a fold's rows.
    pub fn weights(&self, fold: &Fold) -> Vec<Fp> {
        let row_values = self.layout.shape.row_values;
        let products = &self.products[fold.products.clone()];
        match fold.kind {
            FoldKind::Proportional { first } => {
                let mut weights = vec![Fp::ZERO; self.layout.data_rows];
                for product in products {
                    let rows = self.block(product, first);
                    let rows = rows.iter().zip(weights.chunks_exact_mut(row_values));
                    for (row_weight, weights) in rows.filter(|(weight, _)| **weight != Fp::ZERO) {
                        for (weight, of_value) in weights.iter_mut().zip(&product.values) {
                            *weight += row_weight * of_value;
                        }
                    }
                }
                weights
            }
            FoldKind::Segment { j } => {
                let mut weights = vec![Fp::ZERO; j * row_values];
                // Segments are of one product.
                products.iter().for_each(|product| weights.extend(&product.values));
                weights
            }
        }
    }
}
