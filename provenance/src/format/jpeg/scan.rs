//! Scans: parts of the coefficients, as Huffman codes and bits.

use std::ops::RangeInclusive;

use zeroize::Zeroizing;

use super::bits::Bits;
use super::blocks::{Block, Blocks, Place};
use super::error::JpegError;
use super::frame::Frame;
use super::huffman::{Class, Definition, Huffman};
use super::strictness::Strictness;

/// The most blocks that a unit of an interleaved scan may hold (T.81, B.2.3).
const MAX_UNIT: u32 = 10;

/// The largest size of a difference between DC coefficients, and of an AC coefficient, in bits (T.81, F.1.2).
pub(super) const MAX_DC_BITS: u8 = 11;
pub(super) const MAX_AC_BITS: u8 = 10;

/// The places in a block of the coefficients in the order in which scans send them (T.81, figure A.6).
#[rustfmt::skip]
pub(super) const NATURAL: [usize; 64] = [
     0,  1,  8, 16,  9,  2,  3, 10,
    17, 24, 32, 25, 18, 11,  4,  5,
    12, 19, 26, 33, 40, 48, 41, 34,
    27, 20, 13,  6,  7, 14, 21, 28,
    35, 42, 49, 56, 57, 50, 43, 36,
    29, 22, 15, 23, 30, 37, 44, 51,
    58, 59, 52, 45, 38, 31, 39, 46,
    53, 60, 61, 54, 47, 55, 62, 63,
];

const CODE: JpegError = JpegError::Damaged("its data contains a code that has no meaning there");
const BAND: JpegError = JpegError::Damaged("its data puts coefficients past the end of a block");
pub(super) const RANGE: JpegError =
    JpegError::Damaged("its data contains a coefficient that no photo has");
const RUN: JpegError = JpegError::Damaged("its data skips blocks past the end of a scan");

/// What a scan header says.
pub(super) struct Scan {
    pub(super) parts: Vec<Part>,
    /// The first and the last coefficient that it sends, in the order of [`NATURAL`].
    pub(super) band: (usize, usize),
    /// The lowest bit that was sent before, or zero if nothing was.
    pub(super) high: u8,
    /// The lowest bit that it sends.
    pub(super) low: u8,
}

/// A component in a scan.
pub(super) struct Part {
    /// Which component of the frame.
    pub(super) component: usize,
    /// The numbers of its codes.
    dc: usize,
    ac: usize,
}

/// The codes that a file has defined, by class and number.
#[derive(Default)]
pub(super) struct Codes {
    dc: [Option<Definition>; 4],
    ac: [Option<Definition>; 4],
}

impl Codes {
    /// Defines a code for all later scans.
    pub(super) fn define(&mut self, class: Class, number: usize, definition: Definition) {
        let codes = match class {
            Class::Dc => &mut self.dc,
            Class::Ac => &mut self.ac,
        };
        codes[number] = Some(definition);
    }

    /// The code of this class and number.
    fn get(&self, class: Class, number: usize) -> Result<Huffman, JpegError> {
        let codes = match class {
            Class::Dc => &self.dc,
            Class::Ac => &self.ac,
        };
        let definition = codes.get(number).and_then(Option::as_ref);
        let missing = JpegError::Damaged("a scan lacks its Huffman table");
        Huffman::new(class, definition.ok_or(missing)?)
    }
}

impl Scan {
    /// Reads a scan header.
    pub(super) fn read(payload: &[u8], frame: &Frame) -> Result<Self, JpegError> {
        let broken = JpegError::Damaged("a scan header is broken");
        let (rest, &[first, last, bits]) = payload.split_last_chunk().ok_or(broken)?;
        let (count, rest) = rest.split_first().ok_or(broken)?;
        let (entries, []) = rest.as_chunks::<2>() else {
            return Err(broken);
        };
        if entries.len() != usize::from(*count) || entries.is_empty() || first > last || last > 63 {
            return Err(broken);
        }
        let part = |&[id, codes]: &[u8; 2]| {
            let component = frame.components.iter().position(|c| c.id == id)?;
            Some(Part { component, dc: usize::from(codes >> 4), ac: usize::from(codes & 15) })
        };
        let parts: Option<Vec<Part>> = entries.iter().map(part).collect();
        let parts = parts.ok_or(JpegError::Damaged("a scan names an unknown component"))?;
        if !parts.is_sorted_by(|a, b| a.component < b.component) {
            return Err(broken);
        }
        let scan =
            Scan { parts, band: (first.into(), last.into()), high: bits >> 4, low: bits & 15 };
        if scan.is_interleaved() && scan.unit(frame) > MAX_UNIT {
            return Err(JpegError::Damaged("a scan interleaves too many blocks"));
        }
        Ok(scan)
    }

    /// Whether the blocks of several components are interleaved. Those of a single component come row by row,
    /// whatever its sampling.
    fn is_interleaved(&self) -> bool {
        self.parts.len() > 1
    }

    /// The number of blocks in a unit of an interleaved scan.
    fn unit(&self, frame: &Frame) -> u32 {
        let factors = self.parts.iter().map(|part| frame.components[part.component].factors);
        factors.map(|(h, v)| h * v).sum()
    }

    /// The number of blocks in its data, including those that only fill the last units.
    pub(super) fn block_count(&self, frame: &Frame) -> u64 {
        if self.is_interleaved() {
            let (columns, rows) = frame.units();
            u64::from(columns) * u64::from(rows) * u64::from(self.unit(frame))
        } else {
            frame.components[self.parts[0].component].block_count()
        }
    }

    /// Decodes its data into `blocks`, which holds those of each component of the frame. There is a restart marker
    /// after every `interval` units, unless that is zero.
    pub(super) fn decode(
        &self,
        data: &[u8],
        frame: &Frame,
        codes: &Codes,
        interval: u32,
        strictness: Strictness,
        blocks: &mut [Blocks],
    ) -> Result<(), JpegError> {
        let parts = self.parts.iter();
        let codings: Result<_, _> = parts.map(|part| self.coding(part, frame, codes)).collect();
        let mut decoder = Decoder {
            bits: Bits::new(data, strictness),
            range: strictness.coefficients(),
            codings: codings?,
            predictions: vec![0; self.parts.len()],
            skipped: 0,
        };
        let interleaved = self.is_interleaved();
        let (columns, rows) = if interleaved {
            frame.units()
        } else {
            frame.components[self.parts[0].component].blocks
        };
        // Blocks that only fill the last units of a row or column are decoded but not kept.
        let mut filling = Zeroizing::new([0; 64]);
        let (mut left, mut markers) = (interval, 0u8);
        for y in 0..rows {
            for x in 0..columns {
                if interval > 0 && left == 0 {
                    decoder.restart(markers)?;
                    (left, markers) = (interval, (markers + 1) % 8);
                }
                left = left.saturating_sub(1);
                for (number, part) in self.parts.iter().enumerate() {
                    let blocks = &mut blocks[part.component];
                    if !interleaved {
                        decoder.block(number, blocks.at(x, y).ok_or(BAND)?)?;
                        continue;
                    }
                    let (h, v) = frame.components[part.component].factors;
                    for (down, across) in (0..v).flat_map(|down| (0..h).map(move |a| (down, a))) {
                        let block = blocks.at(x * h + across, y * v + down);
                        let filling = Place { block: &mut filling, nonzero: None };
                        decoder.block(number, block.unwrap_or(filling))?;
                    }
                }
            }
        }
        if decoder.skipped > 0 {
            return Err(RUN);
        }
        decoder.bits.end((interval > 0 && left == 0).then_some(markers))
    }

    /// How a part of the scan is coded, with the codes that it needs.
    fn coding(&self, part: &Part, frame: &Frame, codes: &Codes) -> Result<Coding, JpegError> {
        let dc = || codes.get(Class::Dc, part.dc);
        let ac = || codes.get(Class::Ac, part.ac);
        let (first, last) = self.band;
        Ok(match (frame.progressive, first, self.high) {
            (false, ..) => Coding::Whole { dc: dc()?, ac: ac()? },
            (true, 0, 0) => Coding::Dc { dc: dc()?, low: self.low },
            (true, 0, _) => Coding::DcBit { low: self.low },
            (true, _, 0) => Coding::Ac { ac: ac()?, first, last, low: self.low },
            (true, ..) => Coding::AcBit { ac: ac()?, first, last, low: self.low },
        })
    }
}

/// How a scan sends a component.
enum Coding {
    /// Whole blocks (T.81, F.2).
    Whole { dc: Huffman, ac: Huffman },
    /// The upper bits of DC coefficients (T.81, G.1.2.1).
    Dc { dc: Huffman, low: u8 },
    /// One more bit of each DC coefficient.
    DcBit { low: u8 },
    /// The upper bits of a band of AC coefficients (T.81, G.1.2.2).
    Ac { ac: Huffman, first: usize, last: usize, low: u8 },
    /// One more bit of each AC coefficient of a band (T.81, G.1.2.3).
    AcBit { ac: Huffman, first: usize, last: usize, low: u8 },
}

/// The state that is kept from block to block.
struct Decoder<'a> {
    bits: Bits<'a>,
    /// What coefficients may be.
    range: RangeInclusive<i32>,
    codings: Vec<Coding>,
    /// The last DC coefficient of each part.
    predictions: Vec<i32>,
    /// How many of the next blocks have no new coefficients in this band.
    skipped: u32,
}

impl Decoder<'_> {
    fn restart(&mut self, number: u8) -> Result<(), JpegError> {
        if self.skipped > 0 {
            return Err(RUN);
        }
        self.predictions.fill(0);
        self.bits.restart(number)
    }

    /// Decodes the next block, one of part `number`.
    fn block(&mut self, number: usize, place: Place<'_>) -> Result<(), JpegError> {
        let Place { block, nonzero } = place;
        // Bands are sent of progressive pictures alone.
        let mut none = 0;
        let nonzero = nonzero.unwrap_or(&mut none);
        let Decoder { bits, range, codings, predictions, skipped } = self;
        let prediction = &mut predictions[number];
        match &codings[number] {
            Coding::Whole { dc, ac } => {
                block[0] = dc_coefficient(bits, range, dc, prediction, 0)?;
                whole(bits, range, ac, block)
            }
            Coding::Dc { dc, low } => {
                block[0] = dc_coefficient(bits, range, dc, prediction, *low)?;
                Ok(())
            }
            Coding::DcBit { low } => {
                if bits.bit()? {
                    block[0] = coefficient(range, i32::from(block[0]) | 1 << low, 0)?;
                }
                Ok(())
            }
            Coding::Ac { ac, first, last, low } => {
                band(bits, range, ac, (*first, *last), *low, skipped, (block, nonzero))
            }
            Coding::AcBit { ac, first, last, low } => {
                refine(bits, range, ac, (*first, *last), *low, skipped, (block, nonzero))
            }
        }
    }
}

/// A coefficient, shifted to where its bits belong.
fn coefficient(range: &RangeInclusive<i32>, value: i32, low: u8) -> Result<i16, JpegError> {
    let value = value << low;
    if !range.contains(&value) {
        return Err(RANGE);
    }
    i16::try_from(value).map_err(|_| RANGE)
}

/// The next DC coefficient, which is sent as a difference to that of the previous block.
fn dc_coefficient(
    bits: &mut Bits<'_>,
    range: &RangeInclusive<i32>,
    dc: &Huffman,
    prediction: &mut i32,
    low: u8,
) -> Result<i16, JpegError> {
    let size = bits.symbol(dc)?;
    if size > MAX_DC_BITS {
        return Err(CODE);
    }
    *prediction += bits.signed(size.into())?;
    // Checked here, so that the sum stays bounded.
    coefficient(range, *prediction, low)
}

/// The AC coefficients of a block.
fn whole(
    bits: &mut Bits<'_>,
    range: &RangeInclusive<i32>,
    ac: &Huffman,
    block: &mut Block,
) -> Result<(), JpegError> {
    let mut at = 1;
    while at < 64 {
        let symbol = bits.symbol(ac)?;
        let (zeros, size) = (usize::from(symbol >> 4), symbol & 15);
        match (zeros, size) {
            (0, 0) => break,
            (15, 0) => at += 16,
            (_, 1..=MAX_AC_BITS) => {
                let place = NATURAL.get(at + zeros).ok_or(BAND)?;
                block[*place] = coefficient(range, bits.signed(size.into())?, 0)?;
                at += zeros + 1;
            }
            _ => return Err(CODE),
        }
    }
    if at > 64 { Err(BAND) } else { Ok(()) }
}

/// The number of blocks after this one that have no new coefficients.
fn skip(bits: &mut Bits<'_>, size: usize) -> Result<u32, JpegError> {
    let size = size as u32;
    Ok((1 << size) - 1 + bits.number(size)?)
}

/// The upper bits of a band.
fn band(
    bits: &mut Bits<'_>,
    range: &RangeInclusive<i32>,
    ac: &Huffman,
    (first, last): (usize, usize),
    low: u8,
    skipped: &mut u32,
    (block, nonzero): (&mut Block, &mut u64),
) -> Result<(), JpegError> {
    if *skipped > 0 {
        *skipped -= 1;
        return Ok(());
    }
    let mut at = first;
    while at <= last {
        let symbol = bits.symbol(ac)?;
        let (zeros, size) = (usize::from(symbol >> 4), symbol & 15);
        match (zeros, size) {
            (15, 0) => at += 16,
            (_, 0) => {
                *skipped = skip(bits, zeros)?;
                return Ok(());
            }
            (_, 1..=MAX_AC_BITS) => {
                at += zeros;
                if at > last {
                    return Err(BAND);
                }
                block[NATURAL[at]] = coefficient(range, bits.signed(size.into())?, low)?;
                *nonzero |= 1 << at;
                at += 1;
            }
            _ => return Err(CODE),
        }
    }
    if at > last + 1 { Err(BAND) } else { Ok(()) }
}

/// One more bit of a band: coefficients that are not zero get their bit as they are passed, and others become 1 or
/// -1 at this bit.
fn refine(
    bits: &mut Bits<'_>,
    range: &RangeInclusive<i32>,
    ac: &Huffman,
    (first, last): (usize, usize),
    low: u8,
    skipped: &mut u32,
    (block, nonzero): (&mut Block, &mut u64),
) -> Result<(), JpegError> {
    let mut at = first;
    if *skipped > 0 {
        *skipped -= 1;
    } else {
        while at <= last {
            let symbol = bits.symbol(ac)?;
            let (mut zeros, size) = (usize::from(symbol >> 4), symbol & 15);
            let new = match (zeros, size) {
                (_, 1) if bits.bit()? => coefficient(range, 1, low)?,
                (_, 1) => coefficient(range, -1, low)?,
                (15, 0) => 0,
                (_, 0) => {
                    *skipped = skip(bits, zeros)?;
                    break;
                }
                _ => return Err(CODE),
            };
            // Skips that many zeros, up to the one that becomes the new coefficient.
            loop {
                if at > last {
                    return Err(BAND);
                }
                let value = &mut block[NATURAL[at]];
                at += 1;
                if *value != 0 {
                    correct(bits, range, low, value)?;
                } else if zeros > 0 {
                    zeros -= 1;
                } else {
                    *value = new;
                    *nonzero |= u64::from(new != 0) << (at - 1);
                    break;
                }
            }
        }
    }
    // Runs over many blocks make small files, and must cost little, too: of the rest, only what is not zero is looked
    // at.
    let up_to_last = u64::MAX >> (63 - last);
    let mut left = *nonzero & up_to_last & u64::MAX.checked_shl(at as u32).unwrap_or(0);
    while left != 0 {
        correct(bits, range, low, &mut block[NATURAL[left.trailing_zeros() as usize]])?;
        left &= left - 1;
    }
    Ok(())
}

/// Adds the next bit to a coefficient that is not zero, away from zero.
fn correct(
    bits: &mut Bits<'_>,
    range: &RangeInclusive<i32>,
    low: u8,
    value: &mut i16,
) -> Result<(), JpegError> {
    if bits.bit()? {
        let value_and_bit = i32::from(*value) + (i32::from(value.signum()) << low);
        *value = coefficient(range, value_and_bit, 0)?;
    }
    Ok(())
}
