//! The parameters in the program.

use halo2_proofs::poly::commitment::Params;

use crate::curve::params::points::digest_of;
use crate::curve::vesta::VestaAffine;
use crate::tensor::KS;

/// For each `k` of [`KS`] the file of its parameters, and the digest of that.
pub(super) static FILES: [(&[u8], &str); KS.len()] = [
    (
        include_bytes!("../../../params/k14.bin"),
        "7cbec4e8c03a36b4a7e7cb771567e935e0b9ff853822b336ba3eae00bc6c650a",
    ),
    (
        include_bytes!("../../../params/k15.bin"),
        "6fb51ff02f2801bb801d7db96a97eee1c268e7a4507a6a66ddebe177e722b0c8",
    ),
    (
        include_bytes!("../../../params/k16.bin"),
        "052f3ad5e260b50c74ae2c5c88135e3f31f5ecedc71614c3fa8a9a159263e382",
    ),
];

/// Parameters for columns of `2^k` rows, k being one of [`KS`].
pub(super) fn load(k: u32) -> Params<VestaAffine> {
    let index = KS.iter().position(|known| *known == k).expect("a k of the format");
    let (bytes, digest) = FILES[index];
    read(bytes, digest)
}

/// The encoding of the generator of blinding, the last but one of the points.
pub(super) fn w() -> [u8; 64] {
    let [.., w, _] = FILES[0].0[4..].as_chunks().0 else { unreachable!("there are points") };
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
