//! Captions in a published JPEG: a packet of XMP in APP1, and data sets of IPTC in Photoshop's APP13.

use super::headers::Headers;
use crate::format::jpeg::error::JpegError;
use crate::format::jpeg::segments::{Jpeg, MAX_PAYLOAD, Segment, marker, push_segment};
use crate::format::metadata::iptc;

pub(super) const APP1: u8 = marker::APP0 + 1;
pub(super) const APP13: u8 = marker::APP0 + 13;

/// How APP1 with XMP begins (XMP, part 3, 1.1.3).
pub(crate) const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
/// How APP13 with Photoshop's resources begins.
pub(crate) const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";

/// The file with these captions and none of the ones that it had: `xmp` is a packet, `iptc` a sequence of data sets.
/// Nothing else of the file changes; neither is judged, see
/// [`PublishedJpeg::appearance`](super::PublishedJpeg::appearance).
///
/// # Errors
/// [`JpegError`], if the file is not a published JPEG, or captions do not fit into a segment.
pub fn with_metadata(
    jpeg: &[u8],
    xmp: Option<&[u8]>,
    iptc: Option<&[u8]>,
) -> Result<Vec<u8>, JpegError> {
    let is_captions = |segment: &Segment<'_>| match segment.marker {
        APP1 => segment.payload.starts_with(XMP),
        APP13 => segment.payload.starts_with(PHOTOSHOP),
        _ => false,
    };
    let mut segments = Vec::new();
    if let Some(packet) = xmp {
        push(&mut segments, APP1, "XMP", &[XMP, packet].concat(), XMP.len())?;
    }
    if let Some(sets) = iptc {
        let resource = iptc::resource(sets);
        let frame = PHOTOSHOP.len() + resource.len() - sets.len();
        push(&mut segments, APP13, "IPTC", &[PHOTOSHOP, &resource].concat(), frame)?;
    }
    // Before a proof, which is long: some programs look for captions near the beginning.
    let come_before = |marker| matches!(marker, marker::APP0 | APP1);
    let jpeg = Jpeg::parse(jpeg)?;
    Headers::read(&jpeg)?;
    Ok(jpeg.with_segments(is_captions, come_before, &segments))
}

/// Appends a segment that holds captions and `frame` other bytes.
fn push(
    segments: &mut Vec<u8>,
    marker: u8,
    kind: &'static str,
    content: &[u8],
    frame: usize,
) -> Result<(), JpegError> {
    if content.len() > MAX_PAYLOAD {
        let (length, most) = (content.len() - frame, MAX_PAYLOAD - frame);
        return Err(JpegError::Captions { kind, length, most });
    }
    push_segment(segments, marker, content);
    Ok(())
}
