//! The parameters in the program.

use halo2_proofs::poly::commitment::Params;

use crate::curve::params::points::digest_of;
use crate::curve::vesta::VestaAffine;

pub(super) static K14: &[u8] = include_bytes!("../../../params/k14.bin");
pub(super) static K15: &[u8] = include_bytes!("../../../params/k15.bin");

pub(super) const K14_DIGEST: &str =
    "7cbec4e8c03a36b4a7e7cb771567e935e0b9ff853822b336ba3eae00bc6c650a";
pub(super) const K15_DIGEST: &str =
    "6fb51ff02f2801bb801d7db96a97eee1c268e7a4507a6a66ddebe177e722b0c8";

/// Parameters for columns of `2^k` rows, k being 14 or 15.
pub(super) fn load(k: u32) -> Params<VestaAffine> {
    let (bytes, digest) = if k == 14 { (K14, K14_DIGEST) } else { (K15, K15_DIGEST) };
    read(bytes, digest)
}

/// The encoding of the generator of blinding, the last but one of the points.
pub(super) fn w() -> [u8; 64] {
    let [.., w, _] = K14[4..].as_chunks().0 else { unreachable!("there are points") };
    *w
}

/// Reads parameters of this digest.
///
/// # Panics
/// If they have another.
pub(super) fn read(bytes: &[u8], digest: &str) -> Params<VestaAffine> {
    assert_eq!(digest_of(bytes), digest, "the commitment parameters were altered");
    Params::read(&mut &bytes[..]).expect("parameters of the right digest are well formed")
}
