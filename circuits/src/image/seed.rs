//! The secret seed of an original, from which everything follows that blinds its columns.
//!
//! See section 2 of `docs/protocol.md`.

use borsh::io::{self, Read};
use borsh::{BorshDeserialize, BorshSerialize};
use ff::FromUniformBytes;
use halo2_proofs::pasta::Fp;
use rand_core::Rng;
use sha3::{Digest, Sha3_256, Sha3_512};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::commitment::blinding::Blinds;
use crate::commitment::randomness::SystemRandom;
use crate::image::{Image, Size};
use crate::parallel::prelude::*;
use crate::progress::{Cancelled, Stop};
use crate::tensor::BLINDING_ROWS;

/// The secret of an original, made by the camera: with the pixels, every blinding value of its hash
/// follows from it.
///
/// Whoever has the seed can confirm a guess of the pixels, so it never leaves the original's file.
///
/// It is kept on the heap: a value that is moved would leave copies of itself on the stack.
#[derive(Clone, PartialEq, Eq, BorshSerialize)]
pub struct Seed(Box<[u8; 32]>);

impl Drop for Seed {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for Seed {}

impl BorshDeserialize for Seed {
    fn deserialize_reader<R: Read>(reader: &mut R) -> io::Result<Self> {
        let mut seed = Seed(Box::new([0; 32]));
        reader.read_exact(&mut *seed.0)?;
        Ok(seed)
    }
}

impl std::fmt::Debug for Seed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seed(secret)")
    }
}

impl Seed {
    /// A seed from the operating system.
    pub fn random() -> Self {
        let mut seed = Seed(Box::new([0; 32]));
        SystemRandom::new().fill_bytes(&mut *seed.0);
        seed
    }

    /// A seed of chosen bytes. Only for demonstrations and tests that must repeat exactly: whoever knows the seed
    /// can confirm guesses of what it hides.
    pub fn dangerously_from_bytes(bytes: [u8; 32]) -> Self {
        Seed(Box::new(bytes))
    }

    /// The secret of one image: SHA3-256 of tag, seed, width, height and pixels. So two images that have the same
    /// seed by mistake share no blinding value; that would reveal the difference of their columns.
    pub(crate) fn of_image(&self, image: &Image) -> ImageSecret {
        let mut secret = self.of_size(image.size());
        secret.add(image.pixels());
        secret.finish()
    }

    /// The same for an image of this size whose pixels are not there yet.
    pub(crate) fn of_size(&self, size: Size) -> SecretOfPixels {
        let mut hash = Box::new(Sha3_256::new());
        hash.update(b"proofroom image secret v1");
        hash.update(&self.0[..]);
        hash.update(size.width().to_le_bytes());
        hash.update(size.height().to_le_bytes());
        SecretOfPixels(hash)
    }
}

/// The secret of an image whose pixels arrive in parts. It is kept on the heap, as [`Seed`] is, and overwritten when it
/// is dropped.
pub(crate) struct SecretOfPixels(Box<Sha3_256>);

impl SecretOfPixels {
    /// Takes the next pixels.
    pub fn add(&mut self, pixels: &[u8]) {
        self.0.update(pixels);
    }

    /// The secret, after the last pixels. It begins anew afterwards.
    pub fn finish(&mut self) -> ImageSecret {
        ImageSecret(self.0.finalize_reset().into())
    }
}

/// What the blinding values of one original follow from.
#[derive(PartialEq, Zeroize, ZeroizeOnDrop)]
pub(crate) struct ImageSecret([u8; 32]);

impl ImageSecret {
    #[cfg(test)]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// What blinds a column.
    pub(crate) fn blinds(&self, column: u32) -> Blinds {
        let value = |index: usize| self.expand(column, index as u32);
        Blinds { rows: (0..BLINDING_ROWS).map(value).collect(), factor: value(BLINDING_ROWS) }
    }

    /// What blinds all columns.
    ///
    /// # Errors
    /// If `stop` says so.
    pub(crate) fn all_blinds(
        &self,
        columns: usize,
        stop: Stop<'_>,
    ) -> Result<Vec<Blinds>, Cancelled> {
        let of_column = |column: usize| {
            stop()?;
            Ok(self.blinds(column as u32))
        };
        (0..columns).into_par_iter().map(of_column).collect()
    }

    /// Value number `index` of column `column`: SHA3-512 of tag, secret and both numbers, reduced.
    fn expand(&self, column: u32, index: u32) -> Fp {
        let mut hash = Sha3_512::new();
        hash.update(b"proofroom seed v1");
        hash.update(self.0);
        hash.update(column.to_le_bytes());
        hash.update(index.to_le_bytes());
        let mut wide = [0; 64];
        wide.copy_from_slice(&hash.finalize());
        let value = Fp::from_uniform_bytes(&wide);
        wide.zeroize();
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_expand_to_distinct_values() {
        let image = |bytes: [u8; 3]| Image::new(Size { width: 1, height: 1 }, bytes.to_vec());
        let expand = |seed: u8, bytes, column, index| {
            Seed::dangerously_from_bytes([seed; 32]).of_image(&image(bytes)).expand(column, index)
        };
        let value = expand(7, [1, 2, 3], 1, 2);
        assert_eq!(value, expand(7, [1, 2, 3], 1, 2));
        assert_ne!(value, expand(7, [1, 2, 3], 2, 1));
        assert_ne!(value, expand(8, [1, 2, 3], 1, 2));
        assert_ne!(value, expand(7, [1, 2, 4], 1, 2));
        assert_eq!(format!("{:?}", Seed::random()), "Seed(secret)");
    }
}
