//! The part of the parameters that a verifier uses, for programs that do not carry them.
//!
//! The generators of coefficients for columns of `2^14` rows are the first half of those for `2^15`, and so on. Of the
//! generators of rows a verifier needs those of the values in instance columns alone: its keys hold no commitment,
//! because no circuit of the format has a fixed column. So one list of points serves, both coordinates each, as
//! `Params::write` writes them:
//!
//! | points | what |
//! | --- | --- |
//! | 2^15 | generators of coefficients |
//! | 2 | those of blinding and of the value in an opening |
//! | 3 | the first generators of rows for columns of 2^14 rows |
//! | 3 | the same for columns of 2^15 rows |
//! | 3 | the same for columns of 2^16 rows |
//!
//! Columns of `2^16` rows are those of photos with a side above 10,837 pixels. Few readers meet one, so the second half
//! of their generators of coefficients is not in the list, which it would double: it is hashed to the curve when the
//! first such photo is checked, as halo2 derives all of them.

use std::io::Read;

use group::{Curve as _, GroupEncoding as _};
use halo2_proofs::arithmetic::CurveExt as _;
use halo2_proofs::pasta::{Eq, EqAffine};
use halo2_proofs::poly::commitment::Params;
use thiserror::Error;

use crate::curve::params::points::{INSTANCE_ROWS, digest_of};
use crate::curve::vesta::VestaAffine;
use crate::parallel::prelude::*;
use crate::tensor::KS;

#[cfg(not(feature = "built-in-parameters"))]
pub use at_run_time::hand_over_parameters;
#[cfg(not(feature = "built-in-parameters"))]
pub(super) use at_run_time::{load, w};

/// Bytes of a point: both coordinates.
const POINT: usize = 64;
/// The largest k whose generators of coefficients are all in the list.
const LISTED_K: u32 = 15;
/// Bytes of the generators of coefficients.
const COEFFICIENTS: usize = POINT << LISTED_K;
/// Where the generators of rows begin.
const ROWS: usize = COEFFICIENTS + 2 * POINT;

const DIGEST: &str = "d8bee4d4c97db9d851fdbbd298ed2a1505ed670881736e2bc8a7501f52215185";

/// Parameters that are not those of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("these are not the parameters of the proofs")]
pub struct WrongParameters;

fn checked(bytes: Vec<u8>) -> Result<Vec<u8>, WrongParameters> {
    if digest_of(&bytes) == DIGEST { Ok(bytes) } else { Err(WrongParameters) }
}

/// halo2's parameters for columns of `2^k` rows, with the point at infinity for each generator of rows that no verifier
/// multiplies by anything.
fn read(bytes: &[u8], k: u32) -> Params<VestaAffine> {
    let number = k.to_le_bytes();
    let listed = &bytes[..POINT << k.min(LISTED_K)];
    let further = coefficient_generators(1 << k.min(LISTED_K)..1 << k);
    let others = &bytes[COEFFICIENTS..ROWS];
    let index = KS.iter().position(|known| *known == k).expect("a k of the format");
    let rows = &bytes[ROWS + index * INSTANCE_ROWS * POINT..][..INSTANCE_ROWS * POINT];
    let absent = std::io::repeat(0).take(((POINT << k) - rows.len()) as u64);
    let coefficients = listed.chain(&further[..]);
    let mut stream = number.chain(coefficients).chain(rows).chain(absent).chain(others);
    Params::read(&mut stream).expect("parameters of the right digest are well formed")
}

/// The generators of these coefficients, hashed to the curve as `Params::new` does it.
pub(super) fn coefficient_generators(numbers: std::ops::Range<u32>) -> Vec<u8> {
    let numbers: Vec<u32> = numbers.collect();
    let generators = |numbers: &[u32]| {
        let hash = Eq::hash_to_curve("Halo2-Parameters");
        let points: Vec<Eq> = numbers
            .iter()
            .map(|number| {
                let [a, b, c, d] = number.to_le_bytes();
                hash(&[0, a, b, c, d])
            })
            .collect();
        let mut affine = vec![EqAffine::default(); points.len()];
        Eq::batch_normalize(&points, &mut affine);
        affine.into_iter().flat_map(|point| VestaAffine(point).to_bytes().0).collect::<Vec<u8>>()
    };
    let parts: Vec<Vec<u8>> = numbers.par_chunks(1 << 10).map(generators).collect();
    parts.concat()
}

#[cfg(not(feature = "built-in-parameters"))]
mod at_run_time {
    use std::sync::OnceLock;

    use super::*;

    static HANDED_OVER: OnceLock<Vec<u8>> = OnceLock::new();

    /// Takes over the parameters that a verifier uses, which `web/build.mjs` puts into a file. Later ones are not kept.
    ///
    /// # Errors
    /// Any bytes but those: whoever could choose them could open any commitment to anything.
    pub fn hand_over_parameters(bytes: Vec<u8>) -> Result<(), WrongParameters> {
        let bytes = checked(bytes)?;
        HANDED_OVER.get_or_init(|| bytes);
        Ok(())
    }

    /// Parameters for columns of `2^k` rows, of those that were handed over.
    ///
    /// # Panics
    /// If none were.
    pub(crate) fn load(k: u32) -> Params<VestaAffine> {
        read(handed_over(), k)
    }

    /// The encoding of the generator of blinding.
    ///
    /// # Panics
    /// If no parameters were handed over.
    pub(crate) fn w() -> [u8; POINT] {
        *handed_over()[COEFFICIENTS..].first_chunk().expect("there are points")
    }

    fn handed_over() -> &'static [u8] {
        HANDED_OVER.get().expect("the parameters of the proofs were handed over")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::argument::class::tests::classes;
    use crate::argument::class::verifying_key;
    use crate::curve::params::built_in::FILES;

    /// The points of the built-in parameters that a verifier uses.
    fn selection() -> Vec<u8> {
        let largest = FILES[FILES.len() - 1].0;
        let coefficients = &largest[4..][..COEFFICIENTS];
        let others = &largest[largest.len() - 2 * POINT..];
        let rows = KS.into_iter().zip(FILES).flat_map(|(k, (bytes, _))| {
            bytes[4 + (POINT << k)..][..INSTANCE_ROWS * POINT].to_vec()
        });
        [coefficients, others, &rows.collect::<Vec<u8>>()].concat()
    }

    /// A verifier cannot tell these parameters from the whole ones: everything that it looks at is the same.
    #[test]
    fn a_verifier_finds_the_same_points() {
        let bytes = checked(selection()).expect("the digest is that of these points");
        for (k, (whole, _)) in KS.into_iter().zip(FILES) {
            let mut written = Vec::new();
            read(&bytes, k).write(&mut written).expect("writing to memory");
            let rows = 4 + (POINT << k);
            let used = rows + INSTANCE_ROWS * POINT;
            let after = whole.len() - 2 * POINT;
            assert_eq!(written.len(), whole.len(), "k = {k}");
            assert!(written[..used] == whole[..used], "k = {k}: coefficients and rows");
            assert!(written[used..after].iter().all(|&byte| byte == 0), "k = {k}: absent ones");
            assert!(written[after..] == whole[after..], "k = {k}: the other points");
        }
    }

    /// A key that depended on a generator that is not there would differ.
    #[test]
    fn keys_are_the_same() {
        let bytes = selection();
        for k in KS {
            let parameters = read(&bytes, k);
            for class in classes().filter(|class| class.k() == k) {
                let key = class.derive_key(&parameters);
                let known = verifying_key(&class);
                assert_eq!(
                    format!("{:?}", key.pinned()),
                    format!("{:?}", known.pinned()),
                    "{class:?}"
                );
            }
        }
    }

    #[test]
    fn other_points_are_refused() {
        let bytes = selection();
        for place in [0, COEFFICIENTS, ROWS, bytes.len() - 1] {
            let mut altered = bytes.clone();
            altered[place] ^= 1;
            assert_eq!(checked(altered), Err(WrongParameters), "{place}");
        }
        assert_eq!(checked(bytes[1..].to_vec()), Err(WrongParameters));
        assert_eq!(checked(Vec::new()), Err(WrongParameters));
    }
}
