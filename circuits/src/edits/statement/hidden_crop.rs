//! The relation of a crop whose place stays hidden, and of a linear edit after it.
//!
//! See section 4.7 of `docs/protocol.md`.
//!
//! X is the image in which the rectangle lies, h rows of 3w bytes, g of them in a column and u bytes in all. The
//! rectangle has h' rows of 3w' bytes; its left upper corner (x0, y0) is hidden. The next edit makes Y of the rectangle;
//! without one, Y is the rectangle. The weights of Y are random, as in every relation, and their adjoint under the
//! edit weighs the rectangle: byte (y', i) by `rho_y' tau_i`, which must be one product. With `[condition]` for one or
//! zero, the prover commits to
//!
//! | column | holds | when |
//! | --- | --- | --- |
//! | places | `f_y = [y = y0]` in rows 0..h, `g_x = [x = x0]` in rows h..h + w | before rho and tau are drawn |
//! | rows | `A = sum_y f_y Z^y sum_y' rho_y' Z^y'` by its coefficients, in rows 0..h | when rho and tau are known |
//! | bytes | `B = sum_x g_x Z^3x sum_i tau_i Z^i`, in each of the g segments of 3w rows | the same |
//! | row sums | `p_y = sum_i B_i X[y][i]` for each row that X's columns hold, padding included | the same |
//!
//! Then s is drawn, then z and gamma. The equations are those of [`HiddenCrop::equations`], and what binds each column
//! is one of them:
//!
//! - *Places.* Only those that fit are ever summed: y up to h - h' and x up to w - w', multiples of the step. Each of
//!   these is zero or one, and one of each kind is one. What other rows hold weighs nothing.
//! - *Rows, bytes.* Both sides are polynomials of degree below h, or u, which agree at z. No place that fits moves a
//!   weight past the end, so nothing wraps.
//! - *Row sums.* Weighted by powers of s, which is drawn after B and p are committed. X's columns are folded with the
//!   same powers, so that each of them is opened once.
//! - *The rectangle.* `sum_y A_y p_y` is the sum of the rectangle's bytes at the hidden place, each with its weight.
//!
//! One z serves all equations of the last round; s, r and t stay separate from it: a column that is made when its
//! challenge is known passes anything.

#[cfg(test)]
mod tests;

use ff::Field;
use halo2_proofs::pasta::Fp;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::argument::class::Class;
use crate::commitment::tensor::{Elements, Values};
use crate::curve::field::{self, powers};
use crate::curve::vectors::inner_product;
use crate::edits::place::HiddenPlace;
use crate::edits::semantics::EditError;
use crate::edits::statement::relation::{Relation, row_weights, weighted_bytes};
use crate::image::layout::Layout;
use crate::image::{Image, Rect, Size};
use crate::parallel::prelude::*;
use crate::progress::{Cancelled, Stop};
use crate::statement::equations::{Equation, Joined};
use crate::statement::fold::WeightProduct;
use crate::statement::sum::{Pair, Slot, Sum};
use crate::statement::{INPUT, Tensor};
use crate::step::rounds::Challenges;
use crate::tensor::{self, Shape};

/// A crop at a hidden place, and the relation between its rectangle and the output.
pub(crate) struct HiddenCrop {
    /// The image in which the rectangle lies.
    pub input: Layout,
    /// Both coordinates of the place are multiples of this.
    pub step: u32,
    /// The edit of the rectangle, which is its input and is never committed to. Its adjoint is one product.
    pub relation: Relation,
    /// The tensor that says where the rectangle is.
    pub places: Tensor,
}

/// The weights of rows, moved to the place.
pub(crate) const MOVED_ROWS: Tensor = Tensor::Later(0);
/// The weights of bytes, moved to the place.
pub(crate) const MOVED_BYTES: Tensor = Tensor::Later(1);
/// What each row of the image sums up to with the weights of bytes.
pub(crate) const SUMS_OF_ROWS: Tensor = Tensor::Later(2);

/// Columns of the equations: the factors of the pairs, then the hidden planes of the output.
const PLACES: usize = 0;
const BYTES: usize = 2;
const ROWS: usize = 4;
const ROW_SUMS: usize = 5;
const OUTPUT: usize = 6;
const COLUMNS: usize = 7;
/// Pairs of the equations: places with themselves, bytes with the fold of the image, rows with row sums.
const PLACES_SQUARED: usize = 0;
const BYTES_OF_ROWS: usize = 1;
const ROWS_OF_RECTANGLE: usize = 2;
const PAIRS: usize = 3;

/// What the equations say.
pub(crate) mod says {
    pub const BOOLEAN: &str = "each place is one or zero";
    pub const ONE_ROW: &str = "one row is the rectangle's first";
    pub const ONE_COLUMN: &str = "one pixel of a row is the rectangle's first";
    pub const ROWS: &str = "the weights of rows are moved to the place";
    pub const BYTES: &str = "the weights of bytes are moved to the place in each segment";
    pub const ROW_SUMS: &str = "each row is summed with the weights of bytes";
    pub const RECTANGLE: &str = "the rectangle at the place becomes the output";
}

/// The columns that are committed to when the weights of the output are known, up to their last row. They show the
/// place, and are overwritten when they are dropped.
pub(crate) struct MovedWeights {
    pub rows: Vec<Fp>,
    pub bytes: Vec<Fp>,
    pub row_sums: Vec<Fp>,
}

impl MovedWeights {
    /// The tensors of round 1, in their order.
    pub fn into_values(mut self) -> Vec<Values> {
        let columns = [&mut self.rows, &mut self.bytes, &mut self.row_sums];
        columns.map(|column| Values::Elements(Elements(std::mem::take(column)))).into()
    }
}

impl Drop for MovedWeights {
    fn drop(&mut self) {
        [&mut self.rows, &mut self.bytes, &mut self.row_sums]
            .into_iter()
            .for_each(|values| field::zeroize(values));
    }
}

impl ZeroizeOnDrop for MovedWeights {}

/// The challenges of a step up to the last but one round.
#[derive(Clone, Copy)]
pub(crate) struct CropChallenges {
    /// Weighs rows of the output.
    pub r: Fp,
    /// Weighs bytes of a row of the output.
    pub t: Fp,
    /// Weighs rows of the image, drawn when the moved weights are committed to.
    pub s: Fp,
}

impl HiddenCrop {
    /// The tensors of round 1.
    pub const MOVED: usize = 3;

    /// The layout of a tensor of one column.
    fn layout_of_column(&self, values: usize) -> tensor::Layout {
        let layout = tensor::Layout::new(Shape::row(values), self.input.k);
        layout.expect(
            "no column is longer than those of the image, or has more rows than it has sides",
        )
    }

    /// The layout of `places`.
    pub fn places_layout(&self) -> tensor::Layout {
        let Size { width, height } = self.input.size;
        self.layout_of_column((height + width) as usize)
    }

    /// The layouts of the tensors of round 1.
    pub fn moved_layouts(&self) -> [tensor::Layout; Self::MOVED] {
        let input = &self.input;
        [input.shape.rows, input.data_rows, input.padded_rows()]
            .map(|values| self.layout_of_column(values))
    }

    /// The rectangle's width and height.
    fn crop(&self) -> Size {
        self.relation.input.size
    }

    /// The rows of `places` that stand for a first row of a rectangle that fits, then those for a first pixel.
    fn fitting(&self) -> [Vec<usize>; 2] {
        let (whole, part) = (self.input.size, self.crop());
        let multiples = |most: u32| (0..=most as usize).step_by(self.step as usize);
        let height = whole.height as usize;
        [
            multiples(whole.height - part.height).collect(),
            multiples(whole.width - part.width).map(|x| height + x).collect(),
        ]
    }

    /// The rectangle at a place.
    ///
    /// # Errors
    /// A place that is outside of the image or no multiple of the step.
    pub fn rect(&self, place: &HiddenPlace) -> Result<Rect, EditError> {
        let (size, frame) = (self.crop(), self.input.size);
        let rect = place.rect(size);
        let is_multiple = rect.x.is_multiple_of(self.step) && rect.y.is_multiple_of(self.step);
        let outside = EditError::HiddenPlaceOutside { size, frame };
        if is_multiple && rect.within(frame).is_some() { Ok(rect) } else { Err(outside) }
    }

    /// The circuit of the relation.
    pub fn class(&self) -> Class {
        let slots = usize::from(!self.relation.hidden.is_empty());
        Class::of_sum(self.input.k, slots, PAIRS).expect("a circuit has room for three pairs")
    }

    /// The weights of the rectangle's rows and bytes, for drawn weights of the output.
    pub fn weights(&self, r: Fp, t: Fp) -> WeightProduct {
        let output = &self.relation.output;
        let rho = row_weights(r, output);
        let tau = powers(t, output.size.row_bytes());
        let mut products = self.relation.products(&rho, &tau);
        let product = products.pop().expect("an edit has weights");
        assert!(
            products.is_empty(),
            "the edit after a hidden crop has weights that are one product"
        );
        product
    }

    /// The column `places`, for the rectangle at its place.
    pub fn places(&self, rect: &Rect) -> Zeroizing<Vec<u16>> {
        let Size { width, height } = self.input.size;
        let mut places = Zeroizing::new(vec![0; (height + width) as usize]);
        places[rect.y as usize] = 1;
        places[(height + rect.x) as usize] = 1;
        places
    }

    /// The columns of the next round, for the rectangle at its place in the image.
    ///
    /// # Errors
    /// If `stop` says so.
    pub fn moved(
        &self,
        weights: &WeightProduct,
        rect: &Rect,
        image: &Image,
        stop: Stop<'_>,
    ) -> Result<MovedWeights, Cancelled> {
        let (input, first) = (&self.input, 3 * rect.x as usize);
        let mut rows = vec![Fp::ZERO; input.size.height as usize];
        rows[rect.y as usize..][..weights.rows.len()].copy_from_slice(&weights.rows);
        let mut bytes = vec![Fp::ZERO; input.data_rows];
        for segment in bytes.chunks_exact_mut(input.size.row_bytes()) {
            segment[first..][..weights.values.len()].copy_from_slice(&weights.values);
        }
        let mut row_sums = (0..input.size.height)
            .into_par_iter()
            .map(|y| {
                stop()?;
                let row = &image.row(y)[first..];
                Ok(weighted_bytes(row, &weights.values))
            })
            .collect::<Result<Vec<Fp>, Cancelled>>()?;
        let last = *row_sums.last().expect("an image has rows");
        row_sums.resize(input.padded_rows(), last);
        Ok(MovedWeights { rows, bytes, row_sums })
    }

    /// What the columns must satisfy. The last equation needs the output if that is published; without it its value
    /// is meaningless.
    pub fn equations(
        &self,
        CropChallenges { r, t, s }: CropChallenges,
        z: Fp,
        published: Option<&Image>,
    ) -> Vec<Equation> {
        let (input, output) = (&self.input, &self.relation.output);
        let (height, row_bytes) = (input.size.height as usize, input.size.row_bytes());
        let weights = self.weights(r, t);
        let [rows, pixels] = self.fitting();
        let place_rows = height + input.size.width as usize;
        let of_z = powers(z, place_rows.max(input.data_rows));
        let at_z = |coefficients: &[Fp]| inner_product(coefficients, &of_z);
        // A weight for each of some rows of `places`.
        let of_places = |rows: &[usize], weight: &dyn Fn(usize) -> Fp| {
            let mut weights = vec![Fp::ZERO; place_rows];
            rows.iter().for_each(|&row| weights[row] = weight(row));
            weights
        };

        let all: Vec<usize> = rows.iter().chain(&pixels).copied().collect();
        let boolean = Equation {
            says: says::BOOLEAN,
            columns: vec![(PLACES, of_places(&all, &|row| -of_z[row]))],
            pairs: vec![(PLACES_SQUARED, of_places(&all, &|row| of_z[row]))],
            value: Fp::ZERO,
        };
        let one = |says, rows: &[usize]| Equation {
            says,
            columns: vec![(PLACES, of_places(rows, &|_| Fp::ONE))],
            pairs: Vec::new(),
            value: Fp::ONE,
        };
        let rho = at_z(&weights.rows);
        let moved_rows = Equation {
            says: says::ROWS,
            columns: vec![
                (ROWS, of_z[..height].to_vec()),
                (PLACES, of_places(&rows, &|y| -(rho * of_z[y]))),
            ],
            pairs: Vec::new(),
            value: Fp::ZERO,
        };
        // The sum of the powers of z at the beginning of each segment.
        let segments = of_z[..input.data_rows].iter().step_by(row_bytes);
        let tau = at_z(&weights.values) * segments.fold(Fp::ZERO, |sum, power| sum + power);
        let of_pixel = powers(z.square() * z, input.size.width as usize);
        let moved_bytes = Equation {
            says: says::BYTES,
            columns: vec![
                (BYTES, of_z[..input.data_rows].to_vec()),
                (PLACES, of_places(&pixels, &|row| -(tau * of_pixel[row - height]))),
            ],
            pairs: Vec::new(),
            value: Fp::ZERO,
        };
        let of_s = powers(s, input.padded_rows());
        let segments = of_s[..input.rows_in_column].iter();
        let row_sums = Equation {
            says: says::ROW_SUMS,
            pairs: vec![(
                BYTES_OF_ROWS,
                segments.flat_map(|power| std::iter::repeat_n(-power, row_bytes)).collect(),
            )],
            columns: vec![(ROW_SUMS, of_s)],
            value: Fp::ZERO,
        };
        let (rho, tau) = (row_weights(r, output), powers(t, output.size.row_bytes()));
        let hidden = self.relation.output_slot(r, &tau).map(|(_, weights)| (OUTPUT, weights));
        let rectangle = Equation {
            says: says::RECTANGLE,
            columns: hidden.into_iter().collect(),
            pairs: vec![(ROWS_OF_RECTANGLE, vec![Fp::ONE; height])],
            value: self.relation.value(&rho, &tau, published),
        };
        vec![
            boolean,
            one(says::ONE_ROW, &rows),
            one(says::ONE_COLUMN, &pixels),
            moved_rows,
            moved_bytes,
            row_sums,
            rectangle,
        ]
    }

    /// What the columns of the equations are linked to, in their order; the last only if anything of the output is
    /// hidden.
    fn linked(&self, CropChallenges { t, r, s }: CropChallenges) -> Vec<Slot> {
        let column = |tensor| Slot::of(tensor, 0);
        let of_column =
            powers(s.pow_vartime([self.input.rows_in_column as u64]), self.input.columns);
        let terms = of_column.into_iter().enumerate();
        let fold = Slot { terms: terms.map(|(c, power)| (INPUT, c, power)).collect() };
        let mut linked = vec![
            column(self.places),
            column(self.places),
            column(MOVED_BYTES),
            fold,
            column(MOVED_ROWS),
            column(SUMS_OF_ROWS),
        ];
        let tau = powers(t, self.relation.output.size.row_bytes());
        let output = self.relation.output_slot(r, &tau);
        linked.extend(output.map(|(slot, _)| slot));
        linked
    }

    /// The sum for all challenges. Its value needs the output if that is published.
    pub fn sum(&self, challenges: &Challenges, published: Option<&Image>) -> Sum {
        let [z, gamma] = challenges.last.both();
        let (r, t) = (challenges.first.r, challenges.first.t);
        let s = challenges.s.expect("a hidden crop has a round of its own");
        let challenges = CropChallenges { r, t, s };
        let equations = self.equations(challenges, z, published);
        let Joined { columns, pairs, value } = Joined::new(equations, COLUMNS, PAIRS, gamma);
        let linked = self.linked(challenges);
        let (factors, output) = linked.split_at(OUTPUT);
        let (weights, of_output) = columns.split_at(OUTPUT);
        let factors = factors.as_chunks().0.iter().zip(weights.as_chunks().0);
        let pairs = factors.zip(pairs).map(|((factors, weights), products)| Pair {
            factors: factors.clone(),
            weights: weights.clone(),
            products,
        });
        Sum {
            k: self.input.k,
            slots: output.iter().cloned().zip(of_output.to_vec()).collect(),
            pairs: pairs.collect(),
            value,
            last_challenges: [z, gamma],
        }
    }
}
