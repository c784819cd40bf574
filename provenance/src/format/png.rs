//! PNG files as sequences of chunks: reading them within limits, adding and removing a chunk, decoding the pixels.

mod appearance;
mod inflate;
mod metadata;
mod text;

use std::io::Write;
use std::ops::Range;

use proofroom_circuits::{Image, Size, SizeError};
use thiserror::Error;
use zeroize::Zeroizing;

pub(crate) use text::{Text, split_at_zero};

/// The four letters of a chunk's type.
pub type ChunkKind = [u8; 4];

/// The chunk of a published picture's proof: ancillary, private, safe to copy.
pub const PROOF_CHUNK: ChunkKind = *b"prPf";

/// The chunk of an original's record and seed: ancillary, private, not safe to copy, so that an editor
/// that does not know it drops the seed.
pub const ORIGINAL_CHUNK: ChunkKind = *b"prOR";

/// The chunk of Content Credentials (C2PA).
pub const CREDENTIALS_CHUNK: ChunkKind = *b"caBX";

const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";

/// The most bytes that one byte of deflate can become: a match of 258 bytes takes two bits.
const DEFLATE_RATIO: u64 = 1032;

/// The passes of an interlaced picture: first column and row, and the steps to the next.
const PASSES: [[u64; 4]; 7] = [
    [0, 0, 8, 8],
    [4, 0, 8, 8],
    [0, 4, 4, 8],
    [2, 0, 4, 4],
    [0, 2, 2, 4],
    [1, 0, 2, 2],
    [0, 1, 1, 2],
];

/// Length, type and checksum.
const CHUNK_OVERHEAD: usize = 12;

/// The most chunks of a file: one of 512 MiB with 8 kB of pixels in each chunk has 65,536.
const MAX_CHUNKS: usize = 100_000;

/// Why bytes are not a PNG that this program reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PngError {
    /// It does not begin like a PNG.
    #[error("it is not a PNG")]
    NotPng,
    /// A PNG whose structure is broken.
    #[error("the PNG is damaged: {0}")]
    Damaged(&'static str),
    /// Larger than the format allows.
    #[error(transparent)]
    Size(#[from] SizeError),
    /// More chunks than are read.
    #[error("the PNG has more than {MAX_CHUNKS} chunks, the most that can be read")]
    TooManyChunks,
}

/// Why the pixels of a PNG cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PixelError {
    /// 16 bits per channel.
    #[error("its pixels have 16 bits per channel; only 8 bits are supported")]
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
    /// Where the whole chunk is in the file.
    place: Range<usize>,
    /// Whether the checksum is right.
    intact: bool,
}

impl Chunk<'_> {
    /// Whether a decoder may ignore the chunk if it does not know it.
    pub fn is_ancillary(&self) -> bool {
        self.kind[0].is_ascii_lowercase()
    }

    /// Where the whole chunk is in the file, with its length, type and checksum.
    pub fn place(&self) -> Range<usize> {
        self.place.clone()
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

/// The chunks of a file that begins as a PNG, up to the first that is incomplete.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = Result<Chunk<'_>, PngError>> {
    let mut position = if is_png(bytes) { SIGNATURE.len() } else { bytes.len() };
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
        bytes.get(position..position.checked_add(4)?)?.try_into().ok()
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
    Ok(Chunk { kind, data, place: start..end + 4, intact })
}

/// A chunk as it is in a file: length, type, content, checksum.
///
/// # Panics
/// If `data` is longer than 2^31 - 1 bytes, the most that a chunk holds.
pub fn framed(kind: ChunkKind, data: &[u8]) -> Vec<u8> {
    let length = i32::try_from(data.len()).expect("a chunk holds less than 2 GiB");
    let mut bytes = Vec::with_capacity(data.len() + CHUNK_OVERHEAD);
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(&kind);
    bytes.extend_from_slice(data);
    let checksum = crc32fast::hash(&bytes[4..]);
    bytes.extend_from_slice(&checksum.to_be_bytes());
    bytes
}

/// A PNG whose structure is right: every checksum, the order of the critical chunks, the size.
#[derive(Clone, Debug)]
pub struct Png<'a> {
    bytes: &'a [u8],
    chunks: Vec<Chunk<'a>>,
    size: Size,
    header: Header,
}

impl<'a> Png<'a> {
    /// Walks all chunks. The pixels stay compressed.
    ///
    /// # Errors
    /// [`PngError`]. Bytes after the end of the picture are an error, too: another program could read them as a
    /// picture.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, PngError> {
        if !is_png(bytes) {
            return Err(PngError::NotPng);
        }
        let mut all: Vec<Chunk<'a>> = Vec::new();
        for chunk in chunks(bytes) {
            if all.last().is_some_and(|chunk| chunk.kind == *b"IEND") {
                return Err(PngError::Damaged("more bytes follow its end"));
            }
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
                (b"PLTE", _) => !seen(b"PLTE") && !seen(b"IDAT"),
                (b"IDAT", Some(previous)) => previous == *b"IDAT" || !seen(b"IDAT"),
                (b"IEND", _) => seen(b"IDAT") && chunk.data.is_empty(),
                _ => chunk.is_ancillary(),
            };
            if !in_order {
                return Err(PngError::Damaged("a critical chunk is unknown or out of place"));
            }
            all.push(chunk);
        }
        if all.last().is_none_or(|chunk| chunk.kind != *b"IEND") {
            return Err(PngError::Damaged("its end is missing"));
        }
        let (size, header) = read_header(all[0].data)?;
        Ok(Png { bytes, chunks: all, size, header })
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
        let end = self.chunks.last().map_or(self.bytes.len(), |chunk| chunk.place.start);
        let chunk = Zeroizing::new(framed(kind, data));
        [&self.bytes[..end], &chunk, &self.bytes[end..]].concat()
    }

    /// The file without the chunks of one kind.
    pub fn without_chunks(&self, kind: ChunkKind) -> Vec<u8> {
        let mut bytes = SIGNATURE.to_vec();
        for chunk in self.chunks.iter().filter(|chunk| chunk.kind != kind) {
            bytes.extend_from_slice(&self.bytes[chunk.place.clone()]);
        }
        bytes
    }

    /// The number of bytes of all rows before compression: packed samples, with a filter byte before each row; if
    /// the picture is interlaced, for each pass that has pixels.
    fn packed_bytes(&self) -> Result<u64, PixelError> {
        let Header { depth, color, interlaced } = self.header;
        let channels = match (color, depth) {
            (0 | 2 | 4 | 6, 16) => return Err(PixelError::SixteenBit),
            (0 | 3, 1 | 2 | 4 | 8) => 1,
            (2, 8) => 3,
            (4, 8) => 2,
            (6, 8) => 4,
            _ => return Err(PixelError::Damaged),
        };
        let bits = channels * u64::from(depth);
        let whole = [[0, 0, 1, 1]];
        let passes = if interlaced { &PASSES[..] } else { &whole };
        let pass_bytes = |&[x, y, across, down]: &[u64; 4]| {
            let width = u64::from(self.size.width()).saturating_sub(x).div_ceil(across);
            let height = u64::from(self.size.height()).saturating_sub(y).div_ceil(down);
            if width == 0 { 0 } else { height * (1 + (width * bits).div_ceil(8)) }
        };
        Ok(passes.iter().map(pass_bytes).sum())
    }

    /// Decodes the pixels to RGB: gray and palette become RGB, an alpha channel must be opaque.
    ///
    /// # Errors
    /// [`PixelError`].
    pub fn decode(&self) -> Result<Image, PixelError> {
        let packed = self.packed_bytes()?;
        let compressed = || self.chunks_of(*b"IDAT").map(|chunk| chunk.data);
        let bytes: usize = compressed().map(<[u8]>::len).sum();
        if packed > DEFLATE_RATIO * bytes as u64 {
            return Err(PixelError::Damaged);
        }
        // It may be an original, so nothing of it stays in memory.
        let packed = usize::try_from(packed).map_err(|_| PixelError::Memory)?;
        let mut rows = Zeroizing::new(zeroed(packed)?);
        if !inflate::exactly(compressed(), &mut rows) {
            return Err(PixelError::Damaged);
        }
        // The decoder gets only the chunks that define the pixels, so that no other chunk can disturb it, and the
        // rows as they were inflated here, so that it cannot arrive at others.
        let mut start = SIGNATURE.to_vec();
        for chunk in &self.chunks {
            if matches!(&chunk.kind, b"IHDR" | b"PLTE" | b"tRNS") {
                start.extend_from_slice(&self.bytes[chunk.place.clone()]);
            }
        }
        let limits = png::Limits { bytes: 8 * self.size.bytes() + (1 << 20) };
        let mut decoder = png::Decoder::new_with_limits(inflate::Stored::new(start, &rows), limits);
        decoder.ignore_checksums(true);
        let indexed = self.header.color == png::ColorType::Indexed as u8;
        decoder.set_transformations(if indexed {
            png::Transformations::IDENTITY
        } else {
            png::Transformations::EXPAND
        });
        let mut reader = decoder.read_info().map_err(|_| PixelError::Damaged)?;
        let (color, depth) = reader.output_color_type();
        let length = reader.output_buffer_size().ok_or(PixelError::Memory)?;
        // Samples become pixels in place.
        let mut samples = zeroed(length.max(self.size.bytes()))?;
        reader.next_frame(&mut samples[..length]).map_err(|_| PixelError::Damaged)?;
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

/// What the first chunk says about the pixels besides their number.
#[derive(Clone, Copy, Debug)]
struct Header {
    depth: u8,
    color: u8,
    interlaced: bool,
}

fn read_header(header: &[u8]) -> Result<(Size, Header), PngError> {
    let &[w0, w1, w2, w3, h0, h1, h2, h3, depth, color, _, _, interlace] = header else {
        return Err(PngError::Damaged("its header is not 13 bytes long"));
    };
    let size =
        Size::new(u32::from_be_bytes([w0, w1, w2, w3]), u32::from_be_bytes([h0, h1, h2, h3]))?;
    let header = Header { depth, color, interlaced: interlace != 0 };
    Ok((size, header))
}

/// The content of a chunk as numbers of four bytes, if it is as many as are asked for.
pub(crate) fn numbers<const N: usize>(data: &[u8]) -> Option<[u32; N]> {
    let (numbers, rest) = data.as_chunks();
    let numbers: &[[u8; 4]; N] = numbers.try_into().ok()?;
    rest.is_empty().then(|| numbers.map(u32::from_be_bytes))
}

fn zeroed(length: usize) -> Result<Vec<u8>, PixelError> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(length).map_err(|_| PixelError::Memory)?;
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
        let sample = buffer[N * pixel..].first_chunk().expect("N samples a pixel");
        let (rgb, alpha) = split(*sample);
        buffer[3 * pixel..3 * pixel + 3].copy_from_slice(&rgb);
        alpha == u8::MAX
    };
    // Where a pixel grows, the conversion starts at the end, so that nothing is overwritten before it is read.
    let opaque = if N < 3 { (0..pixels).rev().all(convert) } else { (0..pixels).all(&mut convert) };
    if opaque { Ok(()) } else { Err(PixelError::NotOpaque) }
}

/// Turns rows of palette indices of `depth` bits, at the beginning of the buffer, into RGB.
///
/// # Errors
/// If an index is not in the palette, for which decoders show different colours, or if its colour is not opaque.
fn look_up(
    buffer: &mut [u8],
    size: Size,
    depth: usize,
    palette: &[u8],
    alpha: &[u8],
) -> Result<(), PixelError> {
    let width = size.width() as usize;
    let packed_row = (width * depth).div_ceil(8);
    let mut indices = vec![0; width];
    // The conversion starts at the end, so that no row is overwritten before it is read.
    for y in (0..size.height() as usize).rev() {
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

/// The file with this packet of XMP and none of those that it had. Nothing else of the file changes; the packet is not
/// judged, see [`Png::appearance`].
///
/// # Errors
/// If the file is not a PNG.
pub fn with_xmp(png: &[u8], packet: Option<&[u8]>) -> Result<Vec<u8>, PngError> {
    let png = Png::parse(png)?;
    let is_xmp = |chunk: &&Chunk<'_>| {
        matches!(&chunk.kind, b"tEXt" | b"zTXt" | b"iTXt")
            && split_at_zero(chunk.data).is_some_and(|(keyword, _)| keyword == text::XMP_KEYWORD)
    };
    let is_before_pixels = |chunk: &&Chunk<'_>| chunk.kind != *b"IDAT";
    let kept = || png.chunks.iter().filter(|chunk| !is_xmp(chunk));
    let bytes = |chunk: &Chunk<'_>| &png.bytes[chunk.place.clone()];
    let mut file = SIGNATURE.to_vec();
    // Other programs find it before the pixels.
    kept().take_while(is_before_pixels).for_each(|chunk| file.extend(bytes(chunk)));
    if let Some(packet) = packet {
        // Not compressed, in no language, without a translated keyword.
        file.extend(framed(*b"iTXt", &[text::XMP_KEYWORD, &[0; 5], packet].concat()));
    }
    kept().skip_while(is_before_pixels).for_each(|chunk| file.extend(bytes(chunk)));
    Ok(file)
}

/// Encodes an image as an RGB PNG without any other chunk.
pub fn encode(image: &Image) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&mut bytes, image.size(), image.pixels(), None)
        .expect("an image of a valid size, written to memory");
    bytes
}

/// Writes an RGB PNG of these pixels, `size.bytes()` of them, piece by piece, and before its end the one chunk that is
/// given with its type.
///
/// # Errors
/// Those of the writer, and pixels of another number.
pub fn write(
    to: impl Write,
    size: Size,
    pixels: &[u8],
    chunk: Option<(ChunkKind, &[u8])>,
) -> Result<(), png::EncodingError> {
    let mut encoder = png::Encoder::new(to, size.width(), size.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    if let Some((kind, data)) = chunk {
        writer.write_chunk(png::chunk::ChunkType(kind), data)?;
    }
    writer.finish()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A small picture of many colours.
    pub(crate) fn image() -> Image {
        let size = Size::new(5, 3).expect("a size");
        Image::new(size, (0..size.bytes() as u8).map(|i| i.wrapping_mul(37)).collect())
    }

    pub(crate) fn parsed(bytes: &[u8]) -> Png<'_> {
        Png::parse(bytes).expect("a PNG")
    }

    /// A chunk as in a file.
    pub(crate) fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let body = [kind, data].concat();
        let length = u32::try_from(data.len()).expect("short").to_be_bytes();
        [&length[..], &body, &crc32fast::hash(&body).to_be_bytes()].concat()
    }

    /// An encoded picture of the given kind; `samples` are what the encoder wants.
    pub(crate) fn encoded(
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
    fn xmp_is_put_in_the_place_of_what_was_there() {
        let plain = encode(&image());
        let old = parsed(&plain).with_chunk(*b"tEXt", b"XML:com.adobe.xmp\0old");
        let old = parsed(&old).with_chunk(*b"tEXt", b"Title\0A boat");
        let with = with_xmp(&old, Some(b"<x/>")).expect("a PNG");
        let kinds: Vec<_> = parsed(&with).chunks().iter().map(|chunk| chunk.kind).collect();
        assert_eq!(kinds, [*b"IHDR", *b"iTXt", *b"IDAT", *b"tEXt", *b"IEND"]);
        let expected = &b"XML:com.adobe.xmp\0\0\0\0\0<x/>"[..];
        assert_eq!(find_chunk(&with, *b"iTXt"), Some(expected));
        assert_eq!(find_chunk(&with, *b"tEXt"), Some(&b"Title\0A boat"[..]));
        assert_eq!(with_xmp(&with_xmp(&plain, Some(b"<x/>")).expect("a PNG"), None), Ok(plain));
        assert_eq!(with_xmp(b"text", None), Err(PngError::NotPng));
    }

    #[test]
    fn broken_structures_are_refused() {
        let good = encode(&image());
        let mut parts: Vec<Vec<u8>> = vec![SIGNATURE.to_vec()];
        parts.extend(parsed(&good).chunks().iter().map(|chunk| good[chunk.place.clone()].to_vec()));
        let [signature, ihdr, idat, iend] = &parts[..] else { panic!("three chunks") };
        let build = |parts: &[&[u8]]| parts.concat();
        let size = |width: u32, height: u32| {
            chunk(
                b"IHDR",
                &[&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat(),
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
        check(build(&[signature, ihdr, iend]), "out of place");
        check(build(&[signature, idat, iend]), "out of place");
        check(build(&[signature, ihdr, ihdr, idat, iend]), "out of place");
        check(build(&[signature, ihdr, idat, iend, iend]), "more bytes follow its end");
        check(build(&[signature, ihdr, idat, &chunk(b"teST", b""), idat, iend]), "out of place");
        check(build(&[signature, ihdr, &chunk(b"TEST", b""), idat, iend]), "unknown");
        check(build(&[signature, ihdr, &chunk(b"te5t", b""), idat, iend]), "four letters");
        check(build(&[signature, ihdr, idat, &chunk(b"PLTE", b"123"), iend]), "out of place");
        check(build(&[signature, ihdr, idat, iend, b"more"]), "more bytes follow its end");
        check(
            build(&[signature, ihdr, idat, iend, &chunk(b"teST", b"")]),
            "more bytes follow its end",
        );
        check(good[..good.len() - 1].to_vec(), "ends within a chunk");
        check(
            build(&[signature, b"\xff\xff\xff\xff", &ihdr[4..], idat, iend]),
            "ends within a chunk",
        );
        check(build(&[signature, &chunk(b"IHDR", b"short"), idat, iend]), "13 bytes");
        check(build(&[signature, &size(0, 1), idat, iend]), "not supported");
        check(build(&[signature, &size(16_385, 1), idat, iend]), "not supported");
        check(build(&[signature, &size(16_384, 7325), idat, iend]), "not supported");
        let mut flipped = good.clone();
        flipped[50] ^= 1;
        check(flipped, "checksum");
        let many =
            [&build(&[signature, ihdr])[..], &chunk(b"teST", b"").repeat(MAX_CHUNKS)].concat();
        check(many, "more than 100000 chunks");
    }

    #[test]
    fn every_colour_type_is_judged_by_its_pixels() {
        use png::{BitDepth, ColorType};
        let rgb = |bytes: &[u8]| parsed(bytes).decode().map(|image| image.pixels().to_vec());
        let gray_pixels = [[0; 3], [85; 3], [170; 3], [255; 3]].concat();
        let none = |_: &mut png::Encoder<'_, &mut Vec<u8>>| ();
        let gray8 = encoded(ColorType::Grayscale, BitDepth::Eight, none, &[0, 85, 170, 255]);
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
            let samples: Vec<u8> =
                alpha(a).chunks(2).flat_map(|s| [s[0], s[0], s[0], s[1]]).collect();
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
        // A header that claims the largest image: no memory is allocated for it.
        let size = [16_384u32, 7324].map(u32::to_be_bytes).concat();
        let header = chunk(b"IHDR", &[&size[..], &[8, 2, 0, 0, 0]].concat());
        let pixels = find_chunk(&good, *b"IDAT").expect("pixels");
        let bytes = [&SIGNATURE[..], &header, &chunk(b"IDAT", pixels), &end].concat();
        assert_eq!(parsed(&bytes).decode(), Err(PixelError::Damaged));
    }

    /// The picture with its compressed pixels altered.
    fn recompressed(file: &[u8], alter: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let mut stream = find_chunk(file, *b"IDAT").expect("pixels").to_vec();
        alter(&mut stream);
        let [header, _, end] = parsed(file)
            .chunks()
            .iter()
            .map(|chunk| file[chunk.place.clone()].to_vec())
            .collect::<Vec<_>>()
            .try_into()
            .expect("three");
        [&SIGNATURE[..], &header, &chunk(b"IDAT", &stream), &end].concat()
    }

    #[test]
    fn compressed_pixels_are_one_whole_stream() {
        type Alter<'a> = &'a dyn Fn(&mut Vec<u8>);
        let good = encode(&image());
        let decoded = |alter: Alter<'_>| parsed(&recompressed(&good, alter)).decode();
        assert_eq!(decoded(&|_| ()), Ok(image()));
        let wrong: [Alter<'_>; 5] = [
            &|stream| *stream.last_mut().expect("a checksum") ^= 1,
            &|stream| stream.truncate(stream.len() - 4),
            &|stream| stream.push(0),
            &|stream| stream.extend(stream.clone()),
            &|stream| stream.insert(0, 0),
        ];
        for alter in wrong {
            assert_eq!(decoded(alter), Err(PixelError::Damaged));
        }
        // A second chunk of pixels after the end of the stream.
        let end = good.len() - 12;
        for more in [&b""[..], b"\0", b"more"] {
            let file = [&good[..end], &chunk(b"IDAT", more), &good[end..]].concat();
            let expected = if more.is_empty() { Ok(image()) } else { Err(PixelError::Damaged) };
            assert_eq!(parsed(&file).decode(), expected);
        }
    }

    #[test]
    fn interlaced_pictures_of_every_size_are_decoded() {
        use std::io::Write;
        for (width, height) in (1..10).flat_map(|width| (1..10).map(move |height| (width, height)))
        {
            let sample = |x: u64, y: u64| (37 * x + 101 * y) as u8;
            let mut rows = Vec::new();
            for [x, y, across, down] in PASSES {
                for y in (y..height).step_by(down as usize) {
                    let row = (x..width).step_by(across as usize);
                    let row: Vec<u8> = row.map(|x| sample(x, y)).collect();
                    if !row.is_empty() {
                        rows.push(0);
                        rows.extend(row);
                    }
                }
            }
            let mut stream =
                flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
            stream.write_all(&rows).expect("to memory");
            let stream = stream.finish().expect("to memory");
            let size = [width as u32, height as u32].map(u32::to_be_bytes).concat();
            let header = [&size[..], &[8, 0, 0, 0, 1]].concat();
            let file = [
                SIGNATURE.to_vec(),
                chunk(b"IHDR", &header),
                chunk(b"IDAT", &stream),
                chunk(b"IEND", b""),
            ]
            .concat();
            let pixels =
                (0..height).flat_map(|y| (0..width).flat_map(move |x| [sample(x, y); 3])).collect();
            let size = Size::new(width as u32, height as u32).expect("a size");
            assert_eq!(parsed(&file).decode(), Ok(Image::new(size, pixels)));
        }
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
}
