//! A JPEG as a row of segments.

use super::error::{JpegError, MAX_SEGMENTS};

/// The second bytes of markers (ITU-T T.81, table B.1).
pub mod marker {
    /// Start of a baseline frame; the other frames follow up to 0xcf.
    pub const SOF0: u8 = 0xc0;
    /// Huffman tables.
    pub const DHT: u8 = 0xc4;
    /// First of eight restart markers.
    pub const RST0: u8 = 0xd0;
    /// Last of eight restart markers.
    pub const RST7: u8 = 0xd7;
    /// Start of the image.
    pub const SOI: u8 = 0xd8;
    /// End of the image.
    pub const EOI: u8 = 0xd9;
    /// Start of a scan.
    pub const SOS: u8 = 0xda;
    /// Quantisation tables.
    pub const DQT: u8 = 0xdb;
    /// Number of lines, after the first scan.
    pub const DNL: u8 = 0xdc;
    /// Restart interval.
    pub const DRI: u8 = 0xdd;
    /// Hierarchical progression.
    pub const DHP: u8 = 0xde;
    /// Expansion of reference components, also of the hierarchical process.
    pub const EXP: u8 = 0xdf;
    /// First of sixteen application segments.
    pub const APP0: u8 = 0xe0;
    /// Last of sixteen application segments.
    pub const APP15: u8 = 0xef;
    /// A comment.
    pub const COM: u8 = 0xfe;
}

/// The most bytes of a segment's content.
pub(super) const MAX_PAYLOAD: usize = u16::MAX as usize - 2;

/// One segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment<'a> {
    /// Which kind: the second byte of its [`marker`].
    pub marker: u8,
    /// Its content, without marker and length.
    pub payload: &'a [u8],
    /// The entropy-coded data of a scan, restart markers included; empty after any other segment.
    pub data: &'a [u8],
    /// How many fill bytes (0xff) come before the marker.
    pub fill: usize,
}

/// The segments of a file, each whole, from the start of the image to its end.
///
/// The content of the segments has not been read.
#[derive(Clone, Debug)]
pub struct Jpeg<'a> {
    segments: Vec<Segment<'a>>,
    /// How many fill bytes come before the marker of the end.
    fill: usize,
    trailing: &'a [u8],
}

/// Whether a file begins as a JPEG does.
pub fn is_jpeg(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, marker::SOI])
}

impl<'a> Jpeg<'a> {
    /// Walks all segments up to the end of the image. Fill bytes between them are allowed, and so is anything
    /// after the end: phones append films and more pictures there.
    ///
    /// # Errors
    /// [`JpegError`]: no end, stray bytes between two segments, or a marker that is out of place.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, JpegError> {
        let mut rest = bytes.strip_prefix(&[0xff, marker::SOI]).ok_or(JpegError::NotJpeg)?;
        let mut segments = Vec::new();
        loop {
            let segment = take_segment(&mut rest)?;
            if segment.marker == marker::EOI {
                return Ok(Jpeg { segments, fill: segment.fill, trailing: rest });
            }
            if segments.len() == MAX_SEGMENTS {
                return Err(JpegError::TooManySegments);
            }
            segments.push(segment);
        }
    }

    /// All segments between the start and the end of the image, in the order of the file.
    pub fn segments(&self) -> &[Segment<'a>] {
        &self.segments
    }

    /// Whether there are fill bytes before any marker outside of scans.
    pub fn has_fill_bytes(&self) -> bool {
        self.fill > 0 || self.segments.iter().any(|segment| segment.fill > 0)
    }

    /// The segments before the first scan. Other programs ignore metadata that come later.
    pub fn header(&self) -> &[Segment<'a>] {
        let is_scan = |segment: &Segment<'_>| segment.marker == marker::SOS;
        let end = self.segments.iter().position(is_scan);
        &self.segments[..end.unwrap_or(self.segments.len())]
    }

    /// The contents of the application segments of this number (0..=15) before the first scan, in the order of
    /// the file.
    pub fn app(&self, number: u8) -> impl Iterator<Item = &'a [u8]> {
        self.header()
            .iter()
            .filter(move |segment| segment.marker == marker::APP0 + number)
            .map(|segment| segment.payload)
    }

    /// The file without the segments that `is_replaced` names and with others, whole ones, behind the segments at its
    /// beginning whose markers `come_before`. Fill bytes and what follows the end are left out.
    pub(super) fn with_segments(
        &self,
        is_replaced: impl Fn(&Segment<'_>) -> bool,
        come_before: impl Fn(u8) -> bool,
        others: &[u8],
    ) -> Vec<u8> {
        let kept: Vec<_> = self.segments.iter().filter(|segment| !is_replaced(segment)).collect();
        let before = kept.iter().take_while(|segment| come_before(segment.marker)).count();
        let length = |segment: &&Segment<'_>| 4 + segment.payload.len() + segment.data.len();
        let lengths = kept.iter().map(length).sum::<usize>();
        let mut file = Vec::with_capacity(4 + lengths + others.len());
        file.extend([0xff, marker::SOI]);
        for (at, segment) in kept.into_iter().enumerate() {
            if at == before {
                file.extend(others);
            }
            push_segment(&mut file, segment.marker, segment.payload);
            file.extend(segment.data);
        }
        file.extend([0xff, marker::EOI]);
        file
    }

    /// What follows the end of the image.
    pub fn trailing(&self) -> &'a [u8] {
        self.trailing
    }
}

/// The segments before the first scan of a file that may be damaged, up to where it is.
pub(super) fn until_damage(bytes: &[u8]) -> impl Iterator<Item = Segment<'_>> {
    let mut rest = bytes.strip_prefix(&[0xff, marker::SOI]).unwrap_or_default();
    std::iter::from_fn(move || take_segment(&mut rest).ok())
        .take_while(|segment| !matches!(segment.marker, marker::SOS | marker::EOI))
}

/// Appends a segment without data.
///
/// # Panics
/// If the content has more than [`MAX_PAYLOAD`] bytes.
pub(super) fn push_segment(file: &mut Vec<u8>, marker: u8, content: &[u8]) {
    let length = u16::try_from(content.len() + 2).expect("a segment of at most 65,533 bytes");
    file.extend([0xff, marker]);
    file.extend(length.to_be_bytes());
    file.extend(content);
}

/// Takes the segment at the beginning of `rest`, with the data of a scan.
fn take_segment<'a>(rest: &mut &'a [u8]) -> Result<Segment<'a>, JpegError> {
    let cut = JpegError::Damaged("its end marker is missing");
    let fill = rest.iter().take_while(|byte| **byte == 0xff).count();
    let (marker, after) = rest[fill..].split_first().ok_or(cut)?;
    if fill == 0 {
        return Err(JpegError::Damaged("there are stray bytes between two segments"));
    }
    *rest = after;
    let mut segment = Segment { marker: *marker, payload: &[], data: &[], fill: fill - 1 };
    match *marker {
        marker::EOI => return Ok(segment),
        marker::SOF0..marker::RST0 | marker::SOS..=marker::APP15 | marker::COM => {}
        marker::RST0..=marker::RST7 => {
            return Err(JpegError::Damaged("there is a restart marker outside its scans"));
        }
        marker::SOI => {
            return Err(JpegError::Damaged("a second picture begins inside it"));
        }
        _ => return Err(JpegError::Damaged("one of its markers is unknown")),
    }
    let (length, after) = rest.split_first_chunk::<2>().ok_or(cut)?;
    let length = usize::from(u16::from_be_bytes(*length))
        .checked_sub(2)
        .ok_or(JpegError::Damaged("the length of a segment is impossible"))?;
    (segment.payload, *rest) = after.split_at_checked(length).ok_or(cut)?;
    if *marker == marker::SOS {
        (segment.data, *rest) = rest.split_at(scan_length(rest));
    }
    Ok(segment)
}

/// How many bytes the entropy-coded data at the beginning of `bytes` have: up to the first marker that is not part
/// of them, with its fill bytes, or to the end of the file.
fn scan_length(bytes: &[u8]) -> usize {
    let mut position = 0;
    while let Some(found) = bytes[position..].iter().position(|byte| *byte == 0xff) {
        let start = position + found;
        let fill = bytes[start..].iter().take_while(|byte| **byte == 0xff);
        position = start + fill.count();
        match bytes.get(position) {
            // A stuffed zero comes directly after its byte.
            Some(0) if position == start + 1 => {}
            Some(marker::RST0..=marker::RST7) => {}
            _ => return start,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(bytes: &[u8]) -> JpegError {
        Jpeg::parse(bytes).expect_err("is refused")
    }

    #[test]
    fn segments_are_found_where_they_stand() {
        let bytes = [
            &b"\xff\xd8"[..],
            b"\xff\xe1\0\x06Exif",
            b"\xff\xff\xff\xe1\0\x05two",
            b"\xff\xfe\0\x02",
            b"\xff\xda\0\x03s\x01\xff\x00\x02\xff\xd0\x03\xff\xff\xd1\x04",
            b"\xff\xff\xe1\0\x06late",
            b"\xff\xda\0\x02",
            b"\xff\xd9",
            b"\xff\xd8 a film",
        ]
        .concat();
        let jpeg = Jpeg::parse(&bytes).expect("a JPEG");
        let seen: Vec<_> = jpeg.segments().iter().map(|s| (s.marker, s.fill)).collect();
        assert_eq!(seen, [(0xe1, 0), (0xe1, 2), (0xfe, 0), (0xda, 0), (0xe1, 1), (0xda, 0)]);
        assert_eq!(jpeg.segments()[3].payload, b"s");
        assert_eq!(jpeg.segments()[3].data, b"\x01\xff\x00\x02\xff\xd0\x03\xff\xff\xd1\x04");
        assert_eq!(jpeg.header().len(), 3);
        assert!(jpeg.app(1).eq([&b"Exif"[..], b"two"]));
        assert_eq!(jpeg.app(0).count(), 0);
        assert_eq!(jpeg.trailing(), b"\xff\xd8 a film");
    }

    #[test]
    fn what_is_no_row_of_segments_is_refused() {
        assert_eq!(error(b""), JpegError::NotJpeg);
        assert_eq!(error(b"\xff\xd9"), JpegError::NotJpeg);
        for (bytes, what) in [
            (&b"\xff\xd8"[..], "its end marker is missing"),
            (b"\xff\xd8\xff", "its end marker is missing"),
            (b"\xff\xd8\xff\xe0\0", "its end marker is missing"),
            (b"\xff\xd8\xff\xe0\0\x03", "its end marker is missing"),
            (b"\xff\xd8\xff\xda\0\x02data", "its end marker is missing"),
            (b"\xff\xd8\xff\xda\0\x02\xff", "its end marker is missing"),
            (b"\xff\xd8\xff\xe0\0\x02\0\xff\xd9", "there are stray bytes between two segments"),
            (b"\xff\xd8\xff\xe0\0\x01\xff\xd9", "the length of a segment is impossible"),
            (b"\xff\xd8\xff\xd0\xff\xd9", "there is a restart marker outside its scans"),
            (b"\xff\xd8\xff\xd8\xff\xd9", "a second picture begins inside it"),
            (b"\xff\xd8\xff\xda\0\x02\xff\xff\0\xff\xd9", "one of its markers is unknown"),
            (b"\xff\xd8\xff\x01\xff\xd9", "one of its markers is unknown"),
            (b"\xff\xd8\xff\xf7\0\x02\xff\xd9", "one of its markers is unknown"),
        ] {
            assert_eq!(error(bytes), JpegError::Damaged(what), "{}", bytes.escape_ascii());
        }
        let many =
            [&b"\xff\xd8"[..], &b"\xff\xe0\0\x02".repeat(MAX_SEGMENTS), b"\xff\xd9"].concat();
        assert!(Jpeg::parse(&many).is_ok());
        let more = [&many[..2], b"\xff\xe0\0\x02", &many[2..]].concat();
        assert_eq!(error(&more), JpegError::TooManySegments);
    }
}
