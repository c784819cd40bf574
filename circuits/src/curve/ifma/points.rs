//! Additions of points in affine coordinates, eight at once.
//!
//! An addition takes about 20 ns, where one at a time takes about 100 ns.

use std::arch::x86_64::*;

use ff::Field;
use halo2_proofs::pasta::Fq;
use pasta_curves::arithmetic::VartimeBatchInvert;

use super::{
    Digits, Ifma, InRegisters, LANES, Lanes, Registers, all, pairs_of_words, words_of_pairs,
};
use crate::curve::msm::{Point, add_alone};

/// Additions with one inversion: so many that it takes little of the time, and the numbers that are kept for each stay
/// in the processor's cache.
const BATCH: usize = 2048;
/// Products that grow beside each other, because each multiplication waits for the one before.
const CHAINS: usize = 4;

const _: () = assert!(size_of::<Point>() == 64);

/// What is kept of eight additions between the two passes.
struct Step {
    /// The denominators of the slopes: 1 to 2 p.
    denominators: Digits<Fq>,
    /// The product of those before in the same chain: below 2 p.
    before: Digits<Fq>,
}

// SAFETY: it is ten registers.
unsafe impl InRegisters for Step {}

impl Ifma {
    /// The sum of each pair of points, of which there are `count`; that of `pair(i)` goes to `sums[place(i)]`.
    pub fn add_pairs<'a>(
        self,
        count: usize,
        pair: impl Fn(usize) -> [&'a Point; 2],
        place: impl Fn(usize) -> usize,
        sums: &mut [Point],
    ) {
        let mut buffer = Registers::new(count.min(BATCH).div_ceil(LANES));
        let steps: &mut [Step] = buffer.all_mut();
        for start in (0..count).step_by(BATCH) {
            let last = count.min(start + BATCH) - 1;
            let lane = |register: usize, lane: usize| (start + LANES * register + lane).min(last);
            let registers = (last + 1 - start).div_ceil(LANES);
            let load = |register| {
                let pairs: [[&Point; 2]; LANES] = std::array::from_fn(|l| pair(lane(register, l)));
                [pairs.map(|[p, _]| p), pairs.map(|[_, q]| q)]
            };
            // SAFETY: there is an `Ifma`, so the processor has the instructions.
            let alone = unsafe {
                let mut special = Vec::new();
                let mut products = [Digits::load(&[Fq::ONE; LANES]); CHAINS];
                for (register, step) in steps[..registers].iter_mut().enumerate() {
                    let [p, q] = load(register);
                    let lanes = denominators(p, q, &mut products[register % CHAINS], step);
                    special.extend(
                        (0..LANES).filter(|l| lanes >> l & 1 == 1).map(|l| lane(register, l)),
                    );
                }
                let mut inverses = inverses(products);
                for register in (0..registers).rev() {
                    let [p, q] = load(register);
                    let places = std::array::from_fn(|l| place(lane(register, l)));
                    let inverse = &mut inverses[register % CHAINS];
                    add_eight(p, q, &steps[register], inverse, places, sums);
                }
                special
            };
            for i in alone {
                let [p, q] = pair(i);
                sums[place(i)] = add_alone(p, q);
            }
        }
    }

    /// Doubles each point.
    pub fn double_each(self, points: &mut [Point]) {
        let mut buffer = Registers::new(points.len().min(BATCH).div_ceil(LANES));
        let steps: &mut [Step] = buffer.all_mut();
        for points in points.chunks_mut(BATCH) {
            let last = points.len() - 1;
            let lane = |register: usize, lane: usize| (LANES * register + lane).min(last);
            let registers = points.len().div_ceil(LANES);
            // SAFETY: there is an `Ifma`, so the processor has the instructions.
            unsafe {
                let mut products = [Digits::load(&[Fq::ONE; LANES]); CHAINS];
                for (register, step) in steps[..registers].iter_mut().enumerate() {
                    let eight = std::array::from_fn(|l| &points[lane(register, l)]);
                    doubled_ordinates(eight, &mut products[register % CHAINS], step);
                }
                let mut inverses = inverses(products);
                for register in (0..registers).rev() {
                    let places = std::array::from_fn(|l| lane(register, l));
                    let inverse = &mut inverses[register % CHAINS];
                    double_eight(&steps[register], inverse, places, points);
                }
            }
        }
    }
}

/// One where a number is left out of the product.
#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn ones_in(numbers: Digits<Fq>, lanes: __mmask8) -> Digits<Fq> {
    let ones = Digits::load(&[Fq::ONE; LANES]);
    let mut limbs = numbers.0;
    for (limb, one) in limbs.iter_mut().zip(ones.0) {
        *limb = _mm512_mask_blend_epi64(lanes, *limb, one);
    }
    Digits(limbs, numbers.1)
}

/// The denominators of the slopes of eight lines, multiplied to the product. Gives the lanes whose line has none, or
/// has to do with the point at infinity; they are added in another way.
#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn denominators(
    p: [&Point; LANES],
    q: [&Point; LANES],
    product: &mut Digits<Fq>,
    step: &mut Step,
) -> __mmask8 {
    let (p, q) = (words::<X>(p), words::<X>(q));
    let mut apart = _mm512_setzero_si512();
    for (p, q) in p.into_iter().zip(q) {
        apart = _mm512_or_si512(apart, _mm512_xor_si512(p, q));
    }
    // The abscissa of the point at infinity is zero here.
    let special = zero(apart) | zero(any(p)) | zero(any(q));
    let difference = Digits::from_words(q).lanes().minus(Digits::from_words(p).lanes());
    let denominators = ones_in(difference.digits::<1>(), special);
    *step = Step { denominators, before: *product };
    *product = denominators.times(&product.lifted()).digits::<0>();
    special
}

/// The same for tangents. No point of the curve has the ordinate zero, but the point at infinity has it here.
#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn doubled_ordinates(points: [&Point; LANES], product: &mut Digits<Fq>, step: &mut Step) {
    let y = words::<Y>(points);
    let infinity = zero(any(y));
    let y = Digits::from_words(y).lanes();
    let denominators = ones_in(y.plus(y).digits::<0>(), infinity);
    *step = Step { denominators, before: *product };
    *product = denominators.times(&product.lifted()).digits::<0>();
}

/// The inverses of the products of the chains, by that of their product.
#[target_feature(enable = "avx512f,avx512ifma")]
fn inverses([a, b, c, d]: [Digits<Fq>; CHAINS]) -> [Digits<Fq>; CHAINS] {
    let times = |a: Digits<Fq>, b: Digits<Fq>| a.times(&b.lifted()).digits::<0>();
    let (ab, cd) = (times(a, b), times(c, d));
    let mut elements = [Fq::ZERO; LANES];
    times(ab, cd).reduced().store(&mut elements);
    elements.iter_mut().batch_invert_vartime();
    let inverse = Digits::load(&elements);
    let (of_ab, of_cd) = (times(inverse, cd), times(inverse, ab));
    [times(of_ab, b), times(of_ab, a), times(of_cd, d), times(of_cd, c)]
}

/// The inverses of the denominators of a step. `inverse` becomes that of the product before it.
#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn step_back(step: &Step, inverse: &mut Digits<Fq>) -> Lanes<Fq> {
    let lifted = inverse.lifted();
    *inverse = step.denominators.times(&lifted).digits::<0>();
    step.before.times(&lifted)
}

#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn add_eight(
    p: [&Point; LANES],
    q: [&Point; LANES],
    step: &Step,
    inverse: &mut Digits<Fq>,
    places: [usize; LANES],
    sums: &mut [Point],
) {
    let inverse = step_back(step, inverse).digits::<0>().lifted();
    let [px, py] = coordinates(p);
    let [qx, qy] = coordinates(q);
    let slope = qy.minus(py).digits::<1>().times(&inverse);
    third_point([px, py], qx, slope, places, sums);
}

#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn double_eight(
    step: &Step,
    inverse: &mut Digits<Fq>,
    places: [usize; LANES],
    points: &mut [Point],
) {
    let inverse = step_back(step, inverse).digits::<0>().lifted();
    let [x, y] = coordinates(places.map(|place| &points[place]));
    let square = x.digits::<0>().times(&x.digits::<0>().lifted());
    let slope = square.plus(square).plus(square).digits::<0>().times(&inverse);
    // The point at infinity: its slope is zero times one, so all of it stays zero.
    third_point([x, y], x, slope, places, points);
}

/// The negative of the third point of lines through p and q with these slopes, which are below 3 p; all coordinates are
/// reduced.
#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn third_point(
    [px, py]: [Lanes<Fq>; 2],
    qx: Lanes<Fq>,
    slope: Lanes<Fq>,
    places: [usize; LANES],
    sums: &mut [Point],
) {
    let slope = slope.digits::<0>();
    let lifted = slope.lifted();
    // Between -2 p and 3.3 p.
    let x = slope.times(&lifted).minus(px).minus(qx);
    // Between -p and 7 p.
    let y = px.minus(x).digits::<4>().times(&lifted).minus(py);
    let x = pairs_of_words(x.reduced::<2>().words());
    let y = pairs_of_words(y.reduced::<1>().words());
    for (pair, (x, y)) in x.into_iter().zip(y).enumerate() {
        let points = [_mm512_shuffle_i64x2::<0x44>(x, y), _mm512_shuffle_i64x2::<0xee>(x, y)];
        for (point, register) in points.into_iter().enumerate() {
            let to = &raw mut sums[places[2 * pair + point]];
            // SAFETY: a point is the eight words of two elements, and reduced numbers are elements.
            unsafe { _mm512_storeu_si512(to.cast(), register) };
        }
    }
}

const X: bool = false;
const Y: bool = true;

/// The words of one coordinate of eight points.
#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn words<const COORDINATE: bool>(points: [&Point; LANES]) -> [__m512i; 4] {
    let mut pairs = [_mm512_setzero_si512(); 4];
    for (pair, points) in pairs.iter_mut().zip(points.as_chunks::<2>().0) {
        // SAFETY: a point is the eight words of two elements.
        let [p, q] =
            points.map(|point| unsafe { _mm512_loadu_si512(std::ptr::from_ref(point).cast()) });
        *pair = match COORDINATE {
            X => _mm512_shuffle_i64x2::<0x44>(p, q),
            Y => _mm512_shuffle_i64x2::<0xee>(p, q),
        };
    }
    words_of_pairs(pairs)
}

#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn coordinates(points: [&Point; LANES]) -> [Lanes<Fq>; 2] {
    let (x, y) = (words::<X>(points), words::<Y>(points));
    [Digits::from_words(x).lanes(), Digits::from_words(y).lanes()]
}

#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn any([w0, w1, w2, w3]: [__m512i; 4]) -> __m512i {
    _mm512_or_si512(_mm512_or_si512(w0, w1), _mm512_or_si512(w2, w3))
}

#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn zero(words: __m512i) -> __mmask8 {
    _mm512_cmpeq_epi64_mask(words, all(0))
}
