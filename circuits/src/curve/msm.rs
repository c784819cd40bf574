//! Sums of multiples of many points.
//!
//! Almost all points that a proof is made of are sums of many points at once, so they are added in affine
//! coordinates with one inversion for a whole batch: about six multiplications for an addition, half of what
//! projective coordinates take. Where the processor can, eight additions are done at once (`ifma/points.rs`).
//! Everything here runs in variable time: only the prover's own machine could measure it.

use ff::{Field, PrimeField};
use group::{CurveAffine as _, Group as _};
use halo2_proofs::arithmetic::{CurveAffine, CurveExt};
use halo2_proofs::pasta::{Eq, EqAffine, Fp, Fq};
use pasta_curves::arithmetic::{VartimeBatchInvert, VartimeField};

use crate::curve::ifma::Ifma;
use crate::parallel;
use crate::parallel::prelude::*;
use crate::progress::{Cancelled, Stop};

/// A point of Vesta in affine coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub(crate) struct Point {
    x: Fq,
    y: Fq,
}

impl Point {
    /// The point at infinity. No point of the curve has these coordinates, because its equation is `y^2 = x^3 + 5`.
    pub const IDENTITY: Point = Point { x: Fq::ZERO, y: Fq::ZERO };

    /// Whether this is the point at infinity. (The comparisons of `pasta_curves` run in constant time, which is
    /// a good part of an addition.)
    pub fn is_identity(&self) -> bool {
        self.x.is_zero_vartime() && self.y.is_zero_vartime()
    }

    /// The point as halo2 takes it.
    pub fn affine(&self) -> EqAffine {
        if self.is_identity() {
            EqAffine::identity()
        } else {
            EqAffine::from_xy_unchecked(self.x, self.y)
        }
    }

    /// Plus or minus the point.
    fn signed(self, negative: bool) -> Self {
        Point { x: self.x, y: if negative { -self.y } else { self.y } }
    }
}

impl From<&EqAffine> for Point {
    fn from(point: &EqAffine) -> Self {
        Option::from(point.coordinates()).map_or(
            Point::IDENTITY,
            |coordinates: halo2_proofs::arithmetic::Coordinates<EqAffine>| Point {
                x: *coordinates.x(),
                y: *coordinates.y(),
            },
        )
    }
}

/// The denominator of the slope of the line through two points; one if there is no slope.
fn denominator(p: &Point, q: &Point) -> Fq {
    let difference = q.x - p.x;
    if p.is_identity() || q.is_identity() {
        Fq::ONE
    } else if !difference.is_zero_vartime() {
        difference
    } else if p.y == q.y {
        p.y.double()
    } else {
        Fq::ONE
    }
}

/// `p + q`, given the inverse of their [`denominator`].
fn add(p: &Point, q: &Point, inverse: Fq) -> Point {
    if p.is_identity() {
        return *q;
    }
    if q.is_identity() {
        return *p;
    }
    let slope = if !(q.x - p.x).is_zero_vartime() {
        (q.y - p.y) * inverse
    } else if p.y == q.y {
        let square = p.x.square();
        (square.double() + square) * inverse
    } else {
        return Point::IDENTITY;
    };
    let x = slope.square() - p.x - q.x;
    Point { x, y: slope * (p.x - x) - p.y }
}

/// The sum of two points by itself, with an inversion of its own.
pub(super) fn add_alone(p: &Point, q: &Point) -> Point {
    let inverse = denominator(p, q).invert_vartime();
    add(p, q, inverse.expect("a denominator is not zero"))
}

/// Fewer additions are not worth preparing registers for.
const FEW_ADDITIONS: usize = 24;

/// The sum of each pair of points, of which there are `count`; that of `pair(i)` goes to `sums[place(i)]`.
fn add_pairs<'a>(
    count: usize,
    pair: impl Fn(usize) -> [&'a Point; 2],
    place: impl Fn(usize) -> usize,
    sums: &mut [Point],
) {
    if count >= FEW_ADDITIONS
        && let Some(ifma) = Ifma::detect()
    {
        return ifma.add_pairs(count, pair, place, sums);
    }
    let mut inverses: Vec<Fq> = (0..count)
        .map(|i| {
            let [p, q] = pair(i);
            denominator(p, q)
        })
        .collect();
    inverses.iter_mut().batch_invert_vartime();
    for (i, inverse) in inverses.into_iter().enumerate() {
        let [p, q] = pair(i);
        sums[place(i)] = add(p, q, inverse);
    }
}

/// Adds to each sum the term beside it.
fn add_to_each(sums: &mut Vec<Point>, terms: &[Point]) {
    let mut added = vec![Point::IDENTITY; sums.len()];
    add_pairs(sums.len(), |i| [&sums[i], &terms[i]], |i| i, &mut added);
    *sums = added;
}

/// Doubles each point.
fn double_each(points: &mut [Point]) {
    if points.len() >= FEW_ADDITIONS
        && let Some(ifma) = Ifma::detect()
    {
        return ifma.double_each(points);
    }
    let mut inverses: Vec<Fq> = points.iter().map(|point| denominator(point, point)).collect();
    inverses.iter_mut().batch_invert_vartime();
    for (point, inverse) in points.iter_mut().zip(inverses) {
        *point = add(point, point, inverse);
    }
}

/// The sum of each run of consecutive points, the runs having these lengths.
fn sum_runs(mut points: Vec<Point>, mut lengths: Vec<usize>) -> Vec<Point> {
    let mut pairs: Vec<[u32; 2]> = Vec::with_capacity(points.len() / 2);
    while lengths.iter().any(|&length| length > 1) {
        // Each run becomes the sums of its pairs, and its last point if that has no partner.
        let total = lengths.iter().map(|length| length.div_ceil(2)).sum();
        let mut sums = vec![Point::IDENTITY; total];
        pairs.clear();
        let (mut start, mut end) = (0, 0);
        for length in &mut lengths {
            let halves = *length / 2;
            pairs.extend((0..halves).map(|i| [(start + 2 * i) as u32, (end + i) as u32]));
            if *length > 2 * halves {
                sums[end + halves] = points[start + *length - 1];
            }
            start += *length;
            *length = length.div_ceil(2);
            end += *length;
        }
        let pair = |i: usize| {
            let first = pairs[i][0] as usize;
            [&points[first], &points[first + 1]]
        };
        add_pairs(pairs.len(), pair, |i| pairs[i][1] as usize, &mut sums);
        points = sums;
    }
    let mut points = points.into_iter();
    lengths
        .into_iter()
        .map(|length| match length {
            0 => Point::IDENTITY,
            _ => points.next().expect("a point for each run that has any"),
        })
        .collect()
}

/// The sum of the points of each bucket, for points with the numbers of their buckets. Bucket `skipped` is not
/// summed, because its points count zero times.
pub(crate) fn bucket_sums(
    points: impl Iterator<Item = (u32, Point)> + Clone,
    buckets: usize,
    skipped: Option<u32>,
) -> Vec<Point> {
    let counted = || points.clone().filter(|(bucket, _)| Some(*bucket) != skipped);
    let mut lengths = vec![0; buckets];
    counted().for_each(|(bucket, _)| lengths[bucket as usize] += 1);
    let mut total = 0;
    let mut places: Vec<usize> = lengths
        .iter()
        .map(|length| {
            total += length;
            total - length
        })
        .collect();
    let mut sorted = vec![Point::IDENTITY; total];
    counted().for_each(|(bucket, point)| {
        let place = &mut places[bucket as usize];
        sorted[*place] = point;
        *place += 1;
    });
    sum_runs(sorted, lengths)
}

/// For each `buckets` sums the sum of `i * sums[i]`, bit by bit of i: affine additions again, and few doublings.
fn sums_by_bits(sums: &[Point], buckets: usize) -> Vec<Eq> {
    let bits = buckets.next_power_of_two().ilog2();
    let mut points = Vec::with_capacity(sums.len() * bits as usize / 2);
    let mut lengths = Vec::new();
    for sums in sums.chunks_exact(buckets) {
        lengths.extend((0..bits).map(|bit| {
            let before = points.len();
            let with_bit = sums.iter().enumerate().filter(|(i, _)| i >> bit & 1 == 1);
            points.extend(with_bit.map(|(_, sum)| *sum).filter(|sum| !sum.is_identity()));
            points.len() - before
        }));
    }
    let of_bits = sum_runs(points, lengths);
    let total = |sums: &[Point]| {
        sums.iter().rev().fold(Eq::identity(), |total, sum| total.double() + sum.affine())
    };
    of_bits.chunks_exact(bits as usize).map(total).collect()
}

/// The sum of `i * sums[i]`.
fn sum_by_bits(sums: &[Point]) -> Eq {
    sums_by_bits(sums, sums.len()).into_iter().sum()
}

/// The sum of `number * point`.
pub(crate) fn small_multiexp(numbers: &[u32], points: &[Point]) -> Eq {
    const DIGIT_BITS: u32 = 8;
    let largest = numbers.iter().max().copied().unwrap_or(0);
    let digits = (u32::BITS - largest.leading_zeros()).div_ceil(DIGIT_BITS);
    let mut total = Eq::identity();
    for digit in (0..digits).rev() {
        for _ in 0..DIGIT_BITS {
            total = total.double();
        }
        let placed = numbers
            .iter()
            .zip(points)
            .map(|(number, point)| (number >> (digit * DIGIT_BITS) & 0xff, *point));
        total += sum_by_bits(&bucket_sums(placed, 1 << DIGIT_BITS, Some(0)));
    }
    total
}

/// The signed digits of a scalar in base `2^bits`, lowest first, each in `-2^(bits-1)..=2^(bits-1)`.
fn signed_digits(scalar: &Fp, bits: u32, digits: &mut Vec<i32>) {
    let repr = scalar.to_repr();
    let bytes: &[u8] = repr.as_ref();
    let word = |at: usize| {
        let mut word = [0; 8];
        let bytes = &bytes[at.min(32)..(at + 8).min(32)];
        word[..bytes.len()].copy_from_slice(bytes);
        u64::from_le_bytes(word)
    };
    let mut carry = 0;
    for start in (0..Fp::NUM_BITS + 1).step_by(bits as usize) {
        let window = (word(start as usize / 8) >> (start % 8)) as i32 & ((1 << bits) - 1);
        let digit = window + carry;
        carry = i32::from(digit > 1 << (bits - 1));
        digits.push(digit - (carry << bits));
    }
}

/// The sum of `scalar * point` (Pippenger, by signed digits).
///
/// # Panics
/// If there are fewer points than scalars.
pub(crate) fn multiexp(scalars: &[Fp], points: &[Point]) -> Eq {
    assert!(scalars.len() <= points.len());
    // Measured.
    let log = scalars.len().max(1).ilog2();
    let bits = log.saturating_sub(if log < 11 { 3 } else { 4 }).clamp(3, 12);
    let windows = (Fp::NUM_BITS + 1).div_ceil(bits) as usize;
    let mut digits = Vec::with_capacity(scalars.len() * windows);
    for scalar in scalars {
        signed_digits(scalar, bits, &mut digits);
    }
    // Windows of few points are summed up together, so that each inversion serves many additions.
    let buckets = (1 << (bits - 1)) + 1;
    let together = (POINTS_TOGETHER / scalars.len().max(1)).clamp(1, windows);
    let of_windows: Vec<Vec<Eq>> = (0..windows)
        .step_by(together)
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|first| {
            let group = first..windows.min(first + together);
            let count = group.len();
            let placed = group.enumerate().flat_map(|(number, window)| {
                let digits = digits.iter().skip(window).step_by(windows);
                digits.zip(points).map(move |(&digit, point)| {
                    let bucket = match digit {
                        0 => NO_BUCKET,
                        _ => (number * buckets) as u32 + digit.unsigned_abs(),
                    };
                    (bucket, point.signed(digit < 0))
                })
            });
            sums_by_bits(&bucket_sums(placed, count * buckets, Some(NO_BUCKET)), buckets)
        })
        .collect();
    of_windows.into_iter().flatten().rev().fold(Eq::identity(), |mut total, window| {
        for _ in 0..bits {
            total = total.double();
        }
        total + window
    })
}

/// Points of one window or several whose buckets are summed up at once.
const POINTS_TOGETHER: usize = 1 << 14;
/// Where points go that count zero times.
const NO_BUCKET: u32 = u32::MAX;

/// Points that are multiplied again and again, each with its multiples by the powers of `2^BITS`: then all
/// digits of a scalar go to the same buckets, and nothing is doubled.
pub(crate) struct FixedPoints {
    /// For each power the multiples.
    multiples: Vec<Vec<Point>>,
}

impl FixedPoints {
    const BITS: u32 = 8;

    pub fn new(points: &[Point]) -> Self {
        let windows = (Fp::NUM_BITS + 1).div_ceil(Self::BITS);
        let mut multiples = vec![points.to_vec()];
        for window in 1..windows as usize {
            let mut next = multiples[window - 1].clone();
            for _ in 0..Self::BITS {
                double_each(&mut next);
            }
            multiples.push(next);
        }
        FixedPoints { multiples }
    }

    /// The sum of `scalar * point`.
    pub fn multiexp(&self, scalars: &[Fp]) -> Eq {
        let mut digits = Vec::with_capacity(scalars.len() * self.multiples.len());
        for scalar in scalars {
            signed_digits(scalar, Self::BITS, &mut digits);
        }
        let placed =
            digits.chunks_exact(self.multiples.len()).enumerate().flat_map(|(i, digits)| {
                digits.iter().zip(&self.multiples).map(move |(&digit, points)| {
                    (digit.unsigned_abs(), points[i].signed(digit < 0))
                })
            });
        sum_by_bits(&bucket_sums(placed, (1 << (Self::BITS - 1)) + 1, Some(0)))
    }
}

/// For each `i` below `count` the sum of `factors[b] * points[b * count + i]`: the same few factors for many
/// points each, so that each step is one batch of additions.
///
/// # Errors
/// If `stop` says so.
pub(crate) fn fold_points(
    factors: &[Fp],
    points: &[Point],
    count: usize,
    stop: Stop<'_>,
) -> Result<Vec<Point>, Cancelled> {
    const BITS: u32 = 5;
    const MULTIPLES: usize = 1 << (BITS - 1);
    assert_eq!(points.len(), factors.len() * count);
    let digits: Vec<Vec<i32>> = factors
        .iter()
        .map(|factor| {
            let mut digits = Vec::new();
            signed_digits(factor, BITS, &mut digits);
            digits
        })
        .collect();
    let windows = digits.first().map_or(0, Vec::len);
    // Parts of a size that keeps the tables in the processor's cache and the inversions rare.
    let part = count.div_ceil(parallel::current_num_threads()).clamp(1, 256);
    let parts: Vec<usize> = (0..count).step_by(part).collect();
    let sums = parts
        .into_par_iter()
        .map(|start| {
            stop()?;
            let end = (start + part).min(count);
            // tables[b][m]: (m + 1) times the points of block b.
            let tables: Vec<Vec<Vec<Point>>> = (0..factors.len())
                .map(|block| {
                    let points = &points[block * count + start..block * count + end];
                    let mut multiples = vec![points.to_vec()];
                    for m in 1..MULTIPLES {
                        let mut next = multiples[m - 1].clone();
                        match m {
                            1 => double_each(&mut next),
                            _ => add_to_each(&mut next, points),
                        }
                        multiples.push(next);
                    }
                    multiples
                })
                .collect();
            let mut sums = vec![Point::IDENTITY; end - start];
            for window in (0..windows).rev() {
                for _ in 0..BITS {
                    double_each(&mut sums);
                }
                for (digits, multiples) in digits.iter().zip(&tables) {
                    let digit = digits[window];
                    if digit != 0 {
                        let multiple = &multiples[digit.unsigned_abs() as usize - 1];
                        let terms: Vec<Point> =
                            multiple.iter().map(|point| point.signed(digit < 0)).collect();
                        add_to_each(&mut sums, &terms);
                    }
                }
            }
            Ok(sums)
        })
        .collect::<Result<Vec<_>, Cancelled>>()?;
    Ok(sums.concat())
}

/// Many points in affine coordinates, with one inversion.
pub(crate) fn normalise(points: &[Eq]) -> Vec<EqAffine> {
    let mut affine = vec![EqAffine::identity(); points.len()];
    Eq::batch_normalize_vartime(points, &mut affine);
    affine
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commitment::randomness::SystemRandom;
    use crate::curve::params::params;
    use halo2_proofs::arithmetic::best_multiexp;

    fn points(count: usize) -> (Vec<EqAffine>, Vec<Point>) {
        let generators = params(10).get_g();
        let mut points: Vec<_> = generators.iter().map(|point| point.0).take(count).collect();
        // The cases in which the formula for a sum does not apply: equal points, opposite points, and the point at
        // infinity.
        if count > 40 {
            points[7] = points[3];
            points[11] = -points[5];
            points[13] = EqAffine::identity();
            points[14] = EqAffine::identity();
            let repeated = points[20];
            points[20..30].fill(repeated);
        }
        let native = points.iter().map(Point::from).collect();
        (points, native)
    }

    /// Pairs of points in every relation, each in every lane of a register: equal, opposite, the point at infinity, and
    /// numbers with the smallest and the largest limbs, which are on no curve, as the formulas do not ask for one.
    fn pairs(count: usize) -> Vec<[Point; 2]> {
        let (_, points) = points(1024);
        let one = Fq::ONE;
        let least = Fq::TWO_INV.pow([256]);
        let ends = [one, -one, Fq::TWO_INV, least, -least, least.double(), -least.double()];
        let at_ends = |i: usize| Point { x: ends[i % 7], y: ends[i / 7 % 7] };
        let pair = |i: usize| {
            let (p, q) = (points[i % 1024], points[i * 7 % 1024]);
            match i % 11 {
                0 => [p, p],
                1 => [p, p.signed(true)],
                2 => [Point::IDENTITY, p],
                3 => [p, Point::IDENTITY],
                4 => [Point::IDENTITY; 2],
                5 => [Point { x: Fq::ZERO, y: p.y }, q],
                6 => [at_ends(i / 11), at_ends(i / 11)],
                7 | 8 => [at_ends(i / 11), at_ends(i / 77)],
                _ => [p, q],
            }
        };
        (0..count).map(pair).collect()
    }

    /// A processor that cannot add eight points at once has nothing to compare.
    #[test]
    fn eight_additions_at_once_are_as_one_by_one() {
        let Some(ifma) = Ifma::detect() else { return };
        let check = |pairs: &[[Point; 2]]| {
            let count = pairs.len();
            let mut sums = vec![Point::IDENTITY; count];
            let pair = |i: usize| pairs[i].each_ref();
            ifma.add_pairs(count, pair, |i| count - 1 - i, &mut sums);
            let mut doubles: Vec<Point> = pairs.iter().map(|[p, _]| *p).collect();
            ifma.double_each(&mut doubles);
            for (i, [p, q]) in pairs.iter().enumerate() {
                assert_eq!(sums[count - 1 - i], add_alone(p, q), "{i} of {count}: {p:?} + {q:?}");
                // No point of the curve is its own opposite.
                if p.is_identity() || !p.y.is_zero_vartime() {
                    assert_eq!(doubles[i], add_alone(p, p), "{i} of {count}: twice {p:?}");
                }
            }
        };
        let all = pairs(4103);
        for count in [1, 7, 8, 9, 25, 88, 2047, 2048, 2049, all.len()] {
            // The last pair of a register that is not full stands in several lanes.
            (0..count.min(11)).for_each(|start| check(&all[start..count]));
        }
        // Nothing but what has no slope.
        for &pair in &all[..5] {
            check(&[pair; 100]);
        }
    }

    #[test]
    fn sums_are_those_of_halo2() {
        let mut random = SystemRandom::new();
        for count in [0, 1, 2, 3, 50, 300, 1024] {
            let (theirs, native) = points(count);
            let scalars = [
                vec![Fp::ZERO; count],
                vec![-Fp::ONE; count],
                vec![Fp::from(0x1_0000_0000); count],
                (0..count).map(|_| Fp::random(&mut random)).collect(),
            ];
            for scalars in scalars {
                assert_eq!(multiexp(&scalars, &native), best_multiexp(&scalars, &theirs));
            }
        }
    }

    #[test]
    fn sums_of_fixed_points_are_those_of_halo2() {
        let mut random = SystemRandom::new();
        for count in [1, 2, 50, 257] {
            let (theirs, native) = points(count);
            let scalars: Vec<Fp> = (0..count).map(|_| Fp::random(&mut random)).collect();
            let expected = best_multiexp(&scalars, &theirs);
            assert_eq!(FixedPoints::new(&native).multiexp(&scalars), expected);
        }
    }

    #[test]
    fn small_sums_are_those_of_halo2() {
        let (theirs, native) = points(500);
        for largest in [0, 1, 255, 256, 483_840, u32::MAX] {
            let numbers: Vec<u32> = (0..500u32)
                .map(|i| {
                    (u64::from(i.wrapping_mul(2_654_435_761)) % (u64::from(largest) + 1)) as u32
                })
                .collect();
            let scalars: Vec<Fp> = numbers.iter().map(|&n| Fp::from(u64::from(n))).collect();
            assert_eq!(small_multiexp(&numbers, &native), best_multiexp(&scalars, &theirs));
        }
    }

    #[test]
    fn folded_points_are_sums_of_multiples() {
        let mut random = SystemRandom::new();
        for (blocks, count) in [(1, 1), (2, 3), (4, 16), (16, 37)] {
            let (theirs, native) = points(blocks * count);
            let factors: Vec<Fp> = (0..blocks).map(|_| Fp::random(&mut random)).collect();
            let folded = fold_points(&factors, &native, count, &|| Ok(())).expect("goes on");
            for (i, point) in folded.iter().enumerate() {
                let column: Vec<EqAffine> = (0..blocks).map(|b| theirs[b * count + i]).collect();
                assert_eq!(point.affine().to_curve(), best_multiexp(&factors, &column));
            }
        }
    }
}
