//! Where random values come from: the operating system, or the secret seed of an original.

use std::convert::Infallible;

use borsh::io::{self, Read};
use borsh::{BorshDeserialize, BorshSerialize};
use ff::FromUniformBytes;
use halo2_proofs::pasta::Fp;
use rand_core::TryRng;
use sha3::{Digest, Sha3_256, Sha3_512};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::image::{Image, Size};

/// The operating system's generator, read a page at a time.
///
/// The prover draws millions of words; a system call for each would cost seconds.
pub struct SystemRandom {
    page: [u8; 4096],
    used: usize,
}

impl SystemRandom {
    /// A generator that has drawn nothing yet.
    pub fn new() -> Self {
        SystemRandom { page: [0; 4096], used: 4096 }
    }

    fn take(&mut self, out: &mut [u8]) {
        for chunk in out.chunks_mut(self.page.len()) {
            if self.used + chunk.len() > self.page.len() {
                self.refill();
            }
            let taken = &mut self.page[self.used..][..chunk.len()];
            chunk.copy_from_slice(taken);
            taken.zeroize();
            self.used += chunk.len();
        }
    }

    fn refill(&mut self) {
        self.page.zeroize();
        // Without randomness no proof can be made or checked, and there is no substitute.
        getrandom::fill(&mut self.page).expect("the operating system gives no randomness");
        assert!(is_filled(&self.page), "the operating system gives zeros for random numbers");
        self.used = 0;
    }
}

/// Whether every part of this page was written. A source that writes nothing and reports no failure, as the host of a
/// WebAssembly module could, would make the factors zero by which a verifier scales its sums, and false sums with them.
fn is_filled(page: &[u8; 4096]) -> bool {
    page.as_chunks::<32>().0.iter().all(|part| *part != [0; 32])
}

impl Default for SystemRandom {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for SystemRandom {
    fn drop(&mut self) {
        self.page.zeroize();
    }
}

impl TryRng for SystemRandom {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.take(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.take(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        self.take(out);
        Ok(())
    }
}

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
        SystemRandom::new().take(&mut *seed.0);
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

    /// Value number `index` of column `column`: SHA3-512 of tag, secret and both numbers, reduced.
    pub(crate) fn expand(&self, column: u32, index: u32) -> Fp {
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
pub(crate) mod testing {
    use super::*;
    use rand_core::Rng;

    /// The system's generator, watched: keeps every word that is drawn.
    pub(crate) struct Recording {
        random: SystemRandom,
        pub drawn: Vec<u64>,
    }

    impl Recording {
        pub fn new() -> Self {
            Recording { random: SystemRandom::new(), drawn: Vec::new() }
        }

        /// So many field elements were drawn, eight words each, and no word twice.
        pub fn check(mut self, elements: usize) {
            assert_eq!(self.drawn.len(), 8 * elements);
            self.drawn.sort_unstable();
            let differ = |pair: &[u64]| pair[0] != pair[1];
            assert!(self.drawn.windows(2).all(differ), "a word was drawn twice");
        }
    }

    impl TryRng for Recording {
        type Error = Infallible;

        fn try_next_u32(&mut self) -> Result<u32, Infallible> {
            panic!("field elements are drawn as words of 64 bits")
        }

        fn try_next_u64(&mut self) -> Result<u64, Infallible> {
            let word = self.random.next_u64();
            self.drawn.push(word);
            Ok(word)
        }

        fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), Infallible> {
            panic!("field elements are drawn as words of 64 bits")
        }
    }

    /// Plays back words.
    pub(crate) struct Replaying<'a>(pub &'a [u64]);

    impl TryRng for Replaying<'_> {
        type Error = Infallible;

        fn try_next_u32(&mut self) -> Result<u32, Infallible> {
            panic!("field elements are drawn as words of 64 bits")
        }

        fn try_next_u64(&mut self) -> Result<u64, Infallible> {
            let (word, rest) = self.0.split_first().expect("as many words as were recorded");
            self.0 = rest;
            Ok(*word)
        }

        fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), Infallible> {
            panic!("field elements are drawn as words of 64 bits")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::Rng;

    #[test]
    fn the_system_generator_repeats_nothing() {
        let mut random = SystemRandom::new();
        let mut seen: Vec<u64> = (0..5000).map(|_| random.next_u64()).collect();
        let mut long = vec![0; 10_000];
        random.fill_bytes(&mut long);
        seen.extend(
            long.chunks_exact(8).map(|c| u64::from_le_bytes(c.try_into().expect("8 bytes"))),
        );
        seen.sort_unstable();
        assert!(seen.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn a_source_that_writes_nothing_is_noticed() {
        let mut page = [1; 4096];
        assert!(is_filled(&page));
        assert!(!is_filled(&[0; 4096]));
        page[4064..].fill(0);
        assert!(!is_filled(&page));
    }

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
