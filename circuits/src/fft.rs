//! From the values of a polynomial to its coefficients, and to its values elsewhere.
//!
//! The rows of a column are the values of a polynomial at the `2^k` powers of a root of unity `omega`.
//! Coefficients are kept in bit-reversed order wherever possible: the inverse transform gives them so, the
//! forward one takes them so, and nothing is ever permuted. One transform runs on one thread; many columns
//! are transformed side by side.

use std::sync::OnceLock;

use ff::{Field, PrimeField};
use halo2_proofs::pasta::Fp;

use crate::field::powers;

/// The transforms of columns of `2^k` rows.
pub(crate) struct Transforms {
    k: u32,
    /// For each half-length `h` = 1, 2, 4, ... the first `h` powers of the `2h`-th root of unity, in `h..2h`.
    forward: Vec<Fp>,
    /// The same for its inverse.
    inverse: Vec<Fp>,
    /// `2^-k`.
    share: Fp,
}

impl Transforms {
    /// For columns of `2^k` rows.
    pub fn new(k: u32) -> Self {
        let root = omega(k);
        let table = |root: Fp| {
            let powers = powers(root, 1 << k >> 1);
            let mut table = vec![Fp::ONE; 1 << k];
            for level in 0..k {
                let half = 1 << level;
                let step = powers.len() / half;
                for (entry, power) in table[half..2 * half]
                    .iter_mut()
                    .zip(powers.iter().step_by(step))
                {
                    *entry = *power;
                }
            }
            table
        };
        Transforms {
            k,
            forward: table(root),
            inverse: table(root.invert().expect("a root of unity is not zero")),
            share: Fp::TWO_INV.pow([u64::from(k)]),
        }
    }

    /// Turns values into coefficients in bit-reversed order, times `2^k`.
    fn to_scaled_coefficients(&self, values: &mut [Fp]) {
        assert_eq!(values.len(), 1 << self.k);
        for level in (0..self.k).rev() {
            let half = 1 << level;
            for block in values.chunks_exact_mut(2 * half) {
                let (low, high) = block.split_at_mut(half);
                for ((a, b), root) in low.iter_mut().zip(high).zip(&self.inverse[half..]) {
                    let difference = *a - *b;
                    *a += *b;
                    *b = difference * root;
                }
            }
        }
    }

    /// Turns coefficients in bit-reversed order into values.
    fn to_values(&self, coefficients: &mut [Fp]) {
        assert_eq!(coefficients.len(), 1 << self.k);
        for level in 0..self.k {
            let half = 1 << level;
            for block in coefficients.chunks_exact_mut(2 * half) {
                let (low, high) = block.split_at_mut(half);
                for ((a, b), root) in low.iter_mut().zip(high).zip(&self.forward[half..]) {
                    let product = *b * root;
                    *b = *a - product;
                    *a += product;
                }
            }
        }
    }

    /// The coefficients of a column, lowest first.
    pub fn coefficients(&self, mut values: Vec<Fp>) -> Vec<Fp> {
        self.to_scaled_coefficients(&mut values);
        reverse_bits(&mut values);
        values.iter_mut().for_each(|value| *value *= self.share);
        values
    }

    /// The values of a column on cosets.
    pub fn extend(&self, mut values: Vec<Fp>, cosets: &[&Coset]) -> Vec<Vec<Fp>> {
        self.to_scaled_coefficients(&mut values);
        cosets
            .iter()
            .map(|coset| {
                let mut scaled: Vec<Fp> = values
                    .iter()
                    .zip(&coset.shares)
                    .map(|(value, share)| value * share)
                    .collect();
                self.to_values(&mut scaled);
                scaled
            })
            .collect()
    }

    /// From values on a coset the residue modulo `X^n - shift^n`, as coefficients in bit-reversed order.
    pub fn residue(&self, mut values: Vec<Fp>, coset: &Coset) -> Vec<Fp> {
        self.to_scaled_coefficients(&mut values);
        values
            .iter_mut()
            .zip(&coset.inverse_shares)
            .for_each(|(value, share)| *value *= share);
        values
    }

    /// From coefficients in bit-reversed order to values on a coset.
    pub fn values_on(&self, mut coefficients: Vec<Fp>, coset: &Coset) -> Vec<Fp> {
        coefficients
            .iter_mut()
            .zip(&coset.powers)
            .for_each(|(value, power)| *value *= power);
        self.to_values(&mut coefficients);
        coefficients
    }
}

/// The transforms of columns of `2^k` rows, made once.
pub(crate) fn transforms(k: u32) -> &'static Transforms {
    static ALL: [OnceLock<Transforms>; 32] = [const { OnceLock::new() }; 32];
    ALL[k as usize].get_or_init(|| Transforms::new(k))
}

/// The cosets on which quotients of columns of `2^k` rows are computed, made once: values there, on as many as
/// the quotient has pieces, are all there is to know of it.
pub(crate) fn cosets(k: u32) -> &'static [Coset; 3] {
    static ALL: [OnceLock<[Coset; 3]>; 32] = [const { OnceLock::new() }; 32];
    ALL[k as usize].get_or_init(|| {
        // Of the four cosets that make up the one of the fourfold domain.
        let shifts = powers(omega(k + 2), 3);
        std::array::from_fn(|j| Coset::new(k, Fp::MULTIPLICATIVE_GENERATOR * shifts[j]))
    })
}

/// A `2^k`-th root of unity whose powers are all different.
pub(crate) fn omega(k: u32) -> Fp {
    (k..Fp::S).fold(Fp::ROOT_OF_UNITY, |root, _| root.square())
}

/// The points `shift * omega^i`.
pub(crate) struct Coset {
    /// `shift^n`.
    pub shift_n: Fp,
    /// Powers of the shift, in bit-reversed order.
    powers: Vec<Fp>,
    /// Those over n.
    shares: Vec<Fp>,
    /// Powers of its inverse over n.
    inverse_shares: Vec<Fp>,
}

impl Coset {
    /// The coset of a shift that is not zero.
    pub fn new(k: u32, shift: Fp) -> Self {
        let share = Fp::TWO_INV.pow([u64::from(k)]);
        let reversed = |base| {
            let mut powers = powers(base, 1 << k);
            reverse_bits(&mut powers);
            powers
        };
        let scaled = |powers: &[Fp]| powers.iter().map(|power| power * share).collect();
        let powers = reversed(shift);
        let inverse = reversed(shift.invert().expect("a shift is not zero"));
        Coset {
            shift_n: shift.pow([1u64 << k]),
            shares: scaled(&powers),
            inverse_shares: scaled(&inverse),
            powers,
        }
    }
}

/// Puts what is at index i to the index with the reversed bits.
pub(crate) fn reverse_bits(values: &mut [Fp]) {
    let bits = values.len().ilog2();
    if bits == 0 {
        return;
    }
    for i in 0..values.len() {
        let j = i.reverse_bits() >> (usize::BITS - bits);
        if i < j {
            values.swap(i, j);
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
                for (sum, value) in sums.iter_mut().zip(residue) {
                    *sum += value * basis[piece];
                }
            }
            sums
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::domain;
    use crate::randomness::SystemRandom;
    use halo2_proofs::arithmetic::eval_polynomial;

    const K: u32 = 5;

    fn column() -> Vec<Fp> {
        let mut random = SystemRandom::new();
        (0..1 << K).map(|_| Fp::random(&mut random)).collect()
    }

    #[test]
    fn coefficients_are_the_crates_own() {
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
        assert_eq!(transforms.values_on(residue.clone(), &coset), expected);
        reverse_bits(&mut residue);
        assert_eq!(residue, coefficients);
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
