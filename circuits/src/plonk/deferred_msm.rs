//! The multi-scalar multiplication (MSM) that remains when a proof is checked: its result must be the identity.
//!
//! See section 8 of `docs/protocol.md`.
//!
//! halo2's `MSM` gives no access to its terms and multiplies them out itself. The generators of coefficients are
//! nearly all of the work, and each proof has a multiple of every one of them. So they are kept separately here,
//! added up over all proofs of a file, and multiplied out once, by `curve/msm.rs`.

use ff::Field;
use halo2_proofs::pasta::{EqAffine, Fp};
use halo2_proofs::poly::commitment::MSM;

use crate::commitment::generators::coefficient_generators;
use crate::commitment::randomness::SystemRandom;
use crate::curve::msm::{multiexp, normalise};
use crate::curve::params::params;
use crate::curve::vesta::VestaAffine;

/// A sum of multiples of points.
pub(crate) struct DeferredMsm {
    /// All terms except those of the generators of coefficients, though halo2 may add some of these here, too.
    terms: MSM<'static, VestaAffine>,
    /// A factor for each generator of coefficients.
    generators: Vec<Fp>,
}

impl DeferredMsm {
    /// The sum of nothing, over the generators for columns of `2^k` rows.
    pub fn empty(k: u32) -> Self {
        DeferredMsm { terms: params(k).empty_msm(), generators: vec![Fp::ZERO; 1 << k] }
    }

    /// Adds `factor * point`.
    pub fn append(&mut self, factor: Fp, point: EqAffine) {
        self.terms.append_term(factor, VestaAffine(point));
    }

    /// Adds a multiple of the generator of blinding.
    pub fn add_blinding(&mut self, factor: Fp) {
        self.terms.add_to_w_scalar(factor);
    }

    /// Adds multiples of the generators of coefficients.
    pub fn add_generators(&mut self, factors: &[Fp]) {
        for (sum, factor) in self.generators.iter_mut().zip(factors) {
            *sum += factor;
        }
    }

    /// Adds what halo2 has summed up.
    pub fn add_terms(&mut self, terms: &MSM<'static, VestaAffine>) {
        self.terms.add_msm(terms);
    }

    /// Scaled by a fresh random factor. Two sums that are not the identity could cancel if they were added as they are.
    pub fn scaled_randomly(mut self) -> Self {
        let factor = Fp::random(&mut SystemRandom::new());
        self.terms.scale(factor);
        self.generators.iter_mut().for_each(|sum| *sum *= factor);
        self
    }

    /// Adds another sum as it is.
    pub fn add(&mut self, other: &Self) {
        self.terms.add_msm(&other.terms);
        self.add_generators(&other.generators);
    }

    /// Whether the sum is the identity.
    pub fn evaluates_to_identity(mut self) -> bool {
        let generators = coefficient_generators(self.generators.len().ilog2());
        let sum = multiexp(&self.generators, generators);
        self.append(Fp::ONE, normalise(&[sum])[0]);
        self.terms.eval()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use halo2_proofs::pasta::Eq;
    use halo2_proofs::pasta::group::Group;

    const K: u32 = 9;

    #[test]
    fn a_sum_is_zero_only_if_all_its_terms_cancel() {
        let generators = coefficient_generators(K);
        let factors: Vec<Fp> = (0..1 << K).map(|i| Fp::from(i * i + 7)).collect();
        let total = factors
            .iter()
            .zip(generators)
            .fold(Eq::identity(), |sum, (factor, generator)| sum + generator.affine() * factor);
        let sum = |factors: &[Fp], point: Eq| {
            let mut sum = DeferredMsm::empty(K);
            sum.add_generators(factors);
            sum.append(-Fp::ONE, normalise(&[point])[0]);
            sum
        };
        assert!(sum(&factors, total).evaluates_to_identity());
        assert!(sum(&factors, total).scaled_randomly().evaluates_to_identity());
        assert!(!sum(&factors, total.double()).evaluates_to_identity());
        for index in [0, 1, (1 << K) - 1] {
            let mut other = factors.clone();
            other[index] += Fp::ONE;
            assert!(!sum(&other, total).evaluates_to_identity(), "{index}");
            // halo2's terms count together with these.
            let mut made_up = sum(&other, total);
            made_up.append(-Fp::ONE, generators[index].affine());
            assert!(made_up.evaluates_to_identity(), "{index}");
        }
        let mut blinded = sum(&factors, total);
        blinded.add_blinding(Fp::ONE);
        assert!(!blinded.evaluates_to_identity());
        assert!(DeferredMsm::empty(K).evaluates_to_identity());
    }

    /// Two false sums that cancel when they are added without factors.
    #[test]
    fn sums_that_cancel_are_told_apart() {
        let one = |factor| {
            let mut sum = DeferredMsm::empty(K);
            sum.add_blinding(factor);
            sum
        };
        let both = |mut sum: DeferredMsm, other: DeferredMsm| {
            sum.add(&other);
            sum
        };
        assert!(both(one(Fp::ONE), one(-Fp::ONE)).evaluates_to_identity());
        assert!(
            !both(one(Fp::ONE).scaled_randomly(), one(-Fp::ONE).scaled_randomly())
                .evaluates_to_identity()
        );
    }
}
