//! Content Credentials in APP11 segments (ISO/IEC 19566-5, annex D): `"JP" | u16 instance | u32 number`, then a part of
//! a box, each part behind the box's length and type.

use std::borrow::Cow;

use crate::format::jpeg::segments::{Segment, marker};
use crate::format::metadata::Refused;
use crate::format::metadata::c2pa::MAX_BYTES;

pub(crate) const APP11: u8 = marker::APP0 + 11;

pub(super) fn is_part(segment: &Segment<'_>) -> bool {
    segment.marker == APP11
}

/// The boxes that these segments carry: one box in one run, its parts numbered from 1.
///
/// # Errors
/// Other segments of that marker.
pub(super) fn joined<'a>(segments: &[Segment<'a>]) -> Result<Option<Cow<'a, [u8]>>, Refused> {
    let unreadable = || Refused::new("holds Content Credentials that cannot be read");
    let Some(first) = segments.iter().position(is_part) else { return Ok(None) };
    let run: Vec<_> = segments[first..].iter().take_while(|segment| is_part(segment)).collect();
    if segments.iter().filter(|segment| is_part(segment)).count() != run.len() {
        return Err(unreadable());
    }
    let (mut start, mut parts) = (None, Vec::new());
    for (number, segment) in (1u32..).zip(&run) {
        // Everything before the part itself is the same in each segment, except for its number.
        let (header, part) = segment.payload.split_first_chunk::<16>().ok_or_else(unreadable)?;
        let (instance, box_header) = (&header[2..4], &header[8..]);
        let is_next = header.starts_with(b"JP")
            && header[4..8] == number.to_be_bytes()
            && *start.get_or_insert((instance, box_header)) == (instance, box_header);
        if !is_next {
            return Err(unreadable());
        }
        // The first part begins with its header.
        parts.push(if number == 1 { &segment.payload[8..] } else { part });
    }
    if parts.iter().map(|part| part.len()).sum::<usize>() > MAX_BYTES {
        return Err(Refused::new(format!(
            "holds Content Credentials of more than {} MiB, the most that are read",
            MAX_BYTES >> 20
        )));
    }
    Ok(Some(match parts[..] {
        [part] => Cow::Borrowed(part),
        _ => Cow::Owned(parts.concat()),
    }))
}
