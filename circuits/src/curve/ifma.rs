//! Arithmetic on eight field elements at once, with the instructions AVX-512 IFMA of x86-64.
//!
//! These multiply numbers of 52 bits, eight beside each other, and add one half of the products. A multiplication of
//! field elements takes 2.1 ns this way and 11.8 ns with the assembly of `pasta_curves` (one core of an AMD EPYC,
//! Zen 5). Processors without them compute one element at a time, with the same results. Tests compare the two.
//!
//! An element is five limbs of 52 bits, and a register holds the same limb of eight elements. The form is that of
//! `pasta_curves`: `a` is kept as `a * 2^256` modulo p. A multiplication divides by `2^260`, so one of its operands is
//! [`Lifted`], 16 times what it was. Sums and differences are neither reduced nor carried:
//!
//! - [`Lanes`] have limbs with signs, and stand for a number between `-31 p` and `31 p`.
//! - [`Digits`] have limbs of 0 to `2^52 - 1`, and stand for a number of 0 to `2^260`. Only these can be multiplied.
//!
//! p is a little more than `2^254`, so there is room for 64 p. Each function says what it takes and gives.

#![expect(
    unsafe_code,
    reason = "instructions that not every processor has, and loads of whole registers"
)]

pub(crate) mod fft;
mod points;
mod vectors;

use std::arch::x86_64::*;
use std::marker::PhantomData;

use halo2_proofs::pasta::{Fp, Fq};

/// A proof that the processor has the instructions. Whatever needs them is reached through it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ifma(());

impl Ifma {
    /// If the processor has them.
    pub fn detect() -> Option<Self> {
        (is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512ifma"))
            .then_some(Ifma(()))
    }
}

/// Memory for numbers in registers, zero at first. The allocator is asked for words: where it has to align a block, that
/// of glibc leaves holes, and the prover took 12 MB more than with these.
struct Registers<T> {
    words: Vec<u64>,
    count: usize,
    numbers: PhantomData<T>,
}

impl<T: InRegisters> Registers<T> {
    fn new(count: usize) -> Self {
        let words = (count * size_of::<T>() + align_of::<T>()) / size_of::<u64>();
        Registers { words: vec![0; words], count, numbers: PhantomData }
    }

    fn all(&self) -> &[T] {
        // SAFETY: any words are registers.
        &unsafe { self.words.align_to() }.1[..self.count]
    }

    fn all_mut(&mut self) -> &mut [T] {
        // SAFETY: any words are registers, and any registers are words.
        &mut unsafe { self.words.align_to_mut() }.1[..self.count]
    }
}

/// Types that consist of registers and nothing else.
///
/// # Safety
/// Any bytes must be such a value.
unsafe trait InRegisters {}

// SAFETY: it is five registers.
unsafe impl<F> InRegisters for Lanes<F> {}

/// Elements in a register.
const LANES: usize = 8;
const LIMB_BITS: u32 = 52;
const LIMB_MASK: u64 = (1 << LIMB_BITS) - 1;

/// A field of the Pasta curves. Its elements are four words, lowest first, of `a * 2^256` modulo p, always reduced:
/// `pasta_curves` has them as a transparent wrapper of `[u64; 4]`. Its version is pinned, and a test reads elements.
pub(super) trait PastaField: Copy {
    /// The lower half of p. The upper half is `2^254`.
    const LOW: [u64; 2];
    /// The limbs 0, 1 and 2 of p; limb 3 is zero, and limb 4 is [`TOP`].
    const LIMBS: [i64; 3] = [
        (Self::LOW[0] & LIMB_MASK) as i64,
        ((Self::LOW[0] >> 52 | Self::LOW[1] << 12) & LIMB_MASK) as i64,
        (Self::LOW[1] >> 40) as i64,
    ];
    /// `-1/p` modulo `2^52`: p is one modulo `2^32`, and Newton's step doubles the bits that are right.
    const NEGATIVE_INVERSE: i64 = {
        let inverse = 2u64.wrapping_sub(Self::LOW[0]);
        (inverse.wrapping_neg() & LIMB_MASK) as i64
    };
}

impl PastaField for Fp {
    const LOW: [u64; 2] = [0x992d_30ed_0000_0001, 0x2246_98fc_094c_f91b];
}

impl PastaField for Fq {
    const LOW: [u64; 2] = [0x8c46_eb21_0000_0001, 0x2246_98fc_0994_a8dd];
}

/// Limb 4 of p: `2^254 = 2^46 * 2^(4 * 52)`.
const TOP: i64 = 1 << TOP_BITS;
const TOP_BITS: u32 = 46;

const _: () = assert!(size_of::<Fp>() == 32 && align_of::<Fp>() == 8);
const _: () = assert!(size_of::<Fq>() == 32 && align_of::<Fq>() == 8);

/// Eight numbers between `-31 p` and `31 p`, not carried.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(super) struct Lanes<F>([__m512i; 5], PhantomData<F>);

/// Eight numbers of 0 to `2^260 - 1`, carried.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(super) struct Digits<F>([__m512i; 5], PhantomData<F>);

/// 16 times eight numbers, carried: the second operand of a multiplication.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(super) struct Lifted<F>([__m512i; 5], PhantomData<F>);

/// 16 times a number, carried: the second operand of a multiplication of eight numbers by one.
#[derive(Clone, Copy)]
pub(super) struct LiftedOne<F>([u64; 5], PhantomData<F>);

#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn all(limb: i64) -> __m512i {
    _mm512_set1_epi64(limb)
}

impl<F: PastaField> Lanes<F> {
    #[inline]
    #[target_feature(enable = "avx512f,avx512ifma")]
    pub fn zero() -> Self {
        Lanes([_mm512_setzero_si512(); 5], PhantomData)
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512ifma")]
    pub fn plus(self, other: Self) -> Self {
        let (a, b) = (self.0, other.0);
        let sum = [
            _mm512_add_epi64(a[0], b[0]),
            _mm512_add_epi64(a[1], b[1]),
            _mm512_add_epi64(a[2], b[2]),
            _mm512_add_epi64(a[3], b[3]),
            _mm512_add_epi64(a[4], b[4]),
        ];
        Lanes(sum, PhantomData)
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512ifma")]
    pub fn minus(self, other: Self) -> Self {
        let (a, b) = (self.0, other.0);
        let difference = [
            _mm512_sub_epi64(a[0], b[0]),
            _mm512_sub_epi64(a[1], b[1]),
            _mm512_sub_epi64(a[2], b[2]),
            _mm512_sub_epi64(a[3], b[3]),
            _mm512_sub_epi64(a[4], b[4]),
        ];
        Lanes(difference, PhantomData)
    }

    /// Numbers that are carried already.
    #[inline]
    #[target_feature(enable = "avx512f,avx512ifma")]
    fn carried(self) -> Digits<F> {
        Digits(self.0, PhantomData)
    }

    /// The numbers plus `P` times p, which must make them positive, with their carries.
    #[inline]
    #[target_feature(enable = "avx512f,avx512ifma")]
    pub fn digits<const P: i64>(self) -> Digits<F> {
        let mut limbs = self.0;
        if P != 0 {
            for (limb, of_p) in limbs.iter_mut().zip(F::LIMBS) {
                *limb = _mm512_add_epi64(*limb, all(P * of_p));
            }
            limbs[4] = _mm512_add_epi64(limbs[4], all(P * TOP));
        }
        Digits(carried(limbs), PhantomData)
    }

    /// The same elements as reduced numbers, 0 to p - 1. `P` times p must make the numbers positive.
    #[inline]
    #[target_feature(enable = "avx512f,avx512ifma")]
    pub fn reduced<const P: i64>(self) -> Digits<F> {
        self.digits::<P>().reduced()
    }
}

/// Carries over to the next limb what exceeds 52 bits; a borrow is a negative carry.
#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn carried(mut limbs: [__m512i; 5]) -> [__m512i; 5] {
    let mask = all(LIMB_MASK as i64);
    for place in 0..4 {
        let carry = _mm512_srai_epi64::<LIMB_BITS>(limbs[place]);
        limbs[place] = _mm512_and_si512(limbs[place], mask);
        limbs[place + 1] = _mm512_add_epi64(limbs[place + 1], carry);
    }
    limbs
}

impl<F: PastaField> Digits<F> {
    #[inline]
    #[target_feature(enable = "avx512f,avx512ifma")]
    pub fn lanes(self) -> Lanes<F> {
        Lanes(self.0, PhantomData)
    }

    /// The numbers, which are 16 times what is meant.
    #[inline]
    #[target_feature(enable = "avx512f,avx512ifma")]
    pub fn as_lifted(self) -> Lifted<F> {
        Lifted(self.0, PhantomData)
    }

    /// 16 times the numbers, which are below `2^256`: a multiplication would ignore what exceeds 52 bits of limb 4.
    #[inline]
    #[target_feature(enable = "avx512f,avx512ifma")]
    pub fn lifted(self) -> Lifted<F> {
        let mask = all(LIMB_MASK as i64);
        let mut limbs = self.0;
        let mut below = _mm512_setzero_si512();
        for limb in &mut limbs {
            let carry = _mm512_srli_epi64::<{ LIMB_BITS - 4 }>(below);
            below = *limb;
            *limb = _mm512_or_si512(_mm512_slli_epi64::<4>(below), carry);
        }
        for limb in &mut limbs[..4] {
            *limb = _mm512_and_si512(*limb, mask);
        }
        Lifted(limbs, PhantomData)
    }

    /// The product (Montgomery): below `p (1 + a b / 4 p^2)` for numbers below a and b before lifting, so below 5 p
    /// at most.
    #[inline]
    #[target_feature(enable = "avx512f,avx512ifma")]
    pub fn times(self, other: &Lifted<F>) -> Lanes<F> {
        let zero = _mm512_setzero_si512();
        let (a, b) = (&self.0, &other.0);
        // Limb 3 of p is zero.
        let p = [all(F::LIMBS[0]), all(F::LIMBS[1]), all(F::LIMBS[2]), zero, all(TOP)];
        let inverse = all(F::NEGATIVE_INVERSE);
        let mut sums = [zero; 5];
        // In each round the sum's lowest limb becomes zero by adding a multiple of p, and is shifted out. A limb is
        // the sum of at most 18 halves of products and a carry: below 2^57.
        for digit in a {
            for (sum, b) in sums.iter_mut().zip(b) {
                *sum = _mm512_madd52lo_epu64(*sum, *digit, *b);
            }
            let multiple = _mm512_madd52lo_epu64(zero, sums[0], inverse);
            for place in [0, 1, 2, 4] {
                sums[place] = _mm512_madd52lo_epu64(sums[place], multiple, p[place]);
            }
            let carry = _mm512_srli_epi64::<LIMB_BITS>(sums[0]);
            sums = [_mm512_add_epi64(sums[1], carry), sums[2], sums[3], sums[4], zero];
            for (sum, b) in sums.iter_mut().zip(b) {
                *sum = _mm512_madd52hi_epu64(*sum, *digit, *b);
            }
            for place in [0, 1, 2, 4] {
                sums[place] = _mm512_madd52hi_epu64(sums[place], multiple, p[place]);
            }
        }
        Lanes(sums, PhantomData)
    }

    /// The same elements as numbers of 0 to p - 1. The numbers may be up to `2^272`; then limb 4 holds all 64 bits of
    /// what exceeds the others.
    #[inline]
    #[target_feature(enable = "avx512f,avx512ifma")]
    pub fn reduced(self) -> Digits<F> {
        let zero = _mm512_setzero_si512();
        let [mut l0, mut l1, mut l2, l3, l4] = self.0;
        // With q = floor(number / 2^254), the number less q p is below 2^254, and hardly less than zero.
        let q = _mm512_srli_epi64::<TOP_BITS>(l4);
        let l4 = _mm512_and_si512(l4, all(TOP - 1));
        let [p0, p1, p2] = F::LIMBS.map(|limb| _mm512_set1_epi64(limb));
        l0 = _mm512_sub_epi64(l0, _mm512_madd52lo_epu64(zero, q, p0));
        l1 = _mm512_sub_epi64(l1, _mm512_madd52lo_epu64(_mm512_madd52hi_epu64(zero, q, p0), q, p1));
        l2 = _mm512_sub_epi64(l2, _mm512_madd52lo_epu64(_mm512_madd52hi_epu64(zero, q, p1), q, p2));
        let mut limbs = carried([l0, l1, l2, l3, l4]);
        let negative = _mm512_cmplt_epi64_mask(limbs[4], zero);
        if negative != 0 {
            for (limb, of_p) in limbs.iter_mut().zip([p0, p1, p2, zero, all(TOP)]) {
                *limb = _mm512_mask_add_epi64(*limb, negative, *limb, of_p);
            }
            limbs = carried(limbs);
        }
        Digits(limbs, PhantomData)
    }

    /// The limbs of the words of eight numbers below `2^256`.
    #[inline]
    #[target_feature(enable = "avx512f,avx512ifma")]
    fn from_words([w0, w1, w2, w3]: [__m512i; 4]) -> Self {
        let mask = all(LIMB_MASK as i64);
        let limbs = [
            w0,
            _mm512_or_si512(_mm512_srli_epi64::<52>(w0), _mm512_slli_epi64::<12>(w1)),
            _mm512_or_si512(_mm512_srli_epi64::<40>(w1), _mm512_slli_epi64::<24>(w2)),
            _mm512_or_si512(_mm512_srli_epi64::<28>(w2), _mm512_slli_epi64::<36>(w3)),
            _mm512_srli_epi64::<16>(w3),
        ];
        let [l0, l1, l2, l3, l4] = limbs;
        let limbs = [
            _mm512_and_si512(l0, mask),
            _mm512_and_si512(l1, mask),
            _mm512_and_si512(l2, mask),
            _mm512_and_si512(l3, mask),
            l4,
        ];
        Digits(limbs, PhantomData)
    }

    /// The words of eight numbers below `2^256`.
    #[inline]
    #[target_feature(enable = "avx512f,avx512ifma")]
    fn words(self) -> [__m512i; 4] {
        let [l0, l1, l2, l3, l4] = self.0;
        [
            _mm512_or_si512(l0, _mm512_slli_epi64::<52>(l1)),
            _mm512_or_si512(_mm512_srli_epi64::<12>(l1), _mm512_slli_epi64::<40>(l2)),
            _mm512_or_si512(_mm512_srli_epi64::<24>(l2), _mm512_slli_epi64::<28>(l3)),
            _mm512_or_si512(_mm512_srli_epi64::<36>(l3), _mm512_slli_epi64::<16>(l4)),
        ]
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512ifma")]
    pub fn load(elements: &[F; LANES]) -> Self {
        let from = elements.as_ptr().cast::<__m512i>();
        // SAFETY: eight elements are 256 bytes, which is four registers; loads need no alignment.
        let pairs = unsafe {
            [
                _mm512_loadu_si512(from),
                _mm512_loadu_si512(from.add(1)),
                _mm512_loadu_si512(from.add(2)),
                _mm512_loadu_si512(from.add(3)),
            ]
        };
        Self::from_words(words_of_pairs(pairs))
    }

    /// Writes eight numbers that are reduced.
    #[inline]
    #[target_feature(enable = "avx512f,avx512ifma")]
    pub fn store(self, elements: &mut [F; LANES]) {
        let pairs = pairs_of_words(self.words());
        let to = elements.as_mut_ptr().cast::<__m512i>();
        for (place, pair) in pairs.into_iter().enumerate() {
            // SAFETY: eight elements are 256 bytes, which is four registers. Reduced numbers are elements.
            unsafe { _mm512_storeu_si512(to.add(place), pair) };
        }
    }
}

impl<F: PastaField> LiftedOne<F> {
    /// The limbs of 16 times an element, which is the argument.
    pub fn of_sixteenfold(element: &F) -> Self {
        // SAFETY: an element is four words.
        let [w0, w1, w2, w3] = unsafe { *std::ptr::from_ref(element).cast::<[u64; 4]>() };
        let limbs = [w0, w0 >> 52 | w1 << 12, w1 >> 40 | w2 << 24, w2 >> 28 | w3 << 36, w3 >> 16];
        LiftedOne(limbs.map(|limb| limb & LIMB_MASK), PhantomData)
    }

    /// The same number eight times.
    #[inline]
    #[target_feature(enable = "avx512f,avx512ifma")]
    pub fn lanes(&self) -> Lifted<F> {
        let [l0, l1, l2, l3, l4] = self.0;
        let limbs =
            [all(l0 as i64), all(l1 as i64), all(l2 as i64), all(l3 as i64), all(l4 as i64)];
        Lifted(limbs, PhantomData)
    }
}

/// From two elements in each register, four words each, to one word of eight elements in each register.
#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn words_of_pairs([e01, e23, e45, e67]: [__m512i; 4]) -> [__m512i; 4] {
    let low = _mm512_setr_epi64(0, 4, 8, 12, 1, 5, 9, 13);
    let high = _mm512_setr_epi64(2, 6, 10, 14, 3, 7, 11, 15);
    let (low_0, high_0) =
        (_mm512_permutex2var_epi64(e01, low, e23), _mm512_permutex2var_epi64(e01, high, e23));
    let (low_4, high_4) =
        (_mm512_permutex2var_epi64(e45, low, e67), _mm512_permutex2var_epi64(e45, high, e67));
    [
        _mm512_shuffle_i64x2::<0x44>(low_0, low_4),
        _mm512_shuffle_i64x2::<0xee>(low_0, low_4),
        _mm512_shuffle_i64x2::<0x44>(high_0, high_4),
        _mm512_shuffle_i64x2::<0xee>(high_0, high_4),
    ]
}

/// The inverse of [`words_of_pairs`].
#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn pairs_of_words([w0, w1, w2, w3]: [__m512i; 4]) -> [__m512i; 4] {
    let low = _mm512_setr_epi64(0, 4, 8, 12, 1, 5, 9, 13);
    let high = _mm512_setr_epi64(2, 6, 10, 14, 3, 7, 11, 15);
    let (low_0, low_4) =
        (_mm512_shuffle_i64x2::<0x44>(w0, w1), _mm512_shuffle_i64x2::<0xee>(w0, w1));
    let (high_0, high_4) =
        (_mm512_shuffle_i64x2::<0x44>(w2, w3), _mm512_shuffle_i64x2::<0xee>(w2, w3));
    [
        _mm512_permutex2var_epi64(low_0, low, high_0),
        _mm512_permutex2var_epi64(low_0, high, high_0),
        _mm512_permutex2var_epi64(low_4, low, high_4),
        _mm512_permutex2var_epi64(low_4, high, high_4),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commitment::randomness::SystemRandom;
    use ff::PrimeField;
    use rand_core::Rng as _;

    /// Pairs of elements, among them those with the smallest and the largest limbs.
    fn elements<F: PrimeField>() -> Vec<[[F; LANES]; 2]> {
        let mut random = SystemRandom::new();
        let special = [
            F::ZERO,
            F::ONE,
            -F::ONE,
            F::TWO_INV,
            // What the words 1, 0, 0, 0 stand for: 2^-256.
            F::TWO_INV.pow([256]),
            -F::TWO_INV.pow([256]),
        ];
        let mut choose = || special[(random.next_u32() % 6) as usize];
        let chosen: Vec<_> =
            (0..50).map(|_| [[F::ZERO; LANES]; 2].map(|eight| eight.map(|_| choose()))).collect();
        let any = (0..50)
            .map(|_| [[F::ZERO; LANES]; 2].map(|eight| eight.map(|_| F::random(&mut random))));
        chosen.iter().copied().chain(any.collect::<Vec<_>>()).collect()
    }

    fn check<F: PastaField + PrimeField>() {
        let Some(Ifma(())) = Ifma::detect() else { return };
        assert_eq!(LiftedOne::of_sixteenfold(&F::TWO_INV.pow([256])).0, [1, 0, 0, 0, 0]);
        let limbs = LiftedOne::of_sixteenfold(&-F::TWO_INV.pow([256])).0;
        let p = [F::LIMBS[0] as u64 - 1, F::LIMBS[1] as u64, F::LIMBS[2] as u64, 0, TOP as u64];
        assert_eq!(limbs, p);
        for [a, b] in elements::<F>() {
            let [mut product, mut sum, mut far, mut below] = [[F::ZERO; LANES]; 4];
            // SAFETY: there is an `Ifma`, so the processor has the instructions.
            unsafe {
                let (x, y) = (Digits::load(&a), Digits::load(&b));
                x.times(&y.lifted()).reduced::<0>().store(&mut product);
                x.lanes().plus(y.lanes()).reduced::<0>().store(&mut sum);
                let many = (0..30).fold(x.lanes(), |sum, _| sum.plus(y.lanes()));
                many.digits::<31>().times(&y.lifted()).reduced::<0>().store(&mut far);
                let few = (0..30).fold(x.lanes(), |sum, _| sum.minus(y.lanes()));
                few.reduced::<31>().store(&mut below);
            }
            for lane in 0..LANES {
                let (a, b) = (a[lane], b[lane]);
                assert_eq!(product[lane], a * b);
                assert_eq!(sum[lane], a + b);
                assert_eq!(far[lane], (a + b * F::from(30)) * b);
                assert_eq!(below[lane], a - b * F::from(30));
            }
        }
    }

    /// The element that stands as this number, and the number: `multiple` times `unit`, whose limbs these are, plus
    /// `more`.
    fn multiple<F: PastaField + PrimeField>(
        multiple: u64,
        (unit, limbs): (F, [i64; 5]),
        more: i64,
    ) -> (F, Lanes<F>) {
        let mut carry = i128::from(more);
        let limbs = limbs.map(|limb| {
            carry += i128::from(limb) * i128::from(multiple);
            let low = carry as i64;
            carry >>= LIMB_BITS;
            low
        });
        let mask = LIMB_MASK as i64;
        let [l0, l1, l2, l3, l4] = limbs;
        let limbs = [l0 & mask, l1 & mask, l2 & mask, l3 & mask, l4];
        // SAFETY: whoever calls it has an `Ifma`, so the processor has the instructions.
        let lanes = Lanes(limbs.map(|limb| unsafe { all(limb) }), PhantomData);
        let more = if more < 0 { -F::from(more.unsigned_abs()) } else { F::from(more as u64) };
        ((unit * F::from(multiple) + more) * F::TWO_INV.pow([256]), lanes)
    }

    /// The ends of what each function takes.
    fn check_ends<F: PastaField + PrimeField>() {
        let Some(Ifma(())) = Ifma::detect() else { return };
        let mut result = [F::ZERO; LANES];
        let [p0, p1, p2] = F::LIMBS;
        let p = (F::ZERO, [p0, p1, p2, 0, TOP]);
        let power = (F::from(2).pow([254]), [0, 0, 0, 0, TOP]);
        // What `reduced` may have to take away or to add again: around multiples of p, and of 2^254, up to 2^272.
        for count in (1..=64).chain([1 << 10, (1 << 17) - 1, 1 << 17, (1 << 18) - 1]) {
            for (unit, more) in
                [p, power].into_iter().flat_map(|unit| [(unit, -1), (unit, 0), (unit, 1)])
            {
                let (element, lanes) = multiple::<F>(count, unit, more);
                // SAFETY: there is an `Ifma`, so the processor has the instructions.
                unsafe { lanes.reduced::<0>().store(&mut result) };
                assert_eq!(result, [element; LANES], "{count}, {more}");
            }
        }
        // The largest digits: no limb of the product overflows, and none of the sums in a transform.
        let ones = [LIMB_MASK as i64; 5];
        let largest = F::from(2).pow([260]) - F::ONE;
        // SAFETY: as above.
        let product = unsafe {
            let ones = ones.map(|limb| all(limb));
            let product = Digits::<F>(ones, PhantomData).times(&Lifted(ones, PhantomData));
            product.reduced::<0>().store(&mut result);
            product
        };
        assert_eq!(result, [largest.square() * F::TWO_INV.pow([516]); LANES]);
        for limb in product.0 {
            // SAFETY: a register is eight words.
            let words = unsafe { std::mem::transmute::<__m512i, [u64; 8]>(limb) };
            assert!(words.iter().all(|word| *word < 1 << 57));
        }
    }

    #[test]
    fn numbers_at_the_ends_of_what_is_allowed_are_right() {
        check_ends::<Fp>();
        check_ends::<Fq>();
    }

    #[test]
    fn eight_at_once_are_as_one_by_one() {
        check::<Fp>();
        check::<Fq>();
    }
}
