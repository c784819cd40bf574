//! The coefficients of a JPEG.

use proofroom_circuits::Size;

use super::bits::CUT;
use super::blocks::Blocks;
use super::error::JpegError;
use super::frame::{Component, Frame};
use super::huffman;
use super::scan::{Codes, NATURAL, Scan};
use super::segments::{Jpeg, Segment, marker};
use super::strictness::Strictness;

/// The scans of any file may visit at least this many blocks, which takes a tenth of a second.
const FREE_VISITS: u64 = 1 << 20;
/// They may also visit each block this often. Files of libjpeg visit each six times at most, even of a picture of a
/// single colour.
const FREE_PASSES: u64 = 8;
/// Every other visit is paid for by a bit of data. Without that, a scan of a hundred bytes could keep a reader busy
/// with millions of blocks.
const VISITS_OF_A_BYTE: u64 = 8;

/// What the components of a picture mean, as libjpeg decides it (`default_decompress_parms`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colors {
    /// Lightness alone.
    Gray,
    /// Lightness and two differences, as JFIF has them.
    YCbCr,
    /// Red, green and blue as they are.
    Rgb,
}

/// The coefficients of a whole picture. They may be those of a hidden original, and are overwritten when dropped.
pub struct Coefficients {
    pub(super) frame: Frame,
    pub(super) colors: Colors,
    /// For each component of the frame.
    pub(super) blocks: Vec<Blocks>,
    /// For each component the numbers by which its coefficients are multiplied.
    pub(super) tables: Vec<[u16; 64]>,
}

impl Coefficients {
    /// Decodes all scans.
    ///
    /// # Errors
    /// [`JpegError`], if the file is of a kind that is not supported, or unless every coefficient is sent exactly
    /// once, down to its last bit: libjpeg would guess the rest.
    pub fn read(jpeg: &Jpeg<'_>) -> Result<Self, JpegError> {
        Self::read_as(jpeg, Strictness::Photo)
    }

    /// The same for a file of this kind.
    pub(super) fn read_as(jpeg: &Jpeg<'_>, strictness: Strictness) -> Result<Self, JpegError> {
        check_work(jpeg.segments())?;
        let mut reader = Reader { strictness, ..Reader::default() };
        for segment in jpeg.segments() {
            reader.take(segment)?;
        }
        reader.finish(jpeg)
    }

    /// Width and height of the picture.
    pub fn size(&self) -> Size {
        self.frame.size
    }

    /// What the components mean.
    pub fn colors(&self) -> Colors {
        self.colors
    }
}

/// Checks from the headers alone that the scans do not go over the picture more often than their data justify. What
/// else is wrong with a header is said when it is its turn.
fn check_work(segments: &[Segment<'_>]) -> Result<(), JpegError> {
    let is_frame = |marker| (marker::SOF0..marker::RST0).contains(&marker) && marker != marker::DHT;
    let Some(at) = segments.iter().position(|segment| is_frame(segment.marker)) else {
        return Ok(());
    };
    let Ok(frame) = Frame::read(segments[at].marker, segments[at].payload) else { return Ok(()) };
    let free = (FREE_PASSES * frame.block_count()).max(FREE_VISITS);
    let (mut visits, mut bytes) = (0, 0);
    for segment in segments[at..].iter().filter(|segment| segment.marker == marker::SOS) {
        let Ok(scan) = Scan::read(segment.payload, &frame) else { return Ok(()) };
        visits += scan.block_count(&frame);
        bytes += segment.data.len() as u64;
    }
    if visits > free + VISITS_OF_A_BYTE * bytes {
        return Err(JpegError::TooManyScans);
    }
    Ok(())
}

/// What the components mean: their number, then the header's application segments, then their ids decide.
fn colors(jpeg: &Jpeg<'_>, components: &[Component]) -> Result<Colors, JpegError> {
    let is_jfif = |payload: &&[u8]| payload.len() >= 14 && payload.starts_with(b"JFIF\0");
    // Another major version may mean other colours (JFIF, section 6), and libjpeg complains of it.
    if let Some(other) = jpeg.app(0).filter(is_jfif).find(|payload| payload[5] != 1) {
        return Err(JpegError::Jfif(other[5]));
    }
    if components.len() == 1 {
        return Ok(Colors::Gray);
    }
    if jpeg.app(0).any(|payload| is_jfif(&payload)) {
        return Ok(Colors::YCbCr);
    }
    let adobe = jpeg.app(14).filter(|payload| payload.starts_with(b"Adobe"));
    match adobe.filter_map(|payload| payload.get(11)).last() {
        Some(0) => Ok(Colors::Rgb),
        Some(1) => Ok(Colors::YCbCr),
        Some(other) => Err(JpegError::Transform(*other)),
        None if components.iter().map(|c| c.id).eq(*b"RGB") => Ok(Colors::Rgb),
        None => Ok(Colors::YCbCr),
    }
}

/// The state while the segments are read.
#[derive(Default)]
struct Reader {
    strictness: Strictness,
    picture: Option<Picture>,
    /// The quantisation tables that were defined so far.
    tables: [Option<[u16; 64]>; 4],
    codes: Codes,
    interval: u32,
}

/// The state that begins with the frame header.
struct Picture {
    frame: Frame,
    /// Those of each component; empty until its first scan.
    blocks: Vec<Blocks>,
    /// The quantisation table of each component, as its first scan found it.
    tables: Vec<Option<[u16; 64]>>,
    /// The lowest bit that was sent of each coefficient of each component, in the order of [`NATURAL`].
    sent: Vec<[Option<u8>; 64]>,
}

impl Reader {
    fn take(&mut self, segment: &Segment<'_>) -> Result<(), JpegError> {
        let payload = segment.payload;
        match segment.marker {
            marker::DHT => {
                let codes = &mut self.codes;
                huffman::definitions(payload, |class, number, definition| {
                    codes.define(class, number, definition);
                    Ok(())
                })
            }
            marker::DQT => self.define_tables(payload),
            marker::DRI => {
                let interval = payload.try_into();
                let interval =
                    interval.map_err(|_| JpegError::Damaged("its restart interval is broken"))?;
                self.interval = u16::from_be_bytes(interval).into();
                Ok(())
            }
            marker::SOS => self.scan(payload, segment.data),
            marker::SOF0..marker::RST0 if self.picture.is_some() => {
                Err(JpegError::Damaged("it has two frame headers"))
            }
            kind @ marker::SOF0..marker::RST0 => {
                self.picture = Some(Picture::new(Frame::read(kind, payload)?));
                Ok(())
            }
            marker::DNL => Err(JpegError::OpenHeight),
            marker::DHP | marker::EXP => Err(JpegError::Hierarchical),
            _ => Ok(()),
        }
    }

    /// Reads a segment of quantisation tables.
    fn define_tables(&mut self, mut payload: &[u8]) -> Result<(), JpegError> {
        let broken = JpegError::Damaged("a quantisation table is broken");
        while let Some((kind, rest)) = payload.split_first() {
            let width = match kind >> 4 {
                0 => 1,
                1 => 2,
                _ => return Err(broken),
            };
            let (entries, rest) = rest.split_at_checked(64 * width).ok_or(broken)?;
            let mut table = [0; 64];
            for (place, entry) in NATURAL.iter().zip(entries.chunks(width)) {
                table[*place] = entry.iter().fold(0, |number, byte| number << 8 | u16::from(*byte));
            }
            *self.tables.get_mut(usize::from(kind & 15)).ok_or(broken)? = Some(table);
            payload = rest;
        }
        Ok(())
    }

    fn scan(&mut self, payload: &[u8], data: &[u8]) -> Result<(), JpegError> {
        let picture = self.picture.as_mut();
        let picture = picture.ok_or(JpegError::Damaged("a scan stands before the frame header"))?;
        let scan = Scan::read(payload, &picture.frame)?;
        picture.begin(&scan, data, &self.tables)?;
        let Picture { frame, blocks, .. } = picture;
        scan.decode(data, frame, &self.codes, self.interval, self.strictness, blocks)
    }

    fn finish(self, jpeg: &Jpeg<'_>) -> Result<Coefficients, JpegError> {
        let picture = self.picture.ok_or(JpegError::Damaged("it has no frame header"))?;
        let missing = JpegError::Damaged("it is incomplete: some of its scans are missing");
        let complete = |sent: &[Option<u8>; 64]| sent.iter().all(|low| *low == Some(0));
        if !picture.sent.iter().all(complete) {
            return Err(missing);
        }
        let tables: Option<Vec<_>> = picture.tables.into_iter().collect();
        Ok(Coefficients {
            colors: colors(jpeg, &picture.frame.components)?,
            frame: picture.frame,
            blocks: picture.blocks,
            tables: tables.ok_or(missing)?,
        })
    }
}

impl Picture {
    fn new(frame: Frame) -> Self {
        let count = frame.components.len();
        Picture {
            frame,
            blocks: (0..count).map(|_| Blocks::default()).collect(),
            tables: vec![None; count],
            sent: vec![[None; 64]; count],
        }
    }

    /// Checks that this scan may come now, and records what it sends.
    fn begin(
        &mut self,
        scan: &Scan,
        data: &[u8],
        tables: &[Option<[u16; 64]>; 4],
    ) -> Result<(), JpegError> {
        let order = JpegError::Damaged("its scans are out of order");
        let (first, last) = scan.band;
        let may_come = if !self.frame.progressive {
            (first, last, scan.high, scan.low) == (0, 63, 0, 0)
        } else if first == 0 {
            last == 0
        } else {
            let dc_is_sent = self.sent[scan.parts[0].component][0].is_some();
            scan.parts.len() == 1 && dc_is_sent
        };
        // The first scan of a component has at least one bit for each block. No memory is allocated for the blocks
        // before that is checked.
        if first == 0 && scan.block_count(&self.frame) > 8 * data.len() as u64 {
            return Err(CUT);
        }
        // The upper bits come together, then one bit at a time. No coefficient has bits above 13.
        let before = (scan.high > 0).then_some(scan.high);
        if !may_come || scan.low > 13 || before.is_some_and(|high| high != scan.low + 1) {
            return Err(order);
        }
        for part in &scan.parts {
            for sent in &mut self.sent[part.component][first..=last] {
                if *sent != before {
                    return Err(order);
                }
                *sent = Some(scan.low);
            }
            let table = tables[self.frame.components[part.component].table];
            let table =
                table.ok_or(JpegError::Damaged("a component lacks its quantisation table"))?;
            if table.contains(&0) {
                return Err(JpegError::Damaged("a quantisation table contains a zero"));
            }
            // libjpeg uses the first one, other decoders the last.
            if *self.tables[part.component].get_or_insert(table) != table {
                return Err(JpegError::Damaged("a quantisation table changes while it is in use"));
            }
        }

        for component in scan.parts.iter().map(|part| part.component) {
            if self.blocks[component].values.is_empty() {
                let blocks = self.frame.components[component].blocks;
                self.blocks[component] = Blocks::new(blocks, self.frame.progressive)?;
            }
        }
        Ok(())
    }
}
