//! What a signature covers. A manifest names the bytes of the file that its hash leaves out; it must leave out itself,
//! and the `c2pa` crate lets it leave out anything else. Whoever holds a validly signed photo could then replace what
//! is left out. So nothing may be left out that the pixels depend on: of a JPEG, other application segments and
//! comments only, but not EXIF data (the orientation stands in them), colour profiles (APP2), and the segments of JFIF
//! (APP0) and Adobe (APP14), which say how colours are stored.

use std::ops::Range;

use proofroom_provenance::format::jpeg::{Jpeg, marker};

use crate::manifest::Refused;

/// The manifest of a JPEG, and where it stands.
#[derive(Debug)]
pub(crate) struct Manifest {
    /// Its bytes: the JUMBF box.
    pub bytes: Vec<u8>,
    /// The place of its segments in the file, markers included.
    pub place: Range<u64>,
}

/// The segments of a JPEG with their places, markers and data of scans included.
fn places<'a>(jpeg: &'a Jpeg<'a>) -> impl Iterator<Item = (Range<u64>, u8, &'a [u8])> {
    let mut start = 2;
    jpeg.segments().iter().map(move |segment| {
        let fill = segment.fill.saturating_sub(1) as u64;
        let from = start + fill;
        let to = from + 4 + segment.payload.len() as u64;
        start = to + segment.data.len() as u64;
        (from..start, segment.marker, segment.payload)
    })
}

/// Finds the only manifest of a JPEG. None if there is none.
///
/// # Errors
/// [`Refused::Several`]: other programs could take another one for the file's.
pub(crate) fn manifest(jpeg: &Jpeg<'_>) -> Result<Option<Manifest>, Refused> {
    let mut found: Option<Manifest> = None;
    let mut next = 1_u32;
    for (place, kind, payload) in places(jpeg) {
        // ISO/IEC 18477-3: "JP", the number of the box, that of the packet, then the box, whose first eight bytes
        // (length and kind) each packet repeats.
        if kind != marker::APP0 + 11 || !payload.starts_with(b"JP") {
            continue;
        }
        let Some((head, content)) = payload.split_first_chunk::<8>() else {
            return Err(Refused::Several);
        };
        let packet = u32::from_be_bytes([head[4], head[5], head[6], head[7]]);
        if packet != next {
            return Err(Refused::Several);
        }
        next += 1;
        match &mut found {
            None => found = Some(Manifest { bytes: content.to_vec(), place }),
            Some(manifest) if manifest.place.end == place.start && content.len() >= 8 => {
                manifest.bytes.extend_from_slice(&content[8..]);
                manifest.place.end = place.end;
            }
            Some(_) => return Err(Refused::Several),
        }
    }
    if let Some(manifest) = &found {
        let length = manifest.bytes.first_chunk().map(|length| u32::from_be_bytes(*length));
        if length.map(u64::from) != Some(manifest.bytes.len() as u64) {
            return Err(Refused::Several);
        }
    }
    Ok(found)
}

/// Whether no pixel depends on a segment: a comment, or an application segment that holds neither EXIF data nor a colour
/// profile, and does not say how colours are stored.
fn is_harmless(kind: u8, payload: &[u8]) -> bool {
    match kind {
        marker::COM => true,
        marker::APP0..=marker::APP15 => match kind - marker::APP0 {
            0 | 2 | 14 => false,
            1 => !payload.starts_with(b"Exif"),
            _ => true,
        },
        _ => false,
    }
}

/// How many bytes the signature of a JPEG leaves out, besides the manifest, when its hash leaves out these ranges.
///
/// # Errors
/// [`Refused::NotCovered`] if pixels depend on one of them.
pub(crate) fn left_out(
    jpeg: &Jpeg<'_>,
    manifest: &Manifest,
    ranges: &[Range<u64>],
) -> Result<u64, Refused> {
    let harmless: Vec<Range<u64>> = places(jpeg)
        .filter(|(_, kind, payload)| is_harmless(*kind, payload))
        .map(|(place, ..)| place)
        .collect();
    let mut bytes = 0;
    for range in ranges {
        let mut at = range.start;
        // A range may span several segments that follow each other.
        while at < range.end {
            let segment = harmless.iter().find(|segment| segment.contains(&at));
            let end = segment.ok_or(Refused::NotCovered)?.end.min(range.end);
            bytes += end - at;
            at = end;
        }
    }
    let own = |range: &Range<u64>| {
        range.end.min(manifest.place.end).saturating_sub(range.start.max(manifest.place.start))
    };
    Ok(bytes - ranges.iter().map(own).sum::<u64>())
}
