//! Huffman codes.

use super::error::JpegError;

/// How many bits are looked up at once; most codes have no more.
const LOOKUP_BITS: u32 = 9;

/// A code, ready to be read (T.81, annex C).
pub(super) struct Huffman {
    /// For the next nine bits: the length of the code that they begin with and its symbol, or zeros.
    short: Vec<(u8, u8)>,
    /// For each length: one more than the last code, aligned to 16 bits; and what a code of that length has to
    /// be reduced by to give the place of its symbol.
    ends: [(u32, i32); 17],
    symbols: Vec<u8>,
}

/// A code as a file defines it.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Definition {
    /// How many codes there are of each length from 1 to 16.
    counts: [u8; 16],
    symbols: Vec<u8>,
}

impl Definition {
    /// The symbols in the order of their codes.
    pub(super) fn symbols(&self) -> &[u8] {
        &self.symbols
    }
}

/// Codes for the DC or for the AC coefficients.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Dc,
    Ac,
}

/// Reads a segment of definitions: class, number (0..4), code. Errors of `define` are passed on.
pub(super) fn definitions(
    mut payload: &[u8],
    mut define: impl FnMut(Class, usize, Definition) -> Result<(), JpegError>,
) -> Result<(), JpegError> {
    let broken = JpegError::Damaged("a Huffman table is broken");
    while let Some((kind, rest)) = payload.split_first() {
        let class = match kind >> 4 {
            0 => Class::Dc,
            1 => Class::Ac,
            _ => return Err(broken),
        };
        let number = usize::from(kind & 15);
        let (counts, rest) = rest.split_first_chunk::<16>().ok_or(broken)?;
        let total = counts.iter().map(|count| usize::from(*count)).sum();
        let (symbols, rest) = rest.split_at_checked(total).ok_or(broken)?;
        if number > 3 || total > 256 {
            return Err(broken);
        }
        let definition = Definition { counts: *counts, symbols: symbols.to_vec() };
        define(class, number, definition)?;
        payload = rest;
    }
    Ok(())
}

impl Huffman {
    /// The code of a definition.
    ///
    /// # Errors
    /// More codes than fit (the code of all ones stays unused), or a symbol for DC coefficients that is not a
    /// number of bits.
    pub(super) fn new(class: Class, definition: &Definition) -> Result<Self, JpegError> {
        if class == Class::Dc && definition.symbols.iter().any(|symbol| *symbol > 15) {
            return Err(JpegError::Damaged("a Huffman table is broken"));
        }
        let mut short = vec![(0, 0); 1 << LOOKUP_BITS];
        let mut ends = [(0, 0); 17];
        let (mut code, mut place) = (0u32, 0usize);
        for length in 1..=16u32 {
            let count = u32::from(definition.counts[length as usize - 1]);
            ends[length as usize] = ((code + count) << (16 - length), code as i32 - place as i32);
            for _ in 0..count {
                if length <= LOOKUP_BITS
                    && let Some(entries) =
                        short.get_mut((code << (LOOKUP_BITS - length)) as usize..)
                {
                    let same = entries.iter_mut().take(1 << (LOOKUP_BITS - length));
                    same.for_each(|entry| *entry = (length as u8, definition.symbols[place]));
                }
                code += 1;
                place += 1;
            }
            if count > 0 && code >= 1 << length {
                return Err(JpegError::Damaged("a Huffman table has too many codes"));
            }
            code <<= 1;
        }
        Ok(Huffman { short, ends, symbols: definition.symbols.clone() })
    }

    /// The symbol whose code these 16 bits begin with, and its length.
    pub(super) fn find(&self, bits: u32) -> Option<(u8, u32)> {
        let (length, symbol) = self.short[(bits >> (16 - LOOKUP_BITS)) as usize];
        if length > 0 {
            return Some((symbol, length.into()));
        }
        let length = (LOOKUP_BITS + 1..=16).find(|length| bits < self.ends[*length as usize].0)?;
        let code = (bits >> (16 - length)) as i32;
        let place = code - self.ends[length as usize].1;
        let symbol = self.symbols.get(usize::try_from(place).ok()?)?;
        Some((*symbol, length))
    }
}
