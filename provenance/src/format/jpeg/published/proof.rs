//! The proof in APP10 segments: `"PROOFROOM\0" | u16 index | u16 count | bytes`, numbers big-endian, the index from
//! zero. All segments but the last are full.

use std::borrow::Cow;

use crate::format::jpeg::error::JpegError;
use crate::format::jpeg::segments::{
    Jpeg, MAX_PAYLOAD, Segment, marker, push_segment, until_damage,
};

pub(super) const APP10: u8 = marker::APP0 + 10;
pub(super) const NAME: &[u8] = b"PROOFROOM\0";

/// The bytes of a proof in a full segment: 65,519.
const FULL: usize = MAX_PAYLOAD - NAME.len() - 4;

fn is_part(segment: &Segment<'_>) -> bool {
    segment.marker == APP10 && segment.payload.starts_with(NAME)
}

/// The proof that these segments carry.
pub(super) fn joined<'a>(segments: &[Segment<'a>]) -> Result<Option<Cow<'a, [u8]>>, JpegError> {
    let order = JpegError::Proof("its segments are not all there, or not in order");
    let first = segments.iter().position(is_part);
    let Some(first) = first else { return Ok(None) };
    let run: Vec<_> = segments[first..].iter().take_while(|segment| is_part(segment)).collect();
    if segments.iter().filter(|segment| is_part(segment)).count() != run.len() {
        return Err(order);
    }
    let mut parts = Vec::with_capacity(run.len());
    for (at, segment) in run.iter().enumerate() {
        let (numbers, part) =
            segment.payload[NAME.len()..].split_first_chunk::<4>().ok_or(order)?;
        let [index, count] = [&numbers[..2], &numbers[2..]]
            .map(|number| usize::from(u16::from_be_bytes([number[0], number[1]])));
        let is_full = part.len() == FULL;
        if (index, count) != (at, run.len()) || !(is_full || at + 1 == count) {
            return Err(order);
        }
        parts.push(part);
    }
    // One proof is cut in one way.
    if parts.len() > 1 && parts.last().is_some_and(|part| part.is_empty()) {
        return Err(order);
    }
    Ok(Some(match parts[..] {
        [part] => Cow::Borrowed(part),
        _ => Cow::Owned(parts.concat()),
    }))
}

/// The proof in a JPEG that may be damaged elsewhere, and need not be a published one: the parts that are there, in the
/// order of the file.
pub fn find_proof(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut parts = Vec::new();
    for segment in until_damage(bytes).filter(is_part) {
        parts.push(segment.payload.get(NAME.len() + 4..).unwrap_or_default());
    }
    (!parts.is_empty()).then(|| parts.concat())
}

/// The file with this proof, in segments behind its other metadata, instead of one that it carries.
///
/// # Panics
/// If the file is not a JPEG, or the proof is longer than 65,535 segments hold, 4 GiB.
pub fn with_proof(jpeg: &[u8], payload: &[u8]) -> Vec<u8> {
    let jpeg = Jpeg::parse(jpeg).expect("a JPEG");
    let parts: Vec<&[u8]> =
        if payload.is_empty() { vec![payload] } else { payload.chunks(FULL).collect() };
    let count = u16::try_from(parts.len()).expect("a proof is shorter than 4 GiB").to_be_bytes();
    let mut run = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        let index = (index as u16).to_be_bytes();
        push_segment(&mut run, APP10, &[NAME, &index, &count, part].concat());
    }
    let is_metadata = |marker| matches!(marker, marker::APP0..=marker::APP15 | marker::COM);
    jpeg.with_segments(is_part, is_metadata, &run)
}
