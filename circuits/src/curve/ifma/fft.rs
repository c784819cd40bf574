//! The transforms of `curve/fft.rs`, eight values at once.
//!
//! Both directions multiply before they add and subtract, so numbers grow by at most 2 p with each level, and nothing
//! is reduced before the end. Columns of `2^14` rows take 0.25 ms, where one value at a time takes 1.9 ms.
//!
//! Values 8 i to 8 i + 7 are register i. The three levels within a register are computed across eight registers, which
//! are transposed before and after. Between the two directions they stay transposed.

use std::arch::x86_64::*;

use ff::Field;
use halo2_proofs::pasta::Fp;
use zeroize::optimization_barrier;

use super::{Digits, Ifma, LANES, Lanes, Lifted, LiftedOne, Registers};

/// Levels of a transform within eight registers.
const LEVELS_OF_BLOCK: u32 = 6;
const BLOCK: usize = LANES;

/// The least and the greatest k of these transforms. Numbers grow by 2 p in each of k levels: before the last they are
/// between -30 p and 31 p, so that they can be multiplied, and after it between -32 p and 33 p, so that they can be
/// reduced.
const KS: std::ops::RangeInclusive<u32> = LEVELS_OF_BLOCK..=16;

/// Coefficients in bit-reversed order, reduced; registers are transposed within blocks of eight. They are overwritten
/// when they are dropped, because those of an original pass here.
pub(crate) struct Coefficients {
    ifma: Ifma,
    registers: Registers<Lanes<Fp>>,
}

impl Drop for Coefficients {
    fn drop(&mut self) {
        self.registers.words.fill(0);
        optimization_barrier(&self.registers.words[..]);
    }
}

/// Values, reduced.
pub(crate) struct Values {
    ifma: Ifma,
    registers: Registers<Lanes<Fp>>,
}

/// From values to coefficients.
pub(crate) struct ToCoefficients {
    ifma: Ifma,
    k: u32,
    /// Powers of the inverse root of unity in bit-reversed order: a block of any level has the one at its number.
    factors: Vec<LiftedOne<Fp>>,
    /// The same for the last three levels of eight registers: the factor of the first, two of the second, four of
    /// the third, each for the eight blocks that lie beside each other after transposing.
    last: Vec<[Lifted<Fp>; 7]>,
}

impl ToCoefficients {
    /// For columns of `2^k` rows with this root of unity; if the processor has the instructions.
    pub fn new(k: u32, omega: Fp) -> Option<Self> {
        let ifma = Ifma::detect().filter(|_| KS.contains(&k))?;
        let root = omega.invert().expect("a root of unity is not zero");
        let mut powers = crate::curve::field::powers(root, 1 << (k - 1));
        crate::curve::field::reverse_bits(&mut powers);
        let blocks = 1 << (k - LEVELS_OF_BLOCK);
        let factors = lifted(&powers[..4 * blocks]);
        let last = (0..blocks)
            .map(|block| {
                let level = |step: usize, offset: usize| {
                    let of_lane = |lane| powers[step * (LANES * block + lane) + offset];
                    lifted_lanes(ifma, std::array::from_fn(of_lane))
                };
                [
                    level(1, 0),
                    level(2, 0),
                    level(2, 1),
                    level(4, 0),
                    level(4, 1),
                    level(4, 2),
                    level(4, 3),
                ]
            })
            .collect();
        Some(ToCoefficients { ifma, k, factors, last })
    }

    /// From values to coefficients, times `2^k`.
    pub fn coefficients(&self, values: &[Fp]) -> Coefficients {
        assert_eq!(values.len(), 1 << self.k);
        // SAFETY: there is an `Ifma`, so the processor has the instructions.
        let registers = unsafe { self.transform(values) };
        Coefficients { ifma: self.ifma, registers }
    }

    #[target_feature(enable = "avx512f,avx512ifma")]
    fn transform(&self, values: &[Fp]) -> Registers<Lanes<Fp>> {
        let mut buffer = Registers::new(values.len() / LANES);
        let registers = buffer.all_mut();
        for (lanes, eight) in registers.iter_mut().zip(values.as_chunks().0) {
            *lanes = Digits::load(eight).lanes();
        }
        let mut half = registers.len() / 2;
        while half >= BLOCK {
            for (block, factor) in registers.chunks_exact_mut(2 * half).zip(&self.factors) {
                let (low, high) = block.split_at_mut(half);
                let factor = factor.lanes();
                for (a, b) in low.iter_mut().zip(high) {
                    butterfly(a, b, &factor);
                }
            }
            half /= 2;
        }
        for (number, (block, last)) in
            registers.as_chunks_mut::<BLOCK>().0.iter_mut().zip(&self.last).enumerate()
        {
            let mut eight = *block;
            let factor = |place: usize| &self.factors[place];
            pairs::<4, 1>(&mut eight, [factor(number).lanes()]);
            pairs::<2, 2>(&mut eight, [factor(2 * number).lanes(), factor(2 * number + 1).lanes()]);
            let [f0, f1, f2, f3] = [0, 1, 2, 3].map(|part| factor(4 * number + part));
            pairs::<1, 4>(&mut eight, [f0.lanes(), f1.lanes(), f2.lanes(), f3.lanes()]);
            let mut eight = transposed(eight);
            let [f0, f1, f2, f3, f4, f5, f6] = *last;
            pairs::<4, 1>(&mut eight, [f0]);
            pairs::<2, 2>(&mut eight, [f1, f2]);
            pairs::<1, 4>(&mut eight, [f3, f4, f5, f6]);
            for (register, lanes) in block.iter_mut().zip(eight) {
                *register = lanes.reduced::<32>().lanes();
            }
        }
        buffer
    }
}

/// From coefficients to values on a coset.
pub(crate) struct ToValues {
    ifma: Ifma,
    k: u32,
    /// For each half-length h = 1, 2, 4, in h..2h: the points of that level.
    first: [LiftedOne<Fp>; 8],
    /// For longer ones in h/8..2h/8, eight points each.
    points: Vec<Lifted<Fp>>,
}

impl ToValues {
    /// For the points of a coset of `2^k` points as [`Coset`](crate::curve::fft::Coset) has them; if the processor has
    /// the instructions.
    pub fn new(k: u32, points: &[Fp]) -> Option<Self> {
        let ifma = Ifma::detect().filter(|_| KS.contains(&k))?;
        let points = points.as_chunks::<LANES>().0;
        let first = lifted(&points[0]).try_into().ok().expect("eight points");
        let points = points.iter().map(|eight| lifted_lanes(ifma, *eight)).collect();
        Some(ToValues { ifma, k, first, points })
    }

    /// From coefficients in bit-reversed order to values.
    pub fn values(&self, coefficients: &[Fp]) -> Values {
        let ifma = self.ifma;
        // SAFETY: there is an `Ifma`, so the processor has the instructions.
        let registers = unsafe { load_transposed(coefficients) };
        self.values_of(&Coefficients { ifma, registers })
    }

    /// From coefficients to values.
    pub fn values_of(&self, coefficients: &Coefficients) -> Values {
        assert_eq!(coefficients.registers.count * LANES, 1 << self.k);
        // SAFETY: there is an `Ifma`, so the processor has the instructions.
        let registers = unsafe { self.transform(coefficients.registers.all()) };
        Values { ifma: self.ifma, registers }
    }

    #[target_feature(enable = "avx512f,avx512ifma")]
    fn transform(&self, coefficients: &[Lanes<Fp>]) -> Registers<Lanes<Fp>> {
        let first = &self.first;
        let first = [first[1], first[2], first[3], first[4], first[5], first[6], first[7]];
        let mut buffer = Registers::new(coefficients.len());
        let registers = buffer.all_mut();
        let blocks = registers.as_chunks_mut::<BLOCK>().0;
        for (registers, block) in blocks.iter_mut().zip(coefficients.as_chunks::<BLOCK>().0) {
            let mut eight = *block;
            steps::<1>(&mut eight, [first[0].lanes()]);
            steps::<2>(&mut eight, [first[1].lanes(), first[2].lanes()]);
            let of_third = [first[3].lanes(), first[4].lanes(), first[5].lanes(), first[6].lanes()];
            steps::<4>(&mut eight, of_third);
            let mut eight = transposed(eight);
            let points = &self.points;
            steps::<1>(&mut eight, [points[1]]);
            steps::<2>(&mut eight, [points[2], points[3]]);
            steps::<4>(&mut eight, [points[4], points[5], points[6], points[7]]);
            *registers = eight;
        }
        let mut half = BLOCK;
        while half < registers.len() {
            for block in registers.chunks_exact_mut(2 * half) {
                let (low, high) = block.split_at_mut(half);
                for ((a, b), point) in low.iter_mut().zip(high).zip(&self.points[half..]) {
                    butterfly(a, b, point);
                }
            }
            half *= 2;
        }
        for lanes in registers {
            *lanes = lanes.reduced::<32>().lanes();
        }
        buffer
    }
}

impl Coefficients {
    /// The coefficients as elements.
    pub fn store(&self, elements: &mut [Fp]) {
        let Ifma(()) = self.ifma;
        // SAFETY: there is an `Ifma`, so the processor has the instructions.
        unsafe { store::<true>(self.registers.all(), elements) }
    }
}

impl Values {
    /// The values as elements.
    pub fn store(&self, elements: &mut [Fp]) {
        let Ifma(()) = self.ifma;
        // SAFETY: there is an `Ifma`, so the processor has the instructions.
        unsafe { store::<false>(self.registers.all(), elements) }
    }
}

#[target_feature(enable = "avx512f,avx512ifma")]
fn store<const TRANSPOSED: bool>(registers: &[Lanes<Fp>], elements: &mut [Fp]) {
    assert_eq!(registers.len() * LANES, elements.len());
    let elements = elements.as_chunks_mut::<LANES>().0;
    let blocks = registers.as_chunks::<BLOCK>().0;
    for (block, elements) in blocks.iter().zip(elements.as_chunks_mut::<BLOCK>().0) {
        let eight = if TRANSPOSED { transposed(*block) } else { *block };
        for (lanes, elements) in eight.into_iter().zip(elements) {
            lanes.carried().store(elements);
        }
    }
}

#[target_feature(enable = "avx512f,avx512ifma")]
fn load_transposed(elements: &[Fp]) -> Registers<Lanes<Fp>> {
    let mut buffer = Registers::new(elements.len() / LANES);
    let registers = buffer.all_mut();
    for (lanes, eight) in registers.iter_mut().zip(elements.as_chunks().0) {
        *lanes = Digits::load(eight).lanes();
    }
    for block in registers.as_chunks_mut::<BLOCK>().0 {
        *block = transposed(*block);
    }
    buffer
}

/// `(a, b)` becomes `(a + b factor, a - b factor)`. Both grow by at most 2 p.
#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn butterfly(a: &mut Lanes<Fp>, b: &mut Lanes<Fp>, factor: &Lifted<Fp>) {
    let product = b.digits::<32>().times(factor);
    (*a, *b) = (a.plus(product), a.minus(product));
}

/// A level of eight registers with this half-length, and one factor for each of its blocks.
#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn pairs<const HALF: usize, const BLOCKS: usize>(
    eight: &mut [Lanes<Fp>; BLOCK],
    factors: [Lifted<Fp>; BLOCKS],
) {
    for (block, factor) in eight.chunks_exact_mut(2 * HALF).zip(&factors) {
        let (low, high) = block.split_at_mut(HALF);
        for (a, b) in low.iter_mut().zip(high) {
            butterfly(a, b, factor);
        }
    }
}

/// A level of eight registers with this half-length, and one point for each register of it.
#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn steps<const HALF: usize>(eight: &mut [Lanes<Fp>; BLOCK], points: [Lifted<Fp>; HALF]) {
    for block in eight.chunks_exact_mut(2 * HALF) {
        let (low, high) = block.split_at_mut(HALF);
        for ((a, b), point) in low.iter_mut().zip(high).zip(&points) {
            butterfly(a, b, point);
        }
    }
}

/// Sixteenfold elements, as factors for eight numbers.
fn lifted(elements: &[Fp]) -> Vec<LiftedOne<Fp>> {
    let sixteen = Fp::from(16);
    elements.iter().map(|element| LiftedOne::of_sixteenfold(&(element * sixteen))).collect()
}

/// Eight sixteenfold elements, as factors for as many numbers.
fn lifted_lanes(Ifma(()): Ifma, elements: [Fp; LANES]) -> Lifted<Fp> {
    let sixteen = Fp::from(16);
    // SAFETY: there is an `Ifma`, so the processor has the instructions.
    unsafe { Digits::load(&elements.map(|element| element * sixteen)).as_lifted() }
}

/// Number l of register r becomes number r of register l.
#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn transposed(eight: [Lanes<Fp>; BLOCK]) -> [Lanes<Fp>; BLOCK] {
    let mut result = eight;
    for limb in 0..5 {
        let of_limb = transposed_words(eight.map(|lanes| lanes.0[limb]));
        for (lanes, word) in result.iter_mut().zip(of_limb) {
            lanes.0[limb] = word;
        }
    }
    result
}

#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn transposed_words([r0, r1, r2, r3, r4, r5, r6, r7]: [__m512i; 8]) -> [__m512i; 8] {
    let even = [
        _mm512_unpacklo_epi64(r0, r1),
        _mm512_unpacklo_epi64(r2, r3),
        _mm512_unpacklo_epi64(r4, r5),
        _mm512_unpacklo_epi64(r6, r7),
    ];
    let odd = [
        _mm512_unpackhi_epi64(r0, r1),
        _mm512_unpackhi_epi64(r2, r3),
        _mm512_unpackhi_epi64(r4, r5),
        _mm512_unpackhi_epi64(r6, r7),
    ];
    let [w0, w2, w4, w6] = transposed_pairs(even);
    let [w1, w3, w5, w7] = transposed_pairs(odd);
    [w0, w1, w2, w3, w4, w5, w6, w7]
}

/// Transposes four rows of four pairs of words.
#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn transposed_pairs([r0, r1, r2, r3]: [__m512i; 4]) -> [__m512i; 4] {
    let (even_0, even_2) =
        (_mm512_shuffle_i64x2::<0x88>(r0, r1), _mm512_shuffle_i64x2::<0x88>(r2, r3));
    let (odd_0, odd_2) =
        (_mm512_shuffle_i64x2::<0xdd>(r0, r1), _mm512_shuffle_i64x2::<0xdd>(r2, r3));
    [
        _mm512_shuffle_i64x2::<0x88>(even_0, even_2),
        _mm512_shuffle_i64x2::<0x88>(odd_0, odd_2),
        _mm512_shuffle_i64x2::<0xdd>(even_0, even_2),
        _mm512_shuffle_i64x2::<0xdd>(odd_0, odd_2),
    ]
}
