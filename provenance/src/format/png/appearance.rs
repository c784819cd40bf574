//! What a viewer could do with each chunk of a picture besides showing its decoded pixels.
//!
//! This is an allow-list. PNG lets programs define chunks of their own, and they did: for previews, for layers, for
//! other pictures to show instead. So an unknown chunk could change everything.

use std::borrow::Cow;

use super::inflate;
use super::text::{Text, XMP_KEYWORD};
use super::{
    CREDENTIALS_CHUNK, Chunk, Header, ORIGINAL_CHUNK, PROOF_CHUNK, Png, numbers, split_at_zero,
};
use crate::format::colour::SRGB_GAMMAS;
use crate::format::metadata::{self, Extra, Holds, Meaning, MetadataKind, Refused};

/// The most chunks of XMP, EXIF and captions that are read.
const MAX_METADATA: usize = 16;
/// The most bytes that one of them may become when it is inflated.
const MAX_METADATA_BYTES: usize = 1 << 20;

/// White, red, green and blue of sRGB, x and y, times 100,000.
const SRGB_PRIMARIES: [u32; 8] = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000];

/// The keywords of texts that the PNG standard registers. Upper and lower case are the same to
/// ImageMagick, which obeys others: `Colorspace`, `page`, `gamma`, `type`, `intent` and more.
const KEYWORDS: [&str; 11] = [
    "Title",
    "Author",
    "Description",
    "Copyright",
    "Creation Time",
    "Software",
    "Disclaimer",
    "Warning",
    "Source",
    "Comment",
    "Collection",
];
/// Keywords of dates and names that ImageMagick and exiftool write on their own.
const OWN_KEYWORDS: [&str; 6] =
    ["date:create", "date:modify", "date:timestamp", "create-date", "modify-date", "Artist"];

impl Png<'_> {
    /// The first thing in the file that could make a viewer show something other than its decoded pixels.
    pub fn appearance(&self) -> Option<String> {
        let many = self.chunks.iter().filter(|chunk| is_read(chunk)).nth(MAX_METADATA);
        if let Some(chunk) = many {
            return Some(format!(
                "its {} chunk is one of more than {MAX_METADATA} of XMP, EXIF and captions, the most that are read",
                chunk.name()
            ));
        }
        self.chunks.iter().find_map(|chunk| match self.meaning(chunk) {
            Meaning::None | Meaning::Tells(_) => None,
            Meaning::Changes(why) => Some(format!("its {} chunk {why}", chunk.name())),
        })
    }

    /// What kinds of text and other metadata the file carries, if nothing in it changes the picture.
    pub fn metadata(&self) -> Vec<MetadataKind> {
        let mut kinds = Vec::new();
        for chunk in &self.chunks {
            if let Meaning::Tells(kind) = self.meaning(chunk)
                && !kinds.contains(&kind)
            {
                kinds.push(kind);
            }
        }
        kinds
    }

    /// The chunks that are not needed to show the pixels, in the order of the file: those of the proof and of an
    /// original, too.
    pub fn extras(&self) -> Vec<Extra> {
        let chunks = self.chunks.iter().filter(|chunk| chunk.is_ancillary());
        let extra = |chunk: &Chunk<'_>| {
            let holds = match (self.meaning(chunk), chunk.kind) {
                (Meaning::Tells(kind), _) => Some(Holds::Metadata(kind)),
                (Meaning::None, CREDENTIALS_CHUNK) => Some(Holds::Credentials),
                _ => None,
            };
            Extra { name: chunk.name(), holds }
        };
        chunks.map(extra).collect()
    }

    fn meaning(&self, chunk: &Chunk<'_>) -> Meaning {
        let why = match &chunk.kind {
            _ if !chunk.is_ancillary() => return Meaning::None,
            &PROOF_CHUNK | &ORIGINAL_CHUNK => return Meaning::None,
            b"tIME" => return Meaning::none_if(chunk.data.len() == 7, "does not hold a time"),
            b"sRGB" => {
                let intent = matches!(chunk.data, [0..=3]);
                return Meaning::none_if(intent, "gives the colours another meaning");
            }
            b"gAMA" => {
                let gamma = numbers(chunk.data).map(|[gamma]| SRGB_GAMMAS.contains(&gamma));
                return Meaning::none_if(gamma == Some(true), "gives the colours another meaning");
            }
            b"cHRM" => {
                let near = |found: [u32; 8]| {
                    let pairs = found.into_iter().zip(SRGB_PRIMARIES);
                    pairs.into_iter().all(|(found, srgb)| found.abs_diff(srgb) <= 1)
                };
                let srgb = numbers(chunk.data).is_some_and(near);
                return Meaning::none_if(srgb, "gives the colours another meaning");
            }
            b"pHYs" => {
                let square = matches!(chunk.data, [x @ .., 0 | 1]
                    if numbers(x).is_some_and(|[x, y]| x == y && x > 0));
                return Meaning::none_if(square, "stretches the pixels");
            }
            // ImageMagick writes white into every picture, and opaque pixels hide it.
            b"bKGD" => return Meaning::none_if(self.is_white(chunk.data), "sets a background"),
            b"eXIf" => return Meaning::told(MetadataKind::Exif, metadata::exif::check(chunk.data)),
            // They are told apart from the verdict and its warnings: `verify::credentials`.
            &CREDENTIALS_CHUNK => {
                return match metadata::c2pa::check(chunk.data) {
                    Ok(()) => Meaning::None,
                    Err(Refused(why)) => Meaning::Changes(why.into()),
                };
            }
            b"tEXt" | b"zTXt" | b"iTXt" => return text_meaning(chunk),
            b"acTL" | b"fcTL" | b"fdAT" => "animates the picture",
            b"iCCP" | b"cICP" => "gives the colours another meaning",
            b"mDCV" | b"cLLI" | b"mDCv" | b"cLLi" => "makes a display map the brightness",
            // Skia's gain map and the picture in it.
            b"gmAP" | b"gdAT" => "makes a display map the brightness",
            // A GIF that Office and LibreOffice show; Fireworks' own data.
            b"msOG" => "contains a GIF that some programs show instead",
            b"prVW" | b"mkBF" | b"mkTS" | b"mkBS" | b"mkBT" => {
                "holds a picture that Fireworks shows instead"
            }
            // Apple's own: where its decoder begins in the middle of the pixels.
            b"iDOT" => "makes some decoders find other pixels",
            // ImageMagick's canvas, of two names, and the standard's offset.
            b"caNv" | b"vpAg" | b"oFFs" => "moves the picture",
            b"sTER" => "makes two pictures of the pixels",
            b"npTc" => "stretches parts of the picture",
            b"sBIT" => "changes the depth of the colours",
            b"tRNS" => "makes pixels transparent",
            // Older names of eXIf, and ImageMagick's own orientation.
            b"exIf" | b"zxIf" | b"orNT" => "can turn or mirror the picture",
            _ => "is not known to be harmless",
        };
        Meaning::Changes(why.into())
    }

    /// Whether a `bKGD` chunk's content is white in this picture.
    fn is_white(&self, background: &[u8]) -> bool {
        let Header { depth, color, .. } = self.header;
        match (color, background) {
            (0 | 4, &[high, low]) => {
                u32::from(u16::from_be_bytes([high, low])) == (1 << depth.min(16)) - 1
            }
            (2 | 6, &[0, 255, 0, 255, 0, 255]) => true,
            (3, &[index]) => {
                let palette = self.chunks_of(*b"PLTE").next();
                let color = palette.and_then(|chunk| chunk.data.chunks(3).nth(index.into()));
                color == Some(&[255; 3])
            }
            _ => false,
        }
    }
}

/// Whether more of a chunk is read than its first bytes.
fn is_read(chunk: &Chunk<'_>) -> bool {
    match &chunk.kind {
        b"eXIf" | b"caBX" => true,
        b"tEXt" | b"zTXt" | b"iTXt" => {
            chunk.data.starts_with(XMP_KEYWORD) || chunk.data.starts_with(b"Raw profile type ")
        }
        _ => false,
    }
}

fn text_meaning(chunk: &Chunk<'_>) -> Meaning {
    let Some((keyword, _)) = split_at_zero(chunk.data) else {
        return Meaning::Changes("has no keyword".into());
    };
    let registered = |known: &str| keyword.eq_ignore_ascii_case(known.as_bytes());
    let own = |known: &str| keyword == known.as_bytes();
    if KEYWORDS.iter().any(|known| registered(known)) || OWN_KEYWORDS.iter().any(|known| own(known))
    {
        return Meaning::Tells(MetadataKind::Text);
    }
    let checked = |check: fn(&[u8]) -> Result<(), Refused>| {
        let profile = text(chunk).and_then(|text| raw_profile(&text));
        check(&profile.ok_or_else(|| Refused::new("holds a profile that cannot be read"))?)
    };
    match (&chunk.kind, keyword) {
        (b"iTXt", XMP_KEYWORD) => {
            let packet = text(chunk).ok_or_else(|| Refused::new("holds XMP that cannot be read"));
            Meaning::told(
                MetadataKind::Xmp,
                packet.and_then(|packet| metadata::xmp::check(&packet)),
            )
        }
        // Where Exiv2, exiftool and ImageMagick keep EXIF and captions.
        (b"tEXt" | b"zTXt", b"Raw profile type exif") => {
            Meaning::told(MetadataKind::Exif, checked(metadata::exif::check_with_header))
        }
        (b"tEXt" | b"zTXt", b"Raw profile type iptc") => {
            Meaning::told(MetadataKind::Iptc, checked(metadata::iptc::check))
        }
        _ => {
            let refused = Refused::unknown("has the keyword", &String::from_utf8_lossy(keyword));
            Meaning::Changes(refused.0.into())
        }
    }
}

/// The text of a text chunk, inflated if it is compressed.
pub(super) fn text<'a>(chunk: &Chunk<'a>) -> Option<Cow<'a, [u8]>> {
    let text = Text::parse(&chunk.kind, chunk.data)?;
    if text.compressed {
        inflate::text(text.content, MAX_METADATA_BYTES).map(Cow::Owned)
    } else {
        Some(text.content).filter(|content| content.len() <= MAX_METADATA_BYTES).map(Cow::Borrowed)
    }
}

/// The bytes of a profile in ImageMagick's form: a line feed, a name, a line feed, their number, and
/// two hexadecimal digits for each, in lines.
pub(super) fn raw_profile(text: &[u8]) -> Option<Vec<u8>> {
    let mut lines = std::str::from_utf8(text).ok()?.strip_prefix('\n')?.split('\n');
    let name = lines.next()?;
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b' ') {
        return None;
    }
    let length: usize = lines.next()?.trim_start_matches(' ').parse().ok()?;
    let bytes = hex::decode(lines.collect::<String>()).ok()?;
    (bytes.len() == length).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{encoded, image, parsed};
    use super::super::{ChunkKind, encode};
    use super::*;
    use png::{BitDepth, ColorType};

    /// What is found in the picture with one more chunk.
    fn found(kind: ChunkKind, data: &[u8]) -> Option<String> {
        let bytes = parsed(&encode(&image())).with_chunk(kind, data);
        parsed(&bytes).appearance()
    }

    fn longs(values: &[u32]) -> Vec<u8> {
        values.iter().flat_map(|value| value.to_be_bytes()).collect()
    }

    fn compressed(text: &[u8]) -> Vec<u8> {
        miniz(text, &[])
    }

    /// A zlib stream of the text, and what follows it.
    fn miniz(text: &[u8], after: &[u8]) -> Vec<u8> {
        use std::io::Write;
        let mut stream = Vec::new();
        let mut encoder = flate2::write::ZlibEncoder::new(&mut stream, flate2::Compression::new(6));
        encoder.write_all(text).expect("to memory");
        encoder.finish().expect("to memory");
        stream.extend(after);
        stream
    }

    #[test]
    fn chunks_that_are_not_known_to_be_harmless_are_named() {
        for kind in [
            // Those of the standard, with content that has a meaning.
            b"acTL", b"fcTL", b"fdAT", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"mDCv", b"cLLi",
            b"sBIT", b"tRNS", b"sPLT", b"hIST", b"oFFs", b"pCAL", b"sCAL", b"sTER", b"gIFg",
            b"gIFx", b"dSIG",
            // Office's GIF, Fireworks' previews and layers, ImageMagick's, Apple's, Android's, Skia's.
            b"msOG", b"prVW", b"mkBF", b"mkTS", b"mkBS", b"mkBT", b"vpAg", b"caNv", b"orNT",
            b"iDOT", b"CgBI", b"npTc", b"npLb", b"gmAP", b"gdAT", b"exIf", b"zxIf", b"teSt",
            b"fRAc",
        ] {
            if kind[0].is_ascii_lowercase() {
                let why = found(*kind, b"").expect("must be found");
                assert!(why.contains(&format!(" {} chunk ", kind.escape_ascii())), "{why}");
            }
        }
        assert_eq!(found(PROOF_CHUNK, b""), None);
        assert_eq!(found(ORIGINAL_CHUNK, b""), None);
    }

    #[test]
    fn only_values_that_mean_srgb_mean_nothing() {
        for (kind, data, harmless) in [
            (b"sRGB", vec![0], true),
            (b"sRGB", vec![3], true),
            (b"sRGB", vec![4], false),
            (b"sRGB", vec![], false),
            (b"gAMA", longs(&[45_455]), true),
            (b"gAMA", longs(&[45_454]), true),
            (b"gAMA", longs(&[45_456]), false),
            (b"gAMA", longs(&[100_000]), false),
            (b"gAMA", longs(&[45_455, 45_455]), false),
            (b"gAMA", vec![], false),
            (b"cHRM", longs(&SRGB_PRIMARIES), true),
            (b"cHRM", longs(&SRGB_PRIMARIES.map(|value| value + 1)), true),
            (b"cHRM", longs(&SRGB_PRIMARIES.map(|value| value - 1)), true),
            (b"cHRM", longs(&SRGB_PRIMARIES.map(|value| value + 2)), false),
            (b"cHRM", longs(&SRGB_PRIMARIES[..7]), false),
            (b"pHYs", [longs(&[2834, 2834]), vec![1]].concat(), true),
            (b"pHYs", [longs(&[1, 1]), vec![0]].concat(), true),
            (b"pHYs", [longs(&[1, 2]), vec![0]].concat(), false),
            (b"pHYs", [longs(&[0, 0]), vec![0]].concat(), false),
            (b"pHYs", [longs(&[1, 1]), vec![2]].concat(), false),
            (b"pHYs", longs(&[1, 1]), false),
            (b"tIME", b"\x07\xe9\x01\x01\0\0\0".to_vec(), true),
            (b"tIME", vec![], false),
            (b"bKGD", vec![0, 255, 0, 255, 0, 255], true),
            (b"bKGD", vec![0, 255, 0, 0, 0, 0], false),
            (b"bKGD", vec![0, 255], false),
        ] {
            let why = found(*kind, &data);
            assert_eq!(why.is_none(), harmless, "{} {data:?}", kind.escape_ascii());
        }
    }

    #[test]
    fn a_white_background_is_known_in_every_colour_type() {
        let with = |color, depth, samples: &[u8], background: &[u8]| {
            let palette = |encoder: &mut png::Encoder<'_, &mut Vec<u8>>| {
                if color == ColorType::Indexed {
                    encoder.set_palette(vec![0, 0, 0, 255, 255, 255]);
                }
            };
            let bytes = encoded(color, depth, palette, samples);
            let bytes = parsed(&bytes).with_chunk(*b"bKGD", background);
            parsed(&bytes).appearance().is_none()
        };
        assert!(with(ColorType::Grayscale, BitDepth::One, &[0], &[0, 1]));
        assert!(!with(ColorType::Grayscale, BitDepth::One, &[0], &[0, 0]));
        assert!(with(ColorType::Grayscale, BitDepth::Eight, &[0; 4], &[0, 255]));
        assert!(!with(ColorType::Grayscale, BitDepth::Eight, &[0; 4], &[1, 255]));
        assert!(with(ColorType::GrayscaleAlpha, BitDepth::Eight, &[0; 8], &[0, 255]));
        assert!(with(ColorType::Indexed, BitDepth::One, &[0], &[1]));
        for index in [0, 2] {
            assert!(!with(ColorType::Indexed, BitDepth::One, &[0], &[index]));
        }
    }

    #[test]
    fn texts_have_keywords_that_no_program_obeys() {
        let text = |keyword: &str| {
            let bytes = [keyword.as_bytes(), b"\0anything"].concat();
            found(*b"tEXt", &bytes)
        };
        for keyword in KEYWORDS.iter().chain(&OWN_KEYWORDS) {
            assert_eq!(text(keyword), None, "{keyword}");
            let international = [keyword.as_bytes(), b"\0\0\0de\0Titel\0anything"].concat();
            assert_eq!(found(*b"iTXt", &international), None, "{keyword}");
        }
        assert_eq!(text("comment"), None, "as ImageMagick writes it");
        for keyword in [
            // ImageMagick treats these as settings.
            "Colorspace",
            "colorspace",
            "page",
            "gamma",
            "type",
            "intent",
            "rendering-intent",
            "tile-offset",
            "background",
            "border-color",
            "matte-color",
            "density",
            "units",
            "depth",
            "compose",
            "compress",
            "delay",
            "dispose",
            "gravity",
            "interpolate",
            "loop",
            "profile",
            "exif:Orientation",
            "png:IHDR.bit-depth-orig",
            "date:",
            "Date:create",
            // Nearly one on the list.
            "",
            " Title",
            "Title ",
            "Titles",
            "Creation  Time",
            // Exiv2 compares the first 17 bytes; others know other names of XMP, profiles and thumbnails.
            "XML:com.adobe.xmp2",
            "XML:com.adobe.xmp ",
            "xml:com.adobe.xmp",
            "XMP",
            "Raw profile type icc",
            "Raw profile type icm",
            "Raw profile type APP1",
            "Raw profile type xmp",
            "Raw profile type 8bim",
            "Raw profile type exif2",
            "raw profile type exif",
            "Raw profile type EXIF",
            "Thumb::URI",
            "Thumb::Image::Width",
        ] {
            for kind in [b"tEXt", b"zTXt", b"iTXt"] {
                let stream = compressed(b"anything");
                let rest = match kind {
                    b"tEXt" => b"anything".to_vec(),
                    b"zTXt" => [&[0], &stream[..]].concat(),
                    _ => [&[1, 0, 0, 0], &stream[..]].concat(),
                };
                let why = found(*kind, &[keyword.as_bytes(), &[0], &rest].concat());
                assert!(why.is_some_and(|why| why.contains("keyword")), "{keyword}");
            }
        }
        assert!(found(*b"tEXt", b"Title").is_some(), "no keyword at all");
        assert!(found(*b"tEXt", &[b'x'; 100_000]).is_some_and(|why| why.len() < 1000));
    }

    const XMP: &str = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF \
        xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description \
        xmlns:tiff='http://ns.adobe.com/tiff/1.0/' tiff:Orientation='1'/></rdf:RDF></x:xmpmeta>";

    #[test]
    fn xmp_stands_in_one_place_and_is_read_even_compressed() {
        let turned = XMP.replace("'1'", "'6'");
        let plain = |text: &str| [b"XML:com.adobe.xmp\0\0\0\0\0", text.as_bytes()].concat();
        let packed = |stream: &[u8]| [b"XML:com.adobe.xmp\0\x01\0\0\0", stream].concat();
        assert_eq!(found(*b"iTXt", &plain(XMP)), None);
        assert_eq!(found(*b"iTXt", &packed(&compressed(XMP.as_bytes()))), None);
        let turns = |data: &[u8]| {
            let why = found(*b"iTXt", data).expect("must be found");
            assert!(why.contains("can turn or mirror"), "{why}");
        };
        turns(&plain(&turned));
        turns(&packed(&compressed(turned.as_bytes())));
        for (kind, data) in [
            (b"tEXt", [b"XML:com.adobe.xmp\0", XMP.as_bytes()].concat()),
            (b"zTXt", [b"XML:com.adobe.xmp\0\0", &compressed(XMP.as_bytes())[..]].concat()),
            (b"iTXt", plain("")),
            (b"iTXt", plain(XMP)[..21].to_vec()),
            (b"iTXt", b"XML:com.adobe.xmp\0\x02\0\0\0".to_vec()),
            (b"iTXt", packed(b"not compressed")),
            (b"iTXt", packed(&miniz(XMP.as_bytes(), b"more"))),
            // A megabyte and a byte, in a kilobyte.
            (b"iTXt", packed(&compressed(&vec![b' '; MAX_METADATA_BYTES + 1]))),
        ] {
            assert!(found(*kind, &data).is_some());
        }
    }

    fn profile(name: &str, bytes: &[u8]) -> Vec<u8> {
        let digits = hex::encode(bytes).into_bytes();
        let lines: Vec<&[u8]> = digits.chunks(72).collect();
        let start = format!("\n{name}\n{:8}\n", bytes.len());
        [start.as_bytes(), &lines.join(&b'\n'), b"\n"].concat()
    }

    #[test]
    fn profiles_in_text_are_read() {
        let captions = b"8BIM\x04\x04\0\0\0\0\0\x0b\x1c\x02\x78\0\x06A boat\0";
        let upright = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0\0";
        let mut turned = *upright;
        turned[24] = 6;
        let mut preview = *captions;
        preview[14] = 200;
        let both = |kind: &str, profile: &[u8]| {
            let keyword = format!("Raw profile type {kind}\0").into_bytes();
            let plain = found(*b"tEXt", &[&keyword[..], profile].concat());
            let packed = [&keyword[..], &[0], &compressed(profile)].concat();
            assert_eq!(plain.is_some(), found(*b"zTXt", &packed).is_some());
            plain
        };
        assert_eq!(both("iptc", &profile("IPTC profile", captions)), None);
        assert_eq!(both("iptc", &profile("iptc", captions)), None);
        assert_eq!(both("exif", &profile("exif", upright)), None);
        assert!(both("exif", &profile("exif", &upright[6..])).is_some());
        let why = |kind, bytes: &[u8]| both(kind, &profile(kind, bytes)).expect("must be found");
        assert!(why("exif", &turned).contains("can turn or mirror"));
        assert!(why("iptc", &preview).contains("preview"));
        assert!(why("iptc", upright).contains("cannot be read"));
        assert!(why("exif", captions).contains("cannot be read"));
        let good = String::from_utf8(profile("iptc", captions)).expect("text");
        for broken in [
            "",
            &good[1..],
            &good.replace("      24", "      23"),
            &good.replace("38", "3g"),
            &good.replace("iptc", "ip\u{7f}tc"),
            &format!("{good}00"),
            &format!("{good}\0"),
        ] {
            assert!(both("iptc", broken.as_bytes()).is_some(), "{broken}");
        }
    }

    #[test]
    fn kinds_of_metadata_are_told_once() {
        let plain = encode(&image());
        let exif = b"MM\0*\0\0\0\x08\0\0\0\0\0\0";
        let xmp = [b"XML:com.adobe.xmp\0\0\0\0\0", XMP.as_bytes()].concat();
        let mut file = plain.clone();
        for (kind, data) in [
            (b"tEXt", &b"Author\0me"[..]),
            (b"eXIf", exif),
            (b"tIME", b"\x07\xe9\x01\x01\0\0\0"),
            (b"tEXt", b"Title\0A boat"),
            (b"iTXt", &xmp),
        ] {
            file = parsed(&file).with_chunk(*kind, data);
        }
        assert_eq!(parsed(&file).appearance(), None);
        assert_eq!(
            parsed(&file).metadata(),
            [MetadataKind::Text, MetadataKind::Exif, MetadataKind::Xmp]
        );
        assert!(parsed(&plain).metadata().is_empty());
        let mut many = plain;
        for count in 0..=MAX_METADATA {
            assert_eq!(parsed(&many).appearance(), None, "{count}");
            many = parsed(&many).with_chunk(*b"eXIf", exif);
        }
        assert!(parsed(&many).appearance().is_some_and(|why| why.contains("eXIf")));
    }
}
