//! Challenges by hashing, drawn after everything that they must bind.
//!
//! See section 7 of `docs/protocol.md`.

use ff::FromUniformBytes;
use halo2_proofs::pasta::Fp;
use sha3::{Digest, Sha3_256};

use crate::commitment::{ColumnCommitment, ImageHash};
use crate::image::Size;

/// Absorbs what a step states and what was committed for it, and gives the step's challenges.
///
/// SHA3-256, domain-separated. Challenge number i is reduced from the 64 bytes of blocks 2i and
/// 2i + 1, block b being the hash of the state's digest and b.
pub(crate) struct Challenges {
    hash: Sha3_256,
}

impl Challenges {
    pub fn new(domain: &[u8]) -> Self {
        let mut challenges = Challenges { hash: Sha3_256::new() };
        challenges.bytes(domain);
        challenges
    }

    /// A string with its length, so that no byte can move to a neighbouring string.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.hash.update(bytes);
    }

    pub fn number(&mut self, number: u64) {
        self.hash.update(number.to_le_bytes());
    }

    pub fn image(&mut self, size: Size, k: u32, hash: &ImageHash) {
        self.number(size.width.into());
        self.number(size.height.into());
        self.number(k.into());
        self.hash.update(hash.0);
    }

    pub fn commitments(&mut self, commitments: &[ColumnCommitment]) {
        self.number(commitments.len() as u64);
        for commitment in commitments {
            self.hash.update(commitment.0);
        }
    }

    /// The first `N` challenges.
    pub fn draw<const N: usize>(self) -> [Fp; N] {
        let state = self.hash.finalize();
        let block = |number: u64| {
            let mut hash = Sha3_256::new();
            hash.update(b"proofroom challenge block v1");
            hash.update(state);
            hash.update(number.to_le_bytes());
            hash.finalize()
        };
        std::array::from_fn(|index| {
            let mut wide = [0; 64];
            wide[..32].copy_from_slice(&block(2 * index as u64));
            wide[32..].copy_from_slice(&block(2 * index as u64 + 1));
            Fp::from_uniform_bytes(&wide)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_absorbed_changes_every_challenge() {
        let draw = |absorb: &dyn Fn(&mut Challenges)| {
            let mut challenges = Challenges::new(b"test");
            absorb(&mut challenges);
            challenges.draw::<3>()
        };
        let hash = ImageHash([1; 32]);
        let size = Size { width: 2, height: 3 };
        let drawn = [
            draw(&|_| {}),
            draw(&|c| c.number(0)),
            draw(&|c| c.bytes(b"")),
            draw(&|c| c.bytes(b"\0")),
            draw(&|c| {
                c.bytes(b"a");
                c.bytes(b"bc");
            }),
            draw(&|c| {
                c.bytes(b"ab");
                c.bytes(b"c");
            }),
            draw(&|c| c.image(size, 14, &hash)),
            draw(&|c| c.image(size, 15, &hash)),
            draw(&|c| c.commitments(&[ColumnCommitment([1; 32])])),
            draw(&|c| c.commitments(&[ColumnCommitment([1; 32]); 2])),
        ];
        let mut all: Vec<Fp> = drawn.iter().flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        // Absorbing the number 0 and the empty string are one and the same: both are a length or a count of zero,
        // but a step absorbs in a fixed order, so they cannot be confused.
        assert_eq!(all.len(), 3 * (drawn.len() - 1));
    }
}
