//! The compressed pixels of a PNG, inflated once and strictly (RFC 1950, RFC 1951).
//!
//! Decoders treat a stream that is not quite right differently: some stop at a match that reaches beyond the window
//! that the header names, some drop the last rows if the checksum is wrong, some do not check. One file would then
//! be two pictures, so each of these is an error here.

use std::io::{self, BufRead, Read, Seek, SeekFrom};

use fdeflate::{Decompressor, decompress_to_vec_bounded};

/// The largest distance of a match, and the largest window that a header can name.
const MAX_DISTANCE: usize = 1 << 15;

/// The most bytes of a stored block.
const MAX_STORED: usize = 0xffff;

/// Inflates the stream that the parts make together. It must be whole, fill `output` exactly, and end
/// with the last byte of the last part.
///
/// The window in its header must cover all of the output or be the largest there is, so that no
/// distance is too far for it. Encoders that name a smaller window do so to fit short data.
///
/// Returns whether all of this holds.
#[must_use]
pub(super) fn exactly<'a>(parts: impl IntoIterator<Item = &'a [u8]>, output: &mut [u8]) -> bool {
    let mut parts: Vec<&[u8]> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let Some(first) = parts.first().map(|part| part[0]) else {
        return false;
    };
    let window = 256usize << (first >> 4);
    if window < output.len().min(MAX_DISTANCE) {
        return false;
    }
    // The inflater reads ahead, so it does not notice bytes after the end. Therefore it must not reach the end
    // without the last byte, and must reach it with it.
    let Some((last, before)) = parts.pop().and_then(<[u8]>::split_last) else {
        return false;
    };
    parts.push(before);
    let mut inflater = Decompressor::new();
    let mut filled = 0;
    let mut feed = |inflater: &mut Decompressor, mut part: &[u8]| {
        while !part.is_empty() {
            match inflater.read(part, output, filled, false) {
                Ok((0, 0)) | Err(_) => return false,
                Ok((read, written)) => {
                    part = &part[read..];
                    filled += written;
                }
            }
        }
        true
    };
    let before_the_last = parts.into_iter().all(|part| feed(&mut inflater, part));
    before_the_last
        && !inflater.is_done()
        && feed(&mut inflater, std::slice::from_ref(last))
        && inflater.is_done()
        && filled == output.len()
}

/// Inflates a text of at most `most` bytes just as strictly.
pub(super) fn text(stream: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut text = decompress_to_vec_bounded(stream, most).ok()?;
    exactly([stream], &mut text).then_some(text)
}

/// A PNG whose rows are stored instead of compressed. A decoder reads it to make pixels of rows that were
/// already inflated.
pub(super) struct Stored<'a> {
    /// What comes before the next rows, and how much of it was read.
    before: Vec<u8>,
    read: usize,
    /// The rows that are still to come, and how many bytes of them come before anything else.
    rows: &'a [u8],
    block: usize,
    /// What comes after the rows.
    after: Option<Vec<u8>>,
}

impl<'a> Stored<'a> {
    /// A PNG of the chunks `start`, signature included, and of these rows. Its last checksums are not
    /// right: a decoder must be told to ignore them.
    pub(super) fn new(start: Vec<u8>, rows: &'a [u8]) -> Self {
        let blocks = rows.len().div_ceil(MAX_STORED);
        let length = 2 + 5 * blocks + rows.len() + 4;
        let mut before = start;
        before.extend(u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes());
        before.extend(b"IDAT\x78\x01");
        // Adler-32, the chunk's checksum, the last chunk.
        let after = [&[0; 8][..], b"\0\0\0\0IEND\xae\x42\x60\x82"].concat();
        Stored { before, read: 0, rows, block: 0, after: Some(after) }
    }
}

impl BufRead for Stored<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.read == self.before.len() && self.block == 0 {
            self.read = 0;
            self.block = self.rows.len().min(MAX_STORED);
            self.before = if self.block == 0 {
                self.after.take().unwrap_or_default()
            } else {
                let last = u8::from(self.block == self.rows.len());
                let [low, high] = (self.block as u16).to_le_bytes();
                vec![last, low, high, !low, !high]
            };
        }
        Ok(if self.read < self.before.len() {
            &self.before[self.read..]
        } else {
            &self.rows[..self.block]
        })
    }

    fn consume(&mut self, bytes: usize) {
        if self.read < self.before.len() {
            self.read += bytes;
        } else {
            self.rows = &self.rows[bytes..];
            self.block -= bytes;
        }
    }
}

impl Read for Stored<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

/// The decoder requires it but does not use it.
impl Seek for Stored<'_> {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    /// Bytes that repeat themselves at large distances.
    fn rows(length: usize) -> Vec<u8> {
        let noise = |i: usize| (i * i / 7 + 31 * (i >> 9)) as u8;
        (0..length).map(|i| noise(i % 30_011)).collect()
    }

    fn compressed(rows: &[u8], level: u32) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(level));
        encoder.write_all(rows).expect("to memory");
        encoder.finish().expect("to memory")
    }

    /// The stream with another window in its header, whose check bits are right.
    fn with_window(stream: &[u8], bits: u8) -> Vec<u8> {
        let mut stream = stream.to_vec();
        stream[0] = (bits - 8) << 4 | 8;
        stream[1] = 0;
        stream[1] = (31 - u16::from_be_bytes([stream[0], 0]) % 31) as u8 % 31;
        stream
    }

    fn is_exact(stream: &[u8], length: usize) -> bool {
        exactly([stream], &mut vec![0; length])
    }

    #[test]
    fn whole_streams_are_inflated_however_they_are_cut() {
        for length in [1, 2, 300, 70_000] {
            let rows = rows(length);
            for level in 0..10 {
                let stream = compressed(&rows, level);
                for size in [1, 3, 8, 1000, stream.len()] {
                    let mut output = vec![0; length];
                    let parts = stream.chunks(size).flat_map(|part| [part, &[]]);
                    assert!(exactly(parts, &mut output), "{length} {level} {size}");
                    assert!(output == rows, "{length} {level} {size}");
                }
            }
        }
        assert!(is_exact(&compressed(&[], 6), 0));
    }

    #[test]
    fn the_stream_is_whole_and_fills_its_place() {
        let rows = rows(70_000);
        for level in [0, 1, 9] {
            let stream = compressed(&rows, level);
            assert!(is_exact(&stream, rows.len()));
            for length in [0, 1, rows.len() - 1, rows.len() + 1, 2 * rows.len()] {
                assert!(!is_exact(&stream, length), "{length}");
            }
            for missing in 1..20 {
                assert!(!is_exact(&stream[..stream.len() - missing], rows.len()));
            }
            for more in [&[0][..], &[0; 2], &[0; 9], &[0; 100], &stream] {
                assert!(!is_exact(&[&stream, more].concat(), rows.len()));
                let mut output = rows.clone();
                assert!(!exactly([&stream[..], more], &mut output));
            }
            for wrong in 1..=4 {
                let mut stream = stream.clone();
                let place = stream.len() - wrong;
                stream[place] ^= 1;
                assert!(!is_exact(&stream, rows.len()), "Adler-32, byte {wrong}");
            }
        }
        assert!(!exactly([], &mut []));
        assert!(!exactly([&[][..]], &mut [0]));
    }

    #[test]
    fn the_header_is_right_and_its_window_large_enough() {
        let stream = compressed(&rows(70_000), 9);
        for bits in 8..=15 {
            assert_eq!(is_exact(&with_window(&stream, bits), 70_000), bits == 15);
        }
        // As libpng writes it: the smallest window that holds all of short data.
        for length in [1, 255, 256, 257, 512, 513, 16_384, 16_385, 32_768] {
            let stream = compressed(&rows(length), 9);
            for bits in 8..=15 {
                let fits = 1 << bits >= length;
                let exact = is_exact(&with_window(&stream, bits), length);
                assert_eq!(exact, fits, "{length} {bits}");
            }
        }
        let mut large = stream.clone();
        (large[0], large[1]) = (0x88, 0x1c);
        assert!(!is_exact(&large, 70_000), "a window of 64 KB");
        let mut unchecked = stream.clone();
        unchecked[1] ^= 1;
        assert!(!is_exact(&unchecked, 70_000), "wrong check bits");
        let mut dictionary = stream;
        (dictionary[0], dictionary[1]) = (0x78, 0xbb);
        assert!(!is_exact(&dictionary, 70_000), "a preset dictionary");
    }

    #[test]
    fn texts_are_inflated_up_to_a_length() {
        let stream = compressed(&rows(1000), 6);
        assert_eq!(text(&stream, 1000), Some(rows(1000)));
        assert_eq!(text(&stream, 999), None);
        assert_eq!(text(&stream[..stream.len() - 1], 1000), None);
        assert_eq!(text(&[&stream[..], b"more"].concat(), 1000), None);
        assert_eq!(text(&compressed(&[0; 1 << 20], 9), 1 << 19), None);
        assert_eq!(text(b"", 1000), None);
    }

    #[test]
    fn stored_rows_are_what_a_decoder_reads() {
        for length in [0, 1, MAX_STORED, MAX_STORED + 1, 3 * MAX_STORED] {
            let rows = rows(length);
            let mut file = Vec::new();
            let read = Stored::new(b"start".to_vec(), &rows).read_to_end(&mut file);
            assert_eq!(read.expect("from memory"), file.len());
            assert!(file.starts_with(b"start"));
            let stored = u32::from_be_bytes(file[5..9].try_into().expect("four"));
            assert_eq!(file.len(), 5 + 8 + stored as usize + 4 + 12);
            let mut output = vec![0; length];
            let deflated = &file[5 + 8 + 2..];
            flate2::read::DeflateDecoder::new(deflated).read_exact(&mut output).expect("whole");
            assert!(output == rows);
        }
    }
}
