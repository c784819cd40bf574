//! PNG files as rows of chunks: reading them within limits, putting one chunk in and taking it out,
//! and what in them could make a viewer show other colours than the decoded pixels.

use std::io::Cursor;
use std::ops::Range;

use proofroom_circuits::{Image, Size, SizeError};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::exif::Exif;

/// The four letters of a chunk's type.
pub type ChunkKind = [u8; 4];

/// The chunk of a published picture's proof: ancillary, private, safe to copy.
pub const PROOF_CHUNK: ChunkKind = *b"prPf";

/// The chunk of an original's record and seed: ancillary, private, not safe to copy, so that an editor
/// that does not know it drops the seed.
pub const ORIGINAL_CHUNK: ChunkKind = *b"prOR";

const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";

/// How many bytes deflate makes of one at most: a match of 258 bytes takes two bits.
const DEFLATE_RATIO: u64 = 1032;

/// Where in the header the colour type stands.
const HEADER_COLOR: usize = 9;

/// Length, type and checksum.
const CHUNK_OVERHEAD: usize = 12;

/// The most chunks of a file: one of 512 MiB whose pixels come 8 kB at a time has 65,536.
const MAX_CHUNKS: usize = 100_000;

/// Why bytes are no PNG that this program reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PngError {
    /// Other bytes at the beginning.
    #[error("it is not a PNG")]
    NotPng,
    /// A PNG whose structure is broken.
    #[error("the PNG is damaged: {0}")]
    Damaged(&'static str),
    /// Larger than the format allows.
    #[error(transparent)]
    Size(#[from] SizeError),
    /// More chunks than are read.
    #[error("the PNG has more than {MAX_CHUNKS} chunks, the most that are read")]
    TooManyChunks,
}

/// Why the pixels of a PNG cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PixelError {
    /// 16 bits a channel.
    #[error("its pixels have 16 bits a channel; only 8 bits are supported")]
    SixteenBit,
    /// Some pixels are transparent.
    #[error("some of its pixels are transparent; only opaque pictures are supported")]
    NotOpaque,
    /// The compressed pixels are broken.
    #[error("its pixels cannot be decoded")]
    Damaged,
    /// No memory for the pixels.
    #[error("there is not enough memory for its pixels")]
    Memory,
}

/// One chunk, checksum included.
#[derive(Clone, Debug)]
pub struct Chunk<'a> {
    /// Its type.
    pub kind: ChunkKind,
    /// Its content.
    pub data: &'a [u8],
    /// Where the whole chunk stands in the file.
    place: Range<usize>,
    /// Whether the checksum is right.
    intact: bool,
}

impl Chunk<'_> {
    /// Whether a decoder may ignore the chunk if it does not know it.
    pub fn is_ancillary(&self) -> bool {
        self.kind[0].is_ascii_lowercase()
    }

    /// Its type as text.
    pub fn name(&self) -> String {
        self.kind.escape_ascii().to_string()
    }
}

/// Whether a file begins as a PNG does.
pub fn is_png(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE)
}

/// The content of the first chunk of this kind, in a file that may be damaged elsewhere.
pub fn find_chunk(bytes: &[u8], kind: ChunkKind) -> Option<&[u8]> {
    chunks(bytes)
        .map_while(Result::ok)
        .take(MAX_CHUNKS)
        .find(|chunk| chunk.kind == kind)
        .map(|chunk| chunk.data)
}

/// The chunks of a file that begins as a PNG, up to the first that is not there as a whole.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = Result<Chunk<'_>, PngError>> {
    let mut position = if is_png(bytes) {
        SIGNATURE.len()
    } else {
        bytes.len()
    };
    std::iter::from_fn(move || {
        if position == bytes.len() {
            return None;
        }
        let chunk = chunk_at(bytes, position);
        position = chunk.as_ref().map_or(bytes.len(), |chunk| chunk.place.end);
        Some(chunk)
    })
}

fn chunk_at(bytes: &[u8], start: usize) -> Result<Chunk<'_>, PngError> {
    let cut = PngError::Damaged("it ends within a chunk");
    let word = |position: usize| -> Option<[u8; 4]> {
        bytes
            .get(position..position.checked_add(4)?)?
            .try_into()
            .ok()
    };
    let length = u32::from_be_bytes(word(start).ok_or(cut)?);
    let kind = word(start + 4).ok_or(cut)?;
    if !kind.iter().all(u8::is_ascii_alphabetic) {
        return Err(PngError::Damaged("the type of a chunk is not four letters"));
    }
    let end = usize::try_from(length)
        .ok()
        .and_then(|length| (start + 8).checked_add(length))
        .ok_or(cut)?;
    let data = bytes.get(start + 8..end).ok_or(cut)?;
    let checksum = u32::from_be_bytes(word(end).ok_or(cut)?);
    let intact = checksum == crc32fast::hash(&bytes[start + 4..end]);
    Ok(Chunk {
        kind,
        data,
        place: start..end + 4,
        intact,
    })
}

/// A PNG whose structure holds: every checksum, the order of the critical chunks, the size.
#[derive(Clone, Debug)]
pub struct Png<'a> {
    bytes: &'a [u8],
    chunks: Vec<Chunk<'a>>,
    size: Size,
}

impl<'a> Png<'a> {
    /// Walks all chunks. The pixels stay compressed.
    ///
    /// # Errors
    /// [`PngError`]. Bytes after the end of the picture are an error, too: another program could take
    /// them for a picture.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, PngError> {
        if !is_png(bytes) {
            return Err(PngError::NotPng);
        }
        let mut all: Vec<Chunk<'a>> = Vec::new();
        for chunk in chunks(bytes) {
            let chunk = chunk?;
            if all.len() == MAX_CHUNKS {
                return Err(PngError::TooManyChunks);
            }
            if !chunk.intact {
                return Err(PngError::Damaged("the checksum of a chunk is wrong"));
            }
            let previous = all.last().map(|chunk| chunk.kind);
            let seen = |kind: &ChunkKind| all.iter().any(|chunk| chunk.kind == *kind);
            let in_order = match (&chunk.kind, previous) {
                (b"IHDR", previous) => previous.is_none(),
                (_, None) => false,
                (_, Some(previous)) if previous == *b"IEND" => false,
                (b"PLTE", _) => !seen(b"PLTE") && !seen(b"IDAT"),
                (b"IDAT", Some(previous)) => previous == *b"IDAT" || !seen(b"IDAT"),
                (b"IEND", _) => seen(b"IDAT") && chunk.data.is_empty(),
                _ => chunk.is_ancillary(),
            };
            if !in_order {
                return Err(PngError::Damaged(
                    "a critical chunk is unknown or out of its place",
                ));
            }
            all.push(chunk);
        }
        if all.last().is_none_or(|chunk| chunk.kind != *b"IEND") {
            return Err(PngError::Damaged("its end is missing"));
        }
        let size = header_size(all[0].data)?;
        Ok(Png {
            bytes,
            chunks: all,
            size,
        })
    }

    /// Width and height that the header states.
    pub fn size(&self) -> Size {
        self.size
    }

    /// All chunks in their order.
    pub fn chunks(&self) -> &[Chunk<'a>] {
        &self.chunks
    }

    /// The chunks of one kind.
    pub fn chunks_of(&self, kind: ChunkKind) -> impl Iterator<Item = &Chunk<'a>> {
        self.chunks.iter().filter(move |chunk| chunk.kind == kind)
    }

    /// The file with one more chunk, right before its end.
    ///
    /// # Panics
    /// If `data` is longer than 2^31 - 1 bytes, the most that a chunk holds.
    pub fn with_chunk(&self, kind: ChunkKind, data: &[u8]) -> Vec<u8> {
        let length = i32::try_from(data.len()).expect("a chunk holds less than 2 GiB");
        let end = self
            .chunks
            .last()
            .map_or(self.bytes.len(), |chunk| chunk.place.start);
        let mut bytes = Vec::with_capacity(self.bytes.len() + data.len() + CHUNK_OVERHEAD);
        bytes.extend_from_slice(&self.bytes[..end]);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&kind);
        bytes.extend_from_slice(data);
        let mut checksum = crc32fast::Hasher::new();
        checksum.update(&kind);
        checksum.update(data);
        bytes.extend_from_slice(&checksum.finalize().to_be_bytes());
        bytes.extend_from_slice(&self.bytes[end..]);
        bytes
    }

    /// The file without the chunks of one kind.
    pub fn without_chunks(&self, kind: ChunkKind) -> Vec<u8> {
        let mut bytes = SIGNATURE.to_vec();
        for chunk in self.chunks.iter().filter(|chunk| chunk.kind != kind) {
            bytes.extend_from_slice(&self.bytes[chunk.place.clone()]);
        }
        bytes
    }

    /// The first thing in the file that could make a viewer show something else than its decoded
    /// pixels: an animation, a colour profile, transparency, an orientation, pixels that are not square.
    pub fn appearance(&self) -> Option<String> {
        self.chunks.iter().find_map(|chunk| {
            let why = match &chunk.kind {
                b"acTL" | b"fcTL" | b"fdAT" => "animates the picture",
                b"iCCP" | b"gAMA" | b"cHRM" | b"cICP" => "gives the colours another meaning",
                b"mDCV" | b"cLLI" => "makes a display map the brightness",
                // Skia's gain map and the picture in it.
                b"gmAP" | b"gdAT" => "makes a display map the brightness",
                // Apple's own: where its decoder begins in the middle of the pixels.
                b"iDOT" => "makes some decoders find other pixels",
                // ImageMagick's canvas, of two names, and the standard's offset.
                b"caNv" | b"vpAg" | b"oFFs" => "moves the picture",
                b"sTER" => "makes two pictures of the pixels",
                b"npTc" => "stretches parts of the picture",
                b"sBIT" => "changes the depth of the colours",
                b"bKGD" => "sets a background",
                b"tRNS" => "makes pixels transparent",
                b"eXIf" if !Exif::read(chunk.data).is_ok_and(|exif| !exif.has_orientation) => {
                    "can turn or mirror the picture"
                }
                // Older names of eXIf, and ImageMagick's own orientation.
                b"exIf" | b"zxIf" | b"orNT" => "can turn or mirror the picture",
                b"pHYs" if chunk.data.get(..4) != chunk.data.get(4..8) => "stretches the pixels",
                // Where ImageMagick keeps profiles and EXIF, and where some viewers look for them.
                b"tEXt" | b"zTXt" | b"iTXt" if chunk.data.starts_with(b"Raw profile type ") => {
                    "carries a profile"
                }
                b"tEXt" | b"zTXt" | b"iTXt" if xmp_may_turn(chunk) => {
                    "can turn or mirror the picture"
                }
                _ => return None,
            };
            Some(format!("its {} chunk {why}", chunk.name()))
        })
    }

    /// Decodes the pixels to RGB: gray and palette become RGB, an alpha channel must be opaque.
    ///
    /// # Errors
    /// [`PixelError`].
    pub fn decode(&self) -> Result<Image, PixelError> {
        // The decoder gets what makes the pixels and nothing else, so that no other chunk can disturb it.
        let makes_pixels = |chunk: &&Chunk| !chunk.is_ancillary() || chunk.kind == *b"tRNS";
        let chunks = || self.chunks.iter().filter(makes_pixels);
        let length: usize = chunks().map(|chunk| chunk.place.len()).sum();
        // It may be an original: reserved at once, so that growing leaves no part of it behind.
        let mut stream = Zeroizing::new(Vec::with_capacity(SIGNATURE.len() + length));
        stream.extend_from_slice(SIGNATURE);
        for chunk in chunks() {
            stream.extend_from_slice(&self.bytes[chunk.place.clone()]);
        }
        let header = self.chunks[0].data;
        let indexed = header[HEADER_COLOR] == png::ColorType::Indexed as u8;
        let limits = png::Limits {
            bytes: 8 * self.size.bytes() + (1 << 20),
        };
        let mut decoder = png::Decoder::new_with_limits(Cursor::new(&stream[..]), limits);
        decoder.set_transformations(if indexed {
            png::Transformations::IDENTITY
        } else {
            png::Transformations::EXPAND
        });
        let mut reader = decoder.read_info().map_err(|_| PixelError::Damaged)?;
        let (color, depth) = reader.output_color_type();
        if depth == png::BitDepth::Sixteen {
            return Err(PixelError::SixteenBit);
        }
        let compressed: usize = self.chunks_of(*b"IDAT").map(|chunk| chunk.data.len()).sum();
        let packed = self.size.pixels() * reader.info().bits_per_pixel() as u64 / 8;
        if packed > DEFLATE_RATIO * compressed as u64 {
            return Err(PixelError::Damaged);
        }
        let length = reader.output_buffer_size().ok_or(PixelError::Memory)?;
        // Samples become pixels in place.
        let mut samples = zeroed(length.max(self.size.bytes()))?;
        reader
            .next_frame(&mut samples[..length])
            .map_err(|_| PixelError::Damaged)?;
        let rgb = match color {
            png::ColorType::Rgb => Ok(()),
            png::ColorType::Rgba => widen(&mut samples, |[r, g, b, a]| ([r, g, b], a)),
            png::ColorType::Grayscale => widen(&mut samples, |[y]| ([y; 3], u8::MAX)),
            png::ColorType::GrayscaleAlpha => widen(&mut samples, |[y, a]| ([y; 3], a)),
            png::ColorType::Indexed => {
                let info = reader.info();
                let palette = info.palette.as_deref().unwrap_or_default();
                let alpha = info.trns.as_deref().unwrap_or_default();
                look_up(&mut samples, self.size, depth as usize, palette, alpha)
            }
        };
        rgb?;
        samples.truncate(self.size.bytes());
        Ok(Image::new(self.size, samples))
    }
}

/// Whether XMP metadata hold an orientation, or hide behind compression that they do.
fn xmp_may_turn(chunk: &Chunk<'_>) -> bool {
    let Some(text) = chunk.data.strip_prefix(b"XML:com.adobe.xmp\0") else {
        return false;
    };
    let plain = match &chunk.kind {
        b"tEXt" => true,
        b"iTXt" => text.first() == Some(&0),
        _ => false,
    };
    let word = b"Orientation";
    !plain || text.windows(word.len()).any(|window| window == word)
}

fn header_size(header: &[u8]) -> Result<Size, PngError> {
    let &[w0, w1, w2, w3, h0, h1, h2, h3, _, _, _, _, _] = header else {
        return Err(PngError::Damaged("its header is not 13 bytes long"));
    };
    Ok(Size::new(
        u32::from_be_bytes([w0, w1, w2, w3]),
        u32::from_be_bytes([h0, h1, h2, h3]),
    )?)
}

fn zeroed(length: usize) -> Result<Vec<u8>, PixelError> {
    let mut bytes = Vec::new();
    bytes
        .try_reserve_exact(length)
        .map_err(|_| PixelError::Memory)?;
    bytes.resize(length, 0);
    Ok(bytes)
}

/// Turns samples of N channels, at the beginning of the buffer, into RGB, which fills it.
///
/// # Errors
/// If an alpha channel is not 255 everywhere.
fn widen<const N: usize>(
    buffer: &mut [u8],
    split: impl Fn([u8; N]) -> ([u8; 3], u8),
) -> Result<(), PixelError> {
    let pixels = buffer.len() / N.max(3);
    let mut convert = |pixel: usize| {
        let sample = buffer[N * pixel..]
            .first_chunk()
            .expect("N samples a pixel");
        let (rgb, alpha) = split(*sample);
        buffer[3 * pixel..3 * pixel + 3].copy_from_slice(&rgb);
        alpha == u8::MAX
    };
    // What grows is turned from the end, so that nothing is overwritten before it is read.
    let opaque = if N < 3 {
        (0..pixels).rev().all(convert)
    } else {
        (0..pixels).all(&mut convert)
    };
    if opaque {
        Ok(())
    } else {
        Err(PixelError::NotOpaque)
    }
}

/// Turns rows of palette indices of `depth` bits, at the beginning of the buffer, into RGB.
///
/// # Errors
/// If an index is not in the palette, which decoders answer with different colours, or its colour is
/// not opaque.
fn look_up(
    buffer: &mut [u8],
    size: Size,
    depth: usize,
    palette: &[u8],
    alpha: &[u8],
) -> Result<(), PixelError> {
    let width = size.width as usize;
    let packed_row = (width * depth).div_ceil(8);
    let mut indices = vec![0; width];
    // From the end, so that no row is overwritten before it is read.
    for y in (0..size.height as usize).rev() {
        let row = &buffer[y * packed_row..][..packed_row];
        for (x, index) in indices.iter_mut().enumerate() {
            let bit = x * depth;
            *index = usize::from(row[bit / 8] << (bit % 8) >> (8 - depth));
        }
        let pixels = buffer[y * size.row_bytes()..].chunks_exact_mut(3);
        for (pixel, &index) in pixels.zip(&indices) {
            let color = palette.get(3 * index..3 * index + 3);
            pixel.copy_from_slice(color.ok_or(PixelError::Damaged)?);
            if alpha.get(index).is_some_and(|alpha| *alpha != u8::MAX) {
                return Err(PixelError::NotOpaque);
            }
        }
    }
    Ok(())
}

/// Encodes an image as an RGB PNG without any other chunk.
pub fn encode(image: &Image) -> Vec<u8> {
    let mut bytes = Vec::new();
    let Size { width, height } = image.size();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(image.pixels())?;
        writer.finish()
    });
    written.expect("an image of a valid size, written to memory");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image() -> Image {
        let size = Size {
            width: 5,
            height: 3,
        };
        Image::new(
            size,
            (0..size.bytes() as u8)
                .map(|i| i.wrapping_mul(37))
                .collect(),
        )
    }

    fn parsed(bytes: &[u8]) -> Png<'_> {
        Png::parse(bytes).expect("a PNG")
    }

    /// A chunk as it stands in a file.
    fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let body = [kind, data].concat();
        let length = u32::try_from(data.len()).expect("short").to_be_bytes();
        [&length[..], &body, &crc32fast::hash(&body).to_be_bytes()].concat()
    }

    /// An encoded picture of the given kind; `samples` are what the encoder wants.
    fn encoded(
        color: png::ColorType,
        depth: png::BitDepth,
        extra: impl Fn(&mut png::Encoder<'_, &mut Vec<u8>>),
        samples: &[u8],
    ) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 4, 1);
        encoder.set_color(color);
        encoder.set_depth(depth);
        extra(&mut encoder);
        let mut writer = encoder.write_header().expect("writes");
        writer.write_image_data(samples).expect("writes");
        writer.finish().expect("writes");
        bytes
    }

    #[test]
    fn images_go_there_and_back() {
        assert_eq!(parsed(&encode(&image())).decode(), Ok(image()));
    }

    #[test]
    fn chunks_are_put_in_found_and_taken_out() {
        let plain = encode(&image());
        let with = parsed(&plain).with_chunk(PROOF_CHUNK, b"payload");
        assert_eq!(find_chunk(&with, PROOF_CHUNK), Some(&b"payload"[..]));
        assert_eq!(find_chunk(&with, ORIGINAL_CHUNK), None);
        assert_eq!(parsed(&with).chunks_of(PROOF_CHUNK).count(), 1);
        assert_eq!(parsed(&with).without_chunks(PROOF_CHUNK), plain);
        assert_eq!(parsed(&with).decode(), Ok(image()));
        let cut = &with[..with.len() - 12];
        assert!(Png::parse(cut).is_err());
        assert_eq!(
            find_chunk(cut, PROOF_CHUNK),
            Some(&b"payload"[..]),
            "even where the end is missing"
        );
    }

    #[test]
    fn broken_structures_are_refused() {
        let good = encode(&image());
        let mut parts: Vec<Vec<u8>> = vec![SIGNATURE.to_vec()];
        parts.extend(
            parsed(&good)
                .chunks()
                .iter()
                .map(|chunk| good[chunk.place.clone()].to_vec()),
        );
        let [signature, ihdr, idat, iend] = &parts[..] else {
            panic!("three chunks")
        };
        let build = |parts: &[&[u8]]| parts.concat();
        let size = |width: u32, height: u32| {
            chunk(
                b"IHDR",
                &[
                    &width.to_be_bytes()[..],
                    &height.to_be_bytes(),
                    &[8, 2, 0, 0, 0],
                ]
                .concat(),
            )
        };
        let check = |bytes: Vec<u8>, words: &str| {
            let error = Png::parse(&bytes).map(|_| ()).expect_err(words).to_string();
            assert!(error.contains(words), "{error:?} does not say {words:?}");
        };
        assert!(Png::parse(&build(&[signature, ihdr, idat, iend])).is_ok());
        check(vec![], "not a PNG");
        check(b"\xff\xd8\xff".to_vec(), "not a PNG");
        check(build(&[signature]), "its end is missing");
        check(build(&[signature, ihdr, idat]), "its end is missing");
        check(build(&[signature, ihdr, iend]), "out of its place");
        check(build(&[signature, idat, iend]), "out of its place");
        check(
            build(&[signature, ihdr, ihdr, idat, iend]),
            "out of its place",
        );
        check(
            build(&[signature, ihdr, idat, iend, iend]),
            "out of its place",
        );
        check(
            build(&[signature, ihdr, idat, &chunk(b"teST", b""), idat, iend]),
            "out of its place",
        );
        check(
            build(&[signature, ihdr, &chunk(b"TEST", b""), idat, iend]),
            "unknown",
        );
        check(
            build(&[signature, ihdr, &chunk(b"te5t", b""), idat, iend]),
            "four letters",
        );
        check(
            build(&[signature, ihdr, idat, &chunk(b"PLTE", b"123"), iend]),
            "out of its place",
        );
        check(
            build(&[signature, ihdr, idat, iend, b"more"]),
            "ends within a chunk",
        );
        check(
            build(&[signature, ihdr, idat, iend, &chunk(b"teST", b"")]),
            "out of its place",
        );
        check(good[..good.len() - 1].to_vec(), "ends within a chunk");
        check(
            build(&[signature, b"\xff\xff\xff\xff", &ihdr[4..], idat, iend]),
            "ends within a chunk",
        );
        check(
            build(&[signature, &chunk(b"IHDR", b"short"), idat, iend]),
            "13 bytes",
        );
        check(
            build(&[signature, &size(0, 1), idat, iend]),
            "not supported",
        );
        check(
            build(&[signature, &size(8193, 1), idat, iend]),
            "not supported",
        );
        check(
            build(&[signature, &size(8192, 8192), idat, iend]),
            "not supported",
        );
        let mut flipped = good.clone();
        flipped[50] ^= 1;
        check(flipped, "checksum");
        let many = [
            &build(&[signature, ihdr])[..],
            &chunk(b"teST", b"").repeat(MAX_CHUNKS),
        ]
        .concat();
        check(many, "more than 100000 chunks");
    }

    #[test]
    fn every_colour_type_is_judged_by_its_pixels() {
        use png::{BitDepth, ColorType};
        let rgb = |bytes: &[u8]| parsed(bytes).decode().map(|image| image.pixels().to_vec());
        let gray_pixels = [[0; 3], [85; 3], [170; 3], [255; 3]].concat();
        let none = |_: &mut png::Encoder<'_, &mut Vec<u8>>| ();
        let gray8 = encoded(
            ColorType::Grayscale,
            BitDepth::Eight,
            none,
            &[0, 85, 170, 255],
        );
        let gray2 = encoded(ColorType::Grayscale, BitDepth::Two, none, &[0b00_01_10_11]);
        let palette = encoded(
            ColorType::Indexed,
            BitDepth::Two,
            |encoder| encoder.set_palette(gray_pixels.clone()),
            &[0b00_01_10_11],
        );
        let alpha = |alpha: u8| [[0, alpha], [85, 255], [170, 255], [255, 255]].concat();
        let gray_alpha = |a| encoded(ColorType::GrayscaleAlpha, BitDepth::Eight, none, &alpha(a));
        let rgba = |a: u8| {
            let samples: Vec<u8> = alpha(a)
                .chunks(2)
                .flat_map(|s| [s[0], s[0], s[0], s[1]])
                .collect();
            encoded(ColorType::Rgba, BitDepth::Eight, none, &samples)
        };
        for bytes in [gray8, gray2, palette, gray_alpha(255), rgba(255)] {
            assert_eq!(rgb(&bytes), Ok(gray_pixels.clone()));
        }
        assert_eq!(rgb(&gray_alpha(254)), Err(PixelError::NotOpaque));
        assert_eq!(rgb(&rgba(0)), Err(PixelError::NotOpaque));
        let deep = encoded(ColorType::Grayscale, BitDepth::Sixteen, none, &[0; 8]);
        assert_eq!(rgb(&deep), Err(PixelError::SixteenBit));
    }

    #[test]
    fn compressed_pixels_that_do_not_fill_the_picture_are_refused() {
        let good = encode(&image());
        let [header, _, end] = parsed(&good)
            .chunks()
            .iter()
            .map(|chunk| good[chunk.place.clone()].to_vec())
            .collect::<Vec<_>>()
            .try_into()
            .expect("three");
        for data in [&b""[..], b"x\x9c", b"not compressed"] {
            let bytes = [&SIGNATURE[..], &header, &chunk(b"IDAT", data), &end].concat();
            assert_eq!(parsed(&bytes).decode(), Err(PixelError::Damaged));
        }
        // The largest image there is, on the word of its header alone: no memory is taken for it.
        let size = [8192u32, 4394].map(u32::to_be_bytes).concat();
        let header = chunk(b"IHDR", &[&size[..], &[8, 2, 0, 0, 0]].concat());
        let pixels = find_chunk(&good, *b"IDAT").expect("pixels");
        let bytes = [&SIGNATURE[..], &header, &chunk(b"IDAT", pixels), &end].concat();
        assert_eq!(parsed(&bytes).decode(), Err(PixelError::Damaged));
    }

    #[test]
    fn a_palette_has_every_colour_that_is_used() {
        use png::{BitDepth, ColorType};
        let decoded = |colors: usize, alpha: Option<&'static [u8]>| {
            let bytes = encoded(
                ColorType::Indexed,
                BitDepth::Two,
                |encoder| {
                    encoder.set_palette(vec![7; 3 * colors]);
                    if let Some(alpha) = alpha {
                        encoder.set_trns(alpha);
                    }
                },
                &[0b00_01_10_10],
            );
            parsed(&bytes).decode().map(|image| image.pixels().to_vec())
        };
        assert_eq!(decoded(3, None), Ok(vec![7; 12]));
        assert_eq!(decoded(2, None), Err(PixelError::Damaged));
        assert_eq!(decoded(3, Some(&[255, 255])), Ok(vec![7; 12]));
        assert_eq!(decoded(3, Some(&[255, 254])), Err(PixelError::NotOpaque));
        assert_eq!(decoded(4, Some(&[255, 255, 255, 0])), Ok(vec![7; 12]));
    }

    #[test]
    fn what_changes_the_appearance_is_found() {
        let plain = encode(&image());
        let with = |kind: &[u8; 4], data: &[u8]| {
            let bytes = parsed(&plain).with_chunk(*kind, data);
            parsed(&bytes).appearance()
        };
        for kind in [
            b"acTL", b"fcTL", b"fdAT", b"iCCP", b"gAMA", b"cHRM", b"cICP", b"mDCV", b"cLLI",
            b"sBIT", b"bKGD", b"tRNS",
        ] {
            let found = with(kind, b"").expect("must be found");
            assert!(found.contains(&kind.escape_ascii().to_string()), "{found}");
        }
        let exif = |tag: u16, value: u8| {
            let mut exif = b"MM\0*\0\0\0\x08\0\x01".to_vec();
            exif.extend_from_slice(&tag.to_be_bytes());
            exif.extend_from_slice(&[0, 3, 0, 0, 0, 1, 0, value, 0, 0, 0, 0, 0, 0]);
            exif
        };
        assert!(with(b"eXIf", &exif(0x0112, 6)).is_some());
        assert!(with(b"eXIf", &exif(0x0112, 1)).is_some());
        assert!(with(b"eXIf", b"broken").is_some());
        assert_eq!(with(b"eXIf", &exif(0x0100, 6)), None);
        assert!(with(b"exIf", &exif(0x0100, 6)).is_some());
        assert!(with(b"zxIf", b"").is_some());
        assert!(with(b"orNT", &[1]).is_some());
        let xmp = |start: &str, content: &str| format!("XML:com.adobe.xmp\0{start}{content}");
        let turned = "<rdf:Description tiff:Orientation=\"6\"/>";
        assert!(with(b"iTXt", xmp("\0\0\0\0", turned).as_bytes()).is_some());
        assert!(with(b"iTXt", xmp("\x01\0\0\0", "compressed").as_bytes()).is_some());
        assert!(with(b"iTXt", xmp("", "").as_bytes()).is_some());
        assert!(with(b"tEXt", xmp("", turned).as_bytes()).is_some());
        assert!(with(b"zTXt", xmp("\0", "compressed").as_bytes()).is_some());
        let creator = xmp("\0\0\0\0", "<dc:creator>me</dc:creator>");
        assert_eq!(with(b"iTXt", creator.as_bytes()), None);
        assert_eq!(with(b"iTXt", b"Orientation\0\0\0\0\0a title"), None);
        assert!(with(b"pHYs", b"\0\0\0\x01\0\0\0\x02\0").is_some());
        assert_eq!(with(b"pHYs", b"\0\0\0\x02\0\0\0\x02\0"), None);
        assert!(with(b"tEXt", b"Raw profile type exif\0..").is_some());
        assert_eq!(with(b"tEXt", b"Comment\0hello"), None);
        assert_eq!(with(b"sRGB", b"\0"), None);
        assert_eq!(with(b"tIME", b"\x07\xe9\x01\x01\0\0\0"), None);
    }
}
