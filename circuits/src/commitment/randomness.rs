//! Where random values come from: the operating system.

use std::convert::Infallible;

use rand_core::TryRng;
use zeroize::Zeroize;

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
}
