//! Sums of products of many elements, eight at once: see `curve/vectors.rs`.

use ff::Field;
use halo2_proofs::pasta::Fp;

use super::{Digits, Ifma, LANES, Lanes, LiftedOne};

impl Ifma {
    /// The sum of the products.
    ///
    /// # Panics
    /// If there are more than `2^20`.
    pub fn inner_product(self, left: &[[Fp; LANES]], right: &[[Fp; LANES]]) -> Fp {
        // Each is below 1.25 p, and `reduced` takes sums below 2^272.
        assert!(left.len() <= 1 << 17, "a sum of few products");
        // SAFETY: there is an `Ifma`, so the processor has the instructions.
        unsafe { inner_product(left, right) }.iter().sum()
    }

    /// Adds to each sum the product beside it.
    pub fn add_products(
        self,
        sums: &mut [[Fp; LANES]],
        left: &[[Fp; LANES]],
        right: &[[Fp; LANES]],
    ) {
        // SAFETY: there is an `Ifma`, so the processor has the instructions.
        unsafe { add_products(sums, left, right) }
    }

    /// Adds to each sum the value beside it, times the factor.
    pub fn add_multiples(self, sums: &mut [[Fp; LANES]], values: &[[Fp; LANES]], factor: Fp) {
        // SAFETY: there is an `Ifma`, so the processor has the instructions.
        unsafe { add_multiples(sums, values, factor) }
    }

    /// Adds to each sum `factor (a (d - b) (d - c) - share ((d - b) + (d - c)))`, of the values beside it.
    pub fn add_inverses(
        self,
        sums: &mut [[Fp; LANES]],
        d: &[[Fp; LANES]],
        abc: [&[[Fp; LANES]]; 3],
        factors: [Fp; 2],
    ) {
        // SAFETY: there is an `Ifma`, so the processor has the instructions.
        unsafe { add_inverses(sums, d, abc, factors) }
    }
}

#[target_feature(enable = "avx512f,avx512ifma")]
fn inner_product(left: &[[Fp; LANES]], right: &[[Fp; LANES]]) -> [Fp; LANES] {
    let mut sum = Lanes::zero();
    for (left, right) in left.iter().zip(right) {
        // Carried, so that limbs do not grow, except the last.
        let product = Digits::load(left).times(&Digits::load(right).lifted());
        sum = sum.plus(product).digits::<0>().lanes();
    }
    let mut sums = [Fp::ZERO; LANES];
    sum.reduced::<0>().store(&mut sums);
    sums
}

#[target_feature(enable = "avx512f,avx512ifma")]
fn add_products(sums: &mut [[Fp; LANES]], left: &[[Fp; LANES]], right: &[[Fp; LANES]]) {
    for ((sums, left), right) in sums.iter_mut().zip(left).zip(right) {
        let product = Digits::load(left).times(&Digits::load(right).lifted());
        Digits::load(sums).lanes().plus(product).reduced::<0>().store(sums);
    }
}

#[target_feature(enable = "avx512f,avx512ifma")]
fn add_multiples(sums: &mut [[Fp; LANES]], values: &[[Fp; LANES]], factor: Fp) {
    let factor = LiftedOne::of_sixteenfold(&(factor * Fp::from(16))).lanes();
    for (sums, values) in sums.iter_mut().zip(values) {
        let product = Digits::load(values).times(&factor);
        Digits::load(sums).lanes().plus(product).reduced::<0>().store(sums);
    }
}

#[target_feature(enable = "avx512f,avx512ifma")]
fn add_inverses(
    sums: &mut [[Fp; LANES]],
    d: &[[Fp; LANES]],
    [a, b, c]: [&[[Fp; LANES]]; 3],
    [factor, share]: [Fp; 2],
) {
    // Products by numbers that are not lifted are a sixteenth of what they should be, as are both of `a (d - b) (d - c)`.
    let lifted = |element: Fp| LiftedOne::of_sixteenfold(&element).lanes();
    let factor = lifted(factor * Fp::from(16).square() * Fp::from(16));
    let share = lifted(share * Fp::from(16) * Fp::from(16).square().invert().expect("not zero"));
    for ((sums, d), ((a, b), c)) in sums.iter_mut().zip(d).zip(a.iter().zip(b).zip(c)) {
        let d = Digits::load(d).lanes();
        let (b, c) = (d.minus(Digits::load(b).lanes()), d.minus(Digits::load(c).lanes()));
        let product = Digits::load(a).times(&b.digits::<1>().as_lifted()).digits::<0>();
        let product = product.times(&c.digits::<1>().as_lifted());
        let gate = product.minus(b.plus(c).digits::<2>().times(&share));
        let term = gate.digits::<2>().times(&factor);
        Digits::load(sums).lanes().plus(term).reduced::<0>().store(sums);
    }
}
