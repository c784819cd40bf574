//! From the values of a polynomial to its coefficients, and to its values elsewhere.
//!
//! The rows of a column are the values of a polynomial at the `2^k` powers of a root of unity `omega`.
//! Coefficients are kept in bit-reversed order wherever possible: the inverse transform gives them so, the
//! forward one takes them so, and nothing is ever permuted. One transform runs on one thread; many columns
//! are transformed side by side. Where the processor can, eight values are transformed at once (`ifma/fft.rs`).

use std::sync::OnceLock;

use ff::{Field, PrimeField};
use halo2_proofs::pasta::Fp;

use crate::curve::field::{powers, reverse_bits};
use crate::curve::ifma;
use crate::curve::ifma::fft::{ToCoefficients, ToValues};
use crate::curve::vectors::add_multiples;

/// The transforms of columns of `2^k` rows.
pub(crate) struct Transforms {
    k: u32,
    /// `2^-k`.
    share: Fp,
    factors: Factors<ToCoefficients>,
}

/// The factors that a transform multiplies values by.
enum Factors<ByEight> {
    /// For one value at a time: for each half-length `h` = 1, 2, 4, ... the `h` factors of that level in `h..2h`.
    ByOne(Vec<Fp>),
    /// For eight at once.
    ByEight(ByEight),
}

impl Transforms {
    /// For columns of `2^k` rows.
    pub fn new(k: u32) -> Self {
        let factors = ToCoefficients::new(k, omega(k))
            .map_or_else(|| Factors::ByOne(Self::inverse_roots(k)), Factors::ByEight);
        Self::by(factors, k)
    }

    fn by(factors: Factors<ToCoefficients>, k: u32) -> Self {
        Transforms { k, share: Fp::TWO_INV.pow([u64::from(k)]), factors }
    }

    /// The factors for one value at a time: the first `h` powers of the inverse of the `2h`-th root of unity.
    fn inverse_roots(k: u32) -> Vec<Fp> {
        let mut roots = vec![Fp::ONE; 1 << k];
        for level in 0..k {
            let half = 1 << level;
            let root = omega(level + 1).invert().expect("a root of unity is not zero");
            roots[half..2 * half].copy_from_slice(&powers(root, half));
        }
        roots
    }

    /// Turns values into coefficients in bit-reversed order, times `2^k`.
    fn to_scaled_coefficients(&self, values: &mut [Fp]) {
        assert_eq!(values.len(), 1 << self.k);
        match &self.factors {
            Factors::ByOne(roots) => to_scaled_coefficients(values, roots),
            Factors::ByEight(transform) => transform.coefficients(values).store(values),
        }
    }

    /// The coefficients of a column, lowest first.
    pub fn coefficients(&self, values: Vec<Fp>) -> Vec<Fp> {
        let mut coefficients = self.reversed_coefficients(values);
        reverse_bits(&mut coefficients);
        coefficients
    }

    /// The coefficients of a column in bit-reversed order.
    pub fn reversed_coefficients(&self, mut values: Vec<Fp>) -> Vec<Fp> {
        self.to_scaled_coefficients(&mut values);
        values.iter_mut().for_each(|value| *value *= self.share);
        values
    }

    /// The values of a column on cosets, times `2^k`.
    pub fn extend_scaled(&self, mut values: Vec<Fp>, cosets: &[&Coset]) -> Vec<Vec<Fp>> {
        if let Factors::ByEight(transform) = &self.factors {
            let coefficients = transform.coefficients(&values);
            let extend = |coset: &&Coset| {
                let mut extended = vec![Fp::ZERO; values.len()];
                coset.values_of(&coefficients).store(&mut extended);
                extended
            };
            return cosets.iter().map(extend).collect();
        }
        self.to_scaled_coefficients(&mut values);
        let (last, others) = cosets.split_last().expect("at least one coset");
        let mut extended: Vec<Vec<Fp>> =
            others.iter().map(|coset| coset.values(values.clone())).collect();
        extended.push(last.values(values));
        extended
    }

    /// The values of a column on cosets.
    pub fn extend(&self, mut values: Vec<Fp>, cosets: &[&Coset]) -> Vec<Vec<Fp>> {
        values.iter_mut().for_each(|value| *value *= self.share);
        self.extend_scaled(values, cosets)
    }

    /// The residue modulo `X^n - shift^n`, as coefficients in bit-reversed order, from the values on a coset.
    pub fn residue(&self, mut values: Vec<Fp>, coset: &Coset) -> Vec<Fp> {
        self.to_scaled_coefficients(&mut values);
        values.iter_mut().zip(&coset.inverse_shares).for_each(|(value, share)| *value *= share);
        values
    }
}

/// Turns values into coefficients in bit-reversed order, times their number.
fn to_scaled_coefficients(values: &mut [Fp], roots: &[Fp]) {
    for level in (1..values.len().ilog2()).rev() {
        let half = 1 << level;
        for block in values.chunks_exact_mut(2 * half) {
            let (low, high) = block.split_at_mut(half);
            for ((a, b), root) in low.iter_mut().zip(high).zip(&roots[half..]) {
                let difference = *a - *b;
                *a += *b;
                *b = difference * root;
            }
        }
    }
    // The last level's only root is one.
    for pair in values.chunks_exact_mut(2) {
        (pair[0], pair[1]) = (pair[0] + pair[1], pair[0] - pair[1]);
    }
}

/// The transforms of columns of `2^k` rows, made once.
pub(crate) fn transforms(k: u32) -> &'static Transforms {
    static ALL: [OnceLock<Transforms>; 32] = [const { OnceLock::new() }; 32];
    ALL[k as usize].get_or_init(|| Transforms::new(k))
}

/// The cosets on which quotients of columns of `2^k` rows are computed, made once. The values on as many cosets as
/// the quotient has pieces determine it.
pub(crate) fn cosets(k: u32) -> &'static [Coset; 3] {
    static ALL: [OnceLock<[Coset; 3]>; 32] = [const { OnceLock::new() }; 32];
    ALL[k as usize].get_or_init(|| {
        // Of the four cosets that make up the one of the fourfold domain.
        let shifts = powers(omega(k + 2), 3);
        std::array::from_fn(|j| Coset::new(k, Fp::MULTIPLICATIVE_GENERATOR * shifts[j]))
    })
}

/// A primitive `2^k`-th root of unity.
pub(crate) fn omega(k: u32) -> Fp {
    (k..Fp::S).fold(Fp::ROOT_OF_UNITY, |root, _| root.square())
}

/// The points `shift * omega^i`.
pub(crate) struct Coset {
    k: u32,
    /// `shift^n`.
    pub shift_n: Fp,
    factors: Factors<ToValues>,
    /// Powers of the shift's inverse over n, in bit-reversed order.
    inverse_shares: Vec<Fp>,
}

impl Coset {
    /// The coset of a shift that is not zero.
    pub fn new(k: u32, shift: Fp) -> Self {
        let points = Self::points(k, shift);
        let factors = match ToValues::new(k, &points) {
            Some(by_eight) => Factors::ByEight(by_eight),
            None => Factors::ByOne(points),
        };
        Self::by(factors, k, shift)
    }

    fn by(factors: Factors<ToValues>, k: u32, shift: Fp) -> Self {
        let share = Fp::TWO_INV.pow([u64::from(k)]);
        let mut inverse_shares = powers(shift.invert().expect("a shift is not zero"), 1 << k);
        inverse_shares.iter_mut().for_each(|power| *power *= share);
        reverse_bits(&mut inverse_shares);
        Coset { k, shift_n: shift.pow([1u64 << k]), factors, inverse_shares }
    }

    /// The factors of each level: the points whose `n/2h`-th roots are the coset's points, as far as they are not the
    /// negatives of others.
    fn points(k: u32, shift: Fp) -> Vec<Fp> {
        let mut points = vec![Fp::ONE; 1 << k];
        for level in 0..k {
            let half = 1 << level;
            let shift = shift.pow([1u64 << (k - 1 - level)]);
            for (point, power) in
                points[half..2 * half].iter_mut().zip(powers(omega(level + 1), half))
            {
                *point = shift * power;
            }
        }
        points
    }

    /// From coefficients in bit-reversed order to values on the coset: a polynomial is `E(X^2) + X O(X^2)`, at
    /// every level.
    pub fn values(&self, mut coefficients: Vec<Fp>) -> Vec<Fp> {
        assert_eq!(coefficients.len(), 1 << self.k);
        match &self.factors {
            Factors::ByOne(points) => to_values(&mut coefficients, points),
            Factors::ByEight(transform) => transform.values(&coefficients).store(&mut coefficients),
        }
        coefficients
    }

    /// The same for coefficients of a transform of eight values at once.
    fn values_of(&self, coefficients: &ifma::fft::Coefficients) -> ifma::fft::Values {
        match &self.factors {
            Factors::ByOne(_) => {
                unreachable!("cosets of one k all transform by eight, or none does")
            }
            Factors::ByEight(transform) => transform.values_of(coefficients),
        }
    }
}

/// Turns coefficients in bit-reversed order into values.
fn to_values(coefficients: &mut [Fp], points: &[Fp]) {
    for level in 0..coefficients.len().ilog2() {
        let half = 1 << level;
        for block in coefficients.chunks_exact_mut(2 * half) {
            let (low, high) = block.split_at_mut(half);
            for ((even, odd), point) in low.iter_mut().zip(high).zip(&points[half..]) {
                let product = *odd * point;
                *odd = *even - product;
                *even += product;
            }
        }
    }
}

/// A polynomial `p_0 + X^n p_1 + X^2n p_2 + ...` from its residues modulo `X^n - a`, for as many different `a`
/// as there are pieces `p_i`.
pub(crate) fn pieces(residues: &[Vec<Fp>], moduli: &[Fp]) -> Vec<Vec<Fp>> {
    // Coefficient by coefficient the residues are the values of p_0 + a p_1 + a^2 p_2 + ... at the moduli, so
    // the pieces follow by interpolation, whose coefficients are the same for all.
    let basis: Vec<Vec<Fp>> = moduli
        .iter()
        .map(|a| {
            // The polynomial that is one at a and zero at the other moduli.
            let mut polynomial = vec![Fp::ONE];
            for b in moduli.iter().filter(|b| *b != a) {
                let scale = (a - b).invert().expect("the moduli differ");
                let mut next = vec![Fp::ZERO; polynomial.len() + 1];
                for (degree, coefficient) in polynomial.iter().enumerate() {
                    next[degree] -= coefficient * b * scale;
                    next[degree + 1] += coefficient * scale;
                }
                polynomial = next;
            }
            polynomial
        })
        .collect();
    (0..moduli.len())
        .map(|piece| {
            let mut sums = vec![Fp::ZERO; residues[0].len()];
            for (residue, basis) in residues.iter().zip(&basis) {
                add_multiples(&mut sums, residue, basis[piece]);
            }
            sums
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commitment::randomness::SystemRandom;
    use crate::curve::params::domain;
    use halo2_proofs::arithmetic::eval_polynomial;

    const K: u32 = 5;

    fn column() -> Vec<Fp> {
        let mut random = SystemRandom::new();
        (0..1 << K).map(|_| Fp::random(&mut random)).collect()
    }

    #[test]
    fn coefficients_are_those_of_halo2() {
        let values = column();
        let domain = domain(K);
        let theirs = domain.lagrange_to_coeff(domain.lagrange_from_vec(values.clone()));
        assert_eq!(Transforms::new(K).coefficients(values), theirs.to_vec());
        assert_eq!(omega(K), domain.get_omega());
    }

    #[test]
    fn values_on_a_coset_are_those_of_the_polynomial() {
        let (values, shift) = (column(), Fp::from(7));
        let transforms = Transforms::new(K);
        let coset = Coset::new(K, shift);
        let coefficients = transforms.coefficients(values.clone());
        let expected: Vec<Fp> = powers(omega(K), 1 << K)
            .into_iter()
            .map(|power| eval_polynomial(&coefficients, shift * power))
            .collect();
        let extended = transforms.extend(values, &[&coset]).remove(0);
        assert_eq!(extended, expected);
        let mut residue = transforms.residue(extended, &coset);
        assert_eq!(coset.values(residue.clone()), expected);
        reverse_bits(&mut residue);
        assert_eq!(residue, coefficients);
    }

    /// A processor that cannot transform eight values at once compares one way with itself.
    #[test]
    fn eight_values_at_once_become_the_same() {
        for k in [5, 6, 7, 10, 14, 15, 16] {
            let rows = 1 << k;
            let mut random = SystemRandom::new();
            let columns = [
                vec![Fp::ZERO; rows],
                vec![-Fp::ONE; rows],
                (0..rows).map(|_| Fp::random(&mut random)).collect(),
            ];
            let by_one = Transforms::by(Factors::ByOne(Transforms::inverse_roots(k)), k);
            let shift = Fp::MULTIPLICATIVE_GENERATOR;
            let coset = Coset::by(Factors::ByOne(Coset::points(k, shift)), k, shift);
            for column in columns {
                let extended = by_one.extend(column.clone(), &[&coset]);
                assert_eq!(transforms(k).extend(column.clone(), &[&cosets(k)[0]]), extended);
                let residue = by_one.residue(extended[0].clone(), &coset);
                assert_eq!(transforms(k).residue(extended[0].clone(), &cosets(k)[0]), residue);
                assert_eq!(transforms(k).coefficients(column.clone()), by_one.coefficients(column));
            }
        }
    }

    #[test]
    fn pieces_are_found_from_residues() {
        let pieces_in: Vec<Vec<Fp>> = (0..3).map(|_| column()).collect();
        let moduli = [Fp::from(3), Fp::from(5), Fp::from(11)];
        let residue = |a: &Fp| {
            (0..1 << K)
                .map(|i| eval_polynomial(&[pieces_in[0][i], pieces_in[1][i], pieces_in[2][i]], *a))
                .collect()
        };
        let residues: Vec<Vec<Fp>> = moduli.iter().map(residue).collect();
        assert_eq!(pieces(&residues, &moduli), pieces_in);
    }
}
