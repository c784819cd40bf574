//! The public parameters of the commitments, one set for each `k` of the format.
//!
//! They are points hashed to the curve by `Params::new`: nobody knows a relation between them. They
//! stand in the repository because deriving them takes seconds, and their digests stand in the source
//! because whoever could replace them could open any commitment to anything.
//!
//! With the feature `built-in-parameters` they are in the program. Without it, whoever runs a verifier hands over the
//! part of them that it uses (`params/verifier.rs`).

#[cfg(feature = "built-in-parameters")]
mod built_in;
mod points;
#[cfg(any(test, not(feature = "built-in-parameters")))]
pub(crate) mod verifier;

use std::sync::OnceLock;

use group::GroupEncoding;
use halo2_proofs::pasta::EqAffine;
use halo2_proofs::poly::commitment::Params;

use crate::curve::vesta::{Uncompressed, VestaAffine};
use crate::parallel;
use crate::tensor::KS;

/// Parameters for columns of `2^k` rows.
///
/// # Panics
/// If the parameters built into the program are not the ones that its source names, or none are built in and none were
/// handed over.
pub(crate) fn params(k: u32) -> &'static Params<VestaAffine> {
    static ALL: [OnceLock<Params<VestaAffine>>; KS.len()] = [const { OnceLock::new() }; KS.len()];
    match KS.iter().position(|known| *known == k) {
        Some(index) => ALL[index].get_or_init(|| load(k)),
        #[cfg(test)]
        None => derived(k),
        #[cfg(not(test))]
        None => unreachable!("no file has columns of 2^{k} rows"),
    }
}

/// The generator of blinding, which is the same for columns of every size.
pub(crate) fn blinding_generator() -> EqAffine {
    let encoding = Uncompressed(w());
    Option::<VestaAffine>::from(VestaAffine::from_bytes(&encoding)).expect("a point").0
}

/// Reads the parameters that a chain of this `k` needs, so that a later step does not wait for them.
pub fn warm_up(k: u32) {
    if KS.contains(&k) {
        params(k);
    }
}

/// Does `work` while the parameters for columns of `2^k` rows load: with the feature `multicore` both at once.
pub fn warm_up_during<T: Send>(k: u32, work: impl FnOnce() -> T + Send) -> T {
    parallel::join(|| warm_up(k), work).1
}

pub(crate) use points::INSTANCE_ROWS;

#[cfg(feature = "built-in-parameters")]
use built_in::{load, w};
#[cfg(not(feature = "built-in-parameters"))]
use verifier::{load, w};

/// Parameters of other sizes, for circuit tests; no file can name such a `k`.
///
/// They are computed in a thread pool of their own: threads of the common one may wait for the lock.
#[cfg(test)]
fn derived(k: u32) -> &'static Params<VestaAffine> {
    use std::collections::HashMap;
    use std::sync::Mutex;

    static DERIVED: OnceLock<Mutex<HashMap<u32, &'static Params<VestaAffine>>>> = OnceLock::new();
    let mut all =
        DERIVED.get_or_init(Mutex::default).lock().expect("no panic while holding the lock");
    let compute = || {
        let pool = rayon::ThreadPoolBuilder::new().build().expect("threads");
        pool.install(|| Params::new(k))
    };
    all.entry(k).or_insert_with(|| {
        let computed = std::thread::scope(|scope| scope.spawn(compute).join());
        Box::leak(Box::new(computed.expect("parameters of any size")))
    })
}

/// halo2's evaluation domain of columns of `2^k` rows.
#[cfg(test)]
pub(crate) fn domain(k: u32) -> halo2_proofs::poly::EvaluationDomain<halo2_proofs::pasta::Fp> {
    halo2_proofs::poly::EvaluationDomain::new(1, k)
}

#[cfg(test)]
mod tests {
    use super::built_in::{FILES, read};
    use super::points::digest_of;
    use super::*;
    use crate::commitment::generators::bases;
    use crate::commitment::randomness::SystemRandom;
    use crate::curve::fft::transforms;
    use ff::Field;
    use halo2_proofs::pasta::Fp;

    /// Anybody can derive the parameters again. With `PROOFROOM_WRITE_PARAMS` set the test writes the
    /// files it compares with, which is how they were made. Those for `2^16` rows would take a minute, and are compared
    /// in the next test.
    #[test]
    fn parameters_are_the_derived_ones() {
        let writes = std::env::var_os("PROOFROOM_WRITE_PARAMS").is_some();
        let files = KS.into_iter().zip(FILES);
        for (k, (bytes, digest)) in files.filter(|(k, _)| writes || *k < 16) {
            let mut compressed = Vec::new();
            Params::<EqAffine>::new(k).write(&mut compressed).expect("writing to memory");
            let (number, points) = compressed.split_at(4);
            let mut derived = number.to_vec();
            for encoding in points.as_chunks().0 {
                let point = EqAffine::from_bytes(encoding).expect("halo2 writes points");
                derived.extend(VestaAffine(point).to_bytes().0);
            }
            if writes {
                let path = format!("{}/params/k{k}.bin", env!("CARGO_MANIFEST_DIR"));
                std::fs::write(path, &derived).expect("writing the parameters");
                println!("k = {k}: {}", digest_of(&derived));
            } else {
                assert!(derived == bytes, "k = {k}: not the points that Params::new derives");
                assert_eq!(digest_of(&derived), digest);
            }
        }
    }

    /// The first half of the longest parameters are those of `2^15` rows, and the second half is hashed to the curve. The
    /// generators of rows follow from them: a random combination of them is that of the coefficients.
    #[test]
    fn the_longest_parameters_are_the_derived_ones() {
        let points = |(bytes, _): (&'static [u8], &str)| bytes[4..].as_chunks::<64>().0;
        let [_, shorter, longest] = FILES.map(points);
        let half = 1 << 15;
        assert!(longest[..half] == shorter[..half], "the first half");
        let derived = verifier::coefficient_generators(1 << 15..1 << 16);
        assert!(longest[half..2 * half] == *derived.as_chunks().0, "the second half");
        assert!(longest[longest.len() - 2..] == shorter[shorter.len() - 2..], "the two others");

        let mut random = SystemRandom::new();
        let values: Vec<Fp> = (0..2 * half).map(|_| Fp::random(&mut random)).collect();
        let bases = bases(16);
        let by_rows = bases.commit_values(&values, Fp::ZERO);
        let coefficients = transforms(16).coefficients(values);
        assert_eq!(by_rows, bases.commit_coefficients(&coefficients, Fp::ZERO));
    }

    #[test]
    #[should_panic(expected = "altered")]
    fn altered_parameters_are_refused() {
        let (bytes, digest) = FILES[0];
        let mut altered = bytes.to_vec();
        altered[1000] ^= 1;
        read(&altered, digest);
    }
}
