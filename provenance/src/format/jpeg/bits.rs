//! The bits of a scan, to read and to write.

use super::error::JpegError;
use super::huffman::Huffman;
use super::segments::marker;
use super::strictness::Strictness;

/// The most bits of a Huffman code.
pub(super) const MAX_CODE: usize = 16;

/// Reads the entropy-coded data of a scan. A missing bit is an error, never a zero.
pub(super) struct Bits<'a> {
    data: &'a [u8],
    /// The lowest `held` bits were taken from `data` and not yet used.
    buffer: u64,
    held: u32,
    strictness: Strictness,
}

pub(super) const CUT: JpegError =
    JpegError::Damaged("the data of a scan ends before the picture does");

impl<'a> Bits<'a> {
    pub(super) fn new(data: &'a [u8], strictness: Strictness) -> Self {
        Bits { data, buffer: 0, held: 0, strictness }
    }

    /// Reads until there are more than 32 bits, or up to the next marker.
    fn fill(&mut self) {
        if self.held > 32 {
            return;
        }
        if let Some((next, rest)) = self.data.split_first_chunk::<4>()
            && !next.contains(&0xff)
        {
            self.buffer = self.buffer << 32 | u64::from(u32::from_be_bytes(*next));
            self.held += 32;
            self.data = rest;
        }
        while self.held <= 32 {
            let (byte, rest) = match self.data {
                // A zero follows such a byte of data; otherwise it begins a marker.
                [0xff, 0, rest @ ..] => (0xff, rest),
                [0xff, ..] | [] => return,
                [byte, rest @ ..] => (*byte, rest),
            };
            self.buffer = self.buffer << 8 | u64::from(byte);
            self.held += 8;
            self.data = rest;
        }
    }

    /// The next `count` bits (1..=16), which are not consumed; past the end they are zero.
    fn peek(&self, count: u32) -> u32 {
        let bits = if self.held >= count {
            self.buffer >> (self.held - count)
        } else {
            self.buffer << (count - self.held)
        };
        bits as u32 & ((1 << count) - 1)
    }

    fn skip(&mut self, count: u32) -> Result<(), JpegError> {
        self.held = self.held.checked_sub(count).ok_or(CUT)?;
        Ok(())
    }

    /// The next `count` bits (0..=16) as a number.
    pub(super) fn number(&mut self, count: u32) -> Result<u32, JpegError> {
        if count == 0 {
            return Ok(0);
        }
        self.fill();
        let number = self.peek(count);
        self.skip(count)?;
        Ok(number)
    }

    /// The next bit.
    pub(super) fn bit(&mut self) -> Result<bool, JpegError> {
        Ok(self.number(1)? == 1)
    }

    /// The next symbol of a code.
    pub(super) fn symbol(&mut self, code: &Huffman) -> Result<u8, JpegError> {
        self.fill();
        let (symbol, length) = code.find(self.peek(16)).ok_or(if self.held < 16 {
            CUT
        } else {
            JpegError::Damaged("its data contains a code that its table lacks")
        })?;
        self.skip(length)?;
        Ok(symbol)
    }

    /// A difference or coefficient of `size` bits (0..=15): those below half of the range are negative (T.81,
    /// F.2.2.1, EXTEND).
    pub(super) fn signed(&mut self, size: u32) -> Result<i32, JpegError> {
        let value = self.number(size)? as i32;
        if size > 0 && value >> (size - 1) == 0 { Ok(value - (1 << size) + 1) } else { Ok(value) }
    }

    /// Continues after restart marker `number` (0..8), which must come next.
    pub(super) fn restart(&mut self, number: u8) -> Result<(), JpegError> {
        self.pad()?;
        let wrong = JpegError::Damaged("a restart marker is missing or has the wrong number");
        let fill = self.data.iter().take_while(|byte| **byte == 0xff).count();
        let is_allowed = fill == 1 || fill > 1 && self.strictness.allows_fill_bytes();
        match self.data[fill..].split_first() {
            Some((byte, rest)) if is_allowed && *byte == marker::RST0 + number => self.data = rest,
            _ => return Err(wrong),
        }
        Ok(())
    }

    /// Checks that nothing is left. After a full interval, the restart marker that is `due` may be there in a photo
    /// although nothing follows it.
    pub(super) fn end(mut self, due: Option<u8>) -> Result<(), JpegError> {
        self.pad()?;
        if let Some(number) = due
            && !self.data.is_empty()
            && self.strictness.allows_a_last_restart_marker()
        {
            self.restart(number)?;
        }
        if self.data.is_empty() {
            Ok(())
        } else {
            Err(JpegError::Damaged("data is left over after a scan"))
        }
    }

    /// Skips the bits that fill up a byte. They should be ones, but nothing depends on them.
    fn pad(&mut self) -> Result<(), JpegError> {
        self.fill();
        if self.held >= 8 {
            return Err(JpegError::Damaged("data is left over after a scan"));
        }
        let ones = (1 << self.held) - 1;
        if self.buffer & ones != ones && !self.strictness.allows_other_padding() {
            return Err(JpegError::Altered(
                "the bits that fill up the data of a scan are not ones",
            ));
        }
        self.held = 0;
        Ok(())
    }
}

/// Writes the entropy-coded data of a scan.
pub(super) struct BitWriter<'a> {
    file: &'a mut Vec<u8>,
    /// The lowest `held` bits, fewer than 8, are not yet written.
    buffer: u32,
    held: u32,
}

impl<'a> BitWriter<'a> {
    /// Appends to `file`.
    pub(super) fn new(file: &'a mut Vec<u8>) -> Self {
        BitWriter { file, buffer: 0, held: 0 }
    }

    /// Writes the lowest `count` bits (0..=16) of a number that has no others.
    pub(super) fn write(&mut self, bits: u32, count: u32) {
        self.buffer = self.buffer << count | bits;
        self.held += count;
        while self.held >= 8 {
            self.held -= 8;
            let byte = (self.buffer >> self.held) as u8;
            self.file.push(byte);
            if byte == 0xff {
                // Otherwise it would begin a marker.
                self.file.push(0);
            }
        }
        self.buffer &= (1 << self.held) - 1;
    }

    /// Fills the last byte up with ones.
    pub(super) fn finish(mut self) {
        let missing = (8 - self.held) % 8;
        self.write((1 << missing) - 1, missing);
    }
}
