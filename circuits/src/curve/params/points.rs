//! What the files of parameters have in common.

use sha3::{Digest, Sha3_256};

/// Values that an instance column of any statement holds at most. halo2's verifier commits to them by generators of
/// rows, and has no other use for those.
pub(crate) const INSTANCE_ROWS: usize = 3;

/// The SHA3-256 of `bytes`, in hexadecimal digits.
pub(super) fn digest_of(bytes: &[u8]) -> String {
    Sha3_256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
