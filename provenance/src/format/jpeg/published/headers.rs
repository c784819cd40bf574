//! What a published JPEG has beside the data of its scans: one frame, its tables, and where they stand.

use proofroom_circuits::Size;
use proofroom_circuits::jpeg::{Quality, QuantisationTable, Sampling, Tables};

use crate::format::jpeg::error::JpegError;
use crate::format::jpeg::frame::Frame;
use crate::format::jpeg::huffman::{self, Class, Definition, Huffman};
use crate::format::jpeg::scan::{MAX_AC_BITS, MAX_DC_BITS, NATURAL};
use crate::format::jpeg::segments::{Jpeg, marker};

/// The most scans. libjpeg's progressive files have ten.
const MAX_SCANS: usize = 64;

/// Baseline and progressive frames.
const SOF0: u8 = marker::SOF0;
const SOF2: u8 = marker::SOF0 + 2;

/// What the headers say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Headers {
    pub(super) size: Size,
    pub(super) sampling: Sampling,
    pub(super) tables: Tables,
}

impl Headers {
    /// Reads them, and checks everything that stands outside of the data of scans, except the contents of application
    /// segments and comments.
    pub(super) fn read(jpeg: &Jpeg<'_>) -> Result<Self, JpegError> {
        if !jpeg.trailing().is_empty() {
            return Err(JpegError::Altered("more bytes follow its end"));
        }
        if jpeg.has_fill_bytes() {
            return Err(JpegError::Altered("there are fill bytes between its segments"));
        }
        let scans = jpeg.segments().iter().filter(|segment| segment.marker == marker::SOS);
        if scans.count() > MAX_SCANS {
            return Err(JpegError::Altered("it has more than 64 scans"));
        }

        let (mut frame, mut tables, mut scans) = (None, [None; 4], 0);
        for segment in jpeg.segments() {
            match segment.marker {
                SOF0 | SOF2 if frame.is_none() => {
                    frame = Some(Frame::read(segment.marker, segment.payload)?);
                }
                SOF0 | SOF2 => return Err(JpegError::Damaged("it has two frame headers")),
                marker::DQT if scans == 0 => define_tables(segment.payload, &mut tables)?,
                marker::DQT => {
                    return Err(JpegError::Altered("a quantisation table stands after a scan"));
                }
                marker::DHT => huffman::definitions(segment.payload, check_code)?,
                marker::SOS => scans += 1,
                marker::DRI => (),
                marker::APP0..=marker::APP15 | marker::COM if scans == 0 => (),
                marker::APP0..=marker::APP15 | marker::COM => {
                    return Err(JpegError::Altered("metadata stand after a scan"));
                }
                // Extended frames hold no other coefficients than baseline ones, and no program makes one of those.
                0xc1 => return Err(JpegError::Resaved("it has an extended frame")),
                // The errors of frames that are not supported, and of the number of lines after a scan.
                kind @ marker::SOF0..marker::RST0 => {
                    Frame::read(kind, segment.payload)?;
                    return Err(JpegError::Damaged("one of its markers is unknown"));
                }
                marker::DNL => return Err(JpegError::OpenHeight),
                marker::DHP | marker::EXP => return Err(JpegError::Hierarchical),
                _ => return Err(JpegError::Damaged("one of its markers is unknown")),
            }
        }
        let frame = frame.ok_or(JpegError::Damaged("it has no frame header"))?;
        let sampling = sampling(&frame)?;
        Ok(Headers { size: frame.size, sampling, tables: used(&frame, tables)? })
    }
}

/// The sampling of Y, Cb and Cr with the ids 1, 2 and 3, in one of the two ways in which pictures are published.
fn sampling(frame: &Frame) -> Result<Sampling, JpegError> {
    if frame.components.len() == 1 {
        return Err(JpegError::Resaved("it is gray, without components for colours"));
    }
    if !frame.components.iter().map(|component| component.id).eq([1, 2, 3]) {
        return Err(JpegError::Resaved("its components are not numbered 1, 2 and 3"));
    }
    let factors: Vec<_> = frame.components.iter().map(|component| component.factors).collect();
    match factors[..] {
        [(1, 1), (1, 1), (1, 1)] => Ok(Sampling::Full),
        [(2, 2), (1, 1), (1, 1)] => Ok(Sampling::Halved),
        _ => Err(JpegError::Resaved("its colours are sampled neither as 4:4:4 nor as 4:2:0")),
    }
}

/// Reads a segment of quantisation tables.
fn define_tables(
    mut payload: &[u8],
    tables: &mut [Option<QuantisationTable>; 4],
) -> Result<(), JpegError> {
    let broken = JpegError::Damaged("a quantisation table is broken");
    while let Some((kind, rest)) = payload.split_first() {
        if kind >> 4 != 0 {
            return Err(JpegError::Resaved("its quantisation tables have numbers of 16 bits"));
        }
        let (entries, rest) = rest.split_first_chunk::<64>().ok_or(broken)?;
        let mut table = [0; 64];
        for (place, entry) in NATURAL.iter().zip(entries) {
            table[*place] = *entry;
        }
        let table = QuantisationTable::new(table)
            .ok_or(JpegError::Damaged("a quantisation table contains a zero"))?;
        let place = tables.get_mut(usize::from(kind & 15)).ok_or(broken)?;
        // Some decoders use the first, others the last.
        if place.replace(table).is_some() {
            return Err(JpegError::Altered("a quantisation table is defined twice"));
        }
        payload = rest;
    }
    Ok(())
}

/// The tables that the components use, which must be all that there are.
fn used(frame: &Frame, tables: [Option<QuantisationTable>; 4]) -> Result<Tables, JpegError> {
    let numbers: Vec<_> = frame.components.iter().map(|component| component.table).collect();
    let [luma, blue, red] = numbers[..] else { unreachable!("three components") };
    if blue != red {
        return Err(JpegError::Resaved("its two colours have quantisation tables of their own"));
    }
    if (0..4).any(|number| tables[number].is_some() && !numbers.contains(&number)) {
        return Err(JpegError::Altered("it has a quantisation table that it does not use"));
    }
    let table = |number: usize| {
        tables[number].ok_or(JpegError::Damaged("a component lacks its quantisation table"))
    };
    let tables = Tables { luma: table(luma)?, chroma: table(red)? };
    // Coarser ones are an edit that no list names, although their coefficients can be proved: entries of 255 for Cb and Cr
    // leave most photos gray, and in all places but DC they leave blocks of one colour.
    let coarsest = Quality::new(Quality::MIN).expect("it is offered").tables();
    if is_coarser(&tables.luma, &coarsest.luma) || is_coarser(&tables.chroma, &coarsest.chroma) {
        return Err(JpegError::Resaved(
            "its quantisation tables are coarser than those of quality 50, the lowest in which pictures are published",
        ));
    }
    Ok(tables)
}

/// Whether a table has a larger entry than another one in any place.
fn is_coarser(table: &QuantisationTable, other: &QuantisationTable) -> bool {
    table.entries().iter().zip(other.entries()).any(|(entry, other)| entry > other)
}

/// Checks the definition of a Huffman code, used or not: no more codes than fit, the one of all ones unused, and only
/// symbols that mean something in some scan. Those that mean nothing in the scan at hand are found where they occur.
fn check_code(class: Class, _number: usize, definition: Definition) -> Result<(), JpegError> {
    Huffman::new(class, &definition)?;
    let has_meaning = |symbol: &u8| match class {
        Class::Dc => *symbol <= MAX_DC_BITS,
        Class::Ac => symbol & 15 <= MAX_AC_BITS,
    };
    if definition.symbols().iter().all(has_meaning) {
        Ok(())
    } else {
        Err(JpegError::Damaged("a Huffman table is broken"))
    }
}
