//! Linear combinations of columns whose data are small numbers.

use ff::Field;
use halo2_proofs::pasta::Fp;
use zeroize::Zeroizing;

use crate::curve::field;
use crate::parallel::prelude::*;
use crate::progress::Cancelled;
use crate::tensor::Layout;

/// Data rows of a weighted sum of columns, `rows` many. `term` gives the weight and the data of each.
///
/// # Errors
/// If `term` says so.
pub(crate) fn weighted_sum<T: Sync>(
    rows: usize,
    terms: &[T],
    term: impl Fn(&T) -> Result<(Fp, Zeroizing<Vec<u32>>), Cancelled> + Sync,
) -> Result<Vec<Fp>, Cancelled> {
    let zero = || vec![Fp::ZERO; rows];
    terms
        .par_iter()
        .try_fold(zero, |mut sums, this| {
            let (weight, data) = term(this)?;
            let multiples: Vec<Fp> = (0..256u64).map(|byte| weight * Fp::from(byte)).collect();
            for (sum, value) in sums.iter_mut().zip(&*data) {
                *sum += match multiples.get(*value as usize) {
                    Some(multiple) => *multiple,
                    None => weight * Fp::from(u64::from(*value)),
                };
            }
            Ok(sums)
        })
        .try_reduce(zero, |mut sums, mut others| {
            sums.iter_mut().zip(&others).for_each(|(sum, other)| *sum += other);
            field::zeroize(&mut others);
            Ok(sums)
        })
}

/// The same for all columns of a tensor, each with a weight. `column` gives the data of each.
pub(crate) fn weighted_sum_of_columns(
    layout: &Layout,
    weights: &[Fp],
    column: impl Fn(usize) -> Zeroizing<Vec<u32>> + Sync,
) -> Vec<Fp> {
    let terms: Vec<(usize, Fp)> = weights.iter().copied().enumerate().collect();
    let term = |&(c, weight): &(usize, Fp)| Ok((weight, column(c)));
    weighted_sum(layout.data_rows, &terms, term).expect("no term has an error")
}
