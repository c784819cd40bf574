//! Sums of products of field elements, column by column; eight elements at once where the processor can.

use ff::Field;
use halo2_proofs::pasta::Fp;

use crate::curve::ifma::Ifma;

/// What is done eight elements at a time, if the processor can, and what is left over: it is less than eight elements,
/// or all of them.
fn split<T>(elements: &[T], ifma: Option<Ifma>) -> (&[[T; 8]], &[T]) {
    match ifma {
        Some(_) => elements.as_chunks(),
        None => (&[], elements),
    }
}

fn split_mut<T>(elements: &mut [T], ifma: Option<Ifma>) -> (&mut [[T; 8]], &mut [T]) {
    match ifma {
        Some(_) => elements.as_chunks_mut(),
        None => (&mut [], elements),
    }
}

/// The sum of the products, as many as the shorter side has elements.
pub(crate) fn inner_product(left: &[Fp], right: &[Fp]) -> Fp {
    inner_product_by(Ifma::detect(), left, right)
}

fn inner_product_by(ifma: Option<Ifma>, left: &[Fp], right: &[Fp]) -> Fp {
    let count = left.len().min(right.len());
    let (left, left_rest) = split(&left[..count], ifma);
    let (right, right_rest) = split(&right[..count], ifma);
    let sum = ifma.map_or(Fp::ZERO, |ifma| ifma.inner_product(left, right));
    left_rest.iter().zip(right_rest).fold(sum, |sum, (left, right)| sum + left * right)
}

/// Adds to each sum the product of the elements beside it.
pub(crate) fn add_products(sums: &mut [Fp], left: &[Fp], right: &[Fp]) {
    add_products_by(Ifma::detect(), sums, left, right);
}

fn add_products_by(ifma: Option<Ifma>, sums: &mut [Fp], left: &[Fp], right: &[Fp]) {
    assert!(sums.len() == left.len() && sums.len() == right.len());
    let (sums, sums_rest) = split_mut(sums, ifma);
    let (left, left_rest) = split(left, ifma);
    let (right, right_rest) = split(right, ifma);
    if let Some(ifma) = ifma {
        ifma.add_products(sums, left, right);
    }
    for ((sum, left), right) in sums_rest.iter_mut().zip(left_rest).zip(right_rest) {
        *sum += left * right;
    }
}

/// Adds to each sum the value beside it, times the factor; there may be fewer values.
pub(crate) fn add_multiples(sums: &mut [Fp], values: &[Fp], factor: Fp) {
    add_multiples_by(Ifma::detect(), sums, values, factor);
}

fn add_multiples_by(ifma: Option<Ifma>, sums: &mut [Fp], values: &[Fp], factor: Fp) {
    let (sums, sums_rest) = split_mut(&mut sums[..values.len()], ifma);
    let (values, values_rest) = split(values, ifma);
    if let Some(ifma) = ifma {
        ifma.add_multiples(sums, values, factor);
    }
    for (sum, value) in sums_rest.iter_mut().zip(values_rest) {
        *sum += value * factor;
    }
}

/// Adds to each sum `factor (a (d - b) (d - c) - share ((d - b) + (d - c)))`, of the elements beside it: what is zero
/// if `a / share` is the sum of the inverses of `d - b` and `d - c`.
pub(crate) fn add_inverses(sums: &mut [Fp], d: &[Fp], abc: [&[Fp]; 3], factors: [Fp; 2]) {
    add_inverses_by(Ifma::detect(), sums, d, abc, factors);
}

fn add_inverses_by(
    ifma: Option<Ifma>,
    sums: &mut [Fp],
    d: &[Fp],
    abc: [&[Fp]; 3],
    [factor, share]: [Fp; 2],
) {
    assert!(abc.iter().chain([&d]).all(|column| column.len() == sums.len()));
    let (sums, sums_rest) = split_mut(sums, ifma);
    let (d, d_rest) = split(d, ifma);
    let [(a, a_rest), (b, b_rest), (c, c_rest)] = abc.map(|column| split(column, ifma));
    if let Some(ifma) = ifma {
        ifma.add_inverses(sums, d, [a, b, c], [factor, share]);
    }
    let abc = a_rest.iter().zip(b_rest).zip(c_rest);
    for ((sum, d), ((a, b), c)) in sums_rest.iter_mut().zip(d_rest).zip(abc) {
        let (b, c) = (d - b, d - c);
        *sum += factor * (a * b * c - share * (b + c));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commitment::randomness::SystemRandom;

    /// A processor that cannot compute with eight elements at once compares one way with itself.
    #[test]
    fn eight_elements_at_once_give_the_same() {
        let mut random = SystemRandom::new();
        for count in [0, 1, 7, 8, 9, 64, 1003, 1 << 15] {
            let any = (0..count).map(|_| std::array::from_fn(|_| Fp::random(&mut random)));
            let any: Vec<[Fp; 5]> = any.collect();
            let column = |place: usize| any.iter().map(|five| five[place]).collect::<Vec<_>>();
            let largest = vec![[-Fp::ONE; 5]; count];
            for columns in [
                [0, 1, 2, 3, 4].map(column),
                [0; 5].map(|_| largest.iter().map(|five| five[0]).collect()),
            ] {
                let [sums, d, a, b, c] = columns;
                let (factor, share) = (Fp::random(&mut random), Fp::random(&mut random));
                let [by_one, by_eight] = [None, Ifma::detect()].map(|ifma| {
                    let mut results = [(); 3].map(|()| sums.clone());
                    add_products_by(ifma, &mut results[0], &a, &b);
                    add_multiples_by(ifma, &mut results[1], &a[..count / 2], factor);
                    add_inverses_by(ifma, &mut results[2], &d, [&a, &b, &c], [factor, share]);
                    (inner_product_by(ifma, &a, &b), results)
                });
                assert_eq!(by_one, by_eight, "{count} elements");
            }
        }
    }
}
