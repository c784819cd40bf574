//! Huffman codes that are best for the symbols of one file.

use super::bits::MAX_CODE;

/// A code to write with.
pub(super) struct OptimisedCode {
    /// How many codes there are of each length from 1 to 16.
    counts: [u8; MAX_CODE],
    /// The symbols in the order of their codes.
    symbols: Vec<u8>,
    /// For each symbol its code and its length, zero if it has none.
    codes: [(u16, u32); 256],
}

impl OptimisedCode {
    /// The code with the fewest bits for symbols that occur so often. No code has more than 16 bits, and none consists
    /// of ones (T.81, annex C).
    pub(super) fn new(frequencies: &[u64; 256]) -> Self {
        let lengths = lengths(frequencies);
        let mut symbols: Vec<u8> = (0..=255).filter(|s| lengths[usize::from(*s)] > 0).collect();
        symbols.sort_by_key(|symbol| lengths[usize::from(*symbol)]);

        let mut counts = [0; MAX_CODE];
        let mut codes = [(0, 0); 256];
        let (mut code, mut last) = (0u32, 0);
        for symbol in &symbols {
            let length = lengths[usize::from(*symbol)];
            code <<= length - last;
            last = length;
            codes[usize::from(*symbol)] = (code as u16, length);
            counts[length as usize - 1] += 1;
            code += 1;
        }
        OptimisedCode { counts, symbols, codes }
    }

    /// Whether there are no symbols.
    pub(super) fn is_empty(&self) -> bool {
        self.symbols.is_empty()
    }

    /// Counts of lengths and symbols, as a file defines a code.
    pub(super) fn definition(&self) -> Vec<u8> {
        [&self.counts[..], &self.symbols].concat()
    }

    /// The code of a symbol that occurs, and its length.
    pub(super) fn of(&self, symbol: u8) -> (u16, u32) {
        self.codes[usize::from(symbol)]
    }
}

/// The lengths of the codes by package-merge (Larmore and Hirschberg, A fast algorithm for optimal length-limited
/// Huffman codes, 1990).
fn lengths(frequencies: &[u64; 256]) -> [u32; 256] {
    // The 257th symbol never occurs. It has one of the longest codes, and as the last of them the one of all ones.
    const UNUSED: usize = 256;
    let mut leaves: Vec<(u64, Vec<usize>)> = vec![(0, vec![UNUSED])];
    let used = frequencies.iter().enumerate().filter(|(_, frequency)| **frequency > 0);
    leaves.extend(used.map(|(symbol, frequency)| (*frequency, vec![symbol])));
    leaves.sort_by_key(|leaf| leaf.0);

    let mut packages = leaves.clone();
    for _ in 1..MAX_CODE {
        let pair = |pair: &[(u64, Vec<usize>)]| {
            (pair[0].0 + pair[1].0, [pair[0].1.as_slice(), &pair[1].1].concat())
        };
        let pairs: Vec<_> = packages.chunks_exact(2).map(pair).collect();
        packages = [leaves.as_slice(), &pairs].concat();
        packages.sort_by_key(|package| package.0);
    }
    let mut lengths = [0; 256];
    for (_, symbols) in &packages[..2 * leaves.len() - 2] {
        for symbol in symbols.iter().filter(|symbol| **symbol != UNUSED) {
            lengths[*symbol] += 1;
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lengths of the codes of the symbols from 0.
    fn check(frequencies: &[u64], expected: &[u32]) {
        let mut all = [0; 256];
        all[..frequencies.len()].copy_from_slice(frequencies);
        assert_eq!(&lengths(&all)[..frequencies.len()], expected);
        // Kraft's sum leaves room for one more code of the greatest length.
        let longest = *expected.iter().max().expect("a symbol");
        let used = expected.iter().filter(|length| **length > 0);
        let sum: u64 = used.map(|length| 1u64 << (longest - length)).sum();
        assert_eq!(sum, (1 << longest) - 1);
    }

    #[test]
    fn frequent_symbols_have_short_codes() {
        check(&[7], &[1]);
        check(&[1, 2], &[2, 1]);
        check(&[8, 4, 0, 2, 1], &[1, 2, 0, 3, 4]);
    }

    #[test]
    fn no_code_is_longer_than_16_bits() {
        let frequencies: [u64; 40] = std::array::from_fn(|at| 1 << at);
        let mut all = [0; 256];
        all[..40].copy_from_slice(&frequencies);
        let code = OptimisedCode::new(&all);
        assert_eq!(code.counts.iter().map(|count| usize::from(*count)).sum::<usize>(), 40);
        assert_eq!(code.of(39), (0, 1));
        assert_eq!(code.of(0).1, 16);
    }
}
