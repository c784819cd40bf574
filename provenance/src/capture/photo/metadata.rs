//! What a photo's file says besides its pixels: its colours, its orientation, and when it was taken.

use std::borrow::Cow;

use fdeflate::decompress_to_vec_bounded;

use crate::capture::exif::{self, Exif};
use crate::format::colour::{ColourError, ColourSpace, MAX_PROFILE_BYTES};
use crate::format::jpeg::Jpeg;
use crate::format::metadata::xmp;
use crate::format::png::{self, Png, Text};

/// The most bytes of a PNG's text, unpacked, that is read. XMP and EXIF of cameras have some hundred kilobytes at
/// most.
const MAX_TEXT: usize = 2 << 20;

/// How many blocks of EXIF and XMP are read. Other programs read one.
const MAX_BLOCKS: usize = 16;

/// The keyword of XMP in a PNG.
const XMP_KEYWORD: &[u8] = b"XML:com.adobe.xmp";

/// The keywords under which ImageMagick and others keep EXIF and XMP in a PNG.
const PROFILE_KEYWORDS: [&[u8]; 3] =
    [b"Raw profile type exif", b"Raw profile type APP1", b"Raw profile type xmp"];

/// The namespace of the orientation in XMP.
const TIFF_NAMESPACE: &str = "http://ns.adobe.com/tiff/1.0/";

/// The metadata of a file that are used.
#[derive(Default)]
pub(super) struct Metadata {
    /// The colour space that the file names for itself, outside of EXIF.
    pub colours: Option<Result<ColourSpace, ColourError>>,
    /// The EXIF data that all programs use; empty if they cannot be read.
    pub exif: Exif,
    /// Whether there are EXIF data that cannot be read.
    pub exif_unreadable: bool,
    /// Orientations in places that some programs use and others do not.
    pub disputed_orientations: Vec<u32>,
    /// Orientations in places that programs ignore.
    pub ignored_orientations: Vec<u32>,
}

impl Metadata {
    /// Those of a JPEG: EXIF in APP1, of which the first counts, and the profile in APP2.
    pub fn of_jpeg(jpeg: &Jpeg<'_>) -> Self {
        let mut metadata = Metadata {
            colours: jpeg_profile(jpeg).map(|profile| ColourSpace::from_icc(&profile?)),
            ..Metadata::default()
        };
        let mut blocks = exif::blocks(jpeg).take(MAX_BLOCKS);
        if let Some(first) = blocks.next() {
            metadata.read_exif(first);
        }
        let later = blocks.filter_map(|block| Exif::read(block).ok()?.orientation);
        metadata.ignored_orientations.extend(later);
        let xmp = jpeg
            .app(1)
            .filter_map(|segment| segment.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0"))
            .take(MAX_BLOCKS)
            .filter_map(xmp_orientation);
        metadata.ignored_orientations.extend(xmp);
        metadata
    }

    /// Those of a PNG: its colour chunks, the newest kind first, and EXIF in `eXIf`, of which the first counts.
    /// Some programs also use XMP, and EXIF that ImageMagick and others keep in text.
    pub fn of_png(png: &Png<'_>) -> Self {
        let mut metadata = Metadata { colours: png_colours(png), ..Metadata::default() };
        let first = |kind| png.chunks_of(kind).next().map(|chunk| chunk.data);
        if let Some(exif) = first(*b"eXIf") {
            match exif.strip_prefix(b"Exif\0\0") {
                // Some programs skip the header that EXIF has in a JPEG, others do not recognise it.
                Some(exif) => metadata.dispute_exif(exif),
                None => metadata.read_exif(exif),
            }
        }
        let texts = png.chunks().iter().filter_map(|chunk| Text::parse(&chunk.kind, chunk.data));
        let texts = texts.filter(is_metadata).take(MAX_BLOCKS);
        for text in texts {
            let Some(content) = unpacked(&text) else {
                continue;
            };
            if text.keyword == XMP_KEYWORD {
                metadata.dispute_xmp(&content);
            } else if let Some(profile) = raw_profile(&content) {
                let xmp = profile.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0");
                metadata.dispute_xmp(xmp.unwrap_or(&profile));
                metadata.dispute_exif(profile.strip_prefix(b"Exif\0\0").unwrap_or(&profile));
            }
        }
        metadata
    }

    fn read_exif(&mut self, data: &[u8]) {
        match Exif::read(data) {
            Ok(exif) => self.exif = exif,
            Err(_) => self.exif_unreadable = true,
        }
    }

    fn dispute_exif(&mut self, data: &[u8]) {
        let exif = Exif::read(data).unwrap_or_default();
        self.disputed_orientations.extend(exif.orientation);
    }

    fn dispute_xmp(&mut self, data: &[u8]) {
        self.disputed_orientations.extend(xmp_orientation(data));
    }
}

/// The ICC profile of a JPEG, whose parts are numbered: each must be there once.
fn jpeg_profile(jpeg: &Jpeg<'_>) -> Option<Result<Vec<u8>, ColourError>> {
    let mut parts: Vec<&[u8]> =
        jpeg.app(2).filter_map(|segment| segment.strip_prefix(b"ICC_PROFILE\0")).collect();
    if parts.is_empty() {
        return None;
    }
    parts.sort_by_key(|part| part.first().copied());
    let is_whole = parts.iter().zip(1..).all(|(part, number): (_, usize)| {
        matches!(part, [own, count, ..] if usize::from(*own) == number && usize::from(*count) == parts.len())
    });
    Some(if is_whole {
        Ok(parts.iter().flat_map(|part| &part[2..]).copied().collect())
    } else {
        Err(ColourError::Broken)
    })
}

/// The colours of a PNG. If several chunks name them, the standard (third edition, 4.3) says which takes
/// precedence.
fn png_colours(png: &Png<'_>) -> Option<Result<ColourSpace, ColourError>> {
    let first = |kind| png.chunks_of(kind).next().map(|chunk| chunk.data);
    if first(*b"mDCV").or(first(*b"cLLI")).is_some() {
        return Some(Err(ColourError::HighDynamicRange));
    }
    if let Some(cicp) = first(*b"cICP") {
        let numbers = cicp.try_into().map_err(|_| ColourError::Impossible);
        return Some(numbers.and_then(ColourSpace::from_cicp));
    }
    if let Some(profile) = first(*b"iCCP") {
        return Some(png_profile(profile).and_then(|profile| ColourSpace::from_icc(&profile)));
    }
    if first(*b"sRGB").is_some() {
        return None;
    }
    let (gamma, primaries) = (first(*b"gAMA"), first(*b"cHRM"));
    gamma.or(primaries)?;
    let space = || {
        let gamma = numbers(gamma)?.map(|[gamma]| gamma);
        ColourSpace::from_gamma_and_primaries(gamma, numbers(primaries)?)
    };
    Some(space())
}

/// The numbers in a chunk that may be missing.
fn numbers<const N: usize>(chunk: Option<&[u8]>) -> Result<Option<[u32; N]>, ColourError> {
    let numbers = |data| png::numbers(data).ok_or(ColourError::Impossible);
    chunk.map(numbers).transpose()
}

/// The profile in a PNG's `iCCP`: a name, a zero, the method of compression, which is 0, and a zlib stream.
fn png_profile(data: &[u8]) -> Result<Vec<u8>, ColourError> {
    png::split_at_zero(data)
        .and_then(|(_name, rest)| rest.strip_prefix(&[0]))
        .and_then(|compressed| inflate(compressed, MAX_PROFILE_BYTES))
        .ok_or(ColourError::Broken)
}

/// The content of a zlib stream, if it has at most `limit` bytes.
fn inflate(compressed: &[u8], limit: usize) -> Option<Vec<u8>> {
    decompress_to_vec_bounded(compressed, limit).ok()
}

/// Whether a text of a PNG is XMP, or EXIF.
fn is_metadata(text: &Text<'_>) -> bool {
    text.keyword == XMP_KEYWORD || PROFILE_KEYWORDS.contains(&text.keyword)
}

/// The content of a text of a PNG, if it can be unpacked and is not too long.
fn unpacked<'a>(text: &Text<'a>) -> Option<Cow<'a, [u8]>> {
    if text.compressed {
        inflate(text.content, MAX_TEXT).map(Cow::Owned)
    } else {
        Some(text.content.into()).filter(|text: &Cow<'_, [u8]>| text.len() <= MAX_TEXT)
    }
}

/// What ImageMagick writes into a text: a line with the kind, a line with the number of bytes, and
/// the bytes in hexadecimal digits, in lines.
fn raw_profile(text: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok()?;
    let mut words = text.split_ascii_whitespace();
    let (_kind, length) = (words.next()?, words.next()?.parse::<usize>().ok()?);
    let bytes = hex::decode(words.collect::<String>()).ok()?;
    (bytes.len() == length).then_some(bytes)
}

/// The orientation that an XMP packet asks for, if it can be read and asks for one.
fn xmp_orientation(packet: &[u8]) -> Option<u32> {
    let packet = std::str::from_utf8(packet).ok()?;
    let document = xmp::parsed(packet.trim_matches(['\0', '\u{feff}']), u32::MAX)?;
    let name = (TIFF_NAMESPACE, "Orientation");
    let value = document.descendants().find_map(|node| {
        let element = node.has_tag_name(name).then(|| node.text()).flatten();
        node.attribute(name).or(element)
    });
    value?.trim().parse().ok()
}
