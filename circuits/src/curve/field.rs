//! Small helpers on field elements.

use ff::Field;
use halo2_proofs::pasta::Fp;
use zeroize::optimization_barrier;

/// An integer as a field element.
pub(crate) fn signed(value: i64) -> Fp {
    let magnitude = Fp::from(value.unsigned_abs());
    if value < 0 { -magnitude } else { magnitude }
}

/// `1, base, base^2, ...`, `count` of them.
pub(crate) fn powers(base: Fp, count: usize) -> Vec<Fp> {
    std::iter::successors(Some(Fp::ONE), |power| Some(power * base)).take(count).collect()
}

/// `0, factor, 2 factor, ...`, one for each byte.
pub(crate) fn multiples(factor: Fp) -> [Fp; 256] {
    let mut multiple = -factor;
    std::array::from_fn(|_| {
        multiple += factor;
        multiple
    })
}

/// Moves each element to the index with reversed bits.
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

/// Overwrites secrets that are no longer needed, because field elements do not wipe themselves.
pub(crate) fn zeroize(values: &mut [Fp]) {
    values.fill(Fp::ZERO);
    optimization_barrier(values);
}
