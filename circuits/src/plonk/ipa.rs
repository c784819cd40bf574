//! The last part of a proof: opening all committed polynomials at the points where the prover gave their values.
//!
//! This does what halo2's `multiopen::create_proof` and `commitment::create_proof` do, step by step and in the same
//! order, so that halo2's verifier accepts it. The sums of points are computed in another way. halo2 folds its
//! generators in half after each round, a multiplication of a point by a full scalar for each of them. Here four
//! rounds are done on the generators as they are, with the challenges multiplied into the scalars, and then sixteen
//! generators at once become one ([`fold_points`]).

use ff::Field;
use halo2_proofs::arithmetic::{compute_inner_product, eval_polynomial, kate_division};
use halo2_proofs::pasta::{Eq, Fp};
use pasta_curves::arithmetic::VartimeField;
use rand_core::Rng;

use crate::commitment::generators::Bases;
use crate::curve::msm::{Point, fold_points, multiexp};
use crate::parallel;
use crate::plonk::transcript::Transcript;
use crate::progress::{Cancelled, Stop};

/// Rounds on the same generators.
const ROUNDS_BEFORE_FOLDING: usize = 4;
/// So few generators are not folded any further.
const FEW_GENERATORS: usize = 64;

/// Polynomials that are opened at the same points, summed up with powers of a challenge.
pub(crate) struct OpeningSet {
    /// The coefficients of the sum.
    pub polynomial: Vec<Fp>,
    /// Its blinding factor.
    pub blind: Fp,
    /// The points.
    pub points: Vec<Fp>,
}

/// Opens the polynomials of some sets, which were summed up with powers of the challenge `x_1`.
///
/// # Errors
/// If `stop` says so, which is asked many times a second.
pub(crate) fn open(
    bases: &Bases,
    sets: Vec<OpeningSet>,
    transcript: &mut Transcript,
    random: &mut dyn Rng,
    stop: Stop<'_>,
) -> Result<(), Cancelled> {
    let x_2 = transcript.challenge();
    let n = bases.coefficients.len();
    let mut quotient = vec![Fp::ZERO; n];
    for set in &sets {
        let of_set = set
            .points
            .iter()
            .fold(set.polynomial.clone(), |polynomial, point| kate_division(&polynomial, *point));
        for (index, sum) in quotient.iter_mut().enumerate() {
            *sum = *sum * x_2 + of_set.get(index).unwrap_or(&Fp::ZERO);
        }
    }
    stop()?;
    let quotient_blind = Fp::random(random);
    transcript.write_point(bases.commit_coefficients(&quotient, quotient_blind));
    stop()?;

    let x_3 = transcript.challenge();
    for set in &sets {
        transcript.write_scalar(eval_polynomial(&set.polynomial, x_3));
    }
    let x_4 = transcript.challenge();
    let (mut polynomial, mut blind) = (quotient, quotient_blind);
    for set in sets {
        for (sum, coefficient) in polynomial.iter_mut().zip(set.polynomial) {
            *sum = *sum * x_4 + coefficient;
        }
        blind = blind * x_4 + set.blind;
    }
    stop()?;
    open_one(bases, polynomial, blind, x_3, transcript, random, stop)
}

/// The inner product argument: a committed polynomial has the given value at a point.
fn open_one(
    bases: &Bases,
    polynomial: Vec<Fp>,
    polynomial_blind: Fp,
    point: Fp,
    transcript: &mut Transcript,
    random: &mut dyn Rng,
    stop: Stop<'_>,
) -> Result<(), Cancelled> {
    // A random polynomial that is zero at the point hides the other one.
    let mut mask: Vec<Fp> = polynomial.iter().map(|_| Fp::random(random)).collect();
    let excess = eval_polynomial(&mask, point);
    mask[0] -= excess;
    let mask_blind = Fp::random(random);
    stop()?;
    transcript.write_point(bases.commit_coefficients(&mask, mask_blind));
    stop()?;
    let xi = transcript.challenge();
    let z = transcript.challenge();

    let mut scalars: Vec<Fp> =
        mask.iter().zip(&polynomial).map(|(mask, coefficient)| mask * xi + coefficient).collect();
    let value_at_point = eval_polynomial(&scalars, point);
    scalars[0] -= value_at_point;
    let mut synthetic_blind = mask_blind * xi + polynomial_blind;
    let mut powers = crate::curve::field::powers(point, scalars.len());
    let (value, blinding) = (bases.value.affine(), bases.blinding().affine());

    let mut generators = Generators::new(bases.coefficients);
    while scalars.len() > 1 {
        let half = scalars.len() / 2;
        let (low, high) = scalars.split_at(half);
        let blinds = [Fp::random(random), Fp::random(random)];
        let [left, right] = generators.halves(low, high);
        let left = left
            + value * (compute_inner_product(high, &powers[..half]) * z)
            + blinding * blinds[0];
        let right = right
            + value * (compute_inner_product(low, &powers[half..]) * z)
            + blinding * blinds[1];
        transcript.write_point(left);
        transcript.write_point(right);
        stop()?;

        let challenge = transcript.challenge();
        let inverse = challenge
            .invert_vartime()
            .expect("a challenge is zero only with negligible probability");
        for index in 0..half {
            scalars[index] = scalars[index] + scalars[index + half] * inverse;
            powers[index] = powers[index] + powers[index + half] * challenge;
        }
        scalars.truncate(half);
        powers.truncate(half);
        generators.halve(challenge, stop)?;
        synthetic_blind += blinds[0] * inverse + blinds[1] * challenge;
    }
    transcript.write_scalar(scalars[0]);
    transcript.write_scalar(synthetic_blind);
    Ok(())
}

/// The generators of a round: generator i is the sum of `factors[b] * points[b * length + i]`, length being
/// that of the round.
struct Generators {
    points: Vec<Point>,
    factors: Vec<Fp>,
}

impl Generators {
    fn new(points: &[Point]) -> Self {
        Generators { points: points.to_vec(), factors: vec![Fp::ONE] }
    }

    /// The sum of `high` times the first half of the generators, and of `low` times the second.
    fn halves(&self, low: &[Fp], high: &[Fp]) -> [Eq; 2] {
        let half = low.len();
        let sum = |scalars: &[Fp], start: usize| {
            let (mut expanded, mut points) = (Vec::new(), Vec::new());
            for (block, factor) in self.points.chunks_exact(2 * half).zip(&self.factors) {
                expanded.extend(scalars.iter().map(|scalar| factor * scalar));
                points.extend_from_slice(&block[start..start + half]);
            }
            multiexp(&expanded, &points)
        };
        let (left, right) = parallel::join(|| sum(high, 0), || sum(low, half));
        [left, right]
    }

    /// The first half plus the challenge times the second.
    fn halve(&mut self, challenge: Fp, stop: Stop<'_>) -> Result<(), Cancelled> {
        self.factors =
            self.factors.iter().flat_map(|factor| [*factor, factor * challenge]).collect();
        if self.factors.len() == 1 << ROUNDS_BEFORE_FOLDING && self.points.len() > FEW_GENERATORS {
            let length = self.points.len() / self.factors.len();
            *self = Generators::new(&fold_points(&self.factors, &self.points, length, stop)?);
        }
        stop()
    }
}
