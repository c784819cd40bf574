//! The curve Vesta with points written as both coordinates.
//!
//! halo2 reads parameters and proofs in the curve's own encoding. That of `pasta_curves` is compressed, which costs
//! a square root for each point, and halo2 takes them one after the other: 0.18 s for the parameters of columns of
//! 2^14 rows. These types are `Eq` and `EqAffine` in everything but their encoding. Nothing else of a proof depends
//! on it: transcripts absorb coordinates, keys hold no points, and files keep the compressed encoding
//! (`plonk/transcript.rs`).
//!
//! An encoding that is not a point of the curve is refused, as there. Small functions are inlined, so that halo2's
//! own prover, with which the native one is compared, is as fast as with `EqAffine`.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, MulAssign, Neg, Sub, SubAssign};

use ff::PrimeField;
use group::prime::{PrimeCurve, PrimeGroup};
use group::{Curve, CurveAffine as _, Group, GroupEncoding};
use halo2_proofs::arithmetic::{Coordinates, CurveAffine, CurveExt};
use halo2_proofs::pasta::{Eq as Projective, EqAffine, Fp, Fq};
use rand_core::TryRng;
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq, CtOption};

/// A point of Vesta as halo2 computes with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Vesta(pub Projective);

/// A point of Vesta in affine coordinates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct VestaAffine(pub EqAffine);

/// The coordinates x and y, 32 bytes each, little-endian; zeros for the point at infinity, which the
/// equation of the curve, `y^2 = x^3 + 5`, has no solution for.
#[derive(Clone, Copy)]
pub(crate) struct Uncompressed(pub [u8; 64]);

impl Default for Uncompressed {
    fn default() -> Self {
        Uncompressed([0; 64])
    }
}

impl AsRef<[u8]> for Uncompressed {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl AsMut<[u8]> for Uncompressed {
    fn as_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }
}

impl GroupEncoding for VestaAffine {
    type Repr = Uncompressed;

    fn from_bytes(bytes: &Uncompressed) -> CtOption<Self> {
        let [x, y] = *bytes.0.as_chunks().0 else { unreachable!("two coordinates") };
        let infinity = x.ct_eq(&[0; 32]) & y.ct_eq(&[0; 32]);
        Fq::from_repr(x).and_then(|x| {
            Fq::from_repr(y).and_then(|y| {
                CtOption::new(VestaAffine::default(), infinity).or_else(|| Self::from_xy(x, y))
            })
        })
    }

    fn from_bytes_unchecked(bytes: &Uncompressed) -> CtOption<Self> {
        Self::from_bytes(bytes)
    }

    fn to_bytes(&self) -> Uncompressed {
        let mut bytes = Uncompressed::default();
        if let Some(coordinates) = Option::<Coordinates<EqAffine>>::from(self.0.coordinates()) {
            bytes.0[..32].copy_from_slice(&coordinates.x().to_repr());
            bytes.0[32..].copy_from_slice(&coordinates.y().to_repr());
        }
        bytes
    }
}

impl GroupEncoding for Vesta {
    type Repr = Uncompressed;

    fn from_bytes(bytes: &Uncompressed) -> CtOption<Self> {
        VestaAffine::from_bytes(bytes).map(Self::from)
    }

    fn from_bytes_unchecked(bytes: &Uncompressed) -> CtOption<Self> {
        Self::from_bytes(bytes)
    }

    fn to_bytes(&self) -> Uncompressed {
        self.to_affine().to_bytes()
    }
}

/// An operator of `Vesta` and its assigning form, for each type of the right side, by that of the inner point.
macro_rules! operator {
    (
        $operator:ident $function:ident, $assign:ident $assigning:ident:
        $(|$right:ident: $type:ty| $inner:expr),*
    ) => {$(
        impl $operator<$type> for Vesta {
            type Output = Vesta;

            fn $function(self, $right: $type) -> Vesta {
                Vesta(self.0.$function($inner))
            }
        }

        impl $assign<$type> for Vesta {
            fn $assigning(&mut self, $right: $type) {
                self.0.$assigning($inner);
            }
        }
    )*};
}
operator!(Add add, AddAssign add_assign: |point: Vesta| point.0, |point: &Vesta| &point.0,
    |point: VestaAffine| point.0, |point: &VestaAffine| &point.0);
operator!(Sub sub, SubAssign sub_assign: |point: Vesta| point.0, |point: &Vesta| &point.0,
    |point: VestaAffine| point.0, |point: &VestaAffine| &point.0);
operator!(Mul mul, MulAssign mul_assign: |factor: Fp| factor, |factor: &Fp| factor);

impl Neg for Vesta {
    type Output = Vesta;

    #[inline]
    fn neg(self) -> Vesta {
        Vesta(-self.0)
    }
}

impl Sum for Vesta {
    #[inline]
    fn sum<I: Iterator<Item = Vesta>>(points: I) -> Vesta {
        Vesta(points.map(|point| point.0).sum())
    }
}

impl<'a> Sum<&'a Vesta> for Vesta {
    #[inline]
    fn sum<I: Iterator<Item = &'a Vesta>>(points: I) -> Vesta {
        points.copied().sum()
    }
}

impl Neg for VestaAffine {
    type Output = VestaAffine;

    #[inline]
    fn neg(self) -> VestaAffine {
        VestaAffine(-self.0)
    }
}

impl Add for VestaAffine {
    type Output = Vesta;

    #[inline]
    fn add(self, other: VestaAffine) -> Vesta {
        Vesta(self.0 + other.0)
    }
}

impl Sub for VestaAffine {
    type Output = Vesta;

    #[inline]
    fn sub(self, other: VestaAffine) -> Vesta {
        Vesta(self.0 - other.0)
    }
}

impl Mul<Fp> for VestaAffine {
    type Output = Vesta;

    #[inline]
    fn mul(self, factor: Fp) -> Vesta {
        Vesta(self.0 * factor)
    }
}

impl Mul<&Fp> for VestaAffine {
    type Output = Vesta;

    #[inline]
    fn mul(self, factor: &Fp) -> Vesta {
        Vesta(self.0 * factor)
    }
}

impl From<VestaAffine> for Vesta {
    #[inline]
    fn from(point: VestaAffine) -> Vesta {
        Vesta(point.0.into())
    }
}

impl From<Vesta> for VestaAffine {
    #[inline]
    fn from(point: Vesta) -> VestaAffine {
        VestaAffine(point.0.into())
    }
}

impl ConstantTimeEq for Vesta {
    #[inline]
    fn ct_eq(&self, other: &Self) -> Choice {
        self.0.ct_eq(&other.0)
    }
}

impl ConstantTimeEq for VestaAffine {
    #[inline]
    fn ct_eq(&self, other: &Self) -> Choice {
        self.0.ct_eq(&other.0)
    }
}

impl ConditionallySelectable for Vesta {
    #[inline]
    fn conditional_select(a: &Self, b: &Self, choice: Choice) -> Self {
        Vesta(Projective::conditional_select(&a.0, &b.0, choice))
    }
}

impl ConditionallySelectable for VestaAffine {
    #[inline]
    fn conditional_select(a: &Self, b: &Self, choice: Choice) -> Self {
        VestaAffine(EqAffine::conditional_select(&a.0, &b.0, choice))
    }
}

impl Group for Vesta {
    type Scalar = Fp;

    fn try_random<R: TryRng + ?Sized>(random: &mut R) -> Result<Self, R::Error> {
        Projective::try_random(random).map(Vesta)
    }

    #[inline]
    fn identity() -> Self {
        Vesta(Projective::identity())
    }

    #[inline]
    fn generator() -> Self {
        Vesta(Projective::generator())
    }

    #[inline]
    fn is_identity(&self) -> Choice {
        self.0.is_identity()
    }

    #[inline]
    fn double(&self) -> Self {
        Vesta(self.0.double())
    }
}

impl PrimeGroup for Vesta {}
impl PrimeCurve for Vesta {}

impl Curve for Vesta {
    type Affine = VestaAffine;

    #[inline]
    fn to_affine(&self) -> VestaAffine {
        VestaAffine(self.0.to_affine())
    }
}

impl CurveExt for Vesta {
    type ScalarExt = Fp;
    type Base = Fq;
    type AffineExt = VestaAffine;

    const CURVE_ID: &'static str = Projective::CURVE_ID;

    #[inline]
    fn endo(&self) -> Self {
        Vesta(self.0.endo())
    }

    #[inline]
    fn jacobian_coordinates(&self) -> (Fq, Fq, Fq) {
        self.0.jacobian_coordinates()
    }

    fn hash_to_curve<'a>(domain_prefix: &'a str) -> Box<dyn Fn(&[u8]) -> Self + 'a> {
        let hash = Projective::hash_to_curve(domain_prefix);
        Box::new(move |message| Vesta(hash(message)))
    }

    #[inline]
    fn is_on_curve(&self) -> Choice {
        self.0.is_on_curve()
    }

    #[inline]
    fn a() -> Fq {
        <Projective as CurveExt>::a()
    }

    #[inline]
    fn b() -> Fq {
        <Projective as CurveExt>::b()
    }

    #[inline]
    fn new_jacobian(x: Fq, y: Fq, z: Fq) -> CtOption<Self> {
        Projective::new_jacobian(x, y, z).map(Vesta)
    }

    #[inline]
    fn to_affine_vartime(&self) -> VestaAffine {
        VestaAffine(self.0.to_affine_vartime())
    }

    /// One inversion for all, as in `EqAffine`; the trait's default takes one for each.
    fn batch_normalize_vartime(points: &[Self], affine: &mut [VestaAffine]) {
        let points: Vec<Projective> = points.iter().map(|point| point.0).collect();
        let mut normalised = vec![EqAffine::identity(); affine.len()];
        Projective::batch_normalize_vartime(&points, &mut normalised);
        for (affine, point) in affine.iter_mut().zip(normalised) {
            *affine = VestaAffine(point);
        }
    }
}

impl group::CurveAffine for VestaAffine {
    type Curve = Vesta;
    type Scalar = Fp;

    #[inline]
    fn identity() -> Self {
        VestaAffine(EqAffine::identity())
    }

    #[inline]
    fn generator() -> Self {
        VestaAffine(EqAffine::generator())
    }

    #[inline]
    fn is_identity(&self) -> Choice {
        self.0.is_identity()
    }

    #[inline]
    fn to_curve(&self) -> Vesta {
        Vesta(self.0.to_curve())
    }
}

impl CurveAffine for VestaAffine {
    type ScalarExt = Fp;
    type Base = Fq;
    type CurveExt = Vesta;

    #[inline]
    fn coordinates(&self) -> CtOption<Coordinates<Self>> {
        self.0.coordinates().and_then(|point| Coordinates::from_xy(*point.x(), *point.y()))
    }

    #[inline]
    fn from_xy(x: Fq, y: Fq) -> CtOption<Self> {
        EqAffine::from_xy(x, y).map(VestaAffine)
    }

    #[inline]
    fn is_on_curve(&self) -> Choice {
        self.0.is_on_curve()
    }

    #[inline]
    fn a() -> Fq {
        <EqAffine as CurveAffine>::a()
    }

    #[inline]
    fn b() -> Fq {
        <EqAffine as CurveAffine>::b()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commitment::randomness::SystemRandom;
    use ff::Field;

    fn random_point() -> Projective {
        Projective::random(&mut SystemRandom::new())
    }

    fn decoded(bytes: [u8; 64]) -> Option<VestaAffine> {
        VestaAffine::from_bytes(&Uncompressed(bytes)).into()
    }

    #[test]
    fn points_are_read_as_they_are_written() {
        let mut points: Vec<_> = (0..50).map(|_| random_point()).collect();
        points.extend([Projective::identity(), Projective::generator()]);
        for point in points {
            let affine = VestaAffine(point.into());
            assert_eq!(decoded(affine.to_bytes().0), Some(affine));
            assert_eq!(decoded(Vesta(point).to_bytes().0), Some(affine));
            assert_eq!(VestaAffine::from(Vesta(point)), affine);
            assert_eq!(Vesta::from(affine), Vesta(point));
        }
    }

    #[test]
    fn what_is_no_point_is_refused() {
        let encoding = VestaAffine(EqAffine::generator()).to_bytes().0;
        assert!(decoded(encoding).is_some());
        for byte in 0..64 {
            let mut off_the_curve = encoding;
            off_the_curve[byte] ^= 1;
            assert_eq!(decoded(off_the_curve), None, "{byte}");
            let mut near_infinity = [0; 64];
            near_infinity[byte] = 1;
            assert_eq!(decoded(near_infinity), None, "{byte}");
        }
        // A coordinate plus the modulus: the same number in other bytes.
        let modulus = (-Fq::ONE).to_repr().map(u16::from);
        for start in [0, 32] {
            let mut carry = 1;
            let mut other = encoding;
            for (byte, add) in other[start..][..32].iter_mut().zip(modulus) {
                carry += u16::from(*byte) + add;
                *byte = carry as u8;
                carry >>= 8;
            }
            assert_eq!(decoded(other), None, "{start}");
        }
    }

    /// Everything that halo2 may ask of a curve, compared with what `EqAffine` answers.
    #[test]
    #[expect(clippy::op_ref, reason = "operators by reference are tested")]
    fn it_is_the_curve_of_pasta() {
        let random = &mut SystemRandom::new();
        let (point, other, factor) = (random_point(), random_point(), Fp::random(random));
        let (p, q) = (Vesta(point), Vesta(other));
        let (a, b) = (VestaAffine::from(p), VestaAffine::from(q));
        let (sum, difference) = (Vesta(point + other), Vesta(point - other));
        assert!([p + q, p + &q, p + b, p + &b, a + b].iter().all(|s| *s == sum));
        assert!([p - q, p - &q, p - b, p - &b, a - b].iter().all(|d| *d == difference));
        assert_eq!([p, q].iter().sum::<Vesta>(), sum);
        let product = Vesta(point * factor);
        assert!([p * factor, p * &factor, a * factor, a * &factor].iter().all(|m| *m == product));
        let mut assigned = p;
        assigned += q;
        assigned += &q;
        assigned += b;
        assigned += &b;
        assigned -= q;
        assigned -= &q;
        assigned -= b;
        assigned -= &b;
        assigned *= factor;
        assert_eq!(assigned, product);
        assert_eq!(p.double(), p + p);
        assert_eq!(p + -p, Vesta::identity());
        assert_eq!(a + -a, Vesta::identity());
        assert_eq!(Vesta::generator().0, Projective::generator());
        assert_eq!(<VestaAffine as group::CurveAffine>::generator().0, EqAffine::generator());
        assert!(bool::from(Vesta::identity().is_identity() & VestaAffine::default().is_identity()));
        assert_eq!(p.endo().0, point.endo());
        assert_eq!(p.jacobian_coordinates(), point.jacobian_coordinates());
        let mut affine = [a; 3];
        Vesta::batch_normalize_vartime(&[q, Vesta::identity(), p], &mut affine);
        assert_eq!(affine, [b, VestaAffine::default(), a]);
        assert_eq!(
            Vesta::hash_to_curve("domain")(b"message").0,
            Projective::hash_to_curve("domain")(b"message")
        );
        let coordinates = a.coordinates().expect("a point that is not infinity");
        assert_eq!(
            VestaAffine::from_xy(*coordinates.x(), *coordinates.y()).expect("on the curve"),
            a
        );
        assert!(bool::from(VestaAffine::default().coordinates().is_none()));
        assert!(bool::from(a.is_on_curve() & p.is_on_curve()));
    }
}
