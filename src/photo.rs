//! Photos as other programs and real cameras write them, opened for the simulated camera to sign.
//!
//! The result is 8-bit RGB, taken as sRGB and turned upright; no metadata comes along. What would have
//! to be converted (other colour profiles, 16 bits, CMYK, transparency) is refused with advice, because
//! a conversion is an edit that nobody proved.

use proofroom_circuits::{Image, Size, SizeError};
use thiserror::Error;

use crate::exif::Exif;
use crate::jpeg::{self, Coefficients, Jpeg, JpegError};
use crate::png::{self, PixelError, Png, PngError};

/// Why a photo cannot be signed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PhotoError {
    /// Another format.
    #[error(
        "this is neither a PNG nor a JPEG; export the photo as one of them, 8 bits a channel, sRGB"
    )]
    Format,
    /// A broken PNG.
    #[error("{0}; export the photo again")]
    Png(PngError),
    /// A JPEG that is broken, or of a kind that is not supported.
    #[error("{0}; export the photo again")]
    Jpeg(JpegError),
    /// Pixels that are not supported.
    #[error("{0}; export the photo with 8 bits a channel and without transparency")]
    Pixels(PixelError),
    /// Four inks instead of three colours.
    #[error("the JPEG is CMYK; export the photo in RGB")]
    Cmyk,
    /// A colour profile other than sRGB.
    #[error(
        "the photo carries a colour profile ({0}), and pixels are taken as sRGB; convert it to sRGB and export it \
         without a profile, or ignore the profile with --ignore-profile"
    )]
    Profile(&'static str),
    /// More than one picture.
    #[error("the PNG is animated; export one frame")]
    Animated,
    /// Larger than the format allows, or empty.
    #[error(transparent)]
    Size(#[from] SizeError),
    /// EXIF data that may ask for an orientation, but cannot be read.
    #[error(
        "the photo's EXIF data cannot be read, so which side is up is unknown; remove them or export the photo again"
    )]
    Exif,
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

/// Opens a PNG or a JPEG: 8 bits RGB, gray or palette, opaque.
///
/// # Errors
/// [`PhotoError`], which says what to do.
pub fn open(bytes: &[u8], ignore_profile: bool) -> Result<Image, PhotoError> {
    let (image, exif) = if png::is_png(bytes) {
        open_png(bytes, ignore_profile)?
    } else if jpeg::is_jpeg(bytes) {
        open_jpeg(bytes, ignore_profile)?
    } else {
        return Err(PhotoError::Format);
    };
    let Some(exif) = exif else { return Ok(image) };
    let exif = Exif::read(&exif).map_err(|_| PhotoError::Exif)?;
    // Cameras that write Adobe RGB often say so here alone.
    if exif.color_space == Some(0xffff) && !ignore_profile {
        return Err(PhotoError::Profile(
            "EXIF says that the colour space is not sRGB",
        ));
    }
    Ok(upright(image, exif.orientation.unwrap_or(1)))
}

type WithExif = (Image, Option<Vec<u8>>);

fn open_png(bytes: &[u8], ignore_profile: bool) -> Result<WithExif, PhotoError> {
    let png = Png::parse(bytes)?;
    if png.chunks_of(*b"acTL").next().is_some() {
        return Err(PhotoError::Animated);
    }
    if !ignore_profile && let Some(profile) = png_profile(&png) {
        return Err(PhotoError::Profile(profile));
    }
    let exif = png
        .chunks_of(*b"eXIf")
        .next()
        .map(|chunk| chunk.data.to_vec());
    Ok((png.decode().map_err(PhotoError::Pixels)?, exif))
}

/// What says that the pixels of a PNG are not sRGB. Gamma and primaries count only where they differ
/// from those of sRGB and no sRGB chunk overrules them.
fn png_profile(png: &Png<'_>) -> Option<&'static str> {
    const SRGB_GAMMA: [u8; 4] = 45_455u32.to_be_bytes();
    const SRGB_PRIMARIES: [u32; 8] = [
        31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000,
    ];
    let is_srgb = png.chunks_of(*b"sRGB").next().is_some();
    png.chunks().iter().find_map(|chunk| match &chunk.kind {
        b"iCCP" => Some("ICC"),
        b"cICP" if chunk.data != [1, 13, 0, 1] => Some("cICP"),
        b"mDCV" | b"cLLI" => Some("high dynamic range"),
        b"gAMA" if !is_srgb && chunk.data != SRGB_GAMMA => Some("gamma"),
        b"cHRM"
            if !is_srgb && chunk.data != SRGB_PRIMARIES.map(u32::to_be_bytes).as_flattened() =>
        {
            Some("primaries")
        }
        _ => None,
    })
}

fn open_jpeg(bytes: &[u8], ignore_profile: bool) -> Result<WithExif, PhotoError> {
    let jpeg = Jpeg::parse(bytes)?;
    let image = Coefficients::read(&jpeg)?.into_image()?;
    let is_profile = |payload: &[u8]| payload.starts_with(b"ICC_PROFILE\0");
    if jpeg.app(2).any(is_profile) && !ignore_profile {
        return Err(PhotoError::Profile("ICC"));
    }
    let exif = jpeg
        .app(1)
        .find_map(|payload| payload.strip_prefix(b"Exif\0\0"));
    Ok((image, exif.map(<[u8]>::to_vec)))
}

/// The image as it should be seen, given EXIF's orientation: which corner of the picture the first
/// stored pixel is, and whether the stored rows are the picture's columns. Other values than 2..=8 mean
/// upright.
fn upright(image: Image, orientation: u32) -> Image {
    let Size { width, height } = image.size();
    let (right, bottom) = (width.saturating_sub(1), height.saturating_sub(1));
    let size = if (5..=8).contains(&orientation) {
        Size {
            width: height,
            height: width,
        }
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
    for y in 0..size.height {
        for x in 0..size.width {
            let (x, y) = stored(x, y);
            pixels.extend_from_slice(&image.row(y)[3 * x as usize..][..3]);
        }
    }
    Image::new(size, pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pixels numbered row by row; the red channel tells them apart.
    fn numbered(width: u32, height: u32) -> Image {
        let size = Size { width, height };
        Image::new(
            size,
            (0..width * height).flat_map(|i| [i as u8, 0, 0]).collect(),
        )
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
                (turned.size().width, reds(&turned)),
                (width, expected.to_vec()),
                "{orientation}"
            );
        }
    }

    fn exif(tag: u16, value: u16) -> Vec<u8> {
        let mut exif = b"MM\0*\0\0\0\x08\0\x01".to_vec();
        exif.extend_from_slice(&tag.to_be_bytes());
        exif.extend_from_slice(&[0, 3, 0, 0, 0, 1]);
        exif.extend_from_slice(&value.to_be_bytes());
        exif.extend_from_slice(&[0; 6]);
        exif
    }

    #[test]
    fn png_chunks_are_heeded_or_refused() {
        let image = numbered(3, 2);
        let plain = png::encode(&image);
        let with = |kind: &[u8; 4], data: &[u8]| {
            Png::parse(&plain).expect("a PNG").with_chunk(*kind, data)
        };
        assert_eq!(open(&plain, false), Ok(image.clone()));
        assert_eq!(
            reds(&open(&with(b"eXIf", &exif(0x0112, 3)), false).expect("opens")),
            [5, 4, 3, 2, 1, 0]
        );
        assert_eq!(
            open(&with(b"eXIf", b"broken"), false),
            Err(PhotoError::Exif)
        );
        assert_eq!(open(&with(b"acTL", b""), false), Err(PhotoError::Animated));
        for (kind, data, profile) in [
            (b"sRGB", &[0][..], false),
            (b"iCCP", b"profile", true),
            (b"cICP", &[1, 13, 0, 1], false),
            (b"cICP", &[9, 16, 0, 1], true),
            (b"gAMA", &45_455u32.to_be_bytes(), false),
            (b"gAMA", &100_000u32.to_be_bytes(), true),
            (b"cHRM", &[0; 32], true),
            (b"mDCV", &[0; 24], true),
        ] {
            let file = with(kind, data);
            let refused = matches!(open(&file, false), Err(PhotoError::Profile(_)));
            assert_eq!(refused, profile, "{}", kind.escape_ascii());
            assert_eq!(open(&file, true), Ok(image.clone()));
        }
        let overruled = with(b"gAMA", &100_000u32.to_be_bytes());
        let overruled = Png::parse(&overruled)
            .expect("a PNG")
            .with_chunk(*b"sRGB", &[0]);
        assert!(open(&overruled, false).is_ok());
    }

    #[test]
    fn adobe_rgb_that_only_exif_knows_is_refused() {
        let plain = png::encode(&numbered(3, 2));
        // ColorSpace stands in the Exif sub-directory: IFD0 with one pointer, then the directory.
        let mut exif = b"MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0".to_vec();
        exif.extend_from_slice(b"\0\x01\xa0\x01\0\x03\0\0\0\x01\xff\xff\0\0\0\0\0\0");
        let file = Png::parse(&plain)
            .expect("a PNG")
            .with_chunk(*b"eXIf", &exif);
        assert!(matches!(open(&file, false), Err(PhotoError::Profile(_))));
        assert!(open(&file, true).is_ok());
    }

    #[test]
    fn other_formats_are_refused_with_advice() {
        for bytes in [&b""[..], b"GIF89a", b"II*\0", b"\0\0\0\x20ftypheic"] {
            assert_eq!(open(bytes, false), Err(PhotoError::Format));
        }
        assert!(matches!(
            open(b"\xff\xd8\xff\xd9", false),
            Err(PhotoError::Jpeg(_))
        ));
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

    /// Whether the picture is about as dark in its first row and as bright in its last as it should be.
    fn is_upright(image: &Image) -> bool {
        let rows = image.size().height;
        image.row(0).iter().all(|byte| *byte < 50)
            && image.row(rows - 1).iter().all(|byte| *byte > 200)
    }

    #[test]
    fn jpegs_are_opened() {
        let rgb = jpeg(ColorType::Rgb, &halves(), |_| ());
        let gray: Vec<u8> = halves().iter().step_by(3).copied().collect();
        let gray = jpeg(ColorType::Luma, &gray, |_| ());
        let progressive = jpeg(ColorType::Rgb, &halves(), |encoder| {
            encoder.set_progressive(true)
        });
        for file in [&rgb, &gray, &progressive] {
            let image = open(file, false).expect("opens");
            assert_eq!(
                image.size(),
                Size {
                    width: 16,
                    height: 16
                }
            );
            assert!(is_upright(&image));
        }
        let turned = |value: u16| {
            let exif = [b"Exif\0\0".to_vec(), exif(0x0112, value)].concat();
            let file = jpeg(ColorType::Rgb, &halves(), |encoder| {
                encoder.add_app_segment(1, exif.clone()).expect("short");
            });
            open(&file, false).expect("opens")
        };
        assert!(is_upright(&turned(1)));
        assert!(is_upright(&upright(turned(3), 3)) && !is_upright(&turned(3)));
    }

    #[test]
    fn jpegs_that_would_need_a_conversion_are_refused() {
        let cmyk = jpeg(ColorType::Cmyk, &[100; 16 * 16 * 4], |_| ());
        assert_eq!(open(&cmyk, true), Err(PhotoError::Cmyk));
        let ycck = jpeg(ColorType::CmykAsYcck, &[100; 16 * 16 * 4], |_| ());
        assert_eq!(open(&ycck, true), Err(PhotoError::Cmyk));
        let profile = jpeg(ColorType::Rgb, &halves(), |encoder| {
            encoder.add_icc_profile(b"profile").expect("short");
        });
        assert_eq!(open(&profile, false), Err(PhotoError::Profile("ICC")));
        assert!(open(&profile, true).is_ok());
    }

    #[test]
    fn cut_jpegs_are_refused() {
        let good = jpeg(ColorType::Rgb, &halves(), |_| ());
        for length in [2, 20, good.len() / 2, good.len() - 20] {
            assert!(
                matches!(open(&good[..length], false), Err(PhotoError::Jpeg(_))),
                "{length}"
            );
        }
        // A frame of 8192 x 4394 on the word of its header alone.
        let mut huge = good.clone();
        let frame = huge.windows(2).position(|marker| marker == [0xff, 0xc0]);
        let size = frame.expect("a frame") + 5;
        huge[size..size + 4].copy_from_slice(&[0x11, 0x2a, 0x20, 0]);
        assert!(matches!(open(&huge, false), Err(PhotoError::Jpeg(_))));
    }
}
