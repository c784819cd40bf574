//! Photos as other programs and real cameras write them, opened for the simulated camera to sign.
//!
//! The result is 8-bit RGB in sRGB, upright, with the time at which the photo says that it was taken; no other
//! metadata are kept. Colours in other spaces are converted, and the capture record says so. A photo that has more
//! than these pixels can hold (16 bits, CMYK, transparency, high dynamic range) is refused with advice. So is a
//! photo that viewers show differently; if they agree on something that its author may not have meant, a [`Note`]
//! says so.

#[cfg(test)]
mod makers;
mod metadata;

use proofroom_circuits::{Edit, Image, Size, SizeError};
use thiserror::Error;

use crate::capture::exif::Exif;
use crate::format::capture_record::{ColourSpaceName, Moment};
pub use crate::format::colour::ColourError;
use crate::format::colour::ColourSpace;
use crate::format::jpeg::{self, Coefficients, Jpeg, JpegError};
use crate::format::png::{self, PixelError, Png, PngError};
use crate::system::text;
use metadata::Metadata;

/// A photo as it is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// The pixels: sRGB, upright.
    pub image: Image,
    /// When it was taken, if its EXIF data say so.
    pub taken: Option<Moment>,
    /// The colour space from which the pixels were converted, if they were.
    pub converted_from: Option<ColourSpaceName>,
    /// What the user should know before signing it.
    pub notes: Vec<Note>,
}

/// How a photo was read if that was not obvious. Each is a sentence without its capital letter and full stop.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Note {
    /// The colours were converted.
    #[error("the colours were converted from {0} to sRGB, and the capture record says so")]
    Converted(String),
    /// There was a profile, and the caller asked to ignore it.
    #[error("the colour profile was ignored, and the colours were taken as sRGB")]
    ProfileIgnored,
    /// EXIF says that the colour space is none of the known ones, and there is no profile.
    #[error(
        "the photo says that its colours are uncalibrated and has no colour profile; they were taken as sRGB"
    )]
    Uncalibrated,
    /// EXIF data that cannot be read.
    #[error(
        "the photo's EXIF data cannot be read; it was taken as upright, as other programs show it"
    )]
    ExifUnreadable,
    /// The orientation is not a number.
    #[error("the photo's EXIF orientation cannot be read; it was taken as upright")]
    OrientationUnreadable,
    /// There is another orientation in a place that viewers ignore.
    #[error(
        "the photo also names another orientation, in a place that other programs ignore; it was ignored here, too"
    )]
    OrientationIgnored,
    /// The capture time is in the future.
    #[error(
        "the photo's capture time lies in the future; its camera's clock or this computer's is wrong"
    )]
    Future,
}

/// Why a photo cannot be signed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PhotoError {
    /// It is in another format.
    #[error(
        "this is neither a PNG nor a JPEG; export the photo as one of them, 8 bits per channel, sRGB"
    )]
    Format,
    /// A broken PNG.
    #[error("{0}; export the photo again")]
    Png(PngError),
    /// A JPEG that is broken, or of a kind that is not supported.
    #[error("{0}; export the photo again")]
    Jpeg(JpegError),
    /// Pixels that are not supported.
    #[error("{0}; export the photo with 8 bits per channel and without transparency")]
    Pixels(PixelError),
    /// Four inks instead of three colours.
    #[error("the JPEG is CMYK; export the photo in RGB")]
    Cmyk,
    /// Colours that cannot be converted to sRGB.
    #[error("{0}; export the photo in sRGB, or ignore its colour profile")]
    Colours(ColourError),
    /// It has more than one picture.
    #[error("the PNG is animated; export one frame")]
    Animated,
    /// Larger than the format allows, or empty.
    #[error(transparent)]
    Size(#[from] SizeError),
    /// It has an orientation that some viewers follow and others do not.
    #[error(
        "the PNG asks in its XMP or text to be turned, which some programs do and others do not; turn it so that it \
         looks right everywhere, and export it again"
    )]
    Orientation,
}

impl PhotoError {
    /// Whether the photo might open if its colour profile is ignored.
    pub fn is_about_profile(&self) -> bool {
        matches!(self, PhotoError::Colours(_))
    }
}

impl From<PngError> for PhotoError {
    fn from(error: PngError) -> Self {
        match error {
            PngError::Size(error) => PhotoError::Size(error),
            error => PhotoError::Png(error),
        }
    }
}

impl From<JpegError> for PhotoError {
    fn from(error: JpegError) -> Self {
        match error {
            JpegError::Size(error) => PhotoError::Size(error),
            JpegError::Cmyk => PhotoError::Cmyk,
            error => PhotoError::Jpeg(error),
        }
    }
}

/// Opens a PNG or a JPEG: 8 bits RGB, gray or palette, opaque. With `ignore_profile`, everything that it says about
/// its colours is ignored.
///
/// # Errors
/// [`PhotoError`], which says what to do.
pub fn open(bytes: &[u8], ignore_profile: bool) -> Result<Photo, PhotoError> {
    let (image, metadata) = if png::is_png(bytes) {
        open_png(bytes)?
    } else if jpeg::is_jpeg(bytes) {
        open_jpeg(bytes)?
    } else {
        return Err(PhotoError::Format);
    };
    let mut notes = Vec::new();
    let orientation = orientation(&metadata, &mut notes)?;
    let colours = if ignore_profile {
        if metadata.colours.is_some() {
            notes.push(Note::ProfileIgnored);
        }
        None
    } else {
        colours(metadata.colours, &metadata.exif, &mut notes).map_err(PhotoError::Colours)?
    };
    let (image, converted_from) = match colours {
        Some(space) => {
            let image = space.convert(&image).map_err(PhotoError::Colours)?;
            let name = space.public_name();
            let own = space.own_name().filter(|own| own != name.as_str());
            notes.push(Note::Converted(own.map_or_else(
                || name.to_string(),
                |own| format!("{name} ({})", text::quoted(&own)),
            )));
            (image, Some(name))
        }
        None => (image, None),
    };
    Ok(Photo {
        image: upright(image, orientation),
        taken: metadata.exif.taken,
        converted_from,
        notes,
    })
}

/// A small picture of a photo, an original or a published picture: no larger than `side` pixels each way, upright,
/// without conversion of its colours. It is for people who look for a photo in a list.
///
/// It is made of the photo's own pixels. A thumbnail in the EXIF data is another picture, which shows what was cut off
/// or covered since, or anything else, and nobody signs it.
///
/// # Errors
/// [`PhotoError`].
pub fn thumbnail(bytes: &[u8], side: u32) -> Result<Image, PhotoError> {
    let (image, metadata) = if png::is_png(bytes) {
        open_png(bytes)?
    } else if jpeg::is_jpeg(bytes) {
        let jpeg = Jpeg::parse(bytes)?;
        let coefficients = Coefficients::read(&jpeg)?;
        let size = coefficients.size();
        let is_large = size.width().max(size.height()) >= 8 * side;
        let image =
            if is_large { coefficients.into_eighth() } else { coefficients.into_image()? };
        (image, Metadata::of_jpeg(&jpeg))
    } else {
        return Err(PhotoError::Format);
    };
    let size = image.size();
    let longer = size.width().max(size.height());
    let image = if longer > side {
        let reduced = |length: u32| (length * side).div_ceil(longer);
        let small = Size::new(reduced(size.width()), reduced(size.height()))?;
        Edit::scaling_to(small).apply(&image).expect("any size can be scaled to any other")
    } else {
        image
    };
    let orientation = orientation(&metadata, &mut Vec::new()).unwrap_or(1);
    Ok(upright(image, orientation))
}

/// The photo's orientation, 1 to 8.
fn orientation(metadata: &Metadata, notes: &mut Vec<Note>) -> Result<u32, PhotoError> {
    // Viewers show unknown values upright.
    let known = |orientation: u32| {
        if (2..=8).contains(&orientation) { orientation } else { 1 }
    };
    let orientation = known(metadata.exif.orientation.unwrap_or(1));
    let differs = |other: &u32| known(*other) != orientation;
    if metadata.disputed_orientations.iter().any(differs) {
        return Err(PhotoError::Orientation);
    }
    if metadata.exif_unreadable {
        notes.push(Note::ExifUnreadable);
    }
    if metadata.exif.orientation_unreadable {
        notes.push(Note::OrientationUnreadable);
    }
    if metadata.ignored_orientations.iter().any(differs) {
        notes.push(Note::OrientationIgnored);
    }
    Ok(orientation)
}

/// The colour space to convert from, if the photo is not in sRGB. Information outside of EXIF takes precedence over
/// EXIF.
fn colours(
    named: Option<Result<ColourSpace, ColourError>>,
    exif: &Exif,
    notes: &mut Vec<Note>,
) -> Result<Option<ColourSpace>, ColourError> {
    let space = match (named, exif.color_space) {
        (Some(space), _) => space?,
        (None, Some(Exif::ADOBE_RGB)) => ColourSpace::adobe_rgb(),
        // This is how DCF has cameras mark it (JEITA CP-3461, "DCF optional file").
        (None, Some(Exif::UNCALIBRATED)) if exif.says_adobe_rgb => ColourSpace::adobe_rgb(),
        (None, Some(Exif::UNCALIBRATED)) => {
            notes.push(Note::Uncalibrated);
            return Ok(None);
        }
        (None, _) => return Ok(None),
    };
    Ok(Some(space).filter(|space| !space.is_srgb()))
}

fn open_png(bytes: &[u8]) -> Result<(Image, Metadata), PhotoError> {
    let png = Png::parse(bytes)?;
    if png.chunks_of(*b"acTL").next().is_some() {
        return Err(PhotoError::Animated);
    }
    let image = png.decode().map_err(PhotoError::Pixels)?;
    Ok((image, Metadata::of_png(&png)))
}

fn open_jpeg(bytes: &[u8]) -> Result<(Image, Metadata), PhotoError> {
    let jpeg = Jpeg::parse(bytes)?;
    let image = Coefficients::read(&jpeg)?.into_image()?;
    Ok((image, Metadata::of_jpeg(&jpeg)))
}

/// The image as it should be seen, given EXIF's orientation: which corner of the picture the first
/// stored pixel is, and whether the stored rows are the picture's columns. Other values than 2..=8 mean
/// upright.
fn upright(image: Image, orientation: u32) -> Image {
    let size = image.size();
    let (width, height) = (size.width(), size.height());
    let (right, bottom) = (width.saturating_sub(1), height.saturating_sub(1));
    let size = if (5..=8).contains(&orientation) {
        Size::new(height, width).expect("a size")
    } else {
        image.size()
    };
    let stored = |x: u32, y: u32| match orientation {
        2 => (right - x, y),
        3 => (right - x, bottom - y),
        4 => (x, bottom - y),
        5 => (y, x),
        6 => (y, bottom - x),
        7 => (right - y, bottom - x),
        8 => (right - y, x),
        _ => (x, y),
    };
    if !(2..=8).contains(&orientation) {
        return image;
    }
    let mut pixels = Vec::with_capacity(size.bytes());
    for y in 0..size.height() {
        for x in 0..size.width() {
            let (x, y) = stored(x, y);
            pixels.extend_from_slice(&image.row(y)[3 * x as usize..][..3]);
        }
    }
    Image::new(size, pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pixels numbered row by row in the red channel.
    fn numbered(width: u32, height: u32) -> Image {
        let size = Size::new(width, height).expect("a size");
        Image::new(size, (0..width * height).flat_map(|i| [i as u8, 0, 0]).collect())
    }

    fn reds(image: &Image) -> Vec<u8> {
        image.pixels().iter().step_by(3).copied().collect()
    }

    #[test]
    fn every_orientation_is_turned_upright() {
        // Stored: 0 1 2 / 3 4 5.
        for (orientation, width, expected) in [
            (0, 3, [0, 1, 2, 3, 4, 5]),
            (1, 3, [0, 1, 2, 3, 4, 5]),
            (2, 3, [2, 1, 0, 5, 4, 3]),
            (3, 3, [5, 4, 3, 2, 1, 0]),
            (4, 3, [3, 4, 5, 0, 1, 2]),
            (5, 2, [0, 3, 1, 4, 2, 5]),
            (6, 2, [3, 0, 4, 1, 5, 2]),
            (7, 2, [5, 2, 4, 1, 3, 0]),
            (8, 2, [2, 5, 1, 4, 0, 3]),
            (9, 3, [0, 1, 2, 3, 4, 5]),
        ] {
            let turned = upright(numbered(3, 2), orientation);
            assert_eq!(
                (turned.size().width(), reds(&turned)),
                (width, expected.to_vec()),
                "{orientation}"
            );
        }
    }

    /// Large areas, which a thumbnail shows as they are.
    fn areas(width: u32, height: u32) -> Image {
        let size = Size::new(width, height).expect("a size");
        let byte = |x: u32, y: u32, channel: u32| {
            (x * 3 / width * 60 + y * 2 / height * 50 + 40 * channel) as u8
        };
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        Image::new(
            size,
            pixels.flat_map(|(x, y)| [0, 1, 2].map(|channel| byte(x, y, channel))).collect(),
        )
    }

    #[test]
    fn a_thumbnail_shows_the_photo_itself_upright_and_small() {
        use proofroom_circuits::jpeg::{Options, Picture, Sampling};
        let image = areas(480, 320);
        let small =
            Edit::scaling_to(Size::new(24, 16).expect("a size")).apply(&image).expect("scales");
        let shown = thumbnail(&png::encode(&image), 24).expect("a thumbnail");
        assert_eq!(shown, small);
        for sampling in [Sampling::Full, Sampling::Halved] {
            let options = Options { sampling, ..Options::default() };
            let file = jpeg::published::encode(&Picture::of(&image, options));
            let eighth = thumbnail(&file, 60).expect("a thumbnail");
            assert_eq!((eighth.size().width(), eighth.size().height()), (60, 40));
            // In the middle of the areas, where nothing is mixed.
            for (x, y) in [(10, 10), (30, 10), (50, 10), (10, 30), (30, 30), (50, 30)] {
                let at =
                    |image: &Image, x: u32, y: u32| image.row(y)[3 * x as usize..][..3].to_vec();
                for (found, wanted) in at(&eighth, x, y).iter().zip(at(&image, 8 * x, 8 * y)) {
                    assert!(found.abs_diff(wanted) <= 4, "{found} for {wanted} at {x}, {y}");
                }
            }
        }
        assert!(thumbnail(b"a text", 24).is_err());
    }

    fn exif(tag: u16, value: u16) -> Vec<u8> {
        let mut exif = b"MM\0*\0\0\0\x08\0\x01".to_vec();
        exif.extend_from_slice(&tag.to_be_bytes());
        exif.extend_from_slice(&[0, 3, 0, 0, 0, 1]);
        exif.extend_from_slice(&value.to_be_bytes());
        exif.extend_from_slice(&[0; 6]);
        exif
    }

    fn opened(file: &[u8]) -> Photo {
        open(file, false).expect("opens")
    }

    /// A PNG with chunks of these types and contents.
    fn png_with(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let plain = png::encode(&numbered(3, 2));
        chunks.iter().fold(plain, |file, (kind, data)| {
            Png::parse(&file).expect("a PNG").with_chunk(**kind, data)
        })
    }

    #[test]
    fn png_chunks_are_heeded_or_refused() {
        let image = numbered(3, 2);
        let plain = opened(&png_with(&[]));
        assert_eq!(plain.image, image);
        assert_eq!((plain.taken, plain.converted_from, plain.notes), (None, None, vec![]));
        let turned = opened(&png_with(&[(b"eXIf", &exif(0x0112, 3)), (b"eXIf", &exif(0x0112, 6))]));
        assert_eq!(reds(&turned.image), [5, 4, 3, 2, 1, 0]);
        let broken = opened(&png_with(&[(b"eXIf", b"broken")]));
        assert_eq!((broken.image, broken.notes), (image, vec![Note::ExifUnreadable]));
        let animated = png_with(&[(b"acTL", b"")]);
        assert_eq!(open(&animated, false), Err(PhotoError::Animated));
    }

    #[test]
    fn colours_that_cannot_be_converted_are_refused_and_can_be_ignored() {
        use ColourError::*;
        let cmyk = {
            let mut profile = moxcms::ColorProfile::new_srgb().encode().expect("encodes");
            profile[16..20].copy_from_slice(b"CMYK");
            profile
        };
        let long = iccp(&vec![0; crate::format::colour::MAX_PROFILE_BYTES + 1]);
        let gray = iccp(&moxcms::ColorProfile::new_gray_with_gamma(2.2).encode().expect("encodes"));
        for (kind, data, error) in [
            (b"iCCP", &b"profile"[..], Broken),
            (b"iCCP", &iccp(b"no profile"), Broken),
            (b"iCCP", &iccp(&cmyk), OtherUse("CMYK pictures")),
            (b"iCCP", &long, Broken),
            (b"iCCP", &gray, GrayForColour),
            (b"cICP", &[9, 16, 0, 1], HighDynamicRange),
            (b"cICP", &[9, 18, 0, 1], HighDynamicRange),
            (b"cICP", &[1, 13, 1, 1], Unknown("1, 13, 1, 1".into())),
            (b"cICP", &[1, 13], Impossible),
            (b"gAMA", &[0; 4], Impossible),
            (b"gAMA", &[0; 3], Impossible),
            (b"cHRM", &[0; 32], Impossible),
            (b"cHRM", &[0; 31], Impossible),
            (b"mDCV", &[0; 24], HighDynamicRange),
        ] {
            let file = png_with(&[(kind, data)]);
            let error = PhotoError::Colours(error);
            assert!(error.is_about_profile());
            assert_eq!(open(&file, false), Err(error), "{}", kind.escape_ascii());
            let ignored = open(&file, true).expect("opens");
            assert_eq!(ignored.image, numbered(3, 2));
            assert_eq!(ignored.notes, [Note::ProfileIgnored]);
        }
    }

    /// The content of an `iCCP` chunk.
    fn iccp(profile: &[u8]) -> Vec<u8> {
        use std::io::Write;
        let mut zlib =
            flate2::write::ZlibEncoder::new(b"name\0\0".to_vec(), flate2::Compression::fast());
        zlib.write_all(profile).expect("compresses");
        zlib.finish().expect("compresses")
    }

    #[test]
    fn what_means_srgb_leaves_the_pixels_alone() {
        const PRIMARIES: [u32; 8] = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000];
        let chrm = |change: u32| PRIMARIES.map(|part| (part + change).to_be_bytes()).concat();
        let srgb = iccp(&moxcms::ColorProfile::new_srgb().encode().expect("encodes"));
        let linear = (b"gAMA", &100_000u32.to_be_bytes()[..]);
        for chunks in [
            &[(b"sRGB", &[0][..])][..],
            &[(b"cICP", &[1, 13, 0, 1])],
            &[(b"gAMA", &45_455u32.to_be_bytes()), (b"cHRM", &chrm(0))],
            &[(b"gAMA", &45_454u32.to_be_bytes()), (b"cHRM", &chrm(1))],
            &[(b"iCCP", &srgb)],
            // The newer and more exact kind takes precedence.
            &[linear, (b"sRGB", &[0])],
            &[linear, (b"iCCP", &srgb)],
            &[linear, (b"cICP", &[1, 13, 0, 1])],
        ] {
            let photo = opened(&png_with(chunks));
            assert_eq!(photo.image, numbered(3, 2), "{chunks:?}");
            assert_eq!((photo.converted_from, photo.notes), (None, vec![]));
        }
    }

    #[test]
    fn numbered_colours_and_gamma_are_converted() {
        let image = Image::new(Size::new(1, 1).expect("a size"), vec![200, 30, 60]);
        let plain = png::encode(&image);
        let with = |kind: &[u8; 4], data: &[u8]| {
            let file = Png::parse(&plain).expect("a PNG").with_chunk(*kind, data);
            let photo = opened(&file);
            let name = photo.converted_from.map(|name| name.to_string());
            (photo.image.pixels().to_vec(), name.unwrap_or_default())
        };
        let adobe_primaries = [31_270, 32_900, 64_000, 33_000, 21_000, 71_000, 15_000, 6_000];
        let adobe_primaries = adobe_primaries.map(u32::to_be_bytes).concat();
        for (kind, data, pixel, name) in [
            // LittleCMS 2.14 gives 218.76, 0, 54.39.
            (b"cICP", &[12, 13, 0, 1][..], [219, 0, 54], "Display P3"),
            // (200 / 255)^1 by sRGB's curve, and so on.
            (b"gAMA", &100_000u32.to_be_bytes(), [229, 96, 133], "a custom RGB profile"),
            (b"cHRM", &adobe_primaries, [231, 30, 61], "a custom RGB profile"),
        ] {
            assert_eq!(with(kind, data), (pixel.to_vec(), name.into()), "{}", kind.escape_ascii());
        }
    }

    #[test]
    fn orientations_that_viewers_disagree_on_are_refused() {
        let xmp = |value: &str| {
            let packet = format!(
                r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:t="http://ns.adobe.com/tiff/1.0/" t:Orientation="{value}"/></rdf:RDF></x:xmpmeta>"#
            );
            [&b"XML:com.adobe.xmp\0\0\0\0\0"[..], packet.as_bytes()].concat()
        };
        let compressed = |keyword: &str, text: &[u8]| {
            let mut chunk = [keyword.as_bytes(), b"\0\0"].concat();
            chunk.extend_from_slice(&iccp(text)[6..]);
            chunk
        };
        let raw = |value: u16| {
            let data = [b"Exif\0\0".to_vec(), exif(0x0112, value)].concat();
            format!("\nexif\n      {}\n{}\n", data.len(), hex::encode(data))
        };
        let raw_chunk = |keyword: &str, value: u16| compressed(keyword, raw(value).as_bytes());
        let prefixed = [b"Exif\0\0".to_vec(), exif(0x0112, 6)].concat();
        let exif = |value: u16| exif(0x0112, value);
        for (chunks, good) in [
            (&[(b"iTXt", xmp("1"))][..], true),
            (&[(b"iTXt", xmp("6"))], false),
            (&[(b"iTXt", xmp("6")), (b"eXIf", exif(6))], true),
            (&[(b"iTXt", xmp("1")), (b"eXIf", exif(6))], false),
            (&[(b"zTXt", raw_chunk("Raw profile type exif", 1))], true),
            (&[(b"zTXt", raw_chunk("Raw profile type exif", 6))], false),
            (&[(b"zTXt", raw_chunk("Raw profile type APP1", 8))], false),
            (&[(b"zTXt", raw_chunk("Comment", 8))], true),
            (&[(b"eXIf", prefixed)], false),
        ] {
            let chunks: Vec<(&[u8; 4], &[u8])> =
                chunks.iter().map(|(kind, data)| (*kind, &data[..])).collect();
            let result = open(&png_with(&chunks), false).map(|_| ());
            let expected = if good { Ok(()) } else { Err(PhotoError::Orientation) };
            assert_eq!(result, expected, "{chunks:?}");
        }
        let element = b"XML:com.adobe.xmp\0\0\0\0\0<a xmlns:tiff='http://ns.adobe.com/tiff/1.0/'><tiff:Orientation>3</tiff:Orientation></a>";
        assert_eq!(open(&png_with(&[(b"iTXt", element)]), false), Err(PhotoError::Orientation));
    }

    #[test]
    fn xmp_that_takes_hours_or_all_memory_to_read_is_not_read() {
        use crate::format::png::tests::image;
        use std::fmt::Write;
        let png = png::encode(&image());
        let png = Png::parse(&png).expect("a PNG");
        let xmp = |packet: String| {
            let packed = fdeflate::compress_to_vec(packet.as_bytes());
            let text = [&b"XML:com.adobe.xmp\0\x01\0\0\0"[..], &packed].concat();
            png.with_chunk(*b"iTXt", &text)
        };
        let mut attributes = String::from("<a");
        let mut namespaces = String::new();
        for number in 0..20_000 {
            let _ = write!(attributes, " a{number}=\"\"");
            let _ = write!(namespaces, "<a xmlns:a{number}=\"{number}\">");
        }
        // As many as are read, spread over many elements.
        let allowed = attributes.find(" a1000").expect("there");
        let many = format!("{}/>", &attributes[..allowed]).repeat(200);
        for (what, packet) in [
            ("attributes", attributes + "/>"),
            (
                "namespaces",
                namespaces + &"<a xmlns:a0=\"0\"/>".repeat(40_000) + &"</a>".repeat(20_000),
            ),
            ("elements", format!("<a>{many}</a>")),
            ("bytes", format!("<a>{}</a>", " ".repeat(32 << 20))),
        ] {
            let begun = std::time::Instant::now();
            let photo = open(&xmp(packet), false).expect("opens");
            assert_eq!(photo.image, image());
            assert!(begun.elapsed().as_secs() < 5, "{what}: {:?}", begun.elapsed());
            println!("{what}: {:?}", begun.elapsed());
        }
    }

    #[test]
    fn other_formats_are_refused_with_advice() {
        for bytes in [&b""[..], b"GIF89a", b"II*\0", b"\0\0\0\x20ftypheic"] {
            assert_eq!(open(bytes, false), Err(PhotoError::Format));
        }
        assert!(matches!(open(b"\xff\xd8\xff\xd9", false), Err(PhotoError::Jpeg(_))));
    }

    use jpeg_encoder::{ColorType, Encoder};

    /// A gray JPEG-compressible picture: dark above, bright below.
    fn halves() -> Vec<u8> {
        [[30; 16 * 8 * 3], [220; 16 * 8 * 3]].concat()
    }

    fn jpeg(
        color: ColorType,
        samples: &[u8],
        extra: impl Fn(&mut Encoder<&mut Vec<u8>>),
    ) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 100);
        extra(&mut encoder);
        encoder.encode(samples, 16, 16, color).expect("encodes");
        bytes
    }

    /// Whether the picture is dark in its first row and bright in its last, roughly as it should be.
    fn is_upright(image: &Image) -> bool {
        let rows = image.size().height();
        image.row(0).iter().all(|byte| *byte < 50)
            && image.row(rows - 1).iter().all(|byte| *byte > 200)
    }

    #[test]
    fn jpegs_are_opened() {
        let rgb = jpeg(ColorType::Rgb, &halves(), |_| ());
        let gray: Vec<u8> = halves().iter().step_by(3).copied().collect();
        let gray = jpeg(ColorType::Luma, &gray, |_| ());
        let progressive = jpeg(ColorType::Rgb, &halves(), |encoder| encoder.set_progressive(true));
        for file in [&rgb, &gray, &progressive] {
            let image = opened(file).image;
            assert_eq!(image.size(), Size::new(16, 16).expect("a size"));
            assert!(is_upright(&image));
        }
        let turned = |value: u16| {
            let exif = [b"Exif\0\0".to_vec(), exif(0x0112, value)].concat();
            let file = jpeg(ColorType::Rgb, &halves(), |encoder| {
                encoder.add_app_segment(1, exif.clone()).expect("short");
            });
            opened(&file).image
        };
        assert!(is_upright(&turned(1)));
        assert!(is_upright(&upright(turned(3), 3)) && !is_upright(&turned(3)));
    }

    #[test]
    fn cmyk_and_broken_profiles_are_refused() {
        let cmyk = jpeg(ColorType::Cmyk, &[100; 16 * 16 * 4], |_| ());
        assert_eq!(open(&cmyk, true), Err(PhotoError::Cmyk));
        let ycck = jpeg(ColorType::CmykAsYcck, &[100; 16 * 16 * 4], |_| ());
        assert_eq!(open(&ycck, true), Err(PhotoError::Cmyk));
        let profile = jpeg(ColorType::Rgb, &halves(), |encoder| {
            encoder.add_icc_profile(b"profile").expect("short");
        });
        assert_eq!(open(&profile, false), Err(PhotoError::Colours(ColourError::Broken)));
        assert!(open(&profile, true).is_ok());
    }

    #[test]
    fn cut_jpegs_are_refused() {
        let good = jpeg(ColorType::Rgb, &halves(), |_| ());
        for length in [2, 20, good.len() / 2, good.len() - 20] {
            assert!(matches!(open(&good[..length], false), Err(PhotoError::Jpeg(_))), "{length}");
        }
        // A header that claims a frame of 16,384 x 7324, as large as they may be: no memory is allocated for it.
        let mut huge = good.clone();
        let frame = huge.windows(2).position(|marker| marker == [0xff, 0xc0]);
        let size = frame.expect("a frame") + 5;
        huge[size..size + 4].copy_from_slice(&[0x1c, 0x9c, 0x40, 0]);
        assert!(matches!(open(&huge, false), Err(PhotoError::Jpeg(_))));
    }
}
