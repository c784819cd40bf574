//! The public parameters of the commitments, one set for each `k` of the format.
//!
//! They are points hashed to the curve by `Params::new`: nobody knows a relation between them. They
//! stand in the repository because deriving them takes seconds, and their digests stand in this file
//! because whoever could replace them could open any commitment to anything.

use std::sync::OnceLock;

use halo2_proofs::pasta::EqAffine;
use halo2_proofs::poly::commitment::Params;
use sha3::{Digest, Sha3_256};

use crate::columns::Layout;

static K14: &[u8] = include_bytes!("../params/k14.bin");
static K15: &[u8] = include_bytes!("../params/k15.bin");

const K14_DIGEST: &str = "09fc759c4273f67e2cb8581ff4c37c1d589de5447b8dd77ec6809a3846ab57f3";
const K15_DIGEST: &str = "e0ca527fb137e3e9620b27d9de297a6d2341065e85b9213eaca3f245cfb252e5";

/// Parameters for columns of `2^k` rows.
///
/// # Panics
/// If the parameters built into the program are not the ones that its source names.
pub(crate) fn params(k: u32) -> &'static Params<EqAffine> {
    static FOURTEEN: OnceLock<Params<EqAffine>> = OnceLock::new();
    static FIFTEEN: OnceLock<Params<EqAffine>> = OnceLock::new();
    match k {
        14 => FOURTEEN.get_or_init(|| load(K14, K14_DIGEST)),
        15 => FIFTEEN.get_or_init(|| load(K15, K15_DIGEST)),
        #[cfg(test)]
        _ => derived(k),
        #[cfg(not(test))]
        _ => unreachable!("files have columns of 2^14 or 2^15 rows"),
    }
}

/// Reads the parameters that a chain of this `k` needs, so that a later step does not wait for them.
pub fn warm_up(k: u32) {
    if Layout::KS.contains(&k) {
        params(k);
    }
}

fn load(bytes: &[u8], digest: &str) -> Params<EqAffine> {
    assert_eq!(
        hex(&Sha3_256::digest(bytes)),
        digest,
        "the commitment parameters were altered"
    );
    Params::read(&mut &bytes[..]).expect("parameters of the right digest are well formed")
}

/// Parameters of other sizes, for circuit tests; no file can name such a `k`.
///
/// They are computed in a thread pool of their own: threads of the common one may wait for the lock.
#[cfg(test)]
fn derived(k: u32) -> &'static Params<EqAffine> {
    use std::collections::HashMap;
    use std::sync::Mutex;

    static DERIVED: OnceLock<Mutex<HashMap<u32, &'static Params<EqAffine>>>> = OnceLock::new();
    let mut all = DERIVED
        .get_or_init(Mutex::default)
        .lock()
        .expect("no panic while holding the lock");
    let compute = || {
        let pool = rayon::ThreadPoolBuilder::new().build().expect("threads");
        pool.install(|| Params::new(k))
    };
    all.entry(k).or_insert_with(|| {
        let computed = std::thread::scope(|scope| scope.spawn(compute).join());
        Box::leak(Box::new(computed.expect("parameters of any size")))
    })
}

/// The crate's evaluation domain of columns of `2^k` rows.
#[cfg(test)]
pub(crate) fn domain(k: u32) -> halo2_proofs::poly::EvaluationDomain<halo2_proofs::pasta::Fp> {
    halo2_proofs::poly::EvaluationDomain::new(1, k)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Anybody can derive the parameters again. With `PROOFROOM_WRITE_PARAMS` set the test writes the
    /// files it compares with, which is how they were made.
    #[test]
    fn parameters_are_the_derived_ones() {
        for (k, bytes, digest) in [(14, K14, K14_DIGEST), (15, K15, K15_DIGEST)] {
            let mut derived = Vec::new();
            Params::<EqAffine>::new(k)
                .write(&mut derived)
                .expect("writing to memory");
            if std::env::var_os("PROOFROOM_WRITE_PARAMS").is_some() {
                let path = format!("{}/params/k{k}.bin", env!("CARGO_MANIFEST_DIR"));
                std::fs::write(path, &derived).expect("writing the parameters");
                println!("k = {k}: {}", hex(&Sha3_256::digest(&derived)));
            } else {
                assert!(
                    derived == bytes,
                    "k = {k}: not the points that Params::new derives"
                );
                assert_eq!(hex(&Sha3_256::digest(&derived)), digest);
            }
        }
    }

    #[test]
    #[should_panic(expected = "altered")]
    fn altered_parameters_are_refused() {
        let mut altered = K14.to_vec();
        altered[1000] ^= 1;
        load(&altered, K14_DIGEST);
    }
}
